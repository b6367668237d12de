"""What is said of a stem that its guard has muted."""

from __future__ import annotations

from antiphon.engine.catalogue import kind
from antiphon.engine.plan import Plan
from antiphon.session.pipe import Message

_REASONS = {
    "not finite": "gave no number any more",
    "too loud": "went out of bounds",
    "offset": "gave a constant that no loudspeaker should be given",
}


def part_of(plan: Plan, stem: int) -> str | None:
    """Id of the part that a stem belongs to; None for the shared one."""
    return plan.part_of(stem)


def muting(plan: Plan, stem: int, node: str, reason: str) -> Message:
    """What to say of a stem that its guard has muted."""
    name = plan.stem_name(stem)
    kinds = {each.id: each.kind for each in plan.nodes}
    whose = f"its {kind(kinds[node]).title}" if node in kinds else "its last node"
    return {
        "type": "muted",
        "stem": stem,
        "name": name,
        "part": part_of(plan, stem),
        "node": node or None,
        "reason": reason,
        "message": f"The sound of {name} is muted: {whose} {_REASONS[reason]}. It is built anew and tried again; "
        "if that does not help, turn it down or change it.",
    }
