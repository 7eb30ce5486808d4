"""The directory searched by words and filters, with how many each filter would leave.

Words are compared without accents or endings, and with a slip or two; an unknown fact of a
record never hides it, as in the chat.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from knowledge import fulltext, wording
from knowledge.matching import ages_meet, sex_allows
from knowledge.messages import now
from knowledge.places import find_place, find_places
from knowledge.services import Service
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


Scores = Callable[[str], Mapping[str, int]]
"""Of some words, how well each record says them all, by its id; those that do not are absent."""


def search(
    services: Iterable[Service],
    filters: Filters,
    today: dt.date | None = None,
    scores: Scores | None = None,
) -> Found:
    """By words, best first; without words, by name. A place in the words is where they live.

    `today`, in Québec, tells which records were checked long ago. `scores` looks the words up
    elsewhere, as the database does; without it they are read here, alike.
    """
    filters = _placed(filters)
    known = list(services)
    if not fulltext.asked(filters.text):
        read = [(1, one) for one in known]
    else:
        found = scores(filters.text) if scores else _scores(known, filters.text)
        read = [(found[one.id], one) for one in known if found.get(one.id)]
    return _sifted(read, filters, today or now().date())


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
    return fulltext.plain(name)


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
    said = _said(service)
    return fulltext.score(said, fulltext.Vocabulary(said).wanted(text))


def told_of(services: Sequence[Service], text: str) -> tuple[str, ...]:
    """The ids of the records whose names or kinds say the most of what is rare in a text.

    « une table de concertation pour les partenaires » names tables among many trainings.
    """
    said = {one.id: _named(one) for one in services}
    vocabulary = fulltext.Vocabulary(frozenset().union(*said.values()))
    told: dict[str, float] = {}
    # Where it is needed is a filter of its own: « au Saguenay » names nobody.
    for accepted in vocabulary.wanted(_placed(Filters(text)).text):
        sure = {word for word, how in accepted.items() if how > fulltext.SLIPPED}
        bearers = [identity for identity, words in said.items() if sure & words]
        if bearers and len(bearers) <= len(services) * _RARE:
            rare = log(len(services) / len(bearers))
            told.update({identity: told.get(identity, 0.0) + rare for identity in bearers})
    least = max(told.values(), default=0.0) * _AS_MUCH
    return tuple(identity for identity, worth in told.items() if worth >= least)


_RARE = 0.3
"""Of a word: the share of the records that say it, beyond which it tells nothing."""

_AS_MUCH = 0.4
"""Of what the best record says, the share that another must say to be named too."""


@lru_cache(maxsize=2_000)
def _named(service: Service) -> frozenset[str]:
    """The words of a record's name, organization, types and way of working."""
    kinds = {"type": service.types, "modalite": (service.modality,) if service.modality else ()}
    terms = [wording.term(taxonomy, code)[0] for taxonomy, codes in kinds.items() for code in codes]
    return frozenset(fulltext.plain(" ".join([service.name, service.organization, *terms])).split())


def _scores(services: Sequence[Service], text: str) -> dict[str, int]:
    """The same of several records, whose words are looked up together."""
    vocabulary = fulltext.Vocabulary({word for one in services for word in _said(one)})
    wanted = vocabulary.wanted(text)
    return {one.id: fulltext.score(_said(one), wanted) for one in services}


@lru_cache(maxsize=2_000)
def _said(service: Service) -> dict[str, int]:
    """Each word of a record with the weight of where it is, as the database keeps them."""
    return fulltext.weighed(
        fulltext.document(
            {
                "name": service.name,
                "organization": service.organization,
                "description": service.summary,
                "terms": " ".join(_terms(service)),
            }
        )
    )


def _terms(service: Service) -> Iterator[str]:
    """What it is and does, as the vocabulary says it."""
    borne = {
        "situation": service.situations,
        "type": service.types,
        "modalite": (service.modality,) if service.modality else (),
    }
    for taxonomy, codes in borne.items():
        yield from (fulltext.term(wording.term(taxonomy, code)[0], code) for code in codes)


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
