"""What the words around a place outside Québec say: whether the person lives or is there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.ages import stated_ages
from knowledge.gazetteer import Place
from knowledge.language import is_english
from knowledge.placecues import Evidence, evidence_of
from knowledge.profiles import profil_from, suffers
from knowledge.roles import Mention, Whose, whose
from knowledge.spoken import Spoken, says
from knowledge.vocabulary import Profil


@dataclass(frozen=True)
class Outside:
    """A name from outside Québec.

    `town`: needs no « en » nor « au »; `abroad`: outside Canada; `near`: people who live in
    Québec work and study there.
    """

    name: str
    town: bool
    abroad: bool
    near: bool


_WINDOW = 24
_KIND = "ailleurs"
"""No kind of `gazetteer`: where somebody of theirs lives counts, unlike for `OUTSIDE`."""
_THE = r"(?: (?:la|le|l|les))?$"
_AT = r"(?:a|au|aux|en|dans)"
_OF = r"(?:de|d|du|des)"
_ENTERED = re.compile(rf"\b(?:{_AT}|{_OF}|in|near|from|depuis|pres de|proche){_THE}")
_FROM = re.compile(rf"\b{_OF}{_THE}")
_VERB = re.compile(
    r"\b(?:habit\w+|rest\w+|vi[st]|vivent|vivons|vivre|demeur\w+|resid\w+|log\w+|dor[ts]|suis|est|"
    r"sommes|sont|rendue?s?|place\w*|demenag\w+|amenag\w+|emmenag\w+|arrive\w*|install\w+|"
    r"etabli\w*|heberg\w+|etudi\w+)\b"
)
_DWELLS = re.compile(r"(?:habit|reste|vit|vis|viv|demeur|resid)\w*")
_MOVED = re.compile(r"(?:demenag|amenag|emmenag)\w+")

_NOT_A_HOME = (
    # a street, a person's home, a road; « une vidéo de moi à »
    re.compile(rf"\b(?:(?:sur|coin|angle|chez|vers){_THE}|(?:de|of|sur) moi {_AT}{_THE})"),
    # « je veux aller vivre à »: a wish, a plan or somebody's order
    re.compile(
        r"(?<!venu)(?<!venue)(?<!venus)(?<!alle)(?<!allee)(?<!alles)(?<!parti)(?<!partie)"
        r"(?<!partis) (?:vivre|habiter|rester|demeurer|loger|s installer|m installer)\b"
    ),
    # « on déménage à »: not yet; « j'ai déménagé » and « je viens de déménager » are done
    re.compile(
        r"(?<!\bai )(?<!\bas )(?<!\ba )(?<!avons )(?<!\bont )(?<!deja )(?<!d )(?<!de )(?<!juste )"
        r"\b(?:demenag\w+|emmenag\w+)"
    ),
    # « j'ai étudié en Belgique »: over
    re.compile(r"\b(?:ai|as|a|avons|ont) etudie"),
    re.compile(r"\b(?:quand|lorsque|lorsqu|chaque fois)\b"),
    re.compile(
        r"\b(?:pas|plus|jamais|not|dont|don t|never)(?: (?!je|j|on|nous|il|elle|i|we\b)\w+){0,3}?"
        rf" (?:{_AT}|in){_THE}"
    ),
)
_PASSING = re.compile(
    r"^ (?:pour|en|ce|cette|la|le|durant|pendant|for|this)"
    r"(?: (?:un|une|le|la|les|mon|notre|des|a))?"
    r"(?: (?:petite?|longue?))? (?:week ?ends?|weekend|fins? de semaine|tournois?|compe\w*|voyage|"
    r"vacances|concert|spectacle|show|congres|conference|colloque|visite|relache|tournament|trip)\b"
)
_RENDERED = re.compile(rf"^rendue?s? {_AT}{_THE}")
_SELF = re.compile(r"\b(?:je suis|on est|nous sommes)\b")
_STUDIES = re.compile(r"\b(?:etudes|ecole|cegep|universite|college|inscrite?)\b")
_STUDIED = re.compile(r"\betudi\w+\b")
_GONE = re.compile(r"\bparti")

_SURELY = re.compile(
    r"\b(?:je suis|on est|nous sommes)(?: \w+)? (?:dans|a) (?:une?|l|le|la|notre|son) "
    rf"(?:motel|hotel|airbnb|appart\w*|chambre|maison|condo|auberge) {_AT}{_THE}"
    rf"|\b(?:viens|vient|venons) (?:d|de) (?:arriver|emmenager|demenager) {_AT}{_THE}"
    rf"|\bje (?:(?:vous|te|t) )?(?:ecris|texte|contacte) (?:{_OF}|depuis){_THE}"
)
_REGION_OF = re.compile(
    r"\b(?:habit\w+|reste|restons|vi[st]|vivons|demeur\w+|resid\w+|suis|sommes|est|sont)"
    r"(?: \w+){0,3}? (?:dans|en|a|au|pres|proche)(?: (?:la|le|l|une?))?"
    r"(?: (?:grande?|petite?|belle))? (?:regions?|coin|ville|village|province|banlieue|environs|"
    rf"alentours|nord|sud|est|ouest|bout) {_OF}{_THE}"
)
_ONE_OF = re.compile(
    r"\b(?:je suis|nous sommes|moi) (?:une?|des) (?:\w+ )?(?:maman|mere|papa|pere|famille|parents?|"
    rf"fille|gars|ado|jeune|femme|eleve|tante)(?: \w+)?(?: de \d+ ans)? {_OF}{_THE}"
)
_NOTED = re.compile(
    r"(?:(?:habite|vit|demeure|reside|reste)(?: \w+){0,2}?|intervenante?|enseignante?|ts) "
    rf"{_AT}{_THE}"
)
"""« Élève de 13 ans, vit à », « Intervenante à »: no pronoun, as in a note."""
_STRANGER = re.compile(
    r"\b(?:hommes?|gars|monsieur|suspect|agresseur|individu|adulte|chum|ex|pimp|inconnu|profil|"
    r"compte|quelqu un|personne|pere|mere|parents?)\b"
)
_WORKS = re.compile(
    r"\b(?:je|j|nous|on) (?:travaill\w+|oeuvr\w+|interven\w+|intervien\w+|enseign\w+)"
    rf"(?: \w+){{0,6}}? {_AT}{_THE}"
)
_AT_ONCE = re.compile(
    r"\b(?:suis|est|sommes|sont)(?: (?:presentement|actuellement|la|maintenant|rendue?s?|toute?s?|"
    r"seule?s?|encore|deja|ici|en fugue|prise?s?|pognee?s?|placee?s?|arrivee?s?|bien|juste|"
    rf"cachee?s?|nous|moi))* (?:{_AT}|{_OF}){_THE}"
)
"""Nothing of a trade stands between « je suis » and « à »."""
_ENGLISH = re.compile(
    r"\b(?:(?:i|we) (?:\w+ )?(?:live|stay|are|am|moved)|i m|im|we re|"
    r"(?:my|our) (?:\w+ ){0,2}?(?:daughter|son|kid|child|girl|boy|teen\w*|student|client|patient) "
    rf"(?:\w+ )?(?:lives|is|stays|moved))(?: \w+){{0,3}}? (?:in|at|near|to){_THE}"
    rf"|\b(?:i am|i m|im|we are|we re) from{_THE}"
)
_INTRODUCED = re.compile(
    r"(?:(?:salut|allo|bonjour|bonsoir|hey|hi|yo) (?:, )?)?(?:(?:moi|je suis|c est)(?: ,)? )?"
    r"(?:une? )?(?:(?:fille|gars|garcon|ado|jeune|femme|homme|f|g|m) )?(?:, )?(?:de )?"
    rf"(?:j ai )?\d{{1,2}}(?: ans)?(?: (?:fille|gars|f|g|m))?(?: ,)?(?: (?:et )?(?:{_AT}|{_OF}))?"
)
"""« 15 ans, Ottawa », « moi fille de 16 ans de Moncton »: at the very start."""
_ANOTHER = re.compile(r"(?<!ans)(?<!ans ,) qui\b")
"""« ma fille parle à quelqu'un qui vit à »: who lives there is not the one named last."""


