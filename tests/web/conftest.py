"""A fake assistant behind the real application, and a clock that tests move."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from knowledge.services import Criteria
from web.app import create_app
from web.human import Sources
from web.settings import Settings

LINE = {
    "id": "ligne-essai",
    "name": "Ligne d'essai",
    "phone": "+18005550199",
    "sms": "600600",
    "url": "https://ligne.example",
    "hours": "24/7",
    "open": True,
    "assured_date": "2026-11-01",
    "source": "https://ligne.example",
}
TOKEN_LENGTH = 43


def with_lines(type_: str, **custom: Any) -> dict[str, Any]:
    return {
        "text": "Ligne d'essai : 1 800 555-0199",
        "custom": {"type": type_, **custom, "lines": [LINE]},
    }


def fake_sources() -> Sources:
    def help_message(criteria: Criteria) -> dict[str, Any]:
        return with_lines("human_help")

    def urgent_message(kind: str, criteria: Criteria) -> dict[str, Any]:
        return with_lines("urgent", kind=kind)

    def urgency_of(text: str) -> Any:
        return SimpleNamespace(kind="suicide") if "mourir" in text else None

    def image_lines(criteria: Criteria, intro: str) -> list[dict[str, Any]]:
        return [{**with_lines("human_help"), "text": intro}]

    return Sources(help_message, urgent_message, lambda: [LINE], urgency_of, image_lines)


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def question(text: str = "Quel âge as-tu?") -> dict[str, Any]:
    return {
        "text": text,
        "buttons": [
            {"title": "15", "payload": '/repondre{"age": 15}', "value": 15},
            {"title": "Passer", "payload": '/passer{"champ": "age"}', "value": None},
        ],
        "custom": {"type": "question", "field": "age"},
    }


@dataclass
class FakeRasa:
    """Answers with what it heard; `behave` may be replaced, `gate` makes it wait."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    erased: list[str] = field(default_factory=list)
    criteria: dict[str, Any] = field(default_factory=dict)
    erasing: int = 204
    gate: asyncio.Event | None = None
    behave: Callable[[str], Awaitable[httpx.Response]] | None = None

    @property
    def texts(self) -> list[str]:
        """What was heard after the opening."""
        return [text for _, text in self.heard if not text.startswith("/ouvrir")]

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.method == "DELETE":
            self.erased.append(path.rsplit("/", 1)[1])
            return httpx.Response(self.erasing)
        if path == "/":
            return httpx.Response(200, text="Hello")
        assert path == "/webhooks/repere/webhook"
        body = json.loads(request.content)
        text = body["text"]
        if body["known"] and body["sender"] not in self.begun:
            return httpx.Response(409, json={"error": "conversation oubliée"})
        self.begun.add(body["sender"])
        self.heard.append((body["sender"], text))
        if text.startswith("/ouvrir"):
            return self.reply([{"text": "Bonjour. Je suis un robot."}, question()])
        if self.gate is not None:
            await self.gate.wait()
        if self.behave is not None:
            return await self.behave(text)
        return self.reply([{"text": f"Reçu {len(self.texts)}"}])

    def reply(self, messages: Any) -> httpx.Response:
        return httpx.Response(200, json={"messages": messages, "criteria": self.criteria})


@dataclass
class Person:
    """Someone at the widget: opens a conversation and writes."""

    http: httpx.AsyncClient
    token: str = ""
    opening: dict[str, Any] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def open(self, **body: Any) -> Person:
        response = await self.http.post("/api/conversations", json=body or None)
        assert response.status_code == 201
        self.opening = response.json()
        self.token = self.opening["token"]
        return self

    async def send(self, **body: Any) -> httpx.Response:
        return await self.http.post("/api/conversations/messages", json=body, headers=self.headers)

    async def say(self, text: str, **body: Any) -> dict[str, Any]:
        response = await self.send(text=text, **body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@dataclass
class World:
    app: Starlette
    http: httpx.AsyncClient
    rasa: FakeRasa
    clock: Clock

    async def person(self, **body: Any) -> Person:
        return await Person(self.http).open(**body)


Build = Callable[..., World]


@pytest_asyncio.fixture
async def build() -> AsyncIterator[Build]:
    """Builds a world from settings and sources; closes it after the test."""
    worlds: list[World] = []

    def made(sources: Sources | None = None, **settings: Any) -> World:
        rasa, clock = FakeRasa(), Clock()
        chosen = Settings(**{"rate_limit": 0, **settings})
        app = create_app(
            chosen,
            sources=sources or fake_sources(),
            transport=httpx.MockTransport(rasa),
            clock=clock,
        )
        http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=("203.0.113.7", 5000)),
            base_url="http://repere.example",
        )
        worlds.append(World(app, http, rasa, clock))
        return worlds[-1]

    yield made
    for world in worlds:
        if world.rasa.gate is not None:
            world.rasa.gate.set()
        await world.http.aclose()
        await world.app.state.dialogue.close()


@pytest.fixture
def world(build: Build) -> World:
    return build()


def has_human_line(messages: list[dict[str, Any]]) -> bool:
    return any(
        message.get("custom", {}).get("type") == "human_help" and message["custom"]["lines"]
        for message in messages
    )


def assert_error(response: httpx.Response, status: int, code: str) -> None:
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"error", "lines"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["code"] == code
    assert body["error"]["message"].strip()
    assert body["lines"] == [LINE]
