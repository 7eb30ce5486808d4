"""What the directory covers: counts as the matcher would make them, and the holes in words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import coverage as coverage_module
from knowledge.coverage import (
    BANDS,
    Ages,
    Axis,
    Cell,
    Column,
    Coverage,
    View,
    count,
    coverage,
    holes,
    title,
)
from knowledge.directory import LINE_KINDS, Directory
from knowledge.matching import match
from knowledge.services import Criteria, Service
from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation, Stage
from tests.conftest import make_service

OLDEST = 100
PLACES = ("06", "11", "16")

a_view = st.builds(
    View,
    axis=st.sampled_from(Axis.values()),
    situation=st.none() | st.sampled_from(Situation.values()),
    ages=st.none()
    | st.sampled_from(BANDS)
    | st.integers(0, OLDEST).map(lambda age: Ages(age, age)),
    profil=st.none() | st.sampled_from(Profil.values()),
    sexe=st.none() | st.sampled_from(Sexe.values()),
    direct=st.booleans(),
    exact=st.booleans(),
    stated=st.booleans(),
    local=st.booleans(),
)

an_age = st.none() | st.integers(0, 40)


@st.composite
def _a_service(draw: st.DrawFn) -> Service:
    ages = (draw(an_age), draw(an_age))
    low, high = sorted(ages) if None not in ages else ages  # type: ignore[type-var]
    some = st.lists(st.sampled_from(Situation.values()), max_size=6, unique=True)
    return make_service(
        id=draw(st.uuids()).hex,
        stage=draw(st.sampled_from((Stage.EN_APPLICATION.value, *Stage.values()))),
        publishable=draw(st.sampled_from((True, True, False))),
        direct_access=draw(st.booleans()),
        access=draw(st.sampled_from(("public", "professionnel"))),
        regions=draw(st.sampled_from((REGIONS, ("16",), ("06", "16")))),
        situations=tuple(draw(some)),
        audiences=draw(st.sampled_from((Profil.values(), ("jeune",), ("intervenant",)))),
        sexes=draw(st.sampled_from(((), ("feminin",), ("masculin",), Sexe.values()))),
        minimum_age=low,
        maximum_age=high,
    )


OPEN = make_service(id="ouvert", regions=("13",), situations=("autre",))
"""Something to count, so that the services around it may be anything."""

services_given = st.lists(_a_service(), max_size=6, unique_by=lambda item: item.id).map(
    lambda drawn: [OPEN, *drawn]
)


def _cells(counted: Coverage) -> dict[tuple[str, Column], Cell]:
    return {
        (region, column): cell
        for region, row in zip(REGIONS, counted.rows, strict=True)
        for column, cell in zip(counted.columns, row, strict=True)
    }


def _by_hand(services: list[Service], view: View, region: str, column: Column) -> Cell:
    """Each age asked of the matcher in turn, as a person of that age would."""
    public = [one for one in services if one.publishable and one.stage == "en_application"]
    years: list[int | None] = [None]
    if column.ages:
        oldest = OLDEST if column.ages.oldest is None else column.ages.oldest
        years = [*range(column.ages.youngest, oldest + 1)]
    found = {
        item.service
        for age in years
        for item in match(
            public, Criteria(view.profil, age, region, column.situation, view.sexe)
        ).matches
    }
    kept = [
        one
        for one in found
        if not (view.direct and not (one.direct_access and one.access == "public"))
        and not (view.exact and column.situation and column.situation not in one.situations)
        and not (view.stated and one.minimum_age is None and one.maximum_age is None)
    ]
    local = sum(len(one.regions) < len(REGIONS) for one in kept)
    return Cell(local, len(kept) - local)


@settings(max_examples=60)
@given(services_given, a_view, st.sampled_from(PLACES), st.data())
def test_a_cell_is_what_the_matcher_would_suggest(
    services: list[Service], view: View, region: str, data: st.DataObject
):
    counted = count(services, view)
    column = data.draw(st.sampled_from(counted.columns))
    assert _cells(counted)[region, column] == _by_hand(services, view, region, column)


@settings(max_examples=15)
@given(a_view, st.sampled_from(REGIONS), st.data())
def test_so_is_a_cell_of_the_shipped_directory(
    listed: Directory, view: View, region: str, data: st.DataObject
):
    counted = coverage(listed, view)
    column = data.draw(st.sampled_from(counted.columns))
    by_hand = _by_hand(list(listed.services), view, region, column)
    assert _cells(counted)[region, column] == by_hand


@settings(max_examples=40)
@given(services_given, _a_service(), a_view)
def test_a_service_more_never_lowers_a_cell(services: list[Service], more: Service, view: View):
    before, after = _cells(count(services, view)), _cells(count([*services, more], view))
    for place, cell in before.items():
        assert after[place].local >= cell.local
        assert after[place].province >= cell.province


@settings(max_examples=40)
@given(
    services_given,
    a_view,
    st.sampled_from(("profil", "sexe", "direct", "exact", "stated", "local")),
)
def test_a_filter_less_never_lowers_a_cell(services: list[Service], view: View, name: str):
    fewer = replace(view, **{name: getattr(View(), name)})
    narrow, wide = count(services, view), count(services, fewer)
    for place, cell in _cells(narrow).items():
        assert wide.number(_cells(wide)[place]) >= narrow.number(cell)
    assert wide.empty <= narrow.empty


@settings(max_examples=40)
@given(services_given, a_view.filter(lambda view: view.ages is not None))
def test_without_an_age_no_situation_is_lower(services: list[Service], view: View):
    narrow = count(services, replace(view, axis=Axis.SITUATION.value))
    wide = count(services, replace(view, axis=Axis.SITUATION.value, ages=None))
    for some, every in zip(narrow.rows, wide.rows, strict=True):
        assert all(wide.number(b) >= narrow.number(a) for a, b in zip(some, every, strict=True))


def test_columns_are_the_situations_or_the_ages():
    by_situation = count([OPEN], View())
    assert [column.situation for column in by_situation.columns] == list(Situation.values())
    by_age = count([OPEN], View(axis="age"))
    assert tuple(column.ages for column in by_age.columns) == BANDS
    assert {column.situation for column in by_age.columns} == {None}
    assert all(len(row) == len(BANDS) for row in by_age.rows)


def test_what_is_chosen_along_the_axis_is_the_only_column():
    assert count([OPEN], View(situation="fugue")).columns == (Column("fugue", None),)
    one_year = Ages(15, 15)
    assert count([OPEN], View(axis="age", ages=one_year)).columns == (Column(None, one_year),)


def test_every_age_is_in_one_band():
    for age in range(OLDEST):
        held = [
            one
            for one in BANDS
            if one.youngest <= age and (one.oldest is None or age <= one.oldest)
        ]
        assert len(held) == 1


@pytest.mark.parametrize(
    ("ages", "key"), [(Ages(0, 5), "0-5"), (Ages(25, None), "25-plus"), (Ages(15, 15), "15")]
)
def test_ages_have_a_key_for_an_address(ages: Ages, key: str):
    assert ages.key == key


@pytest.mark.parametrize(
    ("over", "cell"),
    [
        ({}, Cell(1, 0)),
        ({"regions": REGIONS}, Cell(0, 1)),
        ({"regions": ("06",)}, Cell(0, 0)),
        ({"stage": "en_suspens"}, Cell(0, 0)),
        ({"publishable": False}, Cell(0, 0)),
        ({"situations": ("hebergement",)}, Cell(1, 0)),
        ({"situations": ("justice",)}, Cell(0, 0)),
    ],
    ids=str,
)
def test_who_is_counted_where(over: dict[str, Any], cell: Cell):
    service = make_service(**{"regions": ("16",), "situations": ("fugue",), **over})
    counted = count([OPEN, service], View(situation="fugue", profil="intervenant"))
    assert _cells(counted)["16", Column("fugue", None)] == cell


@pytest.mark.parametrize(
    ("view", "over", "counted"),
    [
        ({"direct": True}, {"direct_access": False}, 0),
        ({"direct": True}, {"access": "professionnel"}, 0),
        ({"direct": True}, {}, 1),
        ({"exact": True}, {"situations": ("hebergement",)}, 0),
        ({"exact": True}, {}, 1),
        ({"stated": True}, {}, 0),
        ({"stated": True}, {"minimum_age": 12}, 1),
        ({"sexe": "masculin"}, {"sexes": ("feminin",)}, 0),
        ({"ages": Ages(6, 11)}, {"minimum_age": 11}, 1),
        ({"ages": Ages(6, 11)}, {"minimum_age": 12}, 0),
        ({"local": True}, {"regions": REGIONS}, 0),
    ],
    ids=str,
)
def test_filters(view: dict[str, Any], over: dict[str, Any], counted: int):
    service = make_service(**{"regions": ("16",), "situations": ("fugue",), **over})
    seen = count([OPEN, service], View(situation="fugue", **view))
    assert seen.number(_cells(seen)["16", seen.columns[0]]) == counted


def test_nothing_to_count_is_refused():
    with pytest.raises(ValueError):
        count([make_service(publishable=False)], View())


def test_no_line_nor_withheld_record_is_counted(listed: Directory):
    seen = coverage(listed, View())
    counted = [one for one in listed.services if one.publishable and one.stage == "en_application"]
    assert not {one.kind for one in counted} & LINE_KINDS
    assert (seen.counted, seen.withheld) == (len(counted), len(listed.services) - len(counted))
    assert seen.oldest <= seen.newest
    assert set(seen.documents) == {one.source_document for one in counted}


def test_a_release_is_counted_once(listed: Directory, monkeypatch: pytest.MonkeyPatch):
    view = View(profil="proche", sexe="masculin")
    first = coverage(listed, view)
    monkeypatch.setattr(coverage_module, "count", None)
    assert coverage(Directory(listed.digest, listed.entries), view) is first
    with pytest.raises(TypeError):
        coverage(Directory("autre", listed.entries), view)


# --- holes ------------------------------------------------------------------


def _everywhere_but(region: str, situations: tuple[str, ...]) -> Service:
    return make_service(
        name=f"sauf {region}",
        regions=tuple(code for code in REGIONS if code != region),
        situations=situations,
    )


def test_holes_name_the_fewer_regions():
    services = [
        make_service(regions=("06", "13"), situations=("justice",)),
        _everywhere_but("11", tuple(one for one in Situation.values() if one != "justice")),
    ]
    told = holes(count(services, View(local=True)))
    assert told == (
        "Rien du tout : Gaspésie–Îles-de-la-Madeleine.",
        "Police, cour et droits, rien sauf dans 2 régions : Montréal, Laval.",
    )


def test_a_column_without_a_service_is_said_once():
    every = tuple(one for one in Situation.values() if one != "autre")
    told = holes(count([make_service(regions=REGIONS, situations=every)], View()))
    assert told == ("Autre besoin, rien dans aucune région.",)


def test_nothing_at_all_is_one_sentence():
    province = make_service(regions=REGIONS, situations=Situation.values())
    assert holes(count([province], View())) == ()
    assert holes(count([province], View(local=True))) == ("Rien du tout, dans aucune région.",)


def test_a_hole_of_ages_is_said_in_years():
    services = [
        make_service(name="A", regions=REGIONS, minimum_age=12),
        make_service(name="B", regions=("16",), minimum_age=6, maximum_age=11),
    ]
    assert holes(count(services, View(axis="age"))) == (
        "0 à 5 ans, rien dans aucune région.",
        "6 à 11 ans, rien sauf dans 1 région : Montérégie.",
    )


@settings(max_examples=40)
@given(services_given, a_view)
def test_there_are_words_exactly_where_there_are_holes(services: list[Service], view: View):
    seen = count(services, view)
    told = holes(seen)
    assert bool(told) is bool(seen.empty)
    for column, cells in zip(seen.columns, zip(*seen.rows, strict=True), strict=True):
        if not any(map(seen.number, cells)) and any(seen.number(c) for r in seen.rows for c in r):
            assert f"{title(seen, column)}, rien dans aucune région." in told


def test_headings_are_distinct():
    for axis in Axis.values():
        seen = count([OPEN], View(axis=axis))
        headings = [title(seen, column) for column in seen.columns]
        assert len(set(headings)) == len(headings)
        assert not any(re.search("_", heading) for heading in headings)


def test_days_are_those_of_what_is_counted():
    old = make_service(name="A", assured_date=dt.date(2021, 12, 31))
    hidden = make_service(name="B", assured_date=dt.date(2020, 1, 1), publishable=False)
    seen = count([old, hidden, make_service(name="C")], View())
    assert (seen.oldest, seen.newest) == (dt.date(2021, 12, 31), dt.date(2026, 11, 1))
