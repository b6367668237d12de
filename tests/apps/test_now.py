import pytest

from antiphon.apps.crowd import Crowd
from antiphon.apps.feature import Ground
from antiphon.apps.now import Now, Whereabouts
from antiphon.apps.scene import Scene
from antiphon.apps.steering import Steering

TRANSPORT = {
    "type": "transport",
    "playing": True,
    "position": 4.0,
    "bpm": 60,
    "factor": 1.0,
    "rate": 1.0,
    "measure": 2,
    "duration": 16,
}


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def scene(clock):
    scene = Scene()
    ground = Ground(Crowd(scene, lambda people: None), lambda message: None, lambda sentence: None, clock)
    whereabouts = Whereabouts(clock)
    scene.add(Now(ground, whereabouts))
    scene.add(Steering(ground, whereabouts))
    return scene


def tell(scene, message):
    assert any(feature.obey(message) for feature in scene.features)


def steering(scene):
    return scene.shared(["steering"])["steering"]


async def test_time_goes_on_between_a_message_and_a_frame(scene, clock):
    tell(scene, TRANSPORT)
    steered = {"type": "steered", "factor": 1.1, "position": 8, "measure": 3, "reason": "Faster won"}
    tell(scene, {**steered, "seconds": 3.0})
    clock.now += 2.0
    assert scene.shared(["transport"])["transport"]["position"] == 6.0
    assert steering(scene) == {
        "factor": 1.1,
        "change": "faster",
        "measure": 3,
        "reason": "Faster won",
        "seconds": 1.0,
        "sounding": False,
    }
    tell(scene, {**steered, "type": "steered_now"})
    assert steering(scene)["sounding"]
    scene.features[1].forget_last()
    assert steering(scene) is None


@pytest.mark.parametrize(("factor", "change"), [(0.9, "slower"), (1.0, "same"), (1.2, "faster")])
async def test_a_change_is_named_by_where_it_goes(scene, factor, change):
    tell(scene, TRANSPORT)
    tell(scene, {"type": "steered", "factor": factor, "seconds": 1, "measure": 3, "reason": ""})
    assert steering(scene)["change"] == change


def test_phones_hear_of_the_music_what_they_cannot_guess(clock):
    whereabouts = Whereabouts(clock)
    assert whereabouts.take(TRANSPORT)
    clock.now += 0.1
    assert not whereabouts.take({**TRANSPORT, "position": 4.1})
    assert whereabouts.take({**TRANSPORT, "position": 9.0})
    clock.now += 0.1
    assert whereabouts.take({**TRANSPORT, "position": 9.1, "rate": 1.1, "factor": 1.1})
    assert whereabouts.take({**TRANSPORT, "position": 9.1, "rate": 1.1, "factor": 1.1, "measure": 3})
    assert whereabouts.take({**TRANSPORT, "position": 9.1, "playing": False})
    clock.now += 1
    assert not whereabouts.take({**TRANSPORT, "position": 9.1, "playing": False})
    clock.now += 2
    assert whereabouts.take({**TRANSPORT, "position": 9.1, "playing": False})
