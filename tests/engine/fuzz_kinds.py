"""Drives kinds of the catalogue over their whole declared range, each in a rack of its own; `test_fuzz` runs it in a child.

    python tests/engine/fuzz_kinds.py TURNS SEED KIND...

Before each kind it prints `begin KIND`, and after it `end KIND` and what was wrong, in a line. A kind that makes the process
die is the one that was begun last.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator

import numpy as np

from antiphon.engine.catalogue import Parameter, kind
from antiphon.engine.guard import LIMIT
from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.rack import Rack

BLOCK = 128
FULL, IMPULSES, NOISE, SILENCE = 1.0, 2.0, 3.0, 4.0
CORNERS = 4
"""So many parameters or fewer have all their corners tried."""


class Bench:
    """A plan around a kind: a sound of every sort on its audio ports, controls on its other ones, and an ear."""

    def __init__(self, name: str) -> None:
        self.nodes: list[PlanNode] = []
        self.values = [1.0, 1.0]
        square = self.add("osc.square", gain=0.0)
        full = self.add("effect.gain", feeds=(Feed(input="in", source=square),), gain=3.0)
        dust = self.add("noise.dust", gain=0.0)
        noise = self.add("noise.white", gain=-6.0)
        sources = {"in": full, "in2": dust, "in3": noise}
        self.source = self.add(
            "mix.switch", feeds=tuple(Feed(input=port, source=at) for port, at in sources.items())
        )
        swing = self.add("control.lfo", rate=11.0, shape=1.0, depth=1.0)
        steps = self.add("control.steps", rate=20.0, depth=1.0)
        wild = self.add(
            "control.scale", feeds=tuple(Feed(input="in", source=at) for at in (swing, steps)), amount=2.0
        )
        known = kind(name)
        self.ported = {port for port, signal in known.inputs.items() if signal == "control"}
        self.knobs = {parameter.name for parameter in known.parameters}
        self.feeds = tuple(
            Feed(input=port, source=self.source if signal == "audio" else wild)
            for port, signal in known.inputs.items()
            if signal == "audio" or (signal == "control" and port not in self.knobs)
        )
        self.turned = tuple(Feed(input=port, source=wild) for port in self.ported & self.knobs)
        self.name = name

    def add(self, name: str, feeds: tuple[Feed, ...] = (), stem: int = -1, **knobs: float) -> int:
        first = len(self.values)
        self.values += [knobs.get(each.name, each.default) for each in kind(name).parameters]
        part = 0 if (kind(name).plays and not feeds) or kind(name).gives_notes else -1
        self.nodes.append(PlanNode(f"n{len(self.nodes)}", name, part, feeds, stem, first))
        return len(self.nodes) - 1

    def plan(self, turned: bool) -> Plan:
        """The plan, with a control signal on every knob or on none."""
        known = kind(self.name)
        first = len(self.nodes)
        feeds = self.feeds + (self.turned if turned else ())
        self.add(self.name, feeds, 0 if known.gives_sound else -1)
        for port, signal in known.outputs.items():
            if signal == "control":
                ear = (Feed(input="in", source=0), Feed(input="gain", source=first, output=port))
                self.add("effect.gain", ear, 0, gain=-20.0)
            if signal == "note":
                self.add("instrument.organ", (Feed(input="in", source=first, output=port),), 0)
        plan = Plan(("P",), ("P",), (4,), tuple(self.nodes), tuple(self.values))
        del self.values[plan.nodes[first].first :], self.nodes[first:]
        return plan


def settings(name: str, turns: int, chance: random.Random) -> Iterator[dict[str, float]]:
    """What to set at each turn: everything at its ends, each alone at its ends, and anything between."""
    parameters = kind(name).parameters
    ends = [(each.minimum, each.maximum) for each in parameters]
    names = [each.name for each in parameters]
    corners = list(itertools.product(*ends)) if len(ends) <= CORNERS else [*zip(*ends, strict=True)]
    rest = {each.name: each.default for each in parameters}
    for corner in corners:
        yield dict(zip(names, corner, strict=True))
    for each in parameters:
        for end in (each.minimum, each.maximum):
            yield {**rest, each.name: end}
    for turn in range(turns):
        if turn % 4 == 0:
            yield {each.name: chance.choice((each.minimum, each.maximum)) for each in parameters}
        elif turn % 4 == 1 and parameters:
            each = chance.choice(parameters)
            yield {each.name: between(each, chance)}
        else:
            yield {each.name: between(each, chance) for each in parameters}


def between(parameter: Parameter, chance: random.Random) -> float:
    """A value anywhere along a slider."""
    low, high = parameter.minimum, parameter.maximum
    share = chance.random()
    return low * (high / low) ** share if parameter.curve == "log" else low + (high - low) * share


def play(rack: Rack, chance: random.Random) -> None:
    """Notes that nobody would write."""
    for _ in range(chance.choice((0, 1, 1, 2, 12))):
        frequency = chance.choice((8.0, 16_000.0, 8.0 * 2000.0 ** chance.random()))
        velocity = chance.choice((0.0, 1.0, chance.random()))
        rack.note_on(0, chance.randrange(8), frequency, velocity, chance.randrange(BLOCK))
        rack.note_off(0, chance.randrange(8), chance.randrange(BLOCK))
    if chance.random() < 0.05:
        rack.silence()
    if chance.random() < 0.2:
        rack.beat(
            chance.uniform(0, 99), chance.uniform(0.1, 20), chance.random() < 0.5, chance.randrange(BLOCK)
        )


def fault(name: str, turns: int, seed: int) -> str:
    """What goes wrong with a kind, or nothing."""
    chance = random.Random(f"{name} {seed}")
    bench = Bench(name)
    known = kind(name)
    choice = bench.nodes[bench.source].first
    peak = 0.0
    for turned in (False, True):
        if turned and not bench.turned:
            break
        plan = bench.plan(turned)
        target = plan.nodes[len(bench.nodes)]
        place = {each.name: target.first + at for at, each in enumerate(known.parameters)}
        with Rack(plan, seed=seed) as rack:
            for values in settings(name, turns, chance):
                for parameter, value in values.items():
                    rack.set(place[parameter], value)
                if bench.feeds:
                    rack.set(choice, chance.choice((FULL, FULL, IMPULSES, NOISE, SILENCE)))
                for _ in range(chance.choice((1, 2, 6, 12))):
                    if known.plays or known.gives_notes:
                        play(rack, chance)
                    sound = rack.sound()
                    loudest = float(np.abs(sound).max())
                    if not loudest <= LIMIT:
                        what = (
                            "not finite"
                            if not np.isfinite(sound).all()
                            else f"{loudest:.0f} times full scale"
                        )
                        return f"{what} with {values}, {'controls on its knobs' if turned else 'by hand'}"
                    peak = max(peak, loudest)
    return "" if peak > 1e-4 or name == "input.live" else "never heard"


def main() -> None:
    """Try the kinds that were named."""
    turns, seed, *names = sys.argv[1:]
    for name in names:
        print("begin", name, flush=True)
        print("end", name, fault(name, int(turns), int(seed)), flush=True)


if __name__ == "__main__":
    main()
