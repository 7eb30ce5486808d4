"""Whose pages may read an answer: any for the open data, those that are named for the chat."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN_DATA = "/hsds"


class Origins:
    """CORS by path; `chat` are the origins that may embed the chat."""

    def __init__(self, app: ASGIApp, chat: Sequence[str]) -> None:
        self.open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            expose_headers=["ETag", "Last-Modified", "Retry-After"],
        )
        self.chat = (
            CORSMiddleware(
                app,
                allow_origins=list(chat),
                allow_methods=["POST", "DELETE"],
                allow_headers=["Authorization", "Content-Type"],
                expose_headers=["Retry-After"],
            )
            if chat
            else app
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        data = scope["type"] == "http" and scope["path"].startswith(OPEN_DATA)
        await (self.open if data else self.chat)(scope, receive, send)
