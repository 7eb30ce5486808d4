"""« Cette information est fausse »: which record, which day; nothing about who said so."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import directory, messages
from knowledge.settings import home
from web.bodies import read_object, words
from web.errors import Refused
from web.pages import service

FILE = "signalements.csv"
MOST_BYTES = 1_000_000
_writing = threading.Lock()


def keep(identity: str, day: dt.date, folder: Path | None = None) -> None:
    """One line a record and day, for a maintainer to review; the file is bounded."""
    path = (folder or home()) / FILE
    line = f"{day.isoformat()},{identity}\n"
    with _writing:
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if line not in kept and len(kept) < MOST_BYTES:
            with path.open("a", encoding="utf-8") as out:
                out.write(line if kept else f"jour,fiche\n{line}")


async def report(request: Request) -> Response:
    await _report(words(await read_object(request), "id") or "")
    return Response(status_code=204)


async def report_from_page(request: Request) -> Response:
    await _report(request.path_params["identity"])
    request.state.reported = True
    return await service(request)


async def _report(identity: str) -> None:
    """404 for what is not a record: nothing else is ever written."""
    known = await anyio.to_thread.run_sync(directory.load)
    if known.get(identity) is None:
        raise Refused(404, "fiche_inconnue")
    await anyio.to_thread.run_sync(keep, identity, messages.now().date())


routes = [
    Route("/api/signalements", report, methods=["POST"]),
    Route("/service/{identity}/signaler", report_from_page, methods=["POST"]),
]
