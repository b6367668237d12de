"""A real lab, a real hub, a real Chromium: who is in the room, and what they see and hear."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect

from antiphon.cli.invite_command import invite
from antiphon.cli.lab_process import LabProcess
from antiphon.document.codec import decode
from antiphon.engine.stem_ring import StemRing

PHONE = {"width": 390, "height": 844}
SLOW = 60_000

SOURCE = "window.jupyterapp.shell.currentWidget.context.model.sharedModel.getSource()"
"""The text of the piece as a page has it."""


@dataclass
class Studio:
    """A lab with one piece, and the people in it."""

    lab: LabProcess
    piece: str
    browser: Browser
    options: list[str]

    def link(self, role: str, name: str | None = None, piece: str | None = None) -> str:
        return invite(self.lab.server, role, piece or self.piece, name)

    @property
    def file(self) -> Path:
        return self.lab.server.root / self.piece

    def person(self, role: str, name: str, by: Callable[[str], str] = str) -> Page:
        """Somebody who opened their link, as `by` makes it, and sees the score."""
        page = self.visit(by(self.link(role, name)))
        expect(page.locator("[data-measure-id]").first).to_be_visible(timeout=SLOW)
        return page

    def phone(self) -> Page:
        return self.visit(self.link("audience"), viewport=PHONE, has_touch=True, is_mobile=True)

    def visit(self, link: str, **options: object) -> Page:
        """A link opened in a browser of its own."""
        context = self.browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(link)
        return page

    def restart(self) -> None:
        """SIGKILL, then the same lab at the same port, as a supervisor would."""
        self.lab.process.kill()
        self.lab.process.wait()
        server = self.lab.server
        self.lab = LabProcess.start(
            server.root, self.lab.log, "127.0.0.1", server.port, self.options, server.token
        )

    def children(self, words: str) -> list[int]:
        """Ids of the lab's descendants whose command line holds these words."""
        import psutil

        descendants = psutil.Process(self.lab.process.pid).children(recursive=True)
        return [child.pid for child in descendants if words in " ".join(child.cmdline())]


def mix_of(studio: Studio) -> StemRing:
    """The stem ring of the studio's engine, which is playing."""
    conductor = studio.children("antiphon.engine.conductor")[0]
    maps = Path(f"/proc/{conductor}/maps").read_text()
    found = re.search(r"(/\S*antiphon\S*\.stems)$", maps, re.MULTILINE)
    assert found, maps
    return StemRing.attach(Path(found[1]))


def hear(ring: StemRing, seconds: float) -> NDArray[np.float32]:
    """The next so many seconds of the mix, mono."""
    frames = int(seconds * ring.rate)
    start = ring.written
    heard: list[NDArray[np.float32]] = []
    while start + frames > (position := start + sum(len(block) for block in heard)):
        available = min(ring.written, start + frames) - position
        if available:
            heard.append(ring.read(position, available)[:, 0].copy())
    return np.concatenate(heard)


def level_at(sound: NDArray[np.float32], rate: int, hertz: float) -> float:
    """Power around a frequency (a quarter tone each way) as a part of the whole."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    at = np.fft.rfftfreq(len(sound), 1 / rate)
    near = np.abs(at - hertz) < hertz * 0.03
    return float(spectrum[near].sum() / max(spectrum.sum(), 1e-12))


def notes(page: Page) -> dict[str, str]:
    """Pitches by event id, as this page's document has them."""
    events = decode(page.evaluate(SOURCE))["events"]
    return {id: event["pitch"] for id, event in events.items() if event["kind"] == "note"}


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"


def write(page: Page, *keys: str) -> None:
    """Type into the score, from its beginning."""
    page.get_by_role("listbox", name="Score").focus()
    for key in ("Home", *keys):
        page.keyboard.press(key)
