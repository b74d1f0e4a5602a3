# make demo: install, read the sample articles, answer from them. make test: everything that CI runs.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
PIP = $(BIN)/pip install --quiet --disable-pip-version-check
RUNTIME = $(VENV)/.runtime
DEV = $(VENV)/.dev
DEMO = demo
ASK = cd $(DEMO) && ../$(BIN)/whoholds

WEB = web/node_modules/.package-lock.json

.PHONY: demo test server lint types floors audit unit gate wheel bench fuzz torture docs web web-tools chromium screenshots clean

$(RUNTIME): requirements.lock requirements-build.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock -r requirements-build.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	touch $@

demo: $(RUNTIME)
	@mkdir -p $(DEMO)
	@echo "== reading the sample articles"
	@$(ASK) read ../samples
	@echo; echo "== what changed in 2015"
	@$(ASK) changes --from 2015-01-01 --to 2015-12-31
	@echo; echo "== who holds four towns, and who says so"
	@for town in Palmyra "Tal Abyad" Ramadi Raqqa; do $(ASK) who "$$town" --on 2016-02-15 && cd .. ; done
	@echo; echo "== figures: fighters and territory"
	@$(ASK) figures --measure fighters
	@$(ASK) figures --measure territory
	@echo; echo "== disputes"
	@$(ASK) disputes
	@echo; echo "== the brief and the map"
	@$(ASK) brief -o brief
	@$(ASK) publish pages
	@echo "open demo/brief.html and demo/pages/index.html in a browser, or run: cd demo && ../$(BIN)/whoholds serve"

test: server lint types floors audit unit gate wheel

# The tests start a PostgreSQL of their own where they find its programs; where nothing can be installed they skip and say so.
server:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || \
	  (test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	   DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >/dev/null) || \
	  echo "no PostgreSQL server programs, and none could be installed: its tests are skipped"

lint: $(DEV)
	$(BIN)/ruff check src tests training examples

types: $(DEV)
	$(BIN)/mypy

# What is locked is wanted, installed as locked and under a licence that may be used; known faults are asked for where there is a network (OFFLINE=1: not).
audit: $(DEV)
	$(BIN)/pip check
	$(BIN)/python docs/audit_dependencies.py $(if $(OFFLINE),--offline)

floors: $(DEV)
	$(BIN)/lint-imports

unit: $(DEV) chromium web-tools
	$(BIN)/python -m pytest -n auto --maxprocesses 4

# The browser's side. What `make web` writes is committed and ships in the wheel: Node is needed only to change it.
$(WEB): web/package-lock.json
	cd web && npm ci --silent
	touch $@

web: $(WEB)
	cd web && npm run --silent types && node build.mjs

web-tools:
	@command -v npm > /dev/null && $(MAKE) --silent $(WEB) || echo "no npm: the tests that need it are skipped"

# Tests in a real browser need one; where nobody may install it they are skipped and say so.
chromium:
	@command -v chromium chromium-browser google-chrome > /dev/null || { \
	  command -v apt-get > /dev/null && test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; } \
	  || echo "no Chromium, and it cannot be installed here: the tests that need it are skipped"

screenshots: $(DEV) chromium
	rm -rf build/screens && mkdir -p build/screens
	cd build/screens && ../../$(BIN)/whoholds read ../../samples
	$(BIN)/python docs/make_screenshots.py build/screens/whoholds.db

gate: $(DEV)
	$(BIN)/whoholds evaluate gate

wheel: $(DEV)
	rm -rf build/wheel && $(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . > /dev/null
	$(PYTHON) -m venv build/fresh
	build/fresh/bin/pip install --quiet --disable-pip-version-check -r requirements.lock
	build/fresh/bin/pip install --quiet --disable-pip-version-check --no-deps --force-reinstall build/wheel/*.whl
	cd build && fresh/bin/whoholds doctor

# Small sizes; SPACY=DIR also measures a pipeline made by training/spacy_baseline.py.
bench: $(DEV) chromium
	$(BIN)/whoholds evaluate speed --to docs/performance.md
	rm -rf build/bench && mkdir -p build/bench && $(BIN)/whoholds read samples --db build/bench/samples.db
	$(BIN)/whoholds evaluate pages --db build/bench/samples.db --to docs/page_speed.md
	$(BIN)/whoholds evaluate engines --to docs/performance.md
	$(BIN)/whoholds evaluate soak --to docs/performance.md
	$(if $(wildcard ../shared/data),$(BIN)/whoholds evaluate soak --real --to docs/performance.md)
	$(BIN)/whoholds evaluate store --claims 100000 --to docs/performance.md
	-$(BIN)/whoholds evaluate load --to docs/performance.md
	$(if $(SPACY),$(BIN)/whoholds evaluate spacy --spacy $(SPACY) --to docs/performance.md)
	$(BIN)/whoholds evaluate crawl --to docs/common_crawl_day.md

# Ten minutes of the processor; the guided half needs atheris, which not every system can install.
fuzz: $(DEV)
	@$(PIP) atheris 2> /dev/null || echo "atheris cannot be installed here: only made-up input"
	$(BIN)/python -m tests.fuzz --minutes 10

torture: server $(DEV)
	$(BIN)/python -m tests.torture --kills 200

docs: $(DEV)
	$(BIN)/python docs/make_verbs.py

clean:
	rm -rf $(VENV) build demo
