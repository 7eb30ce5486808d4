"""Where services are and where none is: a table by region, as a page, a picture and a list.

What is counted is in the address, so that a table can be shared; nothing of anyone is in it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import textwrap
import threading
from bisect import bisect_right
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knowledge import datafiles, directory, messages, search, wording
from knowledge.coverage import (
    BANDS,
    Ages,
    Axis,
    Column,
    Coverage,
    View,
    coverage,
    holes,
    title,
)
from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation, Stage
from web import annuaire
from web.numbers import whole
from web.pages import show

COLUMNS = (
    *("region", "nom", "situation", "age_min", "age_max", "public", "sexe"),
    *("acces", "proches", "age_dit", "services_de_la_region", "services_de_tout_le_quebec", "date"),
)
LEVELS = (0, 1, 2, 3, 5, 10)
"""The smallest number of each shade."""

_OLDEST = 120
_INK, _EDGE, _PALE, _WARM = "#22333b", "#c9d3d1", "#ffffff", "#8c3b1f"
_SHADES = ("#ffffff", "#dcebf3", "#b5d3e7", "#7fb0d3", "#2f6f9f", "#14507f")
_DARK = 4
"""The first shade that pale ink is read on; the same shades as in `page.css`."""
_GAP = 0.4
"""Between the regions and the whole province, in rows."""

_drawing = threading.Lock()
_BANDS = {band.key: band for band in BANDS}


def read(query: QueryParams) -> View:
    """The view of an address; what is no word of the vocabulary is left out."""
    age = whole(query.get("age", "").strip(), _OLDEST)
    return View(
        axis=_known(query, "colonnes", Axis.values()) or Axis.SITUATION.value,
        situation=_known(query, "situation", Situation.values()),
        ages=Ages(age, age) if age is not None else _BANDS.get(query.get("ages", "")),
        profil=_known(query, "public", Profil.values()),
        sexe=_known(query, "sexe", Sexe.values()),
        direct=query.get("acces") == "direct",
        exact=query.get("proches") == "non",
        stated=query.get("age_dit") == "oui",
        local=query.get("services") != "tous",
    )


def address(view: View) -> str:
    """The query of an address that reads as this view."""
    exact = view.ages is not None and view.ages not in BANDS
    pairs = {
        "colonnes": view.axis,
        "situation": view.situation,
        "age" if exact else "ages": view.ages and view.ages.key,
        "public": view.profil,
        "sexe": view.sexe,
        **_only(view),
        "services": None if view.local else "tous",
    }
    return urlencode({name: value for name, value in pairs.items() if value})


async def page(request: Request) -> Response:
    seen = await anyio.to_thread.run_sync(_seen, read(request.query_params))
    context = {
        "view": seen.view,
        "seen": seen,
        "told": told(seen.view),
        "titles": [title(seen, column) for column in seen.columns],
        "rows": _rows(seen),
        "province": [cell.province for cell in seen.rows[0]],
        "holes": holes(seen),
        "legend": _legend(),
        "bands": {key: wording.years(*band) for key, band in _BANDS.items()},
        "words": wording,
        "query": address(seen.view),
        "sources": wording.coverage_source(
            seen.documents, seen.oldest, seen.newest, messages.now().date()
        ),
    }
    return await show(request, "couverture.html", context)


async def as_csv(request: Request) -> Response:
    """A line a cell: both counts, and what was asked. No text of a record is in it."""
    seen = await anyio.to_thread.run_sync(_seen, read(request.query_params))
    view, day, names = seen.view, messages.now().date().isoformat(), datafiles.region_names()
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for code, row in zip(REGIONS, seen.rows, strict=True):
        for (situation, ages), cell in zip(seen.columns, row, strict=True):
            asked = (situation, *(ages or (None, None)), view.profil, view.sexe)
            table.writerow([code, names[code], *asked, *_only(view).values(), *cell, day])
    headers = {"Content-Disposition": 'attachment; filename="couverture.csv"'}
    return Response("\ufeff" + written.getvalue(), media_type="text/csv", headers=headers)


async def as_png(request: Request) -> Response:
    view = read(request.query_params)
    drawn = await anyio.to_thread.run_sync(picture, view, messages.now().date())
    headers = {"Content-Disposition": 'inline; filename="couverture.png"'}
    return Response(drawn, media_type="image/png", headers=headers)


def picture(view: View, day: dt.date) -> bytes:
    """The table as a PNG; drawn once for each release of the directory, view and day."""
    seen = _seen(view)
    with _drawing:
        return _drawn(seen, day)


def told(view: View) -> str:
    """What is counted, in words."""
    parts = [
        wording.SITUATION_NAMES[Situation(view.situation)] if view.situation else None,
        wording.years(*view.ages) if view.ages else None,
        wording.AUDIENCES[Profil(view.profil)] if view.profil else None,
        wording.SEXES[Sexe(view.sexe)] if view.sexe else None,
        wording.DIRECT_ONLY if view.direct else None,
        wording.EXACT_ONLY if view.exact else None,
        wording.STATED_ONLY if view.stated else None,
        wording.COUNTED[view.local],
    ]
    return ", ".join(part for part in parts if part)


def _only(view: View) -> dict[str, str | None]:
    """What leaves some services out, as an address says it."""
    return {
        "acces": "direct" if view.direct else None,
        "proches": "non" if view.exact else None,
        "age_dit": "oui" if view.stated else None,
    }


def level(number: int) -> int:
    """The shade of a number: an index of `LEVELS`."""
    return bisect_right(LEVELS, number) - 1


def _seen(view: View) -> Coverage:
    return coverage(directory.load(), view)


def _rows(seen: Coverage) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each region's name, and its cells: counts, shade, and the search that lists them."""
    names = datafiles.region_names()
    return [
        (
            names[code],
            [
                {
                    "local": cell.local,
                    "province": cell.province,
                    "number": seen.number(cell),
                    "level": level(seen.number(cell)),
                    "query": _search(seen.view, code, column),
                }
                for column, cell in zip(seen.columns, row, strict=True)
            ],
        )
        for code, row in zip(REGIONS, seen.rows, strict=True)
    ]


