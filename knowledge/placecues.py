"""What the words before a place say of it: whether it is one, and whose it is."""

from __future__ import annotations

import re
from enum import IntEnum

from knowledge.gazetteer import OUTSIDE, Place
from knowledge.roles import Whose, whose_home
from knowledge.spoken import Spoken


class Evidence(IntEnum):
    """How surely the person lives or stays there; `ELSEWHERE` is certainly not them."""

    ELSEWHERE = 0
    MENTIONED = 1
    NAMED = 2
    AREA = 3
    STAYS = 4
    LIVES = 5
    CONCERNED = 6


_AT = (
    r"(?:a|au|aux|en|dans|sur|vers|chez|pres de|pres d|proche de|proche d|proche|pas loin de|"
    r"du cote de)"
)
_OF = r"(?:de|d|du|des)"
_THE = r"(?: (?:la|le|l|les))?$"
_WORDS = r"(?: \w+){0,5}? "
_VERB = (
    r"(?:habite[sz]?|habitent|habitons|habiter|reste[sz]?|restent|restons|rester|vi[st]|vivent|"
    r"vivons|vivre|demeure[sz]?|demeurent|loge[sz]?|logent|dors|dort|heberge\w*|"
    r"(?:est|suis|ete|sont) placee?s?|installe\w*|etabli\w*)"
)
_HOME = re.compile(rf"\b({_VERB}){_WORDS}{_AT}{_THE}|\b({_VERB}) {_AT}{_THE}")
_BEING = re.compile(
    rf"\b(suis|es|est|sommes|sont|etes|reside|resident|rendue?)(?:{_WORDS}| ){_AT}{_THE}"
)
_MOVED = re.compile(
    rf"\b(?:demenag\w+|amenag\w+|(?:suis|sommes|sont) (?:arrive|venu)\w*)(?:{_WORDS}| ){_AT}{_THE}"
)
_ME = re.compile(
    rf"\b(?:moi|chez (?:nous|moi)(?: autres)?|avec (?:nous|moi))(?:{_WORDS}| ){_AT}{_THE}"
)
_FROM = re.compile(rf"\b(?:demenag|arriv|ven)\w+ {_OF}{_THE}")
_LEFT = re.compile(rf"\b(?:demenag\w+|quitt\w+|parti[es]*|partir) (?:{_OF})?{_THE}")
_ORIGIN = re.compile(rf"\b(?:viens|vient|venons|viennent|venant|originaires?) {_OF}{_THE}")
_AREA = re.compile(
    rf"\b(?:regions?|secteur|coin|ville|municipalite|village|quartier|arrondissement|mrc|bout|"
    rf"alentours|environs|banlieue|reserve|communaute|territoire)(?: administrative)?"
    rf"(?: {_OF})?{_THE}"
)
_NEAR = re.compile(
    rf"\b(?:cote|pres|proche|loin|autour|nord|sud|est|ouest|centre ville|cegep|hopital|ecole|"
    rf"polyvalente|ans|fille|gars|jeune|ado|eleve|jeunesse|gens|famille|famille|police|dpj|clsc|"
    rf"cisss|ciusss|mrc|parc|ici|maison|organisme|bureau|palais|cavac|calacs|poste) {_OF}{_THE}"
)
_PREPOSITION = re.compile(rf"(?:^|\s){_AT}{_THE}")
_PAST = re.compile(
    rf"\b(?:habitais|habitait|habitaient|habitions|restais|restait|restaient|vivais|vivait|"
    rf"vivaient|vivions|etais|etait)(?:{_WORDS}| ){_AT}{_THE}"
)
_EVENT = re.compile(
    rf"\b(?:(?:s est|s etait|c est|m est|lui est|est|etait) (?:arrive|passe|produit)\w*|"
    rf"emmen\w+|amen\w+|rejoin\w+|rencontr\w+|"
    rf"retrouv\w+|conduit\w*|voir|voyage|vacances|visite[r]?|party|concert|motel|hotel|chalet|"
    rf"aller|va|vais|vont|alle[es]*|partie?s?|partir|transfere\w*|travaille|travaillait|"
    rf"travaillent)(?:{_WORDS}| )(?:{_AT}|{_OF}|pour){_THE}"
)
_STUDIES = re.compile(r"\b(?:ecole|cegep|secondaire|polyvalente|poly)\b")
_WORKS = re.compile(r"\bje travaille\b")
_REFUSED = re.compile(rf"\b(?:pas|ni|sauf|jamais)(?: (?:a|au|aux|en|dans|de|d|du|sur|vers))?{_THE}")
_NO_MORE = re.compile(rf"\bplus (?:a|au|aux|en|dans){_THE}")
_STRANGER = re.compile(
    r"(?<!mon )(?<!ma )\b(?:gars|homme|hommes|gang|gangs|pimp|monsieur|inconnu|type|mec|dude|"
    r"adulte|individu|madame|chum|ex|ami d internet)(?: de \d+ ans)?"
    rf"(?: qui (?:vient|viens|habite|reste|vit))? (?:{_OF}|a|au|aux|en){_THE}"
)
_ONESELF = re.compile(
    r"\b(?:suis|moi|etant|comme) un\w? (?:jeune )?(?:gars|mec|dude|type|homme)\b"
    r"|\b(?:gars|mec|dude) de (?:\d|1[0-7]) ans (?:de|d|du|des|a|au|aux|en)(?: (?:la|le|l|les))?$"
)
"""« je suis un gars de… », « gars de 16 ans de… »: the person, not a stranger."""
_STREET = re.compile(
    r"\b(?:rue|boulevard|boul|blvd|avenue|av|chemin|route|rang|pont|fleuve|autoroute|metro|"
    rf"station|aeroport|prison|universite|journal|canadiens|gouvernement|surete)(?: {_OF})?{_THE}"
)
_INSTITUTION = re.compile(
    r"\b(?:ecole|secondaire|primaire|polyvalente|poly|college|cegep|universite|u|hopital|chu|"
    r"chum|chul|clinique|centre|pavillon|eglise|paroisse|arena|fondation|carrefour|galeries|"
    r"place|parc|maison|mall|resto|bar|mr|monsieur|mme|madame|dr|docteur|prof|professeur|caisse|"
    r"fete|commission|academie|pensionnat|residence|foyer|tim hortons|mcdo)(?: la| le| l)?$"
)
_FEAST = re.compile(r"\b(?:la|ma|bonne|joyeuse|au|du|un|le)$")
_PROVINCE = re.compile(r"\b(?:au|du|le|province|hydro|tele|loto|revenu|juridique)$")
_ALONE = frozenset(
    re.findall(
        r"\w+",
        """a au en de d du la le l les region ville secteur coin ans an ado fille gars jeune femme
        homme quebec qc canada ici bonjour salut allo chu dans sur vers et habite j je suis""",
    )
)


