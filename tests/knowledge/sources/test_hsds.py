"""Files of HSDS read into records: forms, faults, and what a record must survive."""

from __future__ import annotations

import copy
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge import database, datafiles, hsds, hsds_package, importing, recordtext
from knowledge.datafiles import CONTACTS, SERVICES, Reading, Record, add_entry
from knowledge.hsds_tables import LINKS, services_of, spread
from knowledge.partners import without_persons
from knowledge.records import ContactRecord, ServiceRecord, identifier
from knowledge.settings import ROOT
from knowledge.sources import hsds as source
from knowledge.sources import hsds_records
from knowledge.vocabulary import (
    REGIONS,
    Modality,
    Profil,
    ServiceType,
    Sexe,
    Situation,
    Stage,
    Urgence,
)
from tests.knowledge import hsds_example as example

Json = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    (data / SERVICES).write_text("", encoding="utf-8")
    (data / CONTACTS).write_text("", encoding="utf-8")
    shutil.copy(ROOT / "knowledge" / "data" / datafiles.REGIONS, data)
    return data


def given_file(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def package(items: Sequence[Json] = (), **files: str | None) -> bytes:
    """A package of services, with some of its files rewritten (`None`: left out)."""
    written = io.BytesIO()
    hsds_package.write(written, copy.deepcopy(list(items)), "3.1", "211 inventé")
    changed = io.BytesIO()
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(changed, "w") as after:
        texts: dict[str, str | None] = {
            name: before.read(name).decode() for name in before.namelist()
        }
        for name, text in (texts | {f"{name}.csv": text for name, text in files.items()}).items():
            if text is not None:
                after.writestr(name, text)
    return changed.getvalue()


def table(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return whole.read(name).decode()


def read_record(item: Json, before: Record | None = None) -> Record:
    """A service as a record, that must be without a fault."""
    tables: dict[str, dict[str, Json]] = {}
    spread(tables, item)
    (whole,) = services_of(tables)
    entry = hsds_records.entry(whole, "essai.json, 2026-10-05", before)
    reading = Reading()
    add_entry(reading, "essai.json", entry.fields, 1, 1)
    assert entry.faults == [] and reading.refusals == []
    return reading.records[0]


# --- the forms of a file ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.json", lambda items: json.dumps(items[0]), [1]),
        ("a.json", lambda items: json.dumps(items[0], indent=2), [1]),
        ("a.json", lambda items: "\n[\n" + ",\n".join(map(json.dumps, items)) + "\n]\n", [3, 4]),
        ("a.json", lambda items: '{"page": 1,\n"contents": ' + json.dumps(items) + "}", [2, 2]),
        ("a.ndjson", lambda items: "\n\n".join(map(json.dumps, items)), [1, 3]),
        ("a.jsonl", lambda items: "\ufeff" + "\r\n".join(map(json.dumps, items)), [1, 2]),
    ],
)
def test_each_service_has_its_line(
    name: str, text: Callable[[list[Json]], str], lines: list[int], tmp_path: Path
) -> None:
    file = source.read(given_file(tmp_path, name, text(example.services())))
    assert file.refusals == []
    assert [given.line for given in file.services] == lines
    assert [given.item["id"] for given in file.services] == [
        example.SERVICE,
        example.CLOSED,
    ][: len(lines)]


def test_a_package_is_joined_by_its_ids(tmp_path: Path) -> None:
    content = package(example.services())
    zipped = source.read(given_file(tmp_path, "a.zip", content))
    nested = source.read(given_file(tmp_path, "a.json", json.dumps(example.services())))
    assert [one.item for one in zipped.services] == [one.item for one in nested.services]
    assert [one.line for one in zipped.services] == [2, 3]
    assert zipped.document == "211 inventé, 2026-10-05"
    assert nested.document == "a.json, 2026-10-05"


def test_a_package_may_say_neither_its_types_nor_the_usual_names(tmp_path: Path) -> None:
    content = package(example.services())
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(bare, "w") as after:
        for name in before.namelist():
            if name != hsds_package.DESCRIPTION:
                other = {
                    "urls.csv": "url.csv",
                    "service_at_locations.csv": "service_at_location.csv",
                }
                after.writestr(f"hsds/{other.get(name, name)}", before.read(name))
    read = [
        [one.item for one in source.read(given_file(tmp_path, name, content)).services]
        for name, content in (("a.zip", content), ("b.zip", bare.getvalue()))
    ]
    assert read[0] == read[1]


