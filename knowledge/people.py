"""Who writes, about whom, of what age: pure readers over `data/people.yml`.

Each gives what the words say and None in doubt: it is then asked, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.ages import AgeReading, Owner, StatedAge, bare_age, stated_ages
from knowledge.roles import Mention, mentions
from knowledge.spoken import Spoken, people_data, says, spoken
from knowledge.vocabulary import Profil, Sexe

__all__ = [
    "CODE",
    "MAX_TEXT",
    "AgeReading",
    "age_of",
    "profil_from",
    "profil_of",
    "sexe_of",
    "sign",
    "sign_patterns",
    "vouvoie",
]

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
    written_by = profil_from(said, stated) or profil
    return _single(_ages_of_the_person(said, stated, written_by))


def profil_of(text: str) -> Profil | None:
    """Who is writing, or None when the words do not say."""
    said = spoken(text[:MAX_TEXT])
    return profil_from(said, stated_ages(said))


def sexe_of(text: str) -> Sexe | None:
    """Sex of the person who needs the service, from plain words only; None in doubt.

    Never from who did harm, and never once trans or non-binary is said.
    """
    said = spoken(text[:MAX_TEXT])
    line = said.line
    if says("says_neither", line):
        return None
    profil = profil_from(said, stated_ages(said))
    if profil in (None, Profil.JEUNE):
        return _sexe_of_writer(line, profil) or (None if profil else _sexe_told(line))
    related = _RELATED.search(line)
    if related:
        return _only({_RELATED_SEXES.get(related[1])})
    child = _HAS_A_CHILD.search(line) if profil is Profil.PARENT else None
    if child:
        return Sexe.FEMININ if child[1] == "fille" else Sexe.MASCULIN
    persons = _the_person(mentions(line), profil)
    if persons and persons[0].group in ("personne", "suivi"):
        return _sexe_of_strangers(said)
    if persons:
        sexes = {one.sexe for one in persons}
        return _only(sexes) or (_sexe_of_pronouns(line, persons) if sexes == {None} else None)
    return _sexe_of_strangers(said) or _sexe_told(line)


def _sexe_of_writer(line: str, profil: Profil | None) -> Sexe | None:
    """« je suis une fille »; « j'ai été agressée » once they write for themself."""
    both = re.search(r"\b(?:homme|gars|garcon)\b", line) and _GIRL.search(line)
    if profil is None and both and not _SAYS_OWN.search(line):
        return None
    agrees = profil is Profil.JEUNE and says("agrees_feminin", line)
    sexes: set[Sexe | None] = {
        *([Sexe.FEMININ] if agrees or says("says_feminin", line) else []),
        *([Sexe.MASCULIN] if says("says_masculin", line) else []),
    }
    return _only(sexes)


_GIRL = re.compile(r"\b(?:fille|femme|adolescente|elle)\b")
_SAYS_OWN = re.compile(r"\bje suis (?:une?|la|le) (?:\w+ )?(?:fille|femme|gars|garcon|homme)\b")
_HAS_A_CHILD = re.compile(
    r"\b(?:j ai|nous avons|on a) (?:aussi |encore |deja )?une? (?:\w+ )?(garcon|gars|fils|fille)\b"
)


def _sexe_of_strangers(said: Spoken) -> Sexe | None:
    """« une élève », « F 16 ans », « un gars »: when everyone so named is of the same sex."""
    named = [one for one in mentions(said.line) if one.group in ("personne", "suivi")]
    adjectives = people_data()["adjectives"]
    if any(
        one.several or (one.noun in adjectives and not _STANDS.match(said.line[one.end :]))
        for one in named
    ):
        return None
    sexes: set[Sexe | None] = {one.sexe for one in named}
    for bare in _BARE_PERSON.findall(said.line):
        sexes.add(_BARE_SEXES.get(bare))
    for code in CODE.findall(said.text):
        sexes.add(Sexe.FEMININ if "F" in code else Sexe.MASCULIN)
    return _only(sexes)


_STANDS = re.compile(r"(?: [,.]| ?$| (?:de|d|qui|que|qu|se|a|est)\b)")
_BARE_PERSON = re.compile(
    r"(?:^|[,.] )(eleve|jeune|ado|enfant|patiente?|cliente?|usagere?|participante?|residente?|"
    r"adolescente?|garcon|gars|fille|homme|femme)(?: |$)"
)
_BARE_SEXES = {
    **dict.fromkeys(
        ("patiente", "cliente", "usagere", "participante", "residente", "adolescente"), Sexe.FEMININ
    ),
    **dict.fromkeys(("fille", "femme"), Sexe.FEMININ),
    **dict.fromkeys(("garcon", "gars", "homme"), Sexe.MASCULIN),
}


