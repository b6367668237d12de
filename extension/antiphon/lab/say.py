"""The audience's say: what it is asked, what its answers steer, and what is tried on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from antiphon.lab.audience import Audience
from antiphon.lab.ballots import ask
from antiphon.lab.engine import Engine
from antiphon.lab.exploring import Exploring
from antiphon.lab.levers import Levers, Moves
from antiphon.lab.polls import Polls
from antiphon.lab.seat import Refused
from antiphon.lab.steerable import Lines
from antiphon.lab.steering import NOT_UNDERSTOOD, Steering
from antiphon.lab.steering_memory import SteeringMemory
from antiphon.lab.timers import Timers
from antiphon.session.envelope import At
from antiphon.session.ledger import Deed
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.store import Store
from antiphon.session.target import FORM

ACTIONS: Mapping[str, str] = {
    **dict.fromkeys(("open_poll", "close_poll", "reset_poll", "drop_poll"), "poll"),
    **dict.fromkeys(
        (
            *("envelope", "withdraw", "hand", "freeze", "veto", "undo_steering", "reset_steering"),
            *("explore", "stop_exploring", "steerable"),
        ),
        "envelope",
    ),
}
"""What a page may ask here, and what somebody has to be allowed for it."""

USUAL_TEMPO = 120.0
"""Quarter notes a minute, where nobody has said how the piece goes."""


class Say:
    """Polls, steering and exploring, between the pages, the hub and the engine."""

    def __init__(
        self,
        audience: Audience,
        engine: Engine,
        store: Store,
        piece: str,
        timers: Timers,
        *,
        tell: Callable[[Person | None, Deed], None],
        notice: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        """Nothing asked, and all as written.

        Args:
            audience: The audience's page.
            engine: What sounds.
            store: Keeps envelopes and the log.
            piece: The piece, as the store knows it.
            timers: Those of the session.
            tell: Tells the ledger what somebody did, or, where it is nobody, the audience.
            notice: Tells everybody something.
            changed: Called when the state has changed.
        """
        self._audience, self._engine, self._changed = audience, engine, changed
        self._unread: Callable[[], Lines] | None = None
        self._levers = Levers(
            store,
            piece,
            timers,
            ask=self._steer,
            forget=engine.forget,
            tell=tell,
            show=audience.tell,
            notice=notice,
        )
        self.steering = Steering(self._levers, store, piece, timers, tell=tell, changed=self._alter)
        self._memory = SteeringMemory(store, piece, timers, self.steering, notice=notice)
        self.polls = Polls(store, piece, audience.tell, self._ended, self._alter)
        self._exploring = Exploring(self.steering, self._ask_beside)

    def needs_room(self, message: Mapping[str, Any]) -> bool:
        """Whether the document has to be there first."""
        target = message.get("target")
        return (
            message["type"] == "steerable"
            or message.get("form") is True
            or "steers" in message
            or (isinstance(target, str) and target not in self._levers.known)
        )

    def survey(self, read: Callable[[], Lines]) -> None:
        """Take that the document has changed: it is read now where anything of it is steered, or else when somebody asks.

        Args:
            read: Gives its lines.
        """
        self._unread = read
        if self.steering.follows_document or self._memory.waits:
            self._look()
            self._alter()

    def _look(self) -> None:
        read, self._unread = self._unread, None
        if read is not None:
            self.steering.survey(read())
            self._memory.survey()

    def obey(self, person: Person, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Do what a page asks of `ACTIONS`, but `open_poll`, which needs the audience's page (`read`).

        Returns:
            What the page is to be told; None where the state says it.

        Raises:
            Refused: if it cannot be done; the message says why.
            ValueError: likewise.
            sqlite3.Error: if the disk does not take it.
        """
        self._look()
        id = message.get("id")
        if not isinstance(id, str | None):
            raise Refused(NOT_UNDERSTOOD)
        match message:
            case {"type": "close_poll"}:
                self.polls.close(id)
            case {"type": "reset_poll"}:
                self.polls.reset(id)
            case {"type": "drop_poll"}:
                self.polls.drop(id)
            case {"type": "steerable"}:
                targets = [target.describe() for target in self._levers.known.values()]
                return {"type": "steerable", "targets": targets}
            case {"type": "explore", "target": str(target)}:
                self._exploring.begin(person, target, message.get("seconds"), message.get("bars"))
            case {"type": "stop_exploring"}:
                self._exploring.stop()
            case _:
                self.steering.obey(person, message)
        self._exploring.dropped(self.polls.is_open)
        if message["type"] != "hand":
            self._memory.keep()
        self._alter()
        return None

    def read(self, person: Person, message: Mapping[str, Any]) -> dict[str, Any]:
        """The poll that an `open_poll` asks for. A vote on the form opens the form to the audience.

        Raises:
            Refused: if there is no room for one more.
            ValueError: if it is none; the message says why.
        """
        self._look()
        self.polls.require_room(message.get("beside") is True)
        form = self._levers.of.get(FORM)
        if message.get("form") is True and (form is None or form.envelope is None):
            self.steering.declare(person, FORM, {})
        return ask(message, self.steering.open_to)

    def _ask_beside(self, poll: Mapping[str, Any]) -> bool:
        try:
            self.polls.require_room(beside=True)
        except Refused:
            return False
        self._audience.open()
        self.polls.ask(poll)
        return True

    def _alter(self) -> None:
        """Something has changed: it is kept, and told."""
        self._memory.soon()
        self._changed()

    def _ended(self, poll: Mapping[str, Any], outcome: Mapping[str, Any]) -> None:
        self.steering.vote(poll, outcome, self._quarters())
        self._exploring.learn(poll["id"], outcome)
        # The poll is not asked again after a new start: what came of it has to be there.
        self._memory.keep()

    def _quarters(self) -> float:
        """Quarter notes a minute, as they are written where the music is."""
        transport = self._engine.transport or {}
        sounding = 60 * transport.get("rate", 0.0) or transport.get("bpm", USUAL_TEMPO)
        factor = float(transport.get("factor") or 1.0) * float(transport.get("speed") or 1.0)
        return float(sounding) / factor

    def _steer(self, id: str, moves: Moves, at: At, slew: Mapping[str, float]) -> bool:
        self._engine.steer(id, moves, at, slew)
        return self._engine.status in ("on", "starting")

    def hear_engine(self, message: Message) -> None:
        """Take what the engine says of what is steered, and where the music is."""
        match message:
            case {"type": "transport"}:
                self._exploring.follow(message)
                return
            case {"type": "steered", "moves": dict(moves)}:
                if not self._levers.known.keys() >= moves.keys():
                    self._look()
                self._levers.agreed(message)
            case {"type": "steered_now", "moves": dict()}:
                self._levers.sounds(message)
        self._alter()

    def hub_failed(self) -> None:
        """There is no hub any more, and nothing is asked."""
        self.polls.lost()
        self._exploring.dropped(self.polls.is_open)

    def engine_changed(self) -> None:
        """The engine is there, or gone."""
        if self._engine.status == "starting":
            self._levers.begin_anew()
        elif self._engine.status != "on":
            self._levers.rest()

    def close(self) -> None:
        """Tell the ledger what was not told yet, and keep what was not kept yet."""
        self._levers.tell()
        self._memory.keep()

    def state(self, teacher: bool) -> dict[str, Any]:
        """The state's `polls`, `results` and `steering`.

        Args:
            teacher: Whether it is for somebody who is to see how polls stand.
        """
        return {
            "polls": self.polls.state(with_counts=teacher),
            "results": self.polls.results(self.steering.effects),
            "steering": {**self.steering.state(), "exploration": self._exploring.state()},
        }
