"""Exploring: trying choices on the audience, bar by bar, so that what is liked comes up more and more often."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from antiphon.lab.ballots import liked
from antiphon.lab.seat import Refused
from antiphon.lab.steering import Steering
from antiphon.session.exploration import Exploration
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.poll import LONGEST, SHORTEST
from antiphon.session.saying import Saying
from antiphon.session.target import Value, is_number

BARS = 64
"""Bars for which a choice is played at most."""


class _Trial:
    """What is explored: a choice is played, heard for some bars, asked about, and another is played."""

    def __init__(
        self, person: Person, target: str, variants: Mapping[str, Value], seconds: float, bars: int
    ) -> None:
        self.person, self.target, self.variants = person, target, variants
        self.seconds, self.bars = seconds, bars
        self.known = Exploration(variants, secrets.randbits(32))
        self.trying, self.round, self.poll = "", 0, ""
        self.left = bars
        self.measure: int | None = None


class Exploring:
    """Thompson sampling of the choices of one target's envelope (`antiphon.session.exploration`)."""

    def __init__(self, steering: Steering, ask: Callable[[Mapping[str, Any]], bool]) -> None:
        """Explore nothing yet.

        Args:
            steering: What plays a choice.
            ask: Opens a poll; returns whether that could be.
        """
        self._steering, self._ask = steering, ask
        self._trial: _Trial | None = None

    def begin(self, person: Person, key: str, seconds: object, bars: object) -> None:
        """Begin with a target, in place of what is explored.

        Raises:
            Refused: if that cannot be; the message says why.
            ValueError: if the audience may not steer it.
        """
        target, envelope = self._steering.open_to(key)
        if (
            not isinstance(seconds, int | float)
            or not is_number(seconds)
            or not SHORTEST <= seconds <= LONGEST
        ):
            raise Refused(
                Saying(
                    "A question on what was tried is open for {least} to {most} seconds.",
                    least=SHORTEST,
                    most=LONGEST,
                )
            )
        if not isinstance(bars, int | float) or not is_number(bars) or bars not in range(1, BARS + 1):
            raise Refused(
                Saying("What is tried is heard for 1 to {most} whole bars before the question.", most=BARS)
            )
        tried = (value if isinstance(value, str) else target.near(value) for value in envelope.variants())
        variants = {_name(value): value for value in tried}
        if target.passes or len(variants) < 2:
            raise Refused(
                Saying("{name} has nothing to try: it needs two choices that stay.", name=target.name)
            )
        self._trial = _Trial(person, key, variants, float(seconds), int(bars))
        self._next(self._trial)

    def stop(self) -> None:
        """Try nothing more; what sounds goes on."""
        self._trial = None

    def follow(self, transport: Message) -> None:
        """Take where the music is: the bars of what is tried are counted while it plays."""
        trial = self._trial
        if trial is None or trial.poll or not transport.get("playing"):
            return
        lever = self._steering.levers.of.get(trial.target)
        value = trial.variants[trial.trying]
        if (
            lever is None
            or lever.envelope is None
            or lever.value != value
            or lever.frozen
            or self._steering.frozen
        ):
            # Somebody else has steered it meanwhile, or holds it: theirs is the word.
            self.stop()
            return
        if lever.pending is not None or lever.heard != value:
            return
        if trial.measure is not None and trial.measure != transport.get("measure"):
            trial.left -= 1
        trial.measure = transport.get("measure")
        if trial.left <= 0:
            poll = liked(trial.seconds)
            if self._ask(poll):
                trial.poll = poll["id"]

    def learn(self, poll: str, outcome: Mapping[str, Any]) -> None:
        """Take how a poll ended: if it was on what is tried, the next one is."""
        trial = self._trial
        if trial is not None and trial.poll == poll:
            counts = outcome.get("counts") or {}
            trial.known.learn(trial.trying, counts.get("yes", 0), sum(counts.values()))
            self._next(trial)

    def dropped(self, is_open: Callable[[str], bool]) -> None:
        """Stop where the question on what is tried was taken away."""
        if self._trial is not None and self._trial.poll and not is_open(self._trial.poll):
            self.stop()

    def _next(self, trial: _Trial) -> None:
        trial.trying, trial.round, trial.poll = trial.known.choose(), trial.round + 1, ""
        trial.left, trial.measure = trial.bars, None
        reason = Saying("Tried on the audience")
        self._steering.put(trial.person, trial.target, trial.variants[trial.trying], reason)

    def state(self) -> dict[str, Any] | None:
        """The state's `steering.exploration`."""
        trial = self._trial
        if trial is None:
            return None
        return {
            "target": trial.target,
            "trying": trial.trying,
            "round": trial.round,
            "expected": {name: round(rate, 4) for name, rate in trial.known.expected().items()},
            "heard": dict(trial.known.heard()),
        }


def _name(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"
