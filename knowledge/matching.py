"""Who may be served (hard), in what order (soft), and why: pure functions.

All eligibility is decided here. An unknown fact, of the person or of the
service, excludes nothing: it only ranks lower.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from knowledge.services import Criteria, Opening, Service
from knowledge.vocabulary import Modality, Profil, ServiceType, Situation, Stage

_S = Situation

RELATED: dict[str, tuple[str, ...]] = {
    _S.SEXTORSION: (_S.PARTAGE_IMAGES, _S.LEURRE),
    _S.PARTAGE_IMAGES: (_S.SEXTORSION,),
    _S.LEURRE: (_S.SEXTORSION, _S.INQUIETUDE, _S.EXPLOITATION_SEXUELLE),
    _S.EXPLOITATION_SEXUELLE: (_S.INQUIETUDE,),
    _S.INQUIETUDE: (_S.EXPLOITATION_SEXUELLE, _S.LEURRE),
    _S.CYBERINTIMIDATION: (_S.INTIMIDATION,),
    _S.INTIMIDATION: (_S.CYBERINTIMIDATION,),
    _S.FUGUE: (_S.HEBERGEMENT,),
    _S.HEBERGEMENT: (_S.FUGUE,),
}
"""Situations whose services also help: second best, never before the exact ones.

`comportement_cause` has none, on purpose: no service for victims is offered
to someone who harms others.
"""


class Reason(str, Enum):
    """Why a service was chosen; `wording.reason` says each in one way."""

    SITUATION = "situation"
    RELATED = "situation_proche"
    AGE = "age"
    REGION = "region"
    PROVINCE = "province"
    DIRECT = "acces_direct"
    SEXE = "sexe"
    STAGE = "stade"
    UNCONFIRMED = "a_confirmer"


@dataclass(frozen=True)
class Match:
    """A service that may serve, with the reasons in the order they are said."""

    service: Service
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Result:
    """`matches` best first; `widened` when nothing local was among them."""

    matches: tuple[Match, ...]
    widened: bool


def admits(audiences: Sequence[str], low: int | None, high: int | None, criteria: Criteria) -> bool:
    """Whether a door that is no record of the directory may serve who writes, at that age."""
    return (not criteria.profil or criteria.profil in audiences) and ranges_meet(
        low, high, criteria.age, criteria.age
    )


def admissible(service: Service, criteria: Criteria) -> bool:
    """Whether nothing known forbids this service to this person (promise 3).

    A service that says no audience was read in another directory and confirmed by nobody here.
    """
    return (
        _age_allows(service, criteria.age)
        and sex_allows(service, criteria.sexe)
        and bool(service.audiences)
        and (not criteria.profil or criteria.profil in service.audiences)
        and (not criteria.region or criteria.region in service.regions)
        and (criteria.profil == Profil.INTERVENANT or _public(service))
    )


def fits(service: Service, criteria: Criteria) -> bool:
    """Whether the service answers the situation, exactly or nearly."""
    situation = criteria.situation
    if situation is None or situation in service.situations:
        return True
    if situation == Situation.HEBERGEMENT and not _may_be_minor(criteria.age):
        # A runaway's service is no bed for an adult.
        return False
    return any(near in service.situations for near in RELATED.get(situation, ()))


def match(services: Iterable[Service], criteria: Criteria, named: Sequence[str] = ()) -> Result:
    """Every admissible service that fits, best first; `named`: ids of those that were asked for.

    Nothing local → only province-wide services remain, and `widened` says so.
    Nothing at all → no match: an honest nothing beats a wrong door.
    """
    kept = [
        service for service in services if admissible(service, criteria) and fits(service, criteria)
    ]
    asked = [service for service in kept if service.id in named]
    forums = bool(asked) and all(_is_forum(service) for service in asked)
    ranks = {service.id: _rank(service, criteria, service in asked, forums) for service in kept}
    kept.sort(key=lambda service: ranks[service.id])
    ordered = _network_last(_one_door_first(kept, ranks), criteria)
    local = any(not service.province for service in ordered)
    return Result(
        tuple(Match(service, _reasons(service, criteria)) for service in ordered),
        widened=criteria.region is not None and not local,
    )


def _public(service: Service) -> bool:
    return service.publishable and service.stage == Stage.EN_APPLICATION


def _age_allows(service: Service, age: int | None) -> bool:
    return ages_meet(service, age, age)


def ages_meet(service: Service, youngest: int | None, oldest: int | None) -> bool:
    """Whether someone of a range of ages may be served; an open end excludes nothing."""
    return ranges_meet(service.minimum_age, service.maximum_age, youngest, oldest)


def ranges_meet(
    low: int | None, high: int | None, youngest: int | None, oldest: int | None
) -> bool:
    """Whether two ranges of years share one; an open end excludes nothing."""
    return (low is None or oldest is None or oldest >= low) and (
        high is None or youngest is None or youngest <= high
    )


def sex_allows(service: Service, sexe: str | None) -> bool:
    return not sexe or not service.sexes or sexe in service.sexes


Rank = tuple[tuple[bool, ...], tuple[object, ...]]


def _rank(service: Service, criteria: Criteria, named: bool, forums: bool) -> Rank:
    """Smaller is better: how well it answers, then what breaks ties.

    A table of partners trains nobody: it comes last, unless `forums` are what is asked for.
    """
    situation = criteria.situation
    informative = situation in (Situation.PREVENTION, Situation.FORMATION)
    ages = (service.minimum_age, service.maximum_age)
    answers = (
        not _public(service),
        criteria.profil is None and service.audiences == (Profil.INTERVENANT.value,),
        not (informative or service.direct_access),
        situation == Situation.FORMATION and _is_forum(service) and not forums,
        not named,
        situation is not None and situation not in service.situations,
        service.province if criteria.region else not service.province,
    )
    ties = (
        not informative and criteria.age is not None and ages == (None, None),
        not informative and criteria.age is None and ages != (None, None),
        criteria.sexe is None and bool(service.sexes),
        not informative and not _specialised(service, situation),
        criteria.age is not None and _wide(service),
        not _reachable(service),
        -service.assured_date.toordinal(),
        service.name,
        service.id,
    )
    return answers, ties


def _is_forum(service: Service) -> bool:
    return ServiceType.CONCERTATION in service.types or ServiceType.RECHERCHE in service.types


_EXPLOITATION = (None, Situation.EXPLOITATION_SEXUELLE, Situation.INQUIETUDE, Situation.LEURRE)
_BEDS = (Situation.HEBERGEMENT, Situation.FUGUE)
_FEW = 3
_WIDE_YEARS = 25


def _specialised(service: Service, situation: str | None) -> bool:
    """A place that knows this situation before others."""
    if situation in _BEDS:
        return service.modality == Modality.HEBERGEMENT
    if situation in _EXPLOITATION:
        known = Situation.EXPLOITATION_SEXUELLE in service.situations
        return known and service.modality != Modality.HEBERGEMENT
    return len(service.situations) <= _FEW


def _wide(service: Service) -> bool:
    """Ages so far apart that the place is nobody's own."""
    if service.minimum_age is None or service.maximum_age is None:
        return False
    return service.maximum_age - service.minimum_age > _WIDE_YEARS


