"""The drum kit: an instrument whose notes' keys each pick a drum."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import Any

import numpy as np

from antiphon.engine import shelf
from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.instrument import RAMP, SIXTY_DB
from antiphon.engine.instrument_stroke import STROKES, samples, stroke_key
from antiphon.engine.instrument_table import give_sheet, take_sheet
from antiphon.engine.player import NEVER, Player
from antiphon.engine.pyo_server import pyo

DRUMS = "instrument.drums"
"""Its kind."""

TOUCH = 1.5
"""A stroke's amplitude goes with velocity to this power."""

DEPTH = 1.5
"""How far the decay is followed, in times of 60 dB."""

SHORT = 1 / 3
"""Samples by which an envelope ends before its table: pyo's `TrigEnv` reads memory behind a table that it reads to its end
to the sample, which may be anything, NaN too."""

CHOKE = 0.02
"""Seconds in which a stroke that is silenced falls to nothing."""


def stroke_seconds(length: int, rate: float, tuning: float) -> float:
    """How long a stroke takes: a little less than all of its table.

    Args:
        length: Samples of the table.
        rate: Sample rate, Hz.
        tuning: Semitones, -12 to 12.
    """
    return (length - SHORT) / rate * float(2 ** (-tuning / 12))


@cache
def drum_tables(rate: float) -> dict[int, Any]:
    """The sound of every stroke by its key, made once a process; a server must have been booted.

    Args:
        rate: Sample rate, Hz.
    """
    sounds = shelf.kept(
        f"{DRUMS}-{rate:g}",
        lambda: [samples(stroke, rate, key).astype(np.float32) for key, stroke in STROKES.items()],
    )
    tables = {}
    for key, sound in zip(STROKES, sounds, strict=True):
        table = pyo.DataTable(len(sound))
        np.asarray(table.getBuffer())[:] = sound
        tables[key] = table
    return tables


@cache
def decay_table() -> Any:
    """A fall by 60 dB times `DEPTH`; a server must have been booted."""
    table = pyo.DataTable(8192)
    np.asarray(table.getBuffer())[:] = np.exp(np.linspace(0, -DEPTH * SIXTY_DB, 8192))
    return table


