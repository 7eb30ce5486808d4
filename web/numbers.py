"""Whole numbers as they are written in an address or a form."""

from __future__ import annotations

_MOST_DIGITS = 9


def whole(written: str, most: int) -> int | None:
    """The number, from 0 to `most`; nothing for what is not one."""
    if not (written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS):
        return None
    return int(written) if int(written) <= most else None
