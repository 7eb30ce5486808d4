"""A conversation's memory, to slots and back (actions/state.py)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain

from actions.state import PROGRESS, REGISTER, State, from_slots, to_slots
from knowledge.questions import Progress
from knowledge.services import Criteria
from knowledge.settings import ROOT
from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation
from tests.actions.talk import slots_of

_FIELDS = st.sampled_from(Field.values())
_WORDS = st.lists(st.text(max_size=20), max_size=4).map(tuple)
CRITERIA = st.builds(
    Criteria,
    profil=st.none() | st.sampled_from(Profil.values()),
    age=st.none() | st.integers(1, 120),
    region=st.none() | st.sampled_from(REGIONS),
    situation=st.none() | st.sampled_from(Situation.values()),
    sexe=st.none() | st.sampled_from(Sexe.values()),
)
PROGRESSES = st.builds(
    Progress,
    criteria=CRITERIA,
    asked=st.lists(_FIELDS, max_size=4).map(tuple),
    skipped=st.frozensets(_FIELDS),
    candidates=st.dictionaries(_FIELDS, _WORDS),
    rest=st.booleans(),
    again=st.booleans(),
)
STATES = st.builds(
    State,
    progress=PROGRESSES,
    confirmed=st.frozensets(_FIELDS),
    vous=st.booleans(),
    vouvoie=st.booleans(),
    failures=st.integers(0, 9),
    presented=st.none() | CRITERIA,
    shown=st.integers(0, 200),
    services=_WORDS,
    tells=_WORDS,
    named=_WORDS,
    recall=st.booleans(),
    page=st.booleans(),
    done=st.booleans(),
    message_id=st.none() | st.text(),
)


@given(STATES)
def test_a_state_survives_its_trip_through_the_slots(state: State):
    """`slots_of` writes and reads JSON, as between Rasa and the actions."""
    assert from_slots(slots_of(to_slots(state))) == state


def test_empty_slots_are_a_new_conversation():
    assert from_slots({}) == State()
    assert from_slots({PROGRESS: None, REGISTER: "tu", "age": None}) == State()


def test_results_for_nothing_known_are_not_the_same_as_no_results():
    shown = State(presented=Criteria())
    assert from_slots(slots_of(to_slots(shown))).presented == Criteria()
    assert from_slots(slots_of(to_slots(State()))).presented is None


@pytest.mark.parametrize(("vous", "word"), [(True, "vous"), (False, "tu")])
def test_the_register_is_a_slot_of_its_own(vous: bool, word: str):
    assert slots_of(to_slots(State(vous=vous)))[REGISTER] == word


def test_every_slot_written_is_in_the_domain():
    """Rasa ignores, with an error in its log, a slot that it does not know."""
    domain = Domain.load(str(ROOT / "domain.yml"))
    known = {slot.name for slot in domain.slots}
    assert set(slots_of(to_slots(State()))) <= known


def test_a_forgotten_fact_is_written_as_none():
    events: list[dict[str, Any]] = json.loads(json.dumps(to_slots(State())))
    written = {event["name"]: event["value"] for event in events}
    assert {name: written[name] for name in Field.values()} == dict.fromkeys(Field.values())
