"""What tests of every kind share: the trained model."""

from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.supervisor.training import ensure_model


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the present files, trained once and kept in ``models/``."""
    return ensure_model(ROOT, say=print)
