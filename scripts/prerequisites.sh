#!/usr/bin/env bash
# Installs what is missing, where the machine allows it; otherwise says exactly what to install and exits with 2.
#
#   scripts/prerequisites.sh run    what building and running needs beyond Rust and Node: a C compiler (for SQLite)
#   scripts/prerequisites.sh test   that, and what the tests use: PostgreSQL, Chromium with its driver, xmllint, openssl, python3
#                                   with the readers of scripts/test-requirements.txt in target/python
set -euo pipefail
cd "$(dirname "$0")/.."

missing=() # Debian packages

need() { # PACKAGE COMMAND...: any one of the commands will do
    local package=$1 command
    shift
    for command in "$@"; do
        if command -v "$command" >/dev/null 2>&1; then return; fi
    done
    missing+=("$package")
}

look() {
    missing=()
    need gcc cc
    [ "$1" = test ] || return 0
    scripts/postgres.sh bin >/dev/null 2>&1 || [ -n "${LANTERN_TEST_POSTGRES_URL:-}" ] || missing+=(postgresql)
    need chromium chromium chromium-browser google-chrome
    need chromium-driver chromedriver
    need libxml2-utils xmllint
    need openssl openssl
    need python3 python3
    python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing+=(python3-venv)
}

apt() {
    export DEBIAN_FRONTEND=noninteractive
    if [ "$(id -u)" = 0 ]; then
        apt-get "$@"
    else
        sudo -n DEBIAN_FRONTEND=noninteractive apt-get "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

mode=${1:-test}
for command in cargo node npm; do
    if ! command -v $command >/dev/null 2>&1; then
        echo "prerequisites: $command is not installed (or not on PATH). README.md says which versions are needed." >&2
        exit 2
    fi
done

# The readers that tests compare our files with; made again when the list changes.
readers() {
    [ "$mode" = test ] || return 0
    local wanted=scripts/test-requirements.txt made=target/python/made-from.txt
    cmp -s "$wanted" "$made" && return 0
    echo "prerequisites: python readers into target/python" >&2
    mkdir -p target
    python3 -m venv target/python >&2 && target/python/bin/pip install --quiet --disable-pip-version-check -r "$wanted" >&2 &&
        cp "$wanted" "$made" && return 0
    echo "prerequisites: could not install $wanted; the tests that read files back with DuckDB and PyArrow will fail" >&2
}

look "$mode"
if [ ${#missing[@]} -eq 0 ]; then
    readers
    exit 0
fi

if may_install; then
    echo "prerequisites: installing ${missing[*]}" >&2
    wanted=("${missing[@]}")
    # A machine's package lists may be empty or old: refresh them only when they do not serve.
    apt install -y --no-install-recommends "${wanted[@]}" >&2 ||
        { apt update >&2 && apt install -y --no-install-recommends "${wanted[@]}" >&2; } || true
    look "$mode"
fi

if [ ${#missing[@]} -gt 0 ]; then
    echo "prerequisites: please install what is missing, then try again:" >&2
    echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 2
fi
readers
