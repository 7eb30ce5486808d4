"""Ages that a text states, and whose each one is. Pure; keeps nothing of what it reads."""

from __future__ import annotations

import re
from itertools import islice

from knowledge.age_owner import owned
from knowledge.age_reading import AgeReading, Owner, StatedAge
from knowledge.age_words import (
    ALONE_WORDS,
    CLUES,
    DAYS,
    END,
    ENDS,
    IN_MONTH,
    LIKE_ME,
    MAJORITY,
    NUMBERS,
    SPELLED,
    STATED,
    TIMES,
    YEARS,
    number,
    spelled,
)
from knowledge.roles import Whose, bare_mention, mentions
from knowledge.spoken import Spoken
from knowledge.subjects import people, subject
from knowledge.vocabulary import Sexe

__all__ = ["AgeReading", "Owner", "StatedAge", "stated_ages"]

_NOT_AN_AGE = re.compile(
    r"\b(?:(?:y a|voila|voici) de (?:cela|ca)|peut etre|"
    r"depuis|fait|y a|sans|pendant|durant|dans|apres|avant|chaque|aux|plus de|moins de|minimum|"
    r"jusqu a|jusque|entre|des|vers|pour|risque|condamne a|"
    r"(?:ecart|difference)(?: d age)? de|(?:attend\w*|hate|avant|reve\w*) d avoir|"
    r"avais|avait|avaient|avions|consentement(?: est)? (?:a|de)|l age de|d age de|quand|lors de|"
    r"garde (?:ca|cela|tout|tout ca|le secret|le silence)|"
    r"(?:vecu|vivre|passe|travaille|attendu|dure|fallu|pris|perdu|enseigne|l ai elevee?|reste)|"
    r"majorite a|a partir de|des l age de|mes|ses|les|prend|peine de|plus|moins|en|relation de|"
    r"(?:il|y|qui|gars|homme|inconnu|compte|profil) (?:dit|disait|pretend|jure) avoir|du|(?:est|"
    r"sont|"
    r"etait|serait) d(?:e|u)|"
    r"anniversaire de|delai de|ensemble|pas encore|pas|sous|couple depuis|entente de|vieux de)"
    r"(?: (?:a peu pres|environ|a peine|presque|au moins|genre|deja|les|mes|ses|pres de|seulement|"
    r"juste|a))*$"
)
_AFTER = re.compile(
    r"^ (?:peut etre|"
    r"de (?:prison|couple|relation|difference|experience|service|mariage|plus|moins|ca|cela|"
    r"vie|fete|frequentation|pratique|suivi|therapie|traitement|liste)|d (?:attente|"
    r"anciennete|urgence)|ensemble|d (?:age d )?(?:ecart|experience|intervention)|plus tard|"
    r"et (?:plus|moins)|ou plus|ou moins|passes|plus (?:vieux|"
    r"vieille|jeune|age)|on s est|que (?:ca|je|mon|on)|exactement que)\b"
)
_RANGE = re.compile(
    rf"\b(?:\d{{1,2}} , )*(?P<low>\d{{1,2}}|{SPELLED})(?P<aged> {YEARS})? "
    rf"(?P<to>, |a |ou |et |pis |et de |pis de |ou de |to )?(?:de )?"
    rf"(?P<high>\d{{1,2}}|{SPELLED})(?: {YEARS})?(?!\w)"
    rf"(?! ?(?:h|heures?|mois|\$|sem))"
)
_MEMORY = re.compile(r"\b(?:n|y|pas|quand|depuis qu?e? ?(?:j|il|elle)(?: en)?)$")
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
_WAS_A = re.compile(r"\b(?:etais|etait|etions) (?:encore |juste |qu )*une?(?: \w+){1,3}$")
"""« j'étais une petite fille de 8 ans »: then."""
_LATER = re.compile(r"^ (?:apres|avant|auparavant)\b")
_SOON = re.compile(rf"^ (?:ans )?{TIMES}(?! (?:je|j|on|\d))(?!\w)")
_IN_A_WHILE = re.compile(rf"\b{TIMES} (?:(?:j|il|elle|iel)|(?:ma|mon) (?:fille|fils))$")
_FEAST = re.compile(
    rf"\b(?:{DAYS} (?:c est |ce sera )?|(?:c est|ce sera) )(?:ma|sa) (?:fete|anniversaire)"
    r"(?: (?:demain|bientot|samedi|dimanche|vendredi))?$"
)
_BEFORE_THEN = re.compile(r"\bavant qu?e? (?:\w+ ){1,3}(?:ait|aie|atteigne)$")
_SINCE = re.compile(
    r"^ (?:hier|avant hier|ce|cette|la semaine|le mois|le \d|y a|il y a|depuis|"
    rf"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|{IN_MONTH})\b"
)
_ENUMERATED = re.compile(r"\d\s?[-–/]\s?$")
_AT_PRESENT = re.compile(
    r"^ , (?:je|j) (?:(?:ne|n|me|m|y|en) )*(?!ai |vais |peux |pourrai|pars )(?!\w*(?:ais|rai)\b)\w+"
)
"""« À 29 ans, je découvre… »: now; not « à 12 ans, j'ai été… », « à 18 ans, je vais… »."""
_STILL = re.compile(
    r"\b(?:je suis|je me (?:retrouve|sens)|j en suis|je vis|je reste|j habite|me voi\w+|elle est|"
    r"il est|m[ao]n? \w+ est)\b(?: \w+){0,2}? (?:encore|toujours|rendue?|deja|pognee?|prise?)\b"
    r"(?: \w+){0,4}$"
    r"|\btrop (?:vieille|vieux|jeune|agee?)$"
)
"""« je suis encore dans l'industrie à 41 ans »."""
_ASKS_NOW = re.compile(
    r"^ (?:, )?(?:(?:est ce que |es ce que )?(?:je|j) (?:ai (?:tu|le droit|droit)|peux|peut|"
    r"aurais du|"
    r"devrais|croyais|pensais)|ai je|puis je)\b"
)
"""« à 17 ans j'ai-tu le droit… », « à 22 ans j'aurais dû savoir »."""
_ASKED_NOW = re.compile(
    r"\bsi (?:je|j) (?:\w+ ){1,3}?(?:plainte|denonce|en parle)$|"
    r"\b(?:prison|cour|temoigner|arretee?|accusee?)$"
)
"""« si je porte plainte à 16 ans », « mon frère doit témoigner à 17 ans »."""
_OF_THE_PAST = re.compile(
    r"^ (?:, )?(?:je|j|il|elle|on) (?:\w+ )?(?:ai (?!tu)|etais|avais|voulais)"
)
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
_YOUNG_PEOPLE = range(10, 26)
_SCHOOL_AGES = range(8, 20)
_YOUNG_LIVES = range(3, 26)
_LAW = re.compile(r"\b(?:consentement|majorite|age legal|age minimum|la loi|legalement)\b")


