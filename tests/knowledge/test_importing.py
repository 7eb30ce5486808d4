"""Importing: what a file changes, what is refused, and nothing ever half-written."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import shutil
import stat
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from knowledge import census_check, database, datafiles, directory, importing, matching, recordtext
from knowledge.datafiles import CONTACTS, SERVICES
from knowledge.records import ContactRecord, ServiceRecord
from knowledge.services import Criteria
from knowledge.settings import ROOT
from knowledge.sources import census
from knowledge.sources.recension import read_report
from knowledge.vocabulary import REGIONS, Situation

REPORT = Path(__file__).parent / "sources" / "petit_rapport.txt"

SERVICES_TEXT = """\
# Services d'essai.
- name: Le Passage  # au bord de l'eau
  organization: Maison du Moulin
  summary: "Un lieu calme où parler à une intervenante, seul ou avec un proche."
  situations: [detresse]
  audiences: [jeune, proche]
  direct_access: true
  reach: On sonne à la porte, du lundi au vendredi.
  minimum_age: 12
  maximum_age: 17
  regions: ["04"]
  assured_date: 2026-01-15
  source:
    document: Essai
    locator: essai 1

# Les suivants viennent d'ailleurs.
- name: La Halte
  organization: Centre du Fjord
  summary: Un suivi pour les jeunes qui ont quitté la maison.
  situations: [fugue]
  audiences: [jeune]
  direct_access: true
  reach: On écrit à l'équipe.
  contact: ligne-essai
  regions: ["02"]
  assured_date: 2026-01-15
  source:
    document: Essai
    locator: essai 2
"""

CONTACTS_TEXT = """\
# Lignes d'essai.

- id: ligne-essai
  kind: ligne
  name: Ligne du Fjord
  organization: Centre du Fjord
  phone: "+14185550101"
  province: true
  situations: [fugue]
  audiences: [jeune]
  direct_access: true
  confidence: high
  summary: Répond aux jeunes en fugue, à toute heure.
  reach: On appelle.
  assured_date: "2026-01-15"

- id: ligne-autre
  kind: ligne
  name: Ligne du Moulin
  organization: Maison du Moulin
  phone: "+18195550102"
  province: true
  situations: [detresse]
  audiences: [jeune]
  direct_access: true
  confidence: high
  summary: Répond aux jeunes qui ne vont pas bien.
  reach: On appelle.
  assured_date: "2026-01-15"
"""

NEW_SERVICE = """\
name: Le Phare
organization: Maison du Moulin
summary: Des rencontres pour les jeunes menacés en ligne.
situations: [sextorsion]
audiences: [jeune, parent]
direct_access: true
reach: On appelle la maison.
minimum_age: 14
maximum_age: 20
regions: ["04"]
assured_date: 2026-01-15
source:
  document: Essai
  locator: essai 3