def test_persons_are_counted_and_left_out(tmp_path: Path) -> None:
    file = source.read(given_file(tmp_path, "a.json", json.dumps(example.services())))
    assert file.people == 3
    rows = "id,service_id,name\n1,2,Camille\n3,4,Dominique\n"
    zipped = source.read(given_file(tmp_path, "a.zip", package(example.services(), contacts=rows)))
    assert zipped.people == 2
    assert "Dominique" not in json.dumps([one.item for one in zipped.services])


# --- faults ---------------------------------------------------------------------------


def _broken(**over: Any) -> str:
    """The third line of three is at fault."""
    item = {**example.closed(), "id": example.CLOSED[:-2] + "77", "name": "Autre", **over}
    item = {name: value for name, value in item.items() if value is not None}
    return "\n".join(map(json.dumps, [*example.services(), item]))


def _term(taxonomy: str, code: str) -> list[Json]:
    known = {"id": identifier("taxonomy", taxonomy), "name": taxonomy}
    term = {"id": example.TERM[:-2] + "66", "code": code, "taxonomy_detail": known}
    return [{"id": example.TERM[:-2] + "65", "taxonomy_term": term}]


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        (_broken() + "}", "-", "JSON illisible"),
        (_broken()[:-3], "-", "JSON illisible"),
        (_broken(latitude=float("nan")), "-", "JSON illisible"),
        (_broken(status="ouvert"), "status", "choisir parmi : active, inactive"),
        (_broken(status=None), "status", "obligatoire"),
        (_broken(name=None), "name", "obligatoire"),
        (_broken(id=None), "id", "obligatoire"),
        (_broken(id="12"), "id", "UUID"),
        (_broken(id=example.CLOSED), "id", "déjà dans ce fichier, à la ligne 2"),
        (_broken(organization=None), "organization.name", "obligatoire"),
        (_broken(assured_date="2026-02-31"), "assured_date", "date attendue"),
        (_broken(assured_date=20260115), "assured_date", "date attendue"),
        (_broken(last_modified="hier"), "last_modified", "date attendue"),
        (_broken(last_modified=None), "assured_date", "obligatoire"),
        (_broken(assured_date="2999-01-01"), "assured_date", "pas encore arrivée"),
        (_broken(service_areas=None), "service_areas", "aucune région du Québec"),
        (_broken(minimum_age="douze"), "minimum_age", "nombre entier"),
        (_broken(minimum_age=18, maximum_age=12), "-", "dépasse"),
        (_broken(url="quai.example"), "url", "https://"),
        (_broken(phones={"number": "1"}), "phones", "liste attendue"),
        (_broken(phones=["1"]), "phones.0", "un objet est attendu"),
        (_broken(name="x" * 301), "name", "trop long"),
        (_broken(alert="\x07"), "alert", "caractère interdit"),
        (_broken(alert="\ud800"), "alert", "caractère interdit"),
        (_broken(attributes=_term("situation", "pluie")), "attributes.situation.0", "inconnue"),
        (_broken(attributes=_term("fiche", "ligne")), "attributes.repere.code", "obligatoire"),
    ],
    ids=lambda value: "lignes" if value.startswith("{") else value,
)
def test_a_fault_says_its_line_and_its_field_and_nothing_is_written(
    text: str, field: str, reason: str, tmp_path: Path, folder: Path
) -> None:
    plan = importing.plan(given_file(tmp_path, "fautes.ndjson", text), folder)
    found = [(one.file, one.line, one.field) for one in plan.refusals]
    assert ("fautes.ndjson", 3, field) in found, plan.refusals
    assert any(reason in one.reason for one in plan.refusals if one.field == field)
    assert not plan.texts
    with pytest.raises(importing.ImportRefused):
        importing.apply(plan, folder)
    assert (folder / SERVICES).read_text() == (folder / CONTACTS).read_text() == ""


def test_a_broken_list_says_the_line_of_its_fault(tmp_path: Path) -> None:
    text = "[\n{},\n{]\n]"
    (refusal,) = source.read(given_file(tmp_path, "a.json", text)).refusals
    assert (refusal.line, refusal.field) == (3, "-")


@pytest.mark.parametrize("text", ["", "1", '"oui"', "[" * 100_000, "[1, 2]", '{"contents": [1]}'])
def test_what_holds_no_service_is_refused(text: str, tmp_path: Path) -> None:
    file = source.read(given_file(tmp_path, "a.json", text))
    assert file.refusals and not file.services


