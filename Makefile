# `make` lists what can be done. Two commands do all the set-up: `make run` and `make test`.

SHELL := /bin/bash
DATA ?= var/demo
LISTEN ?= 127.0.0.1:8080

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14 | sed 's/^/  make /'

.PHONY: run
run: assets ## build, load the demonstration into an SQLite database in var/demo, serve http://localhost:8080
	cargo build --locked -p lantern
	mkdir -p $(DATA)
	cargo run --locked --quiet -p lantern -- serve --demo --data $(DATA) --messages $(DATA)/messages --listen $(LISTEN)

.PHONY: test
test: assets ## install what the tests need where it is missing, then run every test
	scripts/test.sh

.PHONY: lint
lint: assets ## formatting, clippy without warnings, the claims of docs/security, and dependencies when cargo-deny is installed
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@if command -v cargo-deny >/dev/null; then cargo deny check; else echo "cargo-deny is not installed: dependencies not checked"; fi
	python3 docs/security/check_asvs.py

.PHONY: fmt
fmt: ## format the code
	cargo fmt --all

.PHONY: bench
bench: assets ## measure, and print one table with the machine it ran on
	scripts/bench.sh

.PHONY: conformance
conformance: assets ## check against the shared contract and data in $LANTERN_SHARED (../shared)
	scripts/conformance.sh

.PHONY: fuzz
fuzz: ## fuzz every reader for a short while
	fuzz/run.sh

.PHONY: assets
assets: node_modules/.package-lock.json ## fetch the front-end files and standing data from npm, when they changed

# npm writes this file at the end of an installation, so it stands for a complete one.
node_modules/.package-lock.json: package-lock.json package.json
	scripts/prerequisites.sh run
	npm ci --no-audit --no-fund
	@touch $@
