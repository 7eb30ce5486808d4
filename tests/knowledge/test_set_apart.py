"""Of the people whose age is told, whom the words point at, and whom they leave out."""

from __future__ import annotations

import pytest

from knowledge.ages import stated_ages
from knowledge.set_apart import pointed_at, without_others
from knowledge.spoken import spoken


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("elle a 15 ans, lui 19. c'est pour elle", [15]),
        ("c'est ma blonde qui vit ça, elle a 22 ans pis moi 24", [22]),
        ("mon frère a 20 ans, moi 13. c'est moi qui file pas", [13]),
        ("mon grand a 19 ans, ma petite 13. c'est ma petite qui se fait menacer", [13]),
        ("j'ai 14 ans, c'est moi qui l'ai dit à ma mère", []),
        ("j'ai 14 ans, c'est lui qui m'a menacée", []),
    ],
)
def test_the_words_point_at_one(text: str, ages: list[int]):
    said = spoken(text)
    assert [one.reading.value for one in pointed_at(said, stated_ages(said))] == ages


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("j'ai touché ma soeur de 8 ans, j'en ai 15", [15]),
        ("j'ai fait quelque chose à ma cousine. elle a 7 ans", []),
        ("mon fils de 13 ans a fait des attouchements à ma fille de 7 ans", [13]),
        ("Mon plus vieux de 19 ans m'a dit que ma fille de 14 ans a peur", [14]),
        ("un homme a touché ma fille de 7 ans", [7]),
        ("mon fils de 13 ans et ma fille de 7 ans", [13, 7]),
    ],
)
def test_neither_whom_they_harm_nor_who_tells(text: str, ages: list[int]):
    said = spoken(text)
    kept = without_others(said, stated_ages(said), None)
    assert [one.reading.value for one in kept] == ages
