"""The words in which people state an age: one expression, with a group for each way."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.spoken import people_data
from knowledge.vocabulary import Sexe


@lru_cache(maxsize=1)
def spelled() -> dict[str, int]:
    """« seize » → 16, for 2 to 99 (« un » and « une » are articles), « sixteen » → 16."""
    units = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    names = [*units.split(), "seize", "dix sept", "dix huit", "dix neuf"]
    known = {name: value for value, name in enumerate(names, start=1)}
    tens = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
    for ten, base in tens.items():
        known[ten] = base
        for value, name in enumerate(names[: 19 if base == 60 else 9], start=1):
            known[f"{ten} {name}"] = base + value
            known[f"{ten} et {name}"] = base + value
    for value, name in enumerate(names, start=1):
        known[f"quatre vingt {name}"] = 80 + value
    known |= {"quatre vingt": 80, "quatre vingts": 80}
    del known["un"]
    english = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    return known | {name: value for value, name in enumerate(english.split(), start=11)}


@lru_cache(maxsize=1)
def english_roles() -> dict[str, tuple[str, Sexe | None]]:
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


SPELLED = "|".join(sorted(spelled(), key=len, reverse=True))
N = rf"(?P<n>\d{{1,3}}|{SPELLED})"
PLAIN_N = rf"(?:\d{{1,3}}|{SPELLED})"
YEARS = (
    r"(?:ans|an|ams|anss|yo|years? old|yrs? old|years of age|annees? d age|"
    r"annees?(?= [,.]| ?$)|piges)"
)
_AVOIR = r"(?:ai|as|(?:\ba |\bal )?[nl] a|a|ont|avons|(?<=\bje )suis)"
_NOW = r"(?:mtn|maintenant|asteur|astheure|a cette heure|aujourd ?hui|now)"
IN_MONTH = (
    r"en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
)
TIMES = (
    r"(?:dans (?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|quelques|"
    r"moins d un) "
    r"(?:mois|semaines?|jours?)|"
    r"le \w+ (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|"
    r"decembre)|"
    r"la semaine prochaine|le mois prochain|demain|apres demain|"
    rf"bientot(?! {PLAIN_N}(?!\w))|{IN_MONTH})"
)
ENDS = (
    rf"(?= [,.](?:\s|$)| ?$| {TIMES}| (?:pis|pi|puis|et|mais|elle|iel|il|je|j|mon|ma|mes|moi|lui|"
    r"qui|que|quand|si|aussi|presque|bientot|mtn|maintenant|la|donc|dc|alors|faque|fak|fait que|"
    r"tsais|est ce|pour vrai|seulement|juste|ish|depuis|fille|gars|quoi|merci|salut|on|y|i|"
    r"c|comme|aujourd\w*|tlm|"
    r"sinon|pu|pcq|parce|car|because|and|but|stp|svp|dsl|askip|lol|as?t?heure|asteur|ben|genre|"
    r"help|aide\w*|en (?:vrai|fait|realite)|finalement|plutot|"
    r"comment|jl\w+|j[a-z]{2,4}(?<!jours)(?<!jour)|"
    r"a(?! (?:l|la|mon|ma|mes|un|une|son|sa|\d+)\b))(?:\s|$))"
)
END = r"(?= [,.](?:\s|$)| ?$| (?:pis|et|mais|moi|lui|elle|il|mon|ma|and|but|i|y)(?:\s|$))"
_HIS = r"(?:mes|ses|les|nos|leurs)"
DAYS = (
    r"(?:demain|apres demain|bientot|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le \d|"
    rf"la semaine prochaine|le mois prochain|dans|{IN_MONTH})\b"
)
_UNITS = (
    r"(?:mois|semaines?|jours?|heures?|h|minutes?|fois|photos?|videos?|dollars?|piastres?|pieds?|"
    r"metres?|km|rivieres?|iles|pistoles|kilos?|livres?|k|personnes?|gars|filles?|jeunes|eleves|"
    r"clients?|places|lits)"
)
_ENGLISH_UNITS = (
    r"(?:months?|weeks?|days?|hours?|minutes?|h|k|km|miles|feet|percent|points?|students|kids|guys|"
    r"people|messages|pictures|photos|times|dollars|or|to|of|weeks)(?!\w)"
)
STATED = re.compile(
    rf"\b(?P<next>(?:(?:vais|va|vas|vont|allons) (?:bientot )?(?:avoir|faire|feter|pogner|tourner|"
    rf"sur)(?: {_HIS})?|"
    rf"(?:fete|fais|fait|pogne)(?: {_HIS})?(?= \S+(?: \S+)??(?: ans)? {DAYS})|"
    rf"fetera\w*(?: {_HIS})?|"
    rf"(?:aurai|aura)(?: (?:alors|donc|juste|enfin|deja))?|bientot|presque|quasi|quasiment|"
    rf"sur le point d avoir|pas encore(?: tout a fait)?|approche\w* de(?: {_HIS})?|"
    rf"(?:bientot|approche) (?:de )?(?:a )?(?:ma|sa) fete (?:de|des)|"
    rf"almost|nearly|turning|about to turn|(?:will|ll|gonna) (?:be|turn)) )"
    rf"{N}(?: {YEARS})?(?!\w)"
    rf"|\b(?:mes|ses) (?P<due>{N.replace('<n>', '<n17>')} ans (?:s en vien\w+|approch\w+|arriv\w+|"
    r"s en venai\w+))(?!\w)"
    rf"|\b(?P<just>vien[st]? (?:juste )?(?:d avoir|de (?:feter|faire|pogner|turn\w*))(?: mes|"
    rf" ses)? |"
    rf"(?:ai|a) (?:(?:juste|deja) )?(?:eu|fete)(?: mes| ses)? |just turned |"
    rf"(?:rendue?|tourne) (?:a )?){N.replace('<n>', '<n2>')}(?: {YEARS})?(?!\w)"
    rf"|\b(?P<have>{_AVOIR} (?:(?:que|juste|seulement|deja|encore|toujours|maintenant|environ|"
    rf"actuellement|"
    rf"presentement|aujourd ?hui|rendue? (?:a )?|a peine|genre|la|mtn|asteur) )?)"
    rf"{N.replace('<n>', '<n3>')}(?: {YEARS}(?!\w)| a{ENDS}|{ENDS})"
    rf"|\b(?P<age>(?:agee?s? (?:de )?|(?<=ai )l age de |age , |age est (?:de )?|age c est ))"
    rf"{N.replace('<n>', '<n4>')}(?: {YEARS})?(?!\w)"
    rf"|\b(?P<of>de ){N.replace('<n>', '<n5>')}(?: {YEARS}| a(?= [,.]|"
    rf" ?$))?(?!\w)(?! {_UNITS}(?!\w))"
    rf"|\b(?P<english>(?:i am|i m|im|(?:she|he) (?:is|s)|we are|we re|(?:my|our) (?:\w+ )?(?P<whom>"
    rf"{'|'.join(english_roles())}) (?:is|s)) (?:only |just |now |currently )?)"
    rf"{N.replace('<n>', '<n7>')}(?: {YEARS})?(?!\w)(?! {_ENGLISH_UNITS})"
    rf"|\b(?P<named>(?:{_nouns('personne', 'enfant', 'suivi', 'proche')}) (?:, )?)"
    rf"{N.replace('<n>', '<n8>')}{END}"
    rf"|\b(?P<kin>(?:mon|ma|notre) (?:\w+ )?(?:{_nouns('enfant', 'proche')}) )(?P<n18>[1-9]\d|"
    rf"[5-9])"
    rf"(?! (?:{_UNITS}|minutes|ans|an|a|sur|pour|en|de|des|autres?|[,.] ?\d)(?!\w))(?!\w)(?! ?$)"
    rf"|\b(?P<sign>f(?: , | )?|(?:[hm]|j ai) , )(?P<n9>[12]\d)(?: (?:{YEARS}|a))?{END}"
    rf"|\b(?P<self>moi (?:c est )?(?:, )?){N.replace('<n>', '<n13>')}{ENDS}"
    rf"|(?:(?<=[,.] )|(?<=\d )|(?<=mais )|(?<=pis )|(?<=et )|(?<!.))(?P<their>(?:elle|iel|"
    rf"lui) (?:, )?)"
    rf"(?P<n15>[1-9]\d){END}"
    rf"|(?<!.)(?P<code>[fghm] ?(?P<n12>[12]\d)|(?P<n16>[12]\d)[fgm])(?!\w)(?! {_UNITS})"
    rf"|\b(?P<n10>[12]\d)(?: f(?!\w)| , (?:[fhm]|j ai){END})"
    rf"|(?:(?<=[,.] )|(?<!.)|(?<=dc )|(?<=donc )|(?<=pis )|(?<=mais )|(?<=moi ))"
    rf"(?P<now>{N.replace('<n>', '<n14>')}(?: {YEARS})? {_NOW})(?!\w)"
    rf"|(?:(?<=[,.] )|(?<!.))(?P<alone>{N.replace('<n>', '<n11>')})(?= [,.](?:\s|$)| ?$)"
    rf"|\b{N.replace('<n>', '<n6>')} (?:{YEARS}(?!\w)|a(?= [,.]| ?$)|(?P<glued>a)(?!\w))"
)
MAJORITY = 18
SMALL = 8
LIKE_ME = re.compile(r"^ comme (?:moi|nous)\b")
ALONE_WORDS = 6
NUMBERS = ("n", *(f"n{count}" for count in range(2, 19)))
CLUES = (
    *("have", "next", "just", "age", "of", "english"),
    *("named", "kin", "sign", "n10", "code", "self", "their"),
)


def is_number(word: str) -> bool:
    """« 14 », « quatorze »; not « neuf » nor « une », which are other words too."""
    return word.isdigit() or (word in spelled() and word not in _OTHER_WORDS)


_OTHER_WORDS = frozenset({"une", "neuf"})


def ends_clause(line: str, position: int) -> bool:
    """Whether a number ends the clause: a break or a little word follows, and no unit."""
    return re.match(ENDS, line[position:]) is not None


def number(word: str) -> int:
    return int(word) if word.isdigit() else spelled()[word]
