"""The funded organisations: how a row is read, and what the shipped ones say."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import datafiles
from knowledge.funded import FUNDED, PROGRAMME, FundedOrganization, organizations, search
from knowledge.measures import find
from knowledge.records import Source
from knowledge.sources.census_fields import fold
from knowledge.sources.funded import DOCUMENT
from tests.conftest import shipped_records

HEADER = (
    "organization,new_name,renamed,editions,contact,project,region,source_document,source_locator\n"
)


def _written(folder: Path, row: str) -> tuple[FundedOrganization, ...]:
    (folder / FUNDED).write_text(HEADER + row + "\n", encoding="utf-8")
    return organizations(folder)


# --- reading ------------------------------------------------------------------


def test_a_full_row(tmp_path: Path) -> None:
    row = (
        'Les Amis,Co-Rive,2034,2031;2033,org-rive,Un jeu sur les rives.,11,Un bilan,"annexe, 2031"'
    )
    assert _written(tmp_path, row) == (
        FundedOrganization(
            name="Les Amis",
            editions=(2031, 2033),
            source=Source(document="Un bilan", locator="annexe, 2031"),
            new_name="Co-Rive",
            renamed=2034,
            contact="org-rive",
            project="Un jeu sur les rives.",
            region="11",
        ),
    )


def test_what_is_not_printed_is_absent(tmp_path: Path) -> None:
    (organization,) = _written(tmp_path, "Les Amis,,,2031,,,,Un bilan,annexe")
    unsaid = (organization.new_name, organization.renamed, organization.contact)
    assert unsaid == (organization.project, organization.region, None) == (None, None, None)


@pytest.mark.parametrize("editions", ["", "2031;", "2031, 2033", "bientôt"])
def test_editions_are_years(editions: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        _written(tmp_path, f'Les Amis,,,"{editions}",,,,Un bilan,annexe')


# --- the shipped ones ---------------------------------------------------------


def test_63_organisations_ship_for_65_projects() -> None:
    held = organizations()
    assert len(held) == len({organization.name for organization in held}) == 63
    assert sum(len(organization.editions) for organization in held) == 65
    assert {year for organization in held for year in organization.editions} == {2021, 2022, 2023}


def test_each_says_where_it_was_read() -> None:
    for organization in organizations():
        assert organization.source.document == DOCUMENT
        place = f"annexe, édition {organization.editions[0]}"
        assert organization.source.locator.split("; ")[0] == place


def test_a_new_name_has_its_year() -> None:
    for organization in organizations():
        assert (organization.new_name is None) == (organization.renamed is None)


def test_a_region_is_in_the_name_or_beside_the_project() -> None:
    names = datafiles.region_names()
    regions = [organization for organization in organizations() if organization.region]
    assert regions
    for organization in regions:
        assert organization.region is not None
        named = fold(names[organization.region]) in fold(organization.name)
        assert named or organization.project, organization.name


def test_contacts_are_those_of_the_directory_under_the_same_name() -> None:
    contacts = {record.id: record for record in shipped_records()[1]}
    linked = [organization for organization in organizations() if organization.contact]
    assert linked
    for organization in linked:
        assert organization.contact is not None
        contact, name = contacts[organization.contact], fold(organization.name)
        assert name.startswith(fold(contact.name)) or name in fold(contact.organization), name


def test_no_organisation_of_the_directory_is_left_unlinked() -> None:
    names = {fold(record.name): record.id for record in shipped_records()[1]}
    for organization in organizations():
        code = names.get(fold(organization.name))
        assert code is None or organization.contact == code


# --- searching ----------------------------------------------------------------


def test_without_words_all_are_there_in_the_reports_order() -> None:
    assert search("") == list(organizations())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gris québec", "GRIS-Québec"),
        ("cosavoir", "Centre de documentation"),
        ("servio", "Association des TCC des deux rives"),
        ("trousse LGBTQ", "GRIS-Québec"),
        ("capitale nationale trousse", "GRIS-Québec"),
        ("estrie communautés", "Fédération des communautés culturelles"),
        ("sport 2022", "Sport'Aide"),
    ],
)
def test_one_is_found_by_its_names_its_project_its_region_and_its_years(
    text: str, name: str
) -> None:
    found = search(text)
    assert found and found[0].name.startswith(name)


def test_a_year_finds_those_of_that_call() -> None:
    that_year = [one for one in organizations() if 2022 in one.editions]
    assert that_year and search("2022") == that_year


def test_every_word_must_be_said() -> None:
    assert search("gris volcan") == []


def test_the_programme_is_a_measure_that_ships() -> None:
    found = find(*PROGRAMME)
    assert found is not None
    assert "Programme Ensemble contre l'intimidation" in found[1].deliverables
