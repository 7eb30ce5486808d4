"""Whether the fortieth message is answered as fast as the first ones.

    python -m tests.bench.long_conversation [--conversations 6]

One search, then asides until forty messages; the same words come early and late, so that
only the length of the conversation differs. The ratio is what counts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import httpx
from rich.console import Console
from rich.table import Table

from tests.bench.sides import Repere, served

TURNS = 40
STORY = "j'ai 15 ans, je suis à Longueuil et un gars menace de publier mes photos"
ASIDES = ("merci", "c'est confidentiel?", "t'es qui", "pourquoi", "c'est quoi l'IVAC?")
EARLY, LATE = slice(1, 11), slice(30, 40)


def hold(url: str) -> list[float]:
    """Seconds of each of the forty answers of one conversation."""
    taken = []
    with httpx.Client(base_url=url, timeout=30) as client:
        opened = client.post("/api/conversations").json()
        headers = {"Authorization": f"Bearer {opened['token']}"}
        for turn in range(TURNS):
            text = STORY if turn == 0 else ASIDES[(turn - 1) % len(ASIDES)]
            started = time.perf_counter()
            answer = client.post(
                "/api/conversations/messages", json={"text": text}, headers=headers
            )
            taken.append(time.perf_counter() - started)
            answer.raise_for_status()
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench.long_conversation")
    options.add_argument("--conversations", type=int, default=6)
    chosen = options.parse_args(arguments)
    console = Console()
    side = Repere()
    with tempfile.TemporaryDirectory(prefix="repere-long-") as folder:
        if not side.is_kept():
            side.train(Path(folder))
        with served(side, Path(folder)) as serving:
            hold(serving.url)
            conversations = [hold(serving.url) for _ in range(chosen.conversations)]
    early = median(seconds for taken in conversations for seconds in taken[EARLY])
    late = median(seconds for taken in conversations for seconds in taken[LATE])
    table = Table("messages", "médiane (ms)")
    table.add_row("2 à 11", f"{1000 * early:.0f}")
    table.add_row("31 à 40", f"{1000 * late:.0f}")
    console.print(table)
    console.print(f"Rapport : {late / early:.2f}")


if __name__ == "__main__":
    main()
