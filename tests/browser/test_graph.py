"""The graph: a patch built by mouse, and again by the keyboard alone; what is plugged while it plays is heard; for everyone."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Page, expect
from studio import SLOW, SOURCE, Studio, hear, level_at, mix_of, until

from antiphon.document.codec import decode, empty, encode

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]

NEVER = ("minor", "moderate")
"""What axe-core finds of this impact is read, and is no failure."""


FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What was asked of the page is drawn."""


def drone(**nodes: dict[str, Any]) -> str:
    """A part that holds one low note, and nodes."""
    document: dict[str, Any] = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Organ", "instrument": "Pipe Organ"}}
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, 33)}
    document["events"] = {
        f"e{n}": {
            "kind": "note",
            "part": "p1",
            "measure": f"m{n}",
            "onset": "0",
            "duration": "4",
            "pitch": "A3",
        }
        for n in range(1, 33)
    }
    document["mix"] = {"p1": {}}
    document["nodes"] = {
        "n1": {"kind": "instrument.organ", "part": "p1", "p_room": 0, "p_vibrato": 0, "x": 0, "y": 0}
    } | nodes
    return encode(document)  # type: ignore[arg-type]


def content(page: Page, root: str) -> dict[str, dict[str, Any]]:
    return decode(page.evaluate(SOURCE))[root]  # type: ignore[no-any-return,literal-required]


def open_graph(page: Page) -> None:
    """The graph alone, as wide as the page."""
    page.evaluate("() => window.jupyterapp.commands.execute('antiphon:toggle-graph')")
    expect(page.locator(".antiphon-Graph")).to_be_visible(timeout=SLOW)
    if page.get_by_role("listbox", name="Score").is_visible():
        page.evaluate("() => window.jupyterapp.commands.execute('antiphon:toggle-score')")
    expect(page.locator(".react-flow__node").first).to_be_visible(timeout=SLOW)
    page.get_by_role("application", name="Graph").focus()


def still(thing: Locator) -> FloatRect:
    """Where something is in the window, once it has not moved for some frames."""
    boxes: list[FloatRect | None] = [None]

    def rests() -> bool:
        thing.page.evaluate(FRAMES)
        boxes.append(thing.bounding_box())
        return boxes[-1] is not None and boxes[-3:] == [boxes[-1]] * 3

    until(rests)
    assert boxes[-1]
    return boxes[-1]


def port(page: Page, node: str, name: str) -> tuple[float, float]:
    """The middle of a node's port, in the window."""
    box = page.locator(f'.react-flow__node[data-id="{node}"] [data-handleid="{name}"]').bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def plug(page: Page, source: tuple[float, float], target: tuple[float, float]) -> None:
    page.mouse.move(*source)
    page.mouse.down()
    page.mouse.move((source[0] + target[0]) / 2, source[1] + 30)
    page.mouse.move(*target, steps=4)
    page.mouse.up()


def status(page: Page) -> Any:
    return page.locator(".antiphon-GraphStatus [role=status]")


def of_kind(page: Page, kind: str) -> str:
    return next(id for id, node in content(page, "nodes").items() if node["kind"] == kind)


def test_a_patch_is_built_by_mouse_and_what_is_plugged_while_it_plays_is_heard(studio: Start) -> None:
    low = {"kind": "filter.lowpass", "x": 400, "y": 0, "p_cutoff": 200}
    room = studio(drone(n2=low))
    page = room.person("teacher", "Tess")
    open_graph(page)
    page.keyboard.press("f")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)
    ring = mix_of(room)
    until(lambda: float(np.abs(hear(ring, 0.2)).max()) > 0.01)
    bright = level_at(hear(ring, 1), ring.rate, 880)

    plug(page, port(page, "n1", "out"), port(page, "n2", "in"))
    until(lambda: len(content(page, "edges")) == 1)
    (edge,) = content(page, "edges").values()
    assert (edge["source"], edge["target"]) == ("n1", "n2")
    until(lambda: level_at(hear(ring, 0.5), ring.rate, 880) < bright / 4)

    plug(page, port(page, "n1", "out"), port(page, "n2", "cutoff"))
    expect(status(page)).to_contain_text("a cable joins ports of one signal")
    assert len(content(page, "edges")) == 1

    page.get_by_role("button", name="Add a Node").click()
    page.get_by_role("searchbox", name="Find something to add").fill("LFO")
    page.locator(".antiphon-GraphPalette [data-add]").first.click()
    until(lambda: len(content(page, "nodes")) == 3)
    page.get_by_role("button", name="Undo", exact=True).last.click()
    until(lambda: len(content(page, "nodes")) == 2)

    page.get_by_role("application", name="Graph").focus()
    page.keyboard.press("f")
    box = still(page.locator('.react-flow__node[data-id="n2"] .antiphon-Node-head'))
    page.mouse.move(box["x"] + 30, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 80, steps=6)
    page.mouse.up()
    until(lambda: content(page, "nodes")["n2"]["y"] > 0)
    page.get_by_role("application", name="Graph").focus()
    page.keyboard.press("Control+z")
    until(lambda: content(page, "nodes")["n2"]["y"] == 0)


