"""Request bodies read under a cap: JSON objects of exact types, and forms."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import anyio
from starlette.requests import Request

from web.errors import Refused

MOST_BYTES = 64 * 1024
MOST_CHARACTERS = 4_000
_MOST_ID = 100
_MOST_FIELDS = 20

SLOWEST = 20.0
"""Seconds that a body may take to come: who sends it drop by drop holds a place."""


async def read_object(request: Request) -> dict[str, Any]:
    """The body as an object, empty when there is none; 400, 408 and 413 otherwise."""
    content = await _read(request)
    if not content.strip():
        return {}
    try:
        body = json.loads(content.decode("utf-8"), parse_constant=_not_json)
    except (ValueError, RecursionError):
        raise Refused(400) from None
    if not isinstance(body, dict):
        raise Refused(400)
    return body


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a page's form, the last of each name; 400, 408 and 413 otherwise."""
    content = await _read(request)
    try:
        fields = parse_qsl(content.decode("utf-8"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Refused(400) from None
    return dict(fields)


def words(body: dict[str, Any], name: str) -> str | None:
    """A text of the body, nothing when absent; 400 when it is not one, 413 when too long."""
    if name not in body:
        return None
    value = body[name]
    if not isinstance(value, str):
        raise Refused(400)
    if len(value) > MOST_CHARACTERS:
        raise Refused(413)
    return value


def message_id(body: dict[str, Any]) -> str | None:
    value = words(body, "message_id")
    if value is not None and not 0 < len(value) <= _MOST_ID:
        raise Refused(400)
    return value


async def _read(request: Request) -> bytes:
    content = bytearray()
    try:
        with anyio.fail_after(SLOWEST):
            async for chunk in request.stream():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise Refused(413)
    except TimeoutError:
        raise Refused(408, headers={"Connection": "close"}) from None
    return bytes(content)


def _not_json(constant: str) -> None:
    raise ValueError
