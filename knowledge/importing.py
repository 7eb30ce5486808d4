"""New facts come in here: read → validate → diff → write, all or nothing.

`plan` only reads. `apply` writes the data files together and rebuilds the
database in one transaction; whatever fails, the files are as they were.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge import candidates, database, datafiles, directory, recordtext, wording
from knowledge.candidates import Candidate, Offer
from knowledge.datafiles import CONTACTS, SERVICES, BadData, Reading, Record
from knowledge.records import ContactRecord, Refusal, ServiceRecord, identifier
from knowledge.settings import data_folder
from knowledge.sources import census
from knowledge.sources.census_fields import fold

Key = tuple[str, str]
"""The data file and the id in it: what makes two records the same."""


@dataclass(frozen=True)
class Change:
    """One field, before and after, as its checked value; `None` is absent."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """A record as it will be; `changes` is empty for a new one and for one already so."""

    record: Record
    changes: tuple[Change, ...] = ()

    @property
    def place(self) -> str:
        """« fiche 12 » for the census, the id for a contact."""
        record = self.record
        return record.source.locator if isinstance(record, ServiceRecord) else record.id


@dataclass(frozen=True)
class Plan:
    """What an import would do; nothing is written as long as there is a refusal.

    `texts` holds the new text of each data file that would change, `digest`
    the state of the files that the plan was made from.
    """

    file: str
    digest: str
    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    unchanged: tuple[Entry, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    services: tuple[ServiceRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()


class ImportRefused(ValueError):
    """A plan with refusals cannot be applied; `refusals` say why."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


class DataChanged(RuntimeError):
    """The data files are no longer those that the plan was made from."""


def plan(path: Path, folder: Path | None = None) -> Plan:
    """What importing a file would change. Reads only.

    Raises `BadData` when the shipped files do not pass their own checks.
    """
    shipped = _shipped(folder or data_folder())
    by_locator = {
        record.source.locator: record
        for record in shipped.records.values()
        if isinstance(record, ServiceRecord) and record.source.document == census.DOCUMENT
    }
    offer = candidates.read(path, lambda record: shipped.records.get(_key(record)), by_locator)
    return _plan(offer, shipped)


def withdrawal(
    reference: str,
    folder: Path | None = None,
    reason: str | None = None,
    today: dt.date | None = None,
) -> Plan:
    """The plan that takes a record away from the public, with a note of the day.

    `reference` is a service's or a contact's id, or a place such as « fiche 12 ».
    Raises `LookupError`, with a French message, when it names no record, or several.
    """
    shipped = _shipped(folder or data_folder())
    record = _named(reference, shipped)
    offer = Offer("retrait")
    if record.publishable:
        said = f"Retirée du public le {wording.date(today or dt.date.today())}"
        said += f" : {reason.strip().rstrip('.')}." if reason and reason.strip() else "."
        note = f"{record.note} {said}" if record.note else said
        record = record.copy(update={"publishable": False, "note": note})
    offer.candidates.append(Candidate(record, 1))
    return _plan(offer, shipped)


def apply(plan: Plan, folder: Path | None = None, engine: Engine | None = None) -> None:
    """Write the data files and rebuild the database: both, or neither.

    Raises `ImportRefused` for a plan with refusals, `DataChanged` when the files
    changed since it was made, and whatever the disk or the database raises.
    """
    if plan.refusals:
        raise ImportRefused(plan.refusals)
    folder = folder or data_folder()
    with _alone(folder):
        if datafiles.digest(folder) != plan.digest:
            raise DataChanged("Les données ont changé entre-temps : relancer la commande.")
        paths = [folder / name for name in (CONTACTS, SERVICES) if name in plan.texts]
        with _put_back_on_failure(paths):
            # Contacts first: a service may name a new one.
            modes = {path: path.stat().st_mode for path in paths}
            datafiles.write_together((path, plan.texts[path.name]) for path in paths)
            for path, mode in modes.items():
                path.chmod(mode)
            _rebuild(plan, folder, engine or database.engine())


# --- reading what ships -------------------------------------------------------


@dataclass(frozen=True)
class _Shipped:
    """The data files: text and records, each record with its place in its file."""

    folder: Path
    digest: str
    texts: Mapping[str, str]
    records: Mapping[Key, Record]
    places: Mapping[Key, int]


