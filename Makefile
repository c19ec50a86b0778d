# Everything a person types. Only Python 3.11 or newer must be there; the rest is fetched into .venv.

# The system's Python where it will do: distributions build theirs with the compiler's profile, version managers by
# default do not, and theirs is a quarter slower.
SYSTEM_PYTHON := /usr/bin/python3
PYTHON ?= $(shell $(SYSTEM_PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $(SYSTEM_PYTHON) || echo python3)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-options --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
PYTEST := $(BIN)/python -m pytest
# One worker a core, each with a database of its own; ARGS="-n 0 tests/..." runs without.
WORKERS := -n logical --maxprocesses 8 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run test test-15 check lint types layers migrations translations bench chaos effort trace assets messages lock clean

help:
	@echo "make run [PORT=9000]  start Redress with the demo insurer; Ctrl-C stops it"
	@echo "make test             run the tests"
	@echo "make check            lint, types, layers, migrations, translations"
	@echo "make trace            which test proves which requirement"
	@echo "make bench            measure; ARGS='--cases 100000' for less than a million cases"
	@echo "make chaos            kill every kind of process under load and count; ARGS='--seconds 90' for less than 180 s"
	@echo "make effort           what tasks of a day take in a real browser, into docs/usability.md"
	@echo "make messages         bring the translation catalogues up to date"
	@echo "make lock             pin the dependencies anew"

run: $(VENV)/.run assets
	@exec $(BIN)/redress run --port $(PORT)

# With REDRESS_TEST_POSTGRES=postgresql://... the suite runs on that server as well (PostgreSQL 15 or newer).
test: $(VENV)/.dev assets $(if $(REDRESS_TEST_POSTGRES),test-15)
	@$(PYTEST) $(WORKERS) $(ARGS)

# Pages look the same on either server: the browser stays out of the second round.
test-15: $(VENV)/.dev assets
	@TEST_DATABASE_URL="$(REDRESS_TEST_POSTGRES)" $(PYTEST) $(WORKERS) -q -m "not browser" $(ARGS)

check: lint types layers migrations translations

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports

migrations: $(VENV)/.dev
	REDRESS_DATA=.cache/check $(BIN)/redress manage makemigrations --check --dry-run

translations: $(VENV)/.dev
	$(BIN)/redress messages check

bench: $(VENV)/.bench assets
	@$(BIN)/python benchmarks $(ARGS)

chaos: $(VENV)/.dev assets
	@$(BIN)/python -m benchmarks.chaos $(ARGS)

effort: $(VENV)/.dev assets
	@$(BIN)/python -m benchmarks.effort $(ARGS)

trace: $(VENV)/.dev
	@$(BIN)/redress trace

assets: $(VENV)/.run
	@$(BIN)/python scripts/assets.py

messages: $(VENV)/.dev
	$(BIN)/redress messages update

lock: $(VENV)/.run
	$(PIP) -r requirements/lock.txt
	for name in run build suggest dev bench helpdesk lock; do \
		test ! -e requirements/$$name.in || \
		$(LOCK) $(UPGRADE) --output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

clean:
	rm -rf "/dev/shm/redress-tests-$$(printf %s "$(CURDIR)" | sha256sum | cut -c1-12)"
	rm -rf .cache node_modules src/redress/desk/static/vendor src/redress/letters/fonts

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Redress needs Python 3.11 or newer; choose one with: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

# What was installed is remembered by these files, so that the second time is quick.
$(VENV)/.run: requirements/run.txt requirements/build.txt scripts/link.py | $(BIN)/python
	@echo "Installing what Redress runs on ..."
	@$(PIP) -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python scripts/link.py
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	@echo "Installing what the measurements compare with ..."
	@$(PIP) -r requirements/bench.txt
	@touch $@
