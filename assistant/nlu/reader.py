"""What the components that read a fact from a message have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


def entity(name: str, value: Any, reader: str, **more: Any) -> dict[str, Any]:
    """An entity in Rasa's shape; `more` may hold `start`, `end`, `group`."""
    return {"entity": name, "value": value, "extractor": reader, **more}


class Reader(GraphComponent, ABC):
    """Adds entities or outputs to typed messages; a button's payload is left alone."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith(INTENT_MESSAGE_PREFIX):
                self.read(message, text)
        return messages

    @abstractmethod
    def read(self, message: Message, text: str) -> None:
        """Read one typed message and write what was found on it."""

    def add(self, message: Message, *found: dict[str, Any]) -> None:
        """Append entities to those of the readers before."""
        message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
