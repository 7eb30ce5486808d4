"""The shipped facts: the census's 152 fiches, what other documents name, and the contacts."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from difflib import SequenceMatcher

import pytest

from knowledge.directory import Directory
from knowledge.matching import admissible
from knowledge.measures import plans
from knowledge.records import ContactRecord, ServiceRecord
from knowledge.services import Criteria
from knowledge.settings import ROOT
from knowledge.sources import census, funded
from knowledge.vocabulary import REGIONS, ServiceType, Situation
from tests.conftest import shipped_records

SERVICES, CONTACTS = shipped_records()
FICHES = [record for record in SERVICES if record.source.document == census.DOCUMENT]
OTHERS = [record for record in SERVICES if record.source.document != census.DOCUMENT]
CODES = {record.id for record in CONTACTS}
SHORT = r"\b(?:211|811|911|988)\b"
NUMBER = r"\d{3}[\s.-]?\d{4}|\d[\s.-]\d{3}[\s.-]\d{3}|\b\d{5,6}\b"
YEARS = r"\b20\d\d-20\d\d\b"
SEEDS = ROOT.parent / "shared" / "seeds"

GAPS = (
    "Analyse des lacunes au chapitre des services offerts aux victimes et aux survivants "
    "d'exploitation sexuelle et de violence sexuelle contre les enfants en ligne au Canada (2019)"
)
SEXTO_COURSE = "Formation SEXTO du CADRE21, description (2026)"
DATED = {
    funded.DOCUMENT: dt.date(2025, 3, 31),
    GAPS: dt.date(2019, 7, 31),
    SEXTO_COURSE: dt.date(2026, 3, 1),
}
"""Documents other than the census, each with the date that it vouches for."""


def _words(text: str) -> int:
    return sum(1 for token in text.split() if re.search(r"\w", token))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _name(record: ServiceRecord | ContactRecord) -> str:
    return record.id if isinstance(record, ContactRecord) else record.source.locator


def test_the_152_fiches_in_order():
    assert census.DOCUMENT == "Recension provinciale 2022 (CRUJeF)"
    assert [record.source.locator for record in FICHES] == [f"fiche {n}" for n in range(1, 153)]
    assert all(record.census is not None for record in FICHES)
    assert [*FICHES, *OTHERS] == SERVICES


def test_identifiers_are_distinct_uuid5():
    ids = [record.id for record in SERVICES]
    assert len(set(ids)) == len(SERVICES)
    assert {uuid.UUID(value).version for value in ids} == {5}
    assert len(CODES) == len(CONTACTS)


def test_what_is_said_agrees_with_the_fiche():
    stages = {
        "En application": "en_application",
        "En développement": "en_developpement",
        "En suspens": "en_suspens",
    }
    for record in FICHES:
        assert record.census is not None
        printed = _plain(record.census.title)
        # « Programme sans nom - … »: what follows is how it is called.
        alike = SequenceMatcher(None, printed, _plain(record.name)).ratio() > 0.85
        assert alike or printed.endswith(_plain(record.name)), record.source.locator
        stage = record.census.stage.partition(" (")[0]
        assert record.stage == stages[stage], record.source.locator
        assert list(record.types) == list(record.census.types), record.source.locator


def test_who_is_served_agrees_with_the_fiche_or_a_note_says_why():
    only = {"Féminin": ["feminin"], "Masculin": ["masculin"]}
    for record in FICHES:
        assert record.census is not None
        printed = {int(number) for number in re.findall(r"\d+", record.census.age_range)}
        stated = {age for age in (record.minimum_age, record.maximum_age) if age is not None}
        if not stated <= printed or list(record.sexes) != only.get(record.census.sexe, []):
            assert record.note, record.source.locator


def test_dates_of_the_census_are_those_of_its_interviews():
    assert {record.assured_date.year for record in FICHES} <= {2020, 2021, 2022}
    assert all(record.assured_date <= dt.date(2026, 12, 31) for record in CONTACTS)


@pytest.mark.parametrize("record", [*SERVICES, *CONTACTS], ids=_name)
def test_a_summary_is_one_short_text(record: ServiceRecord | ContactRecord):
    assert 12 <= _words(record.summary) <= 20
    assert record.summary[0].isupper() or record.summary[0].isdigit()
    assert record.summary.endswith((".", "!", "?"))
    assert not re.search(r"  |\bTODO\b|[“”]", record.summary)


@pytest.mark.parametrize("record", [*SERVICES, *CONTACTS], ids=_name)
def test_how_to_get_in_is_said_in_words(record: ServiceRecord | ContactRecord):
    assert _words(record.reach) >= 3
    assert record.reach.endswith(".")
    bare = re.sub(SHORT, "", record.reach)
    assert not re.search(NUMBER, bare)


def test_no_summary_is_used_twice():
    summaries = [record.summary for record in SERVICES]
    assert len(set(summaries)) == len(summaries)


def test_links_lead_somewhere():
    for record in SERVICES:
        assert record.contact is None or record.contact in CODES, record.source.locator
    variants = {record.id: record.variant_of for record in CONTACTS if record.variant_of}
    for code, main in variants.items():
        assert main in CODES - set(variants), code


def test_a_low_contact_is_never_published_and_shows_no_number():
    low = [record for record in CONTACTS if record.confidence == "low"]
    assert len(low) > 10
    for record in low:
        assert not record.publishable, record.id
        assert record.phone is None and record.sms is None, record.id


def test_a_published_contact_can_be_reached():
    for record in CONTACTS:
        # In Jamésie the reach names two other regions' lines: its own has no number.
        if record.publishable and record.id != "dpj-nord-jamesie":
            assert record.phone or record.sms or record.chat or record.url, record.id


def test_every_published_contact_has_evidence():
    for record in CONTACTS:
        if record.publishable:
            assert record.sources, record.id


def test_hours_and_openings_go_together():
    for record in CONTACTS:
        if record.schedule:
            assert record.hours, record.id
        if record.hours and record.hours.startswith("jour et nuit, tous les jours"):
            assert {
                (day, opening.opens_at, opening.closes_at)
                for opening in record.schedule
                for day in opening.byday
            } == {(day, "00:00", "24:00") for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}, (
                record.id
            )


def test_who_prefers_not_to_be_listed_is_not():
    piamp = [record for record in SERVICES if record.organization == "PIaMP"]
    assert [record.source.locator for record in piamp] == [f"fiche {n}" for n in range(72, 82)]
    assert not any(record.publishable for record in piamp)
    assert {record.contact for record in piamp} <= {None, *CODES}
    shown = {record.id for record in CONTACTS if record.publishable}
    assert not any(record.contact in shown for record in piamp)


def test_trainings_tables_and_research_are_no_doors():
    for record in SERVICES:
        types = set(record.types)
        if types and types <= {"concertation", "formation", "recherche"}:
            assert not record.direct_access, record.source.locator
        if types == {"concertation"}:
            assert set(record.audiences) == {"intervenant"}, record.source.locator


# --- what other documents name ----------------------------------------------

every_other = pytest.mark.parametrize(
    "record", OTHERS, ids=lambda record: f"{record.source.document[:12]} {record.source.locator}"
)


def test_every_known_document_names_something():
    assert {record.source.document for record in OTHERS} == set(DATED)


@every_other
def test_another_record_says_where_it_was_read(record: ServiceRecord):
    assert record.census is None
    assert record.source.document in DATED
    assert re.search(r"\w", record.source.locator)
    assert not record.source.locator.startswith("fiche")


def test_a_place_in_the_report_is_one_of_its_measures():
    (plan,) = (plan for plan in plans() if plan.document == funded.DOCUMENT)
    known = {measure.number for measure in plan.measures}
    for record in OTHERS:
        if record.source.document == plan.document:
            found = re.fullmatch(r"mesure (\d{1,2})(?:, \S.*)?", record.source.locator)
            assert found and found[1] in known, record.source.locator


@every_other
def test_a_date_is_never_later_than_its_document_and_a_note_explains_it(record: ServiceRecord):
    dated = DATED[record.source.document]
    assert record.assured_date <= dated
    if record.assured_date == dated:
        assert record.note and record.note.endswith(".")


@every_other
def test_another_record_has_no_number_but_those_of_the_contacts(record: ServiceRecord):
    held = {number for contact in CONTACTS for number in (contact.phone, contact.sms) if number}
    assert {record.phone, record.sms} <= {None, *held}
    for text in (record.name, record.organization, record.summary, record.reach, record.note or ""):
        assert not re.search(NUMBER, re.sub(rf"{SHORT}|{YEARS}", "", text)), text


def test_tools_are_no_doors():
    tools = [record for record in OTHERS if ServiceType.OUTIL in record.types]
    assert tools
    assert [record.name for record in tools if record.direct_access] == []


# --- every situation has a door ---------------------------------------------

NOT_A_DOOR = ("prevention", "formation")


def _doors(listed: Directory, situation: str, region: str) -> list[str]:
    criteria = Criteria("jeune", None, region)
    return [
        entry.name
        for entry in listed.entries
        if situation in entry.situations
        and entry.direct_access
        and (entry.phones or entry.url or entry.chat)
        and admissible(entry, criteria)
    ]


@pytest.mark.parametrize("situation", [s for s in Situation.values() if s not in NOT_A_DOOR])
def test_every_situation_has_a_direct_door_in_every_region(listed: Directory, situation: str):
    missing = [region for region in REGIONS if not _doors(listed, situation, region)]
    assert missing == []


@pytest.mark.parametrize("situation", NOT_A_DOOR)
def test_workshops_and_trainings_are_found_in_every_region(listed: Directory, situation: str):
    for region in REGIONS:
        criteria = Criteria("intervenant", None, region, situation)
        assert any(
            admissible(entry, criteria) and situation in entry.situations
            for entry in listed.services
        ), region


@pytest.mark.parametrize("situation", [s for s in Situation.values() if s not in NOT_A_DOOR])
def test_where_the_census_has_a_public_door_someone_is_sent_to_it(
    listed: Directory, situation: str
):
    for record in FICHES:
        public = record.publishable and record.stage == "en_application"
        if situation in record.situations and record.direct_access and public:
            entry = listed.get(record.id)
            assert entry is not None
            assert any(
                admissible(entry, Criteria(profil, record.minimum_age, region))
                for profil in record.audiences
                for region in record.region_codes()
            )


# --- against the seeds ------------------------------------------------------


beside_the_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the source documents are not beside this checkout"
)


def _copied(records: list[ServiceRecord], *names: str) -> list[str]:
    """Locators of the summaries that share nine words in a row with a source document."""
    texts = [
        " ".join(path.read_text(encoding="utf-8", errors="ignore").replace("’", "'").split())
        for name in names
        for path in SEEDS.rglob(name)
        if path.is_file()
    ]
    assert len(texts) >= len(names)
    found = []
    for record in records:
        words = record.summary.split()
        parts = [" ".join(words[start : start + 9]) for start in range(len(words) - 8)]
        if any(part in text for part in parts for text in texts):
            found.append(record.source.locator)
    return found


@beside_the_seeds
def test_no_summary_copies_a_line_of_the_census():
    assert _copied(FICHES, "003_*") == []


@beside_the_seeds
def test_no_other_summary_copies_a_line_of_its_document():
    assert _copied(OTHERS, "000_*", "002_*", "004_*") == []
