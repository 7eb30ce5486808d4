"""Answers to common questions: sourced, dated, for whom they are meant, with someone to call."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge import answers, help, wording
from knowledge.answers import Answer, answer_for
from knowledge.matching import DPJ
from knowledge.measures import plans
from knowledge.services import Criteria
from knowledge.settings import ROOT, data_folder
from knowledge.vocabulary import Profil
from tests.conftest import NOW, shipped_records

FACTS = ROOT.parent / "shared" / "facts" / "answers.csv"
ANSWERS = answers.answers()
FOR_US = {"F73", "F75"}
"""Facts for whoever builds this, never an answer."""

PENALTIES = "F74"
"""Told to adults only."""

SHORT_NUMBERS = {"911", "811", "211"}

GAPS = (
    "Analyse des lacunes au chapitre des services offerts aux victimes et aux survivants "
    "d'exploitation sexuelle et de violence sexuelle contre les enfants en ligne au Canada "
    "(Justice Canada, 2019)"
)
SEXTO_COURSE = "Description de la formation SEXTO du CADRE21 (2026)"
MEASURES = {plan.document: {measure.number for measure in plan.measures} for plan in plans()}
DOCUMENTS = (*MEASURES, GAPS, SEXTO_COURSE)
"""Read where the fact sheet says nothing: an answer without facts names a place in one."""

every_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)


def _listed() -> list[dict[str, Any]]:
    path = data_folder() / answers.ANSWERS
    return list(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def test_ids_and_questions_are_distinct() -> None:
    for key in ("id", "question"):
        counts = Counter(entry[key] for entry in _listed())
        assert [value for value, count in counts.items() if count > 1] == []


def test_fields_are_those_that_are_read() -> None:
    known = {"id", "facts", "question", "pour", "tu", "vous", "lignes", "sources", "verifie"}
    for entry in _listed():
        assert set(entry) <= known, entry["id"]
        assert all(set(item) <= {"nom", "url", "date"} for item in entry["sources"]), entry["id"]


# --- each one ---------------------------------------------------------------


@every_answer
def test_it_has_a_source_a_date_and_facts_or_a_place_in_a_document(answer: Answer) -> None:
    assert answer.sources
    for source in answer.sources:
        assert source.name.strip()
        assert source.url is None or re.match(r"https?://\S+$", source.url)
        assert source.date is None or re.match(r"\d{4}(-\d\d){0,2}$", source.date)
    assert answer.checked.year >= 2026 and answer.checked <= NOW.date()
    assert all(re.fullmatch(r"F\d\d", fact) for fact in answer.facts)
    assert len(set(answer.facts)) == len(answer.facts)
    assert answer.facts or any(_is_place_in_a_document(source.name) for source in answer.sources)


def _is_place_in_a_document(name: str) -> bool:
    """« <document>, mesures 14 et 16 »; of a plan, only measures that it has."""
    for document in DOCUMENTS:
        if name.startswith(f"{document}, "):
            place = name.removeprefix(f"{document}, ")
            numbers = set(re.findall(r"\b[A-Z]?\d+\b", place))
            return bool(re.search(r"\w", place)) and numbers <= MEASURES.get(document, numbers)
    return False


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *((f"{document}, introduction", True) for document in DOCUMENTS),
        *((document, False) for document in DOCUMENTS),
        *((f"{document}, ", False) for document in DOCUMENTS),
        *((f"{document}, mesures 1 et 3", True) for document in MEASURES),
        *((f"{document}, mesures 1 et 99", False) for document in MEASURES),
        (f"{GAPS}, tableau 1 et annexe C", True),
        ("IVAC, critères de refus", False),
    ],
)
def test_a_place_in_a_document_is_told_apart(name: str, found: bool) -> None:
    assert _is_place_in_a_document(name) == found


@every_answer
def test_it_is_for_someone_and_speaks_to_them(answer: Answer) -> None:
    assert answer.profiles and set(answer.profiles) <= set(Profil.values())
    assert len(set(answer.profiles)) == len(answer.profiles)
    assert "vous" in answer.words
    if {"jeune", "proche"} & set(answer.profiles):
        assert "tu" in answer.words
    assert answer.question.endswith("?") or "?" in answer.question


@every_answer
def test_numbers_come_from_the_contacts(answer: Answer) -> None:
    """No telephone number but the shortest ones; a longer figure is a year or a length."""
    for text in (answer.question, *answer.words.values()):
        assert not re.search(r"\b\d{3}[\s.-]\d{3,4}\b|\b1[\s-]8\d\d\b", text)
        for figure in re.findall(r"\d{3,}(?! jours)", text):
            assert figure in SHORT_NUMBERS or re.fullmatch(r"20\d\d", figure), text


@every_answer
def test_its_lines_are_publishable(answer: Answer) -> None:
    contacts = {record.id: record for record in shipped_records()[1]}
    for line in _fixed(answer):
        assert line in contacts
        assert contacts[line].publishable
        assert contacts[line].confidence in ("high", "medium")


@every_answer
def test_its_lines_suit_whoever_may_be_given_it(answer: Answer) -> None:
    """Each profile has a line meant for it; one meant for others is named by the answer."""
    audiences = {record.id: set(record.audiences) for record in shipped_records()[1]}
    said = _plain(" ".join(answer.words.values()))
    for profil in answer.profiles:
        lines = _fixed(answer)
        others = [line for line in lines if profil not in audiences[line]]
        assert not lines or len(others) < len(lines), profil
        assert all(_plain(line.partition("-")[2]) in said for line in others), profil


def _fixed(answer: Answer) -> list[str]:
    """Its lines, but for youth protection: that one is the region's."""
    return [line for line in answer.lines if line != DPJ]


