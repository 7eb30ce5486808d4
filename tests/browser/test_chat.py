"""The page in a real browser: a conversation, a phone number, and leaving fast."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import STORY, expect_gone, serve_elsewhere, write
from tests.stack import Stack


def test_from_one_sentence_to_a_number_to_call(page: Page) -> None:
    expect(page.get_by_role("log")).to_contain_text("robot")
    write(page, STORY)
    log = page.get_by_role("log")
    expect(log).to_contain_text("CAVAC de la Montérégie")
    expect(log.get_by_role("link", name="1 888 670-3401")).to_have_attribute(
        "href", "tel:+18886703401"
    )
    expect(log).to_contain_text("AidezMoiSVP")
    expect(log).to_contain_text("Vérifié le")


def test_buttons_alone_lead_to_services(page: Page) -> None:
    page.get_by_role("button", name="Une photo intime circule").click()
    page.get_by_role("button", name="C'est pour moi").click()
    page.get_by_role("button", name="14 ans").click()
    page.get_by_role("button", name="Laval").click()
    expect(page.get_by_role("log")).to_contain_text("CAVAC de Laval")


def test_a_mother_is_told_what_to_do_and_whom_to_call(page: Page) -> None:
    write(
        page, "Bonjour, ma fille de 13 ans reçoit des messages d'un homme qui veut la rencontrer."
    )
    log = page.get_by_role("log")
    expect(log).to_contain_text("La faute est à l'adulte")
    expect(log.get_by_role("link", name="Appeler le 1 866 658-9022").first).to_be_visible()
    write(page, "nous habitons Rimouski")
    expect(page.get_by_role("button", name="Région : Bas-Saint-Laurent. Changer")).to_be_visible()
    expect(log.get_by_role("list", name="Pourquoi").first).to_be_visible()
    write(page, "quoi dire quand j'appelle?")
    expect(log).to_contain_text("Quand vous appelez, vous pouvez dire")
    expect(log).not_to_contain_text("Quand tu appelles")


def test_an_intervenant_in_a_hurry_has_a_door_and_a_list(page: Page) -> None:
    write(page, "TS école, élève 15 ans recrutée pour de la prostitution, secteur Gatineau")
    log = page.get_by_role("log")
    expect(log).to_contain_text("se signale à la DPJ")
    expect(page.get_by_role("button", name="Région : Outaouais. Changer")).to_be_visible()
    expect(log.get_by_role("list", name="Pourquoi").first).to_be_visible()
    expect(page.get_by_role("button", name="Imprimer la liste").first).to_be_visible()


def test_an_urgent_message_shows_lines_at_once(page: Page) -> None:
    write(page, "jai 15 ans pis jveux mourir")
    log = page.get_by_role("log")
    expect(log.get_by_role("link", name="1 866 277-3553").first).to_be_visible()


def test_leaving_fast_erases_and_replaces_the_page(page: Page, stack: Stack) -> None:
    ended: list[str] = []
    page.on("request", lambda request: ended.append(request.url) if "end" in request.url else None)
    write(page, STORY)
    expect(page.get_by_role("log")).to_contain_text("CAVAC de la Montérégie")
    serve_elsewhere(page)
    page.get_by_role("link", name="Quitter vite").first.click()
    expect_gone(page)
    assert any(url.startswith(stack.url) for url in ended), "la conversation n'a pas été effacée"


def test_nothing_is_asked_of_a_third_party_and_nothing_is_stored(page: Page, stack: Stack) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    write(page, STORY)
    expect(page.get_by_role("log")).to_contain_text("CAVAC de la Montérégie")
    assert asked
    assert [url for url in asked if not url.startswith(stack.url)] == []
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]


def test_the_page_does_not_scroll_sideways_at_320_pixels(browser: Browser, stack: Stack) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(stack.url)
    write(page, STORY)
    expect(page.get_by_role("log")).to_contain_text("CAVAC de la Montérégie")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_without_javascript_the_lines_are_there(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(stack.url)
    expect(page.get_by_role("link", name="Quitter vite").first).to_be_visible()
    expect(page.locator("body")).to_contain_text("1 866 277-3553")
    context.close()
