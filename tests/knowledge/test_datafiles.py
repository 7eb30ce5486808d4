"""Files in, checked records or refusals out; and written together or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from knowledge import datafiles
from knowledge.datafiles import BadData, read_records, read_table
from knowledge.records import ContactRecord, ServiceRecord
from knowledge.settings import data_folder

ENTRY = """\
name: Une initiative
organization: Un organisme
summary: Un lieu où des jeunes peuvent parler de ce qui leur arrive.
situations: [sextorsion]
audiences: [jeune]
direct_access: true
reach: On écrit par le site.
regions: ["16"]
assured_date: 2021-12-31
source: {document: Un document, locator: fiche 1}
"""
LISTED = "# En-tête\n- " + ENTRY.replace("\n", "\n  ").rstrip() + "\n"


def _file(folder: Path, text: str, name: str = "essai.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_and_a_single_mapping_read_the_same(tmp_path: Path):
    one = read_records(_file(tmp_path, ENTRY))
    many = read_records(_file(tmp_path, LISTED))
    assert not one.refusals and not many.refusals
    assert one.records == many.records
    assert isinstance(one.records[0], ServiceRecord)
    assert one.raw[0]["name"] == "Une initiative"


def test_an_empty_file_holds_nothing(tmp_path: Path):
    reading = read_records(_file(tmp_path, "# rien\n"))
    assert (reading.records, reading.refusals) == ([], [])


def test_a_kind_makes_a_contact(tmp_path: Path):
    text = ENTRY.replace("source: {document: Un document, locator: fiche 1}\n", "")
    text += 'id: ligne-essai\nkind: ligne\nconfidence: high\nphone: "811"\n'
    [record] = read_records(_file(tmp_path, text)).records
    assert isinstance(record, ContactRecord)
    assert record.id == "ligne-essai"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "words"),
    [
        ("[sextorsion]", "[sextage]", 5, "situations.0", "valeur inconnue"),
        ('["16"]', '["16", "99"]', 9, "regions.1", "région inconnue"),
        ("  reach: On écrit par le site.\n", "", 2, "reach", "champ obligatoire absent"),
        ("locator: fiche 1", "page: 1", 11, "source.page", "champ inconnu"),
        ("direct_access: true", "direct_access: parfois", 7, "direct_access", "true ou false"),
    ],
)
def test_a_refusal_gives_the_line_and_the_field(
    tmp_path: Path, old: str, new: str, line: int, field: str, words: str
):
    assert old in LISTED
    reading = read_records(_file(tmp_path, LISTED.replace(old, new)))
    assert reading.records == []
    found = {refusal.field: refusal for refusal in reading.refusals}
    assert found[field].line == line
    assert found[field].file == "essai.yml"
    assert found[field].record == "Une initiative"
    assert words in found[field].reason


def test_a_whole_record_s_fault_points_at_the_record(tmp_path: Path):
    text = LISTED + LISTED.partition("\n")[2].replace('regions: ["16"]', "regions: []")
    reading = read_records(_file(tmp_path, text))
    assert len(reading.records) == 1
    [refusal] = reading.refusals
    assert (refusal.line, refusal.field) == (12, "-")
    assert "aucune région" in refusal.reason


@pytest.mark.parametrize(
    "text",
    [
        "name: [un",
        "- name: a\n  b: c\n d: e\n",
        "a: 1\na: 2\n",
        "juste une phrase",
        "- juste une phrase",
        "- 12",
        "nom\x07: cloche",
    ],
    ids=["bracket", "indent", "twice", "sentence", "item", "number", "control"],
)
def test_what_is_no_record_is_refused_not_raised(tmp_path: Path, text: str):
    reading = read_records(_file(tmp_path, text))
    assert reading.records == []
    assert reading.refusals
    assert all(refusal.line >= 1 and refusal.reason for refusal in reading.refusals)


def test_a_file_that_is_not_utf_8_is_refused_not_raised(tmp_path: Path):
    path = tmp_path / "essai.yml"
    path.write_bytes(ENTRY.encode("cp1252"))
    assert read_records(path).refusals


HEADER = (
    "name,organization,summary,situations,audiences,direct_access,reach,regions,"
    "assured_date,source_document,source_locator\n"
)
ROW = (
    "Une initiative,Un organisme,Un lieu où des jeunes peuvent parler de ce qui leur arrive.,"
    "sextorsion; leurre,jeune;parent,true,On écrit par le site.,16;06,2021-12-31,Un document,1\n"
)


def test_a_table(tmp_path: Path):
    path = _file(tmp_path, "\ufeff" + HEADER + ROW, "essai.csv")
    [record] = read_table(path).records
    assert isinstance(record, ServiceRecord)
    assert list(record.situations) == ["sextorsion", "leurre"]
    assert record.regions == ["16", "06"]
    assert record.source.locator == "1"
    assert record.minimum_age is None


def test_a_faulty_row_of_a_table_gives_its_line(tmp_path: Path):
    faulty = ROW.replace("16;06", "16;99")
    reading = read_table(_file(tmp_path, HEADER + ROW + faulty, "essai.csv"))
    assert len(reading.records) == 1
    [refusal] = reading.refusals
    assert (refusal.line, refusal.field) == (3, "regions.1")


# --- shipped files ----------------------------------------------------------


def test_shipped_files_pass_their_own_checks():
    services, contacts = datafiles.load_all()
    assert sum(bool(record.census) for record in services) == 152
    assert len(services) == 205
    assert len(contacts) > 150


def _copy(folder: Path) -> Path:
    for name in (datafiles.SERVICES, datafiles.CONTACTS, datafiles.REGIONS):
        (folder / name).write_bytes((data_folder() / name).read_bytes())
    return folder


def test_a_refusal_in_a_shipped_file_stops_everything(tmp_path: Path):
    folder = _copy(tmp_path)
    contacts = folder / datafiles.CONTACTS
    text = contacts.read_text(encoding="utf-8")
    contacts.write_text(text.replace("kind: crise", "kind: crises", 1), encoding="utf-8")
    with pytest.raises(BadData, match=r"contacts\.yml, ligne \d+, .*champ « kind »") as caught:
        datafiles.load_all(folder)
    assert len(caught.value.refusals) == 1


@pytest.mark.parametrize("name", [datafiles.SERVICES, datafiles.CONTACTS])
def test_two_records_of_the_same_name_are_refused(tmp_path: Path, name: str):
    folder = _copy(tmp_path)
    entries = datafiles.yaml().load((folder / name).read_text(encoding="utf-8"))
    (folder / name).write_text(datafiles.dump([*entries, entries[0]]), encoding="utf-8")
    with pytest.raises(BadData):
        datafiles.load_all(folder)


def test_the_digest_follows_every_file(tmp_path: Path):
    folder = _copy(tmp_path)
    seen = {datafiles.digest(folder)}
    assert seen == {datafiles.digest()}
    for name in (datafiles.SERVICES, datafiles.CONTACTS, datafiles.REGIONS):
        with (folder / name).open("a", encoding="utf-8") as handle:
            handle.write("\n")
        seen.add(datafiles.digest(folder))
    assert len(seen) == 4


def test_region_names():
    names = datafiles.region_names()
    assert names["06"] == "Montréal"
    assert names["16"] == "Montérégie"
    assert len(names) == 17


def test_writing_a_file_back_changes_no_record(tmp_path: Path):
    path = data_folder() / datafiles.CONTACTS
    content = datafiles.yaml().load(path.read_text(encoding="utf-8"))
    again = _file(tmp_path, datafiles.dump(content))
    assert read_records(again).records == read_records(path).records
    assert again.read_text(encoding="utf-8").startswith("# Lignes d'aide")


# --- writing together -------------------------------------------------------


def test_files_are_written_together(tmp_path: Path):
    first, second = _file(tmp_path, "un", "un.yml"), tmp_path / "deux.yml"
    datafiles.write_together([(first, "é"), (second, "deux")])
    assert first.read_text(encoding="utf-8") == "é"
    assert second.read_text(encoding="utf-8") == "deux"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deux.yml", "un.yml"]


def test_a_failure_leaves_every_file_and_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, second = _file(tmp_path, "un", "un.yml"), _file(tmp_path, "deux", "deux.yml")
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        datafiles.write_together([(first, "un bis"), (second, "deux bis")])
    assert first.read_text(encoding="utf-8") == "un"
    assert second.read_text(encoding="utf-8") == "deux"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deux.yml", "un.yml"]


def test_who_may_read_a_file_does_not_change(tmp_path: Path):
    path = _file(tmp_path, "un", "un.yml")
    path.chmod(0o644)
    datafiles.write_together([(path, "deux")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_entries_that_are_no_mapping_are_refused():
    reading = datafiles.Reading()
    not_a_mapping: Any = "texte"
    datafiles.add_entry(reading, "essai.yml", not_a_mapping, 7, 2)
    [refusal] = reading.refusals
    assert str(refusal) == "essai.yml, ligne 7, entrée 2, champ « - » : groupe de champs attendu"
