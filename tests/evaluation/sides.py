"""How each side reads the messages: ours as served, and Rasa's default pipeline (DIET).

Both learn from the same phrases. The default pipeline has no reader of age, place or
profile, and no label of phrases: only its intents are compared, with our own decision
rule (`SituationReader`) over both rankings.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from assistant import training
from assistant.nlu.situation import SituationReader
from knowledge.settings import ROOT
from repere.model import QUIET
from tests.bench.sides import DEFAULTS, Failed, RasaByDefault, default_config

READING = "lectures.json"


EPOCHS = 100
"""Of DIET, as `rasa init` writes it."""


class DefaultPipeline(RasaByDefault):
    """Only the language part of what `rasa init` gives; fewer `epochs` are said in the title."""

    key = "evaluation"

    def __init__(self, epochs: int = EPOCHS) -> None:
        self.epochs = epochs
        count = "" if epochs == EPOCHS else f", {epochs} époques"
        self.title = f"Rasa par défaut (DIET{count})"

    def fingerprint(self) -> str:
        state = hashlib.sha256(training.names_file().encode())
        state.update(DEFAULTS.read_bytes() + f"{version('rasa')} {self.epochs}".encode())
        for path in sorted((training.PHRASES / "nlu").glob("*.yml")):
            state.update(path.read_bytes())
        return state.hexdigest()

    def training_command(self, folder: Path) -> Sequence[str]:
        config, phrases = folder / "config.yml", folder / "phrases"
        with config.open("w", encoding="utf-8") as out:
            YAML(typ="safe").dump(self._config(), out)
        shutil.copytree(training.PHRASES / "nlu", phrases)
        (phrases / "noms.yml").write_text(training.names_file(), encoding="utf-8")
        return [
            *(sys.executable, "-m", "rasa", "train", "nlu"),
            *("--config", str(config)),
            *("--domain", str(ROOT / "domain.yml")),
            *("--nlu", str(phrases)),
            *("--out", str(folder / "models")),
            *("--fixed-model-name", "rasa"),
        ]

    def _config(self) -> dict[str, Any]:
        config = default_config()
        pipeline = [
            {**part, "epochs": self.epochs} if "epochs" in part else part
            for part in config["pipeline"]
        ]
        return {**config, "pipeline": pipeline}


def parse(model: Path, texts: Sequence[str], folder: Path) -> list[dict[str, Any]]:
    """What a model reads in each text, as Rasa's `parse_message`; in a process of its own."""
    asked, told = folder / "textes.json", folder / READING
    asked.write_text(json.dumps(list(texts)), encoding="utf-8")
    environment = {
        **os.environ,
        **QUIET,
        "PYTHONPATH": str(ROOT),
        "REPERE_ACTIONS_URL": "http://127.0.0.1:5055/webhook",
    }
    command = [sys.executable, "-m", __name__, str(model), str(asked), str(told)]
    done = subprocess.run(
        command, env=environment, check=False, cwd=folder, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Failed(f"Lecture manquée avec {model.name} :\n{done.stderr[-2000:]}")
    read: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))
    return read


def decided(parsed: dict[str, Any], rule: SituationReader) -> dict[str, Any]:
    """A parse whose situation is decided from its ranking, by our own rule."""
    message = Message({TEXT: parsed["text"], INTENT_RANKING_KEY: parsed["intent_ranking"]})
    rule.process([message])
    return {**parsed, "entities": message.get(ENTITIES, [])}


async def _parse_all(model: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    from rasa.core.agent import load_agent

    agent = await load_agent(model_path=model)
    read = []
    for text in texts:
        parsed = await agent.parse_message(text)
        ranking = [
            {"name": item["name"], "confidence": float(item["confidence"])}
            for item in parsed["intent_ranking"]
        ]
        read.append(
            {
                "text": text,
                "intent": {"name": parsed["intent"]["name"]},
                "intent_ranking": ranking,
                "entities": parsed["entities"],
            }
        )
    return read


if __name__ == "__main__":
    _, used, questions, answers = sys.argv
    found = asyncio.run(_parse_all(used, json.loads(Path(questions).read_text(encoding="utf-8"))))
    Path(answers).write_text(json.dumps(found, default=str), encoding="utf-8")
