"""The evaluation counts as it says (tests/evaluation): corpus, measures and report."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from ruamel.yaml import YAML

from actions.reading import Reading
from knowledge.settings import ROOT
from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation
from tests.evaluation import measures, report
from tests.evaluation.corpus import FOLDER, FRESH, LATER, Item, corpus
from tests.evaluation.measures import Read, Share

FIELDS = {
    "texte",
    "situation",
    "aussi",
    "profil",
    "age",
    "region",
    "regions",
    "sexe",
    "intention",
    "hors_sujet",
}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


# --- the set ----------------------------------------------------------------


def test_no_message_of_the_set_is_a_training_phrase():
    learnt = {
        _folded(example.get("text"))
        for path in (ROOT / "assistant" / "data" / "nlu").glob("*.yml")
        for example in RasaYAMLReader().read(str(path)).training_examples
    }
    # A greeting or a number in reply is the same in every mouth.
    asked = [item for item in corpus().items if not item.answers]
    assert [item.text for item in asked if (_folded(item.text) or item.text) in learnt] == []


def test_the_set_is_large_and_has_every_situation_in_many_voices():
    kept = corpus()
    assert len(kept.situated) >= 400
    assert len(kept.out_of_scope) >= 100
    assert len(kept.voices) >= 20
    for name in Situation.values():
        voices = {item.voice for item in kept.situated if item.situation == name}
        assert len(voices) >= 8, name


@pytest.mark.parametrize(
    "path",
    [path for folder in (FOLDER, *LATER, FRESH) for path in sorted(folder.glob("*.yml"))],
    ids=lambda path: path.stem,
)
def test_labels_are_words_of_the_contract(path: Path):
    for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["messages"]:
        assert set(entry) <= FIELDS, entry
        for name in (entry.get("situation"), *entry.get("aussi", ())):
            assert name is None or name in Situation.values(), entry
        for name in (entry.get("region"), *entry.get("regions", ())):
            assert name is None or name in REGIONS, entry
        assert entry.get("profil") in (None, *Profil.values()), entry
        assert entry.get("sexe") in (None, *Sexe.values()), entry
        assert entry.get("age") is None or 0 < entry["age"] < 100, entry


# --- the figures ------------------------------------------------------------


def _read(told: str | None, *alternatives: str, confidence: float = 0.9, **item: Any) -> Read:
    facts = {} if told is None else {"situation": told}
    reading = Reading(facts=facts, alternatives=alternatives, certain=not alternatives)
    return Read(Item("essai", "texte", **item), reading, confidence)


RIGHT = _read("fugue", situation="fugue")
ALSO = _read("hebergement", situation="fugue", also=("hebergement",))
OFFERED = _read("leurre", "fugue", situation="fugue", confidence=0.4)
MISSED = _read("leurre", "detresse", situation="fugue", confidence=0.4)
WRONG = _read("leurre", situation="fugue", confidence=0.8)
SILENT = _read(None, situation="fugue")
NONSENSE = _read("autre", "detresse", out_of_scope=True)
READS = [RIGHT, ALSO, OFFERED, MISSED, WRONG, SILENT, NONSENSE]


def test_situations_are_counted_over_messages_that_describe_one():
    found = measures.situations(READS)
    assert (found.first.count, found.first.total) == (2, 6)
    assert (found.settled.count, found.settled.total) == (3, 6)
    assert (found.asked.count, found.asked.total) == (2, 6)
    assert (found.unasked.count, found.unasked.total) == (2, 3)
    assert (found.silent.count, found.silent.total) == (1, 6)


def test_scores_and_confusions_take_the_first_reading():
    table = measures.confusion(READS)
    assert table["fugue"] == {"fugue": 2, "leurre": 3, measures.NOTHING: 1}
    scores = measures.scores(READS)
    assert scores["fugue"].precision == 1.0
    assert scores["fugue"].recall == pytest.approx(2 / 6)
    assert scores["leurre"].precision == 0.0
    assert measures.macro_f1(scores) == pytest.approx(scores["fugue"].f1)


def test_out_of_scope_counts_what_is_taken_and_what_is_asked_apart():
    sure = _read("autre", out_of_scope=True)
    assert (measures.accepted([sure, NONSENSE]).count, measures.asked([sure, NONSENSE]).count) == (
        1,
        1,
    )


def test_calibration_compares_confidence_with_being_right():
    bins = measures.calibration(READS)
    assert [one.total for one in bins] == [2, 1, 2]
    assert measures.calibration_error(bins) == pytest.approx((0.4 * 2 + 0.8 + 0.1 * 2) / 5)


def test_facts_are_exact_or_wrong_and_false_where_none_is_said():
    right = Read(Item("v", "t", age=15), Reading(facts={"age": 15}), 1.0)
    none = Read(Item("v", "t", age=15), Reading(), 1.0)
    false = Read(Item("v", "t"), Reading(facts={"age": 15}), 1.0)
    quiet = Read(Item("v", "t"), Reading(), 1.0)
    found = measures.facts([right, none, false, quiet], "age")
    assert (found.exact, found.false) == (Share(1, 2), Share(1, 2))
    assert len(found.wrong) == 2


def test_a_region_is_all_its_candidates():
    both = Read(Item("v", "t", regions=("03", "12")), Reading(facts={"region": ("12", "03")}), 1)
    one = Read(Item("v", "t", regions=("03", "12")), Reading(facts={"region": ("03",)}), 1)
    assert measures.facts([both, one], "region").exact == Share(1, 2)


def test_a_bare_number_counts_only_as_an_answer():
    bare = Reading(answers={"age": 15})
    assert measures.facts([Read(Item("v", "15", age=15), bare, 1)], "age").exact.count == 0
    answering = Read(Item("v", "15", age=15, answers=True), bare, 1)
    assert measures.facts([answering], "age").exact.count == 1


@pytest.mark.parametrize("share", [Share(0, 10), Share(10, 10), Share(93, 100)])
def test_the_interval_holds_the_share(share: Share):
    low, high = share.interval
    assert 0 <= low <= share.value <= high <= 1


def test_the_page_holds_figures_pictures_and_misses():
    page = report.page({report.OURS: READS, "Autre": [RIGHT, WRONG]}, "essai", ["une note"])
    assert page.count("data:image/png;base64,") == 3
    assert "33,3 %" in page
    assert "une note" in page
    assert report.NOT_READ in page
