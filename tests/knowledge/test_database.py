"""Schema, rebuild and reading back, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from knowledge import database, datafiles, directory, models
from knowledge.records import ContactRecord, ServiceRecord, identifier
from knowledge.services import Phone, Service
from tests.conftest import shipped_records

ALWAYS = {"byday": ["MO", "SU"], "opens_at": "00:00", "closes_at": "24:00"}
EVENING = {"byday": ["TU"], "opens_at": "14:30", "closes_at": "22:00"}

_CONTACT: dict[str, Any] = {
    "id": "ligne-essai",
    "kind": "ligne",
    "name": "Ligne d'essai",
    "organization": "Réseau d'essai",
    "summary": "Écoute les jeunes qui ont besoin de parler, par téléphone ou par texto.",
    "reach": "On appelle ou on texte.",
    "situations": ["detresse", "autre"],
    "audiences": ["jeune", "parent"],
    "sexes": ["feminin"],
    "regions": ["06", "16"],
    "minimum_age": 5,
    "maximum_age": 20,
    "direct_access": True,
    "phone": "+18005550100",
    "sms": "686868",
    "chat": "https://essai.example/clavarder",
    "url": "https://essai.example",
    "hours": "lundi et dimanche",
    "schedule": [ALWAYS, EVENING],
    "sms_hours": "le mardi",
    "sms_schedule": [EVENING],
    "label": "de jour",
    "urgences": ["suicide"],
    "languages": ["fr", "en"],
    "confidence": "high",
    "publishable": True,
    "sources": [
        {"address": "https://preuve.example/une", "date": "2026-11-01"},
        {"address": "https://preuve.example/deux", "date": None},
    ],
    "assured_date": "2026-11-22",
}
_SERVICE: dict[str, Any] = {
    "name": "Une initiative",
    "organization": "Réseau d'essai",
    "summary": "Des rencontres où des jeunes parlent de ce qui leur arrive en ligne.",
    "reach": "On passe par la ligne d'essai.",
    "situations": ["sextorsion", "leurre"],
    "audiences": ["jeune", "intervenant"],
    "direct_access": False,
    "access": "professionnel",
    "minimum_age": 12,
    "province": True,
    "stage": "en_suspens",
    "types": ["soutien", "outil"],
    "modality": "ecoute",
    "contact": "ligne-essai",
    "assured_date": "2021-12-31",
    "source": {"document": "Un document", "locator": "fiche 1"},
}
CONTACT = ContactRecord.parse_obj(_CONTACT)
SERVICE = ServiceRecord.parse_obj(_SERVICE)


def _service(**over: Any) -> ServiceRecord:
    return ServiceRecord.parse_obj({**_SERVICE, **over})


def _contact(**over: Any) -> ContactRecord:
    return ContactRecord.parse_obj({**_CONTACT, **over})


def _rebuild(
    engine: Engine,
    services: Any = (SERVICE,),
    contacts: Any = (CONTACT,),
    digest: str = "a",
) -> None:
    database.rebuild(engine, services, contacts, datafiles.region_names(), digest)


def _stored(engine: Engine) -> dict[str, Service]:
    return {entry.id: entry for entry in directory.load(engine).entries}


def _counts(engine: Engine) -> dict[str, int]:
    with Session(engine, future=True) as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in models.Base.metadata.sorted_tables
        }


# --- schema -----------------------------------------------------------------


def test_the_migrations_make_the_models_schema(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.Base.metadata) == []


def test_every_table_is_there(engine: Engine):
    tables = set(inspect(engine).get_table_names())
    assert set(models.Base.metadata.tables) <= tables
    assert {"organization", "service", "service_area", "phone", "schedule"} <= tables
    assert {"taxonomy", "taxonomy_term", "attribute", "metadata", "url"} <= tables


def test_migrating_twice_changes_nothing(engine: Engine):
    _rebuild(engine)
    before = _counts(engine)
    database.migrate(engine.url.render_as_string(hide_password=False))
    assert _counts(engine) == before


# --- round trip -------------------------------------------------------------


def test_a_contact_keeps_every_fact(engine: Engine):
    _rebuild(engine)
    entry = _stored(engine)[identifier("contacts", "ligne-essai")]
    for name in ("name", "organization", "summary", "reach", "kind", "url", "chat", "label"):
        assert getattr(entry, name) == getattr(CONTACT, name), name
    for name in ("minimum_age", "maximum_age", "direct_access", "publishable", "assured_date"):
        assert getattr(entry, name) == getattr(CONTACT, name), name
    assert entry.code == CONTACT.id
    assert entry.stage == "en_application"
    assert entry.regions == ("06", "16")
    assert not entry.province
    assert set(entry.situations) == {"detresse", "autre"}
    assert set(entry.audiences) == {"jeune", "parent"}
    assert entry.sexes == ("feminin",)
    assert entry.urgences == ("suicide",)
    voice, sms = entry.phones
    assert (voice.number, voice.kind, voice.label) == ("+18005550100", "voice", "de jour")
    assert voice.hours == "lundi et dimanche"
    assert {(item.byday, item.opens_at, item.closes_at) for item in voice.schedule} == {
        (("MO", "SU"), "00:00", "24:00"),
        (("TU",), "14:30", "22:00"),
    }
    assert (sms.number, sms.kind, sms.hours) == ("686868", "text", "le mardi")
    assert [(item.byday, item.opens_at) for item in sms.schedule] == [(("TU",), "14:30")]


def test_a_service_keeps_every_fact(engine: Engine):
    _rebuild(engine)
    entry = _stored(engine)[SERVICE.id]
    for name in ("name", "organization", "summary", "reach", "stage", "modality"):
        assert getattr(entry, name) == getattr(SERVICE, name), name
    assert entry.kind == "initiative"
    assert entry.code is None
    assert entry.contact_code == "ligne-essai"
    assert (entry.minimum_age, entry.maximum_age) == (12, None)
    assert entry.access == "professionnel"
    assert entry.assured_date == dt.date(2021, 12, 31)
    assert not entry.direct_access
    assert entry.province
    assert set(entry.situations) == {"sextorsion", "leurre"}
    assert set(entry.audiences) == {"jeune", "intervenant"}
    assert entry.sexes == ()
    assert set(entry.types) == {"soutien", "outil"}
    assert (entry.source_document, entry.source_locator) == ("Un document", "fiche 1")


def test_a_service_borrows_what_it_lacks_from_its_contact(engine: Engine):
    _rebuild(engine)
    entry = _stored(engine)[SERVICE.id]
    assert [phone.number for phone in entry.phones] == ["+18005550100", "686868"]
    assert entry.url == "https://essai.example"
    own = _service(phone="+15145550101", url="https://soi.example")
    _rebuild(engine, services=[own], digest="b")
    entry = _stored(engine)[SERVICE.id]
    assert [phone.number for phone in entry.phones] == ["+15145550101"]
    assert entry.url == "https://soi.example"


def test_a_contact_not_published_lends_no_number(engine: Engine):
    low = _contact(confidence="low", publishable=False, phone=None, sms=None)
    _rebuild(engine, contacts=[low])
    assert _stored(engine)[SERVICE.id].phones == ()
    hidden = _contact(publishable=False)
    _rebuild(engine, contacts=[hidden], digest="b")
    assert _stored(engine)[SERVICE.id].phones == ()
    # A number withdrawn is shown to nobody, intervenants included.
    assert _stored(engine)[identifier("contacts", "ligne-essai")].phones == ()


def test_a_service_with_only_a_text_number_may_share_it_with_its_contact(engine: Engine):
    _rebuild(engine, services=[_service(sms="686868")])
    entry = _stored(engine)[SERVICE.id]
    assert sorted(phone.number for phone in entry.phones) == ["+18005550100", "686868"]


def test_the_same_evidence_twice_is_no_failure(engine: Engine):
    evidence = {"address": "https://preuve.example", "date": "2026-11-01"}
    again = _contact(sources=[evidence, {**evidence, "date": "2026-11-02"}])
    _rebuild(engine, contacts=[again])
    assert identifier("contacts", "ligne-essai") in _stored(engine)


def test_hours_come_in_the_order_they_were_written(engine: Engine):
    days = ("MO", "TU", "WE", "TH", "FR")
    schedule = [{"byday": [day], "opens_at": "08:00", "closes_at": "16:00"} for day in days]
    _rebuild(engine, contacts=[_contact(schedule=schedule, sms=None)])
    [voice] = _stored(engine)[identifier("contacts", "ligne-essai")].phones
    assert [opening.byday for opening in voice.schedule] == [(day,) for day in days]


def test_evidence_is_kept_as_provenance(engine: Engine):
    _rebuild(engine)
    with Session(engine, future=True) as session:
        rows = session.execute(
            select(
                models.Metadata.field_name,
                models.Metadata.updated_by,
                models.Metadata.last_action_date,
            ).where(models.Metadata.resource_id == identifier("contacts", "ligne-essai"))
        ).all()
    assert set(map(tuple, rows)) == {
        ("*", "https://preuve.example/une", "2026-11-01"),
        ("*", "https://preuve.example/deux", "2026-11-22"),
    }


def test_one_organisation_one_row_and_terms_are_shared(engine: Engine):
    other = _service(source={"document": "Un document", "locator": "fiche 2"})
    _rebuild(engine, services=[SERVICE, other])
    counts = _counts(engine)
    assert counts["organization"] == 1
    assert counts["service"] == 3
    assert counts["service_area"] == 17 + 17 + 2
    assert counts["release"] == 1
    with Session(engine, future=True) as session:
        codes = session.execute(
            select(models.TaxonomyTerm.code)
            .join(models.Taxonomy)
            .where(models.Taxonomy.name == "situation")
        ).scalars()
        assert sorted(codes) == ["autre", "detresse", "leurre", "sextorsion"]


def test_the_shipped_records_fit_and_read_back(engine: Engine):
    services, contacts = shipped_records()
    _rebuild(engine, services, contacts, digest=datafiles.digest())
    stored = _stored(engine)
    assert len(stored) == len(services) + len(contacts)
    records: list[ServiceRecord | ContactRecord] = [*services, *contacts]
    for record in records:
        identity = (
            record.id if isinstance(record, ServiceRecord) else identifier("contacts", record.id)
        )
        entry = stored[identity]
        for name in (
            "name",
            "organization",
            "summary",
            "reach",
            "minimum_age",
            "maximum_age",
            "direct_access",
            "publishable",
            "assured_date",
        ):
            assert getattr(entry, name) == getattr(record, name), (record.name, name)
        assert entry.regions == tuple(sorted(record.region_codes()))
        for name in ("situations", "audiences", "sexes"):
            assert set(getattr(entry, name)) == set(getattr(record, name))
        if isinstance(record, ContactRecord):
            numbers = {number for number in (record.phone, record.sms) if number}
            assert {phone.number for phone in entry.phones} == (
                numbers if record.publishable else set()
            )
            assert (entry.url, entry.chat) == (record.url, record.chat)


def test_both_databases_hold_the_same_directory(sqlite_url: str, own_postgres_url: str):
    services, contacts = shipped_records()
    read = []
    for url in (sqlite_url, own_postgres_url):
        database.migrate(url)
        engine = database.engine_for(url)
        _rebuild(engine, services, contacts)
        read.append(directory.load(engine).entries)
    assert read[0] == read[1]


# --- all or nothing ---------------------------------------------------------


def test_a_rebuild_replaces_every_row(engine: Engine):
    _rebuild(engine)
    first = _counts(engine)
    _rebuild(engine, digest="b")
    assert _counts(engine) == first
    _rebuild(engine, services=[], digest="c")
    assert list(_stored(engine)) == [identifier("contacts", "ligne-essai")]


def _breaks(*records: ServiceRecord) -> Iterator[ServiceRecord]:
    yield from records
    raise RuntimeError("broken in the middle")


@pytest.mark.parametrize(
    ("services", "error"),
    [
        (lambda: _breaks(_service(name="Une autre initiative")), RuntimeError),
        (lambda: [SERVICE, SERVICE], SQLAlchemyError),
    ],
    ids=["raised", "refused-by-the-database"],
)
def test_a_failure_in_the_middle_leaves_the_old_rows(
    engine: Engine, services: Any, error: type[Exception]
):
    _rebuild(engine)
    rows, entries = _counts(engine), _stored(engine)
    with pytest.raises(error):
        _rebuild(engine, services=services(), digest="b")
    assert _counts(engine) == rows
    assert _stored(engine) == entries
    with Session(engine, future=True) as session:
        assert database.release_digest(session) == "a"


def test_readers_see_the_old_rows_until_the_end(engine: Engine):
    _rebuild(engine)
    seen = []

    def watched() -> Iterator[ServiceRecord]:
        yield _service(name="Une autre initiative")
        with Session(engine, future=True) as session:
            seen.append(database.release_digest(session))
            seen.append(
                session.execute(
                    select(models.Service.name).where(models.Service.kind == "initiative")
                ).scalar_one()
            )

    _rebuild(engine, services=watched(), digest="b")
    assert seen == ["a", "Une initiative"]
    assert _stored(engine)[SERVICE.id].name == "Une autre initiative"


def test_nothing_refers_to_a_missing_row(engine: Engine):
    _rebuild(engine, *shipped_records())
    with Session(engine, future=True) as session:
        for table in models.Base.metadata.sorted_tables:
            for column in table.columns:
                for key in column.foreign_keys:
                    orphans = session.execute(
                        select(func.count())
                        .select_from(table)
                        .where(
                            column.is_not(None),
                            column.not_in(select(key.column)),
                        )
                    ).scalar_one()
                    assert orphans == 0, (table.name, column.name)


def test_a_database_address_is_kept_by_address(sqlite_url: str):
    assert database.engine_for(sqlite_url) is database.engine_for(sqlite_url)


def test_phones_are_plain_values(engine: Engine):
    _rebuild(engine)
    for phone in _stored(engine)[SERVICE.id].phones:
        assert isinstance(phone, Phone)
        assert hash(phone)
