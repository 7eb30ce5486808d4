"""The plans and their measures: the shape of one, and what the shipped ones say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge import measures
from knowledge.datafiles import BadData
from knowledge.measures import MEASURES, Measure, Plan, find, plans
from knowledge.settings import ROOT
from tests.conftest import shipped_records
from tests.test_french import EMOJI, MAXIMUM, TU, VOUS, sentences, words

EXPLOITATION = "exploitation-2021-2026"
SEED = ROOT.parent / "shared" / "seeds" / "001_dae26119ee93e2dc.txt"
UNEXPLAINED = {"ACPS", "MESQ"}
"""Printed without their names, and no other source is sure of them."""

every_plan = pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.id)


def make_measure(**over: Any) -> dict[str, Any]:
    return {
        "number": "1",
        "axis": "Rives",
        "summary": "Prendre soin de la rivière et de ses rives.",
        "lead": ["MEAU"],
        "source": {"document": "Plan d'essai", "locator": "action 1"},
        **over,
    }


def make_plan(*entries: dict[str, Any], **over: Any) -> Plan:
    values = {"id": "essai-1", "name": "Essai", "years": "2030-2035", "document": "Plan d'essai"}
    return Plan(**{**values, "measures": list(entries), **over})


# --- the shape ----------------------------------------------------------------


def test_a_measure_says_only_what_it_must() -> None:
    measure = Measure(**make_measure())
    assert measure.budget is None and measure.digest is None
    assert not (measure.self_funded or measure.adaptation or measure.accessibility)
    assert measure.partners == measure.offers == measure.situations == measure.results == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "douze"),
        ("number", "100"),
        ("number", "AA1"),
        ("summary", "Trop court."),
        ("lead", []),
        ("budget", -1),
        ("situations", ["naufrage"]),
        ("source", {"document": "Plan d'essai"}),
        ("figures", [{"said": "Une phrase sans source."}]),
        ("couleur", "vert"),
    ],
)
def test_a_measure_that_does_not_fit_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as raised:
        Measure(**make_measure(**{field: value}))
    assert {error["loc"][0] for error in raised.value.errors()} == {field}


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "Essai 1"), ("years", "2030"), ("measures", []), ("couleur", "vert")],
)
def test_a_plan_that_does_not_fit_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as raised:
        make_plan(make_measure(), **{field: value})
    assert {error["loc"][0] for error in raised.value.errors()} == {field}


def test_a_number_is_written_once() -> None:
    with pytest.raises(ValidationError, match="mesure écrite deux fois : 1"):
        make_plan(make_measure(), make_measure())


def test_a_sum_is_shared_with_measures_of_the_plan() -> None:
    shared = make_measure(number="2", budget_shared_with=["1"])
    assert make_plan(make_measure(), shared).measures[1].budget_shared_with == ["1"]
    with pytest.raises(ValidationError, match="mesure inconnue : A7"):
        make_plan(make_measure(budget_shared_with=["A7"]))


def test_nothing_changes_a_measure_once_read() -> None:
    with pytest.raises(TypeError):
        Measure(**make_measure()).budget = 3


# --- reading ------------------------------------------------------------------


def test_plans_are_read_from_a_folder(tmp_path: Path) -> None:
    assert plans(tmp_path) == ()
    folder = tmp_path / "deux" / MEASURES
    folder.mkdir(parents=True)
    for number in (2, 1):
        plan = make_plan(make_measure(), id=f"essai-{number}")
        (folder / f"essai-{number}.yml").write_text(plan.json(ensure_ascii=False), "utf-8")
    assert [plan.id for plan in plans(folder.parent)] == ["essai-1", "essai-2"]


def test_a_plan_at_fault_is_refused(tmp_path: Path) -> None:
    (tmp_path / MEASURES).mkdir()
    (tmp_path / MEASURES / "essai.yml").write_text("name: Essai\n" + "id: [1]\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"essai\.yml, ligne 2, .*champ « id »"):
        plans(tmp_path)


def test_a_measure_is_found_by_its_number() -> None:
    found = find(EXPLOITATION, "A4")
    assert found is not None
    assert (found[0].id, found[1].source.locator) == (EXPLOITATION, "action A4")
    assert find(EXPLOITATION, "99") is None and find("ailleurs", "1") is None


# --- the shipped plans --------------------------------------------------------


def _said(plan: Plan) -> list[str]:
    """All that people read of a plan and that is a sentence of ours."""
    figures = [*plan.figures, *(figure for m in plan.measures for figure in m.figures)]
    results = [result for measure in plan.measures for result in measure.results]
    return [
        *(measure.summary for measure in plan.measures),
        *results,
        *(figure.said for figure in figures),
    ]


def test_the_plan_against_exploitation_ships() -> None:
    assert EXPLOITATION in {plan.id for plan in plans()}


@every_plan
def test_a_plan_is_named_by_its_file(plan: Plan) -> None:
    assert (measures.data_folder() / MEASURES / f"{plan.id}.yml").is_file()


@every_plan
def test_what_is_offered_is_in_the_directory(plan: Plan) -> None:
    services, contacts = shipped_records()
    known = {record.id for record in contacts} | {record.name for record in services}
    offered = {offer for measure in plan.measures for offer in measure.offers}
    assert offered
    assert offered - known == set()


@every_plan
def test_sentences_are_short_and_speak_to_no_one(plan: Plan) -> None:
    for text in _said(plan):
        assert text.endswith("."), text
        assert not (TU.search(text) or VOUS.search(text) or EMOJI.search(text)), text
        for sentence in sentences(text):
            assert words(sentence) <= MAXIMUM, sentence


@every_plan
def test_what_shares_a_sum_says_so_on_every_side(plan: Plan) -> None:
    by_number = {measure.number: measure for measure in plan.measures}
    for measure in plan.measures:
        for number in measure.budget_shared_with:
            other = by_number[number]
            assert other.budget == measure.budget, number
            together = {measure.number, *measure.budget_shared_with}
            assert {number, *other.budget_shared_with} == together, number


@every_plan
def test_every_short_name_explained_is_printed(plan: Plan) -> None:
    printed = set(re.findall(r"[\w-]+", plan.json(exclude={"acronyms"}, ensure_ascii=False)))
    assert set(plan.acronyms) - printed == set()


def _exploitation() -> Plan:
    return next(plan for plan in plans() if plan.id == EXPLOITATION)


def test_every_short_name_printed_is_explained() -> None:
    plan = _exploitation()
    names = [name for measure in plan.measures for name in (*measure.lead, *measure.partners)]
    short = set(re.findall(r"\b[A-Z]{2,}(?:-[A-Z]+)?\b", " ".join(names)))
    assert short - set(plan.acronyms) == UNEXPLAINED


def test_a_summary_is_one_sentence_of_twenty_words_at_most() -> None:
    for measure in _exploitation().measures:
        assert len(sentences(measure.summary)) == 1, measure.number
        assert words(measure.summary) <= 20, measure.number
        assert measure.deliverables, measure.number
        for deliverable in measure.deliverables:
            assert not deliverable.endswith(".") and words(deliverable) <= 16, deliverable


def test_no_two_measures_are_summed_up_alike() -> None:
    summaries = [measure.summary for plan in plans() for measure in plan.measures]
    assert len(summaries) == len(set(summaries))


def test_a_measure_has_a_sum_or_pays_for_itself() -> None:
    for measure in _exploitation().measures:
        assert measure.self_funded is (measure.budget is None), measure.number


@pytest.mark.skipif(
    not SEED.exists(), reason="Le plan d'action n'est pas à côté du dépôt (../shared/seeds)."
)
def test_no_sentence_is_the_plans_own() -> None:
    """Seven words in a row would be a copy; names of courts, services or groups are shorter."""
    printed = f" {' '.join(_words(SEED.read_text(encoding='utf-8')))} "
    for measure in _exploitation().measures:
        for text in (measure.summary, *measure.deliverables):
            ours = _words(text)
            runs = (" ".join(ours[start : start + 7]) for start in range(len(ours) - 6))
            assert [run for run in runs if f" {run} " in printed] == [], measure.number


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
