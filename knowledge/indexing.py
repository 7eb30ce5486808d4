"""What services are found by: facets, searched words and texts, from the tables as they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import delete, select, text
from sqlalchemy.engine import Connection

from knowledge import facets, fulltext, models

SEARCHED = ("situation", "type", "modalite")
"""The taxonomies whose words say what a service is and does."""


def index(connection: Connection) -> None:
    """Write what services are found by, from the tables as they are."""
    facets.build(connection)
    connection.execute(delete(models.SearchWord))
    fulltext.create(connection)
    met = fulltext.fill(connection, "service_text", _documents(connection))
    met |= fulltext.fill(connection, "organization_text", _organizations(connection))
    fulltext.keep_words(connection, met)
    fulltext.finish(connection)
    connection.execute(text("ANALYZE"))


def _documents(connection: Connection) -> Iterator[tuple[int, dict[str, str]]]:
    """The published services by number, with the texts that they are found by."""
    service, term = models.Service, models.TaxonomyTerm
    rows = connection.execute(
        select(
            service.number,
            service.name,
            models.Organization.name.label("organization"),
            service.description,
        )
        .join(models.Organization)
        .where(service.publishable.is_(True))
        .order_by(service.number)
    )
    said = connection.execute(
        select(service.number, term.name, term.code)
        .select_from(models.Attribute)
        .join(service, service.id == models.Attribute.link_id)
        .join(term, term.id == models.Attribute.taxonomy_term_id)
        .join(models.Taxonomy, models.Taxonomy.id == term.taxonomy_id)
        .where(models.Taxonomy.name.in_(SEARCHED), service.publishable.is_(True))
        .order_by(service.number)
    )
    grouped = groupby(said, key=lambda row: row.number)
    number, terms = next(grouped, (None, iter(())))
    for row in rows:
        words = ""
        if number == row.number:
            words = " ".join(fulltext.term(one.name, one.code) for one in terms)
            number, terms = next(grouped, (None, iter(())))
        yield (
            row.number,
            {
                "name": row.name,
                "organization": row.organization,
                "description": row.description,
                "terms": words,
            },
        )


def _organizations(connection: Connection) -> Iterator[tuple[int, dict[str, str]]]:
    """The organizations of published services, each by the id of its facet."""
    rows = connection.execute(
        select(models.Facet.id, models.Organization.name, models.Organization.description)
        .join(models.Organization, models.Organization.id == models.Facet.key)
        .where(models.Facet.kind == facets.ORGANIZATION)
    )
    for row in rows:
        yield row.id, {"name": row.name, "description": row.description or ""}
