"""A canary in every field that a person can type: after the conversation, it is nowhere.

On a copy of its own of the real stack, failures among the messages: logs, database, every file
under its home and its temporary folder are searched.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack import Conversation, Stack, start, stop

CANARY = "zyxcanari"
"""No word of any data file; a number follows, one for each field."""


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[Stack]:
    temporary = tmp_path / "temporaire"
    temporary.mkdir()
    running = start(tmp_path / "maison", TMPDIR=str(temporary))
    yield running
    stop(running)


def say_everything(stack: Stack, told: Conversation) -> None:
    """Every field of the API, well and badly used."""
    bearer = {"Authorization": f"Bearer {told.token}"}
    told.type(f"allo {CANARY}1 j'ai 15 ans pis un gars menace de publier mes photos")
    told.type(f"je reste à Laval, {CANARY}2, je veux mourir")
    told.type(f"{CANARY}3@exemple.org, au 514 555-0143, {CANARY}3.jpg")
    client = told.client
    messages = "/api/conversations/messages"
    for body in (
        {"text": "ok", "message_id": f"{CANARY}4"},
        {"payload": f'/repondre{{"age": "{CANARY}5"}}'},
        {"text": [f"{CANARY}6"]},
        {"text": f"{CANARY}7" * 1000},
    ):
        client.post(messages, json=body, headers=bearer)
    client.post(messages, content=f'{{"text": "{CANARY}8', headers=bearer)
    client.post(messages, json={"text": "x"}, headers={"Authorization": f"Bearer {CANARY}9"})
    client.post("/api/conversations", json={"profil": f"{CANARY}10"})
    client.post("/api/conversations/end", json={"token": f"{CANARY}11"})
    client.get(f"/{CANARY}12", params={"q": f"{CANARY}13"}, headers={"Referer": f"{CANARY}14"})
    client.get("/", headers={"User-Agent": f"{CANARY}15"})


def where(folder: Path) -> list[str]:
    """Files that hold the canary, as bytes."""
    found = []
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and CANARY.encode() in path.read_bytes():
                found.append(path.name)
    return found


def test_the_canary_is_nowhere(own_stack: Stack, tmp_path: Path):
    stack = own_stack
    told = stack.open()
    say_everything(stack, told)
    stack.child("actions.server").kill()
    told.type(f"pendant la panne des actions {CANARY}16")
    stack.child("assistant.server").kill()
    answer = told.type(f"pendant la panne de Rasa {CANARY}17 je veux mourir")
    assert any(message.get("custom", {}).get("lines") for message in answer)
    assert CANARY not in json.dumps(answer)
    stack.wait()
    told.type(f"après {CANARY}18")
    headers = {"Authorization": f"Bearer {told.token}"}
    assert told.client.delete("/api/conversations", headers=headers).status_code == 204
    stop(stack)
    assert (stack.home / "logs").is_dir()
    assert where(tmp_path) == []


def test_the_search_finds_a_canary_that_is_there(tmp_path: Path):
    (tmp_path / "trace.log").write_text(f"… {CANARY}1 …", encoding="utf-8")
    assert where(tmp_path) == ["trace.log"]
