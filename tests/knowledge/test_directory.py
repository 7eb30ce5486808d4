"""The directory in memory: read once, again at once after a rebuild."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from knowledge import database, datafiles, directory
from knowledge.directory import LINE_KINDS, Directory
from knowledge.services import Service
from knowledge.settings import data_folder, database_url, home
from tests.conftest import make_service, shipped_records


@pytest.fixture
def empty(tmp_path: Path) -> Engine:
    url = f"sqlite:///{tmp_path / 'essai.db'}"
    database.migrate(url)
    return database.engine_for(url)


def _rebuild(engine: Engine, digest: str, services: int = 3) -> None:
    records, contacts = shipped_records()
    database.rebuild(engine, records[:services], contacts, datafiles.region_names(), digest)


def _count_reads(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    reads: list[Session] = []
    read = directory._read

    def counted(session: Session) -> tuple[Service, ...]:
        reads.append(session)
        return read(session)

    monkeypatch.setattr(directory, "_read", counted)
    return reads


def test_an_empty_database_says_what_to_do(empty: Engine):
    with pytest.raises(LookupError, match="Répertoire vide : lancer « repere import »"):
        directory.load(empty)


def test_a_database_without_tables_says_what_to_do(tmp_path: Path):
    engine = database.engine_for(f"sqlite:///{tmp_path / 'neuf.db'}")
    with pytest.raises(LookupError, match="Répertoire vide"):
        directory.load(engine)


def test_it_is_read_once_and_again_after_a_rebuild(empty: Engine, monkeypatch: pytest.MonkeyPatch):
    reads = _count_reads(monkeypatch)
    _rebuild(empty, "a")
    first = directory.load(empty)
    assert directory.load(empty) is first
    assert len(reads) == 1
    _rebuild(empty, "b", services=4)
    second = directory.load(empty)
    assert len(reads) == 2
    assert len(second.entries) == len(first.entries) + 1
    assert directory.load(empty) is second


def test_a_failed_rebuild_changes_nothing_in_memory(empty: Engine):
    _rebuild(empty, "a")
    first = directory.load(empty)
    records, contacts = shipped_records()
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        database.rebuild(empty, [records[0], records[0]], contacts, datafiles.region_names(), "b")
    assert directory.load(empty) is first


def test_one_reading_serves_threads_that_come_together(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
):
    _rebuild(empty, "a")
    reads = _count_reads(monkeypatch)
    gate = threading.Barrier(4)
    digest_of = database.release_digest
    waited = threading.local()

    def together(session: Session) -> str | None:
        """Each thread's first question waits for the others'; a second does not."""
        found = digest_of(session)
        if not hasattr(waited, "once"):
            waited.once = True
            gate.wait(timeout=10)
        return found

    monkeypatch.setattr(database, "release_digest", together)
    found: list[Directory] = []
    threads = [
        threading.Thread(target=lambda: found.append(directory.load(empty))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert len(found) == 4
    assert all(item == found[0] for item in found)
    assert len(reads) == 1


# --- filling ----------------------------------------------------------------


@pytest.fixture
def small_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the first records of each file: a whole one takes seconds."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, mark in ((datafiles.SERVICES, "\n- name: "), (datafiles.CONTACTS, "\n- id: ")):
        text = (data_folder() / name).read_text(encoding="utf-8")
        (folder / name).write_text(mark.join(text.split(mark)[:4]) + "\n", encoding="utf-8")
    shutil.copy(data_folder() / datafiles.REGIONS, folder)
    services = (folder / datafiles.SERVICES).read_text(encoding="utf-8")
    assert "\n  contact:" not in services
    monkeypatch.setenv("REPERE_DATA", str(folder))
    return folder


def test_fill_rebuilds_only_when_a_file_changed(empty: Engine, small_data: Path):
    assert directory.fill(empty)
    assert not directory.fill(empty)
    before = directory.load(empty)
    path = small_data / datafiles.CONTACTS
    text = path.read_text(encoding="utf-8")
    assert "On compose le 911, jour et nuit." in text
    path.write_text(
        text.replace("On compose le 911, jour et nuit.", "On compose le 911."), encoding="utf-8"
    )
    assert directory.fill(empty)
    after = directory.load(empty)
    changed = [
        (old, new) for old, new in zip(before.entries, after.entries, strict=True) if old != new
    ]
    assert [new.code for _, new in changed] == ["urg-911"]


def test_bad_data_leaves_the_directory_as_it_was(empty: Engine, small_data: Path):
    directory.fill(empty)
    before = directory.load(empty)
    path = small_data / datafiles.CONTACTS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("kind: crise", "kind: crises", 1), encoding="utf-8")
    with pytest.raises(datafiles.BadData):
        directory.fill(empty)
    assert directory.load(empty) is before


# --- what is suggested ------------------------------------------------------


def test_lines_and_second_numbers_are_not_suggested(listed: Directory):
    suggested = listed.services
    assert len(suggested) > 200
    for entry in suggested:
        assert entry.kind not in LINE_KINDS
        assert entry.variant_of is None


def test_a_bare_name_gives_way_to_its_initiatives():
    hidden = make_service(name="Nom seul", code="org-a", publishable=False)
    linked = make_service(name="Initiative", contact_code="org-a", kind="initiative")
    alone = make_service(name="Autre nom", code="org-b", publishable=False)
    shown = make_service(name="Organisme", code="org-c")
    child = make_service(name="Son initiative", contact_code="org-c", kind="initiative")
    wider = make_service(
        name="Nom plus large",
        code="org-d",
        publishable=False,
        situations=("sextorsion", "fugue"),
    )
    narrow = make_service(name="Son volet", contact_code="org-d", kind="initiative")
    entries = (hidden, linked, alone, shown, child, wider, narrow)
    assert [item.name for item in Directory("a", entries).services] == [
        "Initiative",
        "Autre nom",
        "Organisme",
        "Son initiative",
        "Nom plus large",
        "Son volet",
    ]


def test_get(listed: Directory):
    entry = listed.entries[5]
    assert listed.get(entry.id) is entry
    assert listed.get("inconnu") is None


def test_entries_are_ordered_and_distinct(listed: Directory):
    ids = [entry.id for entry in listed.entries]
    assert ids == sorted(set(ids))


def test_the_tests_have_a_directory_of_their_own(repere_home: Path, listed: Directory):
    assert home() == repere_home.resolve()
    assert str(repere_home) in database_url()
    assert directory.load().entries == listed.entries


@pytest.fixture
def broken(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> Directory:
    """What was read before the database could not be read any more."""
    _rebuild(empty, "a")
    known = directory.load(empty)

    def fails(_: Session) -> str:
        raise OperationalError("", {}, Exception("database disk image is malformed"))

    monkeypatch.setattr(database, "release_digest", fails)
    return known


def test_a_database_that_fails_leaves_the_last_copy(empty: Engine, broken: Directory):
    assert directory.load(empty) is broken


def test_a_database_that_fails_is_not_tried_at_once_again(
    empty: Engine, broken: Directory, monkeypatch: pytest.MonkeyPatch
):
    tried: list[Engine] = []

    def fails(engine: Engine) -> Directory:
        tried.append(engine)
        raise LookupError("vide")

    monkeypatch.setattr(directory, "_load", fails)
    assert [directory.load(empty) for _ in range(10)] == [broken] * 10
    assert len(tried) == 1


def test_no_copy_serves_for_ever(empty: Engine, broken: Directory, monkeypatch: pytest.MonkeyPatch):
    directory._cache[str(empty.url)].good_until = 0.0
    with pytest.raises(OperationalError):
        directory.load(empty)


def test_once_the_database_is_back_it_is_read_again(
    empty: Engine, broken: Directory, monkeypatch: pytest.MonkeyPatch
):
    assert directory.load(empty) is broken
    monkeypatch.undo()
    _rebuild(empty, "b", services=4)
    assert directory.load(empty) is broken
    directory._cache[str(empty.url)].again_at = 0.0
    assert directory.load(empty).digest == "b"
