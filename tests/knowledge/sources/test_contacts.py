"""The shipped lines and organisations: sound alone, and equal to the table they come from."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import urlparse

import pytest

from knowledge import datafiles
from knowledge.records import ContactRecord
from knowledge.settings import ROOT
from knowledge.sources.contacts import (
    COLUMNS,
    ContactRow,
    ContactsTableError,
    is_number,
    read_contacts_csv,
)
from knowledge.vocabulary import REGIONS, Profil, Urgence

SHIPPED = ROOT / "knowledge" / "data" / datafiles.CONTACTS
FACTS = ROOT.parent / "shared" / "facts"

FORBIDDEN = {
    "8004649010": "SOS violence conjugale, faux",
    "8665322622": "CAVAC, faux",
    "8004639019": "DPJ, faux",
    "5145240029": "En Marge, non fiable",
    "4186616951": "DPJ Capitale-Nationale, périmé",
    "4185494853": "DPJ Saguenay–Lac-Saint-Jean, périmé",
    "8197716631": "DPJ Outaouais, périmé",
    "4506790140": "DPJ Montérégie, périmé",
    "8199642905": "DPJ Ungava, périmé",
    "8886924673": "Enfants-Retour, périmé",
}
OWN_SITES_OF_LOW = {
    "pipq.org",
    "lacles.org",
    "affranchies.ca",
    "enmarge1217.ca",
    "ywcaquebec.qc.ca",
    "lapiaule.ca",
    "ajoi.info",
    "squatbv.com",
    "calacslavigie.org",
    "collectifconsenti.ca",
    "trevepourelles.org",
    "calacslabomegaspesie.com",
    "p10.qc.ca",
    "gris.ca",
    "cyberintimidation.info",
    "fourmiliere.ca",
    "latrousseanti-troll.com",
}
LEFT_OUT = {"org-ajrj"}  # an acronym alone: no number, no site, no source


def _records() -> list[ContactRecord]:
    reading = datafiles.read_records(SHIPPED)
    assert not reading.refusals, "\n".join(map(str, reading.refusals))
    return [record for record in reading.records if isinstance(record, ContactRecord)]


RECORDS = _records()
BY_ID = {record.id: record for record in RECORDS}
each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)


def _host(address: str) -> str:
    return (urlparse(address).hostname or "").removeprefix("www.")


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


# The shipped file alone


def test_ids_are_unique_and_the_file_is_whole() -> None:
    assert len(BY_ID) == len(RECORDS)
    assert len(RECORDS) > 150


@pytest.mark.parametrize("number", FORBIDDEN, ids=FORBIDDEN.get)
def test_no_wrong_number_anywhere_in_the_file(number: str) -> None:
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        assert number not in re.sub(r"\D", "", line)


@each_record
def test_every_number_can_be_called(record: ContactRecord) -> None:
    for number in filter(None, (record.phone, record.sms)):
        assert is_number(number)


@each_record
def test_an_unconfirmed_row_shows_no_number_and_only_an_allowed_site(
    record: ContactRecord,
) -> None:
    if record.confidence == "low":
        assert not record.publishable
        assert record.phone is record.sms is record.chat is None
        assert record.url is None or _host(record.url) in OWN_SITES_OF_LOW


@each_record
def test_a_published_direct_door_has_a_way_in(record: ContactRecord) -> None:
    if record.publishable and record.direct_access:
        assert record.phone or record.sms or record.chat or record.url


@each_record
def test_a_published_row_says_where_it_was_read(record: ContactRecord) -> None:
    if record.publishable:
        assert record.sources
        assert record.audiences and record.situations
    for source in record.sources:
        assert source.address.startswith(("https://", "http://", "dépôt GitHub tiers nº "))
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", source.date or "")


@each_record
def test_summary_is_short_and_plain(record: ContactRecord) -> None:
    assert 12 <= len(record.summary.split()) <= 20
    assert record.summary.endswith(".")
    assert not re.search(r"\b(tu|te|toi|vous|votre|ton|ta|tes)\b", record.summary, re.IGNORECASE)


@each_record
def test_reach_says_how_without_typing_a_number(record: ContactRecord) -> None:
    assert record.reach.strip()
    assert not re.search(r"(?:\d[ .()\-\u00a0\u202f]*){7,}", record.reach)
    for sentence in re.split(r"(?<=[.!?]) ", record.reach):
        assert len(sentence.split()) <= 25


@each_record
def test_schedules_are_well_formed(record: ContactRecord) -> None:
    for opening in (*record.schedule, *record.sms_schedule):
        assert len(set(opening.byday)) == len(opening.byday)
        assert _minutes(opening.opens_at) < _minutes(opening.closes_at)
    assert not record.schedule or record.hours
    assert not record.sms_schedule or record.sms_hours


@each_record
def test_a_variant_names_its_service_and_tells_itself_apart(record: ContactRecord) -> None:
    if record.variant_of:
        main = BY_ID[record.variant_of]
        assert main.variant_of is None
        assert record.label and record.label != main.label
        assert record.kind == main.kind
        assert set(record.region_codes()) <= set(main.region_codes())


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_a_youth_protection_line(region: str) -> None:
    lines = [
        record
        for record in RECORDS
        if record.kind == "protection_jeunesse"
        and record.publishable
        and record.variant_of is None
        and record.phone
        and region in record.region_codes()
    ]
    assert lines
    assert all(line.maximum_age == 17 for line in lines)
    if len(lines) > 1:
        labels = [line.label for line in lines]
        assert all(labels) and len(set(labels)) == len(labels)


@pytest.mark.parametrize("urgence", Urgence.values())
@pytest.mark.parametrize("profil", Profil.values())
def test_someone_answers_every_urgency_at_any_hour(urgence: str, profil: str) -> None:
    open_always = [
        record
        for record in RECORDS
        if record.publishable
        and record.province
        and urgence in record.urgences
        and profil in record.audiences
        and any(
            len(opening.byday) == 7 and (opening.opens_at, opening.closes_at) == ("00:00", "24:00")
            for opening in record.schedule
        )
    ]
    assert len(open_always) >= 3
    assert "urg-911" in {record.id for record in open_always}


def test_tel_jeunes_closes_at_midnight() -> None:
    opening = BY_ID["ligne-tel-jeunes"].schedule[0]
    assert (opening.opens_at, opening.closes_at) == ("08:00", "24:00")


def test_piamp_is_hidden_from_the_public() -> None:
    assert not BY_ID["org-piamp"].publishable


# The table that the file was compiled from


@pytest.fixture(scope="module")
def rows() -> list[ContactRow]:
    path = FACTS / "contacts.csv"
    if not path.exists():
        pytest.skip("la table de départ contacts.csv n'accompagne pas ce dépôt")
    return read_contacts_csv(path)


@pytest.fixture(scope="module")
def region_codes() -> dict[str, str]:
    path = FACTS / "regions.csv"
    if not path.exists():
        pytest.skip("la table de départ regions.csv n'accompagne pas ce dépôt")
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["name"]: row["region_code"] for row in csv.DictReader(handle)}


def test_every_row_is_accounted_for(rows: list[ContactRow]) -> None:
    assert {row.id for row in rows} == set(BY_ID) | LEFT_OUT
    assert not LEFT_OUT & set(BY_ID)
    left_out = [row for row in rows if row.id in LEFT_OUT]
    assert all(not (row.phone or row.website or row.sources) for row in left_out)


def test_shipped_facts_equal_the_table(
    rows: list[ContactRow], region_codes: dict[str, str]
) -> None:
    for row in rows:
        if row.id in LEFT_OUT:
            continue
        record, low = BY_ID[row.id], row.confidence == "low"
        expected_regions = [] if row.region == "province" else [region_codes[row.region]]
        assert record.kind == row.kind, row.id
        assert record.organization == row.organization, row.id
        assert record.confidence == row.confidence, row.id
        assert record.phone == (None if low else row.phone), row.id
        assert record.sms == (None if low else row.sms), row.id
        assert record.chat == row.chat, row.id
        assert record.regions == expected_regions, row.id
        assert record.province == (row.region == "province"), row.id
        assert bool(record.cost_free) == row.cost_free, row.id
        assert bool(record.confidential) == row.confidential, row.id
        assert set(row.languages) - {"multilingue"} <= set(record.languages), row.id


def test_shipped_sites_equal_the_table(rows: list[ContactRow]) -> None:
    printed_elsewhere = {"org-cyberintimidation-info", "org-la-fourmiliere"}
    for row in rows:
        if row.id in LEFT_OUT | printed_elsewhere:
            continue
        shown = row.website
        if row.confidence == "low" and shown and _host(shown) not in OWN_SITES_OF_LOW:
            shown = None
        assert BY_ID[row.id].url == shown, row.id


def test_shipped_sources_equal_the_table(rows: list[ContactRow]) -> None:
    for row in rows:
        if row.id in LEFT_OUT:
            continue
        expected = [
            source.replace("github-index:id=", "dépôt GitHub tiers nº ") for source in row.sources
        ]
        assert [source.address for source in BY_ID[row.id].sources] == expected, row.id


def test_round_the_clock_in_the_table_is_round_the_clock_here(rows: list[ContactRow]) -> None:
    for row in rows:
        if row.id in LEFT_OUT or row.confidence == "low":
            continue
        always = any(
            len(opening.byday) == 7 and (opening.opens_at, opening.closes_at) == ("00:00", "24:00")
            for opening in BY_ID[row.id].schedule
        )
        printed = (row.hours or "").startswith(("24/7", "jour et nuit"))
        assert always == printed, row.id


def test_stated_ages_equal_the_table(rows: list[ContactRow]) -> None:
    for row in rows:
        record = BY_ID.get(row.id)
        if record is None:
            continue
        if span := re.search(r"(\d+)(?:-| à )(\d+) ans", row.audience):
            assert (record.minimum_age or 0, record.maximum_age) == tuple(
                map(int, span.groups())
            ), row.id
        elif least := re.search(r"(\d+) ans et \+", row.audience):
            assert record.minimum_age == int(least[1]), row.id
        elif "moins de 18 ans" in row.audience:
            assert record.maximum_age == 17, row.id


# The reader's refusals

GOOD = {
    "id": "ligne-essai",
    "kind": "ligne",
    "organisation": "Essai",
    "name_fr": "Essai",
    "phone": "+18002632266",
    "region": "province",
    "confidence": "high",
}


def _table(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_reads_a_row(tmp_path: Path) -> None:
    (row,) = read_contacts_csv(_table(tmp_path, {**GOOD, "languages": "fr;en", "cost": "gratuit"}))
    assert (row.line, row.id, row.phone, row.sms) == (2, "ligne-essai", "+18002632266", None)
    assert row.languages == ("fr", "en")
    assert row.cost_free and not row.confidential


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", "", "champ obligatoire vide"),
        ("kind", "ami", "valeur inconnue"),
        ("confidence", "sûr", "valeur inconnue"),
        ("phone", "514 555-1234", "numéro illisible"),
        ("phone", "+33142278186", "numéro illisible"),
        ("sms", "12345", "numéro illisible"),
        ("website", "essai.example", "adresse illisible"),
    ],
)
def test_refuses_a_faulty_cell(tmp_path: Path, field: str, value: str, reason: str) -> None:
    path = _table(tmp_path, GOOD, {**GOOD, "id": "ligne-autre", field: value})
    with pytest.raises(ContactsTableError) as caught:
        read_contacts_csv(path)
    (refusal,) = caught.value.refusals
    assert (refusal.file, refusal.line, refusal.field) == ("table.csv", 3, field)
    assert refusal.reason.startswith(reason)
    assert "table.csv, ligne 3" in str(caught.value)


def test_refuses_a_repeated_id(tmp_path: Path) -> None:
    with pytest.raises(ContactsTableError, match="déjà à la ligne 2"):
        read_contacts_csv(_table(tmp_path, GOOD, GOOD))


def test_refuses_a_missing_column(tmp_path: Path) -> None:
    columns = tuple(name for name in COLUMNS if name != "phone")
    with pytest.raises(ContactsTableError, match="« phone » : colonne absente"):
        read_contacts_csv(_table(tmp_path, GOOD, columns=columns))
