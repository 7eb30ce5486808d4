#!/usr/bin/env bash
# Makes .venv from uv.lock: finds uv (or gets it by pip) and a Python 3.10 that really runs.
set -euo pipefail
cd "$(dirname "$0")/.."

# The machine's own certificates, where a network has its own authority.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

say() { printf '%s\n' "$*" >&2; }

find_uv() {
  if command -v uv >/dev/null 2>&1; then echo uv; return; fi
  # A private environment first: it leaves the machine's own Python alone.
  local tools="${REPERE_HOME:-.repere}/uv"
  if [ -x "$tools/bin/uv" ]; then echo "$tools/bin/uv"; return; fi
  say "Installation de uv (une seule fois)…"
  if python3 -m venv "$tools" >/dev/null 2>&1 && "$tools/bin/pip" install -q uv >&2; then
    echo "$tools/bin/uv"; return
  fi
  rm -rf "$tools"
  if python3 -m pip install -q --target "$tools" uv >&2; then
    echo "$tools/bin/uv"; return
  fi
  say "uv manque, et pip n'a pas pu l'installer. Installer python3-venv ou uv, puis recommencer."
  exit 1
}

# A shim on PATH may exist and fail: only an interpreter that answers counts.
runs() { "$1" -c 'import sys, ssl, sqlite3; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

find_python() {
  local candidate found
  found=$(command -v python3.10 || true)
  # A shim lies in pyenv's own folder, beside the versions.
  for candidate in "$found" \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python3.10 \
    "$(dirname "$(dirname "${found:-/}")")"/versions/3.10.*/bin/python3.10; do
    if [ -n "$candidate" ] && [ -x "$candidate" ] && runs "$candidate"; then
      echo "$candidate"; return
    fi
  done
  say "Aucun Python 3.10 ici : uv en installe un."
  "$UV" python install 3.10 >&2 || {
    say "Python 3.10 est introuvable et uv n'a pas pu l'installer. L'installer, puis recommencer."
    exit 1
  }
  "$UV" python find 3.10
}

UV=$(find_uv)
PYTHON=$(find_python)
quiet=()
[ -t 2 ] || quiet=(--no-progress --quiet)
say "Installation des bibliothèques (une seule fois)…"
"$UV" sync --locked --python "$PYTHON" ${quiet[@]+"${quiet[@]}"}
