"""Numbers in digits and in words, and where they end a clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.age_words import NUMBERS, STATED, ends_clause, is_number, number, spelled
from knowledge.spoken import spoken


def test_every_number_from_two_to_ninety_nine_is_spelled():
    assert set(spelled().values()) == set(range(2, 100))
    assert number("seize") == 16
    assert number("quatre vingt onze") == 91


@pytest.mark.parametrize(("word", "said"), [("14", True), ("quinze", True), ("neuf", False)])
def test_a_number_is_no_other_word(word: str, said: bool):
    assert is_number(word) is said


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("j'ai 15", True),
        ("j'ai 15 pis j'ai peur", True),
        ("j'ai 15 si ça aide", True),
        ("j'ai 15 jpeux pas", True),
        ("j'ai 15 dans 2 semaines", True),
        ("j'ai 15 screenshots", False),
        ("j'ai 15 jours", False),
        ("j'ai 15 en math", False),
    ],
)
def test_a_little_word_ends_the_clause_and_a_thing_counted_does_not(text: str, closes: bool):
    line = spoken(text).line
    assert ends_clause(line, line.index("15") + 2) is closes


@given(st.text(alphabet="jaivelmonsrfg 0123456789 ,.'", max_size=80))
def test_each_match_has_one_number(text: str):
    for match in STATED.finditer(spoken(text).line):
        assert sum(match[name] is not None for name in NUMBERS) == 1
