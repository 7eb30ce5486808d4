"""A second ear for urgency: a linear model over the words that the rules did not foresee.

Learnt by `repere train` from `data/urgency_phrases.yml` beside the assistant's own phrases, kept
in the models' folder. Without it, the rules speak alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import skops.io as sio
from ruamel.yaml import YAML
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from knowledge.settings import home
from knowledge.urgency import UrgencyReading, load_rules, normalise, urgency_of

logger = logging.getLogger(__name__)

PHRASES = Path(__file__).parent / "data" / "urgency_phrases.yml"
CALM = "aucune"
MODEL = "modele"
"""The `rule` of a reading that no rule made."""

DOUBTFUL, CERTAIN = 0.33, 0.8
"""How likely an urgency must be to be asked about, and to be answered as certain."""

FEW_WORDS, LIKELY = 3, 0.5
"""With fewer words than that, an urgency must be this likely to be asked about: « plus » is not."""

_WRITTEN_FOR_IT = 3.0
"""A phrase written for urgency, calm or not, weighs as many ordinary messages."""

_WIDTH = 2**17
_WORDS = HashingVectorizer(n_features=_WIDTH, ngram_range=(1, 3), alternate_sign=False, norm=None)
_LETTERS = HashingVectorizer(
    n_features=_WIDTH, analyzer="char_wb", ngram_range=(2, 5), alternate_sign=False, norm=None
)
_RUNS = HashingVectorizer(
    n_features=2 * _WIDTH, analyzer="char", ngram_range=(3, 6), alternate_sign=False, norm=None
)
"""Letters across words: « tu seule », « pu la », « ça finisse »."""


@dataclass(frozen=True)
class Likely:
    """The likeliest urgency of a message, whose it is, and how likely any urgency is (0 to 1)."""

    kind: str
    about: str
    weight: float


@dataclass
class UrgencyModel:
    """Logistic regression on words and letters of normalised text, weighted by rarity."""

    weights: TfidfTransformer = field(default_factory=lambda: TfidfTransformer(sublinear_tf=True))
    clf: LogisticRegression = field(
        default_factory=lambda: LogisticRegression(
            C=60.0,
            class_weight="balanced",
            solver="liblinear",
            dual=True,
            tol=0.01,
            max_iter=1000,
            random_state=42,
        )
    )

    def fit(
        self, texts: Sequence[str], labels: Sequence[str], counts: Sequence[float] | None = None
    ) -> UrgencyModel:
        """`texts` normalised; a label is `aucune`, or a kind and `soi` or `autre`.

        `counts`: how many times each text weighs, once by default.
        """
        self.clf.fit(self.weights.fit_transform(_counts(texts)), labels, sample_weight=counts)
        return self

    def likely(self, text: str) -> Likely | None:
        """What a normalised text most likely is, None without a word."""
        if not text.strip():
            return None
        (row,) = self.clf.predict_proba(self.weights.transform(_counts([text])))
        weight = dict(zip(map(str, self.clf.classes_), map(float, row), strict=True))
        calm = weight.pop(CALM, 0.0)
        kind, about = max(weight, key=lambda label: weight[label]).split()
        return Likely(kind, about, 1.0 - calm)

    def write(self, path: Path) -> None:
        """Replaces the model at once: a process that reads meets the old one or the new."""
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".tmp")
        sio.dump({"weights": self.weights, "clf": self.clf}, half)
        os.replace(half, path)

    @classmethod
    def read(cls, path: Path) -> UrgencyModel:
        # The model is our own, trained on this machine.
        kept: dict[str, Any] = sio.load(path, trusted=sio.get_untrusted_types(file=path))
        return cls(kept["weights"], kept["clf"])


def _counts(texts: Iterable[str]) -> csr_matrix:
    listed = list(texts)
    parts = [kind.transform(listed) for kind in (_WORDS, _LETTERS, _RUNS)]
    return hstack(parts, dtype=np.float64).tocsr()


def phrases(path: Path = PHRASES) -> list[tuple[str, str]]:
    """Each phrase of the data file with its label; the rules' own examples too."""
    parts = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    told = [
        (text, label(group))
        for groups in parts.values()
        for group in groups
        for text in group["texts"]
    ]
    for rule in load_rules().rules:
        told += [(text, f"{rule.kind} {rule.about}") for text in rule.yes]
        told += [(text, CALM) for text in rule.no]
    return told


def calm(ordinary: Iterable[str], written: Iterable[tuple[str, str]]) -> list[str]:
    """Ordinary messages, but those that a rule finds urgent, or that a phrase repeats."""
    known = {_plain(text) for text, _ in written}
    return [text for text in ordinary if urgency_of(text) is None and _plain(text) not in known]


def learn(ordinary: Iterable[str]) -> UrgencyModel:
    """A model of the phrases, beside ordinary messages."""
    written = phrases()
    told = written + [(text, CALM) for text in calm(ordinary, written)]
    counts = [_WRITTEN_FOR_IT] * len(written) + [1.0] * (len(told) - len(written))
    texts, labels = zip(*((_plain(text), name) for text, name in told), strict=True)
    return UrgencyModel().fit(texts, labels, counts)


def read_urgency(text: str, model: UrgencyModel | None = None) -> UrgencyReading | None:
    """What the rules say; where they are silent, what the model finds likely. Never raises.

    Under `CERTAIN` the reading is to be confirmed with the person.
    """
    reading = urgency_of(text)
    if reading is not None:
        return reading
    try:
        heard = model or trained()
        likely = heard.likely(_plain(text)) if heard else None
    except Exception as error:
        logger.error("Modèle d'urgence illisible : %s", type(error).__name__)
        return None
    few = len(_plain(text).split()) < FEW_WORDS
    if likely is None or likely.weight < (LIKELY if few else DOUBTFUL):
        return None
    certain = likely.weight >= CERTAIN and not few
    return UrgencyReading(likely.kind, likely.about, certain, MODEL)


def _plain(text: str) -> str:
    return " . ".join(normalise(text))


def label(group: dict[str, Any]) -> str:
    """« suicide soi », « danger autre », « aucune »."""
    kind = str(group["kind"])
    return kind if kind == CALM else f"{kind} {group['about']}"


def model_path() -> Path:
    return home() / "models" / "urgence.skops"


@lru_cache(maxsize=1)
def trained() -> UrgencyModel | None:
    """The model of this installation, read once; None until it is trained."""
    path = model_path()
    return UrgencyModel.read(path) if path.exists() else None
