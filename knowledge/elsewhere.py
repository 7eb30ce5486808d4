"""Whoever writes from outside Québec: where they are, and the doors known there.

Reads `data/elsewhere.yml`. Only somebody who lives or is there counts, never where a stranger,
a partner or a trip is; a place of Québec where they live wins. Nothing here keeps what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein
from ruamel.yaml import YAML

from knowledge.elsewhere_cues import Outside, is_home
from knowledge.gazetteer import gazetteer, key, ordinary_words
from knowledge.matching import admits
from knowledge.placecues import Evidence
from knowledge.places import FoundPlace, found_places
from knowledge.records import Source
from knowledge.services import Criteria
from knowledge.settings import data_folder
from knowledge.spoken import MAX_TEXT, Spoken, spoken

ELSEWHERE = "elsewhere.yml"
COUNTRY = "pays"


@dataclass(frozen=True)
class Door:
    """A service named for a province or for all of Canada; `does` is our sentence.

    `contact`: its id in `contacts.yml`, the only place where it may have a number. `direct`:
    one enters by oneself, and how is known.
    """

    name: str
    does: str
    audiences: tuple[str, ...]
    direct: bool
    source: Source
    contact: str | None = None
    city: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class Missing:
    """What a document found missing at its date; `since`: what changed after, told by `answer`."""

    said: str
    date: str
    source: Source
    since: str | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Home:
    """A province, a territory or a country; `la` is the name after its preposition.

    `names` are entered by « en », « au »…; `towns` need none. `postal`: how its codes begin.
    """

    id: str
    kind: str
    name: str
    la: str
    names: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    postal: tuple[str, ...] = ()
    doors: tuple[Door, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def abroad(self) -> bool:
        return self.kind == COUNTRY


@dataclass(frozen=True)
class Elsewhere:
    """A place outside Québec where the person is: `text[start:end] == self.text`."""

    text: str
    start: int
    end: int
    name: str
    home: Home


@dataclass(frozen=True)
class Atlas:
    """All of the file; `words`: kind of answer → register → sentences holding `{la}`.

    `near`: names where people who live in Québec work and study. `dropped`: name → why.
    """

    homes: tuple[Home, ...]
    national: tuple[Door, ...]
    missing: tuple[Missing, ...]
    quebec_missing: tuple[Missing, ...]
    words: Mapping[str, Mapping[str, str]]
    near: frozenset[str]
    dropped: Mapping[str, str]


@dataclass(frozen=True)
class _Named:
    """A name at `said.words[position : position + size]`, at `text[start:end]`."""

    position: int
    size: int
    start: int
    end: int
    exact: bool
    outside: Outside
    home: Home


# --- the file ----------------------------------------------------------------------------------


def atlas(folder: Path | None = None) -> Atlas:
    """Every home, door and sentence of `elsewhere.yml`."""
    return _atlas((folder or data_folder()) / ELSEWHERE)


@lru_cache(maxsize=8)
def _atlas(path: Path) -> Atlas:
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    national = content["national"]
    return Atlas(
        homes=tuple(_home(entry) for entry in content["homes"]),
        national=_doors(national),
        missing=_missing(national),
        quebec_missing=_missing(content["quebec"]),
        words=content["words"],
        near=frozenset(content["near_quebec"]),
        dropped={entry["name"]: entry["why"] for entry in content["dropped"]},
    )


def _home(entry: Mapping[str, Any]) -> Home:
    return Home(
        id=entry["id"],
        kind=entry["kind"],
        name=entry["name"],
        la=entry["la"],
        names=tuple(entry.get("names", ())),
        towns=tuple(entry.get("towns", ())),
        postal=tuple(entry.get("postal", ())),
        doors=_doors(entry),
        missing=_missing(entry),
    )


def _doors(entry: Mapping[str, Any]) -> tuple[Door, ...]:
    return tuple(
        Door(**{**one, "audiences": tuple(one["audiences"]), "source": Source(**one["source"])})
        for one in entry.get("services", ())
    )


def _missing(entry: Mapping[str, Any]) -> tuple[Missing, ...]:
    return tuple(
        Missing(**{**one, "source": Source(**one["source"])})
        for one in entry.get("what_is_missing", ())
    )


# --- what is told ------------------------------------------------------------------------------


def doors(elsewhere: Elsewhere) -> tuple[Door, ...]:
    """The services known there, then those of all Canada; none abroad, where they do not serve."""
    if elsewhere.home.abroad:
        return ()
    return (*elsewhere.home.doors, *atlas().national)


def doors_there(elsewhere: Elsewhere, criteria: Criteria) -> tuple[Door, ...]:
    """The services known there that may serve this person, three at most."""
    kept = (
        door
        for door in elsewhere.home.doors
        if admits(door.audiences, door.minimum_age, door.maximum_age, criteria)
    )
    return tuple(islice(kept, _MOST_DOORS))


def contacts(elsewhere: Elsewhere, criteria: Criteria) -> tuple[str, ...]:
    """The ids of the lines of all Canada for this person; none abroad."""
    return tuple(
        door.contact
        for door in (() if elsewhere.home.abroad else atlas().national)
        if door.contact and admits(door.audiences, door.minimum_age, door.maximum_age, criteria)
    )


_MOST_DOORS = 3


def told(elsewhere: Elsewhere, vous: bool) -> str:
    """The honest word that comes with `doors`."""
    home = elsewhere.home
    kind = COUNTRY if home.abroad else "province" if home.doors else "sans"
    return atlas().words[kind]["vous" if vous else "tu"].format(la=home.la)


def recalled(identity: str) -> Elsewhere | None:
    """A place by the id of its home, kept from an earlier message; it has no text."""
    home = next((one for one in atlas().homes if one.id == identity), None)
    return Elsewhere("", 0, 0, home.name, home) if home else None


def is_abroad(identity: str | None) -> bool:
    """Whether a place kept from an earlier message is out of Canada."""
    place = recalled(identity) if identity else None
    return place is not None and place.home.abroad


# --- reading a message -------------------------------------------------------------------------


_HERE = re.compile(r"\b(?:ici|maintenant|aujourd ?hui) (?:au|en|a) (?:canada|quebec|montreal)\b")
"""« ici au Canada… chez nous à Kinshasa »: they came from there."""


def find_elsewhere(text: str) -> Elsewhere | None:
    """Where outside Québec the person lives or is, or None.

    « j'habite à Toronto », « on est en Alberta », « chu de Hearst »; not « mon chum est de
    Toronto », « il veut que j'aille à Ottawa ». A child, a pupil, or a friend one writes for
    counts as the person. Never raises.
    """
    said = spoken(text[:MAX_TEXT])
    named, inside = _places(said)
    if any(place.evidence >= Evidence.STAYS for place in inside) or _HERE.search(said.line):
        return None
    for one in named[:_MOST_NAMES]:
        if is_home(said, one.position, one.size, one.outside):
            return _elsewhere(said.text, one.start, one.end, one.outside.name, one.home)
    return _postal_code(said.text) if _MY_CODE.search(said.line) and not inside else None


def find_answer(text: str) -> Elsewhere | None:
    """The same in a reply to « Dans quelle région ? »: « Ottawa », « au Nouveau-Brunswick »."""
    running = find_elsewhere(text)
    if running is not None:
        return running
    said = spoken(text[:MAX_TEXT])
    named, inside = _places(said, answering=True)
    if inside or len(said.words) > _LONGEST_ANSWER:
        return None
    if not named:
        return _postal_code(said.text)
    covered = {index for one in named for index in range(one.position, one.position + one.size)}
    others = (word.text for index, word in enumerate(said.words) if index not in covered)
    if any(word not in _FILLERS for word in others):
        return None
    first = named[0]
    return _elsewhere(said.text, first.start, first.end, first.outside.name, first.home)


_LONGEST_ANSWER = 8
_MOST_NAMES = 8
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        """je j suis habite reste vis on est nous a au aux en dans de d du la le l les c ici ben euh
        pres proche canada moi ville province bonjour salut merci i live in from""",
    )
)


def _elsewhere(text: str, start: int, end: int, name: str, home: Home) -> Elsewhere:
    return Elsewhere(text[start:end], start, end, name, home)


_CODE = re.compile(r"(?<!\w)([A-Za-z]\d[A-Za-z])(?:[ -]?\d[A-Za-z]\d(?!\w)| ?•{3})")
"""Whole, or with its end masked."""
_MY_CODE = re.compile(r"\b(?:mon|notre|my|our) (?:code postal|postal code)\b")


def _postal_code(text: str) -> Elsewhere | None:
    for match in _CODE.finditer(text):
        area = match[1].upper()
        for home in atlas().homes:
            if area.startswith(home.postal or "-"):
                return _elsewhere(text, match.start(), match.end(), area, home)
    return None


# --- names -------------------------------------------------------------------------------------

_LONG_NAME = 7


@lru_cache(maxsize=8)
def _index(path: Path) -> Mapping[str, tuple[Outside, Home]]:
    """Folded words of every name → the name, and where it is."""
    near = _atlas(path).near
    return {
        key(name): (Outside(name, town, home.abroad, name in near), home)
        for home in _atlas(path).homes
        for town, names in ((False, home.names), (True, home.towns))
        for name in names
    }


@lru_cache(maxsize=8)
def _shapes(path: Path) -> Mapping[tuple[str, int, int], tuple[str, ...]]:
    """First letter, length, number of words → the long names, to be found in spite of a slip."""
    shapes: dict[tuple[str, int, int], tuple[str, ...]] = {}
    for name in _index(path):
        if len(name) >= _LONG_NAME:
            shape = (name[0], len(name), name.count(" ") + 1)
            shapes[shape] = (*shapes.get(shape, ()), name)
    return shapes


def _places(said: Spoken, *, answering: bool = False) -> tuple[list[_Named], list[FoundPlace]]:
    """The names from outside Québec and the places of Québec, none standing on another."""
    inside = [one for one in found_places(said, answering=answering) if one.reading.regions]
    named = [
        one for one in _named(said) if not any(_is_of_quebec(said, one, place) for place in inside)
    ]
    apart = [place for place in inside if not any(_meet(one, place) for one in named)]
    return named, apart


def _meet(one: _Named, place: FoundPlace) -> bool:
    return one.start < place.reading.end and place.reading.start < one.end


def _is_of_quebec(said: Spoken, one: _Named, place: FoundPlace) -> bool:
    """The same words are a place of Québec, or one is in it: « Bordeaux, à Montréal »."""
    reading = place.reading
    if _meet(one, place):
        longer = one.end - one.start > reading.end - reading.start
        return not (one.exact and (longer or not reading.exact))
    if reading.end <= one.start:
        return said.text[reading.end : one.start].strip() in _HYPHENS
    return _WITHIN.fullmatch(said.text, one.end, reading.start) is not None


_HYPHENS = ("-", "–", "/")
_WITHIN = re.compile(
    r"\s*[-–/,(]?\s*(?:(?:à|a\u0300?|au|en|dans)\s+)?(?:l['’]|l[ae]s?\s+)?", re.IGNORECASE
)
"""Between « Ottawa » and « Gatineau », « Bordeaux » and « Montréal »."""


def _named(said: Spoken) -> Iterator[_Named]:
    """Every name in order, the longest first."""
    path = data_folder() / ELSEWHERE
    names = _index(path)
    longest = max(name.count(" ") + 1 for name in names)
    position = 0
    while position < len(said.words):
        found = None
        for size in range(min(longest, len(said.words) - position), 0, -1):
            window = said.words[position : position + size]
            if window[0].segment != window[-1].segment:
                continue
            folded = " ".join(word.text for word in window)
            name = folded if folded in names else _near(folded, size, path)
            if name:
                start, end = window[0].start, window[-1].end
                found = _Named(position, size, start, end, name == folded, *names[name])
                yield found
                break
        position += found.size if found else 1


def _near(folded: str, size: int, path: Path) -> str | None:
    """The long name meant in spite of one slip: no ordinary word, no place of Québec."""
    if folded in ordinary_words() or folded in gazetteer().names:
        return None
    for length in (len(folded), len(folded) - 1, len(folded) + 1):
        for name in _shapes(path).get((folded[0], length, size), ()):
            slips = DamerauLevenshtein.distance(name, folded, score_cutoff=1)
            if slips <= 1 and not name.startswith(folded):
                return name
    return None
