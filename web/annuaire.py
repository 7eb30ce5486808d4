"""The whole directory for those who orient: words, filters with their counts, lists to take.

What is looked for is in the address, so that a search can be shared; it is never the chat's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import database, directory, finding, messages, wording
from knowledge.search import CHOICES, Filters, Found, Order, search
from web import directory_words, exports, measures, sheet
from web.numbers import whole
from web.pages import show
from web.queries import MOST_KEPT, NAMES, address, keeping, kept, pairs, read
from web.records import card

A_PAGE = 20
_MOST_PAGES = 1_000_000


def found(query: QueryParams) -> tuple[Filters, Found]:
    """The filters of an address, and every record that may be published: its stage is said."""
    shown = [one for one in directory.load().services if one.publishable]
    filters = read(query, {one.source_document for one in shown})
    today = messages.now().date()
    try:
        return filters, search(shown, filters, today, _scores)
    except SQLAlchemyError:
        # The copy in memory still serves: its words are read there.
        return filters, search(shown, filters, today)


def _scores(words: str) -> Mapping[str, int]:
    with database.engine().connect() as connection:
        return finding.scores(connection, words)


async def listed(request: Request) -> Response:
    query = request.query_params
    filters, result = await anyio.to_thread.run_sync(found, query)
    ids = kept(query)[:MOST_KEPT]
    last = max(1, -(-len(result.services) // A_PAGE))
    number = min(whole(query.get("page", ""), _MOST_PAGES) or 1, last)
    today = messages.now().date()
    shown = result.services[(number - 1) * A_PAGE : number * A_PAGE]
    context = {
        "filters": filters,
        "measures": await anyio.to_thread.run_sync(measures.matching, filters.text),
        "count": len(result.services),
        "start": (number - 1) * A_PAGE + 1,
        "items": [card(one, today) for one in shown],
        "choices": {choice["field"]: choice for choice in _choices(filters, result)},
        "chosen": [(words, address(without, ids)) for words, without in _chosen(filters)],
        "query": address(filters),
        "number": number,
        "last": last,
        "before": address(filters, ids, page=number - 1) if number > 1 else None,
        "after": address(filters, ids, page=number + 1) if number < last else None,
        "pairs": pairs(filters),
        **keeping(ids),
    }
    return await show(request, "annuaire.html", context)


async def as_csv(request: Request) -> Response:
    _, result = await anyio.to_thread.run_sync(found, request.query_params)
    return exports.as_csv(result.services, "annuaire")


async def as_json(request: Request) -> Response:
    _, result = await anyio.to_thread.run_sync(found, request.query_params)
    return exports.as_json(result.services)


def _choices(filters: Filters, result: Found) -> list[dict[str, Any]]:
    """Each filter that is chosen among values: its title, its values in words, their counts."""
    names = {field: name for name, field in NAMES.items()}
    every: dict[str, tuple[str, ...]] = {
        **CHOICES,
        "document": tuple(sorted(result.counts["document"])),
    }
    choices = []
    for field, values in every.items():
        held, counts = _held(filters, field), result.counts[field]
        shown = [value for value in values if counts[value] or value in held]
        told = [
            (value, directory_words.named(field, value), counts[value], value in held)
            for value in shown
        ]
        choices.append(
            {
                "field": field,
                "name": names[field],
                "title": directory_words.title(field),
                "values": told,
                "held": [words for _, words, _, chosen in told if chosen],
            }
        )
    orders = [
        (value, directory_words.named("order", value), None, value == filters.order)
        for value in Order.values()
    ]
    title = directory_words.title("order")
    return [
        *choices,
        {"field": "order", "name": names["order"], "title": title, "values": orders, "held": []},
    ]


def _held(filters: Filters, field: str) -> tuple[str, ...]:
    value: str | tuple[str, ...] | None = getattr(filters, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _chosen(filters: Filters) -> list[tuple[str, Filters]]:
    """Each thing that is asked, in words, with the filters that ask everything else."""
    found = [(f"« {filters.text} »", replace(filters, text=""))] if filters.text else []
    for field in (*CHOICES, "document"):
        for value in _held(filters, field):
            rest = tuple(one for one in _held(filters, field) if one != value)
            without = replace(filters, **{field: rest if field == "regions" else None})  # type: ignore[arg-type]
            found.append((directory_words.named(field, value), without))
    if (filters.minimum_age, filters.maximum_age) != (None, None):
        ages = wording.years(filters.minimum_age or 0, filters.maximum_age)
        found.append((ages, replace(filters, minimum_age=None, maximum_age=None)))
    return found


routes = [
    Route("/annuaire", listed),
    Route("/annuaire.csv", as_csv),
    Route("/annuaire.json", as_json),
    *sheet.routes,
]
