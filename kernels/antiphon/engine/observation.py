"""What pages look at of a performance: levels, what flows through cables, what nodes take. It costs nothing while none does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from antiphon.engine import levels
from antiphon.engine.cost import taken
from antiphon.engine.ensemble import Ensemble
from antiphon.engine.levels import Effort
from antiphon.engine.meters import Meters
from antiphon.engine.plan import Plan
from antiphon.engine.probe_ring import SLOTS
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Message

_EACH = 5
"""What nodes take is told at every so-manieth look: faster cannot be read."""

Port = tuple[str, str]
"""A node and its output."""


class Observation:
    """Tells what is looked at.

    Args:
        ring: Where it sounds.
        ensemble: Who sounds it.
        plan: Gives the plan that is to sound.
        send: Takes the messages for the lab server.
        log: For what the process that measures says.
    """

    def __init__(
        self,
        ring: StemRing,
        ensemble: Ensemble,
        plan: Callable[[], Plan],
        send: Callable[[Message], None],
        log: logging.Logger,
    ) -> None:
        self._ring = ring
        self._ensemble = ensemble
        self._plan = plan
        self._send = send
        self._meters = Meters(ring, self._hear, log)
        self._stems: tuple[object, ...] = ()
        self._nodes = False
        self._slots: dict[Port, int] = {}
        self._rings: list[StemRing] = []
        self._playing = False
        self._looks = 0

    async def close(self) -> None:
        """Tell no more."""
        await self._meters.close()

    def meter(self, on: bool, nodes: bool = False) -> None:
        """Tell the levels, ten a second, and what each node takes, or no longer."""
        self._meters.want(on)
        self._nodes = nodes
        self._probe()

    def reset(self) -> None:
        """Have loudness be integrated, and the greatest true peak be found, from here on."""
        self._meters.reset()

    def probe(self, ports: Sequence[Port]) -> None:
        """Tell what leaves these ports, twenty times a second, and no others; those beyond `SLOTS` are left out."""
        wanted = list(dict.fromkeys(ports))[:SLOTS]
        kept = {port: slot for port, slot in self._slots.items() if port in wanted}
        free = (slot for slot in range(SLOTS) if slot not in kept.values())
        self._slots = {port: kept[port] if port in kept else next(free) for port in wanted}
        self._probe()

    def _probe(self) -> None:
        ports = [(slot, node, output) for (node, output), slot in self._slots.items()]
        try:
            self._ensemble.probe(ports, self._nodes)
        except OSError as error:
            self._send(
                {"type": "problem", "message": f"Nothing can be shown of what flows through cables: {error}"}
            )
            return
        self._rings = self._ensemble.probed
        self._meters.probe(self._rings, ports)

    def look(self, playing: bool) -> None:
        """Called ten times a second: see whether the piece begins to play, and whether other workers sound.

        Args:
            playing: Whether it plays.
        """
        if playing and not self._playing:
            self._meters.reset()
        self._playing = playing
        self._looks += 1
        if self._nodes and self._looks % _EACH == 0:
            self._send({"type": "loads", "nodes": self._loads()})
        if self._slots and self._ensemble.probed != self._rings:
            self._probe()

    def _hear(self, message: Message) -> None:
        if message["type"] == "probes":
            self._send(message)
        elif message["type"] == "measured":
            self._tell(message["frame"], message["levels"])

    def _tell(self, frame: int, measured: Sequence[Sequence[float]]) -> None:
        plan, ensemble = self._plan(), self._ensemble
        stems = tuple((plan.part_of(stem), plan.bus_of(stem)) for stem in range(plan.stems))
        if stems != self._stems:
            self._stems = stems
            self._meters.reset()
        effort = Effort(
            ensemble.load, ensemble.late, len(ensemble.pids), ensemble.shed, tuple(ensemble.reductions)
        )
        self._send(levels.tell(self._ring, plan, effort, frame, measured))

    def _loads(self) -> list[Message]:
        """What each node takes: its share of a core, estimated, and how many voices it sounds; null where that is not known."""
        voices = self._ensemble.voices()
        return [
            {
                "id": node.id,
                "share": round(taken(node, voices.get(node.id)), 4),
                "voices": voices.get(node.id),
            }
            for node in self._ensemble.plan.nodes
        ]
