"""The evaluation set: messages that no training phrase repeats, a file for each voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "corpus"
"""Written without seeing the assistant or its phrases. Its ages and places were looked at once
they had been measured, and rules mended: for these, only `FRESH` is unseen."""

LATER = tuple(Path(__file__).parent / name for name in ("neuves_6", "neuves_7"))
"""Voices written later, in the same way. Their ages, places and profiles have been looked at.

The five sets before these were read too, and are learnt since (`premiers_messages.yml`).
"""

FRESH = Path(__file__).parent / "neuves_8"
"""Voices never looked at to make the assistant."""


@dataclass(frozen=True)
class Item:
    """One message and what an attentive reader finds in it; what is absent is not said.

    `also`: situations that an expert could as well choose. `regions`: codes, several when
    the place named lies in several. `out_of_scope`: asks for nothing of ours. `answers`: said
    in reply to a question, so that a bare number or name counts. `fresh`: of `FRESH`.
    """

    voice: str
    text: str
    situation: str | None = None
    also: tuple[str, ...] = ()
    profil: str | None = None
    age: int | None = None
    regions: tuple[str, ...] = ()
    sexe: str | None = None
    out_of_scope: bool = False
    answers: bool = False
    fresh: bool = False

    @property
    def situations(self) -> frozenset[str]:
        """Every situation that counts as right."""
        return frozenset((*((self.situation,) if self.situation else ()), *self.also))


@dataclass(frozen=True)
class Corpus:
    """All messages, and the few that are of a kind."""

    items: Sequence[Item] = field(default_factory=tuple)

    @property
    def situated(self) -> list[Item]:
        return [item for item in self.items if item.situation]

    @property
    def out_of_scope(self) -> list[Item]:
        return [item for item in self.items if item.out_of_scope]

    @property
    def fresh(self) -> list[Item]:
        return [item for item in self.items if item.fresh]

    @property
    def voices(self) -> list[str]:
        return list(dict.fromkeys(item.voice for item in self.items))


@lru_cache(maxsize=1)
def corpus(*folders: Path) -> Corpus:
    """Every file of the folders (all of them unless told), in order of name."""
    items: list[Item] = []
    read = folders or (FOLDER, *LATER, FRESH)
    paths = [path for folder in read for path in sorted(folder.glob("*.yml"))]
    for path in paths:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for entry in content["messages"]:
            region = entry.get("region")
            items.append(
                Item(
                    voice=content["voix"],
                    text=entry["texte"],
                    situation=entry.get("situation"),
                    also=tuple(entry.get("aussi", ())),
                    profil=entry.get("profil"),
                    age=entry.get("age"),
                    regions=tuple(entry.get("regions") or ((region,) if region else ())),
                    sexe=entry.get("sexe"),
                    out_of_scope=bool(content.get("hors_sujet") or entry.get("hors_sujet")),
                    answers=bool(content.get("reponses")),
                    fresh=path.parent == FRESH,
                )
            )
    return Corpus(tuple(items))
