"""The same questions as a form, and the same answers as the chat, for who has no JavaScript.

Answers come by POST: none is ever in an address. Nothing is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import datafiles, directory, first_words, help, matching, messages, wording
from knowledge.places import find_place
from knowledge.services import Criteria
from knowledge.vocabulary import REGIONS, Profil, Situation
from web.bodies import read_form
from web.errors import sentences
from web.numbers import whole
from web.pages import show

SHOWN = 10
OLDEST = 120


@dataclass(frozen=True)
class Filled:
    """A form as it was sent: what it says, and the sentence of each field to look at again."""

    values: Mapping[str, str] = field(default_factory=dict)
    criteria: Criteria = field(default_factory=Criteria)
    faults: Mapping[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = REGIONS


def read(values: Mapping[str, str]) -> Filled:
    """The criteria of a form; a value outside the vocabulary counts as absent."""
    told = sentences()["formulaire"]
    faults: dict[str, str] = {}
    regions: tuple[str, ...] = REGIONS
    region = values.get("region") if values.get("region") in REGIONS else None
    place = values.get("lieu", "").strip()
    if place and region is None:
        found = find_place(place)
        if found is None:
            faults["lieu"] = told["lieu"]
        elif not found.regions:
            faults["lieu"] = told["ailleurs"]
        elif len(found.regions) > 1:
            faults["region"], regions = told["plusieurs"], found.regions
        else:
            region = found.regions[0]
    age, written = None, values.get("age", "").strip()
    if written:
        age = whole(written, OLDEST)
        if age is None:
            faults["age"] = told["age"]
    criteria = Criteria(
        profil=_known(values.get("profil"), Profil.values()),
        age=age,
        region=region,
        situation=_known(values.get("situation"), Situation.values()),
    )
    return Filled(values, criteria, faults, regions)


def answer(criteria: Criteria, at: dt.datetime) -> dict[str, Any]:
    """What the chat would say: first words, suggestions, human lines."""
    vous = wording.formal(criteria)
    found = matching.match(directory.load().services, criteria)
    told = first_words.first_words(criteria.situation or "", criteria.profil, vous)
    helping = help.human_help_messages(criteria, vous, at)
    return {
        "first": wording.first_words(told.text, told.sources).split("\n") if told else [],
        "opening": wording.results_opening(found, criteria, vous),
        "items": [messages.item(one, criteria, at.date()) for one in found.matches[:SHOWN]],
        "more": [messages.item(one, criteria, at.date()) for one in found.matches[SHOWN:]],
        "helping": [(told["text"].split("\n")[0], told["custom"]["lines"]) for told in helping],
    }


async def ask(request: Request) -> Response:
    return await _form(request, Filled())


async def orient(request: Request) -> Response:
    filled = read(await read_form(request))
    if filled.faults:
        return await _form(request, filled, status=400)
    found = await anyio.to_thread.run_sync(answer, filled.criteria, messages.now())
    context = {**found, "told": _told(filled.criteria), "values": filled.values}
    return await show(request, "reponses.html", context)


async def _form(request: Request, filled: Filled, status: int = 200) -> Response:
    names = datafiles.region_names()
    context = {
        "values": filled.values,
        "faults": filled.faults,
        "profiles": {name: wording.PROFILES[Profil(name)] for name in Profil.values()},
        "regions": {code: names[code] for code in filled.regions},
        "situations": {name: wording.SITUATIONS[Situation(name)] for name in Situation.values()},
    }
    return await show(request, "orientation.html", context, status)


def _told(criteria: Criteria) -> list[str]:
    """What was answered, to be read again above the results."""
    told = []
    if criteria.profil:
        told.append(wording.PROFILES[Profil(criteria.profil)])
    if criteria.age is not None:
        told.append(f"{criteria.age} ans")
    if criteria.region:
        told.append(datafiles.region_names()[criteria.region])
    if criteria.situation:
        told.append(wording.SITUATIONS[Situation(criteria.situation)])
    return told


def _known(value: str | None, values: tuple[str, ...]) -> str | None:
    return value if value in values else None


routes = [
    Route("/orientation", ask, methods=["GET"]),
    Route("/orientation", orient, methods=["POST"]),
]
