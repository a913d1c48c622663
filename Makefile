# Two commands on a fresh machine with Python 3.11 or newer and make: `make report` and `make test`.
# Each does all its own set-up in .venv; the stamp files say what is installed there already.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.DEFAULT_GOAL := report
.PHONY: report test lint docs bench clean dictionaries

report: $(VENV)/.report
	$(BIN)/report-builder build --verify

test: $(VENV)/.dev lint dictionaries
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The spelling of the content is checked with Debian's dictionaries. Where they are missing and cannot be
# installed, the test is skipped and says so; with CI=true it fails.
dictionaries:
	@if [ ! -e /usr/share/hunspell/nb_NO.dic ] || [ ! -e /usr/share/hunspell/en_GB.dic ]; then \
		if ! command -v apt-get >/dev/null; then exit 0; fi; \
		if [ "$$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi; \
		$$root apt-get update -qq && \
		$$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends hunspell-no hunspell-en-gb >/dev/null || \
		echo "The dictionaries could not be installed: apt-get install hunspell-no hunspell-en-gb" >&2; \
	fi

docs: $(VENV)/.dev
	$(BIN)/python scripts/write_codes.py
	$(BIN)/python scripts/write_schemas.py
	$(BIN)/python scripts/write_pictures.py

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/compare.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# setuptools is installed first, and the build uses it, so that it is pinned like everything else.
$(VENV)/.base: constraints.txt pyproject.toml | $(BIN)/python
	$(PIP) install -c constraints.txt setuptools
	@touch $@

$(VENV)/.report: $(VENV)/.base
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[verify]'
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@ $(VENV)/.report
