"""Every sentence that someone may read: short, plain, without blame, one register at a time."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.answers import ANSWERS
from knowledge.elsewhere import ELSEWHERE
from knowledge.first_words import FIRST_WORDS
from knowledge.measures import plans
from knowledge.preparation import PREPARATION
from knowledge.records import ContactRecord, ServiceRecord
from knowledge.settings import ROOT, data_folder
from tests.conftest import shipped_records

MAXIMUM = 25
AVERAGE = 15

TU = re.compile(r"\b(?:tu|toi|te|ton|ta|tes)\b|\bt'(?=\w)", re.I)
VOUS = re.compile(r"(?<!rendez-)\b(?:vous|votre|vos)\b|\b(?!chez\b|assez\b|rendez-)\w+ez\b", re.I)
"""Whom a text speaks to; *vous* also by its imperatives."""

FAULT = re.compile(r"\b(?:ta|votre|sa|leur) faute\b", re.I)
REPROACH = re.compile(
    r"\b(?:tu aurais|vous auriez|il fallait|il aurait fallu)\b"
    r"|\b(?:tu n'avais|vous n'aviez) qu'à\b"
    r"|\bpourquoi (?:tu as|as-tu|avez-vous|vous avez)\b",
    re.I,
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


@dataclass(frozen=True)
class Said:
    """A text and where it is; `register` is `tu`, `vous`, `neutre`, or unknown."""

    where: str
    text: str
    register: str | None = None


# --- what is read, by source ------------------------------------------------


def _python(name: str) -> Iterator[Said]:
    """French literals of a module: with spaces, no docstring; a value counts as a word."""
    path = ROOT / "knowledge" / f"{name}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node) if part is not node}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "mot" for part in node.values
            )
        else:
            continue
        if " " in text.strip():
            yield Said(f"{path.name}:{node.lineno}", text)


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def _named(key: str) -> str | None:
    """The register that a name ends with: `why_tu`, `vous`."""
    return next((form for form in ("tu", "vous") if key.split("_")[-1] == form), None)


def _domain() -> Iterator[Said]:
    for name, variants in _yaml(ROOT / "domain.yml")["responses"].items():
        for variant in variants:
            conditions = [item["value"] for item in variant.get("condition", ())]
            yield Said(name, variant["text"], next(iter(conditions), _named(name)))


def _questions() -> Iterator[Said]:
    for entry in _yaml(data_folder() / "questions.yml"):
        field = entry["field"]
        for key, value in entry.items():
            if isinstance(value, str) and key != "field":
                yield Said(f"{field}.{key}", value, _named(key))
        for button in entry.get("buttons", ()):
            for form in ("tu", "vous"):
                yield Said(f"{field}.{button['value']}.{form}", button[form], form)


def _answers() -> Iterator[Said]:
    for entry in _yaml(data_folder() / ANSWERS):
        yield Said(f"{entry['id']}.question", entry["question"])
        for form in ("tu", "vous"):
            if form in entry:
                yield Said(f"{entry['id']}.{form}", entry[form], form)


def _preparation() -> Iterator[Said]:
    """Said to whoever answers the call: always *vous*."""
    for situation, voices in _yaml(data_folder() / PREPARATION).items():
        for voice, said in voices.items():
            if voice != "suite":
                for sentence in said:
                    yield Said(f"{situation}.{voice}", sentence, "vous")


def _first_words() -> Iterator[Said]:
    for situation, voices in _yaml(data_folder() / FIRST_WORDS).items():
        for voice, entry in voices.items():
            register = voice if voice in ("tu", "vous") else "neutre"
            yield Said(f"{situation}.{voice}", entry["dit"], register)


def _elsewhere() -> Iterator[Said]:
    content = _yaml(data_folder() / ELSEWHERE)
    for kind, forms in content["words"].items():
        for form, text in forms.items():
            yield Said(f"{kind}.{form}", text, form)
    for home in (content["national"], content["quebec"], *content["homes"]):
        for door in home.get("services", ()):
            yield Said(door["name"], door["does"], "neutre")
        for missing in home.get("what_is_missing", ()):
            yield Said(missing["source"]["locator"], missing["said"], "neutre")


def _measures() -> Iterator[Said]:
    for plan in plans():
        for figure in plan.figures:
            yield Said(f"{plan.id} {figure.source.locator}", figure.said, "neutre")
        for measure in plan.measures:
            where = f"{plan.id} {measure.number}"
            yield Said(where, measure.summary, "neutre")
            for said in (*measure.results, *(figure.said for figure in measure.figures)):
                yield Said(where, said, "neutre")


def _records() -> Iterator[Said]:
    services, contacts = shipped_records()
    records: list[ServiceRecord | ContactRecord] = [*services, *contacts]
    for record in records:
        where = record.id if isinstance(record, ContactRecord) else record.source.locator
        yield Said(f"{where} summary", record.summary, "neutre")
        yield Said(f"{where} reach", record.reach, "neutre")


def _spoken(name: str, value: Any) -> Iterator[Said]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            yield Said(f"{name} {key}", inner, "neutre")
        else:
            yield from _spoken(name, inner)


def _of_templates(name: str) -> Iterator[Said]:
    """What the gateway or a page alone says: it does not know to whom."""
    yield from _spoken(name, _yaml(ROOT / "web" / "templates" / name))


class _Page(HTMLParser):
    """The texts of a page: one a block, and what is read aloud of a region."""

    INLINE = frozenset({"a", "strong", "em", "span", "time"})
    SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = False
        self._kept = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._edge(tag)
        self._silent = tag in self.SILENT
        self.texts += [value for name, value in attrs if name == "aria-label" and value]

    def handle_endtag(self, tag: str) -> None:
        self._edge(tag)
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._kept += data

    def close(self) -> None:
        super().close()
        self._edge("")

    def _edge(self, tag: str) -> None:
        if tag in self.INLINE:
            return
        text = " ".join(self._kept.split())
        self._kept = ""
        if words(text):
            self.texts.append(text)


def _pages() -> Iterator[Said]:
    for path in sorted((ROOT / "web" / "templates").glob("*.html")):
        source = re.sub(r"\{[%#].*?[%#]\}", " ", path.read_text(encoding="utf-8"), flags=re.S)
        page = _Page()
        page.feed(re.sub(r"\{\{.*?\}\}", "mot", source, flags=re.S))
        page.close()
        for text in page.texts:
            yield Said(path.name, text, "neutre")


def _widget() -> Iterator[Said]:
    """Literals of the widget with a space or an accent: its words, and names of its styles."""
    path = ROOT / "web" / "static" / "widget.js"
    source = re.sub(r"^\s*//.*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.M)
    found = 1
    while found:  # a template may hold another
        source, found = re.subn(r"\$\{[^{}]*\}", "mot", source)
    assert "${" not in source, "une accolade dans un gabarit : la sortir de la chaîne"
    for found in re.finditer(r'"([^"\n]*)"|`([^`\n]*)`', source):
        text = found[1] or found[2] or ""
        if re.search(r"[ À-ÿ]", text.strip()):
            yield Said(f"{path.name} {found.start()}", text, "neutre")


READ: dict[str, Callable[[], Iterator[Said]]] = {
    "wording.py": partial(_python, "wording"),
    "questions.py": partial(_python, "questions"),
    "messages.py": partial(_python, "messages"),
    "domain.yml": _domain,
    "questions.yml": _questions,
    "answers.yml": _answers,
    "preparation.yml": _preparation,
    "first_words.yml": _first_words,
    "fiches": _records,
    "messages.yml": partial(_of_templates, "messages.yml"),
    "annuaire.yml": partial(_of_templates, "annuaire.yml"),
    "elsewhere.yml": _elsewhere,
    "mesures": _measures,
    "pages": _pages,
    "widget.js": _widget,
}

every_source = pytest.mark.parametrize("source", READ)


@cache
def read(source: str) -> tuple[Said, ...]:
    return tuple(READ[source]())


# --- sentences --------------------------------------------------------------


def words(sentence: str) -> int:
    return sum(1 for token in sentence.split() if re.search(r"\w", token))


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?…])[»\"]?\s+|\n+", text)
    return [part for part in parts if words(part)]


def complete(sentence: str) -> bool:
    """Neither a title, a button nor part of a sentence."""
    return sentence.rstrip("» ").endswith((".", "!", "?", "…"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un. Deux! Trois?", 3),
        ("Voici : un, deux.\nTrois", 2),
        ("Ouvert de 8 h à 16 h. Site : https://essai.example.", 2),
        ("Cyberaide.ca explique quoi faire. C'est gratuit.", 2),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "tu", "vous"),
    [
        ("Prends ton temps.", True, False),
        ("Si quelqu'un t'écrit, on peut aider.", True, False),
        ("Gardez les messages.", False, True),
        ("Voici votre région.", False, True),
        ("Y a-t-il assez de place chez soi, sans rendez-vous?", False, False),
        ("AidezMoiSVP.ca explique tout.", False, False),
    ],
)
def test_registers_are_told_apart(text: str, tu: bool, vous: bool) -> None:
    assert (bool(TU.search(text)), bool(VOUS.search(text))) == (tu, vous)


@pytest.mark.parametrize(
    ("source", "least", "text"),
    [
        ("wording.py", 60, "Je reste là. On peut continuer quand tu veux."),
        ("questions.py", 2, "Autre chose"),
        ("messages.py", 3, "En voici d'autres."),
        ("domain.yml", 30, "Prends soin de toi. Tu peux revenir quand tu veux."),
        ("questions.yml", 60, "Violence de mon chum ou de ma blonde"),
        ("answers.yml", 200, "C'est quoi SEXTO?"),
        ("preparation.yml", 160, "Est-ce que ce que je dis reste entre nous?"),
        (
            "first_words.yml",
            50,
            "Dormir en sécurité, c'est la première chose. "
            "Si la maison est dangereuse pour un mineur, la DPJ répond, et le 811, option 2, "
            "jour et nuit.",
        ),
        ("fiches", 600, "On compose le 911, jour et nuit. On dit d'abord où l'on est."),
        ("messages.yml", 10, "Cette page n'existe pas."),
        ("pages", 15, "Ce qui est gardé, et ce qui ne l'est pas"),
        ("widget.js", 10, "Le message n'est pas parti. La connexion a peut-être coupé."),
    ],
)
def test_what_is_read_is_found(source: str, least: int, text: str) -> None:
    assert len(read(source)) >= least
    assert text in {said.text for said in read(source)}


@every_source
def test_no_sentence_is_too_long(source: str) -> None:
    assert [
        f"{said.where} ({words(sentence)}): {sentence}"
        for said in read(source)
        for sentence in sentences(said.text)
        if words(sentence) > MAXIMUM
    ] == []


@every_source
def test_sentences_are_short_on_average(source: str) -> None:
    every = [sentence for said in read(source) for sentence in sentences(said.text)]
    counts = [words(sentence) for sentence in every if complete(sentence)]
    assert mean(counts or map(words, every)) <= AVERAGE


# --- tone -------------------------------------------------------------------


@every_source
def test_nothing_blames(source: str) -> None:
    for said in read(source):
        assert not REPROACH.search(said.text), said
        for found in FAULT.finditer(said.text):
            assert re.search(r"\bpas\W*$", said.text[: found.start()]), said


@every_source
def test_one_register_at_a_time(source: str) -> None:
    for said in read(source):
        tu, vous = TU.search(said.text), VOUS.search(said.text)
        assert not (tu and vous), said
        assert not (tu and said.register in ("vous", "neutre")), said
        assert not (vous and said.register in ("tu", "neutre")), said


@every_source
def test_no_emoji(source: str) -> None:
    assert [said for said in read(source) if EMOJI.search(said.text)] == []


@every_source
def test_punctuation_is_that_of_quebec(source: str) -> None:
    """« ? », « ! » and « ; » close to the word, a space before « : », straight apostrophes."""
    for said in read(source):
        assert not re.search(r"\w\s+[?!;]", said.text), said
        assert not re.search(r"\w:(?:\s|$)", said.text), said
        assert not re.search(r"\w'\s|[“”]", said.text), said
