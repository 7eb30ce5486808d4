"""Every number of a message that may be an age, and what tells whether it is the person's.

`person_age` speaks by rule. Here, no number is left out: a model weighs the signs of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from knowledge.age_reading import AgeReading, StatedAge
from knowledge.age_words import SPELLED, ends_clause, number
from knowledge.context import Around, Signs, Told, around, person_signs, told
from knowledge.person_age import age_from
from knowledge.set_apart import is_of_whoever_does
from knowledge.vocabulary import Profil

_NUMBER = re.compile(rf"(?<!\w)(?:\d{{1,2}}|{SPELLED})(?!\w)")
_UNITS = frozenset({"ans", "an", "a", "anss", "ams", "yo", "years", "mois", "h", "min"})
_NEVER = re.compile(r"\b(?:moins de|plus de|a partir de|delai de|au moins|jusqu a)(?: ses| mes)? $")
"""A limit or a wait: « un jeune de moins de 18 ans », « un délai de trois ans »."""

_OF_THEN = re.compile(
    r"\b(?:photos?|images?|videos?|nudes?|souvenirs?|journal)(?: \w+)? (?:de|a) mes $"
)
"""« des photos de mes 14 ans »: then."""

_MORE_OF_IT = re.compile(
    r" \d{3}(?!\d)| ?\$| ans (?:plus tard|apres|d (?:attente|anciennete|urgence)|"
    r"de (?:liste|mariage|pratique))\b"
)
"""« 14 000 $ », « vingt ans plus tard »."""

_YOUNGEST = 4
_ADULT = 18
_BANDS = (8, 10, 12, 14, 16, 18, 20, 25, 30, 40, 60, 100)
_MANY = 12
_SEVERAL = 3


@dataclass(frozen=True)
class AgeCandidate:
    """A number that may be the age of the person to be helped, and its signs."""

    reading: AgeReading
    signs: Signs


@dataclass(frozen=True)
class _Number:
    """A number of the line; `claim`: whose age the rules take it for."""

    match: re.Match[str]
    reading: AgeReading
    claim: str


def age_candidates(text: str) -> list[AgeCandidate]:
    """The numbers of a message from 4 to 99, in order, at most twelve; as years of today."""
    message = told(text)
    numbers = list(islice(_numbers(message), _MANY))
    ruled = age_from(message.said, message.stated, message.profil) if numbers else None
    return [
        AgeCandidate(one.reading, _signs(message, numbers, one) | _ruled(one, ruled))
        for one in numbers
    ]


def _numbers(message: Told) -> Iterator[_Number]:
    line = message.said.line
    for match in _NUMBER.finditer(line):
        before = line[: match.start()]
        after = line[match.end() :]
        if any(cue.search(before) for cue in (_NEVER, _OF_THEN)) or _MORE_OF_IT.match(after):
            continue
        start, end = message.said.span(*match.span())
        stated = next(
            (
                one
                for one in message.stated
                if one.reading.start <= start and end <= one.reading.end
            ),
            None,
        )
        if stated is not None and _is_a_strangers(message, stated):
            continue
        value = stated.reading.value if stated else number(match[0])
        if stated or _YOUNGEST <= value < _BANDS[-1]:
            reading = AgeReading(value, message.said.text[start:end], start, end)
            yield _Number(match, reading, _claim(stated))


def _is_a_strangers(message: Told, stated: StatedAge) -> bool:
    """« elle a un chum de 22 ans », « un homme de 34 ans »: never the one to be helped."""
    mention = stated.mention
    if mention is not None and mention.group == "animal":
        return True
    if message.profil is not Profil.INTERVENANT and is_of_whoever_does(message.said, stated):
        return True
    if mention is None or mention.own or not mention.determiner or stated.pronoun:
        return False
    return mention.group in ("menace", "autorite", "partenaire") and stated.reading.value >= _ADULT


def _claim(stated: StatedAge | None) -> str:
    if stated is None:
        return "none"
    mention = stated.mention
    if mention is None:
        return f"{stated.owner.value},{stated.pronoun}"
    tie = "own" if mention.own else "other" if mention.determiner else "bare"
    return f"{mention.group},{tie},{stated.pronoun}"


def _ruled(one: _Number, ruled: AgeReading | None) -> Signs:
    """Whether the rules choose this age, another, or none."""
    said = "none" if ruled is None else str(ruled.value == one.reading.value)
    return {f"ruled={said}": 1.0}


def _signs(message: Told, numbers: list[_Number], one: _Number) -> Signs:
    line = message.said.line
    near = around(line, *one.match.span())
    found = near.signs() | person_signs(message, one.match.start())
    found |= _written(message, one, near) | _among(numbers, one)
    closes = ends_clause(line, one.match.end())
    band = _band(one.reading.value)
    for name, value in (("claim", one.claim), ("closes", closes)):
        for more in ("", f"|{band}", f"|{message.profil}", f"|{near.before}"):
            found[f"{name}={value}{more}"] = 1.0
    return found


def _written(message: Told, one: _Number, near: Around) -> Signs:
    """The number itself: how large, in digits, of what, between which characters."""
    text, reading = message.said.text, one.reading
    band = _band(reading.value)
    unit = near.after if near.after in _UNITS else "none"
    return {
        f"char_before={text[reading.start - 1 : reading.start]}": 1.0,
        f"char_after={text[reading.end : reading.end + 1]}": 1.0,
        f"band={band}": 1.0,
        f"band={band}|{message.profil}": 1.0,
        f"digits={one.match[0].isdigit()}": 1.0,
        f"unit={unit}": 1.0,
        f"unit={unit}|{band}": 1.0,
        f"unit={unit}|{near.before}": 1.0,
        f"profil={message.profil}": 1.0,
    }


def _among(numbers: list[_Number], one: _Number) -> Signs:
    """Beside the other numbers: alone, first, the smallest, the largest."""
    others = [each.reading.value for each in numbers if each is not one]
    found = {
        f"numbers={min(len(numbers), _SEVERAL)}": 1.0,
        f"rank={min(numbers.index(one), _SEVERAL)}": 1.0,
    }
    if not others:
        return found | {"only": 1.0}
    smallest, largest = one.reading.value <= min(others), one.reading.value >= max(others)
    return found | {f"smallest={smallest}": 1.0, f"largest={largest}": 1.0}


def _band(value: int) -> int:
    return next(limit for limit in _BANDS if value < limit)
