from __future__ import annotations

import re

import httpx
import pytest

from knowledge.directory import Directory
from knowledge.vocabulary import REGIONS
from tests.web.conftest import Build, World

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize("path", ["/", "/aide"])
async def test_pages_show_the_lines_without_javascript(world: World, path: str):
    response = await world.http.get(path, headers=BROWSER)
    assert response.status_code == 200
    assert '<html lang="fr-CA">' in response.text
    assert "Ligne d&#39;essai" in response.text
    assert 'href="tel:+18005550199"' in response.text
    assert "1 800 555-0199" in response.text
    assert 'href="sms:600600"' in response.text
    assert "Ouvert maintenant" in response.text
    assert "1er novembre 2026" in response.text


async def test_the_chat_and_the_way_out_are_on_the_first_page(build: Build):
    world = build(exit_url="https://meteo.example/?a=1&b=2")
    text = (await world.http.get("/")).text
    assert "<repere-chat" in text
    assert "<noscript>" in text
    assert 'href="https://meteo.example/?a=1&amp;b=2"' in text


EVERY = [
    *("/", "/aide", "/orientation", "/annuaire", "/couverture", "/mesures"),
    *("/mesures/exploitation-2021-2026/28", "/mesures/organismes"),
    *("/confidentialite", "/a-propos", "/inconnue"),
]


@pytest.mark.parametrize("path", EVERY)
async def test_nothing_is_inline_and_nothing_comes_from_elsewhere(
    world: World, path: str, listed: Directory
):
    text = (await world.http.get(path, headers=BROWSER)).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    assert scripts
    assert all('src="/static/' in attributes and not body for attributes, body in scripts)
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', text)
    assert all(address.startswith("/static/") for address in loaded)
    for address in loaded:
        assert (await world.http.get(address)).status_code == 200


async def test_a_lost_browser_gets_a_page_with_lines(world: World):
    response = await world.http.get("/inconnue", headers=BROWSER)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Cette page n&#39;existe pas." in response.text
    assert "1 800 555-0199" in response.text


async def test_health(world: World):
    response = await world.http.get("/sante")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "assistant": True})

    async def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    world.app.state.gateway._client._transport = httpx.MockTransport(down)
    response = await world.http.get("/sante")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "assistant": False})


async def test_the_widget_writes_text_and_never_markup_or_storage(world: World):
    source = (await world.http.get("/static/widget.js")).text
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "cookie",
        ".style",
    ):
        assert forbidden not in source
    assert 'role: "log"' in source


async def test_every_need_and_every_region_has_its_lines(world: World, listed: Directory):
    text = (await world.http.get("/aide", headers=BROWSER)).text
    sections = re.findall(r'<section class="need">(.*?)</section>', text, re.DOTALL)
    assert len(sections) == 17 + len(REGIONS)
    assert all("tel:" in section for section in sections)


async def test_a_service_is_shown_with_its_facts(world: World, listed: Directory):
    shown = next(one for one in listed.services if one.publishable and one.phones)
    text = (await world.http.get(f"/service/{shown.id}", headers=BROWSER)).text
    assert "noindex" in text
    assert text.count("<td") >= 12
    assert f"tel:{shown.phones[0].number}" in text


async def test_a_record_to_confirm_is_not_shown(world: World, listed: Directory):
    withheld = [one for one in listed.entries if not one.publishable]
    assert withheld
    for one in withheld:
        answered = await world.http.get(f"/service/{one.id}", headers=BROWSER)
        assert answered.status_code == 404


async def test_what_the_robot_is_made_of_is_counted(world: World, listed: Directory):
    text = (await world.http.get("/a-propos", headers=BROWSER)).text
    assert f"{len(listed.services)} services" in text
    assert "Recension provinciale" in text
