"""Frames a second while a node of a graph of 300 is dragged, in Chromium.

A real lab, its page 1280 by 800, a piece of 300 nodes in 60 chains with 240 cables, the graph alone in the page. The mouse
takes a node by its head and goes round in circles for some seconds, a step each 8 ms; the frames are the browser's own
(requestAnimationFrame). Once with all of the graph in view, and once near, where some twenty nodes are. At the end the
document has to say that the node was moved. The last line is one JSON object; `value` is the smaller of the two means.

With it stand the other two figures that the graph is bound by, measured by their own benches: `knob_to_samples_ms`, the 95th
percentile from a written value to changed samples (`edit_to_sound.py`), and `meters_core_percent` (`meters.py`). They take some
two minutes more; `--drag-only` leaves them out.
"""

import argparse
import asyncio
import json
import math
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import edit_to_sound
import meters
from chromium_flags import CHROMIUM, FLAGS
from edit_latency import percentile
from playwright.sync_api import Page, sync_playwright

from antiphon.cli.invite_command import invite
from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import decode, empty, encode

CHAIN = ("osc.saw", "filter.lowpass", "effect.delay", "effect.gain")
BOUND = "50 frames a second"
WIDTH, HEIGHT = 340, 240

SOURCE = "window.jupyterapp.shell.currentWidget.context.model.sharedModel.getSource()"
FREE = """() => [...document.querySelectorAll('.react-flow__node')].find(node => {
  const { left, right, top, bottom } = node.querySelector('.antiphon-Node-head')?.getBoundingClientRect() ?? { left: -1 };
  const pane = node.closest('.react-flow').getBoundingClientRect();
  const isInside = left > pane.left + 120 && right < pane.right - 120 && top > pane.top + 20 && bottom < pane.bottom - 160;
  return isInside && node.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}).dataset.id"""
"""The id of a node whose head can be taken hold of, with room around it."""

FOLLOW = """() => {
  const frames = [];
  let last = 0, on = true;
  const step = (now) => { if (last) frames.push(now - last); last = now; if (on) requestAnimationFrame(step); };
  requestAnimationFrame(step);
  window.followed = () => { on = false; return frames; };
}"""


def patch(chains: int) -> str:
    """So many chains of five nodes: a saw through a filter that an LFO turns, an echo and a gain; all end in one reverb."""
    document: dict[str, Any] = dict(empty())
    document["parts"] = {"p": {"index": "a", "name": "Organ", "instrument": "Organ"}}
    document["measures"] = {"m1": {"index": "a"}}
    columns = 6
    for chain in range(chains):
        x, y = (chain % columns) * 5 * WIDTH, (chain // columns) * 2 * HEIGHT
        for place, kind in enumerate(CHAIN):
            id = f"n{chain}x{place}"
            document["nodes"][id] = {"kind": kind, "x": x + place * WIDTH, "y": y}
            if place:
                document["edges"][f"e{id}"] = {"source": f"n{chain}x{place - 1}", "target": id}
        document["nodes"][f"l{chain}"] = {"kind": "control.lfo", "x": x, "y": y + HEIGHT}
        document["edges"][f"el{chain}"] = {
            "source": f"l{chain}",
            "target": f"n{chain}x1",
            "input": "cutoff" if chain % 2 else "resonance",
        }
    return encode(document)  # type: ignore[arg-type]


def where(page: Page, node: str) -> tuple[float, float]:
    entry = decode(page.evaluate(SOURCE))["nodes"][node]
    return entry["x"], entry["y"]


def drag(page: Page, node: str, seconds: float) -> tuple[list[float], float]:
    """The frames' times (ms) while the mouse drags a node, and how far it then is from where it was (in the graph's units)."""
    before = where(page, node)
    box = page.locator(f'.react-flow__node[data-id="{node}"] .antiphon-Node-head').bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FOLLOW)
    began = time.monotonic()
    steps = 0
    while (elapsed := time.monotonic() - began) < seconds:
        angle = elapsed * 2 * math.pi / 1.5
        page.mouse.move(x + 90 * math.sin(angle), y + 60 * (1 - math.cos(angle)))
        steps += 1
        time.sleep(max(0.0, began + steps * 0.008 - time.monotonic()))
    page.mouse.move(x + 70, y + 50)
    frames = [float(frame) for frame in page.evaluate("() => window.followed()")]
    page.mouse.up()
    page.wait_for_timeout(500)
    after = where(page, node)
    return frames, math.dist(before, after)


def others(trials: int) -> dict[str, float]:
    """The 95th percentile (ms) from a written value to changed samples, and what the meters take (per cent of a core)."""
    _, knob = edit_to_sound.figures(asyncio.run(edit_to_sound.ours(trials)))
    seconds = 20.0
    taken, ours, _ = asyncio.run(meters.measure(seconds, steady=False))
    return {"knob_to_samples_ms": knob, "meters_core_percent": 100 * (taken + ours) / seconds}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--chains", type=int, default=60, help="five nodes each")
    words.add_argument("--seconds", type=float, default=6)
    words.add_argument("--drag-only", action="store_true", help="neither a knob's delay nor the meters' cost")
    words.add_argument("--trials", type=int, default=100, help="of a knob's delay")
    words.add_argument("--shot", default="", help="where to put a picture of the page")
    arguments = words.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "piece.antiphon").write_text(patch(arguments.chains))
        port = free_port("127.0.0.1", 0)
        lab = LabProcess.start(
            root, root / "lab.log", "127.0.0.1", port, ["--LabApp.expose_app_in_browser=True"]
        )
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.goto(invite(lab.server, "teacher", "piece.antiphon", "Ada"))
            page.locator("[data-measure-id]").first.wait_for(timeout=90_000)
            began = time.monotonic()
            page.evaluate("() => window.jupyterapp.commands.execute('antiphon:toggle-graph')")
            page.locator(".react-flow__node").first.wait_for(timeout=60_000)
            shown = time.monotonic() - began
            page.wait_for_timeout(3000)
            page.get_by_role("application", name="Graph").focus()
            for name, node in (("all", "n27x1"), ("near", "n0x0")):
                if name == "all":
                    page.keyboard.press("f")
                else:
                    page.keyboard.press("Escape")
                    page.keyboard.press("n")
                    for _ in range(8):
                        page.keyboard.press("+")
                page.wait_for_timeout(1500)
                if name == "near":
                    node = page.evaluate(FREE)
                count = page.locator(".react-flow__node").count()
                frames, far = drag(page, node, arguments.seconds)
                if far < 10:
                    raise SystemExit(f"The node {node} was not moved: something lies over it.")
                rate = 1000 * len(frames) / sum(frames)
                figures[name] = rate
                print(
                    f"{name}: {count} nodes drawn, {rate:.1f} frames a second; frame median {statistics.median(frames):.1f} ms, "
                    f"p95 {percentile(frames, 0.95):.1f} ms, longest {max(frames):.0f} ms"
                )
                if arguments.shot:
                    page.screenshot(path=f"{arguments.shot}-{name}.png")
            browser.close()
        finally:
            lab.stop()
    print(f"the graph was there {1000 * shown:.0f} ms after it was asked for")
    rates = dict(figures)
    if not arguments.drag_only:
        figures |= others(arguments.trials)
    print(f"bound: {BOUND}")
    value = round(min(rates.values()), 1)
    print(
        json.dumps(
            {"name": "graph_ui", "value": value, "unit": "frames/s"}
            | {k: round(v, 1) for k, v in figures.items()}
        )
    )


if __name__ == "__main__":
    main()
