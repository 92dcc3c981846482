# Saidgraph. Every target may be run again at any time; `make run` does what is missing.
# make run | test | test-fast | stack-test | lint | format | bench | score | pictures | setup | clean

SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
FRONTEND_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help setup run test test-fast stack-test test-python test-python-fast test-frontend lint format bench score pictures locks clean tools

help:
	@sed -n '1,2p' Makefile | sed 's/^# //'

tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Saidgraph needs Python 3.11 or newer: install it, or name it: make PYTHON=python3.12 run" >&2; exit 1; }
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null || { echo "Saidgraph needs Node 20 or newer to build its pages: install it, then run make again." >&2; exit 1; }

$(BIN)/python: | tools
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(BIN)/python
	@echo "Installing Python packages"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing Python packages for tests"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json | tools
	@echo "Installing front-end packages"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

frontend/dist/manifest.json: frontend/node_modules/.installed $(FRONTEND_SOURCES)
	@echo "Building the pages' scripts and styles"
	@cd frontend && npm run --silent build -- --logLevel error
	@touch $@

# the parts that need nothing from each other are made side by side
setup: tools
	@$(MAKE) -s --no-print-directory -j2 $(VENV)/.runtime frontend/dist/manifest.json
	@$(BIN)/python manage.py prepare

run: tools
	@$(MAKE) -s --no-print-directory -j2 $(VENV)/.runtime frontend/dist/manifest.json
	@$(BIN)/python manage.py prepare
	@exec $(BIN)/python manage.py serve

test-setup: tools
	@$(MAKE) -s --no-print-directory -j2 $(VENV)/.dev frontend/dist/manifest.json

# what a process has compiled serves the next, also where the surroundings forbid to keep it
test test-fast stack-test: export PYTHONDONTWRITEBYTECODE =

test: test-setup lint test-frontend test-python

test-python: test-setup
	@$(BIN)/python -m tests.services.browser
	@$(BIN)/python -m pytest -n auto --dist loadgroup

# both at once, without the largest inputs, and laws with a tenth of their examples
test-fast: test-setup
	@$(MAKE) -s --no-print-directory -j2 test-python-fast test-frontend

test-python-fast:
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not neo4j and not browser and not server and not enormous" --hypothesis-profile fast

# the same tests on a real PostgreSQL, Redis and Neo4j: TEST_DATABASE_URL, TEST_BROKER_URL, NEO4J_TEST_URL, or started here;
# but for those of the pipeline and of the tree itself, which know neither database nor broker nor graph
stack-test: test-setup
	@$(BIN)/python -m tests.services.browser
	@$(BIN)/python -m tests.services.stack $(BIN)/python -m pytest -n auto --dist loadgroup --ignore=tests/ingest --ignore=tests/architecture

test-frontend: test-setup
	@cd frontend && npm run --silent test

lint: test-setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@cd frontend && npm run --silent typecheck && npm run --silent lint

format: test-setup
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@cd frontend && npm run --silent format

bench: test-setup
	@$(BIN)/python -m bench

pictures: test-setup
	@$(BIN)/python docs/pictures/take.py

score: test-setup
	@$(BIN)/python -m bench.score

locks:
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock pyproject.toml
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra postgres --extra redis --extra youtube --extra llm --extra mcp -c requirements-dev.lock -o requirements-stack.lock pyproject.toml

clean:
	rm -rf $(VENV) frontend/node_modules frontend/dist
