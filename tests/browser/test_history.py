"""The history as people see it: the piece at any moment while others write on, versions, what changed, and restoring."""

import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, SOURCE, Studio, notes, until
from test_rights import DOCUMENT, duet, select

from antiphon.document.codec import decode

Start = Callable[[str], Studio]


def pitches(page: Page) -> dict[str, str]:
    """Pitches by event id, as this page shows them: of the past, while that is shown."""
    events: dict[str, Any] = page.evaluate(f"() => {DOCUMENT}.document().events")
    return {id: event["pitch"] for id, event in events.items()}


def history(page: Page) -> Locator:
    """The history, opened by its command."""
    page.evaluate("() => void window.jupyterapp.commands.execute('antiphon:history')")
    return page.get_by_role("tabpanel", name="History")


def write(page: Page, note: str, key: str) -> None:
    """Move a note of the duet by the keyboard."""
    before = notes(page)[note]
    select(page, note)
    page.keyboard.press(key)
    until(lambda: notes(page)[note] != before)


def test_one_looks_back_while_the_other_writes_on(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("player", "Ada"), room.person("player", "Bo")
    start = notes(ada)
    write(ada, "alto-m1", "ArrowUp")
    write(bo, "bass-m1", "ArrowUp")
    until(lambda: notes(ada) == notes(bo))
    edited = notes(ada)

    panel = history(ada)
    slider = panel.get_by_role("slider", name="Moment")
    expect(slider).to_be_focused(timeout=SLOW)
    expect(slider).to_have_attribute("aria-valuetext", "Now")
    legend = panel.get_by_role("list", name="Who wrote how much")
    expect(legend).to_contain_text("Ada")
    expect(legend).to_contain_text("Bo")
    ada.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "The beginning, before anybody wrote")
    until(lambda: pitches(ada) == start)
    banner = ada.get_by_text(re.compile("^This is the piece (as it was: |at the beginning)"))
    expect(banner).to_be_visible()
    ada.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("by Ada: step 1 of 2$"))
    until(lambda: pitches(ada) == start | {"alto-m1": edited["alto-m1"]})
    expect(ada.locator('[data-event-id="alto-m1"].antiphon-mod-authored').first).to_be_attached(timeout=SLOW)
    expect(ada.get_by_role("list", name="Who wrote what")).to_contain_text("Ada")

    # Bo sees nothing of it and writes on; what Ada sees cannot be written.
    assert pitches(bo) == edited
    write(bo, "bass-m2", "ArrowUp")
    newest = edited | {"bass-m2": "D3"}
    until(lambda: notes(ada) == newest)
    assert pitches(ada) == start | {"alto-m1": edited["alto-m1"]}
    select(ada, "alto-m1")
    ada.keyboard.press("ArrowUp")
    expect(ada.get_by_text("This is the piece as it was, which nobody can change").first).to_be_visible()
    assert notes(ada) == notes(bo) == newest
    ada.keyboard.press("Escape")
    until(lambda: pitches(ada) == newest)
    expect(banner).to_have_count(0)
    expect(slider).to_have_attribute("aria-valuetext", "Now")


def test_a_version_is_named_compared_and_a_part_of_it_restored(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    panel = history(ada)
    panel.get_by_role("button", name="Name this version…").click()
    dialog = ada.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Before we changed it")
    dialog.get_by_role("button", name="Keep").click()
    expect(panel.get_by_role("status").first).to_have_text("The version “Before we changed it” is kept.")
    version = panel.get_by_role("listitem").filter(has_text="Before we changed it")
    expect(version).to_be_visible()

    start = notes(ada)
    write(ada, "alto-m1", "ArrowUp")
    select(bo, "alto-m2")
    bo.keyboard.press("Delete")
    note = {"kind": "note", "part": "bass", "measure": "m3", "onset": "0", "duration": "4", "pitch": "E3"}
    bo.evaluate(f"note => {DOCUMENT}.put('events', 'new', note)", note)
    until(lambda: "new" in notes(ada) and "alto-m2" not in notes(ada))
    write(bo, "bass-m1", "ArrowUp")
    until(lambda: notes(ada) == notes(bo))
    changed = notes(ada)

    version.get_by_role("button", name="Compare with now").click()
    words = panel.get_by_role("group", name="What changed")
    for text in (
        "Alto, measure 1",
        "A 4 (beat 1): is now B 4 Ada",
        "Removed A 4 (beat 1) Bo",
        "Bass, measure 3",
        "Added E 3 (beat 1) Bo",
    ):
        expect(words.get_by_text(text)).to_be_visible()
    for kind, id in (("changed", "alto-m1"), ("removed", "alto-m2"), ("added", "new")):
        mark = ada.locator(f'.antiphon-Difference.antiphon-mod-{kind}[data-difference="{id}"]')
        expect(mark).to_be_attached(timeout=SLOW)
    expect(ada.locator('[data-difference="alto-m1"] .antiphon-Difference-was')).to_be_attached()
    expect(bo.locator(".antiphon-Difference")).to_have_count(0)
    marks = ada.locator(".antiphon-Difference")
    drawn = marks.count()
    ada.get_by_role("tab", name="Sounds").click()
    expect(marks).to_have_count(0)
    ada.get_by_role("tab", name="History").click()
    expect(marks).to_have_count(drawn)
    for theme, light in (("JupyterLab Dark", "false"), ("JupyterLab Light", "true")):
        ada.evaluate(
            "theme => void window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        expect(ada.locator("body")).to_have_attribute("data-jp-theme-light", light)
        found = Axe().run(ada, ".antiphon-Piece").response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []

    # The alto as it was; the bass stays. It is one step of Ada's undo.
    version.get_by_role("button", name="Restore…").click()
    form = panel.get_by_role("form", name="Restore what is shown")
    form.get_by_label("Which part").select_option("Alto")
    form.get_by_label("Only some measures").set_checked(False)
    form.get_by_role("button", name="Restore", exact=True).click()
    restored = changed | {id: pitch for id, pitch in start.items() if id.startswith("alto")}
    until(lambda: notes(bo) == restored)
    expect(panel.get_by_role("status").first).to_contain_text("Restored. Undo takes it back")
    assert pitches(ada) == restored
    expect(panel.get_by_role("listitem").filter(has_text="Before something was restored")).to_be_visible()
    ada.evaluate(f"{DOCUMENT}.undo()")
    until(lambda: notes(bo) == changed)

    guest = room.person("guest", "Cy")
    seen = history(guest)
    expect(seen.get_by_text("Before we changed it").first).to_be_visible(timeout=SLOW)
    expect(seen.get_by_role("button", name="Restore…")).to_have_count(0)
    assert decode(guest.evaluate(SOURCE))["events"].keys() == changed.keys()
