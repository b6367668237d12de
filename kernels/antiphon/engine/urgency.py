"""Urgency: a process that must be on time goes before the others, as far as the system permits.

Real-time scheduling (``SCHED_RR``) is what counts: with it no block was late beside a busy process, without it one in
thirty. docs/benchmarks.md says what else was tried.
"""

from __future__ import annotations

import contextlib
import ctypes
import os

PRIORITY = 10
"""Real-time priority of a render worker: below that of JACK and of drivers, above all that has none."""

NICENESS = -11
"""Where real-time scheduling is not permitted."""

_PR_SET_TIMERSLACK = 29
_MCL_CURRENT = 1


def hurry() -> bool:
    """Have this process scheduled before others; returns whether in real time.

    Real-time scheduling needs root, or a limit ``rtprio`` of the user of at least `PRIORITY`, as distributions give to
    the group ``audio``.
    """
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(PRIORITY))
        return True
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_TIMERSLACK, ctypes.c_ulong(1), 0, 0, 0)
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
    return False


def stay_in_memory() -> bool:
    """Have all that this process holds now stay in memory, and be there at once; returns whether that is permitted.

    What it takes up later is not locked: where the user's limit ``memlock`` is small, that would make allocations fail.
    """
    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).mlockall(_MCL_CURRENT) == 0)
    return False
