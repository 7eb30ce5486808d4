"""Records to take: a table for a spreadsheet, or JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from starlette.responses import JSONResponse, Response

from knowledge import messages, wording
from knowledge.matching import Match
from knowledge.services import Criteria, Service

COLUMNS = (
    *("id", "name", "organization", "summary", "reach", "regions", "minimum_age", "maximum_age"),
    *("audiences", "situations", "types", "modality", "stage", "phones", "url"),
    *("assured_date", "source_document", "source_locator"),
)


def as_csv(services: Iterable[Service], name: str) -> Response:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for one in services:
        table.writerow([_cell(one, column) for column in COLUMNS])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("\ufeff" + written.getvalue(), media_type="text/csv", headers=headers)


def as_json(services: Iterable[Service]) -> Response:
    today = messages.now().date()
    return JSONResponse([item(one, today) for one in services])


def item(service: Service, today: dt.date) -> dict[str, Any]:
    """The contract's item, with what warns of a stage."""
    found = messages.item(Match(service, ()), Criteria(), today)
    warning = wording.stage(service)
    return {**found, "stage_words": warning} if warning else found


def _cell(service: Service, column: str) -> str:
    """A value as text; lists apart by « ; ». A formula of a spreadsheet stays a text."""
    value = getattr(service, column)
    if column == "phones":
        value = [wording.phone(one) for one in service.phones]
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
