"""The directory's tables, after Open Referral HSDS 3.1.

Names are HSDS's. `Service` adds the columns that the matcher filters on; all
else that describes a service hangs on `attribute` → `taxonomy_term`. The
`contact` entity is left out: it names persons, and we keep none.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeMeta, Mapped, registry, relationship

_registry = registry()


class Base(metaclass=DeclarativeMeta):
    """Declared in full rather than by a factory, so that types are checked."""

    __abstract__ = True
    registry = _registry
    metadata = _registry.metadata

    def __init__(self, **values: object) -> None:
        _registry.constructor(self, **values)


class Organization(Base):
    __tablename__ = "organization"

    id: Mapped[str] = Column(String(36), primary_key=True)
    name: Mapped[str] = Column(String(300), nullable=False, unique=True)
    description: Mapped[str | None] = Column(Text)
    website: Mapped[str | None] = Column(String(500))


class Service(Base):
    __tablename__ = "service"

    id: Mapped[str] = Column(String(36), primary_key=True)
    organization_id: Mapped[str] = Column(ForeignKey("organization.id"), nullable=False, index=True)
    name: Mapped[str] = Column(String(300), nullable=False)
    description: Mapped[str] = Column(Text, nullable=False)
    status: Mapped[str] = Column(String(40), nullable=False)
    application_process: Mapped[str] = Column(Text, nullable=False)
    minimum_age: Mapped[int | None] = Column(Integer)
    maximum_age: Mapped[int | None] = Column(Integer)
    assured_date: Mapped[dt.date] = Column(Date, nullable=False)
    last_modified: Mapped[str] = Column(String(20), nullable=False, index=True)
    # Ours: its place in every listing, what tells that it changed, and what the matcher and
    # the lines need as facts, not as terms.
    number: Mapped[int] = Column(Integer, nullable=False, unique=True)
    version: Mapped[str] = Column(String(16), nullable=False)
    kind: Mapped[str] = Column(String(40), nullable=False, index=True)
    code: Mapped[str | None] = Column(String(80), unique=True)
    stage: Mapped[str] = Column(String(40), nullable=False)
    direct_access: Mapped[bool] = Column(Boolean, nullable=False)
    publishable: Mapped[bool] = Column(Boolean, nullable=False)
    confidence: Mapped[str | None] = Column(String(10))
    contact_code: Mapped[str | None] = Column(String(80))
    variant_of: Mapped[str | None] = Column(String(80))
    label: Mapped[str | None] = Column(String(200))
    source_document: Mapped[str] = Column(String(300), nullable=False)
    source_locator: Mapped[str] = Column(String(500), nullable=False)

    organization: Mapped[Organization] = relationship(Organization)
    service_areas: Mapped[list[ServiceArea]] = relationship(
        "ServiceArea", order_by="ServiceArea.extent", cascade="all, delete-orphan"
    )
    phones: Mapped[list[Phone]] = relationship(
        "Phone", order_by="Phone.position", cascade="all, delete-orphan"
    )
    urls: Mapped[list[Url]] = relationship(
        "Url", order_by="Url.label", cascade="all, delete-orphan"
    )
    attributes: Mapped[list[Attribute]] = relationship(
        "Attribute", order_by="Attribute.id", cascade="all, delete-orphan"
    )
    service_at_locations: Mapped[list[ServiceAtLocation]] = relationship(
        "ServiceAtLocation",
        order_by="ServiceAtLocation.number",
        cascade="all, delete-orphan",
        back_populates="service",
    )


class ServiceArea(Base):
    """`extent` is a region's code; a province-wide service has all seventeen."""

    __tablename__ = "service_area"

    id: Mapped[str] = Column(String(36), primary_key=True)
    service_id: Mapped[str] = Column(ForeignKey("service.id"), nullable=False, index=True)
    name: Mapped[str] = Column(String(120), nullable=False)
    extent: Mapped[str] = Column(String(2), nullable=False, index=True)
    extent_type: Mapped[str] = Column(String(40), nullable=False, default="region")


class Location(Base):
    """Where a service works: a region or the whole of Québec, for no address is published."""

    __tablename__ = "location"

    id: Mapped[str] = Column(String(36), primary_key=True)
    location_type: Mapped[str] = Column(String(20), nullable=False)
    name: Mapped[str] = Column(String(120), nullable=False)
    description: Mapped[str] = Column(Text, nullable=False)


class ServiceAtLocation(Base):
    """`number`: its place in every listing."""

    __tablename__ = "service_at_location"

    id: Mapped[str] = Column(String(36), primary_key=True)
    number: Mapped[int] = Column(Integer, nullable=False, unique=True)
    service_id: Mapped[str] = Column(ForeignKey("service.id"), nullable=False, index=True)
    location_id: Mapped[str] = Column(ForeignKey("location.id"), nullable=False, index=True)

    service: Mapped[Service] = relationship(Service, back_populates="service_at_locations")
    location: Mapped[Location] = relationship(Location)


