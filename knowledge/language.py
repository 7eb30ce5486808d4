"""Whether a message is written in English: its little words, counted against French ones."""

from __future__ import annotations

from functools import lru_cache

from knowledge.spoken import DATA, MAX_TEXT, fold, words

_FEWEST = 2
_SHARE = 0.25
_AGAINST_FRENCH = 2


def is_english(text: str) -> bool:
    """True for a message in English; false in doubt, as for French that borrows its words.

    At least two little words of English, a quarter of all words, and more than twice those
    of French.
    """
    said = [word.text for word in words(text[:MAX_TEXT])]
    english = sum(word in _listed("english_words.txt") for word in said)
    french = sum(word in _listed("french_words.txt") for word in said)
    return (
        english >= _FEWEST and english >= _SHARE * len(said) and english > _AGAINST_FRENCH * french
    )


@lru_cache(maxsize=2)
def _listed(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line and not line.startswith("#"))
