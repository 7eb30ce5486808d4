"""The facts on disk: YAML and CSV in, checked records or refusals out."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.records import ContactRecord, Refusal, ServiceRecord, faults
from knowledge.settings import data_folder

SERVICES = "services.yml"
CONTACTS = "contacts.yml"
REGIONS = "regions.csv"

Record = ServiceRecord | ContactRecord


@dataclass
class Reading:
    """What a file held: records, the raw mapping of each, and the faults."""

    records: list[Record] = field(default_factory=list)
    raw: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def yaml() -> Any:
    """A reader and writer that keeps comments and order."""
    parser: Any = YAML()
    parser.width = 100
    parser.indent(mapping=2, sequence=2, offset=0)
    parser.allow_unicode = True
    parser.preserve_quotes = True
    return parser


def read_records(path: Path) -> Reading:
    """Records of a `.yml` file: one mapping or a list. A `kind` makes it a contact."""
    try:
        content: Any = yaml().load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 1
        reason = f"YAML illisible ({error.problem}); vérifier les deux-points et les retraits"
        return _unreadable(path, line, reason)
    except UnicodeDecodeError:
        return _unreadable(path, 1, "texte illisible; enregistrer le fichier en UTF-8")
    except YAMLError:
        return _unreadable(path, 1, "caractère interdit; l'enlever et enregistrer de nouveau")
    if content is None:
        content = []
    if not isinstance(content, dict | list):
        return _unreadable(path, 1, "une fiche, ou une liste de fiches, est attendue")
    single = isinstance(content, dict)
    lines = _item_lines(content) if not single else [_first_line(content)]
    content = [content] if single else content
    reading = Reading()
    for position, (entry, line) in enumerate(zip(content, lines, strict=True), start=1):
        add_entry(reading, path.name, entry, line, position)
    return reading


def _unreadable(path: Path, line: int, reason: str) -> Reading:
    refusal = Refusal(file=path.name, line=line, record="fichier", field="-", reason=reason)
    return Reading(refusals=[refusal])


def _first_line(mapping: Any) -> int:
    return int(mapping.lc.line) + 1


def _item_lines(listing: Any) -> list[int]:
    return [listing.lc.item(index)[0] + 1 for index in range(len(listing))]


_LISTS = ("situations", "audiences", "sexes", "regions", "types", "languages", "urgences")


def read_table(path: Path) -> Reading:
    """Services of a `.csv` file; lists are separated by `;`, source by two columns."""
    reading = Reading()
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for position, row in enumerate(csv.DictReader(handle), start=1):
            entry: dict[str, Any] = {
                key: value.strip()
                for key, value in row.items()
                if key and isinstance(value, str) and value.strip()
            }
            for name in _LISTS:
                if name in entry:
                    entry[name] = [item.strip() for item in entry[name].split(";")]
            source = {
                name: entry.pop(f"source_{name}")
                for name in ("document", "locator")
                if f"source_{name}" in entry
            }
            if source:
                entry["source"] = source
            add_entry(reading, path.name, entry, position + 1, position)
    return reading


def add_entry(reading: Reading, file: str, entry: Any, line: int, position: int) -> None:
    """Check one entry and add it to the reading, as a record or as refusals."""
    if not isinstance(entry, dict):
        reason = "groupe de champs attendu"
        reading.refusals.append(
            Refusal(file=file, line=line, record=f"entrée {position}", field="-", reason=reason)
        )
        return
    name = str(entry.get("id") or entry.get("name") or f"entrée {position}")
    model = ContactRecord if "kind" in entry else ServiceRecord
    try:
        record = model.parse_obj(entry)
    except ValidationError as error:
        reading.refusals += _refusals(error, file, entry, name, line)
        return
    reading.records.append(record)
    reading.raw.append(entry)


def _refusals(
    error: ValidationError, file: str, entry: Any, name: str, line: int
) -> Iterator[Refusal]:
    for location, reason in faults(error):
        yield Refusal(
            file=file,
            line=_line_of(entry, location, line),
            record=name,
            field=".".join(str(part) for part in location if part != "__root__") or "-",
            reason=reason,
        )


def _line_of(entry: Any, location: tuple[Any, ...], default: int) -> int:
    line = default
    for part in location:
        marks = getattr(entry, "lc", None)
        if marks is None:
            break
        try:
            line = (marks.item(part) if isinstance(part, int) else marks.key(part))[0] + 1
            entry = entry[part]
        except (KeyError, IndexError, TypeError):
            break
    return line


class BadData(ValueError):
    """The shipped files do not pass their own checks; `refusals` say where."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


Model = TypeVar("Model", bound=BaseModel)


def load_one(path: Path, model: type[Model]) -> Model:
    """The one thing that a `.yml` file describes; raises `BadData` when it is refused."""
    try:
        return model.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        entry = yaml().load(path.read_text(encoding="utf-8"))
        raise BadData([*_refusals(error, path.name, entry, path.stem, 1)]) from None


def load_quickly(path: Path) -> list[Record] | None:
    """The records of a file in good order, thirty times faster; `None` when one is at fault.

    No line numbers here: `read_records` says where the fault is.
    """
    try:
        content: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return [
            (ContactRecord if "kind" in entry else ServiceRecord).parse_obj(entry)
            for entry in content or ()
        ]
    except (YAMLError, ValidationError, TypeError):
        return None


def load_all(folder: Path | None = None) -> tuple[list[ServiceRecord], list[ContactRecord]]:
    """Every shipped record; raises `BadData` when one is refused."""
    folder = folder or data_folder()
    records: list[Record] = []
    refusals: list[Refusal] = []
    for path in (folder / SERVICES, folder / CONTACTS):
        quick = load_quickly(path)
        if quick is not None:
            records += quick
            continue
        reading = read_records(path)
        records += reading.records
        refusals += reading.refusals
    refusals += _twice(records)
    if refusals:
        raise BadData(refusals)
    return (
        [record for record in records if isinstance(record, ServiceRecord)],
        [record for record in records if isinstance(record, ContactRecord)],
    )


def _twice(records: Iterable[Record]) -> Iterator[Refusal]:
    """A refusal for each record whose id another one has already."""
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            file = CONTACTS if isinstance(record, ContactRecord) else SERVICES
            reason = "cette fiche y est déjà; retirer l'une des deux"
            yield Refusal(file=file, line=1, record=record.name, field="id", reason=reason)
        seen.add(record.id)


@lru_cache(maxsize=8)
def _regions(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["region_code"]: row["name"] for row in csv.DictReader(handle)}


def region_names(folder: Path | None = None) -> dict[str, str]:
    """Code `01`–`17` → name of the region."""
    return _regions((folder or data_folder()) / REGIONS)


def digest(folder: Path | None = None) -> str:
    """Of the files that the database is built from: tells whether it is up to date."""
    folder = folder or data_folder()
    state = hashlib.sha256()
    for name in (SERVICES, CONTACTS, REGIONS):
        state.update((folder / name).read_bytes())
    return state.hexdigest()


def dump(entries: Any) -> str:
    """A list of records as YAML text, as the shipped files are written."""
    buffer = io.StringIO()
    yaml().dump(entries, buffer)
    return buffer.getvalue()


def write_together(texts: Iterable[tuple[Path, str]]) -> None:
    """Write every file or none: all are on disk beside their place before any is renamed."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            staged.append((Path(name), path))
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            if path.exists():
                os.chmod(name, path.stat().st_mode)
    except OSError:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        raise
    for temporary, path in staged:
        os.replace(temporary, path)
