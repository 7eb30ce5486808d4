"""The pages: the chat, the help lines, one service, the errors; each whole without JavaScript."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
import jinja2
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from knowledge import directory, help, messages, wording
from web import records
from web.queries import MOST_KEPT, keeping, kept

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["numero"] = wording.number
_environment.filters["jour"] = lambda written: wording.date(dt.date.fromisoformat(written))
_environment.filters["lieu"] = lambda locator: urlsplit(locator).hostname or locator
_templates = Jinja2Templates(env=_environment)


def wants_page(request: Request) -> bool:
    """A browser on its way to a page, rather than a program on its way to the API."""
    accepts = request.headers.get("accept", "")
    return "text/html" in accepts and not request.url.path.startswith(("/api/", "/hsds"))


async def chat(request: Request) -> Response:
    return await _page(request, "index.html")


async def help_lines(request: Request) -> Response:
    """Every need and every region on one page: nothing is in the address."""
    at = messages.now()
    needs = await anyio.to_thread.run_sync(help.lines_by_need, at)
    regions = await anyio.to_thread.run_sync(help.protection_by_region, at)
    return await _page(request, "aide.html", {"needs": needs, "regions": regions})


async def service(request: Request) -> Response:
    """One record, fact by fact; 404 for those that are withheld until confirmed."""
    known = await anyio.to_thread.run_sync(directory.load)
    found = known.get(request.path_params["identity"])
    if found is None or not found.publishable:
        raise HTTPException(404)
    ids = kept(request.query_params)[:MOST_KEPT]
    today = messages.now().date()
    said = await anyio.to_thread.run_sync(records.context, found, known, today, ids)
    reported = getattr(request.state, "reported", False)
    return await show(request, "service.html", {**said, **keeping(ids), "reported": reported})


async def privacy(request: Request) -> Response:
    return await show(request, "confidentialite.html", {})


async def about(request: Request) -> Response:
    known = await anyio.to_thread.run_sync(directory.load)
    return await show(request, "a-propos.html", _counts(known))


def _counts(known: directory.Directory) -> dict[str, Any]:
    """How many records, from which documents, and how old."""
    by_document: dict[str, list[dt.date]] = {}
    for entry in known.entries:
        by_document.setdefault(entry.source_document, []).append(entry.assured_date)
    return {
        "services": len(known.services),
        "lines": len(known.entries) - len(known.services),
        "documents": [
            (document, len(dates), wording.date(min(dates)))
            for document, dates in sorted(by_document.items())
        ],
    }


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


async def show(
    request: Request, template: str, context: Mapping[str, Any], status: int = 200
) -> Response:
    """A page of `templates/`, with what every page knows."""
    return _templates.TemplateResponse(
        request, template, {**_context(request), **context}, status_code=status
    )


async def _page(
    request: Request, template: str, context: Mapping[str, Any] | None = None
) -> Response:
    lines = await request.app.state.human.lines()
    return await show(request, template, {"lines": lines, **(context or {})})


def _context(request: Request) -> dict[str, Any]:
    return {"exit_url": request.app.state.settings.exit_url}


routes = [
    Route("/", chat),
    Route("/aide", help_lines),
    Route("/service/{identity}", service),
    Route("/confidentialite", privacy),
    Route("/a-propos", about),
    Route("/sante", health),
]
