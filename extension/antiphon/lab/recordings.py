"""The recordings of a piece: where each goes, and how the present one is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from antiphon.lab.seat import Refused

FOLDER = "recordings"
FORMATS = ("flac", "wav")

_OFF: Mapping[str, Any] = {"status": "off", "folder": "", "seconds": 0.0, "message": ""}


class Recordings:
    """What a session knows of its recordings. Pages are told where they are from the lab's root on.

    Attributes:
        state: `{status: off|on|failed, folder, seconds, message}` of the present one, or the last.
    """

    def __init__(self, root: Path, path: str) -> None:
        """None yet.

        Args:
            root: The lab's root.
            path: The piece, from there.
        """
        self._root = root
        self._path = PurePosixPath(path)
        self.state = _OFF

    @property
    def on(self) -> bool:
        """Whether one is being made."""
        return bool(self.state["status"] == "on")

    def begin(self, message: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """What to ask of the conductor for a page's `record {on: true, format}`.

        Raises:
            Refused: The page did not say how.
        """
        format = message.get("format", FORMATS[0])
        if format not in FORMATS:
            raise Refused(f"A recording is {' or '.join(FORMATS)}.")
        folder = self._root / self._path.parent / FOLDER / f"{self._path.stem} {now:%Y-%m-%d %H-%M-%S}"
        return {"type": "record", "on": True, "folder": str(_free(folder)), "format": format}

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take in the conductor's `recording`."""
        folder, text = str(message.get("folder") or ""), str(message.get("message") or "")
        self.state = {
            "status": message.get("status"),
            "folder": self._seen(folder),
            "seconds": message.get("seconds"),
            "message": text.replace(folder, self._seen(folder)) if folder else text,
        }

    def lost(self) -> None:
        """The engine ended."""
        if self.on:
            message = f"The engine ended; what was recorded until then is in {self.state['folder']}."
            self.state = {**self.state, "status": "failed", "message": message}

    def _seen(self, folder: str) -> str:
        path = Path(folder)
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.name


def _free(folder: Path) -> Path:
    number, free = 1, folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name} ({number})")
    return free