@dataclass(frozen=True)
class _Context:
    """What stands around a name: all of the line before it, its sentence, its last segment."""

    said: Spoken
    of: Outside
    evidence: Evidence
    left: str
    sentence: str
    segment: str
    right: str

    @property
    def indirect(self) -> bool:
        """« dans la région de », « une mère de »: where they live, though only near the verb."""
        one_of = not self.of.abroad and _ONE_OF.search(self.segment)
        return bool(_REGION_OF.search(self.segment) or one_of)


def _context(said: Spoken, position: int, size: int, of: Outside) -> _Context | None:
    evidence = evidence_of(said, position, size, Place(of.name, (), _KIND, ""), short=False)
    if evidence is None:
        return None
    last = position + size - 1
    left = said.line[: said.offsets[position]].rstrip()
    sentence = left.rpartition(" . ")[2]
    segment = " ".join(sentence.rpartition(" , ")[2].split()[-_WINDOW:])
    right = said.line[said.offsets[last] + len(said.words[last].text) :]
    return _Context(said, of, evidence, left, sentence, segment, right)


def is_home(said: Spoken, position: int, size: int, of: Outside) -> bool:
    """Whether the person lives or is at `said.words[position : position + size]`."""
    seen = _context(said, position, size, of)
    if seen is None or _is_passing(seen):
        return False
    if _SURELY.search(seen.segment):
        return True
    if seen.evidence <= Evidence.ELSEWHERE:
        return False
    if _INTRODUCED.fullmatch(seen.left):
        return not seen.of.abroad
    if not of.town and not _ENTERED.search(seen.segment):
        return False
    if _ENGLISH.search(seen.segment):
        return not (seen.of.abroad and seen.segment.endswith(" from"))
    if is_english(said.text):
        return False
    if _NOTED.fullmatch(seen.segment):
        return _STRANGER.search(seen.left) is None
    if _WORKS.search(seen.segment) and _writes_as(said, Profil.INTERVENANT):
        return not of.near
    if _STUDIES.search(seen.segment):
        return False
    if of.near and not _sleeps_there(seen):
        return not of.town and _writes_as(said, Profil.INTERVENANT)
    return _lives_there(seen)


