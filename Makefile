# The front door. "make" alone lists what it can do.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

# Compiled modules are kept, also where somebody's shell says not to: without them every start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/installed

.PHONY: help
help: ## What each target does
	@echo "make <target>:"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' \
		| while IFS='|' read -r target about; do printf '  %-14s %s\n' "$$target" "$$about"; done

.PHONY: install
install: $(INSTALLED) ## Install everything into .venv; quick when nothing has changed

# uv is the installer: ten times as quick as pip, which fetches it. It knows nothing of pip's settings, so that a
# mirror that somebody has set for pip is told to it.
UV_INSTALL = index="$${UV_DEFAULT_INDEX:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}"; \
	$(BIN)/uv pip install --quiet --python $(BIN)/python $${index:+--default-index "$$index"}

# The first Python that is new enough and can make an environment; one that only seems to be there (a shim) does not
# count. The system's own comes first: distributions build theirs with profiles of what it runs, and one compiled at
# home seldom is, which makes everything here some 15 % slower. PYTHONS= names others.
PYTHONS ?= /usr/bin/python3 python3.11 python3.12 python3.13 python3
$(INSTALLED): requirements.lock requirements-uv.lock pyproject.toml
	@python="" bare=""; \
	for found in $(PYTHONS); do \
		$$found -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if $$found -c 'import ensurepip, venv' 2>/dev/null; then python=$$found; break; fi; \
		bare=$${bare:-$$found}; \
	done; \
	if [ -z "$$python$$bare" ]; then \
		echo "Lägesbild needs Python 3.11 or newer, and there is none. On Debian: apt-get install python3 python3-venv"; \
		exit 1; \
	fi; \
	if [ -z "$$python" ] && [ "$$bare" = /usr/bin/python3 ] && [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv \
			|| exit 1; \
		python=$$bare; \
	fi; \
	if [ -z "$$python" ]; then \
		echo "$$bare has no venv module. On Debian: apt-get install python3-venv"; exit 1; \
	fi; \
	echo "Installing into .venv with $$($$python --version)"; \
	[ -x $(BIN)/python ] && $(BIN)/python -m pip --version >/dev/null 2>&1 || $$python -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(UV_INSTALL) --require-hashes -r requirements.lock
	@$(UV_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: demo
demo: $(INSTALLED) ## The example municipality at http://127.0.0.1:8000/ (PORT= changes it)
	@$(BIN)/lagesbild demo --port $(PORT)

.PHONY: test
test: $(INSTALLED) servers ## The whole suite, browser and PostgreSQL included
	@$(BIN)/pytest -n auto --dist worksteal

# What the tests drive that pip cannot install. Root on Debian gets it installed, others are told.
.PHONY: servers
servers:
	@missing=""; \
	[ -x /usr/bin/chromium ] || missing="chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	[ -x /usr/bin/xmlsec1 ] || missing="$$missing xmlsec1"; \
	[ -x /usr/sbin/nginx ] || missing="$$missing nginx-light"; \
	[ -x /usr/bin/caddy ] || missing="$$missing caddy"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	else \
		echo "The tests drive a real browser, PostgreSQL server, SAML provider and web servers. Missing: $$missing"; \
		echo "Looked for: /usr/bin/chromium, /usr/lib/postgresql/*/bin, /usr/bin/xmlsec1,"; \
		echo "  /usr/sbin/nginx, /usr/bin/caddy. On Debian:"; \
		echo "  sudo apt-get install $$missing"; \
		exit 1; \
	fi

.PHONY: check
check: $(INSTALLED) ## Style, imports, templates, migrations, first database, translations and documentation (TESTED=1 after make test)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m tools.templates --check
	@$(BIN)/lint-imports
	@home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; \
		LAGESBILD_HOME=$$home $(BIN)/lagesbild manage makemigrations --check --dry-run
	@$(BIN)/python -m tools.first_database --check
	@$(BIN)/python -m tools.generate_docs --check
	@$(BIN)/python -m tools.audit
	@[ -n "$(TESTED)" ] || $(BIN)/pytest tests/test_messages.py tests/test_docs.py

.PHONY: audit
audit: $(INSTALLED) ## Known weaknesses in the locked versions; fails where they cannot be asked about
	@$(BIN)/python -m tools.audit --must-reach

.PHONY: sbom
sbom: $(INSTALLED) ## What a release is made of: dist/lagesbild-<version>.cdx.json (CycloneDX)
	@$(BIN)/python -m tools.sbom

.PHONY: wheel
wheel: $(INSTALLED) ## What pip installs: built, put into an empty environment, and the example made with it alone
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; set -e; \
		git ls-files -z lagesbild examples pyproject.toml setup.py LICENSE README.md requirements.lock \
			| xargs -0 cp --parents -t "$$folder"; \
		(cd "$$folder" && $(CURDIR)/$(BIN)/python -c 'import setuptools.build_meta as b; b.build_wheel(".")' >/dev/null); \
		sed -nE 's/^([A-Za-z0-9_.-]+==.*[^\\ ]) *\\$$/\1/p' requirements.lock > "$$folder/versions.txt"; \
		$(BIN)/python -m venv --without-pip "$$folder/empty"; \
		index="$${UV_DEFAULT_INDEX:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true)}"; \
		$(BIN)/uv pip install --quiet --python "$$folder/empty/bin/python" $${index:+--default-index "$$index"} \
			--constraint "$$folder/versions.txt" "$$folder"/*.whl; \
		mkdir "$$folder/elsewhere"; cd "$$folder/elsewhere"; \
		export LAGESBILD_HOME="$$folder/home"; \
		"$$folder/empty/bin/lagesbild" demo --no-serve; \
		LAGESBILD_SMTP=127.0.0.1:25 "$$folder/empty/bin/lagesbild" doctor; \
		"$$folder/empty/bin/lagesbild" backup "$$folder/a.zip"; \
		LAGESBILD_HOME="$$folder/again" "$$folder/empty/bin/lagesbild" restore "$$folder/a.zip"

.PHONY: upgrade
upgrade: $(INSTALLED) ## The first version's database and the homes of the two latest, restored and brought up by this one
	@$(BIN)/pytest -m upgrade tests/framework/test_first_database.py
	@set -e; for home in tests/upgrade/*.zip; do \
		folder=$$(mktemp -d); echo "$$home"; \
		export LAGESBILD_HOME="$$folder/home"; \
		$(BIN)/lagesbild restore "$$home" 2>"$$folder/log" || { cat "$$folder/log"; exit 1; }; \
		$(BIN)/lagesbild check --restored | tail -1; \
		$(BIN)/lagesbild doctor >"$$folder/log" || { cat "$$folder/log"; exit 1; }; \
		rm -rf "$$folder"; \
	done

.PHONY: templates
templates: $(INSTALLED) ## Indent the templates by their tags and blocks
	@$(BIN)/python -m tools.templates

.PHONY: docs
docs: $(INSTALLED) ## The documents that are made, not written: methods, trends, commands
	@$(BIN)/python -m tools.generate_docs

.PHONY: first-database
first-database: $(INSTALLED) ## The file that a new SQLite database is laid from; after every new migration
	@$(BIN)/python -m tools.first_database

.PHONY: spark
spark: $(INSTALLED) ## The verdicts of the country on PySpark (400 MB, and Java 17 or 21)
	@if ! command -v java >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				default-jre-headless; \
		else \
			echo "Java 17 or 21 is missing. On Debian: sudo apt-get install default-jre-headless"; exit 1; \
		fi; \
	fi
	@$(UV_INSTALL) --no-deps --no-build-isolation --require-hashes -r requirements-spark.lock
	@$(BIN)/pytest -m spark -W default $$(grep -rlE 'mark\.spark$$' tests --include='test_*.py')

.PHONY: bench
bench: $(INSTALLED) ## How quick it is, measured here and now (BENCH_VALUES= names real values)
	@$(BIN)/python -m bench

SIZE ?= 1

.PHONY: bench-country
bench-country: $(INSTALLED) ## The whole country: 50 million values (SIZE=0.1 a tenth), 10 GB of temporary files
	@$(BIN)/python -m bench.country --size $(SIZE)

CALIBRATION_SERIES ?= 20000

.PHONY: bench-calibration
bench-calibration: $(INSTALLED) ## How often the words are right, on drawn series (CALIBRATION_SERIES= a cell); docs/methods.md
	@$(BIN)/python -m bench.calibration --series $(CALIBRATION_SERIES) --write
	@$(BIN)/python -m tools.generate_docs

.PHONY: bench-assess
bench-assess: $(INSTALLED) ## A million rows of anyone's table judged: seconds and memory
	@$(BIN)/python -m bench.any_table

BENCH_KILLS ?= 100

.PHONY: bench-killed
bench-killed: $(INSTALLED) ## Killed at random while it works, and nothing half-done (BENCH_KILLS= how many times, BENCH_FOLDER= where to go on)
	@$(BIN)/python -m bench.killed --times $(BENCH_KILLS) $(if $(BENCH_FOLDER),--folder $(BENCH_FOLDER))
	@KILLS=50 $(BIN)/pytest tests/figures/test_killed_build.py tests/reporting/test_synchronising.py \
		tests/backup/test_killed_backup.py -k at_random

.PHONY: bench-examples
bench-examples: $(INSTALLED) ## Registers, countries and fetches drawn at random: ten times as many as in the suite, or more
	@$(BIN)/pytest --hypothesis-profile=thousand tests/cooperation/test_iati_export.py
	@LAGESBILD_DRAWINGS=20 $(BIN)/pytest -k random tests/figures/test_country.py tests/figures/test_store.py

.PHONY: bench-axe
bench-axe: $(INSTALLED) servers ## axe on all of every kind of page: both languages, three widths, light and dark, and without scripts
	@LAGESBILD_AXE=every $(BIN)/pytest -n auto -k 'axe or without_them' tests/website

.PHONY: bench-permissions
bench-permissions: $(INSTALLED) ## Every address of the editor for every role and kind of thing; the suite asks them in turn
	@LAGESBILD_PERMISSIONS=every $(BIN)/pytest -n auto tests/website/test_permissions.py

.PHONY: bench-race
bench-race: $(INSTALLED) servers ## Save pressed while the editor saves by itself: every form and row, at ten delays
	@$(BIN)/python -m bench.race

BENCH_SECONDS ?= 120

.PHONY: bench-first-day
bench-first-day: $(INSTALLED) ## From nothing to 60 indicators, five people and an open round, in a browser: the steps
	@$(BIN)/python -m bench.first_day

NEW_PLACES ?= 10
.PHONY: bench-new
bench-new: $(INSTALLED) ## Ten municipalities drawn, each from nothing to its figures, timed (CATALOGUE= a folder of Kolada's)
	@$(BIN)/python -m bench.new_municipalities --count $(NEW_PLACES) $(if $(CATALOGUE),--catalogue "$(CATALOGUE)")

.PHONY: bench-reporters
bench-reporters: $(INSTALLED) servers ## 200 people saving at once, on SQLite and on PostgreSQL (BENCH_SECONDS= each)
	@$(BIN)/python -m bench.reporters --seconds $(BENCH_SECONDS)

BENCH_READING ?= 60
.PHONY: bench-readers
bench-readers: $(INSTALLED) servers ## Everybody reads while somebody publishes: kept pages against nginx (BENCH_READING= seconds)
	@$(BIN)/python -m bench.readers --seconds $(BENCH_READING)

BENCH_ASKING ?= 600
.PHONY: bench-api
bench-api: $(INSTALLED) ## Schemathesis asks the open API by its own description (BENCH_ASKING= seconds)
	@$(BIN)/python -m bench.api --seconds $(BENCH_ASKING)

BENCH_REQUESTS ?= 100000
.PHONY: bench-memory
bench-memory: $(INSTALLED) ## Does the server's memory grow with what is asked of it? (BENCH_REQUESTS= how many)
	@$(BIN)/python -m bench.memory --requests $(BENCH_REQUESTS)

.PHONY: bench-opensdg
bench-opensdg: $(INSTALLED) ## Against sdg-build: REPO= a data repository, SDG_BUILD= sdg-build, PYTHON= one that runs it
	@if [ -z "$(REPO)" ] || [ -z "$(SDG_BUILD)" ]; then \
		echo "Name two folders: make bench-opensdg REPO=../sdg-data SDG_BUILD=../sdg-build"; \
		echo "PYTHON= names a Python that has what sdg-build needs (default: python3),"; \
		echo "TRANSLATIONS= a folder of translations besides the repository's own."; \
		exit 1; \
	fi
	@$(BIN)/python -m bench.open_sdg "$(REPO)" "$(SDG_BUILD)" $(if $(PYTHON),--python "$(PYTHON)") \
		$(if $(TRANSLATIONS),--translations "$(TRANSLATIONS)")

.PHONY: messages
messages: $(INSTALLED) ## Gather the Swedish texts for translation into lagesbild/locale (needs gettext)
	@command -v msgfmt >/dev/null || { echo "gettext is missing. On Debian: apt-get install gettext"; exit 1; }
	@home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; cd lagesbild; \
		export LAGESBILD_HOME=$$home DJANGO_SETTINGS_MODULE=lagesbild.config.settings; \
		../$(BIN)/python -m django makemessages -l en --no-location --no-obsolete && \
		../$(BIN)/python -m django compilemessages -l en -l sv
