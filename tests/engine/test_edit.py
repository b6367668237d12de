"""Racks that are replugged while they sound."""

import random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.change import change
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.rack import Rack

Samples = NDArray[np.float32]
Nodes = dict[str, dict[str, Any]]
Cables = list[tuple[str, str]] | list[tuple[str, str, str]]

PARTS = {"A": {"index": "a0", "name": "A", "instrument": "Organ"}, "B": {"index": "a1", "name": "B"}}
PLAYERS = {"organ": {"kind": "instrument.organ", "part": "A"}, "pad": {"kind": "instrument.pad", "part": "B"}}


def plan(nodes: Nodes, *cables: tuple[str, ...]) -> Plan:
    """A plan of the two players and more nodes; a cable is (source, target) or (source, target, input)."""
    edges = {
        f"e{index}": {"source": source, "target": target, **({"input": input[0]} if input else {})}
        for index, (source, target, *input) in enumerate(cables)
    }
    document = {**empty(), "parts": PARTS, "nodes": {**PLAYERS, **nodes}, "edges": edges}
    piece = project(document)
    return compile_plan(project_patch(document, piece), piece)


def sound(rack: Rack, blocks: int) -> Samples:
    return np.concatenate([rack.process().copy() for _ in range(blocks)])


def become(rack: Rack, new: Plan, renewed: tuple[str, ...] = ()) -> Samples:
    """Edit, a block and a step in turn, as little a step as there is; what sounded meanwhile."""
    way = change(rack.plan, new, renewed)
    assert way is not None
    rack.edit(new, way)
    heard = []
    for _ in range(2000):
        heard.append(rack.process().copy())
        if rack.step(0):
            return np.concatenate(heard)
    raise AssertionError("the edit does not end")


def jump(samples: Samples) -> float:
    """The greatest second difference: what a click has, and a tone has little of."""
    return float(np.abs(np.diff(samples, 2, axis=0)).max())


SINE: Nodes = {"tone": {"kind": "osc.sine", "p_freq": 300, "p_gain": -12}}


