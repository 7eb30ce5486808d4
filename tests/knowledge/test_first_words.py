"""The first words of every situation: said in every voice, their facts and lines known."""

from __future__ import annotations

import pytest

from knowledge.answers import answers
from knowledge.first_words import first_words
from knowledge.matching import DPJ
from knowledge.vocabulary import Profil, Situation
from tests.conftest import shipped_records

WITHOUT = {Situation.JUSTICE, Situation.PREVENTION, Situation.FORMATION, Situation.AUTRE}
"""Information is asked: nothing to say before it."""
TOLD = [name for name in Situation.values() if name not in WITHOUT]

every_situation = pytest.mark.parametrize("situation", TOLD)
every_profil = pytest.mark.parametrize("profil", [None, *Profil.values()])
either_register = pytest.mark.parametrize("vous", [False, True])


@either_register
@every_profil
@every_situation
def test_every_situation_has_first_words(situation: str, profil: str | None, vous: bool):
    found = first_words(situation, profil, vous)
    assert found is not None
    assert 1 <= found.text.count(".") <= 4
    assert "?" not in found.text


@pytest.mark.parametrize("situation", sorted(WITHOUT))
def test_information_has_none(situation: str):
    assert first_words(situation, None, vous=False) is None


@every_profil
@every_situation
def test_facts_have_a_source_and_lines_exist(situation: str, profil: str | None):
    _, contacts = shipped_records()
    known = {record.id for record in contacts} | {DPJ}
    found = first_words(situation, profil, vous=True)
    assert found is not None
    assert set(found.answers) <= set(answers())
    assert len(found.sources) >= bool(found.answers)
    assert len(found.lines) <= 2 and set(found.lines) <= known


@pytest.mark.parametrize("situation", ["agression_sexuelle", "exploitation_sexuelle"])
def test_who_learns_of_the_abuse_of_a_child_is_told_of_youth_protection(situation: str):
    for profil in ("parent", "proche", "intervenant"):
        found = first_words(situation, profil, vous=True)
        assert found is not None
        assert "DPJ" in found.text and DPJ in found.lines


def test_whoever_does_harm_is_given_no_line_for_victims():
    for profil in (None, *Profil.values()):
        found = first_words("comportement_cause", profil, vous=False)
        assert found is not None
        assert set(found.lines) <= {"crise-811", DPJ}
        assert "cesse" in found.text or "doit cesser" in found.text


def test_registers():
    assert first_words("sextorsion", None, vous=False) == first_words("sextorsion", "jeune", False)
    assert first_words("sextorsion", None, vous=True) == first_words("sextorsion", "jeune", True)
    assert first_words("sextorsion", "proche", True) == first_words("sextorsion", "parent", False)