def test_a_patch_is_built_by_the_keyboard_alone(studio: Start) -> None:
    room = studio(drone())
    page = room.person("teacher", "Tess")
    open_graph(page)
    graph = page.get_by_role("application", name="Graph")
    keys = page.keyboard
    page.get_by_role("button", name="Play", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)
    ring = mix_of(room)
    until(lambda: float(np.abs(hear(ring, 0.2)).max()) > 0.01)
    bright = level_at(hear(ring, 1), ring.rate, 880)
    graph.focus()

    keys.press("a")
    expect(page.get_by_role("searchbox", name="Find something to add")).to_be_focused()
    keys.type("low-pass")
    keys.press("Enter")
    until(lambda: len(content(page, "nodes")) == 2)
    keys.press("Escape")
    expect(graph).to_be_focused()
    low = of_kind(page, "filter.lowpass")
    expect(page.locator(f"#antiphon-graph-{low}")).to_be_visible()
    expect(graph).to_have_attribute("aria-activedescendant", f"antiphon-graph-{low}")

    keys.press("c")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    keys.type("input in")
    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Connect Low-pass filter")).to_be_visible()
    keys.press("Enter")
    until(lambda: len(content(page, "edges")) == 1)
    expect(status(page)).to_contain_text("Connected")
    expect(graph).to_be_focused()

    x = content(page, "nodes")[low]["x"]
    for key in ("ArrowRight", "Shift+ArrowRight"):
        keys.press(key)
    until(lambda: content(page, "nodes")[low]["x"] == x + 60)
    keys.press("b")
    until(lambda: content(page, "nodes")[low].get("bypass") is True)
    keys.press("b")
    until(lambda: "bypass" not in content(page, "nodes")[low])

    cutoff = page.locator(f"#antiphon-graph-{low}").get_by_role("slider").first
    cutoff.focus()
    keys.press("Home")
    until(lambda: level_at(hear(ring, 0.5), ring.rate, 880) < bright / 4)

    graph.focus()
    keys.press("Control+a")
    keys.press("Control+g")
    until(lambda: len(content(page, "groups")) == 1)
    keys.press("e")
    expect(page.locator(".antiphon-GroupBox")).to_be_visible()
    keys.press("Control+Shift+G")
    until(lambda: content(page, "groups") == {})
    expect(status(page)).to_contain_text("2 things are selected")
    keys.press("Escape")
    keys.press("n")
    keys.press("n")
    expect(status(page)).not_to_contain_text("selected")
    keys.press("Control+c")
    expect(status(page)).to_contain_text("Copied")
    keys.press("Control+v")
    until(lambda: len(content(page, "nodes")) == 3)
    keys.press("Delete")
    until(lambda: len(content(page, "nodes")) == 2)


def test_axe_finds_nothing_serious_in_the_graph_and_others_are_seen_there(studio: Start) -> None:
    room = studio(
        drone(n2={"kind": "effect.delay", "x": 400, "y": 0}, n3={"kind": "instrument.pad", "x": 0, "y": 300})
    )
    page, other = room.person("teacher", "Tess"), room.person("player", "Paul")
    for each in (page, other):
        open_graph(each)
    other.keyboard.press("n")
    other.mouse.move(500, 500)
    expect(page.locator(".antiphon-Others-names")).to_have_text("Paul")
    expect(page.locator(".antiphon-Pointer-name")).to_have_text("Paul")
    page.keyboard.press("n")
    page.keyboard.press("a")
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        page.evaluate(
            "theme => void window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        light = "true" if theme.endswith("Light") else "false"
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
        found = Axe().run(page, ".antiphon-Graph").response["violations"]
        serious = [
            f"{rule['id']}: {rule['help']} "
            + "; ".join(f"{node['target'][0]} {node.get('failureSummary', '')}" for node in rule["nodes"][:3])
            for rule in found
            if rule["impact"] not in NEVER
        ]
        assert serious == []
