"""Names of places that are something else here: a person's, a street's, a feast's."""

from __future__ import annotations

import re

from knowledge.gazetteer import Place, gazetteer
from knowledge.spoken import Spoken

_THE = r"(?: (?:la|le|l|les))?$"
_OF = r"(?:de|d|du|des|from)"
_STREET = re.compile(
    r"\b(?:rue|boulevard|boul|blvd|avenue|av|chemin|route|rang|pont|fleuve|autoroute|metro|"
    rf"station|aeroport|prison|universite|journal|canadiens|canadien|gouvernement|surete|"
    r"remparts|olympiques|voltigeurs|cataractes|oceanic|sagueneens|huskies|foreurs|drakkar|armada|"
    rf"phoenix|alouettes|carabins|serveur)(?: {_OF})?{_THE}"
)
_INSTITUTION = re.compile(
    r"\b(?:ecole|secondaire|primaire|polyvalente|poly|college|cegep|universite|u|hopital|chu|"
    r"chum|chul|clinique|centre|pavillon|eglise|paroisse|arena|fondation|carrefour|galeries|"
    r"place|parc|maison|mall|resto|bar|mr|monsieur|mme|madame|dr|docteur|prof|professeur|caisse|"
    r"fete|commission|academie|pensionnat|residence|foyer|tim hortons|mcdo)(?: la| le| l)?$"
)
_CALLED = re.compile(r"\b(?:appelle[sz]?|nomme|prenom|nom(?: de famille)?(?: (?:est|c est))?)$")
_FEAST = re.compile(r"\b(?:la|ma|bonne|joyeuse|au|du|un|le)$")
_IN_QC = re.compile(
    r"(?:^|\s)(?:a|dans|sur|de|(?:centre|basse|haute) ville(?: de)?|vieux|quartier \w+)$"
)
"""« à Qc », « centre-ville Qc »: the town; « Laval, Qc » is no other place."""
_PROVINCE = re.compile(r"\b(?:au|du|le|in|of|across|province|hydro|tele|loto|revenu|juridique)$")
_BEFORE_A_NAME = frozenset(
    re.findall(
        r"\w+",
        """de d appelle nomme nom suis est fille fils gars garcon ado fillette ami amie soeur frere
        cousin cousine niece neveu eleve cliente client usagere usager patiente patient avec
        jeune mari conjoint conjointe copine copain""",
    )
)
_SIDES = frozenset(("nord", "sud", "est", "ouest", "centre", "ville", "city", "quebec", "qc"))
_BEFORE_A_PLACE = frozenset(
    re.findall(
        r"\w+",
        """ville region secteur quartier arrondissement municipalite village mrc cegep college
        centre carrefour hopital clinique calacs cavac clsc cisss ciusss police service services
        jeunesse mauricie estrie bonjour allo salut bonsoir direction comte vieux grand grande
        reserve communaute cree innu nation premiere protection organisme equipe bureau quebec
        montreal intervenante intervenant canada""",
    )
)


def is_something_else(said: Spoken, position: int, size: int, place: Place, segment: str) -> bool:
    folded = " ".join(word.text for word in said.words[position : position + size])
    if folded == "quebec" and _PROVINCE.search(segment):
        return True
    if folded == "qc" and not _IN_QC.search(segment):
        return True
    if folded.startswith("saint ") and size == 2 and _FEAST.search(segment):
        return True
    if _is_surname(said, position) or _is_first_name(said, position, size, segment):
        return True
    if _goes_on(said, position + size - 1):
        return True
    if folded.startswith(("saint ", "sainte ")) and segment.endswith(" sur"):
        return True
    if segment.endswith((" metro", " station")) and _BY_METRO.issuperset(place.regions):
        return place.cue != ""
    return any(cue.search(segment) for cue in (_STREET, _INSTITUTION, _CALLED))


_BY_METRO = frozenset({"06", "13", "16"})


def _is_surname(said: Spoken, position: int) -> bool:
    """« ma fille Laurence Laval »: a first name right before it."""
    if position < 2:
        return False
    name, before = said.words[position], said.words[position - 1]
    written = said.text[before.start : before.end]
    earlier = said.words[position - 2]
    return (
        said.text[before.end : name.start] == " "
        and earlier.segment == name.segment
        and earlier.text in _BEFORE_A_NAME
        and len(written) > 1
        and written.istitle()
        and said.text[name.start].isupper()
        and before.text not in _BEFORE_A_PLACE
    )


def _is_first_name(said: Spoken, position: int, size: int, segment: str) -> bool:
    """« le policier Gaspé Morin », « Alma est ma chienne »: before a surname, or called so."""
    after = said.words[position + size :][:1]
    left, last = segment.split()[-1:], said.words[position + size - 1]
    if left and left[0] in _GOVERNS:
        return False
    if _CALLED_SO.match(said.line[said.offsets[position + size - 1] + len(last.text) :]):
        return True
    if _hyphened(said, position):
        return True
    if not after or not left or after[0].segment != last.segment:
        return False
    written = said.text[after[0].start : after[0].end]
    return (
        said.text[last.end : after[0].start] == " "
        and written.istitle()
        and len(written) > 2
        and after[0].text not in _SIDES | _BEFORE_A_PLACE
        and after[0].text not in gazetteer().names
    )


def _hyphened(said: Spoken, position: int) -> bool:
    """« Kim Lavoie-Gaspé »: the second half of a name that is no place."""
    if not position:
        return False
    before, name = said.words[position - 1], said.words[position]
    written = said.text[before.start : before.end]
    joined = said.text[before.end : name.start] == "-"
    return (
        joined
        and written.istitle()
        and before.text not in gazetteer().names
        and before.text not in _SIDES
    )


_GOVERNS = frozenset(
    re.findall(
        r"\w+",
        """a au aux en de d du des dans sur vers pres pour habite reste vis vit region ville secteur
        mrc""",
    )
)
_CALLED_SO = re.compile(
    r"^ (?:est|c est) (?:le |mon |ma |son |un |une |l )?(?:nom|prenom|chien|chienne|chat|chatte|"
    r"ami|amie|"
    r"prof|coach|cousin|cousine|soeur|frere)\b"
)


def _goes_on(said: Spoken, last: int) -> bool:
    """« la Baie-des-Chaleurs » is not La Baie: a hyphen, then what is no place nor a side."""
    word = said.words[last]
    if last + 1 == len(said.words) or not re.match(r"-\w", said.text[word.end :]):
        return False
    rest = [one.text for one in said.words[last + 1 : last + 6]]
    names = gazetteer().names
    named = any(" ".join(rest[:size]) in names for size in range(1, len(rest) + 1))
    return rest[0] not in _SIDES and not named
