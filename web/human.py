"""The human lines and urgent words, from `knowledge`, always in time and never raising."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import anyio
import anyio.to_thread

from knowledge.services import Criteria

logger = logging.getLogger(__name__)

Clock = Callable[[], float]
Message = dict[str, Any]

PATIENCE = 2.0
"""Seconds given to the directory before the last known lines answer."""

FRESH = 60.0
"""Seconds that lines are reused: they open and close during the day."""


SOON = 5.0
"""Seconds before the directory is asked again after it failed."""


class Reading(Protocol):
    """What `knowledge.urgency` says of an urgent text; `kind` is `danger` or `suicide`."""

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class Sources:
    """The functions of `knowledge` that answer when the assistant does not."""

    help_message: Callable[..., Message]
    urgent_message: Callable[..., Message]
    error_lines: Callable[[], list[dict[str, Any]]]
    urgency_of: Callable[[str], Reading | None]
    image_lines: Callable[[Criteria, str], list[Message]]


def from_knowledge() -> Sources:
    from knowledge.help import error_lines, human_help_message, image_lines, urgent_message
    from knowledge.urgency_model import read_urgency

    return Sources(human_help_message, urgent_message, error_lines, read_urgency, image_lines)


class Human:
    """Answers in French by itself: `sentences` are those of `messages.yml`."""

    def __init__(
        self, sources: Sources, sentences: dict[str, Any], clock: Clock = time.monotonic
    ) -> None:
        self._sources = sources
        self._sentences = sentences
        self._clock = clock
        self._lines: list[dict[str, Any]] = []
        self._until = 0.0

    async def prepare(self) -> None:
        """Reads all that is read once, however long it takes: nobody is waiting yet."""
        await self._in_time(lambda: self._sources.urgency_of("bonjour"), patience=None)
        found = await self._in_time(self._sources.error_lines, patience=None)
        if found:
            self._lines, self._until = found, self._clock() + FRESH

    async def lines(self) -> list[dict[str, Any]]:
        """Lines for an error, nothing being known of the person; the last known at worst."""
        if not self._lines or self._clock() >= self._until:
            found = await self._in_time(self._sources.error_lines)
            self._lines = found or self._lines
            self._until = self._clock() + (FRESH if found else SOON)
        return self._lines

    def urgency(self, text: str) -> str | None:
        """`danger`, `suicide` or nothing, of a text as it was typed."""
        try:
            reading = self._sources.urgency_of(text)
        except Exception as error:
            logger.error("Urgence illisible : %s", type(error).__name__)
            return None
        return None if reading is None else str(reading.kind)

    async def urgent(self, kind: str, criteria: Criteria) -> list[Message]:
        """The urgent message, or the lines alone when it cannot be had."""
        found = await self._in_time(lambda: self._sources.urgent_message(kind, criteria))
        return [found or self._bare({"type": "urgent", "kind": kind}, await self.lines())]

    async def failure(self, urgency: str | None, criteria: Criteria) -> list[Message]:
        """The whole answer when the assistant gave none: urgent first, a human line last."""
        urgent = await self.urgent(urgency, criteria) if urgency else []
        found = await self._in_time(lambda: self._sources.help_message(criteria))
        helping = found or self._bare({"type": "human_help"}, await self.lines())
        return [*urgent, {"text": self._sentences["panne"]}, helping]

    def apology(self) -> list[Message]:
        """After an assistant started again in the middle of a conversation."""
        return [{"text": self._sentences["reprise"]}]

    async def notices(self, names: Sequence[str], criteria: Criteria) -> list[Message]:
        """What is said beside the answer: `masque`, `image`, by their names in `messages.yml`."""
        told: list[Message] = []
        for name in names:
            intro = self._sentences[name].strip()
            lines = await self._image_lines(criteria, intro) if name == "image" else None
            told += lines or [{"text": intro}]
        return told

    async def _image_lines(self, criteria: Criteria, intro: str) -> list[Message] | None:
        found: list[Message] | None = await self._in_time(
            lambda: self._sources.image_lines(criteria, intro)
        )
        return found

    def _bare(self, custom: dict[str, Any], lines: list[dict[str, Any]]) -> Message:
        texts = [self._sentences["aide"]]
        for line in lines:
            ways = [str(line[name]) for name in ("phone", "sms", "chat", "url") if line.get(name)]
            texts.append(f"{line['name']} : {', '.join(ways)}")
        return {"text": "\n".join(texts), "custom": {**custom, "lines": lines}}

    async def _in_time(self, found: Callable[[], Any], patience: float | None = PATIENCE) -> Any:
        """What a blocking function of `knowledge` returns; nothing when it fails or is late."""
        try:
            with anyio.fail_after(patience):
                return await anyio.to_thread.run_sync(found, abandon_on_cancel=True)
        except Exception as error:
            logger.error("Lignes d'aide indisponibles : %s", type(error).__name__)
            return None
