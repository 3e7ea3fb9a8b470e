# The two commands a newcomer needs: `make demo` and `make test`. Everything happens in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
WORKERS ?= 2

.PHONY: help demo docs test check fix prove bench lock messages reference system clean

help:            ## what can be made
	@grep -E '^[a-z]+: .*##|^[a-z]+: *##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(READY)   ## run the main job on the sample campaign, in the folder demo/
	$(BIN)/docgen demo demo

test: $(READY) system check  ## run everything a change must pass
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -ra --cov --cov-report=term

check: $(READY)  ## lint and types, read-only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(READY)    ## mend what a tool can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)    ## the documentation as a site: then open site/index.html
	$(BIN)/mkdocs build --quiet --strict

prove: $(READY) system  ## every proof in its full size (hours)
	DOCGEN_PROVE=full $(BIN)/pytest -n $(WORKERS) --dist worksteal -ra

bench: $(READY)  ## the figures of benchmarks/, each against its rival in the same run
	@for name in render convert forms sign accuracy read assess results year collect; do echo "== $$name"; $(BIN)/python benchmarks/$$name.py; done

lock: $(READY)   ## resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --group dev --extra postgresql --extra charts --extra keyring --extra parquet --extra pkcs11 --output-file requirements.lock pyproject.toml

messages: $(READY)  ## gather the sentences to translate, and compile the translations
	$(BIN)/python scripts/gather_messages.py

reference: $(READY)  ## write the generated pages of docs/ anew
	$(BIN)/python scripts/write_reference.py

system:          ## install the programs the tests compare with, or name what is missing
	@sh scripts/system_packages.sh

clean:           ## remove what was made
	rm -rf .venv demo site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
