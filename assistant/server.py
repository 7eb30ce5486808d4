"""The launcher: `rasa run` with the start-up and hot-path fixes, nothing else.

    python -m assistant.server MODEL PORT

Listens on loopback only. `REPERE_ACTIONS_URL` says where the actions are.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ["LOG_LEVEL_LIBRARIES"] = "ERROR"
warnings.filterwarnings("ignore")

import skops.io  # noqa: E402, F401  before TensorFlow: saves seconds at start

ROOT = Path(__file__).resolve().parents[1]


def quiet() -> None:
    """WARNING at most for everything that could print a person's words."""
    import logging

    import structlog

    logging.basicConfig(level=logging.WARNING)
    for name in ("rasa", "sanic.root", "sanic.access", "sanic.error", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Rasa logs a failed action with its traceback, whose last line may hold words.
    logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


async def warm_up(app: Any, _: Any) -> None:
    """Load every model and index now: the first person must not wait for them."""
    await app.ctx.agent.parse_message("bonjour, je reste à Longueuil, j'ai 15 ans")


def main(model: str, port: int) -> None:
    import rasa.core.agent
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from assistant import remote

    remote.install()
    # The fail-safe store keeps a second, unbounded copy of every conversation.
    rasa.core.agent.FailSafeTrackerStore = lambda store: store
    quiet()
    serve_application(
        model_path=model,
        interface="127.0.0.1",
        port=port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(warm_up, "after_server_start")],
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
