"""What to ask, in what order, in what words, with which buttons, and when it can be left out.

The questions are data (`data/questions.yml`). The same ones serve the chat, the
pages without JavaScript and the command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge import datafiles
from knowledge.services import Criteria
from knowledge.settings import data_folder
from knowledge.spoken import words
from knowledge.vocabulary import Field, Profil

MAXIMUM_QUESTIONS = 4
"""Before the first referrals, confirmations included (promise 4)."""

MAXIMUM_A_FIELD = 2
MAXIMUM_SITUATION = 3
"""How often one field is asked. What happens matters most: whoever answers with
something else first is asked again.
"""

_LEFT_FIRST = (Field.PROFIL, Field.AGE, Field.REGION)
"""What is not asked first when there is no room for everything."""

OTHER = "autre_chose"


@dataclass(frozen=True)
class Choice:
    """A button: its words, and the vocabulary value it stands for; `None` skips."""

    title: str
    value: str | int | None


@dataclass(frozen=True)
class Question:
    """One question ready to be asked: `text`, why it is asked, and its buttons.

    `confirmation` is true when the buttons are close readings to choose from.
    """

    field: str
    text: str
    why: str
    choices: tuple[Choice, ...]
    confirmation: bool = False


@dataclass(frozen=True)
class Progress:
    """Where a search stands.

    `asked` lists the fields asked so far, in order, repeats included; `skipped`
    those the person left; `candidates` the close readings of a field; `rest`
    that the first choices did not suit; `again` that the last answer was not understood.
    """

    criteria: Criteria = field(default_factory=Criteria)
    asked: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    candidates: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rest: bool = False
    again: bool = False


def next_question(progress: Progress, vous: bool) -> Question | None:
    """The next question, `None` when it is time to answer."""
    name = next_field(progress)
    return None if name is None else question(name, progress, vous)


def next_field(progress: Progress) -> str | None:
    room = MAXIMUM_QUESTIONS - len(progress.asked)
    wanted = [
        name
        for name in (entry["field"] for entry in _entries(data_folder() / "questions.yml"))
        if is_missing(name, progress)
    ]
    for name in _LEFT_FIRST:
        if len(wanted) > room and name in wanted:
            wanted.remove(name)
    return wanted[0] if wanted and room > 0 else None


def question(name: str, progress: Progress, vous: bool) -> Question:
    """The question on a field, in its first or second wording."""
    entry = _entry(name)
    form = "vous" if vous else "tu"
    candidates = tuple(progress.candidates.get(name, ()))
    again = progress.again
    if candidates:
        text = _confirmation(name, vous)
        choices = [_choice_for(name, value, form) for value in candidates]
        choices.append(Choice("Autre chose", OTHER))
    else:
        text = entry[f"again_{form}"] if again else _first_words(entry, progress.criteria, form)
        choices = list(_choices(entry, progress, form))
    choices.append(Choice(entry[f"skip_{form}"], None))
    return Question(name, text, entry[f"why_{form}"], tuple(choices), bool(candidates))


def chosen(name: str, progress: Progress, text: str) -> Choice | None:
    """The choice whose very words were typed, in either register; `None` when none was."""
    said = _plain(text)
    for vous in (False, True):
        for choice in question(name, progress, vous).choices:
            if _plain(choice.title) == said:
                return choice
    return None


def _plain(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text))


def title(name: str, value: str, vous: bool) -> str:
    """The words of a value, as its button says them."""
    return _choice_for(name, value, "vous" if vous else "tu").title


def most(name: str) -> int:
    """How often a field is asked at most."""
    return MAXIMUM_SITUATION if name == Field.SITUATION else MAXIMUM_A_FIELD


def is_missing(name: str, progress: Progress, however_often: bool = False) -> bool:
    """Whether a field is unknown, was not left, still worth asking, and not asked too often."""
    if getattr(progress.criteria, name) is not None or name in progress.skipped:
        return False
    if not however_often and progress.asked.count(name) >= most(name):
        return False
    return not any(
        all(getattr(progress.criteria, key) == value for key, value in case.items())
        for case in _entry(name).get("inutile", ())
    )


def _first_words(entry: Mapping[str, Any], criteria: Criteria, form: str) -> str:
    for_someone_else = criteria.profil in (Profil.PROCHE, Profil.PARENT, Profil.INTERVENANT)
    if entry["field"] == Field.AGE and for_someone_else:
        return str(entry["proche"])
    if entry["field"] == Field.AGE and form == "vous" and criteria.profil == Profil.JEUNE:
        return str(entry["soi"])
    return str(entry[form])


def _confirmation(name: str, vous: bool) -> str:
    if name == Field.REGION:
        return "Cet endroit existe dans plus d'une région. C'est laquelle?"
    return "Pour bien vous diriger : c'est plutôt…" if vous else "Pour bien t'aider : c'est plutôt…"


def _choices(entry: Mapping[str, Any], progress: Progress, form: str) -> Sequence[Choice]:
    if "numbers" in entry:
        low, high = entry["numbers"]
        return [Choice(f"{number} ans", number) for number in range(low, high + 1)]
    if entry.get("regions"):
        return [Choice(name, code) for code, name in datafiles.region_names().items()]
    rest = progress.rest and entry["field"] == Field.SITUATION
    shown = [
        button
        for button in entry["buttons"]
        if button.get("reste", False) == rest
        and (not button.get("profils") or progress.criteria.profil in button["profils"])
    ]
    choices = [Choice(button[form], button["value"]) for button in shown]
    if f"other_{form}" in entry and not progress.rest:
        choices.append(Choice(entry[f"other_{form}"], OTHER))
    return choices


def _choice_for(name: str, value: str, form: str) -> Choice:
    if name == Field.REGION:
        return Choice(datafiles.region_names()[value], value)
    for button in _entry(name).get("buttons", ()):
        if button["value"] == value:
            return Choice(button[form], value)
    return Choice(str(value), value)


def _entry(name: str) -> Mapping[str, Any]:
    for entry in _entries(data_folder() / "questions.yml"):
        if entry["field"] == name:
            return entry
    raise KeyError(f"Aucune question sur « {name} ».")


@lru_cache(maxsize=8)
def _entries(path: Path) -> tuple[Mapping[str, Any], ...]:
    return tuple(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
