"""The directory's database: address → engine, schema, and one rebuild in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, delete, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge import indexing, models, rows
from knowledge.records import (
    ContactRecord,
    ServiceRecord,
)
from knowledge.settings import database_url

MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 3


@lru_cache(maxsize=8)
def engine_for(url: str) -> Engine:
    """One engine an address; SQLite readers are not blocked by a rebuild."""
    sqlite = url.startswith("sqlite")
    engine = create_engine(
        url,
        future=True,
        pool_pre_ping=not sqlite,
        connect_args={"timeout": _BUSY_SECONDS} if sqlite else {"connect_timeout": _BUSY_SECONDS},
    )
    if sqlite:

        @event.listens_for(engine, "connect")
        def _pragmas(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA foreign_keys=ON")

    return engine


def engine() -> Engine:
    return engine_for(database_url())


def migrate(url: str | None = None) -> None:
    """Bring the schema up to the last revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url or database_url()
    command.upgrade(config, "head")


def release_digest(session: Session) -> str | None:
    """The digest of the data files that the tables hold, `None` when empty."""
    return session.execute(select(models.Release.digest)).scalar_one_or_none()


def rebuild(
    engine: Engine,
    services: Iterable[ServiceRecord],
    contacts: Iterable[ContactRecord],
    region_names: dict[str, str],
    digest: str,
) -> None:
    """Replace every row by the records', in one transaction: all or nothing."""
    now = dt.datetime.now(dt.timezone.utc)
    with Session(engine, future=True) as session, session.begin():
        before = _versions(session)
        for table in reversed(models.Base.metadata.sorted_tables):
            session.execute(delete(table))
        by_code = {contact.id: contact for contact in contacts}
        writer = rows.Writer(session, region_names, by_code, before, stamp(now))
        for contact in writer.contacts.values():
            writer.contact(contact)
        for service in services:
            writer.service(service)
        session.add(models.Release(id=1, digest=digest, built_at=now))
        session.flush()
        indexing.index(session.connection())


def stamp(moment: dt.datetime) -> str:
    """A moment as HSDS writes it: `2026-11-28T12:00:00Z`."""
    return moment.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _versions(session: Session) -> dict[str, tuple[str, str]]:
    """For each service, its version and since when it is so."""
    found = session.execute(
        select(models.Service.id, models.Service.version, models.Service.last_modified)
    )
    return {row.id: (row.version, row.last_modified) for row in found}
