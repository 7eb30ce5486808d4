"""The plan against bullying, as its final report tells it: what ships, and its command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knowledge.funded import FUNDED
from knowledge.funded_check import dollars, shipped
from knowledge.measures import MEASURES, Measure
from knowledge.settings import ROOT, data_folder
from knowledge.sources.funded import DOCUMENT, PLAN
from repere.cli import app
from tests.test_french import sentences, words

SEED = ROOT.parent / "shared" / "seeds" / "000_9600d961aab4e0bd.txt"
IN_PART = {"10", "15", "16", "24"}

needs_report = pytest.mark.skipif(
    not SEED.exists(), reason="Le bilan n'est pas à côté du dépôt (../shared/seeds)."
)


def _said(measure: Measure) -> list[str]:
    return [measure.summary, *measure.results, *(figure.said for figure in measure.figures)]


# --- the shipped plan ---------------------------------------------------------


def test_it_has_26_measures_in_order() -> None:
    plan = shipped()
    assert plan.document == DOCUMENT
    assert [measure.number for measure in plan.measures] == [str(n) for n in range(1, 27)]


def test_measures_are_grouped_as_in_the_report() -> None:
    counts: dict[str, int] = {}
    for measure in shipped().measures:
        counts[measure.axis] = counts.get(measure.axis, 0) + 1
    assert list(counts.values()) == [2, 4, 10, 9, 1]


def test_each_says_where_it_was_read() -> None:
    for measure in shipped().measures:
        place = f"mesure {measure.number}"
        assert (measure.source.document, measure.source.locator) == (DOCUMENT, place)
        for figure in measure.figures:
            assert figure.source.document == DOCUMENT
            assert figure.source.locator in (place, f"tableau II, {place}")


def test_each_says_first_whether_it_was_done() -> None:
    for measure in shipped().measures:
        part = " en partie" if measure.number in IN_PART else ""
        assert measure.results[0] == f"Mesure réalisée{part} au 31 mars 2025."
        assert len(measure.results) > 1


def test_sums_are_those_that_the_plan_states() -> None:
    plan = shipped()
    foreseen = sum(measure.budget or 0 for measure in plan.measures)
    stated = " ".join(figure.said for figure in plan.figures)
    assert f"{foreseen / 1e6:.1f}".replace(".", ",") + " millions" in stated
    told = [figure.said for measure in plan.measures for figure in measure.figures]
    spent = [re.fullmatch(r"Dépense totale : ([\d ]+) \$\.", said) for said in told]
    total = sum(int(found[1].replace(" ", "")) for found in spent if found)
    assert dollars(total) in stated
    assert f"{100 * total / foreseen:.0f} %" in stated


def test_who_pays_for_itself_has_no_credits_of_the_plan() -> None:
    assert {m.number for m in shipped().measures if m.self_funded} == {"9", "12", "19"}


def test_a_summary_is_one_sentence_of_twenty_words_at_most() -> None:
    for measure in shipped().measures:
        assert len(sentences(measure.summary)) == 1, measure.number
        assert words(measure.summary) <= 20, measure.number


def test_results_are_each_one_sentence() -> None:
    for measure in shipped().measures:
        for result in measure.results:
            assert len(sentences(result)) == 1, result


def test_every_short_name_is_explained_and_every_explained_one_serves() -> None:
    plan = shipped()
    names = {name for measure in plan.measures for name in (*measure.lead, *measure.partners)}
    short = {name for name in names if re.fullmatch(r"[A-ZÉ]{2,6}(?:-[A-Z]+)?", name)}
    assert short == set(plan.acronyms)


# --- against the report -------------------------------------------------------


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("’", "'").casefold())


@needs_report
def test_no_sentence_is_the_reports_own() -> None:
    """Eight words in a row would be a copy; names of ministries or campaigns are shorter."""
    printed = f" {' '.join(_words(SEED.read_text(encoding='utf-8')))} "
    plan = shipped()
    told = [text for measure in plan.measures for text in _said(measure)]
    for text in [*told, *(figure.said for figure in plan.figures)]:
        ours = _words(text)
        runs = (" ".join(ours[start : start + 8]) for start in range(len(ours) - 7))
        assert [run for run in runs if f" {run} " in printed] == [], text


@needs_report
def test_every_number_told_is_printed() -> None:
    """But for the sums of table II, which `funded_check` compares, and the counts of measures."""
    printed = " ".join(SEED.read_text(encoding="utf-8").split())
    for measure in shipped().measures:
        told = [text for text in _said(measure) if not text.startswith("Dépense totale")]
        for number in re.findall(r"\d+(?: \d{3})*", " ".join(told)):
            assert re.search(rf"\b{number}\b", printed), (measure.number, number)


# --- check-bilan --------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with copies of what the report is compared to."""
    (tmp_path / MEASURES).mkdir()
    for name in (FUNDED, f"{MEASURES}/{PLAN}.yml"):
        (tmp_path / name).write_bytes((data_folder() / name).read_bytes())
    monkeypatch.setenv("REPERE_DATA", str(tmp_path))
    return tmp_path


@needs_report
def test_the_command_says_how_many_agree(data: Path) -> None:
    done = CliRunner().invoke(app, ["check-bilan", str(SEED)])
    assert done.exit_code == 0
    assert done.output.splitlines() == ["63/63", "26/26"]


@needs_report
def test_the_command_names_what_differs(data: Path) -> None:
    for name, old, new in (
        (FUNDED, "Sport'Aide,,,2021;2022", "Sport'Aide,,,2021"),
        (f"{MEASURES}/{PLAN}.yml", "budget: 2384900", "budget: 2384901"),
    ):
        text = (data / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (data / name).write_text(text.replace(old, new), encoding="utf-8")
    done = CliRunner().invoke(app, ["check-bilan", str(SEED)])
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "62/63",
        "Sport'Aide, editions : rapport « 2021; 2022 », répertoire « 2021 »",
        "25/26",
        "mesure 1, budget : rapport « 2384900 », répertoire « 2384901 »",
    ]


@pytest.mark.parametrize("content", [b"rien", b"\xe9\xe9", None])
def test_a_file_that_is_not_the_report(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "bilan.txt"
    if content is not None:
        path.write_bytes(content)
    done = CliRunner().invoke(app, ["check-bilan", str(path)])
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1 and "Traceback" not in done.output
