"""Steering: how a poll's outcome becomes values of targets, inside their envelopes. Pure.

`steers` of a poll say which: `{target, by: {option: steps}}`, `{moves: {option: {key: value}}}`, `{target}` (the median of a
scale is the value, a tapped tempo becomes the tempo, a shake lies on the envelope), or `{across: key, up: key}` of a pad.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from antiphon.session.ballot import Kind, Pad, Scale, Single, Tap
from antiphon.session.envelope import BOUNDARIES, Envelope
from antiphon.session.saying import Saying
from antiphon.session.target import TEMPO, Target, Value, is_number

Steers = Mapping[str, Any]
"""As above, with `at` where the poll has a boundary of its own."""

MOST_STEPS = 100


@dataclass(frozen=True)
class Wish:
    """What an outcome wants of a target: some steps, a value, or a place between the envelope's ends.

    Attributes:
        steps: How many steps further.
        value: The value itself.
        place: From 0, the envelope's least, to 1.
        share: Of the votes that want it, 0 to 1.
    """

    steps: float | None = None
    value: Value | None = None
    place: float | None = None
    share: float = 1.0


@dataclass(frozen=True)
class Standing:
    """Where a target stands between artist and audience.

    Attributes:
        hand: The artist's own value.
        audience: Where votes have pulled it.
        share: Of the votes that pulled it there.
    """

    hand: Value
    audience: Value
    share: float = 1.0


def follow(target: Target, envelope: Envelope, standing: Standing, wish: Wish) -> Standing:
    """Where a target stands once the audience's wish was taken, inside the envelope."""
    if wish.steps is not None:
        audience = envelope.stepped(standing.audience, wish.steps)
    elif wish.place is not None:
        audience = envelope.place(wish.place)
    elif wish.value is None or (envelope.choices and wish.value not in envelope.choices):
        return standing
    else:
        audience = envelope.clamp(wish.value)
    if not isinstance(audience, str):
        audience = target.near(audience)
    return replace(standing, audience=audience, share=wish.share)


def blend(target: Target, envelope: Envelope, standing: Standing) -> Value:
    """The value between the artist's and the audience's: `hand + weight × (audience − hand)`.

    Texts have nothing between them: the audience's is taken where its weight times the share of its votes is not less
    than the artist's weight. So at a weight of 1 votes decide alone, and at one half they must agree.

    >>> tempo = Target("tempo", "Tempo", 1.0, "×", 0.25, 4.0, 0.1)
    >>> blend(tempo, Envelope(0.7, 1.4, 0.1, weight=0.5), Standing(hand=1.0, audience=1.2))
    1.1
    """
    hand, audience = standing.hand, standing.audience
    if isinstance(hand, str) or isinstance(audience, str):
        return audience if envelope.weight * standing.share >= 1 - envelope.weight else hand
    return target.near(hand + envelope.weight * (audience - hand))


def within(target: Target, envelope: Envelope, standing: Standing) -> Standing:
    """The standing inside an envelope that was moved."""
    hand, audience = envelope.clamp(standing.hand), envelope.clamp(standing.audience)
    return replace(standing, hand=hand, audience=audience)


def wishes(steers: Steers, kind: Kind, outcome: Mapping[str, Any], quarters: float) -> dict[str, Wish]:
    """What an outcome wants, by target; nothing where nobody voted, or of a tie.

    Args:
        steers: The poll's.
        kind: Of the poll.
        outcome: As `antiphon.session.outcome` says it.
        quarters: Quarter notes a minute as they are written where the music is: what a tapped tempo is measured by.
    """
    if isinstance(kind, Single):
        winner = outcome.get("winner")
        if winner is None:
            return {}
        total = outcome.get("total") or 0
        votes = (outcome.get("counts") or {}).get(winner, total)
        share = min(1.0, votes / total) if total else 1.0
        if "moves" in steers:
            moves = steers["moves"].get(winner, {})
            return {key: Wish(value=value, share=share) for key, value in moves.items()}
        return {steers["target"]: Wish(steps=steers["by"].get(winner, 0), share=share)}
    median = outcome.get("median")
    if median is None:
        return {}
    if isinstance(kind, Pad):
        return {steers[side]: Wish(place=place) for side, place in zip(("across", "up"), median, strict=True)}
    if isinstance(kind, Tap):
        return {steers["target"]: Wish(value=median / quarters)}
    if kind.name == "shake":
        return {steers["target"]: Wish(place=median)}
    return {steers["target"]: Wish(value=median)}


