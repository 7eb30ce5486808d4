"""Numbers, dates, ages, regions, register, answers with their sources."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from knowledge import datafiles, wording
from knowledge.answers import Answer, Source
from knowledge.directory import Directory
from knowledge.matching import Match, Reason, Result
from knowledge.services import Criteria, Phone
from knowledge.vocabulary import REGIONS, Situation
from tests.conftest import NOW, make_criteria, make_service

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
        wording.WAYS_ON,
        wording.NO_ANSWER,
        wording.AFTER_CALLING,
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


def test_an_answer_says_where_it_was_read_and_that_it_is_no_advice():
    answer = Answer(
        id="essai",
        question="C'est quoi?",
        profiles=("jeune",),
        words={"tu": "Tu peux appeler.", "vous": "Vous pouvez appeler."},
        sources=(
            Source("Une page", "https://www.essai.example/page", "2024"),
            Source("Un texte", date="2026-06-17"),
            Source("Un bilan", date="2024-10"),
        ),
        checked=dt.date(2026, 11, 1),
    )
    note = (
        "Source : Une page (2024), essai.example; Un texte (17 juin 2026); "
        "Un bilan (octobre 2024)\n"
        "Vérifié en novembre 2026. C'est de l'information, pas un avis juridique."
    )
    assert wording.sourced(answer, vous=False) == f"Tu peux appeler.\n{note}"
    assert wording.sourced(answer, vous=True) == f"Vous pouvez appeler.\n{note}"


@pytest.mark.parametrize("vous", [False, True])
def test_sentences_to_call_with_are_quoted_one_a_line(vous: bool):
    first, *said, last = wording.preparation(["Bonjour.", "Une question."], vous).split("\n")
    assert said == ["• « Bonjour. »", "• « Une question. »"]
    assert ("vous" in first and "Vous" in last) is vous
    assert ("tu" in first.split() and "Tu" in last) is not vous


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
