"""Services that answer the same needs in the same places: where to turn when one is full."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from knowledge.matching import ages_meet
from knowledge.services import Service
from knowledge.vocabulary import Stage

MOST = 5


def neighbours(
    service: Service, services: Iterable[Service], most: int = MOST
) -> tuple[Service, ...]:
    """At most `most` others that share a region and a situation, nearest first.

    Near: it runs, it receives people alike, and serves the same ages, regions and situations.
    """
    near = [
        one
        for one in services
        if one.publishable
        and one.id != service.id
        and not set(one.regions).isdisjoint(service.regions)
        and not set(one.situations).isdisjoint(service.situations)
    ]
    return tuple(sorted(near, key=lambda one: _distance(service, one))[:most])


def _distance(service: Service, other: Service) -> tuple[object, ...]:
    """Smaller is nearer."""
    return (
        other.stage != Stage.EN_APPLICATION,
        not ages_meet(other, service.minimum_age, service.maximum_age),
        other.direct_access != service.direct_access,
        -_shared(service.situations, other.situations) - _shared(service.regions, other.regions),
        other.name,
        other.id,
    )


def _shared(some: Collection[str], others: Collection[str]) -> float:
    """Which part of two lists is common, from 0 to 1."""
    every = {*some, *others}
    return len({*some} & {*others}) / len(every) if every else 0.0
