# One command a job; bare `make` lists them. Without make: the README's steps for Windows use the same lock files.
.DEFAULT_GOAL := help
.PHONY: help serve build offline book runtime dist pyodide test gates fast check pages map bench bench-browser bench-site lighthouse accessibility draws parts hosts oracles lock clean

# The first of these that is 3.12 or newer; `make serve PYTHON=/path/to/python` overrides the search.
PYTHON ?= $(shell for p in python3.13 python3.14 python3.12 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && { echo $$p; break; }; done)
ADDRESS ?= 127.0.0.1:8000
# `make serve CONFIG=mkdocs.de.yml` serves the German site.
CONFIG ?= mkdocs.yml
RUN := .venv/bin/python -m
PACKAGES := -c 'import site; print(site.getsitepackages()[0])'

# Tests start a few hundred Pythons; where the user has none keep what it compiled, each would compile the engine anew.
test gates fast bench-site: export PYTHONDONTWRITEBYTECODE :=

# Material for MkDocs announces its successor on every run; the announcement names this switch.
export NO_MKDOCS_2_WARNING := 1

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s  %s\n", $$1, $$2 }' Makefile

serve: parts ## Build the site, serve it on http://127.0.0.1:8000 and rebuild it when a file changes
	@$(RUN) mkdocs serve --config-file $(CONFIG) --dev-addr $(ADDRESS)

build: parts ## Write the site to site/, in English and, below it, in German
	@TRANSLATIONS=1 $(RUN) mkdocs build
	@$(RUN) mkdocs build --config-file mkdocs.de.yml

offline: parts ## Write the site to offline/, as a folder and a zip that open by double-click
	@$(RUN) mkdocs build --config-file offline.yml

book: build ## Write the book to book/, as EPUB and as PDF in each language, of the site that was built
	@$(RUN) tests.support.chromium
	@$(RUN) tools.book

test: parts ## Run checks and tests, those in real browsers included
	@$(MAKE) --no-print-directory --jobs=3 check runtime hosts oracles
	@$(RUN) tests.support.chromium
	@$(RUN) tools.client tests
	@$(RUN) pytest --numprocesses=auto --dist=worksteal -m "not gate"

gates: parts ## Ask of all pages, windows, hosts, browsers and faults what `make test` asks of some
	@$(MAKE) --no-print-directory --jobs=3 runtime hosts oracles tests/vscode/.ready tests/formulas/.ready
	@$(RUN) tests.support.chromium
	@$(RUN) tests.support.other_browsers
	@$(RUN) pytest --numprocesses=auto --dist=worksteal -m gate

fast: parts ## Run what needs neither a built site nor a browser, in a few minutes
	@$(RUN) tools.client tests
	@$(RUN) pytest --numprocesses=auto -m "not (built or gate)" --ignore=tests/engine/test_against_peers.py tests/engine tests/setup tests/client tests/plugin

check: parts ## Check style, types and subjects of commits only
	@$(RUN) ruff check
	@$(RUN) ruff format --check --quiet
	@$(RUN) mypy
	@$(RUN) tools.client types
	@$(RUN) tools.commits

pages: parts ## Write the pages and the picture that are made from the schema, the engine and the test cases
	@for page in authors completion editor_schema errors examples exercises gallery heads house licences_german reference; do $(RUN) tools.$$page || exit 1; done

map: parts ## Draw what imports what, in the client and in each Python package
	@$(RUN) tools.map

runtime: parts ## Make the files for browsers anew, as far as anything of them changed
	@$(RUN) tools.runtime

