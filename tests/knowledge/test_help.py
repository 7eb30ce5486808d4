"""The human lines: never empty, never raising, the same from the database or the file."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from knowledge import help, matching, messages, wording
from knowledge.directory import Directory
from knowledge.services import Criteria
from knowledge.settings import data_folder
from knowledge.vocabulary import REGIONS, Profil, Situation
from tests.conftest import NOW, shipped_records

FACTS: dict[str, st.SearchStrategy[Any]] = {
    "profil": st.sampled_from(Profil.values()),
    "age": st.integers(0, 99),
    "region": st.sampled_from(REGIONS),
    "situation": st.sampled_from(Situation.values()),
    "sexe": st.sampled_from(("feminin", "masculin")),
}
a_criteria = st.fixed_dictionaries({}, optional=FACTS).map(lambda facts: Criteria(**facts))
moments = st.integers(0, 7 * 24 * 4 - 1).map(lambda n: NOW + dt.timedelta(minutes=15 * n))


def _orders() -> dict[str, Any]:
    text = (data_folder() / "lines.yml").read_text(encoding="utf-8")
    return dict(YAML(typ="safe").load(text))


ORDERS = _orders()


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An address where no database can be: its folder does not exist."""
    monkeypatch.setenv("REPERE_DATABASE_URL", f"sqlite:///{tmp_path / 'absent' / 'x.db'}")


def _named_ids() -> set[str]:
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            found.update(node)

    walk({key: value for key, value in ORDERS.items() if key != "youth_lines"})
    return found | set(ORDERS["youth_lines"]["ids"])


# --- the data ---------------------------------------------------------------


def test_every_line_named_exists_and_may_be_shown(listed: Directory):
    known = {entry.code: entry for entry in listed.entries if entry.code}
    for code in _named_ids() - {"dpj"}:
        assert code in known, code
        assert known[code].publishable, code
        assert known[code].phones or known[code].chat or known[code].url, code


def test_every_situation_has_an_order_for_every_profile():
    assert set(ORDERS["situations"]) == set(Situation.values())
    tables = [
        *ORDERS["situations"].values(),
        *ORDERS["urgences"].values(),
        *ORDERS["danger_et_situation"].values(),
        ORDERS["situation_inconnue"],
    ]
    for table in tables:
        assert set(table) == set(Profil.values())
        for order in table.values():
            assert order and len(order) == len(set(order))
    assert set(ORDERS["danger_et_situation"]) <= set(Situation.values())
    assert set(ORDERS["profil_inconnu"]) == {"defaut", "danger", "suicide"}
    assert set(ORDERS["regional"]) - {"autres"} <= set(REGIONS)


def test_some_line_of_each_order_answers_everyone_day_and_night(listed: Directory):
    always = {
        entry.code
        for entry in listed.entries
        if entry.province
        and (entry.minimum_age, entry.maximum_age) == (None, None)
        and any(
            len(opening.byday) == 7 and (opening.opens_at, opening.closes_at) == ("00:00", "24:00")
            for phone in entry.phones
            for opening in phone.schedule
        )
    }
    for table in (*ORDERS["situations"].values(), *ORDERS["urgences"].values()):
        for order in table.values():
            assert always & set(order), order


def test_whoever_did_harm_is_not_sent_to_lines_for_victims():
    for order in ORDERS["situations"]["comportement_cause"].values():
        assert not {
            "crise-info-aide-vs",
            "crise-sos-vc",
            "org-cavac-reseau",
            "ligne-rebatir",
        } & set(order)


def test_protection_without_hours_leaves_a_voice_that_answers_now():
    criteria = Criteria(region="11", situation="sextorsion")
    told = help.human_lines(criteria, NOW)
    assert [line.kind for line in told].count("protection_jeunesse") == 2
    assert any(matching.is_open(line, NOW) for line in told)


# --- adding a fact ----------------------------------------------------------


