"""What the widget adds to a conversation: corrections, urgent lines, a list to take, a way out."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.driving import SERVICE, STORY, expect_gone, serve_elsewhere, write
from tests.stack import Stack

CAPITALS = "JE SUIS LASSE"


def served(page: Page) -> None:
    write(page, STORY)
    expect(page.get_by_role("log")).to_contain_text(SERVICE)


def ended(page: Page) -> list[str]:
    """Requests that end a conversation, as they come."""
    found: list[str] = []
    page.on("request", lambda one: found.append(one.url) if one.url.endswith("/end") else None)
    return found


def test_urgent_lines_stay_above_the_conversation(page: Page) -> None:
    write(page, "jveux mourir")
    pinned = page.get_by_role("region", name="À joindre tout de suite")
    expect(pinned.get_by_role("link", name=re.compile("1 866 277-3553"))).to_be_visible()
    write(page, "merci")
    expect(page.get_by_role("log")).to_contain_text("Avec plaisir")
    expect(pinned.get_by_role("link", name=re.compile("911"))).to_be_visible()


def test_what_is_known_is_corrected_one_by_one(page: Page) -> None:
    served(page)
    page.get_by_role("button", name="Région : Montérégie. Changer").click()
    page.get_by_label("Région").select_option(label="Laval")
    page.get_by_role("button", name="Changer", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("CAVAC de Laval")
    expect(page.get_by_role("button", name="Région : Laval. Changer")).to_be_visible()
    page.get_by_role("button", name="Âge : 15 ans. Changer").click()
    page.get_by_role("button", name="Oublier").click()
    expect(page.get_by_role("button", name=re.compile("^Âge"))).to_have_count(0)
    expect(page.get_by_role("button", name="Région : Laval. Changer")).to_be_visible()


def test_a_correction_can_be_left(page: Page) -> None:
    served(page)
    page.get_by_role("button", name="Âge : 15 ans. Changer").click()
    page.get_by_label("Âge").fill("quinze")
    page.get_by_role("button", name="Changer", exact=True).click()
    expect(page.get_by_label("Âge")).to_be_focused()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("button", name="Âge : 15 ans. Changer")).to_be_focused()


def test_shift_three_times_leaves(page: Page) -> None:
    sent = ended(page)
    served(page)
    serve_elsewhere(page)
    for _ in range(3):
        page.keyboard.press("Shift")
    expect_gone(page)
    assert sent


def test_the_presses_left_are_said(page: Page) -> None:
    page.keyboard.press("Shift")
    expect(page.get_by_role("status").filter(has_text="encore 2 fois")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("status").filter(has_text="encore")).to_have_count(0)


def test_typing_capitals_does_not_leave(page: Page) -> None:
    box = page.get_by_role("textbox")
    box.focus()
    for letter in CAPITALS:
        page.keyboard.press("Space" if letter == " " else f"Shift+{letter}")
    expect(box).to_have_value(re.compile("JE SUIS"))
    expect(box).to_be_visible()


def test_leaving_during_a_request_shows_nothing_more(page: Page) -> None:
    sent = ended(page)
    expect(page.get_by_role("log")).to_contain_text("robot")
    held: list[Route] = []
    page.route("**/messages", lambda route: held.append(route))
    write(page, STORY)
    expect(page.get_by_role("status").filter(has_text="écrit")).to_be_visible()
    serve_elsewhere(page)
    page.get_by_role("link", name="Quitter vite").first.click()
    expect_gone(page)
    assert sent


def test_the_list_is_copied_and_printed(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
    page.goto(stack.url)
    served(page)
    page.get_by_role("button", name="Copier la liste").click()
    expect(page.get_by_text("La liste est copiée.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Imprimer la liste").click()
    for list_ in (copied, page.evaluate("window.printed")):
        assert SERVICE in list_ and "888 670-3401" in list_
        assert "reste dans l'historique" in list_
        assert "menace" not in list_
    context.close()


def test_a_wrong_fact_is_reported_without_a_word_of_the_person(page: Page, stack: Stack) -> None:
    sent: list[str | None] = []
    page.on(
        "request",
        lambda one: sent.append(one.post_data) if one.url.endswith("/signalements") else None,
    )
    served(page)
    page.get_by_role("button", name="Cette information est fausse").first.click()
    expect(page.get_by_text("La fiche sera vérifiée")).to_be_visible()
    assert sent and set(re.findall(r'"(\w+)":', sent[0] or "")) == {"id"}
    written = (stack.home / "signalements.csv").read_text(encoding="utf-8").splitlines()
    assert written[0] == "jour,fiche"
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d,[0-9a-f-]{36}", line) for line in written[1:])


def test_a_lost_network_shows_lines_and_sends_nothing_twice(phone: Page) -> None:
    expect(phone.get_by_role("log")).to_contain_text("robot")
    phone.context.set_offline(True)
    write(phone, STORY)
    expect(phone.get_by_text("n'est pas parti")).to_be_visible()
    expect(phone.get_by_text("Ces personnes répondent au téléphone")).to_be_visible()
    expect(phone.get_by_role("link", name="Appeler le 811").last).to_be_visible()
    expect(phone.get_by_text(re.compile("Vérifié le")).last).to_be_visible()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Réessayer").click()
    expect(phone.get_by_role("log")).to_contain_text(SERVICE)
    assert phone.locator(".message.mine").count() == 1
    expect(phone.get_by_text("Ces personnes répondent au téléphone")).to_be_hidden()


def test_an_answer_lost_on_its_way_is_had_once(phone: Page) -> None:
    """The message arrived, its answer did not: the same one is asked for again."""
    expect(phone.get_by_role("log")).to_contain_text("robot")
    lost: list[int] = []

    def lose_once(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.route("**/messages", lose_once)
    write(phone, STORY)
    phone.get_by_role("button", name="Réessayer").click()
    expect(phone.get_by_role("log")).to_contain_text(SERVICE)
    assert lost == [200]
    assert phone.get_by_role("log").get_by_text("Voici par où commencer").count() == 1


def test_a_reload_starts_again_and_says_so(phone: Page) -> None:
    served(phone)
    phone.reload()
    expect(phone.get_by_role("log")).to_contain_text("La page a été rechargée")
    expect(phone.get_by_role("log")).to_contain_text("robot")
    expect(phone.get_by_role("log")).not_to_contain_text("menace de publier")


def test_keyboard_alone_from_the_opening_to_a_number(phone: Page) -> None:
    expect(phone.get_by_role("log")).to_contain_text("robot")
    reach(phone, "message")
    phone.keyboard.type(STORY)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("log")).to_contain_text(SERVICE)
    reach(phone, "tel:", backwards=True)


def reach(page: Page, wanted: str, backwards: bool = False) -> None:
    """Tab until the focus is where the id or the address begins so."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        where = page.evaluate(
            """() => {
              let one = document.activeElement;
              while (one && one.shadowRoot) one = one.shadowRoot.activeElement;
              return one ? one.id || one.getAttribute("href") || "" : "";
            }"""
        )
        if where.startswith(wanted):
            return
    raise AssertionError(f"{wanted} : pas atteint au clavier")


def test_pressing_a_button_does_not_lose_the_focus(phone: Page) -> None:
    phone.get_by_role("button", name="Une photo intime circule").click()
    expect(phone.get_by_role("log")).to_be_focused()


def test_what_a_screen_reader_hears(phone: Page) -> None:
    """The accessibility tree, read once as a whole."""
    served(phone)
    heard = phone.locator("repere-chat").aria_snapshot()
    for expected in (
        'region "Repère"',
        'log "Conversation avec Repère"',
        'list "Pourquoi"',
        'link "1 888 670-3401',
        'group "Ce que Repère a compris"',
        'textbox "Écrire un message"',
        'button "Envoyer"',
    ):
        assert expected in heard
    assert "✎" not in heard
