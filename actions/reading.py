"""What one message said, taken from what the pipeline left on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation, Urgence

ANSWER = "reponse"
"""Group of an entity that counts only if it answers the question asked."""

PAYLOADS = frozenset(
    {
        "ouvrir",
        "repondre",
        "passer",
        "autre_chose",
        "corriger",
        "vide",
        "confirmer_urgence",
        "infirmer_urgence",
    }
)
_CONFIRMED = "confirmer_urgence"
_MAXIMUM_AGE = 120


@dataclass(frozen=True)
class Reading:
    """One message: intent, facts found, and facts that only an answer would mean.

    `facts` and `answers` map a field to its value; a region's value is the tuple
    of its codes (several: to be asked; none: outside Québec). `forgotten` are
    the fields that a correction empties; `answer` is the id of the sourced answer
    that the message asks for; `elsewhere`, of the place outside Québec where they are.
    """

    intent: str = ""
    text: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
    alternatives: tuple[str, ...] = ()
    certain: bool = True
    confidence: float = 1.0
    vous: bool = False
    urgence: str | None = None
    urgence_certain: bool = True
    about: str | None = None
    target: str | None = None
    services: tuple[str, ...] = ()
    answer: str | None = None
    elsewhere: str | None = None
    english: bool = False

    @property
    def typed(self) -> bool:
        return not self.text.startswith("/")


def read(message: Mapping[str, Any]) -> Reading:
    """From `tracker.latest_message`: `{"intent", "entities", "text"}`."""
    intent = str((message.get("intent") or {}).get("name") or "")
    text = str(message.get("text") or "")
    entities = list(message.get("entities") or ())
    if text.startswith("/"):
        return _payload(intent, text, entities)
    facts: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    alternatives: tuple[str, ...] = ()
    certain, confidence, vous, services = True, 1.0, False, []
    urgence, urgence_certain, about = None, True, None
    answer, elsewhere, english = None, None, False
    for item in entities:
        name, value = item.get("entity"), item.get("value")
        kept = answers if item.get("group") == ANSWER else facts
        if name == Field.REGION:
            kept.setdefault(name, tuple(value))
            elsewhere = elsewhere or item.get("ailleurs")
        elif name in (Field.AGE, Field.PROFIL, Field.SEXE):
            kept.setdefault(name, value)
        elif name == Field.SITUATION:
            facts[name] = value
            alternatives = tuple(item.get("alternatives") or ())
            certain = not alternatives
            confidence = float(item.get("confidence") or 0.0)
        elif name == "vouvoiement":
            vous = True
        elif name == "urgence":
            urgence, about = value, item.get("about")
            urgence_certain = bool(item.get("certain", True))
        elif name == "service":
            services.append(str(value))
        elif name == "reponse":
            answer = str(value)
        elif name == "langue":
            english = value == "anglais"
    return Reading(
        intent=intent,
        text=text,
        facts=facts,
        answers=answers,
        alternatives=alternatives,
        certain=certain,
        confidence=confidence,
        vous=vous,
        urgence=urgence,
        urgence_certain=urgence_certain,
        about=about,
        services=tuple(services),
        answer=answer,
        elsewhere=elsewhere,
        english=english,
    )


_VAGUE = (Situation.AUTRE, Situation.DETRESSE, Situation.INQUIETUDE)


_SURE = 0.7
_LIKELY = 0.55


def without_vague_situation(reading: Reading) -> Reading:
    """Of an urgent message, only a situation of its own is kept: not « autre », not distress.

    Nothing is asked then: a likely one counts as told, others are left.
    """
    likely = reading.certain or reading.confidence >= _LIKELY
    own = reading.facts.get(Field.SITUATION) not in _VAGUE and likely
    if own and (reading.urgence != Urgence.SUICIDE or reading.confidence >= _SURE):
        return replace(reading, alternatives=(), certain=True)
    facts = {name: value for name, value in reading.facts.items() if name != Field.SITUATION}
    return replace(reading, facts=facts, alternatives=(), certain=True)


def _payload(intent: str, text: str, entities: list[Mapping[str, Any]]) -> Reading:
    """A button's: its values are checked, for a client may send anything."""
    facts: dict[str, Any] = {}
    forgotten: set[str] = set()
    target: str | None = None
    urgence: str | None = None
    for item in entities:
        name, value = item.get("entity"), item.get("value")
        if name == "champ" and value in Field.values():
            target = str(value)
        elif name == "urgence" and intent == _CONFIRMED and value in Urgence.values():
            urgence = str(value)
        elif name in Field.values() and value is None:
            forgotten.add(str(name))
        elif name in Field.values() and valid(str(name), value):
            facts[str(name)] = (value,) if name == Field.REGION else value
    return Reading(
        intent=intent,
        text=text,
        facts=facts,
        forgotten=frozenset(forgotten),
        target=target,
        urgence=urgence,
    )


def valid(name: str, value: Any) -> bool:
    """Whether a value belongs to the vocabulary of a field."""
    if name == Field.AGE:
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MAXIMUM_AGE
    allowed: dict[str, tuple[str, ...]] = {
        Field.PROFIL: Profil.values(),
        Field.REGION: REGIONS,
        Field.SITUATION: Situation.values(),
        Field.SEXE: Sexe.values(),
    }
    return value in allowed[name]
