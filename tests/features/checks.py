"""What must hold of every answer of every conversation, whatever it is about.

Eligibility is worked out here anew, from the item's own fields and from the data
files: nothing of `knowledge.matching` is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from knowledge import datafiles
from knowledge.records import ContactRecord, ServiceRecord, identifier
from knowledge.vocabulary import REGIONS, Field, Modality, Profil, ServiceType, Situation, Urgence

Message = dict[str, Any]
Record = ServiceRecord | ContactRecord

MAXIMUM_QUESTIONS = 4
MAXIMUM_LINES = 4
MAXIMUM_ITEMS = 3
OLDEST = 120
COMMANDS = ("autre_chose", "plus", "oui", "non", "recommencer", "aide")
LINES_KINDS = ("urgent", "human_help")

_TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt['’]|\b(?:dis|écris|prends)-")
_VOUS = re.compile(
    r"(?<!rendez-)\b(?:vous|votre|vos)\b|\b(?!(?:assez|chez|nez|rez|rendez-vous)\b)\w{2,}ez\b"
)
_FAILURES = ("problème technique",)
_LOST = re.compile(r"pas (?:bien )?(?:compris|saisi)|comprends pas|ne connais pas cet endroit")


# --- the data behind an item ------------------------------------------------


def records() -> Mapping[str, Record]:
    """Every record of the data folder in force, by the `id` that items carry."""
    return _records(datafiles.digest())


@lru_cache(maxsize=4)
def _records(_: str) -> Mapping[str, Record]:
    services, contacts = datafiles.load_all()
    found: dict[str, Record] = {record.id: record for record in services}
    for contact in contacts:
        found[identifier("contacts", contact.id)] = contact
        found[contact.id] = contact
    return found


def is_workshop_or_table(record: Record) -> bool:
    """A thing given in groups, to teams or between partners: no first door for a person."""
    if not isinstance(record, ServiceRecord):
        return False
    taught = {ServiceType.FORMATION, ServiceType.CONCERTATION, ServiceType.SENSIBILISATION}
    return (
        record.modality == Modality.ATELIERS
        or (bool(record.types) and set(record.types) <= taught)
        or not record.direct_access
    )


def why_not(item: Message, criteria: Mapping[str, Any]) -> list[str]:
    """Every reason for which this suggestion should not have been made to this person."""
    record = records().get(item["id"])
    if record is None:
        return ["absent du répertoire"]
    found = []
    age, region = criteria.get("age"), criteria.get("region")
    for low, high in (
        (item.get("minimum_age"), item.get("maximum_age")),
        (record.minimum_age, record.maximum_age),
    ):
        if age is not None and low is not None and age < low:
            found.append(f"dès {low} ans, la personne en a {age}")
        if age is not None and high is not None and age > high:
            found.append(f"jusqu'à {high} ans, la personne en a {age}")
    if region is not None and not {region} & set(item["regions"]) & set(record.region_codes()):
        found.append(f"régions {item['regions']}, la personne est en {region}")
    if criteria.get("sexe") and record.sexes and criteria["sexe"] not in record.sexes:
        found.append(f"réservé : {record.sexes}")
    profil = criteria.get("profil")
    if profil is not None and profil not in record.audiences:
        found.append(f"destiné à {record.audiences}, pas à {profil}")
    if profil != Profil.INTERVENANT:
        stage = str(getattr(record, "stage", "en_application"))
        if "en_application" not in (item["stage"],) or stage != "en_application":
            found.append(f"stade {item['stage']}")
        if not record.publishable:
            found.append("pas confirmé pour le public")
    return found


# --- the register -----------------------------------------------------------


def registers(text: str) -> set[str]:
    """`{"tu"}`, `{"vous"}`, both or neither: how a sentence addresses its reader."""
    said = unicodedata.normalize("NFC", text.casefold())
    return {name for name, form in (("tu", _TU), ("vous", _VOUS)) if form.search(said)}


def own_words(message: Message) -> str:
    """The assistant's sentences: neither names and facts of the directory, nor quotes."""
    kind = message.get("custom", {}).get("type")
    lines = message["text"].splitlines()
    if kind == "referrals":
        return lines[0]
    return "\n".join(line for line in lines if not line.startswith(("•", "Source :")))


