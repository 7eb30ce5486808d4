from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
import uvicorn

from tests.web.conftest import LINE, World
from web import __main__ as command
from web.settings import Settings


async def test_the_application_starts_with_its_lines_and_stops_clean(world: World):
    async with world.app.router.lifespan_context(world.app):
        assert world.app.state.human._lines == [LINE]
        await world.person()
    assert world.app.state.gateway._client.is_closed


def test_the_server_keeps_no_trace_of_who_comes(monkeypatch: pytest.MonkeyPatch):
    told: dict[str, Any] = {}
    monkeypatch.setenv("REPERE_PORT", "8123")
    monkeypatch.setattr(command, "create_app", lambda settings: settings)
    monkeypatch.setattr(command.uvicorn, "run", lambda app, **options: told.update(options))
    assert command.main() == 0
    assert (told["host"], told["port"]) == ("127.0.0.1", 8123)
    assert told["access_log"] is False
    assert told["proxy_headers"] is False
    assert told["log_level"] == "warning"


async def test_the_server_speaks_http_for_real(world: World):
    """From a free port: what the fake transport cannot show (a body refused on its way)."""
    options = {**command.server_options(Settings()), "port": 0}
    server = uvicorn.Server(uvicorn.Config(world.app, **options))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    async with httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False) as http:
        opened = await http.post("/api/conversations")
        assert opened.status_code == 201
        headers = {"Authorization": f"Bearer {opened.json()['token']}"}
        body = b"x" * 100_000
        refused = await http.post("/api/conversations/messages", content=body, headers=headers)
        assert refused.status_code == 413
        assert "server" not in refused.headers
        ended = await http.delete("/api/conversations", headers=headers)
        assert ended.status_code == 204
    server.should_exit = True
    await serving


def test_a_wrong_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("REPERE_RATE_LIMIT", "beaucoup")
    assert command.main() == 2
    assert "REPERE_RATE_LIMIT" in capsys.readouterr().err
