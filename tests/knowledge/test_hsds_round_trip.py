"""Out and in again: the same directory, in every form and in both databases."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge import (
    database,
    datafiles,
    directory,
    finding,
    hsds,
    hsds_package,
    importing,
    matching,
    models,
)
from knowledge.datafiles import CONTACTS, SERVICES
from knowledge.hsds_export import Format, export
from knowledge.records import PERSONAL, ServiceRecord
from knowledge.services import Criteria
from knowledge.settings import ROOT
from knowledge.sources import hsds as source
from knowledge.vocabulary import Profil
from tests.conftest import shipped_records
from tests.knowledge import hsds_example as example

SHIPPED = ROOT / "knowledge" / "data"
FORMS = {"a.json": Format.JSON, "a.ndjson": Format.NDJSON, "a.zip": Format.CSV}
Json = dict[str, Any]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder without a record: another instance, on its first day."""
    return a_folder(tmp_path / "vide")


def a_folder(path: Path) -> Path:
    path.mkdir()
    (path / SERVICES).write_text("", encoding="utf-8")
    (path / CONTACTS).write_text("", encoding="utf-8")
    shutil.copy(SHIPPED / datafiles.REGIONS, path)
    return path


def services_of(engine: Engine) -> list[Json]:
    with Session(engine, future=True) as session:
        return list(hsds.every(session))


def exported(engine: Engine, path: Path) -> Path:
    with Session(engine, future=True) as session:
        export(session, path, FORMS[f"a{path.suffix}"])
    return path


def imported(path: Path, folder: Path, engine: Engine) -> importing.Plan:
    plan = importing.plan(path, folder)
    assert plan.refusals == ()
    importing.apply(plan, folder, engine)
    return plan


def but_the_hour(items: Sequence[Json]) -> list[Json]:
    """Without `last_modified`: each instance says when a record last changed in it."""
    return [{name: one[name] for name in one if name != "last_modified"} for one in items]


def written(path: Path, items: Sequence[Json]) -> Path:
    """Services as another directory would write them, in the form of the file's name."""
    if path.suffix == ".zip":
        with path.open("wb") as handle:
            hsds_package.write(handle, copy.deepcopy(list(items)), "3.1", "211 inventé")
    elif path.suffix == ".ndjson":
        path.write_text("".join(json.dumps(one) + "\n" for one in items), encoding="utf-8")
    else:
        path.write_text(json.dumps(items, indent=2), encoding="utf-8")
    return path


# --- our own directory ------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Json], Path]:
    """What the shipped directory gives, and a folder of its exports."""
    folder = tmp_path_factory.mktemp("export")
    url = f"sqlite:///{folder / 'a.db'}"
    database.migrate(url)
    engine = database.engine_for(url)
    database.rebuild(engine, *shipped_records(), datafiles.region_names(), "a")
    for name in FORMS:
        exported(engine, folder / name)
    return services_of(engine), folder


def test_every_form_holds_the_same_services(shipped_files: tuple[list[Json], Path]) -> None:
    services, folder = shipped_files
    assert json.loads((folder / "a.json").read_text("utf-8")) == services
    lines = (folder / "a.ndjson").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == services
    first, *others = [
        [given.item for given in source.read(folder / name).services] for name in FORMS
    ]
    assert len(first) == len(services) and others == [first, first]


@pytest.mark.parametrize("name", FORMS)
def test_our_own_export_changes_nothing(name: str, shipped_files: tuple[list[Json], Path]) -> None:
    services, folder = shipped_files
    plan = importing.plan(folder / name, SHIPPED)
    assert len(plan.unchanged) == len(services)
    assert not (plan.added or plan.changed or plan.refusals or plan.texts)


@pytest.mark.parametrize("name", FORMS)
def test_an_export_imported_elsewhere_is_exported_the_same(
    name: str, shipped_files: tuple[list[Json], Path], empty: Path, sqlite_url: str
) -> None:
    database.migrate(sqlite_url)
    check_elsewhere(name, shipped_files, empty, database.engine_for(sqlite_url))


