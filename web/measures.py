"""The measures of the governments' plans, for those who intervene: found, read, and used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import datafiles, directory, fulltext, funded, messages, wording
from knowledge.directory import Directory
from knowledge.funded import FundedOrganization
from knowledge.measures import Found, Measure, Plan, find, offered, plans, search
from knowledge.vocabulary import Situation
from web import records
from web.numbers import whole
from web.pages import show

A_PAGE = 20
A_FEW = 5
"""Measures that another page shows beside what it found itself."""

_LONGEST = 200
_MOST_PAGES = 1_000
_UNBROKEN = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Asked:
    """What an address asks; an empty filter lets every measure through."""

    text: str = ""
    plan: str = ""
    situation: str = ""


def read(query: QueryParams) -> Asked:
    """What is no plan, nor word of the vocabulary, is left out."""
    plan, situation = query.get("plan", ""), query.get("situation", "")
    return Asked(
        _text(query),
        plan if any(one.id == plan for one in plans()) else "",
        situation if situation in Situation.values() else "",
    )


def address(asked: Asked, number: int = 1) -> str:
    """The query of an address that asks this; `number` of the page, from 1."""
    pairs = {"q": asked.text, "plan": asked.plan, "situation": asked.situation}
    held = [(name, value) for name, value in pairs.items() if value]
    return urlencode([*held, ("page", number)] if number > 1 else held)


def _text(query: QueryParams) -> str:
    return query.get("q", "").strip()[:_LONGEST]


def matching(text: str) -> dict[str, Any] | None:
    """What `beside` of `_mesures.html` shows of the measures that say a text; `None` for none.

    Without a word that is looked for, nothing is found.
    """
    if not fulltext.asked(text):
        return None
    known = directory.load()
    found = search(text, known)
    if not found:
        return None
    return {
        "items": [card(one, known) for one in found[:A_FEW]],
        "count": len(found),
        "query": address(Asked(text.strip()[:_LONGEST])),
    }


def card(found: Found, known: Directory) -> dict[str, Any]:
    """A measure at a glance; `offers`: how many records say what a person can use of it."""
    plan, measure = found
    place = measure.source.locator
    return {
        "plan": plan,
        "measure": measure,
        "label": place[:1].upper() + place[1:],
        "path": path(plan, measure.number),
        "lead": [plan.spelled(name) for name in measure.lead],
        "budget": dollars(measure.budget) if measure.budget else None,
        "offers": sum(one.publishable for one in offered(measure, known)),
    }


def path(plan: Plan, number: str) -> str:
    return f"/mesures/{plan.id}/{number}"


def dollars(amount: int) -> str:
    """« 2 903 063 $ », which no line breaks."""
    return f"{amount:,} $".replace(",", _UNBROKEN).replace(" ", _UNBROKEN)


# --- both plans -----------------------------------------------------------------


async def listed(request: Request) -> Response:
    query = request.query_params
    number = whole(query.get("page", ""), _MOST_PAGES) or 1
    context = await anyio.to_thread.run_sync(_listed, read(query), number)
    return await show(request, "mesures.html", context)


def _listed(asked: Asked, number: int) -> dict[str, Any]:
    known = directory.load()
    chosen = {"plan": asked.plan, "situation": asked.situation}
    found, counts = sift(search(asked.text, known), chosen)
    last = max(1, -(-len(found) // A_PAGE))
    number = min(number, last)
    return {
        "asked": asked,
        "count": len(found),
        "items": [card(one, known) for one in found[(number - 1) * A_PAGE : number * A_PAGE]],
        "number": number,
        "last": last,
        "before": address(asked, number - 1) if number > 1 else None,
        "after": address(asked, number + 1) if number < last else None,
        "figured": [one for one in plans() if one.figures and asked.plan in ("", one.id)],
        "plans": [(one.id, f"{one.name} ({one.years})", counts["plan"][one.id]) for one in plans()],
        "situations": [
            (value, wording.SITUATION_NAMES[value], counts["situation"][value])
            for value in Situation.values()
            if counts["situation"][value] or value == asked.situation
        ],
    }


def sift(
    found: Iterable[Found], chosen: Mapping[str, str]
) -> tuple[list[Found], dict[str, Counter[str]]]:
    """The measures that hold what is chosen, and how many each value of a filter would leave."""
    kept: list[Found] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen}
    for plan, measure in found:
        facts: dict[str, list[str]] = {
            "plan": [plan.id],
            "situation": [str(one) for one in measure.situations],
        }
        refusing = [name for name, value in chosen.items() if value and value not in facts[name]]
        if not refusing:
            kept.append((plan, measure))
        for name in counts:
            # A filter's own choice does not hide what another of its values would leave.
            if refusing in ([], [name]):
                counts[name].update(facts[name])
    return kept, counts


# --- one measure ----------------------------------------------------------------


async def page(request: Request) -> Response:
    """One measure, fact by fact; 404 for a number that its plan does not have."""
    found = find(request.path_params["plan"], request.path_params["number"])
    if found is None:
        raise HTTPException(404)
    context = await anyio.to_thread.run_sync(_page, *found)
    return await show(request, "mesure.html", context)


def _page(plan: Plan, measure: Measure) -> dict[str, Any]:
    known, today = directory.load(), messages.now().date()
    offers = offered(measure, known)
    place = [one.number for one in plan.measures].index(measure.number)
    before, after = plan.measures[:place][-1:], plan.measures[place + 1 :][:1]
    return {
        "item": card((plan, measure), known),
        "partners": [plan.spelled(name) for name in measure.partners],
        "shared": [(number, path(plan, number)) for number in measure.budget_shared_with],
        "situations": [(one.value, wording.SITUATION_NAMES[one]) for one in measure.situations],
        "usable": [records.card(one, today) for one in offers if one.publishable],
        "withheld": sum(not one.publishable for one in offers),
        "commission": any(one.recommendations for one in plan.measures),
        "short_names": plan.short_names(measure.texts),
        "programme": (plan.id, measure.number) == funded.PROGRAMME,
        "before": path(plan, before[0].number) if before else None,
        "after": path(plan, after[0].number) if after else None,
    }


# --- the organisations that one of them funded ----------------------------------


async def organizations(request: Request) -> Response:
    context = await anyio.to_thread.run_sync(_organizations, _text(request.query_params))
    return await show(request, "organismes.html", context)


def _organizations(text: str) -> dict[str, Any]:
    known = directory.load()
    recorded = {one.code: one.id for one in known.entries if one.publishable and one.code}
    found = funded.search(text)
    plan, number = funded.PROGRAMME
    return {
        "text": text,
        "items": [_row(one, recorded) for one in found],
        "editions": sorted({year for one in funded.organizations() for year in one.editions}),
        "measure": f"/mesures/{plan}/{number}",
    }


def _row(one: FundedOrganization, recorded: Mapping[str, str]) -> dict[str, Any]:
    """An organisation, the name of its region, and its own record when it has one."""
    return {
        "organization": one,
        "region": datafiles.region_names()[one.region] if one.region else None,
        "record": recorded.get(one.contact or ""),
    }


routes = [
    Route("/mesures", listed),
    Route("/mesures/organismes", organizations),
    Route("/mesures/{plan}/{number}", page),
]
