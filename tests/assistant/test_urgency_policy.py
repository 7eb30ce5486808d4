"""What is urgent is answered first, in every state (assistant/policies/urgency.py)."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.policies.urgency import ACTION, UrgencyPolicy
from tests.assistant.conftest import MakeTracker, heard

FORM = "formulaire_orientation"
LISTEN = ActionExecuted("action_listen")
URGENT = {"entity": "urgence", "value": "suicide"}
CRY = heard("je veux mourir", "detresse", URGENT)
CALM = heard("j'ai 15 ans", "dire_age", {"entity": "age", "value": 15})

STATES: dict[str, list[Any]] = {
    "first message": [],
    "question asked": [
        heard("/ouvrir", "ouvrir"),
        ActionExecuted("action_accueil"),
        ActionExecuted(FORM),
        ActiveLoop(FORM),
        SlotSet("requested_slot", "age"),
        LISTEN,
    ],
    "after results": [
        heard("salut", "saluer"),
        ActionExecuted(FORM),
        ActiveLoop(FORM),
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        ActionExecuted("action_orienter"),
        LISTEN,
    ],
    "after another cry": [CRY, ActionExecuted(ACTION), LISTEN],
    "after a cry in a form": [
        heard("salut", "saluer"),
        ActionExecuted(FORM),
        ActiveLoop(FORM),
        SlotSet("requested_slot", "age"),
        LISTEN,
        CRY,
        ActionExecuted(ACTION),
        LISTEN,
    ],
}


@pytest.fixture
def policy(storage: ModelStorage, context: ExecutionContext) -> UrgencyPolicy:
    config = UrgencyPolicy.get_default_config()
    return UrgencyPolicy.load(config, storage, Resource("urgence"), context)


def predicted(policy: UrgencyPolicy, tracker: DialogueStateTracker, domain: Domain) -> str | None:
    prediction = policy.predict_action_probabilities(tracker, domain)
    if not any(prediction.probabilities):
        return None
    assert sorted(set(prediction.probabilities)) == [0.0, 1.0]
    assert prediction.is_no_user_prediction
    assert not prediction.is_end_to_end_prediction
    return str(domain.action_names_or_texts[prediction.max_confidence_index])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("intent", ["detresse", "saluer", "dire_age", "passer", "arreter"])
def test_an_urgent_message_is_answered_in_every_state(
    policy: UrgencyPolicy, make_tracker: MakeTracker, domain: Domain, state: str, intent: str
):
    cry = heard("je veux mourir", intent, URGENT, {"entity": "age", "value": 15})
    assert predicted(policy, make_tracker(*STATES[state], cry), domain) == ACTION


@pytest.mark.parametrize("state", STATES)
def test_any_other_message_is_left_to_the_rules(
    policy: UrgencyPolicy, make_tracker: MakeTracker, domain: Domain, state: str
):
    assert predicted(policy, make_tracker(*STATES[state], CALM), domain) is None


@pytest.mark.parametrize("state", STATES)
def test_then_it_listens_and_the_form_does_not_ask(
    policy: UrgencyPolicy, make_tracker: MakeTracker, domain: Domain, state: str
):
    tracker = make_tracker(*STATES[state], CRY, ActionExecuted(ACTION))
    assert predicted(policy, tracker, domain) == "action_listen"


def test_nothing_is_said_in_the_middle_of_a_turn(
    policy: UrgencyPolicy, make_tracker: MakeTracker, domain: Domain
):
    tracker = make_tracker(CRY, ActionExecuted(FORM))
    assert predicted(policy, tracker, domain) is None


def test_a_conversation_that_begins_predicts_nothing(
    policy: UrgencyPolicy, make_tracker: MakeTracker, domain: Domain
):
    assert predicted(policy, make_tracker(), domain) is None


def test_it_comes_before_the_rules():
    ours = UrgencyPolicy.get_default_config()["priority"]
    assert ours > RulePolicy.get_default_config()["priority"]


def test_it_has_nothing_to_learn(storage: ModelStorage, context: ExecutionContext, domain: Domain):
    resource = Resource("urgence")
    policy = UrgencyPolicy(UrgencyPolicy.get_default_config(), storage, resource, context)
    assert policy.train([], domain) == resource


def test_the_domain_knows_its_action(domain: Domain):
    assert ACTION in domain.action_names_or_texts
    assert "urgence" in domain.entities
