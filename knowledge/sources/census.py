"""From a fiche as read to the facts that ship, and back: the census's side of a record."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any

from knowledge.records import CensusFacts
from knowledge.sources.census_fields import (
    age_bounds,
    modality_of,
    region_codes,
    sexes_of,
    stage_of,
)
from knowledge.sources.recension import Fiche

DOCUMENT = "Recension provinciale 2022 (CRUJeF)"
INTERVIEWS = "2021-12-31"
"""Last day of the interviews (2020–2021): the date that the facts are worth."""


def locator(number: int) -> str:
    """Place of a fiche in Annex C, as the contract writes it."""
    return f"fiche {number}"


def text_digest(text: str) -> str:
    """Of a prose field, blind to white space and kinds of apostrophes."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'")
    return hashlib.sha256(" ".join(folded.split()).encode()).hexdigest()[:16]


def facts(fiche: Fiche) -> CensusFacts:
    """Every field of a fiche; description and objectives by digest."""
    return CensusFacts(
        title=fiche.title,
        organization=fiche.organization,
        region=fiche.region,
        year=fiche.year,
        stage=fiche.stage,
        main_target=fiche.main_target,
        other_target=fiche.other_target,
        types=list(fiche.types),
        includes_youth=fiche.includes_youth,
        age_range=fiche.age_range,
        sexe=fiche.sexe,
        involvement=fiche.involvement,
        other_clientele=fiche.other_clientele,
        deployment=fiche.deployment,
        frequency=fiche.frequency,
        modality=fiche.modality,
        partners=fiche.partners,
        description_digest=text_digest(fiche.description),
        objectives_digest=text_digest(fiche.objectives),
    )


def derived(fiche: Fiche) -> dict[str, Any]:
    """The fields of a record that follow from a fiche alone, in the data file's words."""
    stage, modality = stage_of(fiche.stage), modality_of(fiche.modality)
    minimum, maximum = age_bounds(fiche.age_range)
    entry: dict[str, Any] = {
        "stage": stage.value if stage else None,
        "types": [term.value for term in fiche.types],
        "modality": modality.value if modality else None,
        "minimum_age": minimum,
        "maximum_age": maximum,
        "sexes": [sexe.value for sexe in sexes_of(fiche.sexe)],
        "regions": list(region_codes(fiche.region)),
    }
    return {name: value for name, value in entry.items() if value not in (None, [])}
