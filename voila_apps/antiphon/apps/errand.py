"""Errands: work that is done by a process of its own, behind the music in the queue for the processor."""

import asyncio
import contextlib
import shutil
import sys


class ErrandFailed(Exception):
    """An errand that came to nothing; its text is the last line it said."""


async def run(module: str, *arguments: str, given: bytes = b"", seconds: float = 90.0) -> bytes:
    """Run `python -m module` at low priority.

    Args:
        module: The module.
        arguments: Its arguments.
        given: Its standard input.
        seconds: Time it has.

    Returns:
        Its standard output.

    Raises:
        ErrandFailed: It ended with an error, or not in time.
    """
    nice = [found, "-n", "10"] if (found := shutil.which("nice")) else []
    process = await asyncio.create_subprocess_exec(
        *nice,
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, errors = await asyncio.wait_for(process.communicate(given), seconds)
    except TimeoutError:
        raise ErrandFailed(f"{module} was not done after {seconds:.0f} s.") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode:
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        raise ErrandFailed(lines[-1] if lines else f"{module} ended with {process.returncode}.")
    return output
