"""The intents' classifier: n-grams weighted by rarity, beside the dense features."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from assistant.nlu.weighted import SETTINGS, WeightedModel

FILE = "classifier.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WeightedClassifier(LogisticRegressionClassifier):
    """Rasa's classifier, with the model of `WeightedModel`; the ranking is never cut."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            **LogisticRegressionClassifier.get_default_config(),
            **SETTINGS,
            "ranking_length": 0,
        }

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self.model = WeightedModel(self.config)
        self.clf = self.model.clf

    def train(self, training_data: TrainingData) -> Resource:
        examples = [item for item in training_data.intent_examples if item.get(TEXT)]
        if examples:
            self.model.fit(examples, [item.get("intent") for item in examples])
            self.persist()
        return self._resource

    def _create_X(self, messages: list[Message]) -> csr_matrix:
        return self.model.matrix(messages)

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            self.model.write(folder / FILE)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WeightedClassifier:
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.model.read(folder / FILE)
        component.clf = component.model.clf
        return component
