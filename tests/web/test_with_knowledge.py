"""The gateway with the real lines, the assistant being down."""

from __future__ import annotations

import httpx
import pytest

from tests.web.conftest import has_human_line
from web.app import create_app
from web.replies import read_reply
from web.settings import Settings


async def down(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


@pytest.mark.parametrize(
    ("text", "kind"), [("je veux mourir", "suicide"), ("allo", None), ("", None)]
)
async def test_real_lines_answer_when_the_assistant_does_not(text: str, kind: str | None):
    app = create_app(Settings(rate_limit=0), transport=httpx.MockTransport(down))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://r.example") as http,
    ):
        opened = (await http.post("/api/conversations", json={"profil": "jeune"})).json()
        assert has_human_line(opened["messages"])
        answer = await http.post(
            "/api/conversations/messages",
            json={"text": text},
            headers={"Authorization": f"Bearer {opened['token']}"},
        )
        page = await http.get("/aide")
        error = await http.get("/inconnu")
    messages = answer.json()["messages"]
    assert read_reply(answer.json()).messages == messages
    assert has_human_line(messages)
    urgent = messages[0].get("custom", {})
    assert (urgent.get("kind") if urgent.get("type") == "urgent" else None) == kind
    assert error.json()["lines"]
    for line in error.json()["lines"]:
        assert line["name"] in page.text.replace("&#39;", "'")
        assert any(line.get(way) for way in ("phone", "sms", "chat", "url"))
