"""The CSV package of HSDS: one file an entity, and `datapackage.json` that says their types."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any

from knowledge.hsds_tables import PATHS, Json, Tables, is_a_person_s, spread
from knowledge.records import PERSONAL

DESCRIPTION = "datapackage.json"
_LARGEST = 1_000_000_000
"""Bytes that a package may hold once unpacked."""

_REQUIRED = {
    "service": ("organization_id", "name", "status"),
    "organization": ("name",),
}
"""Columns that a file cannot be without, beside `id`."""

_NUMBERS = frozenset(
    {"minimum_age", "maximum_age", "latitude", "longitude", "extension", "timezone", "count"}
    | {"interval", "amount", "available", "maximum", "year_incorporated"}
)
"""Columns of numbers, where the package does not say its types."""


# --- writing -------------------------------------------------------------------------


def write(handle: IO[bytes], services: Iterable[Json], version: str, publisher: str) -> None:
    """Write services as a package: the same services give the same bytes."""
    tables: Tables = {}
    for service in services:
        spread(tables, service)
    resources = []
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as package:
        for entity, path in PATHS.items():
            rows = list(tables.get(entity, {}).values())
            if not rows:
                continue
            types = _types(rows)
            _add(package, path, _csv(rows, types))
            resources.append(_resource(entity, types))
        said = {
            "name": "repere",
            "profile": "tabular-data-package",
            "version": version,
            "contributors": [{"title": publisher, "role": "publisher"}],
            "resources": resources,
        }
        _add(package, DESCRIPTION, json.dumps(said, ensure_ascii=False, indent=2) + "\n")


def _add(package: zipfile.ZipFile, name: str, text: str) -> None:
    # Without the hour of the day: two exports of the same facts are the same file.
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, text.encode())


def _types(rows: Iterable[Json]) -> dict[str, str]:
    """The columns of some rows, in order, each with a type of Table Schema."""
    kinds: dict[str, set[str]] = {"id": {"string"}}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(_type(value))
    return {name: found.pop() if len(found) == 1 else "any" for name, found in kinds.items()}


def _type(value: Any) -> str:
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "any"


def _csv(rows: Iterable[Json], types: Mapping[str, str]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(types)
    for row in rows:
        table.writerow([_cell(row.get(name), kind) for name, kind in types.items()])
    return written.getvalue()


def _cell(value: Any, kind: str) -> str:
    if value is None:
        return ""
    return value if kind == "string" else json.dumps(value, ensure_ascii=False)


def _resource(entity: str, types: Mapping[str, str]) -> Json:
    fields = [{"name": name, "type": kind} for name, kind in types.items()]
    return {
        "name": entity,
        "path": PATHS[entity],
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"primaryKey": "id", "fields": fields},
    }


# --- reading -------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file of a package, and where."""

    file: str
    line: int
    record: str
    field: str
    reason: str


@dataclass
class Package:
    """What a package holds; `lines`: of each service in its file. `people`: left out."""

    tables: Tables = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    publisher: str | None = None
    people: int = 0
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, file: str, line: int, record: str, name: str, reason: str) -> None:
        self.faults.append(Fault(file, line, record, name, reason))


def read(handle: IO[bytes]) -> Package:
    """The rows of a package. Raises `ValueError`, in French, for what is no package."""
    found = Package()
    try:
        with zipfile.ZipFile(handle) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST:
                raise ValueError("paquet trop gros; le partager en plusieurs")
            files = {
                PurePosixPath(entry.filename).name: entry
                for entry in package.infolist()
                if not entry.is_dir()
            }
            said = _said(package.read(files[DESCRIPTION])) if DESCRIPTION in files else {}
            found.publisher = _publisher(said)
            for entity, path, types in _resources(said, files):
                _read_table(found, entity, path, package.read(files[path]), types)
            if "contacts.csv" in files:
                rows = list(_rows(package.read(files["contacts.csv"])))
                found.people = max(0, len(rows) - 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError("paquet illisible; donner un fichier .zip sans mot de passe") from error
    if not found.tables.get("service") and not found.faults:
        found.refuse(PATHS["service"], 1, "fichier", "-", "aucun service dans ce paquet")
    return found


def _said(content: bytes) -> Json:
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _publisher(said: Json) -> str | None:
    """Who publishes the package, when it says so."""
    for one in said.get("contributors") or ():
        if isinstance(one, dict) and one.get("role") == "publisher" and one.get("title"):
            return str(one["title"])
    return None


def _resources(said: Json, files: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each entity that has a file, the file's name, and the types of its columns."""
    named = {
        str(one.get("name")): one for one in said.get("resources") or () if isinstance(one, dict)
    }
    for entity, usual in PATHS.items():
        one = named.get(entity, {})
        told = PurePosixPath(str(one.get("path", usual))).name
        path = next((name for name in (told, usual, f"{entity}.csv") if name in files), None)
        if path is not None:
            schema = one.get("schema") or {}
            fields = schema.get("fields") or () if isinstance(schema, dict) else ()
            yield entity, path, {str(each.get("name")): str(each.get("type")) for each in fields}


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with its first line in the file."""
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    line = 1
    for cells in reader:
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _read_table(
    found: Package, entity: str, path: str, content: bytes, types: Mapping[str, str]
) -> None:
    try:
        rows = list(_rows(content))
    except UnicodeDecodeError:
        found.refuse(path, 1, "fichier", "-", "accents illisibles; enregistrer en UTF-8")
        return
    except csv.Error:
        found.refuse(path, 1, "fichier", "-", "tableau illisible; vérifier les guillemets")
        return
    columns = rows[0][1] if rows else []
    missing = [name for name in ("id", *_REQUIRED.get(entity, ())) if name not in columns]
    for name in missing:
        found.refuse(path, 1, "en-tête", name, "colonne obligatoire absente")
    if missing:
        return
    table: dict[str, Json] = {}
    lines: dict[str, int] = {}
    for line, cells in rows[1:]:
        row = _row(found, path, line, columns, cells, types)
        identity = row.get("id")
        if not identity:
            found.refuse(path, line, f"ligne {line}", "id", "champ obligatoire absent")
        elif identity in table:
            reason = f"déjà dans ce fichier, à la ligne {lines[identity]}"
            found.refuse(path, line, identity, "id", reason)
        elif not is_a_person_s(row):
            table[identity] = {name: value for name, value in row.items() if name not in PERSONAL}
            lines[identity] = line
    found.tables[entity] = table
    if entity == "service":
        found.lines = lines


def _row(
    found: Package,
    path: str,
    line: int,
    columns: list[str],
    cells: list[str],
    types: Mapping[str, str],
) -> Json:
    if len(cells) > len(columns):
        reason = "trop de cellules; mettre entre guillemets un texte qui a une virgule"
        found.refuse(path, line, f"ligne {line}", "-", reason)
    row: Json = {}
    for name, cell in zip(columns, cells, strict=False):
        if not name or not cell:
            continue
        kind = types.get(name) or ("number" if name in _NUMBERS else "string")
        try:
            row[name] = _value(cell, kind)
        except ValueError:
            found.refuse(path, line, f"ligne {line}", name, "valeur illisible pour ce champ")
    return row


def _value(cell: str, kind: str) -> Any:
    """A cell as its type says. Raises `ValueError`."""
    if kind in ("number", "integer"):
        number = int(cell) if cell.strip().lstrip("-").isdigit() else float(cell)
        if not math.isfinite(number):
            raise ValueError(cell)
        return number
    if kind in ("boolean", "any", "object", "array"):
        return json.loads(cell)
    return cell
