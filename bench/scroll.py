"""Scrolling through a long orchestral score with the wheel, in a real lab and Chromium: frames, tasks, and blank systems.

The wheel is turned by Chromium itself, notch by notch, from the first system to the last. While that goes on, the page
notes when it gets to draw a frame, and for how long any system is in view that is not engraved yet. The last line is one JSON
object; `value` is the 95th percentile of the time from one frame to the next, in ms.
"""

import argparse
import json
import statistics
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from chromium_flags import CHROMIUM, FLAGS
from edit_latency import percentile
from engrave import LONGEST, SEEN, WATCH, go_on
from playwright.sync_api import Page, sync_playwright

from antiphon.cli.invite_command import invite
from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import empty, encode

NOTCH = 100
"""Pixels of a notch of the wheel."""
BOUNDS = {"frame": 34.0, "late": 0.01, "task": 50, "blank": 500}
"""p95 of ms from frame to frame; share of frames over 50 ms; longest task; longest time of a blank system in view (ms)."""

NAMES = [
    *("Piccolo", "Flute", "Oboe", "English horn", "Clarinet", "Bass clarinet", "Bassoon", "Contrabassoon"),
    *("Horn 1", "Horn 2", "Trumpet 1", "Trumpet 2", "Trombone", "Bass trombone", "Tuba"),
    *("Violin 1", "Violin 2", "Viola", "Cello", "Double bass"),
]
RHYTHMS = ("1 1 1 1", "1/2 1/2 1 2", "4", "3/2 1/2 1 1", "1/2 1/2 1/2 1/2 1 1", "2 2")
PITCHES = ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5", "D5", "E5"]

FOLLOW = """() => {
  const score = window.score();
  const found = { frames: [], blank: 0, systems: 0 };
  const inView = new Set();
  const since = new Map();
  const seen = new IntersectionObserver(entries => entries.forEach(({ target, isIntersecting }) => {
    if (isIntersecting) { inView.add(target); } else { inView.delete(target); since.delete(target); }
  }), { root: score });
  score.querySelectorAll('.antiphon-System').forEach(node => { seen.observe(node); found.systems++; });
  let before = 0;
  let frame = 0;
  const step = now => {
    if (before) found.frames.push(now - before);
    before = now;
    for (const node of inView) {
      if (node.querySelector('.antiphon-System-paper > svg')) {
        since.delete(node);
      } else {
        if (!since.has(node)) since.set(node, now);
        found.blank = Math.max(found.blank, now - since.get(node));
      }
    }
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  window.followed = () => { cancelAnimationFrame(frame); seen.disconnect(); return found; };
}"""

OPEN = """async path => {
  await window.jupyterapp.restored;
  await window.jupyterapp.commands.execute('docmanager:open', { path });
}"""

REST = "() => { const score = window.score(); return score.scrollHeight - score.clientHeight - score.scrollTop; }"


def orchestra(measures: int, staves: int) -> str:
    """A piece for so many instruments, each with something to play in every measure."""
    document = empty()
    document["parts"] = {
        f"p{part}": {"index": f"a{part:03}", "name": NAMES[part % len(NAMES)]} for part in range(staves)
    }
    document["measures"] = {f"m{measure}": {"index": f"a{measure:05}"} for measure in range(measures)}
    events = document["events"]
    for part in range(staves):
        for measure in range(measures):
            onset = Fraction(0)
            for order, length in enumerate(RHYTHMS[(part * 5 + measure * 7) % len(RHYTHMS)].split()):
                events[f"n{part}x{measure}x{order}"] = {
                    "kind": "note",
                    "part": f"p{part}",
                    "measure": f"m{measure}",
                    "onset": str(onset),
                    "duration": length,
                    "pitch": PITCHES[(part * 3 + measure + order * 2) % len(PITCHES)],
                }
                onset += Fraction(length)
    return encode(document)


def scroll(page: Page, speed: float, seconds: float) -> float:
    """Turn the wheel until the end of the score, or for so long; how much of the score is left, in pixels."""
    page.mouse.move(500, 500)
    begun = time.monotonic()
    turned = 0.0
    rest = float(page.evaluate(REST))
    while rest > 2 and time.monotonic() - begun < seconds:
        due = (time.monotonic() - begun) * speed
        if turned < due:
            page.mouse.wheel(0, NOTCH)
            turned += NOTCH
        else:
            time.sleep((turned - due) / speed)
        if turned % (10 * NOTCH) == 0:
            rest = float(page.evaluate(REST))
    return rest


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--measures", type=int, default=500)
    words.add_argument("--staves", type=int, default=20)
    words.add_argument("--speed", type=float, default=2000, help="pixels a second")
    words.add_argument("--seconds", type=float, default=300, help="longest time of scrolling")
    words.add_argument("--shot", default="", help="where to put a picture of the page")
    arguments = words.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "small.antiphon").write_text(orchestra(4, 2))
        port = free_port("127.0.0.1", 0)
        lab = LabProcess.start(
            root, root / "lab.log", "127.0.0.1", port, ["--LabApp.expose_app_in_browser=True"]
        )
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.goto(invite(lab.server, "teacher", "small.antiphon", "Ada"))
            page.wait_for_function("() => !!window.jupyterapp", timeout=90_000)
            page.locator("[data-measure-id]").first.wait_for(timeout=90_000)
            page.evaluate(WATCH)
            # Only now, for a lab opens the pieces that it finds.
            (root / "piece.antiphon").write_text(orchestra(arguments.measures, arguments.staves))
            page.evaluate(OPEN, "piece.antiphon")
            page.wait_for_function(SEEN, timeout=120_000)
            page.wait_for_timeout(2000)
            go_on(page)
            page.evaluate(LONGEST)
            whole = float(page.evaluate(REST))
            page.evaluate(FOLLOW)
            begun = time.monotonic()
            rest = scroll(page, arguments.speed, arguments.seconds)
            took = time.monotonic() - begun
            found = page.evaluate("() => window.followed()")
            task = float(page.evaluate(LONGEST))
            if arguments.shot:
                page.screenshot(path=arguments.shot)
            if not rest < whole:
                raise SystemExit("The wheel did not move the score: something lies over it.")
            browser.close()
        finally:
            lab.stop()
    frames = [float(frame) for frame in found["frames"]]
    p95 = percentile(frames, 0.95)
    late = sum(frame > 50 for frame in frames) / len(frames)
    print(
        f"{arguments.measures} measures of {arguments.staves} staves, {found['systems']} systems, in {took:.0f} s"
        + (f" ({rest:.0f} pixels not reached)" if rest > 2 else "")
    )
    print(
        f"{len(frames)} frames: median {statistics.median(frames):.1f} ms, p95 {p95:.1f} ms, longest {max(frames):.0f} ms; "
        f"{100 * late:.1f} % took over 50 ms; longest task {task:.0f} ms (0: none over 50 ms)"
    )
    print(f"a system was in view for at most {found['blank']:.0f} ms before it was engraved")
    print(f"bounds: {BOUNDS}")
    result = {"name": "scroll", "value": round(p95, 1), "unit": "ms", "late": round(late, 4)}
    print(json.dumps(result | {"task": round(task), "blank": round(found["blank"])}))


if __name__ == "__main__":
    main()
