"""How soon a slow phone shows the first page, beside an empty one.

    python -m tests.bench.first_paint [--rounds 7]

Chromium, its processor four times slower, on a network like 3G (1.6 Mb/s, 150 ms). Both pages in
turn, in one run: the ratio is what counts. « Prête »: the first question can be answered.
"""

from __future__ import annotations

import argparse
import http.server
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from tests.browser.driving import CHROMIUM, FLAGS
from tests.stack import free_port, start, stop

EMPTY = b"<!doctype html><html lang=fr><title>Vide</title><p>Vide</p></html>"
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 95_000,
}
SLOWER = 4
PAINTED = """() => new Promise((done) => {
  const [found] = performance.getEntriesByName("first-contentful-paint");
  if (found) return done(found.startTime);
  new PerformanceObserver((list, watching) => {
    const [found] = list.getEntriesByName("first-contentful-paint");
    if (found) { watching.disconnect(); done(found.startTime); }
  }).observe({ type: "paint", buffered: true });
})"""


class _Empty(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(EMPTY)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def _slow(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 375, "height": 740}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def painted(browser: Browser, url: str) -> float:
    """Milliseconds to the first content."""
    page = _slow(browser)
    page.goto(url)
    found: float = page.evaluate(PAINTED)
    page.context.close()
    return found


def ready(browser: Browser, url: str) -> float:
    """Milliseconds until the first question has its buttons."""
    page = _slow(browser)
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.get_by_role("button", name="Je ne sais pas").wait_for()
    taken = 1000 * (time.perf_counter() - started)
    page.context.close()
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench.first_paint")
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args(arguments).rounds
    port = free_port()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), _Empty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stack = start(Path(tempfile.mkdtemp(prefix="repere-page-")))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            empty, ours, answerable = [], [], []
            for _ in range(rounds):
                empty.append(painted(browser, f"http://127.0.0.1:{port}"))
                ours.append(painted(browser, stack.url))
                answerable.append(ready(browser, stack.url))
            browser.close()
    finally:
        stop(stack)
        server.shutdown()
    table = Table("page", "premier contenu (ms)", "prête (ms)", "rapport")
    table.add_row("vide", f"{median(empty):.0f}", "", "1")
    ratio = median(ours) / median(empty)
    table.add_row("Repère", f"{median(ours):.0f}", f"{median(answerable):.0f}", f"{ratio:.2f}")
    Console().print(table)
    Console().print(f"Prête sur premier contenu vide : {median(answerable) / median(empty):.2f}")


if __name__ == "__main__":
    main()
