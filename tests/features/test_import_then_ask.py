"""A maintainer adds or withdraws a record, and the assistant follows at once.

Data are records, training is for language: only the name of a service, to be
asked about, waits for `repere train`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.records import identifier
from knowledge.settings import ROOT
from tests import stack as running
from tests.features.told import Told
from tests.stack import Stack

TRAINING_SECONDS = 900
"""A guard, not a measure."""

RECORD = """\
name: {name}
organization: Maison de la Boussole
summary: Une équipe aide les jeunes dont on menace de montrer les photos, sans juger et sans frais.
situations: [sextorsion]
audiences: [jeune, parent, proche, intervenant]
direct_access: true
reach: On appelle ou on passe à la maison, sans rendez-vous.
minimum_age: 12
maximum_age: 17
regions: ["{region}"]
phone: "+15145550123"
types: [soutien]
assured_date: 2026-11-20
source:
  document: Ajout d'essai
  locator: {locator}
"""


@dataclass
class Kept:
    """A copy of Repère with data of its own, as a maintainer has it."""

    stack: Stack
    data: Path

    @property
    def environment(self) -> dict[str, str]:
        return {"REPERE_HOME": str(self.stack.home), "REPERE_DATA": str(self.data)}

    def repere(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "repere", *words],
            cwd=ROOT,
            env={**os.environ, **self.environment, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=TRAINING_SECONDS,
            check=False,
        )

    def add(self, folder: Path, name: str, locator: str, region: str = "16") -> str:
        """Import one record from a file of its own; its id."""
        path = folder / "ajout.yml"
        path.write_text(RECORD.format(name=name, locator=locator, region=region), encoding="utf-8")
        told = self.repere("import", str(path))
        assert told.returncode == 0, told.stdout + told.stderr
        return identifier("Ajout d'essai", locator)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    data = tmp_path_factory.mktemp("donnees") / "data"
    shutil.copytree(ROOT / "knowledge" / "data", data)
    home = tmp_path_factory.mktemp("repere-import")
    stack = running.start(home, REPERE_DATA=str(data))
    copy = Kept(stack, data)
    yield copy
    running.stop(copy.stack)


@pytest.fixture(autouse=True)
def _own_data(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of answers look items up in the same data."""
    monkeypatch.setenv("REPERE_DATA", str(kept.data))


def _asks(kept: Kept) -> Told:
    """The first must-show: 15 years old, Longueuil, threatened."""
    told = Told(kept.stack.open("jeune"))
    told.press("sextorsion")
    told.press(15)
    told.press("16")
    return told


def _ids(told: Told) -> list[str]:
    return [item["id"] for item in told.items]


def test_a_record_is_suggested_as_soon_as_it_is_imported(kept: Kept, tmp_path: Path) -> None:
    before = _asks(kept)
    waiting = Told(kept.stack.open("jeune"))
    waiting.press("sextorsion")

    identity = kept.add(tmp_path, "Projet Rose des vents", "ajout 1")

    assert identity not in _ids(before)
    told = _asks(kept)
    assert identity in _ids(told), str(told)
    (item,) = [entry for entry in told.items if entry["id"] == identity]
    assert item["source"] == {"document": "Ajout d'essai", "locator": "ajout 1"}
    assert "Ajout d'essai, ajout 1" in told.text
    assert any("sextorsion" in reason for reason in item["why"])
    assert any("12 à 17 ans" in reason for reason in item["why"])
    assert any("Montérégie" in reason for reason in item["why"])
    assert item["phones"][0]["number"] == "+15145550123"
    assert not item["stale"]

    waiting.press(15)
    waiting.press("16")
    assert identity in _ids(waiting), "une conversation déjà ouverte ne voit pas l'ajout"

    before.correct(age=16)
    assert identity in _ids(before), "après des services, une correction ne voit pas l'ajout"


def test_it_is_not_suggested_to_whom_it_excludes(kept: Kept, tmp_path: Path) -> None:
    identity = kept.add(tmp_path, "Projet Étoile polaire", "ajout 2")
    told = _asks(kept)
    assert identity in told.everything()
    told.correct(region="13")
    assert identity not in told.everything()
    told.correct(region="16", age=19)
    assert identity not in told.everything()


def test_the_same_import_twice_adds_nothing(kept: Kept, tmp_path: Path) -> None:
    identity = kept.add(tmp_path, "Projet Longue-vue", "ajout 3")
    written = (kept.data / "services.yml").read_bytes()
    assert kept.add(tmp_path, "Projet Longue-vue", "ajout 3") == identity
    assert (kept.data / "services.yml").read_bytes() == written
    assert _asks(kept).everything().count(identity) == 1


