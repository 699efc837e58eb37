# A bare `make` lists what there is.
PORT ?= 8000
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# A production environment, as far as checks need one; no value of it is used anywhere else.
PRODUCTION := ENV_FILE=/dev/null DEMO=0 SITE_URL=https://notes.example.org MAIL_URL=submission://user:pw@smtp.example.org \
	MAIL_FROM=notes@example.org SECRET_KEY=$$(openssl rand -base64 60 2>/dev/null | tr -d '\n' || head -c 60 /dev/urandom | base64 -w0)

.PHONY: help demo test check bench bench-desk bench-batches bench-keys faults format migrations requirements clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: ## the blog with its demo, on http://127.0.0.1:8000 (PORT=8001 for another port)
	@PORT=$(PORT) ./bootstrap.sh demo

test: ## every test, with branch coverage (ARGS="-k approving" for some)
	@./bootstrap.sh test $(ARGS)

check: ## what needs no test run: style, migrations, deployment checks, architecture
	@./bootstrap.sh tools
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	@$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(PYTHON) -m pytest -q -p no:cacheprovider tests/test_architecture.py

bench: ## what each page costs on a million comments (ARGS="--comments 10000 --rounds 5")
	@./bootstrap.sh tools
	@$(PYTHON) -m tests.benchmarks $(ARGS)

bench-desk: ## the same of the moderation desk, with 12 and with 100,000 waiting
	@./bootstrap.sh tools
	@$(PYTHON) -m tests.benchmarks.desk

bench-batches: ## ten thousand replies decided by one batch, taken back, and who waits meanwhile
	@./bootstrap.sh tools
	@$(PYTHON) -m tests.benchmarks.desk_batches

bench-keys: ## a hundred waiting replies decided in Chromium, by keys and without JavaScript
	@./bootstrap.sh tools
	@$(PYTHON) -m tests.benchmarks.desk_by_keys

faults: ## kills, outages, a full disk, a crowd, a flood: at length, with a table (ARGS="-k flood")
	@./bootstrap.sh tools
	@$(PYTHON) -m tests.faults -q --no-cov $(ARGS)

format: ## let ruff put the code in order
	@./bootstrap.sh tools
	$(PYTHON) -m ruff check --fix . && $(PYTHON) -m ruff format .

migrations: ## write the migrations that the models call for
	@$(PRODUCTION) $(MANAGE) makemigrations posts comments

requirements: ## pin the newest versions, with hashes, that requirements/*.in allow (needs uv)
	uv pip compile --upgrade --universal --python-version 3.12 --generate-hashes --no-annotate --no-header -q requirements/app.in -o requirements/app.txt
	uv pip compile --upgrade --universal --python-version 3.12 --generate-hashes --no-annotate --no-header -q requirements/tests.in -o requirements/tests.txt

clean: ## remove what the other targets made, the demo's database included
	rm -rf .venv var .env .pytest_cache .ruff_cache .coverage