def _is_passing(seen: _Context) -> bool:
    """A street, a wish, a denial, a trip: not where they live, nor where they are."""
    return (
        any(sign.search(seen.segment) for sign in _NOT_A_HOME)
        or _PASSING.match(seen.right) is not None
        or (_RENDERED.search(seen.segment) is not None and not _SELF.search(seen.sentence))
    )


def _sleeps_there(seen: _Context) -> bool:
    """In a place that people of Québec work and study in, more is asked than « je suis … à »."""
    if _STUDIED.search(seen.segment):
        return _GONE.search(seen.segment) is not None
    return seen.evidence is not Evidence.STAYS or _AT_ONCE.search(seen.segment) is not None


def _lives_there(seen: _Context) -> bool:
    """The writer, or somebody of theirs; « je suis de France » is a birth."""
    indirect, said = seen.indirect, seen.said
    born = _FROM.search(seen.segment) is not None and not indirect
    if not indirect and (seen.evidence < Evidence.STAYS or (seen.of.abroad and born)):
        return False
    verbs = list(_VERB.finditer(seen.segment))
    at, verb = (verbs[-1].start(), verbs[-1][0]) if verbs else (len(seen.segment), "")
    at += len(seen.left) - len(seen.segment)
    owner, mention = whose(said.line, at)
    if owner is Whose.SELF:
        return True
    if owner is not Whose.CONCERNED or mention is None or born:
        return False
    return not _ANOTHER.search(said.line[mention.end : at]) and _is_theirs(said, mention, verb)


def _is_theirs(said: Spoken, mention: Mention, verb: str) -> bool:
    """A child, a pupil, or the friend one writes for."""
    if mention.group == "proche":
        if not mention.own or _MOVED.fullmatch(verb):
            return False
        dwells = _DWELLS.fullmatch(verb) is not None and _writes_as(said, Profil.PROCHE)
        return dwells or suffers(said.line, mention) or says("helps", said.line)
    if mention.group in ("suivi", "personne"):
        pupil = mention.own and mention.group == "suivi"
        return pupil or _writes_as(said, Profil.INTERVENANT)
    return mention.own and mention.group == "enfant"


def _writes_as(said: Spoken, profil: Profil) -> bool:
    return profil_from(said, stated_ages(said)) is profil
