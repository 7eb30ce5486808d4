"""The directory's rows as HSDS 3.1 objects: plain dictionaries, absent fields left out.

Source of names, types and nesting: the Human Services Data Specification 3.1. What HSDS has no
field for is an attribute, with its taxonomy. `contacts` are never given: they name persons.
What was read from another directory (`Kept`) is given back beside what we hold.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session, selectinload
from sqlalchemy.sql import Select

from knowledge import finding, models, wording
from knowledge.hsds_tables import Json, linked, links
from knowledge.partners import without_persons
from knowledge.records import identifier
from knowledge.rows import KEPT, given_name

VERSION = "3.1.1"

_FULL = (
    selectinload(models.Service.service_areas),
    selectinload(models.Service.phones).selectinload(models.Phone.schedules),
    selectinload(models.Service.urls),
    selectinload(models.Service.service_at_locations).joinedload(models.ServiceAtLocation.location),
    selectinload(models.Service.attributes)
    .joinedload(models.Attribute.term)
    .joinedload(models.TaxonomyTerm.taxonomy),
)
_SIMPLE = (joinedload(models.Service.organization), selectinload(models.Service.urls))


def services(session: Session, numbers: Sequence[int], full: bool = False) -> list[Json]:
    """The services of these numbers, in that order; `full`: with all that hangs on them."""
    rows = _rows(session, select(models.Service).options(*_SIMPLE), numbers, full)
    ids = [row.id for row in rows]
    provenance = _provenance(session, ids) if full else {}
    kept = _kept(session, ids)
    return [
        _given_back(row, _whole(row, provenance.get(row.id, ()), full), kept.get(row.id), full)
        for row in rows
    ]


def every(session: Session) -> Iterator[Json]:
    """Every published service, whole, in the order of the listings."""
    for numbers in finding.every(session.connection(), finding.Query()):
        yield from services(session, numbers, full=True)
        session.expunge_all()


def minimal(session: Session, numbers: Sequence[int]) -> list[Json]:
    """The id of each service, and when it last changed."""
    found: dict[int, Json] = {}
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        rows = session.execute(
            select(models.Service.number, models.Service.id, models.Service.last_modified).where(
                models.Service.number.in_(some)
            )
        )
        found |= {row.number: {"id": row.id, "last_modified": row.last_modified} for row in rows}
    return [found[number] for number in numbers]


def number_of(session: Session, identity: str) -> int | None:
    """The number of a published service."""
    asked = select(models.Service.number).where(
        models.Service.id == identity, models.Service.publishable.is_(True)
    )
    found: int | None = session.execute(asked).scalar_one_or_none()
    return found


def organization(row: models.Organization) -> Json:
    return _present(
        id=row.id,
        name=given_name(row.name, row.id),
        description=row.description or wording.ORGANIZATION,
        website=row.website,
    )


def taxonomy(row: models.Taxonomy) -> Json:
    name = given_name(row.name, row.id)
    return _present(id=row.id, name=name, description=row.description or name)


def taxonomy_term(row: models.TaxonomyTerm) -> Json:
    detail = taxonomy(row.taxonomy)
    return _present(
        id=row.id,
        code=row.code,
        name=row.name,
        description=row.description,
        taxonomy=detail["name"],
        taxonomy_id=row.taxonomy_id,
        taxonomy_detail=detail,
        language="fr" if _ours(row.taxonomy) else None,
    )


def _ours(row: models.Taxonomy) -> bool:
    return row.id == identifier("taxonomy", row.name)


def service_at_location(row: models.ServiceAtLocation) -> Json:
    """The link and its place; the service is added by whoever lists it."""
    if not _our_place(row):
        session = object_session(row)
        kept = _kept(session, [row.service_id]) if session else {}
        for one in kept.get(row.service_id, {}).get("service", {}).get("service_at_locations", ()):
            if one["id"] == row.id:
                owner = {"service_id": row.service_id}
                return linked({**owner, **one}, "service_at_location")
    return _present(
        id=row.id,
        service_id=row.service_id,
        location_id=row.location_id,
        location=_location(row.location),
    )


def _rows(
    session: Session, asked: Select, numbers: Sequence[int], full: bool
) -> list[models.Service]:
    found: dict[int, models.Service] = {}
    for start in range(0, len(numbers), 500):
        some = asked.where(models.Service.number.in_(numbers[start : start + 500]))
        for row in session.execute(some.options(*_FULL) if full else some).scalars():
            found[row.number] = row
    return [found[number] for number in numbers if number in found]


def _provenance(session: Session, ids: Sequence[str]) -> dict[str, list[models.Metadata]]:
    found: dict[str, list[models.Metadata]] = {}
    for start in range(0, len(ids), 500):
        some = select(models.Metadata).where(
            models.Metadata.resource_id.in_(ids[start : start + 500])
        )
        for row in session.execute(some.order_by(models.Metadata.id)).scalars():
            found.setdefault(row.resource_id, []).append(row)
    return found


_KEPT_TERM = identifier("term", "repere", KEPT)


def _kept(session: Session, ids: Sequence[str]) -> dict[str, Json]:
    """What another directory says of these services: `organization` and `service`, by id."""
    found: dict[str, Json] = {}
    for start in range(0, len(ids), 500):
        rows = session.execute(
            select(models.Attribute.link_id, models.Attribute.value).where(
                models.Attribute.link_id.in_(ids[start : start + 500]),
                models.Attribute.taxonomy_term_id == _KEPT_TERM,
            )
        )
        found |= {row.link_id: json.loads(row.value) for row in rows}
    return found


def _given_back(row: models.Service, item: Json, kept: Json | None, full: bool) -> Json:
    """A service with what another directory says of it, which wins where both speak."""
    if kept is None:
        return item
    said, held = kept["service"], links("service")
    whole = {**item, **{name: value for name, value in said.items() if name not in held}}
    if kept["organization"]:
        whole["organization"] = {
            "id": row.organization_id,
            "name": item["organization"]["name"],
            "description": wording.ORGANIZATION,
            **kept["organization"],
        }
    if not full:
        return whole
    for name, value in said.items():
        if name == "phones":
            whole[name] = _phones(item.get(name, []), value)
        elif name in held:
            whole[name] = [*item.get(name, []), *value] if held[name].many else value
    for one in said.get("metadata", ()):
        # HSDS asks who; we do not keep persons.
        one.setdefault("updated_by", row.source_document)
    return linked(whole)


def _phones(ours: Sequence[Json], given: Sequence[Json]) -> list[Json]:
    """The phones given, each of ours told in the place of the one that it stands for."""
    left, told = list(ours), []
    for one in given:
        mine = None
        if "number" not in one:
            kind = "text" if one["type"] == "text" else "voice"
            mine = next((phone for phone in left if phone["type"] == kind), None)
            if mine is None:
                continue
            left.remove(mine)
        told.append({**(mine or {}), **one})
    return [*told, *left]


def _whole(row: models.Service, provenance: Iterable[models.Metadata], full: bool) -> Json:
    return {**_service(row), **_nested(row, provenance)} if full else _service(row)


def _service(row: models.Service) -> Json:
    """What a list shows: the fields that a service has once, and its organization."""
    site = next((url.url for url in row.urls if url.label == "site"), None)
    return _present(
        id=row.id,
        organization_id=row.organization_id,
        name=row.name,
        description=row.description,
        url=site,
        status=row.status,
        application_process=row.application_process,
        eligibility_description=wording.eligibility(row.minimum_age, row.maximum_age),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        assured_date=row.assured_date.isoformat(),
        last_modified=row.last_modified,
        organization=organization(row.organization),
    )


def _nested(row: models.Service, provenance: Iterable[models.Metadata]) -> Json:
    return _present(
        additional_urls=[_url(url) for url in row.urls if url.label != "site"],
        phones=[_phone(phone) for phone in row.phones],
        schedules=[one for phone in row.phones for one in _schedules(phone)],
        service_areas=[_service_area(area) for area in row.service_areas],
        service_at_locations=[
            service_at_location(one) for one in row.service_at_locations if _our_place(one)
        ],
        languages=[
            _language(row.id, one.term.code)
            for one in row.attributes
            if one.term.taxonomy.name == "langue"
        ],
        attributes=[
            said
            for one in row.attributes
            if _ours(one.term.taxonomy) and one.taxonomy_term_id != _KEPT_TERM
            for said in [_attribute(one)]
            if said is not None
        ],
        metadata=[_metadata(one, row.assured_date) for one in provenance],
    )


def _our_place(row: models.ServiceAtLocation) -> bool:
    """Whether it is one of our territories, and no place of another directory."""
    return row.location_id == identifier("location", row.location.name)


def _url(row: models.Url) -> Json:
    return _present(id=row.id, service_id=row.service_id, label=row.label, url=row.url)


def _phone(row: models.Phone) -> Json:
    return _present(
        id=row.id,
        service_id=row.service_id,
        number=row.number,
        type=row.type,
        description=row.description,
    )


def _schedules(phone: models.Phone) -> list[Json]:
    """The hours of a phone; HSDS hangs them on the service, so the notes say which phone."""
    same = {
        "service_id": phone.service_id,
        "description": phone.hours,
        "notes": wording.hours_of(phone.number, phone.type),
    }
    if not phone.schedules:
        if not phone.hours:
            return []
        return [_present(id=identifier("schedule", phone.id, "hours"), **same)]
    return [
        _present(
            id=row.id,
            freq="WEEKLY",
            byday=row.byday,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            **same,
        )
        for row in phone.schedules
    ]


def _service_area(row: models.ServiceArea) -> Json:
    return _present(
        id=row.id, service_id=row.service_id, name=row.name, extent=row.extent, extent_type="text"
    )


def _location(row: models.Location) -> Json:
    return _present(
        id=row.id, location_type=row.location_type, name=row.name, description=row.description
    )


def _language(service: str, code: str) -> Json:
    return _present(
        id=identifier("language", service, code),
        service_id=service,
        name=wording.LANGUAGES.get(code, code),
        code=code,
    )


_PARTNERS_TERM = identifier("term", "recension", "partners")


def _attribute(row: models.Attribute) -> Json | None:
    """A term and its value. A fiche's partners are named without persons, or not at all."""
    value = row.value
    if row.taxonomy_term_id == _PARTNERS_TERM:
        value = without_persons(value or "")
        if not value:
            return None
    return _present(
        id=row.id,
        link_id=row.link_id,
        link_entity=row.link_entity,
        taxonomy_term_id=row.taxonomy_term_id,
        value=value,
        taxonomy_term=taxonomy_term(row.term),
    )


def _metadata(row: models.Metadata, assured: dt.date) -> Json:
    """HSDS asks for both values, and for a day: without one, the day the record was checked."""
    return {
        "id": row.id,
        "resource_id": row.resource_id,
        "resource_type": row.resource_type,
        "last_action_date": _day(row.last_action_date) or assured.isoformat(),
        "last_action_type": row.last_action_type,
        "field_name": row.field_name,
        "previous_value": "",
        "replacement_value": row.replacement_value or "",
        "updated_by": row.updated_by,
    }


def _day(written: str) -> str | None:
    try:
        return dt.date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return None


def _present(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
