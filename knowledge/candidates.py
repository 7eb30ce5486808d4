"""What a file offers to the directory: checked records, each with its place in the file.

`.yml` holds services and contacts, `.csv` services, `.txt` a census report, `.json`, `.ndjson`
and `.zip` the services of another directory, or of this one, in HSDS.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge import datafiles, recordtext
from knowledge.census_check import PRINTED_IN, derived_differences, fact_differences
from knowledge.datafiles import Reading, Record, add_entry
from knowledge.records import Refusal, ServiceRecord
from knowledge.sources import census, hsds, hsds_records
from knowledge.sources.census_fields import fold, unread_fields
from knowledge.sources.recension import PROBLEM, Fiche, Problem, account, read_report

SIMILAR = 85
"""From 0 to 100: under this, two titles name two initiatives."""

Lookup = Callable[[Record], Record | None]
"""The shipped record that stands at the same place, if any."""


@dataclass(frozen=True)
class Candidate:
    """A record that a file offers; `lines` gives the line of some fields."""

    record: Record
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Offer:
    """What a file holds: records, and what is refused in it."""

    file: str
    candidates: list[Candidate] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, record: str, field_: str, reason: str) -> None:
        self.refusals.append(
            Refusal(file=self.file, line=line, record=record, field=field_, reason=reason)
        )


def read(path: Path, shipped: Lookup, by_locator: Mapping[str, ServiceRecord]) -> Offer:
    """The records of a file, completed by the shipped ones where it cannot speak.

    `by_locator` holds the shipped records of the census.
    """
    readers = {".yml": _read_yaml, ".yaml": _read_yaml, ".csv": _read_csv}
    offer = Offer(path.name)
    suffix = path.suffix.lower()
    try:
        if suffix == ".txt":
            _read_census(path, by_locator, offer)
        elif suffix in readers:
            readers[suffix](path, shipped, offer)
        elif suffix in hsds.SUFFIXES:
            _read_hsds(path, shipped, offer)
        else:
            reason = "genre de fichier inconnu; donner .yml, .csv, .txt, .json, .ndjson ou .zip"
            offer.refuse(1, "fichier", "-", reason)
    except UnicodeDecodeError:
        offer.refuse(1, "fichier", "-", "accents illisibles; enregistrer le fichier en UTF-8")
    except FileNotFoundError:
        offer.refuse(1, "fichier", "-", "fichier introuvable; vérifier son nom")
    except OSError:
        offer.refuse(1, "fichier", "-", "fichier illisible; vérifier les droits de lecture")
    return offer


# --- YAML --------------------------------------------------------------------


def _read_yaml(path: Path, shipped: Lookup, offer: Offer) -> None:
    if not _holds_records(path):
        offer.refuse(1, "fichier", "-", "une fiche ou une liste de fiches est attendue")
        return
    reading = datafiles.read_records(path)
    offer.refusals += reading.refusals
    for record, entry in zip(reading.records, reading.raw, strict=True):
        marks: Any = getattr(entry, "lc")  # noqa: B009  ruamel's, unknown to the type
        lines = {name: spot[0] + 1 for name, spot in (marks.data or {}).items()}
        kept = {"census"} - set(entry)
        _add(offer, record, shipped(record), kept, marks.line + 1, lines)


def _holds_records(path: Path) -> bool:
    """False for a text alone or unreadable signs; faults of form are left to the reader."""
    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError:
        return True
    except YAMLError:
        return False
    return content is None or isinstance(content, dict | list)


# --- CSV ---------------------------------------------------------------------


def _read_csv(path: Path, shipped: Lookup, offer: Offer) -> None:
    """A field without a column keeps its value; an empty cell of a column erases it."""
    columns, rows = _table(path)
    if len(columns) == 1 and ";" in columns[0]:
        offer.refuse(1, "en-tête", "-", "séparer les colonnes par des virgules")
        return
    if "kind" in columns:
        reason = "un tableau ne contient que des services; écrire en YAML"
        offer.refuse(1, "en-tête", "kind", reason)
        return
    for line, cells in rows:
        if len(cells) > len(columns):
            reason = "trop de cellules; mettre entre guillemets un texte qui a une virgule"
            offer.refuse(line, f"ligne {line}", "-", reason)
    reading = datafiles.read_table(path)
    place = {position + 2: line for position, (line, _) in enumerate(rows)}
    offer.refusals += [
        item.copy(update={"line": place.get(item.line, item.line)}) for item in reading.refusals
    ]
    refused = {item.line for item in reading.refusals}
    lines = [line for position, line in place.items() if position not in refused]
    told = {"source" if name.startswith("source_") else name for name in columns}
    for record, line in zip(reading.records, lines, strict=True):
        _add(offer, record, shipped(record), set(record.__fields__) - told, line, {})


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and each row that is not blank with its first line in the file."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle)
        columns = next(reader, [])
        rows, line = [], reader.line_num + 1
        for cells in reader:
            if cells:
                rows.append((line, cells))
            line = reader.line_num + 1
    return columns, rows


def _add(
    offer: Offer,
    record: Record,
    before: Record | None,
    kept: set[str],
    line: int,
    lines: Mapping[str, int],
) -> None:
    """Offer a record, with what the shipped one says of the fields in `kept`."""
    if before is None:
        offer.candidates.append(Candidate(record, line, lines))
        return
    entry = _stated(record, set(record.__fields_set__) - kept)
    _check(offer, {**_stated(before, kept & before.__fields_set__), **entry}, line, lines)


def _stated(record: Record, names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in record.dict().items() if name in names}


def _check(offer: Offer, entry: dict[str, Any], line: int, lines: Mapping[str, int]) -> None:
    reading = Reading()
    add_entry(reading, offer.file, entry, line, 1)
    offer.refusals += [
        item.copy(update={"line": lines.get(item.field, line)}) for item in reading.refusals
    ]
    offer.candidates += [Candidate(record, line, lines) for record in reading.records]


# --- HSDS --------------------------------------------------------------------


def _read_hsds(path: Path, shipped: Lookup, offer: Offer) -> None:
    """A field that HSDS does not say keeps its value."""
    file = hsds.read(path)
    offer.refusals += file.refusals
    document = file.document
    for given in file.services:
        before = shipped(hsds_records.stub(given.item))
        entry = hsds_records.entry(given.item, document, before)
        faults = list(entry.faults)
        reading = Reading()
        add_entry(reading, offer.file, entry.fields, given.line, 1)
        told = {name for name, _ in faults}
        for refusal in reading.refusals:
            name, _, rest = refusal.field.partition(".")
            name = hsds_records.HSDS_FIELDS.get(name, name)
            if name not in told:
                faults.append((f"{name}.{rest}" if rest else name, refusal.reason))
        offer.refusals += [
            Refusal(file=given.file, line=given.line, record=given.name, field=name, reason=reason)
            for name, reason in faults
        ]
        for record in reading.records if not faults else ():
            if before and recordtext.changed_fields(before, record) == ("source",):
                # The same facts read again in a later file.
                record = before
            offer.candidates.append(Candidate(record, given.line))


# --- census report -----------------------------------------------------------

BY_HAND = "summary, situations, audiences, direct_access, reach"


def _read_census(path: Path, records: Mapping[str, ServiceRecord], offer: Offer) -> None:
    """Each fiche brings its facts, and what follows from them, to its own record."""
    text = path.read_text(encoding="utf-8")
    try:
        report = read_report(text)
    except ValueError as error:
        offer.refuse(1, "rapport", "-", str(error))
        return
    lost = {use.line for use in account(text) if use.fields == (PROBLEM,)}
    problems: dict[int | None, list[Problem]] = {}
    for problem in report.problems:
        problems.setdefault(problem.fiche, []).append(problem)
    for problem in problems.get(None, []):
        offer.refuse(problem.line, "rapport", problem.field or "-", problem.reason)
    for fiche in report.fiches:
        before = records.get(census.locator(fiche.number))
        _read_fiche(fiche, before, problems.get(fiche.number, []), lost, offer)


def _read_fiche(
    fiche: Fiche,
    before: ServiceRecord | None,
    problems: Sequence[Problem],
    lost: set[int],
    offer: Offer,
) -> None:
    locator = census.locator(fiche.number)
    if before is None:
        reason = f"fiche inconnue; l'écrire à la main en YAML, avec {BY_HAND}"
        offer.refuse(fiche.line, locator, "source.locator", reason)
        return
    other = _other_initiative(fiche, before)
    if other:
        offer.refuse(fiche.line, locator, *other)
        return
    moved = {item.field.removeprefix("census.") for item in fact_differences(fiche, before)}
    moved = {name.removesuffix("_digest") for name in moved}
    unread = set(unread_fields(fiche))
    unsafe = list(_unsafe(fiche, problems, lost, unread, moved))
    for line, name, reason in unsafe:
        offer.refuse(line, locator, f"census.{name}" if name else "-", reason)
    if unsafe:
        return
    doubtful = unread | {problem.field for problem in problems}
    entry = _stated(before, before.__fields_set__)
    entry["census"] = census.facts(fiche).dict()
    for name in _to_follow(fiche, before, doubtful):
        entry.pop(name, None)
        entry.update({k: v for k, v in census.derived(fiche).items() if k == name})
    _check(offer, entry, fiche.line, {})


def _other_initiative(fiche: Fiche, before: ServiceRecord) -> tuple[str, str] | None:
    """The field and the reason when a fiche is not the one that the record was made from."""
    from rapidfuzz.fuzz import ratio

    if before.census is None:
        return None
    for name, label in (("title", "titre"), ("organization", "organisme")):
        printed, held = getattr(fiche, name), getattr(before.census, name)
        if ratio(fold(printed), fold(held)) < SIMILAR:
            reason = (
                f"autre {label} que la fiche connue (« {held} »). Vérifier le numéro. Si le nom a "
                f"changé, écrire la fiche à la main en YAML : census.{name}, {BY_HAND}"
            )
            return f"census.{name}", reason
    return None


def _unsafe(
    fiche: Fiche,
    problems: Sequence[Problem],
    lost: set[int],
    unread: set[str],
    moved: set[str],
) -> Iterator[tuple[int, str, str]]:
    """What would change a record on the word of a line that was not well read.

    A fault that was there when the record was checked changes nothing, and is let by.
    `lost` holds the lines that belong to no field: they make any change doubtful.
    """
    for problem in problems:
        if problem.field in moved or (moved and problem.line in lost):
            yield problem.line, problem.field, problem.reason
    for name in sorted((unread & moved) - {problem.field for problem in problems}):
        reason = f"« {getattr(fiche, name)} » n'est pas compris; écrire ce champ à la main"
        yield fiche.line, name, reason


def _to_follow(fiche: Fiche, before: ServiceRecord, doubtful: set[str]) -> list[str]:
    """Derived fields to bring in line: well read, and not departed from in the note."""
    return [
        item.field
        for item in derived_differences(fiche, before)
        if not item.explained and PRINTED_IN[item.field] not in doubtful
    ]