def _reachable(service: Service) -> bool:
    return bool(service.phones or service.url or service.chat)


def _one_door_first(ranked: Sequence[Service], ranks: dict[str, Rank]) -> list[Service]:
    """Among equals, each organisation's best before any organisation's second."""
    turn: dict[str, int] = {}
    counts: dict[tuple[object, ...], int] = {}
    for service in ranked:
        key = (ranks[service.id][0], service.organization)
        turn[service.id] = counts.get(key, 0)
        counts[key] = turn[service.id] + 1
    return sorted(ranked, key=lambda item: (ranks[item.id][0], turn[item.id]))


def _network_last(ordered: Sequence[Service], criteria: Criteria) -> list[Service]:
    """A network's general door comes last where one of its own, of the same site, is listed."""
    if criteria.region is None:
        return list(ordered)
    local = {service.url for service in ordered if service.url and not service.province}
    return sorted(ordered, key=lambda item: item.province and item.url in local)


def _reasons(service: Service, criteria: Criteria) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if criteria.situation is not None:
        exact = criteria.situation in service.situations
        reasons.append(Reason.SITUATION if exact else Reason.RELATED)
    if (service.minimum_age, service.maximum_age) != (None, None):
        reasons.append(Reason.AGE)
    reasons.append(Reason.PROVINCE if service.province else Reason.REGION)
    if len(service.sexes) == 1:
        reasons.append(Reason.SEXE)
    if service.direct_access and service.access == "public":
        reasons.append(Reason.DIRECT)
    if service.stage != Stage.EN_APPLICATION:
        reasons.append(Reason.STAGE)
    if not service.publishable:
        reasons.append(Reason.UNCONFIRMED)
    return tuple(reasons)


