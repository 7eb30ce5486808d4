"""One message in, one answer out: in order, once, in time, and never silence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import anyio

from knowledge.services import Criteria
from web import images, masking, payloads, typed
from web.conversations import Answer, Conversation, Conversations
from web.errors import Refused, log_failure, unknown_conversation
from web.gateway import AssistantFailed, AssistantForgot, Gateway
from web.human import Human
from web.replies import Reply

logger = logging.getLogger(__name__)

_SWEEP = 30.0
_MOST_ERASURES = 100_000


@dataclass(frozen=True)
class Sent:
    """`text` for the assistant; `urgency` of the words as they were typed.

    `notices`: what is gently said of them, by name (`masque`, `image`).
    """

    text: str
    urgency: str | None = None
    notices: tuple[str, ...] = ()


class Dialogue:
    """Holds the conversations and speaks for the assistant when it cannot."""

    def __init__(
        self, conversations: Conversations, gateway: Gateway, human: Human, deadline: float
    ) -> None:
        self.conversations = conversations
        self._gateway = gateway
        self._human = human
        self._deadline = deadline
        self._tasks: set[asyncio.Task[Any]] = set()
        self._to_erase: dict[str, None] = {}

    def typed(self, text: str) -> Sent:
        """Words as the assistant may see them: no order, no personal detail."""
        words = typed.clean(text)
        shown, pictured = images.hide(words)
        masked, personal = masking.mask(shown)
        told = (("masque", personal), ("image", pictured))
        notices = tuple(name for name, said in told if said)
        return Sent(typed.to_assistant(masked), self._human.urgency(words), notices)

    def pressed(self, conversation: Conversation, payload: str) -> Sent:
        """A button or a correction; refused when this conversation never offered it."""
        if payload in conversation.offered:
            return Sent(payload)
        corrected = payloads.correction(payload)
        if corrected is None:
            raise Refused(400, "bouton_inconnu")
        return Sent(corrected)

    async def open(self, profil: str | None) -> tuple[Conversation, Answer]:
        conversation = self.conversations.open({"profil": profil} if profil else {})
        answer = await asyncio.shield(self._spawn(self._answer(conversation, None)))
        if conversation.ended:
            raise unknown_conversation()
        return conversation, answer

    async def say(self, conversation: Conversation, sent: Sent, message_id: str | None) -> Answer:
        """The answer; the same one for a message id already received."""
        task = conversation.answers.get(message_id) if message_id else None
        if task is None:
            task = self._spawn(self._answer(conversation, sent))
            if message_id:
                conversation.keep(message_id, task)
        answer = await asyncio.shield(task)
        if conversation.ended:
            raise unknown_conversation()
        return answer

    async def end(self, token: str) -> None:
        """Erased here at once, then at the assistant's, now or as soon as it can be."""
        conversation = self.conversations.end(token)
        if conversation is None:
            raise unknown_conversation()
        await self._erase(conversation.id)

    async def keep_clean(self) -> None:
        """Erases what silence ended, and tries again what could not be erased; for ever."""
        while True:
            await asyncio.sleep(_SWEEP)
            try:
                await self.sweep()
            except Exception as error:
                log_failure(logger, "Ménage interrompu", error)

    async def sweep(self) -> None:
        for conversation in self.conversations.sweep():
            self._to_erase[conversation.id] = None
        for conversation_id in list(self._to_erase):
            if not await self._erase(conversation_id):
                break

    async def close(self) -> None:
        """Stops what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._gateway.close()

    def _spawn(self, work: Coroutine[Any, Any, Answer]) -> asyncio.Task[Answer]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _answer(self, conversation: Conversation, sent: Sent | None) -> Answer:
        """Never raises. Waiting for the messages before it counts in the deadline."""
        messages: list[dict[str, Any]] = []
        failed = True
        try:
            with anyio.fail_after(self._deadline):
                async with conversation.lock:
                    if not conversation.ended:
                        await self._ask(conversation, sent, messages)
            failed = False
        except AssistantFailed as failure:
            logger.warning("Assistant %s", failure)
        except TimeoutError:
            logger.warning("Assistant en retard")
        except Exception as error:
            log_failure(logger, "Réponse impossible", error)
        if conversation.ended:
            # The assistant may have written its part after it was erased.
            await self._erase(conversation.id)
            return {}
        self.conversations.touch(conversation)
        criteria = Criteria(**conversation.criteria)
        urgency = sent.urgency if sent else None
        if failed:
            messages += await self._human.failure(urgency, criteria)
        elif urgency and not _says_urgent(messages):
            messages = [*await self._human.urgent(urgency, criteria), *messages]
        messages += await self._noticed(conversation, sent, criteria)
        return {"messages": messages, "criteria": dict(conversation.criteria)}

    async def _noticed(
        self, conversation: Conversation, sent: Sent | None, criteria: Criteria
    ) -> list[dict[str, Any]]:
        """Each notice once in a conversation."""
        names = [
            name for name in (sent.notices if sent else ()) if name not in conversation.noticed
        ]
        conversation.noticed.update(names)
        return await self._human.notices(names, criteria)

    async def _ask(
        self, conversation: Conversation, sent: Sent | None, heard: list[dict[str, Any]]
    ) -> None:
        """Adds to `heard` what the assistant says, opening words first when it has not begun."""
        if not conversation.opened:
            opening = payloads.opening(conversation.criteria.get("profil"))
            reply = await self._gateway.ask(conversation.id, opening)
            heard += self._heard(conversation, reply)
            conversation.opened = True
        if sent is None:
            return
        try:
            reply = await self._gateway.ask(conversation.id, sent.text, known=True)
        except AssistantForgot:
            await self._remind(conversation)
            reply = await self._gateway.ask(conversation.id, sent.text)
            if not _says_urgent(reply.messages):
                heard += self._human.apology()
        heard += self._heard(conversation, reply)

    async def _remind(self, conversation: Conversation) -> None:
        """Tells an assistant started again what was known; its words were said already."""
        for order in payloads.replay(conversation.criteria):
            reply = await self._gateway.ask(conversation.id, order)
            conversation.offer(reply.payloads())

    def _heard(self, conversation: Conversation, reply: Reply) -> list[dict[str, Any]]:
        if not conversation.ended:
            conversation.offer(reply.payloads())
            if reply.criteria is not None:
                conversation.criteria = reply.criteria
        return reply.messages

    async def _erase(self, conversation_id: str) -> bool:
        if len(self._to_erase) < _MOST_ERASURES:
            self._to_erase[conversation_id] = None
        erased = await self._gateway.forget(conversation_id)
        if erased:
            self._to_erase.pop(conversation_id, None)
        return erased


def _says_urgent(messages: list[dict[str, Any]]) -> bool:
    return any(message.get("custom", {}).get("type") == "urgent" for message in messages)
