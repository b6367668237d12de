"""A witness: a bare process that only wakes up each millisecond, to tell what the machine itself holds up.

One on each processor, at the highest real-time priority where that is permitted. When it wakes up too late, so would have
anybody: a virtual machine, for one, is now and then not run by its host for a tenth of a second.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from types import TracebackType
from typing import Self

_WATCH = """
import os, sys, time
processor, least, parent = int(sys.argv[1]), float(sys.argv[2]), os.getppid()
os.sched_setaffinity(0, {processor})
try:
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(90))
except OSError:
    pass
before = time.monotonic()
while os.getppid() == parent:
    time.sleep(0.001)
    now = time.monotonic()
    if now - before - 0.001 > least:
        os.write(1, f"{before} {now}\\n".encode())
    before = now
"""


class Witness:
    """Watches all processors while it is entered.

    Attributes:
        stalls: When the machine stood still: pairs of times of the monotonic clock, in seconds.
    """

    def __init__(self, least: float) -> None:
        """Make one.

        Args:
            least: Seconds of which on a stall counts.
        """
        self._least = least
        self._processes: list[subprocess.Popen[bytes]] = []
        self.stalls: list[tuple[float, float]] = []

    def __enter__(self) -> Self:
        for processor in sorted(os.sched_getaffinity(0)):
            argv = [sys.executable, "-c", _WATCH, str(processor), str(self._least)]
            self._processes.append(subprocess.Popen(argv, stdout=subprocess.PIPE))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()

    def stalled(self, begin: float, end: float) -> float:
        """Seconds of the longest stall that touches a span of time; 0 for none."""
        pipes = [process.stdout for process in self._processes if process.stdout]
        while ready := select.select(pipes, [], [], 0)[0]:
            for pipe in ready:
                lines = os.read(pipe.fileno(), 65536)
                if not lines:
                    raise SystemExit("A witness ended.")
                for line in lines.splitlines():
                    before, after = map(float, line.split())
                    self.stalls.append((before, after))
        touching = [after - before for before, after in self.stalls if after > begin and before < end]
        return max(touching, default=0.0)
