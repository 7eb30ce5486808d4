"""The measures against the table of the plan: what differs is named, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge import plan_check
from knowledge.census_check import Difference
from knowledge.measures import MEASURES, Measure, Plan
from knowledge.plan_check import AS_PRINTED, compare, shipped
from knowledge.settings import ROOT
from knowledge.sources.action_plan import DOCUMENT, Action, locator, read_table
from knowledge.sources.census import text_digest

SMALL = (Path(__file__).parent / "sources" / "petit_plan.txt").read_text(encoding="utf-8")
PLAN = ROOT.parent / "shared" / "seeds" / "001_dae26119ee93e2dc.txt"


def as_measure(action: Action, **over: Any) -> dict[str, Any]:
    """What the data file holds of an action; the deliverables in other words."""
    values: dict[str, Any] = {name: getattr(action, name) for name in AS_PRINTED}
    return {
        **values,
        "number": action.number,
        "summary": "Prendre soin de la rivière et de ses rives.",
        "deliverables": ["autre chose" for _ in action.deliverables],
        "source": {"document": DOCUMENT, "locator": locator(action.number)},
        "digest": text_digest(action.title),
        **over,
    }


def plan_with(**over: Any) -> Plan:
    """The small plan as data; `over` changes the fields of its action 2."""
    measures = [
        as_measure(action, **(over if action.number == "2" else {})) for action in read_table(SMALL)
    ]
    return _plan(measures)


def _plan(measures: list[dict[str, Any]]) -> Plan:
    return Plan(id="essai", name="Essai", years="2030-2035", document=DOCUMENT, measures=measures)


def test_the_same_facts_in_our_words_agree() -> None:
    comparison = compare(SMALL, plan_with())
    assert (comparison.agreeing, comparison.total) == (6, 6)
    assert comparison.differences == ()


@pytest.mark.parametrize(
    ("field", "held", "printed"),
    [
        ("axis", "Axe 2", "Axe 1 – En matière de rives"),
        ("lead", ["SRIV", "MEAU"], ["MEAU", "SRIV"]),
        ("partners", ["SQR"], []),
        ("recommendations", [5], [5, 13]),
        ("budget", 80_001, 80_000),
        ("budget_shared_with", ["1"], []),
        ("self_funded", True, False),
        ("adaptation", False, True),
        ("accessibility", True, False),
        ("deliverables", [], ["Guide publié"]),
        ("digest", None, text_digest("Publier un guide sur la Loi sur les rives.")),
    ],
)
def test_a_field_held_otherwise_is_named(field: str, held: object, printed: object) -> None:
    comparison = compare(SMALL, plan_with(**{field: held}))
    assert comparison.differences == (Difference("action 2", field, printed, held),)
    assert (comparison.agreeing, comparison.total) == (5, 6)


@pytest.mark.parametrize("field", ["document", "locator"])
def test_a_measure_that_names_another_place_differs(field: str) -> None:
    source = {"document": DOCUMENT, "locator": "action 2", field: "ailleurs"}
    (difference,) = compare(SMALL, plan_with(source=source)).differences
    assert (difference.locator, difference.field) == ("action 2", "source")


def test_two_faults_of_one_action_count_once() -> None:
    comparison = compare(SMALL, plan_with(budget=1, adaptation=False))
    assert [difference.field for difference in comparison.differences] == ["budget", "adaptation"]
    assert comparison.agreeing == 5


def test_either_side_alone_is_one_difference() -> None:
    actions = read_table(SMALL)
    measures = [as_measure(action) for action in actions if action.number != "3"]
    measures.append({**measures[0], "number": "9"})
    comparison = compare(SMALL, _plan(measures))
    assert comparison.differences == (
        Difference("action 3", "action", actions[2].title, None),
        Difference("action 9", "action", None, "Prendre soin de la rivière et de ses rives."),
    )
    assert (comparison.agreeing, comparison.total) == (5, 7)


def test_a_title_written_anew_is_seen() -> None:
    (difference,) = compare(SMALL.replace("Poser des jauges.", "Lire."), plan_with()).differences
    assert (difference.locator, difference.field) == ("action 4", "digest")


def test_a_text_that_is_not_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="annexe 4"):
        compare("rien", plan_with())


def test_every_printed_fact_is_compared_and_nothing_else_is_a_fact() -> None:
    ours = {"summary", "results", "situations", "offers", "figures"}
    compared = {*AS_PRINTED, "number", "deliverables", "digest", "source"}
    assert set(Measure.__fields__) == compared | ours


# --- the shipped plan ---------------------------------------------------------


def test_the_shipped_plan_is_that_of_the_table() -> None:
    plan = shipped()
    assert plan.document == DOCUMENT
    assert len(plan.measures) == 37


def test_no_plan_among_the_data_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / MEASURES).mkdir()
    monkeypatch.setenv("REPERE_DATA", str(tmp_path))
    with pytest.raises(ValueError, match="« exploitation-2021-2026 » n'est pas parmi les données"):
        plan_check.shipped()


@pytest.mark.skipif(
    not PLAN.exists(), reason="Le plan d'action n'est pas à côté du dépôt (../shared/seeds)."
)
def test_the_shipped_measures_are_those_of_the_plan() -> None:
    comparison = compare(PLAN.read_text(encoding="utf-8"), shipped())
    assert comparison.differences == ()
    assert (comparison.agreeing, comparison.total) == (37, 37)
