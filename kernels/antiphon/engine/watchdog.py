"""The watchdog: a render worker that hangs is told from one that is only late, and from a conductor that was late itself.

A worker that is stopped, or never comes back from a block, ends nothing by itself. What it writes stands still then, though
its time goes on. A watchdog that was itself held up has not seen that: each look counts for no more than its interval,
so that it takes several looks, all of which saw the same.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.008
"""Seconds between two looks."""

PATIENCE = 0.04
"""Seconds for which what a worker writes may stand still: fifteen blocks."""

BUSY = 0.03
"""Seconds of a processor's time from which on a block does not end: eleven times its own."""

ASLEEP = 5
"""How many times that a worker may sleep."""

_PF_EXITING = 0x4
"""Of the flags that Linux tells of a process (proc(5), ``include/linux/sched.h``)."""


class Watchdog:
    """Decides, from look to look; pure.

    >>> dog = Watchdog()
    >>> [dog.hangs(written=128, at=0.008 * look) for look in range(8)]
    [False, False, False, False, False, True, True, True]
    >>> dog.hangs(written=256, at=0.064)
    False

    One late look is no proof, whatever time has passed:

    >>> dog.hangs(written=256, at=1.0), dog.hangs(written=256, at=1.008), dog.hangs(written=384, at=1.016)
    (False, False, False)
    """

    def __init__(self) -> None:
        self._written = -1
        self._at = 0.0
        self._still = 0.0

    def hangs(self, written: int, at: float) -> bool:
        """Look.

        Args:
            written: How far the worker has come, in frames.
            at: The time, in seconds; the looks are meant to be `INTERVAL` apart.

        Returns:
            Whether it has stood still for `PATIENCE`, as far as was seen.
        """
        if written != self._written:
            self._still = 0.0
        else:
            self._still += min(at - self._at, INTERVAL)
        self._written, self._at = written, at
        return self._still >= PATIENCE - 1e-9


@dataclass(frozen=True, slots=True)
class Pulse:
    """What Linux tells of a process.

    Attributes:
        ending: It was killed, though its memory is still being freed, which takes 15 to 100 ms.
        state: Linux's letter: R that it runs or could, S that it sleeps, T that it is stopped.
        ran: Seconds that it has had a processor so far.
    """

    ending: bool
    state: str
    ran: float


def pulse(pid: int) -> Pulse | None:
    """Look at a process; None where it is not there, or the system is another one (proc(5))."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ran = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError):
        return None
    return Pulse(state in "ZX" or bool(int(fields[5]) & _PF_EXITING), state, ran)


async def loss(written: Callable[[], int], pid: int, closed: asyncio.Future[int], delay: float) -> str:
    """Come back when a worker is lost.

    One that would run, and is not given a processor, is not, nor one that has more to do than there is time for: another one
    would fare no better. One that sleeps may have
    been forgotten by its processor, as those of a virtual machine are now and then for a tenth of a second; it is given
    `ASLEEP` times the patience.

    Args:
        written: Tells how far it has come, in frames.
        pid: Its process id.
        closed: Done when it has ended.
        delay: Seconds until it must have begun.

    Returns:
        How, as the end of a sentence: `ended` or `hung for 40 ms`.
    """
    dog = Watchdog()
    begin = time.monotonic() + delay
    seen, since, ran, times = -1, 0.0, 0.0, 0
    while True:
        await asyncio.wait({closed}, timeout=INTERVAL)
        frame, at = written(), time.monotonic()
        found = pulse(pid) if frame == seen else None
        if closed.done() or (found and found.ending):
            return "ended"
        if frame != seen:
            seen, since, ran, times = frame, at, -1.0, 0
        elif found and ran < 0:
            ran = found.ran
        if at >= begin and dog.hangs(frame, at):
            times += 1
            state = found.state if found else "T"
            busy = found is not None and found.ran - ran > BUSY
            if state == "T" or busy or (state != "R" and times >= ASLEEP):
                return f"hung for {1000 * (at - since):.0f} ms"
            dog = Watchdog()
