"""Urgency: every rule's examples, the measured corpus, and what must never change a reading."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from knowledge.urgency import DATA, Rule, UrgencyReading, load_rules, normalise, urgency_of
from knowledge.vocabulary import Urgence

BENCH = DATA.with_name("urgency_phrases.yml")
RULES = load_rules().rules


@dataclass(frozen=True)
class Message:
    text: str
    kind: str | None
    about: str | None


def messages(part: str) -> list[Message]:
    groups = YAML(typ="safe").load(BENCH.read_text(encoding="utf-8"))[part]
    return [
        Message(text, None if group["kind"] == "aucune" else group["kind"], group.get("about"))
        for group in groups
        for text in group["texts"]
    ]


UNKNOWN = messages("inconnues")
URGENT = [each for each in UNKNOWN if each.kind]
CALM = [each for each in UNKNOWN if not each.kind]
CAUGHT = [each for each in URGENT if (reading := urgency_of(each.text)) and reading.certain]


def kind_of(text: str) -> str | None:
    reading = urgency_of(text)
    return reading.kind if reading else None


# --- the data file -------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_catches_its_examples_and_leaves_the_others(rule: Rule) -> None:
    guards = load_rules().guards
    assert len(rule.yes) >= 3
    assert [each for each in rule.yes if rule.judge(normalise(each), guards) is None] == []
    assert [each for each in rule.yes if kind_of(each) != rule.kind] == []
    assert [each for each in rule.no if urgency_of(each) is not None] == []


def test_rule_ids_are_unique_and_every_guard_is_used() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    used = {name for rule in RULES for name in rule.unless + rule.doubt}
    assert set(load_rules().guards) == used


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("    unless: [idiome,", "    unless: [inconnu,", "unknown guards"),
        ("kind: danger", "kind: panique", "panique"),
        ("<vouloir_je>", "<absent>", "unknown or later class"),
        ("where: after", "where: nowhere", "unknown place"),
    ],
)
def test_a_wrong_data_file_is_refused(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    source = DATA.read_text(encoding="utf-8")
    assert before in source
    broken = tmp_path / "urgency.yml"
    broken.write_text(source.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_rules(broken)


# --- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("J'veux pu vivre!!", ["je veux plus vivre"]),
        ("jveuuuux m o u r i r", ["je veux mourir"]),
        ("Il y a 5 ans. C'est passé?", ["ya 5 ans", "ce est passe ?"]),
        ("j’ai 13ans", ["je ai 13 ans"]),
        ("suissidaire, su1cide, s*icide", ["suicidaire suicide suicide"]),
        ("courir nourrir Les Coteaux", ["courir nourrir les coteaux"]),
        ("", []),
        ("?!", []),
    ],
)
def test_normalise(typed: str, plain: list[str]) -> None:
    assert normalise(typed) == plain


# --- which reading -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        ("il vient de me frapper, je veux mourir", "danger", "soi"),
        ("ma fille est pas rentrée depuis hier, je veux mourir", "suicide", "soi"),
        ("il va me tuer s'il apprend, je veux mourir", "suicide", "soi"),
        ("mon amie veut mourir", "suicide", "autre"),
        ("jveux\nmourir", "suicide", "soi"),
        ("mort de rire. je veux mourir", "suicide", "soi"),
        ("j'ai ri, j'étais mort de rire, mais là je veux mourir", "suicide", "soi"),
    ],
)
def test_the_most_pressing_reading_speaks(text: str, kind: str, about: str) -> None:
    reading = urgency_of(text)
    assert reading is not None
    assert (reading.kind, reading.about, reading.certain) == (kind, about, True)


@pytest.mark.parametrize("text", ["suicide", "adieu", "sos", "je veux disparaître"])
def test_ambiguous_words_are_read_and_not_certain(text: str) -> None:
    reading = urgency_of(text)
    assert reading is not None
    assert not reading.certain


# --- the corpus ----------------------------------------------------------------------------


def test_corpus_is_large_and_shares_no_message() -> None:
    assert sum(each.kind == Urgence.SUICIDE for each in UNKNOWN) >= 90
    assert sum(each.kind == Urgence.DANGER for each in UNKNOWN) >= 90
    assert len(CALM) >= 250
    texts = [each.text for each in UNKNOWN]
    assert len(set(texts)) == len(texts)
    assert not set(texts) & {each.text for each in messages("regles")}


@pytest.mark.parametrize("part", ["inconnues", "regles"])
@pytest.mark.parametrize("kind", list(Urgence))
def test_recall(part: str, kind: Urgence) -> None:
    wanted = [each for each in messages(part) if each.kind == kind]
    missed = [each.text for each in wanted if kind_of(each.text) != kind]
    assert len(missed) / len(wanted) <= 0.10, missed


@pytest.mark.parametrize("part", ["inconnues", "regles"])
def test_false_alarms(part: str) -> None:
    calm = [each.text for each in messages(part) if each.kind is None]
    alarms = [text for text in calm if urgency_of(text)]
    assert len(alarms) / len(calm) <= 0.03, alarms


def test_about_whom() -> None:
    read = [(each, urgency_of(each.text)) for each in URGENT]
    wrong = [each.text for each, found in read if found and found.about != each.about]
    assert len(wrong) / len(URGENT) <= 0.05, wrong


# --- what must not change a reading --------------------------------------------------------

HARMLESS = [
    "Bonjour, j'habite à Laval avec mon frère.",
    "On a un souper de famille demain.",
    "J'aime la musique et je fais du dessin.",
    "C'est ma première fois ici.",
    "Il fait froid dehors.",
    "Mon école est grande.",
    "J'ai soif.",
]


def without_accents(text: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )


@given(st.text(max_size=4000))
@settings(max_examples=150, deadline=None)
def test_never_raises(text: str) -> None:
    assert isinstance(urgency_of(text), (UrgencyReading, type(None)))


@given(st.sampled_from(URGENT + CALM))
@settings(deadline=None)
def test_case_and_accents_change_nothing(message: Message) -> None:
    reading = urgency_of(message.text)
    assert urgency_of(message.text.upper()) == reading
    assert urgency_of(without_accents(message.text)) == reading
    assert urgency_of(message.text.replace("'", "’")) == reading
    assert urgency_of(f"  {message.text} !!") == reading


@given(
    st.sampled_from(CAUGHT),
    st.lists(st.sampled_from(HARMLESS), max_size=40),
    st.lists(st.sampled_from(HARMLESS), max_size=40),
    st.sampled_from(["\n", ". ", " \n\n"]),
)
@settings(deadline=None)
def test_a_cry_inside_a_long_story_is_heard(
    message: Message, before: list[str], after: list[str], between: str
) -> None:
    story = between.join([*before, message.text, *after])
    reading, alone = urgency_of(story), urgency_of(message.text)
    assert reading is not None and alone is not None
    assert reading.kind == alone.kind


@pytest.mark.parametrize("harmless", HARMLESS)
def test_harmless_sentences_are_harmless(harmless: str) -> None:
    assert urgency_of(" ".join([harmless] * 40)) is None


# --- time ----------------------------------------------------------------------------------


def test_typical_message_takes_under_two_milliseconds() -> None:
    started = time.process_time()
    for message in UNKNOWN:
        urgency_of(message.text)
    assert (time.process_time() - started) / len(UNKNOWN) < 0.002


@pytest.mark.parametrize(
    "piece",
    ["je ", "il veut me ", "ma fille est ", "pas ", "j'ai pris plein de ", "ce soir il ", "m o "],
)
def test_time_grows_with_length_only(piece: str) -> None:
    started = time.process_time()
    urgency_of((piece * 4000)[:4000])
    assert time.process_time() - started < 1.0
