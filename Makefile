# `make run` et `make test` suffisent, chacun seul, sur une copie fraîche.
SHELL := /bin/bash
.DEFAULT_GOAL := help

REPERE_HOME ?= $(CURDIR)/.repere
export REPERE_HOME

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.repere-pret

.PHONY: help run train test check evaluate bench pictures clean

help: ## les commandes
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

$(READY): pyproject.toml uv.lock tools/environment.sh
	@bash tools/environment.sh
	@touch $@

run: $(READY) ## tout préparer et démarrer Repère sur http://localhost:8080
	@exec $(PYTHON) -m repere serve

train: $(READY) ## entraîner de nouveau
	@$(PYTHON) -m repere train

check: $(READY) ## ruff et mypy
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

test: $(READY) check ## tous les tests, avec un vrai modèle, de vrais serveurs et un vrai navigateur
	@bash tools/chromium.sh
	@$(PYTHON) -m repere train --if-stale
	@$(PYTHON) -m pytest -n 2 --dist loadfile

EPOQUES ?= 100
evaluate: $(READY) ## la compréhension, sur des voix jamais apprises, à côté de DIET (des heures la première fois; EPOQUES=10 : moins)
	@$(PYTHON) -W ignore -m tests.evaluation --epoques $(EPOQUES)

bench: $(READY) ## notre pipeline à côté de celui de « rasa init » (plus d'une heure)
	@$(PYTHON) -m tests.bench.side_by_side

pictures: $(READY) ## refaire les images du README
	@bash tools/chromium.sh
	@$(PYTHON) -m repere train --if-stale
	@$(PYTHON) -m tests.browser.pictures

clean: ## effacer ce qui est généré
	rm -rf .repere $(VENV)
