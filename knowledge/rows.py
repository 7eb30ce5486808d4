"""Records to rows: each field in the table and the column where HSDS holds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from knowledge import models, wording
from knowledge.records import (
    CONTACTS_DOCUMENT,
    ContactRecord,
    Kept,
    Opening,
    ServiceRecord,
    identifier,
)

TAXONOMIES = {
    "situation": "Ce que la personne vit (vocabulaire de Repère)",
    "audience": "Qui écrit",
    "sexe": "Sexe des personnes servies, quand le service s'y limite",
    "type": "Type de projet (recension 2022)",
    "modalite": "Principale modalité d'intervention (recension 2022)",
    "urgence": "Urgence à laquelle la ligne répond",
    "langue": "Langue du service",
    "acces": "Qui ouvre la porte",
    "acces_direct": "Quelqu'un y reçoit la personne elle-même",
    "stade": "Stade de développement",
    "fiche": "Genre de fiche",
    "repere": "Champ de la fiche de Repère, tel quel",
    "recension": "Champ de la fiche de la recension 2022, tel qu'imprimé",
}
"""Our own vocabularies, by name."""

_OURS = frozenset(identifier("taxonomy", name) for name in TAXONOMIES)

KEPT = "hsds"
"""The code in `repere` of what another directory says: JSON, given back as HSDS, never as it is."""


class Writer:
    """Turns records into rows of one session."""

    def __init__(
        self,
        session: Session,
        region_names: dict[str, str],
        contacts: dict[str, ContactRecord],
        before: dict[str, tuple[str, str]],
        now: str,
    ) -> None:
        self.session = session
        self.region_names = region_names
        self.contacts = contacts
        self._before = before
        self._now = now
        self._numbers: Iterator[int] = count(1)
        self._places: Iterator[int] = count(1)
        self._locations: set[str] = set()
        self._organizations: set[str] = set()
        self._terms: dict[tuple[str, str], models.TaxonomyTerm] = {}
        self._taxonomies: dict[str, models.Taxonomy] = {}
        self._vocabularies = set(TAXONOMIES)
        self._positions: Iterator[int] = count()
        self._written: set[str] = set()

    def service(self, record: ServiceRecord) -> None:
        linked = self.contacts.get(record.contact) if record.contact else None
        stage = record.stage.value
        row = self._row(record, record.id, "initiative", stage, linked)
        row.contact_code = record.contact
        row.source_document = record.source.document
        row.source_locator = record.source.locator
        self._fields(
            row,
            {
                # A record that is not published is not named.
                "contact": record.contact if linked is None or linked.publishable else None,
                "source.document": record.source.document,
                "source.locator": record.source.locator,
            },
        )
        self._terms_of(row, "type", [term.value for term in record.types])
        self._terms_of(row, "modalite", [record.modality.value] if record.modality else [])
        self._terms_of(row, "acces", [record.access])
        if record.census is not None:
            self._fields(row, record.census.dict(), "recension")
        borrowed: list[str] = []
        if not record.phone and linked is not None and linked.publishable:
            borrowed += self._phones_of(row, linked)
            for evidence in linked.sources[:1]:
                self._provenance(row, "phone", evidence.address, str(linked.assured_date))
        if not record.url and linked is not None and linked.url:
            self._url(row, "site", linked.url)
            borrowed += ["site"] if linked.publishable else []
        self._fields(row, {"borrowed": " ".join(borrowed)})
        self._provenance(
            row,
            "*",
            f"{record.source.document}, {record.source.locator}",
            str(record.assured_date),
        )

    def contact(self, record: ContactRecord) -> None:
        row = self._row(
            record,
            identifier("contacts", record.id),
            record.kind,
            "en_application",
        )
        row.code = record.id
        row.confidence = record.confidence
        row.variant_of = record.variant_of
        row.label = record.label
        row.source_document = CONTACTS_DOCUMENT
        row.source_locator = record.sources[0].address if record.sources else record.id
        self._fields(
            row,
            {
                "code": record.id,
                "confidence": record.confidence,
                "label": record.label,
                "variant_of": record.variant_of,
                "sms_hours": record.sms_hours,
                "sms_schedule": record.dict()["sms_schedule"],
                "cost_free": record.cost_free,
                "confidential": record.confidential,
                "sources": record.dict()["sources"],
            },
        )
        self._terms_of(row, "urgence", [term.value for term in record.urgences])
        self._terms_of(row, "langue", record.languages)
        for evidence in record.sources:
            self._provenance(row, "*", evidence.address, evidence.date or str(record.assured_date))

    def _row(
        self,
        record: Any,
        identity: str,
        kind: str,
        stage: str,
        linked: ContactRecord | None = None,
    ) -> models.Service:
        version = _version(record, linked)
        known, since = self._before.get(identity, ("", ""))
        row = models.Service(
            number=next(self._numbers),
            version=version,
            last_modified=since if known == version else self._now,
            id=identity,
            organization_id=self._organization(record),
            name=record.name,
            description=record.summary,
            status="active" if stage == "en_application" else "inactive",
            application_process=record.reach,
            minimum_age=record.minimum_age,
            maximum_age=record.maximum_age,
            assured_date=record.assured_date,
            kind=kind,
            stage=stage,
            direct_access=record.direct_access,
            publishable=record.publishable,
            source_document="",
            source_locator="",
        )
        self.session.add(row)
        for code in record.region_codes():
            self.session.add(
                models.ServiceArea(
                    id=identifier("area", identity, code),
                    service_id=identity,
                    name=self.region_names.get(code, code),
                    extent=code,
                )
            )
        for name in [wording.PROVINCE] if record.province else record.regions:
            self._at(identity, self.region_names.get(name, name))
        self._terms_of(row, "fiche", [kind])
        self._terms_of(row, "stade", [stage])
        self._terms_of(row, "acces_direct", ["oui"] if record.direct_access else [])
        self._terms_of(row, "situation", [term.value for term in record.situations])
        self._terms_of(row, "audience", [term.value for term in record.audiences])
        self._terms_of(row, "sexe", [term.value for term in record.sexes])
        self._phones_of(row, record)
        if record.url:
            self._url(row, "site", record.url)
        if record.chat:
            self._url(row, "clavardage", record.chat)
        # What the rows above do not tell apart.
        unsaid = {} if record.phone else record.dict(include={"hours", "schedule"})
        if record.province:
            unsaid["regions"] = record.regions
        self._fields(row, unsaid)
        if record.hsds is not None:
            self._kept(row, record.hsds)
        return row

    def _at(self, service: str, name: str) -> None:
        self._place(
            identifier("service_at_location", service, name),
            service,
            identifier("location", name),
            {"location_type": "virtual", "name": name, "description": wording.LOCATION},
        )

    def _place(self, identity: str, service: str, location: str, said: dict[str, str]) -> None:
        if identity in self._written:
            return
        self._written.add(identity)
        if location not in self._locations:
            self._locations.add(location)
            self.session.add(models.Location(id=location, **said))
        self.session.add(
            models.ServiceAtLocation(
                id=identity,
                number=next(self._places),
                service_id=service,
                location_id=location,
            )
        )

    def _organization(self, record: Any) -> str:
        """The id of its organization: another directory's own, else its name makes it."""
        name = record.organization
        said = record.hsds.organization if record.hsds is not None else {}
        said = said if "id" in said else {}
        identity = _key(str(said.get("id") or identifier("organization", name)))
        if identity not in self._written:
            self._written.add(identity)
            self.session.add(
                models.Organization(
                    id=identity,
                    name=_apart(name, identity, self._organizations),
                    description=said.get("description"),
                    website=said.get("website"),
                )
            )
        return identity

    def _kept(self, row: models.Service, kept: Kept) -> None:
        """What another directory says, whole, and as rows what services are found by."""
        said = json.dumps(kept.dict(exclude={"id"}), ensure_ascii=False)
        self._attribute(row, "repere", KEPT, said)
        for one in kept.service.get("service_at_locations", ()):
            place = one.get("location")
            if place:
                self._place(
                    _key(one["id"]),
                    row.id,
                    _key(place["id"]),
                    {
                        "location_type": str(place.get("location_type", "physical"))[:20],
                        "name": str(place.get("name", ""))[:120],
                        "description": str(place.get("description", "")),
                    },
                )
        for one in kept.service.get("attributes", ()):
            self._foreign(row, one)

    def _foreign(self, row: models.Service, attribute: dict[str, Any]) -> None:
        """A term of another directory's vocabulary."""
        term = attribute.get("taxonomy_term", {})
        vocabulary = term.get("taxonomy_detail", {})
        name = str(vocabulary.get("name") or term.get("taxonomy") or "")
        known = vocabulary.get("id") or term.get("taxonomy_id")
        if not term.get("name") or not (known or name):
            return
        taxonomy = _key(str(known or identifier("taxonomy", "hsds", name)))
        if taxonomy in _OURS:
            return
        if taxonomy not in self._written:
            self._written.add(taxonomy)
            self.session.add(
                models.Taxonomy(
                    id=taxonomy,
                    name=_apart(name or taxonomy, taxonomy, self._vocabularies, 80),
                    description=str(vocabulary.get("description", name)),
                )
            )
        identity = _key(term["id"])
        if identity not in self._written:
            self._written.add(identity)
            self.session.add(
                models.TaxonomyTerm(
                    id=identity,
                    taxonomy_id=taxonomy,
                    code=str(term.get("code", ""))[:120],
                    name=str(term["name"])[:300],
                    description=str(term.get("description", term["name"])),
                )
            )
        self._bear(row, identity, attribute.get("value"))

    def _bear(self, row: models.Service, term: str, value: Any) -> None:
        identity = identifier("attribute", row.id, term)
        if identity not in self._written:
            self._written.add(identity)
            self.session.add(
                models.Attribute(
                    id=identity,
                    link_id=row.id,
                    taxonomy_term_id=term,
                    value=None if value is None else str(value),
                )
            )

    def _phones_of(self, row: models.Service, record: Any) -> list[str]:
        """Write the phones of a record; the types of those that were not there."""
        if not record.publishable:
            # Withdrawn or unconfirmed: its number is shown to nobody.
            return []
        label = getattr(record, "label", None)
        written: list[str] = []
        if record.phone and self._phone(
            row, record.phone, "voice", label, record.hours, record.schedule
        ):
            written.append("voice")
        if record.sms:
            own = getattr(record, "sms_hours", None)
            schedule = getattr(record, "sms_schedule", []) or ([] if own else record.schedule)
            if self._phone(row, record.sms, "text", label, own or record.hours, schedule):
                written.append("text")
        return written

    def _phone(
        self,
        row: models.Service,
        number: str,
        kind: str,
        label: str | None,
        hours: str | None,
        schedule: list[Opening],
    ) -> bool:
        identity = identifier("phone", row.id, kind, number)
        if identity in self._written:
            return False
        self._written.add(identity)
        self.session.add(
            models.Phone(
                id=identity,
                service_id=row.id,
                position=next(self._positions),
                number=number,
                type=kind,
                description=label,
                hours=hours,
            )
        )
        for index, opening in enumerate(schedule):
            self.session.add(
                models.Schedule(
                    id=identifier("schedule", identity, str(index)),
                    phone_id=identity,
                    position=index,
                    byday=",".join(opening.byday),
                    opens_at=opening.opens_at,
                    closes_at=opening.closes_at,
                )
            )
        return True

    def _url(self, row: models.Service, label: str, address: str) -> None:
        self.session.add(
            models.Url(
                id=identifier("url", row.id, label), service_id=row.id, label=label, url=address
            )
        )

    def _fields(
        self, row: models.Service, values: dict[str, Any], taxonomy: str = "repere"
    ) -> None:
        """Fields as they are: a text, else JSON."""
        for name, value in values.items():
            if value not in (None, "", []):
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                self._attribute(row, taxonomy, name, text)

    def _terms_of(self, row: models.Service, taxonomy: str, codes: list[str]) -> None:
        for code in dict.fromkeys(codes):
            self._attribute(row, taxonomy, code, None)

    def _attribute(self, row: models.Service, taxonomy: str, code: str, value: str | None) -> None:
        if taxonomy not in self._taxonomies:
            self._taxonomies[taxonomy] = models.Taxonomy(
                id=identifier("taxonomy", taxonomy),
                name=taxonomy,
                description=TAXONOMIES[taxonomy],
            )
            self.session.add(self._taxonomies[taxonomy])
        key = (taxonomy, code)
        if key not in self._terms:
            name, description = wording.term(taxonomy, code)
            self._terms[key] = models.TaxonomyTerm(
                id=identifier("term", taxonomy, code),
                taxonomy_id=self._taxonomies[taxonomy].id,
                code=code,
                name=name,
                description=description,
            )
            self.session.add(self._terms[key])
        self.session.add(
            models.Attribute(
                id=identifier("attribute", row.id, taxonomy, code),
                link_id=row.id,
                taxonomy_term_id=self._terms[key].id,
                value=value,
            )
        )

    def _provenance(self, row: models.Service, name: str, source: str, date: str) -> None:
        identity = identifier("metadata", row.id, name, source)
        if identity in self._written:
            return
        self._written.add(identity)
        self.session.add(
            models.Metadata(
                id=identity,
                resource_id=row.id,
                resource_type="service",
                last_action_date=date,
                last_action_type="import",
                field_name=name,
                updated_by=source,
            )
        )


def _key(identity: str) -> str:
    """An id as the tables hold it: another directory's may be longer."""
    return identity if len(identity) <= 36 else identifier("key", identity)


def _apart(name: str, identity: str, taken: set[str], most: int = 300) -> str:
    """A name that no other row has: told apart by the beginning of its id, if it must be."""
    name = name[:most]
    if name in taken:
        name = f"{name[: most - 11]} ({identity[:8]})"
    taken.add(name)
    return name


def given_name(name: str, identity: str) -> str:
    """A name as its directory gives it, whatever tells its row apart."""
    return name.removesuffix(f" ({identity[:8]})")


def _version(record: BaseModel, linked: BaseModel | None) -> str:
    """What tells one state of a record from another."""
    said = record.json() + (linked.json() if linked else "")
    return hashlib.sha256(said.encode()).hexdigest()[:16]
