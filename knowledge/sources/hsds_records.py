"""An HSDS service as a record: our own words read back, the rest kept as it was given.

What a record of ours cannot tell from its HSDS form stays as it is in the data files: `note` and
`publishable`, which are never exported, and the words of our vocabularies that another
directory does not use.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import phonenumbers

from knowledge import wording
from knowledge.datafiles import Record
from knowledge.hsds_tables import Json
from knowledge.places import find_place
from knowledge.records import (
    CONTACTS_DOCUMENT,
    CensusFacts,
    ContactRecord,
    Kept,
    ServiceRecord,
    identifier,
    read_number,
)
from knowledge.rows import TAXONOMIES
from knowledge.sources.census_fields import fold
from knowledge.vocabulary import (
    REGIONS,
    Modality,
    Profil,
    ServiceType,
    Sexe,
    Situation,
    Stage,
    Urgence,
)

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
_OLDEST = 120
_SHORTEST_SUMMARY = 20
_SHORTEST_REACH = 8

_VOCABULARIES = {identifier("taxonomy", name): name for name in TAXONOMIES}
_LISTS: dict[str, tuple[str, Sequence[str]]] = {
    "situation": ("situations", Situation.values()),
    "audience": ("audiences", Profil.values()),
    "sexe": ("sexes", Sexe.values()),
    "type": ("types", ServiceType.values()),
    "urgence": ("urgences", Urgence.values()),
    "langue": ("languages", ()),
}
"""Our vocabularies of which a record may bear several words, each with its order."""
_SINGLES = {"modalite": "modality", "acces": "access"}
_TERMS = {
    identifier("term", name, code): (name, code)
    for name, (_, codes) in {**_LISTS, "modalite": ("", Modality.values())}.items()
    for code in codes
}

_EXTENSION = re.compile(r"[\s,;]*\bposte\s*(\d+)\s*$", re.IGNORECASE)
_EVERYWHERE = frozenset(
    {"quebec (province)", "province de quebec", "tout le quebec", "ensemble du quebec", "canada"}
)
_MISSING = "champ obligatoire absent"
_NO_DATE = "date attendue, par exemple 2026-11-22"
_NO_REGION = "aucune région du Québec reconnue; donner un code de 01 à 17 dans « extent »"
_NOT_OURS = "cet identifiant n'est pas celui de la fiche de ce code"

HSDS_FIELDS = {
    "id": "attributes.repere.code",
    "summary": "description",
    "reach": "application_process",
    "organization": "organization.name",
    "regions": "service_areas",
    "phone": "phones",
    "sms": "phones",
    "chat": "additional_urls",
    "schedule": "schedules",
    **{name: f"attributes.{taxonomy}" for taxonomy, (name, _) in _LISTS.items()},
    **{name: f"attributes.{taxonomy}" for taxonomy, name in _SINGLES.items()},
    "stage": "attributes.stade",
    "kind": "attributes.fiche",
    "confidence": "attributes.repere.confidence",
}
"""Where HSDS holds the fields of a record."""


@dataclass
class Entry:
    """A record as the data files write it, and what is wrong in the service."""

    fields: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)


def stub(service: Json) -> Record:
    """A record with the service's identity alone, to look for the one that is there."""
    words, _ = _words(service)
    code = words.get("repere", {}).get("code")
    if _is_contact(words) and code:
        return ContactRecord.construct(id=code)
    return ServiceRecord.construct(hsds=Kept.construct(id=service["id"]))


def entry(service: Json, document: str, before: Record | None) -> Entry:
    """What a service says, completed by `before`, the record of the same id.

    `document` names the file, for a service that says no source of its own.
    """
    return _Reader(service, document, before).read()


Words = dict[str, dict[str, str | None]]


