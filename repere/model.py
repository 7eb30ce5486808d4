"""The model made ready: trained when missing or stale, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assistant.training import is_stale
from knowledge.settings import ROOT, home

QUIET = {
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "LOG_LEVEL": "ERROR",
}


class TrainingFailed(RuntimeError):
    """Training stopped; the message says where its log is."""


def ensure_model(console: Console, force: bool = False) -> bool:
    """Train if the model is missing or stale, or when forced; says whether it did.

    Raises `TrainingFailed`. The model in service stays until the new one is whole.
    """
    if not force and not is_stale():
        return False
    log = home() / "logs" / "entrainement.log"
    log.parent.mkdir(exist_ok=True)
    words = "Entraînement du modèle (trois à cinq minutes)"
    if not console.is_terminal:
        console.print(f"{words}…")
    with (
        log.open("w", encoding="utf-8") as out,
        Progress(
            SpinnerColumn(),
            TextColumn(words),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as progress,
    ):
        progress.add_task(words, total=None)
        code = subprocess.run(
            [sys.executable, "-m", "assistant.training"],
            cwd=ROOT,
            env={**os.environ, **QUIET},
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    if code != 0:
        raise TrainingFailed(f"L'entraînement a échoué. Le détail est dans {log}.")
    return True
