"""Do the measures still say what the government's plan says? Field by field, action by action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.census_check import Comparison, Difference
from knowledge.measures import Measure, Plan, plans
from knowledge.records import Source
from knowledge.sources import action_plan
from knowledge.sources.action_plan import Action
from knowledge.sources.census import text_digest

AS_PRINTED = (
    "axis",
    "lead",
    "partners",
    "recommendations",
    "budget",
    "budget_shared_with",
    "self_funded",
    "adaptation",
    "accessibility",
)
"""Fields that a measure holds as the table prints them."""


def shipped() -> Plan:
    """The plan of the data files. Raises `ValueError`, in French, when there is none."""
    found = next((plan for plan in plans() if plan.id == action_plan.PLAN), None)
    if found is None:
        raise ValueError(f"Le plan « {action_plan.PLAN} » n'est pas parmi les données.")
    return found


def compare(text: str, plan: Plan) -> Comparison:
    """Every field of every action of the table, against the measures of the plan.

    An action or a measure without its other side is one difference, on « action ». Of the title,
    the digest is compared, and of the deliverables, how many there are: our words are not theirs.
    Raises `ValueError`, with a French message, when the text is not the table.
    """
    actions = {action.number: action for action in action_plan.read_table(text)}
    measures = {measure.number: measure for measure in plan.measures}
    numbers = list(dict.fromkeys([*actions, *measures]))
    differences = [
        difference
        for number in numbers
        for difference in _between(number, actions.get(number), measures.get(number))
    ]
    return Comparison(len(numbers), tuple(differences))


def _between(number: str, action: Action | None, measure: Measure | None) -> Iterator[Difference]:
    place = action_plan.locator(number)
    if action is None or measure is None:
        yield Difference(
            place, "action", action.title if action else None, measure.summary if measure else None
        )
        return
    yield from _fields(place, action, measure)


def _fields(place: str, action: Action, measure: Measure) -> Iterator[Difference]:
    for name in AS_PRINTED:
        printed, held = _plain(getattr(action, name)), getattr(measure, name)
        if printed != held:
            yield Difference(place, name, printed, held)
    if len(action.deliverables) != len(measure.deliverables):
        yield Difference(place, "deliverables", _plain(action.deliverables), measure.deliverables)
    if (title := text_digest(action.title)) != measure.digest:
        yield Difference(place, "digest", title, measure.digest)
    source = Source(document=action_plan.DOCUMENT, locator=place)
    if source != measure.source:
        yield Difference(place, "source", source, measure.source)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
