"""Taps: where a render worker listens at ports of its graph, for who looks into cables.

A tap only reads what has been computed: the sound is the same to the last bit with it and without.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from antiphon.engine.board import Unit
from antiphon.engine.catalogue import kind
from antiphon.engine.instrument_table import Sheet, give_sheet, take_sheet
from antiphon.engine.notes.node import NoteNode
from antiphon.engine.player import Player
from antiphon.engine.probe_ring import SLOTS, ProbeRing, State, sum_of
from antiphon.engine.pyo_server import pyo
from antiphon.engine.rack import Rack

Port = tuple[int, str, str]
"""A slot of the probe ring, and the node and output that is looked into."""

_EACH = 32
"""Blocks from one telling of the voices to the next."""


class Taps:
    """The taps of one worker.

    Args:
        rack: Whose ports.
        ring: Where what passes is written.
    """

    def __init__(self, rack: Rack, ring: ProbeRing) -> None:
        self._rack = rack
        self._ring = ring
        self._ports: Sequence[Port] = ()
        self._sounds: dict[Port, tuple[Sheet, Any]] = {}
        self._notes: dict[Port, NoteNode] = {}
        self._voices = False
        self._sum = 0
        self._blocks = 0

    def want(self, ports: Sequence[Port], voices: bool, frame: int) -> None:
        """Listen at these ports from now on, and nowhere else; no edit may be under way.

        Args:
            ports: Those of other workers are left to them.
            voices: Whether to tell how many voices the nodes have.
            frame: The next block's first.
        """
        self._ports, self._voices = ports, voices
        for slot in set(range(SLOTS)).difference(slot for slot, _, _ in ports):
            self._ring.plug(slot, State.NOTHING, frame)
        self.plug(frame)

    def plug(self, frame: int) -> None:
        """Listen at what is there of the ports that are wanted; after an edit, too."""
        self._sum = sum_of(node.id for node in self._rack.plan.nodes)
        for port in [*self._sounds, *self._notes]:
            if port not in self._ports:
                self._pull(port)
        for port in self._ports:
            unit = self._rack.units.get(port[1])
            stays = unit is not None and self._notes.get(port) is unit.built
            if port not in self._sounds and not stays:
                self._ring.plug(port[0], self._tap(port, unit), frame)

    def _tap(self, port: Port, unit: Unit | None) -> State:
        _, _, output = port
        if unit is None or output not in kind(unit.node.kind).outputs:
            return State.NOTHING
        if isinstance(unit.built, NoteNode):
            self._notes[port] = unit.built
            return State.NOTE
        signal = unit.outputs[output]
        sheet = take_sheet(self._rack.block, len(signal))
        self._sounds[port] = sheet, pyo.TableFill(signal, sheet.table)
        return State.AUDIO if kind(unit.node.kind).outputs[output] == "audio" else State.CONTROL

    def let_go(self, kept: Collection[str]) -> None:
        """Before an edit: listen no more at nodes that are not kept."""
        for port in [*self._sounds, *self._notes]:
            if port[1] not in kept:
                self._pull(port)

    def _pull(self, port: Port) -> None:
        self._notes.pop(port, None)
        if (tap := self._sounds.pop(port, None)) is not None:
            sheet, fill = tap
            del tap, fill
            give_sheet(sheet)
        self._ring.plug(port[0], State.NOTHING, 0)

    def write(self, frame: int) -> None:
        """Write what passed in the block that begins at `frame`."""
        for (slot, _, _), (sheet, _) in self._sounds.items():
            self._ring.write(slot, frame, sheet.samples)
        for (slot, _, _), node in self._notes.items():
            self._ring.count(slot, node.given, len(node.sounding))
        self._ring.wrote(frame + self._rack.block)
        self._blocks += 1
        if self._voices and self._blocks % _EACH == 0:
            units = self._rack.units
            self._ring.tell_voices(self._sum, (_voices(units.get(node.id)) for node in self._rack.plan.nodes))


def _voices(unit: Unit | None) -> int:
    return int(unit.built.voices) if unit is not None and isinstance(unit.built, Player) else 0
