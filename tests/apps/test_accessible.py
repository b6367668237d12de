"""The audience's page for everybody: by axe in every state, with one thumb, with large text, and in colours of one's own."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe
from chromium import chromium
from playwright.async_api import expect

from antiphon.session.canvas import ROWS
from antiphon.session.share import find
from tests.apps.test_canvas_page import KNOBS, NOTES, WRITTEN, Lab, cell
from tests.apps.test_suggest_page import KEY, key

PIECE = (find("pieces") / "answer-me.antiphon").read_text("utf-8")
LONG = [
    {"id": "o1", "label": "Storm"},
    {"id": "o2", "label": "Donaudampfschifffahrtsgesellschaft"},
    {"id": "o3", "label": "A dance by the fire"},
]
HALVES = [{"id": "left", "label": "Left"}, {"id": "right", "label": "Right"}]
TEMPO = [
    {"id": "slower", "label": "Slower"},
    {"id": "same", "label": "The same"},
    {"id": "faster", "label": "Faster"},
]
POLLS = (
    {"id": "tempo", "kind": "single", "options": TEMPO, "target": "tempo"},
    {"id": "single", "kind": "single", "options": LONG, "groups": HALVES},
    {"id": "multiple", "kind": "multiple", "options": LONG, "most": 2},
    {"id": "ranked", "kind": "ranked", "options": LONG},
    {
        "id": "scale",
        "kind": "scale",
        "low": 0,
        "high": 10,
        "step": 1,
        "labels": ["calm", "wild"],
        "live": True,
    },
    {"id": "pad", "kind": "pad", "labels": ["dark", "bright", "slow", "quick"]},
    {"id": "tap", "kind": "tap"},
)

SMALL = """() => [...document.querySelectorAll('button, select, input, a, [tabindex="0"]')]
  .filter(el => el.offsetParent && getComputedStyle(el).pointerEvents !== 'none')
  .map(el => [el.outerHTML.slice(0, 80), el.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([html]) => html)"""

CUT_OFF = """() => [...document.querySelectorAll('body *')]
  .filter(el => el.offsetParent && !el.closest('svg, .said, .sheet'))
  .filter(el => {
    const { left, right } = el.getBoundingClientRect();
    return left < 0 || right > screen.width || el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0
      && getComputedStyle(el).overflowX !== 'visible';
  })
  .map(el => el.outerHTML.slice(0, 100))"""

REACH = """() => [...document.querySelectorAll('.options button, .options .square, .options input[type=range]')]
  .filter(el => el.offsetParent)
  .map(el => el.getBoundingClientRect())
  .map(({ top, bottom }) => (top + bottom) / 2)"""


@pytest.fixture
async def phone(hub):
    """Opens the page of a piece that plays, on a phone as somebody has set it."""
    hub.tell("document", text=PIECE)
    hub.tell("now", title="Antworte mir", composer="The class", people=[], playing=True)
    hub.tell("transport", position=4.5, measure=2, playing=True, bpm=60, factor=1.0, rate=1.0, duration=40)
    async with chromium() as browser:

        async def open(width: int = 390, height: int = 844, text: int = 100, **options):
            context = await browser.new_context(
                viewport={"width": width, "height": height}, is_mobile=True, has_touch=True, **options
            )
            page = await context.new_page()
            await page.goto(f"http://{hub.host}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            await page.add_style_tag(content=f"html {{ font-size: {text}% }}")
            await page.wait_for_selector(".system svg", timeout=30_000)
            return page

        yield open


async def ask(hub, page, poll: dict) -> None:
    question = f"What shall come, asked as {poll['id']}?"
    hub.tell("poll", question=question, seconds=120, **poll)
    await expect(page.get_by_role("heading", name=question)).to_be_visible()


async def end(hub, page) -> None:
    hub.tell("close_poll")
    await expect(page.get_by_role("heading", name="Nobody voted").first).to_be_visible()


async def hands(hub, page) -> AsyncIterator[str]:
    """Whatever a phone may be played and drawn with, one after the other, by name."""
    for about in (NOTES, KNOBS):
        for mode in ("direct", "reviewed"):
            canvas = Lab(hub, {**about, "mode": mode, "name": f"Play it {mode}"})
            if about is NOTES:
                canvas.now = {step * ROWS + row: 1.0 for step, row in WRITTEN.items()}
            canvas.tell()
            drawing = asyncio.ensure_future(canvas.play())
            await expect(page.get_by_role("heading", name=f"Play it {mode}")).to_be_visible()
            yield f"{about['kind']}, {mode}"
            if about is NOTES:
                await cell(page, 1, 3).tap()
            else:
                await page.get_by_role("slider").first.focus()
                await page.keyboard.press("ArrowRight")
            await expect(page.get_by_role("button", name="Undo")).to_be_enabled()
            await hub.until(lambda canvas=canvas: canvas.strokes)
            yield f"{about['kind']}, {mode}, played"
            drawing.cancel()
            hub.tell("canvas", id=None)
            await expect(page.get_by_text("The canvas is closed.")).to_be_visible()
            yield f"{about['kind']}, {mode}, closed"
    hub.tell("allow", suggestions=True)
    hub.tell("melody", **KEY)
    await expect(page.get_by_role("heading", name="Suggest a melody")).to_be_visible()
    yield "keyboard"
    for pitch in (62, 66):
        box = await key(page, pitch).bounding_box()
        await key(page, pitch).tap(position={"x": box["width"] / 2, "y": 0.95 * box["height"]})
    await expect(page.get_by_role("img", name="Your melody: D4, F♯4")).to_be_visible()
    yield "keyboard, played"
    await page.get_by_role("button", name="Send").tap()
    await expect(page.get_by_text("Sent. Thank you!")).to_be_visible()
    yield "keyboard, sent"


async def check(page, state: str) -> None:
    """Axe finds nothing, whatever its impact, in the whole page."""
    found = await Axe().run(page)
    bad = [f"{state}: {each['id']}: {each['help']}" for each in found.response["violations"]]
    assert bad == []


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
async def test_axe_finds_nothing_in_any_state(hub, phone, options):
    page = await phone(**options)
    await check(page, "playing")
    for poll in POLLS:
        await ask(hub, page, poll)
        await check(page, f"{poll['id']}, open")
        await end(hub, page)
        await check(page, f"{poll['id']}, closed")
    await page.get_by_role("button", name="Listen").tap()
    await check(page, "listening")
    hub.child.kill()
    await expect(page.get_by_text("Reconnecting…")).to_be_visible()
    await check(page, "reconnecting")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
async def test_axe_finds_nothing_where_one_plays_and_draws(hub, phone, options):
    page = await phone(**options)
    async for state in hands(hub, page):
        await check(page, state)


async def test_axe_finds_nothing_in_the_plain_pages(hub, phone):
    page = await phone()
    await page.goto(f"http://{hub.host}/nowhere")
    await check(page, "nowhere")
    await page.context.clear_cookies()
    await page.goto(f"http://{hub.host}/")
    await check(page, "uninvited")


@pytest.mark.parametrize("height", [844, 667])
async def test_everything_is_in_reach_of_a_thumb_and_large_enough_for_it(hub, phone, height):
    page = await phone(height=height)
    assert await page.evaluate(SMALL) == []
    for poll in POLLS:
        await ask(hub, page, poll)
        assert await page.evaluate(SMALL) == []
        middles = await page.evaluate(REACH)
        assert middles
        assert all(middle > 0.45 * height for middle in middles), poll["id"]
        assert min(middles) < height


@pytest.mark.parametrize(("width", "text"), [(390, 200), (320, 200), (320, 100)])
async def test_large_text_loses_nothing(hub, phone, width, text):
    page = await phone(width=width, text=text)
    for poll in POLLS:
        await ask(hub, page, poll)
        assert await page.evaluate(CUT_OFF) == []
        await end(hub, page)
        assert await page.evaluate(CUT_OFF) == []
        assert await page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "text"), [(390, 200), (320, 200), (320, 100)])
async def test_large_text_loses_nothing_where_one_plays_and_draws(hub, phone, width, text):
    page = await phone(width=width, text=text)
    async for state in hands(hub, page):
        assert await page.evaluate(CUT_OFF) == [], state
        assert await page.evaluate("document.documentElement.scrollWidth") == width, state


async def test_with_reduced_motion_nothing_moves_by_itself(hub, phone):
    page = await phone(reduced_motion="reduce")
    await ask(hub, page, POLLS[0])
    moving = await page.evaluate("document.getAnimations().map(each => each.animationName)")
    assert moving == []
    assert await page.evaluate("document.querySelector('.bar').offsetHeight") == 0


async def test_in_colours_of_ones_own_a_choice_can_be_told_from_the_rest(hub, phone):
    page = await phone(forced_colors="active")
    await ask(hub, page, POLLS[1])
    button = page.get_by_role("button", name="Storm")
    await button.tap()
    await expect(button).to_have_attribute("aria-pressed", "true")
    colours = await page.evaluate(
        "[...document.querySelectorAll('.options button')].map(each => getComputedStyle(each).backgroundColor)"
    )
    assert len(set(colours)) == 2
    assert colours[1] == colours[2]


HEAR = """() => {
  window.heard = [];
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const region = target.nodeType === 1 ? target.closest('[role=status]') : null;
      if (region?.textContent) window.heard.push(region.textContent);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


async def test_a_screen_reader_says_each_thing_once(hub, phone):
    page = await phone()
    await page.evaluate(HEAR)
    poll = POLLS[4] | {"id": "scale", "live": False, "question": "How wild?"}
    hub.tell("poll", seconds=120, **poll)
    knob = page.get_by_role("slider", name="How wild?")
    await knob.focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_text("✓ Sent: 6.").first).to_be_visible()
    hub.tell("close_poll")
    hub.tell("poll", **POLLS[0], question="And now?", seconds=120)
    await expect(page.get_by_role("heading", name="And now?")).to_be_visible()
    assert " ".join(await page.evaluate("window.heard")) == (
        "How wild? Move the knob, or tap the line. Sending… ✓ Sent: 6. You can change it until the end. "
        "The middle of 1 answer: 6. And now? Slower, The same, Faster?"
    )


async def test_what_is_read_comes_in_the_order_of_the_page(hub, phone):
    page = await phone()
    await ask(hub, page, POLLS[0])
    seen = await page.evaluate(
        "[...document.querySelectorAll('section[aria-label]')].filter(each => each.offsetParent)"
        ".map(each => [each.getAttribute('aria-label'), each.getBoundingClientRect().top])"
    )
    order, tops = zip(*seen, strict=True)
    assert order[:3] == ("What plays", "Score", "Your say")
    assert [*tops] == sorted(tops)
