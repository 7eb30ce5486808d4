"""The figures of the bench: percentiles, ratios, and the page that shows them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

NOT_MEASURED = "non mesuré"


@dataclass
class Measures:
    """What one side was measured to do.

    Latencies in seconds for each turn, by kind; one figure a round for the rest:
    answers a second, seconds of cold start, bytes of memory. `training` in seconds,
    `None` when the model was kept. `expected` of `turns` ended as they must.
    """

    training: float | None = None
    typed: list[float] = field(default_factory=list)
    pressed: list[float] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)
    throughput: list[float] = field(default_factory=list)
    cold_start: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    expected: int = 0
    turns: int = 0

    @property
    def latency(self) -> list[float]:
        return [*self.typed, *self.pressed]


@dataclass(frozen=True)
class Row:
    """One line of the table; `best` says whether a high or a low figure wins."""

    title: str
    ours: float | None
    theirs: float | None
    unit: str
    scale: float = 1.0
    target: float | None = None
    higher_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        return ratio(self.ours, self.theirs)

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; `None` without a target or without a figure."""
        if self.target is None or self.ratio is None:
            return None
        return self.ratio >= self.target if self.higher_is_better else self.ratio <= self.target


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` % of the values do not exceed (nearest rank).

    Raises `ValueError` without values, or when `percent` is not in 0–100.
    """
    if not values or not 0 <= percent <= 100:
        raise ValueError("Des valeurs et un pourcentage de 0 à 100 sont attendus.")
    rank = max(1, math.ceil(len(values) * percent / 100))
    return sorted(values)[rank - 1]


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Ours divided by theirs; `None` when either is missing or theirs is zero."""
    return None if ours is None or not theirs else ours / theirs


def number(value: float, digits: int) -> str:
    """In French: a comma, and spaces between thousands."""
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")


def rows(ours: Measures, theirs: Measures) -> list[Row]:
    """The lines of the table, in the order they are read; targets are the project's."""
    latency = [
        Row(
            f"Latence, {title}, p{percent}",
            percentile(getattr(ours, kind), percent),
            percentile(getattr(theirs, kind), percent),
            unit="ms",
            scale=1000,
            target=1 / 3 if kind == "latency" else None,
        )
        for title, kind in (
            ("tous les tours", "latency"),
            ("message écrit", "typed"),
            ("bouton", "pressed"),
        )
        for percent in (50, 95)
    ]
    return [
        Row("Entraînement", ours.training, theirs.training, "s", target=0.5),
        Row("Démarrage à froid", median(ours.cold_start), median(theirs.cold_start), "s"),
        *latency,
        Row(
            "Débit, 10 conversations à la fois",
            median(ours.throughput),
            median(theirs.throughput),
            "réponses/s",
            target=3.0,
            higher_is_better=True,
        ),
        Row("Mémoire, tous les processus", median(ours.memory), median(theirs.memory), "Mo", 1e-6),
    ]


def table(lines: Sequence[Row]) -> str:
    """As Markdown; a ratio is ours divided by theirs."""
    return _markdown(
        ("Mesure", "Repère", "Rasa par défaut", "Rapport", "Cible"),
        [
            (
                line.title,
                _figure(line.ours, line),
                _figure(line.theirs, line),
                NOT_MEASURED if line.ratio is None else f"× {number(line.ratio, 2)}",
                _target(line),
            )
            for line in lines
        ],
    )


def rounds_table(ours: Measures, theirs: Measures) -> str:
    """Each round of each side, so that noise can be seen."""
    listed = zip(ours.rounds, theirs.rounds, ours.throughput, theirs.throughput, strict=True)
    return _markdown(
        ("Ronde", "p50 Repère (ms)", "p50 Rasa (ms)", "débit Repère", "débit Rasa"),
        [
            (
                str(index),
                *(number(1000 * value, 1) for value in figures[:2]),
                *(number(value, 1) for value in figures[2:]),
            )
            for index, figures in enumerate(listed, start=1)
        ],
    )


def _figure(value: float | None, line: Row) -> str:
    if value is None:
        return NOT_MEASURED
    return f"{number(value * line.scale, 0 if line.unit == 'Mo' else 1)} {line.unit}"


def _target(line: Row) -> str:
    if line.target is None:
        return ""
    sign = "≥" if line.higher_is_better else "≤"
    verdict = {True: " : atteinte", False: " : manquée", None: ""}[line.reached]
    return f"{sign} {number(line.target, 2)}{verdict}"


def _markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
