# Everything runs in .venv, which holds exactly what requirements.txt pins. The first run sets it up.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
# -P: what Python starts and imports never lies in the folder that it happens to be started in.
PY := .venv/bin/python -P

.PHONY: start facilitate test test-fast screens soak notebooks exercises corpus bench bench-mutants lint messages items pins

start: .venv/ready ; $(PY) -m toolkit start
facilitate: .venv/ready ; $(PY) -m toolkit facilitate
test: test-fast ; $(PY) -m pytest -m "nbgrader or browser" -n 2 --dist loadfile --no-loadscope-reorder
test-fast: .venv/ready-dev ; $(PY) -m pytest -m "not nbgrader and not browser" -n 2
soak: .venv/ready-dev ; SOAK=1 SOAK_KILLS=30 $(PY) -m pytest tests/test_kills.py tests/test_hostile.py \
	tests/test_many.py tests/test_collect.py tests/test_collect_kill.py
# Every page as pictures, to be looked at: make screens PAGES="safety-first desk" takes these alone.
screens: .venv/ready-dev ; PYTHONPATH=tests $(PY) tests/screens.py $(PAGES)
# Workbooks, solutions and model answers from what is written; then exercises from these.
notebooks: .venv/ready ; $(PY) -m toolkit notebooks --sure && $(PY) -m toolkit exercises
exercises: .venv/ready ; $(PY) -m toolkit exercises
bench: .venv/ready-dev ; $(PY) -m benchmarks
bench-mutants: .venv/ready-dev ; $(PY) -m benchmarks.mutants $(GROUP)
corpus: .venv/ready ; $(PY) -m toolkit.making.corpus
messages: .venv/ready ; $(PY) -m toolkit.making.messages
items: .venv/ready ; $(PY) -m toolkit.making.items
lint: .venv/ready-dev ; $(PY) -m ruff check && $(PY) -m ruff format --check && $(PY) -m mypy && \
	$(PY) -m toolkit.making.structure

.venv/ready: pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The course needs Python 3.11 or newer.")'
	@echo "Setting up the course in .venv; the first time this takes a few minutes."
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -c requirements.txt -e .
	@touch $@

.venv/ready-dev: .venv/ready
	$(PY) -m pip install --quiet --disable-pip-version-check -c requirements.txt -e '.[dev,hub,mentoring,postgresql,dask]'
	@touch $@

pins: .venv/ready-dev
	mkdir -p build
	$(PY) -m piptools compile --quiet --upgrade --all-extras --strip-extras --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options -o build/pins.txt pyproject.toml
	grep '==' build/pins.txt > requirements.txt