class Phone(Base):
    """`type` is `voice` or `text`; `description` tells two numbers apart."""

    __tablename__ = "phone"

    id: Mapped[str] = Column(String(36), primary_key=True)
    service_id: Mapped[str] = Column(ForeignKey("service.id"), nullable=False, index=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    number: Mapped[str] = Column(String(20), nullable=False)
    type: Mapped[str] = Column(String(10), nullable=False)
    description: Mapped[str | None] = Column(String(200))
    hours: Mapped[str | None] = Column(String(200))

    schedules: Mapped[list[Schedule]] = relationship(
        "Schedule", order_by="Schedule.position", cascade="all, delete-orphan"
    )


class Schedule(Base):
    """Opening hours of a phone: iCalendar days, local times of Québec."""

    __tablename__ = "schedule"

    id: Mapped[str] = Column(String(36), primary_key=True)
    phone_id: Mapped[str] = Column(ForeignKey("phone.id"), nullable=False, index=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    byday: Mapped[str] = Column(String(30), nullable=False)
    opens_at: Mapped[str] = Column(String(5), nullable=False)
    closes_at: Mapped[str] = Column(String(5), nullable=False)


class Url(Base):
    """`label` is `site` or `clavardage`."""

    __tablename__ = "url"

    id: Mapped[str] = Column(String(36), primary_key=True)
    service_id: Mapped[str] = Column(ForeignKey("service.id"), nullable=False, index=True)
    label: Mapped[str] = Column(String(40), nullable=False)
    url: Mapped[str] = Column(String(500), nullable=False)


class Taxonomy(Base):
    """`name`: situation, audience, sexe, type, modalite, urgence, langue…"""

    __tablename__ = "taxonomy"

    id: Mapped[str] = Column(String(36), primary_key=True)
    name: Mapped[str] = Column(String(80), nullable=False, unique=True)
    description: Mapped[str] = Column(Text, nullable=False)


class TaxonomyTerm(Base):
    __tablename__ = "taxonomy_term"

    id: Mapped[str] = Column(String(36), primary_key=True)
    taxonomy_id: Mapped[str] = Column(ForeignKey("taxonomy.id"), nullable=False, index=True)
    code: Mapped[str] = Column(String(120), nullable=False)
    name: Mapped[str] = Column(String(300), nullable=False)
    description: Mapped[str] = Column(Text, nullable=False)

    taxonomy: Mapped[Taxonomy] = relationship(Taxonomy)


class Attribute(Base):
    """A term borne by a service; `value` keeps the words of an open field."""

    __tablename__ = "attribute"

    id: Mapped[str] = Column(String(36), primary_key=True)
    link_id: Mapped[str] = Column(ForeignKey("service.id"), nullable=False, index=True)
    link_entity: Mapped[str] = Column(String(20), nullable=False, default="service")
    taxonomy_term_id: Mapped[str] = Column(
        ForeignKey("taxonomy_term.id"), nullable=False, index=True
    )
    value: Mapped[str | None] = Column(Text)

    term: Mapped[TaxonomyTerm] = relationship(TaxonomyTerm)


class Metadata(Base):
    """Provenance: which source said which field, and when."""

    __tablename__ = "metadata"

    id: Mapped[str] = Column(String(36), primary_key=True)
    resource_id: Mapped[str] = Column(String(36), nullable=False, index=True)
    resource_type: Mapped[str] = Column(String(40), nullable=False)
    last_action_date: Mapped[str] = Column(String(40), nullable=False)
    last_action_type: Mapped[str] = Column(String(20), nullable=False)
    field_name: Mapped[str] = Column(String(80), nullable=False)
    replacement_value: Mapped[str | None] = Column(Text)
    updated_by: Mapped[str] = Column(String(500), nullable=False)


class Facet(Base):
    """A value that services are found by, and how many bear it: counted once, when it is built.

    `kind` is `all`, `term`, `taxonomy`, `organization`, `area` (a region's code) or `ages`
    (« 12-17 », an open end left empty); `key` the id or code of the value.
    """

    __tablename__ = "facet"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    id: Mapped[int] = Column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = Column(String(20), nullable=False)
    key: Mapped[str] = Column(String(80), nullable=False)
    size: Mapped[int] = Column(Integer, nullable=False)


class ServiceFacet(Base):
    """The services of a facet, by number: only those that may be published."""

    __tablename__ = "service_facet"
    __table_args__: ClassVar = {"sqlite_with_rowid": False}

    facet_id: Mapped[int] = Column(ForeignKey("facet.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = Column(Integer, primary_key=True, autoincrement=False)


class SearchWord(Base):
    """Every word that a published service or an organization can be found by, folded."""

    __tablename__ = "search_word"

    word: Mapped[str] = Column(String(120), primary_key=True)


class Release(Base):
    """What the tables were built from: one row; readers reload when it changes."""

    __tablename__ = "release"

    id: Mapped[int] = Column(Integer, primary_key=True)
    digest: Mapped[str] = Column(String(64), nullable=False)
    built_at: Mapped[dt.datetime] = Column(DateTime(timezone=True), nullable=False)
