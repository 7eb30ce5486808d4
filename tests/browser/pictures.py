"""The pictures of the README, taken from a running copy: `make pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.driving import CHROMIUM, FLAGS, STORY, write
from tests.stack import ROOT, start, stop

FOLDER = ROOT / "docs" / "images"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    stack = start(Path(tempfile.mkdtemp(prefix="repere-images-")))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 420, "height": 860}, device_scale_factor=1.5)
            page.goto(stack.url)
            write(page, STORY)
            expect(page.get_by_role("log")).to_contain_text("AidezMoiSVP", timeout=15_000)
            page.screenshot(path=FOLDER / "conversation.png")
            write(page, "jveux mourir")
            expect(page.get_by_role("region", name="À joindre tout de suite")).to_be_visible()
            page.get_by_role("region", name="À joindre tout de suite").scroll_into_view_if_needed()
            page.screenshot(path=FOLDER / "urgence.png")
            page.goto(f"{stack.url}/orientation")
            page.screenshot(path=FOLDER / "orientation.png")
            browser.close()
    finally:
        stop(stack)


if __name__ == "__main__":
    main()
