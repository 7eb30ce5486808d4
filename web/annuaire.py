"""The whole directory for those who orient: words, filters with their counts, lists to take.

What is looked for is in the address, so that a search can be shared; it is never the chat's.
"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from knowledge import datafiles, directory, messages, wording
from knowledge.matching import Match
from knowledge.search import CHOICES, Filters, Found, search
from knowledge.services import Criteria, Service
from web.pages import show

A_PAGE = 20
_LONGEST = 200
_OLDEST = 120
NAMES = {
    "q": "text",
    "region": "regions",
    "age_min": "minimum_age",
    "age_max": "maximum_age",
    "public": "audience",
    "situation": "situation",
    "sexe": "sexe",
    "genre": "type",
    "facon": "modality",
    "stade": "stage",
}
"""The names of an address, and the filter of each."""

COLUMNS = (
    *("id", "name", "organization", "summary", "reach", "regions", "minimum_age", "maximum_age"),
    *("audiences", "situations", "types", "modality", "stage", "phones", "url"),
    *("assured_date", "source_document", "source_locator"),
)


def read(query: QueryParams) -> Filters:
    """The filters of an address; what is no word of the vocabulary is left out."""
    values: dict[str, Any] = {}
    for name, field in NAMES.items():
        given = [value.strip() for value in query.getlist(name) if value.strip()]
        if field == "text":
            values[field] = " ".join(given)[:_LONGEST]
        elif field == "regions":
            values[field] = tuple(code for code in CHOICES["regions"] if code in given)
        elif field in ("minimum_age", "maximum_age"):
            whole = [int(age) for age in given if age.isascii() and age.isdigit()]
            values[field] = next((age for age in whole if age <= _OLDEST), None)
        else:
            values[field] = next((value for value in given if value in CHOICES[field]), None)
    return Filters(**values)


def address(filters: Filters, **more: Any) -> str:
    """The query of an address that reads as these filters."""
    held = asdict(filters)
    pairs = [(name, held[field]) for name, field in NAMES.items() if held[field] not in ("", None)]
    return urlencode([*pairs, *more.items()], doseq=True)


def found(filters: Filters) -> Found:
    """Every record that may be published, at any stage: the stage is said."""
    known = directory.load()
    return search((one for one in known.services if one.publishable), filters)


async def listed(request: Request) -> Response:
    filters = read(request.query_params)
    result = await anyio.to_thread.run_sync(found, filters)
    last = max(1, -(-len(result.services) // A_PAGE))
    asked = request.query_params.get("page", "")
    number = min(int(asked), last) if asked.isascii() and asked.isdigit() and int(asked) else 1
    today = messages.now().date()
    shown = result.services[(number - 1) * A_PAGE : number * A_PAGE]
    context = {
        "filters": filters,
        "count": len(result.services),
        "start": (number - 1) * A_PAGE + 1,
        "items": [_item(one, today) for one in shown],
        "choices": _choices(filters, result),
        "query": address(filters),
        "number": number,
        "last": last,
        "before": address(filters, page=number - 1) if number > 1 else None,
        "after": address(filters, page=number + 1) if number < last else None,
    }
    return await show(request, "annuaire.html", context)


async def as_csv(request: Request) -> Response:
    result = await anyio.to_thread.run_sync(found, read(request.query_params))
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for one in result.services:
        table.writerow([_cell(one, column) for column in COLUMNS])
    headers = {"Content-Disposition": 'attachment; filename="annuaire.csv"'}
    return Response("\ufeff" + written.getvalue(), media_type="text/csv", headers=headers)


async def as_json(request: Request) -> Response:
    result = await anyio.to_thread.run_sync(found, read(request.query_params))
    today = messages.now().date()
    return JSONResponse([_item(one, today) for one in result.services])


def _item(service: Service, today: Any) -> dict[str, Any]:
    item = messages.item(Match(service, ()), Criteria(), today)
    warning = wording.stage(service)
    return {**item, "stage_words": warning} if warning else item


def _cell(service: Service, column: str) -> str:
    """A value as text; lists apart by « ; ». A formula of a spreadsheet stays a text."""
    value = getattr(service, column)
    if column == "phones":
        value = [wording.phone(one) for one in service.phones]
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _choices(filters: Filters, result: Found) -> list[dict[str, Any]]:
    """Each filter that is chosen among words: its name, its values in words, their counts."""
    words = {
        "regions": datafiles.region_names(),
        "audience": wording.AUDIENCES,
        "situation": wording.SITUATIONS,
        "sexe": wording.SEXES,
        "type": wording.TYPES,
        "modality": wording.MODALITIES,
        "stage": wording.ALL_STAGES,
    }
    names = {field: name for name, field in NAMES.items()}
    return [
        {
            "name": names[field],
            "title": wording.FILTERS[field],
            "values": [
                (value, words[field][value], result.counts[field][value], value == held)
                for value in CHOICES[field]
                if result.counts[field][value] or value == held
            ],
        }
        for field in CHOICES
        for held in [_held(filters, field)]
    ]


def _held(filters: Filters, field: str) -> str | None:
    value: str | tuple[str, ...] | None = getattr(filters, field)
    return next(iter(value), None) if isinstance(value, tuple) else value


routes = [
    Route("/annuaire", listed),
    Route("/annuaire.csv", as_csv),
    Route("/annuaire.json", as_json),
]
