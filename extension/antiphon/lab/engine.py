"""The engine of a piece: the conductor, and the stream that carries its sound to browsers."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Mapping
from typing import Any

from antiphon.engine import orphan
from antiphon.lab.supervisor import Status, Supervisor
from antiphon.session.pipe import Message

RATE = 48_000
"""Frames a second."""

BLOCK = 128
"""Frames a block."""

CONDUCTOR = (sys.executable, "-m", "antiphon.engine.conductor")
STREAM = (sys.executable, "-m", "antiphon.stream")

PANIC_SECONDS = 1.0
"""Seconds that the conductor has to fall silent; one that hangs is started anew."""

ONCE = frozenset({"form"})
"""What is done once, and is not to be asked of a conductor that begins anew."""

_PROBLEM = ("part", "stem", "name", "node", "reason", "message")


class Engine:
    """Starts when something is first asked of it; what is asked meanwhile waits.

    Attributes:
        transport: What the conductor last said of it; None before that.
        listeners: How many hear the stream.
        late_blocks: Blocks that were late since the last start.
        input: Whether a microphone of the server is heard: `off`, `on`, or `failed`.
        problems: What the conductor said of each stem that is muted now: `{part, stem, name, node, reason, message}`.
    """

    def __init__(
        self,
        start: Callable[[], Mapping[str, Any]],
        log: logging.Logger,
        *,
        on_message: Callable[[Message], None],
        on_change: Callable[[], None],
    ) -> None:
        """An engine that is off.

        Args:
            start: Makes what the conductor's `start` says of server, path, token and output.
            log: Where their words go.
            on_message: Called with the messages of both.
            on_change: Called when anything changed that the state of the session shows.
        """
        self._start = start
        self._on_message = on_message
        self._on_change = on_change
        self.transport: Message | None = None
        self.listeners = 0
        self.late_blocks = 0
        self.input = "off"
        self.problems: list[Message] = []
        self._looked: dict[str, Message] = {
            "meters": {"type": "meters", "on": False},
            "probe": {"type": "probe", "ports": []},
        }
        self._steered: dict[str, float | str] = {}
        self._practice: dict[str, Mapping[str, Any]] = {}
        self._alarm: asyncio.TimerHandle | None = None
        self._silenced = False
        self._waiting: list[Mapping[str, Any]] = []
        self._offers: list[Mapping[str, Any]] = []
        self._ears: set[str] = set()
        self._ring = ""
        self._conductor = Supervisor(
            "The engine",
            CONDUCTOR,
            self._first,
            log,
            on_message=self._hear,
            on_change=self._conductor_changed,
        )
        self._stream = Supervisor(
            "The stream",
            STREAM,
            lambda: {"type": "start", "ring": self._ring},
            log,
            on_message=self._hear_stream,
            on_change=self._stream_changed,
        )

    @property
    def status(self) -> Status:
        """How it is."""
        return self._conductor.status

    @property
    def message(self) -> str:
        """Why it failed, or what happened to it."""
        return self._conductor.message or self._stream.message

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return bool(self.transport and self.transport.get("playing"))

    def state(self) -> dict[str, Any]:
        """The state's `engine`, but for the output."""
        return {
            "status": self.status,
            "message": self.message,
            "late_blocks": self.late_blocks,
            "input": self.input,
            "problems": [{name: each.get(name) for name in _PROBLEM} for each in self.problems],
        }

    def ask(self, message: Mapping[str, Any]) -> None:
        """Ask something of the conductor, which is started for it."""
        if not self._conductor.send(message):
            self._waiting.append(message)
            self._conductor.want()

    def take_up(self) -> None:
        """Start if a conductor plays this piece without a lab, as one does whose lab was killed: ours goes on from it."""
        if self.status == "off" and orphan.anybody():
            start = self._start()
            if orphan.is_there(str(start.get("home", "")), str(start["path"])):
                self._conductor.want()

    def steer(
        self,
        id: str,
        moves: Mapping[str, float | str | None],
        at: str,
        slew: Mapping[str, float] | None = None,
    ) -> None:
        """Have something go otherwise than it is written: now agreed with the conductor, or with its next start.

        Args:
            id: What ``steered`` and ``steered_now`` will call it.
            moves: What changes together, and to what, by the keys of docs/architecture.md; None for as it is written.
            at: Where it may begin to count: `now`, `beat`, `bar` or `section`.
            slew: How much each may change in a second, at most; what is not there changes at once.
        """
        kept = {**self._steered, **moves}.items()
        self._steered = {key: value for key, value in kept if value is not None and key not in ONCE}
        self._conductor.send(
            {"type": "steer", "id": id, "moves": {**moves}, "at": at, "slew": {**(slew or {})}}
        )

    def forget(self, key: str) -> None:
        """Do not ask a conductor that begins anew for something that is gone."""
        self._steered.pop(key, None)

    def practise(self, message: Mapping[str, Any]) -> None:
        """Loop, change the speed, or switch the metronome: now, and again whenever the conductor starts anew."""
        self._practice[message["type"]] = message
        if not self._conductor.send(message):
            self._conductor.want()

    def panic(self) -> None:
        """Have nothing sound any more, whatever it takes."""
        self._waiting.clear()
        self._silenced = True
        if self._alarm is None and self._conductor.send({"type": "silence"}):
            self._alarm = asyncio.get_running_loop().call_later(PANIC_SECONDS, self._break_off)

    def _break_off(self) -> None:
        self._alarm = None
        self._conductor.restart()
        message = "The engine did not answer, so it was ended: nothing sounds, and it is started again."
        self._on_message({"type": "notice", "message": message})

    def _calm_down(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def look(self, message: Message) -> None:
        """Have the conductor tell what is looked at (``meters`` or ``probe``); it is not started for that."""
        if message != self._looked[message["type"]]:
            self._looked[message["type"]] = message
            self._conductor.send(message)

    def reset_meters(self) -> None:
        """Have loudness be integrated, and the greatest true peak be found, from here on."""
        self._conductor.send({"type": "meters", "reset": True})

    def listen(self, id: str, sdp: str) -> None:
        """Pass on a browser's offer, and start what it needs."""
        self._ears.add(id)
        offer = {"type": "offer", "id": id, "sdp": sdp}
        if not self._stream.send(offer):
            self._offers.append(offer)
            self._conductor.want()
            self._want_stream()

    def hang_up(self, id: str) -> None:
        """Let a listener go."""
        self._ears.discard(id)
        self._offers = [offer for offer in self._offers if offer["id"] != id]
        self._stream.send({"type": "hangup", "id": id})

    async def stop(self) -> None:
        """Stop both."""
        await self._stream.stop()
        await self._conductor.stop()
        self.transport, self.listeners, self.problems = None, 0, []
        self._waiting.clear()
        self._on_change()

    def _first(self) -> Mapping[str, Any]:
        return {"type": "start", "rate": RATE, "block": BLOCK, **self._start()}

    def _hear(self, message: Message) -> None:
        if message["type"] == "transport":
            was = self.playing
            self.transport = {**message}
            if not self.playing:
                self._silenced = False
                self._calm_down()
            if was != self.playing:
                self._on_change()
        elif message["type"] == "worker" and message.get("event") == "late":
            self.late_blocks = int(message.get("count") or self.late_blocks)
            self._on_change()
        elif message["type"] == "notice" and message.get("of") == "loop":
            self._practice.pop("loop", None)
        elif message["type"] == "input":
            self.input = str(message.get("status"))
            self._on_change()
        elif message["type"] in ("muted", "healed"):
            stem = _stem(message)
            self.problems = [each for each in self.problems if _stem(each) != stem]
            if message["type"] == "muted":
                self.problems.append(message)
            self._on_change()
        self._on_message(message)

    def _hear_stream(self, message: Message) -> None:
        if message["type"] == "listeners":
            self.listeners = int(message.get("count") or 0)
            self._on_change()
        else:
            self._on_message(message)

    def _conductor_changed(self) -> None:
        self._calm_down()
        if self.status != "on":
            self.input = "off"
            self.problems = []
        if self.status == "on":
            self._resume()
        elif self.status == "starting" and self.playing and self.transport is not None:
            # It crashed while it played: it goes on from where it was, unless it was to be silent.
            if not self._silenced:
                position = self.transport.get("position", 0)
                self._waiting.append({"type": "play", "position": position, "count_in": 0})
            self._silenced = False
            self.transport = {**self.transport, "playing": False}
        elif self.status == "failed":
            self._waiting.clear()
            self.transport = None
            self._refuse(self.message)
        self._on_change()

    def _resume(self) -> None:
        self.late_blocks = 0
        ring = str(self._conductor.ready.get("ring", ""))
        if ring != self._ring:
            self._ring = ring
            self._stream.restart()
        for looked in self._looked.values():
            if looked.get("on") or looked.get("ports"):
                self._conductor.send(looked)
        if self._steered:
            self._conductor.send({"type": "steer", "id": "", "moves": self._steered, "at": "now"})
        for practice in self._practice.values():
            self._conductor.send(practice)
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self._conductor.send(message)
        self._want_stream()

    def _want_stream(self) -> None:
        if self._offers and self._conductor.status == "on":
            self._stream.want()

    def _stream_changed(self) -> None:
        if self._stream.status == "on":
            offers, self._offers = self._offers, []
            for offer in offers:
                self._stream.send(offer)
        elif self._stream.status == "failed":
            self._refuse(self._stream.message)
        elif self._stream.status == "starting" and self._stream.message:
            self._refuse("The sound was interrupted; please listen again.")
        self._on_change()

    def _refuse(self, reason: str) -> None:
        ears, self._ears, self._offers, self.listeners = self._ears, set(), [], 0
        for id in ears:
            self._on_message({"type": "refused", "id": id, "message": reason})


def _stem(message: Message) -> tuple[object, object]:
    """Which stem a message is of."""
    return message.get("part"), message.get("stem")
