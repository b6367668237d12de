"""An edit: a rack is replugged while it sounds.

What is new is built aside, runs for some blocks that nobody hears, and is then crossfaded with what it replaces; what
stays sounds on, its notes and echoes untouched.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from antiphon.engine.board import Board, Jack, Unit
from antiphon.engine.change import Change
from antiphon.engine.effect import Effect
from antiphon.engine.junction import FADE
from antiphon.engine.plan import Plan
from antiphon.engine.pyo_server import Pacer
from antiphon.engine.strips import MIX

PRIME = 4
"""Blocks that what is new runs before anybody hears it."""


class Edit:
    """Changes a board, step by step: one `Pacer` drives it, with a step after each block.

    Args:
        board: What changes.
        plan: What it shall be.
        change: How to come there.
        blocks: How many blocks a second has.
    """

    def __init__(self, board: Board, plan: Plan, change: Change, blocks: float) -> None:
        self.plan = plan
        self._board = board
        self._change = change
        self._fade = ceil(FADE * blocks) + 2
        self.fresh: dict[str, Unit] = {}
        self.gone: dict[str, Unit] = {id: unit for id, unit in board.units.items() if id not in change.kept}

    def build(self) -> list[Jack]:
        """Make what is new, and make ready what changes; nothing of it is heard.

        Returns:
            Where something changes.
        """
        board, plan = self._board, self.plan
        board.bring_faders(plan)
        for node in plan.nodes:
            if node.id not in self._change.kept:
                self.fresh[node.id] = board.make(node, plan)
        units = self.units
        changed = []
        for node in plan.nodes:
            Pacer.pause()
            for jack, sources in board.wanted(units[node.id], node, plan, units):
                if node.id in self.fresh:
                    board.plug(jack, sources)
                else:
                    board.prepare(jack, sources)
                    changed.append(jack)
        for stem, jack in enumerate(board.stems):
            sources = board.heard(stem, plan, units)
            if stem == plan.stems and MIX in self.fresh:
                # The rack crossfades to what comes of the mix.
                board.plug(jack, sources)
            elif stem == plan.stems and MIX in self.gone:
                continue
            elif not jack.junction.holds(sources):
                board.prepare(jack, sources)
                changed.append(jack)
        places = {True: units, False: self.gone}
        board.arrange(places[new][id] for id, new in self._change.order)
        for unit in self.fresh.values():
            unit.engage()
        return changed

    @property
    def units(self) -> Mapping[str, Unit]:
        """The units of the plan, those that are new among them."""
        return {
            node.id: self.fresh[node.id] if node.id in self.fresh else self._board.units[node.id]
            for node in self.plan.nodes
        }

    def prime(self) -> None:
        """Let what is new run for a little."""
        for _ in range(PRIME):
            Pacer.rest()

    def crossfade(self, changed: list[Jack]) -> None:
        """Change over to what is new.

        Args:
            changed: As `build` gave it.
        """
        self._board.units = dict(self.units)
        for unit in self._board.units.values():
            unit.engage()
        for jack in changed:
            jack.junction.start()
        for _ in range(self._fade):
            Pacer.rest()

    def settle(self, changed: list[Jack]) -> None:
        """Unplug what is no longer heard.

        Args:
            changed: As `build` gave it.
        """
        board = self._board
        for jack in changed:
            jack.junction.settle()
        if MIX in self.gone:
            board.plug(board.stems[-1], [])
        for node in self.plan.nodes:
            unit = board.units[node.id]
            unit.node = node
            idle = set(unit.knobs()).intersection(unit.jacks).difference(feed.input for feed in node.feeds)
            for knob in idle:
                assert isinstance(unit.built, Effect)
                unit.built.knob(knob).unplug()
                del unit.jacks[knob]
        board.leave_faders(self.plan)
        board.arrange(board.units.values())

    def let_go(self) -> None:
        """Take away what is gone, a node at a time."""
        while self.gone:
            _, unit = self.gone.popitem()
            unit.close()
            del unit
            Pacer.rest()
