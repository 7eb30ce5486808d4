"""The directory searched by words and filters, with how many each filter would leave.

Words are compared without accents or endings, and with a slip or two; an unknown fact of a
record never hides it, as in the chat.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.matching import ages_meet, sex_allows
from knowledge.messages import now
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
    Term,
)


class Setting(Term):
    """Where a service works (census: « Milieu de déploiement »)."""

    COMMUNAUTE = "communaute"
    ETABLISSEMENT = "etablissement"
    ECOLE = "ecole"
    EN_LIGNE = "en_ligne"
    AILLEURS = "ailleurs"
    NON_PRECISE = "non_precise"


SETTINGS: dict[str | None, Setting] = {
    "Dans la communauté": Setting.COMMUNAUTE,
    "En milieu institutionnel": Setting.ETABLISSEMENT,
    "En milieu scolaire": Setting.ECOLE,
    "En ligne exclusivement": Setting.EN_LIGNE,
    "Autre": Setting.AILLEURS,
}
"""What the census prints of it; whatever else is `NON_PRECISE`."""


class Freshness(Term):
    """Whether a record was checked in the last twelve months."""

    RECENTE = "recente"
    ANCIENNE = "ancienne"


class Access(Term):
    """`direct`: as `Service.direct`."""

    DIRECT = "direct"


class Order(Term):
    """In what order records are listed."""

    PERTINENCE = "pertinence"
    NOM = "nom"
    VERIFICATION = "verification"
    REGION = "region"


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
    setting: str | None = None
    access: str | None = None
    freshness: str | None = None
    document: str | None = None
    order: str = Order.PERTINENCE


CHOICES: dict[str, tuple[str, ...]] = {
    "regions": REGIONS,
    "audience": Profil.values(),
    "situation": Situation.values(),
    "sexe": Sexe.values(),
    "type": ServiceType.values(),
    "modality": Modality.values(),
    "stage": Stage.values(),
    "setting": Setting.values(),
    "access": Access.values(),
    "freshness": Freshness.values(),
}
"""The filters that are chosen among words of a vocabulary; a document is one that is there."""


@dataclass(frozen=True)
class Found:
    """The records, best first, and for each filter and value how many it would leave."""

    services: tuple[Service, ...]
    counts: dict[str, dict[str, int]]


def search(services: Iterable[Service], filters: Filters, today: dt.date | None = None) -> Found:
    """By words, best first; without words, by name. A place in the words is where they live.

    `today`, in Québec, tells which records were checked long ago.
    """
    filters = _placed(filters)
    scored = [(told(service, filters.text), service) for service in services]
    return _sifted([one for one in scored if one[0]], filters, today or now().date())


Scored = tuple[int, Service]


def _sifted(read: Iterable[Scored], filters: Filters, today: dt.date) -> Found:
    """What the filters keep of the records read, in order, with each one's counts."""
    chosen = _chosen(filters)
    kept: list[Scored] = []
    counts: dict[str, Counter[str]] = {
        name: Counter(dict.fromkeys(values, 0)) for name, values in CHOICES.items()
    }
    counts["document"] = Counter()
    for score, service in read:
        if not ages_meet(service, filters.minimum_age, filters.maximum_age):
            continue
        facts = _facts(service, today)
        refusing = [name for name, values in chosen.items() if values.isdisjoint(facts[name])]
        if not refusing:
            kept.append((score, service))
        for name in counts:
            # A filter's own choice does not hide what another of its values would leave.
            if refusing in ([], [name]):
                counts[name].update(facts[name])
    kept.sort(key=lambda one: _place(one, filters.order))
    return Found(
        tuple(service for _, service in kept),
        {name: dict(counted) for name, counted in counts.items()},
    )


def _place(one: Scored, order: str) -> tuple[object, ...]:
    score, service = one
    first: tuple[object, ...] = {
        Order.PERTINENCE.value: (-score,),
        Order.VERIFICATION.value: (-service.assured_date.toordinal(),),
        Order.REGION.value: (service.province, service.regions[:1]),
    }.get(order, ())
    return (*first, _filed(service.name), service.id)


@lru_cache(maxsize=2_000)
def _filed(name: str) -> str:
    """A name as a list in alphabetical order has it."""
    return _plain(name)


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


def _chosen(filters: Filters) -> dict[str, frozenset[str]]:
    """The filters that are chosen, each with the values of which a record must hold one."""
    held = {name: getattr(filters, name) for name in (*CHOICES, "document")}
    return {
        name: frozenset(value if isinstance(value, tuple) else (value,))
        for name, value in held.items()
        if value
    }


def _facts(service: Service, today: dt.date) -> dict[str, Collection[str]]:
    """The values of each filter that a record holds."""
    fresh = Freshness.ANCIENNE if service.stale(today) else Freshness.RECENTE
    return {
        "regions": service.regions,
        "audience": service.audiences,
        "situation": service.situations,
        "sexe": [value for value in Sexe.values() if sex_allows(service, value)],
        "type": service.types,
        "modality": (service.modality,) if service.modality else (),
        "stage": (service.stage,),
        "setting": (setting(service).value,),
        "access": (Access.DIRECT.value,) if service.direct else (),
        "freshness": (fresh.value,),
        "document": (service.source_document,),
    }


def setting(service: Service) -> Setting:
    return SETTINGS.get(service.printed("deployment"), Setting.NON_PRECISE)
