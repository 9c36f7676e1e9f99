"""What the documents promise exists, and what exists is documented."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from markdown_it import MarkdownIt

from bot.cli import app
from bot.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

TARGETS = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
SETTINGS = {f"BOT_{name.upper()}": field.default for name, field in Settings.__fields__.items()}


def code(document: Path) -> list[str]:
    """What a document shows as code: the lines of its blocks, and the spans in its sentences."""
    blocks = MarkdownIt().enable("table").parse(document.read_text(encoding="utf-8"))
    shown = [token for block in blocks for token in (block, *(block.children or []))]
    return [
        line
        for token in shown
        if token.type in ("fence", "code_block", "code_inline")
        for line in token.content.splitlines()
    ]


def has_parts(group: str) -> bool:
    return any(command.startswith(f"{group} ") for command in COMMANDS)


each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=[path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
)


def commands(command: Any, name: str) -> Iterator[str]:
    for part, below in getattr(command, "commands", {}).items():
        yield f"{name} {part}"
        yield from commands(below, f"{name} {part}")


COMMANDS = list(commands(typer.main.get_command(app), "bot"))


@pytest.mark.parametrize("target", TARGETS)
def test_the_readme_lists_every_make_target(target: str) -> None:
    assert f"`make {target}`" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_lists_every_command(command: str) -> None:
    assert f"`{command}" in README


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_readme_lists_every_setting_with_its_default(setting: str) -> None:
    default = SETTINGS[setting]
    shown = "unset" if default in (None, ()) else f"`{default}`"
    assert f"\n| `{setting}` | {shown} |" in README


@each_document
def test_every_make_target_named_in_the_documents_exists(document: Path) -> None:
    named = {found[1] for line in code(document) if (found := re.match(r"make ([a-z]+)", line))}
    assert named <= set(TARGETS)


@each_document
def test_every_command_named_in_the_documents_exists(document: Path) -> None:
    for line in code(document):
        if found := re.match(r"bot [a-z]+(?: [a-z]+)?", line):
            named = found[0]
            group = " ".join(named.split()[:2])
            assert named in COMMANDS or (group in COMMANDS and not has_parts(group)), named


@each_document
def test_every_setting_named_in_the_documents_exists(document: Path) -> None:
    named = re.findall(r"BOT_[A-Z]+(?:_[A-Z]+)*", document.read_text(encoding="utf-8"))
    assert set(named) <= set(SETTINGS)


@each_document
def test_every_file_the_documents_link_to_exists(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (document.parent / link).exists(), link
