"""Training: names of services become data, Rasa trains, and a stale model is recognised.

python -m assistant.training
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from knowledge import datafiles, urgency_model
from knowledge.places import find_place
from knowledge.settings import ROOT, home

INPUTS = ("config.yml", "domain.yml")
PHRASES = ROOT / "assistant" / "data"
CODE = ROOT / "assistant" / "nlu"
KNOWLEDGE = ROOT / "knowledge"
READERS = (
    *("age_answer.py", "age_owner.py", "age_reading.py", "age_signs.py", "age_words.py"),
    *("ages.py", "concerned.py", "context.py", "gazetteer.py", "other_names.py", "person_age.py"),
    *("place_signs.py", "placecues.py", "places.py", "profiles.py", "ranked_age.py", "roles.py"),
    *("set_apart.py", "spoken.py", "subjects.py", "writer.py"),
    *("data/fsa.csv", "data/ordinary_words.txt", "data/people.yml", "data/places.csv"),
    *("urgency.py", "urgency_model.py", "data/urgency.yml", "data/urgency_phrases.yml"),
)
"""Of `knowledge`, what the features that a model weighs are made by."""

_MINIMUM_LETTERS = 3
_LONGEST_NAME_SAID = 5


def model_path() -> Path:
    """The trained model; missing until the first training."""
    return home() / "models" / "repere.tar.gz"


def names(folder: Path | None = None) -> list[str]:
    """Names of services and organisations as people may say them, without repeats.

    A long title is also known by its part in quotes or in brackets.
    """
    services, contacts = datafiles.load_all(folder)
    titles: dict[str, None] = {}
    for record in [*services, *contacts]:
        for title in (record.name, record.organization):
            for part in (title, *_short_names(title)):
                clean = _clean(part)
                if len(clean) >= _MINIMUM_LETTERS and not _is_something_else(clean):
                    titles.setdefault(clean)
    return list(titles)


def _clean(title: str) -> str:
    """From its first letter to its last: Rasa looks for names between word boundaries."""
    return re.sub(r"^\W+|\W+$", "", " ".join(title.split()))


def _is_something_else(name: str) -> bool:
    """A word for many things, or the name of a place: not the name of a service."""
    place = find_place(name)
    return name.casefold() in _TOO_COMMON or (place is not None and place.text == name)


_TOO_COMMON = frozenset({"s.o.", "s.o", "atelier", "formation", "travail de rue", "projet"})
_KINDS = re.compile(
    r"^(projet|programme|atelier|ateliers|formation|trousse|table|outil)\s+(.{3,40})$",
    re.IGNORECASE,
)


def _short_names(title: str) -> Iterable[str]:
    yield from re.findall(r"«\s*([^»]+?)\s*»", title)
    head = re.split(r"\s*[(:–]|\s-\s", title)[0].strip()
    if head != title:
        yield head
    kind = _KINDS.match(head)
    if kind and not kind.group(2)[0].islower():
        yield kind.group(2)
    yield from (part for part in re.findall(r"\(([A-ZÀ-Ý][\w-]{2,12})\)", title))


_ASK_WHAT = ("c'est quoi {}", "ça fait quoi {} ?", "parle-moi de {}", "comment appeler {}")
_ASK_SUITS = ("{}, c'est pour moi ?", "est-ce que {} est pour moi", "j'ai-tu le droit d'aller à {}")


def names_file(folder: Path | None = None) -> str:
    """Rasa's lookup table of names, and a few phrases that ask about each."""
    listed = names(folder)
    lines = ['version: "3.1"', "nlu:", "- lookup: service", "  examples: |"]
    lines += [f"    - {name}" for name in listed]
    for intent, forms in (("demander_service", _ASK_WHAT), ("demander_si_pour_moi", _ASK_SUITS)):
        lines += [f"- intent: {intent}", "  examples: |"]
        for index, name in enumerate(listed):
            if len(name.split()) <= _LONGEST_NAME_SAID and not set(name) & set("[](){}"):
                marked = f"[{name}](service)"
                lines.append(f"    - {forms[index % len(forms)].format(marked)}")
    return "\n".join(lines) + "\n"


def fingerprint() -> str:
    """Of all that a model is made from."""
    state = hashlib.sha256()
    files = [ROOT / name for name in INPUTS]
    files += sorted(PHRASES.rglob("*.yml")) + sorted(CODE.glob("*.py"))
    files += sorted((ROOT / "assistant" / "policies").glob("*.py"))
    files += [KNOWLEDGE / name for name in READERS]
    for path in files:
        state.update(path.name.encode())
        state.update(path.read_bytes())
    state.update(names_file().encode())
    return state.hexdigest()


def is_stale() -> bool:
    """Whether the model is missing or was made from something else."""
    return not all(path.exists() for path in made()) or _mark().read_text() != fingerprint()


def made() -> tuple[Path, ...]:
    """All the files of a training: the model, urgency's, and the mark of what they come from."""
    return (model_path(), urgency_model.model_path(), _mark())


def _mark() -> Path:
    return model_path().with_suffix(".origine")


def train() -> Path:
    """Train anew; the model is replaced only once the new one is whole."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("REPERE_ACTIONS_URL", "http://127.0.0.1:5055/webhook")
    made_from = fingerprint()
    generated = home() / "nlu" / "noms.yml"
    generated.parent.mkdir(parents=True, exist_ok=True)
    generated.write_text(names_file(), encoding="utf-8")

    import skops.io  # noqa: F401  before TensorFlow: saves seconds at start
    from rasa.api import train as rasa_train

    result = rasa_train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(PHRASES), str(generated)],
        output=str(home() / "models" / "nouveau"),
        force_training=True,
        fixed_model_name="repere",
    )
    if result.code != 0 or result.model is None:
        raise RuntimeError(f"L'entraînement a échoué (code {result.code}).")
    urgency_model.learn(_phrases(generated)).write(urgency_model.model_path())
    os.replace(result.model, model_path())
    _mark().write_text(made_from)
    return model_path()


def _phrases(*more: Path) -> list[str]:
    """Every training phrase: ordinary messages, for whoever must tell an urgent one apart."""
    from rasa.shared.nlu.training_data.loading import load_data

    sources = [str(PHRASES / "nlu"), *map(str, more)]
    return [
        str(example.get("text"))
        for source in sources
        for example in load_data(source).intent_examples
        if example.get("text")
    ]


if __name__ == "__main__":
    train()
    sys.stdout.flush()