def _key(record: Record) -> Key:
    return (SERVICES if isinstance(record, ServiceRecord) else CONTACTS, record.id)


def _shipped(folder: Path) -> _Shipped:
    texts = {name: _text(folder / name) for name in (SERVICES, CONTACTS)}
    records: dict[Key, Record] = {}
    places: dict[Key, int] = {}
    for name, text in texts.items():
        try:
            reading = _checked(name, text)
        except YAMLError:
            datafiles.load_all(folder)  # says so with the line
            raise
        if reading.refusals:
            datafiles.load_all(folder)  # refuses too, with the lines
            raise BadData(reading.refusals)
        for place, record in enumerate(reading.records):
            records[_key(record)] = record
            places[_key(record)] = place
    return _Shipped(folder, datafiles.digest(folder), texts, records, places)


def _text(path: Path) -> str:
    """As it is, line ends included, so that what is not changed stays byte for byte."""
    return path.read_bytes().decode("utf-8")


def _checked(name: str, text: str) -> Reading:
    """Records of a data file by the quick reader, which knows no lines."""
    reading = Reading()
    for position, entry in enumerate(YAML(typ="safe").load(text) or [], start=1):
        datafiles.add_entry(reading, name, entry, 1, position)
    return reading


def _named(reference: str, shipped: _Shipped) -> Record:
    wanted = fold(reference)
    found = [
        record
        for record in shipped.records.values()
        if wanted
        in (
            record.id,
            fold(record.source.locator)
            if isinstance(record, ServiceRecord)
            else identifier("contacts", record.id),
        )
    ]
    if not found:
        raise LookupError(f"Aucune fiche ne porte l'identifiant « {reference} ».")
    if len(found) > 1:
        ids = ", ".join(record.id for record in found)
        raise LookupError(f"Plusieurs fiches répondent à « {reference} » : choisir parmi {ids}.")
    return found[0]


# --- the difference ------------------------------------------------------------


def _plan(offer: Offer, shipped: _Shipped) -> Plan:
    _refuse_repeats(offer)
    final = {**shipped.records, **{_key(item.record): item.record for item in offer.candidates}}
    added: list[Entry] = []
    changed: list[Entry] = []
    unchanged: list[Entry] = []
    for candidate in offer.candidates:
        record, before = candidate.record, shipped.records.get(_key(candidate.record))
        changes = _changes(before, record) if before else ()
        if before and not changes:
            unchanged.append(Entry(before))
            continue
        (changed if before else added).append(Entry(record, changes))
        _refuse_unfit(offer, candidate, before, final)
    made = Plan(offer.file, shipped.digest, tuple(added), tuple(changed), tuple(unchanged))
    if offer.refusals:
        return replace(made, refusals=tuple(sorted(offer.refusals, key=lambda item: item.line)))
    return replace(
        made,
        texts=_texts(made, shipped),
        services=tuple(item for item in final.values() if isinstance(item, ServiceRecord)),
        contacts=tuple(item for item in final.values() if isinstance(item, ContactRecord)),
    )


def _changes(before: Record, after: Record) -> tuple[Change, ...]:
    """Each field that differs; the groups of one record are told part by part."""
    changes: list[Change] = []
    for name in recordtext.changed_fields(before, after):
        old, new = getattr(before, name), getattr(after, name)
        if name == "census" and old and new:
            changes += [
                Change(f"census.{part}", getattr(old, part), getattr(new, part))
                for part in new.__fields__
                if getattr(old, part) != getattr(new, part)
            ]
        else:
            changes.append(Change(name, old, new))
    return tuple(changes)


def _refuse_repeats(offer: Offer) -> None:
    """The same record twice in a file: only the first is kept, the others are refused."""
    seen: dict[Key, Candidate] = {}
    for candidate in offer.candidates:
        first = seen.setdefault(_key(candidate.record), candidate)
        if first is not candidate:
            name = "source" if isinstance(candidate.record, ServiceRecord) else "id"
            reason = f"déjà dans ce fichier, à la ligne {first.line}"
            _refuse(offer, candidate, name, reason)
    offer.candidates[:] = seen.values()


def _refuse(offer: Offer, candidate: Candidate, name: str, reason: str) -> None:
    record = candidate.record
    shown = record.name if isinstance(record, ServiceRecord) else record.id
    offer.refuse(candidate.lines.get(name, candidate.line), shown, name, reason)


