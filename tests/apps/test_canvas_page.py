"""The canvas on three phones at once: what thumbs draw, everybody sees; with a real hub, and this test for a lab."""

import asyncio
import re

import pytest
from bad_line import BadLine
from chromium import chromium
from playwright.async_api import expect

from antiphon.session.canvas import ROWS, bits, flags, levels

NOTES = {
    "id": "c1",
    "kind": "notes",
    "name": "Finish the melody",
    "mode": "direct",
    "quota": 6,
    "part": "Flute",
    "steps": 32,
    "rows": ["F#4", "G4", "A4", "B4", "C5", "D5", "E5", "F#5"],
    "tonics": [1],
    "measures": [[5, 0], [6, 8], [7, 16], [8, 24]],
    "beats": [*range(0, 32, 2)],
    "length": 0.5,
    "start": 16,
    "held": bits([30 * ROWS + 2, 31 * ROWS + 2, 14 * ROWS + 7, 15 * ROWS + 7], 32),
}
KNOBS = {
    "id": "k1",
    "kind": "knobs",
    "name": "",
    "mode": "direct",
    "quota": 0,
    "knobs": [
        {"name": "Cutoff", "of": "Filter", "unit": "Hz", "minimum": 20, "maximum": 20000, "scale": "log"},
        {"name": "Mix", "of": "Echo", "unit": "", "minimum": 0, "maximum": 1, "scale": "linear"},
    ],
}
WRITTEN = {0: 0, 2: 1, 4: 2, 6: 4, 8: 5, 11: 3, 16: 2}
PLAYING = {"playing": True, "bpm": 60, "factor": 1.0, "rate": 1.0, "duration": 64}


class Lab:
    """What the lab does with strokes, in a few lines: places, who holds them, and what is asked for."""

    def __init__(self, hub, about: dict) -> None:
        self.hub, self.about = hub, about
        self.now: dict[int, float] = {}
        self.before: dict[int, float] = {}
        self.asked: dict[int, float] = {}
        self.holders: dict[int, str] = {}
        self.taken = 0
        self.strokes: list[dict] = []
        self.limit = about["quota"]

    def value(self, place: int) -> float:
        return self.now.get(place, 0)

    def tell(self, whole: bool = True) -> None:
        notes, steps = self.about["kind"] == "notes", self.about.get("steps", 0)
        knobs = range(len(self.about.get("knobs", ())))
        held = [place for place, person in self.holders.items() if person]
        mine = [place for place in held if place not in self.asked]
        now = (
            {
                "cells": bits([place for place, on in self.now.items() if on], steps),
                "theirs": bits([place for place in mine if self.value(place)], steps),
                "asked": bits(self.asked, steps) if self.asked else "",
            }
            if notes
            else {
                "cells": levels(self.value(knob) for knob in knobs),
                "theirs": flags({*mine}, len(knobs)),
                "asked": levels(self.asked.get(knob) for knob in knobs) if self.asked else "",
            }
        )
        now["people"] = len({person for person in self.holders.values() if person})
        holders = [[place, person] for place, person in self.holders.items()]
        self.hub.tell("canvas", id=self.about["id"], about=self.about, now=now, holders=holders, whole=whole)

    def change(self, place: int, value: float, person: str) -> None:
        if self.about["mode"] == "reviewed":
            if value == self.value(place):
                self.asked.pop(place, None)
                self.holders.pop(place, None)
            else:
                self.asked[place] = value
                self.holders[place] = person
            return
        self.before.setdefault(place, self.value(place))
        self.now[place] = value
        if self.about["kind"] == "notes" and value == self.before[place]:
            self.holders.pop(place, None)
        else:
            self.holders[place] = person

    async def play(self) -> None:
        """Do what phones say, until cancelled."""
        while True:
            batches = self.hub.heard("strokes")
            for batch in batches[self.taken :]:
                for stroke in batch["batch"]:
                    self.strokes.append(stroke)
                    self.take(stroke)
                self.tell()
            self.taken = len(batches)
            await asyncio.sleep(0.02)

    def take(self, stroke: dict) -> None:
        person, quota = stroke["person"], self.limit
        mine = [place for place, holder in self.holders.items() if holder == person]
        if stroke["type"] == "undo_mine":
            for place in mine:
                self.holders.pop(place)
                self.asked.pop(place, None)
                self.now[place] = self.before.get(place, self.value(place))
            return
        if stroke["type"] == "turn":
            self.change(stroke["knob"], stroke["value"], person)
            return
        step, row = stroke["cell"]
        place = step * ROWS + row
        if quota and place not in mine and len(mine) >= quota:
            self.hub.tell("stroke_refused", person=person, sentence="Not {n}.", values={"n": quota})
            return
        self.change(place, float(stroke["on"]), person)


