"""The audience of a live piece, as the artist has it in a notebook: what phones are asked, and what their answers may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from antiphon.kernel.asking import ask
from antiphon.kernel.connection import Connection
from antiphon.kernel.line import Line

if TYPE_CHECKING:
    from antiphon.kernel.desk import Desk


class LiveAudience:
    """`piece.audience`. Everything but reading is the teacher's: it raises a `RefusedError` for others.

    What the session tells is in `state`; docs/reference.md, *Steering*, has the names of what can be steered.
    """

    def __init__(self, connection: Connection, line: Line) -> None:
        """Use `LivePiece.audience`."""
        self._connection, self._line = connection, line

    @property
    def link(self) -> str:
        """The audience's link; it opens the page if it is not open. `antiphon.apps.follow` takes it."""
        return self._link("audience")

    @property
    def stage_link(self) -> str:
        """The link of the stage, for the projector."""
        return self._link("stage")

    @property
    def state(self) -> Mapping[str, Any]:
        """What the session last told of everything."""
        return self._line.state

    @property
    def count(self) -> int:
        """How many are there."""
        return int(self.state.get("audience", {}).get("count", 0))

    @property
    def polls(self) -> list[dict[str, Any]]:
        """The polls that are open, the oldest first."""
        return list(self.state.get("polls", []))

    @property
    def results(self) -> list[dict[str, Any]]:
        """How the last polls ended, the newest first."""
        return list(self.state.get("results", []))

    @property
    def steering(self) -> dict[str, Any]:
        """What may be steered and is: `{frozen, undo, targets: [{target, value, hand, …}], …}`."""
        return dict(self.state.get("steering") or {})

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What people ask: `{id, text, at, shown}`."""
        return list(self.state.get("questions", []))

    def ask(
        self,
        question: str,
        options: Sequence[str] = (),
        *,
        kind: str = "single",
        seconds: float = 30.0,
        **more: Any,
    ) -> None:
        """Ask the audience something.

        Args:
            question: The question, at most 200 characters.
            options: What can be chosen; none for a `scale`, a `pad` or `tap`.
            kind: `single`, `multiple`, `ranked`, `scale`, `pad` or `tap`.
            seconds: How long the poll is open, 5 to 600.
            more: What goes with the kind (`most`, `rule`, `low`, `high`, `step`, `labels`), and `live`, `halves`, `beside`,
                `steers`, `at`.
        """
        listed = {"options": list(options)} if options else {}
        asked = {"question": question, "kind": kind, "live": False, "halves": False, **listed, **more}
        self._line.tell({"type": "open_poll", "seconds": seconds, **asked})

    def ask_tempo(self, seconds: float = 30.0, **more: Any) -> None:
        """Ask for the tempo."""
        self._line.tell({"type": "open_poll", "seconds": seconds, **more})

    def close(self, poll: str | None = None) -> None:
        """Close a poll before its time; by default the newest."""
        self._poll("close_poll", poll)

    def again(self, poll: str | None = None) -> None:
        """Ask again without the votes."""
        self._poll("reset_poll", poll)

    def drop(self, poll: str | None = None) -> None:
        """Take a poll, or its result, off the phones."""
        self._poll("drop_poll", poll)

    def envelope(self, target: str, **bounds: Any) -> None:
        """Let the audience steer something within bounds: `minimum`, `maximum`, `step`, `choices`, `slew`, `cooldown`,
        `quantise`, `weight`, `veto`.
        """
        self._line.tell({"type": "envelope", "target": target, **bounds})

    def withdraw(self, target: str) -> None:
        """Let the audience steer it no more; it falls back to the score."""
        self._line.tell({"type": "withdraw", "target": target})

    def hand(self, target: str, value: float | str | None) -> None:
        """Set something by one's own hand, at once; None is as written."""
        self._line.tell({"type": "hand", "target": target, "value": value})

    def freeze(self, on: bool = True, target: str | None = None) -> None:
        """Let no vote change anything, or one thing, until it is switched off again."""
        self._line.tell({"type": "freeze", "on": on, **_of(target)})

    def veto(self, target: str | None = None) -> None:
        """Take back what waits or is agreed and does not sound yet."""
        self._line.tell({"type": "veto", **_of(target)})

    def undo(self) -> None:
        """Undo the last thing that was steered."""
        self._line.tell({"type": "undo_steering"})

    def written(self, target: str | None = None) -> None:
        """Fall back to the score."""
        self._line.tell({"type": "reset_steering", **_of(target)})

    def allow(self, **what: Any) -> None:
        """Let the audience do something: `questions`, `suggestions`, `gestures`, `reactions`."""
        self._line.tell({"type": "allow", **what})

    def show(self, question: str | None) -> None:
        """Show a question on the stage, by its id; None shows none."""
        self._line.tell({"type": "show_question", "id": question})

    def answered(self, question: str) -> None:
        """Be done with a question."""
        self._line.tell({"type": "answer_question", "id": question})

    def desk(self, language: str | None = None) -> Desk:
        """The desk: what all of this looks like in a notebook's cells.

        Args:
            language: `en`, `es`, `fr`, `de` or `zh`; None for that of the page that shows the notebook, or else English.
        """
        from antiphon.kernel.desk import Desk
        from antiphon.session.words import Words

        return Desk(self, self._line, Words(language))

    def _link(self, role: str) -> str:
        answer = ask(self._connection, "POST", "invites", {"role": role, "path": self._connection.path})
        return str(answer.json()["link"])

    def _poll(self, type: str, poll: str | None) -> None:
        self._line.tell({"type": type, **({"id": poll} if poll else {})})

    def __repr__(self) -> str:
        return f"<LiveAudience of {self._connection.path}: {self.count} here, {len(self.polls)} polls open>"


def _of(target: str | None) -> dict[str, str]:
    return {"target": target} if target is not None else {}
