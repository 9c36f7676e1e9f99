"""This assistant against what a Rasa user has by default, on the same data and machine.

``make bench`` runs it. The peers are trained once for the same training data (a day on two cores,
all six models at Rasa's own 100 epochs) and kept in ``var/bench/peers`` with the time it took.
``--epochs`` trains them for fewer: the ratio of training times is then larger than it would be.
``--one-in 8`` has all three learn one text in eight, ``--peers init`` leaves the other one out.
``--quick`` takes two epochs, which is enough for what serving costs: memory, start and round trips
do not depend on it.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

import psutil

from bench.peers.parse import parse
from bench.peers.projects import (
    DIMENSIONS,
    EPOCHS,
    Peer,
    peers,
    write_assistant,
    write_profile_project,
    write_training_data,
)
from bench.peers.quality import as_profile, intent_macro_f1, profile_accuracy, unseen_texts
from bench.peers.servers import RasaServer, actions_and_database, our_rasa, plain_rasa
from bench.peers.serving import Served, centile, serve
from bench.peers.table import Line, show
from bench.peers.training import PROJECT, Training, train, train_once
from bot.settings import ROOT
from bot.supervisor.training import ensure_model

OURS = "ours"
_QUICK_EPOCHS = 2
_PARTS = ("training", "serving", "nlu", "quality")


def main() -> None:
    """Measure the parts asked for, and print one table of ratios."""
    options = _options()
    one_in = options.one_in
    compared = tuple(peer for peer in peers(options.epochs) if peer.name in options.peers)
    with tempfile.TemporaryDirectory() as folder:
        trained = {peer.name: _train_peer(peer, one_in) for peer in compared}
        models = {name: Path(training.model) for name, training in trained.items()}
        lines: list[Line] = []
        if "training" in options.only or one_in > 1:
            ours = _train_ours(Path(folder), one_in)
            models = {OURS: Path(ours.model), **models}
        if "training" in options.only:
            lines += _training_lines({OURS: ours, **trained}, options.epochs)
        if OURS not in models:
            models = {OURS: ensure_model(ROOT, say=_say), **models}
        if "serving" in options.only:
            lines += _serving_lines(_serve(models, Path(folder), quick=options.quick))
        if "nlu" in options.only or "quality" in options.only:
            lines += _understanding_lines(compared, models, options)
    memory = psutil.virtual_memory().total / 2**30
    print(
        f"{datetime.now(timezone.utc):%Y-%m-%d}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f}"
        f"{f', one text in {one_in} learned by all' if one_in > 1 else ''}"
    )
    show(lines, {OURS: "ours", **{peer.name: peer.title for peer in compared}})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument(
        "--epochs", type=int, default=EPOCHS, help="passes of the peers over the training texts"
    )
    parser.add_argument(
        "--one-in", type=int, default=1, help="all learn one text in so many of each block"
    )
    parser.add_argument(
        "--quick", action="store_true", help=f"{_QUICK_EPOCHS} epochs, one round of each measure"
    )
    names = [peer.name for peer in peers()]
    parser.add_argument(
        "--peers", nargs="+", choices=names, default=names, help="compare with these only"
    )
    parser.add_argument("--only", nargs="+", choices=_PARTS, help="measure these parts only")
    options = parser.parse_args()
    if options.quick:
        options.epochs = _QUICK_EPOCHS
    if options.only is None:
        options.only = [part for part in _PARTS if part != "quality" or not options.quick]
    if options.quick and "quality" in options.only:
        parser.error("what a peer understands after two epochs says nothing: leave --quick out")
    return options


def _train_ours(folder: Path, one_in: int) -> Training:
    _say("training ours…")
    write_training_data(folder / "texts", one_in)
    return train(ROOT, folder / "models", "--data", str(folder / "texts"))


def _train_peer(peer: Peer, one_in: int) -> Training:
    return train_once(peer.name, partial(write_assistant, peer, one_in), say=_say)


def _train_profile(peer: Peer, dimension: str, one_in: int) -> Path:
    write = partial(write_profile_project, peer, dimension, one_in)
    return Path(train_once(f"{peer.name}-{dimension}", write, say=_say).model)


def _say(line: str) -> None:
    print(line, flush=True)


def _training_lines(trained: Mapping[str, Training], epochs: int) -> list[Line]:
    note = _in_epochs(epochs)
    return [
        Line(f"training, s{note}", _each(trained, lambda t: t.seconds), at_most=0.10),
        Line(f"training, processor s{note}", _each(trained, lambda t: t.processor_seconds)),
        Line("training, peak memory, MB", _each(trained, lambda t: t.peak_bytes / 1e6)),
        Line("model file, MB", _each(trained, lambda t: t.model_bytes / 1e6)),
    ]


def _serve(models: Mapping[str, Path], folder: Path, *, quick: bool) -> dict[str, Served]:
    with actions_and_database(folder) as environment:
        starts: dict[str, Callable[[], RasaServer]] = {}
        for name, model in models.items():
            if name == OURS:
                starts[name] = partial(our_rasa, model, environment)
            else:
                starts[name] = partial(plain_rasa, model, model.parent / PROJECT, environment)
        _say("serving…")
        if quick:
            return serve(starts, rounds=1, visits=10, seconds=5)
        return serve(starts, rounds=3, visits=40, seconds=15)


def _serving_lines(served: Mapping[str, Served]) -> list[Line]:
    first = _each(served, lambda s: statistics.median(s.first_answer))
    return [
        Line("start to first answer, s", first, at_most=0.70),
        Line("resident memory, MB", _each(served, lambda s: s.resident / 1e6), at_most=0.60),
        Line("REST, no action, p50, ms", _each(served, lambda s: centile(s.plain, 50)), 0.50),
        Line("REST, no action, p99, ms", _each(served, lambda s: centile(s.plain, 99)), 0.50),
        Line("REST, whole visit, p50, ms", _each(served, lambda s: centile(s.visit, 50))),
        Line("REST, whole visit, p99, ms", _each(served, lambda s: centile(s.visit, 99))),
        Line("messages a second", _each(served, lambda s: statistics.median(s.rates)), at_least=2),
    ]


def _understanding_lines(
    compared: tuple[Peer, ...], models: Mapping[str, Path], options: argparse.Namespace
) -> list[Line]:
    only, note = options.only, _in_epochs(options.epochs)
    texts = unseen_texts()
    sent = [labelled.text for labelled in texts]
    _say(f"parsing {len(sent)} texts…")
    parses = parse(models, sent, ours=OURS)
    times = _each(parses, lambda found: statistics.median(one["ms"] for one in found))
    lines = [Line("NLU, a message, p50, ms", times, at_most=0.30)] if "nlu" in only else []
    if "quality" not in only:
        return lines
    f1 = _each(parses, lambda found: 100 * intent_macro_f1(texts, found))
    lines.append(Line(f"intent macro-F1, %{note}", f1, higher=True))
    for dimension in DIMENSIONS:
        trained = {peer.name: _train_profile(peer, dimension, options.one_in) for peer in compared}
        found = parse(trained, sent)
        profiles = {name: as_profile(dimension, parsed) for name, parsed in found.items()}
        profiles = {OURS: parses[OURS], **profiles}
        right = {
            name: 100 * profile_accuracy(texts, found, dimension)
            for name, found in profiles.items()
        }
        lines.append(Line(f"first {dimension}, %{note}", right, higher=True))
    return lines


def _in_epochs(epochs: int) -> str:
    return "" if epochs == EPOCHS else f" (peers: {epochs} epochs)"


def _each(found: Mapping[str, object], value: Callable[..., float]) -> dict[str, float]:
    return {name: value(one) for name, one in found.items()}


if __name__ == "__main__":
    main()
