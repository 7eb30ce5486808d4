"""The reader of the plan's table: a small invented one with every quirk, then the real one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.settings import ROOT
from knowledge.sources.action_plan import Action, locator, read_table

SMALL = (Path(__file__).parent / "petit_plan.txt").read_text(encoding="utf-8")
ACTIONS = {action.number: action for action in read_table(SMALL)}
PLAN = ROOT.parent / "shared" / "seeds" / "001_dae26119ee93e2dc.txt"


def replaced(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def with_cell(position: int, cell: str) -> Action:
    """Action 1 with another cell, by its place from 0."""
    lines = SMALL.split("\n")
    row = next(i for i, line in enumerate(lines) if line.startswith("1. "))
    cells = lines[row].split("\t")
    cells[position] = cell
    lines[row] = "\t".join(cells)
    return read_table("\n".join(lines))[0]


def test_reads_an_action_in_full() -> None:
    assert read_table(SMALL)[0] == Action(
        number="1",
        axis="Axe 1 – En matière de rives",
        title="Planter des saules au bord de l'eau.",
        lead=("MEAU",),
        partners=("MO partenaires du plan", "SQR", "Milieu de la pêche"),
        recommendations=(4,),
        budget=1_250_000,
        budget_shared_with=(),
        self_funded=False,
        adaptation=False,
        accessibility=False,
        deliverables=("Saules plantés", "Carte des rives"),
    )


def test_actions_come_in_order_each_under_its_axis() -> None:
    assert [(action.number, action.axis[:5]) for action in read_table(SMALL)] == [
        ("1", "Axe 1"),
        ("2", "Axe 1"),
        ("3", "Axe 1"),
        ("4", "Axe 2"),
        ("A1", "Volet"),
        ("A2", "Volet"),
    ]


def test_a_title_loses_its_marks() -> None:
    assert ACTIONS["2"].title == "Publier un guide sur la Loi sur les rives."


def test_several_may_lead() -> None:
    assert ACTIONS["2"].lead == ("MEAU", "SRIV")


def test_recommendations_are_numbers_and_the_governments_own_has_none() -> None:
    assert [ACTIONS[number].recommendations for number in "1234"] == [(4,), (5, 13), (), (6, 25)]


def test_a_sum_is_read_with_the_others_that_share_it() -> None:
    assert (ACTIONS["2"].budget, ACTIONS["2"].budget_shared_with) == (80_000, ())
    for number, others in (("4", ("A1", "A2")), ("A1", ("4", "A2")), ("A2", ("4", "A1"))):
        assert ACTIONS[number].budget == 90_000
        assert ACTIONS[number].budget_shared_with == others


def test_an_action_may_pay_for_itself() -> None:
    assert (ACTIONS["3"].self_funded, ACTIONS["3"].budget) == (True, None)
    assert [n for n, action in ACTIONS.items() if action.self_funded] == ["3"]


def test_crosses_stay_in_their_column() -> None:
    crosses = {number: (a.adaptation, a.accessibility) for number, a in ACTIONS.items()}
    assert crosses == {
        "1": (False, False),
        "2": (True, False),
        "3": (False, True),
        "4": (False, False),
        "A1": (True, False),
        "A2": (True, True),
    }


def test_a_list_may_be_absent_or_of_one() -> None:
    assert ACTIONS["2"].partners == ()
    assert ACTIONS["2"].deliverables == ("Guide publié",)
    assert ACTIONS["3"].partners == ("MEAU",)


def test_items_of_html_are_items() -> None:
    assert ACTIONS["3"].deliverables == ("Gardien nommé", "Bilan annuel")


def test_without_bullets_a_capital_begins_an_item() -> None:
    assert ACTIONS["A1"].partners == ("Conseils de bande", "SQR", "Gardiens de la rivière")
    assert ACTIONS["A1"].deliverables == (
        "Jauges posées",
        "Rapport sur les besoins des SQR en amont",
    )


def test_a_place_is_written_one_way() -> None:
    assert (locator("28"), locator("A1")) == ("action 28", "action A1")


# --- refusals -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "rien", SMALL.replace("Actions\t", "Gestes\t"), SMALL.split("Axe 1")[0]],
    ids=["empty", "one word", "other heads", "heads alone"],
)
def test_a_text_without_the_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="tableau synthèse, à l'annexe 4"):
        read_table(text)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("1. Planter", "Planter", 11, "« Planter des saules au bord de l'eau. » n'est ni un axe"),
        ("3. Nommer", "2. Nommer", 16, "l'action 2 est déjà écrite"),
        ("\tSRIV\t→", "\t\t→", 16, "porteur illisible"),
        ("\tSRIV\t→", "\tLe ministère\t→", 16, "porteur illisible « Le ministère »"),
        ("N°s 5, 13", "cinq", 12, "recommandations illisibles « cinq »"),
        ("80 000\\$", "beaucoup", 12, "budget illisible « beaucoup »"),
        ("80 000\\$", "", 12, "budget illisible"),
        ("80 000\\$", "80 000\\$ pour les mesures 3, 4", 12, "pour l'action 2"),
        ("80 000\\$\tX", "80 000\\$\toui", 12, "« oui » là où un X"),
        ("\t↳ Guide publié", "\t\t↳ Guide publié", 12, "9 cases au lieu de 8"),
        ("\t↳ Guide publié", "\t<![autre[x]]>", 12, "illisible"),
        ("Axe 1 - En matière de rives : planter sans se lasser", "", 11, "avant tout axe"),
        ("4. Poser des jauges.", "4. Poser\0", 18, "illisible"),
    ],
)
def test_a_row_that_is_not_one_is_named(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(ValueError) as raised:
        read_table(replaced(old, new))
    assert str(raised.value).startswith(f"Ligne {line} ")
    assert said in str(raised.value)


@settings(max_examples=300)
@given(
    cell=st.text(alphabet=st.sampled_from("<>![]/ul-&;#\t\r\n\0\"'X1 $,")), place=st.integers(0, 7)
)
def test_whatever_a_cell_holds_it_is_read_or_refused(cell: str, place: int) -> None:
    try:
        assert with_cell(place, cell)
    except ValueError as error:
        assert "igne" in str(error) or "annexe 4" in str(error)


# --- properties ---------------------------------------------------------------

words = st.text(alphabet="abcdefÀÉMSPœ'’-.«»8 ", min_size=1).map(
    lambda text: " ".join(text.replace("’", "'").split())
)


@given(items=st.lists(words.filter(bool)), bullet=st.sampled_from("›↳→➤➢"), html=st.booleans())
def test_a_list_with_bullets_comes_back(items: list[str], bullet: str, html: bool) -> None:
    cell = ('<ul style="list-style-type: none"> ' if html and items else "") + " ".join(
        f"{bullet} {item} " for item in items
    )
    assert with_cell(7, cell).deliverables == tuple(items)


@given(
    dollars=st.integers(0, 10**10),
    space=st.sampled_from([" ", "\u00a0", "\u202f"]),
    sign=st.sampled_from(["$", " $", "\\$", " \\$"]),
)
def test_a_sum_comes_back(dollars: int, space: str, sign: str) -> None:
    printed = f"{dollars:,}".replace(",", space) + sign
    assert with_cell(4, printed).budget == dollars


# --- the real table -----------------------------------------------------------

needs_plan = pytest.mark.skipif(
    not PLAN.exists(), reason="Le plan d'action n'est pas à côté du dépôt (../shared/seeds)."
)


@cache
def real() -> dict[str, Action]:
    return {action.number: action for action in read_table(PLAN.read_text(encoding="utf-8"))}


@needs_plan
def test_the_plan_has_its_37_actions_in_order() -> None:
    assert list(real()) == [*(str(number) for number in range(1, 34)), "A1", "A2", "A3", "A4"]


@needs_plan
def test_every_bullet_of_the_plan_is_an_item() -> None:
    bullets = len(re.findall("[›↳→➤➢]", PLAN.read_text(encoding="utf-8")))
    numbered = [action for number, action in real().items() if number.isdigit()]
    assert bullets == sum(len(a.partners) + len(a.deliverables) for a in numbered) > 150


@needs_plan
def test_every_cross_and_sum_of_the_plan_is_read() -> None:
    text = PLAN.read_text(encoding="utf-8")
    actions = real().values()
    assert sum(a.adaptation + a.accessibility for a in actions) == len(re.findall(r"\tX", text))
    assert sum(a.self_funded for a in actions) == text.count("Autofinancé") == 7
    assert sum(a.budget is not None for a in actions) == text.count("$") == 30


@needs_plan
@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        ("1", "budget", 1_953_200),
        ("2", "recommendations", (5, 13, 55)),
        ("3", "budget_shared_with", ("4", "5", "7", "A1", "A2")),
        ("7", "lead", ("MSP", "MJQ")),
        ("11", "budget", 6_000_000),
        ("11", "partners", ()),
        ("14", "partners", ("MJQ", "MSP", "MEQ", "DPCP", "MFA", "MESQ")),
        ("23", "recommendations", (28, 29, 30, 34, 35)),
        ("25", "budget", 79_224_900),
        ("25", "accessibility", True),
        ("26", "recommendations", ()),
        ("28", "adaptation", True),
        ("29", "self_funded", True),
        ("32", "partners", ("CVASM",)),
        ("A1", "axis", "Volet autochtone"),
        (
            "A4",
            "partners",
            (
                "DPCP",
                "ENPQ",
                "Communautés autochtones",
                "Conseils de bande",
                "Services policiers autochtones",
                "ADPPNIQ",
                "Organismes de santé communautaire",
                "Organisations de la société civile autochtone",
                "SQ",
            ),
        ),
    ],
)
def test_facts_read_by_eye(number: str, field: str, value: object) -> None:
    assert getattr(real()[number], field) == value


@needs_plan
def test_lists_of_the_plan_without_bullets_are_told_apart() -> None:
    assert [len(real()[number].deliverables) for number in ("A1", "A2", "A3", "A4")] == [1, 2, 2, 2]
    assert real()["A3"].partners == real()["1"].partners
