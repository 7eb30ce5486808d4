"""What only the directory's pages say, and the names of its filters and of their values."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge import datafiles, wording

_FILE = Path(__file__).parent / "templates" / "annuaire.yml"


@lru_cache(maxsize=1)
def sentences() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))


def title(field: str) -> str:
    """A filter, as it is named beside its choices."""
    return wording.FILTERS.get(field) or str(sentences()["filtres"][field])


def named(field: str, value: str) -> str:
    """A value of a filter in words; a document is its own name."""
    return _values(field).get(value, value)


def _values(field: str) -> dict[str, str]:
    shared: dict[str, dict[str, str]] = {
        "regions": datafiles.region_names(),
        "audience": wording.AUDIENCES,
        "situation": wording.SITUATIONS,
        "sexe": wording.SEXES,
        "type": wording.TYPES,
        "modality": wording.MODALITIES,
        "stage": wording.ALL_STAGES,
    }
    return shared.get(field) or sentences()["choix"].get(field, {})
