"""Measuring understanding on labelled texts."""

import json
from pathlib import Path

import pytest

from bot.nlu.errors import TrainingDataError
from bot.nlu.evaluation import confusion, evaluate, read_labelled_texts, share
from bot.nlu.noise import Noise


def parse(text: str) -> dict:
    found = {"crèche": ["petite_enfance", "education"], "vélo": ["mobilite"]}.get(text, [])
    return {
        "intent": {"name": "decrire_projet", "confidence": 0.9},
        "entities": [
            {"entity": "domaine", "value": code, "confidence_entity": 0.7} for code in found
        ],
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


def test_the_confidence_is_that_of_the_first_code(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": "vélo", "domaine": "x"}, {"text": "rien", "domaine": "x"})
    outcomes = evaluate(read_labelled_texts(path), parse)["domaine"]
    assert [outcome.confidence for outcome in outcomes] == [0.7, None]


def test_what_is_taken_for_what_is_counted(tmp_path: Path) -> None:
    records = [{"text": "vélo", "domaine": "culture"}] * 2 + [{"text": "rien", "domaine": "sante"}]
    outcomes = evaluate(read_labelled_texts(write(tmp_path, *records)), parse)["domaine"]
    assert confusion(outcomes) == [("culture", "mobilite", 2), ("sante", "inconnu", 1)]


def test_noise_spoils_the_texts_before_they_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": "crèche", "domaine": "petite_enfance"})
    texts = read_labelled_texts(path)
    (clear,) = evaluate(texts, parse)["domaine"]
    (spoiled,) = evaluate(texts, parse, Noise(without_accents=True))["domaine"]
    assert (clear.first_right, spoiled.first_right, spoiled.text) == (True, False, "creche")
