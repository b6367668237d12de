"""Knobs in the graph: two people turn two and one, and each undoes their own."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from studio import SLOW, Studio

from antiphon.document.codec import empty, encode

MODEL = "window.jupyterapp.shell.currentWidget.context.model.sharedModel"


def piece() -> str:
    """A harp that a node of the graph plays."""
    document: dict[str, Any] = empty()
    document["parts"]["p1"] = {"index": "a0", "name": "Harp", "instrument": "Harp"}
    document["measures"] = {"m1": {"index": "a0"}}
    document["nodes"]["n1"] = {"kind": "instrument.pluck", "part": "p1", "x": 0, "y": 0}
    return encode(document)  # type: ignore[arg-type]


def open_graph(page: Page) -> None:
    page.evaluate("window.jupyterapp.commands.execute('antiphon:toggle-graph')")
    expect(page.locator(".antiphon-Canvas .antiphon-Node").first).to_be_visible(timeout=SLOW)


def knob(page: Page, name: str) -> Locator:
    return page.locator(".antiphon-NodeFace").first.get_by_role("slider", name=name)


def both(pages: tuple[Page, Page], name: str, words: str) -> None:
    """Both see a knob at a value."""
    for page in pages:
        expect(knob(page, name)).to_have_attribute("aria-valuetext", words)


def test_two_people_at_two_knobs_and_at_one(studio: Callable[[str], Studio]) -> None:
    room = studio(piece())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    pages = (ada, bo)
    for page in pages:
        open_graph(page)

    knob(ada, "Decay").press("End")
    box = knob(bo, "Brightness").bounding_box()
    assert box
    bo.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    bo.mouse.down()
    bo.mouse.move(box["x"] + box["width"] / 2, box["y"] - 300, steps=5)
    bo.mouse.up()
    both(pages, "Decay", "20 s")
    both(pages, "Brightness", "1")

    # Ada holds the knob that Bo turns: he sees it, and his hand is the last one.
    box = knob(ada, "Decay").bounding_box()
    assert box
    ada.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ada.mouse.down()
    ada.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 40, steps=4)
    expect(bo.get_by_text(re.compile("held by Ada", re.IGNORECASE)).first).to_be_visible()
    expect(knob(bo, "Decay")).not_to_have_attribute("aria-valuetext", "20 s")
    turned = knob(bo, "Decay").get_attribute("aria-valuetext") or ""
    knob(bo, "Decay").press("Home")
    expect(knob(bo, "Decay")).to_have_attribute("aria-valuetext", "100 ms")
    ada.wait_for_function(f"JSON.parse({MODEL}.getSource()).nodes.n1.p_decay === 0.1")
    ada.mouse.up()
    both(pages, "Decay", "100 ms")

    assert bo.evaluate(f"{MODEL}.undo()")
    both(pages, "Decay", turned)
    assert ada.evaluate(f"{MODEL}.undo()")
    both(pages, "Decay", "20 s")
    both(pages, "Brightness", "1")
