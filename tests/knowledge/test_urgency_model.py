"""The second ear for urgency: learnt from phrases, kept in a file, silent when it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import urgency_model
from knowledge.urgency import normalise, urgency_of
from knowledge.urgency_model import CALM, UrgencyModel, label, phrases, read_urgency

LEARNT = [
    ("il a barré la porte et caché mes clés", "danger soi"),
    ("il a barré la porte, je suis cachée", "danger soi"),
    ("ma sœur est cachée, il a barré la porte", "danger autre"),
    ("je serais mieux partie pour de bon", "suicide soi"),
    ("tout le monde serait mieux si je partais pour de bon", "suicide soi"),
    ("mon ami dit qu'il serait mieux parti", "suicide autre"),
    ("j'ai barré mon vélo à la porte de l'école", CALM),
    ("tout le monde est parti en vacances", CALM),
    ("salut ça va", CALM),
    ("il rit de moi en ligne", CALM),
]


def plain(text: str) -> str:
    return " . ".join(normalise(text))


@pytest.fixture(scope="module")
def model() -> UrgencyModel:
    return UrgencyModel().fit([plain(text) for text, _ in LEARNT], [name for _, name in LEARNT])


def test_it_hears_what_it_learnt_and_whose_it_is(model: UrgencyModel):
    for text, name in LEARNT:
        likely = model.likely(plain(text))
        assert likely is not None and 0 <= likely.weight <= 1
        assert (likely.weight < 0.5) == (name == CALM), text
        if name != CALM:
            assert f"{likely.kind} {likely.about}" == name


def test_an_ordinary_message_that_is_urgent_teaches_no_calm():
    ordinary = ["je veux mourir", "Elle répond plus, son lit est vide!", "mon chat est perdu"]
    written = [("elle répond plus, son lit est vide", "danger autre")]
    assert urgency_model.calm(ordinary, written) == ["mon chat est perdu"]


def test_without_a_word_it_says_nothing(model: UrgencyModel):
    assert model.likely("") is None
    assert read_urgency("🙂", model) is None


def test_the_rules_speak_first(model: UrgencyModel):
    reading = read_urgency("je veux mourir", model)
    assert reading is not None and reading.rule != urgency_model.MODEL
    assert reading == urgency_of("je veux mourir")


def test_where_the_rules_are_silent_it_speaks(model: UrgencyModel, monkeypatch: pytest.MonkeyPatch):
    text = "il a caché mes clés et barré la porte"
    assert urgency_of(text) is None
    reading = read_urgency(text, model)
    assert reading is not None and (reading.kind, reading.about) == ("danger", "soi")
    assert reading.rule == urgency_model.MODEL
    weight = model.likely(plain(text)).weight  # type: ignore[union-attr]
    monkeypatch.setattr(urgency_model, "CERTAIN", weight + 0.01)
    assert read_urgency(text, model).certain is False  # type: ignore[union-attr]
    monkeypatch.setattr(urgency_model, "CERTAIN", weight - 0.01)
    assert read_urgency(text, model).certain is True  # type: ignore[union-attr]
    monkeypatch.setattr(urgency_model, "DOUBTFUL", weight + 0.01)
    assert read_urgency(text, model) is None


def test_it_is_written_whole_and_read_again(model: UrgencyModel, tmp_path: Path):
    path = tmp_path / "models" / "urgence.skops"
    model.write(path)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    again = UrgencyModel.read(path)
    assert again.likely(plain(LEARNT[0][0])) == model.likely(plain(LEARNT[0][0]))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPERE_HOME", str(tmp_path))
    urgency_model.trained.cache_clear()
    yield urgency_model.model_path()
    urgency_model.trained.cache_clear()


def test_the_rules_speak_alone_until_it_is_trained(elsewhere: Path):
    assert read_urgency("je veux mourir") == urgency_of("je veux mourir")
    assert read_urgency("salut") is None


def test_a_file_that_cannot_be_read_never_silences_the_rules(
    elsewhere: Path, caplog: pytest.LogCaptureFixture
):
    elsewhere.parent.mkdir(parents=True, exist_ok=True)
    elsewhere.write_bytes(b"abime")
    assert read_urgency("je veux mourir") == urgency_of("je veux mourir")
    assert read_urgency("salut les amis secrets") is None
    assert "illisible" in caplog.text and "secrets" not in caplog.text


def test_every_phrase_of_the_data_has_a_label_of_the_contract():
    told = phrases()
    allowed = {CALM, "suicide soi", "suicide autre", "danger soi", "danger autre"}
    assert {name for _, name in told} == allowed
    assert len(told) > 1200
    assert label({"kind": "danger", "about": "autre"}) == "danger autre"


def test_a_word_or_two_must_be_likely_and_are_never_certain(
    model: UrgencyModel, monkeypatch: pytest.MonkeyPatch
):
    text = "porte barrée"
    likely = model.likely(" . ".join(normalise(text)))
    assert likely is not None and urgency_of(text) is None
    monkeypatch.setattr(urgency_model, "DOUBTFUL", 0.0)
    monkeypatch.setattr(urgency_model, "CERTAIN", 0.0)
    monkeypatch.setattr(urgency_model, "LIKELY", likely.weight + 0.01)
    assert read_urgency(text, model) is None
    monkeypatch.setattr(urgency_model, "LIKELY", likely.weight - 0.01)
    reading = read_urgency(text, model)
    assert reading is not None and not reading.certain
