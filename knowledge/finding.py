"""Services found by words and values, a page at a time, from indexes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cachetools import LRUCache
from sqlalchemy import func, literal, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select

from knowledge import facets, fulltext
from knowledge.facets import Held
from knowledge.models import Release, Service, ServiceFacet

RANKED = 1_000
"""Services found by words that are put in order of how well they answer; of more than that,
those whose names answer come first."""

FEW = 5_000
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
    groups = _groups(connection, query)
    if any(not group for group in groups):
        return Page((), 0)
    wanted = _wanted(connection, query.search)
    if wanted:
        if not all(wanted):
            return Page((), 0)
        return _by_words(connection, query, groups, wanted, offset, limit)
    if query.modified_after:
        return _listed(connection, _since(query, groups), offset, limit)
    known = _total(groups)
    found = _by_facets(groups)
    if known is None:
        return _listed(connection, found, offset, limit)
    ordered = found.order_by(ServiceFacet.number).offset(offset).limit(limit)
    return Page(tuple(connection.execute(ordered).scalars()), known)


def every(connection: Connection, query: Query, at_once: int = 500) -> Iterator[tuple[int, ...]]:
    """The numbers of all the services that a query finds, some at a time, by number."""
    groups = _groups(connection, query)
    wanted = _wanted(connection, query.search)
    if any(not group for group in groups) or not all(wanted):
        return
    last = -1
    while True:
        found = _by_facets(groups)
        if query.modified_after:
            found = found.join(Service, Service.number == ServiceFacet.number).where(
                Service.last_modified >= query.modified_after
            )
        if wanted:
            told = fulltext.numbers(connection, "service_text", wanted)
            found = found.where(ServiceFacet.number.in_(told))
        some = found.where(ServiceFacet.number > last).order_by(ServiceFacet.number).limit(at_once)
        numbers = tuple(connection.execute(some).scalars())
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


def _groups(connection: Connection, query: Query) -> list[list[Held]]:
    """For each condition, the facets of which a service must bear one."""
    groups = [facets.held(connection, facets.TERM, [term]) for term in query.terms]
    groups += [facets.held(connection, facets.TAXONOMY, [one]) for one in query.taxonomies]
    if query.organization is not None:
        groups.append(facets.held(connection, facets.ORGANIZATION, [query.organization]))
    if query.areas is not None:
        groups.append(facets.held(connection, facets.AREA, query.areas))
    if query.minimum_age is not None or query.maximum_age is not None:
        groups.append(facets.of_ages(connection, query.minimum_age, query.maximum_age))
    return groups or [facets.held(connection, facets.ALL, [""])]


def _total(groups: Sequence[Sequence[Held]]) -> int | None:
    """How many services, when what is kept says it: one condition of one value."""
    return groups[0][0].size if len(groups) == 1 and len(groups[0]) == 1 else None


def _by_facets(groups: Sequence[Sequence[Held]]) -> Select:
    """The numbers of the services that bear one facet of every group, begun by the rarest."""
    first, *others = sorted(groups, key=lambda group: sum(one.size for one in group))
    found = select(ServiceFacet.number).where(_among(ServiceFacet.facet_id, first))
    for group in others:
        borne = aliased(ServiceFacet)
        found = found.where(
            select(literal(1))
            .where(borne.number == ServiceFacet.number, _among(borne.facet_id, group))
            .exists()
        )
    return found if len(first) == 1 else found.distinct()


def _among(column: ColumnElement, group: Sequence[Held]) -> ColumnElement:
    ids = [one.id for one in group]
    return column == ids[0] if len(ids) == 1 else column.in_(ids)


def _listed(connection: Connection, found: Select, offset: int, limit: int) -> Page:
    """A page of what is found, counted because no index holds the answer."""
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    inside = found.subquery()
    ordered = select(inside.c[0]).order_by(inside.c[0]).offset(offset).limit(limit)
    return Page(tuple(connection.execute(ordered).scalars()), total)


def _since(query: Query, groups: Sequence[Sequence[Held]]) -> Select:
    found = _by_facets(groups)
    recent = select(Service.number).where(Service.last_modified >= query.modified_after)
    return found.where(ServiceFacet.number.in_(recent))


def _wanted(connection: Connection, search: str) -> fulltext.Wanted:
    if not fulltext.asked(search):
        return ()
    digest = connection.execute(select(Release.digest)).scalar_one()
    key = (str(connection.engine.url), digest)
    known = _vocabularies.get(key)
    if known is None:
        known = _vocabularies[key] = fulltext.vocabulary(connection)
    return known.wanted(search)


def _by_words(
    connection: Connection,
    query: Query,
    groups: Sequence[Sequence[Held]],
    wanted: fulltext.Wanted,
    offset: int,
    limit: int,
) -> Page:
    told = fulltext.numbers(connection, "service_text", wanted)
    first = tuple(connection.execute(told.limit(FEW + 1)).scalars())
    among: Select | tuple[int, ...] = first if len(first) <= FEW else told
    found = _by_facets(groups) if query.modified_after is None else _since(query, groups)
    found = found.where(ServiceFacet.number.in_(among))
    if len(first) <= FEW:
        kept = tuple(connection.execute(found).scalars())
        if len(kept) <= RANKED:
            ranked = _ranked(connection, kept, wanted)
            return Page(ranked[offset : offset + limit], len(kept))
    named = fulltext.numbers(connection, "service_text", wanted, named=True)
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    inside = found.subquery()
    ordered = (
        select(inside.c[0])
        .order_by(inside.c[0].in_(named).desc(), inside.c[0])
        .offset(offset)
        .limit(limit)
    )
    return Page(tuple(connection.execute(ordered).scalars()), total)


def _ranked(
    connection: Connection, numbers: Sequence[int], wanted: fulltext.Wanted
) -> tuple[int, ...]:
    scores = {
        number: fulltext.score(said, wanted)
        for number, said in fulltext.documents(connection, "service_text", numbers)
    }
    return tuple(sorted(numbers, key=lambda number: (-scores[number], number)))
