"""The real thing for tests: `repere serve` on a free port, with the model that was trained.

A pytest plugin: the session fixture `stack` starts it once, for conversations,
browser and faults alike.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 600


@dataclass
class Conversation:
    """A conversation over HTTP, as the widget has it."""

    client: httpx.Client
    token: str
    messages: list[dict[str, Any]]
    criteria: dict[str, Any]
    questions: int = 0

    def type(self, text: str) -> list[dict[str, Any]]:
        return self._send({"text": text})

    def press(self, value: Any) -> list[dict[str, Any]]:
        """Press the button of that value, among those of the last answer."""
        for message in reversed(self.messages):
            for button in message.get("buttons", ()):
                if button["value"] == value:
                    return self._send({"payload": button["payload"]})
        raise AssertionError(f"Aucun bouton de valeur {value!r} dans la dernière réponse.")

    def correct(self, payload: str) -> list[dict[str, Any]]:
        return self._send({"payload": payload})

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a `custom.type` in the last answer."""
        return [item for item in self.messages if item.get("custom", {}).get("type") == kind]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.client.post(
            "/api/conversations/messages",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.status_code == 200, answer.text
        content = answer.json()
        self.messages, self.criteria = content["messages"], content["criteria"]
        self.questions += len(self.of_type("question"))
        return self.messages


@dataclass
class Stack:
    """A running copy of Repère; `home` holds its logs, model and database."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=20, trust_env=False)

    def open(self, profil: str | None = None) -> Conversation:
        client = self.client()
        answer = client.post("/api/conversations", json={"profil": profil} if profil else {})
        assert answer.status_code == 201, answer.text
        content = answer.json()
        told = Conversation(client, content["token"], content["messages"], content["criteria"])
        told.questions = len(told.of_type("question"))
        return told

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, module: str) -> psutil.Process:
        """The process that runs `actions.server`, `assistant.server` or `web`."""
        for process in self.children():
            with contextlib.suppress(psutil.Error):
                if module in process.cmdline():
                    return process
        raise AssertionError(f"{module} ne tourne pas")

    def wait(self) -> None:
        """Until the assistant answers; raises when it does not."""
        deadline = time.monotonic() + START_SECONDS
        with self.client() as client:
            while time.monotonic() < deadline:
                with contextlib.suppress(httpx.HTTPError, ValueError):
                    if client.get("/sante").json().get("assistant"):
                        return
                if self.process.poll() is not None:
                    break
                time.sleep(0.3)
        raise AssertionError("l'assistant ne répond pas")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, **environment: str) -> Stack:
    """Start a copy that keeps everything under `home`; wait until it answers."""
    from assistant.training import made

    models = home / "models"
    models.mkdir(parents=True, exist_ok=True)
    for path in made():
        if not path.exists():
            pytest.fail("Aucun modèle entraîné : lancer « make test », ou « make train » d'abord.")
        shutil.copy2(path, models / path.name)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "repere", "serve"],
        cwd=ROOT,
        env={
            **os.environ,
            "REPERE_HOME": str(home),
            "REPERE_PORT": str(port),
            "REPERE_RATE_LIMIT": "0",
            **environment,
        },
        stdout=subprocess.DEVNULL,
        stderr=(home / "demarrage.log").open("wb"),
        start_new_session=True,
    )
    stack = Stack(f"http://127.0.0.1:{port}", home, process)
    with contextlib.suppress(AssertionError):
        stack.wait()
        return stack
    stop(stack)
    pytest.fail(f"Repère n'a pas démarré : {(home / 'demarrage.log').read_text()[-2000:]}")


def stop(stack: Stack) -> None:
    """As a person does: SIGTERM, and everything ends."""
    if stack.process.poll() is None:
        stack.process.send_signal(signal.SIGTERM)
        try:
            stack.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(stack.process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = start(tmp_path_factory.mktemp("repere"))
    yield running
    stop(running)
