"""Which Chromium is driven, how it is started, and on what screens."""

from __future__ import annotations

import os
import shutil

SIZES = {"desktop": (1280, 800), "phone": (390, 780), "small": (320, 256)}

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """Return the path of the system's Chromium."""
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        raise RuntimeError("Chromium is missing: run scripts/browser.sh, which installs it.")
    return found
