"""Auditions that were rendered, kept in memory and in the user's cache folder by what they are of."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
import time
from collections import OrderedDict
from pathlib import Path
from typing import Final

from antiphon.engine.audition_request import edition
from antiphon.engine.cache_folder import FORGOTTEN, folder

REMEMBERED: Final = 24 * 1024 * 1024
"""Bytes that are kept in memory."""

KEPT: Final = 96 * 1024 * 1024
"""Bytes that are kept in the folder; what was not heard for longest goes first."""

_START: Final = b"fLaC"


class AuditionCache:
    """Sounds by their keys. A folder that cannot be written or read does no harm."""

    def __init__(self, place: Path | None = None, *, remembered: int = REMEMBERED, kept: int = KEPT) -> None:
        """What is there.

        Args:
            place: The folder; by default one in the user's cache folder, of this state of the engine.
            remembered: Bytes that are kept in memory.
            kept: Bytes that are kept in the folder.
        """
        self._place = place or folder() / f"auditions-{edition()}"
        self._sounds: OrderedDict[str, bytes] = OrderedDict()
        self._limits = remembered, kept
        self._cleared = False

    async def get(self, key: str) -> bytes | None:
        """The sound of a key; None where it is not there."""
        sound = self._sounds.get(key)
        if sound is not None:
            self._sounds.move_to_end(key)
            return sound
        sound = await asyncio.to_thread(self._read, key)
        if sound is not None:
            self._remember(key, sound)
        return sound

    async def put(self, key: str, sound: bytes) -> None:
        """Keep a sound."""
        if key not in self._sounds:
            self._remember(key, sound)
            await asyncio.to_thread(self._write, key, sound)

    def _remember(self, key: str, sound: bytes) -> None:
        self._sounds[key] = sound
        self._sounds.move_to_end(key)
        while sum(map(len, self._sounds.values())) > self._limits[0]:
            self._sounds.popitem(last=False)

    def _read(self, key: str) -> bytes | None:
        path = self._place / f"{key}.flac"
        with contextlib.suppress(OSError):
            sound = path.read_bytes()
            os.utime(path)
            return sound if sound.startswith(_START) else None
        return None

    def _write(self, key: str, sound: bytes) -> None:
        """Write it whole or not at all, whoever else writes it at the same time."""
        with contextlib.suppress(OSError):
            if not self._cleared:
                self._cleared = True
                self._place.mkdir(parents=True, mode=0o700, exist_ok=True)
                for other in self._place.parent.glob("auditions-*"):
                    if other != self._place and time.time() - other.stat().st_mtime > FORGOTTEN:
                        shutil.rmtree(other, ignore_errors=True)
            descriptor, partial = tempfile.mkstemp(dir=self._place, suffix=".partial")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(sound)
                os.replace(partial, self._place / f"{key}.flac")
            except BaseException:
                os.unlink(partial)
                raise
            self._make_room()

    def _make_room(self) -> None:
        found = sorted(
            ((each.stat(), each) for each in self._place.iterdir()), key=lambda each: each[0].st_mtime
        )
        over = sum(stat.st_size for stat, _ in found) - self._limits[1]
        for stat, path in found:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= stat.st_size
