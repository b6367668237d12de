"""What each kind of the catalogue costs: its share of a core at blocks of 128 frames and 48 kHz.

An instrument plays four notes, and a node of notes is given them; everything else is fed by what reaches its audio ports, at
its defaults, and is measured by what a rack with ten of it takes beyond one with none. The lines before the last are a table,
the dearest first: the share, the microseconds of each block, and of an instrument the microseconds more for each note. The
last line is one JSON object, whose `value` is the median share in percent. `--write` puts the microseconds into the catalogue,
where the engine finds them.
"""

import argparse
import json
import re
import statistics
import time
from pathlib import Path

import antiphon.engine.catalogue as module
from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.rack import Rack

RATE, BLOCK, COPIES, NOTES = 48_000, 128, 10, 4
FREQUENCIES = (220.0, 277.18, 329.63, 440.0)
STROKES = (65.41, 73.42, 92.5, 69.3)


def plan(name: str, copies: int) -> Plan:
    """A plan with so many of a kind; without an instrument a saw feeds them."""
    nodes: list[PlanNode] = []
    values = [1.0, 1.0]

    def add(each: str, feeds: tuple[Feed, ...] = ()) -> None:
        part = 0 if kind(each).plays or kind(each).gives_notes else -1
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
            tuple(
                Feed(port, 0 if signal == "audio" else 1)
                for port, signal in ports
                if port not in knobs and signal != "note"
            ),
        )
    return Plan(("P",), ("P",), (8,), tuple(nodes), tuple(values))


def microseconds(name: str, copies: int, blocks: int, notes: int) -> float:
    """Processor time of a block, with so many notes held: the best of twenty stretches of so many blocks."""
    with Rack(plan(name, copies), RATE, BLOCK) as rack:
        pitches = STROKES if name == "instrument.drums" else FREQUENCIES
        best = float("inf")
        for turn in range(20):
            for key, frequency in enumerate(pitches[:notes]):
                rack.note_on(0, 10 * turn + key, frequency, 0.7)
            for _ in range(20):
                rack.sound()
            start = time.process_time()
            for _ in range(blocks):
                rack.sound()
            best = min(best, time.process_time() - start)
            for key in range(notes):
                rack.note_off(0, 10 * turn + key)
        return best / blocks * 1e6


def cost(name: str, blocks: int) -> tuple[float, float]:
    """Microseconds of each block in which it sounds, and of each note that an instrument sounds in it."""
    none = microseconds(name, 0, blocks, 0)
    if not kind(name).plays:
        notes = NOTES if kind(name).gives_notes else 0
        return max(0.0, microseconds(name, COPIES, blocks, notes) - none) / COPIES, 0.0
    one, full = (microseconds(name, 1, blocks, notes) - none for notes in (1, NOTES))
    voice = max(0.0, full - one) / (NOTES - 1)
    return max(0.0, one - voice), voice


def rounded(value: float) -> float:
    """To two digits that count, and no finer than a hundredth."""
    return round(float(f"{value:.2g}"), 2)


def write(costs: dict[str, tuple[float, float]]) -> None:
    """Put the costs into the catalogue, and leave everything else in it as it is."""
    path = Path(module.__file__).with_name("catalogue.json")
    text = path.read_text(encoding="utf-8")
    for name, (fixed, voice) in costs.items():
        lines = f'      "cost": {rounded(fixed):g},\n'
        if kind(name).plays:
            lines += f'      "voice_cost": {rounded(voice):g},\n'
        place = text.index(f'    "{name}": {{')
        end = text.index('      "parameters"', place)
        entry = re.sub(r'      "(voice_)?cost": .*\n', "", text[place:end])
        text = text[:place] + entry + lines + text[end:]
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, default=50)
    parser.add_argument("--write", action="store_true", help="put the costs into catalogue.json")
    parser.add_argument("kinds", nargs="*", default=list(catalogue()))
    options = parser.parse_args()
    costs = {name: cost(name, options.blocks) for name in options.kinds}
    block = BLOCK / RATE * 1e6
    shares = {name: 100 * (fixed + NOTES * voice) / block for name, (fixed, voice) in costs.items()}
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        fixed, voice = costs[name]
        more = f"  {voice:6.1f} us a note" if kind(name).plays else ""
        print(f"{name:24} {share:6.2f} %  {fixed:6.1f} us{more}")
    if options.write:
        write(costs)
    print(
        json.dumps(
            {"name": "kinds", "value": round(statistics.median(shares.values()), 3), "unit": "% of a core"}
        )
    )


if __name__ == "__main__":
    main()
