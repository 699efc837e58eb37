#!/bin/sh
# Makes .venv with everything the site needs, then runs what it is asked for:
#   ./bootstrap.sh [setup | demo | test [pytest options] | check]
set -eu
cd "$(dirname "$0")"

fail() { printf '%s\n' "$*" >&2; exit 1; }

# The first that says it is new enough AND can make a virtual environment. A name alone proves
# nothing: version managers leave shims on the path that only print an error.
usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_python() {
    for candidate in python3.14 python3.13 python3.12 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.14*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python \
        python3; do
        if usable "$candidate"; then echo "$candidate"; return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        candidate=$(uv python find '>=3.12' 2>/dev/null) && usable "$candidate" && echo "$candidate"
    fi
}

make_venv() {
    python=$(find_python) || true
    [ -n "$python" ] || fail "Python 3.12 or newer with venv is needed, and this machine has $(python3 --version 2>/dev/null || echo none). Install it (for example: apt install python3.12-venv, pyenv install 3.13, or uv python install 3.13) and run this again."
    rm -rf .venv
    "$python" -m venv .venv || fail "Could not make .venv with $python. Install its venv package and run this again."
}

# $1: app or tests. Skipped when .venv already holds exactly these requirements.
install() {
    if ! usable .venv/bin/python; then make_venv; fi
    stamp=.venv/installed-$1.txt
    cmp -s "requirements/$1.txt" "$stamp" && return
    mkdir -p var
    echo "Installing what requirements/$1.txt lists into .venv ..."
    .venv/bin/python -m pip install --disable-pip-version-check --quiet --retries 2 --require-hashes \
        -r "requirements/$1.txt" >var/install.log 2>&1 ||
        fail "The packages could not be installed. Check the network or your package mirror, then run this again; details are in var/install.log."
    cp "requirements/$1.txt" "$stamp"
    if [ "$1" = tests ]; then cp requirements/app.txt .venv/installed-app.txt; fi
}

command=${1:-setup}
[ $# -gt 0 ] && shift
case $command in
    setup) install app ;;
    demo) install app; exec .venv/bin/python -m config.demo "$@" ;;
    test) install tests; exec .venv/bin/python -m pytest -n auto --cov --cov-report=term "$@" ;;
    tools) install tests ;;
    *) fail "usage: ./bootstrap.sh [setup | demo | test [pytest options] | tools]" ;;
esac
