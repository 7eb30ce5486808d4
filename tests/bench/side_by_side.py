"""Our pipeline beside the one that `rasa init` gives: same data, same machine, same `web`.

    python -m tests.bench.side_by_side [--garder] [--rapide]

Both are trained from nothing, then served in turns, one at a time, so that the noise of
the machine falls on both. The table goes to the terminal and to `docs/banc.md`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import psutil
from rich.console import Console

from knowledge.settings import ROOT
from tests.bench.exchanges import ACTION_CALLS_A_TURN, EXCHANGES
from tests.bench.load import AT_ONCE, hold, seconds
from tests.bench.report import Measures, number, percentile, rounds_table, rows, table
from tests.bench.sides import Failed, RasaByDefault, Repere, Side, served

PAGE = ROOT / "docs" / "banc.md"

ROUNDS = 3
ALONE = 23
"""Conversations a round, one after the other: 3 rounds make 207 turns."""
TOGETHER = 60
"""Conversations a round, ten at once: 240 answers with the opening words."""
WARM_UP = 5

QUICK_ALONE, QUICK_TOGETHER = 3, 10


def measure(side: Side, measures: Measures, alone: int, together: int) -> None:
    """One round of one side, its servers started and stopped; adds to `measures`."""
    with (
        tempfile.TemporaryDirectory(prefix="repere-banc-") as folder,
        served(side, Path(folder)) as serving,
    ):
        hold(serving.url, WARM_UP)
        single = hold(serving.url, alone)
        many = hold(serving.url, together, AT_ONCE)
        measures.cold_start.append(serving.cold_start)
        measures.memory.append(serving.memory())
    measures.typed += seconds(single.answered, typed=True)
    measures.pressed += seconds(single.answered, typed=False)
    measures.rounds.append(percentile([item.seconds for item in single.answered], 50))
    measures.throughput.append(many.throughput)
    answered = [*single.answered, *many.answered]
    measures.turns += len(answered)
    measures.expected += sum(item.expected for item in answered)


def bench(keep: bool, quick: bool, console: Console) -> str:
    """The whole comparison, as the page that is published. Raises `Failed`."""
    conditions = _conditions()
    alone, together = (QUICK_ALONE, QUICK_TOGETHER) if quick else (ALONE, TOGETHER)
    sides: list[tuple[Side, Measures]] = [(Repere(), Measures()), (RasaByDefault(), Measures())]
    for side, measures in sides:
        if not (keep and side.is_kept()):
            with (
                console.status(f"Entraînement, {side.title} (plusieurs minutes)…"),
                tempfile.TemporaryDirectory(prefix="repere-banc-") as folder,
            ):
                measures.training = side.train(Path(folder))
    for index in range(ROUNDS):
        for side, measures in sides:
            with console.status(f"Ronde {index + 1} de {ROUNDS}, {side.title}…"):
                measure(side, measures, alone, together)
    (_, ours), (_, theirs) = sides
    return page(ours, theirs, conditions)


def page(ours: Measures, theirs: Measures, conditions: Sequence[str]) -> str:
    """The report in Markdown; what did not go as expected is said in it."""
    lines = [
        "# Banc d'essai : Repère et Rasa par défaut",
        "",
        "Les deux côtés apprennent les mêmes phrases et les mêmes règles. Ils passent par le même",
        "« web », le même canal et le même serveur d'actions. « Rasa par défaut » : le pipeline et",
        "les politiques que Rasa écrit pour un projet neuf, « rasa train » et « rasa run ».",
        "Ses politiques reçoivent en plus cinq courtes histoires, sans lesquelles elles",
        "n'apprendraient rien.",
        "",
        *(f"- {condition}" for condition in conditions),
        "",
        "Rapport : la mesure de Repère divisée par celle de Rasa.",
        "",
        table(rows(ours, theirs)),
        "",
        f"Chaque tour coûte {ACTION_CALLS_A_TURN} appels d'action. "
        f"La liste compte {len(EXCHANGES)} conversations de trois tours : "
        "deux messages écrits, puis une correction.",
        f"Latences : {len(ours.latency)} tours par côté, l'un après l'autre. Les messages",
        "d'ouverture comptent dans le débit, non dans les latences. Mémoire : octets propres",
        "à chaque processus (USS), après la charge, sans superviseur. Démarrage : du lancement",
        "des trois programmes à la première réponse à un message écrit. Débit, démarrage et",
        "mémoire : médiane des rondes.",
        "",
        f"Tours finis comme attendu (une question, puis des services) : "
        f"Repère {_share(ours)}, Rasa {_share(theirs)}.",
        "",
        rounds_table(ours, theirs),
        "",
    ]
    return "\n".join(lines)


def _share(measures: Measures) -> str:
    return f"{measures.expected} sur {measures.turns}"


def _conditions() -> list[str]:
    memory = number(psutil.virtual_memory().total / 1e9, 0)
    load = number(os.getloadavg()[0], 2)
    packages = ", ".join(f"{name} {version(name)}" for name in ("rasa", "tensorflow", "spacy"))
    return [
        f"Date : {dt.date.today().isoformat()}",
        f"Commande : `{' '.join(['python -m tests.bench.side_by_side', *sys.argv[1:]])}`",
        f"Machine : {_processor()}, {len(os.sched_getaffinity(0))} cœurs, {memory} Go, "
        f"charge de {load} au départ",
        f"Versions : Python {platform.python_version()}, {packages}",
    ]


def _processor() -> str:
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in described if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="side_by_side", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--garder", action="store_true", help="reprendre les modèles du banc s'ils sont à jour"
    )
    parser.add_argument(
        "--rapide", action="store_true", help="moins de tours; rien n'est écrit dans docs"
    )
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupted)
    console = Console(stderr=True)
    try:
        written = bench(options.garder, options.rapide, console)
    except Failed as error:
        console.print(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    if not options.rapide:
        PAGE.write_text(written, encoding="utf-8")
    print(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
