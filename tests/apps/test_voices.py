"""What three phones at once do beside voting: applaud, shake, and ask; by a thumb, in the dark, and without a secure page."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from chromium import chromium
from playwright.async_api import expect

SERIOUS = ("serious", "critical")
ATTACK = "<img src=x onerror=document.title='hit'> https://evil.example"

SHAKEN = """force => {
  window.force = force;
  window.shaker ??= setInterval(() => {
    const felt = { x: window.force * (window.sign = -(window.sign ?? 1)), y: 0, z: 0 };
    dispatchEvent(new DeviceMotionEvent('devicemotion', { acceleration: felt, interval: 16 }));
  }, 16);
}"""

TILTED = """([beta, gamma]) => {
  window.lean = { beta, gamma };
  window.leaning ??= setInterval(() => {
    dispatchEvent(new DeviceOrientationEvent('deviceorientation', window.lean));
  }, 16);
}"""

BUZZED = """
window.buzzes = 0;
Navigator.prototype.vibrate = () => { window.buzzes += 1; return true; };
"""


@pytest.fixture
async def phones(hub):
    """Three people's phones: one as most are, one in the dark with less motion, one that came without https."""
    async with chromium("--host-resolver-rules=MAP hall.test 127.0.0.1") as browser:
        pages = []
        plain = hub.host.replace("127.0.0.1", "hall.test")
        for more, host in (
            ({}, hub.host),
            ({"color_scheme": "dark", "reduced_motion": "reduce"}, hub.host),
            ({}, plain),
        ):
            context = await browser.new_context(
                viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, **more
            )
            page = await context.new_page()
            page.errors = []
            page.on("pageerror", lambda error, page=page: page.errors.append(str(error)))
            await page.add_init_script(BUZZED)
            await page.goto(f"http://{host}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            pages.append(page)
        yield pages
        assert [page.errors for page in pages] == [[], [], []]


async def fits(page, part: str) -> None:
    """Nothing is wider than the phone or smaller than a thumb, and axe finds nothing that keeps somebody out."""
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    small = await page.evaluate(
        "part => [...document.querySelectorAll(`${part} button`)].filter(b => b.offsetParent)"
        ".map(b => b.getBoundingClientRect()).filter(({width, height}) => width < 44 || height < 44).length",
        part,
    )
    assert small == 0
    found = await Axe().run(page, context=part)
    bad = [f"{v['id']}: {v['help']}" for v in found.response["violations"] if v["impact"] in SERIOUS]
    assert bad == []


def heights(page):
    return page.evaluate(
        "[...document.querySelectorAll('.antiphon-reactions .kinds button')].map("
        "b => [b.dataset.kind, Number(b.querySelector('i').style.transform.slice(7, -1))])"
    )


async def test_a_hall_applauds_and_sees_itself(hub, phones):
    ada, ben, cy = phones
    for page in phones:
        await expect(page.get_by_role("button", name="Applause")).to_be_visible()
        await expect(page.get_by_label("Ask the artist something")).to_be_hidden()
        await expect(page.get_by_text("Shake your phone")).to_be_hidden()
        await fits(page, ".antiphon-reactions")
    await ada.evaluate("window.sent = []")
    await ada.evaluate(
        "const send = WebSocket.prototype.send;"
        "WebSocket.prototype.send = function (text) { window.sent.push(JSON.parse(text)); send.call(this, text); }; 0"
    )
    applause = ada.get_by_role("button", name="Applause")
    for _ in range(12):
        await applause.tap()
    await expect(applause.locator("b")).to_have_text("12")
    await ben.get_by_role("button", name="Wow").tap()
    await hub.until(lambda: (told := hub.heard("reactions")) and told[-1]["total"] == 13)
    # A bundle, not a message a tap.
    sent = await ada.evaluate("window.sent")
    assert {message["type"] for message in sent} == {"react"}
    assert sum(message["counts"]["applause"] for message in sent) == 12
    assert len(sent) < 12
    await cy.wait_for_function(
        "document.querySelector('.antiphon-reactions [data-kind=applause] i').style.transform > 'scaleY(0.1)'"
    )
    rose = dict(await heights(cy))
    assert rose["applause"] > rose["wow"] > 0
    assert rose["laugh"] == 0
    # Haptics, but not for who wants less motion.
    assert await ada.evaluate("window.buzzes") == 12
    assert await ben.evaluate("window.buzzes") == 0
    still = "getComputedStyle(document.querySelector('.antiphon-reactions .kinds i')).transitionDuration"
    assert await ben.evaluate(still) == "0s"
    hub.tell("allow", reactions=False)
    for page in phones:
        await expect(page.get_by_role("button", name="Applause")).to_be_hidden()


async def test_a_hall_shakes_where_it_is_asked_to_and_may(hub, phones):
    ada, ben, cy = phones
    hub.tell("allow", gestures="shake")
    for page in phones:
        await expect(page.get_by_text("Shake your phone")).to_be_visible()
        await fits(page, ".antiphon-reactions")
    await expect(cy.get_by_text("to secure pages (https) only")).to_be_visible()
    await expect(cy.get_by_role("button", name="Take part by shaking")).to_be_hidden()
    # Nothing is felt before it is asked for.
    await ada.evaluate(SHAKEN, 12)
    join = ada.get_by_role("button", name="Take part by shaking")
    await join.tap()
    await expect(ada.get_by_role("button", name="Stop shaking")).to_have_attribute("aria-pressed", "true")
    await hub.until(lambda: (told := hub.heard("reactions")) and 0.5 < told[-1]["energy"] < 0.8)
    await expect(cy.get_by_text(re.compile(r"1 phone is shaken: \d\d %"))).to_be_visible()
    await fits(ada, ".antiphon-reactions")
    await ben.get_by_role("button", name="Take part by shaking").tap()
    await expect(ben.get_by_text("This device does not tell how it moves.")).to_be_visible()
    await ada.get_by_role("button", name="Stop shaking").tap()
    await hub.until(lambda: hub.heard("reactions")[-1]["energy"] == 0)
    await expect(join).to_be_visible()


async def test_energy_is_voted_by_shaking_or_by_the_knob(hub, phones):
    ada, ben, cy = phones
    hub.tell("poll", id="s", kind="shake", question="How wild?", seconds=120, labels=["sleepy", ""])
    for page in phones:
        await expect(page.get_by_role("heading", name="How wild?")).to_be_visible()
        await fits(page, ".antiphon-poll")
    await expect(ada.get_by_text("sleepy")).to_be_visible()
    await ada.evaluate(SHAKEN, 12)
    await ada.get_by_role("button", name="Shake the phone").tap()
    await expect(ada.get_by_text(re.compile(r"✓ Sent: 6\d % energy\."))).to_be_visible()
    await ben.get_by_role("slider").focus()
    await ben.keyboard.press("End")
    await expect(ben.get_by_text("✓ Sent: 100 % energy.")).to_be_visible()
    await expect(cy.get_by_role("button", name="Shake the phone")).to_be_hidden()
    await expect(cy.get_by_text("to secure pages (https) only")).to_be_visible()
    await cy.get_by_role("slider").focus()
    await cy.keyboard.press("Home")
    await expect(cy.get_by_text("✓ Sent: 0 % energy.")).to_be_visible()
    hub.tell("close_poll")
    for page in phones:
        await expect(
            page.get_by_role("heading", name=re.compile(r"The middle of 3 answers: 6\d % energy"))
        ).to_be_visible()
        await fits(page, ".antiphon-poll")
    (ended,) = await hub.until(lambda: hub.heard("poll_closed"))
    assert 0.6 < ended["median"] < 0.7


async def test_a_phone_leans_to_a_place_of_the_pad(hub, phones):
    ada, _, cy = phones
    hub.tell(
        "poll",
        id="p",
        kind="pad",
        question="Where to?",
        seconds=120,
        labels=["dark", "bright", "slow", "quick"],
    )
    await expect(cy.get_by_role("heading", name="Where to?")).to_be_visible()
    await expect(cy.get_by_role("button", name="Tilt the phone")).to_be_hidden()
    await ada.evaluate(TILTED, [40, 0])
    await ada.get_by_role("button", name="Tilt the phone").tap()
    await expect(ada.get_by_role("button", name="Stop tilting")).to_be_visible()
    await ada.evaluate(TILTED, [46, 18])
    await expect(ada.get_by_text("✓ Sent: 80 % bright, 60 % slow.")).to_be_visible()
    await fits(ada, ".antiphon-poll")


async def test_a_question_is_text_wherever_it_comes(hub, phones):
    ada, ben, cy = phones
    hub.tell("allow", questions=True)
    field = ada.get_by_label("Ask the artist something")
    await expect(field).to_be_visible()
    await fits(ada, ".antiphon-ask")
    await ada.get_by_role("button", name="Send").tap()
    await expect(ada.get_by_text("Write a few words first.")).to_be_visible()
    await field.fill(ATTACK)
    await ada.keyboard.press("Enter")
    await expect(ada.get_by_text(re.compile(r"✓ Sent\. You can ask again in \d\d s\."))).to_be_visible()
    await expect(field).to_have_value("")
    await expect(ada.get_by_role("button", name="Send")).to_be_disabled()
    (asked,) = await hub.until(lambda: hub.heard("question"))
    assert asked["text"] == ATTACK
    await expect(ben.get_by_text("evil.example")).to_be_hidden()
    hub.tell("show_question", question={"id": asked["id"], "text": asked["text"]})
    await expect(ada.get_by_text("Your question is on the stage")).to_be_visible()
    for page in (ben, cy):
        await expect(page.get_by_text("A question on the stage")).to_be_visible()
        await expect(page.locator(".antiphon-ask blockquote")).to_have_text(ATTACK)
        assert await page.evaluate("document.querySelectorAll('.antiphon-ask :is(img, a)').length") == 0
        assert await page.title() != "hit"
        await fits(page, ".antiphon-ask")
    hub.tell("show_question", question=None)
    hub.tell("allow", questions=False)
    for page in phones:
        await expect(page.locator(".antiphon-ask")).to_be_hidden()


async def test_what_is_written_is_not_lost(hub, phones):
    ada, ben, _ = phones
    hub.tell("allow", questions=True)
    field = ada.get_by_label("Ask the artist something")
    await field.fill("Is this text kept?")
    hub.tell("allow", questions=True, reactions=False)
    await expect(ada.get_by_role("button", name="Applause")).to_be_hidden()
    await expect(field).to_have_value("Is this text kept?")
    # What the hub refuses stays to be mended.
    await ada.evaluate(
        "WebSocket.prototype.send = new Proxy(WebSocket.prototype.send, {apply: (send, socket, [text]) =>"
        "  Reflect.apply(send, socket, [JSON.stringify({...JSON.parse(text), text: 'x'.repeat(201)})])}); 0"
    )
    await ada.get_by_role("button", name="Send").tap()
    await expect(ada.get_by_text("A question has 200 characters at most.")).to_be_visible()
    await expect(field).to_have_value("Is this text kept?")
    await expect(ben.get_by_text("A question has 200")).to_be_hidden()
