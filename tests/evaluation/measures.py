"""The figures of the evaluation, from what was read of each message."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.reading import Reading, read
from knowledge.vocabulary import Field, Situation
from tests.evaluation.corpus import Item

NOTHING = "aucune"
BINS = 10


@dataclass(frozen=True)
class Read:
    """A message and what was read of it; `confidence` is the likeliest situation's."""

    item: Item
    reading: Reading
    confidence: float

    @property
    def situation(self) -> str | None:
        value = self.reading.facts.get(Field.SITUATION)
        return None if value is None else str(value)

    @property
    def asked(self) -> bool:
        return self.situation is not None and not self.reading.certain

    @property
    def right(self) -> bool:
        """The first reading is a right one, whether it was confirmed or not."""
        return self.situation in self.item.situations

    @property
    def offered(self) -> bool:
        """A right situation is among the buttons of the confirmation."""
        return bool({self.situation, *self.reading.alternatives} & self.item.situations)

    @property
    def settled(self) -> bool:
        """Right after at most one confirmation."""
        return self.offered if self.asked else self.right


def understood(items: Sequence[Item], parsed: Sequence[Mapping[str, Any]]) -> list[Read]:
    """What each parse says, as the assistant itself would take it."""
    found = []
    for item, message in zip(items, parsed, strict=True):
        reading = read(message)
        found.append(Read(item, reading, reading.confidence))
    return found


@dataclass(frozen=True)
class Share:
    """A proportion with its 95 % interval (Wilson)."""

    count: int
    total: int

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        if not self.total:
            return (math.nan, math.nan)
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, middle - half), min(1.0, middle + half))


def share(values: Iterable[bool]) -> Share:
    kept = list(values)
    return Share(sum(kept), len(kept))


@dataclass(frozen=True)
class Situations:
    """How situations were read, over the messages that describe one.

    `first`: the likeliest is right. `settled`: right, confirmations included. `asked`: a
    confirmation is shown. `unasked`: right among those not asked. `silent`: none read.
    """

    first: Share
    settled: Share
    asked: Share
    unasked: Share
    silent: Share


def situations(reads: Sequence[Read]) -> Situations:
    about = [one for one in reads if one.item.situation]
    return Situations(
        first=share(one.right for one in about),
        settled=share(one.settled for one in about),
        asked=share(one.asked for one in about),
        unasked=share(one.right for one in about if one.situation and not one.asked),
        silent=share(one.situation is None for one in about),
    )


@dataclass(frozen=True)
class Scores:
    """Of one situation: precision, recall and their harmonic mean; `total` messages."""

    precision: float
    recall: float
    f1: float
    total: int


def confusion(reads: Sequence[Read]) -> dict[str, Counter[str]]:
    """Expected situation → how often each was read; a right alternative counts as expected."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in reads:
        if one.item.situation:
            told = one.item.situation if one.right else (one.situation or NOTHING)
            table[one.item.situation][told] += 1
    return table


def scores(reads: Sequence[Read]) -> dict[str, Scores]:
    """The first reading's precision, recall and F1 for each situation."""
    table = confusion(reads)
    found = {}
    for name in Situation.values():
        right = table[name][name]
        total = sum(table[name].values())
        told = sum(row[name] for row in table.values())
        precision = right / told if told else 0.0
        recall = right / total if total else 0.0
        both = precision + recall
        found[name] = Scores(precision, recall, 2 * precision * recall / both if both else 0, total)
    return found


def macro_f1(by_situation: Mapping[str, Scores]) -> float:
    kept = [one.f1 for one in by_situation.values() if one.total]
    return sum(kept) / len(kept)


@dataclass(frozen=True)
class Bin:
    """Messages whose confidence is alike: how sure, how often right, how many."""

    confidence: float
    right: float
    total: int


def calibration(reads: Sequence[Read]) -> list[Bin]:
    """Ten bins of the likeliest situation's confidence; empty ones are left out."""
    bins: dict[int, list[Read]] = defaultdict(list)
    for one in reads:
        if one.item.situation and one.situation:
            bins[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return [
        Bin(
            sum(one.confidence for one in kept) / len(kept),
            sum(one.right for one in kept) / len(kept),
            len(kept),
        )
        for _, kept in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between confidence and accuracy."""
    total = sum(one.total for one in bins)
    return sum(abs(one.confidence - one.right) * one.total for one in bins) / total


@dataclass(frozen=True)
class Facts:
    """Exact match where a value is said; how often one is read where none is said."""

    exact: Share
    false: Share
    wrong: list[tuple[Item, Any, Any]] = field(default_factory=list)


def facts(reads: Sequence[Read], name: str) -> Facts:
    """`age`, `region` (every candidate code), `profil` or `sexe`, against the labels."""
    compared = [(one.item, _expected(one.item, name), _told(one, name)) for one in reads]
    said = [(item, expected, told) for item, expected, told in compared if expected is not None]
    none = [(item, expected, told) for item, expected, told in compared if expected is None]
    return Facts(
        exact=share(expected == told for _, expected, told in said),
        false=share(told is not None for _, _, told in none),
        wrong=[(item, expected, told) for item, expected, told in compared if expected != told],
    )


def _expected(item: Item, name: str) -> Any:
    if name == Field.REGION:
        return frozenset(item.regions) or None
    return getattr(item, name)


def _told(one: Read, name: str) -> Any:
    value = one.reading.facts.get(name)
    if value is None and one.item.answers:
        value = one.reading.answers.get(name)
    if name == Field.REGION:
        return frozenset(value) if value else None
    return value


def accepted(reads: Sequence[Read]) -> Share:
    """Out-of-scope messages taken for a situation, without asking."""
    kept = [one for one in reads if one.item.out_of_scope]
    return share(one.situation is not None and not one.asked for one in kept)


def asked(reads: Sequence[Read]) -> Share:
    """Out-of-scope messages that are asked « c'est plutôt… »."""
    return share(one.asked for one in reads if one.item.out_of_scope)
