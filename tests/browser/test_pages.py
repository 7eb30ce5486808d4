"""The pages without JavaScript: from the same questions to the same services, and out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import SERVICE, STORY, serve_elsewhere, write
from tests.stack import Stack

MOST_BYTES = 120_000
MOST_REQUESTS = 8


@pytest.fixture
def plain(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.goto(stack.url)
    yield page
    context.close()


def test_the_same_questions_lead_to_the_same_services(plain: Page, page: Page) -> None:
    plain.get_by_role("link", name="Les mêmes questions sont ici").click()
    plain.get_by_label("Pour moi").check()
    plain.get_by_label("Quel âge").fill("15")
    plain.get_by_label("Où vit-elle").fill("Longueuil")
    plain.get_by_label("Que se passe-t-il").select_option("sextorsion")
    plain.get_by_role("button", name="Voir les services").click()
    assert plain.url.endswith("/orientation")
    on_page = plain.locator(".service .line-name").all_inner_texts()
    assert "Ne paie pas" in plain.inner_text("main")
    expect(plain.get_by_role("link", name="Appeler le 1 866 658-9022")).to_be_visible()
    write(page, STORY)
    expect(page.get_by_role("log")).to_contain_text(SERVICE)
    in_chat = page.locator(".card:has(ul) .name").all_inner_texts()
    assert on_page[: len(in_chat)] == in_chat


def test_a_service_says_where_each_fact_comes_from(plain: Page, stack: Stack) -> None:
    plain.goto(f"{stack.url}/orientation")
    plain.get_by_role("button", name="Voir les services").click()
    plain.locator(".service a").first.click()
    rows = plain.get_by_role("row")
    assert rows.count() > 6
    for index in range(1, rows.count()):
        assert rows.nth(index).get_by_role("cell").last.inner_text().strip()
    plain.get_by_role("button", name="Cette information est fausse").click()
    expect(plain.get_by_role("status").filter(has_text="La fiche sera vérifiée")).to_be_visible()


def test_leaving_is_a_plain_link(plain: Page) -> None:
    serve_elsewhere(plain)
    plain.get_by_role("link", name="Quitter vite").first.click()
    expect(plain.get_by_role("heading", name="Un site neutre")).to_be_visible()


def test_every_page_leads_to_every_other(plain: Page, stack: Stack) -> None:
    for name in ("Parler à quelqu'un", "Chercher sans clavarder", "Ce qui est gardé", "À propos"):
        plain.goto(stack.url)
        plain.get_by_role("link", name=name, exact=True).first.click()
        expect(plain.get_by_role("heading", level=1)).to_be_visible()
        assert plain.title().endswith("Repère")
        plain.get_by_role("link", name="Repère", exact=True).click()
        expect(plain.get_by_role("heading", name="Trouver de l'aide")).to_be_visible()


def test_a_page_on_paper_has_the_numbers_and_no_button(plain: Page, stack: Stack) -> None:
    plain.goto(f"{stack.url}/aide")
    plain.emulate_media(media="print")
    expect(plain.get_by_role("link", name="Quitter vite")).to_be_hidden()
    expect(plain.get_by_text("1 866 277-3553").first).to_be_visible()


def test_the_first_page_is_light(browser: Browser, stack: Stack) -> None:
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda one: sizes.append(len(one.body())))
    page.goto(stack.url)
    expect(page.get_by_role("log")).to_contain_text("robot")
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES
    page.close()
