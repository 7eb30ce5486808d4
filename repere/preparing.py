"""The database made ready: schema up to date, tables filled from the data files."""

from __future__ import annotations

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge import database, directory
from knowledge.datafiles import BadData


class NotReady(RuntimeError):
    """The database cannot be used; the message says why, in French."""


def prepare_database(engine: Engine | None = None) -> bool:
    """Migrate, then rebuild the tables if the data files changed; says whether they were.

    Raises `NotReady`.
    """
    try:
        database.migrate(None if engine is None else engine.url.render_as_string(False))
        return directory.fill(engine)
    except SQLAlchemyError as error:
        raise NotReady(
            f"La base de données ne s'ouvre pas ({type(error).__name__}). "
            "Vérifier REPERE_DATABASE_URL, les droits du dossier et l'espace libre."
        ) from error
    except BadData as error:
        raise NotReady(f"Les fiches livrées ont des fautes :\n{error}") from error
    except OSError as error:
        raise NotReady(f"Les fichiers de faits sont illisibles : {error}") from error
