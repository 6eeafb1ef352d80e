#!/usr/bin/env bash
# demo.sh APP "JVM OPTIONS" BUSYBOX: a daemon on private paths runs a few containers for the Docker CLI. Called by
# ./joey demo, which has set up everything. Leaves nothing behind.
set -euo pipefail

app=$1
jvm_options=$2
busybox=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(mktemp -d /tmp/joey-demo.XXXXXX)
export DOCKER_HOST=unix://$root/exec/joey.sock
export DOCKER_CONFIG=$root/client
pid=
began=$SECONDS

step() { printf '\n\033[1m# %s\033[0m\n' "$*"; }
# Shows a command as one would type it, and runs it.
show() {
    local word line='$'
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9_./:=@%+,-]*) line+=" '${word//\'/\'\\\'\'}'" ;;
            *) line+=" $word" ;;
        esac
    done
    printf '%s\n' "$line"
    "$@"
}

cleanup() {
    local status=$?
    if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
        docker ps -aq 2>/dev/null | xargs -r docker rm -f >/dev/null 2>&1 || true
        kill -TERM "$pid"
        wait "$pid" || true
    fi
    if [ "$status" -ne 0 ]; then
        printf '\nThe demo failed. The end of the daemon'"'"'s log:\n' >&2
        tail -n 40 "$root/daemon.log" >&2 || true
    fi
    "$here/leave-nothing.sh" "$root"
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

step "A daemon of its own, below $root"
storage=()
# One overlay cannot hold another one's upper folder; that is so where this machine is a container itself.
if [ "$(stat -f -c %T "$root")" = overlayfs ]; then storage=(--storage-driver native); fi
# shellcheck disable=SC2086
"$JAVA_HOME/bin/java" $jvm_options ${JOEY_JAVA_OPTS:-} -jar "$app/quarkus-run.jar" daemon \
    --data-root "$root/data" --exec-root "$root/exec" --cgroup-parent "/$(basename "$root")" \
    "${storage[@]}" >"$root/daemon.log" 2>&1 &
pid=$!
for _ in $(seq 600); do
    if curl -sf -o /dev/null --unix-socket "$root/exec/joey.sock" http://joey/_ping; then break; fi
    kill -0 "$pid" 2>/dev/null || exit 1
    sleep 0.1
done
show docker version

step "An image, made from this machine's own busybox"
"$here/busybox-image.sh" "$busybox" "$root/busybox.tar"
show docker load -i "$root/busybox.tar"
show docker images

step "A container that says something and is gone"
show docker run --rm --network none busybox echo "Hello from a container of Joey"

step "Its exit code comes through, and its input goes in"
code=0
show docker run --rm --network none busybox sh -c 'echo to stderr >&2; exit 7' || code=$?
echo "exit code: $code"
[ "$code" = 7 ]
echo "some words counted inside" | show docker run --rm -i --network none busybox wc -w

step "A container in the background, with a memory limit"
show docker run -d --name clock --network none --memory 64m busybox \
    sh -c 'trap "echo bye; exit 0" TERM; while :; do echo tick; sleep 1 & wait $!; done'
sleep 2
show docker ps
show docker top clock
show docker logs --timestamps clock
show docker stats --no-stream clock
show docker inspect --format '{{.State.Status}}, pid {{.State.Pid}}, {{.HostConfig.Memory}} bytes' clock

step "A web server on a port of this machine, with its page in a volume"
show docker run -d --name web -p 127.0.0.1::80 -v pages:/www busybox httpd -f -h /www
echo "a page in a volume" >"$root/index.html"
show docker cp -q "$root/index.html" web:/www/
show docker exec web cat /www/index.html
show curl -sf --retry 20 --retry-connrefused --retry-delay 1 "http://$(docker port web 80/tcp)/"
show docker rm -f web
show docker volume rm pages

step "It is paused, goes on, and is stopped"
show docker pause clock
show docker ps --filter name=clock --format '{{.Names}}: {{.Status}}'
show docker unpause clock
show docker stop clock
show docker logs --tail 1 clock
show docker ps -a

step "What happened, as the daemon tells it"
show docker events --since 10m --until "$(($(date +%s) + 1))" --format '{{.Type}} {{.Action}} {{index .Actor.Attributes "name"}}'

step "Everything is taken away again"
show docker rm clock
show docker rmi busybox
kill -TERM "$pid"
wait "$pid"
pid=
printf '\nDone in %d seconds.\n' $((SECONDS - began))
