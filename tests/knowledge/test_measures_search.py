"""The measures searched: what each says, whoever leads it, and what it offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.directory import Directory
from knowledge.measures import MEASURES, Found, Measure, offered, plans, search
from tests.conftest import make_service
from tests.knowledge.test_measures import EXPLOITATION, make_measure, make_plan

PLAN = make_plan(
    make_measure(partners=["Réseau des CRUE"], situations=["fugue"], offers=["org-eau", "Barque"]),
    make_measure(
        number="2",
        summary="Parler des poissons aux enfants du village.",
        lead=["Mairie"],
        deliverables=["affiches avec la CRUE"],
        results=["Mesure réalisée en 2034."],
        figures=[{"said": "On compte 77 truites.", "source": make_measure()["source"]}],
    ),
    acronyms={"MEAU": "ministère de l'Eau", "CRUE": "Comité des riverains"},
)
KNOWN = Directory(
    "essai",
    (
        make_service(code="org-eau", name="Naïades"),
        make_service(name="Barque", publishable=False),
        make_service(name="Ailleurs", code="org-ailleurs"),
    ),
)


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / MEASURES).mkdir()
    (tmp_path / MEASURES / "essai-1.yml").write_text(PLAN.json(ensure_ascii=False), "utf-8")
    monkeypatch.setenv("REPERE_DATA", str(tmp_path))


def numbers(found: list[Found]) -> list[str]:
    return [measure.number for _, measure in found]


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["1", "2"]),
        *(("rivière", ["1"]), ("RIVES", ["1", "2"]), ("enfant", ["2"]), ("truites", ["2"])),
        *(("MEAU", ["1"]), ("ministère de l'Eau", ["1"]), ("mairie", ["2"])),
        *(("affiches", ["2"]), ("réalisée", ["2"]), ("fugue", ["1"])),
        *(("riverains", ["1", "2"]), ("crue", ["1", "2"])),
        *(("mesure 2", ["2"]), ("action 1", ["1"])),
        *(("naïades", ["1"]), ("barque", []), ("ailleurs", [])),
        *(("rivière poissons", []), ("rivière fugue", ["1"])),
    ],
)
def test_a_measure_is_found_by_all_that_it_says(text: str, found: list[str]) -> None:
    assert numbers(search(text, KNOWN)) == found


@pytest.mark.usefixtures("trial")
def test_the_names_of_offers_are_those_of_the_directory_given() -> None:
    assert numbers(search("naïades", Directory("vide", ()))) == []


def test_what_a_person_can_use_keeps_its_order_and_what_is_to_be_confirmed() -> None:
    measure = PLAN.measures[0]
    assert [one.name for one in offered(measure, KNOWN)] == ["Naïades", "Barque"]
    assert offered(Measure(**make_measure(offers=["org-perdu"])), KNOWN) == ()


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("MEAU", "ministère de l'Eau (MEAU)"),
        ("Réseau des CRUE", "Réseau des CRUE (Comité des riverains)"),
        ("Mairie", "Mairie"),
        ("MEAUX", "MEAUX"),
    ],
)
def test_short_names_are_spelled(name: str, spelled: str) -> None:
    assert PLAN.spelled(name) == spelled


def test_short_names_of_a_text_come_as_they_are_met() -> None:
    found = PLAN.short_names(["La CRUE et le MEAU.", "Encore la CRUE."])
    assert list(found.items()) == [("CRUE", "Comité des riverains"), ("MEAU", "ministère de l'Eau")]


# --- the shipped ones ---------------------------------------------------------


def test_without_words_every_measure_is_there_in_order(listed: Directory) -> None:
    every = [(plan.id, measure.number) for plan in plans() for measure in plan.measures]
    assert [(plan.id, measure.number) for plan, measure in search("", listed)] == every


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("clavardage", "32"),
        ("équipe cavac", "28"),
        ("programme de mesures de rechange victime", "29"),
        ("PIPQ", "12"),
        ("Projet Intervention Prostitution", "12"),
        ("tables régionales", "13"),
        ("formation hotels", "21"),
        ("volet autochtone police", "A4"),
        ("action 17", "17"),
    ],
)
def test_a_measure_comes_first_for_its_own_words(text: str, number: str, listed: Directory) -> None:
    plan, measure = search(text, listed)[0]
    assert (plan.id, measure.number) == (EXPLOITATION, number)


def test_every_measure_is_found_by_its_own_summary(listed: Directory) -> None:
    for plan in plans():
        for measure in plan.measures:
            assert search(measure.summary, listed)[0] == (plan, measure), measure.number


def test_every_offer_has_its_record(listed: Directory) -> None:
    for plan in plans():
        for measure in plan.measures:
            assert len(offered(measure, listed)) == len(measure.offers), measure.number


def test_a_measure_is_found_by_each_offer_that_is_shown(listed: Directory) -> None:
    for plan in plans():
        for measure in plan.measures:
            for one in offered(measure, listed):
                found = (plan, measure) in search(one.name, listed)
                assert found or not one.publishable, (measure.number, one.name)
