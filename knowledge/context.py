"""Signs of what stands around a word: its neighbours, the person named last, the last pronoun.

Shared by the readers that weigh which number is the person's age and which name their place.
Nothing here keeps what it reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.age_reading import StatedAge
from knowledge.age_words import is_number
from knowledge.ages import stated_ages
from knowledge.profiles import profil_from
from knowledge.roles import Mention, mentions
from knowledge.spoken import MAX_TEXT, Spoken, spoken
from knowledge.vocabulary import Profil

Signs = dict[str, float]
"""Name of a sign → its weight, 0 to 1; absent is 0."""

EDGE = "^"
_NUMBER = "#"
_WIDE = 6
_NEAR_BY = 4
_PERSON = re.compile(r"\b(j|je|moi|nous|on|il|elle|iel|lui|y|a|al|qui|mon|ma|chu)\b")


@dataclass(frozen=True)
class Told:
    """A message read once: its words, the ages it states, the people it names, who writes."""

    said: Spoken
    stated: list[StatedAge]
    named: list[Mention]
    profil: Profil | None


def told(text: str) -> Told:
    """What every candidate of a message shares."""
    said = spoken(text[:MAX_TEXT])
    stated = stated_ages(said)
    return Told(said, stated, mentions(said.line), profil_from(said, stated))


@dataclass(frozen=True)
class Around:
    """The words before a place of the line, nearest first, and those after it."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def before(self) -> str:
        return self.left[0] if self.left else EDGE

    @property
    def after(self) -> str:
        return self.right[0] if self.right else EDGE

    def signs(self) -> Signs:
        """Each neighbour at its distance, the nearest together, and all of them in a bag."""
        found: Signs = {}
        for index in range(_NEAR_BY):
            found[f"left{index}={_at(self.left, index)}"] = 1.0
            found[f"right{index}={_at(self.right, index)}"] = 1.0
        for size in (2, 3):
            found[f"left_{size}={' '.join(self.left[:size])}"] = 1.0
        found[f"right_2={' '.join(self.right[:2])}"] = 1.0
        found[f"between={self.before}|{self.after}"] = 1.0
        found |= {f"left={word}": 1.0 for word in self.left}
        found |= {f"right={word}": 1.0 for word in self.right}
        return found


def _at(words: tuple[str, ...], index: int) -> str:
    return words[index] if index < len(words) else EDGE


def around(line: str, start: int, end: int) -> Around:
    """The neighbours of `line[start:end]`; numbers are all alike, breaks count as words."""
    left, right = line[:start].split()[-_WIDE:], line[end:].split()[:_NEAR_BY]
    return Around(tuple(map(_word, reversed(left))), tuple(map(_word, right)))


def _word(word: str) -> str:
    return _NUMBER if is_number(word) else word


def person_signs(message: Told, position: int) -> Signs:
    """Who was named last before a position, how far, and the pronoun that came last."""
    line, profil = message.said.line, message.profil
    found: Signs = {}
    before = [one for one in message.named if one.end <= position]
    last = before[-1] if before else None
    if last is None:
        found["near=nobody"] = 1.0
    else:
        who = f"{last.group},{last.own}"
        away = min(len(line[last.end : position].split()) // 2, _NEAR_BY)
        found |= {f"near={who}": 1.0, f"near={who}|{away}": 1.0, f"near={who}|{profil}": 1.0}
    pronouns = list(_PERSON.finditer(line[:position]))
    if not pronouns:
        found["pronoun=none"] = 1.0
        return found
    pronoun = pronouns[-1]
    away = min(len(line[pronoun.end() : position].split()), _NEAR_BY)
    for more in ("", f"|{away}", f"|{profil}"):
        found[f"pronoun={pronoun[1]}{more}"] = 1.0
    return found
