"""What each kind of the catalogue costs: its share of a core at blocks of 128 frames and 48 kHz.

An instrument plays four notes; everything else is fed by what reaches its audio ports, at its defaults, and is measured by
what a rack with ten of it takes beyond one with none. The lines before the last are a table, the dearest first; the last line is
one JSON object, whose `value` is the median share in percent.
"""

import argparse
import json
import statistics
import time

from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.rack import Rack

RATE, BLOCK, COPIES = 48_000, 128, 10
FREQUENCIES = (220.0, 277.18, 329.63, 440.0)
STROKES = (65.41, 73.42, 92.5, 69.3)


def plan(name: str, copies: int) -> Plan:
    """A plan with so many of a kind; without an instrument a saw feeds them."""
    nodes: list[PlanNode] = []
    values = [1.0, 1.0]

    def add(each: str, feeds: tuple[Feed, ...] = ()) -> None:
        part = 0 if kind(each).plays else -1
        stem = 0 if kind(each).gives_sound else -1
        nodes.append(PlanNode(f"n{len(nodes)}", each, part, feeds, stem, len(values)))
        values.extend(parameter.default for parameter in kind(each).parameters)

    add("osc.saw")
    add("control.lfo")
    for _ in range(copies):
        ports = kind(name).inputs.items()
        knobs = {parameter.name for parameter in kind(name).parameters}
        add(
            name,
            tuple(Feed(port, 0 if signal == "audio" else 1) for port, signal in ports if port not in knobs),
        )
    return Plan(("P",), ("P",), (8,), tuple(nodes), tuple(values))


def seconds(name: str, copies: int, blocks: int) -> float:
    """Processor time of so many blocks: the best of three."""
    with Rack(plan(name, copies), RATE, BLOCK) as rack:
        notes = STROKES if name == "instrument.drums" else FREQUENCIES
        best = float("inf")
        for turn in range(3):
            for key, frequency in enumerate(notes):
                rack.note_on(0, 10 * turn + key, frequency, 0.7)
            for _ in range(20):
                rack.sound()
            start = time.process_time()
            for _ in range(blocks):
                rack.sound()
            best = min(best, time.process_time() - start)
            for key, _ in enumerate(notes):
                rack.note_off(0, 10 * turn + key)
        return best


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, default=200)
    parser.add_argument("kinds", nargs="*", default=list(catalogue()))
    options = parser.parse_args()
    sounding = options.blocks * BLOCK / RATE
    shares = {}
    for name in options.kinds:
        copies = 1 if kind(name).plays else COPIES
        spent = seconds(name, copies, options.blocks) - seconds(name, 0, options.blocks)
        shares[name] = 100 * max(0.0, spent) / sounding / copies
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"{name:24} {share:6.2f} %")
    print(
        json.dumps(
            {"name": "kinds", "value": round(statistics.median(shares.values()), 3), "unit": "% of a core"}
        )
    )


if __name__ == "__main__":
    main()