def _words(service: Json) -> tuple[Words, list[Json]]:
    """The words of our vocabularies with their values, and the attributes of others."""
    words: Words = {}
    others: list[Json] = []
    for attribute in service.get("attributes", ()):
        term = attribute.get("taxonomy_term", {})
        detail = term.get("taxonomy_detail", {})
        known = _VOCABULARIES.get(detail.get("id") or term.get("taxonomy_id") or "")
        taxonomy, code = _TERMS.get(term.get("id", ""), (known, term.get("code")))
        if taxonomy and code:
            words.setdefault(taxonomy, {})[str(code)] = attribute.get("value")
        else:
            others.append(attribute)
    return words, others


def _is_contact(words: Words) -> bool:
    return next(iter(words.get("fiche", ())), "initiative") != "initiative"


class _Reader:
    """One service being read.

    `rest` is what no field of ours has taken; `fields` what the service speaks of, `None` for
    what it says is not: a field that is not there keeps what it was.
    """

    def __init__(self, service: Json, document: str, before: Record | None) -> None:
        self.id: str = service["id"]
        self.before = before
        self.rest = dict(service)
        self.words, others = _words(service)
        self._keep("attributes", others)
        self.said = self.words.get("repere", {})
        self.ours = "fiche" in self.words
        self.contact = _is_contact(self.words)
        self.model = ContactRecord if self.contact else ServiceRecord
        self.fields: dict[str, Any] = {}
        self.faults: list[tuple[str, str]] = []
        self.source = self._source(document)

    def read(self) -> Entry:
        organization = self._take("organization") or {}
        self.fields |= {"name": self._take("name"), "organization": organization.get("name")}
        self._vocabularies()
        self._ages()
        self._regions()
        self._phones()
        self._addresses()
        self._dates()
        self._stage()
        self._own_facts()
        self._sentences()
        self._provenance()
        self._leave(organization)
        return Entry(self._completed(), self.faults)

    # --- what is taken, and what is left -------------------------------------------------

    def _take(self, name: str) -> Any:
        return self.rest.pop(name, None)

    def _keep(self, name: str, items: Sequence[Json]) -> None:
        self.rest.pop(name, None)
        if items:
            self.rest[name] = list(items)

    def _ours_apart(self, name: str, *parts: Any) -> tuple[list[Json], list[Json]]:
        """The objects of a list that have the id that we give them, and the others."""
        mine: list[Json] = []
        others: list[Json] = []
        for one in self._take(name) or ():
            made = [str(part(one) if callable(part) else part) for part in parts]
            (mine if one["id"] == identifier(*made) else others).append(one)
        self._keep(name, others)
        return mine, others

    def _json(self, name: str) -> Any:
        """A field of ours that is no text."""
        written = self.said.get(name)
        try:
            return None if written is None else json.loads(written)
        except ValueError:
            self.faults.append((f"attributes.repere.{name}", "forme inattendue"))
            return None

    # --- field by field --------------------------------------------------------------------

    def _source(self, document: str) -> dict[str, str]:
        """The source that it says; that of our own record; else the file."""
        told = {name: self.said.get(f"source.{name}") for name in ("document", "locator")}
        if self.contact:
            return {"document": CONTACTS_DOCUMENT, "locator": self.id}
        if told["document"] and told["locator"]:
            return {name: str(value) for name, value in told.items()}
        if isinstance(self.before, ServiceRecord) and self.before.hsds is None:
            return dict(self.before.source.dict())
        return {"document": document, "locator": self.id}

    def _vocabularies(self) -> None:
        """A vocabulary that another directory does not use says nothing."""
        for taxonomy, (name, order) in _LISTS.items():
            if name in self.model.__fields__ and (self.ours or taxonomy in self.words):
                codes = self.words.get(taxonomy, {})
                self.fields[name] = sorted(codes, key=lambda code: _rank(code, order))
        for taxonomy, name in _SINGLES.items():
            if name in self.model.__fields__ and (self.ours or taxonomy in self.words):
                self.fields[name] = next(iter(self.words.get(taxonomy, {})), None)
        if self.ours or "acces_direct" in self.words:
            self.fields["direct_access"] = "oui" in self.words.get("acces_direct", {})

    def _ages(self) -> None:
        """Whole years; what is no whole year of a life is left as it is, too."""
        for name in ("minimum_age", "maximum_age"):
            given = self.fields[name] = self._take(name)
            if isinstance(given, float) or (isinstance(given, int) and given > _OLDEST):
                whole = int(given)
                self.fields[name] = whole if whole <= _OLDEST else None
                if self.fields[name] != given:
                    self.rest[name] = given
        bounds = [self.fields[name] for name in ("minimum_age", "maximum_age")]
        told = wording.eligibility(*bounds)
        if self.rest.get("eligibility_description") == told:
            self._take("eligibility_description")

    def _regions(self) -> None:
        """By our own areas, else by the names of theirs and of their places."""
        codes = {identifier("area", self.id, code): code for code in REGIONS}
        areas = self._take("service_areas") or []
        regions = sorted(codes[one["id"]] for one in areas if one["id"] in codes)
        given = [one for one in areas if one["id"] not in codes]
        self._keep("service_areas", given)
        territories, places = self._ours_apart(
            "service_at_locations", "service_at_location", self.id, _place_name
        )
        named = {_place_name(one) for one in territories}
        if wording.PROVINCE in named and regions == list(REGIONS):
            self.fields |= {"province": True, "regions": self._json("regions")}
            return
        found = regions or _regions_of(given, places)
        if found == REGIONS:
            self.fields |= {"province": True, "regions": None}
        elif found:
            self.fields |= {"province": None, "regions": list(found)}
        elif self.before is None:
            self.faults.append(("service_areas", _NO_REGION))

    def _phones(self) -> None:
        """The first phone and the first text number; what else they say is left."""
        mine, given = self._ours_apart(
            "phones", "phone", self.id, lambda one: one.get("type"), lambda one: one.get("number")
        )
        given = [one for one in given if "number" in one]
        told = {(one["number"], one["type"]) for one in mine}
        own: dict[str, list[str]] = {"voice": [], "text": []}
        for one in mine:
            own[one["type"]].append(one["number"])
        for kind in (self.said.get("borrowed") or "").split():
            del own.get(kind, [])[-1:]
        main = {kind: numbers[0] if numbers else None for kind, numbers in own.items()}
        for place, one in enumerate(given):
            kind = "text" if one.get("type") == "text" else "voice"
            number, extension = _number(one)
            if number and main[kind] is None:
                main[kind] = number
                told.add((number, kind))
                extra = {"extension": extension} if extension else {}
                rest = {name: value for name, value in one.items() if name != "number"}
                given[place] = {"type": kind, **extra, **rest}
        self._keep("phones", given)
        if mine and not self.ours and self.before is not None:
            # Our own numbers given back without our words, which say whose they are.
            self._hours(None, told)
            return
        self.fields |= {"phone": main["voice"], "sms": main["text"]}
        self._hours(main["voice"], told)

    def _hours(self, phone: str | None, told: set[tuple[str, str]]) -> None:
        """The hours of our phones, which their notes name; those of others are left."""
        notes = {wording.hours_of(*one) for one in told}
        schedules = self._take("schedules") or []
        self._keep("schedules", [one for one in schedules if one.get("notes") not in notes])
        name = wording.hours_of(phone, "voice") if phone else None
        mine = [one for one in schedules if name and one.get("notes") == name]
        if mine:
            opened = [_opening(one) for one in mine if "opens_at" in one]
            self.fields |= {"hours": mine[0].get("description"), "schedule": opened or None}
        elif self.ours:
            hours = None if phone else self.said.get("hours")
            self.fields |= {"hours": hours, "schedule": None if phone else self._json("schedule")}

    def _addresses(self) -> None:
        site = self._take("url")
        borrowed = "site" in (self.said.get("borrowed") or "").split()
        if not self._may_be_lent(site):
            self.fields["url"] = None if borrowed else site
        chat, _ = self._ours_apart("additional_urls", "url", self.id, "clavardage")
        if chat or self.ours:
            self.fields["chat"] = chat[0].get("url") if chat else None

    def _may_be_lent(self, site: str | None) -> bool:
        """Whether it may be that of a contact that is not published, hence not named."""
        before = self.before
        lent = isinstance(before, ServiceRecord) and before.contact and not before.url
        return bool(site and lent and not self.said.get("contact"))

    def _dates(self) -> None:
        """Checked when it says so, else when it last changed."""
        name = "assured_date" if "assured_date" in self.rest else "last_modified"
        written = self._take(name)
        self._take("last_modified")
        try:
            self.fields["assured_date"] = None if written is None else _day(written)
        except ValueError:
            self.fields["assured_date"] = None
            self.faults.append((name, _NO_DATE))
            return
        if written is None:
            self.faults.append(("assured_date", _MISSING))

    def _stage(self) -> None:
        status = self._take("status")
        if status not in STATUSES:
            said = f"valeur inconnue; choisir parmi : {', '.join(STATUSES)}"
            self.faults.append(("status", said if status else _MISSING))
        if status in STATUSES[2:]:
            self.rest["status"] = status
        if self.contact:
            return
        active = status == STATUSES[0]
        told = next(iter(self.words.get("stade", {})), None)
        was = self.before.stage if isinstance(self.before, ServiceRecord) else None
        if told is None and was and (was == Stage.EN_APPLICATION) == active:
            return
        self.fields["stage"] = told or (Stage.EN_APPLICATION if active else Stage.EN_SUSPENS).value

    def _own_facts(self) -> None:
        """What HSDS has no field for, and Repère writes as attributes."""
        said = self.said
        for name in ("contact", "variant_of"):
            if name in self.model.__fields__ and said.get(name):
                self.fields[name] = said[name]
        if not self.contact:
            self.fields["source"] = self.source
            if self.ours:
                self.fields["census"] = self._census()
            return
        code = said.get("code")
        if self.id != identifier("contacts", str(code)):
            self.faults.append((HSDS_FIELDS["id"], _NOT_OURS if code else _MISSING))
        self.fields |= {"id": code, "kind": next(iter(self.words["fiche"]))}
        self.fields |= {name: said.get(name) for name in ("confidence", "label", "sms_hours")}
        for name in ("sms_schedule", "cost_free", "confidential", "sources"):
            self.fields[name] = self._json(name)

    def _census(self) -> dict[str, Any] | None:
        printed = self.words.get("recension")
        if not printed:
            return None
        facts: dict[str, Any] = {}
        held = self.before.census if isinstance(self.before, ServiceRecord) else None
        for name, known in CensusFacts.__fields__.items():
            value = printed.get(name)
            if known.outer_type_ is str:
                facts[name] = value or ""
            else:
                facts[name] = json.loads(value) if value else ([] if name == "types" else None)
        if held is not None:
            # Exported without the persons that it names: what was printed stays.
            facts["partners"] = held.partners
        return facts

    def _sentences(self) -> None:
        """What it is and how one gets in: worked out when nothing is said."""
        name, organization = self.fields["name"], self.fields["organization"]
        given = str(self._take("description") or "").strip()
        summary = given
        if len(given) < _SHORTEST_SUMMARY:
            summary = f"{name}, un service de {organization}"
            summary += f" : {given}" if given else "."
            self.rest |= {"description": given} if given else {}
        reach = str(self._take("application_process") or "").strip()
        self.fields["summary"] = summary
        if len(reach) >= _SHORTEST_REACH:
            self.fields["reach"] = reach
            return
        self.rest |= {"application_process": reach} if reach else {}
        if self.before is None:
            self.fields["reach"] = self._reach()

    def _reach(self) -> str:
        if self.fields.get("phone"):
            return "On appelle le service."
        if self.fields.get("url"):
            return "On passe par le site du service."
        return f"On s'adresse à l'organisme : {self.fields['organization']}."

    def _provenance(self) -> None:
        """Who changed what in another directory, without naming anyone."""
        _, others = self._ours_apart(
            "metadata",
            "metadata",
            self.id,
            lambda one: one.get("field_name"),
            lambda one: one.get("updated_by"),
        )
        document = self.source["document"]
        self._keep(
            "metadata",
            [
                {
                    name: value
                    for name, value in one.items()
                    if name != "updated_by" or (self.ours and value != document)
                }
                for one in others
            ],
        )
        if self.contact:
            self._ours_apart("languages", "language", self.id, lambda one: one.get("code"))

    def _leave(self, organization: Json) -> None:
        """What is left is kept; nothing is, when all of it is ours."""
        name = self.fields["organization"]
        theirs = {key: value for key, value in organization.items() if key != "name"}
        if theirs.get("id") == identifier("organization", str(name)):
            theirs.pop("id")
        if theirs.get("description") == wording.ORGANIZATION:
            theirs.pop("description")
        self._take("id")
        made = (
            identifier("contacts", str(self.fields.get("id")))
            if self.contact
            else identifier(self.source["document"], self.source["locator"])
        )
        kept = {"id": self.id, "organization": theirs, "service": self.rest}
        self.fields["hsds"] = kept if theirs or self.rest or made != self.id else None

    # --- beside the record that is there ----------------------------------------------------

    def _completed(self) -> dict[str, Any]:
        """What is said, then what was there, then what a record cannot be without."""
        least = {"situations": [], "audiences": [], "direct_access": False}
        said = {name: value for name, value in self.fields.items() if value is not None}
        if self.before is None:
            return {**least, **said}
        before = self.before.dict()
        known = {
            name: before[name] for name in self.before.__fields_set__ if name not in self.fields
        }
        for name in _UNORDERED & set(said):
            if set(said[name]) == set(before.get(name) or ()):
                said[name] = before[name]
        return {**least, **known, **said}


