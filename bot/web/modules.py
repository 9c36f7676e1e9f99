"""Joins the modules of the panel into one file, as the gateway sends it.

On a slow machine each request costs more than what it brings: one file instead of ten opens the
panel in about half the time. Each module keeps a scope of its own. Served as they are, from
elsewhere, the modules work as well.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def join(path: Path) -> str:
    """Return a module together with all that it imports, as one module with the same exports.

    Args:
        path: The module. Those it imports stand beside it, and none imports it in turn. The only
            forms are ``import { a, b } from "./module.js";`` and, before a declaration, ``export``.

    Raises:
        ValueError: An import or an export has another form.
        OSError: A module is missing.
    """
    scopes: dict[str, str] = {}
    exports = _add(path, scopes)
    return "\n".join((*scopes.values(), f"export const {{ {exports} }} = {path.stem};\n"))


def _add(path: Path, scopes: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for _, name in _IMPORT.findall(text):
        if name not in scopes:
            _add(path.with_name(f"{name}.js"), scopes)
    exports = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = \2;", text))
    unknown = _OTHER.search(body)
    if unknown:
        raise ValueError(f"{path.name} cannot be joined to others because of: {unknown[0]}")
    scopes[path.stem] = f"const {path.stem} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"
    return exports
