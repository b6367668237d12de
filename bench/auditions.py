"""Sounds that are heard before they are used: how long after the press their file is there.

A real Jupyter server with an empty cache is asked over HTTP for every preset, instrument and demo patch of the library, one
after the other; then for all of them again. The last line is one JSON object: `value` is the 95th percentile of the first
time in milliseconds, `cached` that of the second; `begin` is how long the process that renders took to be ready, tables
computed, with a first sound.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from edit_latency import percentile
from room import TOKEN, server

from antiphon.engine.library import demos, instruments, presets

BETWEEN = 0.55
"""Seconds from one press to the next, so that nobody asks for more than is granted in a minute."""


def ask(client: httpx.Client, wish: dict[str, Any]) -> float:
    """Milliseconds until a sound is there."""
    began = time.perf_counter()
    answer = client.post("/antiphon/auditions", json=wish)
    answer.raise_for_status()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Ask for all, twice."""
    library = (("preset", presets()), ("instrument", instruments()), ("demo", demos()))
    wishes = [{word: id} for word, entries in library for id in entries]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "root"
        root.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        headers = {"Authorization": f"token {TOKEN}"}
        with (
            server(root, {"antiphon.lab": True, "jupyter_server_ydoc": False}) as url,
            httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=60) as client,
        ):
            begin = ask(client, {"kind": "osc.saw"})
            first = []
            for wish in wishes:
                first.append(ask(client, wish))
                time.sleep(max(0.0, BETWEEN - first[-1] / 1000))
            again = [ask(client, wish) for wish in wishes]
    for words, took in (("first", first), ("cached", again)):
        print(
            f"{words}: median {percentile(took, 0.5):.1f} ms, p95 {percentile(took, 0.95):.1f}, worst {max(took):.1f}"
        )
    result = {"name": "audition", "value": percentile(first, 0.95), "unit": "ms"}
    print(json.dumps({**result, "cached": percentile(again, 0.95), "begin": begin, "sounds": len(wishes)}))


if __name__ == "__main__":
    main()
