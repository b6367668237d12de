"""A notebook is edited while phones watch: the page is new for everybody, and nobody loses anything."""

import nbformat
import pytest
from chromium import chromium
from playwright.async_api import expect


@pytest.fixture
async def phones(hub):
    """Three phones that watch, and no page that was loaded again."""
    async with chromium("--mute-audio") as browser:
        pages = []
        for _ in range(3):
            context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
            page = await context.new_page()
            page.errors = []
            page.on("pageerror", lambda error, errors=page.errors: errors.append(str(error)))
            await page.goto(f"http://{hub.host}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            await page.evaluate("window.loaded = 'once'")
            pages.append(page)
        yield pages


def edit(notebook, change) -> None:
    made = nbformat.read(notebook, as_version=4)
    change(made.cells)
    nbformat.write(made, notebook)


@pytest.mark.timeout(240)
async def test_a_notebook_is_edited_while_three_phones_watch(hub, phones):
    hub.open_poll(seconds=180)
    ada, ben, _ = phones
    await ada.get_by_role("button", name="Faster").tap()
    await ben.get_by_role("button", name="Slower").tap()
    await expect(ada.get_by_text("Sent: “Faster”")).to_be_visible()
    await expect(ben.get_by_text("Sent: “Slower”")).to_be_visible()
    poll = await ada.query_selector(".antiphon-poll")

    def welcome(cells):
        cells.insert(0, nbformat.v4.new_markdown_cell("Welcome to the *second* half."))
        cells.append(nbformat.v4.new_code_cell("from antiphon.apps import Captions\nCaptions()"))

    edit(hub.notebook, welcome)
    for page in phones:
        await expect(page.get_by_text("Welcome to the second half.")).to_be_visible(timeout=90_000)
        await expect(page.get_by_role("region", name="Captions")).to_be_visible()
        assert await page.evaluate("window.loaded") == "once"
        assert page.errors == []
    await expect(ada.get_by_text("Sent: “Faster”")).to_be_visible()
    # The very same poll, in the midst of it.
    assert await poll.evaluate("element => element.isConnected")
    await ada.get_by_role("button", name="Slower").tap()
    await expect(ada.get_by_text("Sent: “Slower”")).to_be_visible()
    hub.tell("close_poll")
    for page in phones:
        await expect(page.get_by_role("heading", name="“Slower” won with 2 of 2 votes")).to_be_visible()

    edit(hub.notebook, lambda cells: cells.insert(0, nbformat.v4.new_code_cell("1 / 0")))
    await hub.until(lambda: any("the page stays" in said["message"] for said in hub.heard("problem")), 90)
    edit(hub.notebook, lambda cells: [cells.pop(0) for _ in range(2)])
    for page in phones:
        await expect(page.get_by_text("Welcome to the second half.")).to_have_count(0, timeout=90_000)
        assert await page.evaluate("window.loaded") == "once"


@pytest.mark.timeout(240)
async def test_who_is_touching_the_page_is_not_disturbed(hub, phones):
    touching, *others = phones
    # It would be the first of all.
    await touching.evaluate("Math.random = () => 0")
    for other in others:
        await other.evaluate("Math.random = () => 0.9")
    await touching.evaluate("window.touch = setInterval(() => dispatchEvent(new Event('pointermove')), 100)")
    edit(hub.notebook, lambda cells: cells.insert(0, nbformat.v4.new_markdown_cell("Later.")))
    for other in others:
        await expect(other.get_by_text("Later.")).to_be_visible(timeout=90_000)
    await expect(touching.get_by_text("Later.")).to_have_count(0)
    await touching.evaluate("clearInterval(window.touch)")
    await expect(touching.get_by_text("Later.")).to_be_visible(timeout=30_000)
