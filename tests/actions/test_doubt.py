"""« Ai-je bien compris? »: an ambiguous urgency is asked about, the lines already there."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.actions import Urgent
from actions.reading import Reading, read
from actions.state import State, from_slots
from actions.turn import advance
from knowledge.questions import Progress
from knowledge.services import Criteria
from tests.actions.talk import slots_of, tracker, typed

DOUBTFUL = {
    "intent": {"name": "detresse"},
    "text": "adieu",
    "entities": [{"entity": "urgence", "value": "suicide", "certain": False, "about": "soi"}],
}
CERTAIN = {**DOUBTFUL, "entities": [{**DOUBTFUL["entities"][0], "certain": True}]}
CONFIRMED = {
    "intent": {"name": "confirmer_urgence"},
    "text": '/confirmer_urgence{"urgence": "suicide"}',
    "entities": [{"entity": "urgence", "value": "suicide"}],
}


async def said(message: dict[str, Any], slots: dict[str, Any] | None = None) -> tuple[dict, State]:
    dispatcher = CollectingDispatcher()
    heard = tracker(slots, message)
    events = await Urgent().run(dispatcher, heard, {})
    (answer,) = dispatcher.messages
    return answer, from_slots({**heard.slots, **slots_of(events)})


async def test_it_asks_with_the_lines_already_there():
    answer, state = await said(DOUBTFUL)
    assert answer["custom"]["type"] == "urgent"
    assert answer["custom"]["lines"]
    assert [each["value"] for each in answer["buttons"]] == ["oui", "non"]
    assert "bien comprendre" in answer["text"]
    assert state.doubt == ("suicide", "soi")


async def test_what_is_certain_is_not_asked():
    answer, state = await said(CERTAIN)
    assert not answer["buttons"]
    assert state.doubt is None


async def test_pressing_yes_answers_the_urgency_as_certain():
    _, state = await said(DOUBTFUL)
    answer, state = await said(CONFIRMED, slots_of_state(state))
    assert not answer["buttons"]
    assert answer["custom"]["kind"] == "suicide"
    assert state.doubt is None


def slots_of_state(state: State) -> dict[str, Any]:
    from actions.state import to_slots

    return slots_of(to_slots(state))


DOUBTING = State(
    progress=Progress(
        criteria=Criteria(profil="jeune", situation="detresse"), asked=("situation",)
    ),
    doubt=("suicide", "soi"),
)


def test_typing_yes_says_the_urgent_words_and_asks_nothing():
    state, field = advance(DOUBTING, typed("oui", "affirmer"), "age")
    assert state.tells == ("urgence suicide soi",)
    assert field is None and state.done and state.doubt is None


@pytest.mark.parametrize("intent", ["nier", "infirmer_urgence"])
def test_no_goes_on_with_the_question_that_was_asked(intent: str):
    state, field = advance(DOUBTING, Reading(intent=intent, text="non"), "age")
    assert state.tells[0] == "utter_pas_urgent"
    assert field == "age" and state.doubt is None


def test_anything_else_is_read_as_always():
    state, _ = advance(DOUBTING, typed("j'ai 15 ans", age=15), "age")
    assert state.criteria.age == 15
    assert state.doubt is None


def test_yes_without_a_doubt_is_only_yes():
    state, _ = advance(State(), typed("oui", "affirmer"), None)
    assert not any(tell.startswith("urgence") for tell in state.tells)


def test_a_button_of_another_intent_declares_no_urgency():
    message = {
        **CONFIRMED,
        "intent": {"name": "repondre"},
        "text": '/repondre{"urgence": "danger"}',
    }
    assert read(message).urgence is None
