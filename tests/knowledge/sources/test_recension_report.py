"""The reader against the real report, when it is at hand.

Expected counts are worked out here from the text by plain searches, apart from
the reader; fiches are checked by their short facts and by the ends of their
long texts, which are not copied.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.sources.census_fields import (
    SERVICE_TYPES,
    age_bounds,
    modality_of,
    region_codes,
    sexes_of,
    stage_of,
    unread_fields,
)
from knowledge.sources.recension import (
    FIELD_LABELS,
    FURNITURE,
    PROBLEM,
    Report,
    account,
    read_report,
)
from knowledge.vocabulary import Modality, Sexe, Stage

REPOSITORY = Path(__file__).parents[3]
SOURCE = REPOSITORY.parent / "shared" / "seeds" / "003_f3867efc92b08796.txt"

pytestmark = pytest.mark.skipif(
    not SOURCE.exists(), reason="Le rapport de 2022 n'est pas à côté du dépôt (../shared/seeds)."
)

AWKWARD: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "fiches_2022.json").read_text(encoding="utf-8")
)
"""A dozen fiches with every quirk, checked by eye against the report."""

LABELS = {
    "region": "Région administrative",
    "year": "Année de création",
    "stage": "Stade de développement",
    "age_range": "Tranche d'âge ciblée",
    "sexe": "Sexe des jeunes",
    "involvement": "Type d'implication",
    "other_clientele": "Autre clientèle ciblée",
    "deployment": "Lieu de déploiement",
    "frequency": "Fréquence des activités",
    "modality": "Principale modalité d'intervention",
}


@cache
def text() -> str:
    return SOURCE.read_text(encoding="utf-8")


@cache
def annex() -> str:
    return text().split("ANNEXE C : ")[-1].replace("’", "'")


@cache
def report() -> Report:
    return read_report(text())


def test_the_annex_holds_152_fiches() -> None:
    assert len(report().fiches) == annex().count("\nOrganisme porteur :") == 152
    assert [one.number for one in report().fiches] == list(range(1, 153))
    lines = [one.line for one in report().fiches]
    assert lines == sorted(set(lines))


def test_the_organizations_come_in_the_order_printed() -> None:
    printed = re.findall(r"^Organisme porteur : (.+)$", annex(), re.MULTILINE)
    read = [one.organization for one in report().fiches]
    assert [whole[: len(start)] for whole, start in zip(read, printed, strict=True)] == printed
    longer = [
        one.number
        for one, start in zip(report().fiches, printed, strict=True)
        if one.organization != start
    ]
    assert longer == [117]


@pytest.mark.parametrize("field", LABELS)
def test_the_rows_come_in_the_order_printed(field: str) -> None:
    printed = re.findall(rf"^{re.escape(LABELS[field])}\t(.*)$", annex(), re.MULTILINE)
    assert [getattr(one, field) for one in report().fiches] == printed


def test_the_types_are_the_boxes_checked() -> None:
    printed = Counter(
        SERVICE_TYPES[label.strip().lower().translate(str.maketrans("éî", "ei"))]
        for label in re.findall(r'<input checked="" [^>]*>([^|<\n]+)', annex())
    )
    read = Counter(kind for one in report().fiches for kind in one.types)
    assert read == printed
    assert [one.number for one in report().fiches if not one.types] == [10, 89, 147]
    assert [one.number for one in report().fiches if len(one.types) > 1] == [57, 58]


def test_the_targets_are_the_answers_printed() -> None:
    printed = re.findall(r"cible principale\?.*\t(Oui|Non)\b", annex())
    assert [one.main_target for one in report().fiches] == [answer == "Oui" for answer in printed]
    others = re.findall(r"si autre\) :\t(?:(?:Oui|Non) )?(.+)$", annex(), re.MULTILINE)
    assert [one.other_target for one in report().fiches] == others
    youth = re.findall(r"^La clientèle inclut des jeunes\t(Oui|Non)$", annex(), re.MULTILINE)
    assert [one.includes_youth for one in report().fiches] == [answer == "Oui" for answer in youth]


@pytest.mark.parametrize(
    ("field", "label"),
    [("objectives", "Objectif(s)"), ("partners", "Partenaire(s) officiel(s)")],
)
def test_the_long_rows_keep_every_word(field: str, label: str) -> None:
    rows = re.findall(rf"^{re.escape(label)}\t(.*(?:\n+\t.*)*)$", annex(), re.MULTILINE)
    printed = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
    assert [getattr(one, field).split() for one in report().fiches] == printed


def test_the_descriptions_keep_every_word() -> None:
    blocks = re.findall(
        r"DESCRIPTION DU PROJET :\n(.*?)\nLieu de déploiement\t", annex(), re.DOTALL
    )
    printed = [block.split() for block in blocks]
    assert [one.description.split() for one in report().fiches] == printed


def test_the_counts_of_the_census() -> None:
    regions = Counter(code for one in report().fiches for code in region_codes(one.region))
    assert regions == {
        "01": 4, "02": 5, "03": 18, "04": 8, "05": 9, "06": 45, "07": 4, "08": 5,
        "09": 2, "10": 1, "12": 5, "13": 17, "14": 13, "15": 7, "16": 9, "17": 8,
    }  # fmt: skip
    assert Counter(stage_of(one.stage) for one in report().fiches) == {
        Stage.EN_APPLICATION: 112,
        Stage.EN_DEVELOPPEMENT: 27,
        Stage.EN_SUSPENS: 13,
    }
    assert Counter(modality_of(one.modality) for one in report().fiches) == {
        None: 59,
        Modality.ATELIERS: 47,
        Modality.TRAVAIL_DE_RUE: 15,
        Modality.GESTION_DE_CAS: 12,
        Modality.SOUTIEN_AUX_PARENTS: 5,
        Modality.ACTIVITE_SOCIALE: 4,
        Modality.HEBERGEMENT: 3,
        Modality.WEB: 2,
        Modality.AUTRE: 2,
        Modality.MENTORAT: 1,
        Modality.TEMOIGNAGES: 1,
        Modality.REFERENCEMENT: 1,
    }
    assert Counter(sexes_of(one.sexe) for one in report().fiches) == {
        (): 127,
        (Sexe.FEMININ,): 21,
        (Sexe.MASCULIN,): 4,
    }
    bounds = Counter(age_bounds(one.age_range) for one in report().fiches)
    assert bounds[None, None] == 47 + 18 + 1
    assert bounds[12, 25] == 24
    assert bounds[12, 17] == 14 + 1
    assert bounds[12, 18] == 10 + 1
    assert sum(bounds.values()) == 152


def test_no_closed_field_is_left_unread() -> None:
    assert {one.number: unread_fields(one) for one in report().fiches if unread_fields(one)} == {}


def test_the_problems_are_the_known_ones() -> None:
    found = Counter(
        (problem.field, problem.fiche, problem.reason.split(" : ")[1].split(".")[0])
        for problem in report().problems
    )
    cut = (28, 29, 30, 35, 46, 85, 106, 108, 109, 118, 141)
    assert found == Counter(
        [
            *(("types", number, "les coches sont perdues") for number in (10, 89, 147)),
            *(("description", n, "vide dans le rapport") for n in (2, 19, 56, 95, 100, 133)),
            *(("partners", number, "texte coupé vers 255 signes") for number in cut),
            ("partners", 152, "vide dans le rapport"),
        ]
    )


def test_every_line_of_the_annex_is_accounted_for_once() -> None:
    lines = text().split("\n")
    heading = max(n for n, line in enumerate(lines, 1) if line.startswith("ANNEXE C"))
    printed = {n: line for n, line in enumerate(lines, 1) if n > heading and line.strip()}
    uses = account(text())
    assert [use.line for use in uses] == sorted(printed)
    assert not [use for use in uses if PROBLEM in use.fields]
    end = max(n for n, line in printed.items() if line.startswith("Partenaire(s)"))
    headings = ("TYPE DE PROJET :", "CLIENTÈLE :", "DESCRIPTION DU PROJET :")
    assert {use.line for use in uses if use.fields == (FURNITURE,)} == {
        n for n, line in printed.items() if line in headings or not line.strip("-|\t ") or n > end
    }


def test_the_titles_are_the_lines_above_the_organization() -> None:
    lines = text().replace("’", "'").replace("**", "").split("\n")
    for one in report().fiches:
        organization = next(
            n for n, line in enumerate(lines) if n >= one.line and line.startswith("Organisme")
        )
        assert one.title == " ".join(" ".join(lines[one.line - 1 : organization]).split())
        assert "\t" in lines[one.line - 3] or one.number == 1


def short(text: str) -> dict[str, Any]:
    """A long text by its first and last words, and its length."""
    words = text.split()
    return {
        "first": " ".join(words[:3]),
        "last": " ".join(words[-3:]),
        "characters": len(text),
    }


@pytest.mark.parametrize("printed", AWKWARD, ids=lambda printed: str(printed["number"]))
def test_the_awkward_fiches_are_read_in_full(printed: dict[str, Any]) -> None:
    read = dict(vars(report().fiches[printed["number"] - 1]))
    for name in ("description", "objectives", "partners"):
        read[name] = short(read[name])
    read["types"] = [kind.value for kind in read["types"]]
    assert read == printed
    assert set(read) == {"number", "line", *FIELD_LABELS}
