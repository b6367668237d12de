"""The analogue synthesiser, by its samples."""

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.catalogue import kind
from antiphon.engine.instrument_analogue import ANALOGUE
from antiphon.engine.instrument_envelope import Envelopes
from antiphon.engine.instrument_filter import BUTTERWORTH, highest, resonator
from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.rack import Rack

RATE, BLOCK = 48_000, 128

Samples = NDArray[np.float32]


def synthesiser(polyphony: int = 8, **knobs: float) -> Rack:
    """A dry synthesiser whose filter stands still, but for what is asked for."""
    knobs = {"room": 0.0, "sweep": 0.0, "resonance": 0.0, "sustain": 1.0, **knobs}
    values = [knobs.get(parameter.name, parameter.default) for parameter in kind(ANALOGUE).parameters]
    node = PlanNode("n0", ANALOGUE, 0, (), 0, 2)
    return Rack(Plan(("P",), ("P",), (polyphony,), (node,), (1.0, 1.0, *values)))


def turn(rack: Rack, name: str, value: float) -> None:
    rack.set(rack.plan.parameter("n0", name), value)


def listen(rack: Rack, seconds: float) -> Samples:
    """The left side of the part's stem."""
    return np.concatenate([rack.process()[:, 0].copy() for _ in range(round(seconds * RATE / BLOCK))])


def partials(sound: Samples, fundamental: float, count: int) -> list[float]:
    """Levels of the first partials, dB."""
    power = np.abs(np.fft.rfft(sound * np.blackman(len(sound)))) ** 2
    places = [round(number * fundamental * len(sound) / RATE) for number in range(1, count + 1)]
    return [10 * float(np.log10(power[place - 12 : place + 13].sum() + 1e-20)) for place in places]


def jump(sound: Samples) -> float:
    """Greatest jump of the slope: what a click is made of."""
    return float(np.abs(np.diff(sound, 2)).max())


@pytest.mark.parametrize("cutoff", [300.0, 1200.0, 5000.0])
@pytest.mark.parametrize("resonance", [0.0, 0.4])
def test_its_spectrum_is_that_of_a_saw_through_two_poles(cutoff: float, resonance: float) -> None:
    """Whichever of its two filters it takes: 12 dB an octave above the cutoff, a peak as high as Q at it."""
    with synthesiser(cutoff=cutoff, resonance=resonance, tracking=0) as rack:
        rack.note_on(0, 1, 110.0, 0.8)
        sound = listen(rack, 1.5)[RATE // 2 :]
    found = partials(sound, 110.0, 70)
    q = BUTTERWORTH * 20**resonance
    ratio = 110.0 * np.arange(1, 71) / cutoff
    wanted = -20 * np.log10(np.arange(1, 71)) - 10 * np.log10((1 - ratio**2) ** 2 + (ratio / q) ** 2)
    heard = np.array(found) - found[0] - (wanted - wanted[0])
    assert np.abs(heard[wanted > wanted[0] - 60]).max() < 1.5


@pytest.mark.parametrize("frequency", [32.7, 110.0, 440.0, 1760.0, 6000.0])
def test_it_is_in_tune(frequency: float) -> None:
    with synthesiser(cutoff=16_000) as rack:
        rack.note_on(0, 1, frequency, 0.8)
        sound = listen(rack, 2.2)[RATE // 5 :]
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8 * len(sound))) ** 2
    hertz = np.fft.rfftfreq(8 * len(sound), 1 / RATE)
    near = np.abs(np.log2(hertz / frequency, where=hertz > 0, out=np.full_like(hertz, 9))) < 0.05
    assert abs(1200 * np.log2(hertz[near][power[near].argmax()] / frequency)) < 2.5


