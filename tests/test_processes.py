"""The three processes: whom they listen to, whom they call, and how they come back.

On a copy of their own, where Python itself refuses any address but loopback.
"""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.stack import Stack, start, stop

HOOK = Path(__file__).parent / "loopback_only"
PROGRAMS = ("actions.server", "assistant.server", "web")


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the hook writes."""
    return tmp_path_factory.mktemp("appels") / "appels.txt"


def hooked(calls: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(HOOK), "REPERE_TEST_CALLS": str(calls)}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, calls: Path) -> Iterator[Stack]:
    running = start(tmp_path_factory.mktemp("seul"), REPERE_HOST="0.0.0.0", **hooked(calls))
    yield running
    stop(running)


def test_only_web_listens_beyond_loopback(alone: Stack):
    beyond = {
        (name, connection.laddr.port)
        for name in PROGRAMS
        for connection in alone.child(name).net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
        and not ipaddress.ip_address(connection.laddr.ip).is_loopback
    }
    assert beyond == {("web", int(alone.url.rsplit(":", 1)[1]))}


def test_by_default_even_web_listens_on_loopback_alone(stack: Stack):
    for process in stack.children():
        for connection in process.net_connections(kind="inet"):
            if connection.status == psutil.CONN_LISTEN:
                assert ipaddress.ip_address(connection.laddr.ip).is_loopback


def test_killed_in_the_middle_of_the_questions_it_goes_on_where_it_was(alone: Stack):
    told = alone.open("jeune")
    told.type("un gars menace de publier mes photos, j'ai 15 ans")
    known = dict(told.criteria)
    assert known["age"] == 15
    assistant = alone.child("assistant.server")
    assistant.kill()
    assistant.wait(timeout=30)
    told.type("gatineau")
    assert any(message.get("custom", {}).get("lines") for message in told.messages)
    alone.wait()
    told.type("gatineau")
    assert "coupure" in told.messages[0]["text"]
    assert told.criteria == {**known, "region": "07"}
    assert told.of_type("referrals")
    told.type("autre chose")
    assert not any("coupure" in message["text"] for message in told.messages)


def test_the_actions_come_back_too(alone: Stack):
    told = alone.open("jeune")
    actions = alone.child("actions.server")
    actions.kill()
    actions.wait(timeout=30)
    told.type("j'ai 15 ans")
    assert any(message.get("custom", {}).get("lines") for message in told.messages)
    for _ in range(100):
        told.type("mon ex veut publier mes photos, j'ai 15 ans, laval")
        if told.of_type("referrals"):
            break
    assert told.criteria == {
        "profil": "jeune",
        "age": 15,
        "region": "13",
        "situation": told.criteria["situation"],
    }


def test_no_process_calls_beyond_loopback(alone: Stack, calls: Path):
    told = alone.open("parent")
    told.type("ma fille de 14 ans se fait intimider à Rimouski, https://exemple.org/photo.jpg")
    written = calls.read_text(encoding="utf-8").splitlines()
    ready = {int(line.split()[0]) for line in written if line.endswith(" ready")}
    assert {alone.child(name).pid for name in PROGRAMS} <= ready
    assert [line for line in written if not line.endswith(" ready")] == []


def test_the_hook_refuses_what_is_beyond(tmp_path: Path):
    calls = tmp_path / "appels.txt"
    for call in ("create_connection(('192.0.2.1', 80), 1)", "getaddrinfo('exemple.invalid', 80)"):
        tried = subprocess.run(
            [sys.executable, "-c", f"import socket; socket.{call}"],
            env={**os.environ, **hooked(calls)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "hors de la machine" in tried.stderr
    assert len(calls.read_text(encoding="utf-8").splitlines()) == 4
