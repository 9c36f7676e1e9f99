"""The trained model, parsing as it is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.nlu.commands import parser_of
from bot.nlu.evaluation import Parse


@pytest.fixture(scope="package")
def parse(trained_model: Path) -> Iterator[Parse]:
    logs = structlog.get_config()
    yield parser_of(trained_model)
    structlog.configure(**logs)  # the parser silences them for whoever comes next
