"""Organisations whose projects against bullying were funded (`data/funded.csv`).

Ensemble contre l'intimidation, the ministère de la Famille's programme: three calls for projects,
2021 to 2023. Being listed says that a project was paid for, not that it can still be used.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge import datafiles
from knowledge.records import Source
from knowledge.settings import data_folder
from knowledge.sources.funded import PLAN
from knowledge.wordindex import WordIndex

FUNDED = "funded.csv"

PROGRAMME = (PLAN, "18")
"""The plan and the measure that paid for them."""


@dataclass(frozen=True)
class FundedOrganization:
    """One organisation; `editions`: the calls for projects that it won.

    `new_name`: what it is called since the year `renamed`. `contact`: its id in `contacts.yml`.
    `project` and `region` are those that the report prints; it prints few.
    """

    name: str
    editions: tuple[int, ...]
    source: Source
    new_name: str | None = None
    renamed: int | None = None
    contact: str | None = None
    project: str | None = None
    region: str | None = None


def organizations(folder: Path | None = None) -> tuple[FundedOrganization, ...]:
    """Every funded organisation, in the report's order."""
    return _organizations((folder or data_folder()) / FUNDED)


def search(text: str) -> list[FundedOrganization]:
    """Those that say every word of a text, best first; without words, all, in order."""
    return _index(data_folder()).search(text)


@lru_cache(maxsize=8)
def _index(folder: Path) -> WordIndex[FundedOrganization]:
    regions = datafiles.region_names(folder)
    return WordIndex(
        (
            one,
            {
                "name": f"{one.name} {one.new_name or ''}",
                "description": one.project or "",
                "terms": " ".join([regions.get(one.region or "", ""), *map(str, one.editions)]),
            },
        )
        for one in organizations(folder)
    )


@lru_cache(maxsize=8)
def _organizations(path: Path) -> tuple[FundedOrganization, ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_organization(row) for row in csv.DictReader(lines))


def _organization(row: dict[str, str]) -> FundedOrganization:
    return FundedOrganization(
        name=row["organization"],
        editions=tuple(int(year) for year in row["editions"].split(";")),
        source=Source(document=row["source_document"], locator=row["source_locator"]),
        new_name=row["new_name"] or None,
        renamed=int(row["renamed"]) if row["renamed"] else None,
        contact=row["contact"] or None,
        project=row["project"] or None,
        region=row["region"] or None,
    )
