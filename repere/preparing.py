"""The database made ready: schema up to date, and filled from the data files."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


class NotReady(RuntimeError):
    """The database or the data files cannot be used; the message says so in French."""


def prepare_database(engine: Engine | None = None) -> bool:
    """Schema up to date, rows as the data files say; whether anything was filled.

    Raises `NotReady` when the database cannot be opened or written, or when the
    data files do not pass their own checks.
    """
    from knowledge import directory

    migrate_database(engine)
    with said_in_french(engine):
        return directory.fill(engine)


def migrate_database(engine: Engine | None = None) -> None:
    """Bring the schema up to date. Raises `NotReady`."""
    from knowledge import database

    with said_in_french(engine):
        used = engine or database.engine()
        database.migrate(used.url.render_as_string(hide_password=False))


@contextmanager
def said_in_french(engine: Engine | None = None) -> Iterator[None]:
    """Turn what a disk, a database or its driver raises into `NotReady`."""
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    from knowledge.datafiles import BadData

    try:
        yield
    except BadData as error:
        raise NotReady(f"Les données ne passent pas leurs vérifications :\n{error}") from error
    except OSError as error:
        place = f" : {error.filename}" if error.filename else ""
        cause = _CAUSES.get(error.errno or 0, str(error.strerror or type(error).__name__))
        raise NotReady(f"Lecture ou écriture impossible{place} ({cause}).") from error
    except (SQLAlchemyError, CommandError, ImportError) as error:
        raise NotReady(
            f"La base de données ne répond pas : {_address(engine)} ({_cause(error)}). "
            "Vérifier REPERE_DATABASE_URL et REPERE_HOME."
        ) from error


_CAUSES = {
    errno.ENOENT: "introuvable",
    errno.ENOSPC: "disque plein",
    errno.EACCES: "accès interdit",
    errno.EPERM: "accès interdit",
    errno.EROFS: "disque en lecture seule",
}


def _address(engine: Engine | None) -> str:
    """The address, without its password."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    from knowledge.settings import database_url

    try:
        url = engine.url if engine is not None else make_url(database_url())
    except ArgumentError:
        return "adresse illisible"
    return str(url.render_as_string(hide_password=True))


def _cause(error: BaseException) -> str:
    """The driver's own words on one line: SQLAlchemy adds the whole statement."""
    return " ".join(str(getattr(error, "orig", None) or type(error).__name__).split())
