"""A file of HSDS 3.1, in any of its forms: whole services out, each with its line.

`.json` holds a service, a list of them or a page of an API; `.ndjson` and `.jsonl` one a line;
`.zip` the tables of the CSV package. Persons are left out, and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from knowledge import hsds_package
from knowledge.hsds_tables import PATHS, Json, Misshapen, Tables, people, services_of, spread
from knowledge.records import UUID, Refusal

SUFFIXES = (".json", ".ndjson", ".jsonl", ".zip")

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither the data files nor a database can hold."""

_BROKEN = "JSON illisible; vérifier les virgules, les guillemets et les crochets"
_NO_ORGANIZATION = "aucun organisme n'a cet identifiant"
_NO_SERVICE = "un service, une liste de services ou une page est attendu"


@dataclass(frozen=True)
class Given:
    """A service as it is given, where it is, and what tells it in a refusal."""

    item: Json
    file: str
    line: int

    @property
    def name(self) -> str:
        return str(self.item.get("name") or self.item["id"])


@dataclass
class File:
    """What a file holds. `document`: who gives it, and the day of its last fact."""

    name: str
    services: list[Given] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    people: int = 0
    publisher: str | None = None

    @property
    def document(self) -> str:
        named = (self.publisher or self.name)[:200]
        days = [
            str(given.item.get(name, ""))[:10]
            for given in self.services
            for name in ("assured_date", "last_modified")
        ]
        latest = max((day for day in days if _DAY.fullmatch(day)), default=None)
        return f"{named}, {latest}" if latest else named

    def refuse(self, line: int, record: str, name: str, reason: str, inside: str = "") -> None:
        file = f"{self.name}/{inside}" if inside else self.name
        self.refusals.append(
            Refusal(file=file, line=line, record=record, field=name, reason=reason)
        )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read(path: Path) -> File:
    """The services of a file. Raises `OSError` and `UnicodeDecodeError`."""
    file = File(path.name)
    if path.suffix.lower() == ".zip":
        _read_package(path, file)
    else:
        _read_json(path, file)
    return file


def _read_json(path: Path, file: File) -> None:
    text = path.read_text(encoding="utf-8-sig")
    lines = path.suffix.lower() != ".json"
    tables: Tables = {}
    places: dict[str, int] = {}
    named: list[Any] = []
    try:
        for position, (line, item) in enumerate(_by_line(text) if lines else _whole(text), 1):
            named.append(item)
            _add(file, tables, places, line, item, f"entrée {position}")
    except json.JSONDecodeError as error:
        file.refuse(error.lineno, "fichier", "-", error.msg)
    file.people = people(named)
    _join(file, tables, places, "")


def _read_package(path: Path, file: File) -> None:
    try:
        with path.open("rb") as handle:
            package = hsds_package.read(handle)
    except ValueError as error:
        file.refuse(1, "fichier", "-", str(error))
        return
    for fault in package.faults:
        file.refuse(fault.line, fault.record, fault.field, fault.reason, inside=fault.file)
    file.people, file.publisher = package.people, package.publisher
    tables = package.tables
    for identity, row in list(tables.get("service", {}).items()):
        line, name = package.lines[identity], str(row.get("name") or identity)
        problem = _problem(row)
        if problem is None and row.get("organization_id") not in tables.get("organization", {}):
            problem = ("organization_id", _NO_ORGANIZATION)
        if problem is not None:
            file.refuse(line, name, *problem, inside=PATHS["service"])
            del tables["service"][identity]
    _join(file, tables, package.lines, PATHS["service"])


def _join(file: File, tables: Tables, lines: dict[str, int], inside: str) -> None:
    name = f"{file.name}/{inside}" if inside else file.name
    for item in services_of(tables):
        place = Given(item, name, lines[item["id"]])
        problem = _forbidden(item)
        if problem is None:
            file.services.append(place)
        else:
            file.refuse(place.line, place.name, *problem, inside=inside)


