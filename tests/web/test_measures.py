"""The measures of the plans on pages: searched, filtered, read one by one, and what funded whom."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.datastructures import QueryParams

from knowledge import funded, wording
from knowledge.directory import Directory
from knowledge.measures import Measure, Plan, offered, plans, search
from knowledge.vocabulary import Situation
from web import pages
from web.measures import (
    A_FEW,
    A_PAGE,
    Asked,
    address,
    card,
    dollars,
    matching,
    path,
    read,
    routes,
    sift,
)
from web.settings import Settings

EXPLOITATION, INTIMIDATION = "exploitation-2021-2026", "intimidation-2020-2025"
EVERY = [(plan, measure) for plan in plans() for measure in plan.measures]
LINK = re.compile(r'<strong class="line-name"><a href="(/mesures/[^"]+)"')

every_measure = pytest.mark.parametrize(
    ("plan", "measure"), EVERY, ids=lambda value: getattr(value, "number", "")
)


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=routes)
    app.state.settings = Settings()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://repere.example") as client:
        yield client


async def shown(http: httpx.AsyncClient, address: str) -> str:
    page = await http.get(address)
    assert page.status_code == 200
    return html.unescape(page.text)


def counted(text: str) -> int:
    found = re.search(r'id="resultats">(\d+) (?:mesures?|organismes?)</h2>', text)
    assert found
    return int(found[1])


# --- what an address asks -------------------------------------------------------


@given(
    st.dictionaries(
        st.sampled_from(["q", "plan", "situation", "autre"]),
        st.text(max_size=30) | st.sampled_from([EXPLOITATION, "justice"]),
    )
)
def test_whatever_is_in_the_address_is_read(query: dict[str, str]):
    asked = read(QueryParams(query))
    assert read(QueryParams(address(asked))) == asked
    assert asked.plan in ("", EXPLOITATION, INTIMIDATION)
    assert asked.situation in ("", *Situation.values())


def test_the_first_page_is_not_in_the_address():
    asked = Asked("cavac", EXPLOITATION)
    assert address(asked) == f"q=cavac&plan={EXPLOITATION}"
    assert address(asked, 2) == f"q=cavac&plan={EXPLOITATION}&page=2"
    assert address(Asked()) == ""


def test_a_filter_counts_what_each_of_its_values_would_leave():
    chosen = {"plan": INTIMIDATION, "situation": "justice"}
    kept, counts = sift(EVERY, chosen)
    assert kept and len(kept) == counts["situation"]["justice"] == counts["plan"][INTIMIDATION]
    for plan, measure in kept:
        assert plan.id == INTIMIDATION and "justice" in measure.situations
    both = [one for one in EVERY if "justice" in one[1].situations]
    assert sum(counts["plan"].values()) == len(both) > len(kept)


def test_sums_do_not_break():
    assert dollars(2_903_063) == "2\N{NO-BREAK SPACE}903\N{NO-BREAK SPACE}063\N{NO-BREAK SPACE}$"


# --- both plans -----------------------------------------------------------------


async def test_every_measure_is_on_one_page_and_one_only(http: httpx.AsyncClient):
    found: list[str] = []
    text = await shown(http, "/mesures")
    last = int((re.search(r"Page 1 sur (\d+)", text) or [0, 1])[1])
    for number in range(1, last + 1):
        links = LINK.findall(await shown(http, f"/mesures?page={number}"))
        assert 0 < len(links) <= A_PAGE
        found += links
    assert counted(text) == len(EVERY)
    assert found == [path(plan, measure.number) for plan, measure in EVERY]


async def test_a_page_that_is_not_there_is_the_last(http: httpx.AsyncClient):
    assert LINK.findall(await shown(http, "/mesures?page=999"))
    assert LINK.findall(await shown(http, "/mesures?page=-1"))


async def test_words_and_filters_are_kept_in_the_form(http: httpx.AsyncClient):
    text = await shown(http, f"/mesures?q=cavac&plan={EXPLOITATION}&situation=justice")
    assert 'value="cavac"' in text
    assert re.search(rf'value="{EXPLOITATION}" selected', text)
    assert re.search(r'value="justice" selected', text)
    assert 0 < counted(text) == len(LINK.findall(text)) < len(search("cavac"))


async def test_nothing_found_says_so_and_leads_on(http: httpx.AsyncClient):
    text = await shown(http, "/mesures?q=hippopotame")
    assert counted(text) == 0 and "Aucune mesure" in text
    assert 'href="/annuaire"' in text and "Page 1" not in text


async def test_what_is_typed_is_not_markup(http: httpx.AsyncClient):
    for place in ("/mesures", "/mesures/organismes"):
        page = await http.get(place, params={"q": "<script>alert(1)</script>"})
        assert "<script>alert" not in page.text


def test_a_card_says_who_leads_and_how_many_records_can_be_used(listed: Directory):
    for plan, measure in EVERY:
        told = card((plan, measure), listed)
        shown_ = [one for one in offered(measure, listed) if one.publishable]
        assert told["offers"] == len(shown_)
        assert told["lead"] == [plan.spelled(name) for name in measure.lead]
        assert (told["budget"] is None) == (not measure.budget)
        assert told["label"] in (f"Action {measure.number}", f"Mesure {measure.number}")


async def test_a_card_says_what_came_of_it_or_what_was_planned(http: httpx.AsyncClient):
    done = await shown(http, f"/mesures?q=clavardage&plan={EXPLOITATION}")
    assert "Prévu, sans bilan connu" in done and "Ce qui a été fait" not in done
    planned = await shown(http, f"/mesures?q=SEXTO&plan={INTIMIDATION}")
    assert "Ce qui a été fait : Mesure réalisée" in planned and "Prévu, sans" not in planned


# --- one measure ----------------------------------------------------------------


@pytest.mark.parametrize("place", ["ailleurs/1", f"{EXPLOITATION}/99", f"{EXPLOITATION}/01"])
async def test_a_measure_that_no_plan_has_is_not_found(http: httpx.AsyncClient, place: str):
    assert (await http.get(f"/mesures/{place}")).status_code == 404


@every_measure
async def test_a_page_says_every_fact(http: httpx.AsyncClient, plan: Plan, measure: Measure):
    text = await shown(http, path(plan, measure.number))
    folded = text.casefold()
    names = [plan.spelled(name) for name in (*measure.lead, *measure.partners)]
    for said in (measure.axis, *names, *measure.texts, *plan.short_names(measure.texts).values()):
        assert said.casefold() in folded, said
    for figure in measure.figures:
        assert f"({figure.source.locator})" in text
    assert f"{measure.source.document}, {measure.source.locator}" in text
    assert (dollars(measure.budget) in text) if measure.budget else True
    assert ("autofinancé" in text) == measure.self_funded
    assert ("aucune somme" in text) == (not measure.budget and not measure.self_funded)
    assert ("de l'adapter aux réalités autochtones" in text) == measure.adaptation
    assert ("la rendre accessible" in text) == measure.accessibility
    assert ("ne dit pas ce qui a été fait" in text) == (not measure.results)
    for situation in measure.situations:
        link = f'<a href="/annuaire?situation={situation}">{wording.SITUATION_NAMES[situation]}</a>'
        assert link in text
    for number in measure.budget_shared_with:
        assert f'<a href="{path(plan, number)}">{number}</a>' in text


@every_measure
async def test_a_page_leads_to_what_can_be_used_and_to_nothing_unconfirmed(
    http: httpx.AsyncClient, listed: Directory, plan: Plan, measure: Measure
):
    text = await shown(http, path(plan, measure.number))
    offers = offered(measure, listed)
    usable = [one.id for one in offers if one.publishable]
    assert re.findall(r'href="/service/([^"]+)"', text) == usable
    withheld = len(offers) - len(usable)
    assert bool(withheld) == ("à confirmer" in text)
    assert not withheld or f"{withheld} fiche" in text


async def test_recommendations_are_those_of_the_commission(http: httpx.AsyncClient):
    several = await shown(http, f"/mesures/{EXPLOITATION}/23")
    assert "Recommandations 28, 29, 30, 34 et 35 de la Commission" in several
    assert "Recommandation 4 de la" in await shown(http, f"/mesures/{EXPLOITATION}/1")
    assert "l'idée vient du gouvernement" in await shown(http, f"/mesures/{EXPLOITATION}/26")
    assert "Commission" not in await shown(http, f"/mesures/{INTIMIDATION}/1")


async def test_measures_follow_each_other_inside_their_plan(http: httpx.AsyncClient):
    for plan in plans():
        for before, after in zip(plan.measures, plan.measures[1:], strict=False):
            text = await shown(http, path(plan, before.number))
            assert f'<a href="{path(plan, after.number)}">Mesure suivante</a>' in text
        assert "Mesure suivante" not in await shown(http, path(plan, plan.measures[-1].number))
        assert "Mesure d'avant" not in await shown(http, path(plan, plan.measures[0].number))


# --- beside what the directory found ----------------------------------------------


def beside(text: str) -> str:
    environment: Environment = pages._environment
    template = '{% from "_mesures.html" import beside %}{{ beside(found) }}'
    return html.unescape(environment.from_string(template).render(found=matching(text)))


@pytest.mark.parametrize("text", ["", "  ", "de la", "hippopotame"])
def test_nothing_stands_beside_without_words_or_measures(text: str):
    assert matching(text) is None and not beside(text).strip()


def test_a_few_measures_stand_beside_and_lead_to_all(listed: Directory):
    told = beside("exploitation sexuelle")
    every = search("exploitation sexuelle", listed)
    first = [path(plan, measure.number) for plan, measure in every[:A_FEW]]
    assert len(every) > A_FEW and LINK.findall(told) == first
    link = f'<a href="/mesures?q=exploitation+sexuelle">{len(every)} mesures en tout</a>'
    assert link in told


# --- the organisations that were funded -------------------------------------------


async def test_every_funded_organisation_is_there_with_its_years(http: httpx.AsyncClient):
    text = await shown(http, "/mesures/organismes")
    every = funded.organizations()
    assert counted(text) == len(every)
    for one in every:
        assert one.name in text and ", ".join(map(str, one.editions)) in text
        assert not one.new_name or f"{one.new_name} depuis {one.renamed}" in text
    assert f'href="/mesures/{"/".join(funded.PROGRAMME)}"' in text


async def test_organisations_are_searched(http: httpx.AsyncClient):
    text = await shown(http, "/mesures/organismes?q=estrie")
    assert counted(text) == len(funded.search("estrie")) > 0
    assert 'value="estrie"' in text and "Prima Danse" not in text
    assert "Aucun organisme" in await shown(http, "/mesures/organismes?q=hippopotame")


async def test_an_organisation_leads_to_its_record_once_confirmed(
    http: httpx.AsyncClient, listed: Directory
):
    text = await shown(http, "/mesures/organismes")
    codes = {one.contact for one in funded.organizations()} - {None}
    records = [one for one in listed.entries if one.code in codes]
    assert {one.publishable for one in records} == {True, False}
    for one in records:
        assert (f'href="/service/{one.id}"' in text) == one.publishable


async def test_the_programme_leads_to_them(http: httpx.AsyncClient):
    text = await shown(http, "/mesures/" + "/".join(funded.PROGRAMME))
    assert 'href="/mesures/organismes"' in text
    assert 'href="/mesures/organismes"' not in await shown(http, f"/mesures/{INTIMIDATION}/1")


# --- what every page keeps to -----------------------------------------------------


@pytest.mark.parametrize(
    "place", ["/mesures", f"/mesures/{EXPLOITATION}/28", "/mesures/organismes"]
)
async def test_no_style_nor_script_is_inline(http: httpx.AsyncClient, place: str):
    text = await shown(http, place)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert '<meta name="robots" content="noindex">' in text
