"""What to say when calling, and what happens next, made for each situation.

The sentences are data (`data/preparation.yml`); « next » names answers of `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.settings import data_folder
from knowledge.vocabulary import Profil

PREPARATION = "preparation.yml"
_OTHERS = "entourage"
_VOICES = {
    Profil.PARENT.value: _OTHERS,
    Profil.PROCHE.value: _OTHERS,
    Profil.INTERVENANT.value: "intervenant",
}


def sentences(situation: str | None, profil: str | None) -> tuple[str, ...]:
    """Three sentences to start a call with; the general ones when no situation is known."""
    return tuple(_entry(situation)[_VOICES.get(profil or "", "jeune")])


def what_follows(situation: str | None) -> tuple[str, ...]:
    """Ids of the answers that tell what happens next, for a situation."""
    return tuple(_entry(situation).get("suite", ()))


def _entry(situation: str | None) -> Mapping[str, Any]:
    entries = _entries(data_folder() / PREPARATION)
    return entries.get(situation or "") or entries["inconnue"]


@lru_cache(maxsize=8)
def _entries(path: Path) -> Mapping[str, Mapping[str, Any]]:
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
