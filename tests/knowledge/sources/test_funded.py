"""The reader of the final report on bullying: a small invented one, any annex, and the real one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.settings import ROOT
from knowledge.sources.funded import PrintedGroup, PrintedMeasure, read_report

SMALL = (Path(__file__).parent / "petit_bilan.txt").read_text(encoding="utf-8")
SEED = ROOT.parent / "shared" / "seeds" / "000_9600d961aab4e0bd.txt"
BEFORE_GROUPS = SMALL[: SMALL.index("Édition 2031")]


def replaced(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


# --- the small report ---------------------------------------------------------


def test_each_organisation_is_read_with_its_years_and_its_new_name() -> None:
    assert read_report(SMALL).groups == (
        PrintedGroup("Les Amis de l'eau", (2031,), 2031),
        PrintedGroup(
            "Centre d'étude des très longs cours d'eau et des rives qui les bordent (CELCER)",
            (2031, 2033),
            2031,
            "Co-Rive",
            2034,
        ),
        PrintedGroup("Maison des jeunes du Moulin (secteur Saint-Loin)", (2031,), 2031),
        PrintedGroup("Association du Vieux-Pont", (2032,), 2032, "Pontio", 2034),
        PrintedGroup("24H Canot", (2032, 2033, 2034), 2032),
    )


def test_each_measure_is_read_with_its_sums() -> None:
    assert read_report(SMALL).measures == (
        PrintedMeasure(
            "1",
            "Poser des bancs au bord de l'eau (BANCS)",
            ("MEAU",),
            1_200_000,
            1_100_000,
            900_000,
            0,
            0,
        ),
        PrintedMeasure(
            "2",
            "Publier un guide sur les rives",
            ("MEAU", "SRIV"),
            75_000,
            75_000,
            50_500,
            20_000,
            10,
        ),
        PrintedMeasure("3", "Compter les canards de 2 à 3 ans", ("MEAU", "SRIV"), 0, 0, 0, 0, 0),
    )


def test_the_budget_adds_what_ministries_commit() -> None:
    assert [row.budget for row in read_report(SMALL).measures] == [1_200_000, 95_000, 0]


def test_only_table_one_tells_of_measures() -> None:
    assert read_report(SMALL).described == ("1", "2", "3")


@pytest.mark.parametrize("old", ["Tableau I –", "Tableau II –", "Annexe –"])
def test_a_part_that_is_missing_is_said(old: str) -> None:
    with pytest.raises(ValueError, match="n'est pas le bilan"):
        read_report(replaced(old, "Ailleurs –"))


def test_parts_in_another_order_are_not_the_report() -> None:
    start = SMALL.index(" Annexe –")
    with pytest.raises(ValueError, match="n'est pas le bilan"):
        read_report(SMALL[start:] + SMALL[:start])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("MEAU 1 200 000 $ 1 100 000 $ 900 000 $ 0 $ 0 $", "", "mesure 1 : la responsabilité"),
        ("MEAU (SRIV) 0 $", "0 $", "mesure 3 : la responsabilité"),
        ("MEAU (SRIV) 0 $ 0 $ 0 $ 0 $ 0 $", "MEAU", "mesure 3 : la responsabilité"),
        (
            "MEAU, SRIV 75 000 $ 75 000 $ 50 500 $ 20 000 $ 10 $\u0020\n3 Compter",
            "MEAU, SRIV\n3 Compter",
            "mesure 2 : les cinq montants",
        ),
        ("Saint-Loin)  2031", "Saint-Loin)", "aucune année après « Maison des jeunes"),
        ("2032, 2033 et 2034", "", "Fin de l'annexe : aucune année après « 24H Canot »"),
    ],
)
def test_a_line_that_is_not_understood_is_said(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_report(replaced(old, new))


# --- any annex ----------------------------------------------------------------

WORD = st.text("abcdéèÎ'’-–&", min_size=1, max_size=9).filter(lambda word: word.strip())
NAMES = st.lists(st.one_of(WORD, st.just("(du Lac)"), st.just("24H")), min_size=1, max_size=12)
YEARS = st.lists(st.integers(2030, 2039), min_size=1, max_size=3, unique=True).map(sorted)


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, PrintedGroup]:
    """An organisation of the list of 2031, cut over lines anywhere, and what must be read of it."""
    words, years = draw(NAMES), draw(YEARS)
    new, renamed = draw(st.one_of(st.just(("", None)), st.tuples(WORD, st.integers(2030, 2039))))
    told = [*words, *(f"(nouveau nom {new} depuis {renamed})".split() if renamed else ())]
    told += " et ".join(map(str, years)).split()
    cuts = draw(st.lists(st.sampled_from([" ", " \n", "  "]), min_size=20, max_size=20))
    text = told[0] + "".join(
        # A line that ends at a year would be a whole entry.
        (" " if re.fullmatch(r"20\d\d", before) else cut) + word
        for cut, before, word in zip(cuts * 2, told, told[1:], strict=False)
    )
    name = " ".join(words).replace("’", "'")
    return text, PrintedGroup(name, tuple(years), 2031, new.replace("’", "'"), renamed)


@given(st.lists(printed(), max_size=6))
def test_every_organisation_of_an_annex_is_read(entries: list[tuple[str, PrintedGroup]]) -> None:
    lines = "\n".join(f" {text} " for text, _ in entries)
    report = read_report(f"{BEFORE_GROUPS}Édition 2031\n\n{lines}\n\n12\n")
    assert report.groups == tuple(group for _, group in entries)


# --- the real report ----------------------------------------------------------
# Counts are worked out from the text by plain searches, apart from the reader.

needs_report = pytest.mark.skipif(
    not SEED.exists(), reason="Le bilan n'est pas à côté du dépôt (../shared/seeds)."
)


@pytest.fixture
def text() -> str:
    return SEED.read_text(encoding="utf-8")


@needs_report
def test_the_real_annex_lists_63_organisations_for_65_projects(text: str) -> None:
    annex = text[text.index("Édition 2021 \n") :]
    ends = re.findall(r"^.*\b20(?:21|22|23) *$", annex, re.M)
    entries = [line for line in ends if not line.startswith("Édition")]
    groups = read_report(text).groups
    assert len(groups) == len(entries) == len({group.name for group in groups})
    assert f"les {len(groups)} organismes à but non lucratif financés" in text
    projects = sum(len(group.editions) for group in groups)
    assert f"le financement de {projects} projets" in text


@needs_report
def test_each_real_organisation_is_in_the_list_of_its_first_year(text: str) -> None:
    assert all(group.listed == group.editions[0] for group in read_report(text).groups)


@needs_report
def test_the_26_real_measures_add_up_to_the_printed_totals(text: str) -> None:
    report = read_report(text)
    numbers = [str(number) for number in range(1, 27)]
    assert list(report.described) == [row.number for row in report.measures] == numbers
    found = re.search(r"^Total +(.*)$", text, re.M)
    assert found is not None
    printed = [int(re.sub(r"\s", "", amount)) for amount in found[1].split("$")[:5]]
    columns = ("planned", "revised", "spent", "committed", "spent_by_partners")
    assert [sum(getattr(row, name) for row in report.measures) for name in columns] == printed
