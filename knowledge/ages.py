"""Ages that a text states, and whose each one is. Pure; keeps nothing of what it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import islice

from knowledge.roles import Mention, Whose, bare_mention, mentions, whose
from knowledge.spoken import Spoken


class Owner(Enum):
    """Whose age: the writer's, theirs and others' (« on a 14 ans »), somebody's, unsaid."""

    SELF = "self"
    SHARED = "shared"
    NAMED = "named"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AgeReading:
    """An age in whole years, 1–99, now; `text[start:end] == reading.text`."""

    value: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class StatedAge:
    """An age, its owner, and the person when one is named."""

    reading: AgeReading
    owner: Owner
    mention: Mention | None = None


@lru_cache(maxsize=1)
def _spelled() -> dict[str, int]:
    """« seize » → 16, for 2 to 99 (« un » and « une » are articles)."""
    units = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    names = [*units.split(), "seize", "dix sept", "dix huit", "dix neuf"]
    spelled = {name: value for value, name in enumerate(names, start=1)}
    tens = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
    for ten, base in tens.items():
        spelled[ten] = base
        for value, name in enumerate(names[: 19 if base == 60 else 9], start=1):
            spelled[f"{ten} {name}"] = base + value
            spelled[f"{ten} et {name}"] = base + value
    for value, name in enumerate(names, start=1):
        spelled[f"quatre vingt {name}"] = 80 + value
    spelled |= {"quatre vingt": 80, "quatre vingts": 80}
    del spelled["un"]
    return spelled


_SPELLED = "|".join(sorted(_spelled(), key=len, reverse=True))
_N = rf"(?P<n>\d{{1,3}}|{_SPELLED})"
_PLAIN_N = rf"(?:\d{{1,3}}|{_SPELLED})"
_YEARS = r"(?:ans|an|ams|anss|yo|years old|yrs old|annees d age)"
_AVOIR = r"(?:ai|as|a|ont|avons)"
_ENDS = (
    r"(?= [,.](?:\s|$)| ?$| (?:pis|pi|puis|et|mais|elle|il|je|j|mon|ma|moi|lui|qui|aussi|presque|"
    r"bientot|mtn|maintenant|la|donc|alors|tsais|seulement|juste|ish|et demi|depuis|fille|gars|"
    r"quoi|merci|salut|chu|on|y|c)(?:\s|$))"
)
_UNITS = (
    r"(?:mois|semaines?|jours?|heures?|h|minutes?|fois|photos?|videos?|dollars?|piastres?|pieds?|"
    r"metres?|km|kilos?|livres?|k|personnes?|gars|filles?|jeunes|eleves|clients?|places|lits)"
)
_STATED = re.compile(
    rf"\b(?P<next>(?:(?:vais|va|vas|allons) (?:bientot )?(?:avoir|faire|feter)(?: mes| ses)?|"
    rf"aurai|aura|bientot|presque|quasi|quasiment|sur le point d avoir|pas encore tout a fait) )"
    rf"{_N}(?: {_YEARS})?(?!\w)"
    rf"|\b(?P<just>vien[st] (?:juste )?(?:d avoir|de feter|de faire|de pogner)(?: mes| ses)? |"
    rf"(?:rendue?|tourne) (?:a )?){_N.replace('<n>', '<n2>')}(?: {_YEARS})?(?!\w)"
    rf"|\b(?P<have>{_AVOIR} (?:(?:que|juste|seulement|deja|maintenant|environ|actuellement|"
    rf"aujourd hui|a peine|genre) )?)"
    rf"{_N.replace('<n>', '<n3>')}(?: {_YEARS}(?!\w)| a{_ENDS}|{_ENDS})"
    rf"|\b(?P<age>(?:agee?s? (?:de )?|age , |age est (?:de )?|age c est ))"
    rf"{_N.replace('<n>', '<n4>')}(?: {_YEARS})?(?!\w)"
    rf"|\b(?P<of>de ){_N.replace('<n>', '<n5>')}(?: {_YEARS})?(?!\w)(?! {_UNITS}(?!\w))"
    rf"|\b{_N.replace('<n>', '<n6>')} (?:{_YEARS}(?!\w)|a(?= [,.]| ?$))"
)
_NUMBERS = ("n", "n2", "n3", "n4", "n5", "n6")

