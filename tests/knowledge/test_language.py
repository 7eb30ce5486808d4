"""English told from the French of Québec, which borrows from it (knowledge/language.py)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "i'm 15 and my ex is threatening to leak my pics",
        "need help",
        "Someone has my pictures and I don't know what to do",
        "My daughter ran away last night, we live in Laval",
        "he wont stop texting me",
        "CAN I TALK TO SOMEONE",
        "is this private?",
    ],
)
def test_english(text: str):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "jai 16 pis mon ex ma blackmail avec mes nudes",
        "omg jsuis full down, help svp",
        "mon best friend m'a ghost pis il post mes pics",
        "i m'a dit que i va leaker mes nudes",
        "je need help svp",
        "help",
        "ok bye",
        "Laval",
        "",
        "👍👍",
        "Bonjour, ma fille reçoit des messages d'un adulte.",
        "le gars me dit « send nudes or I post it »",
    ],
)
def test_french_and_nothing(text: str):
    assert not is_english(text)


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str):
    assert is_english(text) in (True, False)


@given(st.lists(st.sampled_from(["je", "suis", "pas", "avec", "mon", "chum"]), max_size=30))
def test_french_words_alone_are_never_english(words: list[str]):
    assert not is_english(" ".join(words))
