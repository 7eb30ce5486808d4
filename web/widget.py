"""The widget as it is served: its file, with help lines and words from `knowledge` in it.

So the element can show lines by itself when this server no longer answers.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import datafiles, wording
from knowledge.vocabulary import Field, Profil, Sexe, Situation

_FILE = Path(__file__).parent / "static" / "widget.js"
_EMPTY = "const DATA = { lines: [], words: {} };"


def filled(lines: list[dict[str, Any]]) -> str:
    """The script, knowing these lines; whether they are open now is left out: it would not last."""
    kept = [{name: line[name] for name in line if name != "open"} for line in lines]
    words = {
        Field.PROFIL.value: [(name, wording.PROFILES[Profil(name)]) for name in Profil.values()],
        Field.REGION.value: list(datafiles.region_names().items()),
        Field.SITUATION.value: [
            (name, wording.SITUATIONS[Situation(name)]) for name in Situation.values()
        ],
        Field.SEXE.value: [(name, wording.SEXES[Sexe(name)]) for name in Sexe.values()],
    }
    data = json.dumps({"lines": kept, "words": words}, ensure_ascii=False)
    return _FILE.read_text(encoding="utf-8").replace(_EMPTY, f"const DATA = {data};", 1)


async def script(request: Request) -> Response:
    text = filled(await request.app.state.human.lines())
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(text, media_type="text/javascript", headers={"ETag": tag})


routes = [Route("/static/widget.js", script)]
