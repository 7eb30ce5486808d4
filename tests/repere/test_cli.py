"""The `repere` command, on copies of the data: the program's own folder is never touched."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knowledge import datafiles, directory, matching
from knowledge.services import Criteria
from knowledge.settings import ROOT
from repere import serving
from repere.cli import app
from repere.preparing import NotReady, prepare_database
from tests.knowledge import hsds_example

SHIPPED = ROOT / "knowledge" / "data"
REPORT = ROOT.parent / "shared" / "seeds" / "003_f3867efc92b08796.txt"
ACTION_PLAN = ROOT.parent / "shared" / "seeds" / "001_dae26119ee93e2dc.txt"

NEW = """\
name: Le Phare des essais
organization: Maison inventée
summary: Des rencontres pour les jeunes menacés en ligne, au bord du fleuve.
situations: [sextorsion]
audiences: [jeune, parent]
direct_access: true
reach: On appelle la maison, en semaine.
phone: "+14185550123"
minimum_age: 14
maximum_age: 20
regions: ["11"]
assured_date: 2026-01-15
source:
  document: Essai
  locator: essai 1
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped facts, and a home of its own, for this test alone."""
    folder = tmp_path / "data"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setenv("REPERE_DATA", str(folder))
    monkeypatch.setenv("REPERE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("REPERE_DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def filled(data: Path, tmp_path: Path, repere_home: Path) -> Path:
    """The same, with the database already filled: a copy of the session's."""
    (tmp_path / "home").mkdir()
    with (
        closing(sqlite3.connect(repere_home / "repertoire.db")) as source,
        closing(sqlite3.connect(tmp_path / "home" / "repertoire.db")) as target,
    ):
        source.backup(target)
    return data


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def write(tmp_path: Path, text: str, name: str = "nouveau.yml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def as_bytes(*folders: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


# --- import -------------------------------------------------------------------


def test_a_refused_file_says_why_and_leaves_every_byte(filled: Path, tmp_path: Path) -> None:
    prepare_database()
    before = as_bytes(filled, tmp_path / "home")
    assert tmp_path / "home" / "repertoire.db" in before
    entries = [
        NEW.replace("minimum_age: 14", "minimum_age: quatorze"),
        NEW.replace('["11"]', '["99"]').replace("essai 1", "essai 2"),
        NEW.replace("essai 1", "essai 3"),
        NEW.replace("essai 1", "essai 3"),
    ]
    text = "".join("- " + textwrap.indent(entry, "  ")[2:] for entry in entries)
    done = run("import", write(tmp_path, text, "fautes.yml"))
    assert done.exit_code == 1
    lines = done.output.splitlines()
    age = next(line for line in lines if "minimum_age" in line)
    assert age == (
        "fautes.yml, ligne 9, Le Phare des essais, champ « minimum_age » : nombre entier attendu"
    )
    assert any("ligne 26" in line and "regions" in line and "inconnue" in line for line in lines)
    assert any("ligne 58" in line and "source" in line and "déjà" in line for line in lines)
    assert lines[-1] == "Refusé : 3 fautes. Rien n'a été écrit."
    assert as_bytes(filled, tmp_path / "home") == before


def test_an_imported_record_is_found_at_once(filled: Path, tmp_path: Path) -> None:
    prepare_database()
    directory.load()
    done = run("import", write(tmp_path, NEW))
    assert done.exit_code == 0
    assert "Le Phare des essais" in done.output and "1 ajoutée" in done.output
    wanted = Criteria(profil="jeune", age=15, region="11", situation="sextorsion")
    found = matching.match(directory.load().services, wanted).matches
    assert found[0].service.name == "Le Phare des essais"


def test_a_dry_run_shows_and_writes_nothing(data: Path, tmp_path: Path) -> None:
    before = as_bytes(data)
    done = run("import", write(tmp_path, NEW), "--dry-run")
    assert done.exit_code == 0
    assert "Le Phare des essais" in done.output and "rien n'a été écrit" in done.output
    assert as_bytes(data) == before and not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", [datafiles.SERVICES, datafiles.CONTACTS])
def test_a_shipped_file_changes_nothing(name: str, filled: Path) -> None:
    before = as_bytes(filled)
    done = run("import", filled / name)
    assert done.exit_code == 0
    assert "0 ajoutée, 0 changée" in done.output
    assert as_bytes(filled) == before


def test_the_difference_names_field_before_and_after(filled: Path, tmp_path: Path) -> None:
    run("import", write(tmp_path, NEW))
    done = run("import", write(tmp_path, NEW.replace("maximum_age: 20", "maximum_age: 25")))
    row = next(line for line in done.output.splitlines() if "maximum_age" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "essai 1",
        "maximum_age",
        "20",
        "25",
    ]
    assert "repere train" not in done.output


def test_an_unreachable_database_changes_no_file(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPERE_DATABASE_URL", f"sqlite:///{tmp_path / 'nulle' / 'part.db'}")
    before = as_bytes(data)
    done = run("import", write(tmp_path, NEW))
    assert done.exit_code == 1
    assert "Rien n'a été changé. La base de données ne répond pas" in done.output
    assert as_bytes(data) == before


def test_a_database_that_is_not_one_changes_no_file(data: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "repertoire.db").write_text("ceci n'est pas une base\n" * 100)
    before = as_bytes(data)
    done = run("import", write(tmp_path, NEW))
    assert done.exit_code == 1 and "Rien n'a été changé" in done.output
    assert as_bytes(data) == before


# --- HSDS -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "arguments"), [("a.ndjson", []), ("a.zip", []), ("a.txt", ["--format", "json"])]
)
def test_the_directory_is_exported_in_the_form_that_is_asked(
    name: str, arguments: list[str], filled: Path, tmp_path: Path
) -> None:
    done = run("export", tmp_path / name, *arguments)
    services, contacts = datafiles.load_all(filled)
    shown = sum(one.publishable for one in (*services, *contacts))
    assert done.exit_code == 0
    assert done.output == f"{shown} services dans {tmp_path / name}.\n"
    path = (tmp_path / name).rename(tmp_path / "b.json") if arguments else tmp_path / name
    again = run("import", path)
    assert again.exit_code == 0
    assert f"0 ajoutée, 0 changée, {shown} inchangées." in again.output
    assert "Rien à écrire" in again.output and "À l'annuaire seulement" not in again.output


def test_an_export_needs_a_form_and_a_folder(filled: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "a.xml")
    assert done.exit_code == 2 and "json, ndjson, csv" in done.output
    done = run("export", tmp_path / "nulle" / "part" / "a.json")
    assert done.exit_code == 1 and "introuvable" in done.output


def test_what_another_directory_gives_is_told(filled: Path, tmp_path: Path) -> None:
    items = hsds_example.services()
    done = run("import", write(tmp_path, json.dumps(items), "211.json"))
    assert done.exit_code == 0 and "2 ajoutée" in done.output
    assert "laissées de côté : 3." in done.output
    assert "À l'annuaire seulement : 2 fiches." in done.output
    found = directory.load().get(hsds_example.SERVICE)
    assert found is not None and found.publishable
    before = as_bytes(filled)
    items[1]["status"] = "ouvert"
    done = run("import", write(tmp_path, "\n".join(map(json.dumps, items)), "211.ndjson"))
    assert done.exit_code == 1
    assert "211.ndjson, ligne 2, Halte du Quai, champ « status »" in done.output
    assert as_bytes(filled) == before


# --- withdraw -----------------------------------------------------------------


def test_a_withdrawn_line_is_no_longer_offered(filled: Path) -> None:
    assert "Tel-jeunes" in run("search", "tel-jeunes").output
    done = run("withdraw", "ligne-tel-jeunes", "--raison", "numéro à vérifier")
    assert done.exit_code == 0 and "n'est plus proposé au public" in done.output
    found = next(item for item in directory.load().entries if item.code == "ligne-tel-jeunes")
    assert not found.publishable
    assert "1 800 263-2266" not in run("search", "tel-jeunes").output


def test_a_fiche_is_withdrawn_by_its_place(filled: Path) -> None:
    name = datafiles.load_all(filled)[0][0].name
    done = run("withdraw", "fiche", "1")
    assert done.exit_code == 0 and name in done.output
    record = datafiles.load_all(filled)[0][0]
    assert not record.publishable and "Retirée du public le" in (record.note or "")
    assert "déjà retirée" in run("withdraw", "fiche 1").output


def test_withdrawing_what_does_not_exist(data: Path) -> None:
    before = as_bytes(data)
    done = run("withdraw", "fiche 999")
    assert done.exit_code == 1 and "Aucune fiche" in done.output
    assert as_bytes(data) == before


# --- check-census -------------------------------------------------------------

needs_report = pytest.mark.skipif(
    not REPORT.exists(), reason="Le rapport de 2022 n'est pas à côté du dépôt (../shared/seeds)."
)


@needs_report
def test_the_shipped_facts_are_those_of_the_report(data: Path) -> None:
    done = run("check-census", REPORT)
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == "152/152"


@needs_report
def test_the_whole_report_imports_as_no_change(filled: Path) -> None:
    before = as_bytes(filled)
    done = run("import", REPORT)
    assert done.exit_code == 0 and "152 inchangées" in done.output
    assert as_bytes(filled) == before


@needs_report
def test_one_fact_changed_is_named(data: Path) -> None:
    path = data / datafiles.SERVICES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("age_range: 6 à 12 ans", "age_range: 6 à 13 ans", 1), "utf-8")
    done = run("check-census", REPORT)
    assert done.exit_code == 1
    assert done.output.splitlines()[:2] == [
        "151/152",
        "fiche 2, census.age_range : rapport « 6 à 12 ans », répertoire « 6 à 13 ans »",
    ]


