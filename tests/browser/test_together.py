"""Two people in one score: each sees where the other is, follows, and answers a comment."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import expect
from studio import Studio, notes, until
from test_rights import DOCUMENT, duet, people, select

PROPOSED = {
    "version": 2,
    "operations": [
        {
            "op": "change",
            "root": "events",
            "id": "bass-m1",
            "fields": {"pitch": "F#3"},
            "base": {"pitch": "C3"},
        },
        {
            "op": "remove",
            "root": "events",
            "id": "alto-m2",
            "base": {
                "kind": "note",
                "part": "alto",
                "measure": "m2",
                "onset": "0",
                "duration": "4",
                "pitch": "A4",
            },
        },
    ],
}

Start = Callable[[str], Studio]


def test_two_people_see_follow_and_answer_each_other(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    select(bo, "bass-m2")
    expect(ada.locator('.antiphon-Other-person[data-person="Bo"] .antiphon-Other-caret')).to_have_count(1)
    expect(ada.locator(".antiphon-Other-here title").first).to_have_text("Bo is in Bass")
    panel = people(ada)
    expect(panel.get_by_text("in Bass, measure 2")).to_be_visible()
    panel.get_by_role("button", name="Follow Bo").click()
    expect(ada.get_by_text("You follow Bo.")).to_be_visible()
    ada.keyboard.press("Escape")
    expect(ada.get_by_text("You follow Bo.")).to_be_hidden()

    bo.keyboard.press("Control+Alt+c")
    bo.get_by_role("textbox", name="New comment").fill("softer here")
    bo.get_by_role("button", name="Comment", exact=True).click()
    mark = ada.locator(".antiphon-Comment")
    expect(mark).to_have_count(1)
    mark.click()
    thread = ada.get_by_role("tabpanel", name=re.compile("Comments"))
    expect(thread.get_by_text("softer here")).to_be_visible()
    thread.get_by_role("textbox", name=re.compile("Reply")).fill("yes")
    thread.get_by_role("button", name="Reply", exact=True).click()
    expect(bo.get_by_text("yes", exact=True)).to_be_visible()
    thread.get_by_role("button", name="Resolve").click()
    expect(mark).to_have_count(0)

    proposal = {"title": "Brighter", "patch": json.dumps(PROPOSED)}
    bo.evaluate(f"proposal => {DOCUMENT}.put('proposals', 'idea', proposal)", proposal)
    ghosts = ada.locator(".antiphon-Proposed")
    expect(ghosts.locator("title")).to_have_text(
        [
            "Proposal “Brighter” by Bo: change to F sharp 3",
            "Proposal “Brighter” by Bo: take this note away",
        ]
    )
    ada.evaluate("window.jupyterapp.commands.execute('antiphon:show-proposals')")
    expect(ghosts).to_have_count(0)

    bo.evaluate(f"{DOCUMENT}.change('events', 'bass-m1', {{pitch: 'D3'}})")
    ada.evaluate("window.jupyterapp.commands.execute('antiphon:colour-by-author')")
    expect(ada.get_by_role("list", name="Who wrote what")).to_have_text("BBo")
    written = ada.locator(".antiphon-mod-authored")
    expect(written).to_have_count(1)
    expect(written.locator("title.antiphon-Author")).to_have_text("B: written by Bo")
    ada.evaluate("window.jupyterapp.commands.execute('antiphon:colour-by-author')")
    expect(written).to_have_count(0)

    edited = people(ada)
    edited.locator('summary[aria-label="Edit the part Bass"]').click()
    edited.get_by_role("button", name="Move Bass up").click()
    names = "window.jupyterapp.shell.currentWidget.content.editor.index.piece.parts.map(({ name }) => name)"
    bo.wait_for_function(f"{names}.join() === 'Bass,Alto'")
    edited.locator('summary[aria-label="Edit the part Alto"]').click()
    edited.get_by_label("Instrument of Alto").select_option("Clarinet")
    until(lambda: notes(bo)["alto-m1"] == "B4")
    assert notes(bo)["bass-m2"] == "C3"
