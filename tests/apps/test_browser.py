"""The page in a phone-sized Chromium: what a person sees, taps and hears."""

import asyncio
import json
import logging
import re
import sqlite3
import sys
import time

import numpy as np
import pytest
from bad_line import BadLine
from chromium import chromium
from playwright.async_api import expect

from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child
from antiphon.session.share import find

PIECE = (find("pieces") / "answer-me.antiphon").read_text("utf-8")
TITLE = json.loads(PIECE)["meta"]["title"]
PEOPLE = [{"name": "Ada", "role": "teacher"}, {"name": "Ben", "role": "player"}]
TRANSPORT = {"playing": True, "bpm": 60, "factor": 1.0, "rate": 1.0, "duration": 40}

BLOCKED = """
const play = HTMLMediaElement.prototype.play;
window.allowed = false;
HTMLMediaElement.prototype.play = function () {
  return window.allowed ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError'));
};
"""

PAUSES = """
const wait = window.setTimeout;
window.pauses = [];
window.setTimeout = (call, pause, ...rest) => {
  if (call.name !== 'connect') return wait(call, pause, ...rest);
  if (window.pauses.push(pause) === 7) document.documentElement.dataset.waited = '';
  return wait(call, pause / 20);
};
"""

LOUDEST = """async audio => {
  const context = new AudioContext({ sampleRate: 48000 });
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 16384, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(audio.srcObject).connect(analyser);
  await new Promise(resolve => setTimeout(resolve, 700));
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  return levels.indexOf(Math.max(...levels)) * 48000 / 16384;
}"""


@pytest.fixture
async def browser():
    async with chromium("--mute-audio") as browser:
        yield browser


class Visit:
    """A page, and what it asked for."""

    def __init__(self, page) -> None:
        self.page, self.addresses, self.errors = page, [], []
        page.on("request", lambda request: self.addresses.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))


@pytest.fixture
async def visit(browser):
    """Opens the audience's page on a new phone."""

    async def open(hub, script: str = "", at: int | None = None, **options) -> Visit:
        phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
        context = await browser.new_context(**phone, **options)
        visit = Visit(await context.new_page())
        await visit.page.add_init_script(script)
        await visit.page.goto(f"http://127.0.0.1:{at or hub.child.ready['port']}/?a={hub.ticket}")
        await visit.page.wait_for_selector("html[data-ready]")
        return visit

    return open


def play(hub, position: float = 4.5, measure: int = 2) -> None:
    hub.tell("document", text=PIECE)
    hub.tell("now", title=TITLE, composer="The class", people=PEOPLE, playing=True)
    hub.tell("transport", position=position, measure=measure, **TRANSPORT)


