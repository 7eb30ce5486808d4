"""What a person says of where they are: pure readers over `data/places.csv`.

A name that lies in several regions gives them all (to be asked, never guessed); a place
outside Québec gives none and the kind `hors_quebec`. Nothing here keeps what it reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.gazetteer import (
    ARTICLES,
    OUTSIDE,
    Place,
    gazetteer,
    ordinary_words,
    postal_areas,
    region_names,
)
from knowledge.placecues import Evidence, alone, evidence_of, is_theirs
from knowledge.spoken import MAX_TEXT, Spoken, spoken
from knowledge.subjects import people


@dataclass(frozen=True)
class PlaceReading:
    """A place in a text.

    `text[start:end] == reading.text`; `name` is the official name; `regions` are codes
    (`01`–`17`): one is certain, several are to be asked, none is outside Québec. `exact` is
    false when a typo was forgiven.
    """

    text: str
    start: int
    end: int
    name: str
    regions: tuple[str, ...]
    kind: str
    exact: bool


@dataclass(frozen=True)
class FoundPlace:
    """A place named in a text, and how surely the person lives or stays there."""

    reading: PlaceReading
    evidence: Evidence
    order: int


_JOIN = re.compile(r"[\s\-‐‑‒–—―'’ʼ.!/:]{0,4}")
_POSTAL = re.compile(
    r"(?<![^\W_])([A-Za-z])(\d)([A-Za-z])(?![^\W_])(?:[\s-]?(\d[A-Za-z]\d)(?![^\W_]))?"
    r"|(?<![^\W_])([A-Za-z])(\d)([A-Za-z])(\d[A-Za-z]\d)(?![^\W_])"
)
_NUMBER = re.compile(r"\bregions?(?: administratives?)?(?: (?:numero|no|n))? (\d{1,2})(?!\w)")
_BARE_NUMBER = re.compile(
    r"(?:c est |je (?:suis|reste|vis) |j habite )?(?:dans )?(?:la |le )?(?:r)?(\d{1,2})(?: ?e)?"
)
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        """j je suis habite reste vis vit habitons restons vivons demeure est on nous moi nos notre
        a au aux en dans de d du des le la l les sur vers pres proche coin region ville secteur
        quartier municipalite cote ben bin euh heu bah c ca ici pense crois genre merci svp stp
        bonjour salut allo oui ok plait s il vous te quebec qc canada juste et pis mon ma maison
        appart environ village mrc arrondissement actuellement presentement maintenant mtn tout
        coeur plein viens vient centre pour t ai dit deja plutot oups excuse desole desolee
        correction voulais dire""",
    )
)
_LONG_NAME = 8
_SHORT_ANSWER = 8
_LONG_ANSWER = 25


def find_place(text: str) -> PlaceReading | None:
    """The place in an answer to « Dans quelle région ? », or None.

    Takes names, everyday names, region numbers (« 16 », « région 16 ») and the first three
    characters of a postal code; forgives one or two typos. Never raises.
    """
    said = spoken(text[:MAX_TEXT])
    if not said.words:
        return None
    return (
        _postal_code(said)
        or _region_number(said, answering=True)
        or _whole(said)
        or _winner(said, found_places(said, answering=True))
        or _whole(said, typos=True)
    )


def find_places(text: str) -> tuple[PlaceReading, ...]:
    """Every place that a running text names, in order; ordinary words are left alone."""
    said = spoken(text[:MAX_TEXT])
    return tuple(found.reading for found in found_places(said))


def place_of(text: str) -> PlaceReading | None:
    """Where the person lives or stays, out of the places of a running text, or None.

    « j'habite à X mais c'est arrivé à Y » is X; « déménagé de X à Y » is Y; where an ex or
    a stranger lives is nobody's place. A place outside Québec only counts when they stay there.
    """
    said = spoken(text[:MAX_TEXT])
    found = found_places(said)
    if all(one.evidence <= Evidence.AREA for one in found) and not is_about_somebody(said, found):
        return None
    return _winner(said, found)


_FEW_WORDS = 3
_IMPERSONAL = re.compile(
    r"\b(?:il (?:fait|faut|pleut|neige|y a)|qu il fait|y a|s il vous plait|s il te plait)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:je|j|me|m|mon|ma|mes|moi|son|sa|ses|on|nous|notre|nos|il|elle|ils|elles|lui|y|a l|iel|"
    r"\d{1,2}|i|im|my|we|our|she|he|her|his|they|jeunes?|ados?|adolescent\w*|eleves?|usag\w+|"
    r"client\w+|"
    r"patient\w*|fill\w+|gars|garcons?|femmes?|enfants?|soeurs?|freres?|amie?s?|nieces?|neveux?|"
    r"besoins?|aid\w+|help|ressources?|services?|organismes?|intervenant\w*|suivi|ateliers?|"
    r"formations?|heberg\w+|refuges?|creche\w*|dormir|log\w+|coucher|lits?|foyers?|fugu\w+|"
    r"victimes?|menac\w+|photos?|nudes?|"
    r"videos?|agress\w+|agressions?|viol\w*|violen\w+|intimid\w+|harcel\w+|sext\w+|leurre|"
    r"exploitation sexuelle|escorte|prostitution|proxenet\w+|recrut\w+|detresse|suicid\w+|plainte|"
    r"ivac|clsc|dpj|lpj|ts|tes|cj|sq|spvm|cavac|calacs|policier\w*|patrouill\w+|agente?|"
    r"enseignant\w*|"
    r"infirmier\w*|educat\w+|travaill\w+|psy\w*|ecoles?|classes?|mdj|parents?|mere|pere|trousse|"
    r"medico\w*|hopital|urgences?|cliniques?|enceinte|avort\w+|depistage|rencontr\w+|quelqu un|"
    r"hommes?|groupes?)\b"
)
_LESSON = re.compile(
    r"\b(?:cours|travail|devoir|expose|examen) (?:de|d|en) (?:geo\w*|histoire|science\w*|univers|"
    r"economie|francais|anglais)\b"
)


def is_about_somebody(said: Spoken, found: list[FoundPlace]) -> bool:
    """« quel temps il fait à Alma », « une poutine à Alma »: a town, and nobody in it."""
    line = _IMPERSONAL.sub("", said.line)
    if _LESSON.search(line):
        return False
    others = len(said.words) - sum(len(one.reading.name.split("-")) for one in found)
    return others <= _FEW_WORDS or _SOMEBODY.search(line) is not None


def _winner(said: Spoken, found: list[FoundPlace]) -> PlaceReading | None:
    usable = [
        one
        for one in found
        if one.evidence > Evidence.ELSEWHERE
        and (one.reading.regions or one.evidence >= Evidence.AREA)
    ]
    if not usable:
        return None
    usable = _unlike_me(said, _over_there(said, usable))
    top = max(one.evidence for one in usable)
    best = [one.reading for one in usable if one.evidence == top]
    best = [reading for reading in best if reading.regions] or best
    first = best[0]
    if _METRO_REGION in first.regions and len(first.regions) > 1 and _METRO.search(said.line):
        return replace(first, regions=(_METRO_REGION,))
    if len(first.regions) > 1:
        return replace(first, regions=narrowed(first, [one.reading for one in usable]))
    if any(set(first.regions).isdisjoint(other.regions) for other in best if other.regions):
        everywhere = {region for reading in best for region in reading.regions}
        return replace(first, regions=tuple(sorted(everywhere)))
    return first


_METRO_REGION = "06"
_METRO = re.compile(r"\b(?:metro|station|stm|ligne (?:bleue|verte|orange)|arrondissement)\b")
_THERE = re.compile(
    r"\b(?=(?:il|elle|y|a|al) )((?:\w+ ){1,3}?)(?:est|vit|reste|dort|couche|habite)"
    r"(?: \w+){0,2}? la bas\b"
)


def _over_there(said: Spoken, found: list[FoundPlace]) -> list[FoundPlace]:
    """« elle est là-bas »: in the place named last."""
    there = _THERE.search(said.line)
    if there is None or not is_theirs(said.line[: there.end(1)].rstrip()):
        return found
    at = said.span(there.start(), there.end())[0]
    before = [one for one in found if one.reading.end <= at]
    if not before or at - before[-1].reading.end > _SOON_AFTER:
        return found
    return [
        replace(one, evidence=Evidence.CONCERNED) if one is before[-1] else one for one in found
    ]


_SOON_AFTER = 120
_ME_I_AM = re.compile(r"\bmoi (?:je|j) (?:suis|reste|habite|vis|demeure)\b")


def _unlike_me(said: Spoken, found: list[FoundPlace]) -> list[FoundPlace]:
    """« mon frère dort dehors à Y. Moi je suis à X »: Y, when nothing is done to the writer."""
    me = None if said.tells_of_self or len(found) < _TWO else _ME_I_AM.search(said.line)
    if me is None:
        return found
    at = said.span(me.start(), me.end())[1]
    before = [one for one in found if one.reading.end <= at]
    if len(before) != 1 or before[0].evidence > Evidence.AREA:
        return found
    named = people(said.line[: me.start()])
    if not any(one.own and one.group in ("enfant", "proche", "suivi") for one in named):
        return found
    return [replace(one, evidence=Evidence.CONCERNED) if one is before[0] else one for one in found]


_TWO = 2


def narrowed(reading: PlaceReading, others: list[PlaceReading]) -> tuple[str, ...]:
    """« Saint-Laurent, à Montréal »: what else is named tells which of the regions."""
    regions = set(reading.regions)
    for other in others:
        regions = regions & set(other.regions) or regions
    return tuple(sorted(regions))


def found_places(said: Spoken, *, answering: bool = False) -> list[FoundPlace]:
    """Every place that a text already read names, in order."""
    found: list[FoundPlace] = []
    for special in (_postal_code(said), _region_number(said)):
        if special:
            found.append(FoundPlace(special, Evidence.AREA, special.start))
    addresses = [match.span() for match in _ADDRESS.finditer(said.text)]
    count = len(said.words)
    short = answering and count <= _SHORT_ANSWER
    position = 0
    while position < count:
        match = _match_at(said, position, short=short) or _typo_at(said, position)
        if match is None:
            position += 1
            continue
        size, place, exact, evidence = match
        reading = _reading(said, position + place.lead, position + size, place, exact)
        if not any(start <= reading.start < end for start, end in addresses):
            found.append(FoundPlace(reading, evidence, reading.start))
        position += size
    return sorted(found, key=lambda one: one.order)


_DOMAIN = r"(?:ca|com|org|net)"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)\S+|\b[\w-]+\.{_DOMAIN}/\S+|(?<=\bsur )[\w-]+\.{_DOMAIN}(?!\w)"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:qc|gc)\.ca(?!\w)",
    re.IGNORECASE,
)
"""« j'ai lu sur Québec.ca »: a page, and nobody in it."""

