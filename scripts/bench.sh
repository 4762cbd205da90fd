#!/usr/bin/env bash
# Runs every bench target of the workspace and prints one table with the machine it ran on.
#
# A bench target (crates/*/benches/NAME.rs or NAME/main.rs, `harness = false`) prints its results as table rows on standard output,
# `| what is measured | size | result | beside what |`, and anything else on standard error.
# Arguments name the targets to run; none runs all.
set -euo pipefail
cd "$(dirname "$0")/.."

machine() {
    local cpu memory disk
    cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
    memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
    disk=$(findmnt -no SOURCE,FSTYPE --target . | tr -s ' ')
    echo "Machine: ${cpu:-unknown processor}, $(nproc) cores, $memory memory, disk $disk, Linux $(uname -r), $(rustc --version)."
    echo "Load before the run: $(cut -d' ' -f1-3 /proc/loadavg). Date: $(date -u +%Y-%m-%d). Commit: $(git rev-parse --short HEAD)."
}

wanted() { # NAME, given the names asked for
    local name=$1 asked
    shift
    [ $# -gt 0 ] || return 0
    for asked in "$@"; do [ "$asked" != "$name" ] || return 0; done
    return 1
}

if [ -z "${LANTERN_TEST_POSTGRES_URL:-}" ] && scripts/postgres.sh bin >/dev/null; then
    postgres=$(mktemp -d "${TMPDIR:-/tmp}/lantern-bench-XXXXXX")
    chmod 711 "$postgres"
    trap 'scripts/postgres.sh stop "$postgres"; rm -rf "$postgres"' EXIT
    # As durable as in service: a figure for a database that may forget is worth nothing.
    LANTERN_TEST_POSTGRES_URL=$(LANTERN_TEST_PG_FSYNC=on scripts/postgres.sh start "$postgres")
    export LANTERN_TEST_POSTGRES_URL
fi

machine
echo
echo "| measure | size | result | beside |"
echo "| --- | --- | --- | --- |"
failed=0
for target in crates/*/benches/*.rs crates/*/benches/*/main.rs; do
    [ -e "$target" ] || continue
    crate=$(cut -d/ -f2 <<<"$target")
    name=$(basename "${target%/main.rs}" .rs)
    wanted "$name" "$@" || continue
    echo "bench: $crate $name" >&2
    cargo bench --locked --quiet -p "$crate" --bench "$name" | grep --line-buffered '^| ' || { echo "bench: $name failed or printed no row" >&2; failed=1; }
done
exit $failed
