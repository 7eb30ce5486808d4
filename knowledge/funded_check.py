"""Do the funded organisations and the plan's measures still say what the final report says?

What is on one side alone is a difference too. Every function raises `ValueError`, with a French
message, when the text is not the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.census_check import Comparison, Difference
from knowledge.funded import FundedOrganization
from knowledge.measures import Measure, Plan, plans
from knowledge.sources.census import text_digest
from knowledge.sources.funded import PLAN, PrintedGroup, PrintedMeasure, read_report


def shipped() -> Plan:
    """The plan of the data files. Raises `ValueError`, in French, when there is none."""
    found = next((plan for plan in plans() if plan.id == PLAN), None)
    if found is None:
        raise ValueError(f"Le plan « {PLAN} » n'est pas parmi les données.")
    return found


def compare_organizations(text: str, held: Iterable[FundedOrganization]) -> Comparison:
    """The report's annex against the organisations of the data file."""
    printed = {group.name: group for group in read_report(text).groups}
    ours = {organization.name: organization for organization in held}
    names = list(dict.fromkeys([*printed, *ours]))
    differences = [
        difference
        for name in names
        for difference in _of_organization(name, printed.get(name), ours.get(name))
    ]
    return Comparison(len(names), tuple(differences))


def compare_measures(text: str, plan: Plan) -> Comparison:
    """The measures of both tables of the report against those of the plan.

    Table I tells each one, table II gives its title, its lead and its sums; what was spent is
    looked for among the figures.
    """
    report = read_report(text)
    rows = {row.number: row for row in report.measures}
    ours = {measure.number: measure for measure in plan.measures}
    numbers = list(dict.fromkeys([*report.described, *rows, *ours]))
    differences = [
        difference
        for number in numbers
        for difference in (
            *_presence(number, number in report.described, number in rows, number in ours),
            *_of_measure(rows.get(number), ours.get(number)),
        )
    ]
    return Comparison(len(numbers), tuple(differences))


def _of_organization(
    name: str, group: PrintedGroup | None, organization: FundedOrganization | None
) -> Iterator[Difference]:
    if group is None or organization is None:
        yield Difference(name, "organisme", group and name, organization and name)
        return
    yield from _unequal(
        name,
        ("editions", list(group.editions), list(organization.editions)),
        ("new_name", group.new_name or None, organization.new_name),
        ("renamed", group.renamed, organization.renamed),
    )


def _presence(number: str, described: bool, summed: bool, held: bool) -> Iterator[Difference]:
    for table, printed in (("tableau I", described), ("tableau II", summed)):
        if printed != held:
            yield Difference(
                f"mesure {number}", table, number if printed else None, number if held else None
            )


def _of_measure(row: PrintedMeasure | None, measure: Measure | None) -> Iterator[Difference]:
    if row is None or measure is None:
        return
    spent = dollars(row.spent + row.spent_by_partners)
    told = any(figure.said == f"Dépense totale : {spent}." for figure in measure.figures)
    yield from _unequal(
        f"mesure {row.number}",
        ("lead", list(row.lead), measure.lead),
        ("budget", row.budget, measure.budget),
        ("digest", text_digest(row.title), measure.digest),
        ("figures", spent, spent if told or spent == dollars(0) else None),
    )


def dollars(amount: int) -> str:
    """« 938 882 $ »."""
    return f"{amount:,} $".replace(",", " ")


def _unequal(locator: str, *fields: tuple[str, Any, Any]) -> Iterator[Difference]:
    """One difference for each field whose two values, printed and held, differ."""
    for name, printed, held in fields:
        if printed != held:
            yield Difference(locator, name, printed, held)
