"""Modules that are joined do what they did apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.web import site_files
from bot.web.assets import Assets
from bot.web.modules import join


def write(folder: Path, **modules: str) -> Path:
    """Write modules and return the path of the last."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / f"{list(modules)[-1]}.js"


def test_a_module_comes_after_what_it_imports_and_only_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        words='export const HELLO = "bonjour";\n',
        voice='import { HELLO } from "./words.js";\nexport const say = () => HELLO;\n',
        panel='import { say } from "./voice.js";\nimport { HELLO } from "./words.js";\n'
        "export class Panel {}\nexport function open() {}\n",
    )
    joined = join(path)
    assert joined.count('"bonjour"') == 1
    order = [joined.index(f"const {name} = (() =>") for name in ("words", "voice", "panel")]
    assert order == sorted(order)
    assert joined.endswith("export const { Panel, open } = panel;\n")


@pytest.mark.parametrize(
    "line",
    [
        'import words from "./words.js";',
        'import * as words from "./words.js";',
        'import { a as b } from "./words.js";',
        'import { a } from "https://example.org/words.js";',
        "export default class {}",
        "export { a };",
    ],
)
def test_a_form_that_cannot_be_joined_is_refused_by_name(line: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"panel\.js cannot be joined"):
        join(write(tmp_path, panel=line))


def test_the_panel_is_one_file_that_imports_nothing() -> None:
    joined = join(site_files.FOLDER / "panneau.js")
    assert "import " not in "\n".join(line[:7] for line in joined.splitlines())
    assert joined.endswith("export const { Panel } = panneau;\n")


def test_a_part_that_changes_is_sent_anew(tmp_path: Path) -> None:
    write(tmp_path, words="export const A = 1;\n", panel='import { A } from "./words.js";\n')
    assets = Assets(tmp_path, ["panel.js"])
    before = assets._load("panel.js")
    write(tmp_path, words="export const A = 2;\n")
    os.utime(tmp_path / "words.js", ns=(2**62, 2**62))
    after = assets._load("panel.js")
    assert before is not None
    assert after is not None
    assert before.digest != after.digest
