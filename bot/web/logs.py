"""Structured logs: one JSON object a line on standard error, without personal data."""

from __future__ import annotations

import logging
import os
import sys

import structlog


def configure_logs() -> None:
    """Set up the logs; ``LOG_LEVEL`` says from which level on (default ``INFO``)."""
    level = logging.getLevelName(os.environ.get("LOG_LEVEL", "INFO").upper())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            level if isinstance(level, int) else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
