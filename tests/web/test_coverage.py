"""The table of coverage as a page, a picture and a list, with what is counted in the address."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import struct
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.datastructures import QueryParams

from knowledge import datafiles, search
from knowledge.coverage import BANDS, Ages, Axis, View, coverage, holes
from knowledge.directory import Directory
from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation
from tests.conftest import NOW
from web import annuaire
from web import coverage as web_coverage
from web.coverage import COLUMNS, LEVELS, address, level, picture, read, routes
from web.settings import Settings

BROWSER = {"Accept": "text/html"}
NAMES = (
    *("colonnes", "ages", "age", "situation", "public", "sexe"),
    *("acces", "proches", "age_dit", "services"),
)
LOCAL = View(local=True)
STYLES = Path(web_coverage.__file__).parent / "static" / "page.css"

a_view = st.builds(
    View,
    axis=st.sampled_from(Axis.values()),
    situation=st.none() | st.sampled_from(Situation.values()),
    ages=st.none() | st.sampled_from(BANDS) | st.integers(0, 120).map(lambda age: Ages(age, age)),
    profil=st.none() | st.sampled_from(Profil.values()),
    sexe=st.none() | st.sampled_from(Sexe.values()),
    direct=st.booleans(),
    exact=st.booleans(),
    stated=st.booleans(),
    local=st.booleans(),
)


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=routes)
    app.state.settings = Settings()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://repere.example") as client:
        yield client


class _Table(HTMLParser):
    """The rows of the page's table: of each cell its tag, its scope, its text and its link."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[dict[str, str]]] = []
        self.caption = ""
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append({"tag": tag, "text": "", **held})
        elif tag == "a" and self._open in ("td", "th"):
            self.rows[-1][-1]["href"] = held["href"]
        if tag in ("td", "th", "caption"):
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "caption":
            self.caption += data
        elif self._open:
            self.rows[-1][-1]["text"] += data


async def _table(http: httpx.AsyncClient, query: str = "") -> _Table:
    page = await http.get(f"/couverture?{query}", headers=BROWSER)
    assert page.status_code == 200
    table = _Table()
    table.feed(page.text)
    return table


# --- the address ------------------------------------------------------------


@given(a_view)
def test_an_address_is_written_and_read_the_same(view: View):
    assert read(QueryParams(address(view))) == view


@given(st.dictionaries(st.sampled_from([*NAMES, "autre"]), st.text(max_size=30)))
def test_whatever_is_in_the_address_is_read(query: dict[str, str]):
    view = read(QueryParams(query))
    assert read(QueryParams(address(view))) == view


@pytest.mark.parametrize(
    "query",
    [
        "",
        "colonnes=x&situation=y&public=z&sexe=w&acces=v&proches=u&services=t&age_dit=s",
        "ages=1-2&age=abc",
        "age=121",
        "age=-1",
        "age=²",
        "age=" + "9" * 5_000,
    ],
    ids=lambda query: query[:20],
)
def test_what_is_no_word_of_the_vocabulary_is_left_out(query: str):
    assert read(QueryParams(query)) == LOCAL


def test_an_exact_age_goes_before_a_band():
    assert read(QueryParams("ages=6-11&age=15")).ages == Ages(15, 15)


# --- the page ---------------------------------------------------------------


@pytest.mark.parametrize("axis", Axis.values())
async def test_every_cell_has_its_number_under_its_headings(
    http: httpx.AsyncClient, listed: Directory, axis: str
):
    table = await _table(http, f"colonnes={axis}")
    seen = coverage(listed, View(axis=axis, local=True))
    head, *body, foot = table.rows
    assert table.caption
    assert len(head) == len(seen.columns) + 1
    assert all(cell["tag"] == "th" and cell["scope"] == "col" and cell["text"] for cell in head)
    names = datafiles.region_names()
    for code, row, cells in zip(REGIONS, seen.rows, body, strict=True):
        first, *rest = cells
        assert (first["tag"], first["scope"], first["text"]) == ("th", "row", names[code])
        assert [cell["text"] for cell in rest] == [
            str(cell.local) if cell.local else "0 rien" for cell in row
        ]
        assert [cell["class"] for cell in rest] == [f"chaleur-{level(cell.local)}" for cell in row]
    assert foot[0]["scope"] == "row"
    assert [cell["text"] for cell in foot[1:]] == [str(cell.province) for cell in seen.rows[0]]


async def test_with_the_whole_province_both_counts_are_told(
    http: httpx.AsyncClient, listed: Directory
):
    table = await _table(http, "services=tous")
    seen = coverage(listed, View())
    for row, (_, *cells) in zip(seen.rows, table.rows[1:-1], strict=True):
        assert [cell["text"] for cell in cells] == [
            f"{cell.local} + {cell.province}" if sum(cell) else "0 rien" for cell in row
        ]