def _plain(text: str) -> str:
    """« Jeunesse, J'écoute » → « jeunessejecoute »."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


@every_answer
def test_whoever_may_be_given_it_is_given_a_line(answer: Answer) -> None:
    if not answer.lines:
        return
    for profil in answer.profiles:
        told = help.named_lines(answer.lines, Criteria(profil), wording.SAY_MORE, NOW)
        shown = [line["id"] for message in told for line in message["custom"]["lines"]]
        assert shown and set(shown) <= set(answer.lines), profil


@every_answer
def test_an_answer_for_a_youth_names_someone_to_talk_to(answer: Answer) -> None:
    if "jeune" in answer.profiles:
        assert answer.lines or answer.id == "site_visite"


@every_answer
def test_facts_for_us_and_penalties_are_kept_apart(answer: Answer) -> None:
    assert not FOR_US & set(answer.facts)
    if PENALTIES in answer.facts:
        assert not {"jeune", "proche"} & set(answer.profiles)


@every_answer
def test_it_gives_no_penalty_to_a_youth(answer: Answer) -> None:
    for text in answer.words.values():
        if "jeune" in answer.profiles or "proche" in answer.profiles:
            assert not re.search(r"\b(prison|perpétuité|peines|amendes?)\b", text, re.I)
        assert not re.search(r"\bminimales?\b|\bau moins \d+ ans\b", text, re.I)


@every_answer
def test_it_promises_nothing(answer: Answer) -> None:
    promise = re.compile(r"\b(?:garanti|prom[ei]|certain que|sans risque|personne ne saura)", re.I)
    for text in answer.words.values():
        for found in promise.finditer(text):
            before = text[: found.start()].split(".")[-1]
            assert re.search(r"\b(?:pas|aucun)\b", before, re.I), text


# --- beside the fact sheet --------------------------------------------------


@pytest.mark.skipif(
    not FACTS.exists(), reason="La fiche de faits n'est pas à côté du dépôt (../shared/facts)."
)
def test_facts_are_known_and_sure() -> None:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    told = {fact for answer in ANSWERS.values() for fact in answer.facts}
    assert told <= set(rows)
    assert {rows[fact]["confidence"] for fact in told} <= {"high", "medium"}
    assert set(rows) - told == FOR_US


# --- who is given what ------------------------------------------------------


@every_answer
def test_only_those_it_is_for_are_given_it(answer: Answer) -> None:
    for profil in Profil.values():
        wanted = answer if profil in answer.profiles else None
        assert answer_for(answer.id, profil) == wanted


@every_answer
def test_whoever_is_unknown_is_told_what_a_youth_is(answer: Answer) -> None:
    assert answer_for(answer.id, None) == answer_for(answer.id, Profil.JEUNE.value)


@pytest.mark.parametrize("profil", [None, *Profil.values()])
def test_an_unknown_question_has_no_answer(profil: str | None) -> None:
    assert answer_for("inconnue", profil) is None
    assert answer_for("", profil) is None


@every_answer
def test_its_words_follow_the_register(answer: Answer) -> None:
    assert answer.text(vous=True) == answer.words["vous"]
    assert answer.text(vous=False) == answer.words.get("tu", answer.words["vous"])
