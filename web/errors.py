"""Every error in French, with human lines; nothing of what was sent is repeated or logged."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.pages import error_page, wants_page

logger = logging.getLogger(__name__)

_MESSAGES = Path(__file__).parent / "templates" / "messages.yml"

_CODES = {
    400: "requete_invalide",
    401: "conversation_inconnue",
    404: "introuvable",
    405: "methode_non_permise",
    408: "trop_lent",
    413: "trop_long",
    429: "trop_de_requetes",
    500: "erreur_interne",
}


@lru_cache(maxsize=1)
def sentences() -> dict[str, Any]:
    """What only the gateway says: `panne` and the sentence of each error code."""
    return dict(YAML(typ="safe").load(_MESSAGES.read_text(encoding="utf-8")))


class Refused(HTTPException):
    """A request that is answered by an error; `code` is a key of `messages.yml`."""

    def __init__(
        self, status: int, code: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, headers=headers)
        self.code = code or _CODES[status]


class BadParameter(Refused):
    """A parameter of an address that cannot be read; `expected` is a key of `parametres`."""

    def __init__(self, name: str, expected: str, *values: object) -> None:
        super().__init__(400, "parametre_invalide")
        what = sentences()["parametres"][expected].format(*values)
        self.message = sentences()["erreurs"]["parametre_invalide"].format(name[:40], what)


def unknown_conversation() -> Refused:
    return Refused(401, headers={"WWW-Authenticate": "Bearer"})


async def error_response(
    request: Request,
    status: int,
    code: str,
    headers: Mapping[str, str] | None = None,
    message: str | None = None,
) -> Response:
    """`{"error": {"code", "message"}, "lines": […]}`, or a page for who reads pages."""
    lines = await request.app.state.human.lines()
    message = message or sentences()["erreurs"][code]
    if wants_page(request):
        return error_page(request, status, message, lines, headers)
    body = {"error": {"code": code, "message": message}, "lines": lines}
    return JSONResponse(body, status, headers)


async def on_http_exception(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if isinstance(error, BadParameter):
        return await error_response(request, 400, error.code, message=error.message)
    if isinstance(error, Refused):
        return await error_response(request, error.status_code, error.code, error.headers)
    status = error.status_code if error.status_code in _CODES else 400
    return await error_response(request, status, _CODES[status], error.headers)


def place(error: BaseException) -> str:
    """`file.py:line` where an exception was raised: all that a log may say of it."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "?"
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"


def log_failure(log: logging.Logger, what: str, error: BaseException) -> None:
    """Type and place only: the text of an exception may hold what a person wrote."""
    log.error("%s : %s (%s)", what, type(error).__name__, place(error))


class LastResort:
    """Turns any other exception into a 500; nothing is raised further, so nothing else logs it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            return
        except Exception as error:
            log_failure(logger, "Erreur", error)
            if not started:
                request = Request(scope, receive)
                response = await error_response(request, 500, _CODES[500])
                await response(scope, receive, send)
