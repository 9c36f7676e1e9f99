# The assistant's commands: `make` lists them. Each first makes .venv what requirements/lock.txt says.

BIN := .venv/bin
UV := .uv/bin/uv
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help setup run shell train test check format bench lock clean

help: ## list these commands
	@echo "make run starts the assistant, make test checks it. All commands:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything into .venv and .uv, nothing outside this folder
	@scripts/setup.sh

run: setup ## start the assistant: prepares what changed, prints one line when ready, Ctrl-C stops it
	@exec $(BIN)/bot run

shell: setup ## talk to the assistant in this terminal
	@exec $(BIN)/bot shell

train: setup ## train a model if its inputs changed
	@exec $(BIN)/bot train

test: check ## run every check and every test
	@echo "Checking the catalogue…"
	@$(BIN)/bot catalogue check
	@scripts/tests.sh

check: setup ## check style, formatting and types
	@echo "Checking style, formatting and types…"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not formatted: run 'make format'." >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary

format: setup ## format the Python files and correct what can be corrected
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: setup ## measure cost and understanding beside Rasa's defaults; EPOCHS=10, ONE_IN=8 or QUICK=1 train those less
	@$(BIN)/python -m bench.peers $(if $(QUICK),--quick) $(if $(EPOCHS),--epochs $(EPOCHS)) $(if $(ONE_IN),--one-in $(ONE_IN))
	@$(BIN)/python -m bench.growth
	@$(BIN)/python -m bench.message
	@$(BIN)/python -m bench.memory
	@$(BIN)/python -m bench.answers
	@$(BIN)/python -m bench.gateway
	@$(BIN)/python -m bench.load
	@scripts/browser.sh
	@$(BIN)/python -m bench.opening

lock: setup ## resolve requirements/*.in into the one lock file; UPGRADE=1 takes newer releases
	@echo "Resolving requirements/lock.txt…"
	@$(UV) pip compile --quiet --no-header --python-version 3.10 --generate-hashes \
		$(if $(UPGRADE),--upgrade) --output-file requirements/lock.txt \
		requirements/runtime.in requirements/dev.in

clean: ## remove the environment, caches and trained models; keeps var/, where the database is
	@rm -rf .venv .uv .rasa .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	@rm -rf models/*.tar.gz models/*.json models/precedent models/.training-*
