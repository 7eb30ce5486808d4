"""What makes a record valid, and how a fault is said."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.records import (
    NAMESPACE,
    SHORT_CODES,
    ContactRecord,
    Refusal,
    ServiceRecord,
    faults,
    identifier,
)
from knowledge.vocabulary import REGIONS

SERVICE: dict[str, Any] = {
    "name": "Une initiative",
    "organization": "Un organisme",
    "summary": "Un lieu où des jeunes peuvent parler de ce qui leur arrive.",
    "situations": ["sextorsion"],
    "audiences": ["jeune"],
    "direct_access": True,
    "reach": "On écrit par le site.",
    "regions": ["16"],
    "assured_date": "2021-12-31",
    "source": {"document": "Un document", "locator": "fiche 1"},
}
CONTACT: dict[str, Any] = {
    **{key: value for key, value in SERVICE.items() if key != "source"},
    "id": "ligne-essai",
    "kind": "ligne",
    "confidence": "high",
    "phone": "+18005550100",
}
ALWAYS = {"byday": ["MO"], "opens_at": "00:00", "closes_at": "24:00"}


def test_a_service_and_a_contact():
    service = ServiceRecord.parse_obj(SERVICE)
    assert service.assured_date == dt.date(2021, 12, 31)
    assert service.publishable and service.access == "public"
    assert service.stage == "en_application"
    assert service.region_codes() == ("16",)
    contact = ContactRecord.parse_obj({**CONTACT, "province": True, "regions": []})
    assert contact.region_codes() == REGIONS


def test_identifiers_are_stable_uuid5():
    record = ServiceRecord.parse_obj(SERVICE)
    assert record.id == str(uuid.uuid5(NAMESPACE, "Un document/fiche 1"))
    assert uuid.UUID(record.id).version == 5
    assert identifier("a", "b") == identifier("a", "b") != identifier("b", "a")


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="/")),
        min_size=1,
        max_size=3,
    )
)
def test_identifiers_tell_things_apart(parts: list[str]):
    assert identifier(*parts) != identifier(*parts, "x")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+15145551234", "+15145551234"),
        ("514 555-1234", "+15145551234"),
        ("1 (800) 555-0100", "+18005550100"),
        ("  911 ", "911"),
        ("535353", "535353"),
        (None, None),
    ],
)
def test_numbers_are_kept_in_one_form(written: str | None, kept: str | None):
    assert ContactRecord.parse_obj({**CONTACT, "phone": written}).phone == kept
    assert ContactRecord.parse_obj({**CONTACT, "sms": written}).sms == kept


@pytest.mark.parametrize("code", sorted(SHORT_CODES))
def test_short_codes(code: str):
    assert ContactRecord.parse_obj({**CONTACT, "phone": code}).phone == code


def _reasons(model: type[ServiceRecord] | type[ContactRecord], entry: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as caught:
        model.parse_obj(entry)
    return {".".join(str(part) for part in path): reason for path, reason in faults(caught.value)}


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"name": "A"}, "name", "texte trop court"),
        ({"summary": "Court."}, "summary", "texte trop court"),
        ({"reach": ""}, "reach", "texte trop court"),
        ({"reach": None}, "reach", "valeur absente"),
        ({"situations": ["sextage"]}, "situations.0", "choisir parmi : comportement_cause"),
        ({"audiences": ["enfant"]}, "audiences.0", "choisir parmi : jeune, parent"),
        ({"situations": "sextorsion"}, "situations", "liste attendue"),
        ({"direct_access": "peut-être"}, "direct_access", "true ou false attendu"),
        ({"minimum_age": "douze"}, "minimum_age", "nombre entier attendu"),
        ({"minimum_age": -1}, "minimum_age", "hors bornes (limite : 0)"),
        ({"maximum_age": 200}, "maximum_age", "hors bornes (limite : 120)"),
        ({"minimum_age": 18, "maximum_age": 12}, "__root__", "l'âge minimum dépasse"),
        ({"regions": ["18"]}, "regions.0", "un code de 01 à 17"),
        ({"regions": ["6"]}, "regions.0", "un code de 01 à 17"),
        ({"regions": []}, "__root__", "aucune région"),
        ({"phone": "123"}, "phone", "numéro illisible"),
        ({"phone": "appeler le bureau"}, "phone", "numéro illisible"),
        ({"url": "essai.example"}, "url", "https://"),
        ({"chat": "javascript:alert(1)"}, "chat", "https://"),
        ({"assured_date": "hier"}, "assured_date", "date attendue"),
        ({"couleur": "bleu"}, "couleur", "champ inconnu"),
        ({"stage": "fini"}, "stage", "choisir parmi : en_application"),
        ({"access": "tous"}, "access", "choisir parmi : public"),
        ({"modality": "chant"}, "modality", "choisir parmi : ateliers"),
        ({"source": "un livre"}, "source", "groupe de champs attendu"),
        ({"source": {"document": "X"}}, "source.locator", "champ obligatoire absent"),
        ({"schedule": [{**ALWAYS, "opens_at": "8 h"}]}, "schedule.0.opens_at", "forme inattendue"),
        ({"schedule": [{**ALWAYS, "closes_at": "25:00"}]}, "schedule.0.closes_at", "forme"),
        ({"schedule": [{**ALWAYS, "byday": []}]}, "schedule.0.byday", "liste vide"),
        ({"schedule": [{**ALWAYS, "byday": ["LU"]}]}, "schedule.0.byday.0", "choisir parmi : MO"),
    ],
)
def test_a_faulty_service_says_where_and_why(over: dict[str, Any], field: str, words: str):
    reasons = _reasons(ServiceRecord, {**SERVICE, **over})
    assert list(reasons) == [field]
    assert words in reasons[field]


@pytest.mark.parametrize("field", ["name", "organization", "summary", "reach", "assured_date"])
def test_what_must_be_there(field: str):
    entry = {key: value for key, value in SERVICE.items() if key != field}
    assert _reasons(ServiceRecord, entry) == {field: "champ obligatoire absent"}


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"id": "Ligne essai"}, "id", "forme inattendue"),
        ({"kind": "autre"}, "kind", "choisir parmi : urgence"),
        ({"confidence": "sure"}, "confidence", "choisir parmi : high"),
        ({"confidence": "low"}, "__root__", "aucun numéro"),
        ({"confidence": "low", "phone": None, "sms": "686868"}, "__root__", "aucun numéro"),
        ({"urgences": ["feu"]}, "urgences.0", "choisir parmi : danger, suicide"),
    ],
)
def test_a_faulty_contact_says_where_and_why(over: dict[str, Any], field: str, words: str):
    reasons = _reasons(ContactRecord, {**CONTACT, **over})
    assert list(reasons) == [field]
    assert words in reasons[field]


def test_every_fault_is_said_at_once():
    reasons = _reasons(ServiceRecord, {**SERVICE, "regions": ["99"], "url": "x", "reach": "?"})
    assert set(reasons) == {"regions.0", "url", "reach"}


def test_a_low_contact_may_have_a_site():
    over = {
        "confidence": "low",
        "publishable": False,
        "phone": None,
        "url": "https://essai.example",
    }
    assert ContactRecord.parse_obj({**CONTACT, **over}).url == "https://essai.example"


def test_a_low_contact_cannot_be_published():
    over = {"confidence": "low", "phone": None, "publishable": True}
    with pytest.raises(ValidationError):
        ContactRecord.parse_obj({**CONTACT, **over})


def test_records_do_not_change():
    record = ServiceRecord.parse_obj(SERVICE)
    with pytest.raises(TypeError):
        record.name = "Un autre nom"


def test_a_refusal_reads_as_one_line():
    refusal = Refusal(
        file="services.yml", line=12, record="Projet", field="regions", reason="région inconnue"
    )
    assert str(refusal) == "services.yml, ligne 12, Projet, champ « regions » : région inconnue"
