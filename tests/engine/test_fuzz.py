"""Every kind over its whole declared range: nothing dies, nothing is not finite, nothing trips the guard.

With `MALLOC_PERTURB_=255` in the environment, memory that is given back is filled with what is no number (mallopt(3)), and
who reads it by mistake is found out; some objects of pyo's still are.

`ANTIPHON_FUZZ` sets how many turns each kind has (in CI 60; 1500 is a long run), `ANTIPHON_FUZZ_SEED` which ones.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from antiphon.engine.catalogue import catalogue
from antiphon.engine.general_midi import SOUNDFONT
from antiphon.engine.soundfont import soundfont_problem

KINDS = [name for name in catalogue() if name != SOUNDFONT or soundfont_problem() is None]
TURNS = int(os.environ.get("ANTIPHON_FUZZ", "60"))
SEED = os.environ.get("ANTIPHON_FUZZ_SEED", "0")
CHILD = Path(__file__).with_name("fuzz_kinds.py")
PATIENCE = 20 + 0.2 * TURNS
"""Seconds that a kind may take."""


def tried(kinds: list[str]) -> dict[str, str]:
    """What was wrong with each kind, empty where nothing was; a child that dies is followed by another one."""
    found: dict[str, str] = {}
    while rest := [kind for kind in kinds if kind not in found]:
        command = [sys.executable, str(CHILD), str(TURNS), SEED, *rest]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            begun = ""
            slow = threading.Timer(PATIENCE, child.kill)
            slow.start()
            for line in child.stdout:
                word, *told = line.split(maxsplit=2)
                if word == "begin":
                    begun = told[0].strip()
                    slow.cancel()
                    slow = threading.Timer(PATIENCE, child.kill)
                    slow.start()
                elif word == "end":
                    found[told[0].strip()] = told[1].strip() if len(told) > 1 else ""
            slow.cancel()
        if child.returncode != 0:
            assert begun, f"the child could not begin: it ended with {child.returncode}"
            found[begun] = f"the process ended with {child.returncode}"
    return found


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return tried(KINDS)


@pytest.mark.timeout(120 + 60 * TURNS / 10)
@pytest.mark.parametrize("name", KINDS)
def test_no_value_in_its_range_makes_it_wild(name: str, faults: dict[str, str]) -> None:
    assert faults[name] == ""


def test_a_kind_that_does_not_exist_is_named() -> None:
    assert tried(["no.such"]) == {"no.such": "the process ended with 1"}
