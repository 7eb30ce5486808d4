"""An age that a text states, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from knowledge.roles import Mention


class Owner(Enum):
    """Whose age: the writer's, theirs and others' (« on a 14 ans »), somebody's, unsaid."""

    SELF = "self"
    SHARED = "shared"
    NAMED = "named"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AgeReading:
    """An age in whole years, 1–99, now; `text[start:end] == reading.text`."""

    value: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class StatedAge:
    """An age, its owner, and the person when one is named.

    `pronoun`: « il », « elle » when one of them has the age, whoever it stands for.
    """

    reading: AgeReading
    owner: Owner
    mention: Mention | None = None
    pronoun: str = ""
