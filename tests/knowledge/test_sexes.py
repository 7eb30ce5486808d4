"""Sex of the person to be helped, from plain words only (knowledge/sexes.py)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.sexes import sexe_of
from knowledge.vocabulary import Sexe

SEXES: list[tuple[str, Sexe | None]] = [
    ("ma fille de 14 ans", Sexe.FEMININ),
    ("mon fils se fait menacer", Sexe.MASCULIN),
    ("notre garçon", Sexe.MASCULIN),
    ("je suis un gars", Sexe.MASCULIN),
    ("chu une fille", Sexe.FEMININ),
    ("je suis une fille de 15 ans", Sexe.FEMININ),
    ("jsuis un gars de 16 ans pis on me menace", Sexe.MASCULIN),
    ("mon amie se fait menacer", Sexe.FEMININ),
    ("mon frère se fait intimider", Sexe.MASCULIN),
    ("je suis TS, ma cliente de 17 ans", Sexe.FEMININ),
    ("TS. une adolescente de 15 ans", Sexe.FEMININ),
    ("un jeune homme de 19 ans, je suis intervenante", Sexe.MASCULIN),
    ("j'ai été agressée par mon oncle", Sexe.FEMININ),
    ("mon chum m'a frappée", Sexe.FEMININ),
    ("on est deux filles pis on nous menace", Sexe.FEMININ),
    ("une fille de 15 ans se fait menacer", Sexe.FEMININ),
    ("elle a 13 ans, elle ne mange plus", Sexe.FEMININ),
    ("mon ado de 15 ans ne va pas bien, elle pleure", Sexe.FEMININ),
    ("mon enfant de 9 ans se fait battre, il a peur", Sexe.MASCULIN),
    ("je suis TES, une élève de 13 ans a reçu des photos", Sexe.FEMININ),
    ("F15, fugue depuis hier", Sexe.FEMININ),
    ("G 12 ans, moqué en classe, parents avisés", Sexe.MASCULIN),
    ("le fils de ma voisine a été battu", Sexe.MASCULIN),
    ("le gars de ma blonde se fait battre", Sexe.MASCULIN),
    ("la petite de mon conjoint a peur", Sexe.FEMININ),
    ("notre livreur se fait menacer", Sexe.MASCULIN),
    ("F, 20 ans, dettes, refuse la police", Sexe.FEMININ),
    ("MDJ, G 12a, se fait frapper", Sexe.MASCULIN),
    ("ma coloc se fait suivre", Sexe.FEMININ),
    ("ma chum se fait suivre", Sexe.FEMININ),
    # never in doubt, never whoever does harm
    ("j'ai été agressé", None),
    ("je suis TES, une jeune dit qu'un gars de 20 ans la menace", None),
    ("je suis enseignante dans une petite école, un élève et une élève se battent", None),
    ("homme de 30 ans écrit à une fille de 13 ans", None),
    ("une fille de 15 ans me menace", None),
    ("mon ado de 15 ans a un chum, il la contrôle", None),
    ("une personne a été blessée", None),
    ("j'ai été agressée, je suis trans", None),
    ("mon ado de 15 ans", None),
    ("mon enfant", None),
    ("je suis inquiète", None),
    ("ma fille et mon fils", None),
    ("mon chum me frappe", None),
    ("ma blonde me frappe", None),
    ("mon enfant trans de 14 ans", None),
    ("je suis une fille trans", None),
    ("je suis un gars trans", None),
    ("ma fille est non-binaire", None),
    ("mon amie non binaire se fait menacer", None),
    ("une élève, mon ado est queer", None),
    ("j'ai 15 ans", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "sexe"), SEXES)
def test_sexe(text: str, sexe: Sexe | None) -> None:
    assert sexe_of(text) == sexe


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="mafilonsejtuvéà' .,15", max_size=80)))
def test_any_text_is_read(text: str) -> None:
    assert sexe_of(text) in (*Sexe, None)


def test_a_note_names_the_person_without_an_article():
    said = "cherche hébergement urgence pour fille 16 ans secteur Longueuil"
    assert sexe_of(said) is Sexe.FEMININ
