"""Dense features of whole messages (assistant/nlu/featurizer.py)."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.featurizer import FrenchVectors, MessageFeaturizer, SentenceEmbedding
from assistant.nlu.french import french
from assistant.nlu.signs import LENGTH, WriterSigns

SIZES = {FrenchVectors: 300, SentenceEmbedding: 512, WriterSigns: LENGTH}
STORY = "mon ex menace de publier mes photos"

kinds = pytest.mark.parametrize("kind", SIZES, ids=lambda one: one.__name__)


def build(kind: type[MessageFeaturizer], **config: float) -> MessageFeaturizer:
    return kind({**kind.get_default_config(), "alias": kind.__name__, **config}, kind.__name__)


def vectors(kind: type[MessageFeaturizer], text: str, **config: float) -> np.ndarray:
    message = Message({TEXT: text})
    build(kind, **config).process([message])
    sequence, sentence = message.get_dense_features(TEXT)
    assert sequence is not None and sentence is not None
    np.testing.assert_array_equal(sequence.features, sentence.features)
    return np.asarray(sentence.features)


@kinds
def test_a_message_is_one_row(kind: type[MessageFeaturizer]):
    row = vectors(kind, STORY)
    assert row.shape == (1, SIZES[kind])
    assert np.isfinite(row).all()
    assert row.any()


@pytest.mark.parametrize("kind", [FrenchVectors, SentenceEmbedding])
def test_a_vector_of_words_has_length_one(kind: type[MessageFeaturizer]):
    assert np.linalg.norm(vectors(kind, STORY)) == pytest.approx(1.0, abs=0.01)


@kinds
@pytest.mark.parametrize("weight", [0.0, 0.2, 3.0])
def test_the_weight_scales_the_row(kind: type[MessageFeaturizer], weight: float):
    np.testing.assert_allclose(
        vectors(kind, STORY, weight=weight), weight * vectors(kind, STORY), rtol=1e-5
    )


@kinds
def test_the_same_text_has_the_same_row(kind: type[MessageFeaturizer]):
    np.testing.assert_array_equal(vectors(kind, STORY), vectors(kind, STORY))
    assert not np.allclose(vectors(kind, STORY), vectors(kind, "je cherche un atelier"))


@kinds
@pytest.mark.parametrize("text", [" ", "\n", "zzxqkjw", "😀", "!!!", "a" * 4000])
def test_odd_texts_still_have_a_finite_row(kind: type[MessageFeaturizer], text: str):
    row = vectors(kind, text)
    assert row.shape == (1, SIZES[kind])
    assert np.isfinite(row).all()


@kinds
@pytest.mark.parametrize("message", [Message({TEXT: ""}), Message({}), Message({TEXT: None})])
def test_no_text_no_features(kind: type[MessageFeaturizer], message: Message):
    build(kind).process([message])
    assert message.get_dense_features(TEXT) == (None, None)


def test_words_without_vectors_are_nothing():
    assert not vectors(FrenchVectors, "zzxqkjw").any()


def test_both_kinds_add_up_in_one_message():
    message = Message({TEXT: STORY})
    for kind in SIZES:
        build(kind).process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence is not None
    assert sentence.features.shape == (1, sum(SIZES.values()))


def test_meaning_is_near_across_words():
    asked = vectors(SentenceEmbedding, "quelqu'un veut publier mes photos intimes")[0]
    near = vectors(SentenceEmbedding, "il menace de montrer mes nudes")[0]
    far = vectors(SentenceEmbedding, "je cherche une formation pour mon équipe")[0]
    assert asked @ near > asked @ far


def test_training_examples_are_featurized():
    data = TrainingData([Message({TEXT: STORY, "intent": "sextorsion"})])
    build(FrenchVectors).process_training_data(data)
    assert data.training_examples[0].get_dense_features(TEXT)[1] is not None


@kinds
def test_rasa_builds_them(
    kind: type[MessageFeaturizer], storage: ModelStorage, context: ExecutionContext
):
    built = kind.create(kind.get_default_config(), storage, Resource("traits"), context)
    assert isinstance(built, kind)


def test_spacy_is_loaded_once_and_without_what_is_not_used():
    assert french() is french()
    assert french().pipe_names == []
    assert french().vocab.vectors_length == SIZES[FrenchVectors]
