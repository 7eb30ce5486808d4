"""Partners are organisations, by name; each leads to its record or to a search, or nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory import Directory
from knowledge.partners import Partner, partners
from knowledge.search import Filters, search
from knowledge.services import Service
from tests.conftest import make_service

UNNAMED = {"fiche 10", "fiche 82", "fiche 87", "fiche 101"}
"""Fiches whose text names no organisation, or only one that hesitates to be named."""

OWN = make_service(name="CAVAC de Laval", code="cavac-laval")
SECOND = make_service(name="L'autre", code="second", variant_of="cavac-laval")
SEVERAL = [make_service(name=name, organization="CISSS de Laval") for name in "ab"]


def of(printed: str, *others: Service) -> list[Partner]:
    service = make_service(name="ici", census=(("partners", printed),))
    return list(partners(service, Directory("", (service, *others))))


def test_a_partner_leads_to_its_own_record_or_to_those_that_bear_its_name():
    found = of("CAVAC de Laval, CISSS de Laval et la Ville de Laval", OWN, *SEVERAL)
    assert found == [
        Partner("CAVAC de Laval", OWN.id),
        Partner("CISSS de Laval", None, True),
        Partner("Ville de Laval"),
    ]


def test_the_longest_name_is_the_one_meant():
    assert [one.name for one in of("Service de police de Laval, corps de police")] == [
        "Service de police de Laval",
        "corps de police",
    ]


@pytest.mark.parametrize("printed", ["PIPQ", "Projet Intervention Prostitution", "le pipq, PIPQ"])
def test_other_spellings_are_one_partner(printed: str):
    assert [one.name for one in of(printed)] == ["Projet Intervention Prostitution Québec"]


def test_a_kind_of_place_leads_nowhere():
    assert of("écoles", make_service(name="écoles")) == [Partner("écoles")]


def test_a_person_is_not_a_partner():
    printed = "UQTR (Une Personne, spécialiste en intervention de groupe)"
    assert [one.name for one in of(printed)] == ["UQTR"]


@given(st.text(max_size=80))
def test_whatever_is_printed_is_read(printed: str):
    assert len({one.name for one in of(printed)}) == len(of(printed))


def test_a_service_is_not_its_own_partner():
    service = make_service(organization="L'Anonyme", census=(("partners", "L'Anonyme, CALACS"),))
    found = partners(service, Directory("", (service,)))
    assert [one.name for one in found] == ["CALACS"]


def test_every_fiche_with_partners_names_one(listed: Directory):
    silent = {
        one.source_locator
        for one in listed.entries
        if (one.printed("partners") or "S.O.") not in ("S.O.", "Non applicable", "Non spécifié")
        and not partners(one, listed)
    }
    assert silent == UNNAMED


def test_a_name_that_leads_leads_to_something(listed: Directory):
    named = {partner for one in listed.services for partner in partners(one, listed)}
    assert {one.name for one in named if one.record} and {one.name for one in named if one.found}
    for one in named:
        if one.record:
            entry = listed.get(one.record)
            assert entry is not None and entry.publishable
        if one.found:
            assert search(listed.services, Filters(one.name)).services, one.name
