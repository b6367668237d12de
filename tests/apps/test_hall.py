"""A hall: phones of five languages at once, over a bad line, answer every kind of poll; one falls asleep and comes back."""

import asyncio

import pytest
from bad_line import BadLine
from chromium import chromium
from playwright.async_api import expect

LANGUAGES = ("en", "es", "fr", "de", "zh")
OPTIONS = [
    {"id": "o1", "label": "Storm"},
    {"id": "o2", "label": "Calm sea"},
    {"id": "o3", "label": "A dance by the fire"},
]
HALVES = [{"id": "left", "label": "Left"}, {"id": "right", "label": "Right"}]
KINDS = {
    "single": {"options": OPTIONS, "groups": HALVES},
    "multiple": {"options": OPTIONS, "most": 2},
    "ranked": {"options": OPTIONS},
    "scale": {"low": 0, "high": 10, "step": 1, "labels": ["calm", "wild"], "live": True},
    "pad": {"labels": ["dark", "bright", "slow", "quick"]},
    "tap": {},
}

BEATS = """button => {
  for (let beat = 0; beat < 5; beat++) {
    const tap = new PointerEvent('pointerdown', { bubbles: true });
    Object.defineProperty(tap, 'timeStamp', { value: 1000 + 500 * beat });
    button.dispatchEvent(tap);
  }
}"""

SLEEP = """seconds => {
  const show = state => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  window.wake = () => {
    const now = Date.now;
    Date.now = () => now() + 1000 * seconds;
    show('visible');
    Date.now = now;
  };
  show('hidden');
}"""


@pytest.fixture
async def line(hub):
    """400 ms there and back, and every tenth packet lost."""
    async with BadLine(hub.child.ready["port"], seconds=0.2, loss=0.1) as line:
        yield line


@pytest.fixture
async def phone(hub, line):
    """Opens the page over the bad line, on the narrow phone of somebody whose browser speaks a language."""
    async with chromium() as browser:

        async def open(language: str = "en"):
            context = await browser.new_context(
                viewport={"width": 320, "height": 640}, is_mobile=True, has_touch=True, locale=language
            )
            page = await context.new_page()
            page.set_default_timeout(30_000)
            page.sockets, page.errors = [], []
            page.on("websocket", lambda socket: page.sockets.append(socket.url))
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            await page.goto(f"http://127.0.0.1:{line.port}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            return page

        yield open


async def ask(hub, pages, kind: str, id: str = "") -> None:
    question = f"What shall come, {id or kind}?"
    hub.tell("poll", id=id or kind, kind=kind, question=question, seconds=120, **KINDS[kind])
    for page in pages:
        await expect(page.get_by_role("heading", name=question)).to_be_visible(timeout=20_000)


async def answer(page, kind: str) -> None:
    """Answer with a thumb, and see that it arrived."""
    options = page.locator(".antiphon-poll .open:not([hidden]) .options")
    match kind:
        case "ranked":
            await options.locator(".send").tap()
        case "scale":
            await options.get_by_role("slider").tap()
        case "pad":
            await options.locator(".square").tap(position={"x": 40, "y": 40})
        case "tap":
            await options.locator(".tap").evaluate(BEATS)
        case _:
            await options.get_by_role("button").last.tap()
    await expect(page.locator(".antiphon-poll .open:not([hidden]) .note")).to_contain_text(
        "✓", timeout=20_000
    )


async def test_a_hall_of_five_languages_answers_every_kind_of_poll_over_a_bad_line(hub, phone, line):
    pages = await asyncio.gather(*(phone(language) for language in LANGUAGES))
    for kind in KINDS:
        await ask(hub, pages, kind)
        await asyncio.gather(*(answer(page, kind) for page in pages))
        for page in pages:
            assert await page.evaluate("document.documentElement.scrollWidth") == 320
        hub.tell("close_poll")
        for page in pages:
            await expect(page.locator(".antiphon-poll .open:not([hidden])")).to_have_count(0, timeout=20_000)
            assert await page.evaluate("document.documentElement.scrollWidth") == 320
        assert hub.heard("poll_closed")[-1]["total"] == len(pages)
    assert line.lost > 0
    assert [page.errors for page in pages] == [[]] * len(pages)


async def test_a_phone_that_slept_hears_what_it_missed_though_its_connection_looks_open(hub, phone, line):
    page = await phone()
    await ask(hub, [page], "single")
    await page.evaluate(SLEEP, 60)
    line.fall_silent()
    hub.tell("close_poll")
    hub.tell("poll", id="later", kind="multiple", question="And now?", seconds=120, **KINDS["multiple"])
    await hub.until(lambda: hub.heard("poll_closed"))
    await page.evaluate("window.wake()")
    await expect(page.get_by_role("heading", name="And now?")).to_be_visible(timeout=20_000)
    await answer(page, "multiple")
    hub.tell("close_poll")
    await hub.until(lambda: len(hub.heard("poll_closed")) == 2)
    assert hub.heard("poll_closed")[-1]["total"] == 1
    assert len(page.sockets) == 2


async def test_a_glance_away_costs_no_connection(hub, phone):
    page = await phone()
    await page.evaluate(SLEEP, 5)
    await page.evaluate("window.wake()")
    await ask(hub, [page], "single")
    assert len(page.sockets) == 1
