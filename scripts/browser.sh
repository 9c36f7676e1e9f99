#!/bin/sh
# Makes ready what the browser tests need: a Chromium, and axe-core in tests/browser/node_modules.
# Quick when both are there; called by `make test`. The product itself needs neither.
set -eu
cd "$(dirname "$0")/../tests/browser"

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

find_chromium() {
    [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && return
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null
}

install_chromium() {
    find_chromium && return
    command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] ||
        fail "The browser tests need Chromium: install it (on Debian: apt-get install chromium)" \
            "or name it in CHROMIUM, then run make test again."
    echo "Installing Chromium (about 1 minute the first time)…"
    mkdir -p results
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
        --no-install-recommends chromium; } >results/chromium.log 2>&1 ||
        fail "Installing Chromium failed: see tests/browser/results/chromium.log, then run make test again."
}

install_axe() {
    cmp -s package-lock.json node_modules/.installed && return
    command -v npm >/dev/null || fail "The accessibility tests need axe-core, which npm brings:" \
        "install Node.js 18 or later, then run make test again."
    echo "Installing axe-core for the accessibility tests…"
    npm ci --silent || fail "Installing axe-core failed: check the network, then run make test again."
    cp package-lock.json node_modules/.installed
}

install_chromium
install_axe