"""

NEW_CONTACT = """\
id: ligne-neuve
kind: ligne
name: Ligne neuve
organization: Maison neuve
phone: "+18195550103"
province: true
situations: [detresse]
audiences: [jeune]
direct_access: true
confidence: high
summary: Répond aux jeunes du matin au soir.
reach: On appelle.
assured_date: 2026-01-15
"""


def items(*records: str) -> str:
    """Records as the items of a YAML list."""
    return "".join("- " + textwrap.indent(record, "  ")[2:] for record in records)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small data folder; the program's own is never touched."""
    data = tmp_path / "data"
    data.mkdir()
    (data / SERVICES).write_text(SERVICES_TEXT, encoding="utf-8")
    (data / CONTACTS).write_text(CONTACTS_TEXT, encoding="utf-8")
    shutil.copy(ROOT / "knowledge" / "data" / datafiles.REGIONS, data)
    monkeypatch.setenv("REPERE_DATA", str(data))
    monkeypatch.setenv("REPERE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("REPERE_DATABASE_URL", raising=False)
    return data


@pytest.fixture
def engine(folder: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database filled from the small folder, that gives up fast when locked."""
    url = f"sqlite:///{tmp_path / 'essai.db'}"
    database.migrate(url)
    engine = create_engine(url, future=True, connect_args={"timeout": 0.1})
    directory.fill(engine)
    yield engine
    engine.dispose()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def given_file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def planned(tmp_path: Path, folder: Path, text: str, name: str = "a.yml") -> importing.Plan:
    return importing.plan(given_file(tmp_path, name, text), folder)


def refused(plan: importing.Plan) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.field) for refusal in plan.refusals]


# --- what a file changes ------------------------------------------------------


def test_a_new_record_is_found_at_once(tmp_path: Path, folder: Path, engine: Engine) -> None:
    before = directory.load(engine)
    plan = planned(tmp_path, folder, NEW_SERVICE)
    assert [entry.place for entry in plan.added] == ["essai 3"]
    importing.apply(plan, folder, engine)
    now = directory.load(engine)
    assert now.digest != before.digest
    wanted = Criteria(age=15, region="04", situation=Situation.SEXTORSION.value)
    assert [item.service.name for item in matching.match(now.services, wanted).matches] == [
        "Le Phare"
    ]


def test_a_new_record_is_written_after_the_others(tmp_path: Path, folder: Path) -> None:
    texts = planned(tmp_path, folder, items(NEW_SERVICE, NEW_CONTACT)).texts
    assert texts[SERVICES].startswith(SERVICES_TEXT + "- name: Le Phare\n")
    assert texts[CONTACTS].startswith(CONTACTS_TEXT + "\n- id: ligne-neuve\n")


def test_planning_writes_nothing(tmp_path: Path, folder: Path, engine: Engine) -> None:
    before = contents(folder)
    planned(tmp_path, folder, items(NEW_SERVICE, NEW_CONTACT))
    assert contents(folder) == before


def test_a_changed_record_tells_each_field(tmp_path: Path, folder: Path) -> None:
    entry = SERVICES_TEXT.split("\n\n")[0].replace("maximum_age: 17", "maximum_age: 19")
    entry = entry.replace('regions: ["04"]', 'regions: ["04", "17"]').replace(
        "  minimum_age: 12\n", ""
    )
    plan = planned(tmp_path, folder, entry)
    assert not plan.added and not plan.refusals
    (changed,) = plan.changed
    assert {(item.field, str(item.before), str(item.after)) for item in changed.changes} == {
        ("minimum_age", "12", "None"),
        ("maximum_age", "17", "19"),
        ("regions", "['04']", "['04', '17']"),
    }


def test_only_the_lines_that_change_are_rewritten(tmp_path: Path, folder: Path) -> None:
    entry = SERVICES_TEXT.split("\n\n")[0].replace("maximum_age: 17", "maximum_age: 19")
    text = planned(tmp_path, folder, entry).texts[SERVICES]
    assert text == SERVICES_TEXT.replace("maximum_age: 17", "maximum_age: 19")


def test_a_file_with_both_kinds(tmp_path: Path, folder: Path, engine: Engine) -> None:
    service = NEW_SERVICE + "contact: ligne-neuve\n"
    plan = planned(tmp_path, folder, items(service, NEW_CONTACT))
    importing.apply(plan, folder, engine)
    services, contacts = datafiles.load_all(folder)
    assert [record.name for record in services] == ["Le Passage", "La Halte", "Le Phare"]
    assert [record.id for record in contacts] == ["ligne-essai", "ligne-autre", "ligne-neuve"]
    found = next(item for item in directory.load(engine).entries if item.name == "Le Phare")
    assert [phone.number for phone in found.phones] == ["+18195550103"]


def test_the_examples_of_the_guide_can_be_imported(tmp_path: Path, folder: Path) -> None:
    guide = (ROOT / "docs" / "ajouter-une-fiche.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    places = []
    for example in examples:
        plan = planned(tmp_path, folder, example)
        assert not plan.refusals
        places += [entry.place for entry in plan.added]
    assert places == ["page « Nos services »", "ligne-exemple"]


@pytest.mark.parametrize("name", [SERVICES, CONTACTS])
def test_a_shipped_file_changes_nothing(name: str, folder: Path, engine: Engine) -> None:
    before = contents(folder)
    plan = importing.plan(folder / name, folder)
    assert len(plan.unchanged) == 2 and not plan.texts
    importing.apply(plan, folder, engine)
    assert contents(folder) == before


@pytest.mark.parametrize("name", [SERVICES, CONTACTS])
def test_the_real_files_change_nothing(name: str) -> None:
    shipped = ROOT / "knowledge" / "data"
    plan = importing.plan(shipped / name, shipped)
    assert len(plan.unchanged) > 100
    assert not (plan.added or plan.changed or plan.refusals or plan.texts)


def test_an_unchanged_file_still_fills_an_empty_database(folder: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vide.db'}"
    database.migrate(url)
    fresh = database.engine_for(url)
    importing.apply(importing.plan(folder / SERVICES, folder), folder, fresh)
    assert len(directory.load(fresh).entries) == 4


def test_modes_of_the_files_stay(tmp_path: Path, folder: Path, engine: Engine) -> None:
    (folder / SERVICES).chmod(0o644)
    importing.apply(planned(tmp_path, folder, NEW_SERVICE), folder, engine)
    assert stat.S_IMODE((folder / SERVICES).stat().st_mode) == 0o644


# --- tables -------------------------------------------------------------------

HEADER = (
    "name,organization,summary,situations,audiences,direct_access,reach,minimum_age,"
    "maximum_age,regions,assured_date,source_document,source_locator"
)
ROW = (
    'Le Phare,Maison du Moulin,"Des rencontres, pour les jeunes menacés en ligne.",'
    "sextorsion;leurre,jeune;parent,true,On appelle la maison.,14,20,04;17,2026-01-15,"
    "Essai,essai 3"
)


def test_a_table_is_imported(tmp_path: Path, folder: Path, engine: Engine) -> None:
    plan = planned(tmp_path, folder, f"{HEADER}\n{ROW}\n", "a.csv")
    assert not plan.refusals
    importing.apply(plan, folder, engine)
    record = datafiles.load_all(folder)[0][-1]
    assert (record.name, record.minimum_age, record.regions) == ("Le Phare", 14, ["04", "17"])
    assert record.direct_access is True
    assert 'regions: ["04", "17"]' in (folder / SERVICES).read_text(encoding="utf-8")


def test_a_table_keeps_what_it_has_no_column_for(tmp_path: Path, folder: Path) -> None:
    row = ROW.replace("Le Phare", "La Halte").replace("Maison du Moulin", "Centre du Fjord")
    row = row.replace("essai 3", "essai 2").replace(",14,20,", ",,20,")
    (changed,) = planned(tmp_path, folder, f"{HEADER}\n{row}\n", "a.csv").changed
    assert isinstance(changed.record, ServiceRecord)
    assert changed.record.contact == "ligne-essai"
    assert (changed.record.minimum_age, changed.record.maximum_age) == (None, 20)


def test_faults_of_a_table_have_their_line(tmp_path: Path, folder: Path) -> None:
    bad = ROW.replace(",14,", ",quatorze,").replace("essai 3", "essai 4")
    text = f"{HEADER}\n{ROW}\n\n{ROW.replace('menacés en', 'menacés' + chr(10) + 'en')}\n{bad}\n"
    plan = planned(tmp_path, folder, text, "a.csv")
    assert refused(plan) == [(4, "source"), (6, "minimum_age")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{HEADER}\n{ROW},de trop\n", "trop de cellules"),
        (HEADER.replace(",", ";") + "\n", "virgules"),
        (f"kind,{HEADER}\nligne,{ROW}\n", "YAML"),
        (f"{HEADER.replace('reach', 'porte')}\n{ROW}\n", "champ inconnu"),
    ],
)
def test_a_table_badly_made_is_refused(
    text: str, reason: str, tmp_path: Path, folder: Path
) -> None:
    plan = planned(tmp_path, folder, text, "a.csv")
    assert any(reason in refusal.reason for refusal in plan.refusals)


# --- what is refused ----------------------------------------------------------


def test_each_fault_says_file_line_field_and_reason(tmp_path: Path, folder: Path) -> None:
    bad_age = NEW_SERVICE.replace("minimum_age: 14", "minimum_age: quatorze")
    bad_region = NEW_SERVICE.replace('["04"]', '["99"]').replace("essai 3", "essai 4")
    other = NEW_SERVICE.replace("essai 3", "essai 5")
    plan = planned(tmp_path, folder, items(bad_age, bad_region, other, other), "fautes.yml")
    lines = items(bad_age, bad_region, other, other).splitlines()
    age, region, repeat = plan.refusals
    assert {item.file for item in plan.refusals} == {"fautes.yml"}
    assert (age.line, age.field) == (lines.index("  minimum_age: quatorze") + 1, "minimum_age")
    assert age.reason == "nombre entier attendu"
    assert region.line == lines.index('  regions: ["99"]') + 1
    assert region.field.startswith("regions") and "région inconnue" in region.reason
    assert (repeat.line, repeat.field) == (54, "source")
    assert lines[repeat.line - 1] == "  source:"
    assert "déjà dans ce fichier, à la ligne 29" in repeat.reason


def test_a_refused_plan_is_never_applied(tmp_path: Path, folder: Path, engine: Engine) -> None:
    text = items(NEW_CONTACT, NEW_SERVICE.replace('["04"]', '["99"]'))
    plan = planned(tmp_path, folder, text)
    files, rows = contents(folder), (tmp_path / "essai.db").read_bytes()
    with pytest.raises(importing.ImportRefused, match="région inconnue"):
        importing.apply(plan, folder, engine)
    assert contents(folder) == files
    assert (tmp_path / "essai.db").read_bytes() == rows


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        (NEW_SERVICE + "contact: ligne-inconnue\n", "contact", "ligne-inconnue"),
        (NEW_CONTACT + "variant_of: nulle-part\n", "variant_of", "nulle-part"),
        (NEW_SERVICE.replace("Le Phare", "LE  PASSAGE"), "name", "essai 1"),
        (
            NEW_CONTACT.replace("Ligne neuve", "Ligne du Fjord").replace(
                "Maison neuve", "Centre du Fjord"
            ),
            "name",
            "ligne-essai",
        ),
        (NEW_SERVICE.replace("2026-01-15", "2999-01-15"), "assured_date", "pas encore arrivée"),
    ],
)
def test_what_does_not_fit_with_the_others_is_refused(
    text: str, field: str, reason: str, tmp_path: Path, folder: Path
) -> None:
    (refusal,) = planned(tmp_path, folder, text).refusals
    assert refusal.field == field and reason in refusal.reason
    assert text.splitlines()[refusal.line - 1].startswith(f"{field}:")


def test_a_second_number_of_a_line_may_bear_its_name(tmp_path: Path, folder: Path) -> None:
    text = NEW_CONTACT.replace("Ligne neuve", "Ligne du Fjord").replace(
        "Maison neuve", "Centre du Fjord"
    )
    assert not planned(tmp_path, folder, text + "variant_of: ligne-essai\n").refusals


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yml", b"bonjour"),
        ("a.yml", b"- name: [\n"),
        ("a.yml", b"- name: \x07\n"),
        ("a.yml", "- name: été\n".encode("latin-1")),
        ("a.yml", b"- 12\n"),
        ("a.yml", b"- name: a\n  name: b\n"),
        ("a.csv", "name,organization\nété,été\n".encode("latin-1")),
        ("a.txt", b"Un texte sans annexe."),
        ("a.pdf", b"%PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    name: str, content: bytes, tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    plan = importing.plan(path, folder)
    assert len(plan.refusals) == 1 and not plan.texts
    assert (plan.refusals[0].file, plan.refusals[0].field) == (name, "-")


def test_a_missing_file_is_refused(tmp_path: Path, folder: Path) -> None:
    (refusal,) = importing.plan(tmp_path / "rien.yml", folder).refusals
    assert "introuvable" in refusal.reason


# --- nothing half-written -----------------------------------------------------


@pytest.fixture
def plan_of_two(tmp_path: Path, folder: Path) -> importing.Plan:
    plan = planned(tmp_path, folder, items(NEW_SERVICE, NEW_CONTACT))
    assert set(plan.texts) == {SERVICES, CONTACTS}
    return plan


def as_it_was(folder: Path, engine: Engine, files: dict[str, bytes]) -> bool:
    names = {entry.name for entry in directory.load(engine).entries}
    return contents(folder) == files and "Le Phare" not in names and len(names) == 4


@pytest.mark.parametrize("call", [1, 2])
def test_a_full_disk_leaves_everything(
    call: int,
    plan_of_two: importing.Plan,
    folder: Path,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files, calls = contents(folder), []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == call:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            importing.apply(plan_of_two, folder, engine)
    assert len(calls) == call
    assert as_it_was(folder, engine, files)


def test_a_failed_renaming_of_the_second_file(
    plan_of_two: importing.Plan, folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, replace, calls = contents(folder), os.replace, []

    def fails_once(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails_once)
        with pytest.raises(OSError, match="Input/output"):
            importing.apply(plan_of_two, folder, engine)
    assert as_it_was(folder, engine, files)


def test_where_no_hard_link_can_be_made(
    plan_of_two: importing.Plan, folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(source: Any, target: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    def fails(*_: Any) -> None:
        raise KeyboardInterrupt

    files = contents(folder)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_link)
        patch.setattr(database, "rebuild", fails)
        with pytest.raises(KeyboardInterrupt):
            importing.apply(plan_of_two, folder, engine)
    assert as_it_was(folder, engine, files)


def test_a_locked_database(
    plan_of_two: importing.Plan, folder: Path, engine: Engine, tmp_path: Path
) -> None:
    files = contents(folder)
    holder = create_engine(engine.url, future=True)
    with holder.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            importing.apply(plan_of_two, folder, engine)
    holder.dispose()
    assert as_it_was(folder, engine, files)
    importing.apply(plan_of_two, folder, engine)
    assert len(directory.load(engine).entries) == 6


def test_a_database_that_fails_at_the_last_row(
    plan_of_two: importing.Plan, folder: Path, engine: Engine
) -> None:
    files = contents(folder)

    def fail(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO release"):
            raise OSError(errno.ENOSPC, "No space left on device")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(OSError, match="No space"):
        importing.apply(plan_of_two, folder, engine)
    event.remove(engine, "before_cursor_execute", fail)
    assert as_it_was(folder, engine, files)


def test_a_plan_is_not_applied_to_other_data(
    plan_of_two: importing.Plan, folder: Path, engine: Engine
) -> None:
    later = SERVICES_TEXT.replace("maximum_age: 17", "maximum_age: 18")
    (folder / SERVICES).write_text(later, encoding="utf-8")
    with pytest.raises(importing.DataChanged):
        importing.apply(plan_of_two, folder, engine)
    assert (folder / SERVICES).read_text(encoding="utf-8") == later
    assert (folder / CONTACTS).read_text(encoding="utf-8") == CONTACTS_TEXT


# --- withdrawing --------------------------------------------------------------

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("reference", ["ligne-essai", "Essai 2"])
def test_a_withdrawn_record_is_gone_at_once(reference: str, folder: Path, engine: Engine) -> None:
    plan = importing.withdrawal(reference, folder, "numéro faux.", TODAY)
    importing.apply(plan, folder, engine)
    (changed,) = plan.changed
    found = {entry.name: entry for entry in directory.load(engine).entries}
    assert not found[changed.record.name].publishable
    assert not matching.admissible(found[changed.record.name], Criteria())
    assert changed.record.note == "Retirée du public le 22 novembre 2026 : numéro faux."


def test_a_withdrawn_line_no_longer_lends_its_number(folder: Path, engine: Engine) -> None:
    importing.apply(importing.withdrawal("ligne-essai", folder, today=TODAY), folder, engine)
    found = {entry.name: entry for entry in directory.load(engine).entries}
    assert found["La Halte"].phones == ()


def test_a_service_is_withdrawn_by_its_id_too(folder: Path) -> None:
    record = datafiles.load_all(folder)[0][0]
    (changed,) = importing.withdrawal(record.id, folder, today=TODAY).changed
    assert isinstance(changed.record, ServiceRecord)
    assert changed.record.id == record.id
    assert changed.record.note == "Retirée du public le 22 novembre 2026."


def test_withdrawing_leaves_the_other_lines(folder: Path) -> None:
    text = importing.withdrawal("essai 1", folder, today=TODAY).texts[SERVICES]
    kept = [line for line in text.splitlines() if "publishable" not in line and "note:" not in line]
    assert kept == SERVICES_TEXT.splitlines()


def test_withdrawing_twice_changes_nothing(folder: Path, engine: Engine) -> None:
    importing.apply(importing.withdrawal("essai 1", folder, today=TODAY), folder, engine)
    files = contents(folder)
    plan = importing.withdrawal("essai 1", folder, today=TODAY)
    assert len(plan.unchanged) == 1 and not plan.texts
    importing.apply(plan, folder, engine)
    assert contents(folder) == files


def test_withdrawing_nothing_or_two_is_an_error(folder: Path) -> None:
    with pytest.raises(LookupError, match="Aucune fiche"):
        importing.withdrawal("essai 9", folder)
    second = SERVICES_TEXT.replace("essai 1", "essai 2").replace("Essai", "Autre", 1)
    second = second.split("\n\n")[0].replace("document: Essai", "document: Autre")
    (folder / SERVICES).write_text(f"{SERVICES_TEXT}\n{second}\n", encoding="utf-8")
    with pytest.raises(LookupError, match="Plusieurs fiches"):
        importing.withdrawal("essai 2", folder)


# --- the census ---------------------------------------------------------------


@pytest.fixture
def census_folder(folder: Path) -> Path:
    """Records made from the small report's own fiches."""
    records = [
        ServiceRecord.parse_obj(
            {
                "name": fiche.title,
                "organization": fiche.organization,
                "summary": "Un résumé écrit par nous, en une phrase.",
                "situations": ["prevention"],
                "audiences": ["intervenant"],
                "direct_access": False,
                "reach": "Par le réseau.",
                "assured_date": census.INTERVIEWS,
                "source": {"document": census.DOCUMENT, "locator": census.locator(fiche.number)},
                "census": census.facts(fiche).dict(),
                **census.derived(fiche),
            }
        )
        for fiche in read_report(report_text()).fiches
    ]
    text = recordtext.with_added("# Recension\n", records)
    (folder / SERVICES).write_text(text, encoding="utf-8")
    return folder


def report_text() -> str:
    return REPORT.read_text(encoding="utf-8")


def test_the_same_report_changes_nothing(census_folder: Path, tmp_path: Path) -> None:
    plan = planned(tmp_path, census_folder, report_text(), "rapport.txt")
    assert len(plan.unchanged) == 5
    assert not (plan.added or plan.changed or plan.refusals)


def test_a_report_updates_facts_and_what_follows(
    census_folder: Path, engine: Engine, tmp_path: Path
) -> None:
    text = report_text().replace("12 à 17 ans", "11 ans et plus")
    text = text.replace("2 fois par mois", "Chaque mardi")
    plan = planned(tmp_path, census_folder, text, "rapport.txt")
    (changed,) = plan.changed
    assert changed.place == "fiche 1"
    assert {(item.field, item.before, item.after) for item in changed.changes} == {
        ("minimum_age", 12, 11),
        ("maximum_age", 17, None),
        ("census.age_range", "12 à 17 ans", "11 ans et plus"),
        ("census.frequency", "2 fois par mois", "Chaque mardi"),
    }
    importing.apply(plan, census_folder, engine)
    services, _ = datafiles.load_all(census_folder)
    assert census_check.compare(text, services).agreeing == 5


def test_a_fiche_we_do_not_know_is_written_by_hand(census_folder: Path, tmp_path: Path) -> None:
    text = (census_folder / SERVICES).read_text(encoding="utf-8")
    (census_folder / SERVICES).write_text(
        text.replace("locator: fiche 5", "locator: fiche 6"), encoding="utf-8"
    )
    (refusal,) = planned(tmp_path, census_folder, report_text(), "rapport.txt").refusals
    assert (refusal.record, refusal.field) == ("fiche 5", "source.locator")
    assert report_text().splitlines()[refusal.line - 1] == "#Ensemble"
    for name in ("summary", "situations", "audiences", "direct_access", "reach"):
        assert name in refusal.reason


@pytest.mark.parametrize(
    ("old", "new", "locator", "field"),
    [
        ("12 à 17 ans", "jeunes de la rue", "fiche 1", "census.age_range"),
        ("Les mardis de la rivière", "Les jeudis en forêt", "fiche 1", "census.title"),
        ("Maison des jeunes du Moulin", "Ludothèque du Marché", "fiche 1", "census.organization"),
        ("Année de création	2018\n", "", "fiche 1", "census.year"),
        ("Ludothèque du Marché", "Ludothèque de Marché", "fiche 4", "census.partners"),
    ],
)
def test_a_fiche_badly_read_is_refused(
    old: str, new: str, locator: str, field: str, census_folder: Path, tmp_path: Path
) -> None:
    assert old in report_text()
    plan = planned(tmp_path, census_folder, report_text().replace(old, new), "rapport.txt")
    assert [(item.record, item.field) for item in plan.refusals] == [(locator, field)]


def test_a_lost_line_makes_a_change_doubtful(census_folder: Path, tmp_path: Path) -> None:
    lost = report_text().replace(
        "Partenaire(s) officiel(s)	École", "???\nPartenaire(s) officiel(s)	École"
    )
    assert lost != report_text()
    assert not planned(tmp_path, census_folder, lost, "rapport.txt").refusals
    lost = lost.replace("2 fois par mois", "Chaque mardi")
    (refusal,) = planned(tmp_path, census_folder, lost, "rapport.txt").refusals
    assert lost.splitlines()[refusal.line - 1] == "???"


def test_a_choice_that_the_note_explains_is_kept(census_folder: Path, tmp_path: Path) -> None:
    path = census_folder / SERVICES
    text = path.read_text(encoding="utf-8")
    first = text.index("  minimum_age: 12")
    kept = "  note: « 12 à 17 ans » selon le tableau, mais dès 10 ans selon l'équipe.\n"
    kept += "  minimum_age: 10"
    path.write_text(text[:first] + kept + text[first + 17 :], encoding="utf-8")
    plan = planned(tmp_path, census_folder, report_text(), "rapport.txt")
    assert len(plan.unchanged) == 5
    comparison = census_check.compare(report_text(), datafiles.load_all(census_folder)[0])
    assert (comparison.agreeing, comparison.total) == (5, 5)
    assert [item.field for item in comparison.differences] == ["minimum_age"]


def test_an_unexplained_choice_is_told_and_mended(census_folder: Path, tmp_path: Path) -> None:
    path = census_folder / SERVICES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("minimum_age: 12", "minimum_age: 10", 1), encoding="utf-8")
    comparison = census_check.compare(report_text(), datafiles.load_all(census_folder)[0])
    assert [(item.locator, item.field) for item in comparison.faults] == [
        ("fiche 1", "minimum_age")
    ]
    assert comparison.agreeing == 4
    (changed,) = planned(tmp_path, census_folder, report_text(), "rapport.txt").changed
    assert [(item.field, item.after) for item in changed.changes] == [("minimum_age", 12)]


def test_a_side_that_is_missing_is_told(census_folder: Path) -> None:
    services, _ = datafiles.load_all(census_folder)
    fewer = census_check.compare(report_text(), services[:4])
    assert (fewer.agreeing, fewer.total) == (4, 5)
    assert [(item.locator, item.field, item.record) for item in fewer.faults] == [
        ("fiche 5", "fiche", None)
    ]


@pytest.mark.parametrize("old", ["Parler de confiance", "Soirées de discussion"])
def test_the_prose_is_compared_by_its_digest(old: str, census_folder: Path) -> None:
    assert old in report_text()
    changed = report_text().replace(old, "Autre texte")
    faults = census_check.compare(changed, datafiles.load_all(census_folder)[0]).faults
    assert len(faults) == 1 and faults[0].field.endswith("_digest")


# --- the text of the files ----------------------------------------------------


def test_every_field_has_its_place() -> None:
    assert set(recordtext.ORDER) == {*ServiceRecord.__fields__, *ContactRecord.__fields__}


words = st.text(st.characters(blacklist_categories=["Cs"]), min_size=20, max_size=160).filter(
    lambda text: len(text.strip()) >= 20
)
optional_words = st.none() | words


@st.composite
def services(draw: st.DrawFn) -> ServiceRecord:
    low = draw(st.none() | st.integers(0, 40))
    return ServiceRecord.parse_obj(
        {
            "name": draw(words),
            "organization": draw(words),
            "summary": draw(words),
            "situations": draw(st.lists(st.sampled_from(Situation), max_size=4, unique=True)),
            "audiences": ["jeune"],
            "direct_access": draw(st.booleans()),
            "reach": draw(words),
            "minimum_age": low,
            "maximum_age": draw(st.none() | st.integers(low or 0, 60)),
            "regions": draw(st.lists(st.sampled_from(REGIONS), min_size=1, unique=True)),
            "phone": draw(st.none() | st.sampled_from(["911", "+15145551234"])),
            "schedule": draw(
                st.just([])
                | st.just([{"byday": ["MO"], "opens_at": "08:00", "closes_at": "24:00"}])
            ),
            "note": draw(optional_words),
            "assured_date": draw(st.dates(dt.date(2000, 1, 1))),
            "source": {"document": draw(words), "locator": draw(words)},
        }
    )


def read_back(text: str, folder: Path) -> list[Any]:
    path = folder / "relu.yml"
    path.write_bytes(text.encode("utf-8"))
    reading = datafiles.read_records(path)
    assert not reading.refusals
    return reading.records


@settings(max_examples=60, deadline=None)
@given(services(), services())
def test_what_is_written_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, first: ServiceRecord, second: ServiceRecord
) -> None:
    folder = tmp_path_factory.mktemp("relu")
    text = recordtext.with_added(SERVICES_TEXT, [first])
    assert text.startswith(SERVICES_TEXT)
    assert read_back(text, folder)[2:] == [first]
    edited = recordtext.with_changed(text, {2: (first, second)})
    assert edited.startswith(SERVICES_TEXT)
    assert read_back(edited, folder)[2:] == [second]
