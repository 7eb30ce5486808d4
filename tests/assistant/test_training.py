"""What a model is made from, and when it is stale (assistant/training.py). Nothing is trained."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.nlu.utils.pattern_utils import extract_patterns
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from assistant import training
from knowledge import urgency_model
from knowledge.settings import ROOT


@pytest.fixture(scope="module")
def listed() -> list[str]:
    return training.names()


@pytest.fixture(scope="module")
def lookup() -> TrainingData:
    return RasaYAMLReader().reads(training.names_file())


# --- names -----------------------------------------------------------------------


def test_names_do_not_repeat_and_are_clean(listed: list[str]):
    assert len(listed) == len(set(listed)) > 200
    for name in listed:
        assert name == name.strip() == " ".join(name.split())
        assert len(name) >= 3
        assert name[0].isalnum() and name[-1].isalnum()


@pytest.mark.parametrize("name", ["Tel-jeunes", "PIaMP"])
def test_names_that_people_say_are_there(listed: list[str], name: str):
    assert any(name.casefold() in known.casefold() for known in listed)


def test_common_words_are_not_names(listed: list[str]):
    said = {name.casefold() for name in listed}
    assert not said & {"formation", "atelier", "projet", "s.o.", "travail de rue"}


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Programme des ados « Gardons nos jeunes »", {"Gardons nos jeunes"}),
        ("Centre d'aide (CALACS)", {"CALACS", "Centre d'aide"}),
        ("Projet Mobilis", {"Mobilis"}),
        ("Trousse Sexto : outils pour l'école", {"Trousse Sexto", "Sexto"}),
        ("La Maison - volet jeunes", {"La Maison"}),
        ("Tel-jeunes", set()),
    ],
)
def test_a_long_title_is_known_by_its_parts(title: str, short: set[str]):
    assert set(training._short_names(title)) == short


# --- the file for Rasa --------------------------------------------------------------


def test_rasa_reads_every_name(lookup: TrainingData, listed: list[str]):
    (table,) = lookup.lookup_tables
    assert table["name"] == "service"
    assert table["elements"] == listed


def test_phrases_about_names_are_marked(lookup: TrainingData):
    assert lookup.intents == {"demander_service", "demander_si_pour_moi"}
    for example in lookup.intent_examples:
        (found,) = example.get("entities")
        assert found["entity"] == "service"
        text = example.get("text")
        assert text[found["start"] : found["end"]] == found["value"]
        assert len(found["value"].split()) <= 5


def test_names_become_patterns_that_find_them(lookup: TrainingData, listed: list[str]):
    import re

    (pattern,) = extract_patterns(lookup, use_regexes=False, use_word_boundaries=True)
    for name in listed:
        text = f"c'est quoi {name.lower()} au juste"
        assert re.search(pattern["pattern"], text, re.IGNORECASE), name


def test_every_file_of_phrases_is_read_without_a_warning(recwarn: pytest.WarningsRecorder):
    from rasa.shared.nlu.training_data.loading import load_data

    data = load_data(str(training.PHRASES / "nlu"))
    assert len(data.intent_examples) > 500
    assert [str(item.message) for item in recwarn if "rasa" in str(item.filename)] == []


# --- staleness -------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all that a model is made from, with a small directory of its own."""
    root = tmp_path / "projet"
    shutil.copytree(ROOT / "assistant", root / "assistant")
    for name in training.INPUTS:
        shutil.copy(ROOT / name, root / name)
    data = root / "knowledge" / "data"
    data.mkdir(parents=True)
    for name, kept in (("services.yml", 2), ("contacts.yml", 2)):
        entries = YAML(typ="safe").load((ROOT / "knowledge" / "data" / name).read_text("utf-8"))
        _write(data / name, entries[:kept])
    monkeypatch.setattr(training, "ROOT", root)
    monkeypatch.setattr(training, "PHRASES", root / "assistant" / "data")
    monkeypatch.setattr(training, "CODE", root / "assistant" / "nlu")
    for name in training.READERS:
        shutil.copy(training.KNOWLEDGE / name, root / "knowledge" / name)
    monkeypatch.setattr(training, "KNOWLEDGE", root / "knowledge")
    monkeypatch.setenv("REPERE_DATA", str(data))
    monkeypatch.setenv("REPERE_HOME", str(tmp_path / "home"))
    return root


def _write(path: Path, entries: Any) -> None:
    writer = YAML(typ="safe")
    writer.allow_unicode = True
    with path.open("w", encoding="utf-8") as out:
        writer.dump(entries, out)


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def _edit(file: str, **fields: Any) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / "knowledge" / "data" / file
        entries = YAML(typ="safe").load(path.read_text("utf-8"))
        entries[0].update(fields)
        _write(path, entries)

    return change


def _phrase(root: Path) -> None:
    path = next(iter(sorted((root / "assistant" / "data").rglob("*.yml"))))
    _append(path, "\n# autre phrase\n")


def _new_file(root: Path) -> None:
    (root / "assistant" / "data" / "nlu" / "zz_nouveau.yml").write_text('version: "3.1"\n')


