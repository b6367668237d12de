"""An edit of a note in the score until the system that changed is in the page anew, in a real lab and Chromium.

A key is pressed on a note that is seen, at the beginning, in the middle and at the end of the piece. The peer is Verovio itself,
in a worker of the same page: the whole score is loaded, and the page that has the note rendered. Also told: the longest task of
the main thread during the edits and while the score is scrolled, and how long the first page takes once the lab is ready. The
last line is one JSON object; `value` is the 95th percentile.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from chromium_flags import CHROMIUM, FLAGS
from edit_latency import percentile, piece_of
from playwright.sync_api import Page, Route, sync_playwright

from antiphon.cli.invite_command import invite
from antiphon.cli.lab_process import LabProcess, free_port

VEROVIO = Path(__file__).parent.parent / "extension/node_modules/verovio/dist"
BOUNDS = {200: 50, 2_000: 100, 20_000: 150}
PLACES = (0.0, 0.5, 1.0)
"""Where in the piece notes are edited."""

SEEN = """() => {
  const score = window.score?.();
  if (!score || score.getAttribute('aria-busy') !== 'false' && !window.anyway) return false;
  const view = score.getBoundingClientRect();
  const near = [...score.querySelectorAll('.antiphon-System')].filter(node => {
    const box = node.getBoundingClientRect();
    return box.top < view.bottom && box.bottom > view.top;
  });
  return near.length > 0 && near.every(node => node.querySelector('.antiphon-System-paper > svg'));
}"""

WATCH = """() => {
  window.tasks = [];
  window.piece = () => [...window.jupyterapp.shell.widgets('main')].find(
    widget => widget.context?.path.endsWith('piece.antiphon') && widget.isVisible);
  window.score = () => {
    const widget = window.piece();
    return widget && widget.node.querySelector('.antiphon-Score');
  };
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) window.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask' });
}"""

LONGEST = "() => { const all = window.tasks.splice(0); return Math.max(0, ...all.map(([, duration]) => duration)); }"

FIRST = """async path => {
  const app = window.jupyterapp;
  await app.restored;
  await new Promise(done => setTimeout(done, 1000));
  const begun = performance.now();
  app.commands.execute('docmanager:open', { path });
  window.anyway = true;
  const seen = SEEN;
  await new Promise(done => {
    const look = () => seen() ? done() : requestAnimationFrame(look);
    look();
  });
  window.anyway = false;
  return performance.now() - begun;
}""".replace("SEEN", SEEN)

CHOOSE = """order => {
  const score = window.score?.();
  const view = score.getBoundingClientRect();
  const systems = [...score.querySelectorAll('.antiphon-System')].filter(system => {
    const { top, bottom } = system.getBoundingClientRect();
    return top < view.bottom && bottom > view.top;
  });
  const notes = systems.flatMap(system => [...system.querySelectorAll('g.note[data-event-id]')]).filter(note => {
    const { top, bottom } = note.getBoundingClientRect();
    // One of a chord may come upon another of it, and be drawn no more.
    return top > view.top + 40 && bottom < view.bottom - 40 && !note.closest('g.chord');
  });
  return notes[(order * 37) % notes.length].dataset.eventId;
}"""
"""The id of a note that is seen. Looking for it is our own work, and none of the page's."""

SELECT = """id => {
  window.tasks.splice(0);
  const score = window.score?.();
  const list = score.querySelector('.antiphon-Systems');
  const note = score.querySelector(`[data-event-id="${CSS.escape(id)}"]`);
  window.piece().content.editor.select([id]);
  list.focus({ preventScroll: true });
  window.edited = new Promise((done, fail) => {
    let begun = 0;
    window.addEventListener('keydown', event => { begun = event.timeStamp; }, { capture: true, once: true });
    const late = setTimeout(() => { watch.disconnect(); fail(new Error(`${id} was not engraved anew`)); }, 60000);
    const watch = new MutationObserver(() => {
      const now = score.querySelector(`[data-event-id="${CSS.escape(id)}"]`);
      if (now && now !== note && now.isConnected) {
        clearTimeout(late);
        watch.disconnect();
        done(performance.now() - begun);
      }
    });
    watch.observe(list, { childList: true, subtree: true });
  });
}"""
"""Select a note; `window.edited` is the time from the key until it is engraved anew."""

SCROLL_TO = """part => {
  const score = window.score?.();
  score.scrollTop = part * (score.scrollHeight - score.clientHeight);
}"""

SCROLL = """seconds => new Promise(done => {
  const score = window.score?.();
  const begun = performance.now();
  let frames = 0;
  const step = now => {
    frames++;
    const part = (now - begun) / 1000 / seconds;
    if (part >= 1) { done(frames / seconds); return; }
    score.scrollTop = begun && part * Math.min(score.scrollHeight - score.clientHeight, score.clientHeight * seconds);
    requestAnimationFrame(step);
  };
  score.scrollTop = 0;
  requestAnimationFrame(step);
})"""

PEER_WORKER = """
import createModule from '/bench-verovio/verovio-module.mjs';
import { VerovioToolkit } from '/bench-verovio/verovio.mjs';
const ready = createModule().then(module => new VerovioToolkit(module));
self.onmessage = async ({ data }) => {
  const verovio = await ready;
  verovio.setOptions({ breaks: 'auto', pageWidth: 2500, pageHeight: 2500, scale: 40, header: 'none', footer: 'none' });
  const begun = performance.now();
  verovio.loadData(data.mei);
  const svg = verovio.renderToSVG(Math.max(1, verovio.getPageWithElement(data.id)));
  self.postMessage({ ms: performance.now() - begun, length: svg.length });
};
"""

