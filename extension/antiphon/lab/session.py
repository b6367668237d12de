"""The session of a piece: who is there, and the switchboard between browsers, engine and audience."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from antiphon.lab import controls, say
from antiphon.lab.audience import Audience
from antiphon.lab.canvas_desk import CanvasDesk
from antiphon.lab.controls import Controls
from antiphon.lab.engine import Engine
from antiphon.lab.hall import Hall
from antiphon.lab.house import House
from antiphon.lab.listening import Listening
from antiphon.lab.looking import Looking
from antiphon.lab.programme import Programme
from antiphon.lab.recordings import Recordings
from antiphon.lab.register import NOT_UNDERSTOOD, Register
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.say import Say
from antiphon.lab.seat import Refused, Seat
from antiphon.lab.seats import Seats
from antiphon.lab.storage import KEPT
from antiphon.lab.suggestions import Suggestions
from antiphon.lab.timers import Timers
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.role import Role
from antiphon.session.saying import Saying, sentence_of

STATE_PAUSE = 0.05
"""Seconds in which changes are told as one."""

HALL_PAUSE = 1.0
"""Seconds in which what the hall does is told as one."""

ANNOUNCED_SECONDS = 60.0
"""Seconds for which what came of a new start is told to those who come back."""

_DISK = "The server cannot write to its disk ({}), so this was not done: make room on it, and try again."


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
        self._seats = Seats()
        self._closed = False
        self._announced: list[str] = []
        self._timers = Timers(self._failed)
        self.engine = Engine(
            lambda: house.engine_start(path),
            house.log,
            on_message=self._hear_engine,
            on_change=self._engine_changed,
        )
        self._looking = Looking(self._seats, self.engine)
        self._recordings = Recordings(house.root, path)
        self._controls = Controls(self.engine, self._recordings)
        self._register = Register(house, path)
        self.audience = Audience(
            house.store,
            path,
            lambda: house.hub_start(path),
            house.log,
            invitation=house.audience_link,
            on_message=self._hear_hub,
            on_change=self._hub_changed,
            on_open=lambda: self._say.polls.resume(),
            on_failure=lambda: self._say.hub_failed(),
        )
        self._listening = Listening(self._seats, self.engine, self.audience.tell)
        self._say = Say(
            self.audience,
            self.engine,
            house.store,
            path,
            self._timers,
            tell=partial(house.record, path),
            notice=self._announce,
            changed=self.changed,
        )
        self._canvas = CanvasDesk(
            house.store,
            path,
            self._timers,
            tell=self.audience.tell,
            changed=self.changed,
            say=self._announce,
        )
        self._hall = Hall(house.store, path, self.audience.tell, self._place)
        self._programme = Programme(self.audience, self._timers, self._now, self._say.survey)
        self._suggestions = Suggestions(
            lambda: self._programme.room, self._timers, tell=self.audience.tell, say=self._seats.notice
        )
        if allowed := house.store.remembered(path, "allow"):
            with suppress(Refused, ValueError):
                self._allow({"type": "allow", **allowed})
        if self._canvas.waits or self._say.polls.are_open:
            # The audience goes on where it was, whoever comes back first.
            self._timers.start(self.open_audience())

    def enter(
        self, person: Person, send: Callable[[Mapping[str, Any]], None], dismiss: Callable[[], None]
    ) -> Seat:
        """Take in a page, which is told the state at once; see `Seat`."""
        seat = self._seats.take(person, send, dismiss)
        self.engine.take_up()
        send(self.state(seat))
        for text in self._announced:
            send({"type": "notice", "message": text})
        self.changed()
        return seat

    def leave(self, seat: Seat) -> None:
        """Let a page go."""
        self._listening.leave(seat)
        self._seats.remove(seat)
        self._looking.again()
        self.changed()

    def hear(self, seat: Seat, message: Mapping[str, Any]) -> None:
        """Do what a page asks, or tell it why not."""
        if self._closed:
            return
        with self._telling(seat):
            self._obey(seat, message)

    @contextmanager
    def _telling(self, seat: Seat) -> Iterator[None]:
        """Whatever is refused meanwhile, the page is told why."""
        try:
            yield
        except (Refused, ValueError) as refusal:
            seat.send({"type": "error", "message": sentence_of(refusal)})
        except sqlite3.Error as error:
            seat.send({"type": "error", "message": _DISK.format(error)})

    def _obey(self, seat: Seat, message: Mapping[str, Any]) -> None:
        match message:
            case {"type": str(type)} if type in controls.ACTIONS:
                self._require(seat, controls.ACTIONS[type])
                self._controls.obey(message)
            case {"type": "offer", "id": str(id), "sdp": str(sdp)}:
                self._require(seat, "listen")
                self._listening.begin(seat, id, sdp)
            case {"type": "hangup", "id": str(id)}:
                self._listening.end(seat, id)
            case {"type": "meters"}:
                self._require(seat, "listen")
                if message.get("reset") is True:
                    # Everybody's count of the loudness begins anew.
                    self._require(seat, "play")
                    self.engine.reset_meters()
                self._looking.meter(seat, message)
            case {"type": "probe"}:
                self._require(seat, "listen")
                self._looking.probe(seat, message)
            case {"type": str(type)} if type in say.ACTIONS:
                self._require(seat, say.ACTIONS[type])
                if self._programme.room is None and self._say.needs_room(message):
                    self._timers.start(self._have_room(seat, message))
                else:
                    self._have_say(seat, message)
            case {"type": "allow"}:
                self._require(seat, "poll")
                self._allow(message)
                said = {key: message[key] for key in self._hall.allowed.describe() if key in message}
                self._house.store.remember(self.path, "allow", said)
                self.changed()
            case {"type": "show_question" | "answer_question"}:
                self._require(seat, "poll")
                if not self._hall.obey(message):
                    raise Refused(NOT_UNDERSTOOD)
                self.changed()
            case {"type": "open_canvas"}:
                self._require(seat, "poll")
                self._timers.start(self._open_canvas(seat, message))
            case {"type": "close_canvas" | "wipe_canvas" | "undo_ticket"}:
                self._require(seat, "poll")
                self._canvas.obey(seat.person, message)
            case {"type": "assign" | "role" | "dismiss" | "who" | "authors"}:
                self._timers.start(self._ask_register(seat, message))
            case _:
                raise Refused(NOT_UNDERSTOOD)

    def _allow(self, message: Mapping[str, Any]) -> None:
        """Let the audience do what an `allow` says."""
        self._hall.obey(self._suggestions.allow(message))

    def _require(self, seat: Seat, action: str) -> None:
        self._register.require(seat.person, action)

    async def _ask_register(self, seat: Seat, message: Mapping[str, Any]) -> None:
        with self._telling(seat):
            answer = await self._register.obey(seat.person, message)
            if answer is not None:
                seat.send(answer)
            self.changed()

    async def open_audience(self) -> None:
        """Open the audience's page, if it is not, and wait until it is there.

        Raises:
            Refused: if it cannot be opened; the message says why.
        """
        self.audience.open()
        if self._programme.room is None:
            try:
                self.attach(await self._house.open_room(self.path))
            except Exception as error:
                self._seats.error(Saying("The audience sees no score: {reason}", reason=str(error)))
        else:
            self._programme.tell()
        while self.audience.status == "starting":
            await asyncio.sleep(0.02)
        if self.audience.door is None:
            why = self.audience.message
            raise Refused(Saying("The audience’s page could not be opened: {reason}", reason=why))

    @property
    def audience_link(self) -> tuple[str, str] | None:
        """The audience's link and its QR code; None while the page is not open."""
        door = self.audience.door
        return self._house.audience_link(*door) if door is not None else None

    @property
    def stage_link(self) -> tuple[str, str] | None:
        """The stage's link and its QR code; None while the page is not open."""
        door = self.audience.stage_door
        return self._house.stage_link(*door) if door is not None else None

    def attach(self, room: AntiphonRoom) -> None:
        """Follow the document of a room."""
        self._programme.attach(room)
        self._canvas.attach(room)
        self._suggestions.attach()
        self.changed()

    def detach(self) -> None:
        """Stop following the room, which is gone."""
        self._canvas.detach()
        self._programme.detach()

    def _now(self) -> dict[str, Any]:
        people = self._register.here(self._seats)
        names = [{"name": person["name"], "role": person["role"]} for person in people]
        return {"people": names, "playing": self.engine.playing}

    async def _have_room(self, seat: Seat, message: Mapping[str, Any]) -> None:
        with self._telling(seat):
            self.attach(await self._house.open_room(self.path))
            self._have_say(seat, message)

    def _have_say(self, seat: Seat, message: Mapping[str, Any]) -> None:
        if message["type"] == "open_poll":
            self._timers.start(self._open(seat, message, self._say.read(seat.person, message)))
        elif (answer := self._say.obey(seat.person, message)) is not None:
            seat.send(answer)

    async def _open_canvas(self, seat: Seat, message: Mapping[str, Any]) -> None:
        with self._telling(seat):
            await self.open_audience()
            if (room := self._programme.room) is not None:
                self._canvas.open(room, message)

    async def _open(self, seat: Seat, message: Mapping[str, Any], poll: Mapping[str, Any]) -> None:
        with self._telling(seat):
            await self.open_audience()
            self._say.polls.require_room(message.get("beside") is True)
            self._say.polls.ask(poll)

    def _hear_hub(self, message: Message) -> None:
        if self._closed:
            return
        match message:
            case {"type": "offer" | "hangup"}:
                self._listening.hear_hub(message)
            case {"type": "strokes"}:
                self._canvas.hear(message)
            case _ if not self._say.polls.hear(message):
                self._hear_hall(message)

    def _place(self) -> float | None:
        transport = self.engine.transport
        return float(transport["position"]) if transport and transport.get("playing") else None

    def _hear_hall(self, message: Message) -> None:
        """Take how the hall reacts and what it asks, which is the teacher's to see."""
        try:
            heard = self._hall.hear(message) or self._suggestions.hear(message)
        except sqlite3.Error as error:
            heard = True
            self._seats.error(f"A question of the audience could not be kept ({error}); see to the disk.")
        if heard:
            self._timers.soon("hall", HALL_PAUSE, self._tell_teachers)

    def _hub_changed(self) -> None:
        if self.audience.status != "on":
            self._hall.lost()
        self._canvas.hub_is(self.audience.status)
        self.changed()

    def _hear_engine(self, message: Message) -> None:
        match message:
            case {"type": "transport"}:
                self._seats.tell(message)
                self.audience.tell(message)
                self._say.hear_engine(message)
            case {"type": "steered" | "steered_now"}:
                self._say.hear_engine(message)
            case {"type": "recording"}:
                self._recordings.hear(message)
                self.changed()
            case {"type": "answer" | "refused", "id": str(id)}:
                self._listening.answer(id, message)
            case {"type": "levels" | "loads" | "probes"}:
                self._looking.tell(message)
            case {"type": "muted", "message": str(text)}:
                self._tell_concerned(message, {"type": "error", "message": text})
            case {"type": "worker", "event": "restarted"}:
                self._seats.notice("The sound broke off and was started again.")
            case {"type": "notice", "message": str(text)}:
                self._seats.notice(text)
            case {"type": "input", "status": "failed", "message": str(text)}:
                self._seats.error(text)
            case {"type": "output", "status": status, "message": str(text)}:
                self._seats.tell({"type": "notice" if status == "on" else "error", "message": text})
            case {"type": "problem", "message": str(text)}:
                self._seats.error(text)

    def _tell_concerned(self, problem: Message, message: Mapping[str, Any]) -> None:
        """Tell the teacher, and who made the node that a problem is of."""
        room = self._programme.room
        maker = room.makers.get(f"nodes/{problem.get('node')}") if room is not None else None
        self._seats.tell(message, lambda seat: seat.person.id == maker or self._is_teacher(seat))

    def state(self, seat: Seat) -> dict[str, Any]:
        """The whole state, as one page is told it."""
        role, room = self._house.role_now(seat.person), self._programme.room
        teacher = role is Role.TEACHER
        return {
            "type": "state",
            "you": {
                "id": seat.person.id,
                "name": seat.person.name,
                "role": role or Role.GUEST,
                "may": role.may if role else (),
                "made": room.makers if room is not None else {},
            },
            "assignments": room.assignments if room is not None else self._house.store.assignments(self.path),
            "storage": room.storage if room is not None else KEPT,
            "engine": {**self.engine.state(), "output": self._house.output},
            "transport": self.engine.transport,
            "recording": self._recordings.state,
            "people": self._register.people(self._seats),
            "audience": self.audience.state(self.audience_link if teacher else None),
            "canvas": self._canvas.state(with_authors=teacher),
            **self._say.state(teacher),
            **self._hall.state(teacher),
        }

    def _engine_changed(self) -> None:
        if self.engine.status != "on":
            self._recordings.lost()
        self._say.engine_changed()
        if self.engine.message:
            # It may be mended, and the message gone, before the state is told the next time.
            self._tell_state()
        else:
            self.changed()

    def changed(self) -> None:
        """Tell everybody the state, in a moment."""
        self._timers.soon("state", STATE_PAUSE, self._tell_state)

    def _tell_state(self) -> None:
        for seat in list(self._seats):
            seat.send(self.state(seat))
        self._programme.tell_now()
        self._watch_need()

    def _tell_teachers(self) -> None:
        for seat in list(self._seats):
            if self._is_teacher(seat):
                seat.send(self.state(seat))

    def _is_teacher(self, seat: Seat) -> bool:
        return self._house.role_now(seat.person) is Role.TEACHER

    def _announce(self, text: str) -> None:
        """Tell everybody something, and those who come back in a moment: after a new start nobody is there yet."""
        self._seats.notice(text)
        self._announced.append(text)
        self._timers.soon("announced", ANNOUNCED_SECONDS, self._announced.clear)

    @property
    def _is_needed(self) -> bool:
        elsewhere = self._house.output != "null" or self._recordings.on
        heard_here = self.engine.playing and elsewhere
        return bool(self._seats or self.engine.listeners or heard_here)

    def _watch_need(self) -> None:
        if self.engine.status == "off" or self._is_needed:
            self._timers.cancel("idle")
        else:
            self._timers.soon(
                "idle", self._house.idle_seconds, lambda: self._timers.start(self.engine.stop())
            )

    def dismiss(self, id: str) -> None:
        """Close the pages of somebody who was sent away."""
        self._seats.dismiss(id)

    async def close(self) -> None:
        """Stop everything."""
        self._closed = True
        self._hall.close()
        self._say.close()
        for seat in list(self._seats):
            seat.dismiss()
        self.detach()
        await asyncio.gather(self.engine.stop(), self.audience.stop())
        self._timers.close()

    def _failed(self, error: BaseException) -> None:
        self._house.log.error("%s: %s", self.path, error)
        self._seats.error(str(error))
