"""What the words of a fiche mean."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sources.census_fields import (
    MODALITIES,
    REGION_CODES,
    SERVICE_TYPES,
    STAGES,
    age_bounds,
    fold,
    modality_of,
    region_codes,
    sexes_of,
    stage_of,
    type_of,
    unread_fields,
)
from knowledge.vocabulary import REGIONS, Modality, ServiceType, Sexe, Stage

AGES = st.integers(min_value=0, max_value=99)
FIELDS = ("region", "stage", "age_range", "sexe", "modality")


@pytest.mark.parametrize(
    ("printed", "bounds"),
    [
        ("12 à 25 ans", (12, 25)),
        ("12 ans à 25 ans", (12, 25)),
        ("12-25 ans", (12, 25)),
        ("12 – 25 ans", (12, 25)),
        ("4 à 6 ans", (4, 6)),
        ("14 ans et plus", (14, None)),
        ("25 ans et moins", (None, 25)),
        ("Adolescentes", (12, 17)),
        ("Tous les âges", (None, None)),
        ("Tous les âges, mais surtout les femmes majeures", (None, None)),
        ("Ne s'applique pas", (None, None)),
        ("Ne s’applique pas", (None, None)),
        ("25 à 12 ans", (None, None)),
        ("Les aînés", (None, None)),
        ("", (None, None)),
    ],
)
def test_age_bounds(printed: str, bounds: tuple[int | None, int | None]) -> None:
    assert age_bounds(printed) == bounds


@given(AGES, AGES)
def test_a_range_gives_its_bounds_and_never_an_upside_down_one(low: int, high: int) -> None:
    expected = (low, high) if low <= high else (None, None)
    assert age_bounds(f"{low} à {high} ans") == expected


@given(AGES)
def test_one_bound_stays_open(age: int) -> None:
    assert age_bounds(f"{age} ans et plus") == (age, None)
    assert age_bounds(f"{age} ans et moins") == (None, age)


@given(st.text())
def test_any_text_gives_bounds_in_order(text: str) -> None:
    low, high = age_bounds(text)
    assert low is None or high is None or low <= high


@pytest.mark.parametrize(
    ("printed", "stage"),
    [
        ("En application", Stage.EN_APPLICATION),
        ("En développement", Stage.EN_DEVELOPPEMENT),
        ("EN DEVELOPPEMENT", Stage.EN_DEVELOPPEMENT),
        ("En suspens", Stage.EN_SUSPENS),
        ("En suspens (covid)", Stage.EN_SUSPENS),
        ("Abandonné", None),
        ("(En application)", None),
        ("", None),
    ],
)
def test_stage_of(printed: str, stage: Stage | None) -> None:
    assert stage_of(printed) is stage


@pytest.mark.parametrize(
    ("printed", "modality"),
    [
        ("Ateliers", Modality.ATELIERS),
        ("Travail de rue", Modality.TRAVAIL_DE_RUE),
        ("Gestion de cas (counseling)", Modality.GESTION_DE_CAS),
        ("Gestion de cas", Modality.GESTION_DE_CAS),
        ("Soutien aux parents", Modality.SOUTIEN_AUX_PARENTS),
        ("Activité sociale/récréative", Modality.ACTIVITE_SOCIALE),
        ("Hébergement", Modality.HEBERGEMENT),
        ("Plateforme/matériel web", Modality.WEB),
        ("Mentorat/pair-aidance", Modality.MENTORAT),
        ("Référencement", Modality.REFERENCEMENT),
        ("Témoignages de survivantes", Modality.TEMOIGNAGES),
        ("Autre", Modality.AUTRE),
        ("Ne s'applique pas", None),
        ("Zoothérapie", None),
    ],
)
def test_modality_of(printed: str, modality: Modality | None) -> None:
    assert modality_of(printed) is modality


@pytest.mark.parametrize(
    ("printed", "sexes"),
    [
        ("Féminin", (Sexe.FEMININ,)),
        ("Masculin", (Sexe.MASCULIN,)),
        ("Tous les sexes", ()),
        ("Ne s'applique pas", ()),
        ("Illisible", ()),
    ],
)
def test_sexes_of(printed: str, sexes: tuple[Sexe, ...]) -> None:
    assert sexes_of(printed) == sexes


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("Mauricie-Centre-du-Québec", ("04", "17")),
        ("Mauricie et Centre-du-Québec", ("04", "17")),
        ("Laval, Laurentides et Lanaudière", ("13", "15", "14")),
        ("Saguenay-Lac-Saint-Jean", ("02",)),
        ("Saguenay–Lac-Saint-Jean", ("02",)),
        ("SAGUENAY — LAC SAINT JEAN", ("02",)),
        ("Gaspésie–Îles-de-la-Madeleine", ("11",)),
        ("Cote-Nord", ("09",)),
        ("Nord-du-Québec", ("10",)),
        ("Laval-Laval", ("13",)),
        ("Lavaltrie", ()),
        ("Montréal et Toronto", ()),
        ("Ontario", ()),
        ("", ()),
    ],
)
def test_region_codes(printed: str, codes: tuple[str, ...]) -> None:
    assert region_codes(printed) == codes


@given(
    st.lists(st.sampled_from(sorted(REGION_CODES)), min_size=1, max_size=5, unique=True),
    st.sampled_from(["-", "–", ", ", " et ", " / "]),
)
def test_regions_run_together_come_out_in_order(names: list[str], separator: str) -> None:
    assert region_codes(separator.join(names)) == tuple(REGION_CODES[name] for name in names)


@given(st.text())
def test_any_text_gives_known_regions_only(text: str) -> None:
    assert set(region_codes(text)) <= set(REGIONS)


@given(st.text(alphabet="ÉéÈàçœ’'–- abcXYZ", max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_tables_cover_the_vocabulary() -> None:
    assert set(SERVICE_TYPES.values()) == set(ServiceType)
    assert set(STAGES.values()) == set(Stage)
    assert sorted(REGION_CODES.values()) == list(REGIONS)
    assert set(Modality) - set(MODALITIES.values()) == {Modality.ECOUTE}


def test_type_of_reads_either_apostrophe() -> None:
    assert type_of("Projet d’intervention") is ServiceType.INTERVENTION
    assert type_of("Projet d'intervention") is ServiceType.INTERVENTION
    assert type_of("Projet") is None


@pytest.mark.parametrize("field", FIELDS)
def test_unread_fields_names_the_field_that_is_not_understood(field: str) -> None:
    printed = {
        "region": "Laval",
        "stage": "En application",
        "age_range": "Tous les âges",
        "sexe": "Tous les sexes",
        "modality": "Ne s'applique pas",
    }
    assert unread_fields(SimpleNamespace(**printed)) == ()
    assert unread_fields(SimpleNamespace(**{**printed, field: "Illisible"})) == (field,)
    assert unread_fields(SimpleNamespace(**{**printed, field: ""})) == (field,)