def stated_ages(said: Spoken) -> list[StatedAge]:
    """Present ages in a text, in order: no duration, range, memory or legal threshold."""
    line = said.line
    ranges = [match.span() for match in _RANGE.finditer(line) if _is_range(said, match)]
    found = []
    for match in islice(STATED.finditer(line), _MANY):
        group = next(name for name in NUMBERS if match[name])
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
        if _ENUMERATED.search(said.text[:left]) or (
            not match["n10"] and re.match(r"-(?!(?i:[fghm])\b)[^\W\d]", said.text[right:])
        ):
            continue
        reading = AgeReading(shown, said.text[left:right], left, right)
        one = owned(said, match, reading)
        if one.owner is Owner.UNKNOWN and re.match(r" lui(?: [,.]| ?$)", line[match.end() :]):
            continue
        found.append(one)
    return found or _just_of_age(said)


def _is_count(match: re.Match[str], value: int) -> bool:
    """« j'ai 3 … », « je suis 2 … », without « ans »."""
    clue = match["have"] or match["just"]
    if not clue or match[0].endswith(("ans", "an")):
        return False
    return value < (8 if re.search(r"suis|rendue?", clue) else 5)


def _just_of_age(said: Spoken) -> list[StatedAge]:
    """« majeur depuis avril »: 18."""
    match = _OF_AGE.search(said.line)
    if match is None:
        return []
    left, right = said.span(*match.span())
    reading = AgeReading(MAJORITY, said.text[left:right], left, right)
    owner, mention = subject(said.line, match.start())
    if mention is not None:
        return [StatedAge(reading, Owner.NAMED, mention)]
    return [StatedAge(reading, Owner.SELF if owner is Whose.SELF else Owner.UNKNOWN)]