def answer_registers(messages: Iterable[Message]) -> set[str]:
    return set().union(*(registers(own_words(message)) for message in messages))


# --- one answer -------------------------------------------------------------


def of_type(messages: Iterable[Message], kind: str) -> list[Message]:
    return [item for item in messages if item.get("custom", {}).get("type") == kind]


def faults(messages: Sequence[Message], criteria: Mapping[str, Any]) -> list[str]:
    """Every way in which one answer breaks the contract or a promise."""
    found = []
    if not messages:
        found.append("réponse vide")
    texts = [message["text"] for message in messages]
    if len(set(texts)) < len(texts):
        found.append("le même message deux fois dans une réponse")
    for message in messages:
        found += _message_faults(message, criteria)
    if of_type(messages, "referrals") and not of_type(messages, "human_help"):
        found.append("promesse 1 : des services sans ligne humaine")
    urgent = of_type(messages, "urgent")
    if urgent and messages[0] is not urgent[0]:
        found.append("le message urgent n'est pas le premier")
    if len(answer_registers(messages)) > 1:
        found.append(f"tu et vous dans la même réponse : {[own_words(m) for m in messages]}")
    if len(of_type(messages, "question")) > 1:
        found.append("deux questions à la fois")
    unknown = set(criteria) - set(Field.values())
    if unknown or any(value is None for value in criteria.values()):
        found.append(f"critères hors contrat : {criteria}")
    return found


def _message_faults(message: Message, criteria: Mapping[str, Any]) -> list[str]:
    found = []
    text, buttons = message["text"], message.get("buttons", [])
    custom = message.get("custom", {})
    if not text.strip():
        found.append("message sans texte")
    found += [f"panne dite : {text[:80]}" for words in _FAILURES if words in text]
    if re.search(r"\bNone\b|\{|\}|utter_", text):
        found.append(f"texte mal composé : {text[:120]}")
    for button in buttons:
        if not _known_value(button["value"]):
            found.append(f"valeur de bouton inconnue : {button}")
        if not button["title"].strip():
            found.append(f"bouton sans titre : {button}")
    kind = custom.get("type")
    if kind == "question":
        found += _question_faults(message, criteria)
    elif kind == "referrals":
        found += _referral_faults(message, criteria)
    elif kind in LINES_KINDS:
        found += _line_faults(message)
        if kind == "urgent" and custom.get("kind") not in Urgence.values():
            found.append(f"urgence inconnue : {custom.get('kind')}")
    elif kind is not None:
        found.append(f"type inconnu : {kind}")
    return found


def _known_value(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, int):
        return 0 < value <= OLDEST
    return value in (*Profil.values(), *Situation.values(), *REGIONS, *COMMANDS)


def offers(message: Message, value: Any) -> bool:
    return any(button["value"] == value for button in message.get("buttons", ()))


def is_confirmation(message: Message) -> bool:
    """Close readings to choose from: fewer buttons than the field has values."""
    values = candidates(message)
    return offers(message, "autre_chose") and 0 < len(values) < 6


def candidates(message: Message) -> list[Any]:
    return [
        button["value"]
        for button in message.get("buttons", ())
        if button["value"] is not None and button["value"] != "autre_chose"
    ]


