"""The engine in the browser: what is heard is shown, practised, silenced and named; and everybody has the same clock."""

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import websockets
from playwright.sync_api import Page, expect
from studio import SLOW, Studio, hear, mix_of, until

from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import StemRing

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]

SESSION = "window.jupyterapp.shell.currentWidget.content.session"


def piece(pitches: list[str | None], duration: str, bpm: float = 120, measures: int = 8, **node: Any) -> str:
    """A document in 4/4 for one part: in each measure the same notes, one a quarter."""
    document: dict[str, Any] = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Organ", "instrument": "Pipe Organ"}}
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, measures + 1)}
    document["events"] = {"t1": {"kind": "tempo", "measure": "m1", "onset": "0", "bpm": bpm}} | {
        f"e{bar}-{beat}": {
            "kind": "note",
            "part": "p1",
            "measure": f"m{bar}",
            "onset": str(beat),
            "duration": duration,
            "pitch": pitch,
        }
        for bar in range(1, measures + 1)
        for beat, pitch in enumerate(pitches)
        if pitch
    }
    document["mix"] = {"p1": {}}
    document["nodes"] = {"n1": {"kind": "instrument.organ", "part": "p1", "p_room": 0, "p_vibrato": 0} | node}
    return encode(document)  # type: ignore[arg-type]


HELD = ["A3", None, None, None]
BEATS = ["C6", "C6", "C6", "C6"]


def plucked(**more: Any) -> str:
    """A plucked note each quarter: onsets that can be counted."""
    document = json.loads(piece(BEATS, "1/2", **more))
    document["nodes"] = {"n1": {"kind": "instrument.pluck", "part": "p1", "p_decay": 0.4, "p_room": 0}}
    return encode(document)


def play(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)


def open_panel(page: Page) -> None:
    page.get_by_role("tab", name=re.compile("^Engine")).click()


