"""The seed table of help lines and organisations, `contacts.csv`: text in, typed rows out.

The shipped truth is `knowledge/data/contacts.yml`; this reader serves to compare it
with the table that it was compiled from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import phonenumbers

from knowledge.records import SHORT_CODES, Confidence, ContactKind, Refusal

_REQUIRED = ("id", "kind", "organisation", "name_fr", "region", "confidence")
_OPTIONAL = (
    "phone",
    "sms",
    "chat_url",
    "website",
    "hours",
    "languages",
    "audience",
    "confidential",
    "cost",
    "source_1",
    "source_2",
    "notes",
)
COLUMNS = _REQUIRED + _OPTIONAL


class ContactsTableError(ValueError):
    """The table cannot be read; `refusals` say which file, line, field, and why."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


@dataclass(frozen=True)
class ContactRow:
    """One row of the table, as printed; an empty cell is `None` or an empty tuple.

    `region` is the name of a region or `province`. `sources` are addresses, or
    `github-index:id=N` for a repository that nobody vouches for. The quoted words of
    the sources are not read: they are evidence for whoever checks, and stay in the table.
    """

    line: int
    id: str
    kind: ContactKind
    organization: str
    name: str
    phone: str | None
    sms: str | None
    chat: str | None
    website: str | None
    hours: str | None
    languages: tuple[str, ...]
    audience: str
    region: str
    confidential: bool
    cost_free: bool
    sources: tuple[str, ...]
    confidence: Confidence
    notes: str


def is_number(value: str) -> bool:
    """Whether a number can be called as written: a known short code, or E.164 of Canada."""
    if value in SHORT_CODES:
        return True
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return False
    canonical = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    toll_free = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.TOLL_FREE
    canadian = toll_free or phonenumbers.region_code_for_number(number) == "CA"
    return canonical == value and number.country_code == 1 and canadian


def read_contacts_csv(path: Path) -> list[ContactRow]:
    """Every row of the table (UTF-8, header in line 1).

    Raises `ContactsTableError` with every fault found, each with file, line and field.
    """
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise ContactsTableError(
                [_refusal(path, 1, "en-tête", name, "colonne absente") for name in missing]
            )
        refusals: list[Refusal] = []
        rows: list[ContactRow] = []
        first_lines: dict[str, int] = {}
        for cells in reader:
            line = reader.line_num
            row = {name: (cells[name] or "").strip() for name in COLUMNS}
            name = row["id"] or "sans id"
            found = _faults(row)
            if name in first_lines:
                found.append(("id", f"déjà à la ligne {first_lines[name]}"))
            first_lines.setdefault(name, line)
            if found:
                refusals += [_refusal(path, line, name, field, why) for field, why in found]
            else:
                rows.append(_row(line, row))
    if refusals:
        raise ContactsTableError(refusals)
    return rows


def _refusal(path: Path, line: int, record: str, field: str, reason: str) -> Refusal:
    return Refusal(file=path.name, line=line, record=record, field=field, reason=reason)


def _faults(row: dict[str, str]) -> list[tuple[str, str]]:
    found = [(name, "champ obligatoire vide") for name in _REQUIRED if not row[name]]
    for name, choices in (("kind", get_args(ContactKind)), ("confidence", get_args(Confidence))):
        if row[name] and row[name] not in choices:
            found.append((name, f"valeur inconnue; choisir parmi : {', '.join(choices)}"))
    for name in ("phone", "sms"):
        if row[name] and not is_number(row[name]):
            found.append((name, "numéro illisible; écrire par exemple +15145551234"))
    for name in ("chat_url", "website"):
        if row[name] and not row[name].startswith(("https://", "http://")):
            found.append((name, "adresse illisible; elle commence par https://"))
    return found


def _row(line: int, row: dict[str, str]) -> ContactRow:
    return ContactRow(
        line=line,
        id=row["id"],
        kind=cast(ContactKind, row["kind"]),
        organization=row["organisation"],
        name=row["name_fr"],
        phone=row["phone"] or None,
        sms=row["sms"] or None,
        chat=row["chat_url"] or None,
        website=row["website"] or None,
        hours=row["hours"] or None,
        languages=tuple(part.strip() for part in row["languages"].split(";") if part.strip()),
        audience=row["audience"],
        region=row["region"],
        confidential=bool(row["confidential"]),
        cost_free=bool(row["cost"]),
        sources=tuple(row[name] for name in ("source_1", "source_2") if row[name]),
        confidence=cast(Confidence, row["confidence"]),
        notes=row["notes"],
    )
