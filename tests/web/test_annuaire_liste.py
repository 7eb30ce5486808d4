"""The records that someone keeps: in the address of their tab, on a sheet, and to take."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from starlette.datastructures import QueryParams

from knowledge.directory import Directory
from knowledge.search import Filters
from knowledge.services import Service
from knowledge.vocabulary import Situation
from tests.conftest import make_service
from tests.web.conftest import World
from web.queries import MOST_KEPT
from web.sheet import why

BROWSER = {"Accept": "text/html"}
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def some(listed: Directory, count: int) -> list[Service]:
    return [one for one in listed.services if one.publishable][:count]


def address(services: list[Service], *more: str) -> str:
    return "&".join([*(f"id={one.id}" for one in services), *more])


def test_why_says_what_was_searched_before_all_else():
    service = make_service(situations=("fugue", "detresse"), minimum_age=12, regions=("16",))
    asked = why(service, Filters(situation="fugue"))
    assert asked[0] == "aide pendant une fugue" and "aide quand ça ne va pas" not in asked
    assert {"à partir de 12 ans", "en Montérégie"} < set(asked)
    for situation in (None, Situation.JUSTICE.value):
        assert "aide quand ça ne va pas" in why(service, Filters(situation=situation))


async def test_a_sheet_holds_what_is_needed_to_refer(world: World, listed: Directory):
    services = some(listed, 3)
    page = await world.http.get(f"/annuaire/liste?{address(services)}", headers=BROWSER)
    text = html.unescape(page.text)
    assert page.status_code == 200 and "noindex" in text
    for one in services:
        assert one.name in text and one.reach in text
        assert f"/hsds/services/{one.id}" in text
    assert text.count("Pourquoi :") == text.count('class="notes"') == len(services)
    assert text.count("Source :") == len(services)
    assert "1 800 555-0199" in text


async def test_what_may_not_be_published_is_left_out_and_counted(world: World, listed: Directory):
    withheld = [one for one in listed.entries if not one.publishable][:2]
    shown = some(listed, 1)
    query = address([*shown, *withheld], f"id={UNKNOWN}", "id=x")
    text = (await world.http.get(f"/annuaire/liste?{query}", headers=BROWSER)).text
    assert "3 de ces fiches" in text
    assert all(html.escape(one.name, quote=False) not in text for one in withheld)
    items = (await world.http.get(f"/annuaire/liste.json?{query}")).json()
    assert [item["id"] for item in items] == [one.id for one in shown]


async def test_a_list_is_full_at_twenty(world: World, listed: Directory):
    services = some(listed, MOST_KEPT + 3)
    query = address(services)
    text = (await world.http.get(f"/annuaire/liste?{query}", headers=BROWSER)).text
    assert text.count('class="line service"') == MOST_KEPT
    assert "3 de trop" in text


async def test_the_files_hold_exactly_the_list(world: World, listed: Directory):
    services = some(listed, 4)[::-1]
    page = (await world.http.get(f"/annuaire/liste?{address(services)}", headers=BROWSER)).text
    links = [
        html.unescape(one) for one in re.findall(r'href="(/annuaire/liste\.\w+\?[^"]+)"', page)
    ]
    table, items = [await world.http.get(link) for link in links]
    rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    ids = [one.id for one in services]
    assert [row["id"] for row in rows] == [item["id"] for item in items.json()] == ids


async def test_each_record_is_taken_away_alone_and_the_search_goes_on(
    world: World, listed: Directory
):
    services = some(listed, 3)
    ids = [one.id for one in services]
    query = address(services, "situation=fugue", "region=06", "tri=nom")
    page = (await world.http.get(f"/annuaire/liste?{query}", headers=BROWSER)).text
    links = [html.unescape(one) for one in re.findall(r'href="/annuaire/liste\?([^"]*)"', page)]
    for gone, link in zip(ids, links, strict=True):
        left = QueryParams(link)
        assert left.getlist("id") == [one for one in ids if one != gone]
        assert left["situation"] == "fugue"
    back = re.search(r'href="/annuaire\?([^"]*)"', page)
    assert back
    held = QueryParams(html.unescape(back[1]))
    assert held["garde"].split(",") == ids
    assert (held["situation"], held["region"], held["tri"]) == ("fugue", "06", "nom")


@pytest.mark.parametrize("query", ["", "id=", "id=x&garde=,", f"id={UNKNOWN}"])
async def test_an_empty_list_says_how_to_fill_it(world: World, listed: Directory, query: str):
    page = await world.http.get(f"/annuaire/liste?{query}", headers=BROWSER)
    assert page.status_code == 200
    assert "La liste est vide" in page.text and "1 800 555-0199" in page.text


async def test_kept_records_stay_in_every_link_and_form(world: World, listed: Directory):
    first, second = some(listed, 2)
    kept = f"garde={first.id},{second.id}"
    page = (await world.http.get(f"/annuaire?{kept}&region=06&page=2", headers=BROWSER)).text
    for link in re.findall(r'href="(/annuaire\?[^"]*|/service/[^"]*)"', page):
        assert kept in link
    assert f'name="garde" value="{first.id},{second.id}"' in page
    form = re.search(r'<form id="garder".*?</form>', page, re.DOTALL)
    assert form and "2 fiches gardées" in form[0]
    for one in (first, second):
        assert f'name="id" value="{one.id}"' in form[0] or re.search(
            rf'value="{one.id}" form="garder" checked', page
        )
    assert 'name="region" value="06"' in form[0]


async def test_a_record_says_that_it_is_kept(world: World, listed: Directory):
    one = some(listed, 1)[0]
    page = (await world.http.get(f"/service/{one.id}?garde={one.id}", headers=BROWSER)).text
    assert f'value="{one.id}" form="garder" checked' in page
    assert f'action="/service/{one.id}/signaler?garde={one.id}"' in page
    reported = await world.http.post(f"/service/{one.id}/signaler?garde={one.id}", headers=BROWSER)
    assert f'value="{one.id}" form="garder" checked' in reported.text


async def test_the_script_keeps_nothing_but_the_address(world: World):
    source = (await world.http.get("/static/annuaire.js")).text
    for forbidden in (
        "innerHTML",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "cookie",
        "eval(",
    ):
        assert forbidden not in source
    assert "fetch" not in source and "replaceState" in source


@pytest.mark.parametrize("path", ["/annuaire", "/annuaire/liste", "/service/{}"])
async def test_nothing_is_inline(world: World, listed: Directory, path: str):
    one = some(listed, 1)[0]
    path = path.format(one.id)
    text = (await world.http.get(f"{path}?id={one.id}", headers=BROWSER)).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    for script in re.findall(r"<script([^>]*)>", text):
        assert 'src="/static/' in script