def practise(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Practice")).click()


def peak(ring: StemRing, seconds: float) -> float:
    """The loudest sample of the mix in the next so many seconds, in dBFS."""
    return float(20 * np.log10(max(float(np.abs(hear(ring, seconds)).max()), 1e-6)))


def onsets(ring: StemRing, seconds: float) -> np.ndarray:
    """Times (s) in the next so many seconds at which 5 ms are much louder than what came before."""
    sound, step = hear(ring, seconds), ring.rate // 200
    level = np.sqrt((sound[: len(sound) // step * step].reshape(-1, step) ** 2).mean(axis=1)) + 1e-5
    before = np.array([level[max(0, i - 6) : max(1, i)].mean() for i in range(len(level))])
    jumps = np.flatnonzero((level > 2.5 * before) & (level > 0.15 * level.max()))
    first = [jump for place, jump in enumerate(jumps) if place == 0 or jump - jumps[place - 1] > 20]
    return np.array(first) * step / ring.rate


def transport(page: Page) -> dict[str, Any]:
    return page.evaluate(f"{SESSION}.transport")  # type: ignore[no-any-return]


def test_the_panel_shows_how_loud_it_is_while_it_plays(studio: Start) -> None:
    room = studio(piece(HELD, "4"))
    page = room.person("guest", "Gus")
    open_panel(page)
    expect(page.get_by_text("Levels show when the sound is on.")).to_be_visible()
    play(room.person("player", "Paul"))
    mix, stem = (page.get_by_role("meter", name=name) for name in ("Level of the mix", "Level of Organ"))
    expect(stem).to_have_attribute("aria-valuetext", re.compile("peak −"), timeout=SLOW)
    ring = mix_of(room)

    def shown() -> float:
        return float(mix.get_attribute("aria-valuenow") or -60)

    def agrees() -> bool:
        heard = peak(ring, 0.3)
        return abs(shown() - heard) < 3 and heard > -40

    until(agrees)
    bar = stem.locator("div").nth(1)
    transforms = {bar.evaluate("node => node.style.transform")}
    until(lambda: transforms.add(bar.evaluate("node => node.style.transform")) or len(transforms) > 3)  # type: ignore[func-returns-value]
    expect(page.get_by_text("Late blocks")).to_be_visible()


def test_panic_silences_at_once_by_button_and_by_key(studio: Start) -> None:
    room = studio(piece(HELD, "4", p_release=5, p_room=1))
    page = room.person("player", "Paul")
    for press in (
        lambda: page.get_by_role("button", name="Panic").first.click(),
        lambda: page.keyboard.press("Alt+."),
    ):
        play(page)
        ring = mix_of(room)
        until(lambda ring=ring: peak(ring, 0.1) > -40)  # type: ignore[misc]
        press()
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        until(lambda ring=ring: peak(ring, 0.1) <= -100, 2)  # type: ignore[misc]
        assert peak(ring, 0.5) <= -100
    guest = room.person("guest", "Gus")
    expect(guest.get_by_role("button", name="Listen", exact=True)).to_be_enabled()
    expect(guest.get_by_role("button", name="Panic")).to_have_count(0)


def test_a_passage_is_looped_slowed_down_and_clicked_to(studio: Start) -> None:
    room = studio(plucked())
    page, other = room.person("player", "Paul"), room.person("guest", "Gus")
    practise(page)
    page.get_by_label("to", exact=True).fill("2")
    page.get_by_label("to", exact=True).press("Enter")
    page.get_by_role("button", name="Loop", exact=True).click()
    play(page)
    ring = mix_of(room)
    until(lambda: peak(ring, 0.1) > -50)
    expect(other.locator(".antiphon-Loop-band").first).to_be_attached()
    expect(other.locator(".antiphon-Position-loop")).to_have_attribute("title", "Loop: measures 1 to 2")
    measures = set()
    began = time.monotonic()
    while time.monotonic() - began < 6:
        measures.add(transport(other)["measure"])
    assert measures == {1, 2}
    assert np.median(np.diff(onsets(ring, 3))) == pytest.approx(0.5, abs=0.02)

    page.get_by_role("slider", name="Speed").focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    until(lambda: transport(other)["speed"] == 0.5)
    expect(other.get_by_role("button", name=re.compile("Practice"))).to_contain_text("loop, 50 %")
    assert np.median(np.diff(onsets(ring, 5))) == pytest.approx(1.0, abs=0.02)
    page.get_by_role("slider", name="Speed").dblclick()
    until(lambda: transport(other)["speed"] == 1)

    page.get_by_role("button", name="Metronome").click()
    open_panel(page)
    clicks = page.get_by_role("meter", name="Level of Metronome")
    expect(clicks).to_have_attribute("aria-valuetext", re.compile("peak −"), timeout=SLOW)
    page.get_by_role("button", name="Metronome").click()
    expect(clicks).to_have_attribute("aria-valuetext", "silent", timeout=SLOW)


def test_beats_are_counted_in_before_the_music(studio: Start) -> None:
    room = studio(plucked(bpm=240))
    page, other = room.person("player", "Paul"), room.person("guest", "Gus")
    practise(page)
    page.get_by_label("Count in").select_option("2 measures")
    play(page)
    counted: list[int] = []

    def counting() -> bool:
        left = int(transport(other)["counting"])
        if counted[-1:] != [left]:
            counted.append(left)
        return left == 0 and len(counted) > 1

    expect(other.locator(".antiphon-CountIn")).to_be_visible(timeout=SLOW)
    until(counting)
    assert counted == sorted(counted, reverse=True)
    assert len(counted) > 4
    expect(other.locator(".antiphon-CountIn")).to_have_count(0)
    until(lambda: transport(other)["position"] > 0)


def test_what_is_selected_is_looped_by_a_key(studio: Start) -> None:
    room = studio(plucked())
    page = room.person("teacher", "Tess")
    play(page)
    page.get_by_role("listbox", name="Score").focus()
    for key in ("Home", "ArrowRight", "Shift+ArrowRight", "Alt+l"):
        page.keyboard.press(key)
    until(lambda: (transport(page) or {}).get("loop") is not None)
    assert transport(page)["loop"] == {"start": 0.5, "end": 1.5}
    page.keyboard.press("Alt+l")
    until(lambda: transport(page)["loop"] is None)


def test_a_node_that_goes_wild_is_named_and_shown(studio: Start) -> None:
    document = json.loads(piece(HELD, "4"))
    chain = ["n1", *(f"boost{k}" for k in range(6))]
    document["nodes"] |= {name: {"kind": "effect.gain", "p_gain": 12} for name in chain[1:]}
    document["edges"] = {f"e{k}": {"source": chain[k], "target": chain[k + 1]} for k in range(len(chain) - 1)}
    room = studio(encode(document))
    teacher, guest = room.person("teacher", "Tess"), room.person("guest", "Gus")
    play(teacher)
    expect(teacher.get_by_role("alert").filter(has_text="muted")).to_be_visible(timeout=SLOW)
    expect(guest.get_by_role("tab", name=re.compile("Engine.*muted"))).to_be_visible()
    open_panel(teacher)
    expect(teacher.get_by_role("heading", name="Muted")).to_be_visible()
    teacher.get_by_role("button", name="Show the sound of Organ").click()
    expect(teacher.get_by_role("tab", name="Sounds")).to_have_attribute("aria-selected", "true")
    teacher.wait_for_function("document.activeElement.closest('[data-node-id]')")
    node = teacher.evaluate("document.activeElement.closest('[data-node-id]').dataset.nodeId")
    assert node.startswith("boost")
    # Tried again, it may be the gain after this one that goes wild.
    expect(teacher.locator('[data-node-id^="boost"]').filter(has_text="is muted")).to_have_count(
        1, timeout=SLOW
    )
    for _ in range(4):
        teacher.locator(f'[data-node-id="{node}"]').get_by_role("button", name=re.compile("Remove")).click()
        left = teacher.locator('[data-node-id^="boost"]').last
        node = left.get_attribute("data-node-id")
    expect(guest.get_by_role("tab", name=re.compile("Engine.*muted"))).to_have_count(0, timeout=SLOW)


@contextmanager
def stamper() -> Iterator[tuple[str, list[tuple[float, float, float, float]]]]:
    """A socket that asks whoever connects for the time, and how sure it is: 300 times (asked, told, bound, heard), s."""
    stamps: list[tuple[float, float, float, float]] = []
    address: list[str] = []
    ready, done = threading.Event(), threading.Event()

    async def ask(socket: websockets.ServerConnection) -> None:
        for _ in range(300):
            asked = time.monotonic()
            await socket.send("now?")
            told, bound = map(float, str(await socket.recv()).split())
            heard = time.monotonic()
            stamps.append((asked, told, bound, heard))
            await asyncio.sleep(0.003)
        done.set()

    async def serve() -> None:
        async with websockets.serve(ask, "127.0.0.1", 0) as server:
            address.append(f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}")
            ready.set()
            while not done.is_set():
                await asyncio.sleep(0.01)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield address[0], stamps
    assert done.wait(60)
    thread.join(10)


TELL = """address => {
  const session = window.jupyterapp.shell.currentWidget.content.session;
  const socket = new WebSocket(address);
  socket.onmessage = () => socket.send(`${session.clock.serverNow()} ${session.clock.bound}`);
}"""


def test_the_page_knows_the_servers_clock_as_well_as_it_says(studio: Start) -> None:
    """The page tells the server's time, and how wrong that may be; we look at that clock before and after."""
    room = studio(plucked())
    page = room.person("guest", "Gus")
    until(lambda: page.evaluate(f"{SESSION}.clock.bound") < 0.02)
    with stamper() as (address, stamps):
        page.evaluate(TELL, address)
        until(lambda: len(stamps) == 300, 60)
    for asked, told, bound, heard in stamps:
        assert 0 < bound < 0.05
        assert asked - bound - 0.0005 <= told <= heard + bound + 0.0005
    asked, told, bound, heard = min(stamps, key=lambda stamp: stamp[3] - stamp[0])
    print(f"clock: {(told - (asked + heard) / 2) * 1e3:.3f} ms off, page says {bound * 1e3:.2f} ms")


PLACE = f"[{SESSION}.clock.serverNow(), {SESSION}.positionNow()]"


def test_everybodys_playhead_and_click_agree(studio: Start) -> None:
    room = studio(plucked())
    first, second = room.person("player", "Paul"), room.person("guest", "Gus")
    second.evaluate("""() => {
      window.clicks = [];
      const start = AudioScheduledSourceNode.prototype.start;
      AudioScheduledSourceNode.prototype.start = function (when) {
        const { contextTime, performanceTime } = this.context.getOutputTimestamp();
        window.clicks.push([when, contextTime, performanceTime, this.context.currentTime]);
        return start.call(this, when);
      };
    }""")
    practise(second)
    second.get_by_label("Click in this browser only").check()
    play(first)
    until(lambda: transport(second)["position"] > 1)

    def beginnings(page: Page) -> float:
        """When the piece began, by what a page shows; rate 2 a second."""
        return float(
            np.median([told - place / 2 for told, place in (page.evaluate(PLACE) for _ in range(30))])
        )

    apart = abs(beginnings(first) - beginnings(second))
    print(f"playheads: {apart * 1e3:.2f} ms apart")
    assert apart < 0.005
    until(lambda: len(second.evaluate("window.clicks")) >= 8)
    began = beginnings(second)
    offset = second.evaluate(f"{SESSION}.clock.serverNow() - performance.now() / 1000")
    clicks = [
        context + (performance / 1000 - context_now) + offset
        for context, context_now, performance, _ in second.evaluate("window.clicks")
        if context_now > 0
    ]
    assert len(clicks) >= 4
    beats = (np.array(clicks) - began) * 2
    errors = np.abs(beats - beats.round()) / 2
    print(
        f"clicks: {np.median(errors) * 1e3:.2f} ms from their beats in the middle, {errors.max() * 1e3:.2f} ms at most"
    )
    assert np.median(errors) < 0.005
    assert sorted(set(beats.round())) == list(beats.round())
