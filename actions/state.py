"""Where a conversation stands, between Rasa's slots and the pure rules of a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from knowledge.questions import Progress
from knowledge.services import Criteria
from knowledge.vocabulary import Field

PROGRESS = "avancement"
REGISTER = "registre"


@dataclass(frozen=True)
class State:
    """All that a conversation remembers.

    `presented`: the criteria of the last results, `None` before the first.
    `shown`: how many suggestions have been shown, and `services` their ids.
    `tells`: what to say before the next question or results, by name.
    `recall`: the question is shown again without counting as one more.
    `english`: the lines that serve in English were said.
    `doubt`: the urgency just asked about, and whose (`soi`, `autre`).
    `comforted`: the situation whose first words were said.
    """

    progress: Progress = field(default_factory=Progress)
    confirmed: frozenset[str] = frozenset()
    vous: bool = False
    vouvoie: bool = False
    failures: int = 0
    presented: Criteria | None = None
    shown: int = 0
    services: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    recall: bool = False
    page: bool = False
    done: bool = False
    english: bool = False
    doubt: tuple[str, str] | None = None
    comforted: str | None = None
    elsewhere: str | None = None
    wanted: tuple[str, ...] = ()
    message_id: str | None = None

    @property
    def criteria(self) -> Criteria:
        return self.progress.criteria


def from_slots(slots: Mapping[str, Any]) -> State:
    """The state that the slots hold; a new one when they are empty."""
    kept = dict(slots.get(PROGRESS) or {})
    criteria = Criteria(**{name: slots.get(name) for name in Field.values()})
    progress = Progress(
        criteria=criteria,
        asked=tuple(kept.get("asked", ())),
        skipped=frozenset(kept.get("skipped", ())),
        candidates={key: tuple(values) for key, values in kept.get("candidates", {}).items()},
        rest=bool(kept.get("rest", False)),
        again=bool(kept.get("again", False)),
    )
    presented = kept.get("presented")
    return State(
        progress=progress,
        confirmed=frozenset(kept.get("confirmed", ())),
        vous=slots.get(REGISTER) == "vous",
        vouvoie=bool(kept.get("vouvoie", False)),
        failures=int(kept.get("failures", 0)),
        presented=None if presented is None else Criteria(**presented),
        shown=int(kept.get("shown", 0)),
        services=tuple(kept.get("services", ())),
        tells=tuple(kept.get("tells", ())),
        named=tuple(kept.get("named", ())),
        recall=bool(kept.get("recall", False)),
        page=bool(kept.get("page", False)),
        done=bool(kept.get("done", False)),
        english=bool(kept.get("english", False)),
        doubt=_doubt(kept.get("doubt")),
        comforted=kept.get("comforted"),
        elsewhere=kept.get("elsewhere"),
        wanted=tuple(kept.get("wanted", ())),
        message_id=kept.get("message_id"),
    )


def _doubt(kept: Any) -> tuple[str, str] | None:
    return (str(kept[0]), str(kept[1])) if kept else None


def to_slots(state: State) -> list[EventType]:
    """The events that write a state back."""
    progress = state.progress
    kept: dict[str, Any] = {
        "asked": list(progress.asked),
        "skipped": sorted(progress.skipped),
        "candidates": {key: list(values) for key, values in progress.candidates.items()},
        "rest": progress.rest,
        "again": progress.again,
        "confirmed": sorted(state.confirmed),
        "vouvoie": state.vouvoie,
        "failures": state.failures,
        "presented": None if state.presented is None else state.presented.known(),
        "shown": state.shown,
        "services": list(state.services),
        "tells": list(state.tells),
        "named": list(state.named),
        "recall": state.recall,
        "page": state.page,
        "done": state.done,
        "english": state.english,
        "doubt": None if state.doubt is None else list(state.doubt),
        "comforted": state.comforted,
        "elsewhere": state.elsewhere,
        "wanted": list(state.wanted),
        "message_id": state.message_id,
    }
    events = [SlotSet(name, getattr(state.criteria, name)) for name in Field.values()]
    events.append(SlotSet(REGISTER, "vous" if state.vous else "tu"))
    events.append(SlotSet(PROGRESS, kept))
    return events
