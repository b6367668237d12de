"""The teacher asks what they like; the phones answer, and everybody sees what came of it."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from studio import SLOW, SOURCE, Studio

from antiphon.document.codec import empty, encode

Start = Callable[[str], Studio]


def test_a_ranking_is_asked_answered_and_taken_away(studio: Start) -> None:
    document: dict[str, Any] = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Organ", "instrument": "Pipe Organ"}}
    document["measures"] = {"m1": {"index": "a0"}}
    room = studio(encode(document))  # type: ignore[arg-type]
    teacher, phone = room.person("teacher", "Tess"), room.phone()
    before = json.loads(teacher.evaluate(SOURCE))
    teacher.get_by_role("tab", name=re.compile("Audience")).click()
    teacher.get_by_label("Ask for").select_option(label="A ranking")
    teacher.get_by_role("button", name="Open the poll").click()
    expect(teacher.get_by_text("Write a question first.")).to_be_visible()
    teacher.get_by_label("Question").fill("Which comes next?")
    teacher.get_by_label("Options, one on each line").fill("Storm\nCalm")
    teacher.get_by_label("Open for").fill("120")
    teacher.get_by_label("Count the left and the right of the hall, too").check()
    found = Axe().run(teacher, context=".antiphon-PollForm").response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    if folder := os.environ.get("ANTIPHON_SHOTS"):
        teacher.screenshot(path=Path(folder) / "form.png")
    teacher.get_by_role("button", name="Open the poll").click()
    expect(phone.get_by_role("heading", name="Which comes next?")).to_be_visible(timeout=SLOW)
    phone.get_by_role("button", name="Left").tap()
    phone.get_by_role("button", name="Move “Calm” up").tap()
    expect(phone.get_by_text("✓ Sent: 1. “Calm”, 2. “Storm”")).to_be_visible()
    expect(teacher.get_by_text("1 vote so far.")).to_be_visible()
    teacher.get_by_role("button", name="Close the poll now").click()
    expect(phone.get_by_role("heading", name="“Calm” won at once, with 1 of 1 vote")).to_be_visible()
    expect(teacher.get_by_text("“Calm” won. 1 person voted.").first).to_be_visible()
    expect(teacher.get_by_text("Right of the hall: Nobody voted.")).to_be_visible()
    if folder := os.environ.get("ANTIPHON_SHOTS"):
        teacher.screenshot(path=Path(folder) / "result.png")
    teacher.get_by_role("button", name="Take the result off the phones").click()
    expect(phone.get_by_text("Questions for you appear here.")).to_be_visible()
    expect(teacher.get_by_label("Question")).to_have_value("Which comes next?")
    assert json.loads(teacher.evaluate(SOURCE)) == before