_UNORDERED = frozenset({"regions", *(name for name, _ in _LISTS.values())})
"""Lists whose order says nothing, and which HSDS does not keep."""


def _rank(code: str, order: Sequence[str]) -> tuple[int, str]:
    return (order.index(code) if code in order else len(order), code)


def _place_name(place: Json) -> str:
    return str(place.get("location", {}).get("name"))


def _number(phone: Json) -> tuple[str | None, int | None]:
    """A number that can be called as it is written, and its extension; none for a fax."""
    if phone.get("type", "voice") not in ("voice", "text", "cell"):
        return None, None
    written = _EXTENSION.sub(r" ext. \1", str(phone.get("number", "")))
    try:
        number = read_number(written)
        extension = phonenumbers.parse(written, "CA").extension
    except (ValueError, phonenumbers.NumberParseException):
        return None, None
    return number, int(extension) if extension else None


def _opening(schedule: Json) -> dict[str, Any]:
    return {
        "byday": str(schedule.get("byday", "")).split(","),
        "opens_at": schedule.get("opens_at"),
        "closes_at": schedule.get("closes_at"),
    }


def _day(written: Any) -> str:
    """A day, of a day or of a moment. Raises `ValueError`."""
    if not isinstance(written, str) or written[10:11] not in ("", "T", " "):
        raise ValueError(written)
    return dt.date.fromisoformat(written[:10]).isoformat()


def _regions_of(areas: Sequence[Json], places: Sequence[Json]) -> Sequence[str]:
    """The regions that areas are of; of their places, when the areas say none.

    A name that lies in several regions says none: it is never guessed.
    """
    found = _codes(
        [one.get("extent"), one.get("name"), one.get("description")] for one in areas
    ) or _codes(
        [str(one.get("postal_code", ""))[:3], one.get("city")]
        for place in places
        for one in place.get("location", {}).get("addresses", ())
    )
    return REGIONS if len(found) == len(REGIONS) else tuple(sorted(found))


def _codes(several: Iterable[Sequence[Any]]) -> set[str]:
    """The regions of what is told in several ways, the first that says one."""
    found: set[str] = set()
    for ways in several:
        for said in ways:
            codes = _region(str(said or "").strip())
            if codes:
                found.update(codes)
                break
    return found


def _region(said: str) -> Sequence[str]:
    if fold(said) in _EVERYWHERE:
        return REGIONS
    if said in REGIONS:
        return (said,)
    place = find_place(said) if said else None
    return place.regions if place and len(place.regions) == 1 else ()
