"""Measures of the governments' plans: who leads them, with whom, for how much, and what came of it.

One file a plan in `data/measures/`. A measure is no service: what a person can use of it is a
record of the directory, which it names.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, Field, root_validator
from ruamel.yaml import YAML

from knowledge.records import Source
from knowledge.settings import data_folder
from knowledge.vocabulary import Situation

MEASURES = "measures"


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


def plans(folder: Path | None = None) -> tuple[Plan, ...]:
    """Every plan, by id. Raises `pydantic.ValidationError` when a file is at fault."""
    return _plans((folder or data_folder()) / MEASURES)


@lru_cache(maxsize=8)
def _plans(folder: Path) -> tuple[Plan, ...]:
    loaded = (
        YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.yml"))
    )
    return tuple(Plan.parse_obj(content) for content in loaded)


def find(plan: str, number: str) -> tuple[Plan, Measure] | None:
    """A plan's measure by the plan's id and its number."""
    return next(
        ((one, m) for one in plans() if one.id == plan for m in one.measures if m.number == number),
        None,
    )
