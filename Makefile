# Everything a machine needs is installed into .venv on first use; only data goes to standard output.
#
#     make extract IN=corpus/articles    the statements in a folder of articles, as JSON Lines
#     make test                          all tests
#     make                               the other targets

# The first Python that is new enough; `make PYTHON=python3.13 ...` names another.
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell \
	$(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
VENV ?= .venv
BIN := $(VENV)/bin
# Versions that are known to work together; `make CONSTRAINTS= ...` takes the newest that pyproject.toml allows.
CONSTRAINTS ?= constraints.txt
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check $(addprefix -c ,$(CONSTRAINTS))
# Optional parts that the tests cover. Stanza is left out but in CI, for it brings torch along, which is large:
# `make test STANZA=1` takes it in; without it its tests are skipped.
comma := ,
EXTRAS ?= parquet,warc,remote,cluster$(if $(CI)$(STANZA),$(comma)stanza)

IN ?= corpus/articles
ARGS ?=
# Two processes: each loads the model once. Tests of one group stay in one of them.
PYTEST_ARGS ?= -n 2 --dist loadgroup

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup extract test lint style types layers dependencies rule-files drift format rules eval floors check docs schema golden gold bench figures wheel clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.runtime $(VENV)/.test $(VENV)/.lint ## Install claimx, its extras and all tools for development

extract: $(VENV)/.runtime ## Print the statements in the articles of IN as JSON Lines
	@$(BIN)/claimx extract $(IN) $(ARGS)

test: $(VENV)/.test ## Run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS) $(ARGS)

lint: style types layers dependencies rule-files drift ## Check style, types, layers, dependencies, rules and docs

style: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: $(VENV)/.lint
	$(BIN)/mypy

layers: $(VENV)/.lint
	$(BIN)/lint-imports --no-logo

dependencies: $(VENV)/.lint
	$(BIN)/deptry src

rule-files: $(VENV)/.runtime
	$(BIN)/claimx rules lint

# What is generated must be what would be generated now.
drift: $(VENV)/.runtime
	$(BIN)/python docs/build_cli.py --check

format: $(VENV)/.lint ## Put the code into one form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

rules: $(VENV)/.runtime ## Run the examples and counter-examples of all rules
	$(BIN)/claimx rules test

eval: $(VENV)/.runtime ## Score the project's corpus; fail under the floors
	$(BIN)/claimx eval corpus/gold.jsonl --gate corpus/floors.json

floors: $(VENV)/.runtime ## Raise the floors to what is reached now
	$(BIN)/claimx eval corpus/gold.jsonl --gate corpus/floors.json --update

# In this order, and the tests last: `make -k check` runs all four and ends with the summary of the tests.
check: ## Run all that a change has to pass
check: lint rules eval test

docs: $(VENV)/.runtime ## Rewrite the generated parts of the docs
	$(BIN)/python docs/build_cli.py
	$(BIN)/python docs/build_picture.py

schema: $(VENV)/.runtime ## Rewrite the JSON Schema that is shipped
	$(BIN)/claimx schema > src/claimx/data/claimx.v1.schema.json.new
	mv src/claimx/data/claimx.v1.schema.json.new src/claimx/data/claimx.v1.schema.json

golden: $(VENV)/.test ## Rewrite the records that tests/golden expects; read the diff before you commit it
	$(BIN)/python -m tests.golden

gold: $(VENV)/.runtime ## Rebuild the corpus's articles and gold records from the marked articles
	$(BIN)/python corpus/build_gold.py

bench: $(VENV)/.test ## Measure speed and memory
	$(BIN)/python -m benchmarks $(ARGS)

figures: $(VENV)/.runtime ## Rewrite the figures on the corpus in docs/quality.md
	$(BIN)/python -m benchmarks.quality corpus/gold.jsonl --write corpus
	$(BIN)/python -m benchmarks.ladder corpus/gold.jsonl --write corpus

wheel: $(VENV)/.test ## Build the wheel and the source distribution into dist/
	$(BIN)/python -m build --quiet --no-isolation

clean: ## Remove all that was built, also the virtual environment
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "claimx needs Python 3.11 or newer: make PYTHON=/path/to/python" >&2; exit 2; }
	@echo "making $(VENV) with $(PYTHON)" >&2
	@$(PYTHON) -m venv $(VENV) >&2

# The stamps say what is installed. They are older than pyproject.toml when that asks for something new.
$(VENV)/.runtime: pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "installing claimx into $(VENV)" >&2
	@$(PIP) --editable . >&2
	@touch $@

$(VENV)/.test: $(VENV)/.runtime
	@echo "installing what the tests need" >&2
	@$(PIP) --editable '.[test,$(EXTRAS)]' >&2
	@touch $@

$(VENV)/.lint: $(VENV)/.runtime
	@echo "installing what the checks need" >&2
	@$(PIP) --editable '.[lint]' >&2
	@touch $@