GOOD = package(example.services())
SERVICES_CSV = table(GOOD, "services.csv")


@pytest.mark.parametrize(
    ("content", "file", "line", "field", "reason"),
    [
        (b"rien", "a.zip", 1, "-", "paquet illisible"),
        (GOOD[:-40], "a.zip", 1, "-", "paquet illisible"),
        (package(services=None), "a.zip/services.csv", 1, "-", "aucun service"),
        (
            package(example.services(), services=SERVICES_CSV.replace("status", "statut", 1)),
            *("a.zip/services.csv", 1, "status", "colonne obligatoire"),
        ),
        (
            package(example.services(), services=SERVICES_CSV.replace(",", ";")),
            *("a.zip/services.csv", 1, "id", "colonne obligatoire"),
        ),
        (
            package(example.services(), phones="id,number\n1,2,3\n"),
            *("a.zip/phones.csv", 2, "-", "trop de cellules"),
        ),
        (
            package(example.services(), phones="id,number,extension\n1,2,trois\n"),
            *("a.zip/phones.csv", 2, "extension", "illisible"),
        ),
        (
            package(example.services(), organizations=None),
            *("a.zip/services.csv", 3, "organization_id", "aucun organisme"),
        ),
        (
            package(example.services(), services=SERVICES_CSV.replace("temporarily closed", "x")),
            *("a.zip/services.csv", 3, "status", "choisir parmi"),
        ),
        (
            package(example.services(), urls="id,url\n1,2\n1,3\n"),
            *("a.zip/urls.csv", 3, "id", "à la ligne 2"),
        ),
    ],
    ids=lambda value: "paquet" if isinstance(value, bytes) else None,
)
def test_a_fault_of_a_package_says_which_of_its_files(
    content: bytes,
    file: str,
    line: int,
    field: str,
    reason: str,
    tmp_path: Path,
    folder: Path,
) -> None:
    plan = importing.plan(given_file(tmp_path, "a.zip", content), folder)
    found = {(one.file, one.line, one.field): one.reason for one in plan.refusals}
    assert reason in found.get((file, line, field), ""), plan.refusals
    assert not plan.texts


# --- where a service is, how it is reached ------------------------------------------------


@pytest.mark.parametrize(
    ("area", "regions", "province"),
    [
        ({"extent": "07"}, ["07"], False),
        ({"name": "Montérégie"}, ["16"], False),
        ({"name": "Ici", "description": "Gatineau"}, ["07"], False),
        ({"name": "Canada"}, [], True),
        ({"name": "Québec (province)"}, [], True),
    ],
)
def test_an_area_is_of_the_region_that_it_names(
    area: Json, regions: list[str], province: bool
) -> None:
    item = {**example.closed(), "service_areas": [{"id": example.TERM, **area}]}
    record = read_record(item)
    assert (record.regions, record.province) == (regions, province)


def test_a_place_tells_the_region_that_the_areas_do_not() -> None:
    item = {**example.service(), "service_areas": [{"id": example.TERM, "name": "Saint-Michel"}]}
    assert read_record(item).regions == ["13"]


def test_how_one_gets_in_is_never_empty() -> None:
    item = example.service()
    del item["application_process"]
    assert read_record(item).reach == "On appelle le service."
    del item["phones"]
    assert read_record(item).reach == "On passe par le site du service."
    del item["url"]
    assert read_record(item).reach.startswith("On s'adresse à l'organisme : Maison du Quai")


def test_words_of_our_vocabularies_are_read_whoever_uses_them() -> None:
    item = {**example.closed(), "attributes": _term("situation", "detresse")}
    record = read_record(item)
    assert (record.situations, record.audiences) == (["detresse"], [])
    assert record.hsds is not None and "attributes" not in record.hsds.service


# --- what a record must survive --------------------------------------------------------

_SIGNS = st.characters(min_codepoint=32, max_codepoint=0x2FFF, blacklist_categories=("C",))


def _text(least: int = 1, most: int = 40) -> st.SearchStrategy[str]:
    kept = st.text(_SIGNS, min_size=least, max_size=most).map(str.strip)
    return kept.filter(lambda text: len(text) >= least)


