"""What every browser test does: start Chromium, write, and look for barriers."""

from __future__ import annotations

import shutil
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STORY = "j'ai 15 ans, je reste à Longueuil pis un gars menace de publier mes photos"
SERVICE = "CAVAC de la Montérégie"
NEUTRAL = "<h1>Un site neutre</h1>"


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox").last.fill(text)
    page.keyboard.press("Enter")


def serve_elsewhere(page: Page) -> None:
    """The neutral site, without leaving the machine."""
    page.route("https://**", lambda route: route.fulfill(body=NEUTRAL, content_type="text/html"))


def expect_gone(page: Page) -> None:
    """The neutral site is there, and Back does not bring the conversation back."""
    expect(page.get_by_role("heading", name="Un site neutre")).to_be_visible()
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("menace de publier")


def barriers(page: Page) -> list[Any]:
    """What axe refuses on the page as it is, every rule of WCAG 2.2 AA and best practice."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


SMALL = """() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const all = [];
  const visit = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) visit(one.shadowRoot);
      if (one.matches(CONTROLS)) all.push(one);
    }
  };
  visit(document);
  return all
    .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== "inline")
    .filter((one) => !one.classList.contains("skip"))
    .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([html]) => html);
}"""


def small_targets(page: Page) -> list[str]:
    """Controls under 24 CSS pixels; links inside a sentence are the exception of WCAG 2.5.8."""
    found: list[str] = page.evaluate(SMALL)
    return found
