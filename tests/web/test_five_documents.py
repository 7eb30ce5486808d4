"""What each of the five documents knows, from a search to its source, on pages and as open data."""

from __future__ import annotations

import re

import pytest

from knowledge.directory import Directory
from tests.web.conftest import World

BROWSER = {"Accept": "text/html"}

JOURNEYS = {
    "bilan 2020-2025": ("petite trousse anti-troll", "Bilan du Plan d'action concerté", "mesure 1"),
    "plan 2021-2026": ("info-aide violence sexuelle", "", ""),
    "analyse de 2019": ("projet arachnid", "Analyse des lacunes", "projet Arachnid"),
    "recension de 2022": ("caravane de rue saguenay", "Recension provinciale 2022", "fiche"),
    "attestation SEXTO": ("sexto explorateur", "Formation SEXTO du CADRE21", "Explorateur"),
}


@pytest.mark.parametrize("name", [name for name, (_, document, _) in JOURNEYS.items() if document])
async def test_from_a_few_words_to_the_document(world: World, listed: Directory, name: str):
    words, document, locator = JOURNEYS[name]
    results = await world.http.get("/annuaire", params={"q": words}, headers=BROWSER)
    assert results.status_code == 200
    first = re.search(r'href="/service/([0-9a-f-]{36})', results.text)
    assert first, words
    record = await world.http.get(f"/service/{first[1]}", headers=BROWSER)
    told = record.text.replace("&#39;", "'")
    assert document in told and locator in told
    open_data = (await world.http.get(f"/hsds/services/{first[1]}")).json()
    said = [one["updated_by"] for one in open_data["metadata"]]
    assert any(document in one and locator in one for one in said)


@pytest.mark.parametrize("page", ["/couverture", "/annuaire?q=sexto", "/mesures?q=clavardage"])
async def test_what_researchers_and_teams_read_is_there(world: World, listed: Directory, page: str):
    answer = await world.http.get(page, headers=BROWSER)
    assert answer.status_code == 200 and "<h1" in answer.text


async def test_a_measure_leads_to_what_a_person_can_use(world: World, listed: Directory):
    page = await world.http.get("/mesures/exploitation-2021-2026/32", headers=BROWSER)
    assert page.status_code == 200
    assert "Info-aide violence sexuelle" in page.text and "action 32" in page.text
