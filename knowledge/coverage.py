"""Where the directory has something to suggest, and where it has nothing, region by region.

Who may be served is decided in `matching` alone. Help lines, youth protection and police are
not counted: `Directory.services` leaves them out, and they answer in every region.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from knowledge import datafiles, wording
from knowledge.directory import Directory
from knowledge.matching import Reason, admissible, ages_meet, fits, match
from knowledge.services import Criteria, Service
from knowledge.vocabulary import REGIONS, Situation, Term


class Axis(Term):
    """What the columns are."""

    SITUATION = "situation"
    AGE = "age"


class Ages(NamedTuple):
    """A range of whole years, both ends included; without `oldest` it has no end."""

    youngest: int
    oldest: int | None

    @property
    def key(self) -> str:
        """« 12-13 », « 25-plus »; « 15 » for one year."""
        if self.oldest == self.youngest:
            return str(self.youngest)
        return f"{self.youngest}-{'plus' if self.oldest is None else self.oldest}"


BANDS = (Ages(0, 5), Ages(6, 11), Ages(12, 13), Ages(14, 17), Ages(18, 24), Ages(25, None))


@dataclass(frozen=True)
class View:
    """What is counted; `None` and `False` leave nothing out.

    A situation or ages given along the axis leave that one column. `direct`, `exact` and
    `stated`: only what `matching` says to receive people directly, to answer the situation
    itself, to have ages of its own. `local`: province-wide services fill no cell.
    """

    axis: str = Axis.SITUATION
    situation: str | None = None
    ages: Ages | None = None
    profil: str | None = None
    sexe: str | None = None
    direct: bool = False
    exact: bool = False
    stated: bool = False
    local: bool = False


class Column(NamedTuple):
    """What is asked in every cell of a column."""

    situation: str | None
    ages: Ages | None


class Cell(NamedTuple):
    """How many services: of some regions, this one among them; of the whole province."""

    local: int
    province: int


@dataclass(frozen=True)
class Coverage:
    """`rows` are as `REGIONS`, the cells of each as `columns`.

    `counted` services were looked at, `withheld` ones were not: unconfirmed, suspended or
    unfinished. `documents` and the days `oldest` and `newest` are those of the counted ones.
    """

    view: View
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    counted: int
    withheld: int
    documents: tuple[str, ...]
    oldest: dt.date
    newest: dt.date

    def number(self, cell: Cell) -> int:
        """What the view counts of a cell."""
        return cell.local if self.view.local else cell.local + cell.province

    @property
    def empty(self) -> int:
        return sum(not self.number(cell) for row in self.rows for cell in row)


def coverage(known: Directory, view: View) -> Coverage:
    """The directory counted, once for each of its releases and each view."""
    return _counted(_Release(known.digest, known.services), view)


def count(services: Iterable[Service], view: View) -> Coverage:
    """How many of these services would be suggested in each region.

    Of a range of ages, one year that may be served is enough. Raises `ValueError` when none
    of the services may be suggested to the public.
    """
    every = list(services)
    public = [one for one in every if admissible(one, Criteria())]
    if not public:
        raise ValueError("no public service to count")
    columns = _columns(view)
    kept = [_suggested(public, view, column) for column in columns]
    days = [one.assured_date for one in public]
    return Coverage(
        view=view,
        columns=columns,
        rows=tuple(tuple(_cell(column, region) for column in kept) for region in REGIONS),
        counted=len(public),
        withheld=len(every) - len(public),
        documents=tuple(sorted({one.source_document for one in public})),
        oldest=min(days),
        newest=max(days),
    )


def title(coverage: Coverage, column: Column) -> str:
    """A column as a heading names it."""
    if coverage.view.axis == Axis.AGE and column.ages:
        return wording.years(*column.ages)
    return wording.SITUATION_NAMES[Situation(column.situation)]


def holes(coverage: Coverage) -> tuple[str, ...]:
    """The empty cells in sentences: regions with nothing at all, then column by column."""
    names = datafiles.region_names()
    rows = dict(zip(REGIONS, coverage.rows, strict=True))
    bare = [code for code, row in rows.items() if not any(map(coverage.number, row))]
    if len(bare) == len(REGIONS):
        return (wording.NOTHING_ANYWHERE,)
    told = [wording.nothing_in([names[code] for code in bare])] if bare else []
    for index, column in enumerate(coverage.columns):
        held = [code for code in REGIONS if coverage.number(rows[code][index])]
        lacking = [code for code in REGIONS if code not in held]
        if lacking not in ([], bare):
            words = ([names[code] for code in codes] for codes in (lacking, held))
            told.append(wording.hole(title(coverage, column), *words))
    return tuple(told)


@dataclass(frozen=True)
class _Release:
    """Services known by the digest of what they were read from."""

    digest: str
    services: tuple[Service, ...] = field(compare=False, repr=False)


@lru_cache(maxsize=256)
def _counted(release: _Release, view: View) -> Coverage:
    return count(release.services, view)


def _columns(view: View) -> tuple[Column, ...]:
    if view.axis == Axis.AGE:
        return tuple(Column(view.situation, ages) for ages in ([view.ages] if view.ages else BANDS))
    chosen = (view.situation,) if view.situation else Situation.values()
    return tuple(Column(situation, view.ages) for situation in chosen)


def _suggested(services: Iterable[Service], view: View, column: Column) -> list[Service]:
    """What a column counts, wherever it is."""
    # What fits the youngest of a range fits someone of it: age only ever takes away.
    youngest, oldest = column.ages or (None, None)
    asked = Criteria(age=youngest, situation=column.situation)
    open_to = [one for one in services if ages_meet(one, youngest, oldest) and fits(one, asked)]
    known = Criteria(profil=view.profil, situation=column.situation, sexe=view.sexe)
    reasons = {
        *([Reason.DIRECT] if view.direct else ()),
        *([Reason.SITUATION] if view.exact and column.situation else ()),
        *([Reason.AGE] if view.stated else ()),
    }
    found = match(open_to, known).matches
    return [one.service for one in found if reasons.issubset(one.reasons)]


def _cell(services: Iterable[Service], region: str) -> Cell:
    here = [one for one in services if admissible(one, Criteria(region=region))]
    province = sum(one.province for one in here)
    return Cell(len(here) - province, province)
