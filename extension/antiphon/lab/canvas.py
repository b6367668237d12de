"""The canvas in a room: what the audience's strokes make of the document, who did what, and how it is taken back.

Strokes come in batches. Of a batch the last stroke at each place counts; what is allowed of it is written in one transaction,
each person's as a step of their own (*direct*), or becomes part of a proposal that grows (*reviewed*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from pycrdt import Map

from antiphon.document.changes import Change, read
from antiphon.document.operation import between
from antiphon.document.proposal import encode_operations
from antiphon.lab.canvas_terms import Kept, Terms
from antiphon.lab.guard import Guard
from antiphon.lab.shadow import Touched
from antiphon.session.canvas import CanvasRefused, Stroke, read_stroke
from antiphon.session.layers import Layers
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.surface import Knobs, Notes

NAME: Final = "The audience"
"""What history and ledger call whoever has a ticket."""

MOST_ASKED: Final = 400
"""Places that wait for the artist at most: a proposal is a text of some length."""

_ROOTS: Final = ("events", "nodes", "proposals", *sorted(Notes.frame))

_AUTHORS: Final = 100
"""People that the artist is told of, those who did most first."""


class Room(Protocol):
    """What a canvas needs of a room."""

    ydoc: Any
    path: str

    @property
    def guard(self) -> Guard:
        """What says why something may not be written."""

    def edit(self, hands: Sequence[tuple[Person, Sequence[Change]]]) -> None:
        """Write what several people change, in one transaction."""


@dataclass(frozen=True)
class Sorry:
    """Why a stroke was refused, for the person; `values` stand in the sentence's braces."""

    person: str
    sentence: str
    values: Mapping[str, Any]


