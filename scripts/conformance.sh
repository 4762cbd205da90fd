#!/usr/bin/env bash
# Checks the product against the shared contract and data: every test target named `conformance`, with LANTERN_SHARED set.
set -euo pipefail
cd "$(dirname "$0")/.."

LANTERN_SHARED=$(realpath -m "${LANTERN_SHARED:-../shared}")
export LANTERN_SHARED
if [ ! -d "$LANTERN_SHARED" ]; then
    echo "conformance: nothing at $LANTERN_SHARED (set LANTERN_SHARED): skipped" >&2
    exit 0
fi
targets=(crates/*/tests/conformance*.rs crates/*/tests/conformance*/main.rs)
for target in "${targets[@]}"; do
    [ -e "$target" ] || continue
    crate=$(cut -d/ -f2 <<<"$target")
    name=$(cut -d/ -f4 <<<"$target")
    echo "conformance: $crate ${name%.rs}" >&2
    cargo test --locked -p "$crate" --test "${name%.rs}" -- --nocapture
done
