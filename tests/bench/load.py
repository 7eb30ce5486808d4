"""The person's side of the bench: conversations held through `web`, timed turn by turn."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tests.bench.exchanges import EXCHANGES, Exchange, Turn

AT_ONCE = 10
PATIENCE = 30.0


@dataclass(frozen=True)
class Answered:
    """One turn: its length in seconds, and whether the answer is what both sides owe."""

    turn: Turn
    seconds: float
    expected: bool


@dataclass(frozen=True)
class Load:
    """All the turns of a load, and the answers a second, opening words counted."""

    answered: list[Answered]
    throughput: float


def is_expected(messages: Iterable[dict[str, Any]], last: bool) -> bool:
    """Buttons that continue the search; referrals for the last turn. A failure has neither."""
    if last:
        return any(message.get("custom", {}).get("type") == "referrals" for message in messages)
    return any(message.get("buttons") for message in messages)


async def converse(client: httpx.AsyncClient, exchange: Exchange) -> list[Answered]:
    """A whole conversation; raises `httpx.HTTPError` when `web` refuses."""
    opened = await client.post("/api/conversations")
    opened.raise_for_status()
    headers = {"Authorization": f"Bearer {opened.json()['token']}"}
    answered = []
    for index, turn in enumerate(exchange.turns, start=1):
        body = {turn.field: turn.words}
        started = time.perf_counter()
        response = await client.post("/api/conversations/messages", json=body, headers=headers)
        seconds = time.perf_counter() - started
        response.raise_for_status()
        last = index == len(exchange.turns)
        expected = is_expected(response.json()["messages"], last)
        answered.append(Answered(turn, seconds, expected))
    return answered


async def _share(
    client: httpx.AsyncClient, waiting: Iterable[Exchange], done: list[Answered]
) -> None:
    for exchange in waiting:
        done.extend(await converse(client, exchange))


async def _hold(url: str, conversations: int, at_once: int) -> Load:
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    done: list[Answered] = []
    waiting = iter(list(itertools.islice(itertools.cycle(EXCHANGES), conversations)))
    async with httpx.AsyncClient(
        base_url=url, timeout=PATIENCE, trust_env=False, limits=limits
    ) as client:
        started = time.perf_counter()
        await asyncio.gather(*(_share(client, waiting, done) for _ in range(at_once)))
        elapsed = time.perf_counter() - started
    return Load(done, (len(done) + conversations) / elapsed)


def hold(url: str, conversations: int, at_once: int = 1) -> Load:
    """Hold that many conversations of the fixed list, `at_once` of them at any time."""
    return asyncio.run(_hold(url, conversations, at_once))


def first_answer(url: str, deadline: float, alive: Callable[[], bool]) -> bool:
    """Wait until a typed message is answered by the assistant itself.

    False when a program is no longer alive, or when it is too late: `deadline` is
    on the clock of `time.monotonic`.
    """
    with httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
        while time.monotonic() < deadline and alive():
            try:
                if client.get("/sante").json().get("assistant") and _answers(client):
                    return True
            except (httpx.HTTPError, ValueError):
                pass
            time.sleep(0.1)
    return False


def _answers(client: httpx.Client) -> bool:
    token = client.post("/api/conversations").json()["token"]
    turn = EXCHANGES[0].turns[0]
    response = client.post(
        "/api/conversations/messages",
        json={turn.field: turn.words},
        headers={"Authorization": f"Bearer {token}"},
    )
    return response.is_success and is_expected(response.json()["messages"], last=False)


def seconds(answered: Sequence[Answered], typed: bool) -> list[float]:
    """Of the typed turns, or of the buttons."""
    return [item.seconds for item in answered if item.turn.typed is typed]
