"""The targets: what of a piece can be steered, and what values each takes.

Pure. Keys and units are those of docs/architecture.md, "Steering".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from antiphon.engine.catalogue import kind
from antiphon.engine.interpretation import Interpretation
from antiphon.engine.modes import SCALES
from antiphon.engine.steering import Value

TEMPO = "tempo"
"""The factor of the written tempo."""

FORM = "form"
"""The order of the sections."""

TEMPI = (0.25, 4.0)
"""The least and the greatest factor."""

DYNAMICS = (-24.0, 12.0)
"""The least and the greatest change of how loud notes are played, dB."""

GAINS = (-60.0, 12.0)
"""The least and the greatest change of a fader, dB."""


class Unsteerable(ValueError):
    """A key or a value that this piece does not have; the message is a sentence that says why."""


def understood(reading: Interpretation, moves: Mapping[str, Any]) -> tuple[dict[str, Value], list[str]]:
    """The moves that can be done, their numbers within their ranges, and a sentence about each of the others."""
    done: dict[str, Value] = {}
    problems = []
    for key, value in moves.items():
        try:
            done[key] = _value(reading, key, value)
        except Unsteerable as reason:
            problems.append(str(reason))
    return done, problems


def _value(reading: Interpretation, key: str, value: Any) -> Value:
    target, _, rest = key.partition("/")
    match target:
        case "tempo" if not rest:
            return _number(key, value, *TEMPI)
        case "form" if not rest:
            return _form(value)
        case "harmony" if not rest:
            return _choice(key, value, SCALES, "written")
        case "dynamics" if not rest:
            return _number(key, value, *DYNAMICS)
        case "dynamics" | "part" | "sound" if all(part.id != rest for part in reading.piece.parts):
            raise Unsteerable(f"“{key}” cannot be steered: there is no such part.")
        case "dynamics":
            return _number(key, value, *DYNAMICS)
        case "part":
            return None if value is None else float(_number(key, value, 0.0, 1.0) != 0.0)
        case "sound":
            if value is None or isinstance(value, str):
                return value
            raise Unsteerable(f"“{key}” cannot be steered to {value!r}: it takes the id of a sound.")
        case "gain":
            if rest not in reading.strips.fields:
                raise Unsteerable(f"“{key}” cannot be steered: there is no such strip in the mixer.")
            return _number(key, value, *GAINS)
        case "node":
            return _parameter(reading, key, value)
    raise Unsteerable(f"“{key}” cannot be steered: the engine does not know it.")


def _parameter(reading: Interpretation, key: str, value: Any) -> Value:
    id, _, name = key.removeprefix("node/").rpartition("/")
    node = next((node for node in reading.plan.nodes if node.id == id), None)
    parameters = () if node is None else kind(node.kind).parameters
    parameter = next((each for each in parameters if each.name == name), None)
    if parameter is None:
        raise Unsteerable(f"“{key}” cannot be steered: no node that sounds has such a parameter.")
    if parameter.fixed:
        raise Unsteerable(f"“{key}” cannot be steered: it is fixed while the node sounds.")
    return _number(key, value, parameter.minimum, parameter.maximum)


def _choice(key: str, value: Any, choices: Collection[str], written: str) -> str | None:
    """One of some choices; None for the one that is as it is written."""
    if value is None or value == written:
        return None
    if value not in choices:
        named = ", ".join([written, *choices])
        raise Unsteerable(f"“{key}” cannot be steered to {value!r}: it takes one of {named}.")
    return str(value)


def _form(value: Any) -> str | None:
    if value is None or value == "on":
        return None
    if value in ("again", "ending") or (isinstance(value, str) and value.startswith("next:")):
        return str(value)
    raise Unsteerable(f"“form” cannot be steered to {value!r}: it takes on, again, next:SECTION or ending.")


def _number(key: str, value: Any, least: float, greatest: float) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Unsteerable(f"“{key}” cannot be steered to {value!r}: it takes a number.")
    return min(max(float(value), least), greatest)
