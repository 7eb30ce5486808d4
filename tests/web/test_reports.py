"""« Cette information est fausse »: the record and the day, and nothing more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from knowledge.directory import Directory
from knowledge.settings import home
from tests.web.conftest import World, assert_error
from web import reports

DAY = dt.date(2026, 11, 28)


def test_a_record_is_kept_once_a_day(tmp_path: Path):
    for day in (DAY, DAY, DAY + dt.timedelta(days=1)):
        reports.keep("a", day, tmp_path)
    written = (tmp_path / reports.FILE).read_text(encoding="utf-8")
    assert written == "jour,fiche\n2026-11-28,a\n2026-11-29,a\n"


def test_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reports, "MOST_BYTES", 30)
    for name in "abcdef":
        reports.keep(name, DAY, tmp_path)
    assert (tmp_path / reports.FILE).stat().st_size < 60


async def test_only_a_record_is_ever_written(world: World, listed: Directory):
    known = listed.services[0].id
    sent = {"id": known, "texte": "j'ai peur", "nom": "moi"}
    assert (await world.http.post("/api/signalements", json=sent)).status_code == 204
    for wrong in ("inconnu", "j'ai peur", "", "\n2026-01-01,x"):
        refused = await world.http.post("/api/signalements", json={"id": wrong})
        assert_error(refused, 404, "fiche_inconnue")
    assert_error(
        await world.http.post("/api/signalements", json={"id": 3}), 400, "requete_invalide"
    )
    written = (home() / reports.FILE).read_text(encoding="utf-8")
    assert known in written and "peur" not in written


async def test_from_a_page_it_is_said_there(world: World, listed: Directory):
    shown = next(one for one in listed.services if one.publishable)
    answered = await world.http.post(
        f"/service/{shown.id}/signaler", headers={"Accept": "text/html"}
    )
    assert answered.status_code == 200
    assert "La fiche sera vérifiée" in answered.text
