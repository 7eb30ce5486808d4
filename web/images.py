"""An image's file name or address in what is typed: nothing of it is looked at or passed on.

Pure: the same text gives the same result, nothing is stored.
"""

from __future__ import annotations

import re

IMAGE = "[image]"

_KINDS = r"(?:jpe?g|png|gif|hei[cf]|webp|bmp|avif|tiff?|mp4|mov|avi|mkv|webm|3gp)"
_HOSTS = (
    r"(?:imgur\.com|ibb\.co|postimg\.cc|photos\.(?:app\.goo\.gl|google\.com)|drive\.google\.com"
    r"|dropbox\.com|icloud\.com|1drv\.ms|wetransfer\.com|we\.tl|mega\.nz|prnt\.sc|snapchat\.com)"
)
_SHARED = re.compile(
    rf"""(?:https?://|www\.)\S+?\.{_KINDS}(?![\w.-])\S*
      | (?:https?://)?(?<![\w.@-])(?:[\w-]+\.)*{_HOSTS}/\S*
      | (?<![\w@.-])[\w()-]+(?:\.[\w()-]+)*\.{_KINDS}(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)


def hide(text: str) -> tuple[str, bool]:
    """The text with `[image]` instead of each name or address, and whether there was any."""
    hidden = _SHARED.sub(IMAGE, text)
    return hidden, hidden != text
