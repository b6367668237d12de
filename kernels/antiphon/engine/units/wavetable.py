"""Wavetables: single cycles between which an oscillator passes, as a set of band-limited copies in one table."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from antiphon.engine.instrument_spectrum import Floats
from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Knobs, Ports, both, linear, sample_rate, table_of

CYCLE = 2048
"""Samples of a cycle."""

LOWEST = 20.0
"""Lowest pitch, Hz."""

OCTAVES = 10
"""Copies of each shape, an octave apart: each holds what its octave's highest pitch can without aliasing."""

MOST = 320
"""Partials of the lowest copy."""


def _odd(number: Floats) -> Floats:
    result: Floats = number % 2
    return result


def _vowel(number: Floats, *places: float) -> Floats:
    """A voice of 150 Hz with formants at these frequencies, Hz."""
    return number**-0.5 * sum(1 / (1 + ((number * 150 - place) / 110) ** 2) for place in places)


def _shapes(number: Floats) -> tuple[Floats, ...]:
    """Amplitudes of the partials of each shape, in the order in which the oscillator passes through them."""
    sign = np.where(number % 4 == 3, -1.0, 1.0)
    return (
        np.where(number == 1, 1.0, 0.0),
        _odd(number) * sign / number**2,
        1 / number,
        _odd(number) / number,
        np.sin(np.pi * number * 0.1) / number,
        np.where(np.isin(number, (1, 2, 3, 4, 6, 8, 10, 12, 16)), number**-0.6, 0.0),
        _vowel(number, 750, 1200, 2700),
        _vowel(number, 300, 2300, 3000),
        np.where(np.isin(number, (1, 5, 7, 11, 13, 17, 19)), number**-0.8, 0.0),
    )


def cycles(rate: float) -> Floats:
    """The shapes at every octave.

    Args:
        rate: Sample rate, Hz.

    Returns:
        float64 [OCTAVES + 1, shapes, CYCLE + 1], each cycle followed by its first sample. All shapes are equally loud: their
        RMS is 1 before what an octave cannot hold is left out.
    """
    number = np.arange(1.0, MOST + 1)
    shapes = np.array(_shapes(number))
    shapes /= np.sqrt((shapes**2).sum(axis=1, keepdims=True) / 2)
    turn = 2 * np.pi * np.arange(CYCLE + 1) / CYCLE
    waves = np.sin(number[:, None] * turn)
    copies = []
    for octave in range(OCTAVES + 1):
        held = max(1, int(0.46 * rate / (LOWEST * 2 ** (octave + 1))))
        copies.append(shapes[:, :held] @ waves[:held])
    return np.array(copies)


@cache
def shape_table(rate: float) -> Any:
    """Pyo's table of `cycles`, made once a process; a server must have been booted.

    Args:
        rate: Sample rate, Hz.
    """
    return table_of(cycles(rate).ravel())


def wavetable_oscillator(_: Ports, knob: Knobs) -> Any:
    """An oscillator that reads four cycles at once: the two shapes on both sides of its position, in two octaves."""
    table = shape_table(sample_rate())
    shapes = len(_shapes(np.ones(1)))
    stride, row, size = CYCLE + 1, shapes * (CYCLE + 1), (OCTAVES + 1) * shapes * (CYCLE + 1)
    height = pyo.Clip(pyo.Log2(linear(knob["freq"], 1 / LOWEST)), min=0, max=OCTAVES - 0.001)
    octave = pyo.Floor(height)
    between = pyo.Sig(linear(octave, -1), add=height)
    place = pyo.Clip(linear(knob["position"], shapes - 1), min=0, max=shapes - 1.001)
    shape = pyo.Floor(place)
    morph = pyo.Sig(linear(shape, -1), add=place)
    first = pyo.Sig(linear(octave, row / size), add=linear(shape, stride / size))
    within = pyo.Phasor(freq=knob["freq"], mul=CYCLE / size)
    index = pyo.Sig(within, add=first)
    here, there = (
        pyo.Pointer(table, pyo.Sig([index, index], add=[offset / size, (offset + row) / size]))
        for offset in (0, stride)
    )
    both_octaves = pyo.Interp(here, there, interp=morph)
    shares = [linear(between, -0.7, 0.7), linear(between, 0.7)]
    return both(pyo.Mix(pyo.Sig(both_octaves, mul=shares), voices=1), knob["gain"])
