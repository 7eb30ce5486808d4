"""The pages: the chat, the help lines, the errors; each complete without JavaScript."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from knowledge import wording

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["numero"] = wording.number
_environment.filters["jour"] = lambda written: wording.date(dt.date.fromisoformat(written))
_templates = Jinja2Templates(env=_environment)


def wants_page(request: Request) -> bool:
    """A browser on its way to a page, rather than a program on its way to the API."""
    accepts = request.headers.get("accept", "")
    return "text/html" in accepts and not request.url.path.startswith("/api/")


async def chat(request: Request) -> Response:
    return await _page(request, "index.html")


async def help_lines(request: Request) -> Response:
    return await _page(request, "aide.html")


async def health(request: Request) -> Response:
    """200 while this process serves; `assistant` says whether the one behind answers."""
    ready = await request.app.state.gateway.ready()
    return JSONResponse({"status": "ok", "assistant": ready})


def error_page(
    request: Request,
    status: int,
    message: str,
    lines: list[dict[str, Any]],
    headers: Mapping[str, str] | None = None,
) -> Response:
    context = {**_context(request), "message": message, "lines": lines}
    return _templates.TemplateResponse(
        request, "erreur.html", context, status_code=status, headers=headers
    )


async def _page(request: Request, template: str) -> Response:
    context = {**_context(request), "lines": await request.app.state.human.lines()}
    return _templates.TemplateResponse(request, template, context)


def _context(request: Request) -> dict[str, Any]:
    return {"exit_url": request.app.state.settings.exit_url}


routes = [
    Route("/", chat),
    Route("/aide", help_lines),
    Route("/sante", health),
]
