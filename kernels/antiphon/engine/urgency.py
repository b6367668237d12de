"""Urgency: a process that must be on time goes before the others, as far as the system permits.

Real-time scheduling (``SCHED_RR``) is what counts: with it no block was late beside a busy process, without it one in
thirty. docs/benchmarks.md says what else was tried.
"""

from __future__ import annotations

import contextlib
import ctypes
import os

PASSING, RENDERING, CONDUCTING = 20, 10, 5
"""Real-time priorities, below those of JACK and of drivers, above all that has none: of who passes blocks between JACK and
the ring, and is done in a tenth of a millisecond; of a worker that sounds; and of the conductor, which tells it what to play
and finds it another one when it dies."""

NICENESS = {PASSING: -11, RENDERING: -11, CONDUCTING: -5}
"""Where real-time scheduling is not permitted."""

_PR_SET_TIMERSLACK = 29


def hurry(priority: int) -> bool:
    """Have this process scheduled before others; returns whether in real time. Its children are not.

    Real-time scheduling needs root, or a limit ``rtprio`` of the user of at least `RENDERING`, as distributions give to
    the group ``audio``.

    Args:
        priority: `PASSING`, `RENDERING` or `CONDUCTING`.
    """
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(priority))
        return True
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_TIMERSLACK, ctypes.c_ulong(1), 0, 0, 0)
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS[priority])
    return False


def relax() -> None:
    """Have this process scheduled a little before others, for work that others wait for and that takes its time."""
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS[CONDUCTING])
