#!/usr/bin/env bash
# train.sh APP ARCHIVE [BUSYBOX]: runs a daemon on private paths, asks it what clients ask, with BUSYBOX runs
# a few containers, and has the JVM write down what it loaded. The archive fits this JDK, these jars and this collector only.
set -euo pipefail

app=$1
archive=$2
busybox=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(mktemp -d /tmp/joey-train.XXXXXX)
socket=$root/exec/joey.sock
pid=

cleanup() {
    if [ -n "$pid" ]; then
        kill -KILL "$pid" 2>/dev/null || true
    fi
    "$here/leave-nothing.sh" "$root"
}
trap cleanup EXIT

# Profiles of methods are for the optimising compiler, which does not run: without them it is 5 MB less.
# shellcheck disable=SC2086
"$JAVA_HOME/bin/java" "@$here/jvm.options" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
    "-XX:AOTCacheOutput=$archive" ${JOEY_JAVA_OPTS:-} \
    -jar "$app/quarkus-run.jar" daemon --data-root "$root/data" --exec-root "$root/exec" \
    --cgroup-parent "/$(basename "$root")" \
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

ask() { curl -s --unix-socket "$socket" -X "$@"; }

# The whole life of a container, a few times, so that the archive knows which code matters. A failure here
# only makes a poorer archive.
run_containers() {
    "$here/busybox-image.sh" "$busybox" "$root/busybox.tar" train:latest
    ask POST http://joey/images/load -T "$root/busybox.tar" >/dev/null
    local id
    for _ in 1 2 3 4 5 6; do
        id=$(ask POST http://joey/containers/create -H 'Content-Type: application/json' \
            -d '{"Image":"train","Cmd":["true"],"HostConfig":{"NetworkMode":"none"}}' | sed -n 's/.*"Id":"\([0-9a-f]*\)".*/\1/p')
        [ -n "$id" ] || return 0
        ask POST "http://joey/containers/$id/start" >/dev/null
        ask POST "http://joey/containers/$id/wait" >/dev/null
        for path in /containers/json?all=1 "/containers/$id/json" "/containers/$id/logs?stdout=1" /images/train/json; do
            get "$path"
        done
        ask DELETE "http://joey/containers/$id?force=1" >/dev/null
    done
    ask DELETE http://joey/images/train >/dev/null
}
[ -z "$busybox" ] || run_containers

for path in /_ping /version /info /containers/json?all=1 /images/json /health/ready /metrics /nothing; do
    get "$path"
done
kill -TERM "$pid"
wait "$pid" || true
pid=
[ -s "$archive" ] || { cat "$root/log"; exit 1; }
