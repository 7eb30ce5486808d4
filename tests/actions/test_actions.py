"""The actions as Rasa calls them: a tracker in, messages and slots out (actions/actions.py)."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import actions
from actions.actions import REQUESTED, AskAge, AskRegion, Orient, Understand, Urgent, Welcome
from actions.state import State, from_slots, to_slots
from knowledge import directory, wording
from knowledge.questions import Progress
from knowledge.services import Criteria
from knowledge.settings import ROOT
from knowledge.vocabulary import Field
from tests.actions.talk import kind, slots_of, tracker

CANARY = "canari-jaune-7341"
Call = tuple[list[dict[str, Any]], dict[str, Any]]


def typed(
    text: str, intent: str, *entities: tuple[str, Any], identity: str = "m1", **more: Any
) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value, **more} for name, value in entities],
        "message_id": identity,
    }


async def call(
    action: Any, slots: dict[str, Any] | None = None, message: dict[str, Any] | None = None
) -> Call:
    dispatcher = CollectingDispatcher()
    slots = dict(slots or {})
    events = await action.run(dispatcher, tracker(slots, message), {})
    return dispatcher.messages, {**slots, **slots_of(events)}


def slots_for(requested: str | None = None, state: State | None = None, **known: Any) -> Any:
    state = state or State(progress=Progress(criteria=Criteria(**known)))
    return {**slots_of(to_slots(state)), REQUESTED: requested}


ALL: dict[str, Any] = {"profil": "jeune", "age": 15, "region": "16", "situation": "sextorsion"}
STORY = typed(
    f"j'ai 15 ans, {CANARY} menace d'envoyer mes photos",
    "sextorsion",
    ("situation", "sextorsion"),
    ("profil", "jeune"),
    ("age", 15),
)


def test_the_domain_and_the_code_name_the_same_actions():
    from rasa.shared.core.domain import Domain

    executor = ActionExecutor()
    executor.register_package("actions")
    declared = set(Domain.load(str(ROOT / "domain.yml")).user_actions)
    declared = {name for name in declared if not name.startswith("utter_")}
    assert set(executor.actions) == declared - {"formulaire_orientation"}


# --- understanding -------------------------------------------------------------


async def test_understanding_fills_the_slots_and_says_what_to_ask():
    said, slots = await call(Understand(), slots_for("situation"), STORY)
    assert said == []
    assert {name: slots[name] for name in ("profil", "age", "situation")} == {
        "profil": "jeune",
        "age": 15,
        "situation": "sextorsion",
    }
    assert slots[REQUESTED] == "region"


async def test_nothing_missing_leaves_the_form():
    _, slots = await call(Understand(), slots_for("age", **{**ALL, "age": None}), STORY)
    assert slots[REQUESTED] is None


async def test_the_same_message_is_read_once():
    """Rasa may validate a form twice in a turn: the first reading stands."""
    nonsense = typed("asdf", "hors_sujet")
    _, once = await call(Understand(), slots_for("age"), nonsense)
    _, twice = await call(Understand(), once, nonsense)
    assert twice == once
    assert from_slots(twice).failures == 1
    _, other = await call(Understand(), once, {**nonsense, "message_id": "m2"})
    assert from_slots(other).failures == 2


async def test_a_message_without_identity_is_read_all_the_same():
    message = {**STORY, "message_id": None}
    _, slots = await call(Understand(), slots_for("situation"), message)
    assert slots["age"] == 15
    again = typed("j'ai 14 ans", "corriger", ("age", 14))
    _, slots = await call(Understand(), slots, {**again, "message_id": None})
    assert slots["age"] == 14


async def test_nothing_that_was_typed_is_kept_in_the_slots():
    _, slots = await call(Understand(), slots_for("situation"), STORY)
    assert CANARY not in repr(slots)


# --- asking ------------------------------------------------------------------------


async def test_a_question_changes_no_slot():
    before = slots_for("age")
    said, after = await call(AskAge(), before)
    assert [kind(one) for one in said] == ["question"]
    assert said[0]["custom"]["field"] == "age"
    assert after == before


async def test_what_must_be_said_comes_before_the_question():
    state = State(tells=("utter_hors_quebec", "aide"))
    said, _ = await call(AskRegion(), slots_for("region", state))
    assert [kind(one) for one in said] == ["utter_hors_quebec", "human_help", "question"]


# --- results -------------------------------------------------------------------------


async def test_results_are_due_once():
    said, slots = await call(Orient(), slots_for(**ALL))
    assert [kind(one) for one in said] == ["referrals", "human_help"]
    said, slots = await call(Orient(), slots)
    assert [kind(one) for one in said] == ["utter_suite"]
    said, _ = await call(Orient(), {**slots, "age": 14})
    assert [kind(one) for one in said] == ["referrals", "human_help"]


async def test_results_remember_what_was_shown():
    said, slots = await call(Orient(), slots_for(profil="intervenant", region="06"))
    items = [item["id"] for item in said[0]["custom"]["items"]]
    state = from_slots(slots)
    assert state.services == tuple(items)
    assert state.shown == len(items) == 3
    assert state.presented == Criteria(profil="intervenant", region="06")


async def test_help_that_was_asked_is_not_said_twice_with_results():
    state = State(tells=("aide",))
    said, _ = await call(Orient(), slots_for(None, state))
    assert [kind(one) for one in said] == ["referrals", "human_help"]


async def test_nothing_that_fits_still_comes_with_a_human_line():
    nothing = slots_for(profil="jeune", age=90, region="10", situation="comportement_cause")
    said, _ = await call(Orient(), nothing)
    assert [kind(one) for one in said][:2] == ["referrals", "human_help"]
    assert said[0]["custom"]["items"] == []
    assert said[1]["custom"]["lines"]


# --- urgency ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind_", ["danger", "suicide"])
@pytest.mark.parametrize("requested", [None, "situation", "age", "region"])
async def test_an_urgent_message_is_answered_with_lines_at_once(kind_: str, requested: str | None):
    message = typed("j'ai 15 ans, je veux mourir", "detresse", ("urgence", kind_), ("age", 15))
    said, slots = await call(Urgent(), slots_for(requested), message)
    assert [kind(one) for one in said] == ["urgent"]
    assert said[0]["custom"]["kind"] == kind_
    assert 0 < len(said[0]["custom"]["lines"]) <= 4
    assert slots["age"] == 15
    assert slots[REQUESTED] == requested


async def test_what_an_urgent_message_answers_is_kept():
    message = typed("15", "detresse", ("age", 15), group="reponse")
    message["entities"].append({"entity": "urgence", "value": "suicide"})
    _, slots = await call(Urgent(), slots_for("age"), message)
    assert slots["age"] == 15


async def test_urgency_does_not_make_distress_the_need():
    message = typed("je veux mourir", "detresse", ("urgence", "suicide"), ("situation", "detresse"))
    _, slots = await call(Urgent(), slots_for(), message)
    assert slots["situation"] is None


async def test_urgency_is_said_in_the_register_of_the_writer():
    message = typed("aidez-moi, je vais mourir", "detresse", ("urgence", "suicide"))
    message["entities"].append({"entity": "vouvoiement", "value": True})
    said, slots = await call(Urgent(), slots_for(), message)
    assert said[0]["text"].endswith(wording.STAY[True])
    assert slots["registre"] == "vous"


async def test_urgency_forgets_earlier_failures_and_what_was_still_to_say():
    state = State(failures=1, tells=("utter_pas_compris_suite",))
    message = typed("il va me frapper", "violence_amoureuse", ("urgence", "danger"))
    _, slots = await call(Urgent(), slots_for("age", state), message)
    assert from_slots(slots).failures == 0
    assert from_slots(slots).tells == ()


async def test_after_urgency_the_next_message_goes_on():
    urgent = typed("je veux mourir", "detresse", ("urgence", "suicide"))
    _, slots = await call(Urgent(), slots_for("age", situation="sextorsion"), urgent)
    answer = typed("15", "dire_age", ("age", 15), identity="m2")
    _, slots = await call(Understand(), slots, answer)
    assert slots["age"] == 15
    assert slots["situation"] == "sextorsion"
    assert slots[REQUESTED] == "profil"


# --- welcome -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profil", "register"),
    [(None, "tu"), ("jeune", "tu"), ("proche", "tu"), ("parent", "vous"), ("intervenant", "vous")],
)
async def test_welcome_in_the_right_register(profil: str | None, register: str):
    message = typed("/ouvrir", "ouvrir", *([("profil", profil)] if profil else []))
    said, slots = await call(Welcome(), {}, message)
    assert [one["response"] for one in said] == [f"utter_accueil_{register}"]
    assert slots["registre"] == register


# --- failures ------------------------------------------------------------------------------

EVERY = [Understand(), AskAge(), AskRegion(), Orient(), Urgent(), Welcome()]


@pytest.mark.parametrize("action", EVERY, ids=lambda action: action.name())
@pytest.mark.parametrize("vous", [False, True])
async def test_an_action_that_fails_says_so_with_human_lines_and_keeps_all(
    action: Any, vous: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: Any) -> Any:
        raise ValueError(f"{CANARY} dans l'erreur")

    monkeypatch.setattr(type(action), "reply", broken)
    state = State(progress=Progress(criteria=Criteria(**ALL), asked=("age",)), vous=vous)
    before = slots_for("region", state)
    with caplog.at_level(logging.DEBUG):
        said, after = await call(action, before, STORY)
    assert [kind(one) for one in said] == ["human_help"]
    assert said[0]["custom"]["lines"]
    assert said[0]["text"].startswith(wording.FAILURE[vous])
    assert after == before
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


async def test_a_failure_midway_says_nothing_of_what_was_begun(monkeypatch: pytest.MonkeyPatch):
    def begun(_: Any, dispatcher: CollectingDispatcher, *__: Any) -> Any:
        dispatcher.utter_message(text="Voici")
        raise RuntimeError

    monkeypatch.setattr(Orient, "reply", begun)
    said, _ = await call(Orient(), slots_for(**ALL))
    assert [kind(one) for one in said] == ["human_help"]


async def test_a_directory_that_is_down_still_gives_human_lines(monkeypatch: pytest.MonkeyPatch):
    def down(*_: Any) -> Any:
        raise LookupError("vide")

    monkeypatch.setattr(directory, "load", down)
    said, slots = await call(Orient(), slots_for(**ALL))
    assert [kind(one) for one in said] == ["human_help"]
    assert len(said[0]["custom"]["lines"]) > 1
    assert from_slots(slots).presented is None
    urgent = typed("je veux mourir", "detresse", ("urgence", "suicide"))
    said, _ = await call(Urgent(), slots_for(), urgent)
    assert [kind(one) for one in said] == ["urgent"]


async def test_after_a_failure_the_results_are_still_due(monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(directory, "load", lambda *_: 1 / 0)
        _, slots = await call(Orient(), slots_for(**ALL))
    said, _ = await call(Orient(), slots)
    assert [kind(one) for one in said] == ["referrals", "human_help"]


# --- nothing of the person's words in the log -------------------------------------------------


@pytest.mark.parametrize("action", EVERY, ids=lambda action: action.name())
async def test_nothing_typed_is_logged(action: Any, caplog: pytest.LogCaptureFixture):
    entities = [("service", CANARY), ("urgence", "danger"), ("age", 15)]
    message = typed(f"c'est quoi {CANARY}", "demander_service", *entities)
    with caplog.at_level(logging.DEBUG):
        said, _ = await call(action, slots_for("age"), message)
    assert said or action.name() == Understand().name()
    assert CANARY not in caplog.text


async def test_a_message_that_breaks_the_reading_is_not_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def unreadable(message: dict[str, Any]) -> Any:
        raise KeyError(message["text"])

    monkeypatch.setattr(actions, "read", unreadable)
    with caplog.at_level(logging.DEBUG):
        said, slots = await call(Understand(), slots_for("age"), STORY)
    assert [kind(one) for one in said] == ["human_help"]
    assert slots[REQUESTED] == "age"
    assert CANARY not in caplog.text


def test_every_field_but_sex_has_its_question():
    executor = ActionExecutor()
    executor.register_package("actions")
    asking = {name for name in executor.actions if name.startswith("action_ask_")}
    assert asking == {f"action_ask_{name}" for name in Field.values() if name != "sexe"}


def away(identity: str) -> dict[str, Any]:
    """The slots of someone who said that they are outside Québec."""
    slots = slots_for()
    for event in to_slots(State(elsewhere=identity)):
        slots[event["name"]] = event["value"]
    return slots


async def test_an_urgency_elsewhere_in_canada_gives_lines_that_answer_there():
    message = typed("je veux mourir", "detresse", ("urgence", "suicide"))
    said, _ = await call(Urgent(), away("on"), message)
    codes = [line["id"] for line in said[0]["custom"]["lines"]]
    assert codes[0] == "crise-988" and "crise-1866appelle" not in codes


async def test_an_urgency_abroad_says_to_call_help_there():
    message = typed("il va me frapper", "violence_amoureuse", ("urgence", "danger"))
    said, _ = await call(Urgent(), away("france"), message)
    assert [kind(one) for one in said] == ["urgent", "utter_secours_sur_place"]
