"""Words looked for in the database: FTS5 on SQLite, `tsvector` on PostgreSQL, one ranking.

Both keep the same folded words in the same columns; which words answer a query, and how well,
is decided here, so that the same search finds the same records in the same order on either.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import Stemmer
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from sqlalchemy import Integer, column, insert, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge import models
from knowledge.spoken import words

LITTLE = frozenset(
    {"l", "d", "le", "la", "les", "de", "du", "des", "a", "au", "aux", "un", "une", "et", "ou"}
) | {"pour", "en", "dans", "sur", "qui", "que", "avec", "par", "chez"}
"""Words that say nothing of what is looked for."""

COLUMNS = {"name": 4, "organization": 2, "description": 1, "terms": 1}
"""Where a word may be, and what it weighs there."""

MOST_WORDS = 12
"""Words of a query that are looked for: the others are left out."""

WHOLE, BEGUN, SLIPPED = 3, 2, 1
_LONGEST = 120
_AT_ONCE = 5_000
_STEMMER = Stemmer.Stemmer("french", 0)
_TEXTS = {"service_text": tuple(COLUMNS), "organization_text": ("name", "description")}


def plain(written: str) -> str:
    """Words without accents, capitals or elisions, apart by one space."""
    return " ".join(word.text[:_LONGEST] for word in words(written))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def likeness(word: str, known: str) -> int:
    """How well a known word answers one that was typed; 0 when it does not."""
    if word == known or stem(word) == stem(known):
        return WHOLE
    if known.startswith(word):
        return BEGUN
    slips = _slips(word)
    near = slips and OSA.distance(word, known, score_cutoff=slips) <= slips
    return SLIPPED if near else 0


def _slips(word: str) -> int:
    """How many may be forgiven in a word."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def asked(written: str) -> list[str]:
    """The words of a query that are looked for, each once."""
    kept = (word for word in plain(written).split() if word not in LITTLE)
    return list(dict.fromkeys(kept))[:MOST_WORDS]


_REPEATED = ("organization", "terms")
"""What many records share; nothing that a person typed."""


@lru_cache(maxsize=10_000)
def _often(written: str) -> str:
    return plain(written)


def document(parts: Mapping[str, str]) -> dict[str, str]:
    """The words of each column; a name and an organization also in one piece (« letape »)."""
    said = {
        name: _often(written) if name in _REPEATED else plain(written)
        for name, written in parts.items()
    }
    for name in said.keys() & {"name", "organization"}:
        said[name] += f" {said[name].replace(' ', '')[:_LONGEST]}"
    return said


def term(name: str, code: str) -> str:
    """What a term adds to the words of whatever bears it: its name, and its code in words."""
    return f"{name} {code.replace('_', ' ')}"


def weighed(columns: Mapping[str, str]) -> dict[str, int]:
    """Each word of a document with the weight of the best place where it is."""
    found: dict[str, int] = {}
    for name, line in columns.items():
        for word in line.split():
            found[word] = max(COLUMNS[name], found.get(word, 0))
    return found


Wanted = Sequence[Mapping[str, int]]
"""For each word of a query, the known words that answer it, and how well."""


def score(said: Mapping[str, int], wanted: Wanted) -> int:
    """How well a document's weighed words answer a query; 0 when one word is missing."""
    total = 0
    for accepted in wanted:
        best = max((accepted.get(word, 0) * weight for word, weight in said.items()), default=0)
        if not best:
            return 0
        total += best
    return total or 1


