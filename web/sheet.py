"""The records that someone kept, on a sheet to print and to give; its address holds them all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import directory, messages, wording
from knowledge.search import Filters
from knowledge.services import Service
from knowledge.vocabulary import Situation
from web import exports
from web.pages import show
from web.queries import MOST_KEPT, address, keeping, kept, pairs, read
from web.records import access, for_whom

NAME = "ma-liste"


@dataclass(frozen=True)
class Kept:
    """The records of an address, in its order; how many are unknown, how many too many.

    `filters`: the search that they come from.
    """

    filters: Filters
    services: tuple[Service, ...]
    unknown: int
    beyond: int


def read_kept(query: QueryParams) -> Kept:
    """Those that may be published, at most twenty."""
    known, ids = directory.load(), kept(query)
    filters = read(query, {one.source_document for one in known.services})
    found = [one for one in map(known.get, ids) if one is not None and one.publishable]
    beyond = max(0, len(found) - MOST_KEPT)
    return Kept(filters, tuple(found[:MOST_KEPT]), len(ids) - len(found), beyond)


async def page(request: Request) -> Response:
    list_ = await anyio.to_thread.run_sync(read_kept, request.query_params)
    filters, today = list_.filters, messages.now().date()
    ids = tuple(one.id for one in list_.services)
    context = {
        **keeping(ids),
        "list": list_,
        "items": [_item(one, filters, ids, today) for one in list_.services],
        "query": urlencode([("id", one) for one in ids]),
        "back": address(filters, ids),
        "today": today.isoformat(),
        "lines": await request.app.state.human.lines(),
    }
    return await show(request, "liste.html", context)


async def as_csv(request: Request) -> Response:
    list_ = await anyio.to_thread.run_sync(read_kept, request.query_params)
    return exports.as_csv(list_.services, NAME)


async def as_json(request: Request) -> Response:
    list_ = await anyio.to_thread.run_sync(read_kept, request.query_params)
    return exports.as_json(list_.services)


def _item(
    service: Service, filters: Filters, ids: tuple[str, ...], today: dt.date
) -> dict[str, Any]:
    """The item with why it was kept, who may ask for it, and the address of the list without it."""
    rest = [("id", one) for one in ids if one != service.id]
    return {
        **exports.item(service, today),
        "why": why(service, filters),
        "access": access(service),
        "without": urlencode([*rest, *pairs(filters)]),
    }


def why(service: Service, filters: Filters) -> list[str]:
    """What it does about the situation that was searched, or all that it does; for whom."""
    asked = [filters.situation] if filters.situation in service.situations else service.situations
    return [*(wording.SITUATIONS[Situation(one)] for one in asked), *for_whom(service)]


routes = [
    Route("/annuaire/liste", page),
    Route("/annuaire/liste.csv", as_csv),
    Route("/annuaire/liste.json", as_json),
]
