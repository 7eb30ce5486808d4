"""Urgency on unseen voices: a gate that a change for the worse cannot pass."""

from __future__ import annotations

import pytest

from knowledge.urgency_model import CALM, phrases, read_urgency, trained
from tests.evaluation.urgency import Heard, answered, by_rule, certain, heard


@pytest.fixture(scope="module")
def messages() -> list[Heard]:
    assert trained() is not None, "« make test » entraîne d'abord le modèle"
    return heard()


def test_the_set_has_many_voices_and_nothing_of_it_is_learnt(messages: list[Heard]):
    assert len({one.voice for one in messages}) >= 10
    assert len(messages) >= 200
    learnt = {text.casefold() for text, _ in phrases()}
    assert [one.text for one in messages if one.text.casefold() in learnt] == []


@pytest.mark.parametrize(("kind", "floor"), [("suicide", 0.97), ("danger", 0.96)])
def test_urgent_messages_get_lines(messages: list[Heard], kind: str, floor: float):
    assert answered(messages, kind).value >= floor


def test_the_model_hears_more_than_the_rules(messages: list[Heard]):
    for kind in ("suicide", "danger"):
        assert answered(messages, kind).count > by_rule(messages, kind).count


@pytest.mark.parametrize(
    ("files", "most"),
    [
        *(("voix-1.yml", 0.025), ("voix-2.yml", 0.06), ("voix-3.yml", 0.06)),
        *(("voix-8.yml", 0.03), ("voix-9.yml", 0.03), ("voix-*.yml", 0.035)),
    ],
)
def test_ordinary_messages_are_left_alone(files: str, most: float):
    """Half of those of `voix-2`, and one in twelve of the others, were written to be mistaken."""
    messages = heard(files)
    assert answered(messages, CALM).value <= most
    assert certain(messages, CALM).value <= 0.01


SAID_OF_THE_SEARCH = (
    *("plus", "encore", "d'autres", "autre chose", "passe", "je sais pas", "je préfère pas dire"),
    *("oui", "non", "ok", "merci", "bye", "salut", "pourquoi", "recommence", "arrête", "stop"),
    *("pis", "hein", "quoi", "fini", "c'est tout", "laval", "15 ans", "pour moi", "pour une amie"),
    *("pour une élève", "celui-là, c'est quoi?", "t'es qui?", "ça n'a pas marché", "à bientôt"),
)


@pytest.mark.parametrize("text", SAID_OF_THE_SEARCH)
def test_what_is_said_of_the_search_is_no_urgency(text: str):
    assert read_urgency(text) is None
