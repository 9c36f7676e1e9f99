#!/bin/sh
# Makes .venv what requirements/lock.txt says. Quick when it already is; called by every make target.
#
# uv comes pinned by hash into .uv/, Python 3.10 is the machine's own or fetched into .uv/ too:
# nothing is installed outside this folder.
set -eu
cd "$(dirname "$0")/.."

log=.uv/setup.log
export UV_PYTHON_INSTALL_DIR="$PWD/.uv/python"

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Announces a long step, runs it with its chatter kept in the log, and shows the log if it fails.
step() {
    say "$1"
    failure=$2
    shift 2
    if ! "$@" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "$failure"
    fi
}

# A python3 that can make virtual environments. More than the first in PATH is tried, because
# pyenv's python3 refuses to start while the version in .python-version is not installed.
bootstrap_python() {
    for candidate in python3 /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 python; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
            say "$candidate"
            return
        fi
    done
    return 1
}

install_uv() {
    cmp -s requirements/uv.txt .uv/installed && [ -x .uv/bin/uv ] && return
    python=$(bootstrap_python) || fail "Python 3 with its venv module is needed to begin:" \
        "install it (on Debian and Ubuntu: apt install python3-venv), then run make again."
    mkdir -p .uv
    step "Fetching the installer, uv (a few seconds)…" \
        "Creating .uv/ failed: see the lines above." \
        "$python" -m venv .uv
    step "  …and checking it against its hash" \
        "Installing uv failed: see the lines above; check the network, then run make again." \
        .uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements/uv.txt
    cp requirements/uv.txt .uv/installed
}

# An environment holds absolute paths: it does not survive a move of the folder.
environment_fits() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null || return 1
    [ ! -f .venv/installed ] || [ "$(head -n 1 .venv/installed)" = "$PWD" ]
}

create_environment() {
    environment_fits && return
    if ! python310=$(.uv/bin/uv python find --system --no-project 3.10 2>/dev/null); then
        say "Fetching Python 3.10 (about 1 minute)…"
        UV_HTTP_TIMEOUT=60 .uv/bin/uv python install --no-bin 3.10 >"$log" 2>&1 ||
            fail "Python 3.10 is needed, and was neither found nor could be fetched: install it" \
                "(for instance: pyenv install 3.10), then run make again."
        python310=$(.uv/bin/uv python find --system --no-project 3.10)
    fi
    step "Creating .venv with $python310…" "Creating .venv failed: see the lines above." \
        .uv/bin/uv venv --clear --no-project --python "$python310" .venv
}

# What the environment was made from, and where.
wanted() { echo "$PWD" && cat requirements/lock.txt requirements/runtime.in pyproject.toml scripts/setup.sh; }

install_packages() {
    wanted | cmp -s - .venv/installed && return
    rm -f .venv/installed # an installation that fails half-way is begun again
    step "Installing Rasa, spaCy and the rest into .venv (about 1 minute the first time)…" \
        "Installing failed: see the lines above; check the network and the disk, then run make again." \
        .uv/bin/uv pip sync --python .venv/bin/python --require-hashes \
        --build-constraints requirements/lock.txt requirements/lock.txt
    step "Installing the assistant itself…" "Installing failed: see the lines above." \
        .uv/bin/uv pip install --python .venv/bin/python --no-build-isolation --no-deps -e .
    # Every Python of .venv then starts quietly and without telemetry, `rasa train` by hand included.
    echo 'import bot.quiet; bot.quiet.apply()' >.venv/lib/python3.10/site-packages/bot-quiet.pth
    wanted >.venv/installed
}

install_uv
create_environment
install_packages
