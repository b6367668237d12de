"""Joining the piece that a page was opened for, so that one notebook does for every piece."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from antiphon.kernel.errors import JoinError
from antiphon.kernel.piece import LivePiece, join
from antiphon.kernel.server import SUFFIX


def join_here(**options: Any) -> LivePiece:
    """Join the piece that a page was opened for: the `path` of its address where Voilà shows the notebook, or else the only piece
    beside the notebook.

    Args:
        options: As `join` has them.

    Raises:
        JoinError: It is not said which piece, or it cannot be joined.
    """
    named = parse_qs(os.environ.get("QUERY_STRING", "")).get("path")
    if named:
        return join(named[0], **options)
    pieces = sorted(Path.cwd().glob(f"*{SUFFIX}"))
    if len(pieces) == 1:
        return join(pieces[0], **options)
    raise JoinError(
        f'There are {len(pieces) or "no"} pieces in {Path.cwd()}: name one, as in join("song{SUFFIX}").'
    )