_Match = tuple[int, Place, bool, Evidence]


def _match_at(said: Spoken, position: int, *, short: bool) -> _Match | None:
    index = gazetteer()
    first = said.words[position].text
    longest = min(index.longest.get(first, 0), len(said.words) - position)
    for size in range(longest, 0, -1):
        if not _joined(said, position, size):
            continue
        place = _of_a_county(said, position, size) or index.names.get(_key(said, position, size))
        if place:
            evidence = evidence_of(said, position, size, place, short=short)
            if evidence is not None:
                return size, place, True, evidence
    glued = None if first in ordinary_words() else _glued(first)
    for place in (glued, index.bare.get(first)):
        if place:
            evidence = evidence_of(said, position, 1, place, short=False)
            if evidence is not None:
                return 1, place, True, evidence
    return None


def _of_a_county(said: Spoken, position: int, size: int) -> Place | None:
    """« MRC Matapédia » is La Matapédia, not the town of that name."""
    before = [word.text for word in said.words[max(0, position - 3) : position]]
    while before and before[-1] in {"de", "d", "du", "des", "la", "le", "les", "l"}:
        before.pop()
    if not before or before[-1] != "mrc":
        return None
    folded = _key(said, position, size)
    names = gazetteer().names
    found = (names.get(f"{article} {folded}") for article in sorted(ARTICLES))
    return next((one for one in found if one and one.kind == "mrc" and not one.lead), None)


