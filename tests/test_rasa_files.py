"""Rasa's own files hold together: domain, rules, phrases, responses and button payloads."""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from actions.reading import PAYLOADS, read, valid
from assistant.training import names_file
from knowledge import messages, questions
from knowledge.questions import Progress
from knowledge.services import Criteria
from knowledge.settings import ROOT
from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation, Urgence
from web import payloads, typed

DOMAIN = ROOT / "domain.yml"
PHRASES = ROOT / "assistant" / "data"
HELDOUT = sorted((ROOT / "tests" / "bench").glob("heldout_*.yml"))
FIELDS = ("situation", "profil", "age", "region")
REGISTERS = ("tu", "vous")
_FILES = ("--domain", "domain.yml", "--config", "config.yml", "--data", "assistant/data")


def _yaml(source: Path | str) -> Any:
    text = source if isinstance(source, str) else source.read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(DOMAIN))


# --- rasa data validate -----------------------------------------------------


def test_rasa_accepts_the_files() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate", *_FILES],
        cwd=ROOT,
        env={
            **os.environ,
            "REPERE_ACTIONS_URL": "http://127.0.0.1:5055/webhook",
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert told.returncode == 0, (told.stdout + told.stderr)[-3000:]


# --- responses and actions --------------------------------------------------


def _names_in_actions() -> set[str]:
    """Every `utter_…` that the action server may ask for; `{register}` is both registers."""
    found: set[str] = set()
    for path in sorted((ROOT / "actions").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found |= set(_expanded(node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return {name for name in found if re.fullmatch(r"utter_[a-z_]*[a-z]", name)}


def _expanded(node: ast.JoinedStr) -> Iterator[str]:
    parts = [
        (str(part.value),) if isinstance(part, ast.Constant) else REGISTERS for part in node.values
    ]
    yield from ("".join(chosen) for chosen in itertools.product(*parts))


def test_every_response_is_said_somewhere(domain: Domain) -> None:
    assert set(domain.responses) - _names_in_actions() == set()


def test_every_response_said_exists(domain: Domain) -> None:
    assert _names_in_actions() - set(domain.responses) == set()


def test_a_response_has_both_registers_or_needs_none(domain: Domain) -> None:
    """A variation without its pair would be said in the wrong register, or not at all."""
    for name, variations in domain.responses.items():
        wanted = [
            condition["value"]
            for variation in variations
            for condition in variation.get("condition", ())
        ]
        assert sorted(wanted) in ([], ["tu", "vous"]), name
        assert len(variations) == max(1, len(wanted)), name


def test_the_action_server_has_the_actions_of_the_domain() -> None:
    from rasa_sdk.executor import ActionExecutor

    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(_yaml(DOMAIN)["actions"])


def test_rules_run_known_actions(domain: Domain) -> None:
    known = set(domain.action_names_or_texts)
    for rule in _rules():
        for step in rule["steps"]:
            if "action" in step:
                assert step["action"] in known, rule["rule"]


# --- buttons ----------------------------------------------------------------


def _progresses() -> Iterator[Progress]:
    """Every state that changes the buttons of a question."""
    for profil in (None, *Profil.values()):
        for rest in (False, True):
            yield Progress(Criteria(profil=profil), rest=rest)
    for first, second in itertools.permutations(Situation.values(), 2):
        yield Progress(candidates={"situation": (first, second)})
    for first, second in itertools.combinations(REGIONS, 2):
        yield Progress(candidates={"region": (first, second)})


@lru_cache(maxsize=1)
def _buttons() -> tuple[dict[str, Any], ...]:
    found: dict[str, dict[str, Any]] = {}
    for progress, field, vous in itertools.product(_progresses(), FIELDS, (False, True)):
        told = messages.question(questions.question(field, progress, vous))
        for button in told["buttons"]:
            found[button["payload"]] = button
    doubts = [
        messages.urgent(kind, "soi", (), messages.now(), False, False) for kind in Urgence.values()
    ]
    asked = [button for told in doubts for button in told["buttons"]]
    for button in (messages.MORE, messages.RESTART, messages.HELP, *asked):
        found[button["payload"]] = button
    return tuple(found.values())


def _other_orders() -> list[str]:
    """What `web` sends by itself: opening, blank text, corrections."""
    corrections = [
        {field: value}
        for field, values in (
            (Field.PROFIL, Profil.values()),
            (Field.REGION, REGIONS),
            (Field.SITUATION, Situation.values()),
            (Field.SEXE, Sexe.values()),
            (Field.AGE, (14, 120)),
        )
        for value in (*values, None)
    ]
    sent = [payloads.correction(f"/corriger{json.dumps(item)}") for item in corrections]
    assert None not in sent
    openings = [payloads.opening(profil) for profil in (None, *Profil.values())]
    return [*openings, typed.BLANK, *(order for order in sent if order is not None)]


def _parsed(payload: str, domain: Domain) -> Message:
    return YAMLStoryReader.unpack_regex_message(Message({TEXT: payload}), domain)


def test_the_buttons_of_every_situation_are_there() -> None:
    """Guards the collection itself: each value of each field has its button."""
    values = {button["value"] for button in _buttons()}
    assert values >= {*Profil.values(), *Situation.values(), *REGIONS, None, "autre_chose", 15}


def test_every_payload_parses(domain: Domain) -> None:
    orders = [button["payload"] for button in _buttons()] + _other_orders()
    assert len(orders) > 50
    for payload in orders:
        message = _parsed(payload, domain)
        intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        assert intent in domain.intents, payload
        named = set(json.loads(payload.partition("{")[1] + payload.partition("{")[2] or "{}"))
        assert named <= set(domain.entities), payload
        assert {item["entity"] for item in message.get(ENTITIES, [])} == named, payload


def test_every_payload_means_what_its_button_says(domain: Domain) -> None:
    for button in _buttons():
        message = _parsed(button["payload"], domain)
        reading = read(
            {
                "text": button["payload"],
                "intent": message.get(INTENT),
                "entities": message.get(ENTITIES, []),
            }
        )
        if reading.intent != "repondre":
            assert not reading.facts, button
            continue
        ((field, value),) = reading.facts.items()
        assert (value == (button["value"],)) if field == "region" else (value == button["value"])
        assert valid(str(field), button["value"]), button


def test_the_payloads_known_to_actions_are_intents(domain: Domain) -> None:
    assert set(PAYLOADS) <= set(domain.intents)


# --- phrases and rules ------------------------------------------------------


def _rules() -> list[dict[str, Any]]:
    return [
        rule
        for path in sorted(PHRASES.rglob("*.yml"))
        for rule in (_yaml(path) or {}).get("rules", ())
    ]


def _intents_with_a_rule() -> set[str]:
    found: set[str] = set()
    for rule in _rules():
        for step in rule["steps"]:
            for choice in step.get("or", [step]):
                if "intent" in choice:
                    found.add(choice["intent"])
    return found


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[str]]:
    """Intent → training phrases, those made from the names of services included."""
    sources: list[Path | str] = [*sorted((PHRASES / "nlu").glob("*.yml")), names_file()]
    found: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        for entry in _yaml(source).get("nlu", ()):
            if "intent" in entry:
                lines = entry["examples"].splitlines()
                found[entry["intent"]] += [_plain(line) for line in lines if line.strip()]
    return found


_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def _plain(line: str) -> str:
    """« - c'est quoi [Mobilis](service) » → « c'est quoi Mobilis »."""
    return _ENTITY.sub(r"\1", line.strip().removeprefix("- ").strip())


def _fold(text: str) -> str:
    """The words alone: neither case, accents nor punctuation make another text.

    A text without a word (signs, emoji) stays as it is.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char if char.isalnum() else " " for char in plain if char.isascii())
    return " ".join(kept.split()) or text.strip()


def test_every_intent_of_the_phrases_is_in_the_domain(domain: Domain) -> None:
    assert set(_phrases()) - set(domain.intents) == set()


def test_every_intent_has_a_rule(domain: Domain) -> None:
    assert set(_phrases()) - _intents_with_a_rule() == set()
    assert _intents_with_a_rule() - set(domain.intents) == set()


def test_every_intent_has_phrases_or_buttons(domain: Domain) -> None:
    """An intent that nothing can lead to would be dead."""
    orders = [button["payload"] for button in _buttons()] + _other_orders()
    led_to = {re.split(r"[{\s]", order.removeprefix("/"))[0] for order in orders}
    own = set(_yaml_intents())
    assert own - set(_phrases()) - led_to == set()


def _yaml_intents() -> list[str]:
    return [
        entry if isinstance(entry, str) else next(iter(entry)) for entry in _yaml(DOMAIN)["intents"]
    ]


def test_every_situation_has_its_phrases() -> None:
    for situation in Situation.values():
        assert len(_phrases()[situation]) >= 20, situation


def test_no_phrase_is_in_two_intents() -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for intent, phrases in _phrases().items():
        for phrase in phrases:
            where[_fold(phrase)].add(intent)
    twice = {phrase: sorted(intents) for phrase, intents in where.items() if len(intents) > 1}
    assert twice == {}


@pytest.mark.parametrize("path", HELDOUT, ids=lambda path: str(path.stem))
def test_what_is_held_out_was_never_trained_on(path: Path) -> None:
    trained = {_fold(phrase) for phrases in _phrases().values() for phrase in phrases}
    held = [str(entry["text"]) for entry in _yaml(path)]
    assert held
    assert [text for text in held if _fold(text) in trained] == []


def test_there_are_held_out_files() -> None:
    assert len(HELDOUT) >= 2
