"""The pure parts of the bench: figures, table, page, and the fixed list. No server, no clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.urgency import urgency_of
from knowledge.vocabulary import REGIONS, Profil, Situation
from tests.bench.exchanges import EXCHANGES, Exchange, Turn
from tests.bench.load import Answered, is_expected, seconds
from tests.bench.report import (
    Measures,
    Row,
    number,
    percentile,
    ratio,
    rounds_table,
    rows,
    table,
)
from tests.bench.side_by_side import ALONE, ROUNDS, page
from tests.bench.sides import default_config, free_ports, stories
from web.payloads import correction


@pytest.mark.parametrize(
    ("percent", "expected"), [(0, 1), (10, 1), (50, 5), (51, 6), (95, 10), (100, 10)]
)
def test_percentile_is_a_measured_value_of_nearest_rank(percent: float, expected: int) -> None:
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent) == expected


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([0.25], 50) == percentile([0.25], 95) == 0.25


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 101), ([1.0], -1)])
def test_percentile_refuses_what_has_none(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError):
        percentile(values, percent)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [(3.0, 6.0, 0.5), (6.0, 2.0, 3.0), (None, 2.0, None), (2.0, None, None), (2.0, 0.0, None)],
)
def test_ratio_is_ours_divided_by_theirs(
    ours: float | None, theirs: float | None, expected: float | None
) -> None:
    assert ratio(ours, theirs) == expected


@pytest.mark.parametrize(
    ("value", "digits", "expected"), [(1234.56, 1, "1 234,6"), (0.333, 2, "0,33"), (12.0, 0, "12")]
)
def test_numbers_are_french(value: float, digits: int, expected: str) -> None:
    assert number(value, digits) == expected


@pytest.mark.parametrize(
    ("ours", "higher", "target", "expected"),
    [
        (2.0, False, 0.5, True),
        (3.0, False, 0.5, False),
        (12.0, True, 3.0, True),
        (8.0, True, 3.0, False),
        (None, True, 3.0, None),
        (2.0, False, None, None),
    ],
)
def test_a_target_is_reached_missed_or_unknown(
    ours: float | None, higher: bool, target: float | None, expected: bool | None
) -> None:
    line = Row("x", ours, 4.0, "s", target=target, higher_is_better=higher)
    assert line.reached is expected


def _measures(speed: float) -> Measures:
    return Measures(
        training=40 * speed,
        typed=[0.02 * speed, 0.04 * speed],
        pressed=[0.01 * speed],
        rounds=[0.02 * speed],
        throughput=[90 / speed],
        cold_start=[10 * speed],
        memory=[500e6 * speed],
        expected=3,
        turns=3,
    )


def test_table_shows_both_sides_the_ratio_and_the_verdict() -> None:
    shown = table(rows(_measures(1), _measures(4))).splitlines()
    assert shown[0] == "| Mesure | Repère | Rasa par défaut | Rapport | Cible |"
    assert "| Entraînement | 40,0 s | 160,0 s | × 0,25 | ≤ 0,50 : atteinte |" in shown
    assert "| Latence, tous les tours, p50 | 20,0 ms | 80,0 ms | × 0,25 | ≤ 0,33 : atteinte |" in (
        shown
    )
    assert "| Latence, bouton, p95 | 10,0 ms | 40,0 ms | × 0,25 |  |" in shown
    assert (
        "| Débit, 10 conversations à la fois | 90,0 réponses/s | 22,5 réponses/s "
        "| × 4,00 | ≥ 3,00 : atteinte |"
    ) in shown
    assert "| Mémoire, tous les processus | 500 Mo | 2 000 Mo | × 0,25 |  |" in shown


def test_a_missed_target_is_said() -> None:
    shown = table(rows(_measures(1), _measures(1.5)))
    assert shown.count(": manquée") == 4
    assert "atteinte" not in shown


def test_a_training_that_was_kept_is_not_measured() -> None:
    kept = replace(_measures(1), training=None)
    assert "| Entraînement | non mesuré | 160,0 s | non mesuré | ≤ 0,50 |" in (
        table(rows(kept, _measures(4)))
    )


def test_each_round_is_shown() -> None:
    ours, theirs = _measures(1), _measures(4)
    ours.rounds, ours.throughput = [0.02, 0.03], [90.0, 80.0]
    theirs.rounds, theirs.throughput = [0.08, 0.09], [22.0, 21.0]
    assert rounds_table(ours, theirs).splitlines()[2:] == [
        "| 1 | 20,0 | 80,0 | 90,0 | 22,0 |",
        "| 2 | 30,0 | 90,0 | 80,0 | 21,0 |",
    ]


def test_page_says_how_many_turns_went_wrong() -> None:
    wrong = replace(_measures(4), expected=2)
    assert "Repère 3 sur 3, Rasa 2 sur 3." in page(_measures(1), wrong, ["Date : hier"])


def test_enough_turns_are_timed() -> None:
    assert ROUNDS * ALONE * len(EXCHANGES[0].turns) >= 200


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.situation)
def test_an_exchange_is_in_the_vocabulary_and_accepted_by_web(exchange: Exchange) -> None:
    assert exchange.profil in Profil.values()
    assert exchange.region in REGIONS
    assert exchange.situation in Situation.values()
    *typed, last = exchange.turns
    assert [turn.field for turn in typed] == ["text", "text"]
    assert correction(last.words) == last.words


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.situation)
def test_no_message_is_urgent_so_that_both_sides_call_the_same_actions(exchange: Exchange) -> None:
    assert [urgency_of(turn.words) for turn in exchange.turns if turn.typed] == [None, None]


def test_an_answer_goes_on_or_ends_in_referrals() -> None:
    question = {"text": "Quel âge as-tu?", "buttons": [{}], "custom": {"type": "question"}}
    failure = {"text": "Panne.", "custom": {"type": "human_help"}}
    referrals = {"text": "Voici.", "custom": {"type": "referrals"}}
    assert is_expected([{"text": "Bonjour."}, question], last=False)
    assert not is_expected([failure], last=False)
    assert is_expected([referrals, failure], last=True)
    assert not is_expected([question], last=True)


def test_typed_turns_and_buttons_are_timed_apart() -> None:
    answered = [
        Answered(Turn("text", "allo"), 0.5, True),
        Answered(Turn("payload", "/corriger{}"), 0.25, True),
    ]
    assert seconds(answered, typed=True) == [0.5]
    assert seconds(answered, typed=False) == [0.25]


def test_the_other_side_is_what_rasa_writes_for_a_new_project() -> None:
    config = default_config()
    assert config["language"] == "fr"
    assert [part["name"] for part in config["pipeline"]] == [
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "ResponseSelector",
        "FallbackClassifier",
    ]
    assert [part["name"] for part in config["policies"]] == [
        "MemoizationPolicy",
        "RulePolicy",
        "UnexpecTEDIntentPolicy",
        "TEDPolicy",
    ]
    trained = [part for part in [*config["pipeline"], *config["policies"]] if "epochs" in part]
    assert [part["epochs"] for part in trained] == [100] * 4


def test_stories_are_valid_for_rasa_and_end_in_services() -> None:
    from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader

    steps = YAMLStoryReader().read_from_string(stories())
    told = [[event.as_story_string() for event in step.events] for step in steps]
    assert len(told) == 5
    assert all(events[-1] == "action_orienter" for events in told)


def test_ports_differ() -> None:
    assert len(set(free_ports(3))) == 3
