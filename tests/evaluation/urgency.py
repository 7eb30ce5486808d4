"""Urgency on voices that no rule and no phrase was made from: recall, and false alarms.

python -m tests.evaluation.urgency
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from knowledge.urgency import UrgencyReading, urgency_of
from knowledge.urgency_model import CALM, read_urgency
from repere.model import ensure_model
from tests.evaluation.measures import Share, share
from tests.evaluation.report import shown

FOLDER = Path(__file__).parent / "urgence"
"""Each file by an author who had seen neither the rules nor the phrases. Rules, phrases and
threshold were then mended on `voix-1` to `voix-7`, read once measured; nothing was on `voix-8`
and `voix-9`. Half of the calm messages of `voix-2` were made to be mistaken."""


@dataclass(frozen=True)
class Heard:
    """A message, its label (`suicide`, `danger`, `aucune`), what was read, and by rule alone."""

    voice: str
    text: str
    kind: str
    reading: UrgencyReading | None
    ruled: UrgencyReading | None


def heard(files: str = "*.yml") -> list[Heard]:
    """Every message of the set, as the installed model and the rules hear it."""
    return [
        Heard(group["voice"], text, group["kind"], read_urgency(text), urgency_of(text))
        for path in sorted(FOLDER.glob(files))
        for group in YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for text in group["texts"]
    ]


def answered(messages: Sequence[Heard], kind: str) -> Share:
    """Messages of a kind that get lines at once, whether they are asked about or not."""
    return share(one.reading is not None for one in messages if one.kind == kind)


def by_rule(messages: Sequence[Heard], kind: str) -> Share:
    return share(one.ruled is not None for one in messages if one.kind == kind)


def certain(messages: Sequence[Heard], kind: str) -> Share:
    """Those answered without asking « ai-je bien compris? »."""
    return share(
        one.reading is not None and one.reading.certain for one in messages if one.kind == kind
    )


def table(messages: Sequence[Heard]) -> Table:
    told = Table("", "lignes tout de suite", "sans rien demander", "règles seules", "cible")
    for kind, target in (("suicide", "≥ 97 %"), ("danger", "≥ 97 %"), (CALM, "≤ 2 %")):
        cells = (measure(messages, kind) for measure in (answered, certain, by_rule))
        told.add_row(kind, *map(shown, cells), target)
    return told


def voices(messages: Sequence[Heard]) -> Table:
    told = Table("voix", "suicide", "danger", "fausses alertes")
    for voice in dict.fromkeys(one.voice for one in messages):
        kept = [one for one in messages if one.voice == voice]
        told.add_row(voice, *(shown(answered(kept, kind)) for kind in ("suicide", "danger", CALM)))
    return told


def show(console: Console) -> None:
    """A table for each file, then each voice, as the installed model hears."""
    for path in sorted(FOLDER.glob("*.yml")):
        console.print(path.stem, table(heard(path.name)))
    console.print(voices(heard()))


def main() -> None:
    console = Console()
    ensure_model(console)
    show(console)


if __name__ == "__main__":
    main()
