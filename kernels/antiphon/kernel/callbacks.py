"""Who is told of a live piece's changes: callbacks on a thread of their own, one after another."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from antiphon.document.changes import Change
from antiphon.document.schema import KINDS

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edit:
    """What one transaction changed.

    Attributes:
        entries: For each root that changed, the ids of its entries that did; `meta` is one entry, whose id is empty.
        by: The name of who did it; empty where it is not known, as of what was caught up with after a break.
        mine: Whether it was this handle.
    """

    entries: Mapping[str, tuple[str, ...]]
    by: str
    mine: bool

    @classmethod
    def of(cls, changes: tuple[Change, ...], mine: bool, by: str) -> Edit:
        """What a transaction's changes amount to."""
        entries: dict[str, tuple[str, ...]] = {}
        for change in changes:
            entries[change.root] = (*entries.get(change.root, ()), change.id)
        return cls(entries, by, mine)

    def __contains__(self, root: object) -> bool:
        """Whether something in a root changed."""
        return root in self.entries

    def __str__(self) -> str:
        what = ", ".join(_counted(root, len(ids)) for root, ids in self.entries.items())
        return f"{self.by or 'somebody'} changed {what}"


def _counted(root: str, count: int) -> str:
    kind = KINDS[root].name.lower()
    return root if root == "meta" else f"{count} {kind if count == 1 else root}"


Callback = Callable[[Edit], object]


class Subscription:
    """A callback that is told of changes until it is stopped; as a context manager, until the end of the block."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    def stop(self) -> None:
        """Tell it no more; stopping again does nothing."""
        self._stop()

    def __enter__(self) -> Subscription:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


class Callbacks:
    """A thread that calls back, begun with the first call: a slow callback keeps nobody's edits waiting."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[tuple[Callback, Edit] | None] = queue.SimpleQueue()
        self._name = name
        self._thread: threading.Thread | None = None

    def put(self, callback: Callback, edit: Edit) -> None:
        """Call back soon."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._run, name=f"antiphon callbacks {self._name}", daemon=True
            )
            self._thread.start()
        self._queue.put((callback, edit))

    def close(self) -> None:
        """End, once what was put was done."""
        self._queue.put(None)

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            callback, edit = task
            try:
                callback(edit)
            except Exception:
                log.exception("A callback for changes of %s failed; it will be called again.", self._name)
