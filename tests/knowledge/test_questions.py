"""What is asked, in what order, with which buttons, and when it is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from knowledge import datafiles, questions
from knowledge.questions import (
    MAXIMUM_QUESTIONS,
    OTHER,
    Progress,
    is_missing,
    most,
    next_field,
    next_question,
    question,
)
from knowledge.services import Criteria
from knowledge.settings import data_folder
from knowledge.vocabulary import REGIONS, Field, Profil, Situation

FIELDS = ("situation", "profil", "age", "region")
VALUES: dict[str, tuple[Any, ...]] = {
    "situation": Situation.values(),
    "profil": Profil.values(),
    "age": tuple(range(5, 60)),
    "region": REGIONS,
}


def _entries() -> list[dict[str, Any]]:
    text = (data_folder() / "questions.yml").read_text(encoding="utf-8")
    return list(YAML(typ="safe").load(text))


ENTRIES = {entry["field"]: entry for entry in _entries()}

a_progress = st.builds(
    Progress,
    criteria=st.builds(
        Criteria,
        **{name: st.none() | st.sampled_from(values) for name, values in VALUES.items()},
    ),
    asked=st.lists(st.sampled_from(FIELDS), max_size=4).map(tuple),
    skipped=st.frozensets(st.sampled_from(FIELDS)),
    rest=st.booleans(),
    again=st.booleans(),
)


def test_one_question_a_field_in_the_order_they_are_asked():
    assert tuple(entry["field"] for entry in _entries()) == FIELDS
    asked, progress = [], Progress()
    while (name := next_field(progress)) is not None:
        asked.append(name)
        progress = replace(
            progress, asked=(*progress.asked, name), skipped=progress.skipped | {name}
        )
    assert tuple(asked) == FIELDS


def test_sexe_is_never_asked():
    assert "sexe" not in ENTRIES
    with pytest.raises(KeyError, match="Aucune question"):
        question("sexe", Progress(), vous=False)


# --- any path ---------------------------------------------------------------


@st.composite
def a_path(draw: st.DrawFn) -> tuple[list[str], Progress]:
    """A search played to its end: answers, skips, silence, close readings, asides."""
    known = draw(
        st.fixed_dictionaries(
            {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
        )
    )
    progress = Progress(Criteria(**known))
    asked: list[str] = []
    for _ in range(20):
        name = next_field(progress)
        if name is None:
            break
        assert getattr(progress.criteria, name) is None
        assert name not in progress.skipped
        asked.append(name)
        progress = replace(progress, asked=(*progress.asked, name))
        kind = draw(st.sampled_from(("answer", "skip", "unclear", "close", "other", "volunteer")))
        if kind == "answer":
            value = draw(st.sampled_from(VALUES[name]))
            progress = replace(progress, criteria=replace(progress.criteria, **{name: value}))
        elif kind == "skip":
            progress = replace(progress, skipped=progress.skipped | {name})
        elif kind == "close" and name in ("situation", "region"):
            close = draw(
                st.lists(st.sampled_from(VALUES[name]), min_size=2, max_size=3, unique=True)
            )
            progress = replace(progress, candidates={name: tuple(close)})
        elif kind == "other":
            progress = replace(progress, rest=name == "situation", candidates={})
        elif kind == "volunteer":
            said = draw(st.sampled_from(FIELDS))
            value = draw(st.sampled_from(VALUES[said]))
            progress = replace(progress, criteria=replace(progress.criteria, **{said: value}))
        else:
            progress = replace(progress, again=True)
    else:
        raise AssertionError("the questions never end")
    return asked, progress


@given(a_path())
def test_at_most_four_questions_whatever_is_answered(path: tuple[list[str], Progress]):
    asked, _ = path
    assert len(asked) <= MAXIMUM_QUESTIONS == 4
    assert all(asked.count(name) <= most(name) for name in asked)


@given(a_path())
def test_situation_is_asked_when_it_is_not_known(path: tuple[list[str], Progress]):
    asked, progress = path
    if progress.criteria.situation is None:
        assert "situation" in asked


@given(a_progress)
def test_a_known_or_skipped_field_is_never_asked(progress: Progress):
    name = next_field(progress)
    if name is not None:
        assert getattr(progress.criteria, name) is None
        assert name not in progress.skipped
        assert len(progress.asked) < MAXIMUM_QUESTIONS
        assert progress.asked.count(name) < most(name)


@pytest.mark.parametrize(
    ("criteria", "field", "asked"),
    [
        (Criteria(situation="formation"), "age", False),
        (Criteria(situation="formation", profil="intervenant"), "age", False),
        (Criteria(situation="prevention", profil="intervenant"), "age", False),
        (Criteria(situation="prevention", profil="parent"), "age", True),
        (Criteria(situation="prevention"), "age", True),
        (Criteria(situation="sextorsion", profil="intervenant"), "age", True),
        (Criteria(situation="formation"), "region", True),
    ],
)
def test_what_changes_nothing_is_not_asked(criteria: Criteria, field: str, asked: bool):
    assert is_missing(field, Progress(criteria)) is asked


@given(a_progress)
def test_useless_is_respected(progress: Progress):
    name = next_field(progress)
    if name is not None:
        for case in ENTRIES[name].get("inutile", ()):
            assert any(getattr(progress.criteria, key) != value for key, value in case.items())


@pytest.mark.parametrize(
    ("asked", "known", "wanted"),
    [
        ((), Criteria(), "situation"),
        (("situation",), Criteria(), "situation"),
        (("situation",), Criteria(situation="fugue"), "profil"),
        (("situation", "situation"), Criteria(), "situation"),
        (("situation", "situation", "situation"), Criteria(), "region"),
        (("situation", "situation"), Criteria(situation="fugue"), "age"),
        (("situation", "situation"), Criteria(situation="fugue", age=15), "profil"),
        (("situation", "situation", "age"), Criteria(situation="fugue"), "region"),
    ],
)
def test_when_room_is_short_profil_is_left_first_then_age(
    asked: tuple[str, ...], known: Criteria, wanted: str
):
    assert next_field(Progress(known, asked)) == wanted


def test_no_question_is_left_after_four():
    asked = ("situation", "situation", "age", "age")
    assert next_question(Progress(asked=asked), vous=False) is None


# --- buttons ----------------------------------------------------------------


@given(a_progress, st.sampled_from(FIELDS), st.booleans())
def test_every_question_can_be_skipped_once_and_speaks_the_vocabulary(
    progress: Progress, name: str, vous: bool
):
    asked = question(name, progress, vous)
    values = [choice.value for choice in asked.choices]
    assert values.count(None) == 1
    assert values[-1] is None
    assert len(values) == len(set(values))
    assert len(values) >= 3
    for value in values[:-1]:
        assert value in VALUES[name] or (value == OTHER and name == "situation")
    assert all(choice.title.strip() for choice in asked.choices)
    assert len({choice.title for choice in asked.choices}) == len(asked.choices)
    assert asked.text and asked.why
    assert not asked.confirmation


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("situation", ("sextorsion", "leurre")),
        ("situation", ("inquietude", "fugue", "comportement_cause")),
        ("situation", ("formation", "prevention")),
        ("region", ("06", "16")),
        ("region", ("01", "11", "12")),
    ],
)
def test_a_confirmation_offers_its_candidates(name: str, close: tuple[str, ...], vous: bool):
    asked = question(name, Progress(candidates={name: close}), vous)
    assert asked.confirmation
    assert [choice.value for choice in asked.choices] == [*close, OTHER, None]
    titles = [choice.title for choice in asked.choices]
    assert len(set(titles)) == len(titles)
    assert not set(titles) & set(close)
    if name == "region":
        assert titles[:-2] == [datafiles.region_names()[code] for code in close]


def test_every_situation_has_a_button_and_all_of_them_are_reached():
    assert {button["value"] for button in ENTRIES["situation"]["buttons"]} == set(
        Situation.values()
    )
    for profil in (None, *Profil.values()):
        shown: set[Any] = set()
        for rest in (False, True):
            progress = Progress(Criteria(profil=profil), rest=rest)
            shown |= {choice.value for choice in question("situation", progress, True).choices}
        missing = set(Situation.values()) - shown
        assert missing <= {"formation"}
        assert (profil == "intervenant") is not bool(missing)


def test_profil_buttons_hold_every_profile():
    assert [button["value"] for button in ENTRIES["profil"]["buttons"]] == list(Profil.values())


def test_age_buttons_are_numbers_and_regions_are_named():
    ages = [choice.value for choice in question("age", Progress(), False).choices[:-1]]
    assert ages == list(range(10, 20))
    regions = question("region", Progress(), False).choices[:-1]
    assert [choice.value for choice in regions] == list(REGIONS)
    assert [choice.title for choice in regions] == list(datafiles.region_names().values())


def test_other_choices_come_after_autre_chose():
    first = question("situation", Progress(), False)
    rest = question("situation", Progress(rest=True), False)
    assert OTHER in [choice.value for choice in first.choices]
    assert OTHER not in [choice.value for choice in rest.choices]
    assert not {choice.value for choice in first.choices if choice.value} & {
        choice.value for choice in rest.choices
    }


# --- words ------------------------------------------------------------------


@pytest.mark.parametrize("name", FIELDS)
def test_tu_and_vous_are_both_there(name: str):
    entry = ENTRIES[name]
    bare = {key[: -len("_tu")] for key in entry if key.endswith("_tu")}
    assert {"again", "why", "skip"} <= bare
    assert bare == {key[: -len("_vous")] for key in entry if key.endswith("_vous")}
    assert entry["tu"] and entry["vous"]
    for button in entry.get("buttons", ()):
        assert button["tu"] and button["vous"]


def _texts(form: str) -> list[tuple[str, str]]:
    found = []
    for name, entry in ENTRIES.items():
        for key, value in entry.items():
            if isinstance(value, str) and (key == form or key.endswith(f"_{form}")):
                found.append((f"{name}.{key}", value))
        for button in entry.get("buttons", ()):
            found.append((f"{name}.{button['value']}", button[form]))
    return found


@pytest.mark.parametrize(("where", "text"), _texts("vous"))
def test_vous_never_says_tu(where: str, text: str):
    said = re.findall(r"\w+", text.casefold().replace("-t-", " "))
    assert not {"tu", "toi", "ton", "ta", "tes", "te", "t"} & set(said), where


@pytest.mark.parametrize(("where", "text"), _texts("tu"))
def test_tu_never_says_vous(where: str, text: str):
    assert not re.search(r"\b(vous|votre|vos|\w+ez)\b", text.casefold().replace("assez", "")), where


@pytest.mark.parametrize("profil", ["proche", "parent", "intervenant"])
def test_the_age_asked_is_that_of_whoever_needs_help(profil: str):
    about = question("age", Progress(Criteria(profil=profil)), vous=False)
    assert about.text == "Quel âge a cette personne?"
    own = question("age", Progress(Criteria(profil="jeune")), vous=False)
    assert own.text == "Quel âge as-tu?"


@pytest.mark.parametrize("name", FIELDS)
def test_a_question_not_understood_is_asked_in_other_words(name: str):
    first = question(name, Progress(), vous=False)
    again = question(name, Progress(asked=(name,), again=True), vous=False)
    assert again.text != first.text
    assert [choice.value for choice in again.choices] == [choice.value for choice in first.choices]


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("value", Situation.values())
def test_a_value_has_words(value: str, vous: bool):
    assert questions.title("situation", value, vous) != value


def test_no_sentence_is_over_25_words():
    for form in ("tu", "vous"):
        for where, text in _texts(form):
            for sentence in re.split(r"(?<=[.!?…])\s+", text):
                assert len(sentence.split()) <= 25, where


def test_fields_are_the_contract_s():
    assert set(FIELDS) == set(Field.values()) - {"sexe"}
