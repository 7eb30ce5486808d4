"""On another site: two lines, its own strict policy, its hostile style, several chats, a frame."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import SERVICE, STORY, barriers, expect_gone, serve_elsewhere
from tests.stack import Stack, free_port, start, stop

HOSTILE = """
* { color: red !important; font-size: 40px !important; display: inline !important; }
button, a, p, input, textarea { all: unset; visibility: hidden; }
section, div, form { position: absolute; left: -9999px; }
"""
TWO_LINES = """
<script src="{repere}/static/widget.js" defer></script>
<repere-chat {attributes}></repere-chat>
"""
POLICY = (
    "default-src 'none'; script-src {repere}; style-src {repere} 'self'; connect-src {repere}; "
    "frame-src {repere}"
)


@dataclass
class Site:
    """A site of someone else's that embeds Repère; `pages` by path."""

    url: str
    repere: Stack
    pages: dict[str, str]

    def embed(self, attributes: str = "", style: str = "", after: str = "") -> str:
        """The address of a page with the two lines of the README."""
        path = f"/{len(self.pages)}"
        lines = TWO_LINES.format(repere=self.repere.url, attributes=attributes)
        self.pages[path] = (
            f"<!doctype html><html lang=fr><title>Un CAVAC</title>"
            f"<link rel=stylesheet href={path}.css>"
            f"<main><h1>Un site</h1>{lines}{after}</main></html>"
        )
        self.pages[f"{path}.css"] = style
        return self.url + path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    repere = start(tmp_path_factory.mktemp("integre"), REPERE_ALLOWED_ORIGINS=url)
    pages: dict[str, str] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            kind = "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY.format(repere=repere.url))
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(url, repere, pages)
    server.shutdown()
    stop(repere)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_two_lines_are_enough_under_a_strict_policy(site: Site, visitor: Page) -> None:
    refused: list[str] = []
    visitor.on("console", lambda one: refused.append(one.text) if one.type == "error" else None)
    visitor.goto(site.embed())
    visitor.get_by_role("textbox").fill(STORY)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("log")).to_contain_text(SERVICE)
    assert refused == []
    assert barriers(visitor) == []


def test_a_hostile_style_changes_nothing_inside(site: Site, visitor: Page) -> None:
    visitor.goto(site.embed(style=HOSTILE))
    send = visitor.get_by_role("button", name="Envoyer")
    expect(send).to_be_visible()
    expect(send).to_have_css("color", "rgb(255, 255, 255)")
    expect(visitor.get_by_role("log")).to_have_css("font-size", "17px")
    expect(visitor.get_by_role("log")).to_contain_text("robot")


def test_it_has_a_way_out_of_its_own(site: Site, visitor: Page) -> None:
    ended: list[str] = []
    visitor.on("request", lambda one: ended.append(one.url) if one.url.endswith("/end") else None)
    visitor.goto(site.embed('exit-url="https://meteo.example/"'))
    expect(visitor.get_by_role("log")).to_contain_text("robot")
    serve_elsewhere(visitor)
    visitor.get_by_role("button", name="Quitter vite").click()
    expect_gone(visitor)
    assert ended


def test_shift_three_times_leaves_there_too(site: Site, visitor: Page) -> None:
    visitor.goto(site.embed())
    expect(visitor.get_by_role("log")).to_contain_text("robot")
    serve_elsewhere(visitor)
    for _ in range(3):
        visitor.keyboard.press("Shift")
    expect_gone(visitor)


def test_two_chats_on_a_page_do_not_meet(site: Site, visitor: Page) -> None:
    visitor.goto(site.embed(after='<repere-chat profil="parent"></repere-chat>'))
    first, second = visitor.get_by_role("log").nth(0), visitor.get_by_role("log").nth(1)
    expect(first).to_contain_text("robot")
    expect(second).to_contain_text("robot")
    visitor.get_by_role("textbox").nth(1).fill("ma fille de 13 ans se fait intimider à Laval")
    visitor.keyboard.press("Enter")
    expect(second).to_contain_text("Laval")
    expect(first).not_to_contain_text("intimider à Laval")
    assert barriers(visitor) == []


def test_in_a_corner_it_opens_closes_and_keeps_the_conversation(site: Site, visitor: Page) -> None:
    visitor.goto(site.embed('position="corner" opening="Bonjour du CAVAC." color="#ffd400"'))
    expect(visitor.get_by_role("log")).to_have_count(0)
    toggle = visitor.get_by_role("button", name="Parler avec Repère")
    expect(toggle).to_have_css("background-color", "rgb(255, 212, 0)")
    expect(toggle).to_have_css("color", "rgb(0, 0, 0)")
    toggle.click()
    expect(visitor.get_by_role("log")).to_contain_text("Bonjour du CAVAC.")
    visitor.get_by_role("textbox").fill(STORY)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("log")).to_contain_text(SERVICE)
    assert barriers(visitor) == []
    visitor.keyboard.press("Escape")
    expect(toggle).to_be_focused()
    toggle.click()
    expect(visitor.get_by_role("log")).to_contain_text(SERVICE)


def test_a_colour_that_is_none_is_left(site: Site, visitor: Page) -> None:
    visitor.goto(site.embed('color="red;} * {display:none"'))
    send = visitor.get_by_role("button", name="Envoyer")
    expect(send).to_have_css("background-color", "rgb(31, 95, 107)")


def test_it_works_in_a_frame_of_a_listed_site(site: Site, visitor: Page) -> None:
    site.pages["/cadre"] = (
        f'<iframe src="{site.repere.url}" width=370 height=700 title="Repère"></iframe>'
    )
    visitor.goto(f"{site.url}/cadre")
    inside = visitor.frame_locator("iframe")
    expect(inside.get_by_role("log")).to_contain_text("robot")


def test_a_site_that_is_not_listed_gets_help_lines(site: Site, visitor: Page) -> None:
    """The browser refuses it the answers; the element shows its own lines."""
    port = site.url.rsplit(":", 1)[1]
    address = site.embed()
    visitor.goto(address.replace(f"127.0.0.1:{port}", f"localhost:{port}"))
    expect(visitor.get_by_text("Ces personnes répondent au téléphone")).to_be_visible()
    expect(visitor.get_by_role("link", name="Appeler le 911")).to_be_visible()
