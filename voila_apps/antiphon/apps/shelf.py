"""The shelf: pages that were made of notebooks, in the user's cache folder, by what they are made of.

A page of another text, or by another edition of ours, is another one. A notebook that came with Antiphon makes the same page
wherever a copy of it lies; one of somebody's own may read what is beside it, so its place counts too.
"""

import asyncio
import fcntl
import hashlib
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from antiphon.apps.template import edition
from antiphon.engine.cache_folder import FORGOTTEN, folder
from antiphon.session.share import find

LOOK = 0.1
"""Seconds between two looks whether another process has made the page."""


def shelves() -> Path:
    """The folder that pages are kept in."""
    return folder() / "pages"


class Shelf:
    """Where the page of a notebook, as it is at this moment, is kept.

    Args:
        place: The folder that pages are kept in.
        notebook: The notebook.

    Raises:
        OSError: The notebook cannot be read.
    """

    def __init__(self, place: Path, notebook: Path) -> None:
        self._notebook = notebook
        self._place = place / f"{_name(notebook)}.json"
        self._part = self._place.with_suffix(".part")

    def take(self) -> Any:
        """Return the page; None if it is not there."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._place.read_text("utf-8"))
            os.utime(self._place)
            return {"html": str(kept["html"]), "modules": dict(kept["modules"])}
        return None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait while another process makes the page; where the disk has no locks, for nobody."""
        part = None
        with suppress(OSError):
            self._part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = self._part.open("a")
        try:
            while part and not _alone(part.fileno()):
                await asyncio.sleep(LOOK)
            yield
        finally:
            if part:
                part.close()

    def put(self, made: Any) -> None:
        """Keep a page, unless the notebook was edited meanwhile; a disk that does not take it costs the next one seconds."""
        with suppress(OSError):
            if _name(self._notebook) == self._place.stem:
                self._part.write_text(json.dumps(made), "utf-8")
                os.replace(self._part, self._place)
            for other in self._place.parent.iterdir():
                if time.time() - other.stat().st_mtime > FORGOTTEN:
                    other.unlink()


def _name(notebook: Path) -> str:
    text = notebook.read_bytes()
    where = "" if text == _ours(notebook.name) else str(notebook.resolve())
    return hashlib.sha256(b"\0".join((text, where.encode(), edition().encode()))).hexdigest()[:24]


def _ours(name: str) -> bytes | None:
    with suppress(OSError):
        return (find("apps") / name).read_bytes()
    return None


def _alone(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
