from collections.abc import Iterator

import pytest

from antiphon.engine.command_ring import CAPACITY, Command, CommandRing, Kind
from antiphon.engine.stem_ring import StemRing


@pytest.fixture
def ring() -> Iterator[CommandRing]:
    made = CommandRing.create()
    yield made
    made.close()


def test_commands_arrive_as_sent(ring: CommandRing) -> None:
    taker = CommandRing.attach(ring.path)
    sent = [
        Command(2**40, Kind.NOTE_ON, 3, 70000, 440.0, 0.8),
        Command(0, Kind.SET, 0, 5, -12.5),
    ]
    assert all(ring.send(command) for command in sent)
    assert ring.waiting == 2
    assert taker.take() == sent
    assert taker.take() == []


def test_it_goes_round_and_refuses_what_does_not_fit(ring: CommandRing) -> None:
    taker = CommandRing.attach(ring.path)
    for lap in range(3):
        for number in range(CAPACITY):
            assert ring.send(Command(lap * CAPACITY + number, Kind.NOTE_OFF))
        assert not ring.send(Command(0, Kind.SILENCE))
        assert ring.refused == lap + 1
        first = taker.take(10)
        assert [command.frame for command in first] == list(range(lap * CAPACITY, lap * CAPACITY + 10))
        assert len(taker.take()) == CAPACITY - 10


def test_a_stem_ring_is_no_command_ring() -> None:
    stems = StemRing.create(seconds=0.01)
    with pytest.raises(ValueError, match="not a command ring"):
        CommandRing.attach(stems.path)
    stems.close()
