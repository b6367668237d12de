"""Marks: from the palette by mouse and by keyboard, words typed in the score, signs that are selected."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from studio import SOURCE, Studio, until

from antiphon.document.codec import decode, empty, encode

Start = Callable[[str], Studio]


def scale() -> str:
    document: dict[str, Any] = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Alto"}}
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, 3)}
    document["events"] = {
        f"n{place + 1}": {
            "kind": "note",
            "part": "p1",
            "measure": f"m{place // 4 + 1}",
            "onset": str(place % 4),
            "duration": "1",
            "pitch": pitch,
        }
        for place, pitch in enumerate(["C5", "D5", "E5", "F5", "G5", "F5", "E5", "D5"])
    }
    return encode(document)  # type: ignore[arg-type]


def content(page: Page, root: str) -> dict[str, dict[str, Any]]:
    return decode(page.evaluate(SOURCE))[root]  # type: ignore[no-any-return,literal-required]


def test_marks(studio: Start) -> None:
    page = studio(scale()).person("teacher", "Tess")
    score = page.get_by_role("listbox", name="Score")

    page.get_by_role("tab", name="Marks").click()
    page.locator('[data-event-id="n2"] .notehead').first.click(force=True)
    search = page.get_by_role("searchbox", name="Find a mark")
    search.fill("stacc")
    mark = page.get_by_role("button", name="Staccato", exact=True)
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    expect(page.locator("g.artic").first).to_be_attached()
    assert content(page, "events")["n2"]["staccato"] is True

    search.fill("")
    search.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(lambda: content(page, "events")["n2"].get("strong_accent") is True)
    page.keyboard.press("Escape")
    expect(score).to_be_focused()

    score.press("Home")
    score.press("Control+l")
    field = page.get_by_label(re.compile("Lyrics, verse 1"))
    expect(field).to_be_focused()
    page.keyboard.type("Al-le-lu-ia ")
    page.keyboard.press("Escape")
    sung = [content(page, "events")[f"n{n}"].get("lyric1") for n in range(1, 5)]
    assert sung == ["Al-", "le-", "lu-", "ia"]
    expect(page.locator("g.verse")).to_have_count(4)

    score.press("Home")
    score.press("Control+k")
    page.keyboard.type("H7 ")
    expect(page.get_by_role("textbox", name=re.compile("Chord symbol"))).to_have_attribute(
        "aria-invalid", "true"
    )
    expect(page.get_by_text("“H7” is no chord symbol")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("Cm7 F7")
    page.keyboard.press("Enter")
    harmonies = [of["text"] for of in content(page, "events").values() if of["kind"] == "harmony"]
    assert sorted(harmonies) == ["Cm7", "F7"]
    expect(page.locator("g.harm")).to_have_count(2)

    score.press("Home")
    for _ in range(3):
        score.press("Shift+ArrowRight")
    score.press("s")
    (slur,) = content(page, "spans").values()
    assert slur == {"kind": "slur", "start": "n1", "end": "n4"}
    expect(page.locator("g.slur")).to_have_count(1)

    page.locator("g.harm").first.click(force=True)
    expect(page.locator(".antiphon-mod-chosen").first).to_be_attached()
    expect(page.locator("[aria-live=polite].antiphon-hidden").first).to_contain_text("chord symbol Cm7, Alto")
    score.press("Delete")
    expect(page.locator("g.harm")).to_have_count(1)
    score.press("Control+z")
    expect(page.locator("g.harm")).to_have_count(2)