@pytest.mark.parametrize("content", [b"rien", b"\xe9\xe9", None])
def test_a_file_that_is_not_the_report(content: bytes | None, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    if content is not None:
        path.write_bytes(content)
    done = run("check-census", path)
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1 and "Traceback" not in done.output


# --- check-plan ---------------------------------------------------------------

needs_plan = pytest.mark.skipif(
    not ACTION_PLAN.exists(), reason="Le plan d'action n'est pas à côté du dépôt (../shared/seeds)."
)


@needs_plan
def test_the_shipped_measures_are_those_of_the_plan(data: Path) -> None:
    done = run("check-plan", ACTION_PLAN)
    assert done.exit_code == 0
    assert done.output.splitlines() == ["37/37"]


@needs_plan
def test_one_measure_changed_is_named(data: Path) -> None:
    path = data / "measures" / "exploitation-2021-2026.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("budget: 755000", "budget: 755001"), encoding="utf-8")
    done = run("check-plan", ACTION_PLAN)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "36/37",
        "action 32, budget : rapport « 755000 », répertoire « 755001 »",
    ]


@pytest.mark.parametrize("content", [b"rien", b"\xe9\xe9", None])
def test_a_file_that_is_not_the_plan(content: bytes | None, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    if content is not None:
        path.write_bytes(content)
    done = run("check-plan", path)
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1 and "Traceback" not in done.output


# --- search -------------------------------------------------------------------


@pytest.mark.parametrize("words", ["tel-jeunes", "TELJEUNES", "teljeune", "tel jeunez"])
def test_words_find_a_line_whatever_the_spelling(words: str, filled: Path) -> None:
    done = run("search", words)
    assert done.exit_code == 0
    assert "Identifiant : ligne-tel-jeunes" in done.output
    assert "1 800 263-2266" in done.output


def test_a_result_says_all_that_the_chat_says(filled: Path, tmp_path: Path) -> None:
    run("import", write(tmp_path, NEW))
    done = run("search", "phare", "des", "essais", "--age", "15", "--situation", "sextorsion")
    (record,) = (item for item in datafiles.load_all(filled)[0] if item.name in NEW)
    for words in (
        "1 résultat.",
        "Le Phare des essais (Maison inventée)",
        "Pourquoi : ",
        "pour les 14 à 20 ans",
        "en Gaspésie",
        "Comment y entrer : On appelle la maison, en semaine.",
        "418 555-0123",
        "Essai, essai 1",
        f"Identifiant : {record.id}",
        "parler à une vraie personne",
    ):
        assert words in done.output
    assert "0 résultat" not in done.output
    assert "Le Phare" not in run("search", "phare des essais", "--age", "40").output


def test_criteria_alone_search_as_the_chat_does(filled: Path) -> None:
    wanted = Criteria(profil="jeune", age=15, region="16", situation="sextorsion")
    done = run(
        *("search", "--profil", "jeune", "--age", "15", "--region", "16"),
        *("--situation", "sextorsion", "--nombre", "200"),
    )
    told = [
        line.removeprefix("Identifiant : ")
        for line in done.output.splitlines()
        if line.startswith("Identifiant : ")
    ]
    found = matching.match(directory.load().services, wanted).matches
    assert found
    assert told == [item.service.code or item.service.id for item in found]


def test_nothing_found_still_points_to_someone(filled: Path) -> None:
    done = run("search", "zzzzzz")
    assert done.exit_code == 0
    assert "Aucun service ne convient." in done.output and "811" in done.output


def test_an_unknown_region_is_refused(data: Path) -> None:
    done = run("search", "--region", "99")
    assert done.exit_code == 2 and "01 à 17" in done.output


# --- train, serve, help -------------------------------------------------------


def test_a_failed_training_says_where_its_log_is(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPERE_DATA", str(tmp_path / "vide"))
    done = run("train")
    log = tmp_path / "home" / "logs" / "entrainement.log"
    assert done.exit_code == 1
    assert f"L'entraînement a échoué. Le détail est dans {log}." in done.output
    assert "services.yml" in log.read_text(encoding="utf-8")


def test_serve_ends_with_the_code_of_what_it_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "serve", lambda: 3)
    assert run("serve").exit_code == 3


def test_help_is_in_french_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['repere', '--help']\n"
        "import atexit\n"
        "atexit.register(lambda: print(*sys.modules))\n"
        "import runpy; runpy.run_module('repere', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *page, modules = done.stdout.splitlines()
    assert "Affiche cette aide." in done.stdout and "Commandes" in done.stdout
    commands = ("import", "export", "withdraw", "check-census", "check-plan", "search")
    for name in (*commands, "train", "serve"):
        assert any(f" {name} " in line for line in page)
    assert "typer" in modules.split()
    heavy = {"sqlalchemy", "alembic", "pydantic", "ruamel.yaml", "rapidfuzz", "rasa", "spacy"}
    assert not heavy & set(modules.split())


# --- preparing ----------------------------------------------------------------


def test_a_prepared_database_is_filled_once(data: Path) -> None:
    assert prepare_database() is True
    assert prepare_database() is False
    assert len(directory.load().entries) > 300


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nulle/part/a.db", "/nulle/part/a.db"),
        ("n'importe quoi", "adresse illisible"),
        ("inconnu://qui:secret@ailleurs/x", "inconnu://qui:***@ailleurs/x"),
    ],
)
def test_a_database_that_cannot_be_opened_is_said_in_french(
    url: str, said: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPERE_DATABASE_URL", url)
    with pytest.raises(NotReady, match="La base de données ne répond pas") as raised:
        prepare_database()
    assert said in str(raised.value) and "secret" not in str(raised.value)


def test_data_broken_by_hand_stops_every_command(data: Path, tmp_path: Path) -> None:
    path = data / datafiles.CONTACTS
    path.write_text("- id: [\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    for arguments in (["import", write(tmp_path, NEW)], ["search", "phare"], ["withdraw", "x"]):
        done = run(*arguments)
        assert done.exit_code == 1
        assert "contacts.yml, ligne" in done.output and "YAML illisible" in done.output


def test_bad_data_is_said_with_its_line(data: Path) -> None:
    path = data / datafiles.SERVICES
    text = path.read_text(encoding="utf-8").replace("minimum_age: 12", "minimum_age: douze", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotReady) as raised:
        prepare_database()
    line = text.splitlines().index("  minimum_age: douze") + 1
    assert f"services.yml, ligne {line}," in str(raised.value)
