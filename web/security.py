"""Headers that keep a conversation on the page and out of everything else."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOTHING = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def content_policy(embedders: Sequence[str]) -> str:
    """Own files only, nothing inline; framed only by itself and by the `embedders` origins."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            " ".join(["frame-ancestors 'self'", *embedders]),
        ]
    )


class SecurityHeaders:
    """Adds the headers to every response, errors included."""

    def __init__(self, app: ASGIApp, embedders: Sequence[str] = ()) -> None:
        self.app = app
        self._headers = {
            "Content-Security-Policy": content_policy(embedders),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in _NOTHING),
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # A page kept on a shared computer is a trace; plain files and open data are not.
        kept = scope["path"].startswith(("/static/", "/hsds"))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers["Cache-Control"] = "no-cache" if kept else "no-store"
            await send(message)

        await self.app(scope, receive, with_headers)
