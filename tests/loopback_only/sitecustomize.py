"""Imported by Python itself at start: refuses, and writes down, any address but loopback.

`REPERE_TEST_CALLS` names the file: a line « pid ready », then one for each refusal.
"""

import ipaddress
import os
import sys

_CALLS = os.environ["REPERE_TEST_CALLS"]


def _write(line: str) -> None:
    with open(_CALLS, "a", encoding="utf-8") as calls:
        calls.write(f"{os.getpid()} {line}\n")


def _is_near(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _hook(event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_near(host):
        _write(f"{event} {host!r}")
        raise ConnectionRefusedError(f"hors de la machine : {host!r}")


sys.addaudithook(_hook)
_write("ready")