@pytest.fixture
async def visit():
    """Opens the page on a phone of its own."""
    async with chromium() as browser:

        async def open(hub, port: int | None = None, **options):
            phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
            context = await browser.new_context(**{**phone, "reduced_motion": "reduce", **options})
            page = await context.new_page()
            page.errors = []
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            await page.goto(f"http://127.0.0.1:{port or hub.child.ready['port']}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            return page

        yield open


@pytest.fixture
async def lab(hub):
    """Opens a canvas, and does what phones draw on it."""
    playing = []

    def open(about: dict, **changes) -> Lab:
        lab = Lab(hub, {**about, **changes})
        if about["kind"] == "notes":
            lab.now = {step * ROWS + row: 1.0 for step, row in WRITTEN.items()}
        lab.tell()
        playing.append(asyncio.ensure_future(lab.play()))
        return lab

    yield open
    for each in playing:
        each.cancel()


def cell(page, step: int, row: int):
    """The cell at a step of the page that is shown, rows from the lowest."""
    return page.get_by_role("row").nth(len(NOTES["rows"]) - 1 - row).get_by_role("gridcell").nth(step)


async def drag(page, begin, end) -> None:
    """A thumb that goes from one cell to another."""
    places = []
    for each in (begin, end):
        box = await each.bounding_box()
        places.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    network = await page.context.new_cdp_session(page)

    async def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        await network.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    (x, y), (to_x, to_y) = places
    await touch("touchStart", (x, y))
    for part in range(1, 9):
        await touch("touchMove", (x + (to_x - x) * part / 8, y + (to_y - y) * part / 8))
    await touch("touchEnd")


async def test_what_one_draws_all_see_and_one_takes_ones_own_back(hub, visit, lab):
    pages = [await visit(hub) for _ in range(3)]
    for page in pages:
        await expect(page.get_by_role("grid")).to_be_hidden()
    canvas = lab(NOTES)
    ada, ben, cem = pages
    for page in pages:
        await expect(page.get_by_role("heading", name="Finish the melody")).to_be_visible()
        assert await page.get_by_role("gridcell").count() == 16 * 8
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert (await cell(ada, 0, 0).bounding_box())["width"] >= 19
    await expect(cell(ada, 0, 0)).to_have_attribute("aria-label", "F♯4, measure 5, step 1, note")

    await cell(ada, 1, 3).tap()
    await expect(cell(ada, 1, 3)).to_have_attribute("aria-selected", "true")
    for page in (ben, cem):
        await expect(cell(page, 1, 3)).to_have_attribute(
            "aria-label", "B4, measure 5, step 2, note, by the audience"
        )
    await expect(cell(ada, 1, 3)).to_have_attribute("aria-label", "B4, measure 5, step 2, note, yours")
    await expect(ada.get_by_text("You can change 5 more places.")).to_be_visible()
    await expect(ben.get_by_text("You can change 6 more places.")).to_be_visible()

    await drag(ben, cell(ben, 9, 6), cell(ben, 12, 6))
    for step in (9, 10, 11, 12):
        await expect(cell(cem, step, 6)).to_have_attribute("aria-selected", "true")
    await expect(cem.get_by_text("Flute · 2 people play along")).to_be_visible()
    await ben.get_by_role("button", name="Undo").click()
    await expect(cell(cem, 10, 6)).to_have_attribute("aria-selected", "false")
    await expect(ben.get_by_text("You can change 6 more places.")).to_be_visible()

    await cell(ben, 5, 0).tap()
    await expect(cell(cem, 5, 0)).to_have_attribute("aria-selected", "true")
    await ada.get_by_role("button", name="Take all mine back").tap()
    await expect(cell(cem, 1, 3)).to_have_attribute("aria-selected", "false")
    await expect(cell(cem, 5, 0)).to_have_attribute("aria-selected", "true")
    await expect(ada.get_by_role("button", name="Take all mine back")).to_be_disabled()

    hub.tell("canvas", id=None)
    for page in pages:
        await expect(page.get_by_text("The canvas is closed.")).to_be_visible()
        await expect(page.get_by_role("grid")).to_be_hidden()
        assert page.errors == []
    assert {stroke["type"] for stroke in canvas.strokes} == {"paint", "undo_mine"}


async def test_what_is_refused_is_taken_back_and_said(hub, visit, lab):
    page = await visit(hub)
    canvas = lab(NOTES, quota=2)
    await drag(page, cell(page, 1, 5), cell(page, 7, 5))
    await expect(page.get_by_text("You have changed as much as you can.")).to_be_visible()
    await expect(page.locator("[aria-label$=yours]")).to_have_count(2)

    # No tap: Chromium takes one that follows a drag at once for the end of a fling.
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("You can change 2 more places.")).to_be_visible()

    # As the lab sees it, there is less to change than the phone was told.
    canvas.limit = 1
    await cell(page, 1, 0).tap()
    await cell(page, 3, 0).tap()
    await expect(page.get_by_text("Not 1.")).to_be_visible()
    await expect(cell(page, 3, 0)).to_have_attribute("aria-selected", "false")
    await expect(cell(page, 1, 0)).to_have_attribute("aria-selected", "true")


