"""Rasa's own tests, with the thresholds it does not have: gates on the reports it writes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT

MESSAGES = ROOT / "tests/understanding/messages.jsonl"

#: Least share of each intent's messages that must be recognised, and mean over the intents.
LEAST_RECALL = 0.50
LEAST_MACRO_F1 = 0.85


def rasa_test(kind: str, out: Path, model: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "rasa", "test", kind, "--model", str(model)]
    command += ["--out", str(out), "--no-plot", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-3000:]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_rasa_follows_every_story(trained_model: Path, tmp_path: Path) -> None:
    stories = ROOT / "tests/test_stories.yml"
    rasa_test("core", tmp_path, trained_model, "--stories", str(stories))
    report = read(tmp_path / "story_report.json")
    told = yaml.safe_load(stories.read_text(encoding="utf-8"))["stories"]
    assert report["conversation_accuracy"]["total"] == len(told)
    assert report["conversation_accuracy"]["correct"] == len(told)


@pytest.fixture(scope="module")
def intent_report(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("nlu")
    by_intent: dict[str, list[str]] = {}
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        by_intent.setdefault(message["intent"], []).append(message["text"])
    blocks = [
        {"intent": intent, "examples": "\n".join(f"- {text}" for text in texts)}
        for intent, texts in by_intent.items()
    ]
    data = folder / "messages.yml"
    content = {"version": "3.1", "nlu": blocks}
    data.write_text(yaml.safe_dump(content, allow_unicode=True, width=10_000), encoding="utf-8")
    rasa_test("nlu", folder, trained_model, "--nlu", str(data))
    return dict(read(folder / "intent_report.json"))


def test_intents_are_recognised_on_messages_nobody_trained_on(
    intent_report: dict[str, Any],
) -> None:
    assert intent_report["macro avg"]["f1-score"] >= LEAST_MACRO_F1


def test_no_intent_is_left_behind(intent_report: dict[str, Any]) -> None:
    recalls = {
        name: scores["recall"]
        for name, scores in intent_report.items()
        if isinstance(scores, dict) and not name.endswith("avg") and scores["support"]
    }
    assert {name: recall for name, recall in recalls.items() if recall < LEAST_RECALL} == {}
