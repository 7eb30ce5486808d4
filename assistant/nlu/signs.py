"""Dense features of what tells who is writing (`knowledge.writer`), for the label `profil`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from sklearn.feature_extraction import FeatureHasher

from assistant.nlu.featurizer import MessageFeaturizer
from knowledge.writer import signs

LENGTH = 512
"""Far above the number of signs: few share a place."""

_HASHER = FeatureHasher(LENGTH, alternate_sign=False)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class WriterSigns(MessageFeaturizer):
    """Each sign at a place of its own, by hashing: nothing to learn, nothing to store."""

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        hashed = _HASHER.transform([signs(text) for text in texts])
        return np.asarray(hashed.toarray(), dtype=np.float32)
