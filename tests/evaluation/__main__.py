"""How well the assistant reads voices that it never learnt from, beside Rasa's defaults.

    python -m tests.evaluation [--sans-rasa] [--epoques N] [--page FICHIER]

Our model is trained when it is stale. Rasa's default pipeline is trained the first time
(100 epochs of DIET: hours on two cores; `--epoques` takes fewer, and the report says so)
and kept until the phrases change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant import training
from assistant.nlu.situation import SituationReader
from knowledge.settings import home
from repere.model import ensure_model
from tests.evaluation import urgency
from tests.evaluation.corpus import Corpus, corpus
from tests.evaluation.measures import Read, understood
from tests.evaluation.report import OURS, page, rows
from tests.evaluation.sides import EPOCHS, DefaultPipeline, decided, parse


def read_ours(kept: Corpus) -> list[Read]:
    """Every message of the set as our trained model reads it."""
    texts = [item.text for item in kept.items]
    with tempfile.TemporaryDirectory(prefix="repere-evaluation-") as folder:
        return understood(kept.items, parse(training.model_path(), texts, Path(folder)))


def read_default(kept: Corpus, side: DefaultPipeline) -> list[Read]:
    """The same, as Rasa's default pipeline reads it, with our rule over its ranking."""
    texts = [item.text for item in kept.items]
    with tempfile.TemporaryDirectory(prefix="repere-evaluation-") as folder:
        if not side.is_kept():
            side.train(Path(folder))
        parsed = parse(side.model, texts, Path(folder))
    rule = SituationReader(SituationReader.get_default_config())
    return understood(kept.items, [decided(message, rule) for message in parsed])


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m tests.evaluation")
    options.add_argument("--sans-rasa", action="store_true", help="notre pipeline seul")
    options.add_argument("--epoques", type=int, default=EPOCHS, help="époques de DIET")
    options.add_argument("--page", type=Path, default=home() / "evaluation" / "rapport.html")
    chosen = options.parse_args(arguments)
    console = Console()
    kept = corpus()
    ensure_model(console)
    sides = {OURS: read_ours(kept)}
    notes = [
        "Le pipeline par défaut de Rasa ne lit ni âge, ni lieu, ni profil : ces lignes n'ont "
        "que notre chiffre. La même règle de confirmation est appliquée aux deux classements."
    ]
    if not chosen.sans_rasa:
        console.print("Pipeline par défaut de Rasa : entraînement long la première fois…")
        side = DefaultPipeline(chosen.epoques)
        sides[side.title] = read_default(kept, side)
    table = Table("mesure", "cible", *sides)
    for title, target, cells in rows(sides):
        table.add_row(title, target, *cells)
    console.print(table)
    urgency.show(console)
    made = (
        f"{dt.date.today().isoformat()}, {len(kept.items)} messages, {len(kept.voices)} voix; "
        f"rasa {version('rasa')}, Python {platform.python_version()}; "
        f"phrases et code {training.fingerprint()[:12]}."
    )
    chosen.page.parent.mkdir(parents=True, exist_ok=True)
    chosen.page.write_text(page(sides, made, notes), encoding="utf-8")
    console.print(f"Rapport : {chosen.page}")


if __name__ == "__main__":
    main()
