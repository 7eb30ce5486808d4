"""Services found in the database: the same ones, in the same order, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from knowledge import database, datafiles, finding, fulltext, models
from knowledge.directory import Directory
from knowledge.finding import Query, every, page
from knowledge.matching import ranges_meet
from knowledge.records import ServiceRecord, identifier
from knowledge.search import Filters, search
from tests.conftest import NOW, shipped_records

TODAY = NOW.date()
AGES = [(None, None), (12, 17), (None, 11), (18, None), (14, 25)]
SITUATIONS = [["sextorsion"], ["fugue", "hebergement"], ["fugue"]]


def record(locator: str, **over: Any) -> ServiceRecord:
    values: dict[str, Any] = {
        "name": f"Service {locator}",
        "organization": "Maison d'Entraide",
        "summary": "Accueille des jeunes, jour et nuit, quand ça ne va plus à la maison.",
        "reach": "On passe par un adulte.",
        "situations": ["fugue"],
        "audiences": ["jeune"],
        "direct_access": True,
        "regions": ["16"],
        "assured_date": "2026-11-22",
        "source": {"document": "Un document", "locator": locator},
    }
    return ServiceRecord.parse_obj({**values, **over})


def rebuilt(engine: Engine, records: list[ServiceRecord], digest: str) -> None:
    database.rebuild(engine, records, (), datafiles.region_names(), digest)


def named(connection: Connection, numbers: tuple[int, ...]) -> list[str]:
    rows = connection.execute(select(models.Service.number, models.Service.source_locator))
    names = {row.number: row.source_locator for row in rows}
    return [names[number] for number in numbers]


WORDED = [
    record(
        "resume", name="Un service", summary="On y trouve de l'hébergement pour quelques nuits."
    ),
    record("nom", name="Hébergement L'Étape"),
    record("organisme", name="Un toit", organization="Hébergement Rive-Sud"),
    record("situation", name="Autre chose", situations=["hebergement"]),
    record("rien", name="Ateliers en classe", situations=["prevention"]),
    record("cachee", name="Hébergement retiré", publishable=False),
]


@pytest.mark.parametrize(
    "typed",
    ["hébergement", "HEBERGEMENT", "hebergements", "l'hébergement", "herbergement", "heberg"],
)
def test_the_best_place_for_a_word_comes_first(engine: Engine, typed: str):
    rebuilt(engine, WORDED, f"mots {typed}")
    with engine.connect() as connection:
        found = page(connection, Query(typed), 0, 10)
        assert found.total == 4
        assert named(connection, found.numbers) == ["nom", "organisme", "resume", "situation"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("letape", ["nom"]),
        ("étape rive", []),
        ("toit hebergement", ["organisme"]),
        ("xyzzy", []),
        ("ateliers xyzzy", []),
        ('"ateliers" (', ["rien"]),
        ("ateliers' | '", ["rien"]),
        ("ateliers:* -classe", ["rien"]),
        ("ateliers \\", ["rien"]),
    ],
)
def test_every_word_must_be_there_and_signs_mean_nothing(
    engine: Engine, typed: str, kept: list[str]
):
    rebuilt(engine, WORDED, "mots")
    with engine.connect() as connection:
        found = page(connection, Query(typed), 0, 10)
        assert named(connection, found.numbers) == kept
        assert found.total == len(kept)


def test_little_words_alone_ask_for_everything(engine: Engine):
    rebuilt(engine, WORDED, "petits mots")
    with engine.connect() as connection:
        assert page(connection, Query("pour les"), 0, 10).total == len(WORDED) - 1


def test_a_word_of_now_is_found_and_one_of_before_is_not(engine: Engine):
    rebuilt(engine, [record("un", name="Phare")], "avant")
    with engine.connect() as connection:
        assert page(connection, Query("phare"), 0, 10).total == 1
    rebuilt(engine, [record("un", name="Passerelle")], "après")
    with engine.connect() as connection:
        assert page(connection, Query("phare"), 0, 10).total == 0
        assert page(connection, Query("passerelle"), 0, 10).total == 1


def test_of_many_those_whose_names_answer_come_first(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(finding, "RANKED", 2)
    rebuilt(engine, WORDED, "beaucoup")
    with engine.connect() as connection:
        found = page(connection, Query("hébergement"), 0, 10)
        assert found.total == 4
        assert named(connection, found.numbers)[0] == "nom"


@pytest.mark.parametrize("few", [1, 5_000])
def test_the_pages_of_a_search_are_the_whole_of_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, few: int
):
    monkeypatch.setattr(finding, "FEW", few)
    rebuilt(engine, WORDED, "pages")
    with engine.connect() as connection:
        whole = page(connection, Query("hébergement"), 0, 10).numbers
        parts = [page(connection, Query("hébergement"), start, 1).numbers for start in range(4)]
        assert tuple(number for part in parts for number in part) == whole
        assert page(connection, Query("hébergement"), 40, 10).numbers == ()


# --- against the plain reading of every record ------------------------------------


@given(
    st.lists(st.text("abcdeéh ", min_size=1, max_size=9), max_size=12),
    st.text("abcdeéhsx", min_size=1, max_size=9),
)
def test_the_vocabulary_looks_words_up_as_likeness_says(known: list[str], typed: str):
    words = set(fulltext.plain(" ".join(known)).split())
    wanted = fulltext.Vocabulary(words).wanted(typed)
    assert wanted == [
        {one: how for one in words if (how := fulltext.likeness(word, one))}
        for word in fulltext.asked(typed)
    ]


def varied() -> list[ServiceRecord]:
    made = []
    for index in range(60):
        low, high = AGES[index % len(AGES)]
        made.append(
            record(
                f"fiche {index}",
                organization=f"Organisme {index % 7}",
                situations=SITUATIONS[index % 3],
                regions=[f"{1 + index % 5:02d}"],
                minimum_age=low,
                maximum_age=high,
                types=["outil"] if index % 4 == 0 else [],
                publishable=index % 11 != 0,
            )
        )
    return made


def term(taxonomy: str, code: str) -> str:
    return identifier("term", taxonomy, code)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    years = st.none() | st.integers(0, 40)
    low, high = draw(years), draw(years)
    if low is not None and high is not None and low > high:
        low, high = high, low
    choices = [("situation", "fugue"), ("situation", "sextorsion"), ("type", "outil")]
    picked = draw(st.lists(st.sampled_from(choices), max_size=2, unique=True))
    organization = draw(st.none() | st.integers(0, 8).map(lambda n: f"Organisme {n}"))
    return Query(
        search=draw(st.sampled_from(["", "service", "organisme", "fiche 1", "nuit", "rien"])),
        terms=tuple(term(*one) for one in picked),
        taxonomies=draw(st.sampled_from([(), (identifier("taxonomy", "type"),)])),
        organization=organization and identifier("organization", organization),
        areas=draw(st.none() | st.sampled_from([("01",), ("02", "03"), ("17",)])),
        modified_after=draw(
            st.sampled_from([None, "2000-01-01T00:00:00Z", "2999-01-01T00:00:00Z"])
        ),
        minimum_age=low,
        maximum_age=high,
    )


def answers(one: ServiceRecord, query: Query) -> bool:
    terms = {term("situation", code) for code in one.situations}
    terms |= {term("type", code) for code in one.types}
    said = fulltext.weighed(
        fulltext.document(
            {
                "name": one.name,
                "organization": one.organization,
                "description": one.summary,
                "terms": " ".join([*one.situations, *one.types]),
            }
        )
    )
    wanted = fulltext.Vocabulary(said).wanted(query.search)
    return (
        one.publishable
        and set(query.terms) <= terms
        and (not query.taxonomies or bool(one.types))
        and query.organization in (None, identifier("organization", one.organization))
        and (query.areas is None or bool(set(query.areas) & set(one.regions)))
        and ranges_meet(one.minimum_age, one.maximum_age, query.minimum_age, query.maximum_age)
        and (query.modified_after or "") < "2900"
        and fulltext.score(said, wanted) > 0
    )


@pytest.fixture
def filled(engine: Engine) -> Engine:
    rebuilt(engine, varied(), "variées")
    return engine


@given(query=queries())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_found_is_what_a_plain_reading_finds(filled: Engine, query: Query):
    expected = {one.source.locator for one in varied() if answers(one, query)}
    with filled.connect() as connection:
        found = page(connection, query, 0, 100)
        assert set(named(connection, found.numbers)) == expected
        assert found.total == len(expected)
        read = [number for some in every(connection, query, at_once=7) for number in some]
        assert sorted(found.numbers) == read


def test_a_record_keeps_the_day_it_changed(engine: Engine):
    rebuilt(engine, [record("un"), record("deux")], "un")
    with Session(engine, future=True) as session, session.begin():
        for row in session.execute(select(models.Service)).scalars():
            row.last_modified = "2020-01-01T00:00:00Z"
    rebuilt(engine, [record("un"), record("deux", name="Un autre nom")], "deux")
    with engine.connect() as connection:
        found = page(connection, Query(modified_after="2021-01-01T00:00:00Z"), 0, 10)
        assert named(connection, found.numbers) == ["deux"]
    today = dt.datetime.now(dt.timezone.utc)
    with Session(engine, future=True) as session:
        dates = session.execute(select(models.Service.last_modified)).scalars().all()
    assert sorted(date[:4] for date in dates) == ["2020", str(today.year)]


def test_the_shipped_directory_is_found_alike(engine: Engine):
    services, contacts = shipped_records()
    database.rebuild(engine, services, contacts, datafiles.region_names(), "livrée")
    with engine.connect() as connection:
        everything = page(connection, Query(), 0, 1_000)
        shown = [one for one in [*services, *contacts] if one.publishable]
        assert everything.total == len(everything.numbers) == len(shown)
        for typed in ("hebergement", "travail de rue", "cavac", "sextortion", "Tel jeunes"):
            assert page(connection, Query(typed), 0, 5).total


@pytest.mark.parametrize(
    "typed",
    ["hebergement", "travail rue", "ateliers sexualité", "pipq", "soutien parents", "sextortion"],
)
def test_the_directory_is_searched_alike_in_memory_and_in_the_database(
    engine: Engine, listed: Directory, typed: str
):
    services, contacts = shipped_records()
    database.rebuild(engine, services, contacts, datafiles.region_names(), "livrée")
    shown = [one for one in listed.services if one.publishable]

    def scores(words: str) -> dict[str, int]:
        with engine.connect() as connection:
            return finding.scores(connection, words)

    here = search(shown, Filters(typed), TODAY)
    there = search(shown, Filters(typed), TODAY, scores)
    assert here.services and here == there
