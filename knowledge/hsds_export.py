"""The whole directory as one file of HSDS 3.1: JSON, one object a line, or the CSV package."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from knowledge import hsds, hsds_package
from knowledge.hsds_tables import Json
from knowledge.vocabulary import Term

PUBLISHER = "Repère"


class Format(Term):
    """How services are written."""

    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"


SUFFIXES = {
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".zip": Format.CSV,
}
"""The format that the end of a file's name says."""


def export(session: Session, path: Path, format_: Format) -> int:
    """Write every published service, whole, and count them: all of the file, or nothing of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            count = _write(out, hsds.every(session), format_)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return count


def _write(out: IO[bytes], services: Iterator[Json], format_: Format) -> int:
    count = 0

    def counted() -> Iterator[Json]:
        nonlocal count
        for count, service in enumerate(services, start=1):  # noqa: B007
            yield service

    if format_ is Format.CSV:
        hsds_package.write(out, counted(), hsds.VERSION, PUBLISHER)
        return count
    listed = format_ is Format.JSON
    out.write(b"[" if listed else b"")
    for service in counted():
        # A service a line in either form, so that a fault has its line.
        before = ("\n" if count == 1 else ",\n") if listed else ""
        line = json.dumps(service, ensure_ascii=False, separators=(",", ":"))
        out.write(f"{before}{line}{'' if listed else chr(10)}".encode())
    out.write(b"\n]\n" if listed else b"")
    return count
