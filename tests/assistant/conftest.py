"""What Rasa's parts need to run alone: the domain, trackers, a model storage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from knowledge.settings import ROOT

MakeTracker = Callable[..., DialogueStateTracker]


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def storage(tmp_path: Path) -> ModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}), node_name="essai")


def heard(text: str, intent: str = "autre", *entities: dict[str, Any]) -> UserUttered:
    return UserUttered(text, {"name": intent}, list(entities), message_id=f"id-{text}")


@pytest.fixture
def make_tracker(domain: Domain) -> MakeTracker:
    """A conversation that has just heard `events`' last message."""

    def made(*events: Any, sender: str = "essai") -> DialogueStateTracker:
        listened = [ActionExecuted("action_listen"), *events]
        return DialogueStateTracker.from_events(sender, listened, domain.slots, domain=domain)

    return made
