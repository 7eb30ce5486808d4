"""The actions that Rasa calls: slots in, `knowledge` asked, contract messages out."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import replies
from actions.reading import read, without_vague_situation
from actions.state import State, from_slots, to_slots
from actions.turn import advance, learn, take
from knowledge import elsewhere, help, messages, wording
from knowledge.vocabulary import Urgence

logger = logging.getLogger(__name__)

REQUESTED = "requested_slot"


class _Reply(Action, ABC):
    """An action that fails still says something human, and keeps what was known."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        state = from_slots(tracker.slots)
        try:
            return self.reply(dispatcher, tracker, state)
        except Exception as error:
            logger.error("%s a échoué : %s", self.name(), type(error).__name__)
            dispatcher.messages.clear()
            intro = wording.FAILURE[state.vous]
            replies.say(dispatcher, help.human_help_message(state.criteria, intro=intro))
            return [*to_slots(state), SlotSet(REQUESTED, tracker.get_slot(REQUESTED))]

    @abstractmethod
    def name(self) -> str:
        """The name that the domain and the rules know."""

    @abstractmethod
    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State
    ) -> list[EventType]:
        """Say something, and return the slots that change."""


class Understand(_Reply):
    """Reads the message once, and decides what to ask next."""

    def name(self) -> str:
        return "validate_formulaire_orientation"

    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State
    ) -> list[EventType]:
        message = tracker.latest_message
        if state.message_id is not None and message.get("message_id") == state.message_id:
            return [*to_slots(state), SlotSet(REQUESTED, tracker.get_slot(REQUESTED))]
        reading = read(message)
        state, field = advance(state, reading, tracker.get_slot(REQUESTED))
        state = replies.asked_for(state, reading)
        state = replace(state, message_id=message.get("message_id"))
        return [*to_slots(state), SlotSet(REQUESTED, field)]


class _Ask(_Reply, ABC):
    """Says what must be said first, then asks one question."""

    @property
    @abstractmethod
    def field(self) -> str:
        """The field of the question."""

    def name(self) -> str:
        return f"action_ask_{self.field}"

    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State
    ) -> list[EventType]:
        replies.tell(dispatcher, state, self.field)
        replies.say(dispatcher, replies.ask(state, self.field))
        return []


class AskSituation(_Ask):
    field = "situation"


class AskProfil(_Ask):
    field = "profil"


class AskAge(_Ask):
    field = "age"


class AskRegion(_Ask):
    field = "region"


class Orient(_Reply):
    """Says the results when they are due, and always a human line with them."""

    def name(self) -> str:
        return "action_orienter"

    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State
    ) -> list[EventType]:
        due = state.page or (not state.done and state.presented != state.criteria)
        if due:
            # The lines come with the results: once is enough.
            state = replace(state, tells=tuple(name for name in state.tells if name != "aide"))
        replies.tell(dispatcher, state, None)
        if due:
            found, told = replies.results(state, messages.now())
            for message in told:
                replies.say(dispatcher, message)
            start = state.shown if state.page else 0
            shown = [
                item.service.id for item in found.matches[start : start + messages.SHOWN_AT_ONCE]
            ]
            state = replace(
                state,
                presented=state.criteria,
                shown=start + len(shown),
                services=tuple(shown) or state.services,
            )
        elif not dispatcher.messages:
            dispatcher.utter_message(response="utter_suite")
        elif state.failures > 1:
            replies.say(dispatcher, replies.ways_on(state.vous))
        return to_slots(replace(state, tells=(), page=False, done=False))


class Urgent(_Reply):
    """Lines at once, before anything is asked; what was also said is kept."""

    def name(self) -> str:
        return "action_urgence"

    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State
    ) -> list[EventType]:
        message = tracker.latest_message
        reading = without_vague_situation(read(message))
        state = learn(replace(state, tells=()), reading, tracker.get_slot(REQUESTED))
        vouvoie = state.vouvoie or reading.vous
        vous = wording.formal(state.criteria) or vouvoie
        kind = reading.urgence or Urgence.DANGER.value
        asked_about = state.doubt[1] if state.doubt else help.whom_it_is_about(state.criteria)
        about = reading.about or asked_about
        certain = reading.urgence_certain
        told = help.urgent_message(
            kind,
            state.criteria,
            about=about,
            vous=vous,
            certain=certain,
            in_quebec=state.elsewhere is None,
        )
        replies.say(dispatcher, told)
        if elsewhere.is_abroad(state.elsewhere):
            dispatcher.utter_message(response="utter_secours_sur_place")
        doubt = None if certain else (kind, about)
        state = replace(state, vouvoie=vouvoie, vous=vous, failures=0, doubt=doubt)
        return to_slots(replace(state, message_id=message.get("message_id")))


class Welcome(_Reply):
    """Says that it is a robot, what it keeps, how to leave, and what to do in danger."""

    def name(self) -> str:
        return "action_accueil"

    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State
    ) -> list[EventType]:
        vous = wording.formal(take(state, read(tracker.latest_message), None).criteria)
        register = "vous" if vous else "tu"
        dispatcher.utter_message(response=f"utter_accueil_{register}")
        return [SlotSet("registre", register)]
