"""The two sides of the bench: how each is trained and served, behind the same `web`.

Ours is what `repere serve` runs. Rasa's is what `rasa init` gives: the pipeline and
policies that Rasa itself writes when a project names none, `rasa train`, `rasa run`, its
tracker store in memory and its own call to the actions. Both learn from the same phrases
and rules, speak through the same channel, and call the same action server.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
import rasa
from ruamel.yaml import YAML

from assistant import training
from knowledge.settings import ROOT, home
from repere.model import QUIET
from tests.bench.load import first_answer

START_SECONDS = 300
STOP_SECONDS = 10

DEFAULTS = Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml"

STORIES = """\
version: "3.1"
stories:
"""
_STORY = """\
- story: Orienter ({situation})
  steps:
  - intent: ouvrir
  - action: action_accueil
  - action: formulaire_orientation
  - active_loop: formulaire_orientation
  - intent: {situation}
  - action: formulaire_orientation
  - active_loop: null
  - slot_was_set:
    - requested_slot: null
  - action: action_orienter
"""
_TOLD = ("sextorsion", "agression_sexuelle", "exploitation_sexuelle", "detresse", "fugue")

_OURS_WHEN_SERVED = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""As `repere serve` sets them: for our programs, and for the actions and `web` of both sides."""


class Failed(RuntimeError):
    """A training or a server that did not do its work; the message says where its log is."""


def default_config() -> dict[str, Any]:
    """What Rasa writes for a project that names no pipeline and no policies, in French."""
    config: dict[str, Any] = YAML(typ="safe").load(DEFAULTS.read_text(encoding="utf-8"))
    return {**config, "assistant_id": "banc", "language": "fr"}


def stories() -> str:
    """The few stories without which Rasa's policies would have nothing to learn."""
    return STORIES + "".join(_STORY.format(situation=name) for name in _TOLD)


class Side(ABC):
    """One way to train and to serve. `folder` is temporary and empty; the model is kept."""

    key: str
    title: str

    @abstractmethod
    def fingerprint(self) -> str:
        """Of all that the model is made from."""

    @abstractmethod
    def training_command(self, folder: Path) -> Sequence[str]:
        """Write what training needs in `folder`, and say how to train."""

    @abstractmethod
    def trained(self, folder: Path) -> Path:
        """Where training in `folder` leaves the model."""

    @abstractmethod
    def rasa_command(self, folder: Path, port: int, actions_url: str) -> Sequence[str]:
        """Write what serving needs in `folder`, and say how to serve."""

    @property
    def rasa_environment(self) -> Mapping[str, str]:
        return {}

    @property
    def model(self) -> Path:
        return home() / "bench" / self.key / "modele.tar.gz"

    def is_kept(self) -> bool:
        """Whether a model of the same making is there already."""
        mark = self.model.with_suffix(".origine")
        return self.model.exists() and mark.exists() and mark.read_text() == self.fingerprint()

    def train(self, folder: Path) -> float:
        """Train from nothing; the seconds it took, start of the process included.

        Raises `Failed`.
        """
        self.model.parent.mkdir(parents=True, exist_ok=True)
        made_from = self.fingerprint()
        command = self.training_command(folder)
        environment = {
            **_environment(folder),
            **QUIET,
            "RASA_CACHE_DIRECTORY": str(folder / "cache"),
        }
        log = self.log("entrainement")
        with log.open("w", encoding="utf-8") as out:
            started = time.monotonic()
            code = _run(command, folder, environment, out)
            seconds = time.monotonic() - started
        if code != 0 or not self.trained(folder).exists():
            how = f"arrêté par le signal {-code}" if code < 0 else f"code {code}"
            raise Failed(f"{self.title} : entraînement manqué ({how}). Le détail est dans {log}.")
        shutil.move(self.trained(folder), self.model)
        self.model.with_suffix(".origine").write_text(made_from)
        return seconds

    def log(self, program: str) -> Path:
        folder = home() / "bench" / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self.key}-{program}.log"


class Repere(Side):
    key = "repere"
    title = "Repère"

    def fingerprint(self) -> str:
        return training.fingerprint()

    def training_command(self, folder: Path) -> Sequence[str]:
        return [sys.executable, "-m", "assistant.training"]

    def trained(self, folder: Path) -> Path:
        return folder / "models" / "repere.tar.gz"

    def rasa_command(self, folder: Path, port: int, actions_url: str) -> Sequence[str]:
        return [sys.executable, "-m", "assistant.server", str(self.model), str(port)]

    @property
    def rasa_environment(self) -> Mapping[str, str]:
        return _OURS_WHEN_SERVED


