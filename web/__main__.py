"""`python -m web`: serves the pages and the chat until it is stopped."""

from __future__ import annotations

import logging
import sys

import uvicorn

from web.app import create_app
from web.settings import BadSetting, Settings


def main() -> int:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    try:
        settings = Settings.from_environment()
    except BadSetting as error:
        print(error, file=sys.stderr)
        return 2
    # Addresses and paths are traces: no access log. Proxies are the application's own matter.
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=20,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
