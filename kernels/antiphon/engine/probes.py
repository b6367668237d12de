"""Probes: what flows through a cable, reduced to what can be drawn.

Of sound and control signals the greatest sample, the average, a stretch as an oscilloscope shows it, and a spectrum; of notes how
many pass and how many sound.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.probe_ring import ProbeRing, State

Samples = NDArray[np.float32]

PACE = 0.05
"""Seconds from one look to the next."""

POINTS = 256
"""Points of a wave."""

WINDOW = 4096
"""Samples that a spectrum is taken of: 85 ms at 48 kHz."""

BANDS, LOWEST, HIGHEST = 96, 20.0, 20_000.0
"""Of a spectrum: how many, equally wide in octaves, and from where to where, Hz."""

FLOOR = -120
"""dB of silence."""

PERIODS, SHORTEST, LONGEST = 3, 0.004, 0.06
"""A wave shows so many periods of the strongest frequency, and is between these two seconds long."""


class Probes:
    """The ports that are looked into.

    Args:
        rings: Where the workers write.
        ports: Slot, node and output of each.
    """

    def __init__(self, rings: Sequence[ProbeRing], ports: Sequence[tuple[int, str, str]]) -> None:
        self._rings = rings
        self._ports = ports
        self._notes: dict[int, deque[tuple[float, int]]] = {}

    def look(self, present: float) -> list[dict[str, Any]]:
        """What each port is like now: ``{node, output, signal, …}``; `signal` is null where no such port sounds.

        Args:
            present: Seconds of the monotonic clock.
        """
        return [
            {"node": node, "output": output, **self._of(slot, present)} for slot, node, output in self._ports
        ]

    def _of(self, slot: int, present: float) -> dict[str, Any]:
        for ring in self._rings:
            state = ring.state(slot)
            if state is State.NOTE:
                return {"signal": "note", **self._count(slot, present, *ring.notes(slot))}
            if state is not State.NOTHING:
                audio = state is State.AUDIO
                frames = ring.read(slot, WINDOW if audio else ring.capacity)
                if not audio:
                    return {"signal": "control", **control(frames[0], ring.rate)}
                return {"signal": "audio", **audio_of(frames, ring.rate)}
        return {"signal": None}

    def _count(self, slot: int, present: float, given: int, held: int) -> dict[str, Any]:
        """Notes of the last second, and those that sound."""
        told = self._notes.setdefault(slot, deque())
        if told and given < told[-1][1]:
            told.clear()
        told.append((present, given))
        while present - told[0][0] > 1.0:
            told.popleft()
        return {"rate": given - told[0][1], "held": held}


def audio_of(frames: Samples, rate: int) -> dict[str, Any]:
    """A stereo signal.

    Args:
        frames: float32 [2, n], the last samples.
        rate: Samples a second.

    Returns:
        `peak` and `rms` of both channels since the last look, in dBFS; `wave`, of the louder channel: `POINTS` values,
        that begin where it rises through zero; `span`, the seconds that these are; `spectrum`, of that channel: dB in each of the
        bands, 0 for a sine of full scale; `pitch`, its strongest frequency in Hz, or null.
    """
    frames = np.nan_to_num(frames, nan=0.0, posinf=0.0, neginf=0.0)
    last = frames[:, -max(round(PACE * rate), 1) :]
    one = frames[int(np.argmax(np.einsum("cf,cf->c", frames, frames)))]
    bands, pitch = spectrum(one, rate)
    periods = PERIODS / pitch if pitch else 0.0
    span = min(max(periods, SHORTEST), LONGEST, len(one) / rate)
    return {
        "peak": decibels(float(np.abs(last).max(initial=0.0))),
        "rms": decibels(math.sqrt(float(np.square(last, dtype=float).mean())) if last.size else 0.0),
        "wave": wave(one, round(span * rate)),
        "span": round(span, 6),
        "spectrum": bands,
        "pitch": pitch,
    }


def control(samples: Samples, rate: int) -> dict[str, Any]:
    """A control signal: `least`, `most` and the last `value` of the last third of a second, and the `wave` of it."""
    samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    values = samples if len(samples) else np.zeros(1, np.float32)
    return {
        "least": round(float(values.min()), 4),
        "most": round(float(values.max()), 4),
        "value": round(float(values[-1]), 4),
        "wave": points(values),
        "span": round(len(values) / rate, 6),
    }


def wave(samples: Samples, length: int) -> list[float]:
    """A stretch of a signal as an oscilloscope shows it: the last one that begins where it rises through zero.

    Args:
        samples: The last ones.
        length: Of the stretch, in samples.
    """
    latest = max(len(samples) - length, 0)
    rises = np.flatnonzero((samples[:latest] < 0) & (samples[1 : latest + 1] >= 0))
    start = int(rises[-1]) + 1 if len(rises) else latest
    return points(samples[start : start + length])


def points(samples: Samples) -> list[float]:
    """`POINTS` values of a stretch, equally far apart."""
    if not len(samples):
        return [0.0] * POINTS
    places = np.linspace(0, len(samples) - 1, POINTS)
    found: list[float] = np.round(np.interp(places, np.arange(len(samples)), samples), 4).tolist()
    return found


def spectrum(samples: Samples, rate: int) -> tuple[list[int], float | None]:
    """The spectrum of the last `WINDOW` samples (fewer are filled up with silence), by a Hann window.

    Returns:
        dB in each band, and the strongest frequency, Hz; None where all is softer than -100 dB.
    """
    padded = np.zeros(WINDOW, np.float32)
    padded[WINDOW - len(samples[-WINDOW:]) :] = samples[-WINDOW:]
    magnitudes = np.abs(np.fft.rfft(padded * _HANN)) * (4 / WINDOW)
    edges, centres = _bands(rate)
    # A band that is narrower than the distance of two frequencies has what is between them.
    strongest = np.maximum.reduceat(magnitudes, edges)[:-1]
    between = np.interp(centres, np.arange(len(magnitudes)), magnitudes)
    levels = np.where(np.diff(edges) > 0, strongest, between)
    bands: list[int] = (
        np.maximum(np.rint(20 * np.log10(np.maximum(levels, 1e-6))), FLOOR).astype(int).tolist()
    )
    top = int(np.argmax(magnitudes[1:-1])) + 1
    if magnitudes[top] < 1e-5:
        return bands, None
    left, middle, right = np.log(np.maximum(magnitudes[top - 1 : top + 2], 1e-9))
    bend = left - 2 * middle + right
    place = top + (0.5 * (left - right) / bend if bend else 0.0)
    return bands, round(float(place) * rate / WINDOW, 1)


_HANN: Samples = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)

_known: dict[int, tuple[NDArray[np.intp], NDArray[np.float64]]] = {}


def _bands(rate: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """For each band the first frequency of the transform in it (and where the last band ends), and its middle, as indices."""
    if rate not in _known:
        at = LOWEST * (HIGHEST / LOWEST) ** (np.arange(2 * BANDS + 1) / (2 * BANDS)) * WINDOW / rate
        most = WINDOW // 2
        _known[rate] = np.minimum(np.ceil(at[::2]), most).astype(np.intp), np.minimum(at[1::2], most)
    return _known[rate]


def decibels(magnitude: float) -> float:
    """A linear magnitude in dBFS, at least `FLOOR`."""
    return round(max(20 * math.log10(max(magnitude, 1e-7)), FLOOR), 1)
