"""Note nodes: the kinds of the catalogue that change notes, or make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from antiphon.engine.notes import answers, stepper
from antiphon.engine.notes.node import NoteNode

KINDS: Mapping[str, type[NoteNode]] = MappingProxyType(
    {
        "note.through": answers.AnswerNode,
        "note.transpose": answers.Transpose,
        "note.chord": answers.Chord,
        "note.scale": answers.Scale,
        "note.velocity": answers.Velocity,
        "note.range": answers.Range,
        "note.echo": answers.Echo,
        "note.strum": answers.Strum,
        "note.humanise": answers.Humanise,
        "note.arpeggiator": stepper.Arpeggiator,
        "note.sequencer": stepper.Sequencer,
    }
)
"""What each kind is built of."""


def build_note_node(
    kind: str, values: Sequence[float], rate: int, keys: Iterator[int], seed: int
) -> NoteNode:
    """Build one; see `NoteNode`.

    Args:
        kind: Its kind, `note.…`.
        values: Its parameters, in the catalogue's order.
        rate: Samples a second.
        keys: Gives keys that nobody else uses.
        seed: Of what it does at random.
    """
    return KINDS[kind](kind, values, rate, keys, seed)
