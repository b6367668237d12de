"""The session of a piece: who is there, and the switchboard between browsers, engine and audience."""

from __future__ import annotations

import asyncio
import itertools
import math
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from antiphon.lab.audience import Audience
from antiphon.lab.engine import Engine
from antiphon.lab.house import House
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.tempo import Tempo
from antiphon.lab.timers import Timers
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.poll import LONGEST, SHORTEST
from antiphon.session.role import Role
from antiphon.session.steering import TEMPO_OPTIONS, TEMPO_QUESTION

STATE_PAUSE = 0.05
"""Seconds in which changes are told as one."""

DOCUMENT_PAUSE = 0.6
"""Seconds after an edit until the audience's score follows."""

LISTENERS_EACH = 4
"""Streams one page may ask for at a time."""

LONGEST_SDP = 65_536


class Refused(Exception):
    """Something asked that cannot be done; the message says why, to the person who asked."""


@dataclass(eq=False)
class Seat:
    """One page's place in the session.

    Attributes:
        number: Its own.
        person: Whose page it is.
        send: Sends a message to the page.
        dismiss: Closes the page's socket.
        ears: The ids, as the page knows them, of the streams it listens to.
    """

    number: int
    person: Person
    send: Callable[[Mapping[str, Any]], None]
    dismiss: Callable[[], None]
    ears: set[str] = field(default_factory=set)


