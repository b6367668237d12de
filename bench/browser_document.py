"""The browser's document in node: load, project, and one edit until the piece is there again, at three sizes.

The peer is the same edit of a bare Yjs document. `python bench/browser_document.py [SIZES]`; needs `jlpm install`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXTENSION = Path(__file__).parent.parent / "extension"
SIZES = (2_000, 20_000, 100_000)
ASKED = 20_000


def measure(size: int) -> dict[str, float]:
    """Milliseconds, by what takes them."""
    command = ["node_modules/.bin/vite-node", "peer/bench.ts", str(size)]
    run = subprocess.run(command, cwd=EXTENSION, capture_output=True, text=True, check=True)
    times: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return times


def main(sizes: list[int]) -> None:
    """Print a table and the figures."""
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        found[size] = measure(size)
        print(f"{size:7} events, ms:", ", ".join(f"{name} {ms:.2f}" for name, ms in found[size].items()))
    times = found.get(ASKED, found[sizes[-1]])
    figures = {"name": "browser_document", "value": round(times["change_p95"], 2), "unit": "ms"}
    peer = {
        "peer": round(times["yjs_p95"], 3),
        "ratio": round(times["change_p95"] / times["yjs_p95"], 1),
        "median": round(times["change"], 2),
    }
    print(json.dumps(figures | peer))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