def evidence_of(
    said: Spoken, position: int, size: int, place: Place, *, short: bool
) -> Evidence | None:
    """How sure a name at a position is, or None when nothing says that it is a place."""
    start = said.offsets[position]
    left = said.line[:start].rstrip()
    sentence = left.rpartition(" . ")[2]
    if place.lead:
        sentence = f"{sentence} {said.words[position].text}".strip()
    segment = sentence.rpartition(" , ")[2]
    if _is_something_else(said, position, size, segment):
        return None
    kept = _strength(said, left, segment)
    if place.kind == OUTSIDE and not _settled_abroad(segment, kept):
        kept = min(kept, Evidence.NAMED)
    if not _cue_is_there(said, position, size, place, segment, kept, short=short):
        return None
    return kept


def _is_something_else(said: Spoken, position: int, size: int, segment: str) -> bool:
    folded = " ".join(word.text for word in said.words[position : position + size])
    if folded == "quebec" and _PROVINCE.search(segment):
        return True
    if folded.startswith("saint ") and size == 2 and _FEAST.search(segment):
        return True
    if folded.startswith(("saint ", "sainte ")) and segment.endswith(" sur"):
        return True
    return bool(_STREET.search(segment) or _INSTITUTION.search(segment))


def _settled_abroad(segment: str, kept: Evidence) -> bool:
    """Where the writer was born, or a friend moved to, is not where help is needed."""
    return kept in (Evidence.LIVES, Evidence.STAYS) and not _ORIGIN.search(segment)


def _strength(said: Spoken, left: str, segment: str) -> Evidence:
    if _REFUSED.search(segment) or _NO_MORE.search(segment) or _PAST.search(segment):
        return Evidence.ELSEWHERE
    if _ME.search(segment):
        return Evidence.LIVES
    moved = _MOVED.search(segment)
    if moved and not _FROM.search(segment):
        return _lived_by(whose_home(said.line, len(left) - len(segment) + moved.start()))
    if _LEFT.search(segment):
        return Evidence.ELSEWHERE
    home = _HOME.search(segment)
    if home:
        return _lived_by(whose_home(said.line, len(left) - len(segment) + home.start()))
    if _WORKS.search(segment):
        return Evidence.NAMED
    if _EVENT.search(segment) and not _STUDIES.search(segment):
        return Evidence.ELSEWHERE
    if _STRANGER.search(segment) and not _ONESELF.search(segment):
        return Evidence.ELSEWHERE
    being = _BEING.search(segment) or _ORIGIN.search(segment)
    if being:
        lived = _lived_by(whose_home(said.line, len(left) - len(segment) + being.start()))
        return Evidence.STAYS if lived > Evidence.STAYS else min(lived, Evidence.NAMED)
    if _AREA.search(segment):
        return Evidence.AREA
    if _PREPOSITION.search(segment) or _NEAR.search(segment):
        return Evidence.NAMED
    return Evidence.MENTIONED


def _lived_by(whose: Whose) -> Evidence:
    return {
        Whose.SELF: Evidence.LIVES,
        Whose.CONCERNED: Evidence.CONCERNED,
        Whose.UNKNOWN: Evidence.AREA,
        Whose.SOMEONE: Evidence.AREA,
        Whose.OTHER: Evidence.ELSEWHERE,
    }[whose]


def _cue_is_there(
    said: Spoken,
    position: int,
    size: int,
    place: Place,
    segment: str,
    evidence: Evidence,
    *,
    short: bool,
) -> bool:
    if place.cue == "":
        return True
    if place.cue == "reponse":
        return False
    settled = bool(_HOME.search(segment) or _MOVED.search(segment) or _AREA.search(segment))
    if place.cue == "domicile":
        return settled
    return bool(
        settled
        or short
        or place.lead
        or _PREPOSITION.search(segment)
        or _NEAR.search(segment)
        or _ORIGIN.search(segment)
        or _PAST.search(segment)
        or (evidence is Evidence.ELSEWHERE and _LEFT.search(segment))
        or _alone(said, position, size)
    )


def _alone(said: Spoken, position: int, size: int) -> bool:
    """« 15 ans, Alma »: the name has a segment to itself, but for an age or « ville de »."""
    here = said.words[position].segment
    last = said.words[position + size - 1].segment
    others = [
        word.text
        for index, word in enumerate(said.words)
        if here <= word.segment <= last and not position <= index < position + size
    ]
    return all(word in _ALONE or word.isdigit() for word in others)
