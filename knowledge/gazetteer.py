"""The names of places, from `data/places.csv`, ready to be looked up in folded words."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from knowledge.spoken import DATA, words

OUTSIDE = "hors_quebec"
ARTICLES = {"l", "la", "le", "les"}
_CONTRACTED = {"le": ("au", "du"), "les": ("aux", "des")}
_CUES = ("", "preposition", "domicile", "reponse")


@dataclass(frozen=True)
class Place:
    """A name and where it lies; `cue` is what must come with it to count in running text.

    `""` nothing; `preposition`: « à », « de la région de »…; `domicile`: « habite à »;
    `reponse`: only as a whole answer. `lead` words of the key (« au Bic ») are not the name.
    """

    name: str
    regions: tuple[str, ...]
    kind: str
    cue: str
    lead: int = 0


def key(name: str) -> str:
    """`Saint-Jérôme`, `st jerome` → `saint jerome`."""
    return " ".join(word.text for word in words(name))


def merge(places: Iterable[Place]) -> Place:
    """One place out of several of the same name: every region, the strictest cue."""
    found = list(places)
    at_home = [place for place in found if place.regions] or found
    return replace(
        at_home[0],
        regions=tuple(sorted({region for place in at_home for region in place.regions})),
        cue=max((place.cue for place in at_home), key=_CUES.index),
    )


@dataclass
class Gazetteer:
    """Keys of one to nine folded words.

    `names`: as written; `bare`: without their article, for answers and homes; `glued`:
    without spaces (« stjerome »); `longest`: by first word, the words of the longest name;
    `by_shape`: by length and first letter, for misspelt names.
    """

    names: dict[str, Place] = field(default_factory=dict)
    bare: dict[str, Place] = field(default_factory=dict)
    glued: dict[str, Place] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    by_shape: dict[tuple[int, str], dict[str, list[Place]]] = field(default_factory=dict)

    def near(self, folded: str, *, edits: int = 2) -> Place | None:
        """The place meant by a name with one or two typos, or None.

        Saints and articles are set aside first. One edit for 5–7 letters, two for 8 or more,
        the first letter right; several places at the same distance are merged. `edits`: at
        most so many.
        """
        bare = _stripped(folded)
        letters = len(bare.replace(" ", ""))
        limit = min(edits, 2 if letters >= 8 else 1 if letters >= 5 else 0)
        saint = folded.startswith(("saint ", "sainte "))
        if limit == 0 or folded in self.names or (not saint and bare in ordinary_words()):
            return None
        best, found = limit + 1, []
        for length in range(len(bare) - limit, len(bare) + limit + 1):
            for candidate, places in self.by_shape.get((length, bare[0]), {}).items():
                if places[0].name.startswith("Saint") != saint:
                    continue
                distance = DamerauLevenshtein.distance(bare, candidate, score_cutoff=limit)
                if distance > limit or not _word_by_word(bare, candidate):
                    continue
                if distance < best:
                    best, found = distance, list(places)
                elif distance == best:
                    found += places
        merged = merge(found) if found else None
        return merged if merged and len(merged.regions) <= 4 else None


def _word_by_word(typed: str, name: str) -> bool:
    """« trois riviere » is Trois-Rivières; « trois sites » is not Trois-Rives."""
    pairs = list(zip(typed.split(), name.split(), strict=False))
    if len(typed.split()) != len(name.split()):
        return True
    return all(DamerauLevenshtein.distance(one, other) <= _edits(len(one)) for one, other in pairs)


def _edits(letters: int) -> int:
    return 2 if letters >= 8 else 1


def _has_typos(place: Place, length: int) -> bool:
    """Short names that are also words, and what lies outside Québec, are never guessed."""
    if place.cue in ("domicile", "reponse"):
        return False
    return length >= (8 if place.kind == OUTSIDE else 4)


def _stripped(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if rest and first in ARTICLES | {"saint", "sainte"} else folded


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Folded words and first names that resemble a place and are never a typo of one."""
    lines = (DATA / "ordinary_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _rows() -> Iterator[tuple[str, Place]]:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            regions = (row["region_code"],) if row["region_code"] else ()
            name = row["official"] or row["name"]
            yield row["name"], Place(name, regions, row["kind"], row["cue"])


def _short_saints(rows: list[tuple[str, Place]]) -> dict[str, list[Place]]:
    """« Saint-Félix » for every Saint-Félix-de-…: all the regions it may lie in."""
    shorts: dict[str, list[Place]] = defaultdict(list)
    for name, place in rows:
        short = re.match(r"(Sainte?-[^-\s]+)[-\s]", name)
        if short and place.kind in ("municipalite", "secteur") and place.name == name:
            shorts[key(short[1])].append(replace(place, name=short[1], cue="preposition"))
    return shorts


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The index, built once from the file (about 50 ms)."""
    rows = list(_rows())
    grouped: dict[str, list[Place]] = defaultdict(list)
    for name, place in rows:
        grouped[key(name)].append(place)
    for short, places in _short_saints(rows).items():
        if short not in grouped:
            grouped[short] = places
    index = Gazetteer()
    for folded, places in grouped.items():
        index.names[folded] = merge(places)
    for folded, place in list(index.names.items()):
        first, _, rest = folded.partition(" ")
        if rest and first in ARTICLES:
            index.bare.setdefault(rest, replace(place, cue="domicile"))
        for contracted in _CONTRACTED.get(first, ()) if rest else ():
            index.names.setdefault(f"{contracted} {rest}", replace(place, lead=1))
    index.bare = {short: place for short, place in index.bare.items() if short not in index.names}
    for folded, place in index.names.items():
        if " " in folded and not place.lead and len(folded) >= 8:
            index.glued.setdefault(folded.replace(" ", ""), place)
        first = folded.split(" ")[0]
        index.longest[first] = max(index.longest.get(first, 0), folded.count(" ") + 1)
        if not place.lead and _has_typos(place, len(_stripped(folded))):
            bare = _stripped(folded)
            index.by_shape.setdefault((len(bare), bare[0]), {}).setdefault(bare, []).append(place)
    return index


@lru_cache(maxsize=1)
def postal_areas() -> dict[str, tuple[str, ...]]:
    """First three characters of a postal code → regions (several: to be asked)."""
    with (DATA / "fsa.csv").open(encoding="utf-8", newline="") as handle:
        return {
            row["fsa"]: tuple(sorted(row["region_codes"].split(";")))
            for row in csv.DictReader(handle)
        }


@lru_cache(maxsize=1)
def region_names() -> dict[str, str]:
    """Code of a region → its name."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as handle:
        return {row["region_code"]: row["name"] for row in csv.DictReader(handle)}