def read_steers(
    raw: object, kind: Kind, open_to: Callable[[str], tuple[Target, Envelope]], at: object = None
) -> dict[str, Any] | None:
    """What a message says that a poll steers; None where it says nothing.

    Args:
        raw: The message's `steers`.
        kind: Of the poll.
        open_to: Gives the target of a key and its envelope.
        at: The poll's own boundary.

    Raises:
        ValueError: if that cannot be; the message says why. So does what `open_to` raises.
    """
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise ValueError(Saying("What a poll steers was not understood."))
    read = _read_options(raw, kind, open_to) if isinstance(kind, Single) else _read_plain(raw, kind, open_to)
    at = raw.get("at") if at is None else at
    if at is not None:
        if at not in BOUNDARIES:
            raise ValueError(f"A poll's result counts from one of {', '.join(BOUNDARIES)} on.")
        read["at"] = at
    return read


def _read_options(
    raw: Mapping[str, Any], kind: Single, open_to: Callable[[str], tuple[Target, Envelope]]
) -> dict[str, Any]:
    options = {option.id for option in kind.options}
    match raw:
        case {"target": str(key), "by": dict(by)}:
            open_to(key)
            if not options.issuperset(by) or not all(
                is_number(steps) and abs(steps) <= MOST_STEPS for steps in by.values()
            ):
                raise ValueError("Each option of this poll is a number of steps.")
            return {"target": key, "by": dict(by)}
        case {"moves": dict(moves)}:
            if not options.issuperset(moves) or not all(isinstance(each, dict) for each in moves.values()):
                raise ValueError("Each option of this poll is a set of values.")
            read = {option: dict(_read_moves(each, open_to)) for option, each in moves.items()}
            return {"moves": read}
    raise ValueError("A poll of options steers by steps, or by a set of values for each option.")


def _read_moves(moves: Mapping[str, Any], open_to: Callable[[str], tuple[Target, Envelope]]) -> Any:
    for key, value in moves.items():
        target, envelope = open_to(key)
        read = target.read(value)
        if read != envelope.clamp(read) or (envelope.choices and read not in envelope.choices):
            raise ValueError(
                Saying(
                    "{name} may not become {value} by votes: that is outside its envelope.",
                    name=target.name,
                    value=target.said(read),
                )
            )
        yield key, read


def _read_plain(
    raw: Mapping[str, Any], kind: Kind, open_to: Callable[[str], tuple[Target, Envelope]]
) -> dict[str, Any]:
    match raw:
        case {"across": str(across), "up": str(up)} if isinstance(kind, Pad):
            if across == up:
                raise ValueError(Saying("The two sides of a pad steer two different things."))
            open_to(across), open_to(up)
            return {"across": across, "up": up}
        case {"target": str(key)} if not isinstance(kind, Pad):
            target, envelope = open_to(key)
            if isinstance(kind, Tap) and key != TEMPO:
                raise ValueError(Saying("A tapped tempo steers the tempo."))
            if isinstance(kind, Scale) and target.is_text:
                raise ValueError(Saying("{name} is no number, so a scale cannot steer it.", name=target.name))
            if isinstance(kind, Scale) and (kind.high < envelope.minimum or kind.low > envelope.maximum):
                raise ValueError(
                    Saying(
                        "The scale goes from {from_low} to {from_high}, but {name} may go from {low} to {high}.",
                        from_low=kind.low,
                        from_high=kind.high,
                        name=target.name,
                        low=envelope.minimum,
                        high=envelope.maximum,
                    )
                )
            return {"target": key}
    raise ValueError("A pad steers by `across` and `up`, a number by its target.")


def keys_of(steers: Steers | None) -> tuple[str, ...]:
    """The targets that a poll may move, each once.

    >>> keys_of({"moves": {"a": {"part/p": 0}, "b": {"part/p": 1, "tempo": 1.1}}})
    ('part/p', 'tempo')
    """
    if steers is None:
        return ()
    named = [steers[name] for name in ("target", "across", "up") if name in steers]
    moved = [key for moves in steers.get("moves", {}).values() for key in moves]
    return tuple(dict.fromkeys([*named, *moved]))
