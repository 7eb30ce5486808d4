"""`repere serve`: everything made ready, then three processes under supervisord.

Only `web` may listen beyond loopback; the two others get free private ports, so
that several copies can run side by side.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from rich.console import Console

from knowledge.settings import ROOT, home
from repere.model import TrainingFailed, ensure_model
from repere.preparing import NotReady, prepare_database

READY_SECONDS = 180

_SUPERVISOR = """\
[supervisord]
nodaemon=true
silent=true
logfile={logs}/supervision.log
logfile_maxbytes=1MB
logfile_backups=1
pidfile={home}/supervision.pid
loglevel=warn
"""

_PROGRAM = """
[program:{name}]
command={command}
directory={root}
environment={environment}
autorestart=true
startretries=1000
startsecs=2
stopasgroup=true
killasgroup=true
stopwaitsecs=5
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=1MB
stdout_logfile_backups=1
redirect_stderr=true
"""


def serve() -> int:
    """Prepare, start, say where to go, and stay until stopped; the exit code."""
    console = Console(stderr=True)
    port = int(os.environ.get("REPERE_PORT", "8080"))
    if _taken(port):
        console.print(
            f"Le port {port} est déjà pris. Choisir un autre port, par exemple : "
            f"REPERE_PORT={port + 1} make run"
        )
        return 1
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Training is a child: it must end with us.
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    try:
        prepare_database()
        ensure_model(console)
    except (NotReady, TrainingFailed) as error:
        console.print(str(error))
        return 1
    actions, rasa = _free_ports(2)
    folder = home()
    folder.joinpath("logs").mkdir(exist_ok=True)
    configuration = folder / "supervision.conf"
    configuration.write_text(_configuration(folder, port, actions, rasa), encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)],
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        start_new_session=True,
    )
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: child.terminate())
    if _wait_until_ready(child, port):
        console.print(f"Repère est prêt : http://localhost:{port}   (Ctrl-C pour arrêter)")
    elif child.poll() is None:
        console.print(f"Repère tarde à démarrer. Les journaux sont dans {folder / 'logs'}.")
    code = child.wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code


def _configuration(folder: Path, port: int, actions: int, rasa: int) -> str:
    python = sys.executable
    model = folder / "models" / "repere.tar.gz"
    shared = {
        "REPERE_HOME": str(folder),
        "REPERE_ACTIONS_URL": f"http://127.0.0.1:{actions}/webhook",
        "REPERE_RASA_URL": f"http://127.0.0.1:{rasa}",
        "REPERE_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    programs = {
        "actions": f"{python} -m actions.server {actions}",
        "rasa": f"{python} -m assistant.server {model} {rasa}",
        "web": f"{python} -m web",
    }
    parts = [_SUPERVISOR.format(home=folder, logs=folder / "logs")]
    for name, command in programs.items():
        parts.append(
            _PROGRAM.format(
                name=name,
                command=_escaped(command),
                root=_escaped(str(ROOT)),
                environment=",".join(f'{key}="{_escaped(value)}"' for key, value in shared.items()),
                logs=_escaped(str(folder / "logs")),
            )
        )
    return "".join(parts)


def _escaped(value: str) -> str:
    """supervisord expands `%`."""
    return value.replace("%", "%%")


def _wait_until_ready(child: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    with httpx.Client(timeout=5, trust_env=False) as client:
        while time.monotonic() < deadline and child.poll() is None:
            try:
                if client.get(f"http://127.0.0.1:{port}/sante").json().get("assistant"):
                    return True
            except (httpx.HTTPError, ValueError):
                pass
            time.sleep(0.3)
    return False


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _free_ports(count: int) -> list[int]:
    """Ports free now, held together while they are chosen so that they differ."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
