"""HSDS objects as the tables of its CSV form, and back: the same facts, joined by their ids.

Every file is read through its tables, so that what is nested twice is known once, whatever the
form. Source of names and links: the Human Services Data Specification 3.1. Whatever names a
person is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.records import PERSONAL, identifier

Json = dict[str, Any]
Tables = dict[str, dict[str, Json]]
"""For each entity, its rows by id; a row holds no other object, only ids of them."""

PATHS = {
    "service": "services.csv",
    "organization": "organizations.csv",
    "organization_identifier": "organization_identifiers.csv",
    "program": "programs.csv",
    "service_at_location": "service_at_locations.csv",
    "location": "locations.csv",
    "address": "addresses.csv",
    "accessibility": "accessibility.csv",
    "phone": "phones.csv",
    "schedule": "schedules.csv",
    "service_area": "service_areas.csv",
    "language": "languages.csv",
    "url": "urls.csv",
    "funding": "funding.csv",
    "cost_option": "cost_options.csv",
    "required_document": "required_documents.csv",
    "service_capacity": "service_capacities.csv",
    "unit": "units.csv",
    "attribute": "attributes.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "taxonomy": "taxonomies.csv",
    "metadata": "metadata.csv",
}
"""Each entity of HSDS, and the file that holds its rows."""


@dataclass(frozen=True)
class Link:
    """How an object holds others: many that name it in `column`, or one that its own names."""

    entity: str
    column: str
    many: bool = True


def _one(entity: str) -> Link:
    return Link(entity, f"{entity}_id", many=False)


_ANY = {"attributes": Link("attribute", "link_id"), "metadata": Link("metadata", "resource_id")}
_OWNERS = {"attribute": "link_entity", "metadata": "resource_type"}
"""Where the rows that may hang on anything say on what."""

LINKS: dict[str, dict[str, Link]] = {
    "service": {
        "organization": _one("organization"),
        "program": _one("program"),
        "additional_urls": Link("url", "service_id"),
        "phones": Link("phone", "service_id"),
        "schedules": Link("schedule", "service_id"),
        "service_areas": Link("service_area", "service_id"),
        "service_at_locations": Link("service_at_location", "service_id"),
        "languages": Link("language", "service_id"),
        "funding": Link("funding", "service_id"),
        "cost_options": Link("cost_option", "service_id"),
        "required_documents": Link("required_document", "service_id"),
        "capacities": Link("service_capacity", "service_id"),
    },
    "organization": {
        "additional_websites": Link("url", "organization_id"),
        "phones": Link("phone", "organization_id"),
        "locations": Link("location", "organization_id"),
        "programs": Link("program", "organization_id"),
        "funding": Link("funding", "organization_id"),
        "organization_identifiers": Link("organization_identifier", "organization_id"),
    },
    "service_at_location": {
        "location": _one("location"),
        "service_areas": Link("service_area", "service_at_location_id"),
        "phones": Link("phone", "service_at_location_id"),
        "schedules": Link("schedule", "service_at_location_id"),
    },
    "location": {
        "addresses": Link("address", "location_id"),
        "accessibility": Link("accessibility", "location_id"),
        "phones": Link("phone", "location_id"),
        "schedules": Link("schedule", "location_id"),
        "languages": Link("language", "location_id"),
    },
    "phone": {"languages": Link("language", "phone_id")},
    "service_capacity": {"unit": _one("unit")},
    "attribute": {"taxonomy_term": _one("taxonomy_term")},
    "taxonomy_term": {"taxonomy_detail": Link("taxonomy", "taxonomy_id", many=False)},
}

_NEAREST = ("phone_id", "service_id", "service_at_location_id", "location_id", "organization_id")
"""Of the objects that a row names, the one that it is nested in: the first that is there."""


class Misshapen(ValueError):
    """A field is not of the shape of HSDS; `field` is its path, `reason` says so in French."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} : {reason}")
        self.field = field
        self.reason = reason


@cache
def links(entity: str) -> Mapping[str, Link]:
    """The fields of an entity that hold other objects."""
    own = LINKS.get(entity, {})
    if entity == "metadata":
        return own
    return {**own, **(_ANY if entity != "attribute" else {"metadata": _ANY["metadata"]})}


# --- objects to tables ---------------------------------------------------------------


def spread(tables: Tables, service: Json) -> None:
    """Add a service and all that it holds to the tables. Raises `Misshapen`, adding nothing."""
    added: Tables = {}
    _spread(added, tables, "service", service, None, "")
    for entity, rows in added.items():
        tables.setdefault(entity, {}).update(rows)


Owner = tuple[str, str, str]
"""Of what holds a row: its entity, the column that names it, and its id."""


