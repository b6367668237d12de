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
from antiphon.engine.instrument import RAMP
from antiphon.engine.instrument_analogue_filters import Filters
from antiphon.engine.instrument_analogue_voice import build_voices
from antiphon.engine.instrument_envelope import Envelopes
from antiphon.engine.instrument_layer import MIDDLE_C
from antiphon.engine.instrument_saw import saws
from antiphon.engine.instrument_table import give_sheet, take_sheet
from antiphon.engine.player import NEVER, Player
from antiphon.engine.pyo_server import pyo
from antiphon.engine.voice import Voices
from antiphon.engine.voice_sum import VoiceSum

ANALOGUE = "instrument.analogue"
"""Its kind."""

LEVEL = 0.155
"""Linear level beside the other instruments."""

TOUCH = 1.3
"""A note's amplitude goes with velocity to this power."""

ARRIVED = 1e-4
"""How near (octaves, or what a knob says) a knob or a gliding pitch is as good as there."""

SWEEPING = 8
"""Blocks between two looks for voices that have died away while others move."""

TURNED = ("cutoff", "resonance", "sweep", "tracking")
"""Knobs that are turned within some 10 ms while notes sound."""

Floats = NDArray[np.float32]


class Analogue(Player):
    """An analogue synthesiser that plays; it has the face of an `Instrument`."""

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
        self._running = np.zeros(voices, np.bool_)
        self._pitch, self._goal = np.zeros(voices, np.float32), np.zeros(voices, np.float32)
        self._touch = np.zeros(voices, np.float32)
        self._gliding, self._blocks = False, 0
        self._last: float | None = None
        self._sheet = take_sheet(block, voices)
        self._drawn: set[int] = set()
        self._ramp = pyo.Sig(clock, mul=1 / block, add=1 / block)
        table = self._saws.pick(0.0, MIDDLE_C)
        phases = [self._random.random() for _ in range(voices)]
        rows = self._sheet.table.getBaseObjects()
        self._notes = build_voices(phases, rows, table, clock[0], self._ramp[0])
        self._levels = [
            [(branch.level.setAdd, branch.level.setMul) for branch in (note.low, note.high)]
            for note in self._notes
        ]
        self._sloping = np.zeros(voices, np.bool_)
        self._dry = pyo.Sig(0.0)
        self._filters = Filters(self._notes, VoiceSum(self._dry[0]), rate)
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
        """What a knob's value means: octaves for the cutoff, the value itself for others."""
        value = self._values[name]
        return log2(value) if name == "cutoff" else value

    def set(self, index: int, value: float) -> None:
        """Turn a knob; shape and glide are those of the notes to come."""
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
        """Start a note."""
        voice = self._voices.take(key)
        note = self._notes[voice]
        pitch = log2(frequency) + self._random.uniform(-1.5, 1.5) / 1200
        start = pitch if self._last is None or self._values["glide"] == 0 else self._last
        self._last = pitch
        self._goal[voice], self._pitch[voice] = pitch, start
        self._gliding = self._gliding or start != pitch
        self._touch[voice] = velocity
        peak = LEVEL * velocity**TOUCH
        level = float(self._envelopes.level[voice])
        self._envelopes.peak[voice] = peak
        self._turn_filters()
        note.wave.setTable(self._saws.pick(self._values["shape"], 2 ** max(start, pitch)))
        note.wave.setFreq(2**start)
        if not self._running[voice]:
            self._running[voice] = True
            note.wave.play()
            self._filters.start(voice, level)
        self._envelopes.start(voice, peak, offset, self._draw(voice))
        self._filters.strike(voice, level)
        self.due = now

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go. One that is not sounding, or that has lost its voice, is none of its business."""
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
            self._filters.stay(voice)
            self._drawn.add(voice)
            self._envelopes.draw(voice, row)
            above = bool(self._filters.above[voice])
            self._notes[voice].read(above, self._filters.gain if above else 1.0)
            self._sloping[voice] = True
        return row

    def settle(self, now: int) -> None:
        """Make ready for the next block, and stop what has died away; to be called from `due` on."""
        filters, envelopes = self._filters, self._envelopes
        filters.cross()
        for voice in self._drawn:
            self._notes[voice].follow(bool(filters.above[voice]), self._ramp[0])
        self._drawn.clear()
        moving = envelopes.advance()
        self._blocks += 1
        if not moving or self._blocks % SWEEPING == 0:
            for voice in np.flatnonzero(self._running & envelopes.silent()).tolist():
                self._halt(voice)
        turned = self._turn(not self._running.any())
        if self._gliding:
            self._glide()
        if turned or self._gliding:
            self._turn_filters()
            self._sloping |= filters.above
        filters.control(envelopes.level, self._running)
        self._follow()
        self.due = now if moving or turned or self._gliding or filters.crossing else NEVER

    def _halt(self, voice: int) -> None:
        self._filters.stop(voice)
        self._notes[voice].wave.stop()
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

    def _turn_filters(self) -> None:
        self._filters.turn(self._knobs, self._pitch, self._touch, self._envelopes.peak)

    def _glide(self) -> None:
        """Go on with the pitches that glide by a block."""
        share = 1 - exp(-self._block / self._rate / max(self._values["glide"] / 4, 1e-4))
        away = self._goal - self._pitch
        gliding = np.flatnonzero(away)
        away *= np.where(np.abs(away) < ARRIVED, np.float32(1), np.float32(share))
        self._pitch += away
        for voice in gliding.tolist():
            self._notes[voice].wave.setFreq(2 ** float(self._pitch[voice]))
        self._gliding = len(gliding) > 0

    def _follow(self) -> None:
        """Tell the voices whose level moves, or has just come to rest, where it goes in the next block."""
        base, end, above = self._envelopes.level, self._envelopes.end, self._filters.above
        sloping = base != end
        told = sloping | self._sloping
        told &= self._running
        self._sloping = sloping
        if told.any():
            if above.any():
                gain = np.where(above, np.float32(self._filters.gain), np.float32(1))
                base, end = base * gain, end * gain
            voices = np.flatnonzero(told)
            slope = (end - base)[voices].tolist()
            sides = above[voices].tolist()
            levels = self._levels
            for voice, side, at, to in zip(voices.tolist(), sides, base[voices].tolist(), slope, strict=True):
                set_base, set_slope = levels[voice][side]
                set_base(at)
                set_slope(to)
        for voice in self._filters.crossing:
            self._change_over(voice)

    def _change_over(self, voice: int) -> None:
        """Let a voice's level go from the filter that it has to the other one, in the next block."""
        above, gain = bool(self._filters.above[voice]), self._filters.gain
        gains = (gain, 1.0) if above else (1.0, gain)
        leaving, coming = self._levels[voice][above], self._levels[voice][not above]
        base, end = float(self._envelopes.level[voice]), float(self._envelopes.end[voice])
        for (set_base, set_slope), at, to in ((leaving, base * gains[0], 0.0), (coming, 0.0, end * gains[1])):
            set_base(at)
            set_slope(to - at)
        self._sloping[voice] = True

    def close(self) -> None:
        """Give back what the next instrument can use; it will not sound again."""
        give_sheet(self._sheet)
