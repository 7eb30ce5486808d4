"""Signs of who writes a message, for a model to weigh: each is named, stable, from 0 to 1.

`profiles.profil_of` speaks only when the words settle it. These say the rest: who is named first
and how, who acts and who undergoes, the words of a trade, of a home, of a school, and the manner
of writing. `signs` keeps nothing of what it reads.
"""

from __future__ import annotations

import re
from collections import Counter

from knowledge.ages import Owner, StatedAge, stated_ages
from knowledge.profiles import (
    CODE,
    COMPANY,
    acts_on_me,
    profil_from,
    sign_patterns,
    suffers,
    vouvoie,
)
from knowledge.roles import Mention, before, is_friend_of, mentions
from knowledge.spoken import MAX_TEXT, Spoken, says, spoken

__all__ = ["signs"]

_FIRST = ("je", "j", "me", "m", "moi")
_THIRD = ("il", "elle", "ils", "elles", "lui", "y", "a")
_MINE = ("mon", "ma", "mes")
_THEIRS = ("son", "sa", "ses", "leur", "leurs")
_LITTLE = re.compile(
    r"le|la|les|l|un|une|des|du|de|d|a|au|aux|je|j|tu|il|elle|on|nous|vous|ils|elles|me|m|se|s|ne|n|"
    r"que|qu|qui|et|pis|mais|y|en|ce|c|ca|est|ai|as|ont|suis|son|sa|ses|mon|ma|mes"
)
_RULES = (
    "says_parent",
    "says_proche",
    "says_intervenant",
    "says_jeune",
    "helps",
    "suffers",
    "at_work",
    "about_them",
    "acts_myself",
    "both_of_us",
    "mourns",
    "survived",
    "my_own_trouble",
    "not_at_work",
    "children_of_others",
    "english_words",
    "english_self",
    "english_intervenant",
    "english_parent",
    "english_proche",
    "english_jeune",
    "writes_as_jeune",
    "writes_as_parent",
    "writes_as_proche",
    "writes_as_intervenant",
)
_GREETING = re.compile(
    r"^(?:(?:bonjour|bonsoir|allo|salut|hello|hi|hey|kwe|kwei|heille|ok|bon|euh|madame|monsieur|"
    r"a tous|a toute l equipe|a vous|matin|svp|help|faque|alors|la|ben|bin|,|\.) )+"
)
_SUBJECT = re.compile(r"\b(je|j|on|nous|il|elle|ils|elles|y|i|we|she|he|they|my)\b")
_SUBJECTS = {"j": "je", "i": "je", "y": "il", "ils": "il", "elles": "elle", "we": "nous"}
_YOUNG = 25
_BANDS = (("small", 10), ("child", 13), ("teen", 18), ("grown", 25))
_SHORT = 5
_LONG = 80


def signs(text: str) -> dict[str, float]:
    """What in a message tells who writes it: name of a sign → 0..1; absent is 0.

    Names: `rule_*` (what `profil_of` says), `says_*` and the lists of `data/people.yml`,
    `own_*` / `other_*` / `first_*` / `subject_*` (the people named), `age_*`, and the manner.
    """
    said = spoken(text[:MAX_TEXT])
    ages, named = stated_ages(said), mentions(said.line)
    profil = profil_from(said, ages)
    found = {f"rule_{profil.value if profil else 'none'}": 1.0}
    found |= {name: 1.0 for name in _RULES if says(name, said.line)}
    found |= {name: 1.0 for name, each in sign_patterns().items() if each.search(said.line)}
    found |= _people(said.line, named)
    found |= _ages(ages)
    found |= _persons(said)
    found |= _manner(text[:MAX_TEXT], said)
    return {name: value for name, value in found.items() if value}


