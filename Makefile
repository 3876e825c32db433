# Every target makes .venv first, from locked and hashed requirements, so each works alone on a fresh machine
# that has Python 3.11 or later and make. PYTHON=python3.12 chooses another Python for a new .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COURSE := $(VENV)/.course-installed
DEV := $(VENV)/.dev-installed
SITE := $(VENV)/.site-installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all:

# nbgrader looks for alembic, and JupyterLab for its kernels, on PATH.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: wheel pythons help setup grade test lab site build-site release check lock clean

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

setup: $(DEV)  ## Make .venv with everything for grading, tests and checks

# The sample class is our own, so it may be graded where no sandbox works, too.
grade: $(COURSE)  ## Build the release, grade the sample class, write feedback, print the class table
	@$(BIN)/threadlab grade --i-trust-these-submissions

release: $(COURSE)  ## Build release/ from source/
	@$(BIN)/threadlab build

# Built from what is committed, and tried where nothing else is installed: what pip brings is what a student has.
wheel: $(COURSE)  ## Build the package for an index into dist/, and try it in an empty environment
	@rm -rf build/empty dist && mkdir -p dist
	@$(BIN)/python -m flit_core.wheel --outdir dist .
	@$(BIN)/python -m venv build/empty
	@build/empty/bin/python -m pip --disable-pip-version-check --quiet install dist/threadlab-*.whl
	@cd build && empty/bin/python ../tests/try_wheel.py
	@build/empty/bin/python -m pip --disable-pip-version-check --quiet install ipykernel nbclient
	@cd build && empty/bin/python ../tests/try_notebooks.py
	@ls -s -h dist/*.whl

pythons:  ## Run the suite on Pythons that this system lacks (needs root, debootstrap, some GB)
	@bash tests/pythons.sh $(TESTS)

lab: $(COURSE)  ## Open JupyterLab on the course, with the formgrader
	@$(BIN)/threadlab lab

site: $(SITE)  ## Build the course as a site that runs in a browser, and serve it on this machine
	@$(BIN)/threadlab site --serve

build-site: $(SITE)  ## Build the site into the folder TO=..., to be served by any web server
	@$(BIN)/threadlab site --to $(TO)

# Three for two processors: many tests wait for a browser, or for processes of their own.
WORKERS = $(shell $(BIN)/python -c 'import os; print(os.cpu_count() * 3 // 2)')

test: $(DEV)  ## Run every test
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(TESTS)

check: $(DEV)  ## Lint, formatting, types, and the floor plan of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/house

lock: | $(BIN)/python  ## Lock the requirements anew (needs uv)
	uv pip compile pyproject.toml --extra instructor --extra report --group build $(LOCKING) --output-file requirements.txt
	uv pip compile src/threadlab/site/pinned/wheels.in --no-deps --no-annotate --python-version 3.14 \
	  $(filter-out --universal --python-version 3.11 --upgrade,$(LOCKING)) \
	  --output-file src/threadlab/site/pinned/wheels.txt
	uv pip compile pyproject.toml --extra instructor --extra report --extra site --group build --constraint requirements.txt \
	  $(LOCKING) --output-file requirements-site.txt
	uv pip compile pyproject.toml --constraint requirements.txt $(LOCKING) \
	  --output-file src/threadlab/runners/packing/requirements.txt
	uv pip compile pyproject.toml --extra instructor --extra report --extra cluster --extra hub --extra site --group dev \
	  --constraint requirements.txt --constraint requirements-site.txt \
	  $(LOCKING) --output-file requirements-dev.txt

# One lock for every supported Python and system, with neither a registry's address nor a local path in it.
LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --upgrade --quiet --no-config --custom-compile-command "make lock"

clean:  ## Remove what make and the tools made, but no grade
	rm -rf $(VENV) build dist feedback .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@echo "Making $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Threadlab needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(COURSE): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the course needs ..."
	@$(INSTALL) --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(SITE): requirements-site.txt $(COURSE)
	@echo "Installing what building the site needs ..."
	@$(INSTALL) --requirement requirements-site.txt
	@touch $@

$(DEV): requirements-dev.txt $(COURSE)
	@echo "Installing what tests and checks need ..."
	@$(INSTALL) --requirement requirements-dev.txt
	@touch $@