async def test_a_person_follows_votes_and_sees_what_comes_of_it(hub, visit):
    seen = await visit(hub)
    page = seen.page
    await expect(page.get_by_text("Not playing yet")).to_be_visible()
    play(hub)
    await expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    await expect(page.get_by_text("With Ada and Ben")).to_be_visible()
    await expect(page.get_by_text("Playing · measure 2")).to_be_visible()
    assert await page.wait_for_selector(".measure > rect.mark") is not None

    hub.open_poll()
    faster = page.get_by_role("button", name="Faster")
    await faster.tap()
    await expect(page.get_by_text("Sent: “Faster”")).to_be_visible()
    await page.get_by_role("button", name="Slower").tap()
    await expect(page.get_by_text("Sent: “Slower”")).to_be_visible()
    await faster.tap()
    await expect(faster).to_have_attribute("aria-pressed", "true")
    assert (await faster.bounding_box())["height"] >= 44
    await expect(page.get_by_text("Sent: “Faster”")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390

    hub.tell("close_poll")
    await expect(page.get_by_role("heading", name="“Faster” won with 1 of 1 vote")).to_be_visible()
    await expect(page.get_by_text("Faster · your vote")).to_be_visible()
    hub.steer(seconds=9.0, measure=4)
    await expect(page.locator(".next")).to_have_text(
        re.compile(r"The music gets faster in [0-8]\.\d s, at measure 4\.")
    )
    hub.steer("steered_now")
    await expect(page.locator(".next")).to_have_text("Your vote did this: The music gets faster.")
    assert seen.errors == []
    assert {address.split("/")[2] for address in seen.addresses} == {hub.host}


async def test_a_first_visit_is_light(hub, browser):
    context = await browser.new_context()
    page = await context.new_page()
    network = await context.new_cdp_session(page)
    await network.send("Network.enable")
    sizes: dict[str, float] = {}
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    await page.goto(f"http://{hub.host}/?a={hub.ticket}")
    await page.wait_for_selector("html[data-ready]")
    assert len(sizes) >= 7
    # The bound is 150 kB; what there is today must not triple unseen.
    assert 5_000 < sum(sizes.values()) < 60_000


async def test_the_page_itself_opens_its_one_socket_and_fetches_what_is_there(hub, browser):
    page = await (await browser.new_context()).new_page()
    sockets: list[str] = []
    opened = asyncio.Event()
    page.on("websocket", lambda socket: (sockets.append(socket.url), opened.set()))

    async def hold(route):
        await opened.wait()
        await route.continue_()

    await page.route("**/static/page.js", hold)
    await page.goto(f"http://{hub.host}/?a={hub.ticket}")
    await page.wait_for_selector("html[data-ready] .antiphon-now")
    assert len(sockets) == 1
    fetched = "performance.getEntriesByType('resource').filter(each => each.name.includes('/module/')).length"
    assert await page.evaluate(fetched) == 1
    hub.tell("allow", reactions=True, questions=True, suggestions=False, gestures=None)
    await expect(page.get_by_role("button", name="Send")).to_be_visible()
    assert await page.evaluate(fetched) == 2


async def test_a_lost_connection_is_said_and_mended(start, visit):
    hub = await start()
    seen = await visit(hub)
    page = seen.page
    hub.tell("now", title=TITLE, composer="", people=PEOPLE, playing=False)
    await expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    hub.child.kill()
    await expect(page.get_by_text("Reconnecting…")).to_be_visible()
    await hub.child.closed
    again = await start(hub.child.ready["port"])
    again.tell("now", title="Another title", composer="", people=PEOPLE, playing=False)
    await expect(page.get_by_role("heading", name="Another title")).to_be_visible(timeout=15_000)
    await expect(page.get_by_text("Reconnecting…")).to_be_hidden()


async def test_phones_come_back_later_each_time_and_not_together(start, visit):
    hub = await start()
    pages = [(await visit(hub, PAUSES)).page for _ in range(2)]
    hub.child.kill()
    for page in pages:
        await page.wait_for_selector("html[data-waited]")
    waits = [(await page.evaluate("window.pauses"))[:7] for page in pages]
    assert waits[0] != waits[1]
    for wait in waits:
        for pause, middle in zip(wait, (1000, 2000, 4000, 8000, 8000, 8000, 8000), strict=True):
            assert 0.25 * middle <= pause <= 1.75 * middle
    await hub.child.closed
    again = await start(hub.child.ready["port"])
    again.tell("now", title=TITLE, composer="", people=PEOPLE, playing=False)
    for page in pages:
        await expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


async def vote_faster(hub, page) -> None:
    hub.open_poll(seconds=120)
    await page.get_by_role("button", name="Faster").tap(timeout=30_000)


async def the_votes(hub, store) -> list[tuple[str]]:
    """What is in the store, once the lab was told of a vote."""
    await hub.until(lambda: hub.heard("tally") and hub.heard("tally")[-1]["total"] == 1)
    with sqlite3.connect(store) as database:
        return database.execute("select ballot from votes").fetchall()


async def test_behind_a_bad_line_a_phone_votes_once_and_sees_the_result(hub, visit, tmp_path):
    async with BadLine(hub.child.ready["port"], seconds=0.2, loss=0.1) as line:
        page = (await visit(hub, at=line.port)).page
        await vote_faster(hub, page)
        await expect(page.get_by_text("Sent: “Faster”")).to_be_visible(timeout=30_000)
        assert await the_votes(hub, tmp_path / "store.sqlite") == [('"faster"',)]
        hub.tell("close_poll")
        await expect(page.get_by_role("heading", name="“Faster” won with 1 of 1 vote")).to_be_visible(
            timeout=30_000
        )
        assert line.lost > 0


async def test_a_vote_that_a_broken_line_swallowed_is_sent_again_and_counts_once(hub, visit, tmp_path):
    async with BadLine(hub.child.ready["port"], seconds=0.2, loss=0.1) as line:
        page = (await visit(hub, at=line.port)).page
        await vote_faster(hub, page)
        line.cut()
        await expect(page.get_by_text("Sent: “Faster”")).to_be_visible(timeout=30_000)
        assert await the_votes(hub, tmp_path / "store.sqlite") == [('"faster"',)]
        line.cut()
        hub.tell("close_poll")
        await expect(page.get_by_role("heading", name="“Faster” won with 1 of 1 vote")).to_be_visible(
            timeout=30_000
        )
        assert hub.heard("poll_closed")[0]["total"] == 1


async def sing(ring: StemRing, hertz: float) -> None:
    begun, frame = time.monotonic(), 0
    while True:
        while frame <= (time.monotonic() - begun) * 48_000:
            times = np.arange(frame, frame + 128)[:, None] / 48_000
            ring.write(np.repeat(0.4 * np.sin(2 * np.pi * hertz * times), 2, axis=1).astype(np.float32))
            frame += 128
        await asyncio.sleep(0.004)


@pytest.fixture
async def stream():
    """A real stream of a tone, whose answers are handed to the hub as the lab does."""
    ring = StemRing.create(48_000, 128)
    singing = asyncio.ensure_future(sing(ring, 880.0))
    child = await Child.start(
        [sys.executable, "-m", "antiphon.stream"],
        {"type": "start", "ring": str(ring.path)},
        logging.getLogger(),
        on_message=lambda message: child.upward(message),
    )
    child.upward = lambda message: None
    yield child
    singing.cancel()
    await child.stop()
    ring.close()


async def pass_on(hub, stream) -> None:
    """Hand the phones' offers to the stream, and its answers back."""
    stream.upward = lambda message: "id" in message and hub.child.send(message)
    passed = 0
    while True:
        for message in hub.said[passed:]:
            if message["type"] in ("offer", "hangup"):
                stream.send(message)
        passed = len(hub.said)
        await asyncio.sleep(0.01)


async def test_a_person_hears_the_music(hub, visit, stream):
    passing = asyncio.ensure_future(pass_on(hub, stream))
    page = (await visit(hub)).page
    await page.get_by_role("button", name="Listen").tap()
    await expect(page.get_by_role("button", name="Stop listening")).to_be_visible(timeout=15_000)
    await page.locator("audio").evaluate(LOUDEST)
    assert await page.locator("audio").evaluate(LOUDEST) == pytest.approx(880, abs=6)
    await page.get_by_role("button", name="Stop listening").tap()
    await expect(page.get_by_role("button", name="Listen")).to_be_visible()
    passing.cancel()


async def test_sound_that_the_browser_holds_back_is_a_tap_away(hub, visit, stream):
    passing = asyncio.ensure_future(pass_on(hub, stream))
    page = (await visit(hub, BLOCKED)).page
    await page.get_by_role("button", name="Listen").tap()
    await expect(page.get_by_text("Your browser asks for one more tap.")).to_be_visible(timeout=15_000)
    await page.evaluate("window.allowed = true")
    await page.get_by_role("button", name="Tap to hear").tap()
    await expect(page.get_by_role("button", name="Stop listening")).to_be_visible()
    passing.cancel()


async def test_why_there_is_no_sound_is_said(hub, visit):
    page = (await visit(hub)).page
    await page.get_by_role("button", name="Listen").tap()
    (offer,) = await hub.until(lambda: hub.heard("offer"))
    assert "stereo=1" in offer["sdp"]
    hub.tell("refused", id=offer["id"], message="Nothing plays right now.")
    await expect(page.get_by_text("Nothing plays right now.")).to_be_visible()
    await expect(page.get_by_role("button", name="Try again")).to_be_visible()
