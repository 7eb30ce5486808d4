"""The action server: rasa-sdk's own, on loopback, with errors that repeat nothing.

python -m actions.server PORT
"""

from __future__ import annotations

import logging
import os
import sys

from rasa_sdk import endpoint
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from knowledge import directory

logger = logging.getLogger(__name__)


def create() -> Sanic:
    """rasa-sdk's application; its answer to an error held the whole request, ours does not."""
    app = endpoint.create_app("actions", cors_origins="")

    @app.exception(Exception)
    async def failed(_: Request, error: Exception) -> HTTPResponse:
        logger.error("Action interrompue : %s", type(error).__name__)
        return json({"error": type(error).__name__}, status=500)

    return app


def warm_up() -> None:
    """Read the directory now: the first person must not wait for it."""
    try:
        directory.load()
    except Exception as error:
        logger.warning("Répertoire illisible au démarrage : %s", type(error).__name__)


def main(port: int) -> None:
    logging.basicConfig(level=logging.WARNING)
    for name in ("sanic.root", "sanic.access", "sanic.error", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
    warm_up()
    create().run(host="127.0.0.1", port=port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main(int(sys.argv[1] if len(sys.argv) > 1 else os.environ["REPERE_ACTIONS_PORT"]))