_NOT_AN_AGE = re.compile(
    r"\b(?:depuis|fait|y a|pendant|durant|dans|apres|avant|chaque|aux|plus de|moins de|minimum|"
    r"jusqu a|jusque|entre|des|vers|pour|risque|condamne a|"
    r"(?:ecart|difference)(?: d age)? de|"
    r"avais|avait|avaient|avions|consentement(?: est)? (?:a|de)|l age de|d age de|quand|lors de|"
    r"majorite a|a partir de|des l age de|mes|ses|les|prend|peine de|plus|moins|en|relation de|"
    r"anniversaire de|ensemble|pas encore|pas|sous|couple depuis|entente de|vieux de)"
    r"(?: (?:a peu pres|environ|a peine|presque|au moins|genre|deja|les|mes|ses|pres de|seulement|"
    r"juste|a))*$"
)
_AFTER = re.compile(
    r"^ (?:de (?:prison|couple|relation|difference|experience|service|mariage|plus|moins|ca|cela|"
    r"vie|fete|frequentation)|ensemble|d (?:age d )?(?:ecart|experience|intervention)|plus tard|"
    r"et (?:plus|moins)|ou plus|ou moins|passes?|plus (?:vieux|"
    r"vieille|jeune|age)|on s est|que (?:ca|je|mon|on)|exactement que)\b"
)
_RANGE = re.compile(
    rf"\b(?:\d{{1,2}}|{_SPELLED})(?: {_YEARS})? (?:, |a |ou |et |et de |ou de |to )?(?:de )?"
    rf"(?:\d{{1,2}}|{_SPELLED})(?: {_YEARS})?(?!\w)(?! ?(?:h|heures?|mois|\$|sem))"
)
_MEMORY = re.compile(r"\b(?:n|y|pas|quand|depuis qu?e? ?(?:j|il|elle))$")
_LATER = re.compile(r"^ (?:apres|avant|auparavant)\b")
_MANY = 40
_LAW = re.compile(r"\b(?:consentement|majorite|age legal|age minimum|la loi|legalement)\b")


def stated_ages(said: Spoken) -> list[StatedAge]:
    """Present ages in a text, in order: no duration, range, memory or legal threshold."""
    line = said.line
    ranges = [match.span() for match in _RANGE.finditer(line) if _is_range(said, match)]
    found = []
    for match in islice(_STATED.finditer(line), _MANY):
        group = next(name for name in _NUMBERS if match[name])
        start, end = match.span(group)
        if any(left < end and start < right for left, right in ranges):
            continue
        value = number(match[group])
        shown = _now(value, match)
        if not 0 < shown < 100 or _excluded(said, match, start, end):
            continue
        if match["have"] and value < 5 and not match[0].endswith(("ans", "an")):
            continue
        left, right = said.span(start, match.end())
        reading = AgeReading(shown, said.text[left:right], left, right)
        found.append(_owned(said, match, reading))
    return found


def number(word: str) -> int:
    return int(word) if word.isdigit() else _spelled()[word]


def _now(value: int, match: re.Match[str]) -> int:
    return value - 1 if match["next"] else value


def _is_range(said: Spoken, match: re.Match[str]) -> bool:
    """« 14-15 ans », « 12 à 17 », « 13 et 15 ans »; not « 14 ans, 8 h »."""
    if re.sub(rf" {_YEARS}$", "", match[0]) in _spelled():
        return False
    left, right = said.span(*match.span())
    written = said.text[left:right]
    if re.search(r" (?:a|ou|et|to)(?: de)? ", match[0]):
        return True
    return bool(re.search(r"\d\s?(?:ans\s?)?[-–/]\s?\d", written))


def _excluded(said: Spoken, match: re.Match[str], start: int, end: int) -> bool:
    line = said.line
    before = line[: match.start()].rstrip()
    if match["have"] is None and match["next"] is None and match["just"] is None:
        if _NOT_AN_AGE.search(line[:start].rstrip()) and not _described(line[:start].rstrip()):
            return True
    elif _MEMORY.search(before) and " que " not in match[0]:
        return True
    plain = not any(match[name] for name in ("have", "next", "just", "age", "of"))
    if _AFTER.match(line[match.end() :]) or (plain and _LATER.match(line[match.end() :])):
        return True
    if _LAW.search(before.rpartition(" . ")[2]):
        return True
    if match["of"] and not match[0].endswith(("ans", "an")):
        named = mentions(before)
        return not (named and named[-1].end == len(before)) and not bare_mention(before)
    if match["have"] and match["have"].startswith("a ") and " que " not in match["have"]:
        return not _is_verb(said, match, before)
    return bool(plain and re.search(r"\b(?:a|avais|avait)$", before))