def _spread(
    added: Tables, known: Tables, entity: str, item: Any, owner: Owner | None, at: str
) -> str:
    if not isinstance(item, dict):
        raise Misshapen(at, "un objet est attendu")
    held = links(entity)
    row = {
        name: value
        for name, value in item.items()
        if name not in held and name not in PERSONAL and _said(value)
    }
    identity = str(row["id"]) if "id" in row else identifier(entity, at, *(owner or ()))
    if owner is not None:
        holder, column, holder_id = owner
        if _row(added, known, entity, identity).get(column, holder_id) != holder_id:
            # The same id under two objects: tables have room for one.
            identity = identifier(entity, identity, holder_id)
        row[column] = holder_id
        if entity in _OWNERS:
            row.setdefault(_OWNERS[entity], holder)
    row["id"] = identity
    for name, link in held.items():
        value = item.get(name)
        if not _said(value):
            continue
        path = f"{at}.{name}" if at else name
        if link.many:
            if not isinstance(value, list):
                raise Misshapen(path, "liste attendue")
            for place, one in enumerate(value):
                if not is_a_person_s(one):
                    owned = (entity, link.column, identity)
                    _spread(added, known, link.entity, one, owned, f"{path}.{place}")
        else:
            row[link.column] = _spread(added, known, link.entity, value, None, path)
    before = _row(added, known, entity, identity)
    added.setdefault(entity, {})[identity] = {**row, **before}
    return identity


def _row(added: Tables, known: Tables, entity: str, identity: str) -> Json:
    found = added.get(entity, {}).get(identity) or known.get(entity, {}).get(identity)
    return found or {}


def _said(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


# --- tables to objects ---------------------------------------------------------------


def services_of(tables: Tables) -> Iterator[Json]:
    """Each service of the tables, with all that hangs on it, in the order of its table."""
    held = _held(tables)
    for row in tables.get("service", {}).values():
        yield _gathered(tables, held, "service", row)


Held = Mapping[tuple[str, str], Mapping[tuple[str, str], list[Json]]]
"""For an entity and an id, the rows nested there, by their entity and the column that says so."""


def _held(tables: Tables) -> Held:
    named = {
        (link.entity, row[link.column])
        for entity, rows in tables.items()
        for link in links(entity).values()
        if not link.many
        for row in rows.values()
        if link.column in row
    }
    found: dict[tuple[str, str], dict[tuple[str, str], list[Json]]] = defaultdict(dict)
    for entity, rows in tables.items():
        for identity, row in rows.items():
            if (entity, identity) in named:
                continue
            owner = _owner(tables, entity, row)
            if owner is not None:
                holder, column = owner
                place = found[(holder, row[column])]
                place.setdefault((entity, column), []).append(row)
    return found


def _holders() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for holder, held in LINKS.items():
        for link in held.values():
            if link.many:
                found[link.entity].append((holder, link.column))
    return {
        entity: tuple(sorted(pairs, key=lambda pair: _NEAREST.index(pair[1])))
        for entity, pairs in found.items()
    }


_HOLDERS = _holders()


def _owner(tables: Tables, entity: str, row: Json) -> tuple[str, str] | None:
    """The entity that a row is nested in, and the column that names it."""
    if entity in _OWNERS:
        column = _ANY["attributes" if entity == "attribute" else "metadata"].column
        told = str(row.get(_OWNERS[entity], "")).lower()
        places = (told,) if told in PATHS else tuple(PATHS)
        found = next((one for one in places if row.get(column) in tables.get(one, {})), None)
        return (found, column) if found else None
    for holder, column in _HOLDERS.get(entity, ()):
        if row.get(column) in tables.get(holder, {}):
            return holder, column
    return None


def _gathered(tables: Tables, held: Held, entity: str, row: Json, column: str = "") -> Json:
    item = {name: value for name, value in row.items() if name != column}
    for name, link in links(entity).items():
        if link.many:
            inside = held.get((entity, row["id"]), {}).get((link.entity, link.column), [])
            nested: Any = [
                _without_owner(_gathered(tables, held, link.entity, one, link.column), entity)
                for one in inside
            ]
        else:
            one = tables.get(link.entity, {}).get(row.get(link.column, ""))
            nested = _gathered(tables, held, link.entity, one) if one else None
            if one:
                item.pop(link.column)
        if nested:
            item[name] = nested
    return item


def _without_owner(item: Json, holder: str) -> Json:
    return {
        name: value
        for name, value in item.items()
        if not (name in _OWNERS.values() and value == holder)
    }


def is_a_person_s(row: Any) -> bool:
    """Whether a row belongs to somebody: a direct line, a language spoken."""
    return isinstance(row, dict) and bool(row.get("contact_id"))


# --- what an object says of those that hold it -------------------------------------------


def linked(item: Json, entity: str = "service") -> Json:
    """An object where each other that it holds names it, as the tables do."""
    told = dict(item)
    for name, link in links(entity).items():
        if name not in item:
            continue
        if link.many:
            told[name] = [
                linked({**_owned(entity, link, item["id"]), **one}, link.entity)
                for one in item[name]
            ]
        else:
            told[name] = linked(item[name], link.entity)
            told[link.column] = item[name]["id"]
    return told


def _owned(entity: str, link: Link, identity: str) -> Json:
    owner = {link.column: identity}
    return {**owner, _OWNERS[link.entity]: entity} if link.entity in _OWNERS else owner


def people(items: Iterable[Any]) -> int:
    """How many persons are named in HSDS objects: each of their `contacts`, once."""
    return len(set(_people(items)))


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.get("contacts") or ():
            if isinstance(one, dict):
                yield str(one.get("id") or sorted(map(str, one.items())))
        yield from _people(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _people(one)