@given(a_criteria, moments, st.data())
def test_a_fact_more_never_hides_every_line(
    criteria: Criteria, at: dt.datetime, data: st.DataObject
):
    known = criteria.known()
    for name, values in FACTS.items():
        if name not in known:
            more = Criteria(**{**known, name: data.draw(values)})
            told = help.human_lines(more, at)
            assert told
            assert any(matching.is_open(line, at) for line in told)


@given(a_criteria, moments)
def test_the_shipped_file_tells_the_same_lines(criteria: Criteria, at: dt.datetime):
    """Whoever writes while the database is down gets what they would have got."""
    expected = [messages.line(line, at) for line in help.human_lines(criteria, at)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPERE_DATABASE_URL", "sqlite:////nulle-part/absent.db")
        told = [messages.line(line, at) for line in help.human_lines(criteria, at)]
    assert told == expected


@pytest.mark.parametrize("code", sorted(_named_ids() - {"dpj"}))
def test_a_line_is_the_same_in_the_file_and_in_the_database(
    listed: Directory, code: str, no_database: None
):
    shipped = next(entry for entry in help.entries() if entry.code == code)
    stored = next(entry for entry in listed.entries if entry.code == code)
    assert shipped.phones == stored.phones
    for name in ("name", "summary", "reach", "kind", "regions", "url", "chat", "label"):
        assert getattr(shipped, name) == getattr(stored, name), name
    for hour in range(0, 7 * 24):
        at = NOW + dt.timedelta(hours=hour)
        assert matching.is_open(shipped, at) == matching.is_open(stored, at)


# --- failures ---------------------------------------------------------------


def test_lines_come_without_a_database(no_database: None, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        told = help.error_lines(NOW)
    assert [line["id"] for line in told] == ORDERS["profil_inconnu"]["defaut"]
    assert "Répertoire illisible" in caplog.text
    # The address may hold a password: a log never shows it.
    assert "absent" not in caplog.text
    for kind in ("danger", "suicide"):
        assert help.urgent_message(kind, Criteria(), NOW)["custom"]["lines"]


def test_an_unknown_urgency_is_a_mistake_of_ours():
    with pytest.raises(ValueError):
        help.urgent_lines("autre", Criteria(), NOW)


# --- who gets what ----------------------------------------------------------


def _codes(criteria: Criteria, at: dt.datetime = NOW) -> list[str | None]:
    return [line.code for line in help.human_lines(criteria, at)]


def test_nothing_known_gets_lines_for_everyone():
    assert _codes(Criteria()) == ORDERS["profil_inconnu"]["defaut"]
    assert _codes(Criteria(region="16")) == ORDERS["profil_inconnu"]["defaut"]


def test_tel_jeunes_gives_way_at_night():
    criteria = Criteria("jeune", 15, "06", "detresse")
    day, night = NOW.replace(hour=20), NOW.replace(hour=3)
    assert _codes(criteria, day)[0] == "ligne-tel-jeunes"
    told = _codes(criteria, night)
    assert told[0] != "ligne-tel-jeunes"
    assert len(told) == 4


@pytest.mark.parametrize(
    ("region", "local"),
    [("03", "police-spvq-agir"), ("06", "police-spvm-exploitation"), ("14", "sig-sq-cic")],
)
def test_whoever_reports_gets_the_region_s_police(listed: Directory, region: str, local: str):
    order = help._with_regional(
        ["a", "b", "c"], Criteria("parent", 15, region, "exploitation_sexuelle"), ORDERS
    )
    assert order[:2] == ["a", "b"]
    assert order[2] == local
    assert order[-1] == "c"
    young = Criteria("jeune", 15, region, "exploitation_sexuelle")
    assert help._with_regional(["a", "b", "c"], young, ORDERS) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("situation", "second"),
    [
        ("agression_sexuelle", "crise-info-aide-vs"),
        ("violence_amoureuse", "crise-sos-vc"),
        ("exploitation_sexuelle", "crise-traite-canada"),
    ],
)
def test_danger_keeps_what_was_also_said(situation: str, second: str):
    told = help.urgent_lines("danger", Criteria("jeune", 15, None, situation), NOW)
    assert [line.code for line in told][:2] == ["urg-911", second]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(("age", "minor"), [(None, True), (14, True), (18, False)])
def test_youth_protection_of_the_region_is_always_told(region: str, age: int | None, minor: bool):
    criteria = Criteria("parent", age, region, "agression_sexuelle")
    told = [
        line["id"]
        for message in help.human_help_messages(criteria, vous=True, now=NOW)
        for line in message["custom"]["lines"]
    ]
    lines = [line.code for line in matching.protection_lines(help.entries(), criteria)]
    assert bool(lines) is minor
    assert set(lines) <= set(told)
    assert any(code.startswith("dpj-") for code in told) is minor


def test_every_protection_line_of_the_north_is_told_and_labelled():
    criteria = Criteria("parent", 14, "10", "fugue")
    told = help.human_help_messages(criteria, vous=True, now=NOW)
    assert len(told) == 2
    assert told[1]["text"].startswith(wording.PROTECTION_BY_COMMUNITY)
    names = [line["name"] for line in told[1]["custom"]["lines"]]
    assert len(names) == 4
    assert len(set(names)) == 4
    for community in ("Cries", "Ungava", "Hudson"):
        assert any(community in name for name in names)


@pytest.mark.parametrize("vous", [False, True])
def test_the_words_fit_the_register(vous: bool):
    criteria = Criteria("parent" if vous else "jeune", 15)
    assert help.human_help_message(criteria, NOW)["text"].startswith(wording.HUMAN_HELP[vous])
    assert help.human_help_message(criteria, NOW, intro="Essai")["text"].startswith("Essai\n")
    own = "autre" if vous else "soi"
    for about in (None, "soi", "autre"):
        urgent = help.urgent_message("danger", criteria, NOW, about=about)
        assert urgent["text"].startswith(wording.URGENT["danger", about or own, vous])
        assert urgent["text"].endswith(wording.STAY[vous])


# --- English, answers, and the next door --------------------------------------


def test_lines_for_english_say_in_their_record_that_they_answer_in_english():
    contacts = {record.id: record for record in shipped_records()[1]}
    for order in ORDERS["anglais"].values():
        assert order
        for identity in order:
            assert "en" in contacts[identity].languages, identity


@given(a_criteria, moments)
def test_english_has_lines_for_everyone_at_any_hour(criteria: Criteria, at: dt.datetime):
    lines = help.english_message(criteria, at)["custom"]["lines"]
    assert 1 <= len(lines) <= 4
    assert any(line["open"] for line in lines)


def test_a_named_line_is_left_out_when_it_is_not_for_this_person():
    named = help.named_lines(["ligne-tel-jeunes"], Criteria(age=15), "Voici :", NOW)
    assert [line["id"] for line in named[0]["custom"]["lines"]] == ["ligne-tel-jeunes"]
    assert help.named_lines(["ligne-tel-jeunes"], Criteria(age=40), "Voici :", NOW) == []
    assert help.named_lines([], Criteria(), "Voici :", NOW) == []


def test_youth_protection_named_is_the_region_s():
    named = help.named_lines([matching.DPJ], Criteria(region="14", age=12), "Voici :", NOW)
    (line,) = named[0]["custom"]["lines"]
    assert "DPJ" in line["name"]


@given(a_criteria, moments)
def test_the_next_lines_are_others_while_there_are_others(criteria: Criteria, at: dt.datetime):
    first = {line.id for line in help.human_lines(criteria, at)}
    told = help.other_lines_messages(criteria, False, at)
    assert told and all(message["custom"]["lines"] for message in told)
    others = help.human_lines(criteria, at, but=help.human_lines(criteria, at))
    assert not first & {line.id for line in others}
