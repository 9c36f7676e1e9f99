"""What tests of every kind share: the trained model."""

from pathlib import Path

import pytest
from hypothesis import settings

from bot.settings import ROOT
from bot.supervisor.training import ensure_model

# A busy machine is no failure: how long one example takes is not what these tests are about.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the present files, trained once and kept in ``models/``."""
    return ensure_model(ROOT, say=print)