def _sexe_told(line: str) -> Sexe | None:
    """« une fille de 15 ans se fait menacer », « elle a 13 ans »: one person, of one sex."""
    if re.search(r"\b(?:me|m|moi|mes)\b", line):
        return None
    named = mentions(line)
    if named:
        alone = (
            len(named) == 1 and named[0].group in ("personne", "suivi") and _opens(line, named[0])
        )
        told = alone and (_suffers(line, named[0]) or _aged(line, named[0]))
        return named[0].sexe if told and not named[0].several else None
    found = re.search(r"\b(elle|il) (?:a|va avoir|vient d avoir) \d+ ans\b", line)
    return _sexe_of_pronouns(line, []) if found else None


def _sexe_of_pronouns(line: str, persons: list[Mention]) -> Sexe | None:
    """« mon ado… elle »: when the text has that pronoun only, and nobody else it may be."""
    others = [one for one in mentions(line) if one not in persons]
    if others or sign("third_partner", line) or sign("third_family", line):
        return None
    spoken_of = re.sub(_NOBODY, "", line)
    pronouns = set(re.findall(r"\b(elle|il|ils|elles|lui|y|iel)\b", spoken_of)) - {"lui"}
    return _only({_PRONOUNS.get(one) for one in pronouns})


def _only(sexes: set[Sexe | None]) -> Sexe | None:
    return next(iter(sexes)) if len(sexes) == 1 else None


def _aged(line: str, mention: Mention) -> bool:
    return bool(re.match(r" (?:, )?(?:de |agee? de |a )?\d+ ans\b", line[mention.end :]))


_PRONOUNS = {"elle": Sexe.FEMININ, "il": Sexe.MASCULIN}
_NOBODY = r"\b(?:il y a|il faut|il fait|il est \d+|il pleut|s il (?:vous|te) plait|y a)\b"
_RELATED = re.compile(
    r"\b(fille|gars|fils|petite?|p tite?|enfants?|amie?s?|ado|chum|blonde|copine|copain)"
    r" (?:de|a) (?:ma|mon|mes|notre|nos|la|une?) "
    r"(?:voisine?|soeur|frere|amie?|collegue|belle soeur|beau frere|cousine?|fille|fils|gars)\b"
)
_RELATED_SEXES = {
    **dict.fromkeys(("fille", "petite", "p tite", "amie", "amies"), Sexe.FEMININ),
    **dict.fromkeys(("gars", "fils", "petit", "p tit", "ami"), Sexe.MASCULIN),
}


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
    if profil in (Profil.JEUNE, None) and own and own[0].reading.value >= _GROWN:
        own = _ages_of_their_child(said, stated, own[0].reading.value) or own
    if profil is Profil.JEUNE:
        return own or shared or unknown or signed or [o for o in stated if _welcomed(said, o)]
    named = [*mentions(said.line), *(one.mention for one in stated if one.mention)]
    groups = _groups(named, profil) if profil else _ANYONE
    helped = [one for one in stated if not _stranger(said, one, profil)]
    for group in groups:
        found = [one for one in helped if one.mention and _is_group(one.mention, group)]
        if profil is None and own:
            # « j'ai 14 ans et un gars de 24 ans m'écrit »: one's own, unless of one's own people.
            found = [one for one in found if one.mention and one.mention.own]
        if found:
            return _first_named(said, found)
    told = _told_of(said, stated, groups)
    if told and (profil is not None or not own):
        return told
    other = [one for one in stated if one.mention and one.mention.group == "proche"]
    if other and "proche" in groups and not own:
        return other
    if profil is None:
        return own or unknown or signed
    if own and not _speaks_of_theirs(said, groups, profil) and not _HOLDS_A_ROLE.search(said.line):
        young = [one for one in own if one.reading.value in _AT_SCHOOL]
        if young or profil is not Profil.INTERVENANT:
            return young or own
    grown = _GROWN if profil in (Profil.PARENT, Profil.PROCHE) else 100
    return [one for one in unknown if one.reading.value < grown]


def _ages_of_their_child(said: Spoken, stated: list[StatedAge], own: int) -> list[StatedAge]:
    """« Elle n'a que 15 ans; j'en ai 52 »: a parent who tells both ages."""
    child = next((one for one in mentions(said.line) if one.own and one.group == "enfant"), None)
    return [
        one
        for one in stated
        if child is not None
        and one.pronoun
        and one.reading.value <= own - _GENERATION
        and child.sexe in (None, _PRONOUNS.get(one.pronoun, child.sexe))
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
        for one in mentions(said.line)
        if one.group in groups and (one.own or one.group in ("personne", "suivi"))
    ]
    sexe = named[0].sexe if named else None
    told = [
        one
        for one in stated
        if one.pronoun
        and one.reading.value < (_ADULT if _is_adult(one.mention) else _GROWN)
        and not (sexe and _PRONOUNS.get(one.pronoun, sexe) is not sexe)
    ]
    theirs = [
        one
        for one in stated
        if one.mention
        and one.mention.group == "autrui"
        and one.mention.noun in _CHILD_NOUNS
        and one.reading.value < _GROWN
    ]
    return told or theirs


