"""A voice of the analogue synthesiser: a wave, and two filters of which one sounds.

It is made of pyo's base objects: the objects around them, which most of pyo is used through, put a stream of their own
before each filter, and look at all of their streams wherever one is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from antiphon.engine.pyo_server import Pacer, pyo
from antiphon.engine.voice_sum import VoiceSum

LINEAR = 2
"""pyo's name for linear interpolation."""

LOWPASS = 0
"""pyo's name for a low-pass `Biquad`."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A filter, and the level at which it is heard.

    Attributes:
        place: Its place in the sum of the voices.
        level: A signal: the level.
        filter: The filter, multiplied by the level.
    """

    place: int
    level: Any
    filter: Any

    def enter(self, total: VoiceSum) -> None:
        """Run, and be heard."""
        self.level.play()
        self.filter.play()
        total.join(self.place, self.filter)

    def leave(self, total: VoiceSum) -> None:
        """Run no longer."""
        total.leave(self.place)
        self.level.stop()
        self.filter.stop()


@dataclass(frozen=True, slots=True)
class AnalogueVoice:
    """A voice.

    Attributes:
        reader: Reads the level where it is drawn, sample by sample.
        wave: What is filtered.
        low: The filter for cutoffs that a resonator can have.
        high: The filter for higher ones.
    """

    reader: Any
    wave: Any
    low: Branch
    high: Branch

    def branch(self, above: bool) -> Branch:
        """The filter for high cutoffs, or for low ones."""
        return self.high if above else self.low

    def read(self, above: bool, gain: float) -> None:
        """Let the level be what is drawn.

        Args:
            above: Of which filter.
            gain: What it is multiplied by.
        """
        level = self.branch(above).level
        self.reader.play()
        level.setValue(self.reader)
        level.setMul(gain)
        level.setAdd(0.0)

    def follow(self, above: bool, ramp: Any) -> None:
        """Let the level be the ramp again.

        Args:
            above: Of which filter.
            ramp: Rises from 0 to 1 in each block.
        """
        self.branch(above).level.setValue(ramp)
        self.reader.stop()


def build_voices(
    phases: Sequence[float], rows: Sequence[Any], table: Any, clock: Any, ramp: Any
) -> list[AnalogueVoice]:
    """Build voices, which are still.

    What runs together is made together, which keeps it together in memory, too: that is worth a tenth.

    Args:
        phases: Where in the wave each begins, 0 to 1.
        rows: Tables of a block that hold each one's level where it is drawn.
        table: The wave.
        clock: Counts the samples of each block.
        ramp: Rises from 0 to 1 in each block.
    """
    readers = [_still(pyo.TableIndex_base(row, clock)) for row in rows]
    waves, lows, highs = [], [], []
    for voice, phase in enumerate(phases):
        wave = _still(pyo.Osc_base(table, 440.0, phase, LINEAR))
        level = _still(pyo.Sig_base(ramp))
        lows.append(Branch(voice, level, _still(pyo.ComplexRes_base(wave, 440.0, 0.001, level))))
        waves.append(wave)
    for voice, wave in enumerate(waves, len(waves)):
        level = _still(pyo.Sig_base(ramp))
        highs.append(Branch(voice, level, _still(pyo.Biquad_base(wave, 440.0, 1.0, LOWPASS, level))))
    return [AnalogueVoice(*parts) for parts in zip(readers, waves, lows, highs, strict=True)]


def _still(built: Any) -> Any:
    built.stop()
    Pacer.pause()
    return built
