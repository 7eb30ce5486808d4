"""What a person types is never a command of the assistant's.

A text that starts with a slash is an order to Rasa (« /restart »), also after
white space that only a computer sees.
"""

from __future__ import annotations

import re
import unicodedata

BLANK = "/vide"
"""The order that stands for a message without a word."""

_ODD_SPACES = str.maketrans(dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " "))
_UNSEEN = {"Cf", "Cs", "Co"}
_LEADING = re.compile(r"[\s/\uff0f\u2044\u2215\u29f8]+")


def clean(text: str) -> str:
    """The words alone: no control, bidirectional or zero-width mark, no leading slash."""
    seen = "".join(_seen(character) for character in text.translate(_ODD_SPACES))
    return _LEADING.sub("", seen, count=1) if _LEADING.match(seen) else seen


def to_assistant(text: str) -> str:
    """What is sent for cleaned and masked words: themselves, or the order for none."""
    words = clean(text).strip()
    return words or BLANK


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return character if character == "\n" else " "
    return "" if category in _UNSEEN else character