def _described(before: str) -> bool:
    """« âgé de », « un enfant de », « en a »: an age follows, whatever the little word."""
    return bool(re.search(r"(?<!l )(?<!d )\bagee?s? de$|\ben a$", before))


def _is_verb(said: Spoken, match: re.Match[str], before: str) -> bool:
    """« elle a 14 ans » and not « à 14 ans, elle… »."""
    start, _ = said.span(match.start(), match.start() + 1)
    if said.text[start : start + 1] in ("à", "À"):
        return False
    if re.search(r"\b(?:il|elle|iel|qui|on|en|y|ado|fille|gars|ex|chum)$", before):
        return True
    named = mentions(before)
    if named and named[-1].end == len(before):
        return True
    previous = [word for word in said.words if word.end <= start]
    return bool(previous) and said.text[previous[-1].start].isupper()


def _owned(said: Spoken, match: re.Match[str], reading: AgeReading) -> StatedAge:
    line = said.line
    before = line[: match.start()].rstrip(" ,")
    if re.search(r"\b(?:je suis|chu) (?:une?|un) (?:\w+ )?\w+$", before):
        return StatedAge(reading, Owner.SELF)
    near = [one for one in mentions(before) if one.end == len(before)]
    person = near[-1] if near else bare_mention(before)
    if person:
        return StatedAge(reading, Owner.NAMED, person)
    owner, mention = whose(line, match.start() + len(match[0]) - len(match[0].lstrip()))
    if mention is not None:
        return StatedAge(reading, Owner.NAMED, mention)
    if owner is Whose.SELF:
        together = re.search(r"\b(?:on|nous)$", before)
        return StatedAge(reading, Owner.SHARED if together else Owner.SELF)
    return StatedAge(reading, Owner.UNKNOWN)


_BARE = re.compile(
    rf"(?:(?:pas|non) {_PLAIN_N}(?: ans)? (?:, )?)?"
    rf"(?:(?:finalement|en fait|plutot|correction|rectification|wait|actually|"
    rf"i am|i m|im|she is|he is|g|j|j ai|ai|elle a|il a|a|ma fille a|mon fils a|c est|oups|"
    rf"non|environ|genre|ben|bin|euh|heu|oui|ok|moi|lui|elle|tout|desolee?|"
    rf"age|mon age|l age|a peu pres|juste|seulement|deja|les?|il en a|elle en a|j en ai|en a) |, )*"
    rf"{_N}(?: ?(?:ans|an|a|ams|yo|years old|ish|annees))?"
    rf"(?:(?: et| pis| ,| \.)? (?:demie?|5|1 ,? ?2)(?: ans)?)?"
    r"(?: (?P<soon>dans \d+ (?:mois|semaines?|jours?)|le mois prochain|bientot|en (?:janvier|"
    r"fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)))?"
    rf"(?: (?:merci|svp|environ|je pense|pourquoi|fille|gars|la|ok|genre|elle|lui|moi|tsais|lol|,|"
    rf"\.|bien comptes|pas plus|depuis \w+|excuse|desolee?|(?:pas|et non|non pas|non) {_PLAIN_N}"
    rf"(?: ans)?))*"
)


def bare_age(said: Spoken) -> AgeReading | None:
    """An answer to « quel âge ? »: a number alone, in digits or in words."""
    match = _BARE.fullmatch(said.line)
    if match is None:
        return None
    value = number(match["n"]) - (1 if match["soon"] else 0)
    start, end = said.span(*match.span("n"))
    if not 0 < value < 100 or re.search(r"[+$%°#-]\s?$|[<>]", said.text[:start]):
        return None
    if re.match(r"\s?[+$%°]", said.text[end:]):
        return None
    return AgeReading(value, said.text[start:end], start, end)
