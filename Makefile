# Two commands for a newcomer: `make demo` and `make test`. The rest is what CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEEL_SOURCES := pyproject.toml $(shell find src -type f -not -name '*.pyc')
# A process for each core; the tests of one file stay together, as they share what takes long to make, and files are
# taken in the order of conftest.py.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What a process has compiled is there for the next, whatever the machine's settings: the tests start many.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test test-full laws lint wheel wheel-test pages site benchmarks clean

demo: $(VENV)/plan.stamp
	$(BIN)/laborcoop plan examples/spring-return --out out/spring-return

test: $(VENV)/test.stamp
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -q -m "not browser and not office and not site" $(PARALLEL)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

# What needs a browser or LibreOffice; install them first (Debian: apt-get install chromium fonts-noto-cjk
# libreoffice-calc).
test-full: $(VENV)/test.stamp
	$(BIN)/python -m pytest -m "browser or office" tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The wheel, installed where the sources are out of reach.
wheel: build/wheel/wheel.stamp

build/wheel/wheel.stamp: $(VENV)/dev.stamp $(WHEEL_SOURCES)
	rm -rf dist build/wheel
	$(BIN)/python -m build --wheel --outdir dist .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --no-compile "$$(ls dist/*.whl)[test]"
	touch $@

# It passes the same tests, on the same examples of each law every time.
wheel-test: wheel
	rm -rf build/wheel/tested
	mkdir build/wheel/tested
	cp -r tests examples docs benchmarks pyproject.toml conftest.py *.md build/wheel/tested/
	cd build/wheel/tested && ../venv/bin/python -m pytest -q --hypothesis-profile=same-examples -m "not browser and not office and not site" $(PARALLEL) tests docs README.md README.zh-CN.md

# Every law on new examples, drawn from a seed if one is given: `make laws SEED=7`.
laws: $(VENV)/test.stamp
	$(BIN)/python -m pytest -q -m "not browser and not office and not site" $(PARALLEL) $(if $(SEED),--hypothesis-seed=$(SEED)) tests

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/plan.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[plan]"
	touch $@

$(VENV)/test.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	touch $@ $(VENV)/plan.stamp

$(VENV)/dev.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@ $(VENV)/test.stamp $(VENV)/plan.stamp

$(VENV)/docs.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[docs]"
	touch $@ $(VENV)/test.stamp $(VENV)/plan.stamp

# Write the pages that are made from the code and from the tests.
pages: $(VENV)/test.stamp
	$(BIN)/python docs/make_pages.py

# The documentation site, in build/site/html: built without a warning, and looked at by tests. To read it with its search:
# .venv/bin/python -m http.server --directory build/site/html
site: $(VENV)/docs.stamp
	$(BIN)/python docs/site_tree.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file build/site/mkdocs.yml
	$(BIN)/python docs/site_search.py
	$(BIN)/python -m pytest -q -m site tests/docs

# Measure on a quiet machine, and write docs/benchmarks.md.
benchmarks: $(VENV)/plan.stamp
	$(BIN)/python benchmarks/tables.py

clean:
	rm -rf $(VENV) build dist out .coverage
