"""The human lines for any moment, failures included: never empty, never raising.

Which lines, in what order, is data (`data/lines.yml`); who may call them is
`matching`'s. When the database cannot be read, the shipped file answers.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge import datafiles, directory, matching, messages, records, wording
from knowledge.records import CONTACTS_DOCUMENT, ContactRecord
from knowledge.services import Criteria, Opening, Phone, Service
from knowledge.settings import data_folder
from knowledge.vocabulary import Profil, Situation, Urgence

logger = logging.getLogger(__name__)

LINES = "lines.yml"


def entries() -> Sequence[Service]:
    """Every line and service; from the shipped file when the database is down."""
    try:
        return directory.load().entries
    except Exception as error:
        logger.warning("Répertoire illisible (%s) : lignes du fichier.", type(error).__name__)
        path = data_folder() / datafiles.CONTACTS
        return _shipped(path, path.stat().st_mtime_ns)


def human_lines(
    criteria: Criteria, at: dt.datetime, but: Sequence[Service] = ()
) -> tuple[Service, ...]:
    """At most four lines for what is known, best first; `but`: those already tried."""
    orders = _orders(data_folder() / LINES)
    if criteria.profil is None and criteria.situation is None and criteria.age is None:
        preferred = orders["profil_inconnu"]["defaut"]
    else:
        by_profil = orders["situations"].get(criteria.situation or "", orders["situation_inconnue"])
        preferred = _of_profil(by_profil, criteria.profil)
    tried = {matching.DPJ if line.kind == "protection_jeunesse" else line.code for line in but}
    order = [code for code in _with_regional(preferred, criteria, orders) if code not in tried]
    return _choose(order, criteria, at, orders)


def urgent_lines(kind: str, criteria: Criteria, at: dt.datetime) -> tuple[Service, ...]:
    """At most four lines for an urgency; when who writes is unknown, those for everyone."""
    orders = _orders(data_folder() / LINES)
    urgence = str(Urgence(kind))
    by_situation = orders["danger_et_situation"].get(criteria.situation or "")
    if urgence == Urgence.DANGER and by_situation:
        preferred = _of_profil(by_situation, criteria.profil)
    elif criteria.profil is None:
        preferred = orders["profil_inconnu"][urgence]
    else:
        preferred = _of_profil(orders["urgences"][urgence], criteria.profil)
    return _choose(preferred, criteria, at, orders, urgent=True)


def urgent_lines_elsewhere(kind: str, criteria: Criteria, at: dt.datetime) -> tuple[Service, ...]:
    """The same for whoever is elsewhere in Canada: only what answers there."""
    orders = _orders(data_folder() / LINES)
    return _choose(orders["ailleurs"][kind], criteria, at, orders, urgent=True)


def human_help_message(
    criteria: Criteria, now: dt.datetime | None = None, *, intro: str | None = None
) -> messages.Message:
    """The `human_help` message that ends a search or follows a failure."""
    at = now or messages.now()
    vous = wording.formal(criteria)
    return messages.human_help(human_lines(criteria, at), at, intro or wording.HUMAN_HELP[vous])


def human_help_messages(
    criteria: Criteria, vous: bool, now: dt.datetime | None = None
) -> list[messages.Message]:
    """The lines, and apart those of youth protection where a region has several."""
    at = now or messages.now()
    lines = human_lines(criteria, at)
    told = [messages.human_help(lines, at, wording.HUMAN_HELP[vous])]
    protection = matching.protection_lines(entries(), criteria)
    if len(protection) > 2:
        told.append(messages.human_help(protection[:4], at, wording.PROTECTION_BY_COMMUNITY))
    return told


def other_lines_messages(
    criteria: Criteria, vous: bool, now: dt.datetime | None = None
) -> list[messages.Message]:
    """The lines that follow the first four, for whom these did not work; else the same."""
    at = now or messages.now()
    others = human_lines(criteria, at, but=human_lines(criteria, at))
    if not others:
        return human_help_messages(criteria, vous, at)
    return [messages.human_help(others, at, wording.HUMAN_HELP[vous])]


def english_message(criteria: Criteria, now: dt.datetime | None = None) -> messages.Message:
    """The lines that answer in English, for whoever writes in English."""
    at = now or messages.now()
    orders = _orders(data_folder() / LINES)
    by_situation = orders["anglais"]
    preferred = by_situation.get(criteria.situation or "", by_situation["defaut"])
    lines = _choose(preferred, criteria, at, orders)
    return messages.human_help(lines, at, wording.IN_ENGLISH)


def named_lines(
    identities: Sequence[str], criteria: Criteria, intro: str, now: dt.datetime | None = None
) -> list[messages.Message]:
    """Lines by their ids, but for those that what is known of the person excludes."""
    at = now or messages.now()
    lines = _choose(identities, criteria, at, _orders(data_folder() / LINES))
    return [messages.human_help(lines, at, intro)] if lines else []


def image_lines(criteria: Criteria, intro: str) -> list[messages.Message]:
    """Who helps to have an image removed."""
    return named_lines(_orders(data_folder() / LINES)["images"], criteria, intro)


def urgent_message(
    kind: str,
    criteria: Criteria,
    now: dt.datetime | None = None,
    *,
    about: str | None = None,
    vous: bool | None = None,
    certain: bool = True,
    in_quebec: bool = True,
) -> messages.Message:
    """The `urgent` message: `kind` is `danger` or `suicide`; `about` is `soi` or `autre`.

    Not `certain`: « ai-je bien compris? », with the same lines.
    """
    at = now or messages.now()
    formal = wording.formal(criteria) if vous is None else vous
    whom = about or whom_it_is_about(criteria)
    chosen = urgent_lines if in_quebec else urgent_lines_elsewhere
    return messages.urgent(kind, whom, chosen(kind, criteria, at), at, formal, certain)


def whom_it_is_about(criteria: Criteria) -> str:
    """`soi` or `autre`, when the words do not say."""
    return "soi" if criteria.profil in (None, Profil.JEUNE) else "autre"


def lines_by_need(now: dt.datetime | None = None) -> list[tuple[str, list[dict[str, Any]]]]:
    """For a page: what each situation asks for, in words, and the lines that answer it."""
    at = now or messages.now()
    found = []
    for name in Situation.values():
        lines = human_lines(Criteria(situation=name), at)
        found.append(
            (wording.SITUATIONS[Situation(name)], [messages.line(one, at) for one in lines])
        )
    return found


def protection_by_region(
    now: dt.datetime | None = None,
) -> list[tuple[str, list[dict[str, Any]]]]:
    """For a page: each region by name, and its lines of youth protection."""
    at = now or messages.now()
    known = entries()
    return [
        (
            name,
            [
                messages.line(one, at)
                for one in matching.protection_lines(known, Criteria(region=code))
            ],
        )
        for code, name in datafiles.region_names().items()
    ]


def error_lines(now: dt.datetime | None = None) -> list[dict[str, Any]]:
    """The contract's lines for an error, when nothing is known of the person."""
    at = now or messages.now()
    return [messages.line(entry, at) for entry in human_lines(Criteria(), at)]


