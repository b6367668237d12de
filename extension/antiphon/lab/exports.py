"""Exports that run: each a process of its own, which may be watched and cancelled, and its file, kept for a while."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from antiphon.lab.seat import Refused
from antiphon.score import ScoreError
from antiphon.score.conversion import SECONDS, Conversion, command, environment, exporting, result

SCORES: Final = {
    "musicxml": (".musicxml", "application/vnd.recordare.musicxml+xml"),
    "mxl": (".mxl", "application/vnd.recordare.musicxml"),
    "midi": (".mid", "audio/midi"),
    "mei": (".mei", "application/mei+xml"),
    "svg": (" pages.zip", "application/zip"),
    "pdf": (".pdf", "application/pdf"),
    "parts": (" parts.zip", "application/zip"),
}
SOUNDS: Final = {
    "wav": (".wav", "audio/wav"),
    "flac": (".flac", "audio/flac"),
    "stems": (" stems.zip", "application/zip"),
}
FORMATS: Final = SCORES | SOUNDS
"""How the file's name ends, and its media type, by format."""

KEPT: Final = 900.0
"""Seconds for which a file that nobody fetched is kept."""

LONGEST: Final = 3600.0
"""Seconds that rendering may take."""


async def convert(words: list[str], data: bytes, what: str) -> Conversion:
    """As `antiphon.score.conversion.convert`, beside everything else; a cancelled one is killed.

    Raises:
        ScoreError: It cannot be converted.
    """
    process = await asyncio.create_subprocess_exec(
        *command(words),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(),
    )
    try:
        output, errors = await asyncio.wait_for(process.communicate(data), 1.5 * SECONDS)
    except TimeoutError:
        return result(None, b"", b"", what)
    finally:
        await _end(process)
    return result(process.returncode, output, errors, what)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())


@dataclass(eq=False)
class Export:
    """One export.

    Attributes:
        id: Its own.
        person: Whose it is.
        path: The piece.
        name: The file's name.
        media: Its media type.
        folder: Where it is made.
        status: `running`, `done` or `failed`.
        progress: From 0 to 1; None while nobody can say.
        message: Why it failed.
        losses: What was not kept, in lines for people.
    """

    id: str
    person: str
    path: str
    name: str
    media: str
    folder: Path
    status: str = "running"
    progress: float | None = None
    message: str = ""
    losses: list[str] = field(default_factory=list)
    ended: float = 0.0
    task: asyncio.Task[None] | None = None

    @property
    def file(self) -> Path:
        """The file that is made."""
        return self.folder / "export"

    @property
    def state(self) -> dict[str, Any]:
        """As the page is told."""
        return {
            "id": self.id,
            "name": self.name,
            "status": self.status,
            "progress": self.progress,
            "message": self.message,
            "losses": self.losses,
        }


class Exports:
    """The exports of a lab: of each person one at a time; of sound, one at a time for all, so that what plays goes on."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._exports: dict[str, Export] = {}
        self._turn = asyncio.Semaphore(2)
        self._sounding = asyncio.Semaphore(1)

    def start(self, person: str, path: str, text: str, format: str, options: Mapping[str, str]) -> Export:
        """Begin an export.

        Args:
            person: Whose it is.
            path: The piece.
            text: Its document as it is now.
            format: One of `FORMATS`.
            options: Of scores: see `antiphon.score.exporting.export`.

        Raises:
            Refused: This person has one that is running.
        """
        self._forget()
        for other in self._exports.values():
            if other.person == person and other.status == "running":
                raise Refused(
                    f"{other.name} is still being made for you: wait until it is there, or cancel it."
                )
        stem = Path(path).stem
        ending, media = FORMATS[format]
        folder = Path(mkdtemp(prefix="antiphon-export-"))
        export = Export(uuid.uuid4().hex, person, path, f"{stem}{ending}", media, folder)
        self._exports[export.id] = export
        run = (
            self._sound(export, format, text)
            if format in SOUNDS
            else self._score(export, format, text, options)
        )
        export.task = asyncio.create_task(self._run(export, run))
        return export

    def of(self, id: str, person: str) -> Export:
        """Somebody's export.

        Raises:
            Refused: There is none of theirs.
        """
        self._forget()
        export = self._exports.get(id)
        if export is None or export.person != person:
            raise Refused("That export is not there any more: export again.")
        return export

    def drop(self, export: Export) -> None:
        """Cancel an export, or throw away what it made."""
        self._exports.pop(export.id, None)
        if export.task is not None and not export.task.done():
            export.task.cancel()
        else:
            shutil.rmtree(export.folder, ignore_errors=True)

    async def close(self) -> None:
        """Cancel all, and throw everything away."""
        exports = list(self._exports.values())
        for export in exports:
            self.drop(export)
        tasks = [export.task for export in exports if export.task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self) -> None:
        late = time.monotonic() - KEPT
        for export in [
            each for each in self._exports.values() if each.status != "running" and each.ended < late
        ]:
            self.drop(export)

    async def _run(self, export: Export, run: Any) -> None:
        try:
            await run
            export.status = "done"
        except ScoreError as error:
            export.status, export.message = "failed", str(error)
        except asyncio.CancelledError:
            shutil.rmtree(export.folder, ignore_errors=True)
            raise
        except Exception:
            self._log.exception("An export of %s failed", export.path)
            export.status = "failed"
            export.message = f"{export.name} could not be made; the server's log says why."
        finally:
            export.ended = time.monotonic()

    async def _score(self, export: Export, format: str, text: str, options: Mapping[str, str]) -> None:
        async with self._turn:
            words = exporting(format, Path(export.path).stem, **options)
            done = await convert(words, text.encode(), Path(export.path).name)
        export.losses = done.losses
        await asyncio.to_thread(export.file.write_bytes, done.data)

    async def _sound(self, export: Export, format: str, text: str) -> None:
        async with self._sounding:
            process = await asyncio.create_subprocess_exec(
                *(
                    sys.executable,
                    "-m",
                    "antiphon.engine.export",
                    format,
                    str(export.file.with_suffix(f".{format}")),
                ),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(LONGEST):
                    errors = await self._follow(export, process, text)
            except TimeoutError:
                raise ScoreError(
                    f"{export.name} took more than an hour and was given up: render it with antiphon render."
                ) from None
            finally:
                await _end(process)
        if process.returncode != 0:
            lines = errors.decode(errors="replace").strip().splitlines()
            raise ScoreError(
                lines[-1]
                if process.returncode == 1 and lines
                else f"{export.name} could not be rendered: the renderer ended ({process.returncode}); try again."
            )
        export.file.with_suffix(f".{format}").rename(export.file)

    async def _follow(self, export: Export, process: asyncio.subprocess.Process, text: str) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        errors = asyncio.create_task(process.stderr.read())
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(text.encode())
            await process.stdin.drain()
        process.stdin.close()
        async for line in process.stdout:
            told = json.loads(line)
            if "total" in told:
                export.progress = min(1.0, told["done"] / told["total"]) if told["total"] else None
            export.losses = told.get("muted", export.losses)
        await process.wait()
        return await errors
