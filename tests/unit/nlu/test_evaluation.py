"""Measuring understanding on labelled texts."""

import json
from pathlib import Path

import pytest

from bot.nlu.errors import TrainingDataError
from bot.nlu.evaluation import evaluate, read_labelled_texts, share


def parse(text: str) -> dict:
    found = {"crèche": ["petite_enfance", "education"], "vélo": ["mobilite"]}.get(text, [])
    return {
        "intent": {"name": "decrire_projet"},
        "entities": [{"entity": "domaine", "value": code} for code in found],
    }


def write(folder: Path, *records: object) -> Path:
    path = folder / "textes.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_any_accepted_label_counts(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"text": "crèche", "domaine": "education", "domaine_alt": ["petite_enfance"]},
        {"text": "vélo", "domaine": "environnement"},
        {"text": "rien", "domaine": "sante"},
        {"text": "sans étiquette", "domaine": None},
    )
    (outcomes,) = evaluate(read_labelled_texts(path), parse).values()
    assert [outcome.first_right for outcome in outcomes] == [True, False, False]
    assert share(outcomes, lambda each: each.first_right) == pytest.approx(1 / 3)


def test_a_later_code_that_is_accepted_counts_as_any_right(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": "crèche", "domaine": "education"})
    (outcome,) = evaluate(read_labelled_texts(path), parse)["domaine"]
    assert outcome.any_right
    assert not outcome.first_right


@pytest.mark.parametrize("line", ["{", '{"texte": "x"}', "[]"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "textes.jsonl"
    path.write_text('{"text": "a"}\n' + line, encoding="utf-8")
    with pytest.raises(TrainingDataError, match=r"textes\.jsonl:2"):
        read_labelled_texts(path)