class DrumKit(Player):
    """A drum kit that plays; it has the face of an `Instrument`.

    Every drum has a voice of its own, which runs while it sounds: a stroke sounds to its end, however long its note
    is, or until the same drum is struck again.
    """

    def __init__(self, values: Sequence[float], rate: float, block: int, clock: Any) -> None:
        """Build it on the server that was booted last.

        Args:
            values: Its parameters, in the catalogue's order.
            rate: Sample rate, Hz.
            block: Samples of a block.
            clock: A pyo signal that counts 0 to block - 1 in every block.
        """
        self._names = [parameter.name for parameter in kind_of(DRUMS).parameters]
        self._values = dict(zip(self._names, values, strict=True))
        self._rate = rate
        tables = drum_tables(rate)
        self._lengths = [table.getSize() for table in tables.values()]
        self._voice = {key: voice for voice, key in enumerate(STROKES)}
        self._strokes = tuple(STROKES.values())
        self._ends = [NEVER] * len(tables)
        self._struck: set[int] = set()
        self._fading: dict[int, int] = {}
        self._fade_blocks = ceil(CHOKE * rate / block)
        self.due = NEVER
        self._sheets = [take_sheet(block, len(tables)) for _ in range(2)]
        triggers, levels = self._sheets
        self._triggers, self._levels = triggers.samples, levels.samples
        trigger = pyo.TableIndex(triggers.table, clock)
        level = pyo.TableIndex(levels.table, clock)
        self._decay = pyo.TrigEnv(trigger, decay_table(), dur=1, mul=level)
        self._player = pyo.TrigEnv(trigger, list(tables.values()), dur=1, interp=4, mul=self._decay)
        moving = (trigger, level, self._decay, self._player)
        self._moving = [[signal[voice] for signal in moving] for voice in range(len(tables))]
        room = self._values["room"] * 0.5
        self._room = pyo.SigTo(room, time=RAMP, init=room)
        self._dry = pyo.Mix(self._player, voices=1)
        around = pyo.Freeverb(self._dry, size=[0.5, 0.53], damp=0.5, bal=1, mul=self._room)
        self.output = pyo.Sig(self._dry, add=around)
        for voice in range(len(tables)):
            self._halt(voice)

    def set(self, index: int, value: float) -> None:
        """Turn a knob; tuning and decay are those of the strokes to come."""
        name = self._names[index]
        self._values[name] = value
        if name == "room":
            self._room.value = value * 0.5

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Strike the drum whose key in General MIDI's percussion map has this frequency; a stroke needs no end."""
        voice = self._voice[stroke_key(frequency)]
        stroke = self._strokes[voice]
        if stroke.choke:
            for other, end in enumerate(self._ends):
                if end != NEVER and other != voice and self._strokes[other].choke == stroke.choke:
                    self._fade(other, now)
        if self._ends[voice] == NEVER:
            for signal in self._moving[voice]:
                signal.play()
        seconds = stroke_seconds(self._lengths[voice], self._rate, self._values["tuning"])
        decay = DEPTH * self._values["decay"] - SHORT / self._rate
        self._player[voice].setDur(seconds)
        self._decay[voice].setDur(decay)
        self._triggers[voice][:] = 0.0
        self._triggers[voice][offset] = 1.0
        self._levels[voice][offset:] = velocity**TOUCH
        self._struck.add(voice)
        self._fading.pop(voice, None)
        self._ends[voice] = now + offset + int(min(seconds, decay) * self._rate) + len(self._levels[voice])
        self.due = now

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go: its stroke sounds on."""

    def silence(self, now: int) -> None:
        """Stop every stroke, and quickly."""
        for voice, end in enumerate(self._ends):
            if end != NEVER:
                self._fade(voice, now)

    @property
    def voices(self) -> int:
        """How many strokes sound."""
        return sum(end != NEVER for end in self._ends)

    def shed(self, now: int) -> bool:
        """Stop, and quickly, the stroke that is nearest its end; False where there is none."""
        sounding = [
            voice for voice, end in enumerate(self._ends) if end != NEVER and voice not in self._fading
        ]
        if sounding:
            self._fade(min(sounding, key=self._ends.__getitem__), now)
        return bool(sounding)

    def settle(self, now: int) -> None:
        """Make the tables ready for the next block, and stop what has died away; to be called from `due` on."""
        for voice in self._struck:
            self._triggers[voice][:] = 0.0
            self._levels[voice][:] = self._levels[voice][-1]
        self._struck.clear()
        for voice, left in list(self._fading.items()):
            self._levels[voice][:] = self._levels[voice][-1]
            self._ramp(voice, left)
        for voice, end in enumerate(self._ends):
            if end <= now:
                self._halt(voice)
                self._ends[voice] = NEVER
        self.due = now if self._fading else min(self._ends)

    def _fade(self, voice: int, now: int) -> None:
        if voice not in self._fading:
            self._ramp(voice, self._fade_blocks)
            self._ends[voice] = now + (self._fade_blocks + 1) * len(self._levels[voice])
            self.due = now

    def _ramp(self, voice: int, left: int) -> None:
        """Let a level fall, towards nothing in so many blocks."""
        self._levels[voice][:] *= np.linspace(
            1, (left - 1) / left, len(self._levels[voice]), dtype=np.float32
        )
        if left > 1:
            self._fading[voice] = left - 1
        else:
            self._fading.pop(voice, None)

    def _halt(self, voice: int) -> None:
        for signal in self._moving[voice]:
            signal.stop()

    def close(self) -> None:
        """Give back what the next instrument can use; it will not sound again."""
        for sheet in self._sheets:
            give_sheet(sheet)
        self._sheets.clear()
