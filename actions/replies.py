"""What is said, composed from `knowledge` and from the responses of the domain."""

from __future__ import annotations

import datetime as dt
import difflib
import unicodedata
from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.state import State
from knowledge import directory, help, matching, messages, questions, wording
from knowledge.matching import Result, match
from knowledge.services import Service

Message = dict[str, Any]


def say(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Utter one contract message."""
    dispatcher.utter_message(
        text=message["text"],
        buttons=message.get("buttons"),
        json_message=message.get("custom"),
    )


def tell(dispatcher: CollectingDispatcher, state: State, requested: str | None) -> None:
    """Say what comes before the next question or results."""
    for name in state.tells:
        if name.startswith("utter_"):
            dispatcher.utter_message(response=name)
        elif name == "aide":
            for message in help.human_help_messages(state.criteria, state.vous):
                say(dispatcher, message)
        elif name == "pourquoi":
            say(dispatcher, {"text": _why(state, requested)})
        elif name in ("service", "pour_moi"):
            for message in about(state, asked_for_self=name == "pour_moi"):
                say(dispatcher, message)


def ask(state: State, field: str) -> Message:
    """The question on a field; recalled, its words and buttons without being one more."""
    message = messages.question(questions.question(field, state.progress, state.vous))
    if state.recall:
        del message["custom"]
    return message


def results(state: State, at: dt.datetime) -> tuple[Result, list[Message]]:
    """Suggestions from where the last page ended, and the human lines."""
    found = match(directory.load().services, state.criteria)
    start = state.shown if state.page else 0
    told = [messages.referrals(found, state.criteria, at, state.vous, start)]
    return found, told + help.human_help_messages(state.criteria, state.vous, at)


def about(state: State, asked_for_self: bool) -> list[Message]:
    """What a service is, or whether it is for this person; never a new suggestion."""
    entries = directory.load().entries
    named = [entry for name in state.named for entry in _named(name, entries)]
    shown = [entry for identity in state.services for entry in entries if entry.id == identity]
    found = named[:1] or ([] if state.named else shown[-messages.SHOWN_AT_ONCE :])
    if not found:
        unknown = wording.UNKNOWN_SERVICE[state.vous]
        return [{"text": unknown}, *help.human_help_messages(state.criteria, state.vous)]
    today = messages.now().date()
    if not asked_for_self:
        return [{"text": wording.presentation(entry, today)} for entry in found]
    return [
        {
            "text": wording.suitability(
                entry, state.criteria, matching.admissible(entry, state.criteria), state.vous
            )
        }
        for entry in found
    ]


def _named(name: str, entries: Sequence[Service]) -> list[Service]:
    """Services of that name, the nearest spelling first; suggestable ones before others."""
    wanted = _fold(name)
    known: dict[str, list[Service]] = {}
    for entry in sorted(entries, key=lambda item: not item.publishable):
        for title in (entry.name, entry.organization):
            known.setdefault(_fold(title), []).append(entry)
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.85)
    if near:
        return known[near[0]]
    return [entry for title, listed in known.items() if wanted in title for entry in listed]


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in plain if char.isalnum() or char == " ").split())


def _why(state: State, requested: str | None) -> str:
    if requested is None:
        return wording.WHY_NOTHING[state.vous]
    return questions.question(requested, state.progress, state.vous).why
