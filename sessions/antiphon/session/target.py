"""Targets: what of the music can be steered, and the values that it takes.

A target is named by a key: `tempo`, `dynamics`, `dynamics/PART`, `gain/STRIP`, `node/NODE/PARAMETER`, `part/PART`,
`sound/PART`, `harmony` and `form`. Its value is a number in the target's unit, or a text, one of its choices.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from antiphon.session.saying import Saying

Value = float | str
"""What a target is set to."""

FORM = "form"
TEMPO = "tempo"

_MODE_NAMES = {
    "written": Saying("As written"),
    "major": Saying("Major"),
    "minor": Saying("Minor"),
    "dorian": Saying("Dorian"),
    "phrygian": Saying("Phrygian"),
    "lydian": Saying("Lydian"),
    "mixolydian": Saying("Mixolydian"),
    "locrian": Saying("Locrian"),
}

MODES = tuple(_MODE_NAMES)
"""Values of the target `harmony`."""


@dataclass(frozen=True)
class Choice:
    """One of the values of a target that takes texts.

    Attributes:
        value: As it is asked of the engine.
        name: As people read it.
    """

    value: str
    name: str


@dataclass(frozen=True)
class Target:
    """Something that can be steered.

    Attributes:
        key: Its key.
        name: What people call it, such as "Flute: louder or softer".
        written: Its value where nobody steers it.
        unit: Of its numbers: `×`, `dB`, `Hz` …; may be empty.
        minimum: The least number that it takes.
        maximum: The greatest.
        step: How fine its numbers are set, and the step that is suggested for an envelope.
        whole: Whether it takes nothing between two steps.
        choices: The texts that it takes; empty of a target of numbers.
        usual: The range that is suggested for an envelope: the least and the greatest; all of it where it is None.
    """

    key: str
    name: str
    written: Value
    unit: str = ""
    minimum: float = 0.0
    maximum: float = 1.0
    step: float = 0.1
    whole: bool = False
    choices: tuple[Choice, ...] = ()
    usual: tuple[float, float] | None = None

    @property
    def is_text(self) -> bool:
        """Whether its values are texts."""
        return bool(self.choices)

    @property
    def passes(self) -> bool:
        """Whether it is as written again by itself once it has sounded: a section that was gone to is there."""
        return self.key == FORM

    def read(self, value: object) -> Value:
        """Return a value as it is kept; None is the written one.

        Raises:
            ValueError: if it takes no such value; the message says what it takes.
        """
        if value is None:
            return self.written
        if self.is_text:
            if isinstance(value, str) and (value == self.written or value in self.texts):
                return value
            raise ValueError(Saying("{name} takes no “{value}” here.", name=self.name, value=str(value)[:60]))
        if not is_number(value) or not self.minimum <= value <= self.maximum:  # type: ignore[operator]
            raise ValueError(
                Saying(
                    "{name} takes a number from {low} to {high}.",
                    name=self.name,
                    low=self.minimum,
                    high=Saying("{number} {unit}", number=self.maximum, unit=self.unit)
                    if self.unit and self.unit != "×"
                    else self.maximum,
                )
            )
        return self.near(float(value))  # type: ignore[arg-type]

    def near(self, value: float) -> float:
        """The nearest number that it takes."""
        inside = min(self.maximum, max(self.minimum, value))
        if self.whole:
            inside = self.minimum + round((inside - self.minimum) / self.step) * self.step
        return round(inside, 6)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that it takes."""
        return tuple(choice.value for choice in self.choices)

    def said(self, value: Value | None) -> str:
        """A value as people read it; None is the written one.

        >>> Target("tempo", "Tempo", 1.0, "×").said(1.1), Target("gain/p", "Flute", 0.0, "dB").said(-3.0)
        ('× 1.1', '−3 dB')
        """
        if value is None:
            value = self.written
        if isinstance(value, str):
            return next((choice.name for choice in self.choices if choice.value == value), value)
        if self.key.startswith("part/"):
            return Saying("plays") if value else Saying("rests")
        number = float(value)
        if self.unit == "×":
            return Saying("× {number}", number=number)
        if not self.unit:
            return Saying("{number}", number=number)
        if self.unit == "dB" and number > 0:
            return Saying("+{number} {unit}", number=number, unit=self.unit)
        return Saying("{number} {unit}", number=number, unit=self.unit)

    def describe(self) -> dict[str, Any]:
        """The target as `steerable` says it."""
        said: dict[str, Any] = {
            "target": self.key,
            "name": self.name,
            "unit": self.unit,
            "kind": "text" if self.is_text else "number",
            "minimum": None if self.is_text else self.minimum,
            "maximum": None if self.is_text else self.maximum,
            "step": None if self.is_text else self.step,
            "written": self.written,
        }
        if self.is_text:
            said["choices"] = [{"value": choice.value, "name": choice.name} for choice in self.choices]
        return said


TEMPO_TARGET = Target(TEMPO, Saying("Tempo"), 1.0, "×", 0.25, 4.0, 0.1, usual=(0.7, 1.4))
DYNAMICS_TARGET = Target("dynamics", Saying("Dynamics"), 0.0, "dB", -24.0, 12.0, 3.0, usual=(-9.0, 6.0))
HARMONY_TARGET = Target(
    "harmony",
    Saying("Harmony"),
    "written",
    choices=tuple(Choice(mode, name) for mode, name in _MODE_NAMES.items()),
)

GENERAL = (TEMPO_TARGET, DYNAMICS_TARGET, HARMONY_TARGET)
"""What every piece has."""

_WORDS = {
    "tempo": ("slower", "faster"),
    "dynamics": ("softer", "louder"),
    "gain": ("softer", "louder"),
    "part": ("rests", "plays"),
    "node": ("lower", "higher"),
}


def change(key: str, before: Value, after: Value) -> str:
    """What became of a target, in one word: `same`, `slower`, `louder`, `plays` …; `other` for another text.

    >>> change("tempo", 1.0, 1.1), change("part/p1", 1.0, 0.0), change("harmony", "written", "dorian")
    ('faster', 'rests', 'other')
    """
    if before == after:
        return "same"
    if isinstance(before, str) or isinstance(after, str):
        return "other"
    down, up = _WORDS.get(key.partition("/")[0], ("lower", "higher"))
    return up if after > before else down


def is_number(value: object) -> bool:
    """Whether something is a finite number, and not a truth value."""
    try:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    except OverflowError:
        return False
