"""The components that read facts, as the pipeline runs them (assistant/nlu)."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.age import AgeReader
from assistant.nlu.place import PlaceReader
from assistant.nlu.profile import ProfileReader
from assistant.nlu.reader import Reader
from assistant.nlu.tokenizer import FrenchTokenizer
from assistant.nlu.urgency import UrgencyReader

READERS: list[type[Reader]] = [AgeReader, PlaceReader, ProfileReader, UrgencyReader]


def entities(text: str, *readers: type[Reader]) -> list[dict[str, Any]]:
    message = Message({TEXT: text})
    for reader in readers or READERS:
        reader({}).process([message])
    found: list[dict[str, Any]] = message.get(ENTITIES, [])
    return found


def facts(text: str, *readers: type[Reader]) -> dict[str, Any]:
    """Entity → value; the name of one that is only an answer ends with `?`."""
    return {
        item["entity"] + ("?" if item.get("group") == "reponse" else ""): item["value"]
        for item in entities(text, *readers)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("j'ai 15 ans", {"age": 15}),
        ("jvais avoir 16 le mois prochain", {"age": 15}),
        ("ma fille de 14 ans", {"age": 14}),
        ("15", {"age?": 15}),
        ("quinze", {"age?": 15}),
        ("entre 14 et 16", {}),
        ("secondaire 3", {}),
        ("il m'a demandé 200 piasses", {}),
        ("salut", {}),
    ],
)
def test_age(text: str, found: dict[str, Any]):
    assert facts(text, AgeReader) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("je reste à Longueuil", {"region": ["16"]}),
        ("j'habite à Trois-Rivières", {"region": ["04"]}),
        ("Longueuil", {"region": ["16"]}),
        ("longueuil mettons", {"region": ["16"]}),
        ("longueil", {"region": ["16"]}),
        ("je reste à Ottawa", {"region": []}),
        ("oui", {}),
        ("salut", {}),
    ],
)
def test_place(text: str, found: dict[str, Any]):
    assert facts(text, PlaceReader) == found


def test_a_place_of_several_regions_gives_them_all():
    (found,) = facts("je reste à Saint-Joseph", PlaceReader).values()
    assert len(found) > 1


def test_a_place_says_where_it_is_in_the_text():
    text = "allo! je reste à longueil depuis un an"
    (found,) = entities(text, PlaceReader)
    assert text[found["start"] : found["end"]] == "longueil"
    assert found["lieu"] == "Longueuil"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mon ex menace de publier mes photos", {"profil": "jeune"}),
        ("ma fille de 14 ans ne rentre plus", {"profil": "parent", "sexe": "feminin"}),
        ("je suis une fille de 15 ans", {"profil": "jeune", "sexe": "feminin"}),
        ("pouvez-vous m'aider", {"vouvoiement": True}),
        ("salut", {}),
    ],
)
def test_profile(text: str, found: dict[str, Any]):
    assert facts(text, ProfileReader) == found


@pytest.mark.parametrize(
    ("intent", "confidence", "found"),
    [
        ("hors_sujet", 0.9, {"vouvoiement": True}),
        ("hors_sujet", 0.3, {"profil": "parent", "sexe": "feminin", "vouvoiement": True}),
        ("dire_profil", 0.9, {"profil": "parent", "sexe": "feminin", "vouvoiement": True}),
    ],
)
def test_nobody_is_read_of_what_asks_for_nothing(
    intent: str, confidence: float, found: dict[str, Any]
):
    message = Message({TEXT: "une carte de fête pour ma fille de 9 ans, avez-vous une idée"})
    message.set(INTENT_RANKING_KEY, [{"name": intent, "confidence": confidence}])
    ProfileReader({}).process([message])
    assert {item["entity"]: item["value"] for item in message.get(ENTITIES)} == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("je veux mourir", "suicide"),
        ("15 ans je veux mourir", "suicide"),
        ("il est en train de me frapper", "danger"),
        ("salut", None),
        ("il rit de moi à l'école", None),
    ],
)
def test_urgency(text: str, kind: str | None):
    assert facts(text, UrgencyReader).get("urgence") == kind


def test_urgency_says_whether_it_is_certain():
    (found,) = entities("je veux mourir", UrgencyReader)
    assert found["certain"] is True


def test_together_they_read_a_whole_message():
    text = "j'ai 15 ans, je reste à Longueuil, mon chum me frappe là là pis je veux mourir"
    found = facts(text)
    assert (found["age"], found["region"], found["profil"]) == (15, ["16"], "jeune")
    assert "urgence" in found
    assert {item["extractor"] for item in entities(text)} == {one.__name__ for one in READERS}


def test_values_can_be_written_to_json():
    """Entities travel to the actions: no enumeration, no tuple may be left in them."""
    for item in entities("j'ai 15 ans, fille, je reste à Longueuil, je veux mourir, aidez-moi"):
        assert type(item["value"]) in (str, int, bool, list)


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.__name__)
@pytest.mark.parametrize(
    "payload",
    [
        '/repondre{"age": 15}',
        '/corriger{"region": "13"}',
        "/je veux mourir, j'ai 15 ans, je reste à Laval, ma fille",
    ],
)
def test_a_button_is_left_alone(reader: type[Reader], payload: str):
    assert entities(payload, reader) == []


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("text", ["", " ", "\n\t", "​", "😀", "?" * 4000, "a" * 4000, "\x00"])
def test_anything_can_be_typed(reader: type[Reader], text: str):
    assert entities(text, reader) == []


def test_entities_of_earlier_readers_are_kept():
    message = Message({TEXT: "j'ai 15 ans"})
    before = {"entity": "service", "value": "Tel-jeunes"}
    message.set(ENTITIES, [before], add_to_output=True)
    AgeReader({}).process([message])
    assert [item["entity"] for item in message.get(ENTITIES)] == ["service", "age"]
    assert ENTITIES in message.as_dict(only_output_properties=True)


def test_a_message_without_text_is_left_alone():
    message = Message({})
    for reader in READERS:
        reader({}).process([message])
    assert message.get(ENTITIES) is None


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.__name__)
def test_rasa_builds_them(reader: type[Reader], storage: ModelStorage, context: ExecutionContext):
    config = reader.get_default_config()
    built = reader.create(config, storage, Resource("lecteur"), context)
    assert isinstance(built, reader)


# --- words ------------------------------------------------------------------------


def words(text: str) -> list[str]:
    tokenizer = FrenchTokenizer(FrenchTokenizer.get_default_config())
    return [token.text for token in tokenizer.tokenize(Message({TEXT: text}), TEXT)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("j'ai peur", ["j'", "ai", "peur"]),
        ("l'école", ["l'", "école"]),
        ("  deux   mots ", ["deux", "mots"]),
        ("", []),
        ("   ", []),
    ],
)
def test_words(text: str, cut: list[str]):
    assert words(text) == cut


def test_words_keep_their_place():
    text = "j'ai  peur de lui"
    tokenizer = FrenchTokenizer(FrenchTokenizer.get_default_config())
    for token in tokenizer.tokenize(Message({TEXT: text}), TEXT):
        assert text[token.start : token.end] == token.text
