"""A sound is listened to, chosen and taken back: a part's from the score, a node's from the presets."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from studio import SLOW, Studio, hear, level_at, mix_of, until
from test_auditions import EAR, PEAK
from test_graph import content, drone

pytestmark = pytest.mark.live


@pytest.mark.timeout(240)
def test_a_sound_is_chosen_from_the_score_and_a_preset_is_applied_in_the_graph(
    studio: Callable[[str], Studio],
) -> None:
    room = studio(drone())
    page: Page = room.person("teacher", "Tess")
    page.evaluate(EAR)
    keys = page.keyboard

    # From the score, by keys alone: found, heard, chosen.
    page.get_by_role("listbox", name="Score").focus()
    keys.press("Alt+s")
    expect(page.get_by_role("searchbox", name="Find a sound")).to_be_focused(timeout=SLOW)
    keys.type("brass stab")
    keys.press("ArrowDown")
    expect(page.get_by_role("button", name="Play Organ with Brass stab")).to_be_focused()
    keys.press("Space")
    until(lambda: page.evaluate(PEAK) > 0.02)
    keys.press("Space")
    keys.press("Enter")
    until(lambda: content(page, "nodes")["n1"]["kind"] == "instrument.analogue")
    expect(page.get_by_role("button", name="Brass stab, the sound of Organ")).to_be_visible()
    keys.press("Control+z")
    until(lambda: content(page, "nodes")["n1"]["kind"] == "instrument.organ")
    keys.press("Escape")
    before = content(page, "nodes")["n1"]

    # In the graph, while it plays: a preset turns the knobs, and what is heard.
    page.get_by_role("button", name="Play", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)
    ring = mix_of(room)
    until(lambda: float(np.abs(hear(ring, 0.2)).max()) > 0.01)
    page.get_by_role("listbox", name="Score").focus()
    keys.press("Alt+Shift+s")
    node = page.locator("#antiphon-graph-n1")
    expect(node).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("application", name="Graph")).to_be_focused()
    keys.press("d")
    knob = node.get_by_role("slider", name="Brightness")
    at = knob.get_attribute("aria-valuetext")
    high = level_at(hear(ring, 1), ring.rate, 880)
    inspector = page.locator(".antiphon-Inspector")
    inspector.get_by_text("Presets", exact=True).click()
    inspector.get_by_role("button", name="Listen to Chamber organ").click()
    until(lambda: page.evaluate(PEAK) > 0.02)
    inspector.get_by_role("button", name="Apply Chamber organ").click()
    expect(knob).not_to_have_attribute("aria-valuetext", at or "")
    until(lambda: level_at(hear(ring, 0.5), ring.rate, 880) < high / 2)
    page.get_by_role("application", name="Graph").focus()
    keys.press("Control+z")
    until(lambda: content(page, "nodes")["n1"] == before)
    expect(knob).to_have_attribute("aria-valuetext", at or "")
    until(lambda: level_at(hear(ring, 0.5), ring.rate, 880) > high * 0.8)
