"""Entering music with the keys and the mouse: a phrase, copied, undone; and the keys in JupyterLab's settings."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from studio import SOURCE, Studio, until, write

from antiphon.document.codec import decode, empty, encode

pytestmark = pytest.mark.live

AHEAD = """(() => {
    const caret = document.querySelector('.antiphon-Caret').getBoundingClientRect();
    const notes = [...document.querySelectorAll('[data-measure-id="m0"] .notehead')];
    return notes.every((note) => note.getBoundingClientRect().left < caret.left) && caret.height > 30;
})()"""
"""Whether the caret stands behind all notes of the first measure."""

PASTES = """() => {
    const { editor } = window.jupyterapp.shell.currentWidget.content;
    const paste = editor.paste.bind(editor);
    window.pastes = 0;
    editor.paste = (words) => {
        window.pastes += 1;
        return paste(words);
    };
}"""
"""Counts from now on how often something is pasted."""

Phrase = list[tuple[str, str, str, int, bool]]


def piece() -> str:
    document = empty()
    document["parts"]["p"] = {"index": "a0", "name": "Flute"}
    for order in range(4):
        document["measures"][f"m{order}"] = {"index": f"a{order}"}
    return encode(document)


def phrase(page: Page, measure: str = "m0") -> Phrase:
    """Notes of a measure: onset, duration, pitch, voice, whether tied."""
    events = decode(page.evaluate(SOURCE))["events"].values()
    notes = [event for event in events if event["kind"] == "note" and event["measure"] == measure]
    return sorted(
        (each["onset"], each["duration"], each["pitch"], each.get("voice", 1), each.get("tie", False))
        for each in notes
    )


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_phrase_by_keys(studio: Callable[[str], Studio]) -> None:
    page = studio(piece()).person("teacher", "Ada")
    write(page, "n", "5", "c", "Shift+E", "Control+3", "d", "e", "f", "5", "g", "t")
    until(lambda: len(phrase(page)) == 7)
    first = [
        ("0", "1", "C5", 1, False),
        ("0", "1", "E5", 1, False),
        ("1", "1/3", "D5", 1, False),
        ("2", "1", "G5", 1, True),
        ("3", "1", "G5", 1, False),
        ("4/3", "1/3", "E5", 1, False),
        ("5/3", "1/3", "F5", 1, False),
    ]
    assert phrase(page) == first

    caret = page.locator(".antiphon-Caret")
    expect(caret).to_have_count(1)
    expect(caret).to_have_attribute("data-voice", "1")
    until(lambda: page.evaluate(AHEAD))
    spoken = page.locator(".antiphon-Score > [aria-live]")
    press(page, "Control+Alt+2")
    expect(caret).to_have_attribute("data-voice", "2")
    expect(spoken).to_have_text("next: Flute, voice 2, measure 1, beat 4, quarter")

    page.evaluate(PASTES)
    press(page, "Escape", "Home", "Control+Shift+A", "Control+c", "Control+End", "Control+v")
    until(lambda: len(phrase(page, "m3")) == 7)
    assert phrase(page, "m3") == first
    press(page, "Control+z")
    until(lambda: phrase(page, "m3") == [])
    expect(caret).to_have_count(0)

    press(page, "Home", "Control+Shift+A")
    page.get_by_role("button", name="Copy", exact=True).click()
    press(page, "Control+End")
    page.get_by_role("button", name="Paste", exact=True).click()
    until(lambda: phrase(page, "m3") == first)
    assert page.evaluate("window.pastes") == 2, "once by its key, once by the button"

    page.get_by_role("button", name="Keys of the score").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Repeat the Selection")).to_be_visible()
    page.keyboard.press("Escape")
    bound = page.evaluate(
        """window.jupyterapp.commands.keyBindings
             .filter(({command}) => command === 'antiphon:enter-note').map(({keys}) => keys.join())"""
    )
    assert {"C", "Shift B"} <= set(bound), json.dumps(bound)
