"""Two services of another directory, invented: what a 211 could give, persons included."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

PERSON = "Camille Personne-Inventée"
SERVICE = "0b1f2c8e-5c39-4d53-9a5e-6c1c3a0f1d01"
CLOSED = "0b1f2c8e-5c39-4d53-9a5e-6c1c3a0f1d02"
ORGANIZATION = "0b1f2c8e-5c39-4d53-9a5e-6c1c3a0f1d03"
TERM = "0b1f2c8e-5c39-4d53-9a5e-6c1c3a0f1d04"
TAXONOMY = "0b1f2c8e-5c39-4d53-9a5e-6c1c3a0f1d05"
PLACE = "0b1f2c8e-5c39-4d53-9a5e-6c1c3a0f1d06"


def _id(number: int) -> str:
    return f"1c2f2c8e-5c39-4d53-9a5e-6c1c3a0f{number:04d}"


def organization() -> Json:
    return {
        "id": ORGANIZATION,
        "name": "Maison du Quai inventée",
        "alternate_name": "Le Quai",
        "description": "Un organisme inventé, pour les essais.",
        "website": "https://quai.example",
        "email": "info@quai.example",
        "legal_status": "OBNL",
        "year_incorporated": 1987,
        "funding": [{"id": _id(1), "source": "Une fondation inventée"}],
        "organization_identifiers": [
            {"id": _id(2), "identifier_type": "NEQ", "identifier": "0000000000"}
        ],
        "contacts": [{"id": _id(3), "name": PERSON, "title": "Direction"}],
    }


def place() -> Json:
    return {
        "id": _id(4),
        "description": "Le mardi seulement.",
        "contacts": [{"id": _id(3), "name": PERSON}],
        "location": {
            "id": PLACE,
            "location_type": "physical",
            "name": "Le Quai, rez-de-chaussée",
            "transportation": "Autobus 00, arrêt du quai",
            "latitude": 45.5,
            "longitude": -73.0,
            "addresses": [
                {
                    "id": _id(5),
                    "attention": PERSON,
                    "address_1": "1, rue Inventée",
                    "city": "Laval",
                    "state_province": "QC",
                    "postal_code": "H7A 0A0",
                    "country": "CA",
                    "address_type": "physical",
                }
            ],
            "accessibility": [{"id": _id(6), "description": "Une rampe à l'entrée"}],
            "phones": [{"id": _id(7), "number": "450 555-0107", "type": "voice"}],
            "contacts": [{"id": _id(8), "name": PERSON, "phones": [{"id": _id(9), "number": "1"}]}],
        },
    }


def attribute() -> Json:
    return {
        "id": _id(10),
        "value": "Oui; sur rendez-vous",
        "label": "Écoute",
        "taxonomy_term": {
            "id": TERM,
            "code": "RP-1400",
            "name": "Counselling inventé",
            "description": "Une catégorie d'une autre taxonomie.",
            "language": "en",
            "term_uri": "https://taxonomie.example/RP-1400",
            "taxonomy_detail": {
                "id": TAXONOMY,
                # The name of one of ours, under another id.
                "name": "situation",
                "description": "Une autre taxonomie.",
                "version": "2026",
            },
        },
    }


def service() -> Json:
    return {
        "id": SERVICE,
        "name": "Écoute du Quai",
        "alternate_name": "La ligne du Quai",
        "description": "Des rencontres et des appels, pour parler de ce qui pèse.",
        "url": "https://quai.example/ecoute",
        "additional_urls": [{"id": _id(11), "label": "Vidéo", "url": "https://quai.example/v"}],
        "email": "ecoute@quai.example",
        "status": "active",
        "interpretation_services": "Sur demande",
        "application_process": "On appelle, ou on se présente au comptoir.",
        "fees_description": "Gratuit, sauf les sorties.",
        "accreditations": "Aucune",
        "eligibility_description": "Les jeunes et leurs proches.",
        "minimum_age": 12.5,
        "maximum_age": 999,
        "assured_date": "2026-10-01",
        "assurer_email": "camille@quai.example",
        "alert": "Fermé la semaine de relâche.",
        "last_modified": "2026-10-05T12:00:00Z",
        "organization": organization(),
        "program": {"id": _id(12), "name": "Jeunesse", "description": "Un programme inventé."},
        "phones": [
            {"id": _id(13), "number": "450 555-0113", "type": "fax"},
            {
                "id": _id(14),
                "number": "(450) 555-0114 poste 3",
                "type": "voice",
                "description": "L'accueil",
                "languages": [{"id": _id(15), "code": "ur", "name": "Ourdou"}],
            },
            {"id": _id(16), "number": "450 555-0116", "type": "text"},
            {"id": _id(17), "number": "450 555-0117", "type": "voice", "description": "Le soir"},
            {"id": _id(18), "number": "450 555-0118", "contact_id": _id(3)},
        ],
        "schedules": [
            {
                "id": _id(19),
                "freq": "WEEKLY",
                "byday": "TU,TH",
                "opens_at": "10:00:00",
                "closes_at": "18:00:00",
                "timezone": -5,
            }
        ],
        "service_areas": [
            {"id": _id(20), "name": "Laval", "extent": "Ville de Laval", "extent_type": "text"}
        ],
        "service_at_locations": [place()],
        "languages": [{"id": _id(21), "code": "es", "name": "espagnol", "note": "Au besoin"}],
        "cost_options": [{"id": _id(22), "option": "Sortie", "amount": 5.25, "currency": "CAD"}],
        "required_documents": [{"id": _id(23), "document": "Aucun"}],
        "capacities": [
            {
                "id": _id(24),
                "available": 3,
                "updated": "2026-10-01T00:00:00Z",
                "unit": {"id": _id(25), "name": "place"},
            }
        ],
        "contacts": [{"id": _id(26), "name": PERSON, "email": "camille@quai.example"}],
        "attributes": [attribute()],
        "metadata": [
            {
                "id": _id(27),
                "last_action_date": "2026-09-01",
                "last_action_type": "update",
                "field_name": "name",
                "previous_value": "Quai",
                "replacement_value": "Écoute du Quai",
                "updated_by": PERSON,
            }
        ],
    }


def closed() -> Json:
    """As little as a service may say; by the same organization."""
    return {
        "id": CLOSED,
        "name": "Halte du Quai",
        "description": "Une halte.",
        "status": "temporarily closed",
        "last_modified": "2026-08-05T12:00:00Z",
        "organization": organization(),
        "service_areas": [{"id": _id(28), "name": "Partout", "extent": "16"}],
    }


def services() -> list[Json]:
    return [service(), closed()]
