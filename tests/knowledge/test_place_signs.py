"""The places of a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.place_signs import place_candidates


def named(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.reading.name, one.reading.regions) for one in place_candidates(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("moi à Gatineau, elle à Val-d'Or", [("Gatineau", ("07",)), ("Val-d'Or", ("08",))]),
        ("j'habite à Alma mais c'est arrivé à Laval", [("Alma", ("02",)), ("Laval", ("13",))]),
        ("je reste à Ottawa", []),
        ("salut", []),
    ],
)
def test_every_place_of_quebec_is_a_candidate(text: str, places: list):
    assert named(text) == places


def test_an_ambiguous_name_is_narrowed_by_the_others():
    (first, _) = named("je reste à Saint-Laurent, à Montréal")
    assert first[1] == ("06",)


def test_signs_tell_the_evidence_and_the_company():
    first, second = (one.signs for one in place_candidates("j'habite à Alma, lui à Laval"))
    assert first["evidence=LIVES"] and first["evidence_first"]
    assert second["rank=1|2"] and second["evidence_behind"]


@given(st.text(max_size=150))
def test_candidates_are_where_they_say(text: str):
    for one in place_candidates(text):
        reading = one.reading
        assert text[reading.start : reading.end] == reading.text
        assert reading.regions