async def test_a_cell_leads_to_what_it_counts(http: httpx.AsyncClient, listed: Directory):
    """Without near situations, the directory lists as many as the cell says."""
    query = "acces=direct&ages=12-13&public=jeune&sexe=masculin&proches=non&services=tous"
    table = await _table(http, query)
    seen = coverage(listed, read(QueryParams(query)))
    for row, (_, *cells) in zip(seen.rows, table.rows[1:-1], strict=True):
        for counts, cell in zip(row, cells, strict=True):
            path, asked = html.unescape(cell["href"]).split("?")
            assert path == "/annuaire"
            filters = annuaire.read(QueryParams(asked))
            assert (filters.minimum_age, filters.access) == (12, "direct")
            assert filters.stage == "en_application"
            public = (one for one in listed.services if one.publishable)
            assert len(search.search(public, filters).services) == sum(counts)


async def test_the_form_says_what_is_counted(http: httpx.AsyncClient, listed: Directory):
    query = "colonnes=age&ages=6-11&situation=fugue&public=parent&sexe=feminin"
    query += "&acces=direct&proches=non&age_dit=oui&services=tous"
    text = (await http.get(f"/couverture?{query}")).text
    assert sorted(re.findall(r'<option value="([^"]+)" selected', text)) == sorted(
        ["age", "6-11", "fugue", "parent", "feminin", "direct", "non", "oui", "tous"]
    )
    assert "accès direct seulement" in text and "6 à 11 ans" in text
    labels, controls = re.findall(r'<label for="(\w+)"', text), re.findall(r'id="(\w+)" name', text)
    assert labels == controls and set(labels) == set(NAMES)
    exact = (await http.get("/couverture?age=15")).text
    assert 'maxlength="3" value="15"' in exact


async def test_the_holes_are_told_in_sentences(http: httpx.AsyncClient, listed: Directory):
    text = html.unescape((await http.get("/couverture")).text)
    seen = coverage(listed, LOCAL)
    told = re.findall(r"<li>(.*?)</li>", text)
    assert set(holes(seen)) <= set(told)
    assert f"{seen.empty} cases sur {len(REGIONS) * len(Situation)} sont vides." in text
    assert f"{seen.counted} services sont en marche" in text and f"{seen.withheld} autres" in text


async def test_lines_are_said_not_to_be_counted(http: httpx.AsyncClient, listed: Directory):
    text = html.unescape((await http.get("/couverture")).text)
    assert "Les lignes d'aide, la DPJ et la police" in text


async def test_nothing_is_inline(http: httpx.AsyncClient, listed: Directory):
    text = (await http.get("/couverture")).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    assert "noindex" in text


def test_every_shade_has_its_style():
    styles = STYLES.read_text(encoding="utf-8")
    for index in range(len(LEVELS)):
        assert f".chaleur-{index} {{" in styles
    for shade in web_coverage._SHADES[1:]:
        assert shade in styles


@given(st.integers(0, 200))
def test_a_shade_starts_at_its_level(number: int):
    shade = level(number)
    assert LEVELS[shade] <= number
    assert shade == len(LEVELS) - 1 or number < LEVELS[shade + 1]


# --- the list ---------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["", "colonnes=age&acces=direct", "age=15&sexe=masculin&services=tous&proches=non"]
)
async def test_the_list_has_a_line_a_cell(http: httpx.AsyncClient, listed: Directory, query: str):
    answer = await http.get(f"/couverture.csv?{query}")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "couverture.csv" in answer.headers["content-disposition"]
    assert answer.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    seen = coverage(listed, read(QueryParams(query)))
    assert tuple(rows[0]) == COLUMNS
    assert [
        (row["region"], int(row["services_de_la_region"]), int(row["services_de_tout_le_quebec"]))
        for row in rows
    ] == [(code, *cell) for code, cells in zip(REGIONS, seen.rows, strict=True) for cell in cells]
    assert [row["situation"] or None for row in rows[: len(seen.columns)]] == [
        column.situation for column in seen.columns
    ]
    assert {row["acces"] for row in rows} == {"direct" if seen.view.direct else ""}
    assert {row["proches"] for row in rows} == {"non" if seen.view.exact else ""}
    assert all(dt.date.fromisoformat(row["date"]) for row in rows)


async def test_no_cell_of_the_list_is_a_formula(http: httpx.AsyncClient, listed: Directory):
    answer = await http.get("/couverture.csv?situation==1%2B1&public=@a&age=-1&colonnes=%2Bx")
    rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row if cell)


# --- the picture ------------------------------------------------------------


def _size(drawn: bytes) -> tuple[int, int]:
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", drawn[16:24])
    return width, height


async def test_the_picture_is_as_wide_as_its_table(http: httpx.AsyncClient, listed: Directory):
    answer = await http.get("/couverture.png")
    assert answer.headers["content-type"] == "image/png"
    ages = await http.get("/couverture.png?colonnes=age")
    assert _size(answer.content)[0] > _size(ages.content)[0] > 500


def test_a_picture_is_drawn_once_a_day(listed: Directory):
    view = View(axis="age", sexe="masculin")
    today = NOW.date()
    first = picture(view, today)
    assert picture(view, today) is first
    assert picture(view, today + dt.timedelta(days=1)) != first


async def test_a_strange_address_still_shows_everything(http: httpx.AsyncClient, listed: Directory):
    query = "colonnes=x&ages=9&age=abc&situation=y&public=<b>&acces=1"
    for path in ("/couverture", "/couverture.csv"):
        strange, plain = await http.get(f"{path}?{query}"), await http.get(path)
        assert strange.status_code == 200 and strange.text == plain.text
