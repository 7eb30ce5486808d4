"""A label that training phrases carry as metadata: who writes, or which answer is asked for."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT_RANKING_KEY,
    METADATA,
    METADATA_INTENT,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.reader import Reader, entity
from assistant.nlu.weighted import SETTINGS, WeightedModel

UNKNOWN = ""
FILE = "label.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LabelClassifier(Reader):
    """Learns `metadata: {<label>: <value>}` of intents, and reads it as the entity `<label>`.

    Only phrases of `intents` are learnt, those without the label as « unknown »; only
    messages that look like them, together at least `share`, are read. A label read
    by another component stands. Nothing is said when « unknown » leaves less than `known`
    to all the others, nor when the best of them has less than `floor`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**SETTINGS, "label": "", "intents": [], "share": 0.35, "known": 0.5, "floor": 0.3}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__({**self.get_default_config(), **config})
        self.model = WeightedModel(self.config)
        self.trained = False
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LabelClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LabelClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            if (folder / FILE).exists():
                component.model.read(folder / FILE)
                component.trained = True
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = [
            item
            for item in training_data.intent_examples
            if item.get(TEXT) and item.get("intent") in self.config["intents"]
        ]
        labels = [self._label(item) for item in examples]
        with self._storage.write_to(self._resource) as folder:
            if len(set(labels)) > 1:
                self.model.fit(examples, labels)
                self.trained = True
                self.model.write(folder / FILE)
        return self._resource

    def read(self, message: Message, text: str) -> None:
        name = self.config["label"]
        already = any(item.get("entity") == name for item in message.get(ENTITIES, []))
        if already or not self.trained or not self._concerns(message):
            return
        weights = self.model.weights_of(message)
        known = 1.0 - weights.pop(UNKNOWN, 0.0)
        value, confidence = max(weights.items(), key=lambda item: item[1])
        if known >= self.config["known"] and confidence >= self.config["floor"]:
            self.add(message, entity(name, value, "LabelClassifier", confidence=confidence))

    def _label(self, message: Message) -> str:
        kept = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
        return str(kept.get(self.config["label"]) or UNKNOWN)

    def _concerns(self, message: Message) -> bool:
        weights = (
            float(item["confidence"])
            for item in message.get(INTENT_RANKING_KEY) or []
            if item["name"] in self.config["intents"]
        )
        return sum(weights) >= self.config["share"]
