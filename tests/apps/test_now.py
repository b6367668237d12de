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
    scene.add(Steering(ground))
    return scene


def tell(scene, message):
    assert any(feature.obey(message) for feature in scene.features)


def steering(scene):
    return scene.shared(["steering"])["steering"]


FASTER = {
    "target": "tempo",
    "name": "Tempo",
    "value": 1.1,
    "said": "× 1.1",
    "before": 1.0,
    "change": "faster",
    "measure": 3,
    "reason": "Faster won",
    "poll": "p1",
}


async def test_time_goes_on_between_a_message_and_a_frame(scene, clock):
    tell(scene, TRANSPORT)
    tell(scene, {**FASTER, "type": "steered", "seconds": 3.0})
    clock.now += 2.0
    assert scene.shared(["transport"])["transport"]["position"] == 6.0
    shown = {key: value for key, value in FASTER.items() if key != "target"}
    assert steering(scene) == {"tempo": {**shown, "seconds": 1.0, "sounding": False}}
    tell(scene, {**FASTER, "type": "steered_now", "measure": None})
    assert steering(scene) == {"tempo": {**shown, "seconds": 0.0, "sounding": True}}


async def test_each_thing_shows_its_last_change_and_old_ones_go(scene):
    for number in range(15):
        tell(scene, {**FASTER, "type": "steered_now", "target": f"gain/p{number}"})
    tell(scene, {**FASTER, "type": "steered", "target": "gain/p9", "value": 1.3, "seconds": 1})
    assert len(steering(scene)) == 12
    assert "gain/p0" not in steering(scene)
    assert (steering(scene)["gain/p9"]["value"], steering(scene)["gain/p9"]["sounding"]) == (1.3, False)


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
