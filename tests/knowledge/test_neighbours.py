"""Where else to turn: same places, same needs, the nearest first."""

from __future__ import annotations

from knowledge.directory import Directory
from knowledge.neighbours import MOST, neighbours
from knowledge.vocabulary import REGIONS
from tests.conftest import make_service

HERE = make_service(
    name="ici", regions=("16",), situations=("fugue", "hebergement"), minimum_age=12, maximum_age=17
)


def near(*others: dict[str, object]) -> list[str]:
    services = [make_service(**{"situations": ("fugue",), **over}) for over in others]
    return [one.name for one in neighbours(HERE, [HERE, *services])]


def test_a_neighbour_shares_a_region_and_a_situation():
    assert near(
        {"name": "ailleurs", "regions": ("06",)},
        {"name": "autre besoin", "situations": ("justice",)},
        {"name": "voisin", "regions": ("06", "16")},
        {"name": "à confirmer", "publishable": False},
    ) == ["voisin"]


def test_the_nearest_comes_first():
    assert near(
        {"name": "suspendu", "stage": "en_suspens"},
        {"name": "adultes", "minimum_age": 18},
        {"name": "atelier", "direct_access": False},
        {"name": "partout", "regions": REGIONS},
        {"name": "moitié"},
        {"name": "pareil", "situations": ("hebergement", "fugue")},
    ) == ["pareil", "moitié", "partout", "atelier", "adultes"]


def test_every_record_has_few_neighbours_and_never_itself(listed: Directory):
    for one in listed.services:
        found = neighbours(one, listed.services)
        assert len(found) <= MOST and one not in found
        assert all(set(other.regions) & set(one.regions) for other in found)
        assert all(set(other.situations) & set(one.situations) for other in found)
