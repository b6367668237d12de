"""The mixer in the browser: two people at one console, what is turned is heard, snapshots, automation."""

import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, SOURCE, Studio, hear, mix_of, until

from antiphon.document.codec import decode, empty, encode
from antiphon.engine.stem_ring import StemRing

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]


def band() -> str:
    """Two organs that hold a low note and a high one, which is no partial of it, through ninety-six measures."""
    document: dict[str, Any] = empty()
    document["parts"] = {
        "p1": {"index": "a0", "name": "Low", "instrument": "Pipe Organ"},
        "p2": {"index": "a1", "name": "High", "instrument": "Pipe Organ"},
    }
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, 97)}
    document["events"] = {
        f"{part}-{n}": {
            "kind": "note",
            "part": part,
            "measure": f"m{n}",
            "onset": "0",
            "duration": "4",
            "pitch": pitch,
        }
        for part, pitch in (("p1", "A2"), ("p2", "B4"))
        for n in range(1, 97)
    }
    document["nodes"] = {
        f"n{part}": {"kind": "instrument.organ", "part": part, "p_room": 0, "p_vibrato": 0}
        for part in ("p1", "p2")
    }
    return encode(document)  # type: ignore[arg-type]


def open_mixer(page: Page) -> None:
    page.evaluate("window.jupyterapp.commands.execute('antiphon:toggle-mixer')")
    expect(page.locator("[data-strip]").first).to_be_visible(timeout=SLOW)


def fader(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=f"Level of {name}", exact=True)


def document_of(page: Page) -> dict[str, Any]:
    return decode(page.evaluate(SOURCE))  # type: ignore[return-value]


def play(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)


def stop(page: Page) -> None:
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=SLOW)


def at(ring: StemRing, hertz: float) -> float:
    """Level of what sounds about a frequency in the next third of a second, dB."""
    sound = hear(ring, 0.35)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) / len(sound)
    near = np.abs(np.fft.rfftfreq(len(sound), 1 / ring.rate) - hertz) < hertz * 0.04
    return float(20 * np.log10(spectrum[near].max() + 1e-9))