def test_an_export_imported_in_the_other_database_is_exported_the_same(
    shipped_files: tuple[list[Json], Path], empty: Path, own_postgres_url: str
) -> None:
    database.migrate(own_postgres_url)
    check_elsewhere("a.zip", shipped_files, empty, database.engine_for(own_postgres_url))


def check_elsewhere(
    name: str, shipped_files: tuple[list[Json], Path], empty: Path, engine: Engine
) -> None:
    services, folder = shipped_files
    plan = imported(folder / name, empty, engine)
    assert len(plan.added) == len(services)
    assert but_the_hour(services_of(engine)) == but_the_hour(services)


def test_notes_and_what_is_not_published_stay_here(
    shipped_files: tuple[list[Json], Path],
) -> None:
    services, folder = shipped_files
    told = (folder / "a.json").read_text("utf-8")
    records = [record for several in shipped_records() for record in several]
    assert len(services) == sum(record.publishable for record in records)
    notes = [json.dumps(record.note, ensure_ascii=False) for record in records if record.note]
    assert notes and not any(note[1:-1] in told for note in notes)


def test_the_same_facts_are_the_same_file(
    shipped_files: tuple[list[Json], Path], tmp_path: Path
) -> None:
    _, folder = shipped_files
    engine = database.engine_for(f"sqlite:///{folder / 'a.db'}")
    for name in FORMS:
        assert exported(engine, tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_an_export_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped_files: tuple[list[Json], Path]
) -> None:
    def breaks(session: Session) -> Iterator[Json]:
        yield {"id": "1"}
        raise RuntimeError("broken in the middle")

    monkeypatch.setattr(hsds, "every", breaks)
    path = tmp_path / "a.json"
    path.write_text("avant")
    engine = database.engine_for(f"sqlite:///{shipped_files[1] / 'a.db'}")
    with pytest.raises(RuntimeError):
        exported(engine, path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
    assert path.read_text() == "avant"


def test_our_record_given_back_without_our_words_keeps_its_identity(
    shipped_files: tuple[list[Json], Path], tmp_path: Path
) -> None:
    services, _ = shipped_files
    linked = next(
        record
        for record in shipped_records()[0]
        if record.publishable and record.contact and not record.phone and record.census
    )
    item = copy.deepcopy(next(one for one in services if one["id"] == linked.id))
    del item["attributes"], item["metadata"]
    item["description"] = "Une autre phrase, écrite par un autre annuaire."
    (changed,) = importing.plan(written(tmp_path / "a.json", [item]), SHIPPED).changed
    assert [change.field for change in changed.changes] == ["summary"]
    assert changed.record.id == linked.id


# --- another directory -------------------------------------------------------------


def holds(whole: Any, part: Any) -> bool:
    """Whether everything said in `part` is said in `whole`; lists of objects by their ids."""
    if isinstance(part, dict):
        return all(name in whole and holds(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        by_id = {one["id"]: one for one in whole}
        return all(holds(by_id[one["id"]], one) for one in part)
    return bool(whole == part)


def without_persons(value: Any) -> Any:
    """An object without what names somebody, nor when the other directory changed it."""
    if isinstance(value, dict):
        left = PERSONAL | {"updated_by", "last_modified"}
        return {name: without_persons(one) for name, one in value.items() if name not in left}
    if isinstance(value, list):
        return [
            without_persons(one)
            for one in value
            if not (isinstance(one, dict) and "contact_id" in one)
        ]
    return value


def expected(item: Json) -> Json:
    """What comes back of a service: its own number in the one form that is dialled."""
    told: Json = without_persons(item)
    for phone in told.get("phones", ()):
        if phone["id"].endswith("0014"):
            phone |= {"number": "+14505550114", "extension": 3}
        if phone["id"].endswith("0016"):
            phone["number"] = "+14505550116"
    return told


@pytest.mark.parametrize("name", FORMS)
def test_everything_but_persons_comes_back(
    name: str, empty: Path, tmp_path: Path, sqlite_url: str
) -> None:
    database.migrate(sqlite_url)
    engine = database.engine_for(sqlite_url)
    imported(written(tmp_path / name, example.services()), empty, engine)
    for given, back in zip(example.services(), services_of(engine), strict=True):
        assert holds(back, expected(given)), name
    everything = json.dumps(services_of(engine), ensure_ascii=False)
    texts = (empty / SERVICES).read_text(encoding="utf-8")
    for told in (everything, texts):
        assert "Personne-Inventée" not in told and "camille@" not in told
        assert '"contacts"' not in told and "450 555-0118" not in told


@pytest.mark.parametrize("name", FORMS)
def test_what_was_imported_is_exported_and_imported_the_same(
    name: str, empty: Path, tmp_path: Path, engine: Engine
) -> None:
    imported(written(tmp_path / "un.json", example.services()), empty, engine)
    first = services_of(engine)
    out = exported(engine, tmp_path / name)
    again = importing.plan(out, empty)
    assert len(again.unchanged) == 2 and not (again.changed or again.refusals or again.texts)
    elsewhere = a_folder(tmp_path / "ailleurs")
    imported(out, elsewhere, engine)
    assert but_the_hour(services_of(engine)) == but_the_hour(first)
    read = [datafiles.load_all(folder)[0] for folder in (empty, elsewhere)]
    assert read[0] == read[1]


@pytest.fixture
def foreign(empty: Path, tmp_path: Path, engine: Engine) -> Engine:
    imported(written(tmp_path / "211.json", example.services()), empty, engine)
    return engine


def test_its_terms_its_places_and_its_organization_are_found(foreign: Engine) -> None:
    with Session(foreign, future=True) as session:
        query = finding.Query(terms=(example.TERM,), organization=example.ORGANIZATION)
        (number,) = finding.page(session.connection(), query, 0, 10).numbers
        (found,) = hsds.services(session, [number], full=True)
        (simple,) = hsds.services(session, [number])
        assert found["id"] == example.SERVICE and holds(found, simple)
        assert simple["email"] == "ecoute@quai.example"
        organization = session.get(models.Organization, example.ORGANIZATION)
        assert hsds.organization(organization)["website"] == "https://quai.example"
        term = hsds.taxonomy_term(session.get(models.TaxonomyTerm, example.TERM))
        assert (term["code"], term["taxonomy"]) == ("RP-1400", "situation")
        assert term["taxonomy_id"] == example.TAXONOMY and "language" not in term
        places = session.execute(
            select(models.ServiceAtLocation).where(
                models.ServiceAtLocation.location_id == example.PLACE
            )
        ).scalars()
        (place,) = [hsds.service_at_location(row) for row in places]
        assert place["location"]["addresses"][0]["city"] == "Laval"
        assert place["service_id"] == example.SERVICE


def test_a_taxonomy_of_the_same_name_as_ours_says_nothing_of_ours(foreign: Engine) -> None:
    known = directory.load(foreign).get(example.SERVICE)
    assert known is not None and known.situations == ()


def test_it_is_in_the_directory_and_proposed_to_nobody(foreign: Engine, empty: Path) -> None:
    known = directory.load(foreign)
    assert {one.id for one in known.services} == {example.SERVICE, example.CLOSED}
    assert all(one.publishable for one in known.services)
    asking = [Criteria(), *(Criteria(profil=one, region="13") for one in Profil.values())]
    assert not any(matching.match(known.services, one).matches for one in asking)
    text = (empty / SERVICES).read_text(encoding="utf-8")
    (empty / SERVICES).write_text(
        text.replace("audiences: []", "audiences: [jeune]", 1), encoding="utf-8"
    )
    importing.apply(importing.plan(empty / SERVICES, empty), empty, foreign)
    now = matching.match(directory.load(foreign).services, Criteria(profil="jeune", region="13"))
    assert [one.service.id for one in now.matches] == [example.SERVICE]


def test_what_our_fields_hold_is_read(foreign: Engine, empty: Path) -> None:
    record, halted = datafiles.load_all(empty)[0]
    assert (record.phone, record.sms, record.url) == (
        "+14505550114",
        "+14505550116",
        "https://quai.example/ecoute",
    )
    assert (record.minimum_age, record.maximum_age) == (12, None)
    assert (record.regions, halted.regions) == (["13"], ["16"])
    assert record.source.document == "211.json, 2026-10-05"
    assert record.source.locator == record.id == example.SERVICE
    assert (record.stage, halted.stage) == ("en_application", "en_suspens")
    assert halted.summary.endswith("Une halte.") and halted.reach
    assert str(halted.assured_date) == "2026-08-05"


# --- the same id again ---------------------------------------------------------------


def change(empty: Path, edit: Callable[[str], str]) -> None:
    path = empty / SERVICES
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_same_id_again_is_the_same_record_field_by_field(
    foreign: Engine, empty: Path, tmp_path: Path
) -> None:
    change(
        empty,
        lambda text: (
            text.replace("audiences: []", "audiences: [jeune]", 1)
            .replace("situations: []", "situations: [detresse]", 1)
            .replace("  source:", "  publishable: false\n  note: Numéro à vérifier.\n  source:", 1)
        ),
    )
    first, other = example.services()
    first |= {"minimum_age": 14, "last_modified": "2026-11-01T00:00:00Z"}
    first["organization"] |= {"email": "autre@quai.example"}
    other["organization"] |= {"email": "autre@quai.example"}
    plan = importing.plan(written(tmp_path / "211.json", [first]), empty)
    (changed,) = plan.changed
    assert [one.field for one in changed.changes] == ["minimum_age", "source", "hsds"]
    record = changed.record
    assert isinstance(record, ServiceRecord)
    assert (record.audiences, record.situations) == (["jeune"], ["detresse"])
    assert (record.publishable, record.note) == (False, "Numéro à vérifier.")
    assert record.hsds is not None
    assert record.hsds.organization["email"] == "autre@quai.example"


def test_a_later_file_with_the_same_facts_changes_nothing(
    foreign: Engine, empty: Path, tmp_path: Path
) -> None:
    items = example.services()
    for one in items:
        one["last_modified"] = "2026-11-02T00:00:00Z"
    items[1]["assured_date"] = "2026-08-05"
    plan = importing.plan(written(tmp_path / "211-plus-tard.json", items), empty)
    assert len(plan.unchanged) == 2 and not plan.texts


def test_a_twin_under_another_id_is_refused_with_its_place(
    foreign: Engine, empty: Path, tmp_path: Path
) -> None:
    twin = {**example.closed(), "id": example.SERVICE[:-2] + "99"}
    plan = importing.plan(written(tmp_path / "a.json", [twin]), empty)
    (refusal,) = plan.refusals
    assert refusal.field == "name" and example.CLOSED in refusal.reason


def test_two_organizations_of_one_name_stay_two(
    empty: Path, tmp_path: Path, engine: Engine
) -> None:
    first, other = example.services()
    other["organization"]["id"] = example.ORGANIZATION[:-2] + "98"
    imported(written(tmp_path / "a.json", [first, other]), empty, engine)
    told = [one["organization"] for one in services_of(engine)]
    assert [one["name"] for one in told] == ["Maison du Quai inventée"] * 2
    assert len({one["id"] for one in told}) == 2
    again = importing.plan(exported(engine, tmp_path / "b.zip"), empty)
    assert len(again.unchanged) == 2


def test_a_number_corrected_here_is_given_corrected(
    foreign: Engine, empty: Path, tmp_path: Path
) -> None:
    change(empty, lambda text: text.replace("+14505550114", "+14505550199", 1))
    importing.apply(importing.plan(empty / SERVICES, empty), empty, foreign)
    phones = {one["id"]: one for one in services_of(foreign)[0]["phones"]}
    (front,) = [one for one in phones.values() if one.get("description") == "L'accueil"]
    assert front["number"] == "+14505550199" and front["extension"] == 3
    assert "+14505550114" not in json.dumps(services_of(foreign))
