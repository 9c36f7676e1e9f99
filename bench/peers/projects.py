"""The peers as Rasa projects of their own, made from this project's training data.

A peer gets the same training texts, rules, domain and actions; its pipeline, policies, tracker
store and channel are Rasa's own. Rasa's components cannot learn the codes that our texts carry as
metadata, so each peer has two further models whose intents are those codes, one for the stage and
one for the domain: what is most accurate with a stock classifier. They count for accuracy only; in
time and memory a peer is charged for its first model alone, which favours it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import rasa.engine.recipes
from ruamel.yaml import YAML

from bot.settings import ROOT

#: The two dimensions a peer learns as intents; a text's first label is taken.
DIMENSIONS = ("etape", "domaine")

#: Rasa's own number of passes over the training texts.
EPOCHS = 100

#: The config.yml that `rasa init` writes is empty but for comments: training fills in this one.
_RASA_INIT = Path(rasa.engine.recipes.__file__).parent / "config_files/default_config.yml"
_SPACY_DIET = Path(__file__).with_name("spacy_diet.yml")
_ENDPOINTS = "action_endpoint:\n  url: ${BOT_ACTIONS_URL}/webhook\n"
_NLU = "data/nlu"
_DIALOGUE = ("data/rules", "data/stories")


@dataclass(frozen=True)
class Peer:
    """A configuration to compare with.

    Attributes:
        name: Short name, used for its folder.
        title: What it is, for the table.
        config: Contents of its ``config.yml``.
    """

    name: str
    title: str
    config: str


def peers(epochs: int = EPOCHS) -> tuple[Peer, ...]:
    """Return the two peers: ``rasa init`` in French, and spaCy's vectors with DIET.

    Args:
        epochs: Passes over the training texts. Fewer than Rasa's own number make models that
            cost as much to serve and are quickly made; what they understand says less, after two
            nothing.
    """
    found = (
        Peer("init", "rasa init, language: fr", _config(_RASA_INIT)),
        Peer("spacy", "spaCy vectors and DIET", _config(_SPACY_DIET)),
    )
    return tuple(replace(peer, config=_in_epochs(peer.config, epochs)) for peer in found)


def _config(path: Path) -> str:
    return re.sub(r"^language: .*", "language: fr", path.read_text("utf-8"), flags=re.MULTILINE)


def _in_epochs(config: str, epochs: int) -> str:
    return config.replace(f"epochs: {EPOCHS}", f"epochs: {epochs}")


def write_training_data(folder: Path, one_in: int) -> None:
    """Write our training texts and rules below a folder.

    Args:
        folder: Where ``data`` is written.
        one_in: Of so many texts of each block one is kept, so that all learn from fewer.
    """
    for path, content in _texts(one_in):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    for data in _DIALOGUE:
        if (ROOT / data).is_dir():
            shutil.copytree(ROOT / data, folder / data)


def write_assistant(peer: Peer, one_in: int, folder: Path) -> None:
    """Write the peer's project: our texts, rules and domain, its configuration, Rasa's channel."""
    folder.mkdir(parents=True)
    write_training_data(folder, one_in)
    shutil.copy(ROOT / "domain.yml", folder)
    (folder / "config.yml").write_text(peer.config, encoding="utf-8")
    (folder / "endpoints.yml").write_text(_ENDPOINTS, encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")


def write_profile_project(peer: Peer, dimension: str, one_in: int, folder: Path) -> None:
    """Write a project without dialogue whose intents are the codes of one dimension."""
    texts: dict[str, list[str]] = {}
    for label, text in labelled_texts(dimension, one_in):
        texts.setdefault(label, []).append(text)
    (folder / "data").mkdir(parents=True)
    blocks = [{"intent": label, "examples": _listed(found)} for label, found in texts.items()]
    _write(folder / "data/nlu.yml", {"version": "3.1", "nlu": blocks})
    _write(folder / "domain.yml", {"version": "3.1", "intents": list(texts)})
    (folder / "config.yml").write_text(peer.config, encoding="utf-8")


def labelled_texts(dimension: str, one_in: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the first label and the text of each training text that somebody labelled."""
    for _, content in _texts(one_in):
        for block in content.get("nlu") or ():
            label = (block.get("metadata") or {}).get(dimension)
            if label is None or "intent" not in block:
                continue
            for line in block["examples"].splitlines():
                yield label[0] if isinstance(label, list) else label, line.removeprefix("- ")


def _texts(one_in: int) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the files of training texts, of each block one in so many; look-up tables whole."""
    reader = YAML(typ="safe")
    for path in sorted((ROOT / _NLU).rglob("*.yml")):
        content = reader.load(path.read_text(encoding="utf-8"))
        for block in content.get("nlu") or ():
            if "intent" in block:
                block["examples"] = "".join(block["examples"].splitlines(keepends=True)[::one_in])
        yield path, content


def _listed(texts: list[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def _write(path: Path, content: dict[str, Any]) -> None:
    writer = YAML()
    with path.open("w", encoding="utf-8") as file:
        writer.dump(content, file)
