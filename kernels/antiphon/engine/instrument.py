"""Instruments: the timbres of the catalogue, built of pyo objects and played sample by sample.

Each voice reads its frequency and its gates from tables of one block, which the next block's notes are written
into; envelopes are one-pole ports that follow the gates at audio rate. A voice that is silent costs nothing: it is
stopped until its next note.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import log
from typing import Any

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.instrument_layer import MIDDLE_C
from antiphon.engine.instrument_spectrum import SPACING
from antiphon.engine.instrument_table import give_sheet, take_sheet, waves
from antiphon.engine.instrument_timbre import TIMBRES
from antiphon.engine.player import NEVER, Player
from antiphon.engine.pyo_server import pyo
from antiphon.engine.voice import Voices

RAMP = 0.01
"""Seconds in which a turned knob arrives."""

STRIKE = 0.0004
"""Time constant of a struck layer's rise, seconds."""

SHED = 0.03
"""Seconds in which a voice that is let go for want of time dies away (by 60 dB)."""

SIXTY_DB = log(1000)
"""Time constants in which an exponential falls by 60 dB."""


class Instrument(Player):
    """An instrument that plays."""

    def __init__(
        self, kind: str, values: Sequence[float], voices: int, rate: float, block: int, clock: Any, seed: int
    ) -> None:
        """Build it on the server that was booted last.

        Args:
            kind: Its kind, `instrument.…`.
            values: Its parameters, in the catalogue's order.
            voices: How many notes it can sound at once.
            rate: Sample rate, Hz.
            block: Samples of a block.
            clock: A pyo signal that counts 0 to block - 1 in every block.
            seed: Of the small unevennesses between notes.
        """
        self._timbre = TIMBRES[kind]
        self._names = [parameter.name for parameter in kind_of(kind).parameters]
        self._values = dict(zip(self._names, values, strict=True))
        self._rate, self._block = rate, block
        self._random = random.Random(seed)
        self._voices = Voices(voices)
        self._knobs: dict[str, Any] = {}
        self._waves = waves(kind, rate)
        self._build(voices, clock)
        self._ends = [0] * voices
        self._running = [False] * voices
        self._unsettled: dict[int, int] = {}
        self.due = NEVER
        for name in self._names:
            self._apply(name)
        for voice in range(voices):
            self._halt(voice)

    def _build(self, voices: int, clock: Any) -> None:
        layers = self._timbre.layers
        gates, frequencies, *levels = self._sheets = [
            take_sheet(self._block, voices) for _ in range(2 + len(layers))
        ]
        self._frequency = frequencies.samples
        self._gates = list(zip(*(sheet.samples for sheet in (gates, *levels)), strict=True))
        self._struck = [False, *(layer.struck for layer in layers)]
        gate = pyo.TableIndex(gates.table, clock)
        moving = [gate]
        swing: Any = 1
        if "vibrato" in self._values:
            self._swell = pyo.Port(gate, risetime=0.35, falltime=0.2, mul=self._knob("vibrato"))
            self._swing = swing = pyo.Sine(freq=[5.0] * voices, mul=self._swell, add=1)
            moving += [self._swell, swing]
        frequency = pyo.TableIndex(frequencies.table, clock, mul=swing)
        moving.append(frequency)
        self._damper = None
        if any(self._struck):
            self._damper = pyo.Port(gate, risetime=0.0, falltime=0.1)
            moving.append(self._damper)
        self._envelopes, self._oscillators, sounds = [], [], []
        for layer, level, tables in zip(layers, levels, self._waves.tables, strict=True):
            reading = pyo.TableIndex(level.table, clock)
            envelope = pyo.Port(reading, STRIKE, 0.1, mul=self._damper if layer.struck else 1)
            phases = [self._random.random() for _ in range(voices)]
            tone = pyo.Osc(tables[0], freq=frequency, phase=phases, interp=4, mul=envelope)
            moving += [reading, envelope, tone]
            self._envelopes.append(envelope)
            self._oscillators.append(tone)
            sounds.append(pyo.Mix(tone, voices=1, mul=self._knob(layer.knob) if layer.knob else 1))
        self._moving = [[signal[voice] for signal in moving] for voice in range(voices)]
        self._dry = pyo.Mix(sounds, voices=1) if len(sounds) > 1 else sounds[0]
        self._sounds = sounds
        self._room = pyo.Freeverb(self._dry, size=[0.62, 0.66], damp=0.55, bal=1, mul=self._knob("room"))
        self.output = pyo.Sig(self._dry, add=self._room)

    def _knob(self, name: str) -> Any:
        if name not in self._knobs:
            at = self._heard(name)
            self._knobs[name] = pyo.SigTo(at, time=RAMP, init=at)
        return self._knobs[name]

    def _heard(self, name: str) -> float:
        """What a parameter's value means to the signal it moves."""
        value = self._values[name]
        if name == "vibrato":
            return value * log(2) / 1200
        if name == "room":
            return value * 0.5
        return value * 2

    def set(self, index: int, value: float) -> None:
        """Turn a knob."""
        name = self._names[index]
        self._values[name] = value
        self._apply(name)

    def _apply(self, name: str) -> None:
        value = self._values[name]
        if name in self._knobs:
            self._knobs[name].value = self._heard(name)
        elif name == "vibrato_rate":
            for voice in range(len(self._moving)):
                self._swing[voice].setFreq(value * (0.96 + 0.08 * ((voice * 5) % 8) / 7))
        elif name == "attack":
            for layer, envelope in zip(self._timbre.layers, self._envelopes, strict=True):
                if not layer.struck:
                    envelope.setRiseTime(value / 3)

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Start a note."""
        voice = self._voices.take(key)
        values, timbre = self._values, self._timbre
        frequency *= 2 ** (self._random.uniform(-1.5, 1.5) / 1200)
        register = self._register(frequency)
        if not self._running[voice]:
            self._running[voice] = True
            for signal in self._moving[voice]:
                signal.play()
        self._frequency[voice][offset:] = frequency / self._waves.cycles[register]
        decay = values.get("decay", 1.0) * (MIDDLE_C / frequency) ** timbre.shortening
        gates = self._gates[voice]
        gates[0][offset:] = 1.0
        held = False
        for index, layer in enumerate(timbre.layers):
            self._oscillators[index][voice].setTable(self._waves.tables[index][register][0])
            envelope = self._envelopes[index][voice]
            envelope.setFallTime((decay * layer.decay if layer.struck else values["release"]) / SIXTY_DB)
            held = held or not layer.struck
            gates[index + 1][offset:] = timbre.level * layer.gain * velocity**layer.touch
        if self._damper is not None:
            self._damper[voice].setFallTime(values["release"] / SIXTY_DB)
        self._unsettled[voice] = offset
        self.due = now
        ring = max((layer.decay for layer in timbre.layers if layer.struck), default=0.0)
        self._ends[voice] = -1 if held else now + offset + int(1.5 * decay * ring * self._rate)

    def _register(self, frequency: float) -> int:
        key = 69 + 12 * log(frequency / 440) / log(2)
        keys = self._waves.keys
        return min(len(keys) - 1, max(0, round((key - keys[0]) / SPACING)))

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go. One that is not sounding, or that has lost its voice, is none of its business."""
        voice = self._voices.release(key)
        if voice is None:
            return
        gates = self._gates[voice]
        gates[0][offset:] = 0.0
        for gate, struck in zip(gates, self._struck, strict=True):
            if not struck:
                gate[offset:] = 0.0
        self._unsettled.setdefault(voice, offset)
        self.due = now
        end = now + offset + int(1.5 * self._values["release"] * self._rate)
        self._ends[voice] = end if self._ends[voice] < 0 else min(end, self._ends[voice])

    def silence(self, now: int) -> None:
        """Let every note go, and quickly."""
        for key in self._voices.held():
            self.note_off(key, 0, now)
        for voice, running in enumerate(self._running):
            if running:
                self._cut(voice, now, 0.06)

    def _cut(self, voice: int, now: int, seconds: float) -> None:
        """Let a voice die away, by 60 dB in so many seconds."""
        self._ends[voice] = now + int(1.6 * seconds * self._rate)
        self.due = now
        for envelope in (*self._envelopes, *([] if self._damper is None else [self._damper])):
            envelope[voice].setFallTime(seconds / SIXTY_DB)

    @property
    def voices(self) -> int:
        """How many voices run."""
        return sum(self._running)

    def shed(self, now: int) -> bool:
        """Let go, and quickly, of the voice that can be spared best; False where there is none.

        That is one that was let go, else the one that is held the longest; none that is on its way out already.
        """
        soon = now + int(2 * SHED * self._rate)
        voices = [voice for voice, running in enumerate(self._running) if running]
        spare = [voice for voice in voices if not 0 <= self._ends[voice] <= soon]
        held = [self._voices.voice(key) for key in self._voices.held()]
        order = [voice for voice in spare if voice not in held] + [voice for voice in held if voice in spare]
        if not order:
            return False
        for key in self._voices.held():
            if self._voices.voice(key) == order[0]:
                self.note_off(key, 0, now)
        self._cut(order[0], now, SHED)
        return True

    def settle(self, now: int) -> None:
        """Make the tables ready for the next block, and stop what has died away; to be called from `due` on.

        A gate stays as it ended; a struck layer's falls a block after it rose, whatever the offset, which makes
        every stroke equally long.
        """
        if self._unsettled:
            again: dict[int, int] = {}
            for voice, offset in self._unsettled.items():
                self._frequency[voice][:] = self._frequency[voice][-1]
                for gate, struck in zip(self._gates[voice], self._struck, strict=True):
                    last = gate[-1]
                    gate[:] = last
                    if struck and last > 0:
                        gate[offset:] = 0.0
                        again[voice] = 0
            self._unsettled = again
        ends = []
        for voice, end in enumerate(self._ends):
            if self._running[voice] and end >= 0:
                if end <= now and voice not in self._unsettled:
                    self._halt(voice)
                    self._voices.free(voice)
                else:
                    ends.append(end)
        self.due = now if self._unsettled else min(ends, default=NEVER)

    def _halt(self, voice: int) -> None:
        self._running[voice] = False
        for signal in self._moving[voice]:
            signal.stop()

    def close(self) -> None:
        """Give back what the next instrument can use; it will not sound again."""
        for sheet in self._sheets:
            give_sheet(sheet)
        self._sheets.clear()