def _some(values: Sequence[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    """Lists whose order says nothing come back in the order of the vocabulary."""
    return st.lists(st.sampled_from(values), min_size=least, unique=True, max_size=4).map(
        lambda found: sorted(found, key=list(values).index)
    )


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_HOURS = st.integers(0, 23).map(lambda hour: f"{hour:02d}:00")
_OPENINGS = st.lists(
    st.fixed_dictionaries(
        {
            "byday": st.lists(st.sampled_from(["MO", "WE", "SU"]), min_size=1, unique=True),
            "opens_at": _HOURS,
            "closes_at": _HOURS | st.just("24:00"),
        }
    ),
    max_size=2,
)
_NUMBER = st.integers(0, 99).map(lambda last: f"+1514555{last:04d}")
_ADDRESS = _text(1, 10).map(lambda end: f"https://{end}")
_PLACES = st.tuples(st.booleans(), _some(REGIONS)).filter(any)


@st.composite
def _reach(draw: st.DrawFn) -> Json:
    low = draw(_maybe(st.integers(0, 30)))
    province, regions = draw(_PLACES)
    phone = draw(_maybe(_NUMBER))
    return {
        "name": draw(_text(2)),
        "organization": draw(_text(2, 8)),
        "summary": draw(_text(20, 60)),
        "situations": draw(_some(Situation.values())),
        "audiences": draw(_some(Profil.values())),
        "direct_access": draw(st.booleans()),
        "reach": draw(_text(8)),
        "minimum_age": low,
        "maximum_age": draw(_maybe(st.integers(low or 0, 99))),
        "sexes": draw(_some(Sexe.values())),
        "regions": regions,
        "province": province,
        "phone": phone,
        "sms": draw(_maybe(_NUMBER)),
        "chat": draw(_maybe(_ADDRESS)),
        "url": draw(_maybe(_ADDRESS)),
        "hours": draw(_maybe(_text())),
        "schedule": draw(_OPENINGS),
        "assured_date": draw(st.dates()).isoformat(),
    }


_FACTS = st.fixed_dictionaries(
    {
        **{name: st.just("") | _text() for name in ("region", "year", "stage", "other_target")},
        **{name: st.just("") | _text() for name in ("age_range", "sexe", "involvement")},
        **{name: st.just("") | _text() for name in ("other_clientele", "deployment")},
        **{name: st.just("") | _text() for name in ("frequency", "modality", "partners")},
        **{name: _text() for name in ("title", "organization")},
        **{name: _text() for name in ("description_digest", "objectives_digest")},
        "main_target": _maybe(st.booleans()),
        "includes_youth": _maybe(st.booleans()),
        "types": st.lists(st.sampled_from(ServiceType.values()), max_size=3),
    }
)


@st.composite
def _contacts(draw: st.DrawFn, code: str) -> ContactRecord:
    own = {
        "id": code,
        "kind": draw(st.sampled_from(["urgence", "ligne", "organisme"])),
        "urgences": draw(_some(Urgence.values())),
        "label": draw(_maybe(_text())),
        "variant_of": draw(_maybe(st.just("ligne-0"))),
        "sms_hours": draw(_maybe(_text())),
        "sms_schedule": draw(_OPENINGS),
        "languages": draw(_some(["en", "fr", "iu"])),
        "cost_free": draw(_maybe(st.booleans())),
        "confidential": draw(_maybe(st.booleans())),
        "confidence": draw(st.sampled_from(["high", "medium"])),
        "sources": draw(
            st.lists(
                st.fixed_dictionaries({"address": _text(), "date": _maybe(_text())}),
                max_size=3,
            )
        ),
    }
    return ContactRecord.parse_obj({**draw(_reach()), **own})


@st.composite
def _services(draw: st.DrawFn, number: int, codes: Sequence[str]) -> ServiceRecord:
    own = {
        "stage": draw(st.sampled_from(Stage.values())),
        "types": draw(_some(ServiceType.values())),
        "modality": draw(_maybe(st.sampled_from(Modality.values()))),
        "access": draw(st.sampled_from(["public", "professionnel", "institution"])),
        "contact": draw(_maybe(st.sampled_from(codes))) if codes else None,
        "source": {"document": draw(_text()), "locator": f"fiche {number}"},
        "census": draw(_maybe(_FACTS)),
    }
    return ServiceRecord.parse_obj({**draw(_reach()), **own})


@st.composite
def _directories(draw: st.DrawFn) -> list[Record]:
    codes = [f"ligne-{number}" for number in range(draw(st.integers(0, 2)))]
    contacts: list[Record] = [draw(_contacts(code)) for code in codes]
    return [*contacts, *(draw(_services(number, codes)) for number in range(2))]


def through(engine: Engine, records: Sequence[Record]) -> list[Json]:
    """What the directory gives of these records."""
    database.rebuild(
        engine,
        [record for record in records if isinstance(record, ServiceRecord)],
        [record for record in records if isinstance(record, ContactRecord)],
        datafiles.region_names(),
        "a",
    )
    with Session(engine, future=True) as session:
        return list(hsds.every(session))


NO_RESET = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@NO_RESET
@given(records=_directories())
def test_a_record_survives_the_database_and_hsds(engine: Engine, records: list[Record]) -> None:
    back = [read_record(item) for item in through(engine, records)]
    assert back == [_as_published(record) for record in records]


def _as_published(record: Record) -> Record:
    """The record, its fiche's partners named without persons."""
    if not isinstance(record, ServiceRecord) or record.census is None:
        return record
    named = without_persons(record.census.partners)
    return record.copy(update={"census": record.census.copy(update={"partners": named})})


# --- what another directory may give ------------------------------------------------------

_FREE = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0x1FFFF), max_size=20
)
_LINES = st.sampled_from(
    ["- un\n- deux", "a: b # c", "  marge", "fin\n", "a\r\nb", "null", "12", "~"]
)
_VALUES = st.recursive(
    _FREE | _LINES | st.integers(-(10**12), 10**12) | st.booleans() | st.floats(-1e9, 1e9),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(_FREE, inside, max_size=2),
    max_leaves=4,
)
_NAMES = st.sampled_from(["alternate_name", "alert", "label", "autre_champ", "code", "value"])
_IDS = st.integers(0, 12).map(lambda number: example.TERM[:-2] + f"{number:02d}")
"""Few of them, so that the same one is borne twice."""


