"""Is there a sound device that plays? Asked before a lab starts, where a person can still choose another output."""

import asyncio
import logging
import sys

from antiphon.cli.problem import Problem
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, ChildFailed

OUTPUT = (sys.executable, "-m", "antiphon.engine.output")


def check_device(output: str) -> None:
    """Open the device of an output and close it again, with silence.

    Args:
        output: `null`, `jack` or `portaudio`.

    Raises:
        Problem: no such device plays at the engine's rate; the sentence says what to do.
    """
    if output != "null":
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