_OF_AGE = re.compile(
    r"\bmajeure?(?: que)? depuis (?:hier|peu|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"(?:\d|une?|deux|trois|quatre|cinq|six|quelques) (?:jours?|semaines?|mois)|"
    r"le \d+|la semaine|le mois)\b"
)


def _now(line: str, value: int, match: re.Match[str]) -> int:
    """The age today: a year less when the birthday is still to come."""
    if match["just"] and not match["just"].startswith("tourne"):
        return value
    coming = (match["of"] is None and _SOON.match(line[match.end() :])) or (
        match["have"] and _IN_A_WHILE.search(line[: match.start()].rstrip())
    )
    before = line[: match.start()].rstrip(" ,")
    coming = coming or _FEAST.search(before) is not None or _BEFORE_THEN.search(before) is not None
    return value - 1 if match["next"] or match["due"] or coming else value


def _is_range(said: Spoken, match: re.Match[str]) -> bool:
    """« 14-15 ans », « 12 à 17 », « 15, 16 ans »; not « 14 ans, 8 h », « 15 ans a deux… »."""
    if re.sub(rf" {YEARS}$", "", match[0]) in spelled():
        return False
    if match["aged"] and match["to"] in ("et ", "pis ") and not re.search(YEARS + "$", match[0]):
        return False
    if match["to"] == "a " and number(match["high"]) <= number(match["low"]):
        return False
    if match["to"] == ", " and number(match["high"]) == number(match["low"]) + 1:
        return match["aged"] is None and re.search(YEARS + "$", match[0]) is not None
    left, right = said.span(match.start("low"), match.end())
    written = said.text[left:right]
    if re.search(r" (?:a|ou|et|pis|to)(?: de)? ", match[0]):
        return True
    return bool(re.search(r"\d\s?(?:ans\s?)?[-–/]\s?\d", written))


def _excluded(said: Spoken, match: re.Match[str], start: int, end: int) -> bool:
    line = said.line
    before = line[: match.start()].rstrip()
    after = line[match.end() :]
    if match["english"] or match["due"]:
        return False
    left = said.text[: said.span(start, end)[0]]
    if re.search(r"(?i)\b(?:depuis|après|apres)(?: [\w'’-]+){1,4} \($", left):
        return True
    if match["glued"]:
        here = said.span(start, end)[1]
        if not re.match(r"a(?!\w)", said.text[here:], re.IGNORECASE):
            return True
    if re.match(
        r"\s?[$€%]|\s?(?:ans )?(?:et )?\+(?!\s?\w)", said.text[said.span(start, match.end())[1] :]
    ):
        return True
    below_zero = re.search(r"(?:^|\s)-$", left) and not match[0].endswith(("ans", "an"))
    if below_zero or re.search(r"[=<>]\s*$", left):
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
    if match["of"] and _WAS_A.search(before):
        return True
    plain = not any(match[name] for name in CLUES)
    if (_AFTER.match(after) and not (match["of"] and _KNOWN.match(after) and _is_noun(before))) or (
        plain and _LATER.match(after)
    ):
        return True
    if not match["have"] and _LAW.search(before.rpartition(" . ")[2]):
        return True
    if match["of"] and not match[0].endswith(("ans", "an", " a")):
        named = mentions(before)
        return not (named and named[-1].end == len(before)) and not bare_mention(before)
    if re.match(r"a (?![nl] a )(?!.*\bque )", match["have"] or ""):
        return not _is_verb(said, match, before) and not _is_present(said, match)
    return bool(plain and re.search(r"\b(?:a|avais|avait)$", before))


def _is_not_told(match: re.Match[str], before: str, after: str, value: int) -> bool:
    """After « avoir » and the like: claimed, dreamt, counted, or of long ago."""
    if _CLAIMED.search(before) and not LIKE_ME.match(after):
        return True
    if match["next"] and _SOME_DAY.search(before):
        return True
    if match["have"] and re.search(r"\bdans \S+ ans , ?\w*$", before):
        return True
    if match["just"] and re.search(r"\beu $", match["just"]):
        aged = match[0].endswith(("ans", "an")) and not after.startswith(" de ")
        aged |= value in _YOUNG_PEOPLE and re.match(ENDS, after) is not None
        return _SOME_DAY.search(before) is not None or not (aged or _SINCE.match(after))
    if before.endswith("y en"):
        return not _is_his(match, before.removesuffix(" en"), after)
    if not match["have"] or not _MEMORY.search(before) or " que " in match[0]:
        return False
    if not re.match(END, after):
        return True
    return not ((value in _SCHOOL_AGES and _he_has(before)) or _is_his(match, before, after))


