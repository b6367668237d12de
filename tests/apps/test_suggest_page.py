"""Suggesting a melody on a phone, with a real hub: played with a thumb, heard, and sent once."""

import pytest
from bad_line import BadLine
from chromium import chromium
from playwright.async_api import expect

KEY = {"tonic": 2, "scale": [1, 2, 4, 6, 7, 9, 11], "low": 60, "flats": False}


@pytest.fixture
async def visit():
    """Opens the page on a phone of its own."""
    async with chromium("--mute-audio") as browser:

        async def open(hub, port: int | None = None):
            phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
            page = await (await browser.new_context(**phone)).new_page()
            page.errors = []
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            await page.goto(f"http://127.0.0.1:{port or hub.child.ready['port']}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            return page

        yield open


def key(page, pitch: int):
    """A key of the keyboard, to be tapped below the black ones."""
    return page.locator(f"[data-pitch='{pitch}']")


BELOW = {"position": {"x": 12, "y": 125}}


def ask(hub) -> None:
    hub.tell("allow", suggestions=True)
    hub.tell("melody", **KEY)


async def test_a_melody_is_played_heard_and_sent(hub, visit):
    ada, ben, cem = [await visit(hub) for _ in range(3)]
    for page in (ada, ben, cem):
        await expect(page.get_by_role("heading", name="Suggest a melody")).to_be_hidden()
    ask(hub)
    keys = ada.get_by_role("group", name="Keyboard")
    await expect(keys.get_by_role("button", name="F♯4", exact=True)).to_be_visible()
    await expect(keys.get_by_role("button", name="F4, outside the key")).to_be_visible()
    assert await ada.evaluate("document.documentElement.scrollWidth") == 390
    await ada.get_by_role("button", name="Medium").tap()
    await key(ada, 62).tap(**BELOW)
    await key(ada, 66).tap()
    await key(ada, 69).tap(**BELOW)
    await ada.get_by_role("button", name="Long").tap()
    await key(ada, 74).tap(**BELOW)
    await expect(ada.get_by_role("img", name="Your melody: D4, F♯4, A4, D5")).to_be_visible()
    await ada.get_by_role("button", name="Undo").tap()
    await expect(ada.get_by_text("3 of 16 notes")).to_be_visible()
    await ada.get_by_role("button", name="Play").tap()
    await expect(ada.locator(".roll .sounding")).to_have_count(1)
    await expect(ada.get_by_role("button", name="Play")).to_be_visible()

    await ada.get_by_role("button", name="Send").tap()
    await expect(ada.get_by_text("Sent. Thank you!")).to_be_visible()
    (said,) = await hub.until(lambda: hub.heard("suggestion"))
    assert said["notes"] == [[62, 1], [66, 1], [69, 1]]
    await ada.get_by_role("button", name="New").tap()
    await key(ada, 62).tap(**BELOW)
    await expect(ada.get_by_text("You can send this one in")).to_be_visible()
    await expect(ada.get_by_role("button", name="Send")).to_be_disabled()

    await ben.locator(".board [tabindex='0']").focus()
    await ben.keyboard.press("ArrowRight")
    await ben.keyboard.press("ArrowRight")
    await ben.keyboard.press("Space")
    await expect(ben.get_by_role("img", name="Your melody: D4")).to_be_visible()
    hub.tell("allow", suggestions=False)
    for page in (ada, ben, cem):
        await expect(page.get_by_role("heading", name="Suggest a melody")).to_be_hidden()
        assert page.errors == []


async def test_behind_a_bad_line_a_melody_is_sent_once(hub, visit):
    async with BadLine(hub.child.ready["port"], seconds=0.2, loss=0.1) as line:
        page = await visit(hub, line.port)
        ask(hub)
        await page.get_by_role("button", name="Medium").tap(timeout=30_000)
        await key(page, 62).tap(**BELOW)
        await page.get_by_role("button", name="Send").tap()
        line.cut()
        await expect(page.get_by_text("Sent. Thank you!")).to_be_visible(timeout=30_000)
        assert [each["notes"] for each in hub.heard("suggestion")] == [[[62, 1]]]
