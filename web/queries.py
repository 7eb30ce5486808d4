"""What an address of the directory asks: filters, and the records that are kept in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from knowledge.search import CHOICES, Filters, Order
from web.numbers import whole

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
    "lieu": "setting",
    "acces": "access",
    "fraicheur": "freshness",
    "source": "document",
    "stade": "stage",
    "tri": "order",
}
"""The names of an address, and the filter of each."""

KEPT = "garde"
"""The records that are kept, in one value: ids apart by commas."""

MOST_KEPT = 20
_LONGEST = 200
_OLDEST = 120
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read(query: QueryParams, documents: Collection[str] = ()) -> Filters:
    """The filters of an address; what is no word of the vocabulary, nor document, is left out."""
    known = {**CHOICES, "document": documents, "order": Order.values()}
    values: dict[str, Any] = {}
    for name, field in NAMES.items():
        given = [value.strip() for value in query.getlist(name) if value.strip()]
        if field == "text":
            values[field] = " ".join(given)[:_LONGEST]
        elif field == "regions":
            values[field] = tuple(code for code in CHOICES["regions"] if code in given)
        elif field in ("minimum_age", "maximum_age"):
            ages = (whole(age, _OLDEST) for age in given)
            values[field] = next((age for age in ages if age is not None), None)
        else:
            values[field] = next((value for value in given if value in known[field]), None)
    values["order"] = values["order"] or Order.PERTINENCE.value
    return Filters(**values)


def pairs(filters: Filters) -> list[tuple[str, str]]:
    """The names and values of an address that reads as these filters."""
    found: list[tuple[str, str]] = []
    for name, field in NAMES.items():
        value = getattr(filters, field)
        if value not in ("", None, (), Order.PERTINENCE.value):
            several = value if isinstance(value, tuple) else (value,)
            found += [(name, str(one)) for one in several]
    return found


def address(filters: Filters, kept: Iterable[str] = (), **more: Any) -> str:
    """The query of an address that reads as these filters and keeps these records."""
    ids = ",".join(kept)
    held = [*pairs(filters), *more.items(), *([(KEPT, ids)] if ids else [])]
    return urlencode(held, safe=",")


def kept(query: QueryParams) -> tuple[str, ...]:
    """The ids that an address keeps, each once; what is not shaped like one is left out."""
    given = [one for value in query.getlist(KEPT) for one in value.split(",")]
    given += query.getlist("id")
    return tuple(dict.fromkeys(one for one in given if _ID.fullmatch(one)))


def keeping(ids: tuple[str, ...]) -> dict[str, Any]:
    """What a page needs to keep records: their ids, and the end of an address that keeps them."""
    end = f"?{urlencode({KEPT: ','.join(ids)}, safe=',')}" if ids else ""
    return {"kept": ids, "keep": end, "most": MOST_KEPT}
