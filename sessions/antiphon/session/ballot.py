"""Ballots: the kinds of answers that a poll takes, and what counts as one.

What comes from a phone is read strictly: a ballot is of its kind, knows its options, and has finite numbers inside the
range; anything else is refused in a sentence. What is read is a small hashable value, so that equal ballots are counted
as one (`antiphon.session.outcome`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from antiphon.session.saying import Saying

OPTIONS = 12
"""Options a poll may have."""

LABEL = 80
"""Characters of an option's label."""

POSITIONS = 100
"""Steps of an XY pad from one side to the other."""

SLOWEST, FASTEST = 30.0, 300.0
"""Bounds of a tapped tempo, in beats a minute."""

VALUES = 1000
"""Steps a scale may have."""

RULES = ("runoff", "borda")
"""How a ranked poll is decided."""

Ballot: TypeAlias = str | float | tuple[str, ...] | tuple[float, float]
"""One person's answer: an option, a number, several options (in order, where they are ranked), or a place on a pad."""


class VoteRefused(Exception):
    """A vote that does not count; the message says why in one sentence.

    Args:
        sentence: Why, always in the same English words, by which the phone finds its own; `{name}` stands for a value.
        values: What stands there.
    """

    def __init__(self, sentence: str, **values: float) -> None:
        super().__init__(sentence.format(**{name: f"{value:g}" for name, value in values.items()}))
        self.sentence = sentence
        self.values = values


@dataclass(frozen=True)
class Option:
    """Something to vote for.

    Attributes:
        id: As it is counted.
        label: As it is read.
    """

    id: str
    label: str


@dataclass(frozen=True)
class Single:
    """One of the options: its id.

    Raises:
        ValueError: if there are fewer than two options, or more than `OPTIONS`, or two have one id.
    """

    options: tuple[Option, ...]
    name: ClassVar[str] = "single"

    def __post_init__(self) -> None:
        if not 2 <= len({option.id for option in self.options}) == len(self.options) <= OPTIONS:
            raise ValueError(Saying("A poll needs 2 to {most} different options.", most=OPTIONS))

    def read(self, ballot: object) -> Ballot:
        """Return a ballot as it is counted.

        Raises:
            VoteRefused: if it is none.
        """
        return _known(self.options, ballot)

    def describe(self) -> dict[str, Any]:
        """The kind as a message says it."""
        return {"options": [{"id": option.id, "label": option.label} for option in self.options]}


@dataclass(frozen=True)
class Multiple(Single):
    """Some of the options, at most `most`: a list of ids, empty where somebody wants none any more.

    Raises:
        ValueError: as of `Single`, or if `most` is not 1 to the number of options.
    """

    most: int = OPTIONS
    name: ClassVar[str] = "multiple"

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.most) is not int or not 1 <= self.most <= len(self.options):
            raise ValueError(Saying("A person may choose one to all of the options of a poll."))

    def read(self, ballot: object) -> Ballot:
        """As `Single.read`; in the order of the options."""
        chosen = _several(self.options, ballot)
        if len(chosen) > self.most:
            raise VoteRefused("You can choose {most} at most.", most=self.most)
        return tuple(option.id for option in self.options if option.id in chosen)

    def describe(self) -> dict[str, Any]:
        """As `Single.describe`."""
        return super().describe() | {"most": self.most}


@dataclass(frozen=True)
class Ranked(Single):
    """The options from the best down: a list of ids, one at least. Whatever is not named comes after all that is.

    Attributes:
        rule: How it is decided: `runoff` or `borda` (`antiphon.session.aggregation`).
    """

    rule: str = "runoff"
    name: ClassVar[str] = "ranked"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.rule not in RULES:
            raise ValueError(f"A ranked poll is decided by {' or '.join(RULES)}.")

    def read(self, ballot: object) -> Ballot:
        """As `Single.read`."""
        if not (ranked := _several(self.options, ballot)):
            raise VoteRefused("A ranking names one option at least.")
        return ranked

    def describe(self) -> dict[str, Any]:
        """As `Single.describe`."""
        return super().describe() | {"rule": self.rule}


@dataclass(frozen=True)
class Scale:
    """A number from `low` to `high` in steps of `step`, counted from `low`.

    Attributes:
        labels: What the two ends mean; may be empty.

    Raises:
        ValueError: if that is no range, or one of more than `VALUES` steps.
    """

    low: float
    high: float
    step: float
    labels: tuple[str, str] = ("", "")
    name: ClassVar[str] = "scale"

    def __post_init__(self) -> None:
        if not all(map(_is_number, (self.low, self.high, self.step))):
            raise ValueError(Saying("A scale has three numbers: the lowest, the highest and a step."))
        if not (self.low < self.high and 0 < self.step <= self.high - self.low):
            raise ValueError(
                Saying("A scale goes from a lower number to a higher one, in steps that fit between.")
            )
        if (self.high - self.low) / self.step > VALUES:
            raise ValueError(Saying("A scale has {most} steps at most; make the step larger.", most=VALUES))

    def read(self, ballot: object) -> Ballot:
        """Return the nearest step.

        Raises:
            VoteRefused: if it is no number of the range.
        """
        number = _number(ballot, self.low, self.high)
        steps = math.floor((self.high - self.low) / self.step + 1e-9)
        return round(self.low + min(steps, round((number - self.low) / self.step)) * self.step, 9)

    def describe(self) -> dict[str, Any]:
        """The kind as a message says it."""
        return {"low": self.low, "high": self.high, "step": self.step, "labels": list(self.labels)}


