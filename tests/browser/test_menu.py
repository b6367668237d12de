"""The menu on the score, by mouse and keyboard; and the signs where a line begins."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, SOURCE, Studio, until, write

from antiphon.document.codec import decode
from antiphon.lessons import pieces

IDLE = "() => document.querySelector('.antiphon-Score').getAttribute('aria-busy') === 'false'"
EDITOR = "window.jupyterapp.shell.currentWidget.content.editor"


@pytest.fixture
def page(studio: Callable[[str], Studio]) -> Page:
    return studio(pieces.path("antiphony").read_text()).person("teacher", "Ada")


def items(page: Page) -> Locator:
    return page.locator(".lm-Menu .lm-Menu-itemLabel")


def measures(page: Page) -> dict[str, dict[str, object]]:
    return dict(decode(page.evaluate(SOURCE))["measures"])  # type: ignore[arg-type]


@pytest.mark.timeout(180)
def test_the_menu_on_the_score_and_the_signs_where_a_line_begins(page: Page) -> None:
    score = page.get_by_role("listbox", name="Score")

    # With the right button: what is below it is selected, and the menu acts on that.
    page.wait_for_function(IDLE)
    second = page.locator("g.note.antiphon-Spot").nth(1)
    id = second.get_attribute("data-event-id")
    second.locator(".notehead").click(button="right", force=True)
    assert page.evaluate(f"{EDITOR}.selection") == [id]
    labels = items(page).all_inner_texts()
    assert {"Copy Music", "Comment on the Selection", "Play from Here", "Insert Measures…"} <= set(labels)
    items(page).get_by_text("System break").click()
    broken = page.locator(".antiphon-Break")
    expect(broken).to_have_count(1)
    assert [of["layout_break"] for of in measures(page).values() if "layout_break" in of] == ["system"]

    # The sign of the break is clicked, and taken away.
    broken.click(force=True)
    assert page.evaluate(f"{EDITOR}.sign").endswith("/layout_break")
    page.keyboard.press("Delete")
    expect(broken).to_have_count(0)
    assert not any("layout_break" in of for of in measures(page).values())

    # By the keyboard: beside what is selected; Escape gives the keys back, the selection as it was.
    for key in ("Shift+F10", "ContextMenu"):
        write(page, "ArrowRight")
        head = second.locator(".notehead").bounding_box()
        page.keyboard.press(key)
        expect(items(page).first).to_be_visible()
        menu = page.locator(".lm-Menu").bounding_box()
        assert menu is not None
        assert head is not None
        assert abs(menu["x"] - head["x"]) < 60
        page.keyboard.press("Escape")
        expect(page.locator(".lm-Menu")).to_have_count(0)
        expect(score).to_be_focused()
        assert page.evaluate(f"{EDITOR}.selection") == [id]

    # The key where the second line begins is the piece's: one sharp more, from the first measure on.
    line = page.locator(".antiphon-System").nth(1)
    line.scroll_into_view_if_needed()
    key_signature = line.locator("g.staff > g.keySig").first
    expect(key_signature).to_be_visible(timeout=SLOW)
    key_signature.click(force=True)
    assert page.evaluate(f"{EDITOR}.sign").endswith("/key")
    expect(line).to_be_in_viewport()
    before = page.evaluate(f"{EDITOR}.index.piece.measures[0].key")
    page.keyboard.press("ArrowUp")
    until(lambda: page.evaluate(f"{EDITOR}.index.piece.measures[0].key") == before + 1)
