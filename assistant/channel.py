"""The channel that only `web` uses: one utterance is one message of the contract.

Rasa's REST channel splits an utterance in several messages, cuts text at blank
lines, and writes text to the log when something fails. This one does not.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from knowledge.vocabulary import Field

logger = logging.getLogger(__name__)


class ContractOutput(CollectingOutputChannel):
    """Collects messages `{"text", "buttons"?, "custom"?}` in the order they are said."""

    @classmethod
    def name(cls) -> str:
        return "repere"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        kept = {"text": message.get("text") or ""}
        for key in ("buttons", "custom"):
            if message.get(key):
                kept[key] = message[key]
        self.messages.append(kept)


class ContractInput(InputChannel):
    """`POST /webhooks/repere/webhook` and `DELETE /webhooks/repere/conversations/<sender>`.

    A message of a conversation said to be `known` is refused with 409, unread, when it is not:
    this process was started again, and only `web` remembers what was said.
    """

    @classmethod
    def name(cls) -> str:
        return "repere"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        webhook = Blueprint("repere_webhook")

        @webhook.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @webhook.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            body = request.json or {}
            sender, text = body.get("sender"), body.get("text")
            if not isinstance(sender, str) or not isinstance(text, str) or not text:
                return json({"error": "sender et text sont attendus"}, status=400)
            if body.get("known") and not await _knows(request.app, sender):
                return json({"error": "conversation oubliée"}, status=409)
            output = ContractOutput()
            try:
                await on_new_message(UserMessage(text, output, sender, input_channel=self.name()))
            except Exception as error:
                logger.error("Tour abandonné : %s", _place(error))
                return json({"error": "tour abandonné"}, status=500)
            criteria = await _criteria(request.app, sender)
            return json({"messages": output.messages, "criteria": criteria})

        @webhook.delete("/conversations/<sender:str>")
        async def erase(request: Request, sender: str) -> HTTPResponse:
            request.app.ctx.agent.tracker_store.erase(sender)
            return empty()

        return webhook


async def _knows(app: Sanic, sender: str) -> bool:
    return await app.ctx.agent.tracker_store.retrieve(sender) is not None


async def _criteria(app: Sanic, sender: str) -> dict[str, Any]:
    tracker = await app.ctx.agent.tracker_store.retrieve(sender)
    if tracker is None:
        return {}
    values = {name: tracker.get_slot(name) for name in Field.values()}
    return {name: value for name, value in values.items() if value is not None}


def _place(error: BaseException) -> str:
    """Type and place of an error: never its words, which may be the person's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} à {where}"
