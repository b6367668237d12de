"""The analogue synthesiser: a saw, a low-pass filter and an envelope for each note.

What makes a voice cheap in pyo is written down in docs/benchmarks.md. All that moves slower than sound is computed for
all voices at once, a block at a time: a voice is told its cutoff and its level only where they have changed. Below a
certain cutoff its filter is a resonator (`instrument_filter`), above it a `Biquad`; it changes over within a block.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import exp, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.instrument import NEVER, RAMP
from antiphon.engine.instrument_analogue_voice import build_voices
from antiphon.engine.instrument_envelope import Envelopes
from antiphon.engine.instrument_filter import BUTTERWORTH, highest, resonator
from antiphon.engine.instrument_layer import MIDDLE_C
from antiphon.engine.instrument_saw import saws
from antiphon.engine.instrument_table import give_sheet, take_sheet
from antiphon.engine.pyo_server import pyo
from antiphon.engine.voice import Voices
from antiphon.engine.voice_sum import VoiceSum

ANALOGUE = "instrument.analogue"
"""Its kind."""

LEVEL = 0.1
"""Linear level beside the other instruments."""

TOUCH = 1.3
"""A note's amplitude goes with velocity to this power."""

LOWEST, HIGHEST = log2(20.0), log2(16_000.0)
"""Bounds of the cutoff, octaves above 1 Hz."""

SHARPEST = 20.0
"""Resonance (Q) with the knob turned up, in that without it."""

HEARD = 5 / 1200
"""Octaves by which a cutoff must have moved for its filter to be told: a twentieth of a decibel above the cutoff."""

ARRIVED = 1e-4
"""Octaves from where a knob or a gliding pitch is as good as there."""

SWEEPING = 8
"""Blocks between two looks for voices that have died away while others move."""

TURNED = ("cutoff", "resonance", "sweep", "tracking")
"""Knobs that are turned within some 10 ms while notes sound."""

Floats = NDArray[np.float32]
Places = NDArray[np.intp]


