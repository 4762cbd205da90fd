#!/usr/bin/env bash
# Every test of the workspace, against a private PostgreSQL that lives as long as this script.
# Arguments go to the test runner: scripts/test.sh -p store
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/prerequisites.sh test

if [ -z "${LANTERN_TEST_POSTGRES_URL:-}" ]; then
    postgres=$(mktemp -d "${TMPDIR:-/tmp}/lantern-make-test-XXXXXX")
    chmod 711 "$postgres" # PostgreSQL may run under another account
    trap 'scripts/postgres.sh stop "$postgres"; rm -rf "$postgres"' EXIT
    LANTERN_TEST_POSTGRES_URL=$(scripts/postgres.sh start "$postgres")
    export LANTERN_TEST_POSTGRES_URL
fi

[ $# -gt 0 ] || set -- --workspace
if command -v cargo-nextest >/dev/null 2>&1; then
    # Examples in the documentation first, so that the runner's summary is the last thing on the screen.
    cargo test --locked --doc --quiet "$@"
    cargo nextest run --locked --no-fail-fast "$@"
else
    cargo test --locked --no-fail-fast "$@"
fi
