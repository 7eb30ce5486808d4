"""What a message says, from what the pipeline left on it (actions/reading.py)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reading import Reading, read, valid, without_vague_situation
from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation

TEXT = "j'ai 15 ans, je reste à Longueuil"


def entity(name: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, **more}


def message(*entities: dict[str, Any], intent: str = "dire_age", text: str = TEXT) -> Any:
    return {"intent": {"name": intent, "confidence": 0.9}, "entities": list(entities), "text": text}


def test_facts_of_a_typed_message():
    reading = read(
        message(
            entity("age", 15),
            entity("region", ["16"], lieu="Longueuil"),
            entity("profil", "jeune"),
            entity("sexe", "feminin"),
        )
    )
    assert reading.facts == {"age": 15, "region": ("16",), "profil": "jeune", "sexe": "feminin"}
    assert reading.answers == {}
    assert (reading.intent, reading.text, reading.typed) == ("dire_age", TEXT, True)


def test_entities_in_group_reponse_are_only_answers():
    reading = read(
        message(entity("age", 15, group="reponse"), entity("region", ["16"], group="reponse"))
    )
    assert reading.facts == {}
    assert reading.answers == {"age": 15, "region": ("16",)}


@pytest.mark.parametrize("codes", [[], ["16"], ["01", "16"]])
def test_a_region_keeps_all_its_codes(codes: list[str]):
    assert read(message(entity("region", codes))).facts == {"region": tuple(codes)}


def test_the_first_reader_of_a_field_is_believed():
    reading = read(message(entity("age", 15), entity("age", 40)))
    assert reading.facts == {"age": 15}


@pytest.mark.parametrize(
    ("alternatives", "certain"), [([], True), (["leurre"], False), (["leurre", "justice"], False)]
)
def test_a_situation_and_its_alternatives(alternatives: list[str], certain: bool):
    reading = read(message(entity("situation", "sextorsion", alternatives=alternatives)))
    assert reading.facts == {"situation": "sextorsion"}
    assert reading.alternatives == tuple(alternatives)
    assert reading.certain is certain


def test_vouvoiement_urgency_and_services():
    reading = read(
        message(
            entity("vouvoiement", True),
            entity("urgence", "suicide", certain=True, about="autre"),
            entity("service", "Tel-jeunes"),
            entity("service", "CAVAC"),
        )
    )
    assert reading.vous
    assert (reading.urgence, reading.about) == ("suicide", "autre")
    assert reading.services == ("Tel-jeunes", "CAVAC")
    assert reading.facts == {}


@pytest.mark.parametrize(
    "empty", [{}, {"intent": None, "entities": None, "text": None}, {"intent": {"name": None}}]
)
def test_an_empty_message_says_nothing(empty: dict[str, Any]):
    assert read(empty) == Reading()


# --- buttons -------------------------------------------------------------------


def button(intent: str, *entities: dict[str, Any]) -> Reading:
    return read(message(*entities, intent=intent, text=f"/{intent}{{…}}"))


def test_a_button_answers():
    reading = button("repondre", entity("age", 15))
    assert reading.facts == {"age": 15}
    assert not reading.typed


def test_a_button_gives_a_region_as_one_code():
    assert button("repondre", entity("region", "16")).facts == {"region": ("16",)}


def test_a_correction_to_null_empties_the_field():
    reading = button("corriger", entity("region", None), entity("age", 14))
    assert reading.forgotten == {"region"}
    assert reading.facts == {"age": 14}


@pytest.mark.parametrize(("value", "target"), [("age", "age"), ("autre", None), (None, None)])
def test_a_button_says_which_question_it_skips(value: Any, target: str | None):
    assert button("passer", entity("champ", value)).target == target


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", 0),
        ("age", -3),
        ("age", 121),
        ("age", True),
        ("age", "15"),
        ("age", 15.0),
        ("age", [15]),
        ("region", "00"),
        ("region", "18"),
        ("region", 16),
        ("region", ["16"]),
        ("situation", "rien"),
        ("situation", {}),
        ("profil", "JEUNE"),
        ("sexe", "autre"),
    ],
)
def test_a_value_outside_the_vocabulary_is_left_out(field: str, value: Any):
    reading = button("repondre", entity(field, value))
    assert reading.facts == {}
    assert reading.forgotten == frozenset()


def test_a_button_cannot_declare_an_urgency_or_a_register():
    reading = button("repondre", entity("urgence", "danger"), entity("vouvoiement", True))
    assert reading.urgence is None
    assert not reading.vous


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.sampled_from(Field.values()), _JSON)
def test_any_json_is_a_value_of_the_vocabulary_or_nothing(field: str, value: Any):
    facts = button("corriger", entity(field, value)).facts
    allowed: dict[str, Any] = {
        "profil": Profil.values(),
        "situation": Situation.values(),
        "sexe": Sexe.values(),
        "region": [(code,) for code in REGIONS],
        "age": range(1, 121),
    }
    assert facts == {} or facts[field] in allowed[field]


@pytest.mark.parametrize(
    ("field", "value"),
    [("age", 1), ("age", 120), ("region", "01"), ("region", "17"), ("sexe", "masculin")]
    + [("situation", value) for value in Situation.values()]
    + [("profil", value) for value in Profil.values()],
)
def test_the_vocabulary_is_valid(field: str, value: Any):
    assert valid(field, value)


# --- what an urgent message leaves ------------------------------------------------


@pytest.mark.parametrize("situation", ["autre", "detresse", "inquietude"])
def test_an_urgent_message_leaves_no_vague_situation(situation: str):
    reading = read(message(entity("situation", situation), entity("age", 15)))
    assert without_vague_situation(reading).facts == {"age": 15}


def test_an_urgent_message_leaves_no_situation_in_doubt():
    reading = read(message(entity("situation", "fugue", alternatives=["hebergement"])))
    left = without_vague_situation(reading)
    assert left.facts == {}
    assert (left.alternatives, left.certain) == ((), True)


def test_an_urgent_message_leaves_a_situation_of_its_own():
    reading = read(message(entity("situation", "violence_amoureuse")))
    assert without_vague_situation(reading) == reading


def test_an_urgent_message_keeps_a_likely_situation_without_asking():
    told = entity("situation", "violence_amoureuse", alternatives=["fugue"], confidence=0.6)
    left = without_vague_situation(read(message(told)))
    assert left.facts == {"situation": "violence_amoureuse"}
    assert (left.alternatives, left.certain) == ((), True)


def test_the_answer_asked_for_and_the_language():
    reading = read(message(entity("reponse", "ivac"), entity("langue", "anglais")))
    assert (reading.answer, reading.english) == ("ivac", True)
    assert reading.facts == {}
    plain = read(message())
    assert (plain.answer, plain.english) == (None, False)
