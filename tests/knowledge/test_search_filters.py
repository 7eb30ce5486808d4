"""The filters that say how a service works, when it was checked, and in what order it comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from knowledge.directory import Directory
from knowledge.search import SETTINGS, Filters, Order, Setting, search, setting
from knowledge.services import Service
from tests.conftest import make_service

TODAY = dt.date(2026, 11, 28)
CENSUS = make_service(
    direct_access=True,
    access="public",
    assured_date=dt.date(2021, 12, 31),
    source_document="Recension",
    census=(("deployment", "En milieu scolaire"),),
)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"setting": "ecole"}, True),
        ({"setting": "communaute"}, False),
        ({"access": "direct"}, True),
        ({"freshness": "ancienne"}, True),
        ({"freshness": "recente"}, False),
        ({"document": "Recension"}, True),
        ({"document": "Répertoire"}, False),
    ],
)
def test_filters(filters: dict[str, Any], kept: bool):
    assert bool(search([CENSUS], Filters(**filters), TODAY).services) is kept


@pytest.mark.parametrize("over", [{"direct_access": False}, {"access": "professionnel"}])
def test_direct_access_means_that_nobody_else_asks(over: dict[str, Any]):
    assert not search([replace(CENSUS, **over)], Filters(access="direct"), TODAY).services


def test_a_record_is_old_after_twelve_months():
    checked = replace(CENSUS, assured_date=TODAY - dt.timedelta(days=365))
    assert search([checked], Filters(freshness="recente"), TODAY).services
    assert search([checked], Filters(freshness="ancienne"), TODAY + dt.timedelta(days=1)).services


def test_any_of_several_regions_is_enough_and_each_is_counted_alone():
    services = [
        make_service(name=name, regions=regions)
        for name, regions in {"a": ("06",), "b": ("13",), "c": ("06", "13"), "d": ("16",)}.items()
    ]
    found = search(services, Filters(regions=("06", "13")), TODAY)
    assert [one.name for one in found.services] == ["a", "b", "c"]
    assert (found.counts["regions"]["06"], found.counts["regions"]["16"]) == (2, 1)


def test_a_document_is_counted_when_it_is_there():
    other = replace(CENSUS, id="autre", source_document="Répertoire")
    counts = search([CENSUS, other], Filters(document="Recension"), TODAY).counts["document"]
    assert counts == {"Recension": 1, "Répertoire": 1}


NAMED = [
    make_service(name="Bœuf", regions=("16",), assured_date=dt.date(2026, 11, 1)),
    make_service(name="Arbre", regions=("06",), assured_date=dt.date(2022, 1, 1)),
    make_service(name="Été", regions=tuple(f"{n:02}" for n in range(1, 18))),
]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.PERTINENCE, ["Arbre", "Bœuf", "Été"]),
        (Order.NOM, ["Arbre", "Bœuf", "Été"]),
        (Order.VERIFICATION, ["Bœuf", "Été", "Arbre"]),
        (Order.REGION, ["Arbre", "Bœuf", "Été"]),
    ],
)
def test_orders(order: str, names: list[str]):
    found = search(NAMED, Filters(order=order), TODAY)
    assert [one.name for one in found.services] == names


def test_an_order_keeps_every_record(listed: Directory):
    kept = [
        {one.id for one in search(listed.services, Filters("jeunes", order=order)).services}
        for order in Order.values()
    ]
    assert all(one == kept[0] for one in kept) and kept[0]


def test_by_region_local_records_come_first(listed: Directory):
    found = search(listed.services, Filters("cavac", order=Order.REGION)).services
    local = [one for one in found if not one.province]
    assert list(found[: len(local)]) == local
    assert [one.regions[0] for one in local] == sorted(one.regions[0] for one in local)


def test_every_setting_that_the_census_prints_is_known(listed: Directory):
    fiches: list[Service] = [one for one in listed.entries if one.census]
    assert fiches
    assert {one.printed("deployment") for one in fiches} == set(SETTINGS)
    assert {setting(one) for one in fiches} == set(Setting) - {Setting.NON_PRECISE}
    assert {setting(one) for one in listed.entries if one.code} == {Setting.NON_PRECISE}
