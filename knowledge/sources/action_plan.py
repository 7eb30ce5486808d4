"""Reads the actions of the government's plan against sexual exploitation from its summary table.

Source: « Briser le cycle de l'exploitation sexuelle : Plan d'action gouvernemental 2021-2026 en
réponse aux recommandations de la Commission spéciale sur l'exploitation sexuelle des mineurs »,
annex 4. Eight cells a row, between tabs; lists are remains of HTML, with or without bullets.
"""

from __future__ import annotations

import csv
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from knowledge.sources.census_fields import fold

PLAN = "exploitation-2021-2026"
DOCUMENT = (
    "Plan d'action gouvernemental 2021-2026 contre l'exploitation sexuelle des mineurs, annexe 4"
)


@dataclass(frozen=True)
class Action:
    """A row of the table, as printed.

    `axis`: its name without what follows the colon. `recommendations`: of the commission, none
    when the action is the government's own. `budget`: dollars; `budget_shared_with`: the other
    actions that the same sum is for.
    """

    number: str
    axis: str
    title: str
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    recommendations: tuple[int, ...]
    budget: int | None
    budget_shared_with: tuple[str, ...]
    self_funded: bool
    adaptation: bool
    accessibility: bool
    deliverables: tuple[str, ...]


_HEAD = "Actions\tPorteur\tCollaborateurs\tRecom CSESM\tBudget\tRéalités autochtones\t\tLivrables"
_UNDER_HEAD = "\t\t\t\t\tAdaptation\tAccessibilité\t"
_WIDTH = len(_HEAD.split("\t"))
_NUMBER = r"[A-Z]?\d{1,2}"
_AXIS = re.compile(r"(Axe \d+ [-–—] [^:]+|Volet [^:]+)(?: : .+)?")
_ACTION = re.compile(rf"({_NUMBER})\. (.+)")
_RECOMMENDATIONS = re.compile(r"N\D*(\d+(?:, ?\d+)*)")
_OF_THE_GOVERNMENT = "initiative gouv."
_SELF_FUNDED = "autofinance"
_BUDGET = re.compile(rf"(\d[\d ]*)\$(?: pour les mesures ({_NUMBER}(?:(?:, ?| et ){_NUMBER})*))?")
_BULLET = re.compile("[›↳→➤➢•]")
_LINKS = frozenset({"à", "au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "sur"})
"""Words after which a capital does not begin a new item."""


def locator(number: str) -> str:
    """Place of an action in the table: « action 28 », « action A1 »."""
    return f"action {number}"


def read_table(text: str) -> tuple[Action, ...]:
    """The actions, in the table's order.

    Raises `ValueError`, with a French message that names the line, when the text is not that table.
    """
    actions: dict[str, Action] = {}
    axis = ""
    for line, cells in _rows(text):
        try:
            if found := _AXIS.fullmatch(_bare(cells[0])):
                axis = found[1].replace(" - ", " – ")
                continue
            action = _action(axis, cells)
            if action.number in actions:
                raise ValueError(f"l'action {action.number} est déjà écrite.")
        except ValueError as error:
            raise ValueError(f"Ligne {line} : {error}") from error
        actions[action.number] = action
    if not actions:
        raise ValueError(
            "Aucune action sous les titres « Actions, Porteur, Collaborateurs… » : donnez le texte "
            "complet du tableau synthèse, à l'annexe 4."
        )
    return tuple(actions.values())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of eight cells under the first head, with their line; heads come again on each page."""
    reader = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    heads = [[fold(cell) for cell in head.split("\t")] for head in (_HEAD, _UNDER_HEAD)]
    begun = False
    try:
        for row in reader:
            cells = row + [""] * (_WIDTH - len(row))
            folded = [fold(cell) for cell in cells]
            if folded == heads[0]:
                begun = True
            elif begun and any(folded) and folded not in heads:
                yield reader.line_num, cells
    except csv.Error as error:
        raise ValueError(f"Ligne {reader.line_num} illisible : ce n'est pas du texte.") from error


def _action(axis: str, cells: list[str]) -> Action:
    if len(cells) != _WIDTH:
        raise ValueError(f"{len(cells)} cases au lieu de {_WIDTH}.")
    name, lead, partners, recommendations, budget, adaptation, accessibility, deliverables = cells
    found = _ACTION.fullmatch(_bare(name))
    if not found:
        shown = textwrap.shorten(_bare(name), 60, placeholder="…")
        raise ValueError(f"« {shown} » n'est ni un axe ni une action numérotée.")
    if not axis:
        raise ValueError(f"l'action {found[1]} vient avant tout axe.")
    dollars, shared = _budget(budget, found[1])
    return Action(
        number=found[1],
        axis=axis,
        title=found[2],
        lead=_lead(lead),
        partners=_items(partners),
        recommendations=_recommendations(recommendations),
        budget=dollars,
        budget_shared_with=shared,
        self_funded=dollars is None,
        adaptation=_checked(adaptation),
        accessibility=_checked(accessibility),
        deliverables=_items(deliverables),
    )


def _lead(cell: str) -> tuple[str, ...]:
    names = tuple(_bare(cell).split())
    if not names or not all(name.isupper() for name in names):
        raise ValueError(f"porteur illisible « {_bare(cell)} »; des sigles sont attendus.")
    return names


def _recommendations(cell: str) -> tuple[int, ...]:
    text = _bare(cell)
    if fold(text) == _OF_THE_GOVERNMENT:
        return ()
    if found := _RECOMMENDATIONS.fullmatch(text):
        return tuple(int(number) for number in found[1].split(","))
    raise ValueError(f"recommandations illisibles « {text} ».")


def _budget(cell: str, number: str) -> tuple[int | None, tuple[str, ...]]:
    """Dollars, `None` when self-funded; and the other actions of that sum."""
    text = _bare(cell).replace("\\", "")
    if fold(text) == _SELF_FUNDED:
        return None, ()
    found = _BUDGET.fullmatch(text)
    together = re.findall(_NUMBER, found[2] or number) if found else []
    if not found or number not in together:
        raise ValueError(f"budget illisible « {text} » pour l'action {number}.")
    return int(found[1].replace(" ", "")), tuple(one for one in together if one != number)


def _checked(cell: str) -> bool:
    text = _bare(cell)
    if text not in ("", "X"):
        raise ValueError(f"« {text} » là où un X, ou rien, est attendu.")
    return text == "X"


class _Cell(HTMLParser):
    """The text of a cell; a bullet where an item of a list begins."""

    def __init__(self, cell: str) -> None:
        super().__init__()
        self.text = ""
        self.listed = False
        self.feed(cell)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.listed = self.listed or tag == "ul"
        if tag == "li":
            self.text += "•"

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(cell: str) -> _Cell:
    try:
        read = _Cell(cell)
    except AssertionError as error:  # how html.parser refuses a broken declaration
        raise ValueError(f"balises illisibles dans « {cell} ».") from error
    read.text = " ".join(read.text.replace("’", "'").split())
    return read


def _bare(cell: str) -> str:
    return _read(cell).text


def _items(cell: str) -> tuple[str, ...]:
    """The items of a list; where its bullets are lost, a capital begins each one."""
    read = _read(cell)
    if read.listed and not _BULLET.search(read.text):
        return tuple(_by_capitals(read.text))
    return tuple(item.strip() for item in _BULLET.split(read.text) if item.strip())


def _by_capitals(text: str) -> Iterator[str]:
    item: list[str] = []
    for word in text.split():
        if item and word[0].isupper() and item[-1] not in _LINKS:
            yield " ".join(item)
            item = []
        item.append(word)
    if item:
        yield " ".join(item)
