"""The training texts are read once, whatever language Rasa asks for, and given whole each time."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.shared.importers import utils
from rasa.shared.importers.importer import TrainingDataImporter

from bot.settings import ROOT

TEXTS = """
version: "3.1"
nlu:
  - intent: saluer
    examples: |
      - bonjour
"""


@pytest.fixture
def importer(tmp_path: Path) -> TrainingDataImporter:
    """What Rasa makes of the importers that config.yml names."""
    (tmp_path / "texts.yml").write_text(TEXTS, encoding="utf-8")
    (tmp_path / "domain.yml").write_text("intents: [saluer]", encoding="utf-8")
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    return TrainingDataImporter.load_from_dict(
        config, "config.yml", str(tmp_path / "domain.yml"), [str(tmp_path)]
    )


def test_the_texts_are_read_once(
    importer: TrainingDataImporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    from_paths = utils.training_data_from_paths
    monkeypatch.setattr(
        utils, "training_data_from_paths", lambda *asked: read.append(asked) or from_paths(*asked)
    )
    given = [importer.get_nlu_data(), importer.get_nlu_data("en"), importer.get_nlu_data("fr")]
    assert len(read) == 1
    assert [each.intents for each in given] == [{"saluer"}] * 3


def test_what_one_reader_changes_no_other_sees(importer: TrainingDataImporter) -> None:
    for example in importer.get_nlu_data("en").training_examples:
        example.set("text", "changed")
    assert "bonjour" in [e.get("text") for e in importer.get_nlu_data("fr").training_examples]
