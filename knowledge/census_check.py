"""Does the directory still say what the census says? Field by field, fiche by fiche."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.records import ServiceRecord
from knowledge.sources import census
from knowledge.sources.census_fields import fold
from knowledge.sources.recension import Fiche, read_report

PRINTED_IN = {
    "stage": "stage",
    "types": "types",
    "modality": "modality",
    "minimum_age": "age_range",
    "maximum_age": "age_range",
    "sexes": "sexe",
    "regions": "region",
}
"""Field of a record → field of the fiche it follows from; `province` may widen the regions."""


@dataclass(frozen=True)
class Difference:
    """What a fiche and a record say of one field, in plain values.

    `explained` is true when the record's note quotes what the fiche prints, as
    one does to say why it is not followed.
    """

    locator: str
    field: str
    report: Any
    record: Any
    explained: bool = False


@dataclass(frozen=True)
class Comparison:
    """How many fiches there are on either side, and where the two sides differ."""

    total: int
    differences: tuple[Difference, ...]

    @property
    def faults(self) -> tuple[Difference, ...]:
        """The differences that no note explains."""
        return tuple(item for item in self.differences if not item.explained)

    @property
    def agreeing(self) -> int:
        return self.total - len({item.locator for item in self.faults})


def compare(text: str, services: Iterable[ServiceRecord]) -> Comparison:
    """Every field of every fiche of the report, against the records of the census.

    A fiche or a record without its other side is one difference, on « fiche ».
    The name and the organisation shown to people are not compared: they may
    correct the census's, whose own are compared as facts.
    Raises `ValueError`, with a French message, when the text is not the report.
    """
    fiches = {census.locator(fiche.number): fiche for fiche in read_report(text).fiches}
    records = {
        record.source.locator: record
        for record in services
        if record.source.document == census.DOCUMENT
    }
    locators = list(dict.fromkeys([*fiches, *records]))
    differences = [
        difference
        for locator in locators
        for difference in _between(locator, fiches.get(locator), records.get(locator))
    ]
    return Comparison(len(locators), tuple(differences))


def _between(
    locator: str, fiche: Fiche | None, record: ServiceRecord | None
) -> Iterator[Difference]:
    if fiche is None or record is None:
        yield Difference(
            locator, "fiche", fiche.title if fiche else None, record.name if record else None
        )
        return
    yield from fact_differences(fiche, record)
    yield from derived_differences(fiche, record)


def fact_differences(fiche: Fiche, record: ServiceRecord) -> Iterator[Difference]:
    """The printed fields that the record does not hold as the fiche prints them."""
    printed = census.facts(fiche).dict()
    held = record.census.dict() if record.census else {}
    for name, value in printed.items():
        if held.get(name) != value:
            yield Difference(
                census.locator(fiche.number),
                f"census.{name}",
                _plain(value),
                _plain(held.get(name)),
            )


def derived_differences(fiche: Fiche, record: ServiceRecord) -> Iterator[Difference]:
    """The fields that follow from the fiche and that the record holds otherwise."""
    derived = census.derived(fiche)
    for name in PRINTED_IN:
        expected, found = derived.get(name), _plain(getattr(record, name))
        if expected != (None if found == [] else found):
            yield Difference(
                census.locator(fiche.number), name, expected, found, explained(fiche, record, name)
            )


def explained(fiche: Fiche, record: ServiceRecord, name: str) -> bool:
    """Whether the record's note quotes, in « », the printed words it departs from."""
    note = fold(record.note or "")
    if name == "types":
        return "type de projet" in note
    return f"« {fold(getattr(fiche, PRINTED_IN[name]))} »" in note


def _plain(value: Any) -> Any:
    """Vocabulary terms as their words, alone or in a list."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return getattr(value, "value", value)
