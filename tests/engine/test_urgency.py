import subprocess
import sys

import pytest

SCRIPT = """
import os, resource, sys
from antiphon.engine import urgency
if sys.argv[1] == "nobody":
    resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))
    os.setuid(65534)
print(urgency.hurry(10), os.sched_getscheduler(0) & os.SCHED_RR == os.SCHED_RR, open("/proc/self/timerslack_ns").read().strip())
urgency.relax()
print(os.sched_getscheduler(0) == os.SCHED_OTHER)
"""


def run(who: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, who], capture_output=True, text=True, check=True)
    return done.stdout.split()


def real_time_is_permitted() -> bool:
    script = "import os; os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))"
    return subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0


@pytest.mark.skipif(not real_time_is_permitted(), reason="real-time scheduling is not permitted here")
def test_it_is_scheduled_in_real_time_until_it_relaxes() -> None:
    assert run("me")[::3] == ["True", "True"]


@pytest.mark.skipif(not real_time_is_permitted(), reason="only root can become nobody")
def test_where_nothing_is_permitted_it_runs_all_the_same() -> None:
    assert run("nobody") == ["False", "False", "1", "True"]
