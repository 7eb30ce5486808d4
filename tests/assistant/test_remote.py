"""The call from Rasa to the actions, when it goes well and when it does not."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant import remote
from knowledge import wording
from tests.assistant.conftest import MakeTracker, heard

CANARY = "canari-jaune-7341"
VALIDATE = "validate_formulaire_orientation"
ASK = "action_ask_age"
LATE = remote.TIMEOUT_SECONDS
KNOWN = {"requested_slot": "age", "situation": "sextorsion", "avancement": {"asked": ["age"]}}


class Actions:
    """An action server whose behaviour each test decides."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.connections: set[Any] = set()
        self.answer: Callable[[], Awaitable[web.StreamResponse]] = self.nothing

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        self.connections.add(request.transport)
        self.bodies.append(await request.json())
        return await self.answer()

    @staticmethod
    async def nothing() -> web.StreamResponse:
        return web.json_response({"events": [], "responses": []})

    def answers(self, content: Any, status: int = 200) -> None:
        async def answer() -> web.StreamResponse:
            text = content if isinstance(content, str) else json.dumps(content)
            return web.Response(text=text, status=status, content_type="application/json")

        self.answer = answer


@pytest.fixture
def actions() -> Actions:
    return Actions()


@pytest_asyncio.fixture
async def url(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    monkeypatch.setattr(remote, "TIMEOUT_SECONDS", 0.3)
    monkeypatch.setattr(remote, "_sessions", {})
    monkeypatch.setattr(RemoteAction, "run", RemoteAction.run)
    remote.install()
    app = web.Application()
    app.router.add_post("/webhook", actions)
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("/webhook"))
    for session in remote._sessions.values():
        await session.close()
    await server.close()


@pytest.fixture
def tracker(make_tracker: MakeTracker) -> DialogueStateTracker:
    slots = [SlotSet(name, value) for name, value in KNOWN.items()]
    return make_tracker(heard(f"{CANARY} un"), *slots, heard(f"{CANARY} deux", "dire_age"))


async def run(url: str, name: str, tracker: DialogueStateTracker, domain: Domain) -> list[Event]:
    action = RemoteAction(name, EndpointConfig(url))
    speaker = TemplatedNaturalLanguageGenerator(domain.responses)
    return await action.run(CollectingOutputChannel(), speaker, tracker, domain)


def said(events: list[Event]) -> list[BotUttered]:
    return [event for event in events if isinstance(event, BotUttered)]


async def test_what_the_action_says_and_writes(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain
):
    custom = {"type": "question", "field": "age"}
    actions.answers(
        {
            "events": [{"event": "slot", "name": "age", "value": 15}],
            "responses": [{"text": "Quel âge as-tu?", "custom": custom}],
        }
    )
    events = await run(url, ASK, tracker, domain)
    (spoken,) = said(events)
    assert (spoken.text, spoken.data["custom"]) == ("Quel âge as-tu?", custom)
    assert events[-1] == SlotSet("age", 15)


@pytest.mark.parametrize(("register", "words"), [("tu", "Salut! Tu as"), ("vous", "Bonjour. P")])
async def test_responses_of_the_domain_follow_the_register(
    url: str,
    actions: Actions,
    tracker: DialogueStateTracker,
    domain: Domain,
    register: str,
    words: str,
):
    tracker.update(SlotSet("registre", register))
    actions.answers({"events": [], "responses": [{"response": "utter_saluer"}]})
    (spoken,) = said(await run(url, ASK, tracker, domain))
    assert str(spoken.text).startswith(words)


async def test_the_call_carries_the_last_message_and_no_history(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain
):
    await run(url, VALIDATE, tracker, domain)
    (body,) = actions.bodies
    assert body["next_action"] == VALIDATE
    assert body["tracker"]["slots"]["situation"] == "sextorsion"
    assert body["tracker"]["latest_message"]["text"] == f"{CANARY} deux"
    assert body["tracker"]["latest_message"]["message_id"] == f"id-{CANARY} deux"
    assert body["tracker"]["events"] is None
    assert f"{CANARY} un" not in json.dumps(body)
    assert "domain" not in body


async def test_one_session_and_one_connection_for_all_calls(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain
):
    for _ in range(5):
        await run(url, ASK, tracker, domain)
    assert len(actions.bodies) == 5
    assert len(actions.connections) == 1
    assert len(remote._sessions) == 1


