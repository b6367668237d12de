"""Conversion in a process of its own, with bounds of time and memory: a file is not trusted before it is read.

As a program: `python -m antiphon.score.conversion import NAME < file`, or
`… export '{"format": "pdf", "name": "Song"}' < document`.
It writes a line of JSON to standard output, then the bytes that were made; or exits with 1 and a sentence on standard error.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from antiphon.document.codec import DocumentError, decode, encode
from antiphon.document.types import Document
from antiphon.score.loss import ScoreError, losses_text

SECONDS: Final = 120
"""Of the processor, that a conversion may take; and half as many again by the clock."""

MEMORY: Final = 3 * 2**30
"""Bytes of address space, likewise: music21 and numpy alone take half a gigabyte."""


@dataclass(frozen=True)
class Conversion:
    """What a conversion made.

    Attributes:
        data: The file; of an import, the document's text.
        losses: What was not kept, in lines for people.
    """

    data: bytes
    losses: list[str]


def importing(name: str) -> list[str]:
    """The words of an import, for `command`."""
    return ["import", name]


def exporting(format: str, name: str, **options: Any) -> list[str]:
    """The words of an export, for `command`: see `antiphon.score.exporting.export`."""
    return ["export", json.dumps({"format": format, "name": name, **options})]


def command(words: Sequence[str]) -> list[str]:
    """The command line of a conversion."""
    return [sys.executable, "-m", "antiphon.score.conversion", *words]


def environment() -> dict[str, str]:
    """The environment of a conversion: libraries that would claim memory for each core do not."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


def result(code: int | None, output: bytes, errors: bytes, what: str) -> Conversion:
    """What a conversion that ended has to say.

    Args:
        code: Its exit code; None where it did not end in its time.
        output: Its standard output.
        errors: Its standard error.
        what: What was converted, such as a file's name, for the sentences.

    Raises:
        ScoreError: It did not make anything.
    """
    if code == 0:
        head, _, data = output.partition(b"\n")
        return Conversion(data, json.loads(head)["losses"])
    if code is None or code == -getattr(signal, "SIGXCPU", 0):
        raise ScoreError(
            f"{what} took more than {SECONDS} s and was given up: try a shorter piece, or single movements."
        )
    lines = errors.decode(errors="replace").strip().splitlines()
    if code == 1 and lines:
        raise ScoreError(lines[-1])
    raise ScoreError(
        f"{what} could not be converted: the program that reads it ended ({code}); export it again."
    )


def convert(words: Sequence[str], data: bytes, what: str) -> Conversion:
    """Convert, and wait for it.

    Args:
        words: Of `importing` or `exporting`.
        data: The file, or the document's text.
        what: See `result`.

    Raises:
        ScoreError: It cannot be converted.
    """
    try:
        done = subprocess.run(
            command(words),
            input=data,
            capture_output=True,
            env=environment(),
            timeout=1.5 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return result(None, b"", b"", what)
    return result(done.returncode, done.stdout, done.stderr, what)


def import_apart(name: str, data: bytes) -> tuple[Document, list[str]]:
    """Import a file in a process of its own.

    Raises:
        ScoreError: There is no score in it.
    """
    from antiphon.score.importing import refuse

    refuse(name, len(data))
    done = convert(importing(name), data, name)
    return decode(done.data.decode()), done.losses


def main(words: Sequence[str]) -> int:
    """Convert standard input.

    Args:
        words: See the module.

    Returns:
        The exit code.
    """
    task, subject = words
    name = subject if task == "import" else str(json.loads(subject)["name"])
    data = sys.stdin.buffer.read()
    output, sys.stdout = sys.stdout, sys.stderr  # what libraries print is none of the result
    try:
        _bound(name)
        losses, made = _import(name, data) if task == "import" else _export(json.loads(subject), data)
    except (ScoreError, DocumentError) as error:
        print(error, file=sys.stderr)
        return 1
    except MemoryError:
        print(
            f"{name} needs more than {MEMORY // 2**30} GB of memory: try single movements.", file=sys.stderr
        )
        return 1
    except RecursionError:
        print(f"{name} is nested too deeply to be read: export it again.", file=sys.stderr)
        return 1
    output.buffer.write(json.dumps({"losses": losses}).encode() + b"\n" + made)
    output.flush()
    return 0


def _import(name: str, data: bytes) -> tuple[list[str], bytes]:
    from antiphon.score.importing import import_score

    document, losses = import_score(name, data)
    return losses_text(losses), encode(document).encode()


def _export(options: Mapping[str, Any], data: bytes) -> tuple[list[str], bytes]:
    from antiphon.score.exporting import export

    made, losses = export(decode(data.decode()), **options)
    return losses_text(losses), made


def _bound(name: str) -> None:
    """Bound time and memory of this process, where the system can."""
    with contextlib.suppress(OSError):
        os.nice(5)
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the bound
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
