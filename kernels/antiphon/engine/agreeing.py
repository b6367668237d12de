"""What is told of what is steered: the messages ``steered`` and ``steered_now`` of docs/architecture.md."""

from __future__ import annotations

from antiphon.engine.steering import Agreement
from antiphon.engine.targets import TEMPO
from antiphon.engine.transport import Course
from antiphon.session.pipe import Message


def steered(agreement: Agreement, course: Course, seconds: float) -> Message:
    """It is agreed.

    Args:
        agreement: What, and where.
        course: How the piece runs.
        seconds: How far off that is.
    """
    measure = course.measure(agreement.place.position)
    told = {"seconds": round(max(seconds, 0.0), 4), "measure": measure}
    return {"type": "steered", **_said(agreement, course), **told}


def steered_now(agreement: Agreement, course: Course) -> Message:
    """It sounds."""
    return {"type": "steered_now", **_said(agreement, course)}


def _said(agreement: Agreement, course: Course) -> Message:
    """What both tell. The tempo's factor is told beside, for those who know of nothing else."""
    tempo = agreement.moves.get(TEMPO, 1.0)
    factor = {"factor": 1.0 if tempo is None else tempo} if TEMPO in agreement.moves else {}
    position = course.written(agreement.place.position)
    return {"id": agreement.id, "moves": dict(agreement.moves), **factor, "position": position}
