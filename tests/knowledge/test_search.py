"""The directory searched: words in every spelling, filters, and what each would leave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory import Directory
from knowledge.matching import match
from knowledge.search import CHOICES, Filters, search, told, told_of
from knowledge.services import Criteria, Service
from tests.conftest import make_service

BED = make_service(
    id="lit",
    name="Hébergement L'Étape",
    organization="Maison d'Entraide",
    summary="Accueille les jeunes en fugue, jour et nuit.",
)


@pytest.mark.parametrize(
    "text",
    [
        *("hébergement", "HEBERGEMENT", "hebergements", "l'hébergement", "herbergement"),
        *("étape", "letape", "jeune fugue", "fugues", "accueil jeunes", "d'entraide", ""),
    ],
)
def test_a_word_is_found_whatever_its_form(text: str):
    assert told(BED, text)


@pytest.mark.parametrize("text", ["emploi", "hébergement emploi", "xyz", "nui7"])
def test_every_word_must_be_there(text: str):
    assert not told(BED, text)


def test_a_name_comes_before_a_summary():
    other = make_service(id="autre", name="Aide", summary="Propose de l'hébergement.")
    found = search([other, BED], Filters("hébergement"))
    assert [one.id for one in found.services] == ["lit", "autre"]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"regions": ("16",)}, True),
        ({"regions": ("06", "16")}, True),
        ({"regions": ("06",)}, False),
        ({"minimum_age": 18}, False),
        ({"minimum_age": 17, "maximum_age": 30}, True),
        ({"maximum_age": 11}, False),
        ({"situation": "fugue"}, True),
        ({"situation": "justice"}, False),
        ({"audience": "jeune"}, True),
        ({"audience": "parent"}, False),
        ({"sexe": "masculin"}, True),
        ({"type": "intervention"}, True),
        ({"modality": "ecoute"}, False),
        ({"stage": "en_suspens"}, False),
    ],
)
def test_filters(filters: dict[str, Any], kept: bool):
    service = replace(
        BED,
        regions=("16",),
        minimum_age=12,
        maximum_age=17,
        situations=("fugue",),
        audiences=("jeune",),
        sexes=(),
        types=("intervention",),
        modality="hebergement",
        stage="en_application",
    )
    assert bool(search([service], Filters(**filters)).services) is kept


def test_a_town_in_the_words_is_its_region(listed: Directory):
    there = search(listed.services, Filters("travail de rue joliette")).services
    assert there
    assert {one.id for one in there} == {
        one.id for one in search(listed.services, Filters("travail de rue", ("14",))).services
    }


def test_what_it_does_is_found_by_its_word(listed: Directory):
    found = search(listed.services, Filters("hebergement", ("06",))).services
    assert found and all("06" in one.regions for one in found)


def test_what_a_record_does_not_say_hides_it_from_no_age():
    service = replace(BED, minimum_age=None, maximum_age=None)
    assert search([service], Filters(minimum_age=3, maximum_age=90)).services


a_filter = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(["", "jeunes", "cavac", "exploitation sexuelle"]),
        "regions": st.lists(st.sampled_from(CHOICES["regions"]), max_size=3).map(tuple),
        "minimum_age": st.integers(0, 120),
        "maximum_age": st.integers(0, 120),
        **{name: st.sampled_from(CHOICES[name]) for name in CHOICES if name != "regions"},
    },
).map(lambda held: Filters(**held))


@given(a_filter)
def test_a_count_is_what_choosing_it_leaves(listed: Directory, filters: Filters):
    services: tuple[Service, ...] = listed.services
    found = search(services, filters)
    for name, values in CHOICES.items():
        value = values[len(filters.text) % len(values)]
        chosen = replace(filters, **{name: (value,) if name == "regions" else value})
        assert found.counts[name][value] == len(search(services, chosen).services)


@given(a_filter)
def test_a_filter_more_only_takes_away(listed: Directory, filters: Filters):
    every = {one.id for one in search(listed.services, Filters()).services}
    some = {one.id for one in search(listed.services, filters).services}
    assert some <= every == {one.id for one in listed.services}


# --- what whoever trains or gathers asks for --------------------------------------------


@pytest.mark.parametrize(
    ("text", "region", "first"),
    [
        ("tables de concertation à Laval", "13", "Déclaration de Laval"),
        (
            "qui forme sur l'exploitation au Saguenay",
            "02",
            "Formation « Contrer l'exploitation sexuelle des mineurs »",
        ),
        (
            "une table des partenaires, bas st laurent",
            "01",
            "Table des partenaires sur l'exploitation sexuelle au Bas-Saint-Laurent",
        ),
    ],
)
def test_what_is_named_comes_first(listed: Directory, text: str, region: str, first: str):
    fitting = [one for one in listed.services if one.publishable and "formation" in one.situations]
    criteria = Criteria(profil="intervenant", region=region, situation="formation")
    found = match(listed.services, criteria, told_of(fitting, text)).matches
    assert found[0].service.name == first


def test_words_that_every_record_says_name_nobody(listed: Directory):
    fitting = [one for one in listed.services if "formation" in one.situations]
    assert told_of(fitting, "bonjour, merci beaucoup") == ()
    assert told_of([], "une table") == ()


@given(st.text(max_size=60))
def test_what_is_named_changes_the_order_and_nothing_else(listed: Directory, text: str):
    criteria = Criteria(profil="intervenant", situation="formation")
    plain = match(listed.services, criteria)
    named = match(listed.services, criteria, told_of(listed.services, text))
    assert {one.service.id for one in named.matches} == {one.service.id for one in plain.matches}
