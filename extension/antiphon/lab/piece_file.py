"""The file of a piece, as a room reads and writes it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from typing import Any

from jupyter_server_ydoc.loaders import FileLoader
from tornado.web import HTTPError

from antiphon.document.codec import DocumentError, NewerVersionError, decode
from antiphon.lab.history import History

FILE_TYPE = "antiphon"
"""The content type of a piece, the first word of its entry point in `jupyter_ydoc`."""

SUFFIX = ".antiphon"


class FileRefused(Exception):
    """A file that cannot be opened as a piece; the message says why in one sentence.

    Attributes:
        brief: The same in at most 72 characters, which is what fits where a WebSocket is closed.
    """

    def __init__(self, error: DocumentError) -> None:
        super().__init__(str(error))
        newer = isinstance(error, NewerVersionError)
        self.brief = (
            "It was made by a newer Antiphon: please update to open it."
            if newer
            else "It is damaged or no Antiphon piece; nothing was changed."
        )


def refuse_unless_piece(text: str) -> None:
    """Read a file's text.

    Raises:
        FileRefused: if it is not a piece that this version reads.
    """
    try:
        decode(text)
    except DocumentError as error:
        raise FileRefused(error) from error


class PieceFile:
    """The file, and what the history knows of it."""

    def __init__(self, loader: FileLoader, history: History) -> None:
        """The file of a loader.

        Args:
            loader: Reads and writes it through the server's contents manager.
            history: Where it is noted what we wrote.
        """
        self._loader = loader
        self._history = history
        self._key: str = loader.file_id

    async def read(self) -> str:
        """The file's text.

        Raises:
            tornado.web.HTTPError: if it cannot be read.
        """
        try:
            model = await self._loader.load_content("text", FILE_TYPE)
        except HTTPError as error:
            if error.status_code == 400 and self._history.saved(self._key).pending is not None:
                # Cut off within a character, where the server was killed as it wrote.
                return ""
            raise
        return str(model["content"])

    def is_as_we_left_it(self, text: str) -> bool:
        """Whether a file that holds `text` was changed by nobody else."""
        return self._history.saved(self._key).covers(text)

    def is_cut_off(self, text: str) -> bool:
        """Whether a file that holds `text` holds a part of what we were writing; it has to be written again."""
        saved = self._history.saved(self._key)
        return text not in (saved.text, saved.pending) and saved.covers(text)

    def holds(self, text: str) -> None:
        """Note that the file holds `text`; without the note, it is merged as if somebody else had written it."""
        with suppress(sqlite3.Error):
            self._history.file_holds(self._key, text)

    async def write(self, text: str) -> str:
        """Write the file.

        Returns:
            The hash of its content.

        Raises:
            OutOfBandChanges: if somebody else has written it since it was read.
            OSError: if it is read-only.
            tornado.web.HTTPError: if it cannot be written.
        """
        with suppress(sqlite3.Error):
            self._history.saving(self._key, text)
        content: dict[str, Any] = {"format": "text", "type": FILE_TYPE, "content": text}
        model = await asyncio.shield(self._loader.maybe_save_content(content))
        if model is None:
            raise OSError("it is read-only")
        self.holds(text)
        return str(model["hash"])
