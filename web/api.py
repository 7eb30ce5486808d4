"""The chat over HTTP (CONTRACT §2)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from web.bodies import message_id, read_object, words
from web.dialogue import Dialogue
from web.errors import Refused, unknown_conversation
from web.payloads import known_profil


def _dialogue(request: Request) -> Dialogue:
    dialogue: Dialogue = request.app.state.dialogue
    return dialogue


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise unknown_conversation()
    return token.strip()


class ConversationsEndpoint(HTTPEndpoint):
    """`POST` opens a conversation, `DELETE` ends the one of the header."""

    async def post(self, request: Request) -> Response:
        body = await read_object(request)
        if "profil" in body and not known_profil(body["profil"]):
            raise Refused(400, "profil_inconnu")
        conversation, answer = await _dialogue(request).open(body.get("profil"))
        return JSONResponse({"token": conversation.token, **answer}, 201)

    async def delete(self, request: Request) -> Response:
        await _dialogue(request).end(_bearer(request))
        return Response(status_code=204)


async def say(request: Request) -> Response:
    """One typed text or one button."""
    dialogue = _dialogue(request)
    conversation = dialogue.conversations.get(_bearer(request))
    if conversation is None:
        raise unknown_conversation()
    body = await read_object(request)
    identifier = message_id(body)
    text, payload = words(body, "text"), words(body, "payload")
    if (text is None) == (payload is None):
        raise Refused(400)
    if conversation.ended:
        raise unknown_conversation()
    if text is not None:
        sent = dialogue.typed(text)
    else:
        sent = dialogue.pressed(conversation, payload or "")
    return JSONResponse(await dialogue.say(conversation, sent, identifier))


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The API in OpenAPI 3.1 (`openapi.yml`)."""
    path = Path(__file__).parent / "openapi.yml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


async def openapi(request: Request) -> Response:
    return JSONResponse(description())


async def end(request: Request) -> Response:
    """The token is in the body, whatever its type: a beacon cannot send a header."""
    token = words(await read_object(request), "token")
    if not token:
        raise unknown_conversation()
    await _dialogue(request).end(token)
    return Response(status_code=204)


routes = [
    Route("/api/conversations", ConversationsEndpoint),
    Route("/api/conversations/messages", say, methods=["POST"]),
    Route("/api/conversations/end", end, methods=["POST"]),
    Route("/api/openapi.json", openapi, methods=["GET"]),
]
