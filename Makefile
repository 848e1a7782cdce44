# Two commands for a newcomer: make run, make test.
PYTHON ?= python3
MODELS ?= no
BIN := .venv/bin
RUN_LOCK := requirements/$(if $(filter no,$(MODELS)),base,models).txt

.PHONY: run test check format lock clean

run: ## set everything up, read the sample dossier, serve on 127.0.0.1:8000
	@tools/install $(PYTHON) $(RUN_LOCK)
	@PASSERELLE_MODELS=$(MODELS) exec $(BIN)/passerelle serve

test: ## set up what tests need and run everything
	@tools/debian-packages
	@tools/install $(PYTHON) requirements/dev.txt
	@tools/test

check: ## the quick part of the tests: lint, types, arrows, translations
	@tools/install $(PYTHON) requirements/dev.txt
	@tools/check

format:
	$(BIN)/ruff format src tests bench
	$(BIN)/ruff check --fix src tests bench

lock: ## compile requirements/ anew, with hashes (needs a package index)
	tools/lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