def _glued(token: str) -> Place | None:
    """« stjerome », « saintejulie », « troisrivieres »."""
    if len(token) < 7:
        return None
    spellings = [token]
    for short, full in (("ste", "sainte"), ("st", "saint")):
        if token.startswith(short):
            spellings.append(full + token[len(short) :])
    return next((gazetteer().glued[one] for one in spellings if one in gazetteer().glued), None)


def _typo_at(said: Spoken, position: int) -> _Match | None:
    """A misspelt name: only after « habite à », « région de », « à »… or in a few words."""
    if position and said.words[position].start == said.words[position - 1].start:
        return None
    for size in (4, 3, 2, 1):
        if position + size > len(said.words) or not _joined(said, position, size):
            continue
        folded = _key(said, position, size)
        if folded.isdigit() or said.words[position].text in ARTICLES or not _spellable(folded):
            continue
        place = gazetteer().near(folded)
        if place is None:
            continue
        known = replace(place, cue="preposition")
        evidence = evidence_of(said, position, size, known, short=False)
        if evidence is not None and evidence >= Evidence.NAMED:
            return size, place, False, evidence
        if evidence is Evidence.MENTIONED and _misspelt_alone(said, position, size, folded):
            return size, place, False, evidence
    return None


def _misspelt_alone(said: Spoken, position: int, size: int, folded: str) -> bool:
    """« longueil, 16 ans »: one letter off, and nothing else in the segment but an age."""
    if len(folded) < _LONG_NAME or not alone(said, position, size):
        return False
    place = gazetteer().near(folded, edits=1)
    return place is not None and place.kind != OUTSIDE and not place.cue


