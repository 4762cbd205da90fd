#!/usr/bin/env bash
# A private PostgreSQL for tests: its own folder, a Unix socket only, nothing of the machine's own server touched.
#
#   scripts/postgres.sh start [DIR]   start one in DIR (made when missing) and print its URL; a running one is reused
#   scripts/postgres.sh stop  [DIR]   stop it and delete its data
#   scripts/postgres.sh url   [DIR]   print the URL of the one that runs in DIR
#   scripts/postgres.sh share [DIR]   as start, and stop by itself once no process holds DIR/users locked (crates/pg-test)
#   scripts/postgres.sh bin           print the folder of the server programs, or say how to get them (exit 2)
#
# LANTERN_TEST_PG_BIN   folder with initdb and pg_ctl, when it is in none of the usual places
# LANTERN_TEST_PG_FSYNC on = write as durably as in service, with memory as a server has (benchmarks); otherwise off, for speed
set -euo pipefail

command=${1:-}
self=$(readlink -f "$0")
dir=$(realpath -m "${2:-${TMPDIR:-/tmp}/lantern-test-postgres-$(id -u)}")
port=5432 # names the socket file only: the server listens on no network address

say() { echo "postgres.sh: $*" >&2; }

find_bin() {
    local folder
    for folder in "${LANTERN_TEST_PG_BIN:-}" $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
        $(dirname "$(readlink -f "$(command -v initdb || echo /none)")"); do
        if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return
        fi
    done
    say "no PostgreSQL server programs (initdb, pg_ctl) found; install them with 'apt-get install postgresql'," \
        "or name their folder in LANTERN_TEST_PG_BIN, or name a running server in LANTERN_TEST_POSTGRES_URL"
    return 2
}

# PostgreSQL refuses to run as root, so root hands over to an account that owns nothing of ours.
server_user() {
    if id -u postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid="$(server_user)" --regid="$(id -g "$(server_user)")" --clear-groups -- "$@"
    else
        "$@"
    fi
}

url() { echo "postgres://lantern@localhost/postgres?host=${dir//\//%2F}%2Fserver"; }

# `running` in an `if` is fine; `start` and `stop` never are: errexit is off inside a condition.
running() { [ -f "$dir/server/data/postmaster.pid" ] && as_server "$bin/pg_ctl" status -D "$dir/server/data" >/dev/null 2>&1; }

make_folder() {
    mkdir -p -m 711 "$dir"
    # The name under the temp folder can be guessed: refuse one that somebody else made first.
    if [ ! -O "$dir" ] || [ -L "$dir" ]; then
        say "$dir belongs to somebody else; name another folder"
        exit 1
    fi
}

start() {
    if running; then return; fi
    rm -rf "$dir/server"
    mkdir -m 700 "$dir/server"
    [ "$(id -u)" != 0 ] || chown "$(server_user)" "$dir/server"
    if ! as_server "$bin/initdb" --pgdata="$dir/server/data" --username=lantern --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 --no-sync --no-instructions >"$dir/initdb.log" 2>&1; then
        say "initdb failed:"
        cat "$dir/initdb.log" >&2
        exit 1
    fi
    local durable=${LANTERN_TEST_PG_FSYNC:-off} sized=
    if [ "$durable" = on ]; then
        # As PostgreSQL's own advice has it for a server of this size; the defaults are for a machine of 2005.
        sized="shared_buffers = '$(awk '/^MemTotal/ { printf "%d", $2 / 4096 }' /proc/meminfo)MB'
max_wal_size = '4GB'"
    fi
    as_server tee "$dir/server/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$dir/server'
port = $port
max_connections = 300
timezone = 'UTC'
fsync = $durable
synchronous_commit = $durable
full_page_writes = $durable
$sized
CONF
    if ! as_server "$bin/pg_ctl" start --wait --silent -D "$dir/server/data" -l "$dir/server/log" 9>&- >&2; then
        say "the server did not start:"
        as_server cat "$dir/server/log" >&2
        exit 1
    fi
}

stop() {
    if running; then as_server "$bin/pg_ctl" stop --mode=immediate --silent -D "$dir/server/data" >&2; fi
    rm -rf "$dir/server" "$dir/initdb.log"
}

# Stops the server when nobody has used it for a while. Users hold a shared lock on DIR/users; it is taken exclusively for
# the time of stopping, so a test that comes in that moment waits and then starts a new server.
watch() {
    exec 8>>"$dir/users"
    while sleep 5; do
        if flock --nonblock --exclusive 8; then
            sleep 1
            (
                flock 9
                stop
            ) 9>>"$dir/start"
            return
        fi
    done
}

# One starter at a time.
locked() {
    make_folder
    exec 9>>"$dir/start"
    flock 9
    "$@"
}

bin=$(find_bin)
cd / # the server's account may not be able to enter the folder we stand in
case $command in
start)
    locked start
    url
    ;;
stop) [ ! -d "$dir" ] || locked stop ;;
url)
    if ! running; then
        say "none runs in $dir"
        exit 1
    fi
    url
    ;;
share)
    started=no
    share() {
        if ! running; then
            start
            started=yes
        fi
    }
    locked share
    [ $started = no ] || setsid --fork "$BASH" "$self" watch "$dir" </dev/null >/dev/null 2>&1 9>&-
    url
    ;;
watch) watch ;;
bin) echo "$bin" ;;
*)
    sed -n '2,12s/^# \{0,1\}//p' "$self" >&2
    exit 2
    ;;
esac
