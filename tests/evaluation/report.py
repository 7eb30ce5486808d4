"""The evaluation as one page: figures by side, by voice and by situation, pictures, misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from knowledge.vocabulary import Field
from tests.evaluation import measures
from tests.evaluation.measures import Read, Share
from tests.evaluation.pictures import calibration_picture, confusion_picture

TEMPLATES = Path(__file__).parent
NOT_READ = "—"
OURS = "Repère"


def percent(value: float) -> str:
    return f"{100 * value:.1f} %".replace(".", ",")


def shown(one: Share | None) -> str:
    """« 92,1 % (90,0–93,9), 428 sur 465 »."""
    if one is None or not one.total:
        return NOT_READ
    low, high = (f"{100 * bound:.1f}".replace(".", ",") for bound in one.interval)
    return f"{percent(one.value)} ({low}–{high}), {one.count} sur {one.total}"


Row = tuple[str, str, Sequence[str]]


def rows(sides: Mapping[str, Sequence[Read]]) -> list[Row]:
    """One line a measure: its title, its target, and a figure for each side."""
    about = {title: measures.situations(reads) for title, reads in sides.items()}
    f1 = {title: measures.macro_f1(measures.scores(reads)) for title, reads in sides.items()}
    ours = sides[OURS]
    # Ages and places of the others were looked at: for what is said, fresh voices only.
    unseen = [one for one in ours if one.item.fresh]
    others = [NOT_READ] * (len(sides) - 1)
    table: list[Row] = [
        (
            "situation juste après au plus une confirmation",
            "≥ 90 %",
            [shown(one.settled) for one in about.values()],
        ),
        (
            "première lecture juste, sans rien demander",
            "≥ 80 %",
            [shown(one.first) for one in about.values()],
        ),
        ("confirmation demandée", "≤ 20 %", [shown(one.asked) for one in about.values()]),
        (
            "juste quand rien n'est demandé",
            "",
            [shown(one.unasked) for one in about.values()],
        ),
        ("aucune situation lue", "", [shown(one.silent) for one in about.values()]),
        ("F1 moyen des 17 situations", "", [f"{one:.3f}".replace(".", ",") for one in f1.values()]),
        (
            "écart de calibration",
            "",
            [
                percent(measures.calibration_error(measures.calibration(reads)))
                for reads in sides.values()
            ],
        ),
        (
            "hors sujet pris pour une situation",
            "≤ 3 %",
            [shown(measures.accepted(reads)) for reads in sides.values()],
        ),
        (
            "hors sujet à qui l'on demande de préciser",
            "",
            [shown(measures.asked(reads)) for reads in sides.values()],
        ),
    ]
    for name, title, target in (
        (Field.AGE, "âge exact", "≥ 97 %"),
        (Field.REGION, "région exacte", "≥ 97 %"),
        (Field.PROFIL, "profil exact", "≥ 95 %"),
        (Field.SEXE, "sexe exact", ""),
    ):
        table.append((title, target, [shown(measures.facts(unseen, name).exact), *others]))
    for name, title in ((Field.AGE, "faux âge"), (Field.REGION, "faux lieu")):
        false = measures.facts(unseen, name).false
        table.append((f"{title} quand rien n'est dit", "≤ 0,5 %", [shown(false), *others]))
    false = measures.facts(ours, Field.PROFIL).false
    table.append(("profil lu quand rien ne le dit", "", [shown(false), *others]))
    return table


def by_voice(reads: Sequence[Read]) -> list[tuple[str, list[str]]]:
    """For each voice: messages, settled, asked, age, region and profile."""
    found = []
    for voice in dict.fromkeys(one.item.voice for one in reads):
        kept = [one for one in reads if one.item.voice == voice]
        about = measures.situations(kept)
        facts = [
            measures.facts(kept, name).exact for name in (Field.AGE, Field.REGION, Field.PROFIL)
        ]
        cells = [about.settled, about.first, about.asked, *facts]
        found.append((voice, [str(len(kept)), *(_short(one) for one in cells)]))
    return found


def _short(one: Share) -> str:
    return percent(one.value) if one.total else NOT_READ


def page(sides: Mapping[str, Sequence[Read]], made: str, notes: Sequence[str]) -> str:
    """The whole report as HTML; `made` says when and of what."""
    ours = sides[OURS]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"])
    )
    context: dict[str, Any] = {
        "made": made,
        "notes": notes,
        "sides": list(sides),
        "rows": rows(sides),
        "voices": by_voice(ours),
        "scores": {title: measures.scores(reads) for title, reads in sides.items()},
        "confusions": {
            title: confusion_picture(measures.confusion(reads)) for title, reads in sides.items()
        },
        "calibration": calibration_picture(
            {title: measures.calibration(reads) for title, reads in sides.items()}
        ),
        "missed": [
            one
            for one in ours
            if one.item.situation and not (one.offered if one.asked else one.right)
        ],
        "facts": {
            name: [
                (item, _said(expected), _said(told))
                for item, expected, told in measures.facts(ours, name).wrong
            ]
            for name in ("age", "region", "profil")
        },
        "accepted": [one for one in ours if one.item.out_of_scope and one.situation],
    }
    return environment.get_template("report.html").render(context)


def _said(value: Any) -> str:
    if value is None:
        return "rien"
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
