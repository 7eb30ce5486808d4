"""Of the ages that a text states, the one of the person to be helped; None in doubt."""

from __future__ import annotations

import re

from knowledge.age_answer import bare_age
from knowledge.age_reading import AgeReading, Owner, StatedAge
from knowledge.ages import stated_ages
from knowledge.concerned import PRONOUNS, groups_of, is_group
from knowledge.profiles import profil_from, sign, suffers
from knowledge.ranked_age import ranked_age
from knowledge.roles import Mention
from knowledge.set_apart import pointed_at, without_others
from knowledge.spoken import MAX_TEXT, Spoken, says, spoken
from knowledge.subjects import people
from knowledge.vocabulary import Profil, Sexe

_AT_SCHOOL = range(10, 21)
_ADULT_STRANGER = 25
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
    return age_from(said, stated, profil_from(said, stated) or profil)


def age_from(said: Spoken, stated: list[StatedAge], profil: Profil | None) -> AgeReading | None:
    """`age_of`, from a text already read."""
    return _single(_ages_of_the_person(said, stated, profil)) or ranked_age(said)


_ANYONE = ("enfant", "proche", "suivi", "personne")


def _ages_of_the_person(
    said: Spoken, stated: list[StatedAge], profil: Profil | None
) -> list[StatedAge]:
    pointed = pointed_at(said, stated)
    if pointed:
        return pointed
    stated = without_others(said, stated, profil)
    own = [one for one in stated if one.owner is Owner.SELF]
    if profil is None and own and own[0].reading.value >= _GROWN and _tells_of_another(said):
        stated, own = [one for one in stated if one.owner is not Owner.SELF], []
    shared = [one for one in stated if one.owner is Owner.SHARED]
    unknown = [one for one in stated if one.owner is Owner.UNKNOWN] or shared
    signed = [one for one in stated if one.mention and _signs(one.mention)]
    if profil is None and says("says_parent", said.line) and not said.tells_of_self:
        own = [one for one in own if one.reading.value < _GROWN]
    if profil in (Profil.JEUNE, None) and own and own[0].reading.value >= _GROWN:
        own = _ages_of_their_child(said, stated, own[0].reading.value) or own
    if profil is Profil.JEUNE:
        unsaid = [one for one in unknown if not one.pronoun]
        return own or shared or unsaid or signed or [o for o in stated if _is_for(said, o)]
    named = [*people(said.line), *(one.mention for one in stated if one.mention)]
    groups = groups_of(named, profil) if profil else _ANYONE
    helped = [one for one in stated if not _stranger(said, one, profil)]
    mine = any(sign(name, said.line) for name in _UNDERGONE)
    for group in groups:
        found = [one for one in helped if one.mention and is_group(one.mention, group)]
        if profil is None and own:
            # « j'ai 14 ans et un gars de 24 ans m'écrit »: one's own, unless of one's own people.
            young = own[0].reading.value < _ADULT_STRANGER
            found = [
                one
                for one in found
                if one.mention
                and one.mention.own
                and not mine
                and not (young and one.reading.value >= _ADULT_STRANGER)
            ]
        if group == "personne" and _minors(unknown) and not _minors(found):
            found = []
        if found:
            return _first_named(said, found)
    told = _told_of(said, stated, groups)
    if told and (profil is not None or not own):
        return told
    partners = [one for one in stated if one.mention and one.mention.group == "partenaire"]
    if profil is None and any(o.mention and suffers(said.line, o.mention) for o in partners):
        return partners
    other = [one for one in stated if one.mention and one.mention.group == "proche"]
    if other and "proche" in groups and not own:
        return other
    if profil is None:
        return own or unknown or signed
    if own and not _speaks_of_theirs(said, groups, profil) and not _HOLDS_A_ROLE.search(said.line):
        school = [one for one in own if one.reading.value in _AT_SCHOOL]
        if school or profil is not Profil.INTERVENANT or (said.tells_of_self and not unknown):
            return school or own
    grown = _GROWN if profil in (Profil.PARENT, Profil.PROCHE) else 100
    return [one for one in unknown if one.reading.value < grown]


