"""How many requests an address may make in a minute.

A window that moves, in memory and bounded: an address is forgotten a minute
after its last request.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import deque
from collections.abc import Callable

from cachetools import TTLCache
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.errors import error_response

PERIOD = 60.0
_MOST_ADDRESSES = 50_000
_ALWAYS_OPEN = {("POST", "/api/conversations/end"), ("DELETE", "/api/conversations")}
"""Leaving is never refused."""

_COSTLY = ("/api/", "/annuaire", "/couverture", "/hsds/", "/mesures", "/orientation", "/service/")
"""What searches or writes; the help lines and the first page are always there."""


class MovingWindow:
    """Counts hits by key; `limit` a minute, `0` for as many as one likes."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._hits: TTLCache[str, deque[float]] = TTLCache(_MOST_ADDRESSES, PERIOD, timer=clock)

    def hit(self, key: str) -> float:
        """Seconds to wait before this would be accepted; `0` when it is."""
        if not self._limit:
            return 0
        now = self._clock()
        hits = self._hits.get(key) or deque()
        while hits and hits[0] <= now - PERIOD:
            hits.popleft()
        if len(hits) >= self._limit:
            return hits[0] + PERIOD - now
        hits.append(now)
        self._hits[key] = hits
        return 0


class RateLimit:
    """Refuses with 429 and `Retry-After` what comes too fast where it costs."""

    def __init__(self, app: ASGIApp, window: MovingWindow) -> None:
        self.app = app
        self.window = window

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _counts(scope):
            wait = self.window.hit(_address(scope))
            if wait > 0:
                headers = {"Retry-After": str(math.ceil(wait))}
                request = Request(scope, receive)
                response = await error_response(request, 429, "trop_de_requetes", headers)
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _counts(scope: Scope) -> bool:
    path: str = scope["path"]
    return path.startswith(_COSTLY) and (scope["method"], path) not in _ALWAYS_OPEN


def _address(scope: Scope) -> str:
    """The client's address; a whole /64 for IPv6, which one household has to itself."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
