"""Sex of the person to be helped, from plain words only; None in doubt."""

from __future__ import annotations

import re

from knowledge.ages import stated_ages
from knowledge.concerned import PRONOUNS, the_person
from knowledge.profiles import CODE, opens, profil_from, sign, suffers
from knowledge.roles import Mention, mentions
from knowledge.spoken import MAX_TEXT, Spoken, people_data, says, spoken
from knowledge.vocabulary import Profil, Sexe


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
    persons = the_person(mentions(line), profil)
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
    r"(?:^|[,.] |\bpour |\bpr )(eleve|jeune|ado|enfant|patiente?|cliente?|usagere?|participante?|"
    r"residente?|adolescente?|garcon|gars|fille|homme|femme)(?: |$)"
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
            len(named) == 1 and named[0].group in ("personne", "suivi") and opens(line, named[0])
        )
        told = alone and (suffers(line, named[0]) or _aged(line, named[0]))
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
    return _only({PRONOUNS.get(one) for one in pronouns})


def _only(sexes: set[Sexe | None]) -> Sexe | None:
    return next(iter(sexes)) if len(sexes) == 1 else None


def _aged(line: str, mention: Mention) -> bool:
    return bool(re.match(r" (?:, )?(?:de |agee? de |a )?\d+ ans\b", line[mention.end :]))


_NOBODY = r"\b(?:il y a|il faut|il fait|il est \d+|il pleut|s il (?:vous|te) plait|y a)\b"
_RELATED = re.compile(
    r"\b(fille|gars|fils|garcon|petite?|p tite?|grande?|enfants?|amie?s?|ado|chum|blonde|copine|"
    r"copain)"
    r" (?:de|a) (?:ma|mon|mes|notre|nos|la|une?) "
    r"(?:voisine?|soeur|frere|amie?|collegue|belle soeur|beau frere|cousine?|fille|fils|gars)\b"
)
_RELATED_SEXES = {
    **dict.fromkeys(("fille", "petite", "p tite", "grande", "amie", "amies"), Sexe.FEMININ),
    **dict.fromkeys(("gars", "fils", "garcon", "petit", "p tit", "grand", "ami"), Sexe.MASCULIN),
}
