"""The directory searched by words and filters, with how many each filter would leave.

Words are compared without accents or endings, and with a slip or two; an unknown fact of a
record never hides it, as in the chat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.matching import ages_meet, sex_allows
from knowledge.places import find_place, find_places
from knowledge.services import Service
from knowledge.spoken import words
from knowledge.vocabulary import (
    REGIONS,
    Modality,
    Profil,
    ServiceType,
    Sexe,
    Situation,
    Stage,
)

_LITTLE = frozenset(
    {"l", "d", "le", "la", "les", "de", "du", "des", "a", "au", "aux", "un", "une", "et", "ou"}
) | {"pour", "en", "dans", "sur", "qui", "que", "avec", "par", "chez"}
"""Words that say nothing of what is looked for."""

_STEMMER = snowballstemmer.stemmer("french")
_NAME, _ORGANIZATION, _SUMMARY = 4, 2, 1
_WHOLE, _BEGUN, _SLIPPED = 3, 2, 1


@dataclass(frozen=True)
class Filters:
    """What is asked; an empty filter lets everything through. `regions`: any of them.

    `minimum_age` and `maximum_age`: a range in years, of which one year is enough.
    """

    text: str = ""
    regions: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    audience: str | None = None
    situation: str | None = None
    sexe: str | None = None
    type: str | None = None
    modality: str | None = None
    stage: str | None = None


CHOICES: dict[str, tuple[str, ...]] = {
    "regions": REGIONS,
    "audience": Profil.values(),
    "situation": Situation.values(),
    "sexe": Sexe.values(),
    "type": ServiceType.values(),
    "modality": Modality.values(),
    "stage": Stage.values(),
}
"""The filters that are chosen among words of the vocabulary."""


@dataclass(frozen=True)
class Found:
    """The records, best first, and for each filter and value how many it would leave."""

    services: tuple[Service, ...]
    counts: dict[str, dict[str, int]]


def search(services: Iterable[Service], filters: Filters) -> Found:
    """By words, best first; without words, by name. A place in the words is where they live."""
    filters = _placed(filters)
    scored = [(told(service, filters.text), service) for service in services]
    read = [(score, service) for score, service in scored if score]
    kept = [one for one in read if _passes(one[1], filters)]
    kept.sort(key=lambda one: (-one[0], _plain(one[1].name), one[1].id))
    counts = {
        name: {
            value: sum(_passes(service, _chosen(filters, name, value)) for _, service in read)
            for value in values
        }
        for name, values in CHOICES.items()
    }
    return Found(tuple(service for _, service in kept), counts)


def _placed(filters: Filters) -> Filters:
    """« travail de rue joliette »: the words without the town, and its region."""
    text = filters.text
    places = [one for one in find_places(text) if one.exact and one.regions]
    for one in reversed(places):
        text = f"{text[: one.start]} {text[one.end :]}"
    if not places:
        # « rue joliette » alone would be a street: of a search, the last word is a town.
        first, _, last = text.rstrip().rpartition(" ")
        named = find_place(last) if first else None
        if named is not None and named.exact and named.regions:
            places, text = [named], first
    regions = tuple(dict.fromkeys(code for one in places for code in one.regions))
    return replace(filters, text=text, regions=filters.regions or regions)


def told(service: Service, text: str) -> int:
    """How well a record says every word of a text; 0 when one is missing, 1 without words."""
    wanted = [word for word in _plain(text).split() if word not in _LITTLE]
    total = 0
    for word in wanted:
        best = max((_likeness(word, known) * weight for known, weight in _said(service)), default=0)
        if not best:
            return 0
        total += best
    return total or 1


def _likeness(word: str, known: str) -> int:
    if word == known or _stem(word) == _stem(known):
        return _WHOLE
    if known.startswith(word):
        return _BEGUN
    slips = 0 if len(word) < 5 else 1 if len(word) < 8 else 2
    near = slips and DamerauLevenshtein.distance(word, known, score_cutoff=slips) <= slips
    return _SLIPPED if near else 0


@lru_cache(maxsize=2_000)
def _said(service: Service) -> tuple[tuple[str, int], ...]:
    """Each word of a record with the weight of where it is; names also in one piece."""
    parts = (
        (service.name, _NAME),
        (service.organization, _ORGANIZATION),
        (service.summary, _SUMMARY),
        (" ".join(_terms(service)), _SUMMARY),
    )
    found: dict[str, int] = {}
    for text, weight in parts:
        plain = _plain(text).split()
        for word in (*plain, *(["".join(plain)] if weight != _SUMMARY else [])):
            found[word] = max(weight, found.get(word, 0))
    return tuple(found.items())


def _terms(service: Service) -> Iterator[str]:
    """What it is and does, as the vocabulary says it."""
    for value in (*service.situations, *service.types, service.modality or ""):
        yield value.replace("_", " ")


def _plain(text: str) -> str:
    """Words without accents, capitals or elisions, apart by one space."""
    return " ".join(word.text for word in words(text))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def _passes(service: Service, filters: Filters) -> bool:
    return all(allows(service) for allows in _tests(filters))


def _tests(filters: Filters) -> Iterator[Callable[[Service], bool]]:
    if filters.regions:
        yield lambda one: bool(set(filters.regions) & set(one.regions))
    if filters.minimum_age is not None or filters.maximum_age is not None:
        yield lambda one: ages_meet(one, filters.minimum_age, filters.maximum_age)
    if filters.audience:
        yield lambda one: filters.audience in one.audiences
    if filters.situation:
        yield lambda one: filters.situation in one.situations
    if filters.sexe:
        yield lambda one: sex_allows(one, filters.sexe)
    if filters.type:
        yield lambda one: filters.type in one.types
    if filters.modality:
        yield lambda one: one.modality == filters.modality
    if filters.stage:
        yield lambda one: one.stage == filters.stage


def _chosen(filters: Filters, name: str, value: str) -> Filters:
    """The same filters with one more value chosen, in place of what this one held."""
    chosen: object = (value,) if name == "regions" else value
    return replace(filters, **{name: chosen})  # type: ignore[arg-type]
