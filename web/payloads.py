"""Which orders a client may send: those it was offered, and corrections of criteria."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation

CORRECTION = "/corriger"
OLDEST = 120

_WORDS: dict[str, tuple[str, ...]] = {
    Field.PROFIL.value: Profil.values(),
    Field.REGION.value: REGIONS,
    Field.SITUATION.value: Situation.values(),
    Field.SEXE.value: Sexe.values(),
}


def opening(profil: str | None) -> str:
    """The order that opens a conversation."""
    return f"/ouvrir{json.dumps({'profil': profil})}" if profil else "/ouvrir"


def replay(criteria: Mapping[str, Any]) -> list[str]:
    """The orders that tell an assistant started again what it knew."""
    profil = criteria.get(Field.PROFIL.value)
    told = {name: value for name, value in criteria.items() if name != Field.PROFIL.value}
    rest = [CORRECTION + json.dumps(told, ensure_ascii=False)] if told else []
    return [opening(profil), *rest]


def known_profil(value: Any) -> bool:
    return is_value(Field.PROFIL.value, value)


def is_value(field: str, value: Any) -> bool:
    """Whether the vocabulary has this value for this field; ages are 0 to 120, never true."""
    if field == Field.AGE.value:
        return type(value) is int and 0 <= value <= OLDEST
    return isinstance(value, str) and value in _WORDS.get(field, ())


def correction(payload: str) -> str | None:
    """`/corriger{…}` written anew when its fields and values are known, otherwise nothing."""
    if not payload.startswith(CORRECTION):
        return None
    try:
        fields = json.loads(payload[len(CORRECTION) :])
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or not fields:
        return None
    if not all(value is None or is_value(name, value) for name, value in fields.items()):
        return None
    if not set(fields) <= set(Field.values()):
        return None
    return CORRECTION + json.dumps(fields, ensure_ascii=False)
