"""Of several children whose ages are listed, the one told apart by rank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ranked_age import ranked_age
from knowledge.spoken import spoken


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("J'ai deux filles, 9 et 13 ans. La plus vieille s'isole", 13),
        ("Papa de 2 filles (8 et 15). La grande reçoit des cadeaux", 15),
        ("une fratrie de 4, 7 et 12 ans. L'aînée a été leurrée", 12),
        ("Les enfants ont six et neuf ans. Le petit dernier pleure", 6),
        ("5 jeunes de 4 à 17 ans, c'est la plus vieille qui a peur", 17),
        ("deux jeunes (14 et 17 ans). Le plus vieux nie. C'est pour le plus jeune", 14),
    ],
)
def test_the_rank_chooses(text: str, age: int):
    reading = ranked_age(spoken(text))
    assert reading is not None
    assert reading.value == age
    assert text[reading.start : reading.end] == reading.text


@pytest.mark.parametrize(
    "text",
    [
        "J'ai deux filles, 9 et 13 ans. Elles pleurent",
        "9 et 13 ans. La plus vieille pleure, la plus jeune aussi",
        "9 et 13 ans. Et 4 et 6 ans. La plus vieille pleure",
        "de 9 à 13 heures. La plus vieille pleure",
        "La plus vieille",
        "",
    ],
)
def test_no_list_no_rank_or_both_ranks_say_nothing(text: str):
    assert ranked_age(spoken(text)) is None


AGES = st.integers(min_value=1, max_value=99)


@given(st.lists(AGES, min_size=2, max_size=4, unique=True), st.booleans())
def test_the_oldest_and_the_youngest_of_any_list(ages: list[int], oldest: bool):
    rank = "La plus vieille" if oldest else "La plus jeune"
    listed = ", ".join(map(str, ages[:-1])) + f" et {ages[-1]} ans"
    reading = ranked_age(spoken(f"mes filles ont {listed}. {rank} pleure"))
    assert reading is not None
    assert reading.value == (max(ages) if oldest else min(ages))
