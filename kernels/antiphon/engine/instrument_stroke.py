"""Strokes: the drums and cymbals of a kit, each a sound that is computed once and played from its start.

The keys are those of General MIDI's percussion map (General MIDI System Level 1, 35 to 81). A stroke is a sum of
layers: partials that die away, whose pitch may fall as a skin's does when it is struck, and bands of noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from antiphon.engine.instrument_spectrum import Floats

METAL = (1.0, 1.342, 1.231, 1.653, 1.956, 2.152, 2.67, 3.19)
"""Partials of a cymbal: at no simple distance from each other."""


@dataclass(frozen=True, slots=True)
class Tone:
    """Partials that die away.

    Attributes:
        frequency: Hz, once the skin is at rest.
        decay: Seconds to fall by 60 dB.
        gain: Linear level.
        ratios: Partials, as multiples of the frequency; higher ones are softer and shorter.
        fall: How much higher it begins, as a share of the frequency.
        time: Time constant of that fall, seconds.
    """

    frequency: float
    decay: float
    gain: float = 1.0
    ratios: tuple[float, ...] = (1.0,)
    fall: float = 0.0
    time: float = 0.03


@dataclass(frozen=True, slots=True)
class Noise:
    """A band of noise that dies away.

    Attributes:
        low: Lower end of the band, Hz.
        high: Upper end, Hz.
        decay: Seconds to fall by 60 dB.
        gain: Linear level.
        bursts: Times (seconds) at which it starts anew, as the hands of a clap do.
    """

    low: float
    high: float
    decay: float
    gain: float = 1.0
    bursts: tuple[float, ...] = (0.0,)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drum or cymbal that is struck.

    Attributes:
        name: As General MIDI names it.
        layers: What it is made of.
        level: Linear peak beside the others.
        choke: Strokes of the same group silence each other, as the two cymbals of a hi-hat do; 0 for none.
    """

    name: str
    layers: tuple[Tone | Noise, ...]
    level: float = 0.5
    choke: int = 0

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return 0.02 + max(
            layer.decay + (layer.bursts[-1] if isinstance(layer, Noise) else 0.0) for layer in self.layers
        )


def samples(stroke: Stroke, rate: float, seed: int) -> Floats:
    """A stroke's sound.

    Args:
        stroke: The stroke.
        rate: Sample rate, Hz.
        seed: Of its noise.

    Returns:
        float64 [seconds * rate], its peak at the stroke's level, silent at its end.
    """
    time = np.arange(round(stroke.seconds * rate)) / rate
    chance = np.random.default_rng(seed)
    total = np.zeros(len(time))
    for layer in stroke.layers:
        if isinstance(layer, Tone):
            total += layer.gain * _tone(layer, time, rate)
        else:
            total += layer.gain * _noise(layer, time, rate, chance)
    total *= np.minimum(1, (time[-1] - time) / 0.01)
    result: Floats = total * (stroke.level / np.abs(total).max())
    return result


def _tone(tone: Tone, time: Floats, rate: float) -> Floats:
    turns = time - tone.fall * tone.time * np.expm1(-time / tone.time)
    total = np.zeros(len(time))
    for place, ratio in enumerate(tone.ratios):
        if tone.frequency * ratio * (1 + tone.fall) < 0.45 * rate:
            fading = np.exp(-6.9 * time * (1 + 0.35 * place) / tone.decay)
            total += np.sin(2 * np.pi * tone.frequency * ratio * turns) * fading / (1 + 0.4 * place)
    return total


def _noise(noise: Noise, time: Floats, rate: float, chance: np.random.Generator) -> Floats:
    spectrum = np.fft.rfft(chance.standard_normal(len(time)))
    hertz = np.fft.rfftfreq(len(time), 1 / rate)
    low, high = (hertz / noise.low) ** 4, (hertz / min(noise.high, 0.45 * rate)) ** 4
    band = np.fft.irfft(spectrum * (low / (1 + low)) / (1 + high), len(time))
    fading = np.zeros(len(time))
    for index, start in enumerate(noise.bursts):
        last = index == len(noise.bursts) - 1
        after = np.maximum(time - start, 0)
        fading = np.where(time >= start, np.exp(-6.9 * after / (noise.decay if last else 0.03)), fading)
    sound = band * fading
    result: Floats = sound / np.abs(sound).max()
    return result


def _drum(name: str, frequency: float, decay: float, slap: float = 0.15, level: float = 0.5) -> Stroke:
    """A tuned skin, struck with a stick or a hand."""
    skin = Tone(frequency, decay, ratios=(1.0, 1.59, 2.14), fall=0.5)
    return Stroke(name, (skin, Noise(800, 6000, 0.04, slap)), level)


def _bass_drum(name: str, frequency: float) -> Stroke:
    body = Tone(frequency, 0.6, fall=2.2, time=0.028)
    return Stroke(name, (body, Noise(1200, 5000, 0.015, 0.18)), 0.6)


def _snare(name: str, frequency: float, decay: float) -> Stroke:
    skin = Tone(frequency, 0.16, 0.7, (1.0, 1.78), 0.35, 0.012)
    return Stroke(name, (skin, Noise(1500, 12_000, decay, 0.6)), 0.6)


def _cymbal(
    name: str, frequency: float, decay: float, level: float, choke: int = 0, ping: float = 0.3
) -> Stroke:
    plate = Tone(frequency, decay, ping, tuple(ratio * octave for octave in (4, 8) for ratio in METAL))
    return Stroke(name, (plate, Noise(5000, 16_000, decay, 0.7)), level, choke)


