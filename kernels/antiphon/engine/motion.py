"""The motion: values of a plan that move by themselves, along the score (automation) or to another snapshot of the mix, and
those that are steered.

Pure: it is given frames and the transport, and answers with what is to be set. What it gives for a frame is reached a step later,
as faders and knobs follow in a straight line; so what moves goes on without steps. Live and offline are driven by the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from antiphon.engine.automation import Key, Track, moved, strip_sliders
from antiphon.engine.console import steered
from antiphon.engine.glide import Glide
from antiphon.engine.interpretation import Interpretation
from antiphon.engine.plan import Moves, Plan, matches
from antiphon.engine.steering import Steering
from antiphon.engine.transport import Transport

STEP = 512
"""Frames from one value to the next: some 10 ms, in which faders and knobs follow."""

MIXED = ("gain/", "node/")
"""How the keys begin of what is steered here."""

AGAIN = 100
"""Steps after which all is said again, for a worker that began meanwhile."""


class Motion:
    """What moves of one piece.

    Attributes:
        frame: The first frame of which nothing was said.
        steering: What is steered; nothing of it turns before `frame` that was not there when that was said.

    Args:
        reading: What is played.
    """

    def __init__(self, reading: Interpretation) -> None:
        self.frame = 0
        self.steering = Steering(48_000)
        self._lifted: dict[str, float] = {}
        self._reading = reading
        self._glide: Glide | None = None
        self._held: dict[Key, int] = {}
        self._told: dict[int, float] = {}
        self._stands: float | None = None
        self._settled = 0
        self._steps = 0

    @property
    def reading(self) -> Interpretation:
        """The document, as it is written."""
        return self._reading

    @property
    def plan(self) -> Plan:
        """The plan whose values move: the document's."""
        return self._reading.plan

    @property
    def gliding(self) -> Glide | None:
        """The crossing over to a snapshot that is on its way."""
        return self._glide

    def follow(self, reading: Interpretation, written: float, glide: Glide | None = None) -> None:
        """Go on with a document that was changed.

        Args:
            reading: What is played now. What a hand turned that is automated keeps that until its lane's next point.
            written: Where in the score the piece is.
            glide: How to cross over to it.
        """
        before, self._reading = self._reading, reading
        if self._told:
            same = matches(before.plan, reading.plan)
            self._told = {same[index]: value for index, value in self._told.items() if index in same}
        turned = _turned(before, reading)
        if glide is not None:
            self._glide = glide
        elif self._glide is not None:
            self._glide = self._glide.without(turned)
        tracks = {track.key: track for track in reading.tracks}
        if glide is None:
            fresh = turned & tracks.keys() & {track.key for track in before.tracks}
            self._held |= {key: tracks[key].stretch(written) for key in fresh}
        self._held = {key: at for key, at in self._held.items() if key in tracks}
        self.say_again()

    def jump(self, frame: int) -> None:
        """The transport jumped: say from a frame on how all is there, and what was told for later is told again behind it."""
        self._settled = max(self.frame, frame)
        self.frame = frame
        self.say_again()

    def say_again(self) -> None:
        """Say at the next step how all is."""
        self._stands, self._steps = None, 0

    def overlay(self, frame: int, written: float) -> list[tuple[int, float]]:
        """The values of the plan that are others than the document says, at a frame and a position of the score."""
        return [*self._values(frame, frame, written).items()]

    def fields(self, frame: int, written: float) -> dict[str, dict[str, float | bool]]:
        """How all strips are, but for what is steered."""
        found = {id: dict(fields) for id, fields in self._reading.strips.fields.items()}
        for (id, field), value in self._moves(frame, written).items():
            if id in found:
                found[id][field] = value >= 0.5 if isinstance(found[id][field], bool) else value
        return found

    def advance(self, transport: Transport, until: int) -> Moves:
        """Say everything up to frame `until`: frames, and the values of the plan that are set there, by index."""
        said: list[tuple[int, dict[int, float]]] = []
        if not (self._reading.tracks or self._told or self._glide or self.steering.keys(MIXED)):
            self.frame += -(-max(until - self.frame, 0) // STEP) * STEP
        while self.frame < until:
            frame = self.frame
            self.frame = min([*self.steering.turns(frame + 1, frame + STEP, MIXED), frame + STEP])
            written = transport.course.written(transport.position(self.frame))
            before, self._lifted = self._lifted, self._lifts(frame, self.frame, written)
            calm = self._glide is None and before == self._lifted
            idle = calm and self._steps > 0 and frame > self._settled
            if idle and written == self._stands:
                self._steps -= 1
                continue
            afresh = self._steps == 0 or frame <= self._settled
            self._steps = self._steps - 1 if self._steps else AGAIN
            self._stands = written
            wanted = dict.fromkeys(self._told, 0.0)
            wanted = {index: self._reading.plan.values[index] for index in wanted}
            wanted |= self._values(frame, self.frame, written)
            changed = {
                index: value for index, value in wanted.items() if afresh or self._told.get(index) != value
            }
            self._told = wanted
            if changed:
                said.append((frame, changed))
            if self._glide is not None and self._glide.over(self.frame):
                self._glide = None
                self.say_again()
        return said

    def written(self, key: str, frame: int, written: float) -> float:
        """What a key that is steered here is without that, at a frame and a position of the score; 0 where it is not there."""
        own = self._own(_field(key), self._moves(frame, written))
        return own if own is not None and key.startswith("node/") else 0.0

    def _values(self, frame: int, then: int, written: float) -> dict[int, float]:
        """The values at a frame `then`, of which nothing is steered otherwise after `frame`."""
        reading = self._reading
        moves = self._moves(then, written)
        for key in self.steering.keys(MIXED):
            field = _field(key)
            own = self._own(field, moves)
            if own is None:
                continue
            if key.startswith("gain/"):
                lift = self.steering.number(key, frame, 0.0, then - frame)
                value = None if lift is None else strip_sliders()["gain"].clamp(own + lift)
            else:
                value = self.steering.number(key, frame, own, then - frame)
            if value is not None:
                moves[field] = value
        return steered(reading.plan, reading.strips, moves)

    def _lifts(self, frame: int, then: int, written: float) -> dict[str, float]:
        """What is steered, as far as that tells whether it moves."""
        found = {
            key: self.steering.number(key, frame, self.written(key, then, written), then - frame)
            for key in self.steering.keys(MIXED)
        }
        return {key: value for key, value in found.items() if value is not None}

    def _own(self, field: Key, moves: Mapping[Key, float]) -> float | None:
        """What a field is but for what is steered; None where it is not there."""
        if field in moves:
            return moves[field]
        id, name = field
        if name == "gain":
            strip = self._reading.strips.fields.get(id)
            return None if strip is None else float(strip["gain"])
        try:
            return self._reading.plan.values[self._reading.plan.parameter(id, name.removeprefix("p_"))]
        except KeyError:
            return None

    def _moves(self, frame: int, written: float) -> dict[Key, float]:
        glided = self._glide.at(frame) if self._glide is not None else {}
        if not self._reading.tracks:
            return glided
        tracks = {track.key: track for track in self._reading.tracks}
        self._held = {key: at for key, at in self._held.items() if tracks[key].stretch(written) == at}
        return glided | moved((track for key, track in tracks.items() if key not in self._held), written)


def _field(key: str) -> Key:
    """The field that a key steers."""
    target, _, rest = key.partition("/")
    if target == "gain":
        return rest, "gain"
    id, _, name = rest.rpartition("/")
    return id, f"p_{name}"


def _turned(before: Interpretation, after: Interpretation) -> frozenset[Key]:
    """The fields of strips, and the automated parameters, that the document says otherwise than before."""
    strips = {
        (id, name)
        for id, fields in after.strips.fields.items()
        for name, value in fields.items()
        if id in before.strips.fields and before.strips.fields[id][name] != value
    }
    return frozenset(strips | _parameters(before, after.tracks, after))


def _parameters(before: Interpretation, tracks: tuple[Track, ...], after: Interpretation) -> set[Key]:
    def own(reading: Interpretation, key: Key) -> float | None:
        try:
            return reading.plan.values[reading.plan.parameter(key[0], key[1].removeprefix("p_"))]
        except KeyError:
            return None

    named: Mapping[Key, Track] = {track.key: track for track in tracks if track.key[1].startswith("p_")}
    return {key for key in named if own(before, key) != own(after, key)}
