import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine import inlet
from antiphon.engine.catalogue import kind
from antiphon.engine.change import change
from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.rack import Rack

BLOCK = 128


def plan(**values: float) -> Plan:
    """A live input on a stem."""
    parameters = kind("input.live").parameters
    node = PlanNode("live", "input.live", -1, (), 0, 0)
    return Plan((), (), (), (node,), tuple(values.get(each.name, each.default) for each in parameters))


def sounded(rack: Rack, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """The stem while this is heard, block by block; what is plugged in when a rack begins fades in."""
    for _ in range(8):
        rack.process()
    heard = []
    for start in range(0, len(sound), BLOCK):
        inlet.write(sound[start : start + BLOCK], BLOCK)
        heard.append(rack.process()[:, :2].copy())
    return np.concatenate(heard)


def noise(channels: int = 4) -> NDArray[np.float32]:
    return np.random.default_rng(3).uniform(-0.5, 0.5, (16 * BLOCK, channels)).astype(np.float32)


def test_what_is_heard_sounds_sample_for_sample() -> None:
    sound = noise()
    with Rack(plan()) as rack:
        assert np.allclose(sounded(rack, sound), sound[:, :2], atol=1e-6)
        inlet.write(None, BLOCK)
        assert not rack.process()[:, :2].any()


def test_no_value_makes_it_wild() -> None:
    chance = np.random.default_rng(5)
    with Rack(plan()) as rack:
        for _ in range(60):
            for place, each in enumerate(kind("input.live").parameters):
                ends = each.minimum, each.maximum
                rack.set(place, float(chance.choice([*ends, chance.uniform(*ends)])))
            heard = sounded(rack, chance.uniform(-1, 1, (4 * BLOCK, 8)).astype(np.float32))
            assert np.isfinite(heard).all()
            assert np.abs(heard).max() < 6
        assert rack.muted == []


def test_one_that_is_plugged_in_while_it_sounds_hears_the_same() -> None:
    silent = Plan((), (), (), (), ())
    sound = noise()
    with Rack(silent) as rack:
        rack.process()
        way = change(silent, plan())
        assert way is not None
        rack.edit(plan(), way)
        while not rack.step(0):
            rack.process()
        assert np.allclose(sounded(rack, sound), sound[:, :2], atol=1e-6)


@pytest.mark.parametrize(("channel", "heard"), [(1, 0), (3, 2), (4, 3)])
def test_a_channel_can_be_chosen(channel: int, heard: int) -> None:
    sound = noise()
    with Rack(plan(channel=channel, gain=-6)) as rack:
        stem = sounded(rack, sound)
    assert np.allclose(stem, sound[:, [heard, heard]] * 10 ** (-6 / 20), atol=1e-6)
