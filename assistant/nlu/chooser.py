"""Of the candidates that a message holds for a fact, the one that it states, if any: learnt.

Training phrases mark it as Rasa does: `j'ai [15](age) ans, lui 20`. A phrase without a mark
says that none of its candidates is the one.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import skops.io as sio
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression

from assistant.nlu.reader import Reader
from knowledge.age_signs import AgeCandidate
from knowledge.place_signs import PlaceCandidate

FILE = "chooser.skops"
WIDTH = 2**18
"""Far above the number of signs: few share a place."""

Candidate = TypeVar("Candidate", AgeCandidate, PlaceCandidate)
Self = TypeVar("Self", bound="Chooser")

_HASHER = FeatureHasher(WIDTH, alternate_sign=False)


class Chooser(Reader):
    """Weighs the signs of each candidate by logistic regression, beside what the rules say.

    What the rules read stands, unless it weighs less than `keep`, or another candidate weighs
    more and at least `over`. Where they are silent, the likeliest needs `alone`. Until
    trained, the rules speak alone. Of a message that is surely (`sure`) of the intent
    `nothing`, nothing is said. (Measured with voices held out: `docs/comprehension.md`.)
    """

    name: ClassVar[str]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "C": 2.0,
            "max_iter": 2000,
            "keep": 0.1,
            "over": 0.5,
            "alone": 0.7,
            "nothing": "hors_sujet",
            "sure": 0.5,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__({**self.get_default_config(), **config})
        self.clf: LogisticRegression | None = None
        self._storage: ModelStorage | None = None
        self._resource: Resource | None = None

    @classmethod
    def create(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        component = cls(config)
        component._storage, component._resource = model_storage, resource
        return component

    @classmethod
    def load(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        component = cls(config)
        with model_storage.read_from(resource) as folder:
            path = folder / FILE
            if path.exists():
                # The model is our own, trained on this machine.
                component.clf = sio.load(path, trusted=sio.get_untrusted_types(file=path))
        return component

    @abstractmethod
    def candidates(self, text: str) -> Sequence[Any]:
        """What the fact may be in a message: each with its `reading` (a span) and `signs`."""

    def train(self, training_data: TrainingData) -> Resource:
        signs, right = [], []
        for example in training_data.intent_examples:
            text = example.get(TEXT)
            marked = [item for item in example.get(ENTITIES, []) if item["entity"] == self.name]
            for candidate in self.candidates(text) if text else ():
                signs.append(candidate.signs)
                right.append(any(_overlap(candidate.reading, item) for item in marked))
        assert self._storage is not None and self._resource is not None
        with self._storage.write_to(self._resource) as folder:
            if len(set(right)) > 1:
                self.fit(signs, right)
                sio.dump(self.clf, folder / FILE)
        return self._resource

    def fit(self, signs: Sequence[dict[str, float]], right: Sequence[bool]) -> None:
        settings = {name: self.config[name] for name in ("C", "max_iter")}
        self.clf = LogisticRegression(solver="liblinear", **settings).fit(
            _HASHER.transform(signs), right
        )

    @abstractmethod
    def ruled(self, text: str) -> Any | None:
        """What the rules read."""

    @abstractmethod
    def same(self, one: Any, other: Any) -> bool:
        """Whether two readings say the same."""

    def is_settled(self, ruled: Any) -> bool:
        """Whether a reading of the rules stands, whatever the model weighs."""
        return False

    def stated(self, message: Message, text: str) -> Any | None:
        """The reading that a message states, or None."""
        if self._asks_for_nothing(message):
            return None
        ruled = self.ruled(text)
        found = self.candidates(text) if self.clf is not None else ()
        if self.clf is None or not found or (ruled is not None and self.is_settled(ruled)):
            return ruled
        weights = self.clf.predict_proba(_HASHER.transform([one.signs for one in found]))[:, 1]
        best = int(weights.argmax())
        if ruled is None:
            return found[best].reading if weights[best] >= self.config["alone"] else None
        own = [
            weight
            for one, weight in zip(found, weights, strict=True)
            if self.same(one.reading, ruled)
        ]
        if weights[best] >= self.config["over"] and weights[best] > max(own, default=0.0):
            return found[best].reading
        return ruled if max(own, default=1.0) >= self.config["keep"] else None

    def _asks_for_nothing(self, message: Message) -> bool:
        """« quel temps fait-il à Gaspé? »: a place, and nobody in it."""
        return any(
            item["name"] == self.config["nothing"] and item["confidence"] >= self.config["sure"]
            for item in message.get(INTENT_RANKING_KEY) or []
        )


def _overlap(reading: Any, marked: dict[str, Any]) -> bool:
    return bool(reading.start < marked["end"] and marked["start"] < reading.end)
