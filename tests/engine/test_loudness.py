"""Loudness and true peak, against pyloudnorm, the signals of EBU Tech 3341, and the formulas computed at full length."""

import math
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import lfilter, resample_poly

from antiphon.engine.k_weighting import k_weighting
from antiphon.engine.loudness import SILENT, Loudness

RATE = 48_000

Sound = np.ndarray


def sine(level: float, seconds: float, frequency: float = 1000.0, rate: int = RATE) -> Sound:
    """A stereo sine whose peak is at `level` dBFS, in phase."""
    one = 10 ** (level / 20) * np.sin(2 * math.pi * frequency * np.arange(round(seconds * rate)) / rate)
    return np.stack([one, one], axis=1).astype(np.float32)


def measured(sound: Sound, rate: int = RATE, chunk: int = 1111) -> Loudness:
    meter = Loudness(rate, sound.shape[1] // 2)
    for start in range(0, len(sound), chunk):
        meter.feed(sound[start : start + chunk])
    return meter


def peer(sound: Sound, rate: int = RATE) -> float:
    """What pyloudnorm says of it, with the filters of the standard."""
    return pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(sound.astype(float))


PROGRAMME = np.random.default_rng(3341).standard_normal((20 * RATE, 2)) * np.repeat(
    10 ** (np.random.default_rng(1).uniform(-60, -20, 40) / 20), RATE // 2
).reshape(-1, 1)

INTEGRATED = {
    1: ([(-23, 20)], -23),
    2: ([(-33, 20)], -33),
    3: ([(-36, 10), (-23, 60), (-36, 10)], -23),
    4: ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
    5: ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
}


@pytest.mark.parametrize("case", INTEGRATED)
def test_cases_1_to_5_of_tech_3341(case: int) -> None:
    stretches, wanted = INTEGRATED[case]
    sound = np.concatenate([sine(level, seconds) for level, seconds in stretches])
    (found,) = measured(sound, chunk=48_000).integrated
    assert found == pytest.approx(wanted, abs=0.1)
    assert found == pytest.approx(peer(sound), abs=0.1)


def test_case_6_each_side_counts_for_itself() -> None:
    """Case 6 is of five channels; in stereo, what is in one channel alone is 3 LU softer."""
    sound = sine(-23, 20) * np.array([1, 0], np.float32)
    (found,) = measured(sound).integrated
    assert found == pytest.approx(-26.01, abs=0.1)
    assert found == pytest.approx(peer(sound), abs=0.1)


def test_case_7_in_kind_a_programme_with_a_wide_range() -> None:
    sound = PROGRAMME.astype(np.float32)
    assert measured(sound).integrated[0] == pytest.approx(peer(sound), abs=0.1)


def test_case_9_short_term_of_what_turns_each_3_s() -> None:
    sound = np.concatenate([sine(-20, 1.34), sine(-30, 1.66)] * 5)
    meter, found = Loudness(RATE, 1), []
    for at in range(0, len(sound), meter.hop):
        meter.feed(sound[at : at + meter.hop])
        found.append(meter.short_term[0])
    assert found[30:] == pytest.approx([-23] * len(found[30:]), abs=0.1)


@pytest.mark.parametrize("segment", range(20))
def test_case_10_the_greatest_short_term_of_a_tone_of_3_s(segment: int) -> None:
    sound = np.concatenate([sine(-23, 3.0), sine(-200, 1.0)])
    quiet = np.zeros((round(0.15 * segment * RATE), 2), np.float32)
    meter, greatest = Loudness(RATE, 1), SILENT
    for part in (quiet, *np.array_split(sound, 40)):
        for at in range(0, len(part), meter.hop):
            meter.feed(part[at : at + meter.hop])
            greatest = max(greatest, meter.short_term[0])
    # Where the tone does not begin at a tenth of a second, no window of 3 s is full of it.
    assert greatest == pytest.approx(-23, abs=0.1)


def test_case_12_momentary_of_what_turns_each_04_s() -> None:
    sound = np.concatenate([sine(-20, 0.18), sine(-30, 0.22)] * 25)
    meter, found = Loudness(RATE, 1), []
    for at in range(0, len(sound), meter.hop):
        meter.feed(sound[at : at + meter.hop])
        found.append(meter.momentary[0])
    assert found[4:] == pytest.approx([-23] * len(found[4:]), abs=0.1)


def test_cases_11_13_and_14_the_greatest_follows_the_level() -> None:
    for seconds, name in ((3.0, "short_term"), (0.4, "momentary")):
        meter = Loudness(RATE, 1)
        for level in range(-38, -19):
            meter.feed(sine(level, seconds))
            assert getattr(meter, name)[0] == pytest.approx(level, abs=0.1)
            meter.feed(np.zeros((3 * RATE, 2), np.float32))


@pytest.mark.parametrize(
    ("case", "divisor", "degrees", "amplitude", "wanted"),
    [
        (15, 4, 0, 0.5, -6.0),
        (16, 4, 45, 0.5, -6.0),
        (17, 6, 60, 0.5, -6.0),
        (18, 8, 67.5, 0.5, -6.0),
        (19, 4, 45, 1.41, 3.0),
    ],
)
def test_cases_15_to_19_true_peak(
    case: int, divisor: int, degrees: float, amplitude: float, wanted: float
) -> None:
    """Without the beginning and the end, which the standard has faded."""
    n = np.arange(RATE)
    fade = np.minimum(1, np.minimum(n, RATE - 1 - n) / 2400)
    tone = amplitude * fade * np.sin(2 * math.pi * n / divisor + math.radians(degrees))
    (found,) = measured(np.stack([tone, 0 * tone], axis=1).astype(np.float32)).true_peak
    assert wanted - 0.4 <= found <= wanted + 0.2


@pytest.mark.parametrize("place", [0, 17, 59, 60, 61, 4799, 4800])
def test_a_click_between_two_samples_is_found_wherever_it_is(place: int) -> None:
    sound = np.zeros((3 * 4800, 2), np.float32)
    sound[4800 + place : 4802 + place, 1] = 0.5
    (found,) = measured(sound).true_peak
    wanted = 20 * math.log10(np.abs(resample_poly(sound[:, 1].astype(float), 64, 1)).max())
    assert found == pytest.approx(wanted, abs=0.4)
    assert found > 20 * math.log10(0.5) + 1.5


def naive(sound: Sound, rate: int) -> tuple[float, float, float]:
    """Momentary, short-term and integrated loudness of the whole, by the formulas."""
    weighted = sound.astype(float)
    for b, a in k_weighting(rate):
        weighted = lfilter(b, a, weighted, axis=0)
    power = (weighted**2).sum(axis=1)
    hop = rate // 10
    ends = range(4 * hop, len(power) + 1, hop)
    blocks = np.array([power[end - 4 * hop : end].mean() for end in ends])

    def lufs(energy: float) -> float:
        return max(-0.691 + 10 * math.log10(max(energy, 1e-13)), SILENT)

    loud = [block for block in blocks if lufs(block) > -70]
    gate = lufs(np.mean(loud)) - 10 if loud else 0
    both = [block for block in loud if lufs(block) > gate]
    last = len(power) // hop * hop
    return (
        lufs(blocks[-1]),
        lufs(power[last - 30 * hop : last].mean()),
        lufs(np.mean(both)) if both else SILENT,
    )


@pytest.mark.parametrize("rate", [48_000, 44_100, 96_000])
@pytest.mark.parametrize("seed", range(4))
def test_any_sound_in_any_pieces_has_the_loudness_of_the_formulas(rate: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    pairs = 3
    levels = 10 ** (chance.uniform(-85, 0, (9, 2 * pairs)) / 20)
    levels[chance.random(levels.shape) < 0.3] = 0
    sound = chance.standard_normal((9 * rate // 2, 2 * pairs)) * np.repeat(levels, rate // 2, axis=0)
    sound += chance.uniform(-0.1, 0.1, 2 * pairs) * (seed % 2)
    sound = sound.astype(np.float32)
    meter = Loudness(rate, pairs)
    cuts = sorted({0, len(sound), *chance.integers(0, len(sound), 200).tolist()})
    for start, end in pairwise(cuts):
        meter.feed(sound[start:end])
    for pair in range(pairs):
        own = sound[:, 2 * pair : 2 * pair + 2]
        found = meter.momentary[pair], meter.short_term[pair], meter.integrated[pair]
        assert found == pytest.approx(naive(own, rate), abs=0.05)
        wanted = 20 * math.log10(max(np.abs(resample_poly(own.astype(float), 4, 1)).max(), 1e-7))
        assert meter.true_peak[pair] == pytest.approx(wanted, abs=0.5)


def test_a_reset_counts_only_what_comes_after_it() -> None:
    meter = Loudness(RATE, 1)
    meter.feed(sine(-10, 5))
    meter.reset()
    assert (meter.integrated[0], meter.true_peak[0]) == (SILENT, SILENT)
    meter.feed(sine(-30, 5))
    assert meter.integrated[0] == pytest.approx(-30, abs=0.1)
    assert meter.true_peak[0] == pytest.approx(-30, abs=0.2)


def test_what_is_not_finite_counts_as_silence_and_is_over_when_it_is_over() -> None:
    meter = Loudness(RATE, 2)
    wild = np.concatenate([np.full((RATE, 2), np.nan, np.float32), sine(-20, 1)], axis=1)
    meter.feed(wild)
    meter.feed(np.full((RATE, 4), np.inf, np.float32))
    meter.reset()
    meter.feed(np.concatenate([sine(-23, 5), sine(-33, 5)], axis=1))
    assert meter.integrated == pytest.approx([-23, -33], abs=0.1)
    assert np.isfinite(meter.true_peak).all()


def test_silence_is_silent() -> None:
    meter = measured(np.zeros((4 * RATE, 2), np.float32))
    assert {meter.momentary[0], meter.short_term[0], meter.integrated[0], meter.true_peak[0]} == {SILENT}
