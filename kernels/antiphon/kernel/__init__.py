"""A live piece in a notebook cell.

`from antiphon.kernel import join; piece = join("song.antiphon")`
"""

from antiphon.kernel.branches import Branch
from antiphon.kernel.callbacks import Edit
from antiphon.kernel.errors import (
    ClosedError,
    EditError,
    FieldError,
    JoinError,
    LedgerError,
    MissingError,
    OfflineError,
    PieceError,
    RefusedError,
)
from antiphon.kernel.here import join_here
from antiphon.kernel.piece import LivePiece, join

__all__ = [
    "Branch",
    "ClosedError",
    "Edit",
    "EditError",
    "FieldError",
    "JoinError",
    "LedgerError",
    "LivePiece",
    "MissingError",
    "OfflineError",
    "PieceError",
    "RefusedError",
    "join",
    "join_here",
]
