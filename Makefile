# make build and make test are all that a newcomer needs; make help lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help build test check format schema bench requirements clean

help:            ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

build: $(VENV)/.run        ## set everything up and build the site into output/
	$(BIN)/python -m generator build

test: $(VENV)/.test        ## set up what the tests need (a browser too) and run them all
	$(BIN)/python tests/find_browser.py --install
	$(MAKE) --no-print-directory check

check:           ## the linters, the types and the tests, without setting up
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(VENV)/.test      ## format the code
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

schema: $(VENV)/.run       ## write docs/site.schema.json
	$(BIN)/python -m generator schema

bench: $(VENV)/.run        ## measure builds of 1,000 and 10,000 seeds
	$(BIN)/python tests/bench/build_bench.py

requirements: | $(VENV)/bin/python  ## pin the newest libraries that pyproject.toml allows, with hashes
	$(BIN)/python -m pip install --quiet uv
	set -e; for extra in "" test; do \
		file=requirements$${extra:+-$$extra}.txt; \
		echo "# Made from pyproject.toml by 'make requirements'; do not edit." > $(VENV)/$$file; \
		$(BIN)/uv pip compile pyproject.toml $${extra:+--extra $$extra} --quiet --upgrade \
			--universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
			--no-emit-index-url >> $(VENV)/$$file; \
		mv $(VENV)/$$file $$file; \
	done

clean:           ## remove what can be made again
	rm -rf output $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps say which requirements the environment holds; they are made anew when a file changes.

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@ $(VENV)/.run

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "Python's venv is missing; install it (Debian: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
