"""Where MIDI comes from: the system's own devices, through RtMidi, and a JACK server.

A source is asked now and then which devices there are, and opens those that came: devices come and go.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from antiphon.engine.jack_client import on_each_block, open_client

CLIENT = "antiphon-midi"
"""What we are called where others look."""

Emit = Callable[[str, bytes, int], None]
"""Takes a device's name, a message, and when it came, in nanoseconds of the monotonic clock."""


class Source(Protocol):
    """Some MIDI system."""

    def devices(self) -> list[str]:
        """Names of the devices that are heard now; opens what came, and closes what went.

        Raises:
            OSError: The system is gone.
        """


class RtMidiSource:
    """The devices that the system knows: ALSA, CoreMIDI or Windows."""

    def __init__(self, emit: Emit) -> None:
        """Find the system.

        Raises:
            OSError: There is none, or RtMidi is not installed.
        """
        try:
            import rtmidi
        except ImportError as error:
            raise OSError("python-rtmidi is not installed") from error
        self._rtmidi = rtmidi
        jack = {rtmidi.API_UNIX_JACK, rtmidi.API_RTMIDI_DUMMY}
        systems = [each for each in rtmidi.get_compiled_api() if each not in jack]
        if not systems:
            raise OSError("RtMidi knows no MIDI system here")
        self._system = systems[0]
        self._emit = emit
        self._open: dict[str, Any] = {}
        try:
            self._look = rtmidi.MidiIn(self._system, name=CLIENT)
        except rtmidi.SystemError as error:
            raise OSError("the system has no MIDI") from error

    def devices(self) -> list[str]:
        """See `Source`."""
        names = [name for name in self._look.get_ports() if CLIENT not in name and "Midi Through" not in name]
        for name in [name for name in self._open if name not in names]:
            self._open.pop(name).close_port()
        for name in [name for name in names if name not in self._open]:
            self._open[name] = self._listen(name)
        return list(self._open)

    def _listen(self, name: str) -> Any:
        port = self._rtmidi.MidiIn(self._system, name=CLIENT)
        port.open_port(port.get_ports().index(name), name="in")
        port.set_callback(lambda event, _: self._emit(name, bytes(event[0]), time.monotonic_ns()))
        return port


class JackSource:
    """The MIDI ports of a JACK server.

    JACK says at which frame of a block a message came. When the block began is smoothed over those before, as a thread is
    woken too late at times (after F. Adriaensen, Using a DLL to filter time, 2005).
    """

    def __init__(self, rate: int, emit: Emit) -> None:
        """Find the server.

        Raises:
            OSError: There is none.
        """
        self._client, self._gone = open_client(CLIENT, rate, "use --output null")
        self._emit = emit
        self._open: dict[str, Any] = {}
        self._heard: tuple[tuple[str, Any], ...] = ()
        self._rate = rate
        self._began = 0
        on_each_block(self._client, self._hear)
        self._client.activate()

    def devices(self) -> list[str]:
        """See `Source`."""
        if self._gone.is_set():
            raise OSError("The JACK server is gone.")
        ports = self._client.get_ports(is_midi=True, is_output=True)
        names = [port.name for port in ports if not port.name.startswith(f"{CLIENT}:")]
        gone = {name: self._open.pop(name) for name in list(self._open) if name not in names}
        self._heard = tuple(self._open.items())
        for port in gone.values():
            port.unregister()
        for name in [name for name in names if name not in self._open]:
            port = self._client.midi_inports.register(f"in {name.replace(':', ' ')}"[:60])
            self._client.connect(name, port)
            self._open[name] = port
        self._heard = tuple(self._open.items())
        return list(self._open)

    def _hear(self, size: int) -> None:
        """What JACK calls for each block, in a thread of its own."""
        block = size * 1_000_000_000 // self._rate
        late = time.monotonic_ns() - self._began - block
        self._began += block + (late // 16 if abs(late) < 16 * block else late)
        for name, port in self._heard:
            for offset, data in port.incoming_midi_events():
                self._emit(name, bytes(data), self._began + offset * 1_000_000_000 // self._rate)


def find(rate: int, emit: Emit, systems: Iterable[str]) -> tuple[list[Source], str]:
    """The sources of some systems.

    Args:
        rate: The engine's, frames a second.
        emit: What they tell.
        systems: `system` and `jack`, in any order.

    Returns:
        Those that are there, and why others are not.
    """
    found: list[Source] = []
    reasons = []
    for name in systems:
        try:
            found.append(JackSource(rate, emit) if name == "jack" else RtMidiSource(emit))
        except OSError as error:
            reasons.append(str(error).rstrip("."))
    return found, "; ".join(reasons)