def test_a_refused_record_changes_nothing_and_says_why(kept: Kept, tmp_path: Path) -> None:
    written = (kept.data / "services.yml").read_bytes()
    path = tmp_path / "ajout.yml"
    path.write_text(
        RECORD.format(name="Projet Sans région", locator="ajout 4", region="18"), encoding="utf-8"
    )
    told = kept.repere("import", str(path))
    assert told.returncode != 0
    assert "région inconnue" in told.stderr + told.stdout
    assert (kept.data / "services.yml").read_bytes() == written
    assert identifier("Ajout d'essai", "ajout 4") not in _asks(kept).everything()


def test_a_corrected_record_is_said_corrected(kept: Kept, tmp_path: Path) -> None:
    identity = kept.add(tmp_path, "Projet Sextant", "ajout 5")
    path = tmp_path / "ajout.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("5550123", "5550188"), "utf-8")
    told = kept.repere("import", str(path))
    assert told.returncode == 0, told.stdout + told.stderr
    talk = _asks(kept)
    pages = [talk.items]
    while identity not in [item["id"] for page in pages for item in page]:
        talk.press("plus")
        pages.append(talk.items)
    (item,) = [entry for page in pages for entry in page if entry["id"] == identity]
    assert item["phones"][0]["number"] == "+15145550188"
    assert "555-0188" in talk.text
    assert "555-0123" not in "".join(
        part for part in talk.text.split("\n\n") if "Projet Sextant" in part
    )


def test_a_withdrawn_record_disappears_at_once(kept: Kept, tmp_path: Path) -> None:
    identity = kept.add(tmp_path, "Projet Ancre", "ajout 6")
    under_way = _asks(kept)
    assert identity in under_way.everything()

    told = kept.repere("withdraw", identity)

    assert told.returncode == 0, told.stdout + told.stderr
    assert identity not in _asks(kept).everything()
    under_way.correct(age=14)
    assert identity not in under_way.everything(), "proposé encore dans une conversation en cours"


def test_a_shipped_record_can_be_withdrawn_at_once(kept: Kept) -> None:
    told = _asks(kept)
    told.correct(situation="exploitation_sexuelle")
    shipped = next(item for item in told.items if item["source"]["locator"].startswith("fiche "))
    withdrawn = kept.repere("withdraw", shipped["source"]["locator"])
    assert withdrawn.returncode == 0, withdrawn.stdout + withdrawn.stderr
    told.correct(situation="exploitation_sexuelle", age=14)
    assert shipped["id"] not in told.everything()


def test_a_withdrawn_line_is_no_longer_shown(kept: Kept) -> None:
    shown = _asks(kept)
    assert "sig-cyberaide" in {line["id"] for line in shown.lines}
    withdrawn = kept.repere("withdraw", "sig-cyberaide")
    assert withdrawn.returncode == 0, withdrawn.stdout + withdrawn.stderr
    after = _asks(kept)
    assert after.lines
    assert "sig-cyberaide" not in {line["id"] for line in after.lines}


def test_once_trained_its_name_is_understood(
    kept: Kept, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Training, then a restart, as `make run` after `repere train`."""
    name = "Projet Ourse verte"
    kept.add(tmp_path, name, "ajout 9")

    trained = kept.repere("train")
    assert trained.returncode == 0, trained.stdout + trained.stderr
    model = kept.stack.home / "models" / "repere.tar.gz"
    made = model.stat().st_mtime_ns
    running.stop(kept.stack)
    elsewhere = tmp_path_factory.mktemp("modele-d-avant")
    restarted = running.start(elsewhere, **kept.environment)
    kept.stack = Stack(restarted.url, kept.stack.home, restarted.process)

    assert model.stat().st_mtime_ns == made, "le modèle tout neuf a été entraîné de nouveau"
    for question in ("c'est quoi le projet Ourse verte ?", "c'est quoi Projet Ourse verte"):
        told = Told(kept.stack.open())
        told.type(question)
        assert name in told.text, str(told)
        assert "Comment y entrer" in told.text, str(told)
        assert "Ajout d'essai, ajout 9" in told.text, str(told)
    told = _asks(kept)
    told.type("le projet Ourse verte, c'est pour moi ?")
    assert name in told.text and "Oui" in told.text, str(told)
