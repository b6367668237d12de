"""Contributions as people see them: whose the piece is, who wrote what when, the record as files, and forgetting somebody."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, Studio, notes, until
from test_rights import DOCUMENT, duet

Start = Callable[[str], Studio]

NOTE = {"kind": "note", "part": "alto", "measure": "m5", "onset": "0", "duration": "1", "pitch": "A4"}


def put(page: Page, root: str, id: str, entry: dict[str, Any]) -> None:
    page.evaluate(f"([root, id, entry]) => {DOCUMENT}.put(root, id, entry)", [root, id, entry])


def contributions(page: Page) -> Locator:
    """The tab, opened by its command."""
    page.evaluate("() => void window.jupyterapp.commands.execute('antiphon:contributions')")
    panel = page.get_by_role("tabpanel", name="Contributions")
    expect(panel.get_by_text(re.compile("The record is whole: |Nothing is recorded yet"))).to_be_visible(
        timeout=SLOW
    )
    return panel


def whose(panel: Locator) -> dict[str, str]:
    """The shares by name, as they are written."""
    rows = panel.locator(".antiphon-Contributions-name").all_inner_texts()
    return {name: share for name, share in (row.split("\n")[-2:] for row in rows)}


def serious(page: Page) -> list[str]:
    found = Axe().run(page, ".antiphon-Contributions").response["violations"]
    return [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}]


def test_whose_the_piece_is_and_a_person_is_forgotten(studio: Start, tmp_path: Path) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    before = len(notes(ada))
    for page in (ada, bo):
        panel = contributions(page)
        expect(panel.get_by_text("Nothing is recorded yet")).to_be_visible()
        expect(page.get_by_role("tab", name="Contributions")).to_be_focused()

    # Ada writes a note and accepts one of Bo's; Bo writes a node.
    put(ada, "events", "ada-1", NOTE)
    operation = {"kind": "put", "root": "events", "id": "bo-1", "fields": NOTE | {"onset": "1"}}
    put(
        bo,
        "proposals",
        "idea",
        {"title": "One more", "patch": json.dumps({"version": 1, "operations": [operation]})},
    )
    put(bo, "nodes", "echo", {"kind": "effect.delay", "x": 80, "y": 40})
    ada.get_by_role("tab", name=re.compile("Proposals")).click()
    ada.get_by_role("button", name="Accept", exact=True).click()
    until(lambda: "bo-1" in notes(bo))

    mine = contributions(ada)
    expect(mine.get_by_text("1 proposal was accepted.")).to_be_visible(timeout=SLOW)
    expect(mine.locator("[data-who]")).to_have_count(3)
    all = before + 3
    shares = whose(mine)
    assert shares["Ada"] == f"{100 / all:.2f} %"
    assert float(shares["Bo"].split()[0]) == round(200 / all, 2), "what was proposed is Bo's"
    assert round(sum(float(share.split()[0]) for share in shares.values()), 2) == 100
    theirs = bo.get_by_role("tabpanel", name="Contributions")
    expect(theirs.get_by_text("1 proposal was accepted.")).to_be_visible(timeout=SLOW)
    assert whose(theirs) == shares
    expect(mine.get_by_role("img", name=re.compile("^Bars of who did how much"))).to_be_visible()
    mine.get_by_text("The same as a table").click()
    expect(mine.get_by_role("columnheader", name="Bo")).to_be_visible()
    assert serious(ada) == []

    with ada.expect_download() as waiting:
        mine.get_by_role("link", name="Split sheet").click()
    waiting.value.save_as(tmp_path / "sheet.txt")
    sheet = (tmp_path / "sheet.txt").read_text()
    assert re.search(r"^Bo +1 +1 +", sheet, re.MULTILINE), sheet
    assert waiting.value.suggested_filename == "piece split sheet.txt"

    # The teacher forgets Bo: his name goes, his notes stay, and so does the record.
    expect(theirs.get_by_text("Forget a person…")).to_have_count(0)
    mine.get_by_text("Forget a person…").click()
    mine.get_by_label("Whose name").select_option("Bo")
    mine.get_by_role("button", name="Forget this name…").click()
    dialog = ada.get_by_role("dialog")
    expect(dialog.get_by_text("This cannot be undone.")).to_be_visible()
    dialog.get_by_role("button", name="Forget the name").click()
    expect(mine.get_by_text("Bo is forgotten. The record stays whole.")).to_be_visible()
    expect(mine.locator("[data-who]").get_by_text(re.compile("Deleted person"))).to_be_visible()
    expect(mine.get_by_text(re.compile("The record is whole"))).to_be_visible()
    expect(mine.get_by_text("Bo", exact=True)).to_have_count(0)
    assert "bo-1" in notes(ada)
    expect(bo.get_by_text("You were sent away").first).to_be_visible()
    assert serious(ada) == []
