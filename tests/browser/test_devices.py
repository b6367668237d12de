"""Instruments on the screen and plugged in, and playback in the score.

The Chromium of the tests has no ALSA sequencer, so the MIDI keyboard is an object with the interfaces of Web MIDI in place
of `navigator.requestMIDIAccess`; all behind it is the real thing.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from studio import SLOW, SOURCE, Studio, notes, until, write

from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import decode, empty, encode

pytestmark = pytest.mark.live

KEYBOARD = """
(() => {
  class Port extends EventTarget {
    constructor(id, name) { super(); Object.assign(this, {id, name, type: 'input', state: 'connected'}); }
    send(...data) {
      const event = new Event('midimessage');
      Object.defineProperty(event, 'data', {value: new Uint8Array(data)});
      this.dispatchEvent(event);
    }
  }
  class Access extends EventTarget { inputs = new Map(); outputs = new Map(); sysexEnabled = false; }
  const access = new Access();
  window.plug = (id, name) => {
    access.inputs.set(id, new Port(id, name));
    access.dispatchEvent(new Event('statechange'));
  };
  window.midi = (id, ...data) => access.inputs.get(id).send(...data);
  window.asked = 0;
  window.plug('k1', 'Test Keys');
  Object.defineProperty(navigator, 'requestMIDIAccess', {
    configurable: true,
    value: async () => { window.asked += 1; return access; },
  });
})();
"""

IN_FRONT = "name => window.jupyterapp?.shell.currentWidget?.context?.path.endsWith(name)"


def piece() -> str:
    document: dict[str, Any] = empty()
    document["meta"] = {"title": "Hands", "composer": "The tests"}
    document["parts"] = {
        "p1": {"index": "a0", "name": "Flute", "instrument": "Flute"},
        "p2": {
            "index": "a1",
            "name": "Guitar",
            "instrument": "Guitar",
            "lines": 6,
            "tuning": "E2 A2 D3 G3 B3 E4",
        },
    }
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, 9)}
    document["measures"]["m1"] |= {"meter": "4/4", "key": 2, "mode": "major"}
    document["events"] = {
        "t1": {"kind": "tempo", "measure": "m1", "onset": "0", "bpm": 120},
        "c1": {"kind": "clef", "part": "p2", "measure": "m1", "onset": "0", "clef": "TAB"},
    }
    document["mix"] = {"p1": {}, "p2": {}}
    return encode(document)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Studio]:
    """One lab for all; each test works on a piece of its own."""
    home = tmp_path_factory.mktemp("devices")
    root = home / "session"
    root.mkdir()
    options = [
        f"--AntiphonApp.audience_port={free_port('127.0.0.1', 0)}",
        f"--AntiphonApp.state_dir={home / 'state'}",
        "--LabApp.expose_app_in_browser=True",
    ]
    port = free_port("127.0.0.1", 0)
    lab = LabProcess.start(root, home / "lab.log", "127.0.0.1", port, options)
    yield Studio(lab, "piece.antiphon", chromium, options)
    lab.stop()


@pytest.fixture
def come(room: Studio, chromium: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def enter(name: str, **options: Any) -> Page:
        room.piece = f"{name}.antiphon"
        if not room.file.exists():
            room.file.write_text(piece())
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(30_000)
        context.add_init_script(KEYBOARD)
        contexts.append(context)
        page = context.new_page()
        page.goto(room.link("teacher", "Tess"))
        # The lab opens what the teacher had open before, and then this one.
        page.wait_for_function(IN_FRONT, arg=room.piece, timeout=SLOW)
        expect(page.locator("[data-measure-id]:visible").first).to_be_visible(timeout=SLOW)
        return page

    yield enter
    for context in contexts:
        context.close()


def events(page: Page) -> list[dict[str, Any]]:
    return list(decode(page.evaluate(SOURCE))["events"].values())  # type: ignore[arg-type]


def written(page: Page, part: str = "p1") -> list[tuple[str, str, str, str]]:
    """Notes of a part as (measure, onset, duration, pitch), in order."""
    of = [event for event in events(page) if event["kind"] == "note" and event["part"] == part]
    return sorted((e["measure"], e["onset"], e["duration"], e["pitch"]) for e in of)


def midi(page: Page, *data: int) -> None:
    page.evaluate(f"window.midi('k1', {', '.join(map(str, data))})")


def run(page: Page, command: str) -> None:
    page.evaluate(f"() => void window.jupyterapp.commands.execute({json.dumps(command)})")


def dock(page: Page) -> Locator:
    return page.get_by_role("region", name="Instrument")


def test_a_midi_keyboard_enters_chords_and_rests_at_the_caret(come: Callable[..., Page]) -> None:
    page = come("steps")
    write(page, "5")
    page.get_by_role("button", name="Piano and MIDI keyboard").click()
    assert page.evaluate("window.asked") == 0
    dock(page).get_by_role("button", name="MIDI keyboard", exact=True).click()
    expect(dock(page).get_by_label("Which MIDI keyboard")).to_contain_text("Test Keys")
    page.get_by_role("listbox", name="Score").focus()
    for key in (61, 64, 69):
        midi(page, 0x90, key, 80)
    for key in (61, 64, 69):
        midi(page, 0x80, key, 0)
    until(lambda: len(notes(page)) == 3)
    midi(page, 0xB0, 64, 127)
    midi(page, 0xB0, 64, 0)
    midi(page, 0x90, 70, 80)
    midi(page, 0x90, 70, 0)
    until(lambda: len(notes(page)) == 4)
    assert written(page) == [
        ("m1", "0", "1", "A4"),
        ("m1", "0", "1", "C#4"),
        ("m1", "0", "1", "E4"),
        ("m1", "2", "1", "A#4"),
    ]
    page.keyboard.press("Control+z")
    until(lambda: len(notes(page)) == 3)

    page.evaluate("window.plug('k2', 'Late Keys')")
    chooser = dock(page).get_by_label("Which MIDI keyboard")
    expect(chooser).to_contain_text("Late Keys")
    chooser.select_option(label="Late Keys")
    midi(page, 0x90, 72, 80)
    midi(page, 0x80, 72, 0)
    page.evaluate("window.midi('k2', 0x90, 74, 80), window.midi('k2', 0x80, 74, 0)")
    until(lambda: len(notes(page)) == 4)
    assert "D5" in notes(page).values()
    assert "C5" not in notes(page).values()


def test_what_is_played_in_time_is_recorded(come: Callable[..., Page]) -> None:
    page = come("takes")
    write(page, "5")
    page.get_by_role("button", name="Piano and MIDI keyboard").click()
    dock(page).get_by_role("button", name="MIDI keyboard", exact=True).click()
    dock(page).get_by_role("button", name="Record").click()
    dock(page).get_by_label("Shortest").select_option(label="Quarter")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(dock(page)).to_contain_text("Recording…", timeout=SLOW)
    # A hand that plays three quarters by what the page hears, each held for most of its beat.
    page.evaluate("""() => {
      const session = window.jupyterapp.shell.currentWidget.content.session;
      const score = [[4, 62], [5, 66], [6, 69]];
      const deeds = score.flatMap(([at, key]) => [[at, 0x90, key], [at + 0.9, 0x80, key]]);
      window.tick = setInterval(() => {
        while (deeds.length && session.transport.playing && session.positionNow() >= deeds[0][0]) {
          const [, status, key] = deeds.shift();
          window.midi('k1', status, key, 80);
        }
        if (!deeds.length) { clearInterval(window.tick); window.done = true; }
      }, 5);
    }""")
    page.wait_for_function("window.done", timeout=SLOW)
    assert notes(page) == {}
    page.get_by_role("button", name="Stop", exact=True).click()
    until(lambda: len(notes(page)) == 3)
    assert written(page) == [
        ("m2", "0", "1", "D4"),
        ("m2", "1", "1", "F#4"),
        ("m2", "2", "1", "A4"),
    ]
    page.get_by_role("listbox", name="Score").focus()
    page.keyboard.press("Control+z")
    until(lambda: notes(page) == {})


def test_fingers_play_the_piano_and_the_fretboard(come: Callable[..., Page]) -> None:
    tablet = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True}
    page = come("fingers", **tablet)
    page.get_by_role("button", name="Piano and MIDI keyboard").tap()
    middle = dock(page).get_by_role("button", name="C 4", exact=True)
    black = dock(page).get_by_role("button", name="C sharp 4", exact=True)
    for key in (middle, black):
        box = key.bounding_box()
        assert box
        assert box["width"] >= 43
        assert box["height"] >= 44
    middle.tap()
    until(lambda: [*notes(page).values()] == ["C4"])
    # Two fingers at once.
    boxes = [
        dock(page).get_by_role("button", name=name, exact=True).bounding_box() for name in ("E 4", "G 4")
    ]
    points = [
        {"x": box["x"] + 20, "y": box["y"] + box["height"] - 12, "id": n}
        for n, box in enumerate(boxes)
        if box
    ]
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(lambda: len(notes(page)) == 3)
    assert written(page) == [("m1", "0", "1", "C4"), ("m1", "1", "1", "E4"), ("m1", "1", "1", "G4")]

    guitar = page.locator('[aria-label^="Guitar, measure 1"]:visible').first
    expect(page.locator(".antiphon-mod-waiting:visible")).to_have_count(0)
    guitar.tap(force=True)
    dock(page).get_by_role("button", name="Fretboard").tap()
    dock(page).get_by_role("button", name="String 2, fret 3, D 4").tap()
    until(lambda: len(notes(page)) == 4)
    (note,) = [event for event in events(page) if event.get("part") == "p2" and event["kind"] == "note"]
    assert (note["pitch"], note["string"], note["fret"]) == ("D4", 2, 3)


def test_the_piano_is_played_by_the_keyboard_alone(come: Callable[..., Page]) -> None:
    page = come("keyboard")
    write(page, "4")
    page.keyboard.press("Alt+p")
    key = dock(page).get_by_role("button", name="C 4", exact=True)
    key.focus()
    page.keyboard.press("Enter")
    until(lambda: len(notes(page)) == 1)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(dock(page).get_by_role("button", name="E 4", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Enter")
    until(lambda: len(notes(page)) == 2)
    assert written(page) == [("m1", "0", "1/2", "C4"), ("m1", "0", "1/2", "E4")]
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Score")).to_be_focused()


def test_play_from_here_and_mute_a_staff(come: Callable[..., Page]) -> None:
    page = come("playback")
    rest = page.locator('[aria-label^="Flute, measure 3"]:visible').first
    rest.dblclick()
    state = "window.jupyterapp.shell.currentWidget.content.session.transport"
    page.wait_for_function(f"{state} && {state}.playing && {state}.position >= 8", timeout=SLOW)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.wait_for_function(f"!{state}.playing")
    page.locator('[aria-label^="Flute, measure 5"]:visible').first.click()
    page.keyboard.press("Shift+Space")
    page.wait_for_function(f"{state}.playing && {state}.position >= 16", timeout=SLOW)
    page.get_by_role("button", name="Stop", exact=True).click()

    mute = page.locator(".antiphon-Strips").get_by_role("button", name="Mute Guitar").first
    mute.click()
    expect(mute).to_have_attribute("aria-pressed", "true")
    until(lambda: decode(page.evaluate(SOURCE))["mix"]["p2"].get("mute") is True)
    run(page, "antiphon:solo-part")
    until(lambda: decode(page.evaluate(SOURCE))["mix"]["p1"].get("solo") is True)
