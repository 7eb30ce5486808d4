"""Who may be served, in what order, and why (knowledge/matching.py)."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import help
from knowledge.directory import Directory
from knowledge.matching import (
    DPJ,
    RELATED,
    Reason,
    YouthLines,
    admissible,
    fits,
    is_open,
    lines,
    match,
    protection_lines,
)
from knowledge.services import Criteria, Opening, Phone, Service
from knowledge.vocabulary import (
    REGIONS,
    Modality,
    Profil,
    ServiceType,
    Sexe,
    Situation,
    Stage,
)
from tests.conftest import NOW, make_criteria, make_service

ASKING = (Situation.PREVENTION.value, Situation.FORMATION.value)
PUBLIC = (None, "jeune", "parent", "proche")
WITHOUT_ANSWER = ("age", "region", "situation", "sexe")
"""The fields of promise 2."""

a_criteria = st.builds(
    Criteria,
    profil=st.none() | st.sampled_from(Profil.values()),
    age=st.none() | st.integers(0, 99),
    region=st.none() | st.sampled_from(REGIONS),
    situation=st.none() | st.sampled_from(Situation.values()),
    sexe=st.none() | st.sampled_from(Sexe.values()),
)


def _some(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=least, unique=True, max_size=4).map(tuple)


@st.composite
def _a_service(draw: st.DrawFn) -> Service:
    low, high = sorted((draw(st.integers(0, 30)), draw(st.integers(0, 30))))
    return make_service(
        name=draw(st.sampled_from("ABC")),
        id=draw(st.uuids()).hex,
        organization=draw(st.sampled_from(("Un", "Deux"))),
        stage=draw(st.sampled_from(Stage.values())),
        direct_access=draw(st.booleans()),
        access=draw(st.sampled_from(("public", "professionnel", "institution"))),
        publishable=draw(st.booleans()),
        assured_date=draw(st.sampled_from((dt.date(2021, 12, 31), dt.date(2026, 11, 1)))),
        regions=draw(st.just(REGIONS) | _some(REGIONS[:4], 1)),
        situations=draw(_some(Situation.values())),
        audiences=draw(_some(Profil.values(), 1)),
        sexes=draw(_some(Sexe.values())),
        types=draw(_some(ServiceType.values())),
        modality=draw(st.none() | st.sampled_from(Modality.values())),
        minimum_age=draw(st.none() | st.just(low)),
        maximum_age=draw(st.none() | st.just(high)),
        url=draw(st.none() | st.just("https://essai.example")),
    )


some_services = st.lists(_a_service(), max_size=8, unique_by=lambda item: item.id)


def _ids(services: Any, criteria: Criteria) -> set[str]:
    return {item.service.id for item in match(services, criteria).matches}


def _names(services: Any, criteria: Criteria) -> list[str]:
    return [item.service.name for item in match(services, criteria).matches]


def _forbidden(service: Service, criteria: Criteria) -> str | None:
    """Promise 3 in its own words, apart from the code that keeps it."""
    if criteria.age is not None:
        if service.minimum_age is not None and criteria.age < service.minimum_age:
            return "too young"
        if service.maximum_age is not None and criteria.age > service.maximum_age:
            return "too old"
    if criteria.sexe is not None and service.sexes and criteria.sexe not in service.sexes:
        return "sexe"
    if criteria.profil is not None and criteria.profil not in service.audiences:
        return "audience"
    if criteria.region is not None and criteria.region not in service.regions:
        return "region"
    if criteria.profil != "intervenant":
        if service.stage != "en_application":
            return "stage"
        if not service.publishable:
            return "unconfirmed"
    return None


# --- hard rules -------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "age", "kept"),
    [
        (12, 17, 11, False),
        (12, 17, 12, True),
        (12, 17, 17, True),
        (12, 17, 18, False),
        (None, 17, 0, True),
        (None, 17, 18, False),
        (18, None, 17, False),
        (18, None, 99, True),
        (15, 15, 15, True),
        (None, None, 7, True),
        (12, 17, None, True),
    ],
)
def test_age_bounds_are_included(low: int | None, high: int | None, age: int | None, kept: bool):
    assert (
        admissible(make_service(minimum_age=low, maximum_age=high), make_criteria(age=age)) is kept
    )


@pytest.mark.parametrize(
    ("sexes", "sexe", "kept"),
    [
        ((), "masculin", True),
        (("feminin",), "feminin", True),
        (("feminin",), "masculin", False),
        (("masculin",), "feminin", False),
        (("feminin", "masculin"), "masculin", True),
        (("feminin",), None, True),
    ],
)
def test_sexe(sexes: tuple[str, ...], sexe: str | None, kept: bool):
    assert admissible(make_service(sexes=sexes), make_criteria(sexe=sexe)) is kept


@pytest.mark.parametrize(
    ("audiences", "profil", "kept"),
    [
        (("jeune", "parent"), "jeune", True),
        (("jeune", "parent"), "proche", False),
        (("intervenant",), "jeune", False),
        (("intervenant",), "parent", False),
        (("jeune",), "intervenant", False),
        (("intervenant",), "intervenant", True),
    ],
)
def test_audience(audiences: tuple[str, ...], profil: str, kept: bool):
    assert admissible(make_service(audiences=audiences), make_criteria(profil=profil)) is kept


@pytest.mark.parametrize(
    ("regions", "region", "kept"),
    [
        (("16",), "16", True),
        (("16",), "06", False),
        (("06", "13"), "13", True),
        (REGIONS, "10", True),
        (("16",), None, True),
    ],
)
def test_region(regions: tuple[str, ...], region: str | None, kept: bool):
    assert admissible(make_service(regions=regions), make_criteria(region=region)) is kept


@pytest.mark.parametrize("profil", [None, *Profil.values()])
@pytest.mark.parametrize(
    "over",
    [{"stage": "en_suspens"}, {"stage": "en_developpement"}, {"publishable": False}],
    ids=lambda over: "-".join(map(str, over.values())),
)
def test_only_a_known_intervenant_sees_what_is_not_open(over: dict[str, Any], profil: str | None):
    assert admissible(make_service(**over), make_criteria(profil=profil)) is (
        profil == "intervenant"
    )


def test_a_service_that_answers_something_else_is_not_suggested():
    found = match([make_service(situations=("fugue",))], make_criteria(situation="justice"))
    assert found.matches == ()


def test_nothing_fits_is_an_empty_result():
    found = match([make_service(regions=("06",))], make_criteria(region="16"))
    assert found.matches == ()
    assert found.widened
    assert match([], Criteria()).matches == ()


@pytest.mark.parametrize(
    ("regions", "region", "widened"),
    [(("16",), "16", False), (REGIONS, "16", True), (REGIONS, None, False), (("16",), None, False)],
)
def test_widened_says_that_nothing_local_was_found(
    regions: tuple[str, ...], region: str | None, widened: bool
):
    found = match([make_service(regions=regions)], make_criteria(region=region))
    assert len(found.matches) == 1
    assert found.widened is widened


# --- nearby situations ------------------------------------------------------


def test_a_related_situation_fits_and_says_so():
    found = match([make_service(situations=("partage_images",))], make_criteria())
    assert found.matches[0].reasons[0] is Reason.RELATED


def test_whoever_did_harm_gets_no_service_for_victims(listed: Directory):
    others = [
        make_service(name=value, situations=(value,))
        for value in Situation.values()
        if value != "comportement_cause"
    ]
    criteria = make_criteria(situation="comportement_cause")
    assert match(others, criteria).matches == ()
    assert "comportement_cause" not in RELATED
    for near in RELATED.values():
        assert "comportement_cause" not in near
    asked = Criteria(situation="comportement_cause")
    found = match(listed.services, asked).matches
    assert found
    assert all("comportement_cause" in item.service.situations for item in found)


@settings(max_examples=60)
@given(some_services, a_criteria.filter(lambda item: item.situation is not None))
def test_every_suggestion_answers_the_situation_or_a_near_one(
    services: list[Service], criteria: Criteria
):
    near = {criteria.situation, *RELATED.get(criteria.situation or "", ())}
    for item in match(services, criteria).matches:
        assert near & set(item.service.situations)
        assert fits(item.service, criteria)


# --- soft order -------------------------------------------------------------

AGES = {"minimum_age": 12, "maximum_age": 17}
ORDER: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    # what decides, the better service, the worse one, the criteria
    ("public", {}, {"publishable": False}, {"profil": "intervenant"}),
    ("active", {}, {"stage": "en_suspens"}, {"profil": "intervenant"}),
    ("direct access", {}, {"direct_access": False}, {}),
    ("exact situation", {}, {"situations": ("leurre",)}, {}),
    ("local", {}, {"regions": REGIONS}, {}),
    ("stated ages", AGES, {}, {}),
    (
        "specialised",
        {},
        {"situations": ("sextorsion", "justice", "detresse", "autre")},
        {},
    ),
    ("near ages", {**AGES}, {"minimum_age": 10, "maximum_age": 60}, {}),
    ("reachable", {"url": "https://essai.example"}, {}, {}),
    ("freshness", {}, {"assured_date": dt.date(2021, 12, 31)}, {}),
]
"""In the order in which they decide: each breaks the ties of those before it."""


@pytest.mark.parametrize(("better", "worse", "criteria"), [row[1:] for row in ORDER])
def test_order_of_two(better: dict[str, Any], worse: dict[str, Any], criteria: dict[str, Any]):
    # Names that would decide the other way, so that only the rule can.
    first = make_service(name="Z", organization="Z", **better)
    second = make_service(name="A", organization="A", **worse)
    asked = make_criteria(**criteria)
    assert _names([first, second], asked) == ["Z", "A"]
    assert _names([second, first], asked) == ["Z", "A"]


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        (strong, weak)
        for strong, weak in itertools.combinations(ORDER, 2)
        if {strong[0], weak[0]} != {"public", "active"}
        # Told by the same field: a service cannot be the one and not the other.
        and {strong[0], weak[0]} != {"exact situation", "specialised"}
        and {strong[0], weak[0]} != {"stated ages", "near ages"}
    ],
    ids=lambda row: row[0].replace(" ", "-"),
)
def test_an_earlier_rule_outranks_a_later_one(strong: tuple[Any, ...], weak: tuple[Any, ...]):
    first = make_service(name="Z", organization="Z", **{**weak[2], **strong[1]})
    second = make_service(name="A", organization="A", **{**weak[1], **strong[2]})
    asked = make_criteria(**strong[3], **weak[3])
    assert _names([second, first], asked) == ["Z", "A"]


def test_an_exact_service_comes_before_a_near_specialised_one():
    many = ("sextorsion", "justice", "detresse", "autre")
    exact = make_service(name="Z", organization="Z", situations=many)
    near = make_service(name="A", situations=("leurre",))
    assert _names([near, exact], make_criteria()) == ["Z", "A"]


def test_who_knows_exploitation_comes_first_for_it_and_for_its_signs():
    for situation in ("exploitation_sexuelle", "inquietude"):
        knows = make_service(name="Z", situations=(situation, "exploitation_sexuelle"))
        other = make_service(name="A", situations=(situation, "justice"))
        shelter = make_service(
            name="B", situations=(situation, "exploitation_sexuelle"), modality="hebergement"
        )
        asked = make_criteria(situation=situation)
        found = _names([other, shelter, knows], asked)
        assert found.index("Z") < found.index("B")
        assert situation == "exploitation_sexuelle" or found[0] == "Z"


@pytest.mark.parametrize(("age", "kept"), [(None, True), (17, True), (18, False), (30, False)])
def test_a_service_for_runaways_is_no_bed_for_an_adult(age: int | None, kept: bool):
    asked = make_criteria(situation="hebergement", age=age)
    runaways = make_service(name="Fugue", situations=("fugue",))
    bed = make_service(name="Lit", situations=("hebergement",))
    assert _names([runaways, bed], asked) == (["Lit", "Fugue"] if kept else ["Lit"])


def test_a_table_comes_after_what_trains_a_team():
    table = make_service(
        name="A", situations=("formation",), types=("concertation",), audiences=("intervenant",)
    )
    tool = make_service(
        name="Z", situations=("formation",), types=("outil",), audiences=("intervenant",)
    )
    asked = make_criteria(situation="formation", profil="intervenant")
    assert _names([table, tool], asked) == ["Z", "A"]


def test_a_network_s_general_door_waits_for_its_local_one():
    site = "https://reseau.example"
    general = make_service(name="Réseau", regions=REGIONS, url=site)
    local = make_service(name="Point local", url=site, direct_access=False)
    other = make_service(name="Ailleurs", regions=REGIONS, url="https://autre.example")
    assert _names([general, local, other], make_criteria()) == [
        "Ailleurs",
        "Point local",
        "Réseau",
    ]
    assert _names([general, other], make_criteria())[-1] == "Réseau"


def test_a_shelter_comes_first_for_a_bed():
    shelter = make_service(name="Z", situations=("hebergement",), modality="hebergement")
    street = make_service(name="A", situations=("hebergement",), modality="travail_de_rue")
    assert _names([street, shelter], make_criteria(situation="hebergement")) == ["Z", "A"]


def test_without_a_region_what_serves_everywhere_comes_first():
    everywhere = make_service(name="Z", regions=REGIONS)
    assert _names([make_service(name="A"), everywhere], make_criteria(region=None)) == ["Z", "A"]


def test_without_an_age_what_has_no_limit_comes_first():
    bounded = make_service(name="A", minimum_age=12, maximum_age=17)
    assert _names([bounded, make_service(name="Z")], make_criteria(age=None)) == ["Z", "A"]


def test_without_a_sexe_what_serves_everyone_comes_first():
    assert _names(
        [make_service(name="A", sexes=("feminin",)), make_service(name="Z")], make_criteria()
    ) == ["Z", "A"]


@pytest.mark.parametrize("situation", ASKING)
def test_indirect_services_lose_nothing_when_workshops_are_asked(situation: str):
    workshop = make_service(name="A", situations=(situation,), direct_access=False)
    direct = make_service(name="Z", situations=(situation,))
    asked = make_criteria(situation=situation, profil="intervenant")
    assert _names([direct, workshop], asked) == ["A", "Z"]


def test_an_organisation_s_second_service_waits_for_the_others_first():
    services = [
        make_service(name="A1", organization="A"),
        make_service(name="A2", organization="A"),
        make_service(name="A3", organization="A"),
        make_service(name="B1", organization="B"),
        make_service(name="B2", organization="B"),
        make_service(name="C1", organization="C", direct_access=False),
    ]
    assert _names(services, make_criteria()) == ["A1", "B1", "A2", "B2", "A3", "C1"]


@settings(max_examples=60)
@given(some_services, a_criteria, st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_input_order(
    services: list[Service], criteria: Criteria, rng: random.Random
):
    shuffled = list(services)
    rng.shuffle(shuffled)
    assert match(services, criteria) == match(shuffled, criteria)


@given(a_criteria, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_order_of_the_real_directory_is_total(
    listed: Directory, criteria: Criteria, rng: random.Random
):
    shuffled = list(listed.services)
    rng.shuffle(shuffled)
    expected = match(listed.services, criteria)
    assert match(shuffled, criteria) == expected
    assert len({item.service.id for item in expected.matches}) == len(expected.matches)


# --- promises ---------------------------------------------------------------


@given(some_services, a_criteria)
@settings(max_examples=100)
def test_promise_2_on_any_services(services: list[Service], criteria: Criteria):
    _not_knowing_removes_nothing(services, criteria)


@given(a_criteria)
@settings(max_examples=100)
def test_promise_2_on_the_real_directory(listed: Directory, criteria: Criteria):
    _not_knowing_removes_nothing(listed.services, criteria)


def _not_knowing_removes_nothing(services: Any, criteria: Criteria) -> None:
    known = _ids(services, criteria)
    for count in range(1, len(WITHOUT_ANSWER) + 1):
        for left in itertools.combinations(WITHOUT_ANSWER, count):
            unknown = _ids(services, replace(criteria, **dict.fromkeys(left)))
            assert known <= unknown, left


@given(some_services, a_criteria)
@settings(max_examples=100)
def test_promise_3_on_any_services(services: list[Service], criteria: Criteria):
    for item in match(services, criteria).matches:
        assert _forbidden(item.service, criteria) is None
    for service in services:
        assert admissible(service, criteria) is (_forbidden(service, criteria) is None)


@given(a_criteria)
@settings(max_examples=100)
def test_promise_3_on_the_real_directory(listed: Directory, criteria: Criteria):
    for item in match(listed.services, criteria).matches:
        assert _forbidden(item.service, criteria) is None


@given(some_services, a_criteria)
@settings(max_examples=60)
def test_every_suggestion_says_why(services: list[Service], criteria: Criteria):
    for item in match(services, criteria).matches:
        assert item.reasons
        assert len(set(item.reasons)) == len(item.reasons)
        assert (Reason.PROVINCE in item.reasons) is item.service.province
        assert (Reason.REGION in item.reasons) is not item.service.province
        direct = item.service.direct_access and item.service.access == "public"
        assert (Reason.DIRECT in item.reasons) is direct
        assert (Reason.STAGE in item.reasons) is (item.service.stage != "en_application")
        assert (Reason.UNCONFIRMED in item.reasons) is not item.service.publishable


# --- the real directory -----------------------------------------------------

EVERYONE = [
    Criteria(profil, age, region, situation)
    for profil in (None, *Profil.values())
    for age in (None, 13, 16, 20, 40)
    for region in (None, *REGIONS)
    for situation in (None, *Situation.values())
]


def _is_no_door(service: Service) -> bool:
    return service.modality == "ateliers" or "concertation" in service.types


@pytest.mark.parametrize("profil", [None, *Profil.values()])
def test_no_workshop_nor_table_first_for_whoever_did_not_ask(listed: Directory, profil: str | None):
    for criteria in EVERYONE:
        if criteria.profil != profil or criteria.situation in ASKING:
            continue
        found = [item.service for item in match(listed.services, criteria).matches]
        # An intervenant may get one when nothing else at all answers; nobody else does.
        alone = profil == "intervenant" and all(map(_is_no_door, found))
        if found and not alone:
            assert not _is_no_door(found[0]), (criteria, found[0].source_locator)


@pytest.mark.parametrize("profil", ["jeune", "parent", "proche"])
def test_no_table_for_whoever_is_no_intervenant(listed: Directory, profil: str):
    for criteria in EVERYONE:
        if criteria.profil != profil:
            continue
        for item in match(listed.services, criteria).matches:
            assert "concertation" not in item.service.types, (criteria, item.service.source_locator)


def test_sextortion_at_15_in_monteregie(listed: Directory):
    criteria = Criteria("jeune", 15, "16", "sextorsion")
    found = match(listed.services, criteria)
    shown = [item.service for item in found.matches[:3]]
    assert shown
    assert not found.widened
    assert all(item.direct_access and item.phones for item in shown)
    assert "sextorsion" in shown[0].situations
    assert "16" in shown[0].regions and not shown[0].province
    told = [line.code for line in help.human_lines(criteria, NOW)]
    assert told[:2] == ["sig-aidezmoisvp", "sig-cyberaide"]
    assert "ligne-tel-jeunes" in told


def test_a_mother_in_joliette_worried_for_her_daughter_of_14(listed: Directory):
    criteria = Criteria("parent", 14, "14", "inquietude", "feminin")
    found = match(listed.services, criteria)
    shown = [item.service for item in found.matches[:3]]
    assert len(shown) == 3
    assert not found.widened
    for service in shown:
        assert "14" in service.regions and not service.province
        assert "inquietude" in service.situations
        assert "parent" in service.audiences
    assert "fiche 125" in {service.source_locator for service in shown}
    told = [line.code for line in help.human_lines(criteria, NOW)]
    assert {"ligne-ligneparents", "dpj-lanaudiere"} <= set(told)


@pytest.mark.parametrize(
    "situation", [value for value in Situation.values() if value not in ASKING]
)
def test_a_boy_of_16_in_gaspe(listed: Directory, situation: str):
    criteria = Criteria("jeune", 16, "11", situation, "masculin")
    found = match(listed.services, criteria)
    for item in found.matches:
        assert item.service.sexes != ("feminin",)
    assert found.widened is all(item.service.province for item in found.matches)


def test_a_boy_of_16_in_gaspe_who_is_exploited(listed: Directory):
    criteria = Criteria("jeune", 16, "11", "exploitation_sexuelle", "masculin")
    found = match(listed.services, criteria)
    assert found.matches
    assert found.widened
    assert "dpj-gim" in [line.code for line in help.human_lines(criteria, NOW)]


def test_an_intervenant_seeking_a_bed_for_a_girl_of_16(listed: Directory):
    criteria = Criteria("intervenant", 16, "16", "hebergement", "feminin")
    first = match(listed.services, criteria).matches[0].service
    assert first.source_locator == "fiche 141"
    assert "antichambre" in first.name.casefold()


@pytest.mark.parametrize("sexe", [None, "feminin"])
def test_a_girl_of_13_in_montreal_who_is_exploited(listed: Directory, sexe: str | None):
    found = match(
        listed.services, Criteria("jeune", 13, "06", "exploitation_sexuelle", sexe)
    ).matches
    assert len(found) >= 3
    for item in found:
        assert item.service.minimum_age is None or item.service.minimum_age <= 13
        assert item.service.stage == "en_application"
        assert item.service.publishable
        assert not _is_no_door(item.service)
    assert all(item.service.direct_access for item in found[:3])


# --- human lines ------------------------------------------------------------

moments = st.datetimes(
    min_value=dt.datetime(2026, 11, 23), max_value=dt.datetime(2026, 11, 30)
).map(lambda moment: moment.replace(tzinfo=NOW.tzinfo))


def _check_lines(told: tuple[Service, ...], criteria: Criteria, at: dt.datetime) -> None:
    assert 1 <= len(told) <= 4
    assert len({line.code for line in told}) == len(told)
    for line in told:
        assert line.phones or line.chat or line.url
        assert _forbidden(replace(line, sexes=(), audiences=Profil.values()), criteria) is None
        if criteria.age is not None and criteria.age > 20:
            assert line.code not in ("ligne-tel-jeunes", "ligne-jeunesse-jecoute")
        if line.kind == "protection_jeunesse":
            assert criteria.age is None or criteria.age < 18
            assert criteria.region in line.regions
    closed = [is_open(line, at) is False for line in told]
    assert closed == sorted(closed)


@given(a_criteria, moments)
@settings(max_examples=100)
def test_there_is_always_a_human_line(criteria: Criteria, at: dt.datetime):
    told = help.human_lines(criteria, at)
    _check_lines(told, criteria, at)
    assert any(is_open(line, at) for line in told)


@given(a_criteria, moments, st.sampled_from(("danger", "suicide")))
@settings(max_examples=100)
def test_there_is_always_an_urgent_line(criteria: Criteria, at: dt.datetime, kind: str):
    told = help.urgent_lines(kind, criteria, at)
    _check_lines(told, criteria, at)
    codes = [line.code for line in told]
    assert "urg-911" in codes
    assert is_open(told[0], at)
    if kind == "danger":
        assert codes[0] == "urg-911"
    else:
        assert codes[0] == "crise-1866appelle"


def _line(code: str, *schedule: Opening, **over: Any) -> Service:
    phone = Phone("+15145550100", schedule=schedule)
    return make_service(
        **{"name": code, "code": code, "kind": "ligne", "regions": REGIONS, "phones": (phone,)}
        | over
    )


ALWAYS = Opening(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "00:00", "24:00")
MORNING = Opening(("MO", "TU", "WE", "TH", "FR"), "08:00", "12:00")
NIGHT = Opening(("MO",), "20:00", "02:00")


@pytest.mark.parametrize(
    ("schedule", "moment", "expected"),
    [
        ((), "2026-11-24T14:00", None),
        ((ALWAYS,), "2026-11-24T23:59", True),
        ((MORNING,), "2026-11-24T07:59", False),
        ((MORNING,), "2026-11-24T08:00", True),
        ((MORNING,), "2026-11-24T11:59", True),
        ((MORNING,), "2026-11-24T12:00", False),
        ((MORNING,), "2026-11-28T09:00", False),
        ((NIGHT,), "2026-11-23T20:00", True),
        ((NIGHT,), "2026-11-24T01:59", True),
        ((NIGHT,), "2026-11-24T02:00", False),
        ((NIGHT,), "2026-11-24T20:00", False),
        ((NIGHT,), "2026-11-23T01:00", False),
    ],
)
def test_opening_hours(schedule: tuple[Opening, ...], moment: str, expected: bool | None):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=NOW.tzinfo)
    assert is_open(_line("une", *schedule), at) is expected


def test_a_second_number_of_unknown_hours_leaves_a_closed_line_unknown():
    phones = (Phone("+15145550100", schedule=(MORNING,)), Phone("+15145550101"))
    assert is_open(_line("une", phones=phones), NOW) is None


def test_lines_keep_their_order_and_open_ones_come_first():
    entries = [_line("fermee", MORNING), _line("inconnue"), _line("ouverte", ALWAYS)]
    told = lines(["fermee", "inconnue", "ouverte"], entries, make_criteria(), NOW)
    assert [line.code for line in told] == ["inconnue", "ouverte", "fermee"]


def test_at_most_four_lines_and_an_open_fifth_replaces_a_closed_one():
    entries = [_line("fermee", MORNING), *(_line(f"o{n}", ALWAYS) for n in range(4))]
    told = lines([entry.code or "" for entry in entries], entries, make_criteria(), NOW)
    assert [line.code for line in told] == ["o0", "o1", "o2", "o3"]


@pytest.mark.parametrize(
    "over",
    [
        {"publishable": False},
        {"regions": ("06",)},
        {"maximum_age": 14},
        {"phones": ()},
        {"stage": "en_suspens"},
    ],
    ids=str,
)
def test_a_line_that_may_not_serve_is_left_out(over: dict[str, Any]):
    assert lines(["une"], [_line("une", ALWAYS, **over)], make_criteria(), NOW) == ()


@pytest.mark.parametrize(("age", "kept"), [(None, True), (20, True), (21, False)])
def test_lines_for_the_young_stop_at_twenty(age: int | None, kept: bool):
    youth = YouthLines(frozenset({"une"}))
    told = lines(["une"], [_line("une", ALWAYS)], make_criteria(age=age), NOW, youth)
    assert bool(told) is kept


@pytest.mark.parametrize(("age", "kept"), [(None, True), (17, True), (18, False)])
def test_youth_protection_keeps_a_place_for_minors(age: int | None, kept: bool):
    protection = _line("dpj-16", ALWAYS, kind="protection_jeunesse", regions=("16",))
    others = [_line(f"o{n}", ALWAYS) for n in range(5)]
    order = [*(line.code or "" for line in others), DPJ]
    told = lines(order, [*others, protection], make_criteria(age=age), NOW)
    assert len(told) == 4
    assert ("dpj-16" in [line.code for line in told]) is kept


def test_a_second_protection_number_shows_only_beside_one_that_may_be_closed():
    def entries(schedule: tuple[Opening, ...]) -> list[Service]:
        day = _line("dpj-jour", *schedule, kind="protection_jeunesse", regions=("16",))
        night = _line(
            "dpj-soir", kind="protection_jeunesse", regions=("16",), variant_of="dpj-jour"
        )
        return [day, night]

    def codes(found: tuple[Service, ...]) -> list[str | None]:
        return [entry.code for entry in found]

    assert codes(protection_lines(entries((ALWAYS,)), make_criteria())) == ["dpj-jour"]
    assert codes(protection_lines(entries(()), make_criteria())) == ["dpj-jour", "dpj-soir"]
    assert codes(protection_lines(entries((MORNING,)), make_criteria())) == [
        "dpj-jour",
        "dpj-soir",
    ]


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_a_youth_protection_line(listed: Directory, region: str):
    found = protection_lines(listed.entries, Criteria(region=region))
    assert found
    assert all(line.phones for line in found)
