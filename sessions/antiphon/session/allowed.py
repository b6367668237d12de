"""What the artist lets the audience do beside voting; the lab says it, and the hub and the phones keep to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

GESTURES = ("shake",)
"""Gestures that a phone may send."""


@dataclass(frozen=True)
class Allowed:
    """What is allowed; reactions are until the artist says otherwise, all else is not.

    >>> Allowed().change({"questions": True, "gestures": "shake"}).describe()
    {'reactions': True, 'questions': True, 'suggestions': False, 'gestures': 'shake'}

    Attributes:
        reactions: To applaud.
        questions: To write a question.
        suggestions: To send a melody.
        gestures: The gesture that is asked for; None where none is.
    """

    reactions: bool = True
    questions: bool = False
    suggestions: bool = False
    gestures: str | None = None

    def change(self, message: Mapping[str, Any]) -> Allowed:
        """What is allowed after a message that says some of it anew.

        Raises:
            ValueError: if it says something that cannot be allowed; the message says what.
        """
        told = {name: message[name] for name in self.describe() if name in message}
        gestures = told.get("gestures")
        if gestures is not None and gestures not in GESTURES:
            raise ValueError(f"The audience can be asked to {' or '.join(GESTURES)}, or for no gesture.")
        if any(type(value) is not bool for name, value in told.items() if name != "gestures"):
            raise ValueError("Reactions, questions and suggestions are allowed or not.")
        return replace(self, **told)

    def describe(self) -> dict[str, Any]:
        """As messages say it."""
        return {
            "reactions": self.reactions,
            "questions": self.questions,
            "suggestions": self.suggestions,
            "gestures": self.gestures,
        }
