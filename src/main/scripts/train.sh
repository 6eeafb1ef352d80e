#!/usr/bin/env bash
# train.sh APP ARCHIVE: runs a daemon on private paths, asks it what clients ask, and has the JVM write
# down what it loaded. The archive fits this JDK, these jars and this collector only.
set -euo pipefail

app=$1
archive=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(mktemp -d /tmp/joey-train.XXXXXX)
socket=$root/exec/joey.sock
pid=

cleanup() {
    [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
    rm -rf "$root"
}
trap cleanup EXIT

# shellcheck disable=SC2086
"$JAVA_HOME/bin/java" "@$here/jvm.options" "-XX:AOTCacheOutput=$archive" ${JOEY_JAVA_OPTS:-} \
    -jar "$app/quarkus-run.jar" daemon --data-root "$root/data" --exec-root "$root/exec" \
    >"$root/log" 2>&1 &
pid=$!

get() { curl -s -o /dev/null --unix-socket "$socket" "http://joey$1"; }

for _ in $(seq 600); do
    if get /_ping; then break; fi
    if ! kill -0 "$pid" 2>/dev/null; then
        cat "$root/log"
        exit 1
    fi
    sleep 0.1
done
for path in /_ping /version /info /containers/json?all=1 /images/json /health/ready /metrics /nothing; do
    get "$path"
done
kill -TERM "$pid"
wait "$pid" || true
pid=
[ -s "$archive" ] || { cat "$root/log"; exit 1; }
