"""From a ranking of intents to a situation and its neighbours (assistant/nlu/situation.py)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.situation import SituationReader
from knowledge.vocabulary import Situation

CONFIG = {
    "share": 0.5,
    "nothing": "hors_sujet",
    "sure": 0.0,
    "floor": 0.2,
    "ratio": 2.0,
    "close": 0.35,
}
"""Thresholds of these tests: the project's own are tuned on held-out messages."""

OTHERS = ("saluer", "hors_sujet", "dire_age", "autre_chose")


def read(ranking: dict[str, float], text: str = "il m'écrit", **config: float | str) -> Any:
    """The entity, or None; `ranking` maps an intent to its confidence."""
    listed = [{"name": name, "confidence": weight} for name, weight in ranking.items()]
    listed.sort(key=lambda item: -float(str(item["confidence"])))
    message = Message({TEXT: text, INTENT_RANKING_KEY: listed})
    SituationReader({**CONFIG, **config}).process([message])
    found = message.get(ENTITIES, [])
    assert len(found) <= 1
    return found[0] if found else None


def test_one_that_stands_alone():
    found = read({"sextorsion": 0.8, "leurre": 0.1, "saluer": 0.1})
    assert (found["entity"], found["value"]) == ("situation", "sextorsion")
    assert found["alternatives"] == []
    assert found["confidence"] == pytest.approx(0.8 / 0.9)


def test_close_ones_are_alternatives_best_first():
    found = read({"leurre": 0.3, "sextorsion": 0.4, "partage_images": 0.2, "fugue": 0.1})
    assert found["value"] == "sextorsion"
    assert found["alternatives"] == ["leurre", "partage_images"]


def test_never_more_than_two_alternatives():
    found = read(dict.fromkeys(("fugue", "hebergement", "detresse", "inquietude"), 0.25))
    assert len(found["alternatives"]) == 2


@pytest.mark.parametrize(
    ("second", "alternatives"), [(0.29, []), (0.3, []), (0.31, ["leurre"]), (0.4, ["leurre"])]
)
def test_twice_as_likely_stands_alone(second: float, alternatives: list[str]):
    assert read({"sextorsion": 0.6, "leurre": second})["alternatives"] == alternatives


def test_an_alternative_weighs_enough_beside_the_first():
    found = read({"sextorsion": 0.5, "leurre": 0.3, "fugue": 0.17, "justice": 0.18})
    assert found["alternatives"] == ["leurre", "justice"]


@pytest.mark.parametrize(("weight", "is_read"), [(0.49, False), (0.5, True), (0.51, True)])
def test_situations_must_weigh_half_together(weight: float, is_read: bool):
    half = weight / 2
    found = read({"sextorsion": half, "leurre": half, "saluer": 1 - weight})
    assert (found is not None) is is_read


def test_several_situations_count_together_against_one_other_intent():
    found = read({"saluer": 0.4, "sextorsion": 0.35, "leurre": 0.25})
    assert found["value"] == "sextorsion"


def test_when_none_stands_out_there_is_none():
    assert read(dict.fromkeys(Situation.values(), 1 / len(Situation.values()))) is None
    six = dict.fromkeys(Situation.values()[:6], 1 / 6)
    assert read(six) is None
    assert read(six, floor=0.1) is not None


@pytest.mark.parametrize("ranking", [{}, {"saluer": 1.0}, dict.fromkeys(OTHERS, 0.25)])
def test_no_situation_in_the_ranking(ranking: dict[str, float]):
    assert read(ranking) is None


def test_a_button_is_no_story():
    assert read({"sextorsion": 1.0}, text='/repondre{"age": 15}') is None


def test_a_message_without_ranking():
    message = Message({TEXT: "salut"})
    SituationReader(SituationReader.get_default_config()).process([message])
    assert message.get(ENTITIES) is None


def test_the_default_thresholds_make_sense():
    config = SituationReader.get_default_config()
    assert set(config) == set(CONFIG)
    assert 0 < config["floor"] < config["share"] <= config["sure"] < 1
    # Otherwise a first choice that does not stand alone would have no alternative.
    assert config["ratio"] > 1
    assert config["close"] <= 1 / config["ratio"]


def test_thresholds_are_the_configuration():
    ranking = {"sextorsion": 0.4, "leurre": 0.3, "saluer": 0.3}
    assert read(ranking)["alternatives"] == ["leurre"]
    assert read(ranking, ratio=1.2)["alternatives"] == []
    assert read(ranking, close=0.9)["alternatives"] == []
    assert read(ranking, share=0.8) is None
    assert read(ranking, floor=0.6) is None


def test_what_may_as_well_ask_for_nothing_is_confirmed():
    ranking = {"sextorsion": 0.55, "leurre": 0.05, "fugue": 0.02, "hors_sujet": 0.38}
    assert read(ranking)["alternatives"] == []
    assert read(ranking, sure=0.7)["alternatives"] == ["leurre"]
    assert read(ranking, sure=0.7, nothing="saluer")["alternatives"] == []
    assert read({"sextorsion": 0.6, "hors_sujet": 0.4}, sure=0.7)["alternatives"] == []


@given(
    st.dictionaries(
        st.sampled_from([*Situation.values(), *OTHERS]), st.floats(0.0001, 1), max_size=21
    )
)
def test_any_ranking_gives_words_of_the_vocabulary_or_nothing(ranking: dict[str, float]):
    found = read(ranking)
    if found is None:
        return
    named = [found["value"], *found["alternatives"]]
    assert len(set(named)) == len(named) <= 3
    assert set(named) <= set(Situation.values())
    weights = [ranking[name] for name in named]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == max(weight for name, weight in ranking.items() if name not in OTHERS)
