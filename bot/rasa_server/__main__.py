"""``python -m bot.rasa_server run …``: the command ``rasa``, without TensorFlow unless it is used.

Rasa imports TensorFlow as it starts, whatever the pipeline (``docs/cost.md`` says what that
costs), in two ways. Both are put off here, so that a pipeline with a neural component works as it
does with ``rasa run``, and ours never pays. What Rasa works out anew for each message is prepared
(``prepared.py``), and arithmetic stays on one core.
"""

from __future__ import annotations

import os
from typing import Any

from bot.rasa_server.put_off import put_off

#: Imported by Rasa's base class of entity extractors, for functions that only neural ones call.
_NEURAL_TRAINING = "rasa.utils.train_utils"


def main() -> None:
    """Run Rasa's command line, to serve: ``run`` and ``shell``."""
    get_ready_to_serve()
    from rasa.__main__ import main as rasa

    rasa()


def get_ready_to_serve() -> None:
    """Do what this process does otherwise than Rasa's; before numpy or Rasa is imported."""
    # Read when numpy is imported. The vectors of one message are too short to share among cores:
    # threads that wait for each other take twice the processor time, from the action server too.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    put_neural_training_off()
    from bot.rasa_server.prepared import prepare

    prepare()


def put_neural_training_off() -> None:
    """Have Rasa import TensorFlow when a component of a served model uses it, not before.

    To be called before anything of Rasa is imported.
    """
    put_off(_NEURAL_TRAINING)
    _leave_training_out_of_models()


def _leave_training_out_of_models() -> None:
    # A model tells how it was trained too; reading that imports every component Rasa knows, so
    # as to check a configuration that is not going to be trained.
    from rasa.engine.storage.storage import ModelMetadata

    read_all = ModelMetadata.from_dict

    def read_what_serves(serialized: dict[str, Any]) -> ModelMetadata:
        return read_all({**serialized, "train_schema": {"nodes": {}}})

    ModelMetadata.from_dict = read_what_serves


if __name__ == "__main__":
    main()
