# `make demo` and `make test` are all that a fresh Debian machine with Python 3.11 and Node 20 needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JLPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" jlpm
PORTIONS := document score session engine stream lab apps lessons kernel cli
SAY = @printf '\n\033[1m== %s\033[0m\n'
TYPESCRIPT := $(shell find extension/src extension/style extension/schema -type f 2>/dev/null) \
	extension/package.json extension/tsconfig.json extension/rspack.config.js

.PHONY: help demo test lint types unit typescript system-packages bench-packages clean

help: ## Say what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: $(VENV)/.demo extension/labextension/package.json ## Install, build, and start a lab with a piece that sounds
	$(SAY) "Starting the demo (Ctrl+C stops it)"
	@$(BIN)/antiphon demo $(DEMO)

test: system-packages lint types typescript unit ## Install what testing needs and run every test
	$(SAY) "All tests passed"

system-packages:
	$(SAY) "System packages"
	@PYTHON=$(PYTHON) scripts/system-packages test

bench-packages: ## Install what our benches measure us against (Csound, scsynth)
	@PYTHON=$(PYTHON) scripts/system-packages bench

lint: $(VENV)/.test
	$(SAY) "Lint: ruff, import-linter, generated types"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/generate_types.py --check

types: $(VENV)/.test
	$(SAY) "Types: mypy"
	@$(BIN)/mypy $(addprefix -p antiphon.,$(PORTIONS))
	@$(BIN)/mypy bench scripts

typescript: extension/labextension/package.json $(VENV)/.test
	$(SAY) "TypeScript: eslint, prettier, tsc, translations, vitest"
	@cd extension && $(JLPM) lint && $(JLPM) types
	@$(BIN)/python scripts/translations.py --check
	@$(BIN)/python scripts/phone_words.py
	@cd extension && $(JLPM) test

unit: extension/labextension/package.json $(VENV)/.test # Both halves run, whatever the first says.
	$(SAY) "Tests: Python and processes two at a time, then sound and browser one after another"
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not live"; first=$$?; \
	$(BIN)/python -m pytest -m live && exit $$first

# The environment. An editable install: what is edited is what runs. Its build makes the labextension where there is none.
$(VENV)/.demo: pyproject.toml
	$(SAY) "Python environment in $(VENV), and the labextension (some minutes the first time)"
	@PYTHON=$(PYTHON) scripts/system-packages demo
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@# It names PyAudio, which is compiled and which only its own player needs.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps 'tinysoundfont>=0.3.7,<0.4'
	@touch $@

$(VENV)/.test: $(VENV)/.demo
	$(SAY) "What testing needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

extension/labextension/package.json: $(TYPESCRIPT) | $(VENV)/.demo
	$(SAY) "Building the labextension"
	@cd extension && $(JLPM) install --immutable && $(JLPM) build:prod
	@scripts/install-labextension $(VENV)
	@touch $@

clean: ## Remove what was built and the environment
	rm -rf $(VENV) extension/{lib,labextension,node_modules} extension/*.tsbuildinfo dist .mypy_cache .ruff_cache .pytest_cache
