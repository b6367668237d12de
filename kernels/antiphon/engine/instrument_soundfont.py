"""The SoundFont player: an instrument whose notes are the samples of a SoundFont's preset.

TinySoundFont renders them, from one of a block's events to the next, into a sheet that pyo reads as it reads the gates of
other instruments; so what follows (room, effects, strip) is the same, and a note begins at its very sample.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log2
from typing import Any

import numpy as np

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.general_midi import PERCUSSION, SOUNDFONT
from antiphon.engine.instrument import RAMP
from antiphon.engine.instrument_table import Sheet, give_sheet, take_sheet
from antiphon.engine.player import Player
from antiphon.engine.pyo_server import pyo
from antiphon.engine.soundfont import SoundFontError, cut_preset
from antiphon.engine.voice import Voices

LAYERS = 6
"""Samples that a note may have; TinySoundFont lets the oldest go beyond that."""

LOUDER = 7.0
"""Decibels by which a grand piano of the usual SoundFonts must be raised to be as loud as our other instruments."""

QUIET = 1e-5
"""Peak below which nothing sounds any more, linear."""

PATIENCE = 0.25
"""Seconds of quiet after which nothing is rendered until the next note."""

TINY = 0.01
"""Lowest velocity: TinySoundFont takes 0 for the end of a note."""


class SoundFontPlayer(Player):
    """A preset that plays; it has the face of an `Instrument`, and `fill` besides."""

    def __init__(self, values: Sequence[float], voices: int, rate: float, block: int, clock: Any) -> None:
        """Build it on the server that was booted last; the preset is cut out of the file if it has not been yet.

        Args:
            values: Its parameters, in the catalogue's order.
            voices: How many notes can be held at once.
            rate: Sample rate, Hz.
            block: Samples of a block.
            clock: A pyo signal that counts 0 to block - 1 in every block.
        """
        self._names = [parameter.name for parameter in kind_of(SOUNDFONT).parameters]
        self._values = dict(zip(self._names, values, strict=True))
        self._rate, self._block = int(rate), block
        self._voices = Voices(voices)
        self._keys: dict[int, tuple[int, int]] = {}
        self._events: list[tuple[int, int, Callable[[], None]]] = []
        self._quiet = self._patience = round(PATIENCE * rate / block)
        self._sheet: Sheet | None = take_sheet(block, 2)
        self._left, self._right = self._sheet.samples
        self._rendered = np.zeros((block, 2), np.float32)
        self._bytes = memoryview(self._rendered.data).cast("B")
        self._preset = round(self._values["bank"]), max(0, round(self._values["program"]))
        self._font = self._load()
        gain, room = 10 ** (self._values["gain"] / 20), self._values["room"] * 0.5
        self._gain = pyo.SigTo(gain, time=RAMP, init=gain)
        self._room = pyo.SigTo(room, time=RAMP, init=room)
        self._dry = pyo.TableIndex(self._sheet.table, clock, mul=self._gain)
        self._around = pyo.Freeverb(self._dry, size=[0.62, 0.66], damp=0.55, bal=1, mul=self._room)
        self.output = pyo.Sig(self._dry, add=self._around)

    def _load(self) -> Any:
        """The preset, ready to sound; None where it cannot be had: then nothing sounds."""
        from tinysoundfont._tinysoundfont import OutputMode, SoundFont

        try:
            font = SoundFont(cut_preset(*self._preset))
        except (SoundFontError, OSError, RuntimeError):
            return None
        font.set_output(OutputMode.StereoInterleaved, self._rate, LOUDER)
        font.set_max_voices(LAYERS * self._voices.count)
        for lane in range(self._voices.count):
            font.channel_set_preset_index(lane, 0)
        return font

    def set(self, index: int, value: float) -> None:
        """Turn a knob; bank and program stay."""
        name = self._names[index]
        self._values[name] = value
        if name == "gain":
            self._gain.setValue(10 ** (value / 20))
        elif name == "room":
            self._room.setValue(value * 0.5)

    def _hush(self) -> None:
        if self._font is not None:
            for lane in range(self._voices.count):
                self._font.channel_sounds_off(lane)

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Start a note."""
        font = self._font
        if font is None:
            return
        lane = self._voices.take(key)
        exact = min(127.0, max(0.0, 69 + 12 * log2(frequency / 440)))
        midi = round(exact)
        off = 0.0 if self._preset[0] == PERCUSSION else exact - midi
        before = self._keys.get(lane)
        self._keys[lane] = key, midi
        touch = max(TINY, min(1.0, velocity))

        def start() -> None:
            if before is not None:
                font.channel_note_off(lane, before[1])
            font.channel_set_tuning(lane, off)
            font.channel_note_on(lane, midi, touch)

        self._events.append((offset, lane, start))

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go. One that is not sounding, or that has lost its voice, is none of its business."""
        lane = self._voices.release(key)
        if lane is None or self._font is None or lane not in self._keys:
            return
        font, midi = self._font, self._keys[lane][1]
        self._events.append((offset, lane, lambda: font.channel_note_off(lane, midi)))

    def silence(self, now: int) -> None:
        """Let every note go, and within 10 ms."""
        for key in self._voices.held():
            self._voices.release(key)
        self._events.clear()
        self._hush()

    @property
    def voices(self) -> int:
        """How many notes sound, or may still."""
        return len(self._keys)

    def shed(self, now: int) -> bool:
        """Let go, within 10 ms, of the note that can be spared best; False where there is none.

        That is one that was let go, else the one that is held the longest.
        """
        held = {self._voices.voice(key): key for key in self._voices.held()}
        order = [lane for lane in self._keys if lane not in held] + [
            lane for lane in held if lane in self._keys
        ]
        if not order or self._font is None:
            return False
        lane = order[0]
        if lane in held:
            self._voices.release(held[lane])
        del self._keys[lane]
        self._events = [event for event in self._events if event[1] != lane]
        self._font.channel_sounds_off(lane)
        return True

    def settle(self, now: int) -> None:
        """Nothing: what is over stops by itself."""

    def fill(self) -> None:
        """Render the next block; to be called after its notes were told, before pyo computes it."""
        if self._events:
            self._quiet = 0
        elif self._quiet >= self._patience:
            return
        place = 0
        if self._font is not None:
            for offset, _, happen in sorted(self._events, key=lambda event: event[0]):
                if offset > place:
                    self._font.render(self._bytes[8 * place : 8 * offset])
                    place = offset
                happen()
            self._font.render(self._bytes[8 * place :])
        self._events.clear()
        self._left[:], self._right[:] = self._rendered[:, 0], self._rendered[:, 1]
        if np.abs(self._rendered).max() > QUIET:
            self._quiet = 0
        else:
            self._quiet += 1
            if self._quiet >= self._patience:
                self._keys.clear()
                self._left[:] = self._right[:] = 0.0

    def close(self) -> None:
        """Give back what the next player can use; it will not sound again."""
        self._font = None
        if self._sheet is not None:
            give_sheet(self._sheet)
            self._sheet = None
