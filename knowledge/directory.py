"""The directory in memory: read once from the database, again when it was rebuilt.

When the database cannot be read any more, the copy that was current last serves on.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session, joinedload, selectinload

from knowledge import database, datafiles, facets, fulltext, indexing, models, rows, wording
from knowledge.services import Opening, Phone, Service, Trace

logger = logging.getLogger(__name__)

LINE_KINDS = frozenset(
    {"urgence", "crise", "ligne", "signalement", "protection_jeunesse", "police"}
)
"""Contacts of these kinds are human lines; the others are services to suggest."""


def release(folder: Path | None = None) -> str:
    """What the tables should be built from: the data files, and the code that fills them."""
    state = hashlib.sha256(datafiles.digest(folder).encode())
    for module in (database, facets, fulltext, indexing, rows, wording):
        state.update(Path(str(module.__file__)).read_bytes())
    return state.hexdigest()


@dataclass(frozen=True)
class Directory:
    """Everything the rules of orientation choose from."""

    digest: str
    entries: tuple[Service, ...]

    @property
    def services(self) -> tuple[Service, ...]:
        """What can be suggested: no help line, no second number, and no bare name of
        an organisation whose initiatives already answer the same situations.
        """
        answered: dict[str, set[str]] = {}
        for entry in self.entries:
            if entry.contact_code:
                answered.setdefault(entry.contact_code, set()).update(entry.situations)
        return tuple(
            entry
            for entry in self.entries
            if entry.kind not in LINE_KINDS
            and not entry.variant_of
            and (
                entry.publishable
                or entry.code is None
                or not set(entry.situations) <= answered.get(entry.code, set())
            )
        )

    def get(self, identity: str) -> Service | None:
        return next((entry for entry in self.entries if entry.id == identity), None)


_CENSUS = "recension"
"""The taxonomy whose values are the fields of a fiche of the census."""

_EMPTY = "Répertoire vide : lancer « repere import » ou « repere serve » pour le remplir."
_cache: dict[str, _Kept] = {}
_lock = threading.Lock()

LONGEST = 24 * 3600.0
"""Seconds that a copy may serve without the database: what it says was checked by then."""

PAUSE = 5.0
"""Seconds before a database that failed is tried again: nobody waits for it twice."""


@dataclass
class _Kept:
    """A copy, until when it is known to be good, and when the database may be asked again."""

    directory: Directory
    good_until: float
    again_at: float = 0.0


def load(engine: Engine | None = None) -> Directory:
    """The directory as the database holds it now.

    One small query tells whether the copy in memory is current, so that an
    import is seen by the next message. Raises `LookupError` when the database is empty and
    `SQLAlchemyError` when it cannot be read, if no copy was current in the last day.
    """
    engine = engine or database.engine()
    kept = _cache.get(str(engine.url))
    now = time.monotonic()
    if kept is None or now >= kept.good_until:
        return _load(engine)
    if now < kept.again_at:
        return kept.directory
    try:
        return _load(engine)
    except (LookupError, SQLAlchemyError) as error:
        logger.warning("Base illisible (%s) : dernière copie.", type(error).__name__)
        kept.again_at = now + PAUSE
        return kept.directory


def _load(engine: Engine) -> Directory:
    key = str(engine.url)
    with Session(engine, future=True) as session:
        try:
            digest = database.release_digest(session)
        except (OperationalError, ProgrammingError) as error:
            if inspect(engine).has_table(models.Release.__tablename__):
                raise
            raise LookupError(_EMPTY) from error
        if digest is None:
            raise LookupError(_EMPTY)
        with _lock:
            known = _cache.get(key)
            current = known is not None and known.directory.digest == digest
            directory = known.directory if known and current else Directory(digest, _read(session))
            _cache[key] = _Kept(directory, time.monotonic() + LONGEST)
            return directory


def fill(engine: Engine | None = None) -> bool:
    """Rebuild the database if the data files, or what is made of them, changed."""
    engine = engine or database.engine()
    digest = release()
    with Session(engine, future=True) as session:
        if database.release_digest(session) == digest:
            return False
    services, contacts = datafiles.load_all()
    database.rebuild(engine, services, contacts, datafiles.region_names(), digest)
    return True


def _read(session: Session) -> tuple[Service, ...]:
    traces = _traces(session)
    rows = session.execute(
        select(models.Service).options(
            joinedload(models.Service.organization),
            selectinload(models.Service.service_areas),
            selectinload(models.Service.phones).selectinload(models.Phone.schedules),
            selectinload(models.Service.urls),
            selectinload(models.Service.attributes)
            .joinedload(models.Attribute.term)
            .joinedload(models.TaxonomyTerm.taxonomy),
        )
    ).scalars()
    found = (_service(row, traces.get(row.id, ())) for row in rows)
    return tuple(sorted(found, key=lambda item: item.id))


def _traces(session: Session) -> dict[str, tuple[Trace, ...]]:
    """What is known of each record's origin, the newest first."""
    found: dict[str, list[Trace]] = {}
    for row in session.execute(select(models.Metadata)).scalars():
        trace = Trace(row.field_name, row.updated_by, row.last_action_date, row.last_action_type)
        found.setdefault(row.resource_id, []).append(trace)
    return {
        identity: tuple(sorted(several, key=lambda one: (one.date, one.source), reverse=True))
        for identity, several in found.items()
    }


def _service(row: models.Service, traces: tuple[Trace, ...]) -> Service:
    terms: dict[str, list[str]] = {}
    census: dict[str, str] = {}
    for attribute in row.attributes:
        taxonomy = attribute.term.taxonomy.name
        terms.setdefault(taxonomy, []).append(attribute.term.code)
        if taxonomy == _CENSUS and attribute.value:
            census[attribute.term.code] = attribute.value
    urls = {url.label: url.url for url in row.urls}
    return Service(
        id=row.id,
        name=row.name,
        organization=row.organization.name,
        summary=row.description,
        reach=row.application_process,
        kind=row.kind,
        stage=row.stage,
        direct_access=row.direct_access,
        publishable=row.publishable,
        assured_date=row.assured_date,
        source_document=row.source_document,
        source_locator=row.source_locator,
        regions=tuple(area.extent for area in row.service_areas),
        access=next(iter(terms.get("acces", ())), "public"),
        situations=tuple(sorted(terms.get("situation", ()))),
        audiences=tuple(sorted(terms.get("audience", ()))),
        sexes=tuple(sorted(terms.get("sexe", ()))),
        types=tuple(sorted(terms.get("type", ()))),
        modality=next(iter(terms.get("modalite", ())), None),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        phones=tuple(_phone(phone) for phone in row.phones),
        url=urls.get("site"),
        chat=urls.get("clavardage"),
        code=row.code,
        label=row.label,
        variant_of=row.variant_of,
        contact_code=row.contact_code,
        urgences=tuple(sorted(terms.get("urgence", ()))),
        languages=tuple(sorted(terms.get("langue", ()))),
        census=tuple(sorted(census.items())),
        traces=traces,
    )


def _phone(row: models.Phone) -> Phone:
    return Phone(
        number=row.number,
        kind=row.type,
        label=row.description,
        hours=row.hours,
        schedule=tuple(
            Opening(tuple(item.byday.split(",")), item.opens_at, item.closes_at)
            for item in row.schedules
        ),
    )
