"""Envelopes: how far the audience may steer a target, how fast, how often, and how much its word counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from antiphon.session.saying import Saying
from antiphon.session.target import FORM, Target, Value, is_number

At = Literal["now", "beat", "bar", "section"]
"""Where in the music something changes: at once, or at the next boundary of that kind."""

BOUNDARIES: Final[tuple[At, ...]] = ("now", "beat", "bar", "section")
"""From the soonest to the latest."""

CHOICES: Final = 12
"""Choices of an envelope at most: a poll has no more options."""

LONGEST_COOLDOWN: Final = 3600.0
LONGEST_VETO: Final = 60.0

_NUMBERS: Final = ("minimum", "maximum", "step", "slew", "cooldown", "weight", "veto")


@dataclass(frozen=True)
class Envelope:
    """What the artist declared of a target.

    Attributes:
        minimum: The least number that votes lead to; of a target of texts, nothing.
        maximum: The greatest.
        step: What one step of a poll adds or takes, above 0.
        choices: The texts that votes lead to, in an order in which steps go; empty of a target of numbers.
        slew: The greatest change a second, in the target's unit; 0: at once.
        cooldown: Least seconds between two changes by votes.
        quantise: Where in the music it changes.
        weight: The audience's share against the artist's own value, 0 to 1.
        veto: Seconds that a result waits for a veto; 0: none.
    """

    minimum: float = 0.0
    maximum: float = 0.0
    step: float = 1.0
    choices: tuple[str, ...] = ()
    slew: float = 0.0
    cooldown: float = 0.0
    quantise: At = "bar"
    weight: float = 1.0
    veto: float = 0.0

    def clamp(self, value: Value) -> Value:
        """The nearest value inside; a text that is none of the choices stays.

        >>> Envelope(0.7, 1.4, 0.1).clamp(9.0)
        1.4
        """
        return value if isinstance(value, str) else min(self.maximum, max(self.minimum, value))

    def stepped(self, value: Value, steps: float) -> Value:
        """A value some steps further, inside; steps never lead the other way, wherever the value is.

        >>> Envelope(0.7, 1.4, 0.1).stepped(1.35, 1), Envelope(0.7, 1.4, 0.1).stepped(2.0, 1)
        (1.4, 2.0)
        >>> Envelope(choices=("minor", "written", "major")).stepped("written", 1)
        'major'
        """
        if isinstance(value, str):
            if not self.choices or not steps:
                return value
            at = self.choices.index(value) if value in self.choices else 0
            return self.choices[min(len(self.choices) - 1, max(0, at + round(steps)))]
        new = round(min(self.maximum, max(self.minimum, value + steps * self.step)), 6)
        return new if (new - value) * steps > 0 else value

    def place(self, share: float) -> Value:
        """The value at a place between the least (0) and the greatest (1); of texts, the choice there."""
        if self.choices:
            return self.choices[min(len(self.choices) - 1, int(share * len(self.choices)))]
        return round(self.minimum + share * (self.maximum - self.minimum), 6)

    def variants(self) -> tuple[Value, ...]:
        """The values that can be tried one after another: the choices, or some steps from the least to the greatest."""
        if self.choices:
            return self.choices
        steps = round((self.maximum - self.minimum) / self.step)
        count = steps + 1 if 0 < steps < 9 else 5
        return tuple(
            dict.fromkeys(
                round(self.minimum + at * (self.maximum - self.minimum) / (count - 1), 6)
                for at in range(count)
            )
        )

    def describe(self) -> dict[str, Any]:
        """The envelope as messages and the store say it: what `read_envelope` reads."""
        return {
            "minimum": self.minimum,
            "maximum": self.maximum,
            "step": self.step,
            "slew": self.slew,
            "cooldown": self.cooldown,
            "quantise": self.quantise,
            "weight": self.weight,
            "veto": self.veto,
            "choices": list(self.choices),
        }


def usual(target: Target) -> Envelope:
    """The envelope that a target has where the artist says nothing more of it."""
    quantise: At = "section" if target.key == FORM else "bar"
    if target.is_text:
        return Envelope(choices=target.texts[:CHOICES], quantise=quantise)
    low, high = target.usual or (target.minimum, target.maximum)
    return Envelope(low, high, target.step, quantise=quantise)


def read_envelope(target: Target, message: Mapping[str, Any], before: Envelope | None = None) -> Envelope:
    """The envelope that a message declares; what it does not say is as it was, or usual.

    Raises:
        ValueError: if it declares none; the message says what is wrong.
    """
    said = (before or usual(target)).describe()
    said |= {key: value for key, value in message.items() if key in said and value is not None}
    for name in _NUMBERS:
        if not is_number(said[name]):
            raise ValueError(f"The {name} of an envelope is a number.")
    numbers = {name: float(said[name]) for name in _NUMBERS}
    if said["quantise"] not in BOUNDARIES:
        raise ValueError(f"A change is quantised to one of {', '.join(BOUNDARIES)}.")
    _check_times(numbers)
    choices = said["choices"]
    if target.is_text:
        choices = _read_choices(target, choices)
    else:
        _check_range(target, numbers)
        choices = ()
    if target.is_text:
        numbers |= {"minimum": 0.0, "maximum": 0.0, "step": 1.0, "slew": 0.0}
    quantise = "section" if target.key == FORM else cast("At", said["quantise"])
    return Envelope(**numbers, choices=choices, quantise=quantise)


def _check_times(numbers: Mapping[str, float]) -> None:
    if not 0 <= numbers["weight"] <= 1:
        raise ValueError(
            Saying("The audience’s weight is from 0 (the artist alone) to 1 (the audience alone).")
        )
    if not 0 <= numbers["cooldown"] <= LONGEST_COOLDOWN:
        raise ValueError(Saying("Between two changes there are 0 to {most} seconds.", most=LONGEST_COOLDOWN))
    if not 0 <= numbers["veto"] <= LONGEST_VETO:
        raise ValueError(Saying("A result waits 0 to {most} seconds for a veto.", most=LONGEST_VETO))
    if numbers["slew"] < 0:
        raise ValueError(Saying("A value moves by 0 (at once) or more a second."))


def _check_range(target: Target, numbers: Mapping[str, float]) -> None:
    low, high, step = (numbers[name] for name in ("minimum", "maximum", "step"))
    if not target.minimum <= low <= high <= target.maximum:
        raise ValueError(
            Saying(
                "{name} goes from {least} to {most}, the least first: {low} to {high} does not.",
                name=target.name,
                least=target.minimum,
                most=target.maximum,
                low=low,
                high=high,
            )
        )
    if not 0 < step <= target.maximum - target.minimum:
        raise ValueError(
            Saying(
                "A step is above 0 and at most {most}: {step} is not.",
                most=target.maximum - target.minimum,
                step=step,
            )
        )


def _read_choices(target: Target, choices: object) -> tuple[str, ...]:
    if not isinstance(choices, list | tuple) or not 1 <= len(choices) <= CHOICES:
        raise ValueError(
            Saying(
                "The audience chooses between 1 and {most} values of {name}.",
                most=CHOICES,
                name=target.name,
            )
        )
    return tuple(dict.fromkeys(str(target.read(choice)) for choice in choices))
