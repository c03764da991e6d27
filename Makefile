# Trialogue. `make` alone says what there is. Needs: make, and Python 3.11 or later with venv.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PINS := pyproject.toml constraints.txt
WORKERS ?= 2
# A worker keeps to neighbours, which share what is costly to make, and helps the other at the end.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup
SETTINGS := trialogue.web.config.settings

.DEFAULT_GOAL := help
.PHONY: help demo test check constraints clean
.SUFFIXES:

help:
	@echo 'make demo [PORT=8000]  the site with the reference trial and invented people, on this machine'
	@echo 'make test              all tests, on SQLite and on PostgreSQL, in a real browser too'
	@echo 'make check             style, types, imports, migrations, templates; changes nothing'
	@echo 'make constraints       renew constraints.txt to the newest versions that fit'
	@echo 'make clean             remove what make made (your data is elsewhere and stays)'

demo: $(VENV)/.runtime
	@$(BIN)/trialogue demo --port $(PORT)

# Both runs are made, whatever the first one says; the last line says what did not hold.
test: $(VENV)/.test
	@$(BIN)/python -m tests.programs --install
	@bad=; \
	echo '--- every test, on SQLite'; \
	env -u DATABASE_URL $(PYTEST) || bad="$$bad SQLite"; \
	if $(BIN)/python -m tests.programs --has-postgresql; then \
	    echo '--- the web tests again, on a PostgreSQL of their own'; \
	    env -u DATABASE_URL $(PYTEST) -p tests.postgres tests/web || bad="$$bad PostgreSQL"; \
	else \
	    echo '!!! NOT RUN: the web tests on PostgreSQL'; \
	fi; \
	[ -z "$$bad" ] || { echo "!!! FAILED:$$bad"; exit 1; }

# Every gate is asked, whatever the one before it said; the last line names those that do not hold.
# A home of its own, so that nobody's data is touched; no database either.
check: $(VENV)/.dev
	@home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; bad=; \
	unset DATABASE_URL; export TRIALOGUE_HOME="$$home" DJANGO_SETTINGS_MODULE=$(SETTINGS); \
	gate() { name=$$1; shift; echo "--- $$name"; "$$@" || bad="$$bad $$name"; }; \
	gate style $(BIN)/ruff check --no-cache .; \
	gate format $(BIN)/ruff format --no-cache --check .; \
	gate types $(BIN)/mypy; \
	gate imports $(BIN)/lint-imports --no-cache --no-logo; \
	gate templates $(BIN)/python -m tests.architecture.templates; \
	gate site $(BIN)/python -m django check --fail-level WARNING; \
	gate migrations $(BIN)/python -m django makemigrations --check --dry-run; \
	[ -z "$$bad" ] && echo 'All gates hold.' || { echo "!!! DOES NOT HOLD:$$bad"; exit 1; }

# Three stamps, each holding what one command needs, so that `make demo` installs no more than it uses.
$(VENV)/.runtime: $(PINS)
	@./.ci/setup $(VENV) '.'
	@touch $@

$(VENV)/.test: $(PINS)
	@./.ci/setup $(VENV) '.[test]'
	@touch $@ $(VENV)/.runtime

$(VENV)/.dev: $(PINS)
	@./.ci/setup $(VENV) '.[dev]'
	@touch $@ $(VENV)/.runtime

constraints:
	@./.ci/renew-constraints

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
