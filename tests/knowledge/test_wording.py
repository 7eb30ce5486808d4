"""Numbers, dates, ages, regions, register; and no sentence too long to be read in fear."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge import datafiles, wording
from knowledge.directory import Directory
from knowledge.matching import Match, Reason, Result
from knowledge.records import ContactRecord, ServiceRecord
from knowledge.services import Criteria, Phone
from knowledge.settings import ROOT, data_folder
from knowledge.vocabulary import REGIONS, Situation
from tests.conftest import NOW, make_criteria, make_service, shipped_records

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("+18002632266", "1 800 263-2266"),
        ("+18662773553", "1 866 277-3553"),
        ("+15146001002", "514 600-1002"),
        ("+14386011211", "438 601-1211"),
        ("911", "911"),
        ("535353", "535353"),
    ],
)
def test_number(value: str, written: str):
    assert wording.number(value) == written


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        (Phone("811"), "811"),
        (Phone("+15146001002", "text"), "texto 514 600-1002"),
        (Phone("+18002632266", label="de jour"), "1 800 263-2266 (de jour)"),
        (Phone("686868", "text", "gratuit"), "texto 686868 (gratuit)"),
    ],
)
def test_phone(phone: Phone, written: str):
    assert wording.phone(phone) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2026, 11, 1), "1er novembre 2026"),
        (dt.date(2026, 11, 22), "22 novembre 2026"),
        (dt.date(2021, 2, 11), "11 février 2021"),
        (dt.date(2021, 8, 31), "31 août 2021"),
        (dt.date(2021, 12, 21), "21 décembre 2021"),
    ],
)
def test_date(day: dt.date, written: str):
    assert wording.date(day) == written


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (12, 17, "pour les 12 à 17 ans"),
        (14, None, "à partir de 14 ans"),
        (None, 17, "jusqu'à 17 ans"),
    ],
)
def test_ages(low: int | None, high: int | None, written: str):
    assert wording.ages(make_service(minimum_age=low, maximum_age=high)) == written


def test_every_region_has_its_preposition():
    for code in REGIONS:
        said = wording.in_region(code)
        assert re.match(r"(en|à|au|dans|dans le|dans la|dans les|sur la) \w", said)
        name = datafiles.region_names()[code]
        assert re.sub(r"\W", "", name).casefold()[-6:] in re.sub(r"\W", "", said).casefold()
    with pytest.raises(KeyError):
        wording.in_region("18")


@pytest.mark.parametrize(
    ("criteria", "vous"),
    [
        (Criteria(), False),
        (Criteria("jeune"), False),
        (Criteria("jeune", 24), False),
        (Criteria("jeune", 25), True),
        (Criteria(age=24), False),
        (Criteria(age=25), True),
        (Criteria("proche", 15), False),
        (Criteria("proche", 40), False),
        (Criteria("parent"), True),
        (Criteria("parent", 4), True),
        (Criteria("intervenant", 15), True),
    ],
)
def test_formal(criteria: Criteria, vous: bool):
    assert wording.formal(criteria) is vous


# --- reasons ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "over", "criteria", "said"),
    [
        (Reason.SITUATION, {}, {}, wording.SITUATIONS["sextorsion"]),
        (Reason.RELATED, {}, {}, "connaît bien des situations proches"),
        (Reason.AGE, {"minimum_age": 12, "maximum_age": 25}, {}, "pour les 12 à 25 ans"),
        (Reason.REGION, {"regions": ("06", "16")}, {}, "en Montérégie"),
        (
            Reason.REGION,
            {"regions": ("06", "16")},
            {"region": None},
            "à Montréal, en Montérégie",
        ),
        (Reason.PROVINCE, {"regions": REGIONS}, {}, "partout au Québec"),
        (Reason.SEXE, {"sexes": ("feminin",)}, {}, "pour les filles et les femmes"),
        (Reason.SEXE, {"sexes": ("masculin",)}, {}, "pour les garçons et les hommes"),
        (Reason.DIRECT, {}, {}, "reçoit les gens directement"),
        (Reason.STAGE, {"stage": "en_suspens"}, {}, "suspendu au moment de la recension"),
        (
            Reason.STAGE,
            {"stage": "en_developpement"},
            {},
            "en développement au moment de la recension",
        ),
        (Reason.UNCONFIRMED, {}, {}, "information à confirmer avant d'y diriger quelqu'un"),
    ],
)
def test_reason(code: Reason, over: dict[str, Any], criteria: dict[str, Any], said: str):
    assert wording.reason(code, make_service(**over), make_criteria(**criteria)) == said


@pytest.mark.parametrize("situation", Situation.values())
def test_every_situation_is_said(situation: str):
    said = wording.reason(Reason.SITUATION, make_service(), make_criteria(situation=situation))
    assert said == wording.SITUATIONS[situation]
    assert len(said.split()) >= 3 and "_" not in said


def test_a_service_for_both_sexes_is_not_said_to_be_for_women():
    service = make_service(sexes=("feminin", "masculin"))
    assert wording.reason(Reason.SEXE, service, make_criteria()) != "pour les filles et les femmes"


# --- dates, lines, results --------------------------------------------------


def test_old_information_says_so():
    assert (
        wording.assured(make_service(assured_date=dt.date(2021, 12, 31)), TODAY)
        == "Information de 2021, à vérifier en appelant."
    )
    assert wording.assured(make_service(), TODAY) == "Vérifié le 1er novembre 2026."


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        (True, " (de 8 h à minuit, ouvert maintenant)"),
        (False, " (de 8 h à minuit, fermé en ce moment)"),
        (None, " (de 8 h à minuit)"),
    ],
)
def test_line(opened: bool | None, said: str):
    entry = make_service(
        name="Ligne d'essai",
        phones=(Phone("811", hours="de 8 h à minuit"), Phone("600600", "text")),
        chat="https://essai.example",
        url="https://essai.example",
    )
    assert (
        wording.line(entry, opened)
        == f"• Ligne d'essai : 811 · texto 600600 · https://essai.example{said}"
    )


def test_a_line_of_which_little_is_known():
    entry = make_service(name="Ligne", label="de nuit", phones=(Phone("811"),))
    assert wording.line(entry, None) == "• Ligne (de nuit) : 811"


def _result(count: int, widened: bool = False) -> Result:
    return Result((Match(make_service(), (Reason.DIRECT,)),) * count, widened)


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("profil", [None, "jeune", "parent", "proche", "intervenant"])
@pytest.mark.parametrize(
    ("found", "words"),
    [
        (_result(0), "aucun service"),
        (_result(0, True), "aucun service"),
        (_result(1, True), "partout au Québec"),
        (_result(3, True), "partout au Québec"),
        (_result(1), "le service"),
        (_result(2), "ervices"),
    ],
)
def test_opening_of_results(found: Result, words: str, profil: str | None, vous: bool):
    said = wording.results_opening(found, make_criteria(profil=profil), vous)
    assert words in said
    other = re.compile(r"\b(toi|tu|t)\b" if vous else r"\b(vous|votre)\b")
    assert not other.search(said.replace("-t-", " "))


def test_both_registers_everywhere():
    for table in (
        wording.HUMAN_HELP,
        wording.STAY,
        wording.FAILURE,
        wording.UNKNOWN_SERVICE,
        wording.WHY_NOTHING,
    ):
        assert set(table) == {False, True}
        assert not re.search(r"\b(vous|votre|vos)\b", table[False].casefold())
        assert not re.search(r"\b(tu|toi|ton|ta|tes)\b", table[True].casefold())
    assert set(wording.URGENT) == {
        (kind, about, vous)
        for kind in ("danger", "suicide")
        for about in ("soi", "autre")
        for vous in (False, True)
    }
    for (_, _, vous), text in wording.URGENT.items():
        other = r"\b(tu|toi|ton|ta|tes)\b" if vous else r"\b(vous|votre|vos)\b"
        assert not re.search(other, text.casefold())


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("suits", [False, True])
def test_suitability_says_the_facts_that_decide(suits: bool, vous: bool):
    service = make_service(minimum_age=12, maximum_age=17, sexes=("feminin",), stage="en_suspens")
    said = wording.suitability(service, make_criteria(), suits, vous)
    for fact in ("12 à 17 ans", "en Montérégie", "les filles et les femmes", "suspendu"):
        assert fact in said
    assert ("n'est pas la bonne porte" in said) is not suits


def test_presentation_of_every_service(listed: Directory):
    for service in listed.entries:
        said = wording.presentation(service, TODAY)
        for fact in (service.name, service.organization, service.summary, service.reach):
            assert fact in said
        for phone in service.phones:
            assert wording.number(phone.number) in said
        assert "None" not in said


# --- readability ------------------------------------------------------------

MAXIMUM = 25
AVERAGE = 15


def words(sentence: str) -> int:
    return sum(1 for token in sentence.split() if re.search(r"\w", token))


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?…])[»\"]?\s+|\n+", text)
    return [part for part in parts if words(part)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un. Deux! Trois?", 3),
        ("Voici : un, deux.\nTrois", 2),
        ("Ouvert de 8 h à 16 h. Site : https://essai.example.", 2),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text: str, count: int):
    assert len(sentences(text)) == count


def _strings(path: Path) -> Iterator[tuple[str, str]]:
    """French literals of a module: with spaces, no docstring; a value counts as a word."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node) if part is not node}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "mot" for part in node.values
            )
        else:
            continue
        if " " in text.strip():
            yield f"{path.name}:{node.lineno}", text


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def _chat() -> list[tuple[str, str]]:
    found = []
    for name in ("wording", "questions", "messages"):
        found += list(_strings(ROOT / "knowledge" / f"{name}.py"))
    for name, variants in _yaml(ROOT / "domain.yml")["responses"].items():
        found += [(name, variant["text"]) for variant in variants if "text" in variant]
    for entry in _yaml(data_folder() / "questions.yml"):
        found += [
            (f"{entry['field']}.{key}", value)
            for key, value in entry.items()
            if isinstance(value, str) and key != "field"
        ]
    return found


