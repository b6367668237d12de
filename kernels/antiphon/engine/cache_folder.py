"""The user's cache folder: what can be computed again, but takes long."""

from __future__ import annotations

import os
from pathlib import Path

FORGOTTEN = 30 * 86400.0
"""Seconds after which what another state of the code has kept is removed."""


def folder() -> Path:
    """Where things are kept: ``$XDG_CACHE_HOME/antiphon``, or ``~/.cache/antiphon``."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "antiphon"
