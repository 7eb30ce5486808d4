"""Services found by words and values, a page at a time, from indexes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cachetools import LRUCache
from sqlalchemy import func, literal, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select

from knowledge import facets, fulltext
from knowledge.facets import Held
from knowledge.models import Facet, Release, Service, ServiceAtLocation, ServiceFacet

RANKED = 1_000
"""Services found by words that are put in order of how well they answer; of more than that,
those whose names answer come first."""

FEW = 5_000
"""Services that are looked at one by one rather than through an index."""

_vocabularies: LRUCache[tuple[str, str], fulltext.Vocabulary] = LRUCache(8)


@dataclass(frozen=True)
class Query:
    """What is asked; every condition must hold. `areas`: regions' codes, any of them.

    `modified_after`: `YYYY-MM-DDTHH:MM:SSZ`, that moment included. `minimum_age` and
    `maximum_age`: a range in years, of which one year is enough.
    """

    search: str = ""
    terms: tuple[str, ...] = ()
    taxonomies: tuple[str, ...] = ()
    organization: str | None = None
    areas: tuple[str, ...] | None = None
    modified_after: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None


@dataclass(frozen=True)
class Page:
    """The numbers of the services of a page, in order, and how many services there are."""

    numbers: tuple[int, ...]
    total: int


def page(connection: Connection, query: Query, offset: int, limit: int) -> Page:
    """The services that a query finds: best first when it has words, else by number."""
    conditions = _conditions(connection, query)
    if conditions is None:
        return _NOTHING
    if conditions.wanted:
        return _by_words(connection, conditions, offset, limit)
    found = _found(connection, conditions)
    total = conditions.total
    if total is None:
        total = _count(connection, found)
    ordered = found.order_by(ServiceFacet.number).offset(offset).limit(limit)
    return Page(tuple(connection.execute(ordered).scalars()), total)


def every(connection: Connection, query: Query, at_once: int = 500) -> Iterator[tuple[int, ...]]:
    """The numbers of all the services that a query finds, some at a time, by number."""
    conditions = _conditions(connection, query)
    if conditions is None:
        return
    found = _found(connection, conditions)
    last = -1
    while True:
        some = found.where(ServiceFacet.number > last).order_by(ServiceFacet.number).limit(at_once)
        numbers = tuple(connection.execute(some).scalars())
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


def scores(connection: Connection, search: str) -> dict[str, int]:
    """How well each published service says some words, by its id: those that say them all."""
    wanted = _wanted(connection, search)
    if not wanted or not all(wanted):
        return {}
    told = fulltext.numbers(connection, "service_text", wanted)
    numbers = tuple(connection.execute(told).scalars())
    found = {
        number: fulltext.score(said, wanted)
        for number, said in fulltext.documents(connection, "service_text", numbers)
    }
    rows = connection.execute(select(Service.number, Service.id).where(Service.number.in_(told)))
    return {row.id: found[row.number] for row in rows}


def places(
    connection: Connection, query: Query, locations: Sequence[str] | None, offset: int, limit: int
) -> Page:
    """The numbers of the places of the services that a query finds, at one of some locations."""
    conditions = _conditions(connection, query)
    if conditions is None:
        return _NOTHING
    of_them = (
        select(ServiceAtLocation.number)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(Service.number.in_(_found(connection, conditions)))
    )
    if locations is not None:
        of_them = of_them.where(ServiceAtLocation.location_id.in_(locations))
    ordered = of_them.order_by(ServiceAtLocation.number).offset(offset).limit(limit)
    return Page(tuple(connection.execute(ordered).scalars()), _count(connection, of_them))


def organizations(
    connection: Connection, query: Query, offset: int, limit: int
) -> tuple[tuple[str, ...], int]:
    """The ids of the organizations that answer the words and have a service that fits the rest,
    best first when there are words; and how many there are."""
    words = _wanted(connection, query.search)
    conditions = _conditions(connection, replace(query, search=""))
    if conditions is None or not all(words):
        return (), 0
    found = select(Facet.id, Facet.key).where(Facet.kind == facets.ORGANIZATION)
    if conditions.narrow:
        theirs = aliased(ServiceFacet)
        fitting = _found(connection, conditions)
        found = found.where(
            select(literal(1))
            .where(theirs.facet_id == Facet.id, theirs.number.in_(fitting))
            .exists()
        )
    if not words:
        ordered = found.order_by(Facet.key).offset(offset).limit(limit)
        ids = tuple(row.key for row in connection.execute(ordered))
        return ids, _count(connection, found)
    told = fulltext.numbers(connection, "organization_text", words)
    keys = {row.id: row.key for row in connection.execute(found.where(Facet.id.in_(told)))}
    ranked = _ranked(connection, "organization_text", tuple(keys), words)
    return tuple(keys[one] for one in ranked[offset : offset + limit]), len(keys)


_NOTHING = Page((), 0)


@dataclass(frozen=True)
class _Group:
    """The facets of which a service must bear one; `total` of them, when it is known."""

    held: tuple[Held, ...]
    total: int | None

    @property
    def size(self) -> int:
        return sum(one.size for one in self.held)


@dataclass(frozen=True)
class _Conditions:
    """A query as the indexes know it; `narrow` when it leaves something out.

    `total`: how many services, when what is kept says it, for a single condition.
    """

    groups: tuple[_Group, ...]
    wanted: fulltext.Wanted
    modified_after: str | None
    narrow: bool
    total: int | None


def _conditions(connection: Connection, query: Query) -> _Conditions | None:
    """What a query asks of the indexes; nothing when no service can answer it."""
    asked = [_group(connection, facets.TERM, [one]) for one in query.terms]
    asked += [_group(connection, facets.TAXONOMY, [one]) for one in query.taxonomies]
    if query.organization is not None:
        asked.append(_group(connection, facets.ORGANIZATION, [query.organization]))
    if query.areas is not None:
        asked.append(_group(connection, facets.AREA, query.areas))
    if query.minimum_age is not None or query.maximum_age is not None:
        held = facets.of_ages(connection, query.minimum_age, query.maximum_age)
        # A service has one range: what bears one of them is counted once.
        asked.append(_Group(tuple(held), sum(one.size for one in held)))
    wanted = _wanted(connection, query.search)
    everything = _group(connection, facets.ALL, [""])
    if not everything.held or not all(group.held for group in asked) or not all(wanted):
        return None
    others = bool(wanted) or query.modified_after is not None
    narrow = bool(asked) or others
    alone = not others and len(asked) < 2
    total = (asked or [everything])[0].total if alone else None
    if not any(len(group.held) == 1 or group.size <= FEW for group in asked):
        # Many facets of many services: better to walk the list and look at each.
        asked.append(everything)
    return _Conditions(tuple(asked), wanted, query.modified_after, narrow, total)


def _group(connection: Connection, kind: str, keys: Sequence[str]) -> _Group:
    held = tuple(facets.held(connection, kind, keys))
    return _Group(held, held[0].size if len(held) == 1 else None)


def _found(connection: Connection, conditions: _Conditions) -> Select:
    """The numbers of the services that meet every condition, begun by the rarest."""
    first, *others = sorted(
        conditions.groups, key=lambda group: (len(group.held) > 1 and group.size > FEW, group.size)
    )
    found = select(ServiceFacet.number).where(_among(ServiceFacet.facet_id, first))
    for group in others:
        borne = aliased(ServiceFacet)
        found = found.where(
            select(literal(1))
            .where(borne.number == ServiceFacet.number, _among(borne.facet_id, group))
            .exists()
        )
    if conditions.modified_after:
        recent = select(Service.number).where(Service.last_modified >= conditions.modified_after)
        found = found.where(ServiceFacet.number.in_(recent))
    if conditions.wanted:
        told = fulltext.numbers(connection, "service_text", conditions.wanted)
        few = tuple(connection.execute(told.limit(FEW + 1)).scalars())
        found = found.where(ServiceFacet.number.in_(few if len(few) <= FEW else told))
    return found if len(first.held) == 1 else found.distinct()


def _among(facet: Any, group: _Group) -> ColumnElement:
    ids = [one.id for one in group.held]
    return facet == ids[0] if len(ids) == 1 else facet.in_(ids)


def _count(connection: Connection, found: Select) -> int:
    counted = select(func.count()).select_from(found.subquery())
    total: int = connection.execute(counted).scalar_one()
    return total


def _wanted(connection: Connection, search: str) -> fulltext.Wanted:
    if not fulltext.asked(search):
        return ()
    digest = connection.execute(select(Release.digest)).scalar_one_or_none() or ""
    key = (str(connection.engine.url), digest)
    known = _vocabularies.get(key)
    if known is None:
        known = _vocabularies[key] = fulltext.vocabulary(connection)
    return known.wanted(search)


def _by_words(connection: Connection, conditions: _Conditions, offset: int, limit: int) -> Page:
    found = _found(connection, conditions)
    kept = tuple(connection.execute(found.limit(RANKED + 1)).scalars())
    if len(kept) <= RANKED:
        ranked = _ranked(connection, "service_text", kept, conditions.wanted)
        return Page(ranked[offset : offset + limit], len(kept))
    named = fulltext.numbers(connection, "service_text", conditions.wanted, named=True)
    inside = found.subquery()
    ordered = (
        select(inside.c[0])
        .order_by(inside.c[0].in_(named).desc(), inside.c[0])
        .offset(offset)
        .limit(limit)
    )
    return Page(tuple(connection.execute(ordered).scalars()), _count(connection, found))


def _ranked(
    connection: Connection, texts: str, numbers: Sequence[int], wanted: fulltext.Wanted
) -> tuple[int, ...]:
    scores = {
        number: fulltext.score(said, wanted)
        for number, said in fulltext.documents(connection, texts, numbers)
    }
    return tuple(sorted(numbers, key=lambda number: (-scores[number], number)))
