"""The first words to whoever has just told a situation, before more is asked.

The sentences are data (`data/first_words.yml`); the facts in them come from `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.answers import Source, answers
from knowledge.settings import data_folder
from knowledge.vocabulary import Profil

FIRST_WORDS = "first_words.yml"
_VOICES = {
    Profil.PARENT.value: "entourage",
    Profil.PROCHE.value: "entourage",
    Profil.INTERVENANT.value: "intervenant",
}


@dataclass(frozen=True)
class FirstWords:
    """Sentences, the ids of the answers that hold their facts, and the lines for now."""

    text: str
    answers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The first source of each answer, once."""
        return tuple(dict.fromkeys(answers()[identity].sources[0] for identity in self.answers))


def first_words(situation: str, profil: str | None, vous: bool) -> FirstWords | None:
    """What to say first about a situation; nothing for those that ask for information."""
    voices = _entries(data_folder() / FIRST_WORDS).get(situation)
    return voices[_VOICES.get(profil or "", "vous" if vous else "tu")] if voices else None


@lru_cache(maxsize=8)
def _entries(path: Path) -> Mapping[str, Mapping[str, FirstWords]]:
    entries = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {
        situation: {voice: _words(entry) for voice, entry in voices.items()}
        for situation, voices in entries.items()
    }


def _words(entry: Mapping[str, Any]) -> FirstWords:
    return FirstWords(entry["dit"], tuple(entry.get("selon", ())), tuple(entry.get("lignes", ())))