def _add(
    file: File, tables: Tables, lines: dict[str, int], line: int, item: Any, position: str
) -> None:
    """Put a service in the tables, or say what is wrong in it."""
    if not isinstance(item, dict):
        file.refuse(line, position, "-", "un objet est attendu")
        return
    name = str(item.get("name") or item.get("id") or position)
    problem = _problem(item)
    if problem is None and item["id"] in lines:
        problem = ("id", f"déjà dans ce fichier, à la ligne {lines[item['id']]}")
    if problem is None:
        try:
            spread(tables, item)
            lines[item["id"]] = line
            return
        except Misshapen as error:
            problem = (error.field, error.reason)
    file.refuse(line, name, *problem)


def _problem(item: Json) -> tuple[str, str] | None:
    """What keeps a service from being told apart from the others."""
    for path, known in (
        ("id", item.get("id")),
        ("organization.id", _organization_id(item)),
    ):
        if path == "id" and not known:
            return path, "champ obligatoire absent"
        if known and not (isinstance(known, str) and UUID.fullmatch(known)):
            return path, "un UUID est attendu, par exemple 1f2df32c-bf08-4b8e-bd6f-e834014b19bc"
    return None


def _organization_id(item: Json) -> Any:
    organization = item.get("organization")
    nested = organization.get("id") if isinstance(organization, dict) else None
    return nested or item.get("organization_id")


def _forbidden(value: Any, path: str = "") -> tuple[str, str] | None:
    """The first field that holds a sign that cannot be written."""
    if isinstance(value, dict):
        for name, one in value.items():
            found = _forbidden(name, path) or _forbidden(one, f"{path}.{name}" if path else name)
            if found:
                return found
    elif isinstance(value, list):
        for place, one in enumerate(value):
            found = _forbidden(one, f"{path}.{place}")
            if found:
                return found
    elif isinstance(value, str) and _FORBIDDEN.search(value):
        return path or "-", "caractère interdit; l'enlever"
    return None


# --- JSON with its lines -----------------------------------------------------------------


def _refuse_number(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_number)
_SPACE = re.compile(r"[ \t\n\r]*")
_CONTENTS = re.compile(r'"contents"\s*:\s*(?=\[)')


def _by_line(text: str) -> Iterator[tuple[int, Any]]:
    for line, written in enumerate(text.split("\n"), start=1):
        if written.strip():
            item, end = _value(written, _after_space(written, 0), line - 1)
            if _after_space(written, end) < len(written):
                raise _fault(text, line)
            yield line, item


def _whole(text: str) -> Iterator[tuple[int, Any]]:
    """The services of a text: one, a list, or the contents of a page."""
    start = _after_space(text, 0)
    item, end = _value(text, start)
    if _after_space(text, end) < len(text):
        raise _fault(text, _line(text, end))
    if isinstance(item, dict) and isinstance(item.get("contents"), list):
        contents = _CONTENTS.search(text)
        yield from _listed(text, contents.end()) if contents else ()
    elif isinstance(item, list):
        yield from _listed(text, start)
    elif isinstance(item, dict):
        yield _line(text, start), item
    else:
        raise _fault(text, 1, _NO_SERVICE)


def _listed(text: str, start: int) -> Iterator[tuple[int, Any]]:
    """The items of a list that is known to be well written, each with its line."""
    line, counted = 1, 0
    position = _after_space(text, start + 1)
    while text[position] != "]":
        line += text.count("\n", counted, position)
        counted = position
        item, end = _value(text, position)
        yield line, item
        position = _after_space(text, end)
        if text[position] == ",":
            position = _after_space(text, position + 1)


def _value(text: str, start: int, lines: int = 0) -> tuple[Any, int]:
    """A JSON value and where it ends; `lines` come before the text in its file."""
    try:
        return _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise _fault(text, lines + error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise _fault(text, lines + _line(text, start)) from error


def _after_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _fault(text: str, line: int, reason: str = _BROKEN) -> json.JSONDecodeError:
    error = json.JSONDecodeError(reason, text, 0)
    error.lineno = line
    return error