dist: parts ## Write the two wheels to dist/, the files for browsers in them
	@echo 'Making the files for browsers; from nothing this takes a minute or more'
	@$(RUN) tools.runtime --whole
	@rm -rf dist
	@$(RUN) pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist ./engine ./plugins
	@echo 'Written, for pip install beside your MkDocs:' dist/*.whl

pyodide: .venv/.ready ## Pin another Pyodide, VERSION=…, and run what proves it
	@npm install --save-exact --ignore-scripts --no-audit --no-fund pyodide@$(VERSION)
	@$(RUN) tools.runtime.pinning
	@$(RUN) tools.runtime --whole
	@$(RUN) pytest --numprocesses=auto tests/plugin/test_runtime.py tests/plugin/test_trim.py tests/plugin/test_parity.py tests/browser/test_worker.py tests/browser/test_parity.py

bench: .bench/.ready ## Compare speed with micrograd, autograd, JAX and, where it is installed, PyTorch
	@.bench/bin/python -m bench.bench_tape
	@.bench/bin/python -m bench.bench_dense
	@.bench/bin/python -m bench.bench_physics

bench-browser: parts ## Compare the page with plain Pyodide and plain Material in a real Chromium
	@$(RUN) tests.support.chromium
	@$(RUN) bench.bench_browser

bench-site: parts runtime ## Build a book of PAGES=200 pages: milliseconds a figure, new and known; a change under serve
	@$(RUN) bench.bench_site --pages $(or $(PAGES),200)

lighthouse: build bench/lighthouse/.ready ## Judge the pages by Lighthouse on a phone, PAGES='exercises/*' some of them, RUNS=3 each
	@$(RUN) tests.support.chromium
	@$(RUN) bench.bench_lighthouse --runs $(or $(RUNS),3) $(PAGES)

accessibility: build ## Hold the pages to what all must pass, in three browsers and both languages, PAGES='exercises/*' some of them
	@$(RUN) tests.support.chromium
	@$(RUN) tests.support.other_browsers
	@$(RUN) bench.bench_accessibility $(PAGES)

draws: parts ## Draw 10,000 papers of all exercises, and check every key by other arithmetic
	@DRAWS=250 $(RUN) pytest --numprocesses=auto --dist=worksteal tests/engine/test_collection.py

parts: .venv/.ready node_modules/.ready ## Fetch the pinned parts only; the other targets do so by themselves

hosts: .hosts/.ready ## Fetch the hosts, besides MkDocs, on which tests build a site; `make test` does so by itself

oracles: .venv/.oracles ## Fetch what only tests compare with; `make test` does so by itself

lock: .venv/.ready ## Pin today's newest versions of what requirements.in and package.json allow
	@$(RUN) tools.lock

clean: ## Remove everything that was fetched or built
	rm -rf .venv .bench .hosts node_modules bench/lighthouse/node_modules bench/lighthouse/.ready tests/vscode/node_modules tests/vscode/.ready tests/formulas/node_modules tests/formulas/.ready site offline book dist plugins/backprop_web/runtime/files .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/.ready: requirements.lock engine/pyproject.toml plugins/pyproject.toml
	@"$(or $(PYTHON),false)" -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { \
	echo 'This needs Python 3.12 or newer and found none. Install Python 3.13 with your package manager, with' >&2; \
	echo '`pyenv install 3.13` or from python.org, or name one you have: make serve PYTHON=/path/to/python3.13' >&2; exit 1; }
	@echo 'Installing the pinned Python parts into .venv'
	@"$(PYTHON)" -m venv --clear .venv
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e engine -e plugins
	@touch $@

# Peers live apart, so that nothing of the project can come to need them.
.bench/.ready: requirements-bench.lock engine/pyproject.toml | .venv/.ready
	@echo 'Installing the peers into .bench'
	@"$(PYTHON)" -m venv --clear .bench
	@.bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@echo "$(CURDIR)/engine" > "$$(.bench/bin/python $(PACKAGES))/backprop.pth"
	@touch $@

bench/lighthouse/.ready tests/vscode/.ready tests/formulas/.ready: %/.ready: %/package-lock.json | .venv/.ready
	@$(RUN) tools.npm_parts $*
	@touch $@

# What they share with the project, and the project itself, they find in .venv.
.hosts/.ready: requirements-hosts.lock | .venv/.ready
	@echo 'Installing the hosts into .hosts'
	@"$(PYTHON)" -m venv --clear .hosts
	@.hosts/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-hosts.lock
	@printf '%s\n' "$(CURDIR)/engine" "$(CURDIR)/plugins" "$$(.venv/bin/python $(PACKAGES))" > "$$(.hosts/bin/python $(PACKAGES))/zz-project.pth"
	@touch $@

# Beside what builds the site, which readers and authors need without this.
.venv/.oracles: requirements-oracles.lock | .venv/.ready
	@echo 'Installing the oracles of the tests into .venv'
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-oracles.lock
	@touch $@

# Not fetched is no failure here: the site has its steps without these parts, and the next run tries again.
node_modules/.ready: package-lock.json requirements-node.lock .venv/.ready
	@$(RUN) tools.npm_parts && touch $@ || true
