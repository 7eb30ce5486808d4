"""The call from Rasa to the action server: cached check, five seconds, no body in errors.

Rasa's own call rebuilds a JSON schema for every answer, waits five minutes, and
swallows failures: the person would get nothing, or just the next question.
"""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any

import aiohttp
import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core import events
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from knowledge import help, wording
from knowledge.services import Criteria
from knowledge.vocabulary import Field

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0
IDLE_SECONDS = 3.0
_sessions: dict[int, aiohttp.ClientSession] = {}


def install() -> None:
    """Replace the call for the whole process."""
    RemoteAction.run = _run


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _session() -> aiohttp.ClientSession:
    """One a loop, so that connections are kept."""
    loop = asyncio.get_running_loop()
    session = _sessions.get(id(loop))
    if session is None or session.closed:
        session = _sessions[id(loop)] = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS),
            # The action server closes idle connections at five seconds: we let go first.
            connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS),
            trust_env=False,
        )
    return session


async def _run(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    try:
        answer = await _call(self, tracker)
        said = await self._utter_responses(
            answer.get("responses", []), output_channel, nlg, tracker
        )
        return [*said, *events.deserialise_events(answer.get("events", []))]
    except Exception as error:
        logger.error("Action %s sans réponse : %s", self.name(), type(error).__name__)
        return _human_help(self.name(), tracker)


async def _call(action: RemoteAction, tracker: DialogueStateTracker) -> dict[str, Any]:
    """The state without the history: actions read slots and the last message only."""
    body = {
        "next_action": action.name(),
        "sender_id": tracker.sender_id,
        "tracker": tracker.current_state(EventVerbosity.NONE),
        "version": rasa.__version__,
    }
    async with _session().post(action.action_endpoint.url, json=body) as response:
        response.raise_for_status()
        answer: dict[str, Any] = await response.json()
    _validator().validate(answer)
    return answer


def _human_help(action: str, tracker: DialogueStateTracker) -> list[Event]:
    criteria = Criteria(**{name: tracker.get_slot(name) for name in Field.values()})
    vous = tracker.get_slot("registre") == "vous"
    message = help.human_help_message(criteria, intro=wording.FAILURE[vous])
    said: list[Event] = [create_bot_utterance(dict(message))]
    if action.startswith("validate_"):
        # The question stands: nothing was read of this message.
        said.append(SlotSet("avancement", tracker.get_slot("avancement")))
        said.append(SlotSet(REQUESTED_SLOT, tracker.get_slot(REQUESTED_SLOT)))
    return said
