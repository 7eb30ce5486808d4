"""Measures of the governments' plans: who leads them, with whom, for how much, and what came of it.

One file a plan in `data/measures/`. A measure is no service: what a person can use of it is a
record of the directory, which it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, Field, root_validator

from knowledge import datafiles, directory, fulltext, wording
from knowledge.directory import Directory
from knowledge.records import Source
from knowledge.services import Service
from knowledge.settings import data_folder
from knowledge.vocabulary import Situation
from knowledge.wordindex import WordIndex

MEASURES = "measures"

_NUMBERED = "mesure action"
"""What a number is of, in one plan or the other: « mesure 3 », « action A1 »."""

_SHORT = re.compile(r"[\w-]+")


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True
        allow_mutation = False


class Figure(_Strict):
    """A figure as the document gives it; `said` is our sentence around it."""

    said: str = Field(min_length=15)
    source: Source


class Measure(_Strict):
    """One measure or action of a plan.

    `budget`: dollars; `budget_shared_with`: the other numbers that share that same sum;
    `self_funded`: paid from the ordinary means of whoever leads it. `offers`: ids, in the data
    files, of what a person can use (`contacts.yml`) or names of services (`services.yml`).
    `digest`: of the document's own words, which are not copied here (`sources.digest`).
    """

    number: str = Field(regex=r"^[A-Z]?\d{1,2}$")
    axis: str
    summary: str = Field(min_length=20)
    lead: list[str] = Field(min_items=1)
    partners: list[str] = []
    recommendations: list[int] = []
    budget: int | None = Field(None, ge=0)
    budget_shared_with: list[str] = []
    self_funded: bool = False
    adaptation: bool = False
    accessibility: bool = False
    deliverables: list[str] = []
    results: list[str] = []
    situations: list[Situation] = []
    offers: list[str] = []
    figures: list[Figure] = []
    source: Source
    digest: str | None

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says in sentences, or in parts of one."""
        figures = (figure.said for figure in self.figures)
        return (self.summary, *self.deliverables, *self.results, *figures)


class Plan(_Strict):
    """A plan and its measures; `acronyms`: what each short name of its tables stands for."""

    id: str = Field(regex=r"^[a-z0-9-]+$")
    name: str
    years: str = Field(regex=r"^\d{4}-\d{4}$")
    document: str
    acronyms: dict[str, str] = {}
    figures: list[Figure] = []
    measures: list[Measure] = Field(min_items=1)

    @root_validator(skip_on_failure=True)
    def _numbers(cls, values: dict[str, Any]) -> dict[str, Any]:
        numbers = [measure.number for measure in values["measures"]]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        if twice:
            raise ValueError(f"mesure écrite deux fois : {', '.join(twice)}")
        shared = {number for measure in values["measures"] for number in measure.budget_shared_with}
        if shared - set(numbers):
            raise ValueError(f"mesure inconnue : {', '.join(sorted(shared - set(numbers)))}")
        return values

    def spelled(self, name: str) -> str:
        """Whoever leads or helps, by a long name: « ministère de la Famille (MFA) »."""
        if name in self.acronyms:
            return f"{self.acronyms[name]} ({name})"
        meant = self.short_names([name]).values()
        return f"{name} ({', '.join(meant)})" if meant else name

    def short_names(self, texts: Iterable[str]) -> dict[str, str]:
        """The short names that are in some texts, with what each stands for, as they come."""
        found = (name for text in texts for name in _SHORT.findall(text))
        return {name: self.acronyms[name] for name in found if name in self.acronyms}


def plans(folder: Path | None = None) -> tuple[Plan, ...]:
    """Every plan, by id. Raises `datafiles.BadData` when a file is at fault."""
    return _plans((folder or data_folder()) / MEASURES)


@lru_cache(maxsize=8)
def _plans(folder: Path) -> tuple[Plan, ...]:
    return tuple(datafiles.load_one(path, Plan) for path in sorted(folder.glob("*.yml")))


def find(plan: str, number: str) -> tuple[Plan, Measure] | None:
    """A plan's measure by the plan's id and its number."""
    return next(
        ((one, m) for one in plans() if one.id == plan for m in one.measures if m.number == number),
        None,
    )


Found = tuple[Plan, Measure]


def search(text: str, known: Directory | None = None) -> list[Found]:
    """The measures that say every word of a text, best first; without words, all, in order.

    `known`: the directory whose names of offers are looked in; the current one unless given.
    """
    known = known or directory.load()
    names = frozenset((_offer(one), one.name) for one in known.entries if one.publishable)
    return _index(data_folder() / MEASURES, names).search(text)


def offered(measure: Measure, known: Directory) -> tuple[Service, ...]:
    """The records of what a person can use of it, in its order, those to be confirmed too."""
    by_offer = {_offer(one): one for one in known.entries}
    return tuple(by_offer[offer] for offer in measure.offers if offer in by_offer)


def _offer(entry: Service) -> str:
    """What a measure calls a record."""
    return entry.code or entry.name


@lru_cache(maxsize=4)
def _index(folder: Path, names: frozenset[tuple[str, str]]) -> WordIndex[Found]:
    return WordIndex(_documents(_plans(folder), dict(names)))


def _documents(
    listed: Iterable[Plan], names: Mapping[str, str]
) -> Iterator[tuple[Found, dict[str, str]]]:
    """Each measure with its words; `names`: of the offers that are shown."""
    for plan in listed:
        for measure in plan.measures:
            who = [plan.spelled(name) for name in (*measure.lead, *measure.partners)]
            meant = plan.short_names(measure.texts).values()
            situations = (
                fulltext.term(wording.term("situation", code)[0], code)
                for code in measure.situations
            )
            offers = (names[offer] for offer in measure.offers if offer in names)
            yield (
                (plan, measure),
                {
                    "name": f"{measure.summary} {_NUMBERED} {measure.number}",
                    "organization": " ".join(who),
                    "description": " ".join([*measure.texts, *meant]),
                    "terms": " ".join([measure.axis, *situations, *offers]),
                },
            )
