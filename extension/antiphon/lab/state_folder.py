"""Where what Antiphon remembers of a root folder is: people, votes, the history and the ledger of each piece."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

HISTORY = "history.db"
SESSIONS = "session.db"
SECRET = "secret"


def state_folder(root: Path) -> Path:
    """The folder for a root folder of the lab, unless the lab is configured otherwise."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return Path(jupyter_data_dir()) / "antiphon" / name


def find_root(piece: Path) -> Path | None:
    """The nearest folder above a piece that a lab with Antiphon was started in; None where there is none."""
    parents = piece.resolve().parents
    return next((folder for folder in parents if (state_folder(folder) / HISTORY).is_file()), None)