def _records() -> list[tuple[str, str]]:
    services, contacts = shipped_records()
    found = []
    records: list[ServiceRecord | ContactRecord] = [*services, *contacts]
    for record in records:
        where = record.id if isinstance(record, ContactRecord) else record.source.locator
        found += [(f"{where} summary", record.summary), (f"{where} reach", record.reach)]
    return found


def _too_long(texts: list[tuple[str, str]]) -> list[str]:
    return [
        f"{where} ({words(sentence)}): {sentence}"
        for where, text in texts
        for sentence in sentences(text)
        if words(sentence) > MAXIMUM
    ]


def test_what_is_read_is_found():
    places = [where for where, _ in _chat()]
    assert len(places) > 80
    assert any(where.startswith("wording.py") for where in places)
    assert "utter_accueil_tu" in places
    assert "age.why_vous" in places


def test_no_sentence_of_the_chat_is_too_long():
    assert _too_long(_chat()) == []


def test_sentences_of_the_chat_are_short_on_average():
    counts = [
        words(sentence)
        for _, text in _chat()
        for sentence in sentences(text)
        if sentence.rstrip("» ").endswith((".", "!", "?", "…"))
    ]
    assert len(counts) > 100
    assert mean(counts) <= AVERAGE


def test_no_sentence_of_the_records_is_too_long():
    assert _too_long(_records()) == []


def test_sentences_of_the_records_are_short_on_average():
    counts = [words(sentence) for _, text in _records() for sentence in sentences(text)]
    assert mean(counts) <= AVERAGE


def test_nothing_blames_nor_shows_an_emoji():
    blame = re.compile(r"tu aurais d[ûu]|vous auriez d[ûu]|\bta faute\b|\bvotre faute\b", re.I)
    for where, text in (*_chat(), *_records()):
        for found in blame.finditer(text):
            before = text[max(0, found.start() - 20) : found.start()]
            assert "pas" in before, where
        assert not re.search("[\U0001f000-\U0001faff\u2600-\u27bf]", text), where
        assert not re.search(r"\w'\s|[“”]", text), where
