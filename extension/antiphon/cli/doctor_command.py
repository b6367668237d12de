"""`antiphon doctor`: is everything here that Antiphon needs, and if not, what to do."""

import argparse
import importlib.util
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HELP = "check this machine and say what to do"
DESCRIPTION = "Check Python, pyo, audio outputs, ports, the installation and browsers, and say what to do."

LAB_PORT = 8888
AUDIENCE_PORT = 8899
MINIMUM_PYTHON = (3, 11)


@dataclass(frozen=True)
class Finding:
    """What one check found: `good`, `note` (works without it) or `bad`."""

    grade: str
    words: str


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument(
        "--port", type=int, default=LAB_PORT, help="the lab's port to check (default %(default)s)"
    )
    command.add_argument(
        "--audience-port",
        type=int,
        default=AUDIENCE_PORT,
        help="the audience's port to check (default %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run every check; exit code 1 if one is bad."""
    checks: list[tuple[str, Callable[[], Finding]]] = [
        ("Python", python),
        ("pyo", pyo),
        ("Audio outputs", audio_outputs),
        ("MIDI", midi),
        ("Opus", opus),
        ("Ableton Link", ableton_link),
        ("Lab port", lambda: port(arguments.port)),
        ("Audience port", lambda: port(arguments.audience_port)),
        ("Extension", labextension),
        ("Shared memory", shared_memory),
        ("Browser", browser),
    ]
    marks = {"good": "ok  ", "note": "note", "bad": "BAD "}
    worst = 0
    for name, check in checks:
        finding = check()
        print(f"{marks[finding.grade]}  {name}: {finding.words}")
        worst = max(worst, int(finding.grade == "bad"))
    return worst


def ableton_link() -> Finding:
    """Whether the package for Ableton Link, which is not ours, was installed."""
    if importlib.util.find_spec("aalink") is None:
        return Finding("note", "aalink (GPL-3.0-or-later) is not installed; to use Link: pip install aalink.")
    return Finding("good", "aalink is installed; start the lab with --AntiphonApp.link=True.")


def python() -> Finding:
    """Python 3.11 or newer."""
    words = sys.version.split()[0]
    if sys.version_info[:2] < MINIMUM_PYTHON:
        return Finding(
            "bad", f"{words}; Antiphon needs 3.11 or newer, install it and make a new environment."
        )
    return Finding("good", words)


# pyo may end the process on a broken installation, so it is tried in a process of its own.
_RENDER = """
import os; os.environ["PYO_GUI_WX"] = "0"
from pyo import Server, Sine, getVersion
server = Server(audio="manual", nchnls=2, buffersize=64, duplex=0); server.setVerbosity(0)
server.boot(); server.start(); sound = Sine(1000).out()
import ctypes
address = int(server.getOutputAddr(), 16)
for _ in range(8):
    server.process()
assert max(abs(x) for x in (ctypes.c_float * 128).from_address(address)) > 0.5
print(".".join(map(str, getVersion())))
"""

_DEVICES = """
import os; os.environ["PYO_GUI_WX"] = "0"
from pyo import pa_get_output_devices
print("\\n".join(pa_get_output_devices()[0]))
"""


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )


def pyo() -> Finding:
    """Pyo renders a sine."""
    done = _python(_RENDER)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        return Finding(
            "bad", f"does not render a sine ({reason}); install it again: pip install --force-reinstall pyo"
        )
    return Finding("good", f"{done.stdout.strip().splitlines()[-1]} renders")


def audio_outputs() -> Finding:
    """Sound cards and JACK; browsers hear without either."""
    done = _python(_DEVICES)
    devices = [line for line in done.stdout.splitlines() if line.strip()] if done.returncode == 0 else []
    jack = "JACK is installed (--output jack, once jackd runs)" if shutil.which("jackd") else "no JACK"
    if devices:
        return Finding("good", f"{', '.join(devices[:4])} (--output portaudio); {jack}")
    return Finding(
        "note", f"no sound card; {jack}. Sound goes to browsers all the same (--output null, the default)."
    )


_MIDI = """
import rtmidi
system = [api for api in rtmidi.get_compiled_api() if api not in (rtmidi.API_UNIX_JACK, rtmidi.API_RTMIDI_DUMMY)]
print("\\n".join(rtmidi.MidiIn(system[0]).get_ports()))
"""


def midi() -> Finding:
    """MIDI keyboards; a piece needs none."""
    done = _python(_MIDI)
    if done.returncode:
        words = "no MIDI system, or python-rtmidi is not installed; keyboards are heard through JACK, once jackd runs."
        return Finding("note", words)
    devices = [line for line in done.stdout.splitlines() if line.strip()]
    return Finding("good", ", ".join(devices[:4]) or "no device is plugged in")


def opus() -> Finding:
    """The encoder of the sound that browsers hear."""
    import av

    if "libopus" in av.codecs_available:
        return Finding("good", "libopus encodes")
    return Finding(
        "bad",
        "PyAV has no libopus, so browsers cannot listen; install it again: pip install --force-reinstall av",
    )


def port(number: int) -> Finding:
    """The port is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            return Finding(
                "note", f"{number} cannot be used ({error.strerror}); the demo takes the next free one."
            )
    return Finding("good", f"{number} is free")


def labextension() -> Finding:
    """The labextension is where JupyterLab looks."""
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        if (Path(folder) / "antiphon" / "package.json").is_file():
            return Finding("good", "JupyterLab finds Antiphon")
    return Finding(
        "bad", "JupyterLab does not find Antiphon; install it again: pip install --force-reinstall antiphon"
    )


def shared_memory() -> Finding:
    """Room for the stem ring."""
    folder = Path("/dev/shm")
    if not folder.is_dir():
        return Finding("note", "no /dev/shm; stems go through the temporary folder.")
    free = shutil.disk_usage(folder).free
    if free < 64 << 20:
        return Finding(
            "bad", f"{free >> 20} MiB free in {folder}; Antiphon needs 64 MiB, make room or enlarge it."
        )
    return Finding("good", f"{free >> 20} MiB free")


def browser() -> Finding:
    """A browser that can listen."""
    found = [name for name in ("chromium", "google-chrome", "firefox") if shutil.which(name)]
    needs = "any browser of the last three years with WebAssembly and WebRTC will do"
    if found:
        return Finding("good", f"{', '.join(found)} on this machine; elsewhere {needs}")
    return Finding("note", f"none on this machine; {needs}, on any machine that reaches this one")
