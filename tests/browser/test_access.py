"""WCAG 2.2 AA in every state: axe, zoom, targets, dark and forced colours, reduced motion."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import SERVICE, STORY, barriers, small_targets, write
from tests.stack import Stack


def opening(page: Page) -> None:
    expect(page.get_by_role("button", name="Je ne sais pas")).to_be_visible()


def services(page: Page) -> None:
    write(page, STORY)
    expect(page.get_by_role("log")).to_contain_text(SERVICE)


def correcting(page: Page) -> None:
    services(page)
    page.get_by_role("button", name="Région : Montérégie. Changer").click()


def urgent(page: Page) -> None:
    write(page, "jveux mourir")
    expect(page.get_by_role("region", name="À joindre tout de suite")).to_be_visible()


def doubted(page: Page) -> None:
    write(page, "ma vie est finie")
    expect(page.get_by_role("button", name="Non")).to_be_visible()


def offline(page: Page) -> None:
    opening(page)
    page.context.set_offline(True)
    write(page, STORY)
    expect(page.get_by_text("n'est pas parti")).to_be_visible()


def reported(page: Page) -> None:
    services(page)
    page.get_by_role("button", name="Cette information est fausse").first.click()
    expect(page.get_by_text("La fiche sera vérifiée")).to_be_visible()


STATES = (opening, services, correcting, urgent, doubted, offline, reported)
every_state = pytest.mark.parametrize("state", STATES, ids=[state.__name__ for state in STATES])
LOOKS = {
    "clair": {"color_scheme": "light"},
    "sombre": {"color_scheme": "dark"},
    "contraste": {"forced_colors": "active"},
    "sans mouvement": {"reduced_motion": "reduce"},
}
PAGES = (
    "/",
    "/aide",
    "/orientation",
    "/annuaire?q=jeunes",
    "/couverture",
    "/mesures",
    "/mesures/exploitation-2021-2026/28",
    "/mesures/organismes",
    "/confidentialite",
    "/a-propos",
    "/inconnue",
)


@pytest.fixture(params=LOOKS)
def looked_at(request: pytest.FixtureRequest, browser: Browser, stack: Stack) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 740}, **LOOKS[request.param])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(stack.url)
    yield page
    context.close()


def _free(page: Page) -> None:
    assert barriers(page) == []
    assert small_targets(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@every_state
def test_no_barrier_in_any_state(phone: Page, state: Callable[[Page], None]) -> None:
    state(phone)
    _free(phone)


def test_no_barrier_in_any_look(looked_at: Page) -> None:
    services(looked_at)
    write(looked_at, "jveux mourir")
    expect(looked_at.get_by_role("region", name="À joindre tout de suite")).to_be_visible()
    _free(looked_at)


@pytest.mark.parametrize("zoom", [2, 4])
def test_zoomed_it_still_reads_in_one_column(browser: Browser, stack: Stack, zoom: int) -> None:
    """200 % and 400 % of 1280 pixels, as a browser does it."""
    page = browser.new_page(viewport={"width": 1280 // zoom, "height": 1024 // zoom})
    page.set_default_timeout(15_000)
    page.goto(stack.url)
    services(page)
    _free(page)
    page.get_by_role("textbox").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Envoyer")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_barrier_on_any_page(phone: Page, stack: Stack, path: str) -> None:
    phone.goto(f"{stack.url}{path}")
    _free(phone)


def test_no_barrier_from_the_form_to_a_service(phone: Page, stack: Stack) -> None:
    phone.goto(f"{stack.url}/orientation")
    phone.get_by_label("Quel âge").fill("abc")
    phone.get_by_role("button", name="Voir les services").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    _free(phone)
    phone.get_by_label("Quel âge").fill("15")
    phone.get_by_label("Où vit-elle").fill("longueuil")
    phone.get_by_label("Que se passe-t-il").select_option("sextorsion")
    phone.get_by_role("button", name="Voir les services").click()
    expect(phone.get_by_text(SERVICE).first).to_be_visible()
    _free(phone)
    phone.get_by_role("link", name=SERVICE).first.click()
    expect(phone.get_by_role("heading", name=SERVICE)).to_be_visible()
    _free(phone)
