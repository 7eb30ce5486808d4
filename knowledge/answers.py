"""Answers to common questions, each with its source and date (`data/answers.yml`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.settings import data_folder
from knowledge.vocabulary import Profil

ANSWERS = "answers.yml"


@dataclass(frozen=True)
class Source:
    """Where an answer's facts were read; `date` is the source's own, when it gives one."""

    name: str
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Answer:
    """Information, never legal advice; `lines` are the contacts who can say more.

    `profiles`: who may be given it. `facts`: the rows of the fact sheet it was written from.
    """

    id: str
    question: str
    profiles: tuple[str, ...]
    words: Mapping[str, str]
    sources: tuple[Source, ...]
    checked: dt.date
    facts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def text(self, vous: bool) -> str:
        """The sentences in one register; whoever has only one is told that one."""
        wanted, other = ("vous", "tu") if vous else ("tu", "vous")
        return self.words.get(wanted) or self.words[other]


def answer_for(identity: str, profil: str | None) -> Answer | None:
    """The answer of that id, if this profile may be given it; unknown: any may be a youth."""
    found = answers().get(identity)
    if found is None or (profil or Profil.JEUNE.value) not in found.profiles:
        return None
    return found


def answers() -> Mapping[str, Answer]:
    """Every answer by its id."""
    return _answers(data_folder() / ANSWERS)


@lru_cache(maxsize=8)
def _answers(path: Path) -> Mapping[str, Answer]:
    listed = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {entry["id"]: _answer(entry) for entry in listed}


def _answer(entry: Mapping[str, Any]) -> Answer:
    return Answer(
        id=entry["id"],
        question=entry["question"],
        profiles=tuple(entry["pour"]),
        words={form: entry[form] for form in ("tu", "vous") if entry.get(form)},
        sources=tuple(
            Source(item["nom"], item.get("url"), item.get("date")) for item in entry["sources"]
        ),
        checked=dt.datetime.strptime(str(entry["verifie"]), "%Y-%m").date(),
        facts=tuple(entry["facts"]),
        lines=tuple(entry.get("lignes", ())),
    )
