"""Whole names of people, and of whom a place in a text speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.roles import Whose, mentions
from knowledge.spoken import spoken
from knowledge.subjects import lives_there, people, subject


def last(text: str) -> tuple[str, str, bool]:
    line = spoken(text).line
    one = people(line)[-1]
    return line[one.start : one.end], one.group, one.own


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("le fils de mon chum", ("le fils de mon chum", "enfant", True)),
        ("la fille de ma soeur", ("la fille de ma soeur", "proche", True)),
        ("la soeur de mon chum", ("la soeur de mon chum", "proche", True)),
        ("l'amie de ma fille", ("l amie de ma fille", "proche", True)),
        ("l'ancien ami de ma fille", ("l ancien ami de ma fille", "autrui", False)),
        ("l'ex de ma fille", ("l ex de ma fille", "autrui", False)),
        ("la mère de mon ami", ("mon ami", "proche", True)),
        ("un de mes gars", ("mes gars", "enfant", True)),
    ],
)
def test_a_whole_name_is_one_person(text: str, named: tuple[str, str, bool]):
    assert last(text) == named


def test_whose_friend_it_is_stays_named():
    line = spoken("l'amie de ma fille").line
    assert [line[one.start : one.end] for one in people(line)][:2] == ["l amie", "ma fille"]


def test_one_of_several_is_not_several():
    (one,) = people(spoken("un de mes gars").line)
    assert not one.several


def of(text: str, word: str) -> tuple[Whose, str | None]:
    line = spoken(text).line
    owner, mention = subject(line, line.index(word))
    return owner, line[mention.start : mention.end] if mention else None


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("j'habite à Alma", "habite", (Whose.SELF, None)),
        ("ma soeur habite à Alma", "habite", (Whose.CONCERNED, "ma soeur")),
        ("ma soeur pleure. elle habite à Alma", "habite", (Whose.CONCERNED, "ma soeur")),
        ("l'ex de ma fille habite à Alma", "habite", (Whose.OTHER, "l ex de ma fille")),
        ("mon frère est parti, y reste à Alma", "reste", (Whose.CONCERNED, "mon frere")),
        ("ma soeur a peur, a reste à Alma", "reste", (Whose.CONCERNED, "ma soeur")),
        ("mon harceleur habite à Alma", "habite", (Whose.SOMEONE, None)),
        ("elle habite à Alma", "habite", (Whose.SOMEONE, None)),
        ("avec mon chum j'habite à Alma", "habite", (Whose.SELF, None)),
        ("à Alma", "a alma", (Whose.UNKNOWN, None)),
    ],
)
def test_of_whom_a_verb_speaks(text: str, word: str, owner: tuple[Whose, str | None]):
    assert of(text, word) == owner


def test_the_home_of_another_is_nobodys_when_the_writer_is_harmed():
    quiet, harmed = spoken("elle vit à Alma"), spoken("elle vit à Alma, elle me frappe")
    assert lives_there(quiet, quiet.line.index("vit")) is Whose.SOMEONE
    assert lives_there(harmed, harmed.line.index("vit")) is Whose.OTHER


WORDS = ["le", "la", "fils", "fille", "de", "à", "ma", "mon", "soeur", "chum", "ex", "un", ".", ","]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_nobody_is_lost_and_whole_names_end_on_one(words: list[str]):
    line = spoken(" ".join(words)).line
    simple = [(one.start, one.end) for one in mentions(line)]
    found = [(one.start, one.end) for one in people(line)]
    assert [span for span in found if span in simple] == simple
    assert {end for _, end in found} == {end for _, end in simple}


@given(st.text(max_size=200), st.integers(min_value=-5, max_value=220))
def test_any_position_has_a_subject(text: str, position: int):
    line = spoken(text).line
    owner, mention = subject(line, position)
    assert owner in Whose
    assert mention is None or 0 <= mention.start < mention.end <= len(line)