PEER = """id => new Promise((done, fail) => {
  const { score } = window.piece().content;
  const mei = score.mei();
  window.peer ??= new Worker('/bench-verovio/worker.mjs', { type: 'module' });
  window.peer.onerror = event => fail(new Error(event.message));
  window.peer.onmessage = ({ data }) => done(data.ms);
  window.peer.postMessage({ id, mei });
})"""


def serve(route: Route) -> None:
    """Verovio's own files, and the peer's worker."""
    name = route.request.url.rsplit("/", 1)[1]
    body = PEER_WORKER if name == "worker.mjs" else (VEROVIO / name).read_text()
    route.fulfill(body=body, content_type="text/javascript")


def go_on(page: Page) -> None:
    """Answer what JupyterLab asks where a document comes late, and goes on asking once it is there."""
    waiting = page.get_by_role("button", name="Continue waiting")
    if waiting.is_visible():
        waiting.click()


class Edit(NamedTuple):
    """An edit that was made."""

    note: str
    ms: float
    """From the key until the note is in the page anew."""
    task: float
    """The longest task of the main thread from the selection until the page has come to rest, in ms; 0 for none over 50."""


def edit(page: Page, trial: int) -> Edit:
    """Press a key on a note that is seen."""
    note: str = page.evaluate(CHOOSE, trial)
    page.wait_for_timeout(60)
    page.evaluate(SELECT, note)
    page.wait_for_timeout(120)
    page.keyboard.press("ArrowDown" if trial % 2 else "ArrowUp")
    ms = float(page.evaluate("() => window.edited"))
    page.wait_for_timeout(60)
    return Edit(note, ms, float(page.evaluate(LONGEST)))


def edits(page: Page, trials: int) -> tuple[list[Edit], float]:
    """Edits at each of the places, but for the first at each, which begins what is begun once; the longest task of all."""
    first: list[Edit] = []
    found: list[Edit] = []
    for place in PLACES:
        go_on(page)
        page.evaluate(SCROLL_TO, place)
        page.wait_for_timeout(600)
        page.wait_for_function(SEEN, timeout=120_000)
        first.append(edit(page, 0))
        found += [edit(page, trial) for trial in range(trials // len(PLACES))]
    return found, max(of.task for of in first + found)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--events", type=int, default=2000)
    words.add_argument("--trials", type=int, default=60)
    words.add_argument("--peers", type=int, default=0, help="trials of the peer; 0: as many as are bearable")
    words.add_argument("--shot", default="", help="where to put a picture of the page")
    arguments = words.parse_args()
    events: int = arguments.events
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "small.antiphon").write_text(piece_of(60))
        port = free_port("127.0.0.1", 0)
        lab = LabProcess.start(
            root, root / "lab.log", "127.0.0.1", port, ["--LabApp.expose_app_in_browser=True"]
        )
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            context.route("**/bench-verovio/*", serve)
            page = context.new_page()
            page.goto(invite(lab.server, "teacher", "small.antiphon", "Ada"))
            page.wait_for_function("() => !!window.jupyterapp", timeout=90_000)
            page.locator("[data-measure-id]").first.wait_for(timeout=90_000)
            page.evaluate(WATCH)
            # Only now, for a lab opens the pieces that it finds.
            (root / "piece.antiphon").write_text(piece_of(events))
            first = float(page.evaluate(FIRST, "piece.antiphon"))
            opening = float(page.evaluate(LONGEST))
            page.wait_for_timeout(1500)
            page.evaluate(LONGEST)
            made, longest = edits(page, arguments.trials)
            frames = float(page.evaluate(SCROLL, 8))
            scrolling = float(page.evaluate(LONGEST))
            if arguments.shot:
                page.screenshot(path=arguments.shot)
            peers = arguments.peers or (2 if events > 5000 else 8)
            peer = [float(page.evaluate(PEER, of.note)) for of in made[:: max(1, len(made) // peers)]][1:]
            browser.close()
        finally:
            lab.stop()
    times = [of.ms for of in made]
    p95, peer_p95 = percentile(times, 0.95), percentile(peer, 0.95)
    bound = BOUNDS.get(events)
    print(
        f"{events} events, {len(times)} edits: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms (bound {bound})"
    )
    print(
        f"Verovio on the whole score, {len(peer)} times: median {statistics.median(peer):.1f} ms, p95 {peer_p95:.1f} ms"
    )
    print(
        f"longest task of the main thread: {longest:.0f} ms editing, {scrolling:.0f} ms scrolling (0: none over 50 ms)"
    )
    print(
        f"first page {first:.0f} ms after the lab was ready (longest task {opening:.0f} ms); "
        f"{frames:.1f} frames a second scrolling"
    )
    result = {"name": "engrave", "value": round(p95, 1), "unit": "ms", "events": events}
    further = {
        "median": round(statistics.median(times), 1),
        "first_page": round(first),
        "task": round(max(longest, scrolling)),
    }
    print(json.dumps(result | further | {"peer": round(peer_p95, 1), "ratio": round(p95 / peer_p95, 2)}))


if __name__ == "__main__":
    main()
