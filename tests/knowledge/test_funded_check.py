"""The funded organisations and the measures against the report: what differs is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge import funded_check
from knowledge.census_check import Difference
from knowledge.funded import FundedOrganization, organizations
from knowledge.funded_check import compare_measures, compare_organizations, dollars, shipped
from knowledge.measures import MEASURES, Plan
from knowledge.records import Source
from knowledge.settings import ROOT
from knowledge.sources.census import text_digest
from knowledge.sources.funded import PrintedGroup, PrintedMeasure, read_report

SMALL = (Path(__file__).parent / "sources" / "petit_bilan.txt").read_text(encoding="utf-8")
SEED = ROOT.parent / "shared" / "seeds" / "000_9600d961aab4e0bd.txt"
PLACE = {"document": "Un bilan", "locator": "annexe"}

needs_report = pytest.mark.skipif(
    not SEED.exists(), reason="Le bilan n'est pas à côté du dépôt (../shared/seeds)."
)


def as_held(group: PrintedGroup, **over: Any) -> FundedOrganization:
    values: dict[str, Any] = {
        "name": group.name,
        "editions": group.editions,
        "source": Source(**PLACE),
        "new_name": group.new_name or None,
        "renamed": group.renamed,
    }
    return FundedOrganization(**{**values, **over})


def held_with(**over: Any) -> list[FundedOrganization]:
    """The small annex as data; `over` changes the second organisation."""
    return [
        as_held(group, **(over if place == 1 else {}))
        for place, group in enumerate(read_report(SMALL).groups)
    ]


def as_measure(row: PrintedMeasure, **over: Any) -> dict[str, Any]:
    spent = dollars(row.spent + row.spent_by_partners)
    figures = [{"said": f"Dépense totale : {spent}.", "source": PLACE}]
    return {
        "number": row.number,
        "axis": "Rives",
        "summary": "Prendre soin de la rivière et de ses rives.",
        "lead": list(row.lead),
        "budget": row.budget,
        "figures": figures if row.spent else [],
        "source": PLACE,
        "digest": text_digest(row.title),
        **over,
    }


def plan_of(*measures: dict[str, Any]) -> Plan:
    values = {"id": "essai", "name": "Essai", "years": "2030-2035", "document": "Un bilan"}
    return Plan(**values, measures=list(measures))


def plan_with(**over: Any) -> Plan:
    """The small tables as data; `over` changes the fields of the second measure."""
    rows = read_report(SMALL).measures
    return plan_of(*(as_measure(row, **(over if row.number == "2" else {})) for row in rows))


# --- organisations ------------------------------------------------------------

CELCER = read_report(SMALL).groups[1].name


def test_the_same_organisations_agree() -> None:
    comparison = compare_organizations(SMALL, held_with())
    assert (comparison.agreeing, comparison.total) == (5, 5)
    assert comparison.differences == ()


@pytest.mark.parametrize(
    ("field", "held", "difference"),
    [
        ("editions", (2031,), ("editions", [2031, 2033], [2031])),
        ("new_name", "Rive", ("new_name", "Co-Rive", "Rive")),
        ("new_name", None, ("new_name", "Co-Rive", None)),
        ("renamed", 2035, ("renamed", 2034, 2035)),
    ],
)
def test_a_field_held_otherwise_is_named(field: str, held: object, difference: Any) -> None:
    comparison = compare_organizations(SMALL, held_with(**{field: held}))
    assert comparison.faults == (Difference(CELCER, *difference),)
    assert (comparison.agreeing, comparison.total) == (4, 5)


def test_an_organisation_on_one_side_alone_is_named() -> None:
    comparison = compare_organizations(SMALL, held_with(name="Personne"))
    assert comparison.differences == (
        Difference(CELCER, "organisme", CELCER, None),
        Difference("Personne", "organisme", None, "Personne"),
    )
    assert (comparison.agreeing, comparison.total) == (4, 6)


# --- measures -----------------------------------------------------------------


def test_the_same_measures_agree() -> None:
    comparison = compare_measures(SMALL, plan_with())
    assert (comparison.agreeing, comparison.total) == (3, 3)
    assert comparison.differences == ()


@pytest.mark.parametrize(
    ("field", "held", "printed", "told"),
    [
        ("lead", ["MEAU"], ["MEAU", "SRIV"], ["MEAU"]),
        ("budget", 75_000, 95_000, 75_000),
        ("digest", None, text_digest("Publier un guide sur les rives"), None),
        ("figures", [], "50 510 $", None),
    ],
)
def test_a_field_of_a_measure_held_otherwise_is_named(
    field: str, held: object, printed: object, told: object
) -> None:
    comparison = compare_measures(SMALL, plan_with(**{field: held}))
    assert comparison.differences == (Difference("mesure 2", field, printed, told),)
    assert (comparison.agreeing, comparison.total) == (2, 3)


def test_a_measure_on_one_side_alone_is_named_for_each_table() -> None:
    comparison = compare_measures(SMALL, plan_with(number="9"))
    assert comparison.differences == (
        Difference("mesure 2", "tableau I", "2", None),
        Difference("mesure 2", "tableau II", "2", None),
        Difference("mesure 9", "tableau I", None, "9"),
        Difference("mesure 9", "tableau II", None, "9"),
    )
    assert (comparison.agreeing, comparison.total) == (2, 4)


def test_a_measure_that_one_table_lacks_is_named() -> None:
    text = SMALL.replace(" 2. Publier un guide", "Publier un guide")
    (difference,) = compare_measures(text, plan_with()).differences
    assert difference == Difference("mesure 2", "tableau I", None, "2")


def test_a_title_written_anew_is_seen() -> None:
    text = SMALL.replace("2 Publier un guide sur les rives", "2 Imprimer un guide sur les rives")
    (difference,) = compare_measures(text, plan_with()).differences
    assert (difference.locator, difference.field) == ("mesure 2", "digest")


def test_what_is_not_the_report_is_refused() -> None:
    with pytest.raises(ValueError, match="n'est pas le bilan"):
        compare_organizations("rien", [])
    with pytest.raises(ValueError, match="n'est pas le bilan"):
        compare_measures("rien", plan_with())


@pytest.mark.parametrize(
    ("amount", "written"), [(0, "0 $"), (950, "950 $"), (25_024_540, "25 024 540 $")]
)
def test_dollars_are_written_as_in_quebec(amount: int, written: str) -> None:
    assert dollars(amount) == written


# --- what ships ---------------------------------------------------------------


def test_no_plan_among_the_data_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / MEASURES).mkdir()
    monkeypatch.setenv("REPERE_DATA", str(tmp_path))
    with pytest.raises(ValueError, match="« intimidation-2020-2025 » n'est pas parmi les données"):
        funded_check.shipped()


@needs_report
def test_the_shipped_organisations_are_those_of_the_report() -> None:
    comparison = compare_organizations(SEED.read_text(encoding="utf-8"), organizations())
    assert comparison.differences == ()
    assert (comparison.agreeing, comparison.total) == (63, 63)


@needs_report
def test_the_shipped_measures_are_those_of_the_report() -> None:
    comparison = compare_measures(SEED.read_text(encoding="utf-8"), shipped())
    assert comparison.differences == ()
    assert (comparison.agreeing, comparison.total) == (26, 26)
