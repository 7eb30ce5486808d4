"""A record as the shipped YAML writes it, and the edits that leave the rest of a file alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from knowledge import datafiles
from knowledge.datafiles import Record

ORDER = (
    "id",
    "kind",
    "name",
    "organization",
    "label",
    "variant_of",
    "summary",
    "situations",
    "audiences",
    "urgences",
    "direct_access",
    "access",
    "reach",
    "contact",
    "phone",
    "sms",
    "chat",
    "url",
    "hours",
    "schedule",
    "sms_hours",
    "sms_schedule",
    "languages",
    "cost_free",
    "confidential",
    "minimum_age",
    "maximum_age",
    "sexes",
    "regions",
    "province",
    "stage",
    "types",
    "modality",
    "confidence",
    "publishable",
    "sources",
    "assured_date",
    "note",
    "source",
    "census",
    "hsds",
)
"""Every field of a record, in the order in which a new one is written."""

_QUOTED = frozenset({"phone", "sms", "regions", "opens_at", "closes_at"})
_ON_ONE_LINE = frozenset({"schedule", "sms_schedule"})


def changed_fields(before: Record, after: Record) -> tuple[str, ...]:
    """Names of the fields that differ; an absent field equals its default."""
    return tuple(
        name
        for name in ORDER
        if name in after.__fields__ and getattr(before, name) != getattr(after, name)
    )


def entry(record: Record) -> CommentedMap:
    """A record as a new entry: the fields that it states, absent ones left out."""
    stated = [name for name in ORDER if name in record.__fields_set__]
    return CommentedMap((name, _styled(name, record)) for name in stated if _says(record, name))


def with_added(text: str, records: Sequence[Record]) -> str:
    """A file's text with new records after the others, spaced as the others are."""
    gap = "\n" if "\n\n- " in text else ""
    head = text if not text or text.endswith("\n") else f"{text}\n"
    return head + "".join(gap + datafiles.dump([entry(record)]) for record in records)


def with_changed(text: str, changed: Mapping[int, tuple[Record, Record]]) -> str:
    """A file's text with some entries edited, by place: only the fields that differ.

    The lines of all other entries stay as they are, byte for byte.
    """
    head, *items = _ITEM.split(text)
    for position, (before, after) in changed.items():
        listing = datafiles.yaml().load(items[position])
        for name in changed_fields(before, after):
            _set(listing[0], name, before, after)
        items[position] = datafiles.dump(listing)
    return head + "".join(items)


_ITEM = re.compile(r"^(?=-\s)", re.MULTILINE)
"""Where an entry begins: nothing else in the files starts with a dash."""


def _says(record: BaseModel, name: str) -> bool:
    value = getattr(record, name)
    return value is not None and (value not in ([], {}) or bool(record.__fields__[name].required))


def _set(mapping: CommentedMap, name: str, before: Record, after: Record) -> None:
    old, new = getattr(before, name), getattr(after, name)
    if not _says(after, name):
        _remove(mapping, name)
    elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
        for part in new.__fields__:
            if getattr(old, part) == getattr(new, part):
                continue
            if _says(new, part):
                mapping[name][part] = _styled(part, new)
            else:
                _remove(mapping[name], part)
    elif name in mapping:
        mapping[name] = _styled(name, after)
    else:
        mapping.insert(_place(mapping, name), name, _styled(name, after))


def _place(mapping: CommentedMap, name: str) -> int:
    """After the field that usually precedes it, but never last.

    The comment that follows an entry hangs on its last field, and stays there.
    """
    keys = list(mapping)
    preceding = [keys.index(known) + 1 for known in ORDER[: ORDER.index(name)] if known in keys]
    return min(preceding[-1] if preceding else 0, max(len(keys) - 1, 0))


def _remove(mapping: CommentedMap, name: str) -> None:
    if name not in mapping:
        return
    comment = mapping.ca.items.get(name)
    was_last = list(mapping)[-1] == name
    del mapping[name]
    if was_last and comment and mapping:
        last = list(mapping)[-1]
        if not isinstance(mapping[last], CommentedMap | CommentedSeq):
            mapping.ca.items[last] = comment


def _styled(name: str, holder: BaseModel) -> Any:
    return _style(name, getattr(holder, name))


def _style(name: str, value: Any) -> Any:
    if isinstance(value, BaseModel):
        parts = ((part, _styled(part, value)) for part in value.__fields__ if _says(value, part))
        return CommentedMap(parts)
    if isinstance(value, dict):
        return _as_given(value)
    if isinstance(value, list):
        listing = CommentedSeq(_style(name, item) for item in value)
        if not any(isinstance(item, BaseModel) for item in value):
            listing.fa.set_flow_style()
        elif name in _ON_ONE_LINE:
            for item in listing:
                item.fa.set_flow_style()
        return listing
    value = getattr(value, "value", value)
    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if name in _QUOTED else str(value)
    return value


def _as_given(value: Any) -> Any:
    """What another directory says, whatever signs it holds: every text between quotes."""
    if isinstance(value, dict):
        return CommentedMap(
            (name if name.isidentifier() else DoubleQuotedScalarString(name), _as_given(one))
            for name, one in value.items()
        )
    if isinstance(value, list):
        return CommentedSeq(_as_given(one) for one in value)
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value


def shown(value: Any) -> str:
    """A field's value for a person to read; « — » when absent."""
    if value is None or value == []:
        return "—"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, BaseModel):
        parts = ((part, getattr(value, part)) for part in value.__fields__)
        return ", ".join(f"{part} : {shown(item)}" for part, item in parts if item is not None)
    if isinstance(value, dict):
        return ", ".join(f"{part} : {shown(item)}" for part, item in value.items())
    if isinstance(value, list):
        return "; ".join(shown(item) for item in value)
    return str(value)
