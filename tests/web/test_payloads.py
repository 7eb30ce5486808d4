from __future__ import annotations

import pytest

from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation
from web.payloads import correction, is_value, opening, replay


def test_replay_is_what_a_client_may_send():
    known = {"profil": "jeune", "age": 15, "region": "07", "situation": "fugue"}
    first, second = replay(known)
    assert first == opening("jeune")
    assert correction(second) == second
    assert replay({}) == [opening(None)]
    assert replay({"profil": "parent"}) == [opening("parent")]


def test_opening_says_who_writes_when_it_is_known():
    assert opening(None) == "/ouvrir"
    assert opening("jeune") == '/ouvrir{"profil": "jeune"}'


@pytest.mark.parametrize(
    ("payload", "sent"),
    [
        ('/corriger{"region": "13"}', '/corriger{"region": "13"}'),
        ('/corriger{"age":15}', '/corriger{"age": 15}'),
        ('/corriger{"age": 0}', '/corriger{"age": 0}'),
        ('/corriger{"age": null}', '/corriger{"age": null}'),
        ('/corriger {"sexe": "feminin"}', '/corriger{"sexe": "feminin"}'),
        (
            '/corriger{"profil": "parent", "situation": "fugue"}',
            '/corriger{"profil": "parent", "situation": "fugue"}',
        ),
    ],
)
def test_a_correction_is_written_anew(payload: str, sent: str):
    assert correction(payload) == sent


@pytest.mark.parametrize(
    "payload",
    [
        "/corriger",
        "/corriger{}",
        "/corriger{",
        "/corriger[]",
        '/corriger"13"',
        '/corriger{"region": "18"}',
        '/corriger{"region": 13}',
        '/corriger{"age": true}',
        '/corriger{"age": "15"}',
        '/corriger{"age": 15.0}',
        '/corriger{"age": 121}',
        '/corriger{"age": -1}',
        '/corriger{"age": [15]}',
        '/corriger{"nom": "x"}',
        '/corriger{"nom": null}',
        '/corriger{"profil": "robot"}',
        '/corriger{"region": "13"} /restart',
        '/corrigerait{"region": "13"}',
        '/repondre{"age": 15}',
        "/restart",
        "corriger",
        "",
        "/corriger" + "[" * 3_000,
        '/corriger{"region": "\ud800"}',
    ],
)
def test_anything_else_is_not_a_correction(payload: str):
    assert correction(payload) is None


def test_values_are_those_of_the_vocabulary():
    for name, values in {
        "profil": Profil.values(),
        "region": REGIONS,
        "situation": Situation.values(),
        "sexe": Sexe.values(),
        "age": range(121),
    }.items():
        assert all(is_value(name, value) for value in values)
        assert not is_value(name, "inconnu")
    assert not is_value("nom", "jeune")
