"""The conversations under way: in memory only, bounded, forgotten after half an hour of silence."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Clock = Callable[[], float]
Answer = dict[str, Any]

_MOST_ANSWERS = 32
_MOST_OFFERED = 500


def _token() -> str:
    return secrets.token_urlsafe(32)


def _conversation_id() -> str:
    return secrets.token_urlsafe(18)


@dataclass(eq=False)
class Conversation:
    """One conversation. `token` is the client's; only `id` is known to the assistant.

    `opened` once the assistant has said its opening words. `answers` are those
    of messages that carry an id, under way or given. `noticed`: what was gently said already.
    """

    seen: float
    criteria: dict[str, Any]
    token: str = field(default_factory=_token)
    id: str = field(default_factory=_conversation_id)
    opened: bool = False
    noticed: set[str] = field(default_factory=set)
    ended: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    answers: OrderedDict[str, asyncio.Task[Answer]] = field(default_factory=OrderedDict)
    offered: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def offer(self, payloads: Iterable[str]) -> None:
        """Remembers the buttons shown: no other may be pressed."""
        for payload in payloads:
            self.offered[payload] = None
            self.offered.move_to_end(payload)
        while len(self.offered) > _MOST_OFFERED:
            self.offered.popitem(last=False)

    def keep(self, message_id: str, answer: asyncio.Task[Answer]) -> None:
        self.answers[message_id] = answer
        while len(self.answers) > _MOST_ANSWERS:
            self.answers.popitem(last=False)

    def end(self) -> None:
        self.ended = True
        self.criteria = {}
        self.answers.clear()
        self.offered.clear()


class Conversations:
    """Token → conversation, the most silent first. `clock` counts seconds."""

    def __init__(
        self, silence: float, maximum: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._silence = silence
        self._maximum = maximum
        self._clock = clock
        self._by_token: OrderedDict[str, Conversation] = OrderedDict()
        self._unspoken: OrderedDict[str, None] = OrderedDict()
        self._gone: list[Conversation] = []

    def __len__(self) -> int:
        return len(self._by_token)

    def open(self, criteria: dict[str, Any]) -> Conversation:
        """A new conversation; when there is no room, another gives up its place.

        The oldest where nothing was ever said, for whoever opens thousands ends no one's
        search; the most silent one when all have spoken.
        """
        conversation = Conversation(self._clock(), criteria)
        if len(self._by_token) >= self._maximum:
            self._drop(self._by_token[next(iter(self._unspoken or self._by_token))])
        self._by_token[conversation.token] = conversation
        self._unspoken[conversation.token] = None
        return conversation

    def get(self, token: str) -> Conversation | None:
        """The conversation of a token, which has spoken now; nothing once it ended."""
        conversation = self._by_token.get(token)
        if conversation is None:
            return None
        if self._silent(conversation):
            self._drop(conversation)
            return None
        self.touch(conversation)
        self._unspoken.pop(token, None)
        return conversation

    def touch(self, conversation: Conversation) -> None:
        if not conversation.ended:
            conversation.seen = self._clock()
            self._by_token.move_to_end(conversation.token)

    def end(self, token: str) -> Conversation | None:
        """Takes a conversation out; nothing when there is none to end."""
        conversation = self.get(token)
        if conversation is not None:
            del self._by_token[token]
            conversation.end()
        return conversation

    def sweep(self) -> list[Conversation]:
        """Those that silence or lack of room ended since the last sweep: to be erased."""
        while self._by_token:
            oldest = next(iter(self._by_token.values()))
            if not self._silent(oldest):
                break
            self._drop(oldest)
        gone, self._gone = self._gone, []
        return gone

    def _silent(self, conversation: Conversation) -> bool:
        return self._clock() - conversation.seen >= self._silence

    def _drop(self, conversation: Conversation) -> None:
        del self._by_token[conversation.token]
        self._unspoken.pop(conversation.token, None)
        conversation.end()
        self._gone.append(conversation)
