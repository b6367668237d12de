import time
from collections.abc import Callable
from typing import Any

import pytest

from antiphon.kernel import LivePiece, RefusedError, join

Until = Callable[..., None]
Two = tuple[LivePiece, LivePiece]


def test_what_plays_is_played_from_a_notebook(two: Two, until: Until) -> None:
    ada, ben = two
    assert not ada.transport.playing
    assert (ada.transport.position, ada.transport.tempo) == (0.0, 0.0)
    ada.transport.loop(4, 8)
    ada.transport.speed = 0.5
    ada.transport.metronome(on=True)
    ada.transport.play(4)
    assert ada.transport.playing
    until(lambda: ben.transport.playing)
    assert ben.transport.looped == (4, 8)
    assert (ben.transport.speed, ben.transport.tempo) == (0.5, 60)
    first = ben.transport.position
    until(lambda: ben.transport.position > first + 0.5)
    assert abs(ada.transport.position - ben.transport.position) < 0.1
    assert 4 <= ada.transport.position < 8
    ben.transport.end_loop()
    ben.transport.seek(1)
    until(lambda: ada.transport.looped is None and ada.transport.position < 4)
    ben.transport.panic()
    assert not ben.transport.playing
    until(lambda: not ada.transport.playing)
    stood = ada.transport.position
    assert ada.transport.position == stood
    ada.transport.stop()
    assert repr(ada.transport) == f"<Transport standing at {stood:g}>"


def test_a_refusal_of_the_session_is_raised_in_its_words(lab: Any) -> None:
    name = lab.write("guests.antiphon")
    with join(name, name="Gus", token=lab.ticket("guest", name, "Gus")) as guest:
        with pytest.raises(RefusedError, match="A guest may not start the music"):
            guest.transport.play()
        with pytest.raises(RefusedError, match="A guest may not"):
            guest.transport.speed = 0.5
        assert guest.transport.speed == 1.0


def test_the_clock_is_the_server_s(two: Two, until: Until) -> None:
    for piece in two:
        before = time.monotonic()
        now = piece.clock.now()
        assert before - 0.02 < now < time.monotonic() + 0.02
        assert piece.clock.error < 0.5
    until(lambda: two[0].clock.error < 0.01)
    assert abs(two[0].clock.now() - time.monotonic()) < two[0].clock.error + 0.001
