"""An edit in one browser until another browser has it, in a piece of 2,000 events.

Two Chromium contexts in one real lab. The peer is a plain text file in the same lab, edited through JupyterLab's own
collaboration, trial by trial in turn. Times are wall-clock milliseconds of one machine. The last line is one JSON object;
`value` is the 95th percentile, `ratio` ours / peer's.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from chromium_flags import CHROMIUM, FLAGS
from playwright.sync_api import Browser, Page, sync_playwright

from antiphon.cli.invite_command import invite
from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import decode, encode
from antiphon.lessons import pieces

PAUSE = 60
"""Milliseconds from an edit's arrival to the next edit: sixteen edits a second are brisk writing for two."""

OPEN = """async path => {
  const app = window.jupyterapp;
  await app.restored;
  const widget = await app.commands.execute('docmanager:open', { path });
  await widget.context.ready;
  (window.opened ??= {})[path] = widget.context.model.sharedModel;
}"""

SYNCED = "([path, text]) => window.opened[path].getSource().includes(text)"

LISTEN = """([piece, text]) => {
  window.arrived = {};
  const now = () => performance.timeOrigin + performance.now();
  const note = window.opened[piece].ydoc.getMap('events');
  note.observeDeep(() => { const at = now(); const pitch = note.get('bench').get('lyric1'); window.arrived[pitch] ??= at; });
  const source = window.opened[text].ydoc.getText('source');
  source.observe(() => { window.arrived[source.toString()] ??= now(); });
}"""

EDIT_PIECE = """([piece, mark]) => {
  const doc = window.opened[piece];
  const at = performance.timeOrigin + performance.now();
  doc.change('events', 'bench', { lyric1: mark });
  return at;
}"""

EDIT_TEXT = """([text, mark]) => {
  const doc = window.opened[text];
  const at = performance.timeOrigin + performance.now();
  doc.setSource(mark);
  return at;
}"""


def piece_of(events: int) -> str:
    """The demo piece, repeated until it has so many events."""
    document: dict[str, Any] = dict(decode(pieces.path("antiphony").read_text()))
    original = list(document["events"].items())
    measures = sorted(document["measures"], key=lambda id: document["measures"][id]["index"])
    copy = 0
    while len(document["events"]) < events - 1:
        copy += 1
        for id in measures:
            document["measures"][f"{id}x{copy}"] = {"index": f"z{copy:03}{document['measures'][id]['index']}"}
        for id, event in original:
            if event["kind"] in ("note", "rest") and len(document["events"]) < events - 1:
                document["events"][f"{id}x{copy}"] = event | {"measure": f"{event['measure']}x{copy}"}
    first = next(event for _, event in original if event["kind"] == "note")
    document["events"]["bench"] = first | {"lyric1": "0"}
    return encode(document)  # type: ignore[arg-type]


def person(browser: Browser, link: str, files: list[str]) -> Page:
    """A browser of its own with the files open."""
    page = browser.new_context().new_page()
    page.goto(link)
    page.wait_for_function("() => !!window.jupyterapp", timeout=90_000)
    for file in files:
        page.evaluate(OPEN, file)
    return page


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--events", type=int, default=2000)
    words.add_argument("--trials", type=int, default=150)
    arguments = words.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "piece.antiphon").write_text(piece_of(arguments.events))
        (root / "plain.txt").write_text("start")
        port = free_port("127.0.0.1", 0)
        lab = LabProcess.start(
            root, root / "lab.log", "127.0.0.1", port, ["--LabApp.expose_app_in_browser=True"]
        )
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            files = ["piece.antiphon", "plain.txt"]
            pages = [
                person(browser, invite(lab.server, "teacher", "piece.antiphon", name), files)
                for name in ("Ada", "Bela")
            ]
            for page in pages:
                page.wait_for_function(SYNCED, arg=["piece.antiphon", '"bench"'])
                page.wait_for_function(SYNCED, arg=["plain.txt", "start"])
            pages[1].evaluate(LISTEN, files)
            ours: list[float] = []
            peer: list[float] = []
            for trial in range(arguments.trials):
                for kind, edit, file in (("n", EDIT_PIECE, files[0]), ("t", EDIT_TEXT, files[1])):
                    mark = f"{kind}{trial}"
                    sent = pages[0].evaluate(edit, [file, mark])
                    arrived = (
                        pages[1].wait_for_function("mark => window.arrived[mark]", arg=mark).json_value()
                    )
                    (ours if kind == "n" else peer).append(float(arrived) - float(sent))
                    pages[0].wait_for_timeout(PAUSE)
            browser.close()
        finally:
            lab.stop()
    ours_p95, peer_p95 = percentile(ours, 0.95), percentile(peer, 0.95)
    print(
        f"{arguments.events} events, {len(ours)} edits: median {statistics.median(ours):.1f} ms, p95 {ours_p95:.1f} ms"
    )
    print(f"plain text, {len(peer)} edits: median {statistics.median(peer):.1f} ms, p95 {peer_p95:.1f} ms")
    result = {"name": "edit_latency", "value": round(ours_p95, 1), "unit": "ms"}
    print(json.dumps(result | {"peer": round(peer_p95, 1), "ratio": round(ours_p95 / peer_p95, 2)}))


if __name__ == "__main__":
    main()
