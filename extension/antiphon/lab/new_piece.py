"""A new piece: a file of its own, never over another."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Any, Final

from jupyter_server.utils import ensure_async
from tornado.web import HTTPError

from antiphon.lab.piece_file import SUFFIX

_NAMING = asyncio.Lock()
"""Held while a free name is looked for and taken."""

_BARRED: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What no file's name may hold, on some system."""

_LONGEST: Final = 200
"""Bytes of a name without suffix and number: file systems take 255, and writing a file safely puts some before it."""


async def save_new(contents: Any, folder: str, stem: str, text: str) -> str:
    """Make a file of a piece; where there is one of its name, it gets a number.

    Args:
        contents: The server's contents manager.
        folder: Where it goes, from the lab's root; empty for the root itself.
        stem: Its name without suffix; the end of one that is too long for a file system is left out.
        text: What it holds.

    Returns:
        Its path from the lab's root.

    Raises:
        tornado.web.HTTPError: if it cannot be written.
    """
    place = f"{folder}/" if folder else ""
    stem = stem.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    async with _NAMING:
        number, path = 1, f"{place}{stem}{SUFFIX}"
        while await ensure_async(contents.file_exists(path)) or await ensure_async(contents.dir_exists(path)):
            number += 1
            path = f"{place}{stem} {number}{SUFFIX}"
        try:
            await ensure_async(contents.save({"type": "file", "format": "text", "content": text}, path))
        except Exception:
            # What was written of it is no piece.
            with suppress(HTTPError, OSError):
                await ensure_async(contents.delete_file(path))
            raise
    return path


def in_a_name(title: str) -> str:
    """A title as it may stand in a file's name.

    >>> in_a_name("What if?: A/B")
    'What if A B'
    """
    return " ".join(_BARRED.sub(" ", title).split()).rstrip(". ") or "branch"
