"""Junctions: where signals come together, and can be replugged while they sound.

What reaches an input port of a node, or a stem, comes through a junction. What is plugged there changes with a crossfade;
who reads the junction never notices that anything was plugged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from antiphon.engine.pyo_server import pyo

FADE = 0.02
"""Seconds of a crossfade."""


@dataclass(frozen=True, slots=True)
class Source:
    """A signal that is plugged in.

    Attributes:
        signal: A pyo object.
        gain: What it is multiplied with on the way, a pyo object; None for nothing.
        feedback: It closes a cycle, and is held within bounds: sound by a hyperbolic tangent, and without its DC.
    """

    signal: Any
    gain: Any = None
    feedback: bool = False


class Junction:
    """A place where signals are plugged in; their sum leaves it.

    Attributes:
        signal: The sum: a pyo object of as many streams as asked for.
        sources: What is plugged in, or about to be.
    """

    signal: Any

    def __init__(self, voices: int, gain: Any = 1) -> None:
        """Make one on the server that was booted last; nothing is plugged in.

        Args:
            voices: 2 for sound, 1 for a control signal.
            gain: What the sum is multiplied with: a number or a pyo object.
        """
        self._voices = voices
        self.sources: tuple[Source, ...] = ()
        self.signal = pyo.Sig([0.0] * voices, mul=gain)
        self._plugged: tuple[Any, ...] = ()
        self._coming: tuple[Any, ...] = ()
        self._start: Callable[[], None] | None = None

    def holds(self, sources: Sequence[Source]) -> bool:
        """Whether these are plugged in, or about to be, and nothing else."""
        return len(sources) == len(self.sources) and all(
            mine.signal is other.signal and mine.gain is other.gain and mine.feedback == other.feedback
            for mine, other in zip(self.sources, sources, strict=True)
        )

    def plug(self, sources: Sequence[Source]) -> None:
        """Plug in these, and nothing else, at once."""
        self.sources = tuple(sources)
        self._plug(self._made(sources))

    def prepare(self, sources: Sequence[Source]) -> None:
        """Make ready to change to these; nothing of it is heard yet."""
        self.sources = tuple(sources)
        self._coming = self._made(sources)
        if self._voices == 1:
            # A control signal is smoothed where it turns a knob.
            self._start = lambda: self.signal.setValue(self._coming[-1] if self._coming else 0.0)
            return
        old = self._plugged[-1] if self._plugged else pyo.Sig([0.0, 0.0])
        new = self._coming[-1] if self._coming else pyo.Sig([0.0, 0.0])
        ramp = pyo.SigTo(0.0, time=FADE, init=0.0)
        fading = pyo.Interp(old, new, interp=ramp)
        self._coming = (old, ramp, fading, *self._coming)

        def start() -> None:
            ramp.setValue(1.0)
            self.signal.setValue(fading)

        self._start = start

    def start(self) -> None:
        """Begin to change to what was prepared."""
        if self._start is not None:
            self._start()

    def settle(self) -> None:
        """The change is over: let go of what was plugged in before."""
        if self._start is not None:
            self._start = None
            made, self._coming = self._coming, ()
            self._plug(made[3:] if self._voices > 1 else made)

    def _plug(self, made: tuple[Any, ...]) -> None:
        self._plugged = made
        self.signal.setValue(made[-1] if made else [0.0] * self._voices)

    def _made(self, sources: Sequence[Source]) -> tuple[Any, ...]:
        """The objects that sum the sources, the sum last; none where there is no source."""
        made: list[Any] = []
        ends = []
        for source in sources:
            end = source.signal
            if source.feedback:
                made.append(end := self._bounded(end))
            if source.gain is not None:
                made.append(end := pyo.Sig(end, mul=source.gain))
            ends.append(end)
        if not ends:
            return ()
        alone = len(ends) == 1 and len(ends[0]) == self._voices
        return (*made, ends[0] if alone else pyo.Mix(ends, voices=self._voices))

    def _bounded(self, signal: Any) -> Any:
        if self._voices == 1:
            return pyo.Clip(signal, min=-1.0, max=1.0)
        return pyo.Tanh(pyo.DCBlock(signal))