def _tells_of_another(said: Spoken) -> bool:
    """« Le chum de ma nièce lui crie après. J'ai 58 ans. »: who writes is not who is helped."""
    if said.tells_of_self or any(sign(name, said.line) for name in _OF_ONESELF):
        return False
    return any(
        one.group in ("enfant", "proche", "suivi")
        if one.own
        else one.group == "personne" and one.determiner in ("la", "le")
        for one in people(said.line)
    )


_UNDERGONE = ("me_object", "self_suffers")
_OF_ONESELF = (*_UNDERGONE, "my_body_deeds", "survivor", "done_to_me")


def _ages_of_their_child(said: Spoken, stated: list[StatedAge], own: int) -> list[StatedAge]:
    """« Elle n'a que 15 ans; j'en ai 52 »: a parent who tells both ages."""
    child = next((one for one in people(said.line) if one.own and one.group == "enfant"), None)
    return [
        one
        for one in stated
        if child is not None
        and one.pronoun
        and one.reading.value <= own - _GENERATION
        and child.sexe in (None, PRONOUNS.get(one.pronoun, child.sexe))
    ]


_GENERATION = 14


def _first_named(said: Spoken, found: list[StatedAge]) -> list[StatedAge]:
    """« mon fils de 16 ans… la fille de mon conjoint, 9 ans »: of two, whoever comes first.

    Not of a list of two, « ma fille de 12 ans et mon fils de 14 »: they are both spoken of.
    """
    first = found[0].mention
    if first is None or first.several or found[0].pronoun:
        return found
    others = [one for one in found if one.mention and one.mention.start != first.start]
    if not others:
        return found
    between = said.text[found[0].reading.end : others[0].reading.start]
    if len(between.split()) <= _LISTED:
        return found
    return [one for one in found if one.mention and one.mention.start == first.start]


_LISTED = 6


def _told_of(said: Spoken, stated: list[StatedAge], groups: tuple[str, ...]) -> list[StatedAge]:
    """« Il a 15 ans », far from his name: whoever is spoken of, but not the adult named last."""
    named = [
        one
        for one in people(said.line)
        if one.group in groups and (one.own or one.group in ("personne", "suivi"))
    ]
    sexe = named[0].sexe if named else None
    told = [
        one
        for one in stated
        if one.pronoun
        and one.reading.value < (_ADULT if _is_adult(one.mention) else _GROWN)
        and not (sexe and PRONOUNS.get(one.pronoun, sexe) is not sexe)
    ]
    theirs = [
        one
        for one in stated
        if one.mention
        and one.mention.group == "autrui"
        and one.mention.noun in _YOUNG_NOUNS
        and one.reading.value < _GROWN
    ]
    return told or theirs


_MINOR = 18
_ADULT = 20
_YOUNG_NOUNS = frozenset(
    {"fille", "fils", "garcon", "gars", "ado", "enfant", "fillette", "ainee", "soeur", "frere"}
)
_HOLDS_A_ROLE = re.compile(
    r"\b(?:je suis|en tant que) (?:une? |la |le |leur |son |sa |aussi |ici )?(?:\w+ )?"
    r"(?:monitrice|moniteur|coach|entraineure?|entraineuse|gardienne|benevole|animat\w+|"
    r"chef scoute?|sauveteu\w+|voisine?|tante|oncle|marraine|parrain)\b"
)


def _is_adult(mention: Mention | None) -> bool:
    """Somebody who is not the one to be helped, unless the age is a child's."""
    return mention is not None and (
        mention.group in ("menace", "partenaire", "autorite")
        or (mention.group == "autrui" and mention.noun in ("chum", "copain", "ex", "ami", "blonde"))
    )


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
        for one in people(said.line)
    )