class RasaByDefault(Side):
    key = "rasa"
    title = "Rasa par défaut"

    def fingerprint(self) -> str:
        state = hashlib.sha256(training.fingerprint().encode())
        state.update(DEFAULTS.read_bytes() + stories().encode() + version("rasa").encode())
        return state.hexdigest()

    def training_command(self, folder: Path) -> Sequence[str]:
        config, told, names = (folder / name for name in ("config.yml", "h.yml", "noms.yml"))
        with config.open("w", encoding="utf-8") as out:
            YAML(typ="safe").dump(default_config(), out)
        told.write_text(stories(), encoding="utf-8")
        names.write_text(training.names_file(), encoding="utf-8")
        # Ours is trained without validation: so is this one.
        return [
            *(sys.executable, "-m", "rasa", "train", "--force", "--skip-validation"),
            *("--config", str(config)),
            *("--domain", str(ROOT / "domain.yml")),
            *("--data", str(training.PHRASES), str(told), str(names)),
            *("--out", str(folder / "models")),
            *("--fixed-model-name", "rasa"),
        ]

    def trained(self, folder: Path) -> Path:
        return folder / "models" / "rasa.tar.gz"

    def rasa_command(self, folder: Path, port: int, actions_url: str) -> Sequence[str]:
        endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
        endpoints.write_text(f'action_endpoint:\n  url: "{actions_url}"\n', encoding="utf-8")
        credentials.write_text("assistant.channel.ContractInput:\n", encoding="utf-8")
        return [
            *(sys.executable, "-m", "rasa", "run"),
            *("--model", str(self.model)),
            *("--interface", "127.0.0.1", "--port", str(port)),
            *("--endpoints", str(endpoints)),
            *("--credentials", str(credentials)),
        ]


@dataclass(frozen=True)
class Served:
    """A side that answers: its address, and the seconds its cold start took."""

    url: str
    cold_start: float
    processes: Sequence[subprocess.Popen[bytes]]

    def memory(self) -> int:
        """Bytes that no other process shares, all processes and their children summed."""
        alive = [psutil.Process(process.pid) for process in self.processes]
        children = [child for process in alive for child in process.children(recursive=True)]
        return sum(_memory(process) for process in [*alive, *children])


@contextlib.contextmanager
def served(side: Side, folder: Path) -> Iterator[Served]:
    """The three programs of a side, on free loopback ports, stopped on the way out.

    Raises `Failed` when no message is answered in time.
    """
    prepare_directory(folder)
    actions, rasa_port, web = free_ports(3)
    actions_url = f"http://127.0.0.1:{actions}/webhook"
    ours = {
        **_environment(folder),
        **_OURS_WHEN_SERVED,
        "REPERE_RASA_URL": f"http://127.0.0.1:{rasa_port}",
        "REPERE_PORT": str(web),
        "REPERE_RATE_LIMIT": "0",
    }
    rasas = {
        **_environment(folder),
        **side.rasa_environment,
        "REPERE_ACTIONS_URL": actions_url,
    }
    programs = (
        ("actions", [sys.executable, "-m", "actions.server", str(actions)], ours),
        ("rasa", side.rasa_command(folder, rasa_port, actions_url), rasas),
        ("web", [sys.executable, "-m", "web"], ours),
    )
    url = f"http://127.0.0.1:{web}"
    with contextlib.ExitStack() as stack:
        started = time.monotonic()
        processes = [
            stack.enter_context(_running(command, folder, environment, side.log(name)))
            for name, command, environment in programs
        ]

        def alive() -> bool:
            return all(process.poll() is None for process in processes)

        if not first_answer(url, started + START_SECONDS, alive):
            where = side.log("rasa").parent
            raise Failed(f"{side.title} ne répond pas. Le détail est dans {where}.")
        yield Served(url, time.monotonic() - started, processes)


def prepare_directory(folder: Path) -> None:
    """The directory of services that the actions and `web` read, in `folder`."""
    fill = "from knowledge import database, directory; database.migrate(); directory.fill()"
    code = _run([sys.executable, "-c", fill], folder, _environment(folder), None)
    if code != 0:
        raise Failed("Le répertoire des services n'a pas pu être préparé.")


def free_ports(count: int) -> list[int]:
    """Loopback ports free now, held together while they are chosen so that they differ."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def _environment(folder: Path) -> dict[str, str]:
    """Of every program: nothing of the caller's own settings, a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPERE_")}
    return {
        **kept,
        "REPERE_HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)
    except (psutil.AccessDenied, AttributeError):
        return int(process.memory_info().rss)


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str], out: Any) -> int:
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=out, stderr=out, start_new_session=True
    ) as process:
        try:
            return process.wait()
        except BaseException:
            _stop(process)
            raise


@contextlib.contextmanager
def _running(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=out, start_new_session=True
        ) as process,
    ):
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program and its children: those of the group that it leads, and no other."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return
