"""The transport and the clock of a live piece, as a notebook has them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from antiphon.kernel.line import Line


class LiveClock:
    """The server's clock, which everybody who is in the piece knows; give or take a millisecond on one machine."""

    def __init__(self, line: Line) -> None:
        """Use `piece.clock`."""
        self._line = line

    def now(self) -> float:
        """What the server's monotonic clock shows, in seconds.

        Raises:
            OfflineError: The server did not tell the time.
        """
        self._line.know_time()
        here = time.monotonic()
        return here + self._line.clock.offset(here)

    @property
    def error(self) -> float:
        """By how much `now` may be wrong, in seconds."""
        return self._line.clock.error(time.monotonic())


class LiveTransport:
    """What plays, for everybody in the piece: `piece.transport.play()`.

    What changes it returns when the engine has done it, and raises a `RefusedError` with the session's sentence where that
    refuses, or an `OfflineError` where it does not answer in time.
    """

    def __init__(self, line: Line, clock: LiveClock) -> None:
        """Use `piece.transport`."""
        self._line = line
        self._clock = clock

    @property
    def playing(self) -> bool:
        """Whether it plays, or counts in."""
        return bool(self._line.transport.get("playing"))

    @property
    def counting(self) -> int:
        """Beats that are still to be counted in; 0 where none are."""
        return int(self._line.transport.get("counting") or 0)

    @property
    def position(self) -> float:
        """Where the piece is now, in quarter lengths of the score."""
        said = self._line.transport
        position = float(said.get("position") or 0.0)
        if not (said.get("playing") and said.get("rate") and "at" in said):
            return position
        before = position
        position += float(said["rate"]) * (self._clock.now() - float(said["at"]))
        if (loop := self.looped) and loop[0] <= before < loop[1] <= position:
            return loop[0] + (position - loop[1]) % (loop[1] - loop[0])
        return min(max(position, 0.0), float(said.get("duration") or position))

    @property
    def tempo(self) -> float:
        """Quarter notes a minute, as they sound; 0 while the engine is off."""
        return float(self._line.transport.get("bpm") or 0.0)

    @property
    def looped(self) -> tuple[float, float] | None:
        """Start and end of what is looped, in quarter lengths; None where nothing is."""
        loop = self._line.transport.get("loop")
        return (float(loop["start"]), float(loop["end"])) if loop else None

    def play(self, position: float | None = None) -> None:
        """Play, and start the engine for it if it is off.

        Args:
            position: From where, in quarter lengths; by default from where it is.
        """
        self._ask("play", {} if position is None else {"position": position}, playing=True)

    def stop(self) -> None:
        """Stop, and stay where it is."""
        if self._line.transport:
            self._ask("stop", {}, playing=False)

    def seek(self, position: float) -> None:
        """Go to a position (quarter lengths), playing or not."""
        self._ask("seek", {"position": position})

    def panic(self) -> None:
        """Have nothing sound any more, echoes included."""
        if self._line.transport:
            self._ask("panic", {}, playing=False)

    def loop(self, start: float, end: float) -> None:
        """Play a stretch of the score again and again.

        Args:
            start: In quarter lengths.
            end: What begins here is not played.
        """
        self._ask("loop", {"start": start, "end": end}, loop={"start": start, "end": end})

    def end_loop(self) -> None:
        """Play on beyond the loop's end."""
        self._ask("loop", {}, loop=None)

    @property
    def speed(self) -> float:
        """The speed of practice, 0.25 to 2, at the same pitch; 1 is the written one. May be set."""
        return float(self._line.transport.get("speed") or 1.0)

    @speed.setter
    def speed(self, factor: float) -> None:
        self._ask("speed", {"factor": factor}, speed=factor)

    def metronome(self, on: bool = True, count_in: int = 0) -> None:
        """Switch the metronome.

        Args:
            on: Whether it clicks while the piece plays.
            count_in: Measures that are counted in before it plays, 0 to 2.
        """
        wanted = {"on": on, "count_in": count_in}
        self._ask("metronome", wanted, metronome=wanted)

    def _ask(self, type: str, fields: Mapping[str, Any], **wanted: Any) -> None:
        self._line.ask(
            {"type": type, **fields},
            lambda said: all(said.get(name) == value for name, value in wanted.items()),
        )

    def __repr__(self) -> str:
        state = "counting in" if self.counting else "playing" if self.playing else "standing"
        return f"<Transport {state} at {self.position:g}>"
