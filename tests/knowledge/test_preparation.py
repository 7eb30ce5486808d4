"""What to say when calling: three sentences for each situation and voice, and what follows."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from knowledge import preparation
from knowledge.answers import answer_for, answers
from knowledge.settings import data_folder
from knowledge.vocabulary import Profil, Situation

SITUATIONS = (*Situation.values(), "inconnue")
VOICES = {"jeune", "entourage", "intervenant"}

every_situation = pytest.mark.parametrize("situation", SITUATIONS)
every_profil = pytest.mark.parametrize("profil", [None, *Profil.values()])


def test_every_situation_is_prepared_in_every_voice() -> None:
    path = data_folder() / preparation.PREPARATION
    entries = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert set(entries) == set(SITUATIONS)
    for situation, entry in entries.items():
        assert set(entry) == VOICES | {"suite"}, situation


@every_profil
@every_situation
def test_three_sentences_to_read_aloud(situation: str, profil: str | None) -> None:
    said = preparation.sentences(situation, profil)
    assert len(said) == 3 and len(set(said)) == 3
    for sentence in said:
        assert sentence[0].isupper() and sentence.endswith((".", "?"))
    assert said[0].startswith(("Allô", "Bonjour"))
    assert said[2].endswith("?")


def test_no_sentence_is_said_for_two_situations() -> None:
    for profil in ("jeune", "parent", "intervenant"):
        said = [line for each in SITUATIONS for line in preparation.sentences(each, profil)]
        assert len(said) == len(set(said))


@every_situation
def test_voices(situation: str) -> None:
    youth = preparation.sentences(situation, "jeune")
    parent = preparation.sentences(situation, "parent")
    worker = preparation.sentences(situation, "intervenant")
    assert preparation.sentences(situation, None) == youth
    assert preparation.sentences(situation, "proche") == parent
    assert len({youth, parent, worker}) == 3


@every_profil
@pytest.mark.parametrize("situation", [None, "", "une_autre"])
def test_without_a_situation_the_sentences_are_general(
    situation: str | None, profil: str | None
) -> None:
    assert preparation.sentences(situation, profil) == preparation.sentences("inconnue", profil)
    assert preparation.what_follows(situation) == ()


@every_situation
def test_what_follows_can_be_told_to_a_youth_or_a_parent(situation: str) -> None:
    followed = preparation.what_follows(situation)
    assert len(set(followed)) == len(followed)
    for identity in followed:
        assert identity in answers()
        assert answer_for(identity, "jeune") or answer_for(identity, "parent")
