"""What services are found by without reading them: each value's services, and how many.

Written once when the directory is built, so that a listing or a filter counts nothing. Only
what may be published is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, delete, func, insert, literal, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select, Subquery

from knowledge.matching import ranges_meet
from knowledge.models import (
    Attribute,
    Facet,
    Service,
    ServiceArea,
    ServiceFacet,
    TaxonomyTerm,
)

ALL, TERM, TAXONOMY, ORGANIZATION = "all", "term", "taxonomy", "organization"
AREA, AGES = "area", "ages"


@dataclass(frozen=True)
class Held:
    """A facet as it is stored: `size` services bear it."""

    id: int
    size: int


def build(connection: Connection) -> None:
    """Write every facet anew from the directory's tables, by the database itself."""
    connection.execute(delete(ServiceFacet))
    connection.execute(delete(Facet))
    first = 1
    for kind, pairs in _pairs().items():
        first = _write(connection, kind, pairs.subquery(), first)


def _pairs() -> dict[str, Select]:
    """For each kind of facet, the key and the number of every service that bears it."""
    shown = Service.publishable.is_(True)
    terms = (
        select(Service.number, Attribute.taxonomy_term_id, TaxonomyTerm.taxonomy_id)
        .select_from(Attribute)
        .join(Service, Service.id == Attribute.link_id)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(shown)
        .subquery()
    )
    ages = _bound(Service.minimum_age) + "-" + _bound(Service.maximum_age)
    return {
        ALL: select(literal("").label("key"), Service.number).where(shown),
        ORGANIZATION: select(Service.organization_id.label("key"), Service.number).where(shown),
        AGES: select(ages.label("key"), Service.number).where(shown),
        AREA: select(ServiceArea.extent.label("key"), Service.number)
        .join(Service, Service.id == ServiceArea.service_id)
        .where(shown)
        .distinct(),
        TERM: select(terms.c.taxonomy_term_id.label("key"), terms.c.number).distinct(),
        TAXONOMY: select(terms.c.taxonomy_id.label("key"), terms.c.number).distinct(),
    }


def _bound(years: Any) -> Any:
    return func.coalesce(cast(years, String), "")


def _write(connection: Connection, kind: str, pairs: Subquery, first: int) -> int:
    """The facets of one kind, numbered from `first`; the number after the last."""
    counted = select(pairs.c.key, func.count().label("size")).group_by(pairs.c.key).subquery()
    numbered = select(
        literal(first - 1) + func.row_number().over(order_by=counted.c.key),
        literal(kind),
        counted.c.key,
        counted.c.size,
    )
    connection.execute(insert(Facet).from_select(["id", "kind", "key", "size"], numbered))
    borne = (
        select(Facet.id, pairs.c.number)
        .join(Facet, (Facet.key == pairs.c.key) & (Facet.kind == kind))
        .order_by(Facet.id, pairs.c.number)
    )
    connection.execute(insert(ServiceFacet).from_select(["facet_id", "number"], borne))
    last = connection.execute(select(func.max(Facet.id))).scalar_one_or_none()
    return (last or 0) + 1


def held(connection: Connection, kind: str, keys: Sequence[str]) -> list[Held]:
    """The facets of these keys; a key that no service bears has none."""
    rows = connection.execute(
        select(Facet.id, Facet.size).where(Facet.kind == kind, Facet.key.in_(keys))
    )
    return [Held(row.id, row.size) for row in rows]


def of_ages(connection: Connection, youngest: int | None, oldest: int | None) -> list[Held]:
    """The facets of the ranges of ages that meet this one; an open end excludes nothing."""
    rows = connection.execute(select(Facet.id, Facet.key, Facet.size).where(Facet.kind == AGES))
    return [
        Held(row.id, row.size) for row in rows if ranges_meet(*_years(row.key), youngest, oldest)
    ]


def _years(key: str) -> tuple[int | None, int | None]:
    low, _, high = key.partition("-")
    return (int(low) if low else None, int(high) if high else None)
