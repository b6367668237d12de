from antiphon.engine.agenda import Agenda
from antiphon.engine.command_ring import Command, Kind


def on(frame: int, key: int) -> Command:
    return Command(frame, Kind.NOTE_ON, 0, key, 440.0, 0.5)


def off(frame: int, key: int) -> Command:
    return Command(frame, Kind.NOTE_OFF, 0, key)


def test_what_is_due_comes_by_frame_and_as_it_was_sent() -> None:
    agenda = Agenda()
    agenda.add([off(300, 1), on(100, 1), on(100, 2), Command(0, Kind.SET, 0, 5, 0.5)])
    assert [command.kind for command in agenda.due(128)] == [Kind.SET, Kind.NOTE_ON, Kind.NOTE_ON]
    assert agenda.due(300) == []
    assert agenda.due(301) == [off(300, 1)]


def test_silence_forgets_the_notes_to_come_and_nothing_else() -> None:
    agenda = Agenda()
    agenda.add([on(100, 1), on(500, 2), off(900, 2), Command(600, Kind.SET, 0, 5, 0.5)])
    agenda.add([Command(200, Kind.SILENCE), on(700, 3)])
    assert agenda.due(10_000) == [
        on(100, 1),
        Command(200, Kind.SILENCE),
        Command(600, Kind.SET, 0, 5, 0.5),
        on(700, 3),
    ]
