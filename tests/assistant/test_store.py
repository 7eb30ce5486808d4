"""Conversations in memory: bounded, perishable, erasable (assistant/store.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from rasa.core.actions.forms import FormAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.tracker_store import TrackerStore, check_if_tracker_store_async
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.utils.endpoints import EndpointConfig

from assistant.store import MAXIMUM_EVENTS, SILENCE_SECONDS, ForgetfulTrackerStore
from knowledge.settings import ROOT
from tests.assistant.conftest import heard

FORM = "formulaire_orientation"
CANARY = "canari-jaune-7341"
HALF_AN_HOUR = 30 * 60


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def rule_policy(domain: Domain, tmp_path_factory: pytest.TempPathFactory) -> RulePolicy:
    """The rules of the project, learnt as Rasa learns them."""
    rules = YAMLStoryReader(domain).read_from_file(
        ROOT / "assistant" / "data" / "rules" / "orientation.yml"
    )
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("regles"))
    context = ExecutionContext(GraphSchema({}), node_name="regles")
    config = {**RulePolicy.get_default_config(), "core_fallback_action_name": "action_orienter"}
    policy = RulePolicy(config, storage, Resource("regles"), context)
    policy.train(TrainingDataGenerator(StoryGraph(rules), domain).generate(), domain)
    return policy


@pytest.fixture
def store(domain: Domain, clock: Clock) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(domain, timer=clock)


async def turn(
    store: ForgetfulTrackerStore, sender: str, text: str = "salut", **slots: Any
) -> DialogueStateTracker:
    """One message, as Rasa handles it: get, add events, save."""
    tracker = await store.get_or_create_tracker(sender)
    tracker.model_id, tracker.assistant_id = "modele", "repere"
    tracker.update(heard(text), store.domain)
    for name, value in slots.items():
        tracker.update(SlotSet(name, value), store.domain)
    tracker.update(ActionExecuted(FORM), store.domain)
    tracker.update(ActiveLoop(FORM), store.domain)
    tracker.update(SlotSet("requested_slot", "age"), store.domain)
    tracker.update(ActionExecuted("action_listen"), store.domain)
    await store.save(tracker)
    return tracker


async def test_rasa_builds_it_from_the_endpoints_file(domain: Domain):
    endpoint = EndpointConfig.from_dict({"type": "assistant.store.ForgetfulTrackerStore"})
    built = TrackerStore.create(endpoint, domain)
    assert isinstance(built, ForgetfulTrackerStore)
    assert check_if_tracker_store_async(built)


async def test_a_conversation_goes_on(store: ForgetfulTrackerStore):
    await turn(store, "a", "j'ai 15 ans")
    tracker = await store.retrieve("a")
    assert tracker is not None
    assert tracker.latest_message.text == "j'ai 15 ans"
    assert tracker.get_slot("requested_slot") == "age"


async def test_unknown_conversations_are_none(store: ForgetfulTrackerStore):
    assert await store.retrieve("inconnue") is None
    assert list(await store.keys()) == []


def test_silence_is_half_an_hour():
    assert SILENCE_SECONDS == HALF_AN_HOUR


async def test_silence_ends_a_conversation(store: ForgetfulTrackerStore, clock: Clock):
    await turn(store, "a")
    clock.now += HALF_AN_HOUR - 1
    assert await store.retrieve("a") is not None
    clock.now += 1
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == []


async def test_each_message_renews_the_time(store: ForgetfulTrackerStore, clock: Clock):
    await turn(store, "a")
    clock.now += HALF_AN_HOUR - 1
    await turn(store, "a")
    clock.now += HALF_AN_HOUR - 1
    assert await store.retrieve("a") is not None


async def test_reading_alone_renews_nothing(store: ForgetfulTrackerStore, clock: Clock):
    await turn(store, "a")
    clock.now += HALF_AN_HOUR - 1
    await store.retrieve("a")
    clock.now += 1
    assert await store.retrieve("a") is None


async def test_the_number_of_conversations_is_bounded(domain: Domain, clock: Clock):
    store = ForgetfulTrackerStore(domain, maximum=3, timer=clock)
    for sender in "abcde":
        await turn(store, sender)
    assert sorted(await store.keys()) == ["c", "d", "e"]


# --- erasing ----------------------------------------------------------------------


async def test_erased_is_erased(store: ForgetfulTrackerStore):
    await turn(store, "a")
    await turn(store, "b")
    store.erase("a")
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == ["b"]


async def test_erasing_twice_or_the_unknown_is_nothing(store: ForgetfulTrackerStore):
    store.erase("jamais vue")
    store.erase("jamais vue")
    assert list(await store.keys()) == []


async def test_an_answer_under_way_does_not_bring_back_an_erased_conversation(
    store: ForgetfulTrackerStore,
):
    await turn(store, "a")
    tracker = await store.get_or_create_tracker("a")
    tracker.update(heard(CANARY), store.domain)
    store.erase("a")
    await store.save(tracker)
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == []


async def test_a_message_that_arrives_after_the_end_is_answered_but_not_kept(
    store: ForgetfulTrackerStore,
):
    await turn(store, "a")
    store.erase("a")
    tracker = await turn(store, "a", CANARY)
    assert tracker.latest_message.text == CANARY
    assert await store.retrieve("a") is None


async def test_what_is_remembered_of_the_erased_is_bounded_and_perishable(
    domain: Domain, clock: Clock
):
    store = ForgetfulTrackerStore(domain, maximum=3, timer=clock)
    for number in range(10):
        store.erase(f"conversation-{number}")
    assert len(store._erased) == 3
    clock.now += HALF_AN_HOUR
    assert len(store._erased) == 0


# --- a turn given up ----------------------------------------------------------------


async def test_a_turn_given_up_midway_is_undone(store: ForgetfulTrackerStore):
    """Late or broken: what it began would make Rasa answer nothing to the next message."""
    await turn(store, "a", "salut")
    tracker = await store.get_or_create_tracker("a")
    tracker.update(heard(CANARY), store.domain)
    tracker.update(ActionExecuted(FORM), store.domain)
    tracker.update(SlotSet("requested_slot", None), store.domain)

    kept = await store.retrieve("a")
    assert kept is not None
    assert kept.latest_message.text == "salut"
    assert kept.latest_action_name == "action_listen"
    assert kept.active_loop_name == FORM
    assert kept.get_slot("requested_slot") == "age"


async def test_a_first_turn_given_up_leaves_a_new_conversation(store: ForgetfulTrackerStore):
    tracker = await store.get_or_create_tracker("a", append_action_listen=False)
    tracker.update(heard(CANARY), store.domain)
    kept = await store.retrieve("a")
    assert kept is not None
    assert not kept.events


# --- long conversations ----------------------------------------------------------------


async def long_one(store: ForgetfulTrackerStore) -> DialogueStateTracker:
    """Longer than the bound several times over; checked at each turn."""
    for number in range(MAXIMUM_EVENTS):
        before = await turn(
            store,
            "a",
            f"{CANARY} {number}",
            age=10 + number % 9,
            situation="sextorsion",
            avancement={"asked": ["situation"], "failures": number},
            registre="vous" if number % 2 else "tu",
        )
        kept = await store.retrieve("a")
        assert kept is not None
        assert len(kept.events) <= MAXIMUM_EVENTS
        _same_state(before, kept)
    return kept


def _same_state(before: DialogueStateTracker, after: DialogueStateTracker) -> None:
    assert after.current_slot_values() == before.current_slot_values()
    assert after.active_loop_name == before.active_loop_name
    assert after.is_active_loop_rejected is before.is_active_loop_rejected
    assert after.latest_action_name == before.latest_action_name == "action_listen"
    assert after.is_active_loop_interrupted is before.is_active_loop_interrupted
    assert after.followup_action == before.followup_action
    assert (after.model_id, after.assistant_id) == (before.model_id, before.assistant_id)


async def test_a_long_conversation_stays_short_and_loses_nothing(store: ForgetfulTrackerStore):
    kept = await long_one(store)
    assert kept.get_slot("registre") == "vous"
    assert kept.active_loop_name == FORM


async def test_what_was_typed_long_ago_is_gone(store: ForgetfulTrackerStore):
    kept = await long_one(store)
    texts = [event.text for event in kept.events if hasattr(event, "text")]
    assert f"{CANARY} 0" not in texts
    assert len(texts) < MAXIMUM_EVENTS / 2


async def test_a_condensed_form_goes_on_at_the_next_message(
    store: ForgetfulTrackerStore, domain: Domain, rule_policy: RulePolicy
):
    whole = await turn(store, "a")
    for number in range(MAXIMUM_EVENTS):
        whole.update(SlotSet("age", number + 1), domain)
    whole.update(ActionExecuted("action_listen"), domain)
    await store.save(whole)
    tracker = await store.get_or_create_tracker("a")
    assert len(tracker.events) < len(whole.events)
    for one in (whole, tracker):
        one.update(heard("15"), domain)
    form = FormAction(FORM, None)
    assert form.get_slot_to_fill(tracker) == "age"
    assert _next_action(rule_policy, tracker, domain) == FORM
    assert _next_action(rule_policy, whole, domain) == FORM
    tracker.update(ActionExecuted(FORM), domain)
    assert _next_action(rule_policy, tracker, domain) == "action_listen"


def _next_action(policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain) -> str:
    prediction = policy.predict_action_probabilities(tracker, domain)
    assert prediction.max_confidence == 1.0
    return str(domain.action_names_or_texts[prediction.max_confidence_index])


async def test_a_conversation_outside_a_form_is_condensed_outside(store: ForgetfulTrackerStore):
    tracker = await store.get_or_create_tracker("a")
    for number in range(MAXIMUM_EVENTS + 1):
        tracker.update(SlotSet("age", number + 1), store.domain)
    await store.save(tracker)
    kept = await store.retrieve("a")
    assert kept is not None
    assert kept.active_loop_name is None
    assert kept.get_slot("age") == MAXIMUM_EVENTS + 1
    assert len(kept.events) < 10
