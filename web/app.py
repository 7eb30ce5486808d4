"""The public application: pages and chat, the only process that listens beyond loopback."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio.to_thread
import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from web import (
    annuaire,
    api,
    coverage,
    hsds,
    masking,
    measures,
    orientation,
    pages,
    reports,
    widget,
)
from web.conversations import Conversations
from web.dialogue import Dialogue
from web.errors import LastResort, on_http_exception, sentences
from web.gateway import Gateway
from web.human import Human, Sources, from_knowledge
from web.limits import MovingWindow, RateLimit
from web.origins import Origins
from web.security import SecurityHeaders
from web.settings import Settings

_STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings | None = None,
    *,
    sources: Sources | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Starlette:
    """The application; `transport` and `clock` (seconds) are what tests replace."""
    settings = settings or Settings.from_environment()
    human = Human(sources or from_knowledge(), sentences(), clock)
    gateway = Gateway(settings.rasa_url, transport)
    conversations = Conversations(settings.silence, settings.conversations, clock)
    dialogue = Dialogue(conversations, gateway, human, settings.deadline)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await human.prepare()
        await anyio.to_thread.run_sync(masking.mask, "je m'appelle Repère, au 514 555-0100")
        cleaning = asyncio.create_task(dialogue.keep_clean())
        yield
        cleaning.cancel()
        await dialogue.close()

    app = Starlette(
        routes=[
            *pages.routes,
            *orientation.routes,
            *annuaire.routes,
            *coverage.routes,
            *measures.routes,
            *api.routes,
            *reports.routes,
            *hsds.routes,
            *widget.routes,
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=_middleware(settings, clock),
        exception_handlers={HTTPException: on_http_exception},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.settings = settings
    app.state.human = human
    app.state.gateway = gateway
    app.state.dialogue = dialogue
    return app


def _middleware(settings: Settings, clock: Callable[[], float]) -> list[Middleware]:
    origins = list(settings.allowed_origins)
    stack = [Middleware(SecurityHeaders, embedders=origins)]
    if settings.trusted_proxies:
        trusted = list(settings.trusted_proxies)
        stack.append(Middleware(ProxyHeadersMiddleware, trusted_hosts=trusted))
    stack.append(Middleware(Origins, chat=origins))
    stack.append(Middleware(LastResort))
    stack.append(Middleware(RateLimit, window=MovingWindow(settings.rate_limit, clock)))
    return stack
