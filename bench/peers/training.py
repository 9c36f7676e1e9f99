"""Trains models in processes of their own, and keeps those of the peers."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from bot import quiet
from bot.settings import ROOT

#: Trained peers are kept here, git-ignored; `make clean` leaves them.
KEPT = ROOT / "var/bench/peers"

#: The folder of a kept model's project, where its server runs.
PROJECT = "project"

_NAME = "model"


@dataclass(frozen=True)
class Training:
    """A trained model and what it took.

    Attributes:
        seconds: Wall-clock time of the command, Rasa's imports and validation included.
        processor_seconds: Time on the processor, all cores and children together: it moves less
            when the machine does something else.
        peak_bytes: Largest resident memory of the command or of one of its children.
        model_bytes: Size of the model's file.
        on: Date of the training, ISO 8601.
    """

    model: str
    seconds: float
    processor_seconds: float
    peak_bytes: int
    model_bytes: int
    on: str


def train(folder: Path, out: Path, *options: str) -> Training:
    """Train the project in ``folder`` from nothing: no cache, no earlier model.

    Raises:
        SystemExit: Rasa failed; its log is named.
    """
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "rasa", "train", *options]
    command += ["--force", "--out", str(out), "--fixed-model-name", _NAME]
    log = out / "train.log"
    with tempfile.TemporaryDirectory() as cache, log.open("wb") as output:
        environment = quiet.child_environment({"RASA_CACHE_DIRECTORY": cache})
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        # wait4 tells what this one process and its children used, whatever ran before.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    model = out / f"{_NAME}.tar.gz"
    if process.returncode or not model.exists():
        raise SystemExit(f"Training {folder} failed (exit code {process.returncode}): see {log}")
    return Training(
        model=str(model),
        seconds=seconds,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * 1024,
        model_bytes=model.stat().st_size,
        on=datetime.now(timezone.utc).isoformat(timespec="seconds"),
    )


def train_once(
    name: str, write_project: Callable[[Path], None], *options: str, say: Callable[[str], None]
) -> Training:
    """Train a peer, or return the model kept from the last time the same files were trained.

    Args:
        name: Of the peer and of what it learns.
        write_project: Writes the project into a folder that does not exist yet.
        options: Further words of the command line of ``rasa train``.
        say: Shows one line of progress.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / name
        write_project(project)
        kept = KEPT / f"{name}-{_fingerprint(project, options)}"
        record = kept / "training.json"
        if not record.exists():
            say(f"training {name}…")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(project, kept / PROJECT)
            training = train(kept / PROJECT, kept, *options)
            record.write_text(json.dumps(asdict(training), indent=2), encoding="utf-8")
    content = json.loads(record.read_text(encoding="utf-8"))
    return Training(**{**content, "model": str(kept / f"{_NAME}.tar.gz")})


def _fingerprint(folder: Path, options: Sequence[str]) -> str:
    digest = hashlib.sha256(" ".join(options).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
