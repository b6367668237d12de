"""What can go wrong with a live piece, said in one sentence each: what, where, and what to do."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

_HERE = str(Path(__file__).parent)


class PieceError(RuntimeError):
    """A live piece could not do what it was asked to.

    In a notebook it shows its sentence and the line of the cell that asked, rather than the way through this package.
    """

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        asked = None
        for frame in traceback.extract_tb(self.__traceback__):
            if frame.filename.startswith(_HERE):
                break
            asked = frame
        lines = [f"{type(self).__name__}: {self}"]
        if asked is not None and asked.line:
            lines.append(f"  in line {asked.lineno}: {asked.line}")
        return lines


class JoinError(PieceError):
    """The piece could not be joined."""


class EditError(PieceError, ValueError):
    """What was to be written does not fit; nothing was changed."""


class MissingError(EditError, LookupError):
    """There is nothing of that name."""


class FieldError(EditError, AttributeError):
    """There is no such field or parameter."""


class RefusedError(PieceError):
    """The server refused what was written; the piece is as the server has it, and `refused` has the text with the edit."""


class OfflineError(PieceError):
    """The server could not be asked in time."""


class LedgerError(PieceError):
    """The ledger is not as it was written; the message says where."""


class ClosedError(PieceError):
    """The piece was closed."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """The names nearest to a word, as the end of a sentence.

    >>> suggestion("filter.lopass", ["filter.lowpass", "effect.delay"])
    'did you mean filter.lowpass?'
    >>> suggestion("xyz", ["filter.lowpass", "effect.delay"])
    'there are filter.lowpass and effect.delay.'
    >>> suggestion("xyz", [])
    'there are none yet.'
    """
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    near = [folded[each] for each in get_close_matches(word.casefold(), folded, n=3, cutoff=0.55)]
    if near:
        return f"did you mean {listed(near, 'or')}?"
    return (
        f"there {'is' if len(names) == 1 else 'are'} {listed(names, 'and')}."
        if names
        else "there are none yet."
    )


def listed(words: list[str], last: str) -> str:
    """Words as English lists them.

    >>> listed(["a", "b", "c"], "or")
    'a, b or c'
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def advised(sentence: str) -> str:
    """A sentence about a room that cannot be joined, with what to do."""
    for sign, advice in {
        " 403 ": "Give a token that the server knows, as token=….",
        " 401 ": "Give a token that the server knows, as token=….",
        " 404 ": "See whether Antiphon is installed where the server runs.",
        "no such file": "See whether it was renamed or moved.",
        "connection attempts failed": "See whether the server still runs.",
        "no answer": "See whether the server still runs.",
    }.items():
        if sign in sentence:
            return f"{sentence} {advice}"
    return sentence
