"""Ages that a text states, and whose each one is. Pure; keeps nothing of what it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import islice

from knowledge.roles import Mention, Whose, bare_mention, mentions, whose
from knowledge.spoken import Spoken, people_data
from knowledge.vocabulary import Sexe


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
    """An age, its owner, and the person when one is named.

    `pronoun`: « il », « elle » when one of them has the age, whoever it stands for.
    """

    reading: AgeReading
    owner: Owner
    mention: Mention | None = None
    pronoun: str = ""


@lru_cache(maxsize=1)
def _spelled() -> dict[str, int]:
    """« seize » → 16, for 2 to 99 (« un » and « une » are articles), « sixteen » → 16."""
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
    english = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    return spelled | {name: value for value, name in enumerate(english.split(), start=11)}


@lru_cache(maxsize=1)
def _english() -> dict[str, tuple[str, Sexe | None]]:
    """« daughter » → its role and sex."""
    return {
        noun: (group, Sexe(label) if label in Sexe.values() else None)
        for group, by_sex in people_data()["english_roles"].items()
        for label, nouns in by_sex.items()
        for noun in nouns
    }


def _nouns(*groups: str) -> str:
    """One person, whom an age may follow: « fille 16 », « mon gars (14) »."""
    roles = people_data()["roles"]
    nouns = {noun for group in groups for entries in roles[group].values() for noun in entries}
    kept = [one for one in nouns if one == "fils" or one == "gars" or not one.endswith("s")]
    return "|".join(sorted(kept, key=len, reverse=True))


SPELLED = "|".join(sorted(_spelled(), key=len, reverse=True))
_N = rf"(?P<n>\d{{1,3}}|{SPELLED})"
_PLAIN_N = rf"(?:\d{{1,3}}|{SPELLED})"
_YEARS = (
    r"(?:ans|an|ams|anss|yo|years? old|yrs? old|years of age|annees? d age|"
    r"annees?(?= [,.]| ?$)|piges)"
)
_AVOIR = r"(?:ai|as|(?:\ba |\bal )?[nl] a|a|ont|avons|(?<=\bje )suis)"
_NOW = r"(?:mtn|maintenant|asteur|a cette heure|aujourd ?hui|now)"
_ENDS = (
    r"(?= [,.](?:\s|$)| ?$| (?:pis|pi|puis|et|mais|elle|il|je|j|mon|ma|moi|lui|qui|aussi|presque|"
    r"bientot|mtn|maintenant|la|donc|alors|tsais|seulement|juste|ish|et demi|depuis|fille|gars|"
    r"quoi|merci|salut|chu|on|y|c|comme|aujourd|aujourdhui|tlm|dc|sinon|pu|ma|mes|mon|pcq|"
    r"parce|because|stp|svp|lol|jlui|jle|asteur|a(?! (?:l|la|mon|ma|mes|un|une|son|sa|\d+)\b))"
    r"(?:\s|$))"
)
_END = r"(?= [,.](?:\s|$)| ?$| (?:pis|et|mais|moi|lui|elle|il|and|but)(?:\s|$))"
_TIMES = (
    r"(?:dans (?:\d{1,2}|une?|deux|trois|quatre|quelques) (?:mois|semaines?|jours?)|"
    r"la semaine prochaine|le mois prochain|demain|apres demain|"
    rf"bientot(?! {_PLAIN_N}(?!\w))|"
    r"en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre))"
)
_UNITS = (
    r"(?:mois|semaines?|jours?|heures?|h|minutes?|fois|photos?|videos?|dollars?|piastres?|pieds?|"
    r"metres?|km|rivieres?|iles|pistoles|kilos?|livres?|k|personnes?|gars|filles?|jeunes|eleves|clients?|places|lits)"
)
_ENGLISH_UNITS = (
    r"(?:months?|weeks?|days?|hours?|minutes?|h|k|km|miles|feet|percent|points?|students|kids|guys|"
    r"people|messages|pictures|photos|times|dollars|or|to|of|weeks)(?!\w)"
)
_STATED = re.compile(
    rf"\b(?P<next>(?:(?:vais|va|vas|allons) (?:bientot )?(?:avoir|faire|feter)(?: mes| ses)?|"
    rf"aurai|aura|bientot|presque|quasi|quasiment|sur le point d avoir|pas encore tout a fait|"
    rf"(?:bientot|approche) (?:de )?(?:a )?(?:ma|sa) fete (?:de|des)|"
    rf"(?:va|vas|vais|en va) sur (?:ses|mes|les)|"
    rf"almost|nearly|turning|about to turn|(?:will|ll|gonna) (?:be|turn)) )"
    rf"{_N}(?: {_YEARS})?(?!\w)"
    rf"|\b(?P<just>vien[st] (?:juste )?(?:d avoir|de feter|de faire|de pogner)(?: mes| ses)? |"
    rf"(?:ai|a) (?:(?:juste|deja) )?(?:eu|fete)(?: mes| ses)? |just turned |"
    rf"(?:rendue?|tourne) (?:a )?){_N.replace('<n>', '<n2>')}(?: {_YEARS})?(?!\w)"
    rf"|\b(?P<have>{_AVOIR} (?:(?:que|juste|seulement|deja|maintenant|environ|actuellement|"
    rf"presentement|aujourd ?hui|rendue? (?:a )?|a peine|genre|la|mtn|asteur) )?)"
    rf"{_N.replace('<n>', '<n3>')}(?: {_YEARS}(?!\w)| a{_ENDS}|{_ENDS})"
    rf"|\b(?P<age>(?:agee?s? (?:de )?|age , |age est (?:de )?|age c est ))"
    rf"{_N.replace('<n>', '<n4>')}(?: {_YEARS})?(?!\w)"
    rf"|\b(?P<of>de ){_N.replace('<n>', '<n5>')}(?: {_YEARS})?(?!\w)(?! {_UNITS}(?!\w))"
    rf"|\b(?P<english>(?:i am|i m|im|(?:she|he) (?:is|s)|we are|we re|(?:my|our) (?:\w+ )?(?P<whom>"
    rf"{'|'.join(_english())}) (?:is|s)) (?:only |just |now |currently )?)"
    rf"{_N.replace('<n>', '<n7>')}(?: {_YEARS})?(?!\w)(?! {_ENGLISH_UNITS})"
    rf"|\b(?P<named>(?:{_nouns('personne', 'enfant', 'suivi', 'proche')}) (?:, )?)"
    rf"{_N.replace('<n>', '<n8>')}{_END}"
    rf"|\b(?P<sign>f(?: , | )?|(?:[hm]|j ai) , )(?P<n9>[12]\d)(?: (?:{_YEARS}|a))?{_END}"
    rf"|\b(?P<self>moi (?:c est )?(?:, )?)(?P<n13>[1-9]\d){_END}"
    rf"|(?:(?<=[,.] )|(?<!.))(?P<their>(?:elle|iel) (?:, )?)(?P<n15>[1-9]\d){_END}"
    rf"|(?<!.)(?P<code>[fg] ?(?P<n12>[12]\d))(?!\w)(?! {_UNITS})"
    rf"|\b(?P<n10>[12]\d)(?: f(?!\w)| , (?:[fhm]|j ai){_END})"
    rf"|(?:(?<=[,.] )|(?<!.)|(?<=dc )|(?<=donc )|(?<=pis )|(?<=mais )|(?<=moi ))"
    rf"(?P<now>{_N.replace('<n>', '<n14>')}(?: {_YEARS})? {_NOW})(?!\w)"
    rf"|(?:(?<=[,.] )|(?<!.))(?P<alone>{_N.replace('<n>', '<n11>')})(?= [,.](?:\s|$)| ?$)"
    rf"|\b{_N.replace('<n>', '<n6>')} (?:{_YEARS}(?!\w)|a(?= [,.]| ?$))"
)
_NUMBERS = ("n", *(f"n{count}" for count in range(2, 16)))
_CLUES = (
    *("have", "next", "just", "age", "of", "english"),
    *("named", "sign", "n10", "code", "self", "their"),
)

_NOT_AN_AGE = re.compile(
    r"\b(?:(?:y a|voila|voici) de (?:cela|ca)|peut etre|"
    r"depuis|fait|y a|pendant|durant|dans|apres|avant|chaque|aux|plus de|moins de|minimum|"
    r"jusqu a|jusque|entre|des|vers|pour|risque|condamne a|"
    r"(?:ecart|difference)(?: d age)? de|"
    r"avais|avait|avaient|avions|consentement(?: est)? (?:a|de)|l age de|d age de|quand|lors de|"
    r"majorite a|a partir de|des l age de|mes|ses|les|prend|peine de|plus|moins|en|relation de|"
    r"(?:il|y|gars|homme|inconnu|compte|profil) (?:dit|disait|pretend|jure) avoir|"
    r"anniversaire de|delai de|ensemble|pas encore|pas|sous|couple depuis|entente de|vieux de)"
    r"(?: (?:a peu pres|environ|a peine|presque|au moins|genre|deja|les|mes|ses|pres de|seulement|"
    r"juste|a))*$"
)
_AFTER = re.compile(
    r"^ (?:peut etre|"
    r"de (?:prison|couple|relation|difference|experience|service|mariage|plus|moins|ca|cela|"
    r"vie|fete|frequentation)|ensemble|d (?:age d )?(?:ecart|experience|intervention)|plus tard|"
    r"et (?:plus|moins)|ou plus|ou moins|passes?|plus (?:vieux|"
    r"vieille|jeune|age)|on s est|que (?:ca|je|mon|on)|exactement que)\b"
)
_RANGE = re.compile(
    rf"\b(?:\d{{1,2}} , )*(?P<low>\d{{1,2}}|{SPELLED})(?: {_YEARS})? "
    rf"(?P<to>, |a |ou |et |et de |ou de |to )?(?:de )?"
    rf"(?P<high>\d{{1,2}}|{SPELLED})(?: {_YEARS})?(?!\w)"
    rf"(?! ?(?:h|heures?|mois|\$|sem))"
)
_MEMORY = re.compile(r"\b(?:n|y|pas|quand|depuis qu?e? ?(?:j|il|elle))$")
_SOME_DAY = re.compile(
    r"\b(?:quand|lorsqu|lorsque|des qu?e?|le jour ou|une fois qu?e?|attend\w* qu?e?)"
    r"(?: (?:je|j|il|elle|on|iel))?$"
)
"""« quand j'aurai 18 ans »: a year to come, not this one."""
_CLAIMED = re.compile(
    r"\b(?:dit|dis|disai\w+|menti\w*|pretend\w*|jure\w*|parait|(?<!je )(?:pense\w*|croi\w*)|"
    r"fait croire|faire croire) (?:\w+ )?qu?e? ?(?:j|je|il|y)(?: en)?$|\bdi[ts] j$"
)
"""« il dit qu'il a 17 », « tout le monde pense que j'ai 18 »: not an age that is known."""
_LATER = re.compile(r"^ (?:apres|avant|auparavant)\b")
_SOON = re.compile(rf"^ (?:ans )?{_TIMES}(?! (?:je|j|on|\d))(?!\w)")
_IN_A_WHILE = re.compile(rf"\b{_TIMES} (?:(?:j|il|elle|iel)|(?:ma|mon) (?:fille|fils))$")
_SINCE = re.compile(
    r"^ (?:hier|avant hier|ce|cette|la semaine|le mois|le \d|y a|il y a|depuis|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)
_ENUMERATED = re.compile(r"\d\s?[-–/]\s?$")
_LIKE_ME = re.compile(r"^ comme (?:moi|nous)\b")
_AT_PRESENT = re.compile(
    r"^ , (?:je|j) (?:(?:ne|n|me|m|y|en) )*(?!ai |vais |peux |pourrai|pars )(?!\w*(?:ais|rai)\b)\w+"
)
"""« À 29 ans, je découvre… »: now; not « à 12 ans, j'ai été… », « à 18 ans, je vais… »."""
_STILL = re.compile(
    r"\b(?:je suis|je me (?:retrouve|sens)|j en suis|je vis|je reste|j habite|me voi\w+|elle est|"
    r"il est)\b(?: \w+){0,2}? (?:encore|toujours|rendue?|deja|pognee?|prise?)\b(?: \w+){0,4}$"
    r"|\btrop (?:vieille|vieux|jeune|agee?)$"
)
"""« je suis encore dans l'industrie à 41 ans »."""
_LEAVES_CARE = re.compile(
    r"^(?:sortie|fin) (?:de |du |d )?(?:placement|foyer|centre jeunesse|cj|unite)$"
)
_TOLD_OF_THEN = re.compile(
    r"\b(?:ete|touche\w*|agress\w+|viol\w+|abus\w+|arrive|passe|commence\w*|morte?|decede\w*|"
    r"demenage\w*|separe\w*|laisse\w*|quitte\w*|parti\w*|m a|m ont)\b"
)
_MONEY = re.compile(
    r"\b(?:dollars?|piastres?|euros?|argent|cash|pai\w+|pay\w+|montant|bitcoins?)\b"
)
_MANY_DOLLARS = 20
_ADDRESS = re.compile(
    r"^ , (?:rue|boul|boulevard|avenue|av|chemin|rang|route|h|min|minutes|secondes|\S*\d)"
)
_MANY = 40
_ALONE_WORDS = 6
_YOUNG_PEOPLE = range(10, 26)
_SCHOOL_AGES = range(8, 20)
_YOUNG_LIVES = range(3, 26)
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
        shown = _now(line, value, match)
        if not 0 < shown < 100 or _excluded(said, match, start, end):
            continue
        if _is_count(match, value):
            continue
        left, right = said.span(start, match.end())
        if _ENUMERATED.search(said.text[:left]) or re.match(r"-[^\W\d]", said.text[right:]):
            continue
        reading = AgeReading(shown, said.text[left:right], left, right)
        owned = _owned(said, match, reading)
        if owned.owner is Owner.UNKNOWN and re.match(r" lui(?: [,.]| ?$)", line[match.end() :]):
            continue
        found.append(owned)
    return found or _just_of_age(said)


def _is_count(match: re.Match[str], value: int) -> bool:
    """« j'ai 3 … », « je suis 2 … », without « ans »."""
    if not match["have"] or match[0].endswith(("ans", "an")):
        return False
    return value < (8 if "suis" in match["have"] else 5)


def _just_of_age(said: Spoken) -> list[StatedAge]:
    """« majeur depuis avril »: 18."""
    match = _OF_AGE.search(said.line)
    if match is None:
        return []
    left, right = said.span(*match.span())
    reading = AgeReading(_MAJORITY, said.text[left:right], left, right)
    owner, mention = whose(said.line, match.start())
    if mention is not None:
        return [StatedAge(reading, Owner.NAMED, mention)]
    return [StatedAge(reading, Owner.SELF if owner is Whose.SELF else Owner.UNKNOWN)]


_MAJORITY = 18
_OF_AGE = re.compile(
    r"\bmajeure?(?: que)? depuis (?:hier|peu|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"(?:\d|une?|deux|trois|quatre|cinq|six|quelques) (?:jours?|semaines?|mois)|"
    r"le \d+|la semaine|le mois)\b"
)


def number(word: str) -> int:
    return int(word) if word.isdigit() else _spelled()[word]


def _now(line: str, value: int, match: re.Match[str]) -> int:
    """The age today: a year less when the birthday is still to come."""
    if match["just"] and not match["just"].startswith("tourne"):
        return value
    coming = (match["of"] is None and _SOON.match(line[match.end() :])) or (
        match["have"] and _IN_A_WHILE.search(line[: match.start()].rstrip())
    )
    return value - 1 if match["next"] or coming else value


def _is_range(said: Spoken, match: re.Match[str]) -> bool:
    """« 14-15 ans », « 12 à 17 », « 13 et 15 ans »; not « 14 ans, 8 h », « 15 ans a deux… »."""
    if re.sub(rf" {_YEARS}$", "", match[0]) in _spelled():
        return False
    if match["to"] == "a " and number(match["high"]) <= number(match["low"]):
        return False
    left, right = said.span(match.start("low"), match.end())
    written = said.text[left:right]
    if re.search(r" (?:a|ou|et|to)(?: de)? ", match[0]):
        return True
    return bool(re.search(r"\d\s?(?:ans\s?)?[-–/]\s?\d", written))


def _excluded(said: Spoken, match: re.Match[str], start: int, end: int) -> bool:
    line = said.line
    before = line[: match.start()].rstrip()
    after = line[match.end() :]
    if match["english"]:
        return False
    if re.search(r"[=<>]\s*$", said.text[: said.span(start, end)[0]]):
        return True
    if match["now"]:
        return number(line[start:end]) not in _YOUNG_PEOPLE and " ans " not in match[0]
    if match["alone"]:
        return not _is_signature(said, match, number(line[start:end]))
    if match["have"] is None and match["next"] is None and match["just"] is None:
        if _NOT_AN_AGE.search(line[:start].rstrip()) and not _described(line[:start].rstrip()):
            return True
    elif _is_not_told(match, before, after, number(line[start:end])) or _is_money(line, match):
        return True
    if match["named"] and _ADDRESS.match(after):
        return True
    plain = not any(match[name] for name in _CLUES)
    if _AFTER.match(after) or (plain and _LATER.match(after)):
        return True
    if _LAW.search(before.rpartition(" . ")[2]):
        return True
    if match["of"] and not match[0].endswith(("ans", "an")):
        named = mentions(before)
        return not (named and named[-1].end == len(before)) and not bare_mention(before)
    if re.match(r"a (?!n a )(?!.*\bque )", match["have"] or ""):
        return not _is_verb(said, match, before) and not _is_present(said, match)
    return bool(plain and re.search(r"\b(?:a|avais|avait)$", before))


def _is_not_told(match: re.Match[str], before: str, after: str, value: int) -> bool:
    """After « avoir » and the like: claimed, dreamt, counted, or of long ago."""
    if _CLAIMED.search(before) and not _LIKE_ME.match(after):
        return True
    if match["next"] and _SOME_DAY.search(before):
        return True
    if match["have"] and (before.endswith("y en") or re.search(r"\bdans \S+ ans , ?\w*$", before)):
        return True
    if match["just"] and re.search(r"\beu $", match["just"]):
        aged = match[0].endswith(("ans", "an")) and not after.startswith(" de ")
        return _SOME_DAY.search(before) is not None or not (aged or _SINCE.match(after))
    if not _MEMORY.search(before) or " que " in match[0]:
        return False
    if not re.match(_END, after):
        return True
    return not ((value in _SCHOOL_AGES and _he_has(before)) or _is_his(match, before, after))


def _described(before: str) -> bool:
    """« âgé de », « un enfant de », « en a »: an age follows, whatever the little word."""
    return bool(re.search(r"(?<!l )(?<!d )\bagee?s? de$|\ben a$", before))


def _he_has(before: str) -> bool:
    """« mon gars y a 16 ans »: « y » is « il » right after a boy or a man."""
    named = mentions(before.removesuffix(" y")) if before.endswith(" y") else []
    last = named[-1] if named else None
    return (
        last is not None
        and last.own
        and last.end == len(before) - len(" y")
        and last.sexe is Sexe.MASCULIN
    )


def _is_his(match: re.Match[str], before: str, after: str) -> bool:
    """« mon gars veut pu y aller. Y'a 12 ans. »: his age, where no time is told."""
    opening = re.search(r"(?:^|([,.]) )y$", before)
    if opening is None or not match[0].endswith("ans") or number(match["n3"]) not in _YOUNG_LIVES:
        return False
    sentence = before[: opening.start()].rpartition(" . ")[2]
    if opening[1] == "," and (_TOLD_OF_THEN.search(sentence) or not re.match(r" ?\.| ?$", after)):
        return False
    return not re.search(r"\b(?:depuis|ca fait)\b", sentence) and any(
        one.own and one.sexe is not Sexe.FEMININ and one.group in ("enfant", "proche", "suivi")
        for one in mentions(before)
        if not one.several
    )


def _is_money(line: str, match: re.Match[str]) -> bool:
    """« si je paie pas 1000 dollars. J'ai que 60. »"""
    if not match["have"] or match[0].endswith(("ans", "an")):
        return False
    value = number(match["n3"])
    near = " ".join(line[: match.start()].split()[-12:])
    return value >= _MANY_DOLLARS and bool(_MONEY.search(near))


def _is_present(said: Spoken, match: re.Match[str]) -> bool:
    """« À 29 ans, je découvre… » at the head of a sentence: an age of now."""
    segment = re.split(r" [,.] ", said.line[: match.start()])[-1].strip()
    if _STILL.search(segment) or _LEAVES_CARE.search(segment):
        return True
    opens = re.search(r"(?:^|[,.])$", said.line[: match.start()].rstrip())
    return bool(opens) and bool(_AT_PRESENT.match(said.line[match.end() :]))


def _is_signature(said: Spoken, match: re.Match[str], value: int) -> bool:
    """« Rouyn, 16 », « j'suis de Matane. 17. »: a number alone between short pieces."""
    if value not in _YOUNG_PEOPLE:
        return False
    left, right = said.span(*match.span("alone"))
    if re.search(r"[$€%°#+:<>-]\s?$", said.text[:left]):
        return False
    if re.match(r"\s?[$€%°+:]|,\d", said.text[right:]):
        return False
    previous = re.split(r" [,.](?: |$)", said.line[: match.start()].rstrip(" ,."))[-1]
    apart = said.line[: match.start()].endswith(". ") and match.end() >= len(said.line.rstrip())
    if apart:
        return not re.search(r"\b(?:\d+|combien|nombre|chiffre|code)\b", previous)
    if len(previous.split()) > _ALONE_WORDS or re.search(r"\d", previous):
        return False
    return bool(previous or match.end() < len(said.line)) and not _ADDRESS.match(
        said.line[match.end() :]
    )


_ADJECTIVE = (
    r"|(?: (?:trans|cadette?|cadet|ainee?|queer|autiste|unique|adoptive?|adopte|mineure?|"
    r"handicapee?|preferee?|lesbienne|gai|gaie|bi))"
)


def _is_verb(said: Spoken, match: re.Match[str], before: str) -> bool:
    """« elle a 14 ans » and not « à 14 ans, elle… »."""
    start, _ = said.span(match.start(), match.start() + 1)
    if said.text[start : start + 1] in ("à", "À"):
        return False
    if re.search(
        r"\b(?:il|elle|iel|qui|on|en|y|ado|fille|gars|ex|chum|petite?|p?tite?|ti cul)$", before
    ):
        return True
    named = mentions(before)
    if named and re.fullmatch(_ADJECTIVE, before[named[-1].end :]):
        return True
    previous = [word for word in said.words if word.end <= start]
    return bool(previous) and said.text[previous[-1].start].isupper()


def _owned(said: Spoken, match: re.Match[str], reading: AgeReading) -> StatedAge:
    line = said.line
    start = match.end("named") if match["named"] else match.start()
    before = line[:start].rstrip(" ,")
    if match["english"]:
        return _owned_in_english(match, reading)
    if match["self"]:
        return StatedAge(reading, Owner.SELF)
    if any(match[name] for name in ("alone", "sign", "n10", "code", "now")):
        return StatedAge(reading, Owner.SELF if before.endswith("moi") else Owner.UNKNOWN)
    if re.match(r"G ?\d", said.text[said.span(match.start(), match.end())[0] :]):
        return StatedAge(reading, Owner.UNKNOWN)
    if re.search(r"\b(?:je suis|chu) (?:une?|un) (?:\w+ )?\w+$", before):
        return StatedAge(reading, Owner.SELF)
    if _LIKE_ME.match(line[match.end() :]):
        return StatedAge(reading, Owner.SELF)
    if re.search(r"\bmy$", before):
        child = Mention(start, start, "mon", "child", "enfant", None)
        return StatedAge(reading, Owner.NAMED, child)
    person = _right_before(before)
    if person and _presents_themself(line, match, person):
        return StatedAge(reading, Owner.UNKNOWN)
    if person:
        return StatedAge(reading, Owner.NAMED, person)
    suspect = _SUSPECT.search(before)
    if suspect:
        adult = Mention(suspect.start(), suspect.end(), "", suspect[1], "menace", None)
        return StatedAge(reading, Owner.NAMED, adult)
    owner, mention = whose(line, start + len(match[0]) - len(match[0].lstrip()))
    pronoun = _pronoun(before, match)
    if mention is not None and _apart(line, match, mention):
        return StatedAge(reading, Owner.UNKNOWN)
    if mention is not None:
        return StatedAge(reading, Owner.NAMED, mention, pronoun)
    if owner is Whose.SELF and not pronoun:
        together = re.search(r"\b(?:on|nous)$", before)
        return StatedAge(reading, Owner.SHARED if together else Owner.SELF)
    return StatedAge(reading, Owner.UNKNOWN, None, pronoun)


def _right_before(before: str) -> Mention | None:
    """« ma fille de », « mon fils mineur, âgé de », « Us. »."""
    short = _SHORT_PERSON.search(before)
    if short:
        return Mention(short.start(1), short.end(1), "", short[1], "personne", None)
    bare = None if re.search(r"\btrop \w+(?: a)?$", before) else bare_mention(before)
    for end in (len(before), len(before[: bare.start].rstrip()) if bare else -1):
        near = [one for one in mentions(before[:end]) if one.end == end] if end > 0 else []
        if near:
            return near[-1]
    return bare


_SHORT_PERSON = re.compile(r"\b(us|usag|pte?|cliente?|usagere?|jne|el)(?: \.)?$")
_SUSPECT = re.compile(
    r"\b(conj|conjointe?|chum|copain|mari|agresseure?|abuseur|pimp|proxenete|"
    r"souteneur|recruteur|client)(?: presumee?)?(?: \.)?(?: de| agee? de)?$"
)
"""« conj. 24 ans »: in a note, without an article."""


def _pronoun(before: str, match: re.Match[str]) -> str:
    """« il », « elle » or « iel » right before « a 14 ans »; « y » is « il », « a » is « elle »."""
    if match["have"] and "n a " in match["have"]:
        return "elle"
    if match["their"]:
        return match["their"].split()[0]
    found = _SUBJECT.search(before)
    return {"y": "il", "a": "elle", "al": "elle"}.get(found[1], found[1]) if found else ""


_SUBJECT = re.compile(r"\b(il|elle|iel|y|a|al)(?: (?:ne|n|en|l|est|va|vient|s))*$")


def _owned_in_english(match: re.Match[str], reading: AgeReading) -> StatedAge:
    if match["whom"]:
        group, sexe = _english()[match["whom"]]
        mention = Mention(match.start(), match.end("whom"), "mon", match["whom"], group, sexe)
        return StatedAge(reading, Owner.NAMED, mention)
    if match["english"].startswith(("i ", "im ")):
        return StatedAge(reading, Owner.SELF)
    return StatedAge(reading, Owner.SHARED if match["english"][0] == "w" else Owner.UNKNOWN)


def _presents_themself(line: str, match: re.Match[str], person: Mention) -> bool:
    """« Homme, 52 ans. » opens the message: who writes, or whom a professional writes about."""
    opening = re.fullmatch(r"(?:bonjour|bonsoir|allo|salut|[ ,.])*", line[: person.start])
    after = line[match.end() :]
    closed = re.match(r" [,.](?: |$)| ?$| (?:sans|en|au|a la|ayant|avec)\b", after)
    return bool(opening and closed) and not person.determiner and person.group == "menace"


def _apart(line: str, match: re.Match[str], mention: Mention) -> bool:
    """« ma mère veut rien savoir, 15 ans »: the age has its segment to itself, and no mother's."""
    alone = line[: match.start()].endswith(", ") and not any(match[name] for name in _CLUES)
    return alone and mention.group in ("parental", "autorite")


_BARE = re.compile(
    rf"(?:(?:(?:oups|non|ben|bin|excuse|excusez|desolee?|erreur|je me suis trompee?|,|\.) )*"
    rf"(?:j ai (?:mal (?:ecrit|tape|dit)|(?:fait|mis) une erreur) (?:, )?)?)?"
    rf"(?:(?:oups )?(?:pas|non|j ai (?:mis|ecrit|dit)) {_PLAIN_N}(?: ans)? (?:, )?(?:mais )?)?"
    rf"(?:(?:finalement|en fait|plutot|correction|rectification|wait|actually|"
    rf"i am|i m|im|she is|he is|g|j|j ai|ai|elle a|il a|a|ma fille a|mon fils a|c est|oups|"
    rf"non|environ|genre|ben|bin|euh|heu|oui|ok|moi|lui|elle|tout|desolee?|"
    rf"age|mon age|l age|a peu pres|juste|seulement|deja|les?|il en a|elle en a|j en ai|en a) |, )*"
    rf"{_N}(?: ?(?:ans|an|a|ams|yo|years old|ish|annees))?"
    rf"(?:(?: et| pis| ,| \.)? (?:demie?|5|1 ,? ?2)(?: ans)?)?"
    r"(?: (?P<soon>dans \d+ (?:mois|semaines?|jours?)|le mois prochain|bientot|en (?:janvier|"
    r"fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)))?"
    rf"(?: (?:merci|svp|environ|je pense|pourquoi|fille|gars|la|ok|genre|elle|lui|moi|tsais|lol|,|"
    rf"\.|bien (?:comptes|sonnes)|passes?|pas plus|depuis \w+|excuse|desolee?|"
    rf"(?:et pas|pas|et non|non pas|non) {_PLAIN_N}(?: ans)?))*"
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
