"""Who writes, about whom, of what age: pure readers over `data/people.yml`.

Each gives what the words say and None in doubt: it is then asked, never guessed.
"""

from __future__ import annotations

import re

from knowledge.ages import AgeReading, Owner, StatedAge, bare_age, stated_ages
from knowledge.roles import Mention, mentions
from knowledge.spoken import Spoken, people_data, says, spoken
from knowledge.vocabulary import Profil, Sexe

__all__ = ["AgeReading", "age_of", "profil_of", "sexe_of", "vouvoie"]

MAX_TEXT = 4000
_YOUNG = 24
_AT_SCHOOL = range(10, 21)
_SMALL_CHILD = 8
_ADULT_STRANGER = 25
_REACH = 14
_GROWN = 30


def age_of(
    text: str, *, answering: bool = False, profil: Profil | None = None
) -> AgeReading | None:
    """Age, in whole years, of the person who needs the service (CONTRACT §1), or None.

    `answering`: the text answers « quel âge ? », so a number alone counts. `profil`: who
    writes, when it is already known. Ranges, grades, durations and years of birth are None.
    """
    said = spoken(text[:MAX_TEXT])
    if answering:
        bare = bare_age(said)
        if bare:
            return bare
    stated = stated_ages(said)
    if not stated:
        return None
    written_by = _profil(said, stated) or profil
    return _single(_ages_of_the_person(said, stated, written_by))


def profil_of(text: str) -> Profil | None:
    """Who is writing, or None when the words do not say."""
    said = spoken(text[:MAX_TEXT])
    return _profil(said, stated_ages(said))


def sexe_of(text: str) -> Sexe | None:
    """Sex of the person who needs the service, from plain words only; None in doubt."""
    said = spoken(text[:MAX_TEXT])
    if says("says_neither", said.line):
        return None
    feminin, masculin = says("says_feminin", said.line), says("says_masculin", said.line)
    profil = _profil(said, stated_ages(said))
    if feminin != masculin and profil in (None, Profil.JEUNE):
        return Sexe.FEMININ if feminin else Sexe.MASCULIN
    if profil in (None, Profil.JEUNE):
        return None
    sexes = {one.sexe for one in _the_person(mentions(said.line), profil)}
    return sexes.pop() if len(sexes) == 1 else None


def vouvoie(text: str) -> bool:
    """Whether the text addresses us with *vous*."""
    line = spoken(text[:MAX_TEXT]).line
    for other in people_data()["vouvoie_others"]:
        line = line.replace(other, "")
    return says("vouvoie", line)


_GROUPS = {
    Profil.PARENT: ("enfant",),
    Profil.PROCHE: ("proche", "enfant", "partenaire", "personne", "suivi", "parental"),
    Profil.INTERVENANT: ("suivi", "personne", "enfant"),
}


_ANYONE = ("enfant", "proche", "suivi", "personne")


def _groups(named: list[Mention], profil: Profil | None) -> tuple[str, ...]:
    """Groups to look into; a parent who names their child speaks of nobody else."""
    if profil is Profil.PARENT and not any(one.group == "enfant" for one in named):
        return ("personne",)
    return _GROUPS.get(profil, ("personne",)) if profil else ("personne",)


def _the_person(named: list[Mention], profil: Profil | None) -> list[Mention]:
    """The people who may be the one to be helped, the likeliest group only."""
    for group in _groups(named, profil):
        found = [one for one in named if _is_group(one, group)]
        if found:
            return found[:1] if group in ("personne", "suivi") else found
    return []


def _ages_of_the_person(
    said: Spoken, stated: list[StatedAge], profil: Profil | None
) -> list[StatedAge]:
    own = [one for one in stated if one.owner is Owner.SELF]
    shared = [one for one in stated if one.owner is Owner.SHARED]
    unknown = [one for one in stated if one.owner is Owner.UNKNOWN] or shared
    signed = [one for one in stated if one.mention and _signs(one.mention)]
    if profil is Profil.JEUNE:
        return own or shared or unknown or signed
    named = mentions(said.line)
    groups = _groups(named, profil) if profil else _ANYONE
    helped = [one for one in stated if not _stranger(said, one, profil)]
    for group in groups:
        found = [one for one in helped if one.mention and _is_group(one.mention, group)]
        if found:
            return found
    other = [one for one in stated if one.mention and one.mention.group == "proche"]
    if other and "proche" in groups and not own:
        return other
    if profil is None:
        return own or unknown or signed
    if own and not _speaks_of_theirs(said, groups, profil):
        young = [one for one in own if one.reading.value in _AT_SCHOOL]
        if young or profil is not Profil.INTERVENANT:
            return young or own
    grown = _GROWN if profil in (Profil.PARENT, Profil.PROCHE) else 100
    return [one for one in unknown if one.reading.value < grown]


def _signs(mention: Mention) -> bool:
    """« gars 14 ans de Rimouski », « fille 16 »: who writes, said without an article."""
    return not mention.determiner and mention.group == "personne"


