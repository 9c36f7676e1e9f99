"""Files that are written are read again to the same catalogue."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue_strategies import catalogues
from hypothesis import given, settings

from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.orientation.writer import catalogue_texts, write_catalogue
from bot.settings import ROOT

DELIVERED = ROOT / "data" / "catalogue"


@settings(max_examples=25)
@given(catalogues())
def test_any_catalogue_comes_back_as_it_was(content: Catalogue) -> None:
    with TemporaryDirectory() as folder:
        write_catalogue(content, Path(folder))
        assert read_catalogue(Path(folder)) == content


def test_the_delivered_files_are_written_as_they_stand_but_for_their_comments() -> None:
    texts = catalogue_texts(read_catalogue(DELIVERED))
    for name, text in texts.items():
        lines = (DELIVERED / name).read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        assert kept == [line for line in text.splitlines() if line.strip()], name


def test_no_file_takes_a_name_that_rasa_would_read() -> None:
    for_rasa = {
        *("version", "nlu", "rules", "stories", "responses", "slots", "intents", "entities"),
        *("forms", "actions", "session_config", "e2e_actions", "lookup", "synonym", "regex"),
    }
    for path in DELIVERED.glob("*.yml"):
        keys = {line.split(":")[0] for line in path.read_text(encoding="utf-8").splitlines()}
        assert not keys & for_rasa, path
