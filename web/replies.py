"""The shape of what the assistant returns: anything else is a failure, never passed on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from knowledge.vocabulary import Field, Urgence
from web.payloads import is_value

Message = dict[str, Any]

_MOST_MESSAGES = 30
_MOST_SHOWN = {"items": 3, "lines": 4}


class WrongReply(ValueError):
    """The assistant returned something that the contract does not know."""


@dataclass(frozen=True)
class Reply:
    """`messages` as the contract has them; `criteria` is nothing when it was not readable."""

    messages: list[Message]
    criteria: dict[str, Any] | None

    def payloads(self) -> list[str]:
        return [
            button["payload"] for message in self.messages for button in message.get("buttons", ())
        ]


def read_reply(body: Any) -> Reply:
    """The channel's JSON as a `Reply`; raises `WrongReply`."""
    _expect(isinstance(body, dict))
    messages = body.get("messages")
    _expect(isinstance(messages, list) and 0 < len(messages) <= _MOST_MESSAGES)
    reply = Reply([_message(entry) for entry in messages], _criteria(body.get("criteria")))
    try:
        json.dumps(reply.messages, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        raise WrongReply from None
    return reply


def _expect(held: bool) -> None:
    if not held:
        raise WrongReply


def _message(entry: Any) -> Message:
    _expect(isinstance(entry, dict))
    text = entry.get("text")
    _expect(isinstance(text, str) and bool(text.strip()))
    message: Message = {"text": text}
    if entry.get("buttons"):
        _expect(isinstance(entry["buttons"], list))
        message["buttons"] = [_button(button) for button in entry["buttons"]]
    if entry.get("custom"):
        message["custom"] = _custom(entry["custom"])
    return message


def _button(entry: Any) -> dict[str, Any]:
    _expect(isinstance(entry, dict))
    title, payload, value = entry.get("title"), entry.get("payload"), entry.get("value")
    _expect(isinstance(title, str) and bool(title.strip()))
    _expect(isinstance(payload, str) and payload.startswith("/"))
    _expect("value" in entry and (value is None or type(value) in {str, int}))
    return {"title": title, "payload": payload, "value": value}


def _custom(entry: Any) -> dict[str, Any]:
    _expect(isinstance(entry, dict))
    kind = entry.get("type")
    if kind == "question":
        _expect(entry.get("field") in Field.values())
        return {"type": kind, "field": entry["field"]}
    if kind == "referrals":
        more, widened = entry.get("more"), entry.get("widened", False)
        _expect(type(more) is int and more >= 0 and type(widened) is bool)
        return {
            "type": kind,
            "criteria": _criteria(entry.get("criteria")) or {},
            "items": _shown(entry, "items", "reach"),
            "more": more,
            "widened": widened,
        }
    lines = _shown(entry, "lines", "name")
    _expect(bool(lines))
    if kind == "urgent":
        _expect(entry.get("kind") in Urgence.values())
        return {"type": kind, "kind": entry["kind"], "lines": lines}
    _expect(kind == "human_help")
    return {"type": kind, "lines": lines}


def _shown(entry: dict[str, Any], name: str, required: str) -> list[dict[str, Any]]:
    shown = entry.get(name)
    _expect(isinstance(shown, list) and len(shown) <= _MOST_SHOWN[name])
    for item in shown or ():
        _expect(isinstance(item, dict) and isinstance(item.get(required), str))
        _expect(bool(item[required].strip()))
    return list(shown or ())


def _criteria(entry: Any) -> dict[str, Any] | None:
    if not isinstance(entry, dict):
        return None
    known = {name: entry[name] for name in Field.values() if entry.get(name) is not None}
    return known if all(is_value(name, value) for name, value in known.items()) else None
