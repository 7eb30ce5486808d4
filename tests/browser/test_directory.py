"""The directory in a real browser: filters, a list to keep, a sheet to print; no chat behind it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.driving import barriers, small_targets
from tests.stack import ROOT, free_port

START_SECONDS = 60
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SEARCH = "/annuaire?situation=exploitation_sexuelle"
LOOKS: dict[str, Any] = {
    "clair": {"color_scheme": "light"},
    "sombre": {"color_scheme": "dark"},
    "contraste": {"forced_colors": "active"},
}


@pytest.fixture(scope="module")
def site(repere_home: Path) -> Iterator[str]:
    """The web process alone: the directory needs no model."""
    port = free_port()
    environment = {**os.environ, "REPERE_PORT": str(port), "REPERE_RATE_LIMIT": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "web"],
        cwd=ROOT,
        env={**environment, "REPERE_HOME": str(repere_home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/annuaire", trust_env=False, timeout=20)
            break
        except httpx.HTTPError:
            time.sleep(0.3)
    yield url
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=site, viewport=WIDE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    return opened


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that runs no script."""
    opened = browser.new_context(base_url=site, viewport=WIDE, java_script_enabled=False)
    yield opened.new_page()
    opened.close()


def some(site: str, count: int, query: str = "situation=exploitation_sexuelle") -> list[str]:
    items = httpx.get(f"{site}/annuaire.json?{query}", trust_env=False, timeout=20).json()
    return [item["id"] for item in items[:count]]


def keep(page: Page, position: int) -> str:
    """Keep the record at a position; its name."""
    card = page.locator(".service").nth(position)
    card.get_by_role("checkbox").check()
    return card.locator(".line-name").inner_text()


def kept(page: Page) -> list[str]:
    found = re.search(r"garde=([^&#]*)", page.url)
    return found[1].split(",") if found else []


# --- keeping ------------------------------------------------------------------


def test_what_is_kept_is_in_the_address_and_nowhere_else(page: Page) -> None:
    faults: list[str] = []
    page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    page.goto(SEARCH)
    names = [keep(page, 0), keep(page, 2)]
    assert len(kept(page)) == 2
    expect(page.get_by_role("status")).to_contain_text("2 fiches gardées")
    page.reload()
    expect(page.get_by_role("checkbox", name=f"Garder : {names[1]}")).to_be_checked()
    page.get_by_role("link", name="Page suivante").click()
    names.append(keep(page, 1))
    page.get_by_role("button", name="Voir ma liste").click()
    assert page.locator(".sheet h2").all_inner_texts() == names
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        *(0, 0, "")
    ]
    assert [one for one in faults if "Content Security" in one] == []


def test_a_search_and_a_record_keep_the_list(page: Page) -> None:
    page.goto(SEARCH)
    first = keep(page, 0)
    page.get_by_label("Des mots").fill("jeunes")
    page.get_by_role("button", name="Chercher").click()
    assert len(kept(page)) == 1
    page.locator(".service .line-name a").nth(1).click()
    page.get_by_role("checkbox", name="Garder").check()
    assert len(kept(page)) == 2
    second = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Voir ma liste").click()
    assert set(page.locator(".sheet h2").all_inner_texts()) == {first, second}
    page.get_by_role("link", name=f"Retirer {first}").click()
    assert page.locator(".sheet h2").all_inner_texts() == [second]
    page.get_by_role("link", name="Continuer la recherche").click()
    assert len(kept(page)) == 1


def test_back_shows_the_boxes_as_the_address_says(page: Page) -> None:
    page.goto(SEARCH)
    keep(page, 0)
    page.get_by_role("button", name="Voir ma liste").click()
    page.go_back()
    expect(page.locator(".service").first.get_by_role("checkbox")).to_be_checked()
    page.locator(".service").first.get_by_role("checkbox").uncheck()
    assert kept(page) == []
    page.get_by_role("button", name="Voir ma liste").click()
    expect(page.get_by_text("La liste est vide")).to_be_visible()


def test_a_full_list_takes_no_more_until_one_is_left(page: Page, site: str) -> None:
    ids = some(site, 22, "")
    page.goto(f"/annuaire?garde={','.join(ids[:20])}")
    expect(page.get_by_role("status")).to_contain_text("pleine")
    page.get_by_role("link", name="Page suivante").click()
    box = page.locator(".service").first.get_by_role("checkbox")
    expect(box).to_be_disabled()
    page.go_back()
    page.locator(".service").first.get_by_role("checkbox").uncheck()
    page.get_by_role("link", name="Page suivante").click()
    expect(box).to_be_enabled()
    box.check()
    assert kept(page)[-1] == ids[20]


def test_without_javascript_the_boxes_lead_to_the_same_list(plain: Page) -> None:
    plain.goto(SEARCH)
    names = [keep(plain, 0), keep(plain, 1)]
    plain.get_by_role("button", name="Voir ma liste").click()
    assert plain.locator(".sheet h2").all_inner_texts() == names
    expect(plain.get_by_role("button", name="Imprimer")).to_be_hidden()
    plain.get_by_role("link", name="Continuer la recherche").click()
    plain.get_by_role("link", name="Page suivante").click()
    names.append(keep(plain, 3))
    plain.get_by_role("button", name="Voir ma liste").click()
    assert set(plain.locator(".sheet h2").all_inner_texts()) == set(names)


