# Two commands on a fresh machine with Python 3.11 or newer and make: `make report` and `make test`.
# Each does all its own set-up in .venv; the stamp files say what is installed there already.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.DEFAULT_GOAL := report
.PHONY: report site test test-all test-anywhere test-languages lint docs bench clean tools

report: $(VENV)/.report
	$(BIN)/report-builder build --verify

site: $(VENV)/.report
	$(BIN)/report-builder publish
	$(BIN)/report-builder serve

test: $(VENV)/.dev lint tools
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

# The whole matrices and sweeps too, of which `test` takes a seeded sample.
test-all: $(VENV)/.dev lint tools
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m ""

# What goes through every language, or compares what is written from the words: for translators.
test-languages: $(VENV)/.dev
	$(BIN)/python -m pytest $$(grep -rlE 'languages\(\)|scripts\b.*write_' tests --include='test_*.py')

# As other machines would run it: fonts, order, locale, time zone, user, speed. Takes eleven times as long.
test-anywhere: $(VENV)/.dev tools
	$(BIN)/python scripts/test_anywhere.py -- -n $(WORKERS) --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What the tests use beside Python; where it cannot be installed, they say what was not tested.
tools: $(BIN)/python
	@sh scripts/install_test_tools.sh $(VENV)

docs: $(VENV)/.dev
	$(BIN)/python scripts/write_languages.py
	$(BIN)/python scripts/write_placeholders.py
	$(BIN)/python scripts/write_architecture.py
	$(BIN)/python scripts/write_codes.py
	$(BIN)/python scripts/write_commands.py
	$(BIN)/python scripts/write_schemas.py
	$(BIN)/python scripts/write_faces.py
	$(BIN)/python scripts/write_pictures.py

# Measured as somebody has it who builds reports, without the libraries of the tests and the web site.
bench: $(VENV)/.dev
	$(PYTHON) -m venv $(VENV)/plain
	$(VENV)/plain/bin/python -m pip --quiet --disable-pip-version-check install -c constraints.txt setuptools setuptools-scm
	$(VENV)/plain/bin/python -m pip --quiet --disable-pip-version-check install -c constraints.txt --no-build-isolation -e .
	$(BIN)/python benchmarks/compare.py --command $(VENV)/plain/bin/report-builder

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# What builds packages is installed first and used as it is, so that it is pinned like everything else.
$(VENV)/.base: constraints.txt pyproject.toml | $(BIN)/python
	$(PIP) install -c constraints.txt setuptools setuptools-scm
	@touch $@

$(VENV)/.report: $(VENV)/.base
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[verify,publish,serve,scripts]' ./packages/scripts
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]' ./packages/scripts
	@touch $@ $(VENV)/.report