CHANGES: dict[str, Callable[[Path], None]] = {
    "phrase": _phrase,
    "new file of phrases": _new_file,
    "configuration": lambda root: _append(root / "config.yml", "\n# C: 10\n"),
    "domain": lambda root: _append(root / "domain.yml", "\n# autre\n"),
    "component": lambda root: _append(root / "assistant" / "nlu" / "situation.py", "\n# autre\n"),
    "signs": lambda root: _append(root / "knowledge" / "age_signs.py", "\n# autre\n"),
    "phrases of urgency": lambda root: _append(
        root / "knowledge" / "data" / "urgency_phrases.yml", "\n# autre\n"
    ),
    "policy": lambda root: _append(root / "assistant" / "policies" / "urgency.py", "\n# autre\n"),
    "name of a service": _edit("services.yml", name="Un tout autre nom"),
    "name of a line": _edit("contacts.yml", name="Une tout autre ligne"),
}


WEIGHED = ("age_signs", "place_signs", "writer", "urgency_model")
"""Modules whose features a model weighs."""
NO_FEATURE = {"settings", "vocabulary"}
"""Folders and enumerations: nothing of a message is read there."""


def _imported(module: str) -> set[str]:
    tree = ast.parse((ROOT / "knowledge" / f"{module}.py").read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("knowledge."):
            found.add(str(node.module).split(".")[1])
    return found


def test_every_module_that_makes_a_feature_is_in_the_fingerprint():
    seen: set[str] = set()
    left = {*WEIGHED}
    while left:
        module = left.pop()
        seen.add(module)
        left |= _imported(module) - seen
    assert {f"{name}.py" for name in seen - NO_FEATURE} <= {*training.READERS}


def _touch(root: Path) -> None:
    for path in root.rglob("*"):
        os.utime(path, (0, 0))


DATA_ONLY: dict[str, Callable[[Path], Any]] = {
    "nothing": lambda root: None,
    "times of files": _touch,
    "summary": _edit("services.yml", summary="Un autre résumé, assez long pour être accepté ici."),
    "a number withdrawn": _edit("contacts.yml", phone=None, sms=None, url="https://exemple.org"),
    "the store": lambda root: _append(root / "assistant" / "store.py", "\n# autre\n"),
    "compiled code": lambda root: shutil.copy(root / "config.yml", root / "assistant/nlu/x.pyc"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_model_learns_from_makes_it_stale(project: Path, change: str):
    before = training.fingerprint()
    CHANGES[change](project)
    assert training.fingerprint() != before


@pytest.mark.parametrize("change", DATA_ONLY)
def test_records_are_data_and_need_no_training(project: Path, change: str):
    """Training is for language: a number withdrawn is seen at once, without it."""
    before = training.fingerprint()
    DATA_ONLY[change](project)
    assert training.fingerprint() == before


def test_a_model_is_stale_until_made_from_what_is_there(project: Path):
    assert training.is_stale()
    path = training.model_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"modele")
    assert training.is_stale()
    urgency_model.model_path().write_bytes(b"urgence")
    mark = path.with_suffix(".origine")
    mark.write_text(training.fingerprint())
    assert not training.is_stale()
    _phrase(project)
    assert training.is_stale()
    mark.write_text(training.fingerprint())
    urgency_model.model_path().unlink()
    assert training.is_stale()
    urgency_model.model_path().write_bytes(b"urgence")
    path.unlink()
    assert training.is_stale()


# --- training, Rasa's part replaced ---------------------------------------------------------


class _Result:
    def __init__(self, code: int, model: str | None) -> None:
        self.code, self.model = code, model


@pytest.mark.parametrize("result", [_Result(1, None), _Result(0, None)])
def test_a_training_that_fails_leaves_the_model_in_service(
    project: Path, monkeypatch: pytest.MonkeyPatch, result: _Result
):
    path = training.model_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"en service")
    monkeypatch.setattr("rasa.api.train", lambda **_: result)
    with pytest.raises(RuntimeError, match="entraînement"):
        training.train()
    assert path.read_bytes() == b"en service"
    assert training.is_stale()


def test_a_training_that_succeeds_replaces_the_model_and_marks_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    asked: dict[str, Any] = {}

    def train(**how: Any) -> _Result:
        asked.update(how)
        model = Path(how["output"]) / "repere.tar.gz"
        model.parent.mkdir(parents=True)
        model.write_bytes(b"nouveau")
        return _Result(0, str(model))

    monkeypatch.setattr("rasa.api.train", train)
    assert training.train() == training.model_path()
    assert training.model_path().read_bytes() == b"nouveau"
    heard = urgency_model.UrgencyModel.read(urgency_model.model_path())
    assert heard.likely("je veux mourir").kind == "suicide"
    assert not training.is_stale()
    generated = Path(asked["training_files"][1])
    assert RasaYAMLReader().read(str(generated)).lookup_tables
    assert generated.is_relative_to(os.environ["REPERE_HOME"])
