"""The directory on a page: filters in the address, counts, pages, and lists to take."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from knowledge.directory import Directory
from knowledge.search import Filters
from tests.web.conftest import World
from web.annuaire import A_PAGE, COLUMNS, NAMES, address, read

BROWSER = {"Accept": "text/html"}


def test_an_address_is_read_and_written_the_same():
    filters = Filters("l'étape", ("16", "06"), 12, 17, "jeune", "fugue", "feminin")
    again = read(QueryParams(address(filters)))
    assert again == Filters("l'étape", ("06", "16"), 12, 17, "jeune", "fugue", "feminin")


@given(st.dictionaries(st.sampled_from([*NAMES, "autre"]), st.text(max_size=30)))
def test_whatever_is_in_the_address_is_read(query: dict[str, str]):
    filters = read(QueryParams(query))
    assert read(QueryParams(address(filters))) == filters


async def test_a_search_shows_its_records_and_their_number(world: World, listed: Directory):
    page = await world.http.get("/annuaire?q=exploitation&region=16", headers=BROWSER)
    assert page.status_code == 200
    count = int(re.findall(r'id="resultats">(\d+) fiche', page.text)[0])
    assert 0 < page.text.count('class="line service"') == min(count, A_PAGE)
    assert 'value="16" selected' in page.text
    assert "Source :" in page.text


async def test_pages_hold_every_record_once(world: World, listed: Directory):
    seen: list[str] = []
    query: str | None = "page=1"
    while query:
        page = await world.http.get(f"/annuaire?{query}", headers=BROWSER)
        seen += re.findall(r'<strong class="line-name"><a href="/service/([^"]+)"', page.text)
        following = re.search(r'href="/annuaire\?([^"]*)">Page suivante', page.text)
        query = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == sum(one.publishable for one in listed.services)


@pytest.mark.parametrize("query", ["page=999", "page=0", "page=x", "region=99", "age_min=abc"])
async def test_a_strange_address_still_shows_records(world: World, listed: Directory, query: str):
    page = await world.http.get(f"/annuaire?{query}", headers=BROWSER)
    assert page.status_code == 200 and 'class="line service"' in page.text


async def test_nothing_found_leads_to_someone(world: World, listed: Directory):
    page = await world.http.get("/annuaire?q=zzqqzz", headers=BROWSER)
    assert "Aucune fiche" in page.text and 'href="/aide"' in page.text


async def test_a_suspended_one_is_said_to_be(world: World, listed: Directory):
    page = await world.http.get("/annuaire?stade=en_suspens", headers=BROWSER)
    shown = page.text.count('class="line service"')
    assert 0 < shown == page.text.count("Suspendu au moment")


async def test_the_lists_hold_what_the_page_counts(world: World, listed: Directory):
    query = "situation=fugue&region=06"
    page = await world.http.get(f"/annuaire?{query}", headers=BROWSER)
    count = int(re.findall(r'id="resultats">(\d+) fiche', page.text)[0])
    items = (await world.http.get(f"/annuaire.json?{query}")).json()
    table = (await world.http.get(f"/annuaire.csv?{query}")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    assert len(rows) == count
    assert tuple(rows[0]) == COLUMNS
    assert not any(cell[:1] in tuple("=+-@") for row in rows for cell in row.values() if cell)
