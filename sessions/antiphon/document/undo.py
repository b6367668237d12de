"""Undo of one's own edits, by field, whatever others did in between.

`src/document/undo.ts` is the same in TypeScript, and `tests/fixtures/undo` holds the two together.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Literal

from antiphon.document.changes import Change, Entry, Recorder, differing, equal, same, write
from antiphon.document.ydoc import YAntiphon

Step = tuple[Change, ...]
"""What one transaction changed: each entry at most once."""

Direction = Literal["undo", "redo"]
"""Which way through the steps."""

Read = Callable[[str, str], Entry | None]
"""An entry as it is now, by root and id; None where there is none."""

LIMIT: Final = 200
"""How many steps can be undone."""

CAPTURE_SECONDS: Final = 0.5
"""Steps of one name that follow each other faster than this are one."""


def undo(step: Step, current: Read) -> Step:
    """What undoing a step changes: only fields, and entries, that nobody else has changed since.

    Args:
        step: What was changed.
        current: Reads an entry as it is now.

    Returns:
        The changes in the step's order, without entries that stay as they are. Undoing them is redo.
    """
    changes = []
    for root, id, before, after in step:
        now = current(root, id)
        change = Change(root, id, now, _undone(before, after, now))
        if not equal(change.before, change.after):
            changes.append(change)
    return tuple(changes)


def merge(first: Step, second: Step) -> Step:
    """Two steps that follow each other as one, undone as the two would be one after the other."""
    steps = {(change.root, change.id): change for change in first}
    for change in second:
        last = steps.get((change.root, change.id))
        before = _undone(last.before, last.after, change.before) if last else change.before
        steps[change.root, change.id] = change._replace(before=before)
    return tuple(change for change in steps.values() if not equal(change.before, change.after))


def _undone(before: Entry | None, after: Entry | None, now: Entry | None) -> Entry | None:
    if before is None:
        return None if equal(after, now) else now
    if after is None:
        return before if now is None else now
    if now is None:
        return None
    result = dict(now)
    absent = object()
    for field in differing(before, after):
        if not same(now.get(field, absent), after.get(field, absent)):
            continue
        if field in before:
            result[field] = before[field]
        else:
            del result[field]
    return result


class Steps:
    """The steps of one person that can be undone and redone. It writes nothing."""

    def __init__(self) -> None:
        self._steps: dict[Direction, deque[Step]] = {"undo": deque(maxlen=LIMIT), "redo": deque(maxlen=LIMIT)}
        self._name = ""
        self._time = 0.0

    def record(self, step: Step, name: str, now: float) -> None:
        """Take in what a transaction changed; what could be redone no longer can.

        Args:
            step: What it changed; where that is nothing, nothing happens.
            name: Names what is being changed, such as one slider; an empty one stands for nothing else.
            now: In seconds.
        """
        if not step:
            return
        steps = self._steps["undo"]
        if steps and name and name == self._name and now - self._time < CAPTURE_SECONDS:
            step = merge(steps.pop(), step)
        if step:
            steps.append(step)
        self._steps["redo"].clear()
        self._name, self._time = name if step else "", now

    def can(self, direction: Direction) -> bool:
        """Whether there are steps that way; others may have left nothing of them to do."""
        return bool(self._steps[direction])

    def next(self, direction: Direction, current: Read) -> Step:
        """What the next undo (or redo) is to write; empty where there is nothing left to do.

        Steps that others have left nothing of are forgotten on the way.
        """
        steps = self._steps[direction]
        while steps:
            changes = undo(steps[-1], current)
            if changes:
                return changes
            steps.pop()
        return ()

    def done(self, direction: Direction, changes: Step) -> None:
        """Say that what `next` gave has been written."""
        self._steps[direction].pop()
        self._steps["redo" if direction == "undo" else "undo"].append(changes)
        self._name = ""

    def clear(self) -> None:
        """Forget every step."""
        for steps in self._steps.values():
            steps.clear()
        self._name = ""


class UndoStack:
    """Undo and redo of what is done to a document here.

    A step is what one transaction without an origin changed: one call of `put`, `change`, `remove` or `set`, or all that
    is done within `step`. Transactions with an origin, such as a room peer's with what others wrote, are not ours. The
    steps outlive the document: `attach` goes on with a fresh copy of it.
    """

    def __init__(self, doc: YAntiphon, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to record.

        Args:
            doc: The document.
            clock: Gives the time in seconds.
        """
        self._clock = clock
        self._steps = Steps()
        self._name = ""
        self._doc = doc
        self._recorder = Recorder(doc.ydoc, self._record)

    @property
    def can_undo(self) -> bool:
        """Whether there are steps to undo; others may have left nothing of them to do."""
        return self._steps.can("undo")

    @property
    def can_redo(self) -> bool:
        """Whether there are steps to redo; others may have left nothing of them to do."""
        return self._steps.can("redo")

    def attach(self, doc: YAntiphon) -> None:
        """Go on with another copy of the document, and keep the steps.

        Args:
            doc: The copy; where its content is still to come, wait for it before undoing.
        """
        self._recorder.stop()
        self._doc = doc
        self._recorder = Recorder(doc.ydoc, self._record)

    @contextmanager
    def step(self, name: str = "") -> Iterator[None]:
        """Make all that is done within one transaction, and one step.

        Args:
            name: Names what is being changed, such as one slider: steps of one name that follow each other within
                half a second are one. An empty name stands for nothing else.
        """
        self._name = name
        try:
            with self._doc.ydoc.transaction():
                yield
        finally:
            self._name = ""

    def undo(self) -> Step:
        """Undo the last step of which there is something left to undo.

        Returns:
            What was changed; empty where there was nothing to undo.

        Raises:
            RuntimeError: Another transaction is open; nothing was changed.
        """
        return self._go("undo")

    def redo(self) -> Step:
        """Redo what was undone last.

        Returns:
            What was changed; empty where there was nothing to redo.

        Raises:
            RuntimeError: Another transaction is open; nothing was changed.
        """
        return self._go("redo")

    def clear(self) -> None:
        """Forget every step."""
        self._steps.clear()

    def _go(self, direction: Direction) -> Step:
        changes = self._steps.next(direction, self._recorder.entry)
        if changes:
            with self._doc.ydoc.transaction(origin=self):
                for change in changes:
                    write(self._doc.ydoc, change)
            self._steps.done(direction, changes)
        return changes

    def _record(self, step: Step, origin: object) -> None:
        if origin is None:
            self._steps.record(step, self._name, self._clock())