class Session:
    """One piece's session. Nothing runs for it until somebody plays, listens or opens the audience's page."""

    def __init__(self, house: House, path: str) -> None:
        """A session with nobody there.

        Args:
            house: The server.
            path: The piece, from the lab's root.
        """
        self.path = path
        self._house = house
        self._seats: list[Seat] = []
        self._numbers = itertools.count(1)
        self._room: AntiphonRoom | None = None
        self._observed: Any = None
        self._closed = False
        self._meta: Mapping[str, Any] = {}
        self._timers = Timers(self._failed)
        self.engine = Engine(
            lambda: house.engine_start(path),
            house.log,
            on_message=self._hear_engine,
            on_change=self.changed,
        )
        self._tempo = Tempo(house.store, path, self._ask_tempo)
        self.audience = Audience(
            lambda: house.hub_start(path), house.log, on_message=self._hear_hub, on_change=self.changed
        )

    def enter(
        self, person: Person, send: Callable[[Mapping[str, Any]], None], dismiss: Callable[[], None]
    ) -> Seat:
        """Take in a page, which is told the state at once; see `Seat`."""
        seat = Seat(next(self._numbers), person, send, dismiss)
        self._seats.append(seat)
        send(self.state(seat))
        self.changed()
        return seat

    def leave(self, seat: Seat) -> None:
        """Let a page go."""
        for id in seat.ears:
            self.engine.hang_up(f"{seat.number}/{id}")
        self._seats.remove(seat)
        self.changed()

    def hear(self, seat: Seat, message: Mapping[str, Any]) -> None:
        """Do what a page asks, or tell it why not."""
        if self._closed:
            return
        try:
            self._obey(seat, message)
        except (Refused, ValueError) as refusal:
            seat.send({"type": "error", "message": str(refusal)})

    def _obey(self, seat: Seat, message: Mapping[str, Any]) -> None:
        match message:
            case {"type": "play"}:
                self._require(seat, "play")
                position = {"position": _position(message)} if "position" in message else {}
                self.engine.ask({"type": "play", **position})
            case {"type": "stop"}:
                self._require(seat, "stop")
                if self.engine.status != "off":
                    self.engine.ask({"type": "stop"})
            case {"type": "seek"}:
                self._require(seat, "seek")
                self.engine.ask({"type": "seek", "position": _position(message)})
            case {"type": "offer", "id": str(id), "sdp": str(sdp)}:
                self._require(seat, "listen")
                self._listen(seat, id, sdp)
            case {"type": "hangup", "id": str(id)}:
                if id in seat.ears:
                    seat.ears.discard(id)
                    self.engine.hang_up(f"{seat.number}/{id}")
            case {"type": "open_poll"}:
                self._require(seat, "poll")
                self._open_poll(message.get("seconds"))
            case {"type": "close_poll"}:
                self._require(seat, "poll")
                self.audience.close_poll()
            case {"type": "envelope"}:
                self._require(seat, "envelope")
                self._tempo.set_envelope(*(message.get(name) for name in ("minimum", "maximum", "step")))
                self.changed()
            case {"type": "reset_steering"}:
                self._require(seat, "envelope")
                self._tempo.reset()
                self.changed()
            case _:
                raise Refused("The server did not understand the page; please load it again.")

    def _require(self, seat: Seat, action: str) -> None:
        role = self._house.role_now(seat.person)
        if role is None:
            raise Refused("You were sent away from this session.")
        if action not in role.may:
            raise Refused(f"A {role} may not {_ACTIONS[action]}; ask the teacher.")

    def _listen(self, seat: Seat, id: str, sdp: str) -> None:
        reason = ""
        if len(sdp) > LONGEST_SDP or len(id) > 100:
            reason = "The browser's offer is too long."
        elif len(seat.ears | {id}) > LISTENERS_EACH:
            reason = "This page listens often enough already; please load it again."
        if reason:
            seat.send({"type": "refused", "id": id[:100], "message": reason})
            return
        seat.ears.add(id)
        self.engine.listen(f"{seat.number}/{id}", sdp)

    async def open_audience(self) -> None:
        """Open the audience's page, if it is not, and wait until it is there.

        Raises:
            Refused: if it cannot be opened; the message says why.
        """
        self.audience.open()
        if self._room is None:
            try:
                self.attach(await self._house.open_room(self.path))
            except Exception as error:
                self._tell_all({"type": "error", "message": f"The audience sees no score: {error}"})
        else:
            await self._tell_document()
        while self.audience.status == "starting":
            await asyncio.sleep(0.02)
        if self.audience.door is None:
            raise Refused(f"The audience's page could not be opened: {self.audience.message}")

    @property
    def audience_link(self) -> tuple[str, str] | None:
        """The audience's link and its QR code; None while the page is not open."""
        door = self.audience.door
        return self._house.audience_link(*door) if door is not None else None

    def attach(self, room: AntiphonRoom) -> None:
        """Follow the document of a room."""
        if self._room is not room:
            self.detach()
            self._room = room
            self._observed = room.ydoc.observe(self._document_changed)
        self._timers.start(self._tell_document())

    def detach(self) -> None:
        """Stop following the room, which is gone."""
        if self._room is not None:
            self._room.ydoc.unobserve(self._observed)
            self._room = None

    def _document_changed(self, event: Any) -> None:
        if self.audience.status != "off":
            self._timers.soon("document", DOCUMENT_PAUSE, lambda: self._timers.start(self._tell_document()))

    async def _tell_document(self) -> None:
        if self._room is not None and self.audience.status != "off":
            document, text = await self._room.snapshot()
            self._meta = document["meta"]
            self.audience.tell({"type": "document", "text": text})
            self._tell_now()

    def _tell_now(self) -> None:
        now = {key: self._meta.get(key, "") for key in ("title", "composer")}
        self.audience.tell({"type": "now", **now, "people": self._people(), "playing": self.engine.playing})

    def _open_poll(self, seconds: object) -> None:
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
            raise Refused("A poll needs a number of seconds.")
        if not SHORTEST <= seconds <= LONGEST:
            raise Refused(f"A poll is open for {SHORTEST:g} to {LONGEST:g} seconds.")
        if self.audience.poll is not None:
            raise Refused("A poll is open already; close it first.")
        self._timers.start(self._ask(float(seconds)))

    async def _ask(self, seconds: float) -> None:
        await self.open_audience()
        if self.audience.poll is not None:
            return
        options = [{"id": option.id, "label": option.label} for option in TEMPO_OPTIONS]
        self.audience.ask(
            {"id": secrets.token_hex(6), "question": TEMPO_QUESTION, "options": options, "seconds": seconds}
        )

    def _hear_hub(self, message: Message) -> None:
        if self._closed:
            return
        match message:
            case {"type": "offer", "id": str(id), "sdp": str(sdp)}:
                self.engine.listen(f"hub/{id}", sdp)
            case {"type": "hangup", "id": str(id)}:
                self.engine.hang_up(f"hub/{id}")
            case {"type": "poll_closed", "counts": dict(counts)}:
                self._tempo.vote(counts)
                self.changed()

    def _ask_tempo(self, factor: float) -> bool:
        self.engine.steer(factor)
        return self.engine.status in ("on", "starting")

    def _hear_engine(self, message: Message) -> None:
        match message:
            case {"type": "transport"}:
                self._tell_all(message)
                self.audience.tell(message)
            case {"type": "steered" | "steered_now" as kind}:
                (self._tempo.agreed if kind == "steered" else self._tempo.sounds)(message)
                self.audience.tell({**message, "reason": self._tempo.reason})
                self.changed()
            case {"type": "answer" | "refused", "id": str(id)}:
                self._reply(id, message)
            case {"type": "worker", "event": "restarted"}:
                self._tell_all({"type": "notice", "message": "The sound broke off and was started again."})
            case {"type": "problem", "message": str(text)}:
                self._tell_all({"type": "error", "message": text})

    def _reply(self, id: str, message: Message) -> None:
        whose, _, own = id.partition("/")
        if whose == "hub":
            self.audience.tell({**message, "id": own})
            return
        for seat in self._seats:
            if str(seat.number) == whose:
                if message["type"] == "refused":
                    seat.ears.discard(own)
                seat.send({**message, "id": own})

    def state(self, seat: Seat) -> dict[str, Any]:
        """The whole state, as one page is told it."""
        role = self._house.role_now(seat.person)
        teacher = role is Role.TEACHER
        return {
            "type": "state",
            "you": {"name": seat.person.name, "role": role or Role.GUEST, "may": role.may if role else ()},
            "engine": {**self.engine.state(), "output": self._house.output},
            "transport": self.engine.transport,
            "people": self._people(),
            "audience": self.audience.state(self.audience_link if teacher else None),
            "poll": self.audience.poll_state(with_counts=teacher),
            "envelope": self._tempo.envelope(),
            "steering": self._tempo.steering(),
        }

    def _people(self) -> list[dict[str, str]]:
        there = {seat.person.id: seat.person for seat in self._seats}
        roles = {id: self._house.role_now(person) for id, person in there.items()}
        return [{"name": there[id].name, "role": role} for id, role in roles.items() if role is not None]

    def changed(self) -> None:
        """Tell everybody the state, in a moment."""
        self._timers.soon("state", STATE_PAUSE, self._tell_state)

    def _tell_state(self) -> None:
        for seat in list(self._seats):
            seat.send(self.state(seat))
        if self.audience.status != "off":
            self._tell_now()
        self._watch_need()

    def tell_error(self, message: str) -> None:
        """Tell everybody that something went wrong."""
        self._tell_all({"type": "error", "message": message})

    def _tell_all(self, message: Mapping[str, Any]) -> None:
        for seat in list(self._seats):
            seat.send(message)

    @property
    def _is_needed(self) -> bool:
        heard_here = self.engine.playing and self._house.output != "null"
        return bool(self._seats or self.engine.listeners or heard_here)

    def _watch_need(self) -> None:
        if self.engine.status == "off" or self._is_needed:
            self._timers.cancel("idle")
        else:
            self._timers.soon(
                "idle", self._house.idle_seconds, lambda: self._timers.start(self.engine.stop())
            )

    async def close(self) -> None:
        """Stop everything."""
        self._closed = True
        for seat in list(self._seats):
            seat.dismiss()
        self.detach()
        await asyncio.gather(self.engine.stop(), self.audience.stop())
        self._timers.close()

    def _failed(self, error: BaseException) -> None:
        self._house.log.error("%s: %s", self.path, error)
        self.tell_error(str(error))


_ACTIONS = {
    "play": "start the music",
    "stop": "stop the music",
    "seek": "move in the music",
    "listen": "listen",
    "poll": "ask the audience",
    "envelope": "steer the tempo",
}


def _position(message: Mapping[str, Any]) -> float:
    position = message.get("position")
    valid = isinstance(position, int | float) and not isinstance(position, bool) and math.isfinite(position)
    if not valid or position < 0:  # type: ignore[operator]
        raise Refused("A position is a number of quarter lengths from the beginning.")
    return float(position)  # type: ignore[arg-type]
