# Two commands: `make export` makes out/ from seeds/, `make test` proves it. Python 3.11 or later is all they need.

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

spaced  = sed 's/ /\\ /g'
SEEDS  := $(shell find seeds | $(spaced))
PROGRAM := $(shell find pipeline schemas -type f ! -name '*.pyc' | $(spaced)) pyproject.toml

.PHONY: export tables check test test-browser lint odd eval layouts bench shapes fuzz lock clean

export: out/.made

out/.made: $(VENV)/.run $(SEEDS) $(PROGRAM)
	$(BIN)/tei-export export seeds --out out
	$(BIN)/tei-export view out
	@touch $@

# Tables and pages of the TEI in out/ as it stands, corrected by hand or not.
tables: export
	$(BIN)/tei-export tables out/tei --out out
	$(BIN)/tei-export view out

check: export
	$(BIN)/tei-export check out

test: $(VENV)/.dev
	$(BIN)/python -m pytest

# The pages in a real browser: Chromium, Node.js (for axe-core) and Playwright, installed where they are not there and
# can be. What the pages look like is left in .screens/.
test-browser: $(VENV)/.browser tests/browser/node_modules/.package-lock.json
	@for p in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		test -n "$$p" && command -v "$$p" >/dev/null && exit 0; done; \
	test "$$(id -u)" = 0 && command -v apt-get >/dev/null || { echo "No Chromium is found: install it (Debian:" \
		"apt-get install chromium), or say make test-browser CHROMIUM=/path/to/chromium." >&2; exit 1; }; \
	apt-get update -qq && apt-get install -y -qq chromium >/dev/null
	$(BIN)/python -m pytest tests/browser

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed, for axe-core: install Node.js (Debian: apt-get install npm)." >&2; exit 1; }
	npm ci --prefix tests/browser --no-audit --no-fund --ignore-scripts
	@touch $@

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The ODD of our TEI, from what it documents; a test sees that it was not forgotten.
odd: $(VENV)/.dev
	$(BIN)/python -m tests.odd

# Figures, outside the tests: how right it is on texts with gold (beside the project, if they are there), how dear a start
# is, and how fast the rest against the least that can be, pandoc and trafilatura.

eval: $(VENV)/.dev
	$(BIN)/python benchmarks/accuracy.py $(ARGS)

layouts: $(VENV)/.dev
	$(BIN)/python benchmarks/layouts.py $(ARGS)

# How cost grows with texts of every shape; texts and XML that nobody would write, for as long as MINUTES says.

shapes: $(VENV)/.dev
	$(BIN)/python benchmarks/shapes.py $(ARGS)

fuzz: $(VENV)/.dev
	$(BIN)/python benchmarks/fuzz.py bytes --minutes $(or $(MINUTES),30)
	$(BIN)/python benchmarks/fuzz.py xml --minutes $(or $(MINUTES),30)

bench: $(VENV)/.run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/speed.py $(ARGS)

# The TEI stays, for somebody may have corrected it; what was not corrected is written anew.
clean:
	rm -rf out/.made out/tables out/spans out/view .screens .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The packages to run, and those to test as well, each from its hashed lock. The program itself is installed in place,
# so that an edit needs no second installation.

$(VENV)/.run: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; install it, or say make PYTHON=/path/to/python." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.browser: $(VENV)/.dev requirements-browser.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $@

# Needs pip-tools; the locks are written with the oldest Python we run on.
LOCK := pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock:
	$(LOCK) -o requirements.lock pyproject.toml requirements.in
	$(LOCK) -o requirements-dev.lock --extra dev -c requirements.lock pyproject.toml requirements.in
	$(LOCK) -o requirements-browser.lock --extra browser -c requirements-dev.lock pyproject.toml requirements.in
