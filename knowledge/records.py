"""The shape of a record in the data files, and what makes one valid.

`services.yml` and `contacts.yml` are lists of these. A record that does not
fit is refused with one `Refusal` a fault: file, line, field, reason.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, ValidationError, root_validator, validator

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

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://repere.quebec/")
"""Root of every `id`: the same record always gets the same one."""

ContactKind = Literal[
    "urgence", "crise", "ligne", "signalement", "police", "protection_jeunesse", "organisme"
]
Access = Literal["public", "professionnel", "institution"]
Confidence = Literal["high", "medium", "low"]
Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

CONTACTS_DOCUMENT = "Répertoire de Repère"
"""Source of a contact, as people read it; its locator is the address it was read at."""

PERSONAL = frozenset({"contacts", "contact_id", "attention", "assurer_email"})
"""Fields of HSDS that name a person: never kept, never given."""

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

SHORT_CODES = frozenset({"911", "811", "211", "988", "535353", "686868"})


def identifier(*parts: str) -> str:
    """A stable uuid5 from what names a thing."""
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True
        allow_mutation = False


class Opening(_Strict):
    """Hours of some days, local time of Québec; `24:00` is the end of the day."""

    byday: list[Day] = Field(min_items=1)
    opens_at: str = Field(regex=r"^([01]\d|2[0-3]):[0-5]\d$")
    closes_at: str = Field(regex=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")


class Evidence(_Strict):
    """Where a fact was read, and when."""

    address: str = Field(max_length=500)
    date: str | None = Field(max_length=40)


def read_number(value: str | None) -> str | None:
    """A short code as it is, else E.164. Raises `ValueError` for what is no number."""
    if value is None or value in SHORT_CODES:
        return value
    import phonenumbers

    try:
        number = phonenumbers.parse(value, "CA")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError("numéro illisible; écrire par exemple +15145551234")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Kept(_Strict):
    """What another directory says and no field of ours holds, as HSDS 3.1 writes it.

    `id` is the service's there; `organization` and `service` hold their other fields. A phone
    without a number is the record's own `phone`, or `sms` for the type `text`.
    """

    id: str = Field(regex=f"^{UUID.pattern}$")
    organization: dict[str, Any] = {}
    service: dict[str, Any] = {}

    @validator("organization", "service")
    def _as_json(cls, value: dict[str, Any]) -> dict[str, Any]:
        plain: dict[str, Any] = _plain(value)
        return plain


def _plain(value: Any) -> Any:
    """A value as JSON has it: no date, no type of a YAML reader; nobody named."""
    if isinstance(value, dict):
        named = PERSONAL & set(value)
        if named:
            raise ValueError(f"personne n'est nommé ici; enlever {', '.join(sorted(named))}")
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool):
        return value
    for kind in (int, float):
        if isinstance(value, kind):
            return kind(value)
    return str(value)


class _Reach(_Strict):
    """What a service and a contact share: whom it serves, and how one gets in."""

    name: str = Field(min_length=2, max_length=300)
    organization: str = Field(min_length=2, max_length=300)
    summary: str = Field(min_length=20)
    situations: list[Situation]
    audiences: list[Profil]
    direct_access: bool
    reach: str = Field(min_length=8)
    minimum_age: int | None = Field(None, ge=0, le=99)
    maximum_age: int | None = Field(None, ge=0, le=120)
    sexes: list[Sexe] = []
    regions: list[str] = []
    province: bool = False
    publishable: bool = True
    phone: str | None
    sms: str | None
    chat: str | None = Field(max_length=500)
    url: str | None = Field(max_length=500)
    hours: str | None = Field(max_length=200)
    schedule: list[Opening] = []
    assured_date: dt.date
    note: str | None
    hsds: Kept | None

    _phone = validator("phone", "sms", allow_reuse=True)(read_number)

    @validator("regions", each_item=True)
    def _known_region(cls, value: str) -> str:
        if value not in REGIONS:
            raise ValueError("région inconnue; écrire un code de 01 à 17")
        return value

    @validator("url", "chat")
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("adresse illisible; elle commence par https://")
        return value

    @root_validator(skip_on_failure=True)
    def _coherent(cls, values: dict[str, Any]) -> dict[str, Any]:
        low, high = values.get("minimum_age"), values.get("maximum_age")
        if low is not None and high is not None and low > high:
            raise ValueError("l'âge minimum dépasse l'âge maximum")
        if not values["province"] and not values["regions"]:
            raise ValueError("aucune région; donner « regions », ou « province: true »")
        return values

    def region_codes(self) -> tuple[str, ...]:
        return REGIONS if self.province else tuple(self.regions)


class Source(_Strict):
    """The document a record comes from, and the place in it."""

    document: str = Field(max_length=300)
    locator: str = Field(max_length=500)


class CensusFacts(_Strict):
    """A fiche's fields as printed; the two prose fields by digest only.

    The digests let `check-census` compare every field of a report without the
    census's own sentences being copied here.
    """

    title: str
    organization: str
    region: str
    year: str
    stage: str
    main_target: bool | None
    other_target: str
    types: list[ServiceType]
    includes_youth: bool | None
    age_range: str
    sexe: str
    involvement: str
    other_clientele: str
    deployment: str
    frequency: str
    modality: str
    partners: str
    description_digest: str
    objectives_digest: str


class ServiceRecord(_Reach):
    """One initiative of `services.yml`."""

    stage: Stage = Stage.EN_APPLICATION
    types: list[ServiceType] = []
    modality: Modality | None
    access: Access = "public"
    contact: str | None
    source: Source
    census: CensusFacts | None

    @property
    def id(self) -> str:
        """What another directory calls it, or what its source makes of it."""
        if self.hsds is not None:
            return self.hsds.id
        return identifier(self.source.document, self.source.locator)

    @validator("contact")
    def _contact_shape(cls, value: str | None) -> str | None:
        return value or None


class ContactRecord(_Reach):
    """One help line or organisation of `contacts.yml`; `id` is its name there."""

    id: str = Field(regex=r"^[a-z0-9][a-z0-9-]+$", max_length=80)
    kind: ContactKind
    urgences: list[Urgence] = []
    label: str | None = Field(max_length=200)
    variant_of: str | None
    sms_hours: str | None = Field(max_length=200)
    sms_schedule: list[Opening] = []
    languages: list[str] = []
    cost_free: bool | None
    confidential: bool | None
    confidence: Confidence
    sources: list[Evidence] = []

    @root_validator(skip_on_failure=True)
    def _low_has_no_number(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["confidence"] == "low" and (values.get("phone") or values.get("sms")):
            raise ValueError("une fiche « low » ne montre aucun numéro")
        if values["confidence"] == "low" and values["publishable"]:
            raise ValueError("une fiche « low » n'est pas proposée : écrire « publishable: false »")
        return values


class Refusal(BaseModel):
    """One fault of one record, said so that a maintainer can mend it."""

    file: str
    line: int
    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.file}, ligne {self.line}, {self.record}, champ « {self.field} » : {self.reason}"
        )


_REASONS = {
    "value_error.missing": "champ obligatoire absent",
    "value_error.extra": "champ inconnu",
    "type_error.integer": "nombre entier attendu",
    "type_error.bool": "true ou false attendu",
    "type_error.none.not_allowed": "valeur absente",
    "value_error.date": "date attendue, par exemple 2026-11-22",
    "value_error.any_str.min_length": "texte trop court",
    "value_error.list.min_items": "liste vide",
    "value_error.str.regex": "forme inattendue",
    "type_error.list": "liste attendue",
    "type_error.dict": "groupe de champs attendu",
    "type_error.str": "texte attendu",
}


def _reason(error: dict[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "type_error.enum":
        allowed = ", ".join(str(member) for member in context["enum_values"])
        return f"valeur inconnue; choisir parmi : {allowed}"
    if kind == "value_error.const":
        allowed = ", ".join(str(value) for value in context["permitted"])
        return f"valeur inconnue; choisir parmi : {allowed}"
    if kind == "value_error.any_str.max_length":
        return f"texte trop long (limite : {context['limit_value']} signes)"
    if kind in ("value_error.number.not_ge", "value_error.number.not_le"):
        return f"nombre hors bornes (limite : {context['limit_value']})"
    return _REASONS.get(kind, str(error["msg"]))


def faults(error: ValidationError) -> list[tuple[tuple[Any, ...], str]]:
    """Each fault of a record as (path of the field, reason in French)."""
    return [(tuple(item["loc"]), _reason(dict(item))) for item in error.errors()]
