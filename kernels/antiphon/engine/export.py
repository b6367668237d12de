"""The export of sound, in a process of its own: `python -m antiphon.engine.export FORMAT OUT < piece.antiphon`.

FORMAT is `wav`, `flac`, or `stems`: an archive of the mix and every stem as FLAC with their manifest. Progress goes to
standard output, a line of JSON each: `{"done", "total"}` in seconds, at last `{"muted": [sentence]}`; a failure is a sentence
on standard error and exit 1.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from antiphon.document.codec import DocumentError, decode
from antiphon.engine.render import RenderError, cannot_write, render_file

OFTEN = 0.2
"""Seconds between two lines of progress."""


def main(words: Sequence[str]) -> int:
    """Render the document on standard input.

    Args:
        words: The format and the file to write.

    Returns:
        The exit code.
    """
    format, out = words[0], Path(words[1])
    lines, sys.stdout = sys.stdout, sys.stderr
    with contextlib.suppress(OSError):
        os.nice(10)
    told = 0.0

    def progress(done: float, total: float) -> None:
        nonlocal told
        if (now := time.monotonic()) - told > OFTEN:
            told = now
            print(json.dumps({"done": done, "total": total}), file=lines, flush=True)

    try:
        document = decode(sys.stdin.buffer.read().decode())
        if format == "stems":
            with TemporaryDirectory(dir=out.parent) as name:
                folder = Path(name)
                muted = render_file(
                    document, folder / "mix.flac", stems=folder, format="flac", progress=progress
                )
                try:
                    _pack(folder, out)
                except OSError as error:
                    raise RenderError(cannot_write(out, error)) from error
        else:
            muted = render_file(
                document, out, format="flac" if format == "flac" else "wav", progress=progress
            )
    except (DocumentError, RenderError) as error:
        print(error, file=sys.stderr)
        return 1
    said = [f"{stem.stem} was muted: {', '.join(stem.nodes)} went {stem.reason}" for stem in muted]
    print(json.dumps({"muted": said}), file=lines, flush=True)
    return 0


def _pack(folder: Path, out: Path) -> None:
    """Put files into an archive as they are, each gone once it is in there, so that the disk holds them once."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
            file.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
