"""The words of the contract, and that nothing else invents its own."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge import datafiles, vocabulary, wording
from knowledge.matching import RELATED
from knowledge.services import Criteria
from knowledge.settings import ROOT, data_folder
from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation, Stage, Urgence

CONTRACT = ROOT.parent / "shared" / "CONTRACT.md"


def _yaml(path: Any) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def test_a_member_is_its_string():
    assert Situation.SEXTORSION == "sextorsion"
    assert str(Profil.JEUNE) == f"{Profil.JEUNE}" == "jeune"
    assert json.dumps({"profil": Profil.PARENT}) == '{"profil": "parent"}'
    assert {"fugue": 1}[Situation.FUGUE] == 1
    with pytest.raises(ValueError):
        Situation("sextage")


@pytest.mark.parametrize(
    "terms", [Profil, Sexe, Situation, Urgence, Field, Stage], ids=lambda terms: terms.__name__
)
def test_values_are_distinct_plain_words(terms: type[vocabulary.Term]):
    assert len(set(terms.values())) == len(terms.values()) == len(terms)
    for value in terms.values():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", value)


def test_counts_of_the_contract():
    assert len(Situation) == 17
    assert Profil.values() == ("jeune", "parent", "proche", "intervenant")
    assert Sexe.values() == ("feminin", "masculin")
    assert Urgence.values() == ("danger", "suicide")
    assert Field.values() == ("profil", "age", "region", "situation", "sexe")
    assert REGIONS[0] == "01" and REGIONS[-1] == "17" and len(REGIONS) == 17


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the contract is not beside this checkout")
def test_every_word_is_the_contract_s():
    text = CONTRACT.read_text(encoding="utf-8").partition("## 2.")[0]
    words = set(re.findall(r"`([a-z_]+)`", text))
    rows = re.findall(r"^\| (`[^|]+`) \|", text, flags=re.MULTILINE)
    situations = [word for row in rows for word in re.findall(r"`([a-z_]+)`", row)]
    assert situations == list(Situation.values())
    for terms in (Profil, Sexe, Urgence):
        assert set(terms.values()) <= words


def test_regions_are_those_of_the_data():
    assert tuple(datafiles.region_names()) == REGIONS


def test_criteria_have_the_contract_s_fields():
    assert Criteria().known() == {}
    known = Criteria("jeune", 0, "01", "autre", "feminin").known()
    assert tuple(known) == Field.values()
    assert known["age"] == 0


def test_situations_are_said_related_and_learned_in_the_same_words():
    assert set(wording.SITUATIONS) == set(Situation.values())
    for value, near in RELATED.items():
        assert {value, *near} <= set(Situation.values())
        assert value not in near
    assert set(Situation.values()) <= {
        next(iter(intent)) if isinstance(intent, dict) else intent
        for intent in _yaml(ROOT / "domain.yml")["intents"]
    }


def test_data_files_speak_the_vocabulary():
    questions = _yaml(data_folder() / "questions.yml")
    assert {entry["field"] for entry in questions} < set(Field.values())
    for entry in questions:
        for case in entry.get("inutile", ()):
            assert set(case) <= set(Field.values())
            assert case.get("situation", "autre") in Situation.values()
            assert case.get("profil", "jeune") in Profil.values()
    lines = _yaml(data_folder() / "lines.yml")
    assert set(lines["situations"]) == set(Situation.values())
    assert set(Urgence.values()) <= set(lines["urgences"])
