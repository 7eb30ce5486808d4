"""What each feature and each batch of phrases brings to reading situations.

    python -m tests.evaluation.ablation

The same linear model learns from the same phrases with some features, or from a part of
the phrases with all of them, and reads the evaluation set. Nothing is chosen from it:
everything but the features is as in `config.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from assistant import training
from assistant.nlu.featurizer import FrenchVectors, SentenceEmbedding
from assistant.nlu.situation import SituationReader
from assistant.nlu.weighted import SETTINGS
from tests.evaluation.corpus import Corpus, corpus
from tests.evaluation.measures import Read, accepted, situations, understood
from tests.evaluation.report import percent

Matrix = csr_matrix
Featurize = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True)
class Variant:
    """Features by name, and the part of the phrases that is learnt."""

    title: str
    features: tuple[str, ...]
    part: float = 1.0


ALL = ("mots", "lettres", "vecteurs", "phrase")
VARIANTS = (
    Variant("vecteurs de mots de spaCy", ("vecteurs",)),
    Variant("plongement de phrase", ("phrase",)),
    Variant("mots", ("mots",)),
    Variant("mots et lettres", ("mots", "lettres")),
    Variant("mots, lettres, vecteurs", ("mots", "lettres", "vecteurs")),
    Variant("mots, lettres, phrase", ("mots", "lettres", "phrase")),
    Variant("tout, un quart des phrases", ALL, 0.25),
    Variant("tout, la moitié des phrases", ALL, 0.5),
    Variant("tout", ALL),
)


class Features:
    """Blocks of features by name, computed once for the phrases and once for the set."""

    def __init__(self, learnt: Sequence[str], asked: Sequence[str]) -> None:
        words = CountVectorizer(ngram_range=(1, 2), strip_accents="unicode")
        letters = CountVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=2, strip_accents="unicode"
        )
        counted = {"mots": words, "lettres": letters}
        self.learnt: dict[str, Matrix] = {}
        self.asked: dict[str, Matrix] = {}
        for name, counter in counted.items():
            weights = TfidfTransformer(sublinear_tf=True)
            self.learnt[name] = weights.fit_transform(counter.fit_transform(learnt))
            self.asked[name] = weights.transform(counter.transform(asked))
        for name, kind, weight in (
            ("vecteurs", FrenchVectors, 0.2),
            ("phrase", SentenceEmbedding, 0.8),
        ):
            dense = kind({**kind.get_default_config(), "alias": name}, name)
            for store, texts in ((self.learnt, learnt), (self.asked, asked)):
                rows = dense.vectors(texts)
                store[name] = csr_matrix(weight * rows)


def phrases() -> tuple[list[str], list[str]]:
    """Every training phrase and its intent, in a fixed random order."""
    pairs = [
        (example.get(TEXT), example.get("intent"))
        for path in sorted((training.PHRASES / "nlu").glob("*.yml"))
        for example in RasaYAMLReader().read(str(path)).training_examples
    ]
    np.random.default_rng(0).shuffle(pairs)
    return [text for text, _ in pairs], [intent for _, intent in pairs]


def read(variant: Variant, features: Features, intents: Sequence[str], kept: Corpus) -> list[Read]:
    """The set as a model of this variant reads it, by the assistant's own rule."""
    count = int(len(intents) * variant.part)
    x = hstack([features.learnt[name] for name in variant.features]).tocsr()[:count]
    model = LogisticRegression(
        solver="liblinear",
        dual=True,
        class_weight="balanced",
        **{name: SETTINGS[name] for name in ("C", "max_iter", "tol", "random_state")},
    ).fit(x, intents[:count])
    asked = hstack([features.asked[name] for name in variant.features]).tocsr()
    rule = SituationReader(SituationReader.get_default_config())
    parsed = []
    for item, weights in zip(kept.items, model.predict_proba(asked), strict=True):
        ranking = [
            {"name": model.classes_[index], "confidence": float(weights[index])}
            for index in np.argsort(-weights)
        ]
        message = Message({TEXT: item.text, INTENT_RANKING_KEY: ranking})
        rule.process([message])
        parsed.append(
            {"text": item.text, "intent": ranking[0], "entities": message.get("entities", [])}
        )
    return understood(kept.items, parsed)


def main() -> None:
    kept = corpus()
    learnt, intents = phrases()
    features = Features(learnt, [item.text for item in kept.items])
    table = Table("ce qui est appris", "phrases", "première lecture", "réglée", "hors sujet pris")
    for variant in VARIANTS:
        reads = read(variant, features, intents, kept)
        found = situations(reads)
        table.add_row(
            variant.title,
            str(int(len(intents) * variant.part)),
            percent(found.first.value),
            percent(found.settled.value),
            percent(accepted(reads).value),
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