def _spellable(folded: str) -> bool:
    """A window of ordinary little words is no misspelt name."""
    first, last = folded.split()[0], folded.split()[-1]
    return first not in _FILLERS and (last not in _FILLERS or len(last) > 3)


def _whole(said: Spoken, *, typos: bool = False) -> PlaceReading | None:
    """The answer is a name and nothing else but « j'habite à », « ben », « Québec »…"""
    count = len(said.words)
    if count > _LONG_ANSWER:
        return None
    for size in range(min(count, 10), 0, -1):
        for position in range(count - size + 1):
            around = said.words[:position] + said.words[position + size :]
            if not all(word.text in _FILLERS for word in around):
                continue
            if not _joined(said, position, size, loose=True):
                continue
            folded = _key(said, position, size)
            before = said.words[position - 1].text if position else ""
            place = _named(folded, before, typos=typos)
            if place:
                return _reading(said, position + place.lead, position + size, place, not typos)
    return None


def _named(folded: str, before: str, *, typos: bool) -> Place | None:
    index = gazetteer()
    if typos:
        return index.near(folded) if _spellable(folded) else None
    if folded == "quebec" and before in ("au", "du", "le", "province"):
        return None
    return index.names.get(folded) or index.bare.get(folded) or _glued(folded)


def _key(said: Spoken, position: int, size: int) -> str:
    return " ".join(word.text for word in said.words[position : position + size])


def _joined(said: Spoken, position: int, size: int, *, loose: bool = False) -> bool:
    """Whether nothing but spaces, hyphens and the like lies between the words."""
    window = said.words[position : position + size]
    for left, right in pairwise(window):
        gap = said.text[left.end : right.start] if right.start >= left.end else ""
        if not _JOIN.fullmatch(gap) and not (loose and re.fullmatch(r"\W{0,4}", gap)):
            return False
    return True


def _reading(said: Spoken, start: int, end: int, place: Place, exact: bool) -> PlaceReading:
    left, right = said.words[start].start, said.words[end - 1].end
    return PlaceReading(
        said.text[left:right], left, right, place.name, place.regions, place.kind, exact
    )


def _postal_code(said: Spoken) -> PlaceReading | None:
    for match in _POSTAL.finditer(said.text):
        area = "".join(part for part in (match.groups()[:3] + match.groups()[4:7]) if part).upper()
        whole = match[4] or match[8]
        regions = postal_areas().get(area)
        if regions:
            name, kind = area, "code_postal"
        elif whole and area[0] in "ABCEKLMNPRSTVXY":
            name, kind, regions = area, OUTSIDE, ()
        else:
            continue
        return PlaceReading(match[0], match.start(), match.end(), name, regions, kind, True)
    return None


def _region_number(said: Spoken, *, answering: bool = False) -> PlaceReading | None:
    match = _NUMBER.search(said.line)
    if match is None and answering:
        match = _BARE_NUMBER.fullmatch(said.line)
    if match is None or not 1 <= int(match[1]) <= 17:
        return None
    code = f"{int(match[1]):02d}"
    start, end = said.span(match.start(1), match.end(1))
    return PlaceReading(
        said.text[start:end], start, end, region_names()[code], (code,), "region", True
    )
