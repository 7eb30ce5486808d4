"""The widget as it is served: with lines and words in it, and small."""

from __future__ import annotations

import gzip
import json
import re

from knowledge.vocabulary import REGIONS, Profil, Situation
from tests.web.conftest import LINE, World
from web.widget import filled

MOST_BYTES = 25 * 1024


def data(script: str) -> dict[str, object]:
    found = re.search(r"const DATA = (.*);", script)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


def test_it_holds_lines_that_do_not_say_they_are_open():
    lines = data(filled([LINE]))["lines"]
    assert lines == [{name: LINE[name] for name in LINE if name != "open"}]


def test_it_has_words_for_every_value():
    words = data(filled([]))["words"]
    assert isinstance(words, dict)
    assert [value for value, _ in words["region"]] == list(REGIONS)
    assert [value for value, _ in words["profil"]] == list(Profil.values())
    assert [value for value, _ in words["situation"]] == list(Situation.values())


async def test_it_is_served_once_and_light_with_its_style(world: World):
    served = await world.http.get("/static/widget.js")
    assert served.headers["content-type"].startswith("text/javascript")
    assert LINE["name"] in served.text
    again = await world.http.get(
        "/static/widget.js", headers={"If-None-Match": served.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    style = await world.http.get("/static/widget.css")
    assert len(gzip.compress(served.content)) + len(gzip.compress(style.content)) <= MOST_BYTES
