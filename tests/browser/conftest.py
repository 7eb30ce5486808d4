"""Debian's Chromium, driven by Playwright, on a running copy of Repère."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.driving import CHROMIUM, FLAGS
from tests.stack import Stack

# An answer may take the eight seconds of the contract, on a machine that does something else too.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        missing = pytest.mark.skip(reason="Chromium manque : installer le paquet « chromium ».")
        for item in items:
            if "tests/browser" in str(item.path):
                item.add_marker(missing)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(params=[(375, 740), (1280, 900)], ids=["téléphone", "bureau"])
def page(browser: Browser, request: pytest.FixtureRequest, stack: Stack) -> Iterator[Page]:
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.set_default_timeout(15_000)
    opened.goto(stack.url)
    yield opened
    opened.close()


@pytest.fixture
def phone(browser: Browser, stack: Stack) -> Iterator[Page]:
    """The chat on a phone, in a context of its own."""
    context = browser.new_context(viewport={"width": 375, "height": 740})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.goto(stack.url)
    yield opened
    context.close()