@pytest.mark.timeout(300)
def test_two_people_at_one_console(studio: Start) -> None:
    here = studio(band())
    ada, bo = here.person("teacher", "Ada"), here.person("player", "Bo")
    open_mixer(ada)
    open_mixer(bo)
    # Each holds a fader of their own with the keyboard, at once.
    for _ in range(6):
        fader(ada, "Low").press("ArrowDown")
        fader(bo, "High").press("ArrowDown")
    for page in (ada, bo):
        until(
            lambda page=page: (
                {id: s.get("gain") for id, s in document_of(page)["mix"].items()} == {"p1": -6, "p2": -6}
            )
        )
    # Who holds a fader is seen; both on one: it ends the same for both, and each undoes their own.
    box = fader(ada, "Low").bounding_box()
    assert box
    ada.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ada.mouse.down()
    expect(bo.get_by_text("held by Ada")).to_be_visible()
    for step in range(5):
        ada.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 6 * step)
        fader(bo, "Low").press("ArrowUp")
    ada.mouse.up()
    expect(bo.get_by_text("held by Ada")).to_have_count(0)
    until(lambda: document_of(ada)["mix"] == document_of(bo)["mix"])
    assert document_of(ada)["mix"]["p1"]["gain"] != -6
    # A strip has keys, which a table tells; the master has an equaliser as the others have.
    strip = ada.locator('[data-strip="p1"]')
    strip.focus()
    strip.press("m")
    until(lambda: document_of(bo)["mix"]["p1"].get("mute") is True)
    strip.press("?")
    keys = ada.get_by_role("region", name="Keys of the mixer")
    expect(keys.get_by_text("Mute the Strip")).to_be_visible()
    ada.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    ada.get_by_role("button", name="Open the equaliser of Master").click()
    ada.get_by_role("button", name="Equaliser of Master on").press("Enter")
    until(lambda: document_of(bo)["mix"]["master"].get("eq") is True)
    for page in (ada, bo):
        found = [
            (each["id"], each["impact"])
            for each in Axe().run(page, {"include": [".antiphon-MixerPane"]}).response["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert found == []


@pytest.mark.timeout(300)
def test_what_is_turned_is_heard_and_kept_and_automated(studio: Start) -> None:
    here = studio(band())
    ada = here.person("teacher", "Ada")
    open_mixer(ada)
    play(ada)
    ring = mix_of(here)
    until(lambda: at(ring, 494) > -50, 30)
    low, high = at(ring, 110), at(ring, 494)
    # A snapshot of the mix as it is.
    ada.get_by_role("button", name="Take a snapshot…").click()
    ada.get_by_label("Name of the snapshot").fill("Full")
    ada.get_by_role("button", name="Take", exact=True).click()
    # The fader, the mute and the equaliser are in the samples.
    fader(ada, "High").press("Home")
    until(lambda: at(ring, 494) < high - 15)
    fader(ada, "High").press("0")
    until(lambda: abs(at(ring, 494) - high) < 6)
    mute = ada.locator(".antiphon-MixerPane").get_by_role("button", name="Mute Low", exact=True)
    levels = {name: ada.locator(f'[data-strip="{name}"] .antiphon-Fader-value') for name in ("p1", "p2")}
    mute.click()
    until(lambda: at(ring, 110) < low - 25)
    # What is not heard is struck through, and nothing else.
    struck = sorted(
        level.evaluate("of => getComputedStyle(of).textDecorationLine") for level in levels.values()
    )
    assert struck == ["line-through", "none"]
    mute.click()
    until(lambda: abs(at(ring, 110) - low) < 6)
    ada.get_by_role("button", name="Open the equaliser of Low").click()
    ada.get_by_role("button", name="Equaliser of Low on").click()
    handle = ada.get_by_role("slider", name="Low of Low", exact=True)
    for _ in range(36):
        handle.press("ArrowDown")
    for _ in range(16):
        handle.press("ArrowRight")
    assert document_of(ada)["mix"]["p1"]["low_gain"] == -18
    until(lambda: at(ring, 110) < low - 8)
    stop(ada)
    # The snapshot brings it back in one step, which undo takes back.
    snapshot = ada.get_by_role("button", name=re.compile("^Full"))
    snapshot.click()
    expect(snapshot).to_have_attribute("aria-pressed", "true")
    until(lambda: not {"eq", "low_gain", "gain"} & set(document_of(ada)["mix"]["p1"]))
    ada.get_by_role("button", name="Undo", exact=True).first.click()
    until(lambda: document_of(ada)["mix"]["p1"].get("low_gain") == -18)
    ada.get_by_role("button", name="Redo", exact=True).first.click()
    until(lambda: "low_gain" not in document_of(ada)["mix"]["p1"])
    # What is moved while it plays is written, as one step; then it moves by itself, and is heard.
    ada.get_by_role("button", name="Write automation of High").click()
    ada.get_by_role("button", name=re.compile("beginning|start", re.I)).first.click()
    play(ada)
    until(lambda: ada.evaluate("window.jupyterapp.shell.currentWidget.content.session.positionNow()") > 1, 30)
    box = fader(ada, "High").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"]
    ada.mouse.move(x, y + 0.3 * box["height"])
    ada.mouse.down()
    for step in range(12):
        ada.mouse.move(x, y + box["height"] * (0.3 + 0.06 * step))
        ada.wait_for_timeout(120)
    ada.mouse.up()
    # So is the handle of a band.
    ada.get_by_role("button", name="Open the equaliser of High").click()
    ada.get_by_role("slider", name="High of High", exact=True).press("ArrowDown")
    stop(ada)
    drawn = document_of(ada)
    assert {(lane["target"], lane["field"]) for lane in drawn["lanes"].values()} == {
        ("p2", "gain"),
        ("p2", "high_gain"),
    }
    level = next(id for id, lane in drawn["lanes"].items() if lane["field"] == "gain")
    values = [point["value"] for point in drawn["points"].values() if point["lane"] == level]
    assert min(values) < -25
    assert len(values) >= 3
    assert not any(lane.get("bypass") for lane in drawn["lanes"].values())
    ada.get_by_role("button", name="Write automation of High").click()
    ada.get_by_role("button", name=re.compile("beginning|start", re.I)).first.click()
    play(ada)
    until(lambda: at(ring, 494) > high - 15, 30)
    until(lambda: at(ring, 494) < high - 20, 30)
    expect(fader(ada, "High")).to_have_attribute("aria-valuetext", re.compile("−[23]"), timeout=SLOW)
    stop(ada)
    ada.get_by_role("button", name="Automation", exact=True).click()
    lane = ada.get_by_role("group", name="High: Level")
    points = lane.get_by_role("slider", name="Point")
    before = points.count()
    points.first.focus()
    ada.keyboard.press("ArrowUp")
    ada.keyboard.press("Delete")
    expect(points).to_have_count(before - 1)
    found = [
        (each["id"], each["impact"])
        for each in Axe().run(ada, {"include": [".antiphon-MixerPane"]}).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert found == [], json.dumps(found)
