"""The only door to the assistant: its custom channel, over loopback HTTP."""

from __future__ import annotations

import json
import logging
from typing import Any

import anyio
import httpx

from web.replies import Reply, WrongReply, read_reply

logger = logging.getLogger(__name__)

_CHANNEL = "/webhooks/repere"
_MOST_BYTES = 1_000_000
_FORGOTTEN = 409


class AssistantFailed(Exception):
    """The assistant is down or wrong; the reason says how, never what was said."""


class AssistantForgot(AssistantFailed):
    """The assistant does not know a conversation that it had begun: it was started again."""


class Gateway:
    """Talks to Rasa. Deadlines of answers are the caller's: see `Dialogue`."""

    def __init__(self, rasa_url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(
            base_url=rasa_url,
            transport=transport,
            trust_env=False,
            timeout=None,
            limits=httpx.Limits(
                max_connections=500,
                max_keepalive_connections=50,
                # The assistant closes idle connections at five seconds: we let go first.
                keepalive_expiry=3.0,
            ),
        )

    async def ask(self, sender: str, text: str, known: bool = False) -> Reply:
        """What the assistant answers; raises `AssistantFailed`.

        `known`: the conversation has begun, and `AssistantForgot` says when its end of it is lost.
        """
        try:
            body = json.dumps({"sender": sender, "text": text, "known": known}).encode()
            headers = {"Content-Type": "application/json"}
            response = await self._client.post(f"{_CHANNEL}/webhook", content=body, headers=headers)
        except httpx.HTTPError as error:
            raise AssistantFailed(f"injoignable ({type(error).__name__})") from None
        if known and response.status_code == _FORGOTTEN:
            raise AssistantForgot("recommencé")
        if response.status_code != 200:
            raise AssistantFailed(f"statut {response.status_code}")
        return _reply(response)

    async def forget(self, sender: str, patience: float = 3.0) -> bool:
        """Erases a conversation at the assistant's; false when that is not certain."""
        try:
            with anyio.fail_after(patience):
                response = await self._client.delete(f"{_CHANNEL}/conversations/{sender}")
        except (httpx.HTTPError, TimeoutError):
            return False
        return response.status_code in {200, 204, 404}

    async def ready(self, patience: float = 1.0) -> bool:
        """Whether the assistant answers at all; for health checks."""
        try:
            with anyio.fail_after(patience):
                return (await self._client.get("/")).status_code == 200
        except (httpx.HTTPError, TimeoutError):
            return False

    async def close(self) -> None:
        await self._client.aclose()


def _reply(response: httpx.Response) -> Reply:
    if len(response.content) > _MOST_BYTES:
        raise AssistantFailed("réponse trop grande")
    try:
        body: Any = json.loads(response.content)
        return read_reply(body)
    except (ValueError, RecursionError) as error:
        what = "forme" if isinstance(error, WrongReply) else "JSON"
        raise AssistantFailed(f"réponse illisible ({what})") from None