@dataclass(frozen=True)
class Pad:
    """A place on a square: two numbers from 0 to 1, across (left to right) and up (bottom to top).

    Attributes:
        labels: What the left, right, lower and upper edge mean; may be empty.
    """

    labels: tuple[str, str, str, str] = ("", "", "", "")
    name: ClassVar[str] = "pad"

    def read(self, ballot: object) -> Ballot:
        """Return the nearest of the pad's `POSITIONS`.

        Raises:
            VoteRefused: if it is no place.
        """
        if not isinstance(ballot, list | tuple) or len(ballot) != 2:
            raise VoteRefused("A place on the pad is two numbers.")
        across, up = (round(_number(value, 0, 1) * POSITIONS) / POSITIONS for value in ballot)
        return across, up

    def describe(self) -> dict[str, Any]:
        """The kind as a message says it."""
        return {"labels": list(self.labels)}


@dataclass(frozen=True)
class Tap:
    """A tempo, in beats a minute, that the phone made of taps (60 s by the median of the pauses between them)."""

    name: ClassVar[str] = "tap"

    def read(self, ballot: object) -> Ballot:
        """Return it to a tenth.

        Raises:
            VoteRefused: if it is no tempo between `SLOWEST` and `FASTEST`.
        """
        return round(_number(ballot, SLOWEST, FASTEST), 1)

    def describe(self) -> dict[str, Any]:
        """The kind as a message says it."""
        return {"low": SLOWEST, "high": FASTEST}


@dataclass(frozen=True)
class Shake:
    """How strongly somebody shook their phone, or would: a number from 0 (calm) to 1.

    Attributes:
        labels: What calm and wild mean; may be empty.
    """

    labels: tuple[str, str] = ("", "")
    name: ClassVar[str] = "shake"

    def read(self, ballot: object) -> Ballot:
        """Return it to a hundredth.

        Raises:
            VoteRefused: if it is no number from 0 to 1.
        """
        return round(_number(ballot, 0, 1), 2)

    def describe(self) -> dict[str, Any]:
        """The kind as a message says it."""
        return {"low": 0.0, "high": 1.0, "labels": list(self.labels)}


Kind: TypeAlias = Single | Multiple | Ranked | Scale | Pad | Tap | Shake


def read_kind(message: Mapping[str, Any]) -> Kind:
    """The kind that a message describes by its `kind` (without one, `single`) and the keys that `describe` writes.

    Raises:
        ValueError: if it describes none; the message says what is wrong.
    """
    match message.get("kind", "single"):
        case "single":
            return Single(_options(message))
        case "multiple":
            options = _options(message)
            return Multiple(options, message.get("most", len(options)))
        case "ranked":
            return Ranked(_options(message), message.get("rule", "runoff"))
        case "scale":
            low, high, step = (message.get(key) for key in ("low", "high", "step"))
            left, right = _labels(message, 2)
            return Scale(low, high, step, (left, right))  # type: ignore[arg-type]  # checked by itself
        case "pad":
            left, right, below, above = _labels(message, 4)
            return Pad((left, right, below, above))
        case "tap":
            return Tap()
        case "shake":
            calm, wild = _labels(message, 2)
            return Shake((calm, wild))
    raise ValueError("A poll is single, multiple, ranked, scale, pad, tap or shake.")


def read_options(options: object) -> tuple[Option, ...]:
    """Options of a message, `[{id, label}]`.

    Raises:
        ValueError: if they are none.
    """
    if not isinstance(options, list):
        raise ValueError(Saying("A poll needs a list of options."))
    read = []
    for option in options:
        match option:
            case {"id": str(id), "label": str(label)} if 0 < len(id) <= LABEL and label.strip():
                read.append(Option(id, _short(label)))
            case _:
                raise ValueError(Saying("Each option of a poll needs words."))
    return tuple(read)


def _options(message: Mapping[str, Any]) -> tuple[Option, ...]:
    return read_options(message.get("options"))


def _labels(message: Mapping[str, Any], count: int) -> list[str]:
    labels = message.get("labels", [""] * count)
    if (
        not isinstance(labels, list)
        or len(labels) != count
        or not all(isinstance(label, str) for label in labels)
    ):
        raise ValueError(f"The ends of this kind of poll have {count} labels.")
    return [_short(label) for label in labels]


def _short(label: str) -> str:
    if len(label) > LABEL:
        raise ValueError(
            Saying("“{start}…” is too long; {most} characters are the most.", start=label[:20], most=LABEL)
        )
    return label if isinstance(label, Saying) else label.strip()


def _known(options: tuple[Option, ...], id: object) -> str:
    if not isinstance(id, str) or all(option.id != id for option in options):
        raise VoteRefused("This poll has no such option.")
    return id


def _several(options: tuple[Option, ...], ballot: object) -> tuple[str, ...]:
    if not isinstance(ballot, list | tuple) or len(ballot) > len(options):
        raise VoteRefused("This poll takes a list of its options.")
    chosen = tuple(_known(options, id) for id in ballot)
    if len(set(chosen)) < len(chosen):
        raise VoteRefused("An option can be chosen once only.")
    return chosen


def _is_number(value: object) -> bool:
    try:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    except OverflowError:
        return False


def _number(value: object, low: float, high: float) -> float:
    if not _is_number(value) or not low <= value <= high:  # type: ignore[operator]
        raise VoteRefused("This poll takes a number from {low} to {high}.", low=low, high=high)
    return float(value)  # type: ignore[arg-type]
