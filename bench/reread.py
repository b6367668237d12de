"""What an edit of a note costs the conductor: from the end of its transaction to what is to be played.

A piece of four parts of quarters in the Y document; each edit moves one note by a step. Ours takes the incremental projection
and plays the part that changed again; the other way is to read the whole document, as a fresh conductor does. Milliseconds
of the processor's time, at each number of events. The last line is one JSON object; `value` is our median at the last number
of events, `ratio` ours / peer's.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from antiphon.document.codec import empty, encode
from antiphon.document.ydoc import YAntiphon
from antiphon.engine.interpretation import GRAPH, Interpreter, interpret

PARTS = 4
PITCHES = ("C4", "D4", "E4", "F4", "G4", "A4", "B4")


def piece(events: int) -> YAntiphon:
    """Four parts in 4/4, a note on each quarter."""
    document: dict[str, Any] = {**empty()}
    measures = -(-events // (4 * PARTS))
    document["parts"] = {f"p{part}": {"index": f"a{part}", "name": f"Part {part}"} for part in range(PARTS)}
    document["measures"] = {f"m{bar}": {"index": f"a{bar:05}"} for bar in range(measures)}
    document["events"] = {
        f"n{number}": {
            "kind": "note",
            "part": f"p{number % PARTS}",
            "measure": f"m{number // (4 * PARTS)}",
            "onset": str(number // PARTS % 4),
            "duration": "1",
            "pitch": PITCHES[number % 7],
        }
        for number in range(events)
    }
    ydoc = YAntiphon()
    ydoc.set(encode(document))  # type: ignore[arg-type]
    return ydoc


def times(ydoc: YAntiphon, events: int, edits: int, read: Callable[[YAntiphon], object]) -> list[float]:
    """Milliseconds from the end of each edit to its reading."""
    read(ydoc)
    taken = []
    for number in range(edits):
        ydoc.change("events", f"n{number * 37 % events}", {"pitch": PITCHES[number * 3 % 7]})
        started = time.process_time()
        read(ydoc)
        taken.append((time.process_time() - started) * 1000)
    return taken


def incremental() -> Callable[[YAntiphon], object]:
    """A conductor's reading, from one edit to the next."""
    interpreter = Interpreter()
    graph: dict[str, Any] = {root: {} for root in GRAPH}
    return lambda ydoc: interpreter.read(ydoc.piece, graph)


def whole(ydoc: YAntiphon) -> object:
    """All of it, as a conductor that comes anew."""
    return interpret(ydoc.raw())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, nargs="+", default=[700, 5000])
    parser.add_argument("--edits", type=int, default=60)
    options = parser.parse_args()
    for events in options.events:
        ydoc = piece(events)
        ours = times(ydoc, events, options.edits, incremental())
        peer = times(ydoc, events, max(options.edits // 4, 1), whole)
        print(
            f"{events} events: {statistics.median(ours):.2f} ms (worst {max(ours):.2f}); "
            f"the whole document {statistics.median(peer):.2f} ms."
        )
    value, other = statistics.median(ours), statistics.median(peer)
    print(
        json.dumps(
            {
                "name": "reread",
                "value": round(value, 3),
                "unit": "ms",
                "peer": round(other, 3),
                "ratio": round(value / other, 4),
            }
        )
    )


if __name__ == "__main__":
    main()
