"""An answer to « quel âge ? »: a number alone, corrected or not."""

from __future__ import annotations

import re

from knowledge.age_reading import AgeReading
from knowledge.age_words import PLAIN_N, N, number
from knowledge.spoken import Spoken

_BARE = re.compile(
    rf"(?:(?:(?:oups|non|ben|bin|excuse|excusez|desolee?|erreur|je me suis trompee?|,|\.) )*"
    rf"(?:j ai (?:mal (?:ecrit|tape|dit)|(?:fait|mis) une erreur) (?:, )?)?)?"
    rf"(?:(?:oups )?(?:pas|non|j ai (?:mis|ecrit|dit)) {PLAIN_N}(?: ans)? (?:, )?(?:mais )?)?"
    rf"(?:(?:finalement|en fait|plutot|correction|rectification|wait|actually|"
    rf"i am|i m|im|she is|he is|g|j|j ai|ai|elle a|il a|a|ma fille a|mon fils a|c est|oups|"
    rf"non|environ|genre|ben|bin|euh|heu|oui|ok|moi|lui|elle|tout|desolee?|"
    rf"age|mon age|l age|a peu pres|juste|seulement|deja|les?|il en a|elle en a|j en ai|en a) |, )*"
    rf"{N}(?: ?(?:ans|an|a|ams|yo|years old|ish|annees))?"
    rf"(?:(?: et| pis| ,| \.)? (?:demie?|5|1 ,? ?2)(?: ans)?)?"
    r"(?: (?P<soon>dans \d+ (?:mois|semaines?|jours?)|le mois prochain|bientot|en (?:janvier|"
    r"fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)))?"
    rf"(?: (?:merci|svp|environ|je pense|pourquoi|fille|gars|la|ok|genre|elle|lui|moi|tsais|lol|,|"
    rf"\.|bien (?:comptes|sonnes)|passes?|pas plus|depuis \w+|excuse|desolee?|"
    rf"(?:et pas|pas|et non|non pas|non) {PLAIN_N}(?: ans)?))*"
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
