"""Looking: what the pages of a session are shown of its sound while they ask: levels, what flows through cables, loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from antiphon.lab.engine import Engine
from antiphon.lab.seat import Port, Refused, Seat
from antiphon.session.pipe import Message
from antiphon.session.saying import Saying

PORTS_EACH = 8
"""Ports that one page may look into at a time."""

PORTS = 16
"""Ports that all pages together may look into."""

_LONGEST = 100


class Looking:
    """Who is shown what.

    Args:
        seats: The pages, as they are at each moment.
        engine: Whose sound it is.
    """

    def __init__(self, seats: Sequence[Seat], engine: Engine) -> None:
        self._seats = seats
        self._engine = engine

    def meter(self, seat: Seat, message: Mapping[str, Any]) -> None:
        """Show a page the levels from now on, or what nodes take, or no longer."""
        if "on" in message:
            seat.meters = message["on"] is True
            seat.nodes = message.get("nodes") is True
            self.again()

    def probe(self, seat: Seat, message: Mapping[str, Any]) -> None:
        """Show a page what flows through ports from now on, and no others.

        Raises:
            Refused: They are too many, or not understood.
        """
        wanted = tuple(dict.fromkeys(_port(each) for each in _listed(message.get("ports"))))
        if len(wanted) > PORTS_EACH:
            raise Refused(
                Saying("A page can look into {most} cables at once; close some first.", most=PORTS_EACH)
            )
        others = {port for other in self._seats if other is not seat for port in other.probed}
        if len(others.union(wanted)) > PORTS:
            raise Refused(
                Saying(
                    "{most} cables are looked into already, by everybody together; please try again later.",
                    most=PORTS,
                )
            )
        seat.probed = wanted
        self.again()

    def again(self) -> None:
        """Ask the engine for what the pages that are there look at."""
        nodes = any(seat.nodes for seat in self._seats)
        on = any(seat.meters for seat in self._seats)
        self._engine.look({"type": "meters", "on": on} | ({"nodes": True} if nodes else {}))
        ports = dict.fromkeys(port for seat in self._seats for port in seat.probed)
        self._engine.look(
            {"type": "probe", "ports": [{"node": node, "output": output} for node, output in ports]}
        )

    def tell(self, message: Message) -> None:
        """Pass on ``levels``, ``loads`` or ``probes`` to those who look at that."""
        kind = message["type"]
        for seat in self._seats:
            if (kind == "levels" and seat.meters) or (kind == "loads" and seat.nodes):
                seat.send(message)
            elif kind == "probes" and seat.probed:
                mine = [port for port in message["ports"] if (port["node"], port["output"]) in seat.probed]
                seat.send({**message, "ports": mine})


def _listed(ports: object) -> list[Any]:
    if not isinstance(ports, list) or len(ports) > 10 * PORTS_EACH:
        raise Refused("What to look into is a list of ports, each with a node and an output.")
    return ports


def _port(value: object) -> Port:
    if isinstance(value, dict):
        node, output = value.get("node"), value.get("output", "out")
        if isinstance(node, str) and isinstance(output, str) and max(len(node), len(output)) <= _LONGEST:
            return node, output
    raise Refused("What to look into is a list of ports, each with a node and an output.")