async def test_a_session_closed_by_accident_is_opened_again(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain
):
    await run(url, ASK, tracker, domain)
    await remote._session().close()
    await run(url, ASK, tracker, domain)
    assert len(actions.bodies) == 2


def test_the_schema_is_built_once():
    assert remote._validator() is remote._validator()


# --- failures --------------------------------------------------------------------

Break = Callable[[Actions], None]


def late(actions: Actions) -> None:
    async def answer() -> web.StreamResponse:
        await asyncio.sleep(1)
        return await Actions.nothing()

    actions.answer = answer


def cut(actions: Actions) -> None:
    async def answer() -> web.StreamResponse:
        for connection in actions.connections:
            connection.abort()
        return await Actions.nothing()

    actions.answer = answer


FAILURES: dict[str, Break] = {
    "late": late,
    "cut": cut,
    "error": lambda actions: actions.answers({"error": CANARY}, 500),
    "refused": lambda actions: actions.answers({"error": CANARY, "action_name": ASK}, 400),
    "unknown": lambda actions: actions.answers({"error": CANARY}, 404),
    "not json": lambda actions: actions.answers(f"<html>{CANARY}</html>"),
    "list": lambda actions: actions.answers([CANARY]),
    "null": lambda actions: actions.answers(None),
    "wrong responses": lambda actions: actions.answers({"responses": CANARY, "events": []}),
    "wrong response": lambda actions: actions.answers({"responses": [CANARY], "events": []}),
    "wrong events": lambda actions: actions.answers({"responses": [], "events": [{"event": 3}]}),
    "half wrong": lambda actions: actions.answers(
        {"responses": [{"text": "Voici"}], "events": [{"event": "inconnu", "value": CANARY}]}
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("action", [VALIDATE, ASK, "action_orienter", "action_urgence"])
async def test_a_failure_is_said_with_human_lines_and_never_logged_with_words(
    url: str,
    actions: Actions,
    tracker: DialogueStateTracker,
    domain: Domain,
    failure: str,
    action: str,
    caplog: pytest.LogCaptureFixture,
):
    FAILURES[failure](actions)
    with caplog.at_level(logging.DEBUG):
        events = await run(url, action, tracker, domain)
    (spoken,) = said(events)
    assert spoken.data["custom"]["type"] == "human_help"
    assert spoken.data["custom"]["lines"]
    assert str(spoken.text).startswith(wording.FAILURE[False])
    assert action in caplog.text
    assert CANARY not in caplog.text


async def test_an_action_server_that_is_down(
    url: str,
    tracker: DialogueStateTracker,
    domain: Domain,
    unused_tcp_port: int,
    caplog: pytest.LogCaptureFixture,
):
    down = f"http://127.0.0.1:{unused_tcp_port}/webhook"
    with caplog.at_level(logging.DEBUG):
        (spoken,) = said(await run(down, ASK, tracker, domain))
    assert spoken.data["custom"]["type"] == "human_help"
    assert CANARY not in caplog.text


@pytest.mark.parametrize("failure", FAILURES)
async def test_when_the_reading_fails_the_question_and_the_facts_stand(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain, failure: str
):
    FAILURES[failure](actions)
    events = await run(url, VALIDATE, tracker, domain)
    before = tracker.current_slot_values()
    tracker.update_with_events(events, domain)
    assert tracker.current_slot_values() == before
    # Rasa would otherwise refuse to run the form: « nothing was extracted ».
    assert SlotSet("avancement", KNOWN["avancement"]) in events
    assert events[-1] == SlotSet("requested_slot", "age")


@pytest.mark.parametrize("action", [ASK, "action_orienter"])
async def test_when_another_action_fails_no_slot_changes(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain, action: str
):
    actions.answers("", 500)
    events = await run(url, action, tracker, domain)
    assert len(events) == len(said(events)) == 1


async def test_the_failure_is_said_in_the_register_and_for_the_person(
    url: str, actions: Actions, tracker: DialogueStateTracker, domain: Domain
):
    tracker.update(SlotSet("registre", "vous"))
    tracker.update(SlotSet("region", "10"))
    actions.answers("", 500)
    (spoken,) = said(await run(url, ASK, tracker, domain))
    assert str(spoken.text).startswith(wording.FAILURE[True])


def test_late_means_five_seconds():
    assert LATE == 5.0
