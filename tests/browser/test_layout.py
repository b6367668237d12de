"""The ways of seeing a score: pages, one long line, some parts only, concert pitch and size; each person's own."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, SOURCE, Studio, notes, until

from antiphon.document.codec import decode, encode
from antiphon.lessons import pieces

BOX = "node => { const { left, top, right, bottom } = node.getBoundingClientRect(); return { left, top, right, bottom }; }"
IDLE = "() => document.querySelector('.antiphon-Score').getAttribute('aria-busy') === 'false'"
PITCH = "window.jupyterapp.shell.currentWidget.content"


def the_piece() -> str:
    """The demo piece, whose first part is a clarinet in B flat, with a last part that is empty."""
    document: dict[str, Any] = dict(decode(pieces.path("antiphony").read_text()))
    first = min(document["parts"], key=lambda id: document["parts"][id]["index"])
    document["parts"][first] |= {"diatonic": -1, "chromatic": -2}
    document["parts"]["spare"] = {"index": "zz", "name": "Spare", "instrument": "Flute"}
    return encode(document)  # type: ignore[arg-type]


def choose(page: Page, label: str) -> None:
    """Choose something in the view's menu, which stays open."""
    menu = page.locator(".antiphon-ViewMenu")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    menu.get_by_label(label, exact=True).first.click()
    page.wait_for_timeout(150)
    page.wait_for_function(IDLE)


def lefts(page: Page) -> list[dict[str, float]]:
    return page.locator(".antiphon-System").evaluate_all(f"nodes => nodes.map({BOX})")  # type: ignore[no-any-return]


@pytest.mark.timeout(300)
def test_each_view_shows_the_piece(studio: Callable[[str], Studio]) -> None:
    room = studio(the_piece())
    page = room.person("teacher", "Ada")
    page.wait_for_function(IDLE)
    before = notes(page)
    measures = page.locator("[data-measure-id]").count()
    staves = page.locator("[data-measure-id]").first.locator("> g.staff").count()
    assert staves > 1

    choose(page, "Pages")
    sheets = page.locator(".antiphon-Page")
    assert sheets.count() >= 1
    paper = sheets.first.evaluate(BOX)
    assert (paper["bottom"] - paper["top"]) / (paper["right"] - paper["left"]) == pytest.approx(
        2**0.5, rel=0.01
    )
    places = [sheet.evaluate(BOX) for sheet in sheets.all()]
    for system in lefts(page):
        assert any(
            sheet["top"] < system["top"]
            and system["bottom"] < sheet["bottom"]
            and sheet["left"] < system["left"]
            for sheet in places
        )
    assert page.locator("[data-measure-id]").count() == measures

    choose(page, "One long line")
    windows = lefts(page)
    assert len(windows) > 1
    assert all(right["left"] == pytest.approx(left["right"], abs=1.5) for left, right in pairwise(windows))
    heights = page.evaluate(
        """() => [...document.querySelectorAll('[data-measure-id]')].map(measure =>
          [...measure.querySelectorAll(':scope > g.staff > path:first-of-type')].map(line => line.getBoundingClientRect().top))"""
    )
    for row in heights:
        assert row == pytest.approx(heights[0], abs=1.5), "staves stand on one height"

    choose(page, "Down the screen")
    page.locator(".antiphon-ViewMenu-part").nth(1).get_by_role("button").click()
    expect(page.locator("[data-measure-id]").first.locator("> g.staff")).not_to_have_count(staves)
    page.reload()
    expect(page.locator("[data-measure-id]").first).to_be_visible(timeout=60_000)
    assert page.locator("[data-measure-id]").first.locator("> g.staff").count() < staves
    page.evaluate(f"{PITCH}.score.look({{ parts: [] }})")
    expect(page.locator("[data-measure-id]").first.locator("> g.staff")).to_have_count(staves)

    choose(page, "As it sounds (concert pitch)")
    first = page.locator("g.note[data-event-id]").first
    id = first.get_attribute("data-event-id") or ""
    shown = page.evaluate(f"id => {PITCH}.editor.index.note(id).pitch", id)
    assert shown != before[id]
    assert notes(page) == before, "what is written stays"
    page.evaluate(f"id => {PITCH}.editor.select([id])", id)
    page.get_by_role("listbox", name="Score").focus()
    page.keyboard.press("Control+ArrowUp")
    until(lambda: notes(page)[id] != before[id])
    assert notes(page)[id][:-1] == before[id][:-1]
    assert int(notes(page)[id][-1]) == int(before[id][-1]) + 1

    for layout in ("Pages", "One long line"):
        choose(page, layout)
        page.keyboard.press("Escape")
        enter_and_play(page, 3 if layout == "Pages" else 5)
    choose(page, "Down the screen")
    page.keyboard.press("Escape")
    rest_as_one(page)


def spare(page: Page, measure: int) -> Locator:
    """The rest of the empty part in a measure."""
    return page.locator(f'.antiphon-Spot[aria-label^="Spare, measure {measure},"]')


def enter_and_play(page: Page, measure: int) -> None:
    """A click enters a note where one sees it; the music plays there, and the playhead is there."""
    before = notes(page)
    rest = spare(page, measure)
    id = rest.evaluate("node => node.closest('[data-measure-id]').dataset.measureId")
    page.get_by_role("listbox", name="Score").focus()
    page.keyboard.press("n")
    page.wait_for_function(IDLE)
    rest.scroll_into_view_if_needed()
    box = rest.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(lambda: len(notes(page)) == len(before) + 1)
    (made,) = notes(page).keys() - before.keys()
    event = decode(page.evaluate(SOURCE))["events"][made]
    assert (event["part"], event["measure"]) == ("spare", id)
    page.keyboard.press("n")
    page.evaluate(f"id => {PITCH}.editor.select([id])", made)
    page.keyboard.press("Shift+Space")
    page.wait_for_function(
        """id => {
          const head = document.querySelector('.antiphon-Playhead:not([hidden])')?.getBoundingClientRect();
          const measure = document.querySelector(`[data-measure-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
          return head && measure && head.top < measure.bottom && head.bottom > measure.top
            && head.left > measure.left - 5 && head.left < measure.right + 5;
        }""",
        arg=id,
        timeout=60_000,
    )
    page.keyboard.press("Space")
    page.keyboard.press("Control+z")
    until(lambda: notes(page) == before)


def rest_as_one(page: Page) -> None:
    """A part alone has its measures of rest as one, until one writes there."""
    page.evaluate(f"{PITCH}.score.look({{ parts: ['spare'] }})")
    rests = page.locator("g.multiRest")
    expect(rests.first).to_be_visible(timeout=SLOW)
    drawn = page.locator("[data-measure-id]").count()
    whole = page.evaluate(f"{PITCH}.editor.index.piece.measures.length")
    assert drawn < whole
    rests.first.locator("rect").first.click(force=True)
    expect(rests.first).to_have_class(re.compile("antiphon-mod-selected"))
    expect(rests.first).to_have_attribute("aria-label", re.compile("measures of rest"))
    score = page.get_by_role("listbox", name="Score")
    score.press("n")
    expect(page.locator("[data-measure-id]")).to_have_count(whole)
    score.press("Escape")
    expect(page.locator("[data-measure-id]")).to_have_count(drawn)
    score.press("m")
    expect(rests).to_have_count(0)
