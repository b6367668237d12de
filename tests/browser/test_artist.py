"""The artist's side of the audience: what votes steer, the last word on it, the canvas, and what people ask."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, Studio, notes, until

from antiphon.document.codec import empty, encode

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]


def piece() -> str:
    document: dict[str, Any] = empty()
    document["parts"] = {
        "p1": {"index": "a0", "name": "Flute", "instrument": "Flute"},
        "p2": {"index": "a1", "name": "Harp", "instrument": "Harp"},
    }
    document["measures"] = {f"m{at}": {"index": f"a{at}"} for at in range(1, 9)}
    document["sections"] = {
        "s1": {"measure": "m1", "name": "Calm"},
        "s2": {"measure": "m5", "name": "Storm"},
    }
    return encode(document)  # type: ignore[arg-type]


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("ANTIPHON_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def check(page: Page) -> None:
    """Nothing of what the artist sees shuts somebody out."""
    found = Axe().run(page, context=".antiphon-Audience").response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in serious] == []


def look(page: Page, name: str) -> None:
    """Open a tab of what the audience does."""
    tabs = page.get_by_role("tablist", name="What the audience does")
    tabs.get_by_role("tab", name=re.compile(name)).click()


def artist(room: Studio) -> Page:
    page = room.person("teacher", "Tess")
    page.get_by_role("tab", name=re.compile("Audience")).click()
    return page


def now(card: Locator) -> Locator:
    """What a target is at."""
    return card.locator(".antiphon-Target-head output")


def test_votes_steer_what_is_open_and_the_artist_has_the_last_word(studio: Start) -> None:
    room = studio(piece())
    teacher, phone = artist(room), room.phone()
    look(teacher, "Steering")
    teacher.get_by_text("Open something else to the audience").click()
    teacher.get_by_label("Find what the audience may steer").fill("dynam")
    teacher.get_by_role("button", name="Open to the audience: Dynamics", exact=True).click()
    card = teacher.locator("[data-target=dynamics]")
    expect(card.get_by_text("How far votes reach")).to_be_focused()
    card.get_by_label("Time for your veto").fill("60")
    card.get_by_label("Time for your veto").press("Enter")
    expect(card.get_by_text("You have 60 s for a veto.")).to_be_visible()
    check(teacher)
    shot(teacher, "steering")

    look(teacher, "Polls")
    teacher.get_by_label("Question").fill("How loud?")
    teacher.get_by_label("Options, one on each line").fill("Softer\nLouder")
    teacher.get_by_label("What it changes").select_option(label="Dynamics")
    teacher.get_by_label("Open for").fill("300")
    check(teacher)
    shot(teacher, "asking")
    teacher.get_by_role("button", name="Open the poll", exact=True).click()
    expect(teacher.get_by_text("It changes: Dynamics")).to_be_visible(timeout=SLOW)
    teacher.get_by_role("button", name="Slower or faster?").click()
    expect(teacher.get_by_text("It changes: Tempo")).to_be_visible()
    phone.get_by_role("button", name="Louder").tap()
    expect(teacher.get_by_text("Louder leads with 1 of 1 vote.")).to_be_visible()
    teacher.get_by_role("button", name="Take it away: How shall it go on?").click()
    shot(teacher, "polls")
    teacher.get_by_role("button", name="Close the poll now: How loud?").click()
    expect(teacher.get_by_text("The audience asks: Dynamics, +3 dB.")).to_be_visible()
    shot(teacher, "veto")
    check(teacher)
    teacher.get_by_role("button", name="Veto: Dynamics").click()
    expect(teacher.get_by_text("The audience asks")).to_have_count(0)
    look(teacher, "Steering")
    expect(now(card)).to_have_text("0 dB")

    card.get_by_label("Your hand: Dynamics").press("ArrowRight")
    expect(card.get_by_role("button", name="Let go of Dynamics")).to_be_visible()
    expect(now(card)).to_have_text(re.compile(r"\+0\.\d+ dB"))
    card.get_by_role("button", name="Back to the score: Dynamics").click()
    expect(now(card)).to_have_text("0 dB")
    freeze = teacher.get_by_role("switch", name="Freeze everything")
    teacher.keyboard.press("Alt+Shift+V")
    expect(freeze).to_have_attribute("aria-checked", "true")
    expect(teacher.get_by_text("Frozen: votes are counted")).to_be_visible()
    shot(teacher, "frozen")
    card.get_by_text("How far votes reach").click()
    card.get_by_role("button", name="Take it from the audience: Dynamics").click()
    expect(card).to_have_count(0)
    expect(teacher.get_by_role("heading", name="Steering")).to_be_focused()


def test_the_section_that_wins_is_said_and_choices_are_tried_out(studio: Start) -> None:
    room = studio(piece())
    teacher, phone = artist(room), room.phone()
    teacher.get_by_role("button", name="Which section comes next?").click()
    phone.get_by_role("button", name="Storm").tap(timeout=SLOW)
    expect(teacher.get_by_text(re.compile(r"Storm leads with 1 of 1 vote"))).to_be_visible()
    teacher.get_by_role("button", name=re.compile("Close the poll now")).click()
    expect(teacher.get_by_text(re.compile("What came of it: .*Storm"))).to_be_visible()
    look(teacher, "Steering")
    tempo = teacher.locator("[data-target=tempo]")
    tempo.get_by_text("How far votes reach").click()
    tempo.get_by_text("Let the audience find out what it likes").click()
    tempo.get_by_role("button", name="Try it out").click()
    expect(teacher.get_by_text(re.compile("Round 1: × .* is heard now."))).to_be_visible()
    check(teacher)
    shot(teacher, "exploring")
    teacher.get_by_role("button", name="Stop trying out").click()
    expect(teacher.get_by_text("Trying out: Tempo")).to_have_count(0)


def test_a_canvas_is_opened_over_what_is_selected_and_closed(studio: Start) -> None:
    room = studio(piece())
    teacher = artist(room)
    look(teacher, "Canvas")
    teacher.get_by_role("combobox", name="Part", exact=True).select_option(label="Harp")
    teacher.get_by_role("combobox", name="To the end of").select_option(label="measure 2")
    teacher.get_by_label("Name for the audience").fill("Rain")
    check(teacher)
    shot(teacher, "canvas-form")
    teacher.get_by_role("button", name="Open the canvas").click()
    expect(teacher.get_by_text("Harp, measures 1 to 2")).to_be_visible(timeout=SLOW)
    expect(teacher.get_by_text("Nobody has edited it yet.")).to_be_visible()
    phone = room.phone()
    cell = phone.get_by_role("row").nth(3).get_by_role("gridcell").nth(2)
    cell.tap(timeout=SLOW)
    expect(teacher.get_by_text("1 person made 1 edit.")).to_be_visible()
    assert len(notes(teacher)) == 1
    check(teacher)
    shot(teacher, "canvas")
    teacher.get_by_role("button", name=re.compile("Undo all of")).click()
    until(lambda: notes(teacher) == {})
    teacher.get_by_role("button", name="Close the canvas").click()
    expect(teacher.get_by_text("No canvas is open.")).to_be_visible()
    expect(teacher.get_by_label("Name for the audience")).to_have_value("Rain")


def test_the_audience_may_do_what_is_switched_on(studio: Start) -> None:
    room = studio(piece())
    teacher = artist(room)
    look(teacher, "Voices")
    questions = teacher.get_by_role("switch", name="Questions")
    expect(questions).to_have_attribute("aria-checked", "false")
    questions.click()
    expect(questions).to_have_attribute("aria-checked", "true")
    expect(teacher.get_by_text("Nobody has asked anything yet.")).to_be_visible()
    phone = room.phone()
    asking = phone.get_by_role("region", name="A question of yours")
    asking.get_by_role("textbox").fill("Why in minor?", timeout=SLOW)
    asking.get_by_role("button").tap()
    teacher.get_by_role("button", name="On the stage: Why in minor?").click()
    expect(teacher.locator(".antiphon-Questions [data-shown]")).to_be_visible()
    phone.get_by_role("button", name="Applause").tap()
    expect(teacher.get_by_text("1 reaction so far.")).to_be_visible()
    check(teacher)
    shot(teacher, "voices")
    teacher.get_by_role("button", name="Done: Why in minor?").click()
    expect(teacher.get_by_text("Why in minor?")).to_have_count(0)
    expect(teacher.get_by_role("heading", name="Questions")).to_be_focused()
