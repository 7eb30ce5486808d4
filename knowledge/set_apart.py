"""Of the people whose age is told, whom the words point at, and whom they leave out."""

from __future__ import annotations

import re

from knowledge.age_reading import Owner, StatedAge
from knowledge.concerned import PRONOUNS
from knowledge.roles import Mention
from knowledge.spoken import Spoken
from knowledge.subjects import people
from knowledge.vocabulary import Profil, Sexe

_HELPED = ("enfant", "proche", "suivi", "personne")
_TROUBLED = (
    r"(?:vit|vis|subi\w*|souffre|file|se fait|me fais|s est fait\w*|recoit|"
    r"(?:a|ai) (?:un |des |le )?(?:probleme|besoin)\w*|est (?:visee?|victime)|"
    r"(?:a|ai) envoye (?:une?|des|ses)|"
    r"(?:je|j|que je|que j) (?:m )?(?:ecris|inquiete|veux (?:aider|faire aider)))"
)
_POINTED = re.compile(
    r"\b(?:(?:c est|c) (?:plutot |surtout |bien )?(?P<pour>pour )?|(?<!pas )(?P<write>j ecris pour|"
    r"je cherche (?:de l |une )?\w+ pour) )(?P<who>moi|elle|lui|iel|ma|mon|la|le|l|notre)(?!\w)"
)
_IN_TROUBLE = re.compile(rf" (?:qui|que|qu) (?:\w+ )?{_TROUBLED}")


def pointed_at(said: Spoken, stated: list[StatedAge]) -> list[StatedAge]:
    """« c'est pour elle », « c'est ma blonde qui vit ça », « c'est moi qui file pas »."""
    for match in _POINTED.finditer(said.line):
        who, start = match["who"], match.start("who")
        person = next((one for one in people(said.line) if one.start == start), None)
        after = said.line[person.end if person else match.end() :]
        if not (match["pour"] or match["write"] or _IN_TROUBLE.match(after)):
            continue
        found = [one for one in stated if _is_pointed(one, who, person)]
        if found:
            return found
    return []


def _is_pointed(one: StatedAge, who: str, person: Mention | None) -> bool:
    if who == "moi":
        return one.owner in (Owner.SELF, Owner.SHARED)
    if one.owner is Owner.SELF:
        return False
    if who in PRONOUNS or who == "lui":
        sexe = Sexe.MASCULIN if who == "lui" else PRONOUNS[who]
        told = PRONOUNS.get(one.pronoun) or (one.mention.sexe if one.mention else None)
        return told is sexe
    return person is not None and one.mention is not None and one.mention.noun == person.noun


_CAUSED = re.compile(
    r"\b(?:j ai|je l ai|je lui ai|je leur ai) (?:\w+ ){0,2}?(?:"
    r"(?:touch|forc|frapp|menac|harcel|publi|partag|agress|insult|oblig|viol|recrut|amen|embarqu|"
    r"abus|demand|ecoeur)e\w*|"
    r"(?P<harm>fait (?:\w+ ){0,3}?(?:attouchements?|mal|quoi|choses?|affaires|gestes)))\b"
)
_HURT = re.compile(
    r"\b(?:attouchements?|gestes?|touche\w*|agress\w+|force\w*|frapp\w*|viol\w+|mordu\w*|batt\w+)"
    r"(?: \w+){0,3}$"
)
_TELLS = re.compile(
    r"(?: ,)? (?:(?:vient de )?(?:m|nous|me) (?:a |ont )?(?:dit|dire|"
    r"(?:racont|montr|confi|jur)e\w*)|"
    r"dit|pense|croit|trouve|jure) (?:qu|que)\b"
)


_DEEDS = (
    r"(?:attend\w*|ecri\w+|text\w+|amen\w+|achet\w+|donne\w*|pay\w+|pai\w+|envo\w+|demand\w+|"
    r"parle\w*|harcel\w+|suit|suivait|menace\w*|touch\w+|force\w*|drague\w*|cruise\w*|"
    r"compliment\w+|follow\w*|ramene\w*|embarque\w*|cherche\w*|rejoi\w+|contact\w+|add\w*)"
)
_TURNED_TO = r"(?:ecri|text|demand|parl|contact|appel|rejoin)"
"""« un jeune de 18 ans m'a demandé de l'aide »: of what was done once, these ask for help."""
_DONE_TO_SOMEBODY = re.compile(
    r" (?:qui )?(?:\w+ )?(?:(?:me|m|la|lui|l|nous|les|leur|te|t) "
    rf"(?:(?:a|ont) (?!{_TURNED_TO}))?{_DEEDS}|"
    r"(?:vient|va|veut|voulait|venait|passe|offre|propose) (?:me|m|la|lui|l|nous|les|"
    r"de (?:me|m|la|lui))\b)"
)
_ANYBODY = frozenset({"un", "une", ""})


def is_of_whoever_does(said: Spoken, one: StatedAge) -> bool:
    """« un gars de 24 ans m'écrit », « un ami de 26 ans qui l'attend »: not who is helped."""
    mention = one.mention
    if mention is None or mention.determiner not in _ANYBODY or one.pronoun:
        return False
    if mention.group not in ("personne", "proche", "menace") or one.reading.value < _GROWN_UP:
        return False
    _, end = said.position(one.reading.start, one.reading.end)
    return _DONE_TO_SOMEBODY.match(said.line[end:]) is not None


_GROWN_UP = 18


def without_others(said: Spoken, stated: list[StatedAge], profil: Profil | None) -> list[StatedAge]:
    """Neither an animal, nor whoever does something to the writer or to theirs, nor whom they
    did harm to, nor who tells of somebody else."""
    stated = [
        one
        for one in stated
        if not (one.mention and one.mention.group == "animal")
        and (profil is Profil.INTERVENANT or not is_of_whoever_does(said, one))
    ]
    mine = [one for one in stated if one.owner is Owner.SELF]
    if mine and profil in (Profil.JEUNE, None):
        stated = [one for one in stated if not _harms_me(said, one)]
    caused = _CAUSED.search(said.line)
    if caused and profil in (Profil.JEUNE, None):
        left = [one for one in stated if not one.mention or one.mention.start < caused.start()]
        if left or caused["harm"] or not any(one.mention and one.mention.own for one in stated):
            return left
    kept = [one for one in stated if not _is_hurt(said, one) and not _tells(said, one)]
    return kept if any(one.mention and one.mention.group in _HELPED for one in kept) else stated


_ON_ME = re.compile(
    r" (?:qui )?(?:(?:me|m) (?:a |ont |avait )?|ma )(?:gard\w+|touch\w+|forc\w+|frapp\w+|"
    r"menac\w+|harcel\w+|"
    r"viol\w+|agress\w+|oblig\w+|insult\w+|batt?\w*|pouss\w+|fait (?:mal|peur|chanter))\b"
)


def _harms_me(said: Spoken, one: StatedAge) -> bool:
    """« mon cousin de 17 ans me touchait… j'en ai 13 »."""
    if one.mention is None or one.pronoun:
        return False
    _, end = said.position(one.reading.start, one.reading.end)
    return _ON_ME.match(said.line[end:]) is not None


def _is_hurt(said: Spoken, one: StatedAge) -> bool:
    return one.mention is not None and bool(_HURT.search(said.line[: one.mention.start].rstrip()))


def _tells(said: Spoken, one: StatedAge) -> bool:
    if one.mention is None or one.pronoun:
        return False
    _, end = said.position(one.reading.start, one.reading.end)
    return bool(_TELLS.match(said.line[end:]))
