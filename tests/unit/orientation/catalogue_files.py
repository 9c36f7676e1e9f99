"""A copy of the delivered files to break, and what the reader says of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.orientation.errors import CatalogueInvalid
from bot.orientation.reader import read_catalogue
from bot.settings import ROOT

DELIVERED = ROOT / "data" / "catalogue"


class Files:
    """The files of a catalogue in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "catalogue"
        shutil.copytree(DELIVERED, self.folder)

    def replace(self, name: str, old: str, new: str) -> int:
        """Change the first place where some words stand; give the line they stood on."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def write(self, name: str, content: str | bytes) -> None:
        """Put other content in a file."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def problems(self) -> list[str]:
        """What the reader says, one mistake each, file names without their folder."""
        with pytest.raises(CatalogueInvalid) as caught:
            read_catalogue(self.folder)
        return [str(each).removeprefix(f"{self.folder}/") for each in caught.value.problems]

    def problem(self) -> str:
        """The one mistake the reader finds."""
        (only,) = self.problems()
        return only


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The delivered files, in a folder of their own."""
    return Files(tmp_path)
