# Sourced by ./joey: finds what Joey needs on the machine, or installs it by apt.
# shellcheck shell=bash disable=SC2034

tools=$JOEY_HOME/target/tools
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:$tools

say() { echo "joey: $*" >&2; }

# need WORD...: makes sure of each, installing at most once. Says what is missing and exits 1 if it cannot.
need() {
    local word packages=()
    for word in "$@"; do
        if ! have "$word"; then
            case $word in
                docker | docker-registry) continue ;;
                *) packages+=("$(package_of "$word")") ;;
            esac
        fi
    done
    if [ ${#packages[@]} -gt 0 ]; then
        install_packages "${packages[@]}"
    fi
    for word in "$@"; do
        if [ "$word" = docker ] && ! have docker; then
            fetch_docker_client
        fi
        if [ "$word" = docker-registry ] && ! have docker-registry; then
            fetch_program docker-registry
        fi
        have "$word" || {
            say "$(package_of "$word") is installed, but $word cannot be found"
            exit 1
        }
    done
}

have() {
    case $1 in
        java) find_java ;;
        # The wrapper needs an older Maven only to fetch its own.
        maven) [ -d "${MAVEN_USER_HOME:-$HOME/.m2}/wrapper/dists/apache-maven-3.9.16" ] || command -v mvn >/dev/null ;;
        busybox) static_busybox >/dev/null ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

package_of() {
    case $1 in
        java) echo openjdk-25-jdk-headless ;;
        nft) echo nftables ;;
        ip) echo iproute2 ;;
        busybox) echo busybox-static ;;
        docker) echo docker-cli ;;
        *) echo "$1" ;;
    esac
}

# JAVA_HOME if it is 25 or later, then the usual folders.
find_java() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/local/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25*; do
        if [ -x "$home/bin/javac" ] && [ "$(java_version "$home")" -ge 25 ]; then
            export JAVA_HOME=$home
            return 0
        fi
    done
    return 1
}

java_version() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | grep . || echo 0
}

# The path of a busybox that needs no library of the host.
static_busybox() {
    local candidate
    for candidate in /usr/bin/busybox /bin/busybox /usr/lib/busybox/busybox-static /bin/busybox.static; do
        if [ -x "$candidate" ] && ! grep -q -a -F /lib64/ld-linux "$candidate" && ! grep -q -a -F /lib/ld- "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

updated=
apt_update() {
    [ -n "$updated" ] || apt-get -q update >&2
    updated=yes
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

offered() {
    [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([^(].*\)/\1/p')" ]
}

install_packages() {
    if ! can_install; then
        say "this machine lacks: $*"
        say "install them, on Debian and Ubuntu as root: apt-get install $*"
        [[ " $* " != *" openjdk-25-jdk-headless "* ]] || say "a JDK 25 of any maker will do: set JAVA_HOME to it"
        exit 1
    fi
    say "installing $*"
    local package
    for package in "$@"; do
        offered "$package" || apt_update
        offered "$package" || {
            say "this distribution has no package $package: install it yourself"
            [ "$package" != openjdk-25-jdk-headless ] || say "a JDK 25 of any maker will do: set JAVA_HOME to it"
            exit 1
        }
    done
    install_now "$@" || { apt_update; install_now "$@"; } || {
        say "apt-get could not install: $*"
        exit 1
    }
}

install_now() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" >&2
}

# Only the client: where it has no package of its own it is taken out of docker.io, whose installation
# would start a dockerd.
fetch_docker_client() {
    if ! can_install; then
        say "this machine lacks the Docker CLI: install it, without starting dockerd"
        exit 1
    fi
    offered docker-cli || offered docker.io || apt_update
    if offered docker-cli; then
        install_packages docker-cli
        return
    fi
    fetch_program docker.io docker
}

# fetch_program PACKAGE [PROGRAM]: takes one program out of a package whose installation would start a
# daemon of the same.
fetch_program() {
    local package=$1 program=${2:-$1} work
    if ! can_install; then
        say "this machine lacks $program of the package $package"
        exit 1
    fi
    say "taking $program out of the package $package"
    work=$(mktemp -d)
    (
        cd "$work"
        apt-get -q download "$package" >&2 || { apt-get -q update >&2 && apt-get -q download "$package" >&2; }
        dpkg-deb --fsys-tarfile "$package"_*.deb | tar -x "./usr/bin/$program"
    )
    mkdir -p "$tools"
    mv "$work/usr/bin/$program" "$tools/$program"
    rm -rf "$work"
}
