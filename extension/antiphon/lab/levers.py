"""The levers of a session: everything that is steered, what was asked of the engine, and what sounds."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from antiphon.lab.lever import Change, Lever, Pending
from antiphon.lab.steerable import Lines, steerable
from antiphon.lab.timers import Timers
from antiphon.session.envelope import BOUNDARIES, At, Envelope, read_envelope
from antiphon.session.ledger import Deed
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.saying import Saying, listed
from antiphon.session.steering import Standing
from antiphon.session.store import Store
from antiphon.session.target import GENERAL, Target, Value, change

HAND_SECONDS = 2.0
"""Seconds in which what a hand does to one thing is told, and undone, as one."""

UNDOABLE = 50
"""Changes that can be undone, one after another."""

Moves = Mapping[str, Value | None]
"""What changes together, by target; None is as written."""


class Levers:
    """All that is steered. Every change is logged in the store, and told to the ledger.

    Attributes:
        of: What is steered, or open to the audience, by target.
        known: All that can be steered, by target.
        done: What was changed, the last one last: how each target stood before.
    """

    def __init__(
        self,
        store: Store,
        piece: str,
        timers: Timers,
        *,
        ask: Callable[[str, Moves, At, Mapping[str, float]], bool],
        forget: Callable[[str], None] = lambda key: None,
        tell: Callable[[Person | None, Deed], None] = lambda person, deed: None,
        show: Callable[[Mapping[str, Any]], None] = lambda message: None,
        notice: Callable[[str], None] = lambda text: None,
    ) -> None:
        """All as written.

        Args:
            store: Keeps the log.
            piece: The piece, as the store knows it.
            timers: Those of the session.
            ask: Asks the engine for moves: an id, the moves, where, how fast; returns whether it will say when they sound.
            forget: Has the engine not be asked again for a target that is gone.
            tell: Tells the ledger what somebody did, or, where it is nobody, the audience.
            show: Tells the audience's page what is agreed, and what sounds.
            notice: Tells everybody something.
        """
        self._store, self._piece, self._timers = store, piece, timers
        self._ask, self._forget, self._tell_ledger = ask, forget, tell
        self._show, self._notice = show, notice
        self._asked: deque[str] = deque(maxlen=UNDOABLE)
        self.of: dict[str, Lever] = {}
        self.known: dict[str, Target] = {target.key: target for target in GENERAL}
        self.done: deque[dict[str, Standing | None]] = deque(maxlen=UNDOABLE)

    def survey(self, lines: Lines) -> list[Lever]:
        """Take what the document has now; what is steered and not there any more falls away, and everybody is told.

        Returns:
            What fell away.
        """
        self.known = steerable(lines)
        gone = [lever for key, lever in self.of.items() if key not in self.known]
        for lever in gone:
            self.tell([lever])
            del self.of[lever.target.key]
            self._forget(lever.target.key)
            name = lever.target.name
            self._notice(not_there(name))
        for key, lever in self.of.items():
            lever.target = self.known[key]
        return gone

    def open(self, envelopes: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Open to the audience what is known and is not open yet."""
        for key, kept in envelopes.items():
            if kept is not None and key in self.known and key not in self.of:
                # What a section or a choice was may be gone since.
                with suppress(ValueError):
                    self.of[key] = Lever(self.known[key], read_envelope(self.known[key], kept))

    def target(self, key: str) -> Target:
        """What a key names.

        Raises:
            ValueError: if the piece has no such thing.
        """
        if key not in self.known:
            raise ValueError(
                Saying("There is nothing “{name}” to steer in this piece (any more).", name=key[:80])
            )
        return self.known[key]

    def lever(self, key: str) -> Lever:
        """The lever of a target, made where there is none.

        Raises:
            ValueError: if the piece has no such thing.
        """
        target = self.target(key)
        return self.of.setdefault(key, Lever(target))

    @property
    def last(self) -> dict[str, Standing | None] | None:
        """What would be undone next."""
        return next((each for each in reversed(self.done) if self.of.keys() & each.keys()), None)

    def make(
        self,
        change: Change,
        envelopes: Mapping[str, Envelope | None] | None = None,
        *,
        undoable: bool = True,
        by_hand: bool = False,
    ) -> None:
        """Change what is to change together.

        Args:
            change: What.
            envelopes: The envelopes that come with it, by target.
            undoable: Whether it can be undone.
            by_hand: Whether the artist turns something, which may be many changes a second.
        """
        moves: dict[str, Value | None] = {}
        before: dict[str, Standing | None] = {}
        going_on = False
        for key, standing in change.standings.items():
            if (lever := self.of.get(key)) is None:
                continue
            old, was, lever.waiting = lever.value, lever.standing, None
            if envelopes is not None:
                lever.envelope = envelopes[key]
            lever.standing = standing
            new = lever.value
            if new == old and not (lever.target.passes and standing is not None):
                continue
            going_on = by_hand and lever.untold is not None and "hand" in lever.untold[1]
            moves[key], before[key] = lever.asked(new), was
            lever.reason, lever.poll = change.reason, str(change.poll.get("poll", ""))
            self._note(lever, change, old, new, by_hand)
        if not moves:
            return
        if undoable and not going_on:
            self.done.append(before)
        self._move(moves, self._at(change, moves), self._slew(moves, by_hand))

    def recall(self, kept: Mapping[str, tuple[Standing | None, bool, str]]) -> None:
        """Take things up as they were before a new start, which is nobody's doing.

        Args:
            kept: How known targets stood, whether they were frozen, and why they stood so.
        """
        moves: dict[str, Value | None] = {}
        for key, (standing, frozen, reason) in kept.items():
            lever = self.lever(key)
            lever.standing, lever.frozen, lever.reason = standing, frozen, reason
            if standing is not None:
                moves[key] = lever.asked(lever.value)
        if moves:
            self._move(moves, "now", {})

    def _move(self, moves: Moves, at: At, slew: Mapping[str, float]) -> None:
        id = secrets.token_hex(6)
        self._asked.append(id)
        if not self._ask(id, moves, at, slew):
            self.sounds({"type": "steered_now", "id": id, "moves": moves, "position": None})

    def _note(self, lever: Lever, change: Change, old: Value, new: Value, by_hand: bool) -> None:
        untold = {"target": lever.target.key, "from": old, "to": new, "reason": change.reason, **change.poll}
        key = lever.target.key
        if by_hand:
            if lever.untold is not None and "hand" in lever.untold[1]:
                untold["from"] = lever.untold[1]["from"]
            else:
                self.tell([lever])
                self._timers.soon(f"hand {key}", HAND_SECONDS, lambda: self.tell([lever]))
            untold["hand"] = True
        else:
            self.tell([lever])
        lever.untold = change.person, untold
        if change.person is None and lever.envelope is not None:
            lever.cools = time.monotonic() + lever.envelope.cooldown

    def _at(self, change: Change, moves: Iterable[str]) -> At:
        if change.at is not None:
            return change.at
        wanted = [lever.envelope.quantise for key in moves if (lever := self.of[key]).envelope]
        return max(wanted, key=BOUNDARIES.index, default="bar")

    def _slew(self, moves: Iterable[str], by_hand: bool) -> dict[str, float]:
        if by_hand:
            return {}
        envelopes = {key: self.of[key].envelope for key in moves}
        return {key: each.slew for key, each in envelopes.items() if each is not None and each.slew}

    def agreed(self, message: Message) -> None:
        """Take what the engine agreed to (`steered`)."""
        at = time.monotonic() + float(message.get("seconds") or 0.0)
        for key, lever, value in self._moved(message):
            before = lever.heard
            lever.pending = Pending(value, at, float(message["position"]), message.get("measure"))
            if message["id"] not in self._asked and value != lever.asked(lever.value):
                # Another program that plays along has its own tempo; a conductor that outlived its lab has what was steered.
                lever.standing = None if value is None else Standing(value, value)
                lever.reason, lever.poll = "", ""
            if lever.untold is not None and lever.asked(lever.untold[1]["to"]) == value:
                lever.untold[1]["position"] = float(message["position"])
                if "hand" not in lever.untold[1]:
                    self.tell([lever])
            self._shown(message, key, lever, before)

    def sounds(self, message: Message) -> None:
        """Take that it sounds (`steered_now`)."""
        for key, lever, value in self._moved(message):
            before, lever.sounding, lever.pending = lever.heard, value, None
            if message["position"] is None:
                self.tell([lever])
            self._shown(message, key, lever, before)
            if lever.target.passes:
                lever.sounding = lever.standing = None
                for done in self.done:
                    done.pop(key, None)

    def _moved(self, message: Message) -> list[tuple[str, Lever, Value | None]]:
        moves = message["moves"].items()
        if message["id"] not in self._asked:
            return [(key, self.lever(key), value) for key, value in moves if key in self.known]
        return [(key, self.of[key], value) for key, value in moves if key in self.of]

    def _shown(self, message: Message, key: str, lever: Lever, before: Value) -> None:
        value = lever.target.written if (new := message["moves"][key]) is None else new
        self._show(
            {
                "type": message["type"],
                "target": key,
                "name": lever.target.name.removesuffix(": plays"),
                "value": value,
                "said": lever.target.said(value),
                "before": before,
                "change": change(key, before, value),
                "seconds": message.get("seconds", 0.0),
                "measure": message.get("measure"),
                "reason": lever.reason,
                "poll": lever.poll or None,
            }
        )

    def begin_anew(self) -> None:
        """The engine begins anew, and is asked again for what stays; what is done once is not."""
        for lever in self.of.values():
            if lever.target.passes:
                self.tell([lever])
                lever.pending = lever.standing = lever.sounding = None

    def rest(self) -> None:
        """The engine is gone: what was asked counts with its next start."""
        for lever in self.of.values():
            lever.sounding, lever.pending = lever.asked(lever.value), None
        self.tell()

    def tell(self, levers: Iterable[Lever] | None = None) -> None:
        """Tell the ledger of what was not told yet: it waits for the engine to say where it is to be heard."""
        for lever in self.of.values() if levers is None else levers:
            if lever.untold is None:
                continue
            (person, more), lever.untold = lever.untold, None
            if more.pop("hand", False):
                self._timers.cancel(f"hand {lever.target.key}")
                if more["from"] == more["to"] and not lever.target.passes:
                    continue
            # The music goes on as asked, even where the disk does not take the record of it.
            with suppress(sqlite3.Error):
                self._store.log_steering(self._piece, more["target"], more["to"], more["reason"])
            self._tell_ledger(person, Deed("steering", more={"position": None, **more}))

    def state(self, frozen: bool) -> dict[str, Any]:
        """The state's `steering`, but for what is explored.

        Args:
            frozen: Whether votes move nothing.
        """
        now, order = time.monotonic(), {key: place for place, key in enumerate(self.known)}
        shown = sorted(self.of.items(), key=lambda each: order.get(each[0], 0))
        return {
            "frozen": frozen,
            "undo": self._undo_words(),
            "targets": [lever.state(now, frozen) for _, lever in shown if lever.is_shown],
        }

    def _undo_words(self) -> str:
        live = {key: was for key, was in (self.last or {}).items() if key in self.of}
        return listed(
            Saying(
                "{name}: {value} → {before}",
                name=lever.target.name,
                value=lever.target.said(lever.value),
                before=lever.target.said(lever.goal(was)),
            )
            for lever, was in ((self.of[key], was) for key, was in live.items())
        )


def not_there(name: str) -> Saying:
    """What is said where a target is not in the piece any more."""
    return Saying("{name} is not in the piece any more, so it is steered no more.", name=name)
