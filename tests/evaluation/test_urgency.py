"""Urgency on unseen voices: a gate that a change for the worse cannot pass."""

from __future__ import annotations

import pytest

from knowledge.urgency_model import CALM, phrases, trained
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


@pytest.mark.parametrize(("kind", "floor"), [("suicide", 0.92), ("danger", 0.88)])
def test_urgent_messages_get_lines(messages: list[Heard], kind: str, floor: float):
    assert answered(messages, kind).value >= floor


def test_the_model_hears_more_than_the_rules(messages: list[Heard]):
    for kind in ("suicide", "danger"):
        assert answered(messages, kind).count > by_rule(messages, kind).count


def test_ordinary_messages_are_left_alone(messages: list[Heard]):
    assert answered(messages, CALM).value <= 0.025
    assert certain(messages, CALM).value <= 0.01