def _refuse_unfit(
    offer: Offer, candidate: Candidate, before: Record | None, final: Mapping[Key, Record]
) -> None:
    """What one record alone cannot show: it names a record that is not there, or repeats one."""
    record = candidate.record
    for name in ("contact", "variant_of"):
        code = getattr(record, name, None)
        if code and (CONTACTS, code) not in final:
            _refuse(offer, candidate, name, f"aucune ligne d'aide n'a l'id « {code} »")
    if record.assured_date > dt.date.today() and (
        before is None or before.assured_date != record.assured_date
    ):
        _refuse(offer, candidate, "assured_date", "cette date n'est pas encore arrivée")
    twin = _twin(record, final) if before is None else None
    if twin is not None:
        place = twin.source.locator if isinstance(twin, ServiceRecord) else twin.id
        reason = f"ce nom et cet organisme sont déjà ceux de « {place} »"
        _refuse(offer, candidate, "name", reason)


def _twin(record: Record, final: Mapping[Key, Record]) -> Record | None:
    """Another record with the same name and organisation, unless both say why."""
    for other in final.values():
        same = _title(other) == _title(record) and _key(other) != _key(record)
        if same and not _said_apart(record, other):
            return other
    return None


def _title(record: Record) -> tuple[str, str]:
    return fold(record.name), fold(record.organization)


def _said_apart(record: Record, other: Record) -> bool:
    """A second number of one line, a line with its own label, or a service and its contact."""
    if isinstance(record, ContactRecord) and isinstance(other, ContactRecord):
        return bool(record.variant_of or other.variant_of) or record.label != other.label
    if isinstance(record, ServiceRecord) and isinstance(other, ContactRecord):
        return record.contact == other.id
    if isinstance(record, ContactRecord) and isinstance(other, ServiceRecord):
        return other.contact == record.id
    return False


def _texts(planned: Plan, shipped: _Shipped) -> dict[str, str]:
    """The new text of each file that changes, read again to be sure that it says the same."""
    texts: dict[str, str] = {}
    for name, text in shipped.texts.items():
        edited = {
            shipped.places[_key(entry.record)]: (shipped.records[_key(entry.record)], entry.record)
            for entry in planned.changed
            if _key(entry.record)[0] == name
        }
        new = [entry.record for entry in planned.added if _key(entry.record)[0] == name]
        if not edited and not new:
            continue
        written = recordtext.with_added(recordtext.with_changed(text, edited), new)
        meant = [record for key, record in shipped.records.items() if key[0] == name]
        meant = [edited[place][1] if place in edited else old for place, old in enumerate(meant)]
        if _checked(name, written).records != [*meant, *new]:
            raise RuntimeError(f"{name} ne se relit pas comme il a été écrit.")
        texts[name] = written
    return texts


# --- writing -------------------------------------------------------------------


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One import at a time: a second one waits, then sees that the files changed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _put_back_on_failure(paths: list[Path]) -> Iterator[None]:
    """Keep the files aside, and bring them back if anything fails.

    They are kept by hard links where the disk allows: nothing is copied, and
    bringing them back asks for no room on a full disk.
    """
    if not paths:
        yield
        return
    folder = paths[0].parent
    present = set(folder.iterdir())
    aside = Path(tempfile.mkdtemp(dir=folder, prefix=".avant-"))
    try:
        for path in paths:
            _keep(path, aside / path.name)
        try:
            yield
        except BaseException:
            for path in paths:
                os.replace(aside / path.name, path)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        for stray in set(folder.iterdir()) - present:
            if _UNFINISHED.fullmatch(stray.name):
                stray.unlink(missing_ok=True)


_UNFINISHED = re.compile(r"\.(services|contacts)\.yml\.\w{8}")
"""What a write that failed midway leaves beside the data files."""


def _keep(path: Path, copy: Path) -> None:
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _rebuild(planned: Plan, folder: Path, engine: Engine) -> None:
    """Fill the database from the records, unless it already holds these files."""
    digest = directory.release(folder)
    with Session(engine, future=True) as session:
        if database.release_digest(session) == digest:
            return
    names = datafiles.region_names(folder)
    database.rebuild(engine, planned.services, planned.contacts, names, digest)