async def test_pages_the_keyboard_and_the_playhead(hub, visit, lab):
    page = await visit(hub)
    canvas = lab(NOTES)
    await expect(page.get_by_role("button", name="Measures 5–6")).to_have_attribute("aria-current", "true")
    await page.get_by_role("button", name="Measures 7–8").tap()
    await expect(cell(page, 0, 2)).to_have_attribute("aria-label", "A4, measure 7, step 1, note")
    await expect(cell(page, 15, 2)).to_have_attribute(
        "aria-label", "A4, measure 8, step 8, held by a longer note"
    )
    await cell(page, 15, 2).tap(force=True)
    await expect(page.get_by_text("A longer note is there")).to_be_visible()
    assert canvas.strokes == []

    await page.locator("[role=gridcell][tabindex='0']").focus()
    for key in ("Control+Home", "ArrowRight", "ArrowDown"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("button", name="Measures 5–6")).to_have_attribute("aria-current", "true")
    await expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("measure 5, step 2"))
    await page.keyboard.press("End")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("measure 7, step 1"))
    await page.keyboard.press("PageUp")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Space")
    await expect(page.locator(":focus")).to_have_attribute(
        "aria-label", re.compile("measure 6, step 8, note, yours")
    )

    hub.tell("transport", position=24.6, measure=7, **{**PLAYING, "playing": False})
    await expect(page.get_by_role("button", name="Measures 7–8")).to_have_class("playing")
    await expect(page.locator(".antiphon-canvas .over")).to_be_hidden()
    await page.get_by_role("button", name="Measures 7–8").tap()
    left = (await page.locator(".antiphon-canvas .head").bounding_box())["x"]
    assert left == pytest.approx((await cell(page, 1, 0).bounding_box())["x"], abs=3)


async def test_a_reviewed_canvas_shows_what_waits(hub, visit, lab):
    ada, ben = await visit(hub), await visit(hub)
    canvas = lab(NOTES, mode="reviewed")
    await expect(ada.get_by_text("The artist decides.")).to_be_visible()
    await cell(ada, 1, 4).tap()
    await cell(ada, 0, 0).tap()
    for page, whose in ((ada, "yours"), (ben, "by the audience")):
        await expect(cell(page, 1, 4)).to_have_attribute(
            "aria-label", f"C5, measure 5, step 2, proposed, {whose}"
        )
    await expect(cell(ben, 0, 0)).to_have_attribute("aria-label", "F♯4, measure 5, step 1, to be taken away")
    canvas.now[1 * ROWS + 4] = 1.0
    canvas.asked.pop(1 * ROWS + 4)
    canvas.tell()
    await expect(cell(ben, 1, 4)).to_have_attribute("aria-label", re.compile("note, by the audience$"))


async def test_behind_a_bad_line_every_stroke_arrives_once(hub, visit, lab):
    async with BadLine(hub.child.ready["port"], seconds=0.2, loss=0.1) as line:
        page, other = await visit(hub, line.port), await visit(hub)
        canvas = lab(NOTES, quota=0)
        await expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
        for step in range(0, 8):
            await cell(page, step, 7).tap()
            await expect(cell(page, step, 7)).to_have_attribute("aria-selected", "true", timeout=200)
            if step == 4:
                line.cut()
        for step in range(0, 8):
            await expect(cell(other, step, 7)).to_have_attribute("aria-selected", "true", timeout=30_000)
        await expect(page.locator("[aria-label$=yours]")).to_have_count(8)
        assert all(stroke["on"] for stroke in canvas.strokes)


async def test_knobs_move_for_all(hub, visit, lab):
    ada, ben = await visit(hub), await visit(hub)
    canvas = lab(KNOBS)
    mine, theirs = (page.get_by_role("slider", name="Cutoff, Filter") for page in (ada, ben))
    await expect(theirs).to_have_attribute("aria-valuetext", "20 Hz")
    await mine.fill("255")
    await expect(theirs).to_have_attribute("aria-valuetext", "20000 Hz")
    await expect(theirs).to_have_value("255")
    await ada.get_by_role("button", name="Undo").tap()
    await expect(theirs).to_have_attribute("aria-valuetext", "20 Hz")
    await mine.fill("255")
    await expect(theirs).to_have_value("255")
    await theirs.focus()
    await ben.keyboard.press("Home")
    await expect(mine).to_have_attribute("aria-valuetext", "20 Hz")
    assert [stroke["value"] for stroke in canvas.strokes][-1] == 0
    await expect(ben.locator(".whose").first).to_have_text("yours")
    await ben.get_by_role("button", name="Take all mine back").tap()
    await expect(ben.locator(".whose").first).to_have_text("")
