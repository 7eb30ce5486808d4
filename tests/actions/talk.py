"""A conversation with the actions alone: readings in, contract messages out, no Rasa."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.actions import AskAge, AskProfil, AskRegion, AskSituation, Orient
from actions.reading import Reading
from actions.state import State, from_slots, to_slots
from actions.turn import advance

Message = dict[str, Any]

ASKING = {one.field: one for one in (AskSituation(), AskProfil(), AskAge(), AskRegion())}


def typed(text: str, intent: str = "hors_sujet", **facts: Any) -> Reading:
    """What someone typed, as the pipeline reads it; a region may be given as its code."""
    return Reading(intent=intent, text=text, facts=_codes(facts))


def answered(text: str, **answers: Any) -> Reading:
    """A short text whose facts count only if they answer the question."""
    return Reading(intent="hors_sujet", text=text, answers=_codes(answers))


def unsure(text: str, *situations: str, **facts: Any) -> Reading:
    """A story that fits several situations, the likeliest first."""
    return Reading(
        intent=situations[0],
        text=text,
        facts={**_codes(facts), "situation": situations[0]},
        alternatives=situations[1:],
        certain=False,
    )


def pressed(intent: str, target: str | None = None, **facts: Any) -> Reading:
    """A button, or a correction; `None` empties the field."""
    return Reading(
        intent=intent,
        text=f"/{intent}",
        facts=_codes({name: value for name, value in facts.items() if value is not None}),
        forgotten=frozenset(name for name, value in facts.items() if value is None),
        target=target,
    )


def _codes(facts: dict[str, Any]) -> dict[str, Any]:
    region = facts.get("region")
    return {**facts, "region": (region,)} if isinstance(region, str) else facts


NONSENSE = typed("asdf qwer")
OPEN = pressed("ouvrir")


def slots_of(events: list[EventType]) -> dict[str, Any]:
    """What a list of `SlotSet` leaves in the slots, after a trip through JSON."""
    slots: dict[str, Any] = json.loads(
        json.dumps({event["name"]: event["value"] for event in events if event["event"] == "slot"})
    )
    return slots


def kind(message: Message) -> str:
    """`custom.type` of a message, or the name of its response, or « texte »."""
    return str(message["custom"].get("type") or message["response"] or "texte")


def tracker(slots: dict[str, Any] | None = None, message: dict[str, Any] | None = None) -> Tracker:
    """What rasa-sdk makes of the body that Rasa sends."""
    return Tracker.from_dict(
        {
            "sender_id": "essai",
            "slots": slots or {},
            "latest_message": message or {},
            "events": None,
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": "action_listen",
        }
    )


@dataclass
class Talk:
    """Each turn goes through the slots, as between two calls of Rasa.

    `asked`: the field of each question said since the search began.
    """

    state: State = field(default_factory=State)
    requested: str | None = None
    said: list[Message] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)

    def hear(self, *readings: Reading) -> Talk:
        for reading in readings:
            self._hear(reading)
        return self

    @property
    def kinds(self) -> list[str]:
        return [kind(message) for message in self.said]

    @property
    def criteria(self) -> dict[str, Any]:
        return self.state.criteria.known()

    @property
    def values(self) -> list[Any]:
        """Of the buttons of the last message."""
        return [button["value"] for button in self.said[-1]["buttons"]]

    def _hear(self, reading: Reading) -> None:
        if reading.intent == "recommencer":
            self.asked, self.confirmed = [], []
        state, self.requested = advance(self.state, reading, self.requested)
        slots = slots_of(to_slots(state))
        state = from_slots(slots)
        dispatcher = CollectingDispatcher()
        action = Orient() if self.requested is None else ASKING[self.requested]
        events = action.reply(dispatcher, tracker(slots), state)
        self.state = from_slots({**slots, **slots_of(events)})
        self.said = dispatcher.messages
        for message in self.said:
            if kind(message) == "question":
                self.asked.append(message["custom"]["field"])
                if "autre_chose" in self.values and len(self.values) <= 5:
                    self.confirmed.append(self.asked[-1])