_COMPANY = re.compile(
    r"\b(?:par|contre|(?:sort\w*|est|es|suis|etait|couple|relation|legal|vit|parle|jase) avec)$"
)
_ALL = re.compile(r"\b(?:tous|toutes)$")
_WITH = re.compile(r"\b(?:avec|chez)$")
_DATES_THEIRS = re.compile(
    r"(?: (?:de|agee? de))?(?: \d+| \w+)?(?: ans)? qui "
    r"(?:sort|couche|est|vit|se tient|traine|parle|ecrit) (?:avec|a) (?:ma|mon|notre|ses|mes)\b"
)
"""« le gars de 17 ans qui sort avec ma fille »."""
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
    if not mention.own and _DATES_THEIRS.match(said.line[mention.end :]):
        return True
    if mention.own and _WITH.search(before) and _follows(said, mention, one):
        return mention.group == "proche" and _states_another(said, one)
    if mention.group != "personne" or _welcomed(said, one):
        return False
    if profil is Profil.PROCHE and mention.determiner in ("un", "une") and _after_theirs(said, one):
        return True
    if not mention.own and mention.noun not in _YOUNGER and _COMPANY.search(before):
        return True
    if one.reading.value < _ADULT_STRANGER:
        return False
    return profil is not Profil.INTERVENANT or mention.sexe is Sexe.MASCULIN


def _after_theirs(said: Spoken, one: StatedAge) -> bool:
    """« ma nièce… un garçon de 17 ans lui écrit »: not the niece."""
    mention = one.mention
    if mention is None or _SAME.search(said.line[: mention.start].rstrip()):
        return False
    if any(_APPOSED.fullmatch(said.line[each.end : mention.start]) for each in people(said.line)):
        return False
    return any(
        named.own and not named.several and named.group in ("enfant", "proche")
        for named in people(said.line[: mention.start])
        if not _WITH.search(said.line[: named.start].rstrip())
    )


_APPOSED = re.compile(r" (?:\w+ ){0,2}, ")
_SAME = re.compile(r"\b(?:est|c est|comme|pour|a|ai|avons)$")


def _welcomed(said: Spoken, one: StatedAge) -> bool:
    """« une maison qui reçoit une femme de 31 ans »: the one who asks."""
    mention = one.mention
    return (
        mention is not None
        and mention.group == "personne"
        and _WELCOMES.search(said.line[: mention.start].rstrip()) is not None
    )


def _is_for(said: Spoken, one: StatedAge) -> bool:
    """« une place pour un gars de 15 ans », said by him."""
    if _welcomed(said, one):
        return True
    mention = one.mention
    return (
        mention is not None
        and mention.group == "personne"
        and mention.determiner in ("un", "une")
        and said.line[: mention.start].rstrip().endswith((" pour", " pr"))
    )


_WELCOMES = re.compile(
    r"\b(?:recoi\w+|recev\w+|accueill\w+|accept\w+|heberg\w+|prend|prennent|aid\w+|"
    r"(?:besoin|cherch\w+|recherch\w+|place|lit|groupe|suivi|aide|ressources?|services?|chambre|"
    r"hebergement|therapie|quoi|chose)(?: (?!pour\b)\w+){0,3} pour)$"
)


def _follows(said: Spoken, mention: Mention, one: StatedAge) -> bool:
    """« chez ma sœur de 25 ans », and not « ma sœur… Elle a 14 ans »."""
    _, end = said.span(mention.start, mention.end)
    return 0 <= one.reading.start - end <= len(" , de ")


def _states_another(said: Spoken, one: StatedAge) -> bool:
    """Whether the writer's age is told, or that of one of theirs named before."""
    return any(
        each.owner is Owner.SELF
        or (each.mention and each.mention.own and each.reading.start < one.reading.start)
        for each in stated_ages(said)
    )


def _minors(ages: list[StatedAge]) -> list[StatedAge]:
    return [one for one in ages if one.reading.value < _MINOR]


def _single(ages: list[StatedAge]) -> AgeReading | None:
    """The one age; of a minor and adults that nobody owns, « lui 24, elle 15 », the minor's."""
    values = {one.reading.value for one in ages}
    if len(values) > 1 and all(one.owner is Owner.UNKNOWN or one.pronoun for one in ages):
        minors = _minors(ages)
        grown = all(
            value in {each.reading.value for each in minors} or value >= _ADULT for value in values
        )
        ages = minors if grown else ages
    return ages[0].reading if len({one.reading.value for one in ages}) == 1 else None
