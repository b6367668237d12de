"""The graph as Python, beside the graph: what is typed is heard, and what is changed elsewhere is read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from studio import SOURCE, Studio, hear, level_at, mix_of, until

from antiphon.document.codec import decode, empty, encode

VIEW = "window.jupyterapp.shell.currentWidget"
SHARED = f"{VIEW}.context.model.sharedModel"


@pytest.fixture
def room(studio: Callable[[str], Studio]) -> tuple[Studio, Page]:
    document = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Flute", "instrument": "Flute"}}
    document["measures"] = {"m1": {"index": "a0"}}
    document["events"] = {
        "e1": {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "4", "pitch": "A4"}
    }
    document["nodes"] = {
        "n1": {"kind": "osc.sine", "p_freq": 330, "x": 0, "y": 0},
        "n2": {"kind": "effect.gain", "p_gain": -60, "x": 300, "y": 0},
        "n3": {"kind": "control.lfo", "p_rate": 2, "x": 0, "y": 200},
    }
    document["edges"] = {"k1": {"source": "n1", "target": "n2"}}
    session = studio(encode(document))
    page = session.person("teacher", "Ada")
    page.evaluate("window.jupyterapp.commands.execute('antiphon:toggle-code')")
    return session, page


def graph(page: Page) -> dict[str, dict[str, dict[str, object]]]:
    return decode(page.evaluate(SOURCE))  # type: ignore[return-value]


def replace(page: Page, code: Locator, words: str, by: str) -> None:
    """Select words in the text by the keyboard, and type over them."""
    line = code.locator(".cm-line", has_text=words).first
    line.click()
    page.keyboard.press("Home")
    for _ in range(line.inner_text().index(words)):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.type(by)
    page.keyboard.press("Escape")


@pytest.mark.timeout(240)
def test_cable_and_code_are_one_thing(room: tuple[Studio, Page]) -> None:
    studio, page = room
    code = page.locator(".antiphon-Code .cm-content")
    expect(code).to_contain_text("gain = Gain(sine, gain=-60)")
    status = page.locator(".antiphon-Code-status")

    # From the text to the samples: one number is one field.
    page.evaluate(f"{VIEW}.content.session.play(0)")
    until(lambda: bool(page.evaluate(f"{VIEW}.content.session.state.engine.status") == "on"), 60)
    ring = mix_of(studio)
    replace(page, code, "-60", "6")
    until(lambda: graph(page)["nodes"]["n2"] == {"kind": "effect.gain", "p_gain": 6, "x": 300, "y": 0})
    expect(status).to_have_text("The same as the graph.")
    until(lambda: level_at(hear(ring, 0.5), ring.rate, 330) > 0.2)

    # From the text to a cable.
    page.keyboard.press("Control+End")
    page.keyboard.type("lfo.connect(gain.gain)")
    page.keyboard.press("Escape")
    until(lambda: {"source": "n3", "target": "n2", "input": "gain"} in graph(page)["edges"].values())

    # What is not whole is underlined, and said; nothing is lost while somebody else writes.
    replace(page, code, "rate=2", "rtae=2")
    expect(status).to_have_text("Line 3: LFO has no rtae: did you mean rate?")
    page.evaluate(f"{SHARED}.change('nodes', 'n1', {{ p_freq: 500 }})")
    expect(code).to_contain_text("freq=500")
    expect(code).to_contain_text("rtae=2")
    replace(page, code, "rtae", "rate")
    expect(status).to_have_text("The same as the graph.")
    assert graph(page)["nodes"]["n3"]["p_rate"] == 2

    # A line that is taken away waits for Ctrl+Enter; then the node is gone with its cables.
    code.locator(".cm-line", has_text="lfo.connect").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("sine = Sine(freq=500)\ngain = Gain(sine, gain=6)\n")
    expect(status).to_have_text("1 thing will be gone: Ctrl+Enter applies it.")
    assert "n3" in graph(page)["nodes"]
    page.keyboard.press("Control+Enter")
    until(lambda: set(graph(page)["nodes"]) == {"n1", "n2"})
    assert set(graph(page)["edges"]) == {"k1"}

    # What was applied is undone as a step of the piece: the node is the one that it was.
    lfo = {"kind": "control.lfo", "p_rate": 2, "x": 0, "y": 200}
    page.keyboard.press("Control+z")
    until(lambda: graph(page)["nodes"].get("n3") == lfo)
    expect(code).to_contain_text("gain = Gain(sine, gain=6 + lfo)")
    page.keyboard.press("Control+Shift+Z")
    until(lambda: set(graph(page)["nodes"]) == {"n1", "n2"})
    # What was not applied is undone in the text.
    page.keyboard.press("Control+Home")
    page.keyboard.type("x")
    expect(status).to_contain_text("Line 2: There is no sine above")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(status).to_have_text("The same as the graph.")
    assert set(graph(page)["nodes"]) == {"n1", "n2"}

    # A line that names what comes further down is moved by one press, by the keyboard alone.
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("echo = Echo(sine)\n")
    expect(status).to_contain_text("sine comes only in line 2: move that line above this one")
    move = page.get_by_role("button", name="Move line 2 above line 1")
    page.locator(".antiphon-Code-bar").get_by_role("button").first.focus()
    expect(move).to_be_focused()
    page.keyboard.press("Enter")
    until(lambda: "effect.delay" in {node["kind"] for node in graph(page)["nodes"].values()})
    expect(move).to_be_hidden()
    page.keyboard.press("Control+z")
    until(lambda: set(graph(page)["nodes"]) == {"n1", "n2"})

    # From a cable to the text.
    page.evaluate(f"{SHARED}.put('edges', 'k2', {{ source: 'n1', target: 'n2', input: 'in' }})")
    expect(code).to_contain_text("Gain(sine + sine, gain=6)")
