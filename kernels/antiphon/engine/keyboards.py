"""The keyboards as the conductor sees them: heard while the graph has nodes of MIDI, and sounded through their parts."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from antiphon.engine.catalogue import kind
from antiphon.engine.device import PAUSES
from antiphon.engine.hands import Control, Hands, Keyboard, Stroke, Turn
from antiphon.engine.stem_ring import StemRing, now
from antiphon.session.pipe import Child, ChildFailed, Message

KEYBOARD, CONTROL = "midi.keyboard", "midi.control"
"""The kinds of nodes that hear MIDI."""

DELAY = 0.005
"""Seconds from when a key was struck until its sound: always the same, so that no rhythm is blurred."""

_PACE = 0.1
"""Seconds between two looks at the graph."""


class Player(Protocol):
    """What sounds."""

    def wiring(self) -> Mapping[str, Mapping[str, Any]]:
        """The document's nodes by id; the same object while they are the same."""

    def strike(self, strokes: Sequence[Stroke], frame: int) -> None:
        """Start notes, and let others go, at a frame of the ring."""

    def turn(self, values: Mapping[str, float]) -> None:
        """Turn the `value` of nodes."""

    def tell(self, message: Message) -> None:
        """Tell the lab server something."""


def read(nodes: Mapping[str, Mapping[str, Any]]) -> tuple[list[Keyboard], list[Control]]:
    """The nodes of MIDI in a document's nodes; one without a part plays nothing."""
    keyboards, controls = [], []
    for id, fields in sorted(nodes.items()):
        name = fields.get("kind")
        if name not in (KEYBOARD, CONTROL) or fields.get("bypass"):
            continue
        value = {
            each.name: each.clamp(fields.get(f"p_{each.name}", each.default))
            for each in kind(name).parameters
        }
        channel = round(value["channel"])
        if name == CONTROL:
            controls.append(Control(id, round(value["controller"]), channel))
        elif "part" in fields:
            transpose = round(value["transpose"])
            keyboards.append(Keyboard(id, fields["part"], channel, transpose, value["touch"]))
    return keyboards, controls


class Keyboards:
    """The live keyboards of a performance.

    Args:
        ring: Where it sounds.
        player: What they play.
        inputs: Parts of the names of the devices to hear; none for all.
        log: For what the process says.
    """

    def __init__(self, ring: StemRing, player: Player, inputs: Sequence[str], log: logging.Logger) -> None:
        self._ring = ring
        self._player = player
        self._start = {"type": "start", "rate": ring.rate, "inputs": list(inputs)}
        self._log = log
        self._hands = Hands()
        self._child: Child | None = None
        self._devices: set[str] = set()
        self._wired: Mapping[str, Mapping[str, Any]] | None = None
        self._wanted = False
        self._said = False
        self._turns: dict[str, float] = {}
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Look from now on whether there is something to hear."""
        self._task = asyncio.ensure_future(self._watch())

    async def close(self) -> None:
        """Hear no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        if self._child is not None:
            await self._child.stop(1.0)

    async def _watch(self) -> None:
        attempt = 0
        while True:
            self._wire()
            if not self._wanted:
                attempt, self._said = 0, False
                await self._shut()
            elif self._child is None or self._child.closed.done():
                self._lose(self._devices)
                if attempt:
                    await asyncio.sleep(PAUSES[min(attempt, len(PAUSES)) - 1])
                attempt = 0 if await self._try() else attempt + 1
            await asyncio.sleep(_PACE)

    def _wire(self) -> None:
        nodes = self._player.wiring()
        if nodes is not self._wired:
            self._wired = nodes
            keyboards, controls = read(nodes)
            self._wanted = bool(keyboards or controls)
            self._do(self._hands.wire(keyboards, controls), now(self._ring))

    async def _try(self) -> bool:
        argv = [sys.executable, "-m", "antiphon.engine.midi"]
        try:
            self._child = await Child.start(argv, self._start, self._log, on_message=self._hear)
        except ChildFailed as error:
            if not self._said:
                self._said = True
                message = f"The piece has nodes of MIDI, which hear nothing. {error}"
                self._player.tell({"type": "problem", "message": message})
            return False
        self._said = False
        return True

    async def _shut(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await child.stop(1.0)
            self._lose(self._devices)

    def _hear(self, message: Message) -> None:
        match message:
            case {"type": "devices", "names": list(names)}:
                self._lose(self._devices.difference(names))
                self._devices = set(names)
                self._log.info("MIDI is heard from: %s", ", ".join(names) or "no device")
            case {"type": "midi", "device": str(device), "data": list(data), "at": int(at)}:
                frame = (at - self._ring.epoch) * self._ring.rate // 1_000_000_000
                self._do(self._hands.hear(device, data), frame + int(DELAY * self._ring.rate))

    def _lose(self, devices: Collection[str]) -> None:
        """Devices have gone; nothing of theirs sounds on."""
        for device in tuple(devices):
            self._do(self._hands.leave(device), now(self._ring))
            self._devices.discard(device)

    def _do(self, what: Sequence[Stroke | Turn], frame: int) -> None:
        strokes = [each for each in what if isinstance(each, Stroke)]
        if strokes:
            self._player.strike(strokes, frame)
        turns = {each.node: each.value for each in what if isinstance(each, Turn)}
        if turns:
            if not self._turns:
                asyncio.get_running_loop().call_later(DELAY, self._turn)
            self._turns |= turns

    def _turn(self) -> None:
        turns, self._turns = self._turns, {}
        self._player.turn(turns)
