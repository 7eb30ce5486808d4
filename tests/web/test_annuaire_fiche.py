"""The page of a record: how to get in, every fact, partners, neighbours, and where it is from."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from knowledge.directory import Directory
from knowledge.partners import partners
from knowledge.services import Service, Trace
from tests.conftest import NOW, make_service
from tests.web.conftest import World
from web.records import access, brief, context

BROWSER = {"Accept": "text/html"}
TODAY = NOW.date()
KEPT = ("00000000-0000-4000-8000-000000000000",)


async def shown(world: World, service: Service) -> str:
    page = await world.http.get(f"/service/{service.id}", headers=BROWSER)
    assert page.status_code == 200
    return html.unescape(page.text)


def published(listed: Directory) -> list[Service]:
    return [one for one in listed.entries if one.publishable]


@pytest.mark.parametrize("stage", ["en_developpement", "en_suspens"])
async def test_a_stage_that_warns_is_said_before_all_else(
    world: World, listed: Directory, stage: str
):
    one = next(one for one in published(listed) if one.stage == stage)
    text = await shown(world, one)
    assert 0 < text.index("Attention.") < text.index(one.summary) < text.index("<table")


async def test_one_that_runs_warns_of_nothing(world: World, listed: Directory):
    one = next(one for one in published(listed) if one.stage == "en_application")
    assert "Attention" not in await shown(world, one)


def test_who_may_ask_is_said_in_one_sentence():
    said = {
        access(make_service(access=who, direct_access=direct))
        for who, direct in [
            *(("public", True), ("public", False)),
            *(("professionnel", True), ("institution", False)),
        ]
    }
    assert len(said) == 4


def test_at_a_glance():
    one = make_service(minimum_age=12, maximum_age=17, sexes=("feminin",))
    assert brief(one) == [
        *("en Montérégie", "pour les 12 à 17 ans", "pour les filles et les femmes"),
        "reçoit les gens directement",
    ]
    assert brief(make_service(direct_access=False)) == ["en Montérégie"]


async def test_partners_lead_to_records_and_searches_that_exist(world: World, listed: Directory):
    one = next(
        one
        for one in published(listed)
        if {bool(found.record) for found in partners(one, listed)} == {True, False}
        and any(found.found for found in partners(one, listed))
    )
    text = await shown(world, one)
    block = re.search(r'<ul class="partners">(.*?)</ul>', text, re.DOTALL)
    assert block
    links = re.findall(r'href="([^"]+)"', block[1])
    assert {link.startswith("/service/") for link in links} == {True, False}
    for link in links:
        assert (await world.http.get(link, headers=BROWSER)).status_code == 200


async def test_no_person_of_a_fiche_is_named(world: World, listed: Directory):
    for one in published(listed):
        printed = one.printed("partners") or ""
        people = re.findall(
            r"(?:\(|Co-auteurs – |et )(\w+ \w+) \(?(?:spécialiste|documentar)", printed
        )
        if people:
            text = await shown(world, one)
            assert not any(name in text for name in people)
            return
    raise AssertionError("no fiche names a person any more")


def test_names_lead_on_with_what_is_kept(listed: Directory):
    one = next(one for one in published(listed) if partners(one, listed))
    for _, leads in context(one, listed, TODAY, KEPT)["partners"]:
        assert leads is None or f"garde={KEPT[0]}" in leads


def test_a_number_borrowed_from_a_contact_says_so(listed: Directory):
    one = next(
        one
        for one in published(listed)
        if one.phones and any(trace.field == "phone" for trace in one.traces)
    )
    sources = {name: source for name, _, source in context(one, listed, TODAY, ())["facts"]}
    assert sources["Joindre"] != sources["Organisme"]


def test_history_is_told_with_its_days_and_sources():
    traces = (
        Trace("*", "https://un.example/page", "2026-11-02", "import"),
        Trace("phone", "Un document, fiche 3", "2021", "withdraw"),
    )
    one = replace(make_service(), traces=traces)
    told = context(one, Directory("", (one,)), TODAY, ())["traces"]
    assert [step["day"] for step in told] == ["2 novembre 2026", "2021"]
    assert [f"{step['done']} {step['what']}" for step in told] == [
        *("lecture de la fiche", "retrait du numéro")
    ]


def test_every_record_has_a_history(listed: Directory):
    silent = [one for one in published(listed) if one.census and not one.traces]
    assert silent == []
    for one in published(listed):
        days = [trace.date for trace in one.traces]
        assert days == sorted(days, reverse=True)


async def test_a_fiche_shows_what_was_printed_but_its_partners(world: World, listed: Directory):
    one = next(one for one in published(listed) if one.printed("frequency") and one.census)
    told = dict(context(one, listed, TODAY, ())["printed"])
    assert told["Titre"] == one.printed("title") and one.printed("year") in told.values()
    assert one.printed("partners") not in told.values()


async def test_neighbours_are_few_and_linked(world: World, listed: Directory):
    one = next(one for one in listed.services if one.publishable and one.situations == ("fugue",))
    text = await shown(world, one)
    block = re.search(r'<ul class="near">(.*?)</ul>', text, re.DOTALL)
    assert block
    links = re.findall(r'href="/service/([^"]+)"', block[1])
    assert 0 < len(links) <= 5 and one.id not in links
