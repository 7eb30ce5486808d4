"""What the public process is told by its environment, and nothing else.

| variable | meaning | default |
|---|---|---|
| `REPERE_HOST`, `REPERE_PORT` | where the pages and the chat are served | `127.0.0.1`, `8080` |
| `REPERE_RASA_URL` | the assistant, on loopback | `http://127.0.0.1:5005` |
| `REPERE_RATE_LIMIT` | requests a minute for one address, `0` for no limit | `60` |
| `REPERE_ALLOWED_ORIGINS` | sites that may embed the chat, comma separated | none |
| `REPERE_TRUSTED_PROXIES` | addresses or networks whose `X-Forwarded-For` counts | none |
| `REPERE_EXIT_URL` | the neutral site behind « Quitter vite » | a search page |
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


class BadSetting(ValueError):
    """A variable that cannot be used; the message names it and says what is expected."""


@dataclass(frozen=True)
class Settings:
    """Everything `create_app` needs; durations in seconds, sizes in entries."""

    host: str = "127.0.0.1"
    port: int = 8080
    rasa_url: str = "http://127.0.0.1:5005"
    rate_limit: int = 60
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    exit_url: str = "https://www.google.ca"
    deadline: float = 8.0
    silence: float = 30 * 60
    conversations: int = 5_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Raises `BadSetting`, so that a mistake is seen at start and not in a conversation."""
        given = os.environ if environment is None else environment
        return cls(
            host=given.get("REPERE_HOST", "").strip() or cls.host,
            port=_whole(given, "REPERE_PORT", cls.port, 65_535),
            rasa_url=_address(given, "REPERE_RASA_URL", cls.rasa_url).rstrip("/"),
            rate_limit=_whole(given, "REPERE_RATE_LIMIT", cls.rate_limit, 1_000_000),
            allowed_origins=tuple(map(_origin, _items(given, "REPERE_ALLOWED_ORIGINS"))),
            trusted_proxies=tuple(map(_network, _items(given, "REPERE_TRUSTED_PROXIES"))),
            exit_url=_address(given, "REPERE_EXIT_URL", cls.exit_url),
        )


def _items(given: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in given.get(name, "").split(",") if item.strip()]


def _whole(given: Mapping[str, str], name: str, default: int, maximum: int) -> int:
    written = given.get(name, "").strip()
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and int(written) <= maximum):
        raise BadSetting(f"{name} : nombre entier de 0 à {maximum} attendu.")
    return int(written)


def _address(given: Mapping[str, str], name: str, default: str) -> str:
    written = given.get(name, "").strip() or default
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSetting(f"{name} : adresse http:// ou https:// attendue.")
    return written


def _origin(written: str) -> str:
    parts = urlsplit(written)
    origin = f"{parts.scheme}://{parts.netloc}"
    rest = written[len(origin) :]
    if parts.scheme not in {"http", "https"} or not parts.hostname or rest not in {"", "/"}:
        expected = "une origine comme https://exemple.ca"
        raise BadSetting(f"REPERE_ALLOWED_ORIGINS : {expected} est attendue.")
    if not set(parts.netloc) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-:[]"):
        raise BadSetting("REPERE_ALLOWED_ORIGINS : caractère non permis dans une origine.")
    return origin


def _network(written: str) -> str:
    try:
        return str(ipaddress.ip_network(written))
    except ValueError:
        raise BadSetting("REPERE_TRUSTED_PROXIES : adresse ou réseau IP attendu.") from None
