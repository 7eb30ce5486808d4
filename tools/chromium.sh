#!/usr/bin/env bash
# Debian's Chromium for the browser tests: installed when we may, otherwise said.
set -uo pipefail
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installation de Chromium (une seule fois)…" >&2
  log=$(mktemp)
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >"$log" 2>&1; then
    exit 0
  fi
  tail -n 3 "$log" >&2
fi
echo "Chromium manque : les tests du navigateur seront passés. Installer le paquet « chromium »." >&2
exit 0
