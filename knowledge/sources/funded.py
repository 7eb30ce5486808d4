"""What the final report on bullying says was funded: its measures (table II), its annex's groups.

The text comes from a printed document: a title runs over several lines, white space is of
several kinds, and headings come again at the top of a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

PLAN = "intimidation-2020-2025"
"""Id of the plan whose final report this is."""

DOCUMENT = "Bilan du Plan d'action concerté 2020-2025 contre l'intimidation et la cyberintimidation"

_TABLE_I = re.compile(r"Tableau I [–-]")
_TABLE_II = re.compile(r"Tableau II [–-]")
_ANNEX = re.compile(r"Annexe [–-] Liste des organismes")

_DESCRIBED = re.compile(r"(\d{1,2})\. [A-ZÀ-Ý]")
_TABLE_I_ENDS = re.compile(r"Coordination et évaluation")

_AMOUNT = r"\d{1,3}(?: \d{3})* \$"
_AMOUNTS = re.compile(rf"(?:{_AMOUNT} ?){{5}}$")
_MEASURE = re.compile(r"(\d{1,2}) ([A-ZÀ-Ý].*)")
_LEAD = re.compile(r"(.+?) ([A-Z]{2,}(?:, [A-Z]{2,})*(?: \([A-Z]{2,}\))?)$")

_EDITION = re.compile(r"Édition (20\d\d)")
_GROUP = re.compile(r"(.+?) (20\d\d(?:(?:, | et )20\d\d)*)")
_RENAMED = re.compile(r" ?\(nouveau nom (.+) depuis (20\d\d)\)")
_PAGE = re.compile(r"(?:Ministère de la Famille )?\d{1,3}")


@dataclass(frozen=True)
class PrintedMeasure:
    """A row of table II; amounts in dollars.

    `lead`: short names as printed. `committed` and `spent_by_partners` are paid by ministries
    and bodies from their own means.
    """

    number: str
    title: str
    lead: tuple[str, ...]
    planned: int
    revised: int
    spent: int
    committed: int
    spent_by_partners: int

    @property
    def budget(self) -> int:
        """What was foreseen in all, as the report adds it up."""
        return self.planned + self.committed


@dataclass(frozen=True)
class PrintedGroup:
    """An organisation of the annex, its years of funding, and the year whose list it is in.

    `new_name`: what it is called since `renamed`.
    """

    name: str
    editions: tuple[int, ...]
    listed: int
    new_name: str = ""
    renamed: int | None = None


@dataclass(frozen=True)
class FundingReport:
    """`described`: the numbers of the measures of table I, where each one is told."""

    described: tuple[str, ...]
    measures: tuple[PrintedMeasure, ...]
    groups: tuple[PrintedGroup, ...]


def read_report(text: str) -> FundingReport:
    """Both tables' measures and the annex's organisations, in the order printed.

    Raises `ValueError`, with a French message, when a part is missing or a line is not understood.
    """
    lines = [_clean(line) for line in text.splitlines()]
    first, second, annex = (_place(lines, part) for part in (_TABLE_I, _TABLE_II, _ANNEX))
    if not first < second < annex:
        raise ValueError(_NOT_IT)
    return FundingReport(
        tuple(_described(lines[first:second])),
        tuple(_measures(lines[second + 1 : annex])),
        tuple(_groups(lines[annex + 1 :], annex + 2)),
    )


_NOT_IT = (
    "Ce texte n'est pas le bilan sur l'intimidation au complet : "
    "il y faut le tableau I, le tableau II et l'annexe des organismes."
)


def _clean(line: str) -> str:
    folded = unicodedata.normalize("NFKC", line).replace("’", "'")
    return " ".join(folded.split())


def _place(lines: list[str], part: re.Pattern[str]) -> int:
    found = [index for index, line in enumerate(lines) if part.match(line)]
    if not found:
        raise ValueError(_NOT_IT)
    return found[0]


def _described(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if _TABLE_I_ENDS.match(line):
            return
        found = _DESCRIBED.match(line)
        if found:
            yield found[1]


def _measures(lines: list[str]) -> Iterator[PrintedMeasure]:
    """A row begins at its number and ends at its five amounts; what is between two is headings."""
    number, row = "", ""
    for line in lines:
        begins, amounts = _MEASURE.match(line), _AMOUNTS.search(line)
        if number and begins:
            break
        number, row = (begins[1], begins[2]) if begins else (number, f"{row} {line}".strip())
        if amounts and number:
            yield _measure(number, row.removesuffix(amounts[0]).strip(), amounts[0])
        if amounts:
            number, row = "", ""
    if number:
        raise ValueError(f"Tableau II, mesure {number} : les cinq montants sont introuvables.")


def _measure(number: str, row: str, amounts: str) -> PrintedMeasure:
    found = _LEAD.fullmatch(row)
    if not found:
        raise ValueError(f"Tableau II, mesure {number} : la responsabilité est introuvable.")
    return PrintedMeasure(
        number,
        found[1],
        tuple(re.findall(r"[A-Z]+", found[2])),
        *(int(amount.replace(" ", "")) for amount in amounts.rstrip("$ ").split("$")),
    )


def _groups(lines: list[str], first: int) -> Iterator[PrintedGroup]:
    """An entry ends at its years; `first` is the number, in the file, of the first line."""
    listed, pieces = 0, ""
    for number, line in enumerate(lines, first):
        edition = _EDITION.fullmatch(line)
        if edition and pieces:
            raise ValueError(f"Ligne {number} : aucune année après « {pieces} ».")
        if edition:
            listed = int(edition[1])
        elif listed and line and not _PAGE.fullmatch(line):
            pieces = f"{pieces} {line}".strip()
        entry = _GROUP.fullmatch(pieces)
        if entry and pieces.count("(") == pieces.count(")"):
            yield _group(entry[1], entry[2], listed)
            pieces = ""
    if pieces:
        raise ValueError(f"Fin de l'annexe : aucune année après « {pieces} ».")


def _group(name: str, years: str, listed: int) -> PrintedGroup:
    editions = tuple(int(year) for year in re.findall(r"20\d\d", years))
    renamed = _RENAMED.search(name)
    if not renamed:
        return PrintedGroup(name, editions, listed)
    return PrintedGroup(_RENAMED.sub("", name), editions, listed, renamed[1], int(renamed[2]))
