"""Every place of a message, and what tells whether the person lives or stays there.

`places.place_of` speaks by rule. Here, no name is left out: a model weighs the signs of each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.context import EDGE, Signs, Told, around, person_signs, told
from knowledge.placecues import Evidence
from knowledge.places import FoundPlace, PlaceReading, found_places, is_about_somebody, narrowed
from knowledge.subjects import lives_there

_VERB = re.compile(
    r"\b(habit\w*|rest\w*|vi[st]|vivent|vivons|demeur\w*|demenag\w*|travail\w*|va|vais|etudi\w*|"
    r"ecole|cegep|suis|est|sommes|sont|place\w*|fugu\w*|part\w*|vien\w*|cherch\w*|rencontr\w*|"
    r"pris\w*|log\w*|heberg\w*|dor\w*|couch\w*|connu\w*|arriv\w*|retourn\w*)\b"
)
_CLAUSE_WORDS = 12
_SEVERAL = 2
_LENGTHS = (10, 20, 30, 40)


@dataclass(frozen=True)
class PlaceCandidate:
    """A place that may be where help is needed, and its signs."""

    reading: PlaceReading
    signs: Signs


def place_candidates(text: str) -> list[PlaceCandidate]:
    """The places of Québec in a message, in order; an ambiguous name is narrowed by the others.

    Not those where people only passed.
    """
    message = told(text)
    found = found_places(message.said)
    inside = [one for one in found if one.reading.regions]
    about = is_about_somebody(message.said, found)
    return [
        PlaceCandidate(_narrowed(one, inside), _signs(message, inside, one, about))
        for one in inside
        if one.evidence > Evidence.PASSED
    ]


def _narrowed(one: FoundPlace, inside: list[FoundPlace]) -> PlaceReading:
    others = [each.reading for each in inside if each.evidence > Evidence.ELSEWHERE]
    if len(one.reading.regions) == 1:
        return one.reading
    return replace(one.reading, regions=narrowed(one.reading, others))


def _signs(message: Told, inside: list[FoundPlace], one: FoundPlace, about: bool) -> Signs:
    said, reading = message.said, one.reading
    line = said.line
    start, end = said.position(reading.start, reading.end)
    found = around(line, start, end).signs() | person_signs(message, start)
    sentence = line[:start].rpartition(" . ")[2]
    clause = re.split(r" [,.](?: |$)", line[:start])[-1].split()[-_CLAUSE_WORDS:]
    found |= {f"clause={word}": 1.0 for word in clause}
    verbs = _VERB.findall(sentence)
    evidence, profil = one.evidence.name, message.profil
    home = lives_there(said, start).value
    found |= {
        f"verb={verbs[-1] if verbs else EDGE}": 1.0,
        f"evidence={evidence}": 1.0,
        f"evidence={evidence}|{profil}": 1.0,
        f"home={home}": 1.0,
        f"home={home}|{evidence}": 1.0,
        f"kind={reading.kind}": 1.0,
        f"exact={reading.exact}": 1.0,
        f"ambiguous={len(reading.regions) > 1}": 1.0,
        f"about_somebody={about}": 1.0,
        f"question={'?' in said.text}": 1.0,
        f"length={sum(len(said.words) > limit for limit in _LENGTHS)}": 1.0,
        f"profil={profil}": 1.0,
    }
    return found | _among(inside, one)


def _among(inside: list[FoundPlace], one: FoundPlace) -> Signs:
    """Beside the other places: how many regions are named, in what order, with what evidence."""
    regions = min(len({each.reading.regions for each in inside}), _SEVERAL + 1)
    rank = min(inside.index(one), _SEVERAL)
    others = [each.evidence for each in inside if each is not one]
    best = max(others, default=-1)
    place = "first" if one.evidence > best else "tied" if one.evidence == best else "behind"
    return {f"regions={regions}": 1.0, f"rank={rank}|{regions}": 1.0, f"evidence_{place}": 1.0}
