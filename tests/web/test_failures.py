"""The assistant is down, late or wrong; or we are: never an empty list, never silence."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import httpx
import pytest

from tests.web.conftest import (
    LINE,
    Build,
    World,
    assert_error,
    fake_sources,
    has_human_line,
    with_lines,
)
from web.human import Human, Sources


async def refused(text: str) -> httpx.Response:
    raise httpx.ConnectError("refused")


async def cut(text: str) -> httpx.Response:
    raise httpx.RemoteProtocolError("cut")


async def bug(text: str) -> httpx.Response:
    raise RuntimeError(text)


async def late(text: str) -> httpx.Response:
    await asyncio.sleep(5)
    raise AssertionError("should have been cancelled")


def answering(response: httpx.Response) -> Any:
    async def behave(text: str) -> httpx.Response:
        return response

    return behave


FAILURES = {
    "refused": refused,
    "cut": cut,
    "late": late,
    "bug": bug,
    "500": answering(httpx.Response(500, text="Traceback")),
    "404": answering(httpx.Response(404, json={"messages": [{"text": "a"}]})),
    "redirect": answering(httpx.Response(302, headers={"Location": "http://ailleurs.example"})),
    "empty": answering(httpx.Response(200, json={"messages": [], "criteria": {}})),
    "list": answering(httpx.Response(200, json=[])),
    "nothing": answering(httpx.Response(200, content=b"")),
    "garbage": answering(httpx.Response(200, content=b"\xff\x00<html>")),
    "deep": answering(httpx.Response(200, content=b"[" * 100_000)),
    "huge": answering(httpx.Response(200, content=b'{"messages": "' + b"a" * 1_000_000)),
    "types": answering(httpx.Response(200, json={"messages": [{"text": 1}]})),
    "one wrong": answering(httpx.Response(200, json={"messages": [{"text": "a"}, {}]})),
    "null": answering(httpx.Response(200, json=None)),
    "surrogate": answering(
        httpx.Response(200, content=b'{"messages": [{"text": "\\ud800"}], "criteria": {}}')
    ),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_a_failure_is_answered_with_human_lines(build: Build, failure: Any):
    world = build(deadline=0.1)
    world.rasa.criteria = {"age": 15}
    person = await world.person()
    world.rasa.behave = failure
    answer = await person.say("allo")
    said, helping = answer["messages"]
    assert "problème technique" in said["text"]
    assert helping == with_lines("human_help")
    assert answer["criteria"] == {"age": 15}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_urgent_words_come_first_in_a_failure(build: Build, failure: Any):
    world = build(deadline=0.1)
    person = await world.person()
    world.rasa.behave = failure
    answer = await person.say("je veux mourir")
    assert answer["messages"][0] == with_lines("urgent", kind="suicide")
    assert has_human_line(answer["messages"])


async def test_a_failure_is_an_answer_too_and_given_once(world: World):
    person = await world.person()
    world.rasa.behave = refused
    first = await person.say("allo", message_id="m1")
    world.rasa.behave = None
    assert await person.say("allo", message_id="m1") == first
    assert (await person.say("encore"))["messages"] == [{"text": "Reçu 2"}]


async def test_criteria_that_cannot_be_read_leave_the_last_known(world: World):
    world.rasa.criteria = {"age": 15}
    person = await world.person()
    world.rasa.criteria = {"age": "quinze"}
    answer = await person.say("allo")
    assert answer == {"messages": [{"text": "Reçu 1"}], "criteria": {"age": 15}}


async def test_an_assistant_started_again_is_told_what_was_known(world: World):
    world.rasa.criteria = {"profil": "jeune", "age": 15, "situation": "sextorsion"}
    person = await world.person()
    world.rasa.begun.clear()
    world.rasa.heard.clear()
    answer = await person.say("gatineau")
    assert [text for _, text in world.rasa.heard] == [
        '/ouvrir{"profil": "jeune"}',
        '/corriger{"age": 15, "situation": "sextorsion"}',
        "gatineau",
    ]
    apology, said = answer["messages"]
    assert "coupure" in apology["text"]
    assert said == {"text": "Reçu 2"}
    assert (await person.say("encore"))["messages"] == [{"text": "Reçu 3"}]


async def test_after_a_restart_the_buttons_already_shown_still_serve(world: World):
    person = await world.person()
    world.rasa.begun.clear()
    response = await person.send(payload='/repondre{"age": 15}')
    assert response.status_code == 200
    assert world.rasa.texts[-1] == '/repondre{"age": 15}'


async def test_what_was_known_outlives_a_failure_while_it_is_told_again(world: World):
    world.rasa.criteria = {"profil": "jeune", "age": 15}
    person = await world.person()
    world.rasa.begun.clear()
    world.rasa.behave = refused
    answer = await person.say("gatineau")
    assert has_human_line(answer["messages"])
    assert answer["criteria"] == {"profil": "jeune", "age": 15}


async def test_an_urgency_is_answered_before_any_apology(world: World):
    person = await world.person()
    world.rasa.begun.clear()

    async def urgent(text: str) -> httpx.Response:
        return world.rasa.reply([with_lines("urgent", kind="suicide")])

    world.rasa.behave = urgent
    assert (await person.say("je veux mourir"))["messages"] == [
        with_lines("urgent", kind="suicide")
    ]


def broken() -> Any:
    raise RuntimeError("directory")


async def test_the_last_known_lines_answer_when_the_directory_does_not():
    sources = fake_sources()
    human = Human(sources, {"panne": "Panne.", "aide": "Voici :"}, lambda: 0.0)
    assert await human.lines() == [LINE]
    down = Sources(
        lambda _: broken(), lambda *_: broken(), broken, lambda _: broken(), lambda *_: broken()
    )
    human._sources = down
    messages = await human.failure("danger", _nobody())
    assert [message.get("custom", {}).get("type") for message in messages] == [
        "urgent",
        None,
        "human_help",
    ]
    assert messages[-1]["custom"]["lines"] == [LINE]
    assert LINE["phone"] in messages[-1]["text"]
    assert human.urgency("x") is None


async def test_a_slow_directory_does_not_hold_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Human._in_time, "__defaults__", (0.05,))
    slow = Sources(
        lambda _: time.sleep(0.5),
        lambda *_: None,
        lambda: time.sleep(0.5),
        lambda _: None,
        lambda *_: [],
    )
    human = Human(slow, {"panne": "Panne.", "aide": "Voici :"})
    before = time.monotonic()
    assert await human.lines() == []
    assert time.monotonic() - before < 0.4


async def test_lines_are_asked_for_once_a_minute():
    asked = []

    def lines() -> list[dict[str, Any]]:
        asked.append(1)
        return [LINE]

    clock = [0.0]
    human = Human(Sources(None, None, lines, None, None), {}, lambda: clock[0])  # type: ignore[arg-type]
    for _ in range(3):
        await human.lines()
    assert len(asked) == 1
    clock[0] = 61
    await human.lines()
    assert len(asked) == 2


def _nobody() -> Any:
    from knowledge.services import Criteria

    return Criteria()


CANARY = "canari-mourir-7431"


async def test_our_own_fault_is_told_and_its_text_is_not_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    person = await world.person()

    def fails(text: str) -> Any:
        raise ValueError(f"cannot read {text}")

    monkeypatch.setattr(world.app.state.dialogue, "typed", fails)
    assert_error(await person.send(text=CANARY), 500, "erreur_interne")
    assert CANARY not in caplog.text
    assert "ValueError (test_failures.py:" in caplog.text


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_no_log_holds_what_was_typed(
    build: Build, failure: Any, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    world = build(deadline=0.1)
    person = await world.person()
    world.rasa.behave = failure
    await person.say(CANARY)
    await person.send(payload=f"/{CANARY}")
    await person.send(text=CANARY * 400)
    await world.http.delete("/api/conversations", headers=person.headers)
    assert person.token not in caplog.text
    assert CANARY not in caplog.text
    assert any(record.name == "web.dialogue" for record in caplog.records)
    for record in caplog.records:
        assert record.exc_info is None or CANARY not in str(record.exc_info[1])


def test_no_proxy_of_the_environment_sees_a_conversation(world: World):
    assert world.app.state.gateway._client.trust_env is False
