"""Where things are, decided by the environment and nothing else.

| variable | meaning | default |
|---|---|---|
| `REPERE_HOME` | models, logs and the SQLite directory | `.repere` in the checkout |
| `REPERE_DATA` | the facts that ship | `knowledge/data` |
| `REPERE_DATABASE_URL` | SQLAlchemy address of the directory | SQLite in `REPERE_HOME` |
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def home() -> Path:
    """The one ignored folder for all that is generated; made when missing."""
    folder = Path(os.environ.get("REPERE_HOME", ROOT / ".repere")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def data_folder() -> Path:
    """The folder of the facts: the truth from which the database is rebuilt."""
    return Path(os.environ.get("REPERE_DATA", ROOT / "knowledge" / "data")).resolve()


def database_url() -> str:
    return os.environ.get("REPERE_DATABASE_URL") or f"sqlite:///{home() / 'repertoire.db'}"