@st.composite
def _objects(draw: st.DrawFn, entity: str, depth: int) -> Json:
    item = draw(st.dictionaries(_NAMES, _VALUES, max_size=2))
    if draw(st.integers(0, 3)):
        item["id"] = draw(_IDS)
    if entity == "phone":
        item["number"] = draw(_NUMBER | st.just("450 555-0114 poste 3") | _FREE)
        item["type"] = draw(st.sampled_from(["voice", "text", "fax", "cell"]))
    held = LINKS.get(entity, {}) | ({} if entity == "metadata" else {"attributes": None})
    for name in draw(st.lists(st.sampled_from(sorted(held) or [""]), max_size=depth, unique=True)):
        link = held.get(name)
        if name == "attributes":
            item[name] = draw(st.lists(_objects("attribute", 1), max_size=2))
        elif link is not None and name not in ("organization", "service_areas"):
            inside = _objects(link.entity, depth - 1)
            item[name] = draw(st.lists(inside, max_size=2)) if link.many else draw(inside)
    return item


@st.composite
def _foreign(draw: st.DrawFn, number: int) -> Json:
    item = draw(_objects("service", 3))
    organization = {"name": draw(_text(2)), **draw(_objects("organization", 1))}
    return {
        **item,
        "id": example.SERVICE[:-2] + f"{number:02d}",
        "name": draw(_text(2)) + str(number),
        "description": draw(_FREE),
        "status": draw(st.sampled_from(hsds_records.STATUSES)),
        "assured_date": "2026-10-01",
        "minimum_age": draw(_maybe(st.integers(0, 9) | st.floats(0, 9))),
        "organization": organization,
        "service_areas": [{"id": draw(_IDS), "name": "Laval"}],
    }


@NO_RESET
@given(items=st.tuples(_foreign(1), _foreign(2)))
def test_what_another_directory_gives_comes_back_the_same_for_ever(
    engine: Engine, tmp_path: Path, items: tuple[Json, ...]
) -> None:
    first = records_of(given_file(tmp_path, "a.json", json.dumps(items)))
    written = given_file(tmp_path, SERVICES, recordtext.with_added("", first))
    assert datafiles.load_quickly(written) == first
    told = through(engine, first)
    for name, content in (("b.json", json.dumps(told)), ("b.zip", package(told))):
        again = records_of(given_file(tmp_path, name, content))
        assert again == first
        assert but_the_hour(through(engine, again)) == but_the_hour(told)


def records_of(path: Path) -> list[Record]:
    file = source.read(path)
    assert file.refusals == []
    return [read_record(given.item) for given in file.services]


def but_the_hour(items: Sequence[Json]) -> list[Json]:
    return [{**one, "last_modified": ""} for one in items]