def _question_faults(message: Message, criteria: Mapping[str, Any]) -> list[str]:
    field, buttons = message["custom"].get("field"), message.get("buttons", [])
    found = []
    if field not in ("profil", "age", "region", "situation"):
        found.append(f"question sur un champ inconnu : {field}")
    if field in criteria:
        found.append(f"promesse 4 : {field} demandé, alors que {criteria[field]!r} est su")
    skips = [button for button in buttons if button["value"] is None]
    if len(skips) != 1:
        found.append(f"question {field} : {len(skips)} bouton(s) pour passer")
    if is_confirmation(message) and not 2 <= len(candidates(message)) <= 3:
        found.append(f"confirmation à {len(candidates(message))} choix : {candidates(message)}")
    values = [button["value"] for button in buttons]
    if len(set(map(repr, values))) < len(values):
        found.append(f"question {field} : deux boutons de même valeur")
    return found


def _referral_faults(message: Message, criteria: Mapping[str, Any]) -> list[str]:
    custom, text = message["custom"], message["text"]
    items, more = custom["items"], custom["more"]
    found = []
    if len(items) > MAXIMUM_ITEMS:
        found.append(f"{len(items)} services d'un coup")
    if custom["criteria"] != criteria:
        found.append(f"critères des services {custom['criteria']} ≠ {criteria}")
    if offers(message, "plus") != (more > 0):
        found.append(f"more = {more}, bouton « plus » : {offers(message, 'plus')}")
    for item in items:
        reasons = why_not(item, criteria)
        found += [f"promesse 3 : {item['name']} : {reason}" for reason in reasons]
        if not item["why"] or not all(entry.strip() for entry in item["why"]):
            found.append(f"{item['name']} : aucune raison")
        for name in ("name", "organization", "summary", "reach", "stage", "type", "assured_date"):
            if not str(item.get(name) or "").strip():
                found.append(f"{item['name']} : {name} absent")
        if not item["source"].get("document") or not item["source"].get("locator"):
            found.append(f"{item['name']} : sans source")
        if any(value is None for value in item.values()):
            found.append(f"{item['name']} : un champ vide plutôt qu'absent")
        shown = [item["name"], item["summary"], item["reach"], *item["why"]]
        shown += [item["url"]] if item.get("url") else []
        found += [
            f"{item['name']} : absent du texte : {fact}" for fact in shown if fact not in text
        ]
        found += _numbers_not_in(text, [phone["number"] for phone in item.get("phones", ())])
    if custom["widened"] and any(len(item["regions"]) < len(REGIONS) for item in items):
        found.append("« widened » avec un service local")
    return found


def _line_faults(message: Message) -> list[str]:
    lines, text = message["custom"]["lines"], message["text"]
    found = []
    if not 1 <= len(lines) <= MAXIMUM_LINES:
        found.append(f"{len(lines)} lignes humaines")
    for line in lines:
        ways = [line[name] for name in ("phone", "sms", "chat", "url") if line.get(name)]
        if not ways:
            found.append(f"{line['name']} : aucun moyen de joindre")
        if line["name"] not in text:
            found.append(f"{line['name']} : absent du texte")
        found += _numbers_not_in(text, [line[key] for key in ("phone", "sms") if line.get(key)])
        if "open" not in line or not line.get("assured_date") or not line.get("source"):
            found.append(f"{line['name']} : ligne incomplète")
    states = [line.get("open") for line in lines]
    first_closed = states.index(False) if False in states else len(states)
    if any(state is True for state in states[first_closed:]):
        found.append("une ligne fermée avant une ligne ouverte")
    if len({line["id"] for line in lines}) < len(lines):
        found.append("la même ligne deux fois")
    return found


def _numbers_not_in(text: str, numbers: Iterable[str]) -> list[str]:
    """Every digit of every number must be readable in the text."""
    digits = re.sub(r"\D", "", text)
    return [
        f"numéro absent du texte : {number}"
        for number in numbers
        if re.sub(r"\D", "", number).removeprefix("1") not in digits
    ]


def says_lost(messages: Iterable[Message]) -> bool:
    """Whether the answer says that the message was not understood."""
    return any(_LOST.search(message["text"].casefold()) for message in messages)