_ADULT = 20
_CHILD_NOUNS = frozenset({"fille", "fils", "garcon", "gars", "ado", "enfant", "fillette", "ainee"})
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
    if mention is None or re.search(
        r"\b(?:est|c est|comme|pour)$", said.line[: mention.start].rstrip()
    ):
        return False
    return any(
        named.own and not named.several and named.group in ("enfant", "proche")
        for named in mentions(said.line[: mention.start])
        if not _WITH.search(said.line[: named.start].rstrip())
    )


def _welcomed(said: Spoken, one: StatedAge) -> bool:
    """« une maison qui reçoit une femme de 31 ans »: the one who asks."""
    mention = one.mention
    return (
        mention is not None
        and mention.group == "personne"
        and _WELCOMES.search(said.line[: mention.start].rstrip()) is not None
    )


_WELCOMES = re.compile(
    r"\b(?:recoi\w+|recev\w+|accueill\w+|accept\w+|heberg\w+|prend|prennent|place pour|lit pour)$"
)


def _follows(said: Spoken, mention: Mention, one: StatedAge) -> bool:
    """« chez ma sœur de 25 ans », and not « ma sœur… Elle a 14 ans »."""
    _, end = said.span(mention.start, mention.end)
    return 0 <= one.reading.start - end <= len(" , de ")


def _states_their_own(said: Spoken) -> bool:
    return any(one.owner is Owner.SELF for one in stated_ages(said))


def _single(ages: list[StatedAge]) -> AgeReading | None:
    return ages[0].reading if len({one.reading.value for one in ages}) == 1 else None


def profil_from(said: Spoken, stated: list[StatedAge]) -> Profil | None:
    """`profil_of`, from a text already read."""
    line = said.line
    if says("english_words", line):
        return _profil_in_english(line)
    named = [one for one in mentions(line) if one.own]
    children = [one for one in named if one.group == "enfant"]
    if children and _friend_of(line, children[0]):
        return Profil.PROCHE
    children = [one for one in children if not _only_near(line, one)]
    own_age = next((one.reading.value for one in stated if one.owner is Owner.SELF), None)
    child_ages = [
        one.reading.value for one in stated if one.mention and one.mention.group == "enfant"
    ]
    baby = says("says_parent", line) and _BABY.search(line) is not None
    if (children or baby) and _for_themself(line, own_age, child_ages):
        return Profil.JEUNE
    if _grandparent(said) or (not children and says("says_proche", line)):
        return None if _at_work_too(line) else Profil.PROCHE
    if children and says("children_of_others", line):
        return Profil.INTERVENANT if says("says_intervenant", line) else Profil.PROCHE
    if children or says("says_parent", line):
        return None if _of_themself(line, children) else Profil.PARENT
    if says("says_intervenant", line):
        return None if says("not_at_work", line) else Profil.INTERVENANT
    if (says("at_work", line) or CODE.search(said.text)) and not (
        own_age is not None or says("not_at_work", line) or _harmed(line)
    ):
        return Profil.INTERVENANT
    return _young_or_close(line, named, stated, own_age)


def _young_or_close(
    line: str, named: list[Mention], stated: list[StatedAge], own_age: int | None
) -> Profil | None:
    """Neither a parent nor at work: for themself, or for somebody close."""
    close = [one for one in named if one.group == "proche"]
    if says("both_of_us", line) or (close and says("mourns", line)):
        return None
    them = re.sub(_PRESENTS, "", line)
    helped = says("helps", line)
    troubled = helped or any(_suffers(line, one) for one in close)
    if _harmed(line):
        return None if close and (troubled or says("about_them", them)) else Profil.JEUNE
    aged = any(one.mention in close for one in stated)
    first = bool(close) and own_age is None and not close[0].several and _opens(line, close[0])
    if close:
        told = (troubled or aged or first) and not says("acts_myself", line)
        return Profil.PROCHE if told else None
    if own_age is None and any(
        one.group in ("partenaire", "parental") and (helped or _suffers(line, one)) for one in named
    ):
        return Profil.PROCHE
    if _tells_of_self(line):
        return Profil.JEUNE
    if says("about_them", them):
        return None
    if own_age is not None and (own_age <= _YOUNG or named):
        return Profil.JEUNE
    if named and named[0].group == "parental" and not named[0].noun.startswith("grand"):
        return Profil.JEUNE
    return None


def _profil_in_english(line: str) -> Profil | None:
    """English is pointed to people who speak it; who writes is still read, from plain words."""
    for name, profil in (
        ("english_self", Profil.JEUNE),
        ("english_intervenant", Profil.INTERVENANT),
        ("english_parent", Profil.PARENT),
        ("english_proche", Profil.PROCHE),
        ("english_jeune", Profil.JEUNE),
    ):
        if says(name, line):
            return profil
    return None


