"""Of several children whose ages are listed, the one told apart by rank."""

from __future__ import annotations

import re

from knowledge.age_reading import AgeReading
from knowledge.age_words import SPELLED, number
from knowledge.spoken import Spoken

_N = rf"(?:\d{{1,2}}|{SPELLED})"
_LIST = re.compile(rf"\b{_N}(?: ans)?(?: (?:,|et|pis|a|ou) (?:de )?{_N}(?: ans)?){{1,4}}(?!\w)")
_ITEM = re.compile(rf"\b{_N}(?!\w)")
_RANKED = re.compile(
    r"\b(?P<helped>pour )?(?:la|le|l|ma|mon) (?:"
    r"(?P<oldest>plus (?:vieille|vieux|grande|grand|agee?)|ainee?|grande|grand)|"
    r"plus (?:jeune|petite?)|(?:p tite? |petite? )?derni(?:er|ere)|cadette?|benjamine?)(?!\w)"
)


def ranked_age(said: Spoken) -> AgeReading | None:
    """« deux filles, 9 et 13 ans. La plus vieille s'isole » is 13; None when both are spoken of.

    Of two ranks, « c'est pour le plus jeune » counts alone.
    """
    lists = [match for match in _LIST.finditer(said.line) if _is_of_ages(said, match)]
    if len(lists) != 1:
        return None
    ranks = list(_RANKED.finditer(said.line, lists[0].end()))
    ranks = [match for match in ranks if match["helped"]] or ranks
    if len({bool(match["oldest"]) for match in ranks}) != 1:
        return None
    items = list(_ITEM.finditer(said.line, *lists[0].span()))
    chosen = (max if ranks[0]["oldest"] else min)(items, key=lambda item: number(item[0]))
    start, end = said.span(*chosen.span())
    value = number(chosen[0])
    return AgeReading(value, said.text[start:end], start, end) if 0 < value < 100 else None


def _is_of_ages(said: Spoken, match: re.Match[str]) -> bool:
    """« 9 et 13 ans », « (8 et 15) »."""
    return " ans" in match[0] or said.text[: said.span(*match.span())[0]].endswith("(")
