"""With whom a service works: the names in its fiche of the census, and where they lead.

The names are data (`data/partners.yml`). The fiche also names persons: they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.directory import Directory
from knowledge.services import Service
from knowledge.settings import data_folder
from knowledge.spoken import words

PARTNERS = "partners.yml"
_ASIDE = re.compile(r"\s*\([^)]*\)")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Partner:
    """A partner by name; `record`: the id of its own record.

    `found`: without one of its own, other records still say its name.
    """

    name: str
    record: str | None = None
    found: bool = False


def without_persons(printed: str) -> str:
    """The organisations that a fiche names as partners, apart by semicolons; no person."""
    return "; ".join(name for name, _ in _named(printed))


def partners(service: Service, directory: Directory) -> tuple[Partner, ...]:
    """Each partner once, as the fiche orders them; never the service's own organisation."""
    own = _titles(service.name, service.organization)
    named = [one for one in _named(service.printed("partners") or "") if not one[1] & own]
    if not any(spellings for _, spellings in named):
        return tuple(Partner(name) for name, _ in named)
    records = _others(service, directory.entries)
    searched = _others(service, directory.services)
    found = []
    for name, spellings in named:
        record = _record(spellings, records)
        said = bool(spellings) and record is None and _is_said(name, searched)
        found.append(Partner(name, record, said))
    return tuple(found)


def _others(service: Service, services: Iterable[Service]) -> list[Service]:
    return [one for one in services if one.publishable and one.id != service.id]


def _named(printed: str) -> Iterator[tuple[str, frozenset[Words]]]:
    """The names that a text holds, longest first where they overlap; a kind has no spelling."""
    known = _names(data_folder() / PARTNERS)
    said = _folded(printed)
    longest = max(map(len, known))
    seen: set[str] = set()
    start = 0
    while start < len(said):
        for end in range(min(len(said), start + longest), start, -1):
            named = known.get(said[start:end])
            if named is not None:
                if named[0] not in seen:
                    seen.add(named[0])
                    yield named
                start = end - 1
                break
        start += 1


@lru_cache(maxsize=8)
def _names(path: Path) -> dict[Words, tuple[str, frozenset[Words]]]:
    """Each spelling, with the name it stands for and all the spellings of it."""
    content: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    found = {}
    for kind, entries in content.items():
        for entry in entries:
            spellings = frozenset(map(_folded, [entry["nom"], *entry.get("aussi", ())]))
            leading = spellings if kind == "organismes" else frozenset()
            found.update(dict.fromkeys(spellings, (entry["nom"], leading)))
    return found


def _record(spellings: frozenset[Words], services: Iterable[Service]) -> str | None:
    """The organisation's own contact, else the one record that bears its name."""
    bearing = [one for one in services if spellings & _titles(one.name, one.organization)]
    own = [one for one in bearing if one.code and not one.variant_of] or bearing
    return own[0].id if len(own) == 1 else None


def _is_said(name: str, services: Iterable[Service]) -> bool:
    wanted = set(_folded(name))
    return any(wanted <= _words(one.name, one.organization) for one in services)


@lru_cache(maxsize=5_000)
def _titles(*names: str) -> frozenset[Words]:
    """Names folded, with and without what stands in brackets."""
    return frozenset(_folded(one) for name in names for one in (name, _ASIDE.sub("", name)))


@lru_cache(maxsize=5_000)
def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in _folded(name))


@lru_cache(maxsize=5_000)
def _folded(text: str) -> Words:
    return tuple(word.text for word in words(text))
