#!/bin/sh
# Fuzzes every reader for SECONDS each, beginning from the kept corpus; exits with an error when one crashes.
#
#   fuzz/run.sh 20        (10 when left out)
#
# Needs a C++ compiler. cargo-fuzz is installed into target/tools when it is missing. Sanitizers and coverage are
# unstable flags of rustc: RUSTC_BOOTSTRAP lets the stable compiler take them, for this build only.
set -eu

seconds=${1:-10}
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
tools="$target/tools"
if [ ! -x "$tools/bin/cargo-fuzz" ]; then
    CARGO_TARGET_DIR="$target/tools-build" cargo install --quiet --locked cargo-fuzz --version 0.13.2 --root "$tools"
    rm -rf "$target/tools-build"
fi
export PATH="$tools/bin:$PATH" RUSTC_BOOTSTRAP=1
# The build of fuzz targets is of its own kind; keep it apart from the program's.
export CARGO_TARGET_DIR="$target/fuzz"

cargo fuzz build >/dev/null 2>&1 || cargo fuzz build
failed=0
for name in $(cargo fuzz list); do
    # New inputs go to a folder of their own: the kept corpus stays small.
    found="$CARGO_TARGET_DIR/found/$name"
    mkdir -p "$found"
    log="$CARGO_TARGET_DIR/$name.log"
    if cargo fuzz run "$name" "$found" "fuzz/corpus/$name" -- -max_total_time="$seconds" -max_len=16384 \
        -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 >"$log" 2>&1; then
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $seconds s, no crash"
    else
        failed=1
        tail -n 40 "$log"
        echo "$name: crashed" >&2
    fi
done
if [ "$failed" -ne 0 ]; then
    echo "a reader crashed: the input lies under fuzz/artifacts" >&2
fi
exit "$failed"
