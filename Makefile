# One command does all it needs: `make app` on a fresh clone sets up, then opens the web app.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CODE   := citywalk.py streamlit_app.py cli planner routes webapp tests benchmarks
# What the prepared network, base map and compiled solver are made from.
SOURCE := $(shell find planner routes cli -name '*.py') $(wildcard data/*.*)

.DEFAULT_GOAL := help
.PHONY: help setup app test soak check bench fonts lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/ready ## make .venv from the lock file, build the network, warm the solver

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed 需要 Python 3.11 或更高版本 (make PYTHON=…)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready: $(VENV)/installed $(SOURCE)
	$(BIN)/python -m cli.warm
	@touch $@

app: setup ## open the web app
	$(BIN)/citywalk app

test: setup ## run all tests (installs Chromium and a Chinese font if they are missing)
	@sh tests/browser.sh $(BIN)/python
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: setup ## check 1,000 broken datasets (about 4 minutes)
	$(BIN)/python tests/soak/mutants.py 1000

check: setup ## lint, types, docstrings, dataset
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/numpydoc lint $(shell find planner routes cli -name "*.py")
	$(BIN)/citywalk check --lang en > /dev/null

bench: setup ## measure, and add the figures to benchmarks/results.csv
	$(BIN)/python -m benchmarks

fonts: ## renew the shipped fonts (needs the system's Noto Sans CJK)
	$(BIN)/python routes/sheet/fonts/subset.py

lock: ## renew requirements.lock from pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --upgrade --quiet --custom-compile-command "make lock" -o requirements.lock

clean: ## remove everything that setup made
	rm -rf $(VENV) data/.cache *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
