"""What a person sees when something breaks, and how soon all is well again.

    python -m tests.bench.faults [--page docs/pannes.md]

A real copy of Repère; each fault in turn, in the middle of a search. Two persons write while
it lasts: one answers the question, one says that they want to die. Seconds are this machine's.
"""

from __future__ import annotations

import argparse
import contextlib
import http.server
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from tests.stack import Conversation, Stack, start, stop

ACTIONS, ASSISTANT, WEB = "actions.server", "assistant.server", "web"
STORY = "un gars menace de publier mes photos, j'ai 15 ans"
ANSWER, DESPAIR = "je reste à gatineau", "je veux mourir"
PATIENCE = 120.0
MESSAGES = "/api/conversations/messages"

Break = Callable[[Stack], AbstractContextManager[None]]


@dataclass(frozen=True)
class Fault:
    """A fault: begun on entry, and undone on exit unless it `heals` by itself."""

    name: str
    begin: Break
    heals: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP: its status, its words, its lines and types of messages."""

    status: int
    words: str
    lines: int
    types: frozenset[str]

    @property
    def normal(self) -> bool:
        """The search went on: a question or services."""
        return self.status == 200 and bool(self.types & {"question", "referrals"})


@dataclass(frozen=True)
class Seen:
    """What the fault did: the answer to who goes on, and to who is in despair.

    `waited` and `recovery` in seconds; `recovery` is `None` when nothing was broken for them.
    `kept`: what was known before is known after.
    """

    fault: Fault
    answer: Answer
    despair: Answer
    waited: float
    recovery: float | None
    kept: bool

    @property
    def human(self) -> bool:
        """Whoever went on had someone to call, or the search itself; despair its lines."""
        return bool(self.answer.lines or self.answer.normal) and bool(self.despair.lines)


def killed(module: str) -> Break:
    """The supervisor starts it again."""

    @contextlib.contextmanager
    def begin(stack: Stack) -> Iterator[None]:
        process = stack.child(module)
        process.kill()
        process.wait(timeout=30)
        yield

    return begin


def frozen(module: str) -> Break:
    @contextlib.contextmanager
    def begin(stack: Stack) -> Iterator[None]:
        process = stack.child(module)
        process.suspend()
        try:
            yield
        finally:
            process.resume()

    return begin


@contextlib.contextmanager
def no_model(stack: Stack) -> Iterator[None]:
    """Started again without a model: it cannot serve until there is one."""
    models = stack.home / "models"
    away = stack.home / "models.absent"
    models.rename(away)
    try:
        with killed(ASSISTANT)(stack):
            yield
    finally:
        away.rename(models)


def database(stack: Stack) -> Path:
    return stack.home / "repertoire.db"


@contextlib.contextmanager
def no_database(stack: Stack) -> Iterator[None]:
    path = database(stack)
    away = path.with_suffix(".absent")
    path.rename(away)
    try:
        yield
    finally:
        away.replace(path)


@contextlib.contextmanager
def corrupt_database(stack: Stack) -> Iterator[None]:
    path = database(stack)
    copy = path.with_suffix(".copie")
    shutil.copy2(path, copy)
    path.write_bytes(b"\0" * path.stat().st_size)
    try:
        yield
    finally:
        copy.replace(path)


@contextlib.contextmanager
def locked_database(stack: Stack) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(database(stack), isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.execute("ROLLBACK")


@contextlib.contextmanager
def full_disk(stack: Stack) -> Iterator[None]:
    """No process may write one more byte to a file."""
    processes = [stack.child(module) for module in (ACTIONS, ASSISTANT, WEB)]
    before = [process.rlimit(psutil.RLIMIT_FSIZE) for process in processes]
    for process, (_, hard) in zip(processes, before, strict=True):
        process.rlimit(psutil.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for process, limits in zip(processes, before, strict=True):
            process.rlimit(psutil.RLIMIT_FSIZE, limits)


def answering(status: int, body: bytes) -> Break:
    """Something else answers in the assistant's place."""

    class Other(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_DELETE = do_POST

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    @contextlib.contextmanager
    def begin(stack: Stack) -> Iterator[None]:
        assistant = stack.child(ASSISTANT)
        port = int(assistant.cmdline()[-1])
        supervisor = assistant.parent()
        assert supervisor is not None
        supervisor.suspend()
        try:
            assistant.kill()
            with _listening(port, Other) as server:
                serving = threading.Thread(target=server.serve_forever)
                serving.start()
                yield
                server.shutdown()
                serving.join()
        finally:
            supervisor.resume()

    return begin


def _listening(
    port: int, handler: type[http.server.BaseHTTPRequestHandler]
) -> http.server.ThreadingHTTPServer:
    """As soon as the port is free."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


FAULTS = (
    Fault("l'assistant est tué", killed(ASSISTANT), heals=True),
    Fault("l'assistant est figé", frozen(ASSISTANT)),
    Fault("l'assistant répond « [] »", answering(200, b"[]")),
    Fault("l'assistant répond n'importe quoi", answering(200, b"<html>\xff</html>")),
    Fault("l'assistant répond 500", answering(500, b"{}")),
    Fault("le modèle manque au redémarrage", no_model),
    Fault("les actions sont tuées", killed(ACTIONS), heals=True),
    Fault("les actions sont figées", frozen(ACTIONS)),
    Fault("la base de données manque", no_database),
    Fault("la base de données est verrouillée", locked_database),
    Fault("la base de données est corrompue", corrupt_database),
    Fault("le disque est plein", full_disk),
    Fault("la passerelle est tuée", killed(WEB), heals=True),
)


def endure(stack: Stack, fault: Fault) -> Seen:
    """Two conversations meet the fault, then the first one goes on."""
    first, second = stack.open("jeune"), stack.open("jeune")
    known = dict(_send(first, STORY)[1])
    begun = time.monotonic()
    with fault.begin(stack):
        sent = time.monotonic()
        answer, criteria = _send(first, ANSWER)
        waited = time.monotonic() - sent
        despair, _ = _send(second, DESPAIR)
    since = begun if fault.heals else time.monotonic()
    again = answer
    while not again.normal and time.monotonic() - since < PATIENCE:
        again, criteria = _send(first, ANSWER)
        if again.status == 401:
            break
        time.sleep(0.2)
    if again.status == 401:
        # The conversation lived in the memory of `web`: a new one begins.
        first = stack.open("jeune")
        again, criteria = _send(first, f"{STORY}, {ANSWER}")
    recovery = None if answer.normal else time.monotonic() - since
    kept = known.items() <= criteria.items() and criteria.get("region") == "07"
    stack.wait()
    return Seen(fault, answer, despair, waited, recovery, kept and answer.status == 200)


def _send(told: Conversation, text: str) -> tuple[Answer, dict[str, Any]]:
    """One message, as the page sends it: again while the server cannot be reached."""
    headers = {"Authorization": f"Bearer {told.token}"}
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            response = told.client.post(MESSAGES, json={"text": text}, headers=headers)
            break
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
    body = response.json()
    if response.status_code != 200:
        words = body["error"]["message"]
        return Answer(response.status_code, words, len(body["lines"]), frozenset()), {}
    customs = [message.get("custom", {}) for message in body["messages"]]
    return (
        Answer(
            200,
            body["messages"][0]["text"].split("\n")[0],
            sum(len(custom.get("lines", ())) for custom in customs),
            frozenset(custom["type"] for custom in customs if "type" in custom),
        ),
        body["criteria"],
    )


def rows(seen: Sequence[Seen]) -> list[tuple[str, ...]]:
    """A line of the table for each fault, in French."""
    return [
        (
            one.fault.name,
            str(one.answer.status),
            one.answer.words if not one.answer.normal else "la suite, comme si de rien n'était",
            "oui" if one.answer.lines else "non",
            "oui" if one.despair.lines else "non",
            f"{one.waited:.1f}".replace(".", ","),
            "—" if one.recovery is None else f"{one.recovery:.1f}".replace(".", ","),
            "oui" if one.kept else "non",
        )
        for one in seen
    ]


WORDS = "ce que la personne lit d'abord"
HEADERS = (
    "panne",
    "statut",
    WORDS,
    "lignes d'aide",
    "« je veux mourir » : lignes",
    "attente (s)",
    "retour (s)",
    "réponses gardées",
)

PAGE = """\
# Ce qu'une personne voit quand quelque chose casse

Produit par `python -m tests.bench.faults --page docs/pannes.md`, sur une vraie copie de Repère.
Chaque panne arrive au milieu d'une recherche : l'histoire et l'âge sont dits, la région manque.
Deux personnes écrivent alors : l'une répond à la question, l'autre dit qu'elle veut mourir.

- « Attente » : avant la réponse, pendant la panne.
- « Retour » : jusqu'à la prochaine réponse normale, depuis la panne pour un processus tué
  (le superviseur le relance), depuis la réparation pour le reste. Un tiret : rien n'a manqué.
- « Réponses gardées » : l'histoire et l'âge n'ont pas été redemandés.

Quand la passerelle est tuée, rien n'est gardé, et c'est voulu : une conversation ne vit que dans
sa mémoire. Le message part quand elle revient, et reçoit un 401 avec des lignes d'aide; la page
offre alors d'en commencer une autre. Les secondes sont celles d'une machine de deux cœurs.

"""


def page(seen: Sequence[Seen]) -> str:
    """The table as a page of documentation."""
    lines = [HEADERS, tuple("---" for _ in HEADERS), *rows(seen)]
    return PAGE + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The table; 1 when someone was left without a human line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.faults")
    options.add_argument("--page", type=Path, help="où écrire la page (.md)")
    chosen = options.parse_args(arguments)
    console = Console()
    console = console if console.is_terminal else Console(width=160)
    with tempfile.TemporaryDirectory(prefix="repere-pannes-") as folder:
        stack = start(Path(folder))
        try:
            seen = [endure(stack, fault) for fault in FAULTS]
        finally:
            stop(stack)
    table = Table()
    for header in HEADERS:
        table.add_column(header, max_width=50)
    for row in rows(seen):
        table.add_row(*row)
    console.print(table)
    if chosen.page:
        chosen.page.write_text(page(seen), encoding="utf-8")
    return 0 if all(one.human for one in seen) else 1


if __name__ == "__main__":
    raise SystemExit(main())