class Vocabulary:
    """The words of a directory, which a query's words are looked up in."""

    def __init__(self, known: Iterable[str]) -> None:
        self._words = sorted(known)
        self._by_stem: dict[str, list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_stem.setdefault(stem(word), []).append(word)
            self._by_length.setdefault(len(word), []).append(word)

    def wanted(self, written: str) -> Wanted:
        """For each word of a query, those that answer it, as `likeness` says."""
        return [self._like(word) for word in asked(written)]

    def _like(self, word: str) -> dict[str, int]:
        found = dict.fromkeys(self._near(word), SLIPPED)
        place = bisect_left(self._words, word)
        while place < len(self._words) and self._words[place].startswith(word):
            found[self._words[place]] = BEGUN
            place += 1
        return {**found, **dict.fromkeys(self._by_stem.get(stem(word), ()), WHOLE)}

    def _near(self, word: str) -> Iterator[str]:
        slips = _slips(word)
        for length in range(len(word) - slips, len(word) + slips + 1) if slips else ():
            among = self._by_length.get(length, ())
            found = extract(word, among, scorer=OSA.distance, score_cutoff=slips, limit=None)
            yield from (known for known, _, _ in found)


# --- in the database ------------------------------------------------------------


def create(connection: Connection) -> None:
    """The tables of words, empty; what there was is dropped."""
    for name, columns in _TEXTS.items():
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        listed = ", ".join(columns)
        if connection.dialect.name == "sqlite":
            options = "tokenize = \"unicode61 remove_diacritics 0\", detail = 'column'"
            connection.execute(text(f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, {options})"))
            continue
        kept = ", ".join(f"{one} text NOT NULL" for one in columns)
        built = ", ".join(
            f"{vector} tsvector GENERATED ALWAYS AS (array_to_tsvector("
            f"array_remove(string_to_array({joined}, ' '), ''))) STORED"
            for vector, joined in (("words", " || ' ' || ".join(columns)), ("names", "name"))
        )
        connection.execute(
            text(f"CREATE TABLE {name} (rowid integer PRIMARY KEY, {kept}, {built})")
        )


def finish(connection: Connection) -> None:
    """What is quicker to build once the documents are there."""
    if connection.dialect.name == "sqlite":
        return
    for name in _TEXTS:
        for vector in ("words", "names"):
            connection.execute(
                text(f"CREATE INDEX ix_{name}_{vector} ON {name} USING gin ({vector})")
            )


def fill(
    connection: Connection, name: str, documents: Iterable[tuple[int, Mapping[str, str]]]
) -> set[str]:
    """Write the documents, each by its number; every word that was met."""
    columns = _TEXTS[name]
    into = insert(table(name, column("rowid"), *(column(one) for one in columns)))
    met: set[str] = set()
    for several in _several(documents):
        rows = []
        for number, parts in several:
            said = document(parts)
            for line in said.values():
                met.update(line.split())
            rows.append({"rowid": number, **said})
        connection.execute(into, rows)
    return met


def keep_words(connection: Connection, met: Iterable[str]) -> None:
    for several in _several(sorted(met)):
        connection.execute(insert(models.SearchWord), [{"word": word} for word in several])


def numbers(connection: Connection, name: str, wanted: Wanted, named: bool = False) -> Select:
    """The numbers of the documents that answer every word; `named`: by their names alone."""
    source = table(name, column("rowid", Integer))
    if connection.dialect.name == "sqlite":
        query = _spelled(wanted, '"', " OR ", " AND ")
        matched = text(f"{name} MATCH :asked").bindparams(
            asked=f"name : ({query})" if named else query
        )
        return select(source.c.rowid).select_from(source).where(matched)
    query = _spelled(wanted, "'", " | ", " & ")
    vector = "names" if named else "words"
    matched = text(f"{vector} @@ CAST(:asked AS tsquery)").bindparams(asked=query)
    return select(source.c.rowid).select_from(source).where(matched)


def documents(
    connection: Connection, name: str, among: Sequence[int]
) -> Iterator[tuple[int, dict[str, int]]]:
    """The weighed words of some documents."""
    columns = _TEXTS[name]
    source = table(name, column("rowid"), *(column(one) for one in columns))
    for several in _several(among, 500):
        rows = connection.execute(select(source).where(source.c.rowid.in_(several)))
        for row in rows:
            yield row.rowid, weighed({one: getattr(row, one) for one in columns})


def vocabulary(connection: Connection) -> Vocabulary:
    found = connection.execute(select(models.SearchWord.word)).scalars()
    return Vocabulary(found)


def _spelled(wanted: Wanted, quote: str, either: str, both: str) -> str:
    """The query of one dialect: one accepted word for each word that was asked."""
    return both.join(
        f"({either.join(_quoted(word, quote) for word in accepted)})" for accepted in wanted
    )


def _quoted(word: str, quote: str) -> str:
    escaped = word.replace("\\", "\\\\") if quote == "'" else word
    return f"{quote}{escaped.replace(quote, quote * 2)}{quote}"


def _several(items: Iterable, size: int = _AT_ONCE) -> Iterator[list]:
    kept: list = []
    for item in items:
        kept.append(item)
        if len(kept) == size:
            yield kept
            kept = []
    if kept:
        yield kept