def _people(line: str, named: list[Mention]) -> dict[str, float]:
    """Who is named, who first, and in what place: subject, company, or whose own."""
    found: dict[str, float] = {}
    for one in named:
        who, after = f"{_tie(one)}_{one.group}", line[one.end :]
        if is_friend_of(line, one):
            found[f"friend_of_{who}"] = 1.0
            continue
        found[f"{who}_through_{one.through}" if one.through else who] = 1.0
        if COMPANY.search(before(line, one)):
            found[f"near_{who}"] = 1.0
        if acts_on_me(line, one):
            found[f"acts_on_me_{who}"] = 1.0
        if _TELLS_ME.match(after):
            found[f"tells_me_{who}"] = 1.0
        if suffers(line, one):
            found[f"suffers_{who}"] = 1.0
    if named:
        found[f"first_{_tie(named[0])}_{named[0].group}"] = 1.0
        opening = _GREETING.sub("", line)
        if len(line) - len(opening) == named[0].start:
            found[f"subject_{_tie(named[0])}_{named[0].group}"] = 1.0
    own = next((one for one in named if one.own), None)
    if own:
        found[f"first_own_is_{own.group}"] = 1.0
    return found


_TELLS_ME = re.compile(
    r"(?: \w+){0,3}? (?:m|me|nous) (?:a |ont |vient de )?"
    r"(?:dit|confie|avoue|montre|raconte|texte|ecrit|appelee?|demande|parle|devoile)\w*"
)


def _tie(mention: Mention) -> str:
    return "own" if mention.own else "other"


def _ages(ages: list[StatedAge]) -> dict[str, float]:
    found = {f"age_{one.owner.value}": 1.0 for one in ages}
    own = next((one.reading.value for one in ages if one.owner is Owner.SELF), None)
    if own is not None and len(found) == 1:
        found["age_self_only"] = 1.0
    if own is not None:
        found["age_self_young" if own < _YOUNG else "age_self_adult"] = 1.0
    for one in ages:
        if one.mention:
            found[f"age_of_{_tie(one.mention)}_{one.mention.group}"] = 1.0
        if one.owner is not Owner.SELF:
            found[f"age_theirs_{_band(one.reading.value)}"] = 1.0
    return found


def _band(age: int) -> str:
    """A small child is a parent's or a school's; an adult, seldom a parent's."""
    return next((name for name, limit in _BANDS if age < limit), "adult")


def _persons(said: Spoken) -> dict[str, float]:
    """First and third persons: how many, which share, and which comes first."""
    count = Counter(word.text for word in said.words)
    first = sum(count[word] for word in _FIRST)
    third = sum(count[word] for word in _THIRD)
    mine = sum(count[word] for word in _MINE)
    theirs = sum(count[word] for word in _THEIRS)
    found = {
        "person_je": min(count["je"] + count["j"], 4) / 4,
        "person_me": min(count["me"] + count["m"] + count["moi"], 3) / 3,
        "person_third": min(third, 4) / 4,
        "person_nous": min(count["nous"] + count["notre"] + count["nos"], 2) / 2,
        "person_on": min(count["on"], 2) / 2,
        "person_mine": min(mine, 3) / 3,
        "person_theirs": min(theirs, 3) / 3,
        "person_share": first / (first + third + 1),
        "person_share_mine": mine / (mine + theirs + 1),
        "person_none": float(first + third + mine + theirs == 0),
        "person_only_third": float(third > 0 and first == 0),
        "person_only_theirs": float(theirs > 0 and mine == 0),
        "person_only_first": float(first > 0 and third + theirs == 0),
    }
    subject = _SUBJECT.search(said.line)
    if subject:
        found[f"subject_{_SUBJECTS.get(subject[1], subject[1])}"] = 1.0
    return found


def _manner(text: str, said: Spoken) -> dict[str, float]:
    """Length, capitals, sigles, colons, how many little words: a note has few of them."""
    written = [word.text for word in said.words]
    total = len(written)
    shown = text.split()
    return {
        "manner_vous": float(vouvoie(text)),
        "manner_length": min(total, _LONG) / _LONG,
        "manner_short": float(total <= _SHORT),
        "manner_capital": float(text.lstrip()[:1].isupper()),
        "manner_stop": float(text.rstrip()[-1:] in (".", "?", "!")),
        "manner_sigles": min(sum(one.isupper() and len(one) > 1 for one in shown), 3) / 3,
        "manner_code": float(CODE.search(text) is not None),
        "manner_colon": float(":" in text or ";" in text),
        "manner_note": 1 - sum(bool(_LITTLE.fullmatch(word)) for word in written) / total
        if total
        else 0.0,
    }
