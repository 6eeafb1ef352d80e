# Sourced by ./joey: builds what is out of date.
# shellcheck shell=bash

app=$JOEY_HOME/target/quarkus-app
archive=$app/joey.aot
stamp=$JOEY_HOME/target/joey.stamp

# What the sources are, by name, size and time of change.
sources() {
    (cd "$JOEY_HOME" && find src/main pom.xml .mvn -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum)
    echo "$JAVA_HOME"
}

maven() {
    local commit=unknown time=()
    if git -C "$JOEY_HOME" rev-parse HEAD >/dev/null 2>&1; then
        commit=$(git -C "$JOEY_HOME" rev-parse --short=10 HEAD)
        time=("-Djoey.time=$(TZ=UTC git -C "$JOEY_HOME" log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)")
    fi
    (cd "$JOEY_HOME" && ./mvnw -B -ntp $([ -t 1 ] || echo -Dstyle.color=never) "-Djoey.commit=$commit" "${time[@]}" "$@")
}

build() {
    if [ "$(cat "$stamp" 2>/dev/null)" != "$(sources)" ] || [ ! -e "$app/quarkus-run.jar" ]; then
        say "building"
        build_fresh package -q -Dmaven.test.skip=true >&2
    fi
    # Not tried again on sources for which it failed.
    [ -e "$archive" ] || [ -e "$archive.failed" ] || train
}

# build_fresh GOAL...: runs Maven and remembers from which sources.
build_fresh() {
    local from
    from=$(sources)
    rm -f "$archive" "$archive.failed"
    maven "$@"
    echo "$from" >"$stamp"
}

build_tests() {
    say "compiling the tests"
    maven -q test-compile >&2
}

jvm_options() {
    echo "@$JOEY_HOME/src/main/scripts/jvm.options"
    [ ! -e "$archive" ] || echo "-XX:AOTCache=$archive"
}

# Starts a daemon once on private paths to record what a start loads, so that the next ones take it
# ready-made from an archive. Needs root, as the daemon does; without the archive a start is slower.
train() {
    if [ "$(id -u)" != 0 ] || ! have curl; then
        say "no start-up archive (it takes root and curl to record one): the daemon starts slower"
        return 0
    fi
    say "recording a start-up archive"
    "$scripts/train.sh" "$app" "$archive" "$(static_busybox || true)" >&2 || {
        touch "$archive.failed"
        say "no start-up archive this time: the daemon starts slower"
    }
}

build_native() {
    local options=()
    if [ -x "${GRAALVM_HOME:-}/bin/native-image" ]; then
        say "building a native binary with $GRAALVM_HOME"
    elif command -v docker >/dev/null && docker info >/dev/null 2>&1 || command -v podman >/dev/null; then
        say "building a native binary in a container of Quarkus"
        options+=(-Dquarkus.native.container-build=true)
    else
        say "a native binary takes GraalVM or Mandrel 25 (set GRAALVM_HOME), or docker or podman"
        exit 1
    fi
    maven package -Dnative -Dmaven.test.skip=true "${options[@]}"
    say "built $(ls "$JOEY_HOME"/target/joey-*-runner)"
}
