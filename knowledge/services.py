"""What the rules of orientation see of the directory: plain frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from knowledge.vocabulary import REGIONS, Field

STALE_AFTER = dt.timedelta(days=365)


@dataclass(frozen=True)
class Criteria:
    """What is known of a request; `None` is unknown, and unknown excludes nothing.

    `age` in whole years, `region` a code `01`–`17`, the others vocabulary values.
    """

    profil: str | None = None
    age: int | None = None
    region: str | None = None
    situation: str | None = None
    sexe: str | None = None

    def known(self) -> dict[str, Any]:
        """The contract's `criteria`: absent keys are unknown."""
        return {
            name: value for name in Field.values() if (value := getattr(self, name)) is not None
        }


@dataclass(frozen=True)
class Opening:
    """Days (`MO`…`SU`) and local times `HH:MM`; `24:00` ends a day."""

    byday: tuple[str, ...]
    opens_at: str
    closes_at: str


@dataclass(frozen=True)
class Phone:
    """`number` in E.164 or a short code; `kind` is `voice` or `text`."""

    number: str
    kind: str = "voice"
    label: str | None = None
    hours: str | None = None
    schedule: tuple[Opening, ...] = ()


@dataclass(frozen=True)
class Trace:
    """Where a record, or one `field` of it (`*`: all of it), was read, and when.

    `date` is as it was written: a year, a month or a day. `action` is HSDS's: `import`…
    """

    field: str
    source: str
    date: str
    action: str


@dataclass(frozen=True)
class Service:
    """A service or a line of the directory.

    `access` says who opens the door: `public`, `professionnel` or `institution`.

    `code` is the line's id in `contacts.yml` (absent for the census). `kind` is
    `initiative` for the census, otherwise the contact's kind. `census` holds the fields of
    its fiche as printed; `languages` are codes (`fr`, `en`…).
    """

    id: str
    name: str
    organization: str
    summary: str
    reach: str
    kind: str
    stage: str
    direct_access: bool
    publishable: bool
    assured_date: dt.date
    source_document: str
    source_locator: str
    regions: tuple[str, ...]
    access: str = "public"
    situations: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modality: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    phones: tuple[Phone, ...] = ()
    url: str | None = None
    chat: str | None = None
    code: str | None = None
    label: str | None = None
    variant_of: str | None = None
    contact_code: str | None = None
    urgences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    census: tuple[tuple[str, str], ...] = ()
    traces: tuple[Trace, ...] = ()

    @property
    def province(self) -> bool:
        return len(self.regions) == len(REGIONS)

    @property
    def direct(self) -> bool:
        """Whether people are received, and nobody else has to ask for them."""
        return self.direct_access and self.access == "public"

    def printed(self, field: str) -> str | None:
        """A field of its fiche in the census, as printed."""
        return dict(self.census).get(field)

    def stale(self, today: dt.date) -> bool:
        """True when the facts were last checked over twelve months ago."""
        return today - self.assured_date > STALE_AFTER
