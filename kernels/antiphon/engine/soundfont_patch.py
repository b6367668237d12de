"""What a patch's SoundFont players play: their programs, and who plays instead where there is no SoundFont."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from antiphon.engine.catalogue import default_kind, kind
from antiphon.engine.general_midi import PERCUSSION, SOUNDFONT, general_midi

if TYPE_CHECKING:
    from antiphon.document.piece import Part, Piece
    from antiphon.engine.patch import Patch, PatchNode


DRUMS = "instrument.drums"
"""The kind that plays what is no pitch."""


def choose_presets(patch: Patch, piece: Piece, playable: bool | None = None) -> Patch:
    """Give every SoundFont player its program, or another instrument.

    Args:
        patch: A patch.
        piece: The piece of the same document.
        playable: Whether this machine can play a SoundFont; None: see.

    Returns:
        The patch in which no program is automatic any more; where nothing is playable, the part's default instrument is
        in the player's place, under the same id.
    """
    if not asks_for_soundfont(patch):
        return patch
    if playable is None:
        # Late: who only plans, such as the lab's server, reads no SoundFonts and loads no numpy.
        from antiphon.engine.soundfont import soundfont_problem

        playable = soundfont_problem() is None
    parts = {part.id: part for part in piece.parts}

    def chosen(node: PatchNode) -> PatchNode:
        if node.kind != SOUNDFONT:
            return node
        part = parts.get(node.part or (node.parts[0] if node.parts else ""))
        if not playable:
            instead = kind(_default(part))
            return replace(
                node, kind=instead.name, values=tuple(parameter.default for parameter in instead.parameters)
            )
        return replace(node, values=_with_program(node.values, part))

    return replace(patch, nodes=tuple(chosen(node) for node in patch.nodes))


def asks_for_soundfont(patch: Patch) -> list[str]:
    """Ids of the nodes that ask for a SoundFont."""
    return [node.id for node in patch.nodes if node.kind == SOUNDFONT]


def _default(part: Part | None) -> str:
    return default_kind("" if part is None else part.instrument or part.name)


def _with_program(values: tuple[float, ...], part: Part | None) -> tuple[float, ...]:
    """The values with a program, and the bank of the drum kits where the part's instrument is one."""
    at = {parameter.name: place for place, parameter in enumerate(kind(SOUNDFONT).parameters)}
    filled = list(values)
    if filled[at["program"]] < -0.5:
        drums = _default(part) == DRUMS
        name = "" if part is None else part.instrument or part.name
        filled[at["program"]] = 0.0 if drums else float(general_midi(name))
        if drums:
            filled[at["bank"]] = float(PERCUSSION)
    return tuple(filled)