def test_what_stays_sounds_on_to_the_sample() -> None:
    before = plan(SINE)
    after = plan(
        {**SINE, "echo": {"kind": "effect.delay"}, "wah": {"kind": "modulation.wah"}}, ("pad", "echo")
    )
    with Rack(before) as rack:
        rack.note_on(0, 1, 220, 0.8)
        rack.note_on(1, 2, 330, 0.8)
        alone = sound(rack, 400)
    with Rack(before) as rack:
        rack.note_on(0, 1, 220, 0.8)
        rack.note_on(1, 2, 330, 0.8)
        edited = [sound(rack, 50), become(rack, after)]
        edited.append(sound(rack, 400 - sum(map(len, edited)) // 128))
        whole = np.concatenate(edited)
    assert np.array_equal(whole[:, :2], alone[:, :2])  # the organ
    assert np.array_equal(whole[:, 4:6], alone[:, 4:6])  # the sine, on the shared stem
    assert not np.array_equal(whole[:, 2:4], alone[:, 2:4])  # the pad, with its echo


def test_an_edited_rack_sounds_like_a_fresh_one() -> None:
    gains = {"half": {"kind": "effect.gain", "p_gain": -6}, "low": {"kind": "effect.gain", "p_gain": -3}}
    after = plan({**SINE, **gains}, ("tone", "half"), ("half", "low"))
    with Rack(after) as rack:
        fresh = sound(rack, 300)
    with Rack(plan(SINE)) as rack:
        edited = [become(rack, after)]
        edited.append(sound(rack, 300 - len(edited[0]) // 128))
        whole = np.concatenate(edited)
        assert rack.plan == after
    last = slice(-100 * 128, None)
    assert np.array_equal(whole[last], fresh[last])  # not a block later, either
    assert np.abs(fresh[last, 4]).max() > 0.05


@pytest.mark.parametrize("input", ["cutoff", "in"])
def test_a_cable_can_be_pulled_and_plugged_without_a_click(input: str) -> None:
    nodes = {
        "filter": {"kind": "filter.lowpass", "p_cutoff": 900},
        "swing": {"kind": "control.lfo", "p_rate": 0.5, "p_depth": 0.3},
    }
    cables = [("organ", "filter"), ("swing", "filter", "cutoff")]
    pulled = [each for each in cables if (each[2:] or ("in",))[0] != input]
    steady = 0.0
    for each in (pulled, cables):
        with Rack(plan(nodes, *each)) as rack:
            rack.note_on(0, 1, 220, 0.8)
            steady = max(steady, jump(sound(rack, 900)[100 * 128 :, 0:2]))
    with Rack(plan(nodes, *cables)) as rack:
        rack.note_on(0, 1, 220, 0.8)
        sound(rack, 100)
        for _ in range(3):
            for each in (pulled, cables):
                heard = np.concatenate([become(rack, plan(nodes, *each)), sound(rack, 20)])
                assert jump(heard[:, 0:2]) <= 1.05 * steady


def test_a_held_note_goes_on_in_the_instrument_that_takes_over() -> None:
    with Rack(plan({})) as rack:
        rack.note_on(0, 1, 220, 0.8)
        before = sound(rack, 200)
        strings = {"organ": {"kind": "instrument.strings", "part": "A"}}
        heard = become(rack, plan(strings))
        after = sound(rack, 200)
        for each in (before, heard[-2560:], after):
            assert np.sqrt(np.mean(each[-2560:, 0] ** 2)) > 0.01
        rack.note_off(0, 1)
        assert np.abs(sound(rack, 1500)[-1280:, :2]).max() < 1e-4


def test_a_cycle_sounds_and_stays_bounded() -> None:
    nodes: Nodes = {**SINE, "echo": {"kind": "delay.double"}, "boost": {"kind": "effect.gain", "p_gain": 12}}
    with Rack(plan(nodes, ("tone", "echo"), ("echo", "boost"))) as rack:
        open_loop = sound(rack, 300)
    closed = plan(nodes, ("tone", "echo"), ("echo", "boost"), ("boost", "echo"))
    with Rack(closed) as rack:
        loop = sound(rack, 2000)
        assert not rack.muted
    assert np.isfinite(loop).all()
    assert np.abs(loop[-12800:, 4]).max() > 1.5 * np.abs(open_loop[-12800:, 4]).max()
    assert np.abs(loop).max() < 16


def test_feedback_comes_one_block_later() -> None:
    nodes: Nodes = {
        "click": {"kind": "control.ramp", "p_rate": 0.01},
        "tone": {"kind": "osc.sine", "p_freq": 1000, "p_gain": -6},
        "sum": {"kind": "effect.gain", "p_gain": 0},
    }
    with Rack(plan(nodes, ("tone", "sum"), ("sum", "sum"))) as rack:
        first, second = (rack.process().copy() for _ in range(2))
    with Rack(plan(nodes, ("tone", "sum"))) as rack:
        plain = [rack.process().copy() for _ in range(2)]
    assert np.array_equal(first[:, 4], plain[0][:, 4])
    assert np.abs(second[:, 4] - plain[1][:, 4]).max() > 0.1


def test_what_turns_round_needs_a_fresh_rack() -> None:
    nodes: Nodes = {"x": {"kind": "effect.gain"}, "y": {"kind": "effect.gain"}}
    forth, back = plan(nodes, ("organ", "x"), ("x", "y")), plan(nodes, ("organ", "y"), ("y", "x"))
    assert change(forth, back) is None
    assert change(forth, back, ("x", "y")) is not None


def test_many_edits_at_random_stay_finite_and_leave_nothing_behind() -> None:
    chance = random.Random(4)
    kinds = ["effect.delay", "filter.lowpass", "effect.gain", "modulation.phaser", "reverb.room", "osc.saw"]

    def anything() -> Plan:
        nodes: Nodes = {f"n{each}": {"kind": chance.choice(kinds)} for each in chance.sample(range(9), 5)}
        places = [*PLAYERS, *nodes]
        cables = [(chance.choice(places), chance.choice(list(nodes))) for _ in range(7)]
        return plan(nodes, *cables)

    with Rack(anything()) as rack:
        rack.note_on(0, 1, 220, 0.8)
        sizes = []
        for _ in range(40):
            new = anything()
            if change(rack.plan, new) is not None:
                assert np.isfinite(become(rack, new)).all()
            sizes.append(len(rack._server.getStreams()))
        with Rack(rack.plan) as fresh:
            wanted = len(fresh._server.getStreams())
        assert sizes[-1] <= wanted + 5


ARP: Nodes = {"arp": {"kind": "note.arpeggiator", "p_rate": 4}}


def onsets(samples: Samples) -> int:
    """How many times a sound that dies away is struck."""
    level = np.abs(samples.reshape(-1, 128)).max(axis=1)
    return int(np.sum((level[1:] > 0.02) & (level[1:] > 3 * np.maximum(level[:-1], 0.004))))


def test_an_arpeggiator_is_plugged_and_pulled_while_its_chord_is_held() -> None:
    marimba: Nodes = {"organ": {"kind": "instrument.mallets", "part": "A", "p_decay": 0.1, "p_room": 0}}
    before, after = plan(marimba), plan({**marimba, **ARP}, ("arp", "organ"))
    with Rack(before) as rack:
        rack.beat(0.0, 2.0, True)
        for key, frequency in enumerate((440, 550, 660)):
            rack.note_on(0, key, frequency, 0.8)
        sound(rack, 200)
        assert onsets(sound(rack, 375)[:, 0]) == 0
        become(rack, after)
        assert 6 <= onsets(sound(rack, 375)[:, 0]) <= 9
        become(rack, before)
        sound(rack, 100)
        assert onsets(sound(rack, 375)[:, 0]) == 0
        for key in range(3):
            rack.note_off(0, key)
        sound(rack, 600)
        assert np.abs(sound(rack, 10)).max() < 1e-4
        assert not any(player.voices for player in rack._all)


def test_a_node_of_notes_that_is_put_between_lets_nothing_hang() -> None:
    through: Nodes = {"thru": {"kind": "note.through"}, "up": {"kind": "note.transpose"}}
    plans = [
        plan({}),
        plan(through, ("thru", "organ")),
        plan(through, ("thru", "up"), ("up", "organ")),
        plan({**through, "bells": {"kind": "instrument.bells"}}, ("thru", "organ"), ("thru", "bells")),
        plan(through, ("up", "organ"), ("up", "pad")),
    ]
    chance = random.Random(4)
    with Rack(plans[0]) as rack:
        held: set[int] = set()
        for key in range(40):
            rack.note_on(0, key, 220 * 2 ** (key % 12 / 12), 0.5, chance.randrange(128))
            held.add(key)
            sound(rack, chance.randrange(1, 10))
            become(rack, plans[chance.randrange(len(plans))])
            if len(held) > 3:
                gone = held.pop()
                rack.note_off(0, gone)
        for key in held:
            rack.note_off(0, key)
        sound(rack, 2400)
        assert np.abs(sound(rack, 10)).max() < 1e-4
        assert not any(player.voices for player in rack._all)


def test_a_held_note_is_heard_through_a_node_of_notes_that_is_new() -> None:
    up: Nodes = {"up": {"kind": "note.transpose"}}
    with Rack(plan({})) as rack:
        rack.note_on(0, 1, 220, 0.8)
        sound(rack, 100)
        become(rack, plan(up, ("up", "organ")))
        heard = sound(rack, 200)[-8192:, 0]
        spectrum = np.abs(np.fft.rfft(heard * np.hanning(8192)))
        assert abs(np.argmax(spectrum[: 8192 * 500 // 48_000]) * 48_000 / 8192 - 440) < 8