def _speaks_of_theirs(said: Spoken, groups: tuple[str, ...], profil: Profil) -> bool:
    """« mon amie », « ma cliente »: their age is not the writer's; a parent's is never."""
    return profil is Profil.PARENT or any(
        one.own
        and one.group in groups
        and one.group not in ("partenaire", "parental")
        and not _WITH.search(said.line[: one.start].rstrip())
        for one in mentions(said.line)
    )


def _is_group(mention: Mention, group: str) -> bool:
    """« mon ami » is the writer's; « un ami de 23 ans » is somebody else's."""
    return mention.group == group and (
        mention.own or group in ("personne", "suivi") or not mention.determiner
    )


_COMPANY = re.compile(
    r"\b(?:par|contre|(?:sort\w*|est|es|suis|etait|couple|relation|legal|vit|parle|jase) avec)$"
)
_ALL = re.compile(r"\b(?:tous|toutes)$")
_WITH = re.compile(r"\b(?:avec|chez)$")
_YOUNGER = frozenset({"jeune", "ado", "enfant", "eleve", "mineure", "mineur", "adolescente"})


def _stranger(said: Spoken, one: StatedAge, profil: Profil | None) -> bool:
    """« un gars de 32 ans » is nobody to help, unless a professional says « une femme ».

    Nor is whoever the person is with: « elle sort avec un gars de 20 », « chez ma sœur ».
    """
    mention = one.mention
    if mention is None:
        return False
    before = said.line[: mention.start].rstrip()
    if "autre" in said.line[mention.start : mention.end].split() or _ALL.search(before):
        return True
    if mention.own and _WITH.search(before) and _follows(said, mention, one):
        return mention.group == "proche" and _states_their_own(said)
    if mention.group != "personne":
        return False
    if not mention.own and mention.noun not in _YOUNGER and _COMPANY.search(before):
        return True
    if one.reading.value < _ADULT_STRANGER:
        return False
    return profil is not Profil.INTERVENANT or mention.sexe is Sexe.MASCULIN


def _follows(said: Spoken, mention: Mention, one: StatedAge) -> bool:
    """« chez ma sœur de 25 ans », and not « ma sœur… Elle a 14 ans »."""
    _, end = said.span(mention.start, mention.end)
    return 0 <= one.reading.start - end <= len(" , de ")


def _states_their_own(said: Spoken) -> bool:
    return any(one.owner is Owner.SELF for one in stated_ages(said))


def _single(ages: list[StatedAge]) -> AgeReading | None:
    return ages[0].reading if len({one.reading.value for one in ages}) == 1 else None


def _profil(said: Spoken, stated: list[StatedAge]) -> Profil | None:
    line = said.line
    named = [one for one in mentions(line) if one.own]
    children = [one for one in named if one.group == "enfant"]
    own_age = next((one.reading.value for one in stated if one.owner is Owner.SELF), None)
    child_ages = [
        one.reading.value for one in stated if one.mention and one.mention.group == "enfant"
    ]
    if children and _for_themself(line, own_age, child_ages):
        return Profil.JEUNE
    if _grandparent(said) or (not children and says("says_proche", line)):
        return Profil.PROCHE
    if children or says("says_parent", line):
        return Profil.PARENT
    if says("says_intervenant", line):
        return Profil.INTERVENANT
    if _harmed(line):
        return Profil.JEUNE
    helped = says("helps", line)
    troubled = helped or any(_suffers(line, one) for one in named)
    close = [one for one in named if one.group == "proche"]
    aged = any(one.mention in close for one in stated)
    if close and (troubled or aged or (own_age is None and not close[0].several)):
        return Profil.PROCHE
    if any(
        one.group in ("partenaire", "parental") and (helped or _suffers(line, one)) for one in named
    ):
        return Profil.PROCHE
    if own_age is not None and (own_age <= _YOUNG or named):
        return Profil.JEUNE
    return None


def _for_themself(line: str, own_age: int | None, child_ages: list[int]) -> bool:
    """A young mother, or a parent who writes of what is done to them."""
    if own_age is None:
        return False
    if own_age <= _YOUNG and (not child_ages or min(child_ages) <= _SMALL_CHILD):
        return True
    return not child_ages and _harmed(line)


def _grandparent(said: Spoken) -> bool:
    """« petite-fille » with its hyphen is a grandchild; « ma petite fille » may be one's own."""
    return bool(
        re.search(
            r"(?i)\b(?:ma|mon|mes|nos|notre) (?:petite-fille|petit-fils|petits?-enfants)\b",
            said.text,
        )
    )


def _suffers(line: str, mention: Mention) -> bool:
    """Whether trouble is said of the person just named, in the dozen words that follow."""
    return says("suffers", " ".join(line[mention.end :].split()[:_REACH]))


def _harmed(line: str) -> bool:
    """Whether something is done to the writer, beyond being told of it."""
    telling = "|".join(people_data()["telling"])
    heard = re.sub(rf"\b(?:m|me) (?:a |ont |avait )?(?:{telling})(?!\w)", "", line)
    return says("says_jeune", heard)