# --- filters ------------------------------------------------------------------


def test_several_regions_are_chosen_without_javascript(plain: Page) -> None:
    plain.goto("/annuaire")
    plain.get_by_text("Régions", exact=True).click()
    plain.get_by_label(re.compile(r"\bLaval \(")).check()
    plain.get_by_label(re.compile(r"\bMontréal \(")).check()
    plain.get_by_label("Trier par").select_option("region")
    plain.get_by_role("button", name="Chercher").click()
    assert "region=06&region=13" in plain.url and plain.url.endswith("#resultats")
    expect(plain.get_by_text("Régions : Montréal, Laval")).to_be_visible()
    plain.get_by_role("link", name="Retirer le filtre : Laval").click()
    assert "region=13" not in plain.url
    assert "tri=region" in plain.url


def test_keyboard_alone_from_words_to_a_sheet(page: Page) -> None:
    page.goto("/annuaire")
    tab_to(page, "input#q")
    page.keyboard.type("fugue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Filtres choisis")).to_be_visible()
    tab_to(page, ".keep input")
    page.keyboard.press("Space")
    tab_to(page, ".keeping button")
    focused = page.locator(".keeping button").bounding_box()
    assert focused and focused["y"] + focused["height"] <= WIDE["height"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ma liste")).to_be_visible()
    assert page.locator(".sheet h2").count() == 1


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} : pas atteint au clavier")


# --- paper --------------------------------------------------------------------


def test_a_short_list_is_one_sheet_of_paper(page: Page, site: str) -> None:
    ids = some(site, 3)
    page.goto("/annuaire/liste?" + "&".join(f"id={one}" for one in ids))
    page.emulate_media(media="print")
    for hidden in ("Imprimer", "Retirer", "Continuer", "Quitter vite", "CSV"):
        expect(page.get_by_text(hidden).first).to_be_hidden()
    assert page.locator(".notes:visible").count() == len(ids)
    expect(page.get_by_text("Préparée le")).to_be_visible()
    expect(page.get_by_role("heading", name="Parler à une personne")).to_be_visible()
    shown = page.locator('.way[href^="http"]').first.evaluate(
        "(one) => getComputedStyle(one, '::after').content"
    )
    assert "http" in shown
    for size in ("Letter", "A4"):
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size))) == 1


def test_the_button_prints(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"/annuaire/liste?id={some(site, 1)[0]}")
    page.get_by_role("button", name="Imprimer").click()
    assert page.evaluate("window.printed")


# --- barriers -----------------------------------------------------------------


def searched(page: Page, site: str) -> None:
    page.goto("/annuaire?q=jeunes&region=06&region=13&acces=direct&fraicheur=ancienne")
    expect(page.get_by_label("Milieu")).to_be_visible()


def keeping(page: Page, site: str) -> None:
    page.goto(SEARCH)
    keep(page, 0)


def full(page: Page, site: str) -> None:
    page.goto(f"/annuaire?page=2&garde={','.join(some(site, 20, ''))}")
    expect(page.get_by_role("status")).to_contain_text("pleine")


def nothing(page: Page, site: str) -> None:
    page.goto("/annuaire?q=zzqqzz")


def suspended(page: Page, site: str) -> None:
    page.goto(f"/service/{some(site, 1, 'stade=en_suspens')[0]}")
    expect(page.get_by_text("Attention.")).to_be_visible()


def detailed(page: Page, site: str) -> None:
    page.goto(f"/service/{some(site, 1, 'source=Recension+provinciale+2022+(CRUJeF)')[0]}")
    for summary in page.locator("summary").all():
        summary.click()


def sheet(page: Page, site: str) -> None:
    page.goto("/annuaire/liste?" + "&".join(f"id={one}" for one in some(site, 4)))


def empty(page: Page, site: str) -> None:
    page.goto("/annuaire/liste?id=x")


STATES = (searched, keeping, full, nothing, suspended, detailed, sheet, empty)


@pytest.mark.parametrize("width", [NARROW, WIDE], ids=["320", "1280"])
@pytest.mark.parametrize("state", STATES, ids=[one.__name__ for one in STATES])
def test_no_barrier_in_any_state(page: Page, site: str, state: Any, width: Any) -> None:
    page.set_viewport_size(width)
    state(page, site)
    free(page)


@pytest.mark.parametrize("look", LOOKS)
def test_no_barrier_in_any_look(browser: Browser, site: str, look: str) -> None:
    context = browser.new_context(base_url=site, viewport=NARROW, **LOOKS[look])
    page = context.new_page()
    for state in (keeping, full, suspended, sheet):
        state(page, site)
        free(page)
    context.close()


def free(page: Page) -> None:
    assert barriers(page) == []
    assert small_targets(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
