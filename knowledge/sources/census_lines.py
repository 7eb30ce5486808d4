"""What each line of Annex C is, on its own: the reader's alphabet.

The text is an optical reading of a printed document: labels come with two
kinds of apostrophes, two labels may share one row, and remains of HTML or
Markdown stay in the values.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.sources.census_fields import fold, type_of


class Kind(Enum):
    """What a line is by its form alone."""

    BLANK = auto()
    FURNITURE = auto()
    RULE = auto()
    ORGANIZATION = auto()
    ROW = auto()
    CONTINUATION = auto()
    TYPES = auto()
    CLIENTELE = auto()
    DESCRIPTION = auto()
    OPTIONS = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Line:
    """One line of the file; `fields` are the fields that its label announces."""

    number: int
    kind: Kind
    text: str
    fields: tuple[str, ...] = ()


HEAD_ROWS: dict[str, tuple[str, ...]] = {
    "region administrative": ("region",),
    "annee de creation": ("year",),
    "stade de developpement": ("stage",),
    "l'exploitation sexuelle est-elle la cible principale?": ("main_target",),
    "l'exploitation sexuelle est-elle la cible principale? cible principale (si autre) :": (
        "main_target",
        "other_target",
    ),
    "cible principale (si autre) :": ("other_target",),
}

BODY_ROWS: dict[str, tuple[str, ...]] = {
    "la clientele inclut des jeunes": ("includes_youth",),
    "tranche d'age ciblee": ("age_range",),
    "sexe des jeunes": ("sexe",),
    "type d'implication": ("involvement",),
    "autre clientele ciblee": ("other_clientele",),
    "lieu de deploiement": ("deployment",),
    "frequence des activites": ("frequency",),
    "objectif(s)": ("objectives",),
    "principale modalite d'intervention": ("modality",),
    "partenaire(s) officiel(s)": ("partners",),
}

HEAD_FIELDS = frozenset(field for fields in HEAD_ROWS.values() for field in fields)

_HEADINGS = {
    "type de projet": Kind.TYPES,
    "clientele": Kind.CLIENTELE,
    "description du projet": Kind.DESCRIPTION,
}

_ANNEX = re.compile(r"[#*\s]*annexe ([a-z])\s*:(?!.*\s\d+[*\s]*$)")
_ORGANIZATION = re.compile(r"\W*organisme porteur\s*(?::|$)\s*", re.IGNORECASE)
_RULE = re.compile(r"[-|:\s]*-[-|:\s]*|[|\s]+")
_PAGE_OR_IMAGE = re.compile(r"(page )?\d{1,3}|!\[.*\]\(.*\)|<img\b[^>]*>|figure \d{1,3}")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def clean(text: str) -> str:
    """The text without remains of mark-up; one kind of apostrophe and space."""
    bare = html.unescape(_TAG.sub(" ", text)).replace("**", "").replace("’", "'")
    return " ".join(re.sub(r"^\s*#{1,6}\s", "", bare).split())


def annex_lines(text: str) -> list[Line]:
    """The lines of Annex C after its heading, numbered from 1 as in the file.

    An entry of the table of contents, which ends with a page number, is no
    heading; a heading repeated at the top of a page does not begin anew.
    Raises `ValueError` (in French) when there is no Annex C.
    """
    raw = text.split("\n")
    start = end = None
    for index, line in enumerate(raw):
        heading = _ANNEX.match(fold(line))
        if heading and heading[1] == "c" and (start is None or end is not None):
            start, end = index, None
        elif heading and heading[1] != "c" and end is None:
            end = index
    if start is None:
        raise ValueError(
            "Ce document n'a pas d'annexe C : vérifiez qu'il s'agit bien du rapport de recension."
        )
    return [
        classify(number, line) for number, line in enumerate(raw[:end], 1) if number > start + 1
    ]


def classify(number: int, raw: str) -> Line:
    """The line by its form alone; where it stands is the reader's affair."""
    text = clean(raw)
    if not raw.strip():
        return Line(number, Kind.BLANK, "")
    if _RULE.fullmatch(raw):
        return Line(number, Kind.RULE, "")
    if "checkbox" in raw or (type_of(raw.strip().removeprefix("- ")) and raw.startswith("- ")):
        return Line(number, Kind.OPTIONS, raw.strip())
    if "\t" in raw:
        return _classify_row(number, raw)
    folded = fold(text)
    if kind := _HEADINGS.get(folded.rstrip(" :")):
        return Line(number, kind, text)
    if match := _ORGANIZATION.match(text):
        return Line(number, Kind.ORGANIZATION, text[match.end() :], ("organization",))
    if not text or _PAGE_OR_IMAGE.fullmatch(folded) or _ANNEX.match(folded):
        return Line(number, Kind.FURNITURE, text)
    return Line(number, Kind.TEXT, text)


def _classify_row(number: int, raw: str) -> Line:
    label, _, value = raw.partition("\t")
    if not label.strip():
        return Line(number, Kind.CONTINUATION, clean(value))
    folded = fold(clean(label))
    fields = HEAD_ROWS.get(folded) or BODY_ROWS.get(folded)
    if fields is None:
        return Line(number, Kind.ROW, clean(raw))
    return Line(number, Kind.ROW, clean(value), fields)


def fiche_starts(lines: list[Line]) -> Iterator[int]:
    """Indexes of the first line of each fiche: its title's, or what is left of its head.

    A fiche is known by its « Organisme porteur » or, should it be missing, by
    the first row of its head; the text above, up to a row, is its title.
    """
    in_head = False
    for index, line in enumerate(lines):
        is_head_row = line.kind is Kind.ROW and not HEAD_FIELDS.isdisjoint(line.fields)
        if line.kind is Kind.ORGANIZATION or (is_head_row and not in_head):
            yield _title_start(lines, index)
            in_head = True
        elif line.kind is Kind.TYPES or (line.kind is Kind.ROW and not is_head_row):
            in_head = False


def _title_start(lines: list[Line], anchor: int) -> int:
    start = anchor
    last_paragraph = anchor
    for index in range(anchor - 1, -1, -1):
        kind = lines[index].kind
        if kind is Kind.TEXT:
            start = index
        elif kind is Kind.BLANK and last_paragraph == anchor and start < anchor:
            last_paragraph = start
        elif kind is Kind.DESCRIPTION:
            return last_paragraph
        elif kind not in (Kind.BLANK, Kind.FURNITURE):
            break
    return start