def _described(before: str) -> bool:
    """« âgé de », « un enfant de », « en a »: an age follows, whatever the little word."""
    return bool(re.search(r"(?<!l )(?<!d )\bagee?s? de$|\ben a$|\bai l age de$", before))


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
    """« mon gars veut pu y aller. Y'a 12 ans. », « y'en a 21 »: his age, where no time is told."""
    opening = re.search(r"(?:^|([,.]) )y$", before)
    if opening is None or not match["have"] or number(match["n3"]) not in _YOUNG_LIVES:
        return False
    if not match[0].endswith("ans"):
        return re.match(END, after) is not None and _named(before, Sexe.MASCULIN, "partenaire")
    sentence = before[: opening.start()].rpartition(" . ")[2]
    if opening[1] == "," and (
        _TOLD_OF_THEN.search(sentence) or not re.match(r" ?\.| ?$| , (?:y|il)\b", after)
    ):
        return False
    return not re.search(r"\b(?:depuis|ca fait)\b", sentence) and _named(before, Sexe.MASCULIN)


def _named(before: str, sexe: Sexe, *groups: str) -> bool:
    """Whether somebody close, or of these groups, of that sex or of either, is named."""
    return any(
        one.own and one.sexe in (sexe, None) and one.group in ("enfant", "proche", "suivi", *groups)
        for one in people(before)
        if not one.several
    )


def _is_money(line: str, match: re.Match[str]) -> bool:
    """« si je paie pas 1000 dollars. J'ai que 60. »"""
    if not match["have"] or match[0].endswith(("ans", "an")):
        return False
    if re.search(r"\b(?:maintenant|mtn|aujourd|asteur|la) ", match["have"]):
        return False
    value = number(match["n3"])
    if re.search(r"(?:^|\. )j $", line[: match.start()]) and not re.search(_ONLY, match["have"]):
        return False
    near = " ".join(line[: match.start()].split()[-12:])
    return value >= _MANY_DOLLARS and bool(_MONEY.search(near))


_ONLY = r"\b(?:que|juste|seulement)\b"


def _is_present(said: Spoken, match: re.Match[str]) -> bool:
    """« À 29 ans, je découvre… » at the head of a sentence: an age of now."""
    segment = re.split(r" [,.] ", said.line[: match.start()])[-1].strip()
    after = said.line[match.end() :]
    if _ASKS_NOW.match(after) or (_ASKED_NOW.search(segment) and not _OF_THE_PAST.match(after)):
        return True
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
    apart = said.line[: match.start()].endswith(". ") and re.match(
        r" \.| ?$", said.line[match.end() :]
    )
    if apart:
        return not re.search(r"\b(?:\d+|combien|nombre|chiffre|code)\b", previous)
    if len(previous.split()) > ALONE_WORDS or re.search(r"\d", previous):
        return False
    return bool(previous or match.end() < len(said.line)) and not _ADDRESS.match(
        said.line[match.end() :]
    )


_ADJECTIVE = (
    r"|(?: (?:trans|cadette?|cadet|ainee?|queer|autiste|unique|adoptive?|adopte|mineure?|"
    r"handicapee?|preferee?|lesbienne|gai|gaie|bi|d[eu] (?:\w+ )?\w+|\w+))"
)


_KNOWN = re.compile(r"^ que (?:je|mon|on)\b")


def _is_noun(before: str) -> bool:
    """« un garçon de 13 ans que je suis »."""
    named = people(before)
    return bool(named) and named[-1].end == len(before)


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
    if re.search(r"(?:^|[,.])$", before) and re.match(r" [,.]| ?$", said.line[match.end() :]):
        return number(match["n3"]) in _YOUNG_LIVES and _named(before, Sexe.FEMININ)
    previous = [word for word in said.words if word.end <= start]
    return bool(previous) and said.text[previous[-1].start].isupper()