class Canvas:
    """A canvas that is open."""

    def __init__(
        self, room: Room, surface: Notes | Knobs, terms: Terms, *, changed: Callable[[], None]
    ) -> None:
        """Open it.

        Args:
            room: The room of its piece.
            surface: What of the document it is.
            terms: On what terms it is open.
            changed: Called when others changed something on it, or answered what was asked; `follow` takes it in.
        """
        self.terms = terms
        self._room = room
        self._surface: Any = surface
        self._layers: Layers[Any] = Layers()
        self._numbers: dict[str, int] = {}
        self._kept_people = 0
        self._moved: set[int] = set()
        self._proposal = ""
        self._proposed: set[int] = set()
        self._proposals = 0
        self._touched = Touched()
        self._held = ""
        self.outdated = False
        self._writing = False
        self._watching = [
            room.ydoc.get(root, type=Map).integrated.observe_deep(partial(self._touched.note, root))
            for root in _ROOTS
        ]
        self._changed = changed
        self._ending = room.ydoc.observe(self._ended)

    def close(self) -> None:
        """Take nothing more."""
        self._room.ydoc.unobserve(self._ending)
        for subscription in self._watching:
            subscription.drop()

    def recall(self, kept: Kept) -> None:
        """Take who did what from before a new start; what others have changed meanwhile, nobody takes back any more."""
        self._numbers = dict(kept.people)
        self._kept_people = len(self._numbers)
        for place, layers in kept.places.items():
            self._layers.recall(place, layers, self._surface.recall)
            # The document has what was written; what was asked for alone lies over it.
            top, *_, base = [*self._layers.history(place)]
            if self._surface.now(place) != (base if self.is_reviewed else top):
                self._layers.forget(place)
        self._recall_proposal()

    def keep(self, write: Callable[[Mapping[str, int], Mapping[int, Any]], None]) -> None:
        """Have what has changed since the last time be kept; it is told again where `write` raises.

        Args:
            write: Takes people's numbers, and what was made of places (None: nothing any more), as JSON.
        """
        people = {who: number for who, number in self._numbers.items() if number > self._kept_people}
        places = {place: self._layers.keep(place) for place in self._layers.unkept}
        if people or places:
            write(people, places)
            self._kept_people = len(self._numbers)
            self._layers.unkept.clear()

    def stroke(self, batch: Iterable[object]) -> list[Sorry]:
        """Take a batch of strokes of the hub: `{person, type: paint|turn|undo_mine, …}` each.

        Returns:
            What was refused.
        """
        self.follow()
        sorry: list[Sorry] = []
        strokes: dict[int, tuple[str, Stroke]] = {}
        for each in batch:
            if not isinstance(each, Mapping) or not isinstance(person := each.get("person"), str):
                continue
            if each.get("type") == "undo_mine":
                sorry += self._apply(strokes)
                strokes = {}
                sorry += self._undo_mine(person)
                continue
            try:
                stroke = read_stroke(each, *self._surface.size)
            except CanvasRefused as refusal:
                sorry.append(Sorry(person, refusal.sentence, refusal.values))
            else:
                strokes.pop(stroke.place, None)
                strokes[stroke.place] = (person, stroke)
        return sorry + self._apply(strokes)

    def undo(self, ticket: str, by: Person) -> None:
        """Take back all that one ticket did; what others did since stays."""
        self.follow()
        self._write(by, self._layers.undo(ticket))

    def wipe(self, by: Person) -> None:
        """Take back all that the audience did."""
        self.follow()
        self._moved.update(self._layers.places)
        self._write(by, self._layers.wipe())

    def follow(self) -> None:
        """Take in what others have changed meanwhile: of that nothing can be taken back here."""
        places = list(self._touched.places)
        self._touched.forget()
        for root, id in places:
            if root in self._surface.frame:
                self.outdated = True
            elif root == "proposals":
                self._see_answer(id)
            else:
                for place in self._surface.take(root, id, self._read(root, id)):
                    self._layers.forget(place)
                    self._moved.add(place)

    def propose(self) -> None:
        """Bring the proposal up to what is asked for."""
        self.follow()
        asked = self._asked()
        changes = self._surface.changes(asked)
        operations = [each for change in changes if (each := between(*change))]
        if not operations:
            if self._proposal:
                self._put_proposal(None)
            return
        if not self._proposal:
            self._proposals += 1
            self._proposal = f"{self.terms.id}-p{self._proposals}"
        self._proposed = set(asked)
        name = f"{NAME}: {self.terms.name}" if self.terms.name else NAME
        self._put_proposal(
            {"title": name[:200], "source": "audience", "patch": encode_operations(operations)}
        )

    def news(self, whole: bool = False) -> dict[str, Any]:
        """What the hub has to know: what phones see, and who holds what changed hands; with what they are told once."""
        moved = set(self._layers.places) if whole else self._moved
        self._moved = set()
        asked = self._asked() if self.is_reviewed else {}
        theirs = () if self.is_reviewed else list(self._layers.places)
        about = {
            "id": self.terms.id,
            "name": self.terms.name,
            "mode": self.terms.mode,
            "quota": self.terms.quota,
            **self._surface.describe(),
        }
        held = str(about.get("held", ""))
        told, self._held = self._held == held and not whole, held
        return {
            "type": "canvas",
            "id": self.terms.id,
            **({} if told else {"about": about}),
            "now": {**self._surface.show(theirs, asked), "people": len(self._layers.authors)},
            "whole": whole,
            "holders": [[place, self._layers.holder(place)] for place in sorted(moved)],
        }

    def state(self) -> dict[str, Any]:
        """The session state's `canvas`."""
        authors = self._layers.authors
        most = sorted(authors, key=lambda person: (-authors[person], self._numbers[person]))[:_AUTHORS]
        region = dict.fromkeys(("part", "from", "until", "knobs")) | dict(self.terms.region)
        return {
            "id": self.terms.id,
            "kind": "notes" if isinstance(self._surface, Notes) else "knobs",
            "name": self.terms.name,
            **region,
            "mode": self.terms.mode,
            "quota": self.terms.quota,
            "people": len(authors),
            "edits": sum(authors.values()),
            "waiting": len(self._asked()) if self.is_reviewed else 0,
            "authors": [
                {"person": person, "name": f"Phone {self._numbers[person]}", "edits": authors[person]}
                for person in most
            ],
        }

    @property
    def is_reviewed(self) -> bool:
        """Whether strokes wait for the artist."""
        return self.terms.mode == "reviewed"

    @property
    def size(self) -> int:
        """Characters of the proposal that waits: it is written again whole."""
        return len(str((self._read("proposals", self._proposal) or {}).get("patch", "")))

    def _ended(self, event: object) -> None:
        if self._touched.places and not self._writing:
            self._changed()

    def _read(self, root: str, id: str) -> Any:
        return read(self._room.ydoc, root, id)

    def _apply(self, strokes: Mapping[int, tuple[str, Stroke]]) -> list[Sorry]:
        """Do what is allowed of strokes, the last ones at their places."""
        sorry: list[Sorry] = []
        theirs: dict[str, dict[int, Any]] = {}
        for place, (person, stroke) in strokes.items():
            wanted = theirs.setdefault(person, {})
            try:
                value = self._surface.wanted(place, stroke.value, self._layers.history(place))
                self._refuse_beyond_quota(person, wanted, place, value)
            except CanvasRefused as refusal:
                sorry.append(Sorry(person, refusal.sentence, refusal.values))
            else:
                wanted[place] = value
        hands: list[tuple[Person, list[Change]]] = []
        done: list[tuple[str, dict[int, Any]]] = []
        for person, wanted in theirs.items():
            changes = [] if self.is_reviewed else self._surface.changes(wanted)
            if sentence := self._why_not(person, changes):
                sorry.append(Sorry(person, "{reason}", {"reason": sentence}))
                continue
            done.append((person, wanted))
            if changes:
                hands.append((self._person(person), changes))
        for person, wanted in done:
            for place, value in wanted.items():
                now = self._surface.now(place)
                if value != self._layers.top(place, now):
                    self._numbers.setdefault(person, len(self._numbers) + 1)
                    self._layers.paint(place, now, person, value)
                    self._moved.add(place)
        self._edit(hands)
        return sorry

    def _refuse_beyond_quota(self, person: str, wanted: Mapping[int, Any], place: int, value: Any) -> None:
        quota, held = self.terms.quota, self._layers.held(person)
        if self._beneath(person, place) == value or place in held:
            return
        more = sum(at not in held and self._beneath(person, at) != then for at, then in wanted.items())
        less = sum(at in held and self._beneath(person, at) == then for at, then in wanted.items())
        if quota and len(held) + more - less >= quota:
            raise CanvasRefused(
                "You have changed {n} places, which is as many as one may: change one of them back to go on.",
                n=quota,
            )
        waiting = self.is_reviewed and sum(1 for _ in self._layers.places) + len(wanted) >= MOST_ASKED
        if waiting:
            raise CanvasRefused("Very much waits for the artist already: wait a moment.")

    def _beneath(self, person: str, place: int) -> Any:
        """What a place would be without somebody."""
        history = list(self._layers.history(place)) or [self._surface.now(place)]
        return history[1] if self._layers.holder(place) == person else history[0]

    def _undo_mine(self, person: str) -> list[Sorry]:
        held = self._layers.held(person)
        if not self.is_reviewed:
            # Asked first: what was taken back cannot be given back.
            changes = self._surface.changes({place: self._beneath(person, place) for place in held})
            if sentence := self._why_not(person, changes):
                return [Sorry(person, "{reason}", {"reason": sentence})]
        self._write(self._person(person), self._layers.undo(person))
        self._moved |= held
        return []

    def _write(self, by: Person, wanted: Mapping[int, Any]) -> None:
        """Make places what they were."""
        self._moved.update(wanted)
        if not self.is_reviewed and (changes := self._surface.changes(wanted)):
            self._edit([(by, changes)])

    def _edit(self, hands: Sequence[tuple[Person, Sequence[Change]]]) -> None:
        """Write, and see it as written here."""
        if not hands:
            return
        self._tell_room(hands)
        for _, changes in hands:
            for root, id, *_ in changes:
                self._surface.take(root, id, self._read(root, id))

    def _tell_room(self, hands: Sequence[tuple[Person, Sequence[Change]]]) -> None:
        self._writing = True
        try:
            self._room.edit(hands)
        finally:
            self._writing = False
            self._touched.forget()

    def _why_not(self, person: str, changes: Sequence[Change]) -> str:
        """What locks say; whose the part is does not count, as the artist opened it."""
        return self._room.guard.why_not(changes, self._person(person), Role.PLAYER, granted=True)

    def _person(self, ticket: str) -> Person:
        return Person(f"audience-{ticket}", NAME, Role.PLAYER, self._room.path)

    def _asked(self) -> dict[int, Any]:
        """What is asked for: places that are to become something else."""
        if not self.is_reviewed:
            return {}
        tops = {place: self._layers.top(place, None) for place in self._layers.places}
        return {place: top for place, top in sorted(tops.items()) if top != self._surface.now(place)}

    def _put_proposal(self, entry: dict[str, Any] | None) -> None:
        whose = Person("audience", NAME, Role.PLAYER, self._room.path)
        change = Change("proposals", self._proposal, self._read("proposals", self._proposal), entry)
        self._tell_room([(whose, [change])])
        if entry is None:
            self._proposal, self._proposed = "", set()

    def _recall_proposal(self) -> None:
        """The proposal that grew goes on, unless it was answered; the document knows which there were."""
        before = f"{self.terms.id}-p"
        ids = [
            id.removeprefix(before)
            for id in self._room.ydoc.get("proposals", type=Map)
            if id.startswith(before)
        ]
        self._proposals = max((int(number) for number in ids if number.isdigit()), default=0)
        newest = f"{before}{self._proposals}"
        if self._proposals and not _is_answered(self._read("proposals", newest)):
            self._proposal, self._proposed = newest, set(self._asked())

    def _see_answer(self, id: str) -> None:
        """Let go of what was proposed, once some of it is answered: what comes then is a proposal of its own."""
        if id != self._proposal:
            return
        if _is_answered(self._read("proposals", id)):
            for place in self._proposed:
                self._layers.forget(place)
            self._moved |= self._proposed
            self._proposal, self._proposed = "", set()


def _is_answered(proposal: Mapping[str, Any] | None) -> bool:
    return proposal is None or proposal.get("status", "open") != "open" or bool(proposal.get("taken"))