def _search(view: View, region: str, column: Column) -> str:
    """The directory's own filters that are nearest to a cell."""
    youngest, oldest = column.ages or (None, None)
    return annuaire.address(
        search.Filters(
            regions=(region,),
            minimum_age=youngest,
            maximum_age=oldest,
            audience=view.profil,
            situation=column.situation,
            sexe=view.sexe,
            access=search.Access.DIRECT.value if view.direct else None,
            stage=Stage.EN_APPLICATION.value,
        )
    )


def _legend() -> list[str]:
    """What each shade stands for, as numbers: « 1 », « 3–4 », « 10+ »."""
    ends = [following - 1 for following in LEVELS[1:]]
    pairs = zip(LEVELS, ends, strict=False)
    spans = [str(low) if low == high else f"{low}–{high}" for low, high in pairs]
    return [*spans, f"{LEVELS[-1]}+"]


@lru_cache(maxsize=32)
def _drawn(seen: Coverage, day: dt.date) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    headings = [title(seen, column) for column in seen.columns]
    wide, head = max(7.5, 4.0 + 0.6 * len(headings)), 1.1 + 0.06 * max(map(len, headings))
    high = head + 6.4
    figure = Figure(figsize=(wide, high), dpi=130)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((2.4 / wide, 1.0 / high, 1 - 4.0 / wide, 5.4 / high))
    regions = [[seen.number(cell) for cell in row] for row in seen.rows]
    _draw(axes, regions, 0)
    _draw(axes, [[cell.province for cell in seen.rows[0]]], len(regions) + _GAP)
    names = [*datafiles.region_names().values(), wording.ALL_QUEBEC]
    places = [*(row + 0.5 for row in range(len(regions))), len(regions) + _GAP + 0.5]
    axes.set_yticks(places, names, fontsize=9)
    axes.set_xticks(
        [place + 0.5 for place in range(len(headings))],
        headings,
        fontsize=9,
        rotation=50,
        ha="left",
        rotation_mode="anchor",
    )
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    axes.set(xlim=(0, len(headings)), ylim=(places[-1] + 0.5, 0))
    axes.spines[:].set_visible(False)
    edge = 0.2 / wide
    figure.text(edge, 1 - 0.4 / high, wording.COVERAGE[seen.view.axis], fontsize=14, color=_INK)
    asked = textwrap.fill(told(seen.view), int(wide * 12))
    figure.text(edge, 1 - 0.5 / high, asked, fontsize=10, color=_INK, va="top")
    source = wording.coverage_source(seen.documents, seen.oldest, seen.newest, day)
    figure.text(edge, 0.2 / high, "\n".join(source), fontsize=8, color=_INK)
    written = io.BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _draw(axes: Any, numbers: list[list[int]], top: float) -> None:
    """Rows of squares, each with its number: nothing is said in a word, not by its shade."""
    from matplotlib.colors import BoundaryNorm, ListedColormap

    axes.pcolormesh(
        range(len(numbers[0]) + 1),
        [top + row for row in range(len(numbers) + 1)],
        [[level(number) for number in row] for row in numbers],
        cmap=ListedColormap(_SHADES),
        norm=BoundaryNorm(range(len(LEVELS) + 1), len(LEVELS)),
        edgecolors=_EDGE,
    )
    for y, row in enumerate(numbers):
        for x, number in enumerate(row):
            shade = _PALE if level(number) >= _DARK else _INK if number else _WARM
            said = str(number) if number else wording.NOTHING
            place = (x + 0.5, top + y + 0.5)
            axes.text(*place, said, color=shade, fontsize=9, ha="center", va="center_baseline")


def _known(query: QueryParams, name: str, values: tuple[str, ...]) -> str | None:
    value = query.get(name)
    return value if value in values else None


routes = [
    Route("/couverture", page),
    Route("/couverture.csv", as_csv),
    Route("/couverture.png", as_png),
]