# --- human lines -----------------------------------------------------------

MAXIMUM_LINES = 4
DPJ = "dpj"
"""In an order of preference: the youth-protection lines of the person's region."""
_DPJ_SHARE = 2
_DPJ_SHARE_URGENT = 3


@dataclass(frozen=True)
class YouthLines:
    """Lines for the young: left out once the age is known to be above `up_to_age`."""

    codes: frozenset[str] = frozenset()
    up_to_age: int = 20


def lines(
    preferred: Sequence[str],
    entries: Sequence[Service],
    criteria: Criteria,
    now: dt.datetime,
    youth: YouthLines = YouthLines(),
    urgent: bool = False,
) -> tuple[Service, ...]:
    """At most four lines that may serve: the first of the order, open ones before closed.

    `preferred` holds ids of contacts, `dpj` standing for the region's youth
    protection: where it is wanted it keeps a place, unless the region has too
    many lines to hold (then see `protection_lines`).
    """
    by_code = {entry.code: entry for entry in entries if entry.code}
    protection = protection_lines(entries, criteria) if DPJ in preferred else ()
    if len(protection) > _DPJ_SHARE:
        protection = protection[:_DPJ_SHARE_URGENT] if urgent else ()
    chosen: dict[str, Service] = {}
    for code in preferred:
        for line in protection if code == DPJ else [by_code.get(code)]:
            if line is not None and _line_allows(line, criteria, youth):
                chosen.setdefault(line.id, line)
    ranked = sorted(chosen.values(), key=lambda line: is_open(line, now) is False)
    kept = ranked[:MAXIMUM_LINES]
    left = [line for line in protection if line not in kept]
    kept = kept[: MAXIMUM_LINES - len(left)]
    answering = next((line for line in ranked if is_open(line, now)), None)
    if answering and not any(is_open(line, now) for line in (*kept, *left)):
        # Whoever needs a voice now has one, whatever else has no known hours.
        kept = [*kept[:-1], answering]
    return tuple(sorted([*kept, *left], key=lambda line: is_open(line, now) is False))


def protection_lines(entries: Iterable[Service], criteria: Criteria) -> tuple[Service, ...]:
    """Every youth-protection line of the region, for whoever may be a minor.

    A second number is listed beside a line that is not known to answer day and night.
    """
    if criteria.region is None or not _may_be_minor(criteria.age):
        return ()
    found = [
        entry
        for entry in entries
        if entry.kind == "protection_jeunesse"
        and criteria.region in entry.regions
        and _line_allows(entry, criteria, YouthLines())
    ]
    always = {entry.code for entry in found if _day_and_night(entry)}
    kept = [entry for entry in found if not entry.variant_of or entry.variant_of not in always]
    return tuple(sorted(kept, key=lambda entry: entry.code or ""))


def _day_and_night(line: Service) -> bool:
    return any(
        opening.opens_at == "00:00" and opening.closes_at == "24:00" and len(opening.byday) == 7
        for phone in line.phones
        for opening in phone.schedule
    )


def _may_be_minor(age: int | None) -> bool:
    return age is None or age < 18


def _line_allows(line: Service, criteria: Criteria, youth: YouthLines) -> bool:
    reachable = bool(line.phones or line.url or line.chat)
    grown = criteria.age is not None and criteria.age > youth.up_to_age
    return (
        reachable
        and _public(line)
        and _age_allows(line, criteria.age)
        and not (grown and line.code in youth.codes)
        and (criteria.region is None or criteria.region in line.regions)
    )


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_open(line: Service, now: dt.datetime) -> bool | None:
    """Whether one of its phones or texts answers at `now` (Québec); `None` when unknown."""
    known = [phone for phone in line.phones if phone.schedule]
    if not known:
        return None
    if any(_open_at(phone.schedule, now) for phone in known):
        return True
    return False if len(known) == len(line.phones) else None


def _open_at(schedule: Sequence[Opening], now: dt.datetime) -> bool:
    clock, today = now.strftime("%H:%M"), _DAYS[now.weekday()]
    yesterday = _DAYS[now.weekday() - 1]
    for opening in schedule:
        start, end, days = opening.opens_at, opening.closes_at, opening.byday
        overnight = end <= start
        if today in days and start <= clock and (overnight or clock < end):
            return True
        if overnight and yesterday in days and clock < end:
            return True
    return False
