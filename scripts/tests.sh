#!/bin/sh
# Runs every test. The unit tests and the data's validation need no model, so one is trained beside
# them; what needs it follows, and the browser tests come last, in a run of their own (pyproject.toml
# says why).
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

"$bin/bot" train &
training=$!
trap 'kill "$training" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM HUP

echo "Validating the training data…"
LOG_LEVEL=WARNING "$bin/rasa" data validate
scripts/browser.sh
echo "Running the unit tests…"
"$bin/python" -m pytest tests/unit
echo "Waiting for the model…"
wait "$training"
trap - EXIT
echo "Running the tests that talk to servers and to the model…"
"$bin/python" -m pytest tests/integration tests/scenarios tests/understanding
echo "Running the tests in the browser…"
"$bin/python" -m pytest tests/browser