def _choose(
    preferred: Sequence[str],
    criteria: Criteria,
    at: dt.datetime,
    orders: dict[str, Any],
    urgent: bool = False,
) -> tuple[Service, ...]:
    youth = matching.YouthLines(
        frozenset(orders["youth_lines"]["ids"]), orders["youth_lines"]["up_to_age"]
    )
    return matching.lines(preferred, entries(), criteria, at, youth, urgent)


def _of_profil(order: dict[str, list[str]], profil: str | None) -> list[str]:
    return list(order.get(profil or Profil.JEUNE.value, []))


def _with_regional(
    preferred: Sequence[str], criteria: Criteria, orders: dict[str, Any]
) -> list[str]:
    """The region's own police lines, after the first two, for those who report."""
    concerned = criteria.situation in ("exploitation_sexuelle", "leurre")
    if not concerned or criteria.profil in (None, Profil.JEUNE) or criteria.region is None:
        return list(preferred)
    local = orders["regional"].get(criteria.region, orders["regional"]["autres"])
    return [*preferred[:2], *local, *preferred[2:]]


@lru_cache(maxsize=8)
def _orders(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def _shipped(path: Path, _changed: int) -> tuple[Service, ...]:
    """The contacts straight from their file, read again when it changes."""
    records = datafiles.load_quickly(path) or datafiles.read_records(path).records
    return tuple(_entry(item) for item in records if isinstance(item, ContactRecord))


def _entry(record: ContactRecord) -> Service:
    phones = []
    if record.phone:
        phones.append(
            Phone(record.phone, "voice", record.label, record.hours, _hours(record.schedule))
        )
    if record.sms:
        own = record.sms_hours is not None or bool(record.sms_schedule)
        schedule = record.sms_schedule if own else record.schedule
        hours = record.sms_hours or record.hours
        phones.append(Phone(record.sms, "text", record.label, hours, _hours(schedule)))
    return Service(
        id=record.id,
        name=record.name,
        organization=record.organization,
        summary=record.summary,
        reach=record.reach,
        kind=record.kind,
        stage="en_application",
        direct_access=record.direct_access,
        publishable=record.publishable,
        assured_date=record.assured_date,
        source_document=CONTACTS_DOCUMENT,
        source_locator=record.sources[0].address if record.sources else record.id,
        regions=record.region_codes(),
        minimum_age=record.minimum_age,
        maximum_age=record.maximum_age,
        phones=tuple(phones),
        url=record.url,
        chat=record.chat,
        code=record.id,
        label=record.label,
        variant_of=record.variant_of,
    )


def _hours(schedule: Sequence[records.Opening]) -> tuple[Opening, ...]:
    return tuple(Opening(tuple(item.byday), item.opens_at, item.closes_at) for item in schedule)
