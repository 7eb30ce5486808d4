"""Twenty people at once for half an hour: nothing lost, nothing crossed, memory flat.

    python -m tests.bench.soak [--minutes 30] [--at-once 20] [--page docs/endurance.md]

Each conversation says its own age and region, checks that every answer speaks of them alone,
writes once something urgent, and is erased. Memory is the sum of the three processes'.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import psutil
from rich.console import Console

from tests.stack import Stack, start, stop

MESSAGES = "/api/conversations/messages"
PROGRAMS = ("actions.server", "assistant.server", "web")
PATIENCE = 30.0
PAUSE = 1.0
EVERY = 15.0
PLACES = {
    "02": "chicoutimi",
    "05": "sherbrooke",
    "06": "verdun",
    "07": "gatineau",
    "08": "rouyn-noranda",
    "13": "laval",
    "14": "joliette",
    "16": "longueuil",
}
AGES = range(12, 18)
STORIES = (
    ("sextorsion", "un gars menace de publier mes photos si je paye pas"),
    ("intimidation", "je me fais intimider à l'école tous les jours"),
    ("fugue", "j'ai fugué le mois passé pis j'ai peur que ça recommence"),
)


@dataclass
class Counts:
    """What went wrong, by name, beside what went well; memory in bytes by moment."""

    conversations: int = 0
    answers: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    waited: list[float] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)


def persons() -> Iterator[tuple[int, str, str]]:
    """Ages, regions and stories in every combination, for ever."""
    stories = [story for _, story in STORIES]
    return itertools.cycle(itertools.product(AGES, PLACES, stories))


async def converse(client: httpx.AsyncClient, person: tuple[int, str, str], counts: Counts) -> None:
    """One whole conversation; whatever is not as it should be is counted."""
    age, region, story = person
    opened = await client.post("/api/conversations", json={"profil": "jeune"})
    if opened.status_code != 201:
        counts.wrong[f"ouverture {opened.status_code}"] += 1
        return
    headers = {"Authorization": f"Bearer {opened.json()['token']}"}
    turns = (
        (story, {"profil": "jeune"}),
        (f"j'ai {age} ans", {"age": age}),
        (f"je reste à {PLACES[region]}", {"age": age, "region": region}),
        ("je veux mourir", {"age": age, "region": region}),
        ("merci", {"age": age, "region": region}),
    )
    for text, known in turns:
        body = await _say(client, headers, text, counts)
        if body is None:
            continue
        if not known.items() <= body["criteria"].items():
            counts.wrong["critères d'un autre, ou perdus"] += 1
        if _of_others(body, age, region):
            counts.wrong["service d'une autre région ou d'un autre âge"] += 1
        if text == "je veux mourir" and not _urgent(body):
            counts.wrong["urgence sans lignes"] += 1
        await asyncio.sleep(PAUSE)
    if (await client.delete("/api/conversations", headers=headers)).status_code != 204:
        counts.wrong["effacement"] += 1
    counts.conversations += 1


async def _say(
    client: httpx.AsyncClient, headers: dict[str, str], text: str, counts: Counts
) -> dict[str, Any] | None:
    started = time.perf_counter()
    try:
        response = await client.post(MESSAGES, json={"text": text}, headers=headers)
    except httpx.HTTPError as error:
        counts.wrong[type(error).__name__] += 1
        return None
    counts.waited.append(time.perf_counter() - started)
    if response.status_code != 200:
        counts.wrong[f"statut {response.status_code}"] += 1
        return None
    body: dict[str, Any] = response.json()
    if not body["messages"]:
        counts.wrong["réponse vide"] += 1
    elif any("problème technique" in message["text"] for message in body["messages"]):
        counts.wrong["réponse de secours"] += 1
    counts.answers += 1
    return body


def _of_others(body: dict[str, Any], age: int, region: str) -> bool:
    """A service that could not be this person's: another's answer."""
    items = [
        item for message in body["messages"] for item in message.get("custom", {}).get("items", ())
    ]
    return any(
        region not in item["regions"]
        or not item.get("minimum_age", 0) <= age <= item.get("maximum_age", 120)
        for item in items
    )


def _urgent(body: dict[str, Any]) -> bool:
    return any(
        message.get("custom", {}).get("type") == "urgent" and message["custom"]["lines"]
        for message in body["messages"]
    )


async def hold(stack: Stack, seconds: float, at_once: int) -> Counts:
    """Conversations one after the other, `at_once` at any moment, for that long."""
    counts = Counts()
    waiting = persons()
    until = time.monotonic() + seconds

    async def one() -> None:
        while time.monotonic() < until:
            await converse(client, next(waiting), counts)

    async def watch() -> None:
        processes = [stack.child(name) for name in PROGRAMS]
        begun = time.monotonic()
        while time.monotonic() < until:
            used = sum(_own_memory(process) for process in processes)
            counts.memory.append((time.monotonic() - begun, used))
            await asyncio.sleep(EVERY)

    async with httpx.AsyncClient(base_url=stack.url, timeout=PATIENCE, trust_env=False) as client:
        await asyncio.gather(watch(), *(one() for _ in range(at_once)))
    return counts


def _own_memory(process: psutil.Process) -> int:
    """Bytes in memory that the process shares with no other."""
    return int(process.memory_full_info().uss)


def growth(memory: Sequence[tuple[float, int]]) -> float:
    """The last third's median over the second third's: the first one is warm-up."""
    third = len(memory) // 3
    middle, end = memory[third : 2 * third], memory[2 * third :]
    return median(used for _, used in end) / median(used for _, used in middle)


def told(counts: Counts, minutes: float, at_once: int) -> str:
    """What was seen, in French, as lines of Markdown."""
    waits = sorted(counts.waited)
    wrong = ", ".join(f"{name} : {count}" for name, count in sorted(counts.wrong.items()))
    first, last = counts.memory[len(counts.memory) // 3][1], counts.memory[-1][1]
    return (
        f"- {at_once} personnes à la fois pendant {minutes:g} minutes : "
        f"{counts.conversations} conversations entières, {counts.answers} réponses.\n"
        f"- Réponses perdues, croisées ou de secours : {wrong or 'aucune'}.\n"
        f"- Mémoire des trois processus : {first / 2**20:.0f} Mo après dix minutes d'échauffement "
        f"ou un tiers du temps, {last / 2**20:.0f} Mo à la fin; "
        f"dernier tiers sur deuxième tiers : {growth(counts.memory):.3f}.\n"
        f"- Attente médiane {1000 * median(waits):.0f} ms, "
        f"95 % sous {1000 * waits[int(0.95 * len(waits))]:.0f} ms.\n"
    )


PAGE = """\
# Vingt personnes à la fois, une demi-heure

Produit par `python -m tests.bench.soak --page docs/endurance.md`, sur une vraie copie de Repère.
Chaque conversation dit son âge et sa région, puis vérifie que chaque réponse parle d'elle seule,
écrit une fois quelque chose d'urgent, et s'efface.

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """1 when anything was lost or crossed, or when memory grew by more than a twentieth."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.soak")
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--at-once", type=int, default=20)
    options.add_argument("--page", type=Path, help="où écrire la page (.md)")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="repere-endurance-") as folder:
        stack = start(Path(folder))
        try:
            counts = asyncio.run(hold(stack, 60 * chosen.minutes, chosen.at_once))
        finally:
            stop(stack)
    report = told(counts, chosen.minutes, chosen.at_once)
    Console().print(report, markup=False, soft_wrap=True)
    if chosen.page:
        chosen.page.write_text(PAGE + report, encoding="utf-8")
    return int(bool(counts.wrong) or growth(counts.memory) > 1.05)


if __name__ == "__main__":
    raise SystemExit(main())