def test_a_square_has_no_even_partials() -> None:
    with synthesiser(cutoff=16_000, shape=1.0) as rack:
        rack.note_on(0, 1, 220.0, 0.8)
        found = partials(listen(rack, 1.5)[RATE // 2 :], 220.0, 6)
    assert max(found[1], found[3], found[5]) < found[4] - 40


@pytest.mark.parametrize("offset", [0, 1, 64, 127])
def test_notes_begin_and_end_on_their_sample(offset: int) -> None:
    with synthesiser(attack=0.002, release=0.02) as rack:
        listen(rack, 0.01)
        rack.note_on(0, 1, 440.0, 0.8, offset)
        sound = listen(rack, 0.1)
        assert not sound[:offset].any()
        assert np.abs(sound[offset : offset + 40]).max() > 1e-4
        held = rack.process()[:, 0].copy()
        rack.note_off(0, 1, offset)
        let_go = rack.process()[:, 0].copy()
    with synthesiser(attack=0.002, release=0.02) as other:
        listen(other, 0.01)
        other.note_on(0, 1, 440.0, 0.8, offset)
        listen(other, 0.1)
        assert np.array_equal(other.process()[:, 0], held)
        goes_on = other.process()[:, 0]
        assert np.array_equal(goes_on[:offset], let_go[:offset])
        assert not np.array_equal(goes_on[offset:], let_go[offset:])


def test_a_stolen_voice_does_not_click() -> None:
    """Played louder and softer, higher and lower, at any sample: never rougher than a steady note."""
    with synthesiser(polyphony=1, attack=0.005, sustain=0.6, cutoff=800, sweep=1.5) as rack:
        rack.note_on(0, 0, 220.0, 0.9)
        listen(rack, 0.3)
        steady = max(jump(listen(rack, 0.2)), 1e-4)
        rough = []
        for key, (frequency, velocity, offset) in enumerate(
            [(233.0, 0.5, 64), (110.0, 0.9, 127), (440.0, 0.2, 0), (220.0, 0.9, 3), (82.4, 0.4, 90)], 1
        ):
            rack.note_on(0, key, frequency, velocity, offset)
            rough.append(jump(listen(rack, 0.03)))
            listen(rack, 0.1)
    assert max(rough) < 3 * steady, (rough, steady)


def residue(moving: Samples, fundamental: float) -> float:
    """Energy between the partials beside that of the whole, dB."""
    power = np.abs(np.fft.rfft(moving * np.blackman(len(moving)))) ** 2
    hertz = np.fft.rfftfreq(len(moving), 1 / RATE)
    between = np.abs(hertz / fundamental - np.round(hertz / fundamental)) > 0.25
    return 10 * float(np.log10(power[between].sum() / power.sum()))


def test_a_swept_cutoff_makes_no_zipper_noise() -> None:
    """The blocks' steps are 375 Hz apart: what they add between the partials stays below -55 dB."""
    with synthesiser(cutoff=400, tracking=0) as rack:
        rack.note_on(0, 1, 500.0, 0.8)
        listen(rack, 0.5)
        still = residue(listen(rack, 1.0), 500.0)
        swept = []
        for block in range(375):
            turn(rack, "cutoff", 400 * 10 ** (block / 375))
            swept.append(rack.process()[:, 0].copy())
        moving = np.concatenate(swept)
    assert still < -70
    assert residue(moving, 500.0) < -55
    assert jump(moving) < 1.5 * jump(listen_to_the_end(4000.0))


def listen_to_the_end(cutoff: float) -> Samples:
    """A steady note at a cutoff."""
    with synthesiser(cutoff=cutoff, tracking=0) as rack:
        rack.note_on(0, 1, 500.0, 0.8)
        return listen(rack, 1.0)[RATE // 2 :]


def test_changing_over_to_the_other_filter_is_not_heard() -> None:
    """Up and down through the cutoff where the filters change over."""
    middle = highest(BUTTERWORTH)
    with synthesiser(cutoff=middle * 0.97, tracking=0) as rack:
        rack.note_on(0, 1, 500.0, 0.8)
        listen(rack, 0.5)
        steady = jump(listen(rack, 0.5))
        swinging = []
        for block in range(375):
            turn(rack, "cutoff", middle * (1 + 0.03 * np.sin(block / 10)))
            swinging.append(rack.process()[:, 0].copy())
    moving = np.concatenate(swinging)
    assert jump(moving) < 1.3 * steady
    assert residue(moving, 500.0) < -55


def test_an_idle_synthesiser_is_left_alone() -> None:
    with synthesiser() as rack:
        rack.note_on(0, 1, 220.0, 0.8)
        rack.process()
        (player,) = rack._all
        assert player.due <= rack.now
        listen(rack, 8.0)
        assert player.due > rack.now, "a note that is held at a level asks for nothing"
        rack.note_off(0, 1)
        assert np.abs(listen(rack, 0.1)).max() > 1e-4
        listen(rack, 1.0)
        assert player.due > rack.now
        assert not listen(rack, 0.1).any()


def test_a_pluck_frees_its_voice_while_it_is_held() -> None:
    with synthesiser(polyphony=2, sustain=0.0, decay=0.1) as rack:
        for key in range(6):
            rack.note_on(0, key, 220.0 + 30 * key, 0.8)
            assert np.abs(listen(rack, 0.05)).max() > 0.01
            listen(rack, 0.4)
        assert not listen(rack, 0.05).any()


def test_it_glides() -> None:
    with synthesiser(glide=0.2, cutoff=16_000, release=0.02) as rack:
        rack.note_on(0, 1, 220.0, 0.8)
        listen(rack, 0.3)
        rack.note_off(0, 1)
        listen(rack, 0.3)
        rack.note_on(0, 2, 440.0, 0.8)
        sound = listen(rack, 1.0)
    crossings = np.flatnonzero((sound[:-1] < 0) & (sound[1:] >= 0) & (np.diff(sound) > 0.02))
    assert 200 < RATE / np.diff(crossings[:3]).mean() < 330
    assert partials(sound[-RATE // 2 :], 440.0, 1)[0] > partials(sound[-RATE // 2 :], 660.0, 1)[0] + 40


def test_resonance_stays_within_bounds_and_silence_is_quick() -> None:
    with synthesiser(resonance=1.0, sweep=7.0, tracking=1.0) as rack:
        for key in range(8):
            rack.note_on(0, key, 60.0 * 2**key, 1.0, 16 * key)
        sound = listen(rack, 0.5)
        assert np.isfinite(sound).all()
        assert np.abs(sound).max() < 2
        rack.silence()
        listen(rack, 0.2)
        assert not listen(rack, 0.1).any()
        rack.note_on(0, 1, 220.0, 0.8)
        assert np.abs(listen(rack, 0.1)).max() > 0.01, "it plays on after that"


def test_a_resonator_changes_nothing_at_rest() -> None:
    """Its input is scaled so that 0 Hz passes as it is, at every cutoff."""
    cutoff = np.geomspace(20, highest(2.0) * 0.99, 50).astype(np.float32)
    freq, decay, drive = (each.astype(float) for each in resonator(cutoff, 2.0, RATE))
    pole = np.exp(-1 / (decay * RATE) + 2j * np.pi * freq / RATE)
    through = drive * 0.01 * (pole / (1 - pole)).imag
    assert np.abs(through - 1).max() < 2e-3
    assert decay.min() > 1e-4


def test_an_envelope_rises_falls_and_ends() -> None:
    envelopes = Envelopes(2, RATE, BLOCK)
    envelopes.shape(0.01, 0.1, 0.5, 0.1)
    row = np.zeros(BLOCK, np.float32)
    envelopes.draw(1, row)
    envelopes.start(1, 0.8, 100, row)
    assert not row[:100].any()
    assert (np.diff(row[100:]) > 0).all()
    heights = []
    for _ in range(100):
        envelopes.advance()
        heights.append(float(envelopes.end[1]))
    assert max(heights) == pytest.approx(0.8)
    assert heights[-1] == pytest.approx(0.4)
    assert not envelopes.advance(), "it is held"
    envelopes.draw(1, row)
    envelopes.let_go(1, 0, row)
    blocks = 0
    while envelopes.advance():
        blocks += 1
    assert 0.1 < blocks * BLOCK / RATE < 0.2
    assert envelopes.silent().all()
