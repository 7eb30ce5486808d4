"""Conversations in memory only: bounded in number, in length and in time, erasable.

Rasa's own stores delete nothing, and a store that fails is replaced by a second,
unbounded one; this one holds what a conversation needs and forgets it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from cachetools import TTLCache
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

MAXIMUM_CONVERSATIONS = 20_000
MAXIMUM_EVENTS = 60
SILENCE_SECONDS = 30 * 60


class ForgetfulTrackerStore(TrackerStore):
    """Holds the trackers themselves; each save renews their 30 minutes.

    A turn given up midway is undone at the next retrieval, and one that ends
    after its conversation was erased is not kept.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        maximum: int = MAXIMUM_CONVERSATIONS,
        seconds: float = SILENCE_SECONDS,
        timer: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._trackers: TTLCache[str, tuple[DialogueStateTracker, int]] = TTLCache(
            maxsize=maximum, ttl=seconds, timer=timer
        )
        self._erased: TTLCache[str, None] = TTLCache(maxsize=maximum, ttl=seconds, timer=timer)

    async def save(self, tracker: DialogueStateTracker) -> None:
        if tracker.sender_id in self._erased:
            return
        if len(tracker.events) > MAXIMUM_EVENTS:
            tracker = self._condensed(tracker)
        self._trackers[tracker.sender_id] = tracker, len(tracker.events)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        kept = self._trackers.get(sender_id)
        if kept is None:
            return None
        tracker, saved = kept
        if len(tracker.events) == saved:
            return tracker
        return self._from(sender_id, islice(tracker.events, saved), tracker)

    async def keys(self) -> Iterable[str]:
        return list(self._trackers.keys())

    def erase(self, sender_id: str) -> None:
        """Forget a conversation, for good; unknown ones are already forgotten."""
        self._erased[sender_id] = None
        self._trackers.pop(sender_id, None)

    def _condensed(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """The same state from few events, so that the last turn costs what the first did."""
        events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
        events.append(ActionExecuted(ACTION_LISTEN_NAME))
        if tracker.active_loop_name:
            events += [ActionExecuted(tracker.active_loop_name)]
            events += [ActiveLoop(tracker.active_loop_name)]
        events += [
            SlotSet(slot.name, slot.value)
            for slot in tracker.slots.values()
            if slot.value != slot.initial_value
        ]
        events.append(ActionExecuted(ACTION_LISTEN_NAME))
        return self._from(tracker.sender_id, events, tracker)

    def _from(
        self, sender_id: str, events: Iterable[Event], like: DialogueStateTracker
    ) -> DialogueStateTracker:
        fresh = self.init_tracker(sender_id)
        fresh.update_with_events(list(events), self.domain)
        fresh.model_id, fresh.assistant_id = like.model_id, like.assistant_id
        return fresh
