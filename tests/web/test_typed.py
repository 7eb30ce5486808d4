from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from web.typed import BLANK, clean, to_assistant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bonjour", "bonjour"),
        ("/restart", "restart"),
        ("//restart", "restart"),
        ("  / / restart", "restart"),
        ("\u00a0/restart", "restart"),
        ("\u2003\u3000/restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\ufeff/\u200d/restart", "restart"),
        ("\u202e/restart", "restart"),
        ("\x00\x1f/restart", "restart"),
        ("\x85/restart", "restart"),
        ("\u2028/restart", "restart"),
        ("\u3164/restart", "restart"),
        ("\uff0frestart", "restart"),
        ("\ud800/restart", "restart"),
        ("24/7 et/ou", "24/7 et/ou"),
        ("a\tb\x07c", "a b c"),
        ("une ligne\nune autre", "une ligne\nune autre"),
        ("c\u00f4t\u00e9 e\u0301cole", "c\u00f4t\u00e9 e\u0301cole"),
    ],
)
def test_only_words_are_left(typed: str, words: str):
    assert clean(typed) == words


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b", "///", "\n\t", "\u3164", "\ud800"])
def test_nothing_said_is_an_order_of_ours(blank: str):
    assert to_assistant(blank) == BLANK


@given(st.text(st.characters(), max_size=60))
@example("\u200b/\u00a0/vide")
@example("/vide")
def test_what_is_typed_is_never_an_order(text: str):
    sent = to_assistant(text)
    assert sent
    assert sent == BLANK or not sent.strip().startswith("/")
    if sent == BLANK:
        assert not any(character.isalnum() for character in text)
    sent.encode()


@given(
    st.text(
        st.sampled_from([*"/ \t\n\x00\x1c\x85", "\u00a0", "\u200b", "\u2066", "\uff0f", "\xad"])
    ),
    st.sampled_from(["restart", "session_start", 'repondre{"age": 15}', "vide"]),
)
def test_no_disguise_makes_an_order(before: str, order: str):
    assert to_assistant(before + order) == order
