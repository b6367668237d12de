"""Hands: what live keyboards hold, and what that strikes and turns.

Pure: it is given the bytes of MIDI 1.0 messages (MIDI Manufacturers Association, 1996), and answers with strokes and turns. As
it remembers what sounds, every note that it strikes is let go, whatever happens to the graph or to the keyboard meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIRST_KEY = 1 << 30
"""Where the keys of live notes begin, by which the rack knows them: beyond those of the score."""

BEND = 128
"""The controller number that stands for the pitch bend."""

_NOTE_OFF, _NOTE_ON, _CONTROL, _BEND = 0x80, 0x90, 0xB0, 0xE0
_PEDAL, _ALL_SOUND_OFF, _ALL_NOTES_OFF = 64, 120, 123


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A node that plays the notes of live keys.

    Attributes:
        node: Its id.
        part: Id of the part whose instruments it plays.
        channel: 1 to 16; 0 for all.
        transpose: In semitones.
        touch: How much the velocity of the key counts: 0 for none, 1 for all of it.
    """

    node: str
    part: str
    channel: int = 0
    transpose: int = 0
    touch: float = 1.0


@dataclass(frozen=True, slots=True)
class Control:
    """A node that a controller turns.

    Attributes:
        node: Its id.
        controller: 0 to 127; `BEND` for the pitch bend.
        channel: 1 to 16; 0 for all.
    """

    node: str
    controller: int
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A note that starts, or is let go where its velocity is 0.

    Attributes:
        part: Id of its part.
        key: What the rack knows it by.
        frequency: In Hz.
        velocity: 0 to 1.
    """

    part: str
    key: int
    frequency: float
    velocity: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A node's `value` that is turned to 0 to 1 (-1 to 1 for the pitch bend)."""

    node: str
    value: float


@dataclass(slots=True)
class _Held:
    """A note that sounds: its node, part and key, and whether the pedal alone holds it."""

    node: str
    part: str
    key: int
    let_go: bool = False


Place = tuple[str, int, int]
"""Device, channel (0 to 15) and key of a note that is held."""


class Hands:
    """All live keyboards."""

    def __init__(self) -> None:
        self._keyboards: tuple[Keyboard, ...] = ()
        self._controls: tuple[Control, ...] = ()
        self._held: dict[Place, list[_Held]] = {}
        self._pedals: set[tuple[str, int]] = set()
        self._count = FIRST_KEY

    def wire(self, keyboards: Sequence[Keyboard], controls: Sequence[Control]) -> list[Stroke]:
        """Play these from now on; what keyboards hold that are no more is let go."""
        self._keyboards, self._controls = tuple(keyboards), tuple(controls)
        kept = {(each.node, each.part) for each in keyboards}
        gone = []
        for place, notes in list(self._held.items()):
            gone += [note for note in notes if (note.node, note.part) not in kept]
            self._keep(place, [note for note in notes if (note.node, note.part) in kept])
        return [_release(note) for note in gone]

    def hear(self, device: str, data: Sequence[int]) -> list[Stroke | Turn]:
        """What a message of a device strikes, lets go and turns; nothing where it is none that we know."""
        if len(data) != 3:
            return []
        kind, channel, first, second = data[0] & 0xF0, data[0] & 0x0F, data[1], data[2]
        if kind == _NOTE_ON and second:
            return self._strike(device, channel, first, second / 127)
        if kind in (_NOTE_ON, _NOTE_OFF):
            return self._let_go(device, channel, first)
        if kind == _CONTROL:
            return [*self._turn(channel, first, second / 127), *self._control(device, channel, first, second)]
        if kind == _BEND:
            return [*self._turn(channel, BEND, max((first + 128 * second - 8192) / 8191, -1.0))]
        return []

    def leave(self, device: str) -> list[Stroke | Turn]:
        """A device has gone: all that it holds is let go."""
        self._pedals = {each for each in self._pedals if each[0] != device}
        return self._release([place for place in self._held if place[0] == device])

    def leave_all(self) -> list[Stroke | Turn]:
        """All devices have gone."""
        self._pedals.clear()
        return self._release(list(self._held))

    def _strike(self, device: str, channel: int, key: int, velocity: float) -> list[Stroke | Turn]:
        place = (device, channel, key)
        told = self._release([place])
        notes = []
        for keyboard in self._keyboards:
            if keyboard.channel in (0, channel + 1):
                self._count += 1
                notes.append(_Held(keyboard.node, keyboard.part, self._count))
                frequency = 440.0 * 2 ** ((key + keyboard.transpose - 69) / 12)
                heard = 1 - keyboard.touch * (1 - velocity)
                told += [
                    Stroke(keyboard.part, self._count, min(max(frequency, 8.0), 16_000.0), heard),
                    Turn(keyboard.node, velocity),
                ]
        self._keep(place, notes)
        return told

    def _let_go(self, device: str, channel: int, key: int) -> list[Stroke | Turn]:
        place = (device, channel, key)
        if (device, channel) in self._pedals:
            for note in self._held.get(place, ()):
                note.let_go = True
            return []
        return self._release([place])

    def _control(self, device: str, channel: int, number: int, value: int) -> list[Stroke | Turn]:
        mine = [place for place in self._held if place[:2] == (device, channel)]
        if number in (_ALL_SOUND_OFF, _ALL_NOTES_OFF):
            return self._release(mine)
        if number != _PEDAL:
            return []
        if value >= 64:
            self._pedals.add((device, channel))
            return []
        self._pedals.discard((device, channel))
        return self._release([place for place in mine if all(note.let_go for note in self._held[place])])

    def _turn(self, channel: int, number: int, value: float) -> list[Turn]:
        return [
            Turn(each.node, value)
            for each in self._controls
            if each.controller == number and each.channel in (0, channel + 1)
        ]

    def _release(self, places: Sequence[Place]) -> list[Stroke | Turn]:
        gone = [note for place in places for note in self._held.pop(place, [])]
        holding = {note.node for notes in self._held.values() for note in notes}
        still = dict.fromkeys(note.node for note in gone if note.node not in holding)
        return [*map(_release, gone), *(Turn(node, 0.0) for node in still)]

    def _keep(self, place: Place, notes: list[_Held]) -> None:
        if notes:
            self._held[place] = notes
        else:
            self._held.pop(place, None)


def _release(note: _Held) -> Stroke:
    return Stroke(note.part, note.key, 0.0, 0.0)
