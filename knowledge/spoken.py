"""Words as people type them: folded, text-message spellings undone, positions kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

DATA = Path(__file__).parent / "data"

MAX_TEXT = 4000
"""Characters read of a text: what the chat takes at most."""

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)|(?:[^\W\d_]\.)+[^\W\d_](?!\w)|(?:[^\W_][\u0300-\u036f]*)+"
)
_SENTENCE = re.compile(r"[.!?;\n\r…]")
_SEGMENT = re.compile(r"[,:()\[\]/|«»\"“”–—]|\s-\s")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ABBREVIATIONS = {"saint", "sainte", "saints", "mt", "mme", "dr", "m", "mr", "boul", "av"}
_STUCK = re.compile(r"(jai|ai|a|de|j|g)?(\d{1,2})(ans?|yo|a|f)?(?:(?<=[as])(\d{1,2}m(?:ois)?))?")


@dataclass(frozen=True)
class Word:
    """A folded word; `start` and `end` are offsets in the text as written.

    `sentence` and `segment` count the breaks before it (full stops; commas and the like).
    """

    text: str
    start: int
    end: int
    sentence: int
    segment: int


@lru_cache(maxsize=1)
def people_data() -> dict[str, Any]:
    """`data/people.yml` as plain dictionaries and lists."""
    content = YAML(typ="safe", pure=True).load((DATA / "people.yml").read_text(encoding="utf-8"))
    return dict(content)


def fold(token: str) -> str:
    """Lower case, no accent, letters and digits only: `Île` → `ile`, `St` → `saint`."""
    lowered = token.lower().replace("œ", "oe").replace("æ", "ae")
    spread = unicodedata.normalize("NFKD", lowered)
    kept = "".join(character for character in spread if character.isalnum())
    return _SAINTS.get(kept, kept) or lowered


def _parts(token: str, start: int) -> list[tuple[str, int, int]]:
    stuck = _STUCK.fullmatch(token.lower())
    if stuck and (stuck[1] or stuck[3]):
        return [
            (fold(group), start + stuck.start(index), start + stuck.end(index))
            for index, group in enumerate(stuck.groups(), start=1)
            if group
        ]
    return [(fold(token), start, start + len(token))]


def words(text: str) -> tuple[Word, ...]:
    """Folded words of a text, in order; a contraction gives several words at one place."""
    contractions: dict[str, str] = people_data()["contractions"]
    found: list[Word] = []
    sentence = segment = end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        abbreviated = bool(found) and found[-1].text in _ABBREVIATIONS and gap.startswith(".")
        gap = gap[1:] if abbreviated else gap
        if found and _SENTENCE.search(gap):
            sentence, segment = sentence + 1, segment + 1
        elif found and _SEGMENT.search(gap):
            segment += 1
        for folded, left, right in _parts(match[0], match.start()):
            for word in contractions.get(folded, folded).split():
                found.append(Word(word, left, right, sentence, segment))
        end = match.end()
    return tuple(found)


@dataclass(frozen=True)
class Spoken:
    """A text as one line of folded words: ` , ` between segments, ` . ` between sentences."""

    text: str
    words: tuple[Word, ...]
    line: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text of what lies between two offsets of the line."""
        touched = [
            word
            for word, offset in zip(self.words, self.offsets, strict=True)
            if offset < end and offset + len(word.text) > start
        ]
        return (touched[0].start, touched[-1].end) if touched else (0, 0)

    @cached_property
    def tells_of_self(self) -> bool:
        """Whether the writer says what is done to them, what they feel or did."""
        return says("says_jeune", self.line)

    def position(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the line of what lies between two offsets of the text."""
        touched = [
            (offset, offset + len(word.text))
            for word, offset in zip(self.words, self.offsets, strict=True)
            if word.start < end and word.end > start
        ]
        return (touched[0][0], touched[-1][1]) if touched else (0, 0)


def spoken(text: str) -> Spoken:
    """The line of a text. Not cached: nothing that a person typed may outlive the call."""
    pieces: list[str] = []
    offsets: list[int] = []
    length = 0
    previous: Word | None = None
    found = words(text)
    for word in found:
        if previous and word.sentence != previous.sentence:
            pieces.append(".")
            length += 2
        elif previous and word.segment != previous.segment:
            pieces.append(",")
            length += 2
        offsets.append(length)
        pieces.append(word.text)
        length += len(word.text) + 1
        previous = word
    return Spoken(text, found, " ".join(pieces), tuple(offsets))


@lru_cache(maxsize=256)
def pattern(name: str) -> re.Pattern[str]:
    """The expressions of a list of `people.yml`, as one."""
    return re.compile("|".join(f"(?:{entry})" for entry in _bounded(name)))


def _bounded(name: str) -> list[str]:
    return [
        (entry if entry.startswith("^") else rf"\b(?:{entry})") + r"(?!\w)"
        for entry in people_data()[name]
    ]


def says(name: str, line: str) -> bool:
    return pattern(name).search(line) is not None
