"""The numbers of a message that may be an age."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.age_signs import age_candidates
from knowledge.person_age import age_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("lui 19, elle 15. c'est pour elle", [19, 15]),
        ("jai quinze ans", [15]),
        ("jvais avoir 16 le mois prochain", [15]),
        ("17a9m, sortie de placement", [17]),
        ("il veut 2 photos et 300 $", []),
        ("salut", []),
    ],
)
def test_no_number_that_may_be_an_age_is_left_out(text: str, values: list[int]):
    assert [one.reading.value for one in age_candidates(text)] == values


def test_signs_tell_the_number_and_its_company():
    first, second = (one.signs for one in age_candidates("lui 19, elle 15"))
    assert first["largest=True"] and second["smallest=True"]
    assert first["numbers=2"] and second["rank=1"]
    assert first["unit=none"] and first["band=20"]


def test_signs_tell_whose_age_it_may_be_and_what_the_rules_choose():
    own, theirs, counted = age_candidates("j'ai 23 ans, ma soeur de 15 ans pleure, 40 messages")
    assert own.signs["claim=self,"] and own.signs["ruled=False"]
    assert theirs.signs["claim=proche,own,"] and theirs.signs["ruled=True"]
    assert counted.signs["claim=none"] and counted.signs["closes=False"]


def test_the_rules_choose_nothing_of_a_number_that_is_no_age():
    (one,) = age_candidates("jai 16 screenshots")
    assert one.signs["ruled=none"]


def test_a_number_alone_says_so():
    (one,) = age_candidates("ma fille de 14 ans")
    assert one.signs["only"] and one.signs["unit=ans"]


@given(st.text(alphabet="0123456789 ansjilleougtv.,$'", max_size=120))
def test_candidates_are_where_they_say(text: str):
    found = age_candidates(text)
    assert len(found) <= 12
    for one in found:
        reading = one.reading
        assert 0 < reading.value < 100
        assert text[reading.start : reading.end] == reading.text


@pytest.mark.parametrize(
    "text",
    [
        "j'ai 14 000$ de dettes",
        "j'ai 14 000 $ de dettes",
        "un jeune de moins de 18 ans",
        "c'est à partir de 14 ans",
        "le délai de trois ans ne s'applique plus",
    ],
)
def test_a_limit_a_wait_or_a_sum_is_no_candidate(text: str):
    assert age_candidates(text) == []
    assert age_of(text) is None
