#!/usr/bin/env bash
# Proves the README's two commands in an empty Debian: only git, make and Python, then `make pdf LANG=fr` and `make test`
# in a clone of the last commit.
#
#   SUITE=trixie            another Debian than bookworm
#   MIRROR=…                another mirror than the one this machine's apt uses
#   COMMANDS='a' or 'a;b'   other commands, separated by `;`
#   KEEP=1                  leave the Debian in build/fresh-SUITE, to look at
#
# Needs root and debootstrap. How this machine reaches Debian and PyPI (mirror, proxy, certificates, pip's settings) is read
# when it runs, and only ever written into the folder that is thrown away at the end.
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")/../.."
suite=${SUITE:-bookworm}
commands=${COMMANDS:-make pdf LANG=fr;make test}
script=$PWD/src/setup/test-fresh.sh
place=$PWD/build/fresh-$suite
system=$place/system

say() { printf 'test-fresh: %s\n' "$*" >&2; }

stop() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# ---- the empty Debian ----

# Prints "URI RELEASE" of the Debian archives of this machine, without third parties' ones.
archives() {
    # shellcheck disable=SC2016 # apt's own place-holders
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | sort -u |
        sed -n "s/ $(host_suite)\(-updates\|-security\|\)\$/ $suite\1/p"
}

host_suite() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

mirror() { archives | sed -n "s/ $suite\$//p" | head -n 1; }

bootstrap() {
    local from=${MIRROR:-$(mirror)}
    [ -n "$from" ] || stop "apt's settings don't tell a mirror; say one: make test-fresh MIRROR=http://…"
    say "installing an empty Debian $suite"
    unshare --mount --propagation private \
        debootstrap --variant=minbase --include=git,make,python3 "$suite" "$system" "$from" >"$place/debootstrap.log" 2>&1 ||
        stop "debootstrap failed: $(tail -n 1 "$place/debootstrap.log")"
    if [ -z "${MIRROR:-}" ]; then
        archives | sed 's/.*/deb & main/' >"$system/etc/apt/sources.list"
    fi
}

# ---- the way out of it: names, proxy, certificates, pip's settings and local indexes ----

copy_in() { # copy_in FILE…
    local file
    for file in "$@"; do
        [ -f "$file" ] || continue
        mkdir -p "$system$(dirname "$file")"
        cp -L "$file" "$system$file"
    done
}

copy_network_settings() {
    # the certificates twice: the whole bundle, and what Debian's ca-certificates makes it from again when it is installed
    copy_in /etc/ssl/certs/ca-certificates.crt /usr/local/share/ca-certificates/*.crt
    copy_in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/xdg/pip/*
    apt-config dump | grep -E '^Acquire::(https?|Check-Valid-Until|Check-Date|Retries|ForceIPv4)\b' \
        >"$system/etc/apt/apt.conf.d/99test-fresh" || true
}

# Prints the folders of this machine that pip's settings name as an index.
pip_folders() {
    python3 -m pip config list 2>/dev/null | grep -oE "(file://)?/[^ ']+" | sed 's,^file://,,; s,/simple/*$,,' |
        while read -r folder; do if [ -d "$folder" ]; then printf '%s\n' "$folder"; fi; done | sort -u
}

environment() { env | grep -E '^(PIP_[A-Z_]+|UV_[A-Z_]+|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|SSL_CERT_FILE|TERM|CI)=' || true; }

copy_last_commit() {
    git -c safe.directory="$PWD" bundle create --quiet "$system/root/sixfold.bundle" HEAD
    chroot "$system" env -i HOME=/root PATH=/usr/bin:/bin \
        git -c advice.detachedHead=false -c init.defaultBranch=main clone --quiet /root/sixfold.bundle /root/sixfold
}

# ---- inside: mounts of a namespace of our own vanish with its last process, however that ends ----

run_inside() {
    local folder settings
    mount -t proc proc "$system/proc"
    mount -t tmpfs tmpfs "$system/dev/shm"
    for folder in $(pip_folders); do
        mkdir -p "$system$folder"
        mount --bind "$folder" "$system$folder"
        mount -o remount,ro,bind "$system$folder"
    done
    mapfile -t settings < <(environment)
    chroot "$system" env -i "${settings[@]}" HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -euc "$1"
}

received_mb() { awk '/:/ && !/lo:/ { sub(/.*:/, ""); sum += $1 } END { printf "%d", sum / 1e6 }' /proc/net/dev; }

try_command() {
    local start=$SECONDS before
    before=$(received_mb)
    say "$1"
    unshare --mount --pid --fork --kill-child --propagation private \
        bash "$script" inside "cd /root/sixfold && $1" </dev/null || stop "failed in an empty Debian $suite: $1"
    say "$1: $((SECONDS - start)) s, $(($(received_mb) - before)) MB received"
}

# ---- the proof ----

check_machine() {
    [ "$(id -u)" -eq 0 ] || stop 'make test-fresh needs root, for debootstrap and chroot: sudo make test-fresh'
    command -v debootstrap >/dev/null || stop 'make test-fresh needs debootstrap: sudo apt-get install debootstrap'
}

prove() {
    local command
    check_machine
    [ -n "${KEEP:-}" ] || trap 'rm -rf "$place"' EXIT
    rm -rf "$place"
    mkdir -p "$place"
    bootstrap
    copy_network_settings
    copy_last_commit
    while read -r command; do try_command "$command"; done <<<"${commands//;/$'\n'}"
    say "every command works in an empty Debian $suite"
}

case ${1:-prove} in
prove) prove ;;
inside) run_inside "$2" ;;
esac
