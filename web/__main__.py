"""`python -m web`: serves the pages and the chat until it is stopped."""

from __future__ import annotations

import logging
import sys
from typing import Any

import uvicorn

from web.app import create_app
from web.settings import BadSetting, Settings


def server_options(settings: Settings) -> dict[str, Any]:
    """For `uvicorn`: addresses and paths are traces, so there is no access log."""
    return {
        "host": settings.host,
        "port": settings.port,
        "access_log": False,
        "log_level": "warning",
        "server_header": False,
        "timeout_keep_alive": 20,
        # The application itself knows which proxies to trust.
        "proxy_headers": False,
        # No WebSocket here, and Rasa's `websockets` is too old for uvicorn.
        "ws": "none",
    }


def main() -> int:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    try:
        settings = Settings.from_environment()
    except BadSetting as error:
        print(error, file=sys.stderr)
        return 2
    uvicorn.run(create_app(settings), **server_options(settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
