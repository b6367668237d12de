"""Every kind of poll on three phones at once: answered by a thumb, by the keyboard, and read by a screen reader."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from chromium import chromium
from playwright.async_api import expect

OPTIONS = [
    {"id": "o1", "label": "Storm"},
    {"id": "o2", "label": "Calm sea"},
    {"id": "o3", "label": "A dance by the fire"},
]
HALVES = [{"id": "left", "label": "Left"}, {"id": "right", "label": "Right"}]
SERIOUS = ("serious", "critical")


@pytest.fixture
async def phones(hub):
    """Three people's phones, the last one in the dark and with reduced motion."""
    async with chromium() as browser:
        pages = []
        for more in ({}, {}, {"color_scheme": "dark", "reduced_motion": "reduce"}):
            context = await browser.new_context(
                viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, **more
            )
            page = await context.new_page()
            page.errors = []
            page.on("pageerror", lambda error, page=page: page.errors.append(str(error)))
            await page.goto(f"http://{hub.host}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            pages.append(page)
        yield pages
        assert [page.errors for page in pages] == [[], [], []]


async def fits(page) -> None:
    """Nothing is wider than the phone or smaller than a thumb, and axe finds nothing that keeps somebody out."""
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    small = await page.evaluate(
        "[...document.querySelectorAll('.antiphon-poll button')].filter(b => b.offsetParent)"
        ".map(b => b.getBoundingClientRect()).filter(({width, height}) => width < 44 || height < 44).length"
    )
    assert small == 0
    found = await Axe().run(page, context=".antiphon-poll")
    bad = [f"{v['id']}: {v['help']}" for v in found.response["violations"] if v["impact"] in SERIOUS]
    assert bad == []


async def asked(hub, phones, **poll) -> None:
    hub.tell("poll", **{"id": poll["kind"], "question": "What shall come?", "seconds": 120, **poll})
    for page in phones:
        await expect(page.get_by_role("heading", name="What shall come?")).to_be_visible()
        await fits(page)


async def sent(page, words: str) -> None:
    await expect(page.get_by_text(f"✓ Sent: {words}. You can")).to_be_visible()


async def closed(hub, phones, verdict: str) -> dict:
    before = len(hub.heard("poll_closed"))
    hub.tell("close_poll")
    for page in phones:
        await expect(page.get_by_role("heading", name=verdict)).to_be_visible()
        await fits(page)
    await hub.until(lambda: len(hub.heard("poll_closed")) > before)
    return hub.heard("poll_closed")[-1]


async def test_one_choice_of_each_half_of_the_hall(hub, phones):
    ada, ben, cy = phones
    await asked(hub, phones, kind="single", options=OPTIONS, groups=HALVES)
    await ada.get_by_role("button", name="Left").tap()
    await ada.get_by_role("button", name="Storm").tap()
    await ben.get_by_role("button", name="Calm sea").tap()
    await sent(ben, "“Calm sea”")
    await ben.get_by_role("button", name="Right").tap()
    await cy.get_by_role("button", name="Calm sea").focus()
    await cy.keyboard.press("Enter")
    await sent(ada, "“Storm”")
    await sent(cy, "“Calm sea”")
    await hub.until(
        lambda: (tallies := hub.heard("tally")) and tallies[-1]["by_group"]["right"]["total"] == 1
    )
    ended = await closed(hub, phones, "“Calm sea” won with 2 of 3 votes")
    assert ended["by_group"]["left"]["counts"] == {"o1": 1, "o2": 0, "o3": 0}
    await expect(ada.get_by_text("Right: “Calm sea” won with 1 of 1 vote")).to_be_visible()
    await expect(ada.get_by_text("Storm · your vote")).to_be_visible()


async def test_several_choices_but_not_too_many(hub, phones):
    ada, ben, cy = phones
    await asked(hub, phones, kind="multiple", options=OPTIONS, most=2)
    await expect(ada.get_by_text("Choose up to 2.")).to_be_visible()
    for page, names in ((ada, ["Storm", "Calm sea"]), (ben, ["Calm sea"]), (cy, ["A dance by the fire"])):
        for name in names:
            await page.get_by_role("button", name=name).tap()
    await sent(ada, "“Storm”, “Calm sea”")
    await ada.get_by_role("button", name="A dance by the fire").tap()
    await expect(ada.get_by_text("You can choose 2 at most")).to_be_visible()
    await ada.get_by_role("button", name="Storm").tap()
    await sent(ada, "“Calm sea”")
    await sent(ben, "“Calm sea”")
    await sent(cy, "“A dance by the fire”")
    ended = await closed(hub, phones, "“Calm sea” was chosen by 2 of 3 people")
    assert ended["counts"] == {"o1": 0, "o2": 2, "o3": 1}


async def test_an_order_is_made_by_buttons(hub, phones):
    ada, ben, cy = phones
    await asked(hub, phones, kind="ranked", options=OPTIONS)
    up = ada.get_by_role("button", name="Move “A dance by the fire” up")
    await up.tap()
    await expect(ada.get_by_text("“A dance by the fire” is now number 2 of 3.")).to_be_visible()
    await up.tap()
    await sent(ada, "1. “A dance by the fire”, 2. “Storm”, 3. “Calm sea”")
    await ben.get_by_role("button", name="Send this order").tap()
    await sent(ben, "1. “Storm”, 2. “Calm sea”, 3. “A dance by the fire”")
    down = cy.get_by_role("button", name="Move “Storm” down")
    await down.focus()
    await cy.keyboard.press("Enter")
    await expect(down).to_be_focused()
    await cy.keyboard.press("Enter")
    await cy.get_by_role("button", name="Move “Calm sea” down").focus()
    await cy.keyboard.press("Enter")
    await sent(cy, "1. “A dance by the fire”, 2. “Calm sea”, 3. “Storm”")
    ended = await closed(hub, phones, "“A dance by the fire” won at once, with 2 of 3 votes")
    assert ended["rounds"] == [{"o1": 1, "o2": 0, "o3": 2}]
    await expect(ben.get_by_text("Storm · your first")).to_be_visible()


async def test_a_number_on_a_live_scale(hub, phones):
    ada, ben, cy = phones
    await asked(hub, phones, kind="scale", low=0, high=10, step=1, labels=["calm", "wild"], live=True)
    knob = ada.get_by_role("slider", name="What shall come?")
    box = await knob.bounding_box()
    await ada.touchscreen.tap(box["x"] + box["width"] - 20, box["y"] + box["height"] / 2)
    await sent(ada, "10")
    await expect(ben.locator(".standing")).to_contain_text("1 vote")
    await ben.get_by_role("slider").focus()
    for _ in range(3):
        await ben.keyboard.press("ArrowRight")
    await sent(ben, "8")
    await cy.get_by_role("slider").tap()
    await sent(cy, "5")
    ended = await closed(hub, phones, "The middle of 3 answers: 8")
    assert ended["median"] == 8
    await expect(cy.get_by_text("5 · your vote")).to_be_visible()


async def test_a_place_on_a_square(hub, phones):
    ada, ben, cy = phones
    await asked(hub, phones, kind="pad", labels=["dark", "bright", "slow", "quick"])
    for page, x, y in ((ada, 0.9, 0.1), (ben, 0.9, 0.1)):
        box = await page.locator(".square").bounding_box()
        await page.touchscreen.tap(box["x"] + x * box["width"], box["y"] + y * box["height"])
    across = cy.get_by_role("slider", name="From dark to bright")
    await across.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        await cy.keyboard.press(key)
    await expect(across).to_have_attribute("aria-valuetext", "60 % bright, 55 % slow")
    await sent(cy, "60 % bright, 55 % slow")
    await expect(ada.get_by_text("✓ Sent")).to_be_visible()
    await expect(ben.get_by_text("✓ Sent")).to_be_visible()
    ended = await closed(hub, phones, "The middle of 3 answers")
    assert ended["median"] == pytest.approx([0.9, 0.9], abs=0.03)
    assert sum(map(sum, ended["cells"])) == 3


async def test_a_tempo_is_tapped_by_thumb_or_key(hub, phones):
    ada, ben, cy = phones
    await asked(hub, phones, kind="tap")
    beat = """(button, event) => new Promise(done => {
      let left = 6;
      const tap = () => {
        const of = { bubbles: true, key: ' ' };
        const made = event === 'keydown' ? new KeyboardEvent(event, of) : new PointerEvent(event, of);
        button.dispatchEvent(made);
        if (--left) setTimeout(tap, 500);
        else done();
      };
      tap();
    })"""
    for page, event in ((ada, "pointerdown"), (ben, "keydown"), (cy, "pointerdown")):
        button = page.get_by_role("button", name="Tap in your tempo")
        await button.evaluate(beat, event)
        await expect(page.get_by_text("✓ Sent").first).to_be_visible()
    ended = await closed(hub, phones, "The middle of 3 answers")
    assert ended["median"] == pytest.approx(120, abs=6)


async def test_several_polls_stand_one_below_the_other_and_say_what_they_did(hub, phones):
    ada, ben, cy = phones
    hub.tell("now", title="A piece", composer="", people=[], playing=True)
    hub.tell("transport", playing=True, position=4, bpm=60, factor=1.0, rate=1.0, measure=2, duration=64)
    hub.open_poll(seconds=120)
    await ada.get_by_role("button", name="Faster").tap()
    await sent(ada, "“Faster”")
    moves = {"o1": {"part/p1": 0}, "o2": {"harmony": "dorian", "part/p1": 1}}
    band = {"id": "p2", "question": "Who plays?", "kind": "single", "options": OPTIONS, "seconds": 60}
    await ada.get_by_role("button", name="Slower").focus()
    hub.tell("poll", **band, steers={"moves": moves})
    for page in phones:
        await expect(page.get_by_role("heading", level=2)).to_have_text(["Who plays?", "How shall it go on?"])
        await fits(page)
    # The card that has the focus was moved down, and kept it.
    await expect(ada.get_by_role("button", name="Slower")).to_be_focused()
    await sent(ada, "“Faster”")
    await ada.get_by_role("button", name="Calm sea").tap()
    await sent(ada, "“Calm sea”")
    await ben.get_by_role("button", name="Calm sea").tap()
    hub.tell("close_poll", poll="p2")
    await expect(ada.get_by_role("heading", level=2)).to_have_text(
        ["How shall it go on?", "“Calm sea” won with 2 of 2 votes"]
    )
    both = {"before": "", "poll": "p2", "reason": "", "seconds": 6.0, "measure": 4}
    mode = {"target": "harmony", "name": "Harmony", "value": "dorian", "said": "Dorian", "change": "other"}
    part = {"target": "part/p1", "name": "Flute", "value": 1.0, "said": "plays", "change": "plays"}
    hub.tell("steered", **mode, **both)
    hub.tell("steered", **part, **both)
    for page in phones:
        await expect(page.locator(".next:visible")).to_have_text(
            re.compile(
                r"The harmony becomes Dorian, Flute plays again in [0-6]\.\d s, at measure 4\."
            )
        )  # fmt: skip
        await fits(page)
    hub.tell("steered_now", **mode, **both)
    hub.tell("steered_now", **part, **both)
    words = "The harmony becomes Dorian, Flute plays again."
    await expect(ben.locator(".next:visible")).to_have_text(f"Your vote did this: {words}")
    await expect(cy.locator(".next:visible")).to_have_text(f"You are hearing it now: {words}")
    await expect(ben.locator(".antiphon-poll .said")).to_contain_text("Your vote did this")
    await ada.get_by_role("button", name="Slower").tap()
    await sent(ada, "“Slower”")
