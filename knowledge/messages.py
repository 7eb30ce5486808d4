"""The contract's messages (CONTRACT §2): the same facts in `custom` and in `text`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from knowledge import wording
from knowledge.matching import Match, Result, is_open
from knowledge.questions import Question
from knowledge.services import Criteria, Phone, Service

QUEBEC = ZoneInfo("America/Toronto")
SHOWN_AT_ONCE = 3

Message = dict[str, Any]


def now() -> dt.datetime:
    """The time where people live, for opening hours and dates."""
    return dt.datetime.now(QUEBEC)


def answer_payload(field: str, value: Any) -> str:
    """What a button sends for an answer to a question."""
    return f"/repondre{json.dumps({field: value}, ensure_ascii=False)}"


def skip_payload(field: str) -> str:
    return f"/passer{json.dumps({'champ': field})}"


def other_payload(field: str) -> str:
    return f"/autre_chose{json.dumps({'champ': field})}"


def confirm_payload(kind: str) -> str:
    """What « oui » sends under an urgent message that is not certain."""
    return f"/confirmer_urgence{json.dumps({'urgence': kind})}"


def button(title: str, payload: str, value: Any) -> dict[str, Any]:
    return {"title": title, "payload": payload, "value": value}


MORE = button("D'autres services", "/demander_plus", "plus")
RESTART = button("Recommencer", "/recommencer", "recommencer")
NOT_URGENT = button("Non", "/infirmer_urgence", "non")
IN_QUEBEC = button("Non, c'est au Québec", '/corriger{"region": null}', "non")
HELP = button("Parler à quelqu'un", "/demander_aide", "aide")


def question(asked: Question) -> Message:
    """A question with its buttons; exactly one of them skips."""
    buttons = []
    for choice in asked.choices:
        if choice.value is None:
            payload = skip_payload(asked.field)
        elif choice.value == "autre_chose":
            payload = other_payload(asked.field)
        else:
            payload = answer_payload(asked.field, choice.value)
        buttons.append(button(choice.title, payload, choice.value))
    return {
        "text": asked.text,
        "buttons": buttons,
        "custom": {"type": "question", "field": asked.field},
    }


def referrals(
    result: Result, criteria: Criteria, at: dt.datetime, vous: bool, start: int = 0
) -> Message:
    """At most three suggestions from `start`, and how many others match."""
    shown = result.matches[start : start + SHOWN_AT_ONCE]
    more = max(0, len(result.matches) - start - len(shown))
    today = at.date()
    items = [item(match, criteria, today) for match in shown]
    if start and shown:
        opening = "En voici d'autres."
    elif start:
        opening = "C'est tout ce que j'ai trouvé."
    else:
        opening = wording.results_opening(result, criteria, vous)
    texts = [opening] + [
        wording.referral(start + position, match.service, entry["why"], today)
        for position, (match, entry) in enumerate(zip(shown, items, strict=True), start=1)
    ]
    message: Message = {
        "text": "\n\n".join(texts),
        "custom": {
            "type": "referrals",
            "criteria": criteria.known(),
            "items": items,
            "more": more,
            "widened": result.widened,
        },
    }
    message["buttons"] = ([MORE] if more else []) + [HELP, RESTART]
    return message


def nothing_here(text: str, criteria: Criteria) -> Message:
    """No service of Québec, for whoever is elsewhere; a button to say that it is not so."""
    found = {"items": [], "more": 0, "widened": False}
    return {
        "text": text,
        "custom": {"type": "referrals", "criteria": criteria.known(), **found},
        "buttons": [IN_QUEBEC, HELP, RESTART],
    }


def item(match: Match, criteria: Criteria, today: dt.date) -> dict[str, Any]:
    """A suggestion as the contract's item; absent facts are left out."""
    service = match.service
    return _without_absent(
        {
            "id": service.id,
            "name": service.name,
            "organization": service.organization,
            "summary": service.summary,
            "why": [wording.reason(code, service, criteria) for code in match.reasons],
            "reach": service.reach,
            "regions": list(service.regions),
            "minimum_age": service.minimum_age,
            "maximum_age": service.maximum_age,
            "phones": [_phone(phone) for phone in service.phones],
            "url": service.url,
            "stage": service.stage,
            "type": ", ".join(service.types) or service.kind,
            "modality": service.modality,
            "assured_date": service.assured_date.isoformat(),
            "stale": service.stale(today),
            "source": {
                "document": service.source_document,
                "locator": service.source_locator,
            },
        }
    )


def human_help(lines: Sequence[Service], at: dt.datetime, intro: str) -> Message:
    return _with_lines({"type": "human_help"}, lines, at, intro)


def urgent(
    kind: str,
    about: str,
    lines: Sequence[Service],
    at: dt.datetime,
    vous: bool,
    certain: bool = True,
) -> Message:
    """What is said at once, before anything is asked; `about` is `soi` or `autre`.

    When it is not certain, whether it was well understood is asked under the lines.
    """
    said = wording.URGENT if certain else wording.DOUBT
    message = _with_lines({"type": "urgent", "kind": kind}, lines, at, said[kind, about, vous])
    message["text"] += f"\n{wording.STAY[vous]}"
    if not certain:
        message["buttons"] = [button("Oui", confirm_payload(kind), "oui"), NOT_URGENT]
    return message


def line(entry: Service, at: dt.datetime) -> dict[str, Any]:
    """A help line as the contract's line."""
    voice = next((phone for phone in entry.phones if phone.kind == "voice"), None)
    text = next((phone for phone in entry.phones if phone.kind == "text"), None)
    hours = next((phone.hours for phone in entry.phones if phone.hours), None)
    fields = _without_absent(
        {
            "id": entry.code,
            "name": f"{entry.name} ({entry.label})" if entry.label else entry.name,
            "phone": voice.number if voice else None,
            "sms": text.number if text else None,
            "chat": entry.chat,
            "url": entry.url,
            "hours": hours,
            "assured_date": entry.assured_date.isoformat(),
            "source": entry.source_locator,
        }
    )
    return {**fields, "open": is_open(entry, at)}


def _with_lines(
    custom: dict[str, Any], lines: Sequence[Service], at: dt.datetime, intro: str
) -> Message:
    texts = [wording.line(entry, is_open(entry, at)) for entry in lines]
    if lines:
        texts.append(wording.lines_assured(min(entry.assured_date for entry in lines)))
    return {
        "text": "\n".join([intro, *texts]),
        "custom": {**custom, "lines": [line(entry, at) for entry in lines]},
    }


def _phone(phone: Phone) -> dict[str, Any]:
    return _without_absent({"number": phone.number, "label": _label(phone), "hours": phone.hours})


def _label(phone: Phone) -> str | None:
    parts = ["texto" if phone.kind == "text" else None, phone.label]
    return ", ".join(part for part in parts if part) or None


def _without_absent(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
