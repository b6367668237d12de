"""Comments of two people on a note, a measure and a node of the graph: seen where they are on, answered, resolved, kept."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, Studio
from test_rights import DOCUMENT, duet, select

Start = Callable[[str], Studio]


def comments(page: Page) -> Locator:
    return page.get_by_role("tabpanel", name=re.compile("Comments"))


def comment(page: Page, text: str, on: str | None = None) -> None:
    """Say something on what is selected, by the keyboard."""
    page.keyboard.press("Control+Alt+c")
    field = page.get_by_role("textbox", name="New comment")
    expect(field).to_be_focused()
    if on is not None:
        comments(page).get_by_role("combobox").select_option(on)
    field.fill(text)
    comments(page).get_by_role("button", name="Comment", exact=True).click()


def test_notes_measures_and_nodes_are_commented_on(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    bo.evaluate(f"{DOCUMENT}.put('nodes', 'echo', {{kind: 'delay.double', name: 'Echo', x: 80, y: 40}})")

    # Bo comments on a note, on another measure, and on a node of the graph.
    select(bo, "alto-m1")
    comment(bo, "softer")
    select(bo, "bass-m2")
    comment(bo, "who plays here?", on="measure 2")
    bo.evaluate("() => window.jupyterapp.commands.execute('antiphon:toggle-graph')")
    node = bo.locator('.react-flow__node[data-id="echo"]')
    node.click(timeout=SLOW)
    expect(node.locator(".antiphon-mod-selected")).to_be_visible()
    comment(bo, "too long")
    expect(node.get_by_role("button", name="1 comment: too long")).to_be_visible()

    # Ada sees a mark at each measure and, once she looks at the graph, at the node; that one opens the thread.
    expect(ada.locator(".antiphon-Comment")).to_have_count(2)
    ada.evaluate("() => window.jupyterapp.commands.execute('antiphon:toggle-graph')")
    mark = ada.locator('.react-flow__node[data-id="echo"]').get_by_role("button", name="1 comment: too long")
    mark.click(timeout=SLOW)
    thread = comments(ada).get_by_role("listitem").filter(has_text="too long")
    expect(thread.get_by_role("button", name="Show the sound Echo")).to_be_focused()
    expect(thread.get_by_text("Bo", exact=True)).to_be_visible()
    found = Axe().run(ada, ".antiphon-Piece").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []
    thread.get_by_role("textbox", name="Reply to the comment on the sound Echo").fill("yes, half of it")
    thread.get_by_role("button", name="Reply", exact=True).click()
    expect(comments(bo).get_by_text("yes, half of it")).to_be_visible()

    # From the list one comes to each place.
    thread.get_by_role("button", name="Show the sound Echo").click()
    expect(ada.locator('.react-flow__node[data-id="echo"] .antiphon-mod-selected')).to_be_visible()
    comments(ada).get_by_role("button", name="Show Alto, measure 1").click()
    expect(ada.locator('[data-event-id="alto-m1"]').first).to_have_attribute("aria-selected", "true")
    comments(ada).get_by_label("Only on what is selected").check()
    expect(comments(ada).get_by_role("listitem")).to_have_count(2)  # the note here, the node there
    expect(comments(ada).get_by_text("who plays here?")).to_be_hidden()
    comments(ada).get_by_label("Only on what is selected").uncheck()

    # Resolved, the mark goes for both, and the thread can be seen again.
    thread.get_by_role("button", name="Resolve").click()
    expect(mark).to_have_count(0)
    expect(node.get_by_role("button", name="1 comment: too long")).to_have_count(0)
    comments(bo).get_by_label("Show resolved ones (1)").check()
    expect(comments(bo).get_by_text("yes, half of it")).to_be_visible()

    # What is said stays when what it is on goes.
    ada.evaluate(f"{DOCUMENT}.remove('events', ['alto-m1'])")
    gone = comments(bo).get_by_role("listitem").filter(has_text="softer")
    expect(gone.get_by_text("on something that was taken away")).to_be_visible()
    ada.evaluate(f"{DOCUMENT}.undo()")
    expect(gone.get_by_role("button", name="Show Alto, measure 1")).to_be_visible()
    assert bo.evaluate(f"Object.keys({DOCUMENT}.document().annotations).length") == 4
