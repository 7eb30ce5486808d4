"""The intents' classifier, trained small through Rasa's own storage."""

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
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.classifier import WeightedClassifier
from assistant.nlu.featurizer import FrenchVectors
from assistant.nlu.tokenizer import FrenchTokenizer

PHRASES = {
    "sextorsion": [
        "il menace de publier mes photos",
        "mon ex veut envoyer mes nudes à tout le monde",
        "elle va montrer mes photos si je paye pas",
        "on me fait du chantage avec une photo",
    ],
    "fugue": [
        "je suis parti de chez moi",
        "je me suis sauvée du centre",
        "ma fille a fugué hier",
        "je veux partir de la maison",
    ],
    "saluer": ["salut", "bonjour", "allo", "hey"],
}
UNSEEN = ["il veut publier ma photo", "j'ai fugué de la maison", "allo bonjour"]


class Trained:
    """A small pipeline, as the graph builds it: tokens, counts, vectors, classifier."""

    def __init__(self, folder: Path) -> None:
        self.storage = LocalModelStorage.create(folder)
        self.context = ExecutionContext(GraphSchema({}), node_name="classifieur")
        self.resource = Resource("classifieur")
        self.tokenizer = FrenchTokenizer(FrenchTokenizer.get_default_config())
        self.counts = CountVectorsFeaturizer.create(
            {**CountVectorsFeaturizer.get_default_config(), "alias": "comptes"},
            self.storage,
            Resource("comptes"),
            self.context,
        )
        config = {**FrenchVectors.get_default_config(), "alias": "vecteurs"}
        self.vectors = FrenchVectors(config, "vecteurs")
        self.config = WeightedClassifier.get_default_config()
        self.classifier = self.create()
        self.data = TrainingData(
            [Message.build(text, intent) for intent, phrases in PHRASES.items() for text in phrases]
        )
        self.tokenizer.process_training_data(self.data)
        self.counts.train(self.data)
        self.counts.process_training_data(self.data)
        self.vectors.process_training_data(self.data)
        assert self.classifier.train(self.data) == self.resource

    def create(self) -> WeightedClassifier:
        made = WeightedClassifier.create(self.config, self.storage, self.resource, self.context)
        assert isinstance(made, WeightedClassifier)
        return made

    def load(self) -> WeightedClassifier:
        return WeightedClassifier.load(self.config, self.storage, self.resource, self.context)

    def read(self, text: str, classifier: WeightedClassifier | None = None) -> Message:
        message = Message({TEXT: text})
        for component in (self.tokenizer, self.counts, self.vectors):
            component.process([message])
        (classifier or self.classifier).process([message])
        return message


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    yield Trained(tmp_path_factory.mktemp("classifieur"))


def ranking(message: Message) -> list[tuple[str, float]]:
    listed: list[dict[str, Any]] = message.get(INTENT_RANKING_KEY)
    return [(str(item["name"]), float(item["confidence"])) for item in listed]


@pytest.mark.parametrize(("text", "intent"), zip(UNSEEN, PHRASES, strict=True))
def test_it_learns(trained: Trained, text: str, intent: str):
    assert trained.read(text).get(INTENT)["name"] == intent


@pytest.mark.parametrize("text", UNSEEN)
def test_the_ranking_is_whole_sorted_and_sums_to_one(trained: Trained, text: str):
    """`SituationReader` needs every situation's weight: the ranking is never cut."""
    listed = ranking(trained.read(text))
    assert {name for name, _ in listed} == set(PHRASES)
    weights = [weight for _, weight in listed]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(1.0)
    assert trained.config["ranking_length"] == 0


def test_loaded_again_it_answers_the_same(trained: Trained):
    loaded = trained.load()
    for text in UNSEEN:
        assert ranking(trained.read(text, loaded)) == ranking(trained.read(text))


def test_trained_again_it_answers_the_same(trained: Trained, tmp_path: Path):
    again = Trained(tmp_path)
    for text in UNSEEN:
        once, twice = dict(ranking(trained.read(text))), dict(ranking(again.read(text)))
        assert once == pytest.approx(twice)


def test_it_answers_several_messages_at_once(trained: Trained):
    one_by_one = [ranking(trained.read(text)) for text in UNSEEN]
    together = [trained.read(text) for text in UNSEEN]
    trained.classifier.process(together)
    for alone, message in zip(one_by_one, together, strict=True):
        assert dict(ranking(message)) == pytest.approx(dict(alone))


@pytest.mark.parametrize("text", ["zzxqkjw", "?", "😀", "ÇA C'EST DES MOTS JAMAIS VUS"])
def test_words_never_seen_still_get_an_answer(trained: Trained, text: str):
    assert len(ranking(trained.read(text))) == len(PHRASES)


def test_nothing_to_learn_trains_nothing(trained: Trained, tmp_path: Path):
    storage = LocalModelStorage.create(tmp_path)
    empty = WeightedClassifier.create(trained.config, storage, Resource("vide"), trained.context)
    assert empty.train(TrainingData([])) == Resource("vide")
    assert list(tmp_path.iterdir()) == []
