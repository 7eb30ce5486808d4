"""What the actions say (actions/replies.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import replies
from actions.state import State
from actions.turn import ASIDES
from knowledge import messages, wording
from knowledge.directory import Directory
from knowledge.questions import Progress
from knowledge.services import Criteria, Service

MakeCriteria = Callable[..., Criteria]


def state_of(criteria: Criteria, **over: Any) -> State:
    return State(progress=Progress(criteria=criteria), **over)


@pytest.fixture
def dispatcher() -> CollectingDispatcher:
    return CollectingDispatcher()


def test_one_message_is_one_utterance(dispatcher: CollectingDispatcher):
    buttons = [messages.HELP]
    custom = {"type": "question", "field": "age"}
    replies.say(dispatcher, {"text": "Un.\n\nDeux.", "buttons": buttons, "custom": custom})
    (said,) = dispatcher.messages
    assert (said["text"], said["buttons"], said["custom"]) == ("Un.\n\nDeux.", buttons, custom)


@pytest.mark.parametrize(("intent", "tell"), sorted(ASIDES.items()))
@pytest.mark.parametrize("requested", [None, "situation", "profil", "age", "region"])
def test_every_aside_says_something(
    dispatcher: CollectingDispatcher, intent: str, tell: str, requested: str | None
):
    replies.tell(dispatcher, State(tells=(tell,)), requested)
    assert dispatcher.messages
    assert all(said["text"] or said["response"] for said in dispatcher.messages)


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("field", ["situation", "profil", "age", "region"])
def test_why_is_that_of_the_question(dispatcher: CollectingDispatcher, field: str, vous: bool):
    replies.tell(dispatcher, State(tells=("pourquoi",), vous=vous), field)
    (said,) = dispatcher.messages
    assert said["text"] not in ("", wording.WHY_NOTHING[vous])
    others = {
        replies._why(State(vous=vous), name) for name in {"situation", "profil", "age", "region"}
    }
    assert len(others) == 4


def test_why_outside_a_question(dispatcher: CollectingDispatcher):
    replies.tell(dispatcher, State(tells=("pourquoi",)), None)
    assert dispatcher.messages[0]["text"] == wording.WHY_NOTHING[False]


def test_what_is_told_keeps_its_order(dispatcher: CollectingDispatcher):
    replies.tell(dispatcher, State(tells=("utter_humain", "aide")), None)
    assert dispatcher.messages[0]["response"] == "utter_humain"
    assert dispatcher.messages[1]["custom"]["type"] == "human_help"


@pytest.mark.parametrize("field", ["situation", "profil", "age", "region"])
def test_a_question_has_buttons_and_one_skip(field: str):
    asked = replies.ask(State(), field)
    assert asked["custom"] == {"type": "question", "field": field}
    assert [button["value"] for button in asked["buttons"]].count(None) == 1


def test_a_recalled_question_is_not_one_more():
    recalled = replies.ask(State(recall=True), "age")
    asked = replies.ask(State(), "age")
    assert "custom" not in recalled
    assert (recalled["text"], recalled["buttons"]) == (asked["text"], asked["buttons"])


# --- results ----------------------------------------------------------------------


def test_results_come_with_a_human_line(criteria: MakeCriteria, now: dt.datetime):
    found, told = replies.results(state_of(criteria()), now)
    assert [one["custom"]["type"] for one in told] == ["referrals", "human_help"]
    assert told[1]["custom"]["lines"]
    shown = [item["id"] for item in told[0]["custom"]["items"]]
    assert shown == [match.service.id for match in found.matches[: len(shown)]]


def test_pages_follow_one_another_without_repeats(now: dt.datetime):
    state = state_of(Criteria(profil="intervenant"))
    found, told = replies.results(state, now)
    seen: list[str] = []
    while told[0]["custom"]["items"]:
        seen += [item["id"] for item in told[0]["custom"]["items"]]
        state = replace(state, page=True, shown=len(seen))
        _, told = replies.results(state, now)
    assert seen == [match.service.id for match in found.matches]
    assert len(seen) > messages.SHOWN_AT_ONCE
    assert told[0]["custom"]["more"] == 0
    assert told[1]["custom"]["type"] == "human_help"


def test_several_protection_lines_are_all_shown(now: dt.datetime):
    """Nord-du-Québec: which one answers depends on the community."""
    criteria = Criteria(profil="parent", age=14, region="10", situation="fugue")
    _, told = replies.results(state_of(criteria, vous=True), now)
    assert [one["custom"]["type"] for one in told] == ["referrals", "human_help", "human_help"]
    assert len(told[2]["custom"]["lines"]) > 2


# --- a service asked about ------------------------------------------------------------


def public(listed: Directory) -> list[Service]:
    return [entry for entry in listed.services if entry.publishable]


@pytest.mark.parametrize("asked_for_self", [False, True])
def test_a_service_is_found_by_its_name(listed: Directory, asked_for_self: bool):
    for entry in public(listed)[:20]:
        (said,) = replies.about(State(named=(entry.name,)), asked_for_self)
        assert entry.name in said["text"]


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda name: name.replace("é", "e")])
def test_case_and_accents_do_not_matter(listed: Directory, change: Callable[[str], str]):
    entry = next(item for item in public(listed) if "é" in item.name and len(item.name) > 12)
    (said,) = replies.about(State(named=(change(entry.name),)), False)
    assert entry.name in said["text"]


@pytest.mark.parametrize("asked_for_self", [False, True])
def test_an_unknown_service_is_said_with_a_human_line(asked_for_self: bool):
    told = replies.about(State(named=("Zzyzx inventé de toutes pièces",)), asked_for_self)
    assert told[0]["text"] == wording.UNKNOWN_SERVICE[False]
    assert told[1]["custom"]["lines"]


def test_nothing_named_nothing_shown_is_said_with_a_human_line():
    assert [len(one) for one in replies.about(State(), False)] == [1, 2]


def test_nothing_named_speaks_of_the_suggestions(listed: Directory):
    shown = public(listed)[:3]
    told = replies.about(State(services=tuple(entry.id for entry in shown)), False)
    assert len(told) == 3
    assert all(entry.name in one["text"] for entry, one in zip(shown, told, strict=True))


def test_a_service_that_excludes_the_person_is_not_said_to_suit(listed: Directory):
    entry = next(item for item in public(listed) if item.minimum_age and item.minimum_age >= 12)
    (child,) = replies.about(
        replace(state_of(Criteria(age=8)), named=(entry.name,)), asked_for_self=True
    )
    assert "Ce n'est pas la bonne porte" in child["text"]
    assert "Oui" not in child["text"]
