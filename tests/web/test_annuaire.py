"""The directory on a page: filters in the address, counts, pages, and lists to take."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from knowledge.directory import Directory
from knowledge.search import CHOICES, Filters, Order
from tests.test_french import MAXIMUM, TU, VOUS, sentences, words
from tests.web.conftest import World
from web import directory_words
from web.annuaire import A_PAGE
from web.exports import COLUMNS
from web.queries import NAMES, address, kept, read

BROWSER = {"Accept": "text/html"}
DOCUMENT = "Recension"
SHOWN = re.compile(r'<strong class="line-name"><a href="/service/([0-9a-f-]{36})')


def test_an_address_is_read_and_written_the_same():
    filters = Filters(
        *("l'étape", ("16", "06"), 12, 17, "jeune", "fugue", "feminin"),
        **{"setting": "ecole", "access": "direct", "freshness": "recente", "document": DOCUMENT},
        order="nom",
    )
    again = read(QueryParams(address(filters)), {DOCUMENT})
    assert again.regions == ("06", "16")
    assert read(QueryParams(address(again)), {DOCUMENT}) == again
    assert read(QueryParams(address(filters))).document is None


@given(st.dictionaries(st.sampled_from([*NAMES, "autre"]), st.text(max_size=30)))
def test_whatever_is_in_the_address_is_read(query: dict[str, str]):
    filters = read(QueryParams(query), {DOCUMENT})
    assert read(QueryParams(address(filters)), {DOCUMENT}) == filters


@given(st.lists(st.uuids().map(str)), st.text(max_size=30))
def test_what_an_address_keeps_is_shaped_like_ids(ids: list[str], strange: str):
    query = QueryParams(address(Filters(), [*ids, strange]))
    assert set(kept(query)) == set(ids) and len(set(kept(query))) == len(kept(query))


@pytest.mark.parametrize("field", [*CHOICES, "order"])
def test_every_choice_has_its_words(field: str):
    assert directory_words.title(field)
    for value in CHOICES.get(field, Order.values()):
        assert directory_words.named(field, value) != value or field == "order" or value.isalpha()


def test_the_words_of_these_pages_are_short_and_speak_to_nobody():
    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        return [str(value)]

    read_ = texts(directory_words.sentences())
    assert len(read_) > 40
    for text in read_:
        assert not TU.search(text) and not VOUS.search(text), text
        assert all(words(sentence) <= MAXIMUM for sentence in sentences(text)), text


async def test_a_search_shows_its_records_and_their_number(world: World, listed: Directory):
    page = await world.http.get("/annuaire?q=exploitation&region=16", headers=BROWSER)
    assert page.status_code == 200
    count = counted(page.text)
    assert 0 < page.text.count('class="line service"') == min(count, A_PAGE)
    assert re.search(r'name="region" value="16" checked', page.text)
    assert "Source :" in page.text


async def test_several_regions_are_searched_at_once(world: World, listed: Directory):
    counts = {}
    for query in ("region=06", "region=13", "region=06&region=13", "region=06&region=13&region=99"):
        counts[query] = counted((await world.http.get(f"/annuaire?{query}")).text)
    one, other, both, strange = counts.values()
    assert max(one, other) < both < one + other
    assert strange == both


async def test_a_count_is_what_choosing_it_leaves(world: World, listed: Directory):
    page = (await world.http.get("/annuaire?situation=prevention", headers=BROWSER)).text
    for name in ("lieu", "fraicheur", "source", "stade"):
        select = re.search(rf'<select id="{name}".*?</select>', page, re.DOTALL)
        assert select, name
        options = re.findall(r'value="([^"]+)"[^>]*>[^<]*\((\d+)\)', select[0])
        assert options, name
        for value, count in options:
            chosen = {"situation": "prevention", name: html.unescape(value)}
            left = await world.http.get("/annuaire", params=chosen)
            assert counted(left.text) == int(count)


async def test_each_filter_is_taken_away_alone(world: World, listed: Directory):
    query = "q=jeunes&region=06&region=13&situation=fugue&acces=direct&age_max=17&tri=nom"
    page = (await world.http.get(f"/annuaire?{query}", headers=BROWSER)).text
    block = re.search(r'<ul class="chosen".*?</ul>', page, re.DOTALL)
    assert block
    links = [html.unescape(one) for one in re.findall(r'href="/annuaire\?([^"]*)"', block[0])]
    whole = set(QueryParams(query).multi_items())
    assert sorted(len(whole - set(QueryParams(one).multi_items())) for one in links) == [1] * 6


async def test_pages_hold_every_record_once(world: World, listed: Directory):
    seen: list[str] = []
    query: str | None = "page=1&tri=region"
    while query:
        page = await world.http.get(f"/annuaire?{query}", headers=BROWSER)
        seen += SHOWN.findall(page.text)
        following = re.search(r'href="/annuaire\?([^"#]*)#resultats">Page suivante', page.text)
        query = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == sum(one.publishable for one in listed.services)


@pytest.mark.parametrize(
    "query",
    [
        *("page=999", "page=0", "page=x", "region=99", "age_min=abc", "lieu=lune", "tri=hasard"),
        *("fraicheur=x", "source=inconnue", "acces=x", "garde=x,y", "garde=" + "a" * 5_000),
    ],
)
async def test_a_strange_address_still_shows_records(world: World, listed: Directory, query: str):
    page = await world.http.get(f"/annuaire?{query}", headers=BROWSER)
    every = await world.http.get("/annuaire", headers=BROWSER)
    assert page.status_code == 200 and 'class="line service"' in page.text
    assert counted(page.text) == counted(every.text)


async def test_nothing_found_leads_to_someone(world: World, listed: Directory):
    page = await world.http.get("/annuaire?q=zzqqzz", headers=BROWSER)
    assert "Aucune fiche" in page.text and 'href="/aide"' in page.text


async def test_a_suspended_one_is_said_to_be(world: World, listed: Directory):
    page = await world.http.get("/annuaire?stade=en_suspens", headers=BROWSER)
    shown = page.text.count('class="line service"')
    assert 0 < shown == page.text.count("Suspendu au moment")


async def test_the_lists_hold_what_the_page_counts(world: World, listed: Directory):
    query = "situation=fugue&region=06&acces=direct&tri=nom"
    page = await world.http.get(f"/annuaire?{query}", headers=BROWSER)
    items = (await world.http.get(f"/annuaire.json?{query}")).json()
    table = (await world.http.get(f"/annuaire.csv?{query}")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    assert len(rows) == counted(page.text)
    assert tuple(rows[0]) == COLUMNS
    assert not any(cell[:1] in tuple("=+-@") for row in rows for cell in row.values() if cell)


def counted(page: str) -> int:
    return int(re.findall(r'id="resultats">(\d+) fiche', page)[0])