class Analogue:
    """An analogue synthesiser that plays; it has the face of an `Instrument`.

    Attributes:
        output: Its sound, a pyo object of two streams.
        due: From this sample on it must `settle` after each block.
    """

    output: Any
    due: int

    def __init__(
        self, values: Sequence[float], voices: int, rate: float, block: int, clock: Any, seed: int
    ) -> None:
        """Build it on the server that was booted last.

        Args:
            values: Its parameters, in the catalogue's order.
            voices: How many notes it can sound at once.
            rate: Sample rate, Hz.
            block: Samples of a block.
            clock: A pyo signal that counts 0 to block - 1 in every block.
            seed: Of the small unevennesses between notes.
        """
        self._names = [parameter.name for parameter in kind_of(ANALOGUE).parameters]
        self._values = dict(zip(self._names, values, strict=True))
        self._rate, self._block = rate, block
        self._random = random.Random(seed)
        self._voices = Voices(voices)
        self._saws = saws(rate)
        self._envelopes = Envelopes(voices, rate, block)
        self._shape()
        self._knobs = {name: self._wanted(name) for name in TURNED}
        self._running, self._above = np.zeros(voices, np.bool_), np.zeros(voices, np.bool_)
        self._pitch, self._goal = np.zeros(voices, np.float32), np.zeros(voices, np.float32)
        self._touch, self._told = np.zeros(voices, np.float32), np.zeros(voices, np.float32)
        self._drive = np.ones(voices, np.float32)
        self._base, self._slope = np.zeros(voices, np.float32), np.zeros(voices, np.float32)
        self._drawn: set[int] = set()
        self._crossing: list[int] = []
        self._last: float | None = None
        self._sheet = take_sheet(block, voices)
        self._ramp = pyo.Sig(clock, mul=1 / block, add=1 / block)
        table = self._saws.pick(0.0, MIDDLE_C)
        phases = [self._random.random() for _ in range(voices)]
        rows = self._sheet.table.getBaseObjects()
        self._notes = build_voices(phases, rows, table, clock[0], self._ramp[0])
        self._tuners = (
            [note.low.filter.setFreq for note in self._notes],
            [note.low.filter.setDecay for note in self._notes],
            [note.wave.setMul for note in self._notes],
        )
        self._everyone = np.arange(voices)
        self._tuned_q = 0.0
        self._blocks = 0
        self._levels = [
            [(branch.level.setAdd, branch.level.setMul) for branch in (note.low, note.high)]
            for note in self._notes
        ]
        self._dry = pyo.Sig(0.0)
        self._sum = VoiceSum(self._dry[0])
        room = self._values["room"] * 0.5
        self._room = pyo.SigTo(room, time=RAMP, init=room)
        around = pyo.Freeverb(self._dry, size=[0.62, 0.66], damp=0.55, bal=1, mul=self._room)
        self.output = pyo.Sig(self._dry, add=around)
        self.due = NEVER

    def _shape(self) -> None:
        attack, decay, sustain, release = (
            self._values[name] for name in ("attack", "decay", "sustain", "release")
        )
        self._envelopes.shape(attack, decay, sustain, release)

    def _wanted(self, name: str) -> float:
        """What a knob's value means: octaves for the cutoff and the resonance, the value itself for others."""
        value = self._values[name]
        if name == "cutoff":
            return log2(value)
        if name == "resonance":
            return log2(BUTTERWORTH) + value * log2(SHARPEST)
        return value

    def set(self, index: int, value: float) -> None:
        """Turn a knob; shape and glide are those of the notes to come.

        Args:
            index: Of the parameter, in the catalogue's order.
            value: In its unit, within its range.
        """
        name = self._names[index]
        self._values[name] = value
        if name == "room":
            self._room.value = value * 0.5
        elif name in ("attack", "decay", "sustain", "release"):
            self._shape()
            self.due = 0
        elif name in TURNED:
            self.due = 0

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Start a note.

        Args:
            key: What `note_off` will name it by.
            frequency: Hz.
            velocity: 0 to 1.
            offset: Sample of the next block, 0 to block - 1.
            now: The next block's first sample.
        """
        voice = self._voices.take(key)
        note = self._notes[voice]
        pitch = log2(frequency) + self._random.uniform(-1.5, 1.5) / 1200
        start = pitch if self._last is None or self._values["glide"] == 0 else self._last
        self._last = pitch
        self._goal[voice], self._pitch[voice] = pitch, start
        self._touch[voice] = velocity
        self._envelopes.peak[voice] = peak = LEVEL * velocity**TOUCH
        note.wave.setTable(self._saws.pick(self._values["shape"], 2 ** max(start, pitch)))
        note.wave.setFreq(2**start)
        if not self._running[voice]:
            self._running[voice] = True
            self._above[voice] = self._cutoffs()[voice] > log2(highest(self._q))
            note.wave.play()
            note.branch(self._above[voice]).enter(self._sum)
        row = self._draw(voice)
        self._envelopes.start(voice, peak, offset, row)
        self._tune(np.array([voice]), self._cutoffs()[voice : voice + 1])
        self.due = now

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go. One that is not sounding, or that has lost its voice, is none of its business.

        Args:
            key: As in `note_on`.
            offset: Sample of the next block.
            now: The next block's first sample.
        """
        voice = self._voices.release(key)
        if voice is not None:
            self._envelopes.let_go(voice, offset, self._draw(voice))
            self.due = now

    def silence(self, now: int) -> None:
        """Let every note go, and quickly."""
        for key in self._voices.held():
            self._voices.release(key)
        self._envelopes.hush()
        self.due = now

    @property
    def voices(self) -> int:
        """How many voices run."""
        return int(self._running.sum())

    def shed(self, now: int) -> bool:
        """Let go, and quickly, of the voice that can be spared best; False where there is none.

        That is one that was let go, else the one that is held the longest; none that is on its way out already.
        """
        held = {self._voices.voice(key): key for key in self._voices.held()}
        running = [voice for voice in np.flatnonzero(self._running).tolist() if voice not in held]
        for voice in (*running, *held):
            if self._running[voice] and not self._envelopes.is_cut(voice):
                if voice in held:
                    self._voices.release(held[voice])
                self._envelopes.cut(voice)
                self.due = now
                return True
        return False

    def _draw(self, voice: int) -> Floats:
        """Let a voice's level in the next block be read from its row of the sheet."""
        row = self._sheet.samples[voice]
        if voice not in self._drawn:
            if voice in self._crossing:
                self._crossing.remove(voice)
                self._notes[voice].branch(not self._above[voice]).leave(self._sum)
            self._drawn.add(voice)
            self._envelopes.draw(voice, row)
            gain = 1 / float(self._drive[voice]) if self._above[voice] else 1.0
            self._notes[voice].read(self._above[voice], gain)
            self._base[voice] = self._slope[voice] = np.nan
        return row

    def settle(self, now: int) -> None:
        """Make ready for the next block, and stop what has died away; to be called from `due` on.

        Args:
            now: The next block's first sample.
        """
        for voice in self._crossing:
            self._notes[voice].branch(self._above[voice]).leave(self._sum)
            self._above[voice] = not self._above[voice]
        self._crossing.clear()
        for voice in self._drawn:
            self._notes[voice].follow(self._above[voice], self._ramp[0])
        self._drawn.clear()
        moving = self._envelopes.advance()
        self._blocks += 1
        if not moving or self._blocks % SWEEPING == 0:
            for voice in np.flatnonzero(self._running & self._envelopes.silent()).tolist():
                self._halt(voice)
        at_rest = not self._running.any()
        turned = self._turn(at_rest)
        if not at_rest:
            moving |= self._glide()
            self._control()
            self._follow()
        self.due = now if moving or turned or self._crossing else NEVER

    def _halt(self, voice: int) -> None:
        note = self._notes[voice]
        note.branch(self._above[voice]).leave(self._sum)
        note.wave.stop()
        self._running[voice] = False
        self._voices.free(voice)

    def _turn(self, at_once: bool) -> bool:
        """Go on with the knobs by a block.

        Returns:
            Whether any of them moved.
        """
        share = 1.0 if at_once else 1 - exp(-self._block / self._rate / (RAMP / 2))
        moved = False
        for name, at in self._knobs.items():
            wanted = self._wanted(name)
            if at != wanted:
                moved = True
                self._knobs[name] = wanted if abs(wanted - at) < ARRIVED else at + (wanted - at) * share
        return moved

    def _glide(self) -> bool:
        """Go on with the pitches that glide by a block.

        Returns:
            Whether any of them moved.
        """
        if np.array_equal(self._pitch, self._goal):
            return False
        share = 1 - exp(-self._block / self._rate / max(self._values["glide"] / 4, 1e-4))
        away = self._goal - self._pitch
        gliding = np.flatnonzero(away)
        away *= np.where(np.abs(away) < ARRIVED, np.float32(1), np.float32(share))
        self._pitch += away
        for voice in gliding.tolist():
            self._notes[voice].wave.setFreq(2 ** float(self._pitch[voice]))
        return True

    @property
    def _q(self) -> float:
        return float(2 ** self._knobs["resonance"])

    def _cutoffs(self) -> Floats:
        """Where the cutoff of each voice is now, octaves above 1 Hz."""
        knobs, envelopes = self._knobs, self._envelopes
        octaves = envelopes.level / np.maximum(envelopes.peak, np.float32(1e-9))
        np.minimum(octaves, np.float32(1), out=octaves)
        octaves *= self._touch
        octaves *= np.float32(knobs["sweep"])
        octaves += self._pitch * np.float32(knobs["tracking"])
        octaves += np.float32(knobs["cutoff"] - log2(MIDDLE_C) * knobs["tracking"])
        np.minimum(octaves, np.float32(HIGHEST), out=octaves)
        return np.maximum(octaves, np.float32(LOWEST), out=octaves)

    def _control(self) -> None:
        """Tell the filters whose cutoff has moved, and begin to change over where it asks for the other filter."""
        octaves = self._cutoffs()
        crossing = (octaves > log2(highest(self._q))) != self._above
        crossing &= self._running
        moved = np.abs(octaves - self._told) > HEARD
        moved &= self._running
        moved |= crossing
        if self._tuned_q != self._q:
            self._tuned_q = self._q
            moved = self._running
        if moved.all():
            self._tune(self._everyone, octaves)
        elif moved.any():
            voices = np.flatnonzero(moved)
            self._tune(voices, octaves[voices])
        if crossing.any():
            self._crossing = np.flatnonzero(crossing).tolist()
            for voice in self._crossing:
                self._notes[voice].branch(not self._above[voice]).enter(self._sum)

    def _tune(self, voices: Places, octaves: Floats) -> None:
        """Tell the filters of some voices their cutoff.

        Args:
            voices: Which.
            octaves: Their cutoffs, octaves above 1 Hz.
        """
        q, limit = self._q, highest(self._q)
        cutoff = np.exp2(octaves)
        freq, decay, drive = resonator(np.minimum(cutoff, np.float32(limit)), q, self._rate)
        self._told[voices], self._drive[voices] = octaves, drive
        drive *= np.float32((BUTTERWORTH / q) ** 0.5)
        tuners: Sequence[Sequence[Any]] = self._tuners
        if len(voices) < len(self._notes):
            chosen = voices.tolist()
            tuners = [[setters[voice] for voice in chosen] for setters in tuners]
        settings = zip(*tuners, freq.tolist(), decay.tolist(), drive.tolist(), strict=True)
        for set_freq, set_decay, set_drive, its_freq, its_decay, its_drive in settings:
            set_freq(its_freq)
            set_decay(its_decay)
            set_drive(its_drive)
        high = self._above[voices] | (cutoff > limit)
        if high.any():
            for voice, its_cutoff in zip(voices[high].tolist(), cutoff[high].tolist(), strict=True):
                above = self._notes[voice].high.filter
                above.setFreq(its_cutoff)
                above.setQ(q)

    def _follow(self) -> None:
        """Tell the voices whose level moves where it goes in the next block."""
        envelopes = self._envelopes
        base, end = envelopes.level, envelopes.end
        if self._above.any():
            gain = np.where(self._above, 1 / self._drive, np.float32(1))
            base, end = base * gain, end * gain
        slope = end - base
        changed = (base != self._base) | (slope != self._slope)
        changed &= self._running
        if changed.any():
            self._base[:], self._slope[:] = base, slope
            levels, above = self._levels, self._above.tolist()
            if changed.all():
                chosen = [pair[side] for pair, side in zip(levels, above, strict=True)]
            else:
                chosen = [levels[voice][above[voice]] for voice in np.flatnonzero(changed).tolist()]
                base, slope = base[changed], slope[changed]
            for (set_base, set_slope), its_base, its_slope in zip(
                chosen, base.tolist(), slope.tolist(), strict=True
            ):
                set_base(its_base)
                set_slope(its_slope)
        for voice in self._crossing:
            self._change_over(voice)

    def _change_over(self, voice: int) -> None:
        """Let a voice's level go from the filter that it has to the other one, in the next block."""
        above, gain = bool(self._above[voice]), 1 / float(self._drive[voice])
        _, set_slope = self._levels[voice][above]
        set_slope(-float(self._base[voice]))
        set_base, set_slope = self._levels[voice][not above]
        set_base(0.0)
        set_slope(float(self._envelopes.end[voice]) * (1.0 if above else gain))
        self._base[voice] = self._slope[voice] = np.nan

    def close(self) -> None:
        """Give back what the next instrument can use; it will not sound again."""
        give_sheet(self._sheet)
