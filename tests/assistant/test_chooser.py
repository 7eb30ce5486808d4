"""Which number is the person's age, learnt from marked phrases and kept in Rasa's storage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.age import AgeReader
from assistant.nlu.chooser import Chooser
from assistant.nlu.place import PlaceReader

PHRASES = """
version: "3.1"
nlu:
- intent: leurre
  examples: |
    - lui 24, elle [15](age), c'est pour elle
    - lui 30, elle [13](age), c'est pour elle
    - lui 19, elle [16](age), c'est pour elle
    - lui 40, elle [14](age), c'est pour elle
    - il veut 50 piasses avant 18 heures
    - il veut 80 piasses avant 20 heures
    - elle vit à [Alma](region), moi à Laval
    - elle vit à [Gaspé](region), moi à Québec
    - elle vit à [Sorel](region), moi à Granby
    - on joue au hockey contre Rimouski
    - on joue au hockey contre Gatineau
"""


def learnt(reader: type[Chooser], folder: Path, **config: Any) -> Chooser:
    storage = LocalModelStorage.create(folder)
    context = ExecutionContext(GraphSchema({}), node_name=reader.name)
    resource = Resource(reader.name)
    component = reader.create(config, storage, resource, context)
    assert component.train(RasaYAMLReader().reads(PHRASES)) == resource
    return reader.load(config, storage, resource, context)


def read(component: Chooser, text: str, ranking: list[dict[str, Any]] | None = None) -> Any:
    message = Message({TEXT: text, INTENT_RANKING_KEY: ranking or []})
    component.process([message])
    facts = [item for item in message.get(ENTITIES, []) if item.get("group") != "reponse"]
    return facts[0]["value"] if facts else None


@pytest.fixture(scope="module")
def age(tmp_path_factory: pytest.TempPathFactory) -> Chooser:
    return learnt(AgeReader, tmp_path_factory.mktemp("age"), C=20.0, keep=0.0)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Chooser:
    return learnt(PlaceReader, tmp_path_factory.mktemp("lieu"), C=20.0)


def test_it_reads_what_the_rules_alone_do_not(age: Chooser):
    text = "lui c'est 22, elle genre 17, c'est pour elle"
    assert read(AgeReader({}), text) is None
    assert read(age, text) == 17


def test_what_the_rules_read_stands(age: Chooser):
    assert read(age, "j'ai 15 ans") == 15


def test_what_the_rules_read_is_dropped_when_it_weighs_too_little(tmp_path: Path):
    wary = learnt(AgeReader, tmp_path, keep=0.9, over=1.0)
    assert read(wary, "j'ai 15 ans") is None


def test_a_number_of_something_else_is_left(age: Chooser):
    assert read(age, "il veut 60 piasses avant 21 heures") is None


def test_nothing_is_read_of_a_message_that_asks_for_nothing(age: Chooser):
    ranking = [{"name": "hors_sujet", "confidence": 0.9}, {"name": "leurre", "confidence": 0.1}]
    assert read(age, "j'ai 15 ans", ranking) is None
    ranking = [{"name": "hors_sujet", "confidence": 0.4}, {"name": "leurre", "confidence": 0.6}]
    assert read(age, "j'ai 15 ans", ranking) == 15


def test_where_the_person_is_not_where_the_writer_is(place: Chooser):
    assert read(place, "elle vit à Matane, moi à Montréal") == ["01"]


def test_a_place_outside_quebec_is_the_rules_own(place: Chooser):
    assert read(place, "je reste à Ottawa") == []


def test_the_rules_speak_alone_without_marked_phrases(tmp_path: Path):
    storage = LocalModelStorage.create(tmp_path)
    context = ExecutionContext(GraphSchema({}), node_name="age")
    component = AgeReader.create({}, storage, Resource("age"), context)
    component.train(RasaYAMLReader().reads('version: "3.1"\nnlu: []'))
    loaded = AgeReader.load({}, storage, Resource("age"), context)
    assert loaded.clf is None
    assert read(loaded, "j'ai 15 ans") == 15
