"""Is there a sound device that plays? Asked before a lab starts, where a person can still choose another output."""

import asyncio
import logging
import sys
from pathlib import Path

from antiphon.cli.problem import Problem
from antiphon.engine.file_output import check_path
from antiphon.engine.output import FILE
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, ChildFailed

OUTPUT = (sys.executable, "-m", "antiphon.engine.output")


def named_output(word: str) -> str:
    """The output that a person named, a file by its whole path.

    Raises:
        Problem: there is no such output.
    """
    if word.startswith(FILE):
        return FILE + str(Path(word.removeprefix(FILE)).expanduser().absolute())
    if word not in ("null", "jack", "portaudio"):
        raise Problem(f"There is no output {word}: it is null, jack, portaudio, or {FILE} and a path.")
    return word


def check_device(output: str) -> None:
    """Open the device of an output and close it again, with silence.

    Args:
        output: As `named_output` gives it. A file is not made yet.

    Raises:
        Problem: no such device plays at the engine's rate; the sentence says what to do.
    """
    if output.startswith(FILE):
        try:
            check_path(Path(output.removeprefix(FILE)))
        except OSError as error:
            raise Problem(str(error)) from error
    elif output != "null":
        asyncio.run(_open_and_close(output))


async def _open_and_close(output: str) -> None:
    log = logging.getLogger(__name__)
    log.addHandler(logging.NullHandler())
    log.propagate = False
    ring = StemRing.create()
    try:
        player = await Child.start(OUTPUT, {"type": "start", "ring": str(ring.path), "output": output}, log)
        await player.stop(2)
    except ChildFailed as error:
        raise Problem(str(error)) from error
    finally:
        ring.close()