def _only_near(line: str, child: Mention) -> bool:
    """« l'amie de ma fille », « comme mon fils », « le père de mon bébé »: not the child."""
    return bool(re.search(rf"\b(?:{_NEAR})$", line[: child.start].rstrip()))


_NEAR = (
    r"(?:amie?s?|copine|copain|blonde|coloc|camarades?|gang) (?:de|a|d)|comme|deces de|"
    r"(?:pere|papa|mere|maman) (?:de|a)|pour (?:nourrir|loger)|avec|moi et|moi pis|maltraite|"
    r"penser? a"
)


_BABY = re.compile(r"\b(?:bebe|mois)\b")


def _friend_of(line: str, child: Mention) -> bool:
    return bool(re.search(r"\bamie?s? (?:de|a)$", line[: child.start].rstrip()))


def _at_work_too(line: str) -> bool:
    """A coach who asks for a training: near the young, or at work; not told."""
    return (says("says_intervenant", line) and not says("not_at_work", line)) or sign(
        "team_need", line
    )


def _tells_of_self(line: str) -> bool:
    """« j'ai peur », « mes photos », or the first person alone, of nobody and no work."""
    if any(sign(name, line) for name in _SOMEBODY):
        return False
    if sign("my_body_deeds", line) or (
        sign("self_suffers", line) and not any(sign(name, line) for name in ("pupil", "trade"))
    ):
        return True
    told = re.sub(_ASKED_OF_US, "", line)
    first, third = (len(re.findall(one, told)) for one in (_MINE, _OTHERS))
    others = (*_WORK, "my_partner", "my_spouse")
    return first > 0 and not third and not any(sign(name, line) for name in others)


_ASKED_OF_US = (
    r"\b(?:parle|dis|explique|donne|montre|trouve|envoie|aide|parlez|dites|expliquez|donnez|"
    r"montrez|trouvez|envoyez|aidez) moi\b|"
    r"\b(?:pouvez|pourriez|peux|peut|pourrais|pourrait) (?:vous |tu |on |y )?(?:m|me) \w+"
)
"""« parle-moi du projet », « pouvez-vous m'aider »: said to us, and not of oneself."""
_MINE = r"\b(?:me|m|moi|mon|ma|mes)\b"
_OTHERS = r"\b(?:il|elle|ils|elles|lui|y|a|son|sa|ses|leur|leurs)\b"
_SOMEBODY = (
    "own_child",
    "own_close",
    "worry_for",
    "helps_someone",
    "bystander",
    "a_friend",
    "third_family",
    "home",
    "parent_words",
    "of_my_group",
    "youth_of",
)
_WORK = (
    "trade",
    "works_at",
    "our_place",
    "refers",
    "team_need",
    "public_need",
    "pupil",
    "looks_for",
    "accompanies",
    "case_words",
)
CODE = re.compile(r"(?:^\s*|[.,;:(]\s?)[FGH] ?1\d\b(?! ?h)")
"""« F15 », « G 14 ans » in capitals: a note; « g 16 ans » is « j'ai 16 ans »."""
_PRESENTS = (
    r"\bje suis (?:encore |juste )?(?:une?|un) (?:\w+ )?(?:fille|gars|ado|jeune|eleve|enfant)\b"
)


def sign(name: str, line: str) -> bool:
    """Whether a list of `signs` in `data/people.yml` is heard."""
    return sign_patterns()[name].search(line) is not None


@lru_cache(maxsize=1)
def sign_patterns() -> dict[str, re.Pattern[str]]:
    """Each list of `signs` as one expression, over whole words."""
    return {
        name: re.compile("|".join(_whole(entry) for entry in entries))
        for name, entries in people_data()["signs"].items()
    }


def _whole(entry: str) -> str:
    head = "" if entry.startswith(("^", "(^")) else r"(?<!\w)"
    return rf"{head}(?:{entry})(?!\w)"


def _of_themself(line: str, children: list[Mention]) -> bool:
    """A parent who also tells what was done to them, or what they did."""
    return says("survived", line) or (
        not any(_opens(line, one) for one in children) and says("my_own_trouble", line)
    )


def _opens(line: str, mention: Mention) -> bool:
    """Whether a person is named first of all: « allo, ma soeur… »."""
    return not re.sub(_GREETED, "", line[: mention.start])


_GREETED = (
    r"\b(?:bonjour|bonsoir|allo|salut|hey|heille|yo|ok|bon|bin|ben|faque|alors|madame|monsieur|"
    r"la|svp|help|aide|je crois que|je pense que|c est|c|pour|une?|de|d|a|y|il y a)\b|[ ,.]"
)


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
