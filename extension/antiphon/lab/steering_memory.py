"""The memory of what is steered: what the store keeps of it, and how it comes back after a new start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from antiphon.lab.keeper import Keeper
from antiphon.lab.lever import Lever
from antiphon.lab.levers import not_there
from antiphon.lab.steering import Steering
from antiphon.lab.timers import Timers
from antiphon.session.saying import Saying
from antiphon.session.steering import Standing
from antiphon.session.store import Store
from antiphon.session.target import Target

_SUBJECT: Final = "steering"
_ALL: Final = ""
"""The key of what is not of one target."""


class SteeringMemory:
    """Values, freezes and what can be undone, in the store. Envelopes are there anyway.

    What of the document is steered comes back once the document has been read; what is not in it any more is as written.
    """

    def __init__(
        self,
        store: Store,
        piece: str,
        timers: Timers,
        steering: Steering,
        *,
        notice: Callable[[str], None],
    ) -> None:
        """Have what every piece has be as it was.

        Args:
            store: The store.
            piece: The piece, as the store knows it.
            timers: Those of the session.
            steering: What is steered; all as written.
            notice: Tells everybody something.
        """
        self._store, self._piece = store, piece
        self._keeper = Keeper(timers, "steering kept")
        self._steering, self._levers, self._notice = steering, steering.levers, notice
        self._kept: dict[str, Any] = store.remembered(piece, _SUBJECT)
        self._waiting = {key: each for key, each in self._kept.items() if key != _ALL}
        if (general := self._kept.get(_ALL)) is not None:
            steering.frozen = general["frozen"]
            steering.effects.update(general["effects"])
            self._levers.done.extend(map(_read_done, general["done"]))
        self._recall()

    @property
    def waits(self) -> bool:
        """Whether something waits for the document to be read."""
        return bool(self._waiting)

    def survey(self) -> None:
        """The document was read: what waited for it comes back, or is as written."""
        if self._waiting:
            self._recall()
            for each in self._waiting.values():
                self._notice(not_there(each["name"]))
            self._waiting = {}
            self.soon()

    def _recall(self) -> None:
        kept: dict[str, tuple[Standing | None, bool, str]] = {}
        for key in self._waiting.keys() & self._levers.known.keys():
            each, target = self._waiting.pop(key), self._levers.known[key]
            try:
                standing = _read(target, each["standing"])
            except ValueError:
                standing = None
                self._notice(
                    Saying(
                        "{name} is as written again, as it does not take what it was steered to.",
                        name=target.name,
                    )
                )
            kept[key] = standing, each["frozen"], each["reason"]
        self._levers.recall(kept)

    def soon(self) -> None:
        """Keep what has changed, in a moment."""
        self._keeper.soon(self._put)

    def keep(self) -> None:
        """Keep what has changed; what the disk does not take is tried again."""
        self._keeper.now(self._put)

    def _put(self) -> None:
        now = self._waiting | dict(self._rows())
        gone: dict[str, Any] = dict.fromkeys(self._kept.keys() - now.keys())
        changed = {key: each for key, each in now.items() if self._kept.get(key) != each} | gone
        if changed:
            self._store.remember(self._piece, _SUBJECT, changed)
            self._kept = now

    def _rows(self) -> Iterator[tuple[str, Any]]:
        done = [{key: _write(standing) for key, standing in each.items()} for each in self._levers.done]
        frozen, effects = self._steering.frozen, dict(self._steering.effects)
        if frozen or done or effects:
            yield _ALL, {"frozen": frozen, "done": done, "effects": effects}
        for key, lever in self._levers.of.items():
            # What is done once, as going to a section, is not done again.
            standing = None if lever.target.passes else lever.standing
            if standing is not None or lever.frozen:
                yield key, _row(lever, standing)


def _row(lever: Lever, standing: Standing | None) -> dict[str, Any]:
    return {
        "name": lever.target.name,
        "standing": _write(standing),
        "frozen": lever.frozen,
        "reason": lever.reason,
    }


def _write(standing: Standing | None) -> dict[str, Any] | None:
    return None if standing is None else asdict(standing)


def _read(target: Target, raw: Mapping[str, Any] | None) -> Standing | None:
    """The standing that was kept.

    Raises:
        ValueError: The target does not take it any more.
    """
    if raw is None:
        return None
    return Standing(target.read(raw["hand"]), target.read(raw["audience"]), raw["share"])


def _read_done(raw: Mapping[str, Any]) -> dict[str, Standing | None]:
    return {key: None if each is None else Standing(**each) for key, each in raw.items()}
