"""Modules that are executed when something of them is used, not when they are imported."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from types import ModuleType
from typing import Any


def put_off(name: str) -> None:
    """Make later imports of a module give it unexecuted, until one of its names is asked for.

    ``importlib.util.LazyLoader`` would do, but on Python 3.10 a second ``import`` executes its
    module. Nothing is replaced: the module is the real one, late.

    Args:
        name: Full name of a module that nothing has imported yet; its packages are imported.

    Raises:
        ModuleNotFoundError: If there is no such module.
    """
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    module = importlib.util.module_from_spec(spec)
    loader, lock = spec.loader, threading.RLock()

    def execute_then_get(attribute: str) -> Any:
        # The import system asks for names such as __path__ of what it imports.
        if attribute.startswith("__"):
            raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
        with lock:
            if vars(module).pop("__getattr__", None) is not None:
                try:
                    loader.exec_module(module)
                except BaseException:
                    vars(module)["__getattr__"] = execute_then_get
                    raise
        return getattr(module, attribute)

    vars(module)["__getattr__"] = execute_then_get
    sys.modules[name] = module
    _attach_to_package(name, module)


def _attach_to_package(name: str, module: ModuleType) -> None:
    package, _, last = name.rpartition(".")
    if package:
        setattr(importlib.import_module(package), last, module)
