"""Branches as people see them: an idea tried beside the piece, and merged with the conflicts in the score."""

import re
from collections.abc import Callable
from dataclasses import replace

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, Studio, notes, until
from test_rights import DOCUMENT, duet, select

Start = Callable[[str], Studio]


def branches(page: Page) -> Locator:
    """The branches, in the tab of the history."""
    page.evaluate("() => void window.jupyterapp.commands.execute('antiphon:history')")
    return page.get_by_role("region", name="Branches")


def write(page: Page, note: str, *keys: str) -> None:
    """Change a note of the duet by the keyboard."""
    before = notes(page).get(note)
    select(page, note)
    for key in keys:
        page.keyboard.press(key)
    until(lambda: notes(page).get(note) != before)


def test_an_idea_is_tried_in_a_branch_and_merged_with_its_conflicts_in_the_score(studio: Start) -> None:
    room = studio(duet())
    tess, bo = room.person("teacher", "Tess"), room.person("player", "Bo")
    listed = branches(tess)
    expect(listed.get_by_text("No branches yet.")).to_be_visible(timeout=SLOW)
    listed.get_by_role("button", name="Branch from now…").click()
    dialog = tess.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("A brighter alto")
    dialog.get_by_role("button", name="Make").click()
    expect(listed.get_by_role("status")).to_contain_text("The branch “A brighter alto” is there")
    item = listed.get_by_role("listitem").filter(has_text="A brighter alto")

    # Bo sees that there is one, and that it is the teacher who merges it.
    seen = branches(bo)
    expect(seen.get_by_text("A brighter alto")).to_be_visible(timeout=SLOW)
    expect(seen.get_by_text("The teacher makes and merges branches.")).to_be_visible()
    expect(seen.get_by_role("button")).to_have_count(0)

    # Cy is invited to the branch and works there; Bo writes on in the piece.
    (path,) = [each.name for each in room.file.parent.iterdir() if "brighter" in each.name]
    cy = replace(room, piece=path).person("player", "Cy")
    write(cy, "alto-m1", "ArrowUp")
    write(cy, "alto-m2", "ArrowUp")
    write(cy, "bass-m2", "ArrowDown")
    write(bo, "alto-m1", "ArrowDown")
    write(bo, "bass-m1", "ArrowUp")
    until(lambda: notes(tess) == notes(bo))
    ours, theirs = notes(bo), notes(cy)

    item.get_by_role("button", name="Merge…").click()
    merge = item.get_by_role("group", name="Merge “A brighter alto” into this piece")
    expect(merge.get_by_role("heading")).to_be_focused()
    expect(merge.get_by_text("1 conflict:")).to_be_visible(timeout=SLOW)
    expect(
        merge.get_by_text(re.compile("^A 4 \\(beat 1\\): is now B 4|Alto, measure 2")).first
    ).to_be_visible()
    expect(merge.get_by_text("(Cy)").first).to_be_visible()
    mark = tess.locator('.antiphon-Conflict[data-conflict="1"]')
    expect(mark.locator(".antiphon-Conflict-theirs.antiphon-mod-left ellipse")).to_be_attached(timeout=SLOW)
    choice = merge.get_by_role("radio", name=re.compile("^Keep ours"))
    expect(choice).to_be_checked()
    choice.focus()
    tess.keyboard.press("ArrowDown")
    expect(merge.get_by_role("radio", name=re.compile("^Take theirs"))).to_be_checked()
    expect(mark.locator(".antiphon-Conflict-ours.antiphon-mod-left rect")).to_be_attached()
    expect(bo.locator(".antiphon-Conflict")).to_have_count(0)
    found = Axe().run(tess, ".antiphon-Piece").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []

    # Bo changes what the merge would have changed: it is a conflict that Tess has to see first.
    write(bo, "bass-m2", "ArrowUp")
    button = merge.get_by_role("button", name="Merge", exact=True)
    expect(button).to_be_enabled()
    button.click()
    expect(merge.get_by_text("2 conflicts:")).to_be_visible(timeout=SLOW)
    latest = notes(bo)
    assert notes(tess) == latest, "nothing was written"
    expect(button).to_be_enabled()
    button.click()
    merged = latest | {"alto-m1": theirs["alto-m1"], "alto-m2": theirs["alto-m2"]}
    until(lambda: notes(bo) == merged)
    assert ours["bass-m1"] == merged["bass-m1"]
    expect(listed.get_by_role("status")).to_contain_text("Merged “A brighter alto”")
    expect(tess.locator(".antiphon-Conflict")).to_have_count(0)
    expect(item).to_contain_text("merged here today")
    tess.evaluate(f"{DOCUMENT}.undo()")
    until(lambda: notes(bo) == latest)
    tess.evaluate(f"{DOCUMENT}.redo()")
    until(lambda: notes(bo) == merged)

    # What is new there since is one press.
    write(cy, "bass-m1", "ArrowDown", "ArrowDown")
    item.get_by_role("button", name="Merge…").click()
    expect(merge.get_by_role("button", name="Merge", exact=True)).to_be_visible(timeout=SLOW)
    expect(merge.get_by_text(re.compile("conflict"))).to_have_count(1)


def test_a_branch_of_an_earlier_moment_is_opened_and_takes_what_the_piece_has_since(studio: Start) -> None:
    room = studio(duet())
    tess, bo = room.person("teacher", "Tess"), room.person("player", "Bo")
    start = notes(tess)
    write(bo, "alto-m1", "ArrowUp")
    until(lambda: notes(tess) == notes(bo))
    listed = branches(tess)
    slider = tess.get_by_role("slider", name="Moment")
    slider.focus(timeout=SLOW)
    tess.keyboard.press("Home")
    listed.get_by_role("button", name="Branch from here…").click()
    dialog = tess.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("As it began")
    dialog.get_by_role("button", name="Make").click()
    item = listed.get_by_role("listitem").filter(has_text="As it began")
    item.get_by_role("button", name="Open").click()
    until(lambda: "As it began" in str(tess.evaluate(f"() => {PATH}")))
    until(lambda: notes(tess) == start)

    own = branches(tess)
    expect(own.get_by_text("This piece is the branch “As it began” of:")).to_be_visible(timeout=SLOW)
    own.get_by_role("button", name="Merge what is new there…").click()
    merge = own.get_by_role("group", name=re.compile("^Merge “.*” into this piece$"))
    merge.get_by_role("button", name="Merge", exact=True).click(timeout=SLOW)
    until(lambda: notes(tess) == notes(bo))
    own.get_by_role("button", name="Merge what is new there…").click()
    expect(merge.get_by_text("There is nothing to merge: this piece has it all.")).to_be_visible(timeout=SLOW)
    tess.keyboard.press("Escape")
    expect(merge).to_have_count(0)


PATH = "window.jupyterapp.shell.currentWidget.context.path"