def _block(name: str, frequency: float, decay: float = 0.09) -> Stroke:
    return Stroke(name, (Tone(frequency, decay, ratios=(1.0, 2.6)), Noise(2000, 9000, 0.01, 0.2)), 0.4)


def _bell(name: str, frequency: float, decay: float, ratio: float) -> Stroke:
    return Stroke(name, (Tone(frequency, decay, ratios=(1.0, ratio, 2.8, 4.3)),), 0.35)


def _shaken(name: str, low: float, decay: float, bursts: tuple[float, ...] = (0.0,)) -> Stroke:
    return Stroke(name, (Noise(low, 15_000, decay, bursts=bursts),), 0.3)


def _rubbed(name: str, frequency: float, decay: float, fall: float) -> Stroke:
    return Stroke(name, (Tone(frequency, decay, ratios=(1.0, 2.0, 3.0), fall=fall, time=0.1),), 0.35)


STROKES: Mapping[int, Stroke] = MappingProxyType(
    {
        35: _bass_drum("Acoustic Bass Drum", 46),
        36: _bass_drum("Bass Drum 1", 54),
        37: Stroke("Side Stick", (Tone(820, 0.05, ratios=(1.0, 2.1)), Noise(1500, 8000, 0.03, 0.6)), 0.4),
        38: _snare("Acoustic Snare", 185, 0.24),
        39: Stroke("Hand Clap", (Noise(900, 4500, 0.2, bursts=(0.0, 0.011, 0.021, 0.032)),), 0.45),
        40: _snare("Electric Snare", 220, 0.17),
        41: _drum("Low Floor Tom", 78, 0.65),
        42: _cymbal("Closed Hi Hat", 810, 0.09, 0.3, choke=1),
        43: _drum("High Floor Tom", 94, 0.6),
        44: _cymbal("Pedal Hi-Hat", 770, 0.13, 0.25, choke=1),
        45: _drum("Low Tom", 115, 0.55),
        46: _cymbal("Open Hi-Hat", 810, 0.9, 0.3, choke=1),
        47: _drum("Low-Mid Tom", 138, 0.5),
        48: _drum("Hi-Mid Tom", 164, 0.45),
        49: _cymbal("Crash Cymbal 1", 310, 2.4, 0.4),
        50: _drum("High Tom", 196, 0.42),
        51: _cymbal("Ride Cymbal 1", 430, 1.8, 0.26, ping=0.8),
        52: _cymbal("Chinese Cymbal", 245, 1.7, 0.36),
        53: _bell("Ride Bell", 780, 1.5, 1.52),
        54: _shaken("Tambourine", 6000, 0.22, (0.0, 0.018)),
        55: _cymbal("Splash Cymbal", 480, 0.8, 0.34),
        56: _bell("Cowbell", 562, 0.32, 1.504),
        57: _cymbal("Crash Cymbal 2", 350, 2.1, 0.4),
        58: _shaken("Vibraslap", 2500, 0.5, tuple(0.025 * turn for turn in range(14))),
        59: _cymbal("Ride Cymbal 2", 465, 1.6, 0.26, ping=0.7),
        60: _drum("Hi Bongo", 400, 0.16, 0.3, 0.4),
        61: _drum("Low Bongo", 300, 0.2, 0.3, 0.4),
        62: _drum("Mute Hi Conga", 330, 0.09, 0.4, 0.4),
        63: _drum("Open Hi Conga", 300, 0.32, 0.2, 0.45),
        64: _drum("Low Conga", 220, 0.4, 0.2, 0.45),
        65: _drum("High Timbale", 330, 0.38, 0.35, 0.45),
        66: _drum("Low Timbale", 247, 0.45, 0.35, 0.45),
        67: _bell("High Agogo", 990, 0.4, 1.49),
        68: _bell("Low Agogo", 740, 0.45, 1.49),
        69: _shaken("Cabasa", 5500, 0.1, (0.0, 0.03)),
        70: _shaken("Maracas", 6500, 0.07),
        71: _rubbed("Short Whistle", 2300, 0.18, 0.02),
        72: _rubbed("Long Whistle", 2300, 0.6, 0.02),
        73: _shaken("Short Guiro", 3000, 0.05, (0.0, 0.02, 0.04, 0.06)),
        74: _shaken("Long Guiro", 2600, 0.07, tuple(0.025 * turn for turn in range(14))),
        75: _block("Claves", 2490, 0.08),
        76: _block("Hi Wood Block", 1250),
        77: _block("Low Wood Block", 850),
        78: _rubbed("Mute Cuica", 620, 0.16, -0.3),
        79: _rubbed("Open Cuica", 480, 0.35, 0.5),
        80: _bell("Mute Triangle", 2950, 0.12, 1.62),
        81: _bell("Open Triangle", 2950, 1.9, 1.62),
    }
)
"""The stroke of each key."""


def stroke_key(frequency: float) -> int:
    """The key of the kit that a note's frequency (Hz) means; the nearest that there is.

    >>> stroke_key(440 * 2 ** ((38 - 69) / 12)), stroke_key(8.2), stroke_key(12_000.0)
    (38, 35, 81)
    """
    return int(min(81, max(35, round(69 + 12 * np.log2(frequency / 440)))))
