"""Trains a model when its inputs changed, and never damages the one that is there."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot import quiet
from bot.supervisor.errors import TrainingError
from bot.supervisor.fingerprint import COMPONENTS, fingerprint

MODELS = "models"
NAME = "orientation"
_TAIL = 20


def ensure_model(root: Path, *, say: Callable[[str], None]) -> Path:
    """Returns the path of a model trained from the present files, training it if need be.

    The model is ``models/orientation.tar.gz``; ``orientation.json`` beside it tells what it was
    made from. A newer model that someone trained by hand has no such file: another is trained.

    Args:
        root: The project's folder.
        say: Shows one line of progress.

    Raises:
        TrainingError: Rasa failed; its own words were printed, and the old model is as it was.
    """
    model = root / MODELS / f"{NAME}.tar.gz"
    wanted = fingerprint(root)
    made_from = _made_from(model) if model == _newest(model.parent) else {}
    changed = [name for name, digest in wanted.items() if made_from.get(name) != digest]
    if not changed:
        return model
    because = f"{', '.join(changed)} changed" if made_from else "there is none yet"
    say(f"Training the model: {because} (5 to 8 minutes)…")
    _train(root, model, force=COMPONENTS in changed or "libraries" in changed)
    _record(model).write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
    return model


def previous_model(root: Path) -> Path | None:
    """Returns the path of the model before the present one, to compare with; None if none was.

    Args:
        root: The project's folder.
    """
    previous = _previous(root)
    return previous if previous.exists() else None


def _previous(root: Path) -> Path:
    # In a folder of its own: Rasa takes the newest archive of models/ for the present model.
    return root / MODELS / "precedent" / f"{NAME}.tar.gz"


def _newest(folder: Path) -> Path | None:
    return max(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def _record(model: Path) -> Path:
    return model.with_name(f"{NAME}.json")


def _made_from(model: Path) -> dict[str, str]:
    try:
        content = json.loads(_record(model).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # never trained, or stopped while writing: train
    return content if isinstance(content, dict) else {}


def _train(root: Path, model: Path, *, force: bool) -> None:
    model.parent.mkdir(exist_ok=True)
    # Inside models/, so that the last step is a rename and cannot leave half a file.
    with tempfile.TemporaryDirectory(prefix=".training-", dir=model.parent) as out:
        command = [sys.executable, "-m", "rasa", "train", "--out", out]
        command += ["--fixed-model-name", NAME, *(["--force"] if force else [])]
        environment = quiet.child_environment({})
        with subprocess.Popen(  # noqa: S603 - our own words, no shell
            command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                output, _ = process.communicate()
            except BaseException:
                process.terminate()
                raise
        trained = Path(out) / model.name
        if process.returncode or not trained.exists():
            print(*output.splitlines()[-_TAIL:], sep="\n", file=sys.stderr)
            kept = "the last model was kept" if model.exists() else "there is no earlier model"
            raise TrainingError(
                f"Training failed (exit code {process.returncode}): the lines above say why; "
                f"{kept}, and nothing was started. Correct the files, then start again."
            )
        _record(model).unlink(missing_ok=True)
        if model.exists():
            previous = _previous(root)
            previous.parent.mkdir(exist_ok=True)
            model.replace(previous)
        trained.replace(model)
