"""A few things found by their words: every word said, the best place first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.wordindex import WordIndex

INDEX = WordIndex(
    [
        ("rives", {"name": "Les rives", "description": "Un pont sur la rivière."}),
        ("pont", {"name": "Le grand pont", "terms": "rivière"}),
        ("lac", {"name": "Le lac", "description": "Sans rivière ni rive."}),
    ]
)
words = st.lists(st.sampled_from(["rives", "pont", "lac", "rivière", "grand", "sans"]), max_size=4)


def test_without_words_all_are_there_in_order() -> None:
    assert INDEX.search("") == INDEX.search("  de la ") == ["rives", "pont", "lac"]


def test_a_name_comes_before_a_description() -> None:
    assert INDEX.search("pont") == ["pont", "rives"]
    assert INDEX.search("rives") == ["rives", "lac"]


def test_every_word_must_be_said() -> None:
    assert INDEX.search("grand rivière") == ["pont"]
    assert INDEX.search("grand lac") == []


def test_as_good_as_each_other_they_keep_their_order() -> None:
    assert INDEX.search("rivière") == ["rives", "pont", "lac"]


@given(words, words)
def test_one_more_word_finds_nothing_more(some: list[str], others: list[str]) -> None:
    assert set(INDEX.search(" ".join(some + others))) <= set(INDEX.search(" ".join(some)))


def test_nothing_is_found_where_there_is_nothing() -> None:
    empty: WordIndex[str] = WordIndex([])
    assert empty.search("") == empty.search("pont") == []
