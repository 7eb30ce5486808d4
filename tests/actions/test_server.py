"""The action server's answers, errors above all (actions/server.py)."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
import rasa_sdk
from sanic import Sanic

from actions import actions
from actions.actions import AskAge
from actions.server import create, main

CANARY = "canari-jaune-7341"


@pytest_asyncio.fixture
async def http(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    # Sanic refuses a second application of the same name outside its own tests.
    monkeypatch.setattr(Sanic, "test_mode", True)
    app = create()
    await app._startup()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://actions") as client:
        yield client


def body(action: str, **slots: Any) -> dict[str, Any]:
    return {
        "next_action": action,
        "sender_id": CANARY,
        "version": rasa_sdk.__version__,
        "tracker": {
            "sender_id": CANARY,
            "slots": slots,
            "latest_message": {"text": CANARY, "intent": {"name": "autre"}, "entities": []},
            "events": None,
        },
    }


async def test_an_action_is_run(http: httpx.AsyncClient):
    answer = await http.post("/webhook", json=body("action_ask_age"))
    assert answer.status_code == 200
    (said,) = answer.json()["responses"]
    assert said["custom"] == {"type": "question", "field": "age"}


async def test_an_action_that_fails_still_answers(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: Any) -> Any:
        raise ValueError(CANARY)

    monkeypatch.setattr(AskAge, "reply", broken)
    answer = await http.post("/webhook", json=body("action_ask_age"))
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["custom"]["type"] == "human_help"
    assert CANARY not in caplog.text


async def test_an_error_repeats_nothing_of_the_request(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Not even the failure's own answer could be made."""

    def broken(slots: dict[str, Any]) -> Any:
        raise ValueError(f"{CANARY} {slots}")

    monkeypatch.setattr(actions, "from_slots", broken)
    with caplog.at_level(logging.DEBUG):
        answer = await http.post("/webhook", json=body("action_ask_age", region=CANARY))
    assert answer.status_code == 500
    assert answer.json() == {"error": "ValueError"}
    assert CANARY not in caplog.text
    assert "ValueError" in caplog.text


@pytest.mark.parametrize(
    "content", [f'{{"next_action": "{CANARY}'.encode(), CANARY.encode(), b"[]", b"\xff\xfe"]
)
async def test_a_body_that_cannot_be_read_is_not_repeated(
    http: httpx.AsyncClient, content: bytes, caplog: pytest.LogCaptureFixture
):
    answer = await http.post("/webhook", content=content)
    assert answer.status_code >= 400
    assert CANARY not in answer.text
    assert CANARY not in caplog.text


async def test_an_unknown_action_is_refused_without_the_request(http: httpx.AsyncClient):
    answer = await http.post("/webhook", json=body("action_inconnue"))
    assert answer.status_code == 404
    assert CANARY not in answer.text


async def test_health(http: httpx.AsyncClient):
    assert (await http.get("/health")).json() == {"status": "ok"}


def test_it_listens_on_the_loopback_only_and_logs_no_access(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    for name in ("sanic.root", "sanic.access", "sanic.error", "rasa_sdk"):
        caplog.set_level(logging.DEBUG, logger=name)
    started: dict[str, Any] = {}
    monkeypatch.setattr(Sanic, "test_mode", True)
    monkeypatch.setattr(Sanic, "run", lambda self, **how: started.update(how))
    main(5999)
    assert started["host"] == "127.0.0.1"
    assert started["port"] == 5999
    assert started["access_log"] is False
    assert started["workers"] == 1
    assert logging.getLogger("rasa_sdk").getEffectiveLevel() >= logging.WARNING
