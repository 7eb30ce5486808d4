"""Reads the fiches of the 2022 provincial census from the report's own text.

Source: « Recension provinciale des initiatives pour contrer l'exploitation
sexuelle des mineurs », final report, July 2022, Annex C. Values are given as
printed, without remains of mark-up and with one kind of apostrophe. Nothing is
dropped in silence: `account` says what became of each line.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.sources.census_fields import fold, type_of
from knowledge.sources.census_lines import Kind, Line, annex_lines, clean, fiche_starts
from knowledge.vocabulary import ServiceType

FURNITURE = "furniture"
PROBLEM = "problem"


@dataclass(frozen=True)
class Fiche:
    """One initiative; `line` is its title's, counted from 1 in the file."""

    number: int
    line: int
    title: str
    organization: str
    region: str
    year: str
    stage: str
    main_target: bool | None
    other_target: str
    types: tuple[ServiceType, ...]
    includes_youth: bool | None
    age_range: str
    sexe: str
    involvement: str
    other_clientele: str
    description: str
    deployment: str
    frequency: str
    objectives: str
    modality: str
    partners: str


@dataclass(frozen=True)
class Problem:
    """What could not be read, where, and what to do about it (in French)."""

    fiche: int | None
    line: int
    field: str
    reason: str


@dataclass(frozen=True)
class Report:
    """What the report says, and what could not be read in it."""

    fiches: tuple[Fiche, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class LineUse:
    """What became of a line: fields of a fiche, `FURNITURE` or `PROBLEM`."""

    line: int
    fiche: int | None
    fields: tuple[str, ...]


FIELD_LABELS: dict[str, str] = {
    "title": "Titre",
    "organization": "Organisme porteur",
    "region": "Région administrative",
    "year": "Année de création",
    "stage": "Stade de développement",
    "main_target": "Exploitation sexuelle, cible principale",
    "other_target": "Cible principale (si autre)",
    "types": "Type de projet",
    "includes_youth": "La clientèle inclut des jeunes",
    "age_range": "Tranche d'âge ciblée",
    "sexe": "Sexe des jeunes",
    "involvement": "Type d'implication",
    "other_clientele": "Autre clientèle ciblée",
    "description": "Description du projet",
    "deployment": "Lieu de déploiement",
    "frequency": "Fréquence des activités",
    "objectives": "Objectif(s)",
    "modality": "Principale modalité d'intervention",
    "partners": "Partenaire(s) officiel(s)",
}

_MAY_BE_EMPTY = frozenset({"other_clientele"})
_MAY_CONTINUE = frozenset({"objectives", "partners", "other_clientele"})
_CUT_LENGTHS = range(254, 258)
"""Lengths, in characters, of a text cut by the census's own form (255, give or take a space)."""
_YES_NO_FIELDS = frozenset({"main_target", "includes_youth"})
_TEXT_SECTIONS = ("title", "organization", "description")
_SECTIONS = {Kind.TYPES: "types", Kind.CLIENTELE: "", Kind.DESCRIPTION: "description"}
_YES_NO = {"oui": True, "non": False}
_TARGETS = re.compile(r"(oui|non)\b\s*(.*)", re.IGNORECASE)
_BOX = re.compile(r"<input([^>]*)>([^|<]*)")

_IMPRINT = frozenset(
    {
        "centre integre",
        "universitaire de sante",
        "et de services sociaux",
        "de la capitale-nationale",
        "du centre-sud-",
        "de-l'ile-de-montreal",
        "quebec",
        "institut",
        "universitaire",
        "jeunes en difficulte",
    }
)
"""Words of the two publishers' logos, printed after the last fiche."""


def read_report(text: str) -> Report:
    """The fiches of Annex C, in order, and what could not be read.

    Raises `ValueError`, with a French message, when there is no Annex C or no
    fiche in it.
    """
    reader = _read(text)
    problems = sorted(reader.problems, key=lambda problem: problem.line)
    return Report(tuple(draft.fiche() for draft in reader.drafts), tuple(problems))


def account(text: str) -> tuple[LineUse, ...]:
    """What became of each non-blank line of Annex C, in the file's order."""
    return tuple(sorted(_read(text).uses, key=lambda use: use.line))


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.read(annex_lines(text))
    if not reader.drafts:
        raise ValueError(
            "L'annexe C ne contient aucune fiche : vérifiez que le texte du rapport est complet."
        )
    return reader


@dataclass
class _Draft:
    """A fiche being read: the pieces of each field, in the order met."""

    number: int
    line: int
    pieces: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    boxes: dict[ServiceType, bool | None] = field(default_factory=dict)

    def add(self, name: str, piece: str, line: int) -> None:
        self.announce(name, line)
        self.pieces[name].append(piece)

    def announce(self, name: str, line: int) -> None:
        self.pieces.setdefault(name, [])
        self.lines.setdefault(name, line)

    def value(self, name: str) -> str:
        return " ".join(piece for piece in self.pieces.get(name, ()) if piece)

    def fiche(self) -> Fiche:
        return Fiche(
            number=self.number,
            line=self.line,
            title=self.value("title"),
            organization=self.value("organization"),
            region=self.value("region"),
            year=self.value("year"),
            stage=self.value("stage"),
            main_target=_YES_NO.get(fold(self.value("main_target"))),
            other_target=self.value("other_target"),
            types=tuple(kind for kind in ServiceType if self.boxes.get(kind)),
            includes_youth=_YES_NO.get(fold(self.value("includes_youth"))),
            age_range=self.value("age_range"),
            sexe=self.value("sexe"),
            involvement=self.value("involvement"),
            other_clientele=self.value("other_clientele"),
            description=self.value("description"),
            deployment=self.value("deployment"),
            frequency=self.value("frequency"),
            objectives=self.value("objectives"),
            modality=self.value("modality"),
            partners=self.value("partners"),
        )

    def problem(self, name: str, reason: str) -> Problem:
        return Problem(self.number, self.lines.get(name, self.line), name, reason)

    def lacks(self) -> Iterator[Problem]:
        """What this fiche lacks, once all its lines are read."""
        for name, label in FIELD_LABELS.items():
            value = self.value(name)
            if name == "types":
                yield from self._types_lacks()
            elif name not in self.pieces:
                yield self.problem(name, f"{label} : introuvable. Voyez la page imprimée.")
            elif not value and name not in _MAY_BE_EMPTY:
                yield self.problem(name, f"{label} : vide dans le rapport. À compléter au besoin.")
            elif name in _YES_NO_FIELDS and fold(value) not in _YES_NO:
                reason = f"{label} : on attend oui ou non, pas « {value} ». Voyez la page imprimée."
                yield self.problem(name, reason)
            elif name == "partners" and len(value) in _CUT_LENGTHS:
                reason = f"{label} : texte coupé vers 255 signes. La fin manque peut-être."
                yield self.problem(name, reason)

    def _types_lacks(self) -> Iterator[Problem]:
        label = FIELD_LABELS["types"]
        missing = ", ".join(kind.value for kind in ServiceType if kind not in self.boxes)
        if not self.boxes:
            yield self.problem("types", f"{label} : introuvable. Voyez la page imprimée.")
        elif missing:
            reason = f"{label} : cases introuvables ({missing}). Voyez la page imprimée."
            yield self.problem("types", reason)
        elif all(state is None for state in self.boxes.values()):
            reason = f"{label} : les coches sont perdues. Relevez-les sur la page imprimée."
            yield self.problem("types", reason)
        elif not any(self.boxes.values()):
            yield self.problem("types", f"{label} : rien n'est coché. Voyez la page imprimée.")


class _Reader:
    """Follows the lines of the annex, one fiche after the other."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.problems: list[Problem] = []
        self.uses: list[LineUse] = []
        self._section = ""
        self._last_row = ""

    def read(self, lines: list[Line]) -> None:
        starts = set(fiche_starts(lines))
        for index, line in enumerate(lines):
            if index in starts:
                self.drafts.append(_Draft(len(self.drafts) + 1, line.number))
                self._section, self._last_row = "title", ""
            if line.kind in (Kind.RULE, Kind.FURNITURE):
                self._use(line, FURNITURE)
            elif line.kind is not Kind.BLANK and self.drafts:
                self._take(line, self.drafts[-1])
            elif line.kind is not Kind.BLANK:
                self._unattached(line)
        self.problems.extend(lack for draft in self.drafts for lack in draft.lacks())

    def _take(self, line: Line, draft: _Draft) -> None:
        if line.kind in _SECTIONS:
            self._begin_section(line, draft)
        elif line.kind is Kind.ROW:
            self._take_row(line, draft)
        elif line.kind is Kind.CONTINUATION and self._last_row in _MAY_CONTINUE:
            self._keep(line, draft, self._last_row)
        elif line.kind is Kind.OPTIONS and self._section == "types":
            self._take_options(line, draft)
        elif line.kind is Kind.ORGANIZATION:
            self._section = "organization"
            self._keep(line, draft, "organization")
        elif line.kind in (Kind.TEXT, Kind.OPTIONS) and self._section in _TEXT_SECTIONS:
            self._keep(line, draft, self._section)
        elif fold(line.text) in _IMPRINT and "partners" in draft.pieces:
            self._use(line, FURNITURE)
        else:
            self._unattached(line)

    def _begin_section(self, line: Line, draft: _Draft) -> None:
        self._section, self._last_row = _SECTIONS[line.kind], ""
        self._use(line, FURNITURE)
        if self._section:
            draft.announce(self._section, line.number)

    def _take_row(self, line: Line, draft: _Draft) -> None:
        self._section = ""
        self._last_row = line.fields[-1] if line.fields else ""
        values = _split_targets(line.text) if len(line.fields) == 2 else (line.text,)
        repeated = [name for name in line.fields if name in draft.pieces]
        if repeated or not line.fields:
            self._last_row = ""
            self._unattached(line)
            return
        for name, value in zip(line.fields, values, strict=True):
            draft.add(name, value, line.number)
        self._use(line, *line.fields)

    def _take_options(self, line: Line, draft: _Draft) -> None:
        """Options with their boxes (in cells or one a line), or bare when boxes are lost."""
        boxes = [("checked" in attributes, name) for attributes, name in _BOX.findall(line.text)]
        rest = _BOX.sub("", line.text).strip("-| ")
        options: list[tuple[bool | None, str]] = [*boxes, *([(None, rest)] if rest else [])]
        for state, name in options:
            kind = type_of(clean(name))
            if kind is None or kind in draft.boxes:
                self._unattached(line, "types")
                return
            draft.boxes[kind] = state
        self._use(line, "types")

    def _keep(self, line: Line, draft: _Draft, name: str) -> None:
        draft.add(name, line.text, line.number)
        self._use(line, name)

    def _use(self, line: Line, *fields: str) -> None:
        number = self.drafts[-1].number if self.drafts else None
        self.uses.append(LineUse(line.number, number, fields))

    def _unattached(self, line: Line, name: str = "") -> None:
        number = self.drafts[-1].number if self.drafts else None
        shown = textwrap.shorten(line.text, 60, placeholder="…")
        reason = f"Ligne non reconnue : « {shown} ». Rattachez-la à la main au bon champ."
        self.problems.append(Problem(number, line.number, name or "".join(line.fields[:1]), reason))
        self._use(line, PROBLEM)


def _split_targets(text: str) -> tuple[str, str]:
    match = _TARGETS.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")
