"""The playhead: what everybody is told of where the piece is."""

from __future__ import annotations

from antiphon.engine.metronome import CountIn, Metronome
from antiphon.engine.transport import Transport
from antiphon.session.pipe import Message


def playhead(
    transport: Transport, frame: int, at: float, metronome: Metronome, count: CountIn | None, duration: float
) -> Message:
    """The message `transport` (docs/architecture.md).

    Args:
        transport: The transport.
        frame: The frame that is heard now.
        at: The time of that frame: seconds of the system's monotonic clock.
        metronome: What is asked of the metronome.
        count: The beats that are counted in; None where none are.
        duration: Length of the score, in quarter lengths.
    """
    counting = 0 if count is None else count.left(frame)
    begins = transport.anchors[0].frame
    if transport.playing and not counting and begins > frame:
        at, frame = at + (begins - frame) / transport.rate, begins
    position, bpm = transport.position(frame), transport.bpm(frame)
    moves = transport.playing and not counting
    loop = transport.loop
    return {
        "type": "transport",
        "playing": transport.playing,
        "position": round(transport.course.written(position), 4),
        "at": round(at, 6),
        "bpm": round(bpm, 3),
        "factor": transport.factor(frame),
        "speed": transport.speed,
        "rate": round(bpm / 60, 5) if moves else 0.0,
        "measure": transport.course.measure(position),
        "duration": duration,
        "loop": None if loop is None else {"start": loop.score[0], "end": loop.score[1]},
        "metronome": {"on": metronome.on, "count_in": metronome.count_in},
        "counting": counting,
    }
