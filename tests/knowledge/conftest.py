"""A database of each kind, empty and migrated."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url

from knowledge import database


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'essai.db'}"


@pytest.fixture
def own_postgres_url(postgres_url: str) -> Iterator[str]:
    """A database of the test's own on the tests' server, dropped at the end."""
    name = f"repere_{secrets.token_hex(4)}"
    server = create_engine(postgres_url, future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    yield url
    database.engine_for(url).dispose()
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}"'))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A migrated, empty database of each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "own_postgres_url"
    url = request.getfixturevalue(name)
    database.migrate(url)
    made = database.engine_for(url)
    assert made.dialect.name == request.param
    return made
