"""Labels of training phrases, learnt and read through Rasa's own storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import (
    CountVectorsFeaturizer,
)
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.featurizer import FrenchVectors
from assistant.nlu.label import LabelClassifier
from assistant.nlu.reader import entity
from assistant.nlu.tokenizer import FrenchTokenizer

PHRASES = {
    ("fugue", "parent"): ["ma fille a fugué", "mon fils est parti", "notre ado s'est sauvée"],
    ("fugue", "jeune"): ["je suis partie de chez nous", "je me suis sauvé", "je veux partir"],
    ("fugue", ""): ["fugue", "jeune en fugue", "aide fugue Laval"],
    ("saluer", "parent"): ["bonjour", "salut à vous", "bonsoir"],
}
CONFIG = {"label": "profil", "intents": ["fugue"], "share": 0.5, "known": 0.5, "floor": 0.3}


class Trained:
    """Tokens, counts, vectors and the label's classifier, as the graph builds them."""

    def __init__(self, folder: Path, **config: Any) -> None:
        self.storage = LocalModelStorage.create(folder)
        self.context = ExecutionContext(GraphSchema({}), node_name="etiquette")
        self.resource = Resource("etiquette")
        self.config = {**CONFIG, **config}
        self.tokenizer = FrenchTokenizer(FrenchTokenizer.get_default_config())
        self.counts = CountVectorsFeaturizer.create(
            {**CountVectorsFeaturizer.get_default_config(), "alias": "comptes"},
            self.storage,
            Resource("comptes"),
            self.context,
        )
        vectors = {**FrenchVectors.get_default_config(), "alias": "vecteurs"}
        self.vectors = FrenchVectors(vectors, "vecteurs")
        self.data = TrainingData(
            [
                Message.build(text, intent, None, {"profil": label} if label else None)
                for (intent, label), phrases in PHRASES.items()
                for text in phrases
            ]
        )
        self.tokenizer.process_training_data(self.data)
        self.counts.train(self.data)
        self.counts.process_training_data(self.data)
        self.vectors.process_training_data(self.data)
        self.label = LabelClassifier.create(self.config, self.storage, self.resource, self.context)
        assert self.label.train(self.data) == self.resource

    def load(self) -> LabelClassifier:
        return LabelClassifier.load(self.config, self.storage, self.resource, self.context)

    def read(
        self,
        text: str,
        share: float = 1.0,
        label: LabelClassifier | None = None,
        entities: list[dict[str, Any]] | None = None,
    ) -> Any:
        """The entities left on a text whose intent `fugue` weighs `share`."""
        message = Message({TEXT: text})
        for component in (self.tokenizer, self.counts, self.vectors):
            component.process([message])
        ranking = [
            {"name": "fugue", "confidence": share},
            {"name": "saluer", "confidence": 1 - share},
        ]
        message.set(INTENT_RANKING_KEY, ranking)
        message.set(ENTITIES, entities or [])
        (label or self.label).process([message])
        return message.get(ENTITIES)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    yield Trained(tmp_path_factory.mktemp("etiquette"))


@pytest.mark.parametrize(
    ("text", "profil"), [("ma fille est partie", "parent"), ("je me suis sauvée", "jeune")]
)
def test_it_reads_what_phrases_carry(trained: Trained, text: str, profil: str):
    (found,) = trained.read(text)
    assert (found["entity"], found["value"]) == ("profil", profil)
    assert 0 < found["confidence"] <= 1


def test_phrases_without_the_label_teach_to_say_nothing(trained: Trained):
    assert trained.read("fugue") == []


def test_what_looks_like_none_of_its_intents_is_left_alone(trained: Trained):
    assert trained.read("ma fille est partie", share=0.4) == []


@pytest.mark.parametrize("settings", [{"floor": 1.1}, {"known": 1.1}])
def test_in_doubt_nothing_is_said(tmp_path: Path, settings: dict[str, float]):
    assert Trained(tmp_path, **settings).read("ma fille est partie") == []


def test_a_label_already_read_stands(trained: Trained):
    said = [entity("profil", "proche", "ProfileReader")]
    assert trained.read("ma fille est partie", entities=said) == said


def test_loaded_again_it_answers_the_same(trained: Trained):
    text = "ma fille est partie"
    assert trained.read(text, label=trained.load()) == trained.read(text)


def test_one_label_alone_trains_nothing(tmp_path: Path):
    lone = Trained(tmp_path, intents=["saluer"])
    assert lone.read("bonjour", share=0.0) == []
    assert not lone.load().trained
