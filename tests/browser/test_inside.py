"""Looking inside in the browser: what leaves a sine shows the sine."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from studio import SLOW, Studio, until

from antiphon.document.codec import empty, encode

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]


def piece() -> str:
    """A part, and beside it a sine through a filter."""
    document: dict[str, Any] = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Organ", "instrument": "Pipe Organ"}}
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, 9)}
    document["nodes"] = {
        "n1": {"kind": "instrument.organ", "part": "p1", "x": 0, "y": 300},
        "tone": {"kind": "osc.sine", "p_freq": 440, "x": 0, "y": 0},
        "low": {"kind": "filter.lowpass", "p_cutoff": 9000, "x": 320, "y": 0},
    }
    document["edges"] = {"e1": {"source": "tone", "target": "low"}}
    return encode(document)  # type: ignore[arg-type]


def play(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)


def test_what_leaves_a_sine_is_shown_as_one(studio: Start) -> None:
    room = studio(piece())
    page = room.person("player", "Paul")
    page.evaluate("window.jupyterapp.commands.execute('antiphon:toggle-graph')")
    graph = page.get_by_role("application", name="Graph")
    expect(page.locator(".react-flow__node").first).to_be_visible(timeout=SLOW)
    play(page)
    graph.focus()
    status = page.locator(".antiphon-GraphStatus [role=status]")

    def is_at_the_sine() -> bool:
        page.keyboard.press("n")
        return "Sine" in str(status.inner_text())

    until(is_at_the_sine)
    page.keyboard.press("i")
    words = page.locator(".antiphon-Probe-words")
    expect(words).to_contain_text(re.compile(r"strongest at 4(39|40|41)\b"), timeout=SLOW)
    page.get_by_role("button", name=re.compile("^Look no longer into")).click()
    expect(words).to_have_count(0)
