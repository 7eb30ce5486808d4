"""What stands around a word of a message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.context import EDGE, around, person_signs, told
from knowledge.vocabulary import Profil


def at(text: str, word: str) -> tuple[str, int, int]:
    line = told(text).said.line
    start = line.index(word)
    return line, start, start + len(word)


def test_neighbours_are_named_by_their_distance():
    signs = around(*at("ma fille de 14 ans pleure", "14")).signs()
    assert signs["left0=de"] and signs["left1=fille"] and signs["left2=ma"]
    assert signs["right0=ans"] and signs["between=de|ans"]


def test_numbers_are_alike_and_breaks_count():
    near = around(*at("lui 19, elle 15", "15"))
    assert near.left == ("elle", ",", "#", "lui")
    assert near.after == EDGE


def test_numbers_in_words_are_alike_too():
    near = around(*at("elle quatorze, moi seize", "seize"))
    assert near.left == ("moi", ",", "#", "elle")


def test_who_was_named_last_and_the_pronoun():
    text = "ma soeur sort avec lui. elle a 15"
    message = told(text)
    signs = person_signs(message, message.said.line.index("15"))
    assert signs["near=proche,True"]
    assert signs["pronoun=a"]


def test_nobody_is_a_sign_too():
    message = told("quinze piasses")
    assert person_signs(message, 0) == {"near=nobody": 1.0, "pronoun=none": 1.0}


def test_what_is_read_once_is_what_the_readers_say():
    message = told("ma fille de 14 ans ne rentre plus")
    assert message.profil is Profil.PARENT
    assert [one.reading.value for one in message.stated] == [14]
    assert message.named[0].noun == "fille"


@given(st.text(max_size=200))
def test_any_text_is_read(text: str):
    message = told(text)
    line = message.said.line
    for word, offset in zip(message.said.words, message.said.offsets, strict=True):
        end = offset + len(word.text)
        assert all(value == 1.0 for value in around(line, offset, end).signs().values())
        assert person_signs(message, offset)
