"""The reader against a small invented report that has every quirk of the real one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.sources.recension import (
    FIELD_LABELS,
    FURNITURE,
    PROBLEM,
    Fiche,
    LineUse,
    Problem,
    Report,
    account,
    read_report,
)
from knowledge.vocabulary import ServiceType

SMALL = (Path(__file__).parent / "petit_rapport.txt").read_text(encoding="utf-8")
LINES = SMALL.split("\n")
ANNEX_START = max(i for i, line in enumerate(LINES, 1) if line.startswith("ANNEXE C"))
REPORT = read_report(SMALL)
USES = account(SMALL)


def keys(report: Report) -> set[tuple[int | None, str, str]]:
    return {(problem.fiche, problem.field, problem.reason) for problem in report.problems}


def without(number: int) -> str:
    return "\n".join(LINES[: number - 1] + LINES[number:])


def replaced(old: str, new: str) -> Report:
    assert SMALL.count(old) == 1
    return read_report(SMALL.replace(old, new))


def values_of(fiche: Fiche) -> str:
    return "\n".join(value for value in vars(fiche).values() if isinstance(value, str))


def test_reads_a_fiche_in_full() -> None:
    assert REPORT.fiches[0] == Fiche(
        number=1,
        line=16,
        title="Les mardis de la rivière",
        organization="Maison des jeunes du Moulin",
        region="Mauricie-Centre-du-Québec",
        year="2018",
        stage="En application",
        main_target=False,
        other_target="Estime de soi",
        types=(ServiceType.PREVENTION,),
        includes_youth=True,
        age_range="12 à 17 ans",
        sexe="Tous les sexes",
        involvement="Victime & Proxénète",
        other_clientele="",
        description="Soirées de discussion au bord de l'eau, une semaine sur deux.",
        deployment="En milieu scolaire",
        frequency="2 fois par mois",
        objectives="1. Parler de confiance. 2. Connaître ses droits."
        " 3. Savoir à qui demander de l'aide.",
        modality="Ateliers",
        partners="École du Moulin",
    )


def test_numbers_the_fiches_and_points_at_their_titles() -> None:
    assert [fiche.number for fiche in REPORT.fiches] == [1, 2, 3, 4, 5]
    first_words = [LINES[fiche.line - 1].strip("*") for fiche in REPORT.fiches]
    assert first_words == [
        "Les mardis de la rivière",
        "Programme BOUSSOLE",
        "Le pas de côté – Accompagnement",
        "Cartes en main",
        "#Ensemble",
    ]


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        (2, "title", "Programme BOUSSOLE (Bâtir, Oser, Unir, Soutenir)"),
        (2, "region", "Saguenay–Lac-Saint-Jean"),
        (2, "main_target", True),
        (2, "other_target", "Ne s'applique pas"),
        (2, "types", (ServiceType.FORMATION,)),
        (2, "includes_youth", False),
        (2, "deployment", "En ligne exclusivement"),
        (2, "frequency", "Non spécifié"),
        (2, "objectives", "Reconnaître les signes. Répondre sans juger."),
        (
            2,
            "partners",
            "Réseau des écoles du Fjord (douze écoles), bibliothèques"
            " de quartier et maisons de la famille",
        ),
        (3, "main_target", True),
        (3, "types", ()),
        (3, "age_range", "14 ans et plus"),
        (3, "involvement", "Victime"),
        (3, "modality", "Gestion de cas (counseling)"),
        (
            3,
            "objectives",
            "1. Retrouver un toit. 2. Refaire des projets avec l'aide d'une"
            " équipe stable. 3. Reprendre pied.",
        ),
        (4, "title", "Cartes en main (jeu tiré du programme Boussole)"),
        (
            4,
            "organization",
            "Réseau des ludothèques et Camille Untel, Ph. D."
            " Professeure de jeu (Université du Fjord)",
        ),
        (4, "stage", "En suspens (covid)"),
        (4, "main_target", True),
        (4, "other_target", "Ne s'applique pas"),
        (4, "types", (ServiceType.OUTIL, ServiceType.PREVENTION)),
        (
            4,
            "description",
            "Lieu d'échange autour d'un jeu de cartes, pour lancer la conversation.",
        ),
        (4, "objectives", "- Jouer. - Se dire les choses."),
        (5, "title", "#Ensemble"),
        (5, "types", (ServiceType.CONCERTATION,)),
        (5, "description", "Rencontres entre partenaires & jeunes de l'île."),
        (5, "partners", ""),
    ],
)
def test_reads_in_spite_of_each_quirk(number: int, field: str, value: object) -> None:
    assert getattr(REPORT.fiches[number - 1], field) == value


def test_tells_what_the_report_does_not_say() -> None:
    assert REPORT.problems == (
        Problem(
            2,
            90,
            "description",
            "Description du projet : vide dans le rapport. À compléter au besoin.",
        ),
        Problem(
            3,
            113,
            "types",
            "Type de projet : les coches sont perdues. Relevez-les sur la page imprimée.",
        ),
        Problem(
            4,
            188,
            "partners",
            "Partenaire(s) officiel(s) : texte coupé vers 255 signes. La fin manque peut-être.",
        ),
        Problem(
            5,
            226,
            "partners",
            "Partenaire(s) officiel(s) : vide dans le rapport. À compléter au besoin.",
        ),
    )


@pytest.mark.parametrize("text", ["", "Un autre document.", SMALL[: SMALL.index("\t5\n") + 2]])
def test_refuses_a_text_without_annex_c(text: str) -> None:
    with pytest.raises(ValueError, match="annexe C"):
        read_report(text)


def test_refuses_an_annex_without_fiches() -> None:
    with pytest.raises(ValueError, match="aucune fiche"):
        read_report("ANNEXE C : Fiches descriptives\n\nRien ici.\n")


def test_stops_at_the_next_annex() -> None:
    report = read_report(SMALL + "\nANNEXE D : Budget\n\nUne ligne étrangère.\n")
    assert report == REPORT


def test_reads_windows_line_ends_the_same() -> None:
    assert read_report(SMALL.replace("\n", "\r\n")) == REPORT


def furniture(line: str) -> bool:
    """Furniture, told independently of the reader."""
    return bool(
        re.fullmatch(r"[-|\s]+|\d+|!\[.*\]\(.*\)", line)
        or line in ("TYPE DE PROJET :", "CLIENTÈLE :", "DESCRIPTION DU PROJET :")
        or line in SMALL.split("Partenaire(s) officiel(s)")[-1].split("\n")
    )


def test_accounts_for_every_line_once() -> None:
    expected = [n for n, line in enumerate(LINES, 1) if n > ANNEX_START and line.strip()]
    assert [use.line for use in USES] == expected
    assert {use.line for use in USES if use.fields == (FURNITURE,)} == {
        n for n in expected if furniture(LINES[n - 1])
    }
    assert not [use for use in USES if PROBLEM in use.fields]


@pytest.mark.parametrize("use", [use for use in USES if use.fields != (FURNITURE,)], ids=str)
def test_every_word_of_a_line_is_in_its_fiche(use: LineUse) -> None:
    assert use.fiche is not None
    fiche = REPORT.fiches[use.fiche - 1]
    if use.fields == ("types",):
        return
    raw = LINES[use.line - 1].replace("’", "'").replace("**", "").replace("&amp;", "&")
    printed = re.sub(r"<[^>]+>", " ", raw.split("\t", 1)[-1])
    printed = printed.removeprefix("Organisme porteur : ")
    if "main_target" in use.fields:
        answer, _, printed = printed.partition(" ")
        assert fiche.main_target is (answer == "Oui")
    elif use.fields == ("includes_youth",):
        assert fiche.includes_youth is (printed == "Oui")
        return
    kept = values_of(fiche).split()
    assert set(printed.split()) <= set(kept)


def removable() -> list[LineUse]:
    """Lines that alone carry a field, or boxes: losing one must be noticed."""
    counts: dict[tuple[int | None, tuple[str, ...]], int] = {}
    for use in USES:
        counts[use.fiche, use.fields] = counts.get((use.fiche, use.fields), 0) + 1
    return [
        use
        for use in USES
        if use.fields != (FURNITURE,)
        and (counts[use.fiche, use.fields] == 1 or "types" in use.fields or "\t" in row(use))
        and not row(use).startswith("\t")
    ]


def row(use: LineUse) -> str:
    return LINES[use.line - 1]


def test_every_field_of_every_fiche_is_tried() -> None:
    tried = {(use.fiche, field) for use in removable() for field in use.fields}
    several_lines = {(2, "title"), (4, "title"), (4, "organization")}
    empty = {(2, "description")}
    assert tried == {(n, f) for n in range(1, 6) for f in FIELD_LABELS} - several_lines - empty


@pytest.mark.parametrize("use", removable(), ids=str)
def test_a_lost_row_is_reported_with_its_fiche_and_field(use: LineUse) -> None:
    report = read_report(without(use.line))
    new = {(fiche, field) for fiche, field, _ in keys(report) - keys(REPORT)}
    assert {(use.fiche, field) for field in use.fields} <= new
    assert [fiche.number for fiche in report.fiches] == [1, 2, 3, 4, 5]
    for before, after in zip(REPORT.fiches, report.fiches, strict=True):
        changed = {
            name
            for name in vars(before)
            if name != "line" and getattr(before, name) != getattr(after, name)
        }
        assert changed <= (set(use.fields) if before.number == use.fiche else set())


@pytest.mark.parametrize(
    ("label", "field"),
    [("Type d'implication", "involvement"), ("Partenaire(s) officiel(s)", "partners")],
)
def test_a_row_met_twice_is_reported_and_the_first_is_kept(label: str, field: str) -> None:
    index = next(i for i, line in enumerate(LINES) if line.startswith(label))
    again = f"{label}\tAutre chose"
    report = read_report("\n".join([*LINES[: index + 1], again, *LINES[index + 1 :]]))
    assert getattr(report.fiches[0], field) == getattr(REPORT.fiches[0], field)
    told = [(p.fiche, p.line, p.field) for p in report.problems if "Autre chose" in p.reason]
    assert told == [(1, index + 2, field)]


def test_a_heading_repeated_at_the_top_of_a_page_is_furniture() -> None:
    header = "ANNEXE C : Fiches descriptives des initiatives recensées"
    report = replaced("Programme BOUSSOLE\n", f"{header}\n\nProgramme BOUSSOLE\n")
    assert keys(report) == keys(REPORT)
    assert [fiche.title for fiche in report.fiches] == [fiche.title for fiche in REPORT.fiches]


def test_a_title_goes_on_after_a_page_number() -> None:
    report = replaced("Programme BOUSSOLE\n", "Programme BOUSSOLE\n\n13\n\n")
    assert report.fiches[1].title == "Programme BOUSSOLE (Bâtir, Oser, Unir, Soutenir)"
    assert report.fiches[1].line == REPORT.fiches[1].line
    assert keys(report) == keys(REPORT)


def test_a_description_without_its_table_does_not_become_the_next_title() -> None:
    start = SMALL.index("Lieu de déploiement\tAutre")
    end = SMALL.index("#Ensemble")
    report = read_report(SMALL[:start] + SMALL[end:])
    assert report.fiches[3].description == REPORT.fiches[3].description
    assert report.fiches[4].title == "#Ensemble"
    lost = {p.field for p in report.problems if p.fiche == 4}
    assert lost == {"deployment", "frequency", "objectives", "modality", "partners"}


def test_a_fiche_whose_whole_head_is_lost_but_one_row_still_begins() -> None:
    start = SMALL.index("Organisme porteur : S.O.")
    end = SMALL.index("Stade de développement\tEn suspens\n")
    report = read_report(SMALL[:start] + SMALL[end:])
    assert report.fiches[4].title == "#Ensemble"
    lost = {p.field for p in report.problems if p.fiche == 5}
    assert lost == {"organization", "region", "year", "partners"}


def test_an_unknown_label_is_reported() -> None:
    report = replaced("Type d'implication\tProxénète", "Type d'exploitation\tProxénète")
    found = {(p.fiche, p.field) for p in report.problems if p.fiche == 4}
    assert found == {(4, ""), (4, "involvement"), (4, "partners")}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (":\tNon Estime de soi", ":\tPeut-être", "« Peut-être »"),
        (":\tNon Estime de soi", ":\tNonchalance", "« Nonchalance »"),
    ],
)
def test_a_target_that_is_neither_yes_nor_no_is_reported(old: str, new: str, problem: str) -> None:
    report = replaced(old, new)
    assert report.fiches[0].main_target is None
    assert [p.field for p in report.problems if problem in p.reason] == ["main_target"]


def test_a_fiche_with_nothing_checked_is_reported() -> None:
    fourth = SMALL.index("Cartes en main")
    report = read_report(SMALL[:fourth] + SMALL[fourth:].replace('checked="" ', ""))
    assert report.fiches[3].types == report.fiches[4].types == ()
    assert {p.fiche for p in report.problems if "rien n'est coché" in p.reason} == {4, 5}


def test_an_unknown_option_is_reported() -> None:
    option = '<input type="checkbox"/> Projet de recherche'
    report = read_report(SMALL.replace(option, "Décoration", 1))
    assert not any("Décoration" in values_of(fiche) for fiche in report.fiches)
    told = [(p.fiche, p.field) for p in report.problems if "Décoration" in p.reason]
    assert told == [(1, "types")]


ODD_LINES = st.one_of(
    st.text(alphabet="abcdéè'’ -|*#<>()\t:.123", max_size=40),
    st.sampled_from([line for line in LINES if "ANNEXE B" not in line]),
    st.sampled_from(["\tsuite du texte", "Mot\tvaleur", "- Outil", '<input type="checkbox"/> Zut']),
)


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=ANNEX_START, max_value=len(LINES)), ODD_LINES)
def test_a_line_put_anywhere_is_never_lost(position: int, odd: str) -> None:
    lines = [*LINES[:position], odd, *LINES[position:]]
    text = "\n".join(lines)
    uses = account(text)
    expected = [n for n, line in enumerate(lines, 1) if n > ANNEX_START and line.strip()]
    assert [use.line for use in uses] == expected
    report = read_report(text)
    told = {problem.line for problem in report.problems}
    assert {use.line for use in uses if PROBLEM in use.fields} <= told


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=ANNEX_START, max_value=len(LINES)))
def test_a_sentence_put_anywhere_is_kept_or_reported(position: int) -> None:
    odd = "Zéphyr inattendu"
    report = read_report("\n".join([*LINES[:position], odd, *LINES[position:]]))
    kept = [fiche.number for fiche in report.fiches if odd in values_of(fiche)]
    told = [p.line for p in report.problems if odd in p.reason]
    assert (len(kept), told) in [(1, []), (0, [position + 1])]
