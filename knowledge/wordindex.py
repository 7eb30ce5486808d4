"""A few hundred things of one kind found by words, read in memory as the database's are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from knowledge import fulltext

T = TypeVar("T")


class WordIndex(Generic[T]):
    """Things, each with what it says in each column of `fulltext.COLUMNS` that it has."""

    def __init__(self, things: Iterable[tuple[T, Mapping[str, str]]]) -> None:
        self._said = [
            (thing, fulltext.weighed(fulltext.document(parts))) for thing, parts in things
        ]
        self._vocabulary = fulltext.Vocabulary({word for _, said in self._said for word in said})

    def search(self, text: str) -> list[T]:
        """The things that say every word of a text, best first; without words, all, in order."""
        wanted = self._vocabulary.wanted(text)
        scored = [(fulltext.score(said, wanted), thing) for thing, said in self._said]
        found = [one for one in scored if one[0]]
        return [thing for _, thing in sorted(found, key=lambda one: -one[0])]
