"""Proposals as people see them: made in a private copy, shown pale and dashed, answered in whole or in part, lost by nobody."""

import json
import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from studio import SLOW, SOURCE, Studio, notes, until
from test_auditions import AUDITIONS, EAR, PEAK
from test_rights import DOCUMENT, duet, select

from antiphon.document.codec import decode

Start = Callable[[str], Studio]

ALTO = {"kind": "note", "part": "alto", "measure": "m1", "onset": "0", "duration": "4", "pitch": "A4"}
PATCH = {
    "version": 2,
    "operations": [
        {"op": "put", "root": "nodes", "id": "echo", "fields": {"kind": "effect.delay", "x": 80, "y": 40}},
        {
            "op": "put",
            "root": "edges",
            "id": "wire",
            "fields": {"source": "default-alto", "target": "echo"},
        },
        {"op": "remove", "root": "events", "id": "alto-m1", "base": ALTO},
    ],
}

PITCH = """
() => Math.max(0, ...(window.ears ?? []).map((ear) => {
  ear.fftSize = 8192;
  const levels = new Float32Array(ear.frequencyBinCount);
  ear.getFloatFrequencyData(levels);
  const width = ear.context.sampleRate / ear.fftSize;
  const strongest = levels.reduce(
    (best, level, at) => (at * width > 300 && level > levels[best] ? at : best), Math.ceil(300 / width));
  return levels[strongest] > -90 ? strongest * width : 0;
}))
"""
"""The strongest frequency above 300 Hz of what goes to the loudspeakers; 0 while it is quiet."""


def content(page: Page) -> Any:
    return decode(page.evaluate(SOURCE))


def queue(page: Page) -> Locator:
    """The list of proposals, opened."""
    page.get_by_role("tab", name=re.compile("Proposals")).click()
    return page.get_by_role("tabpanel", name=re.compile("Proposals"))


def command(page: Page, name: str) -> None:
    page.evaluate(f"() => void window.jupyterapp.commands.execute('antiphon:{name}')")


def test_a_proposal_is_made_and_accepted_in_part_while_a_third_person_writes(studio: Start) -> None:
    room = studio(duet())
    ada, bo, cleo = (
        room.person("teacher", "Ada"),
        room.person("player", "Bo"),
        room.person("player", "Cleo"),
    )

    # Bo proposes: nobody else sees what he does until he sends it.
    bo.get_by_role("button", name="Propose", exact=True).click()
    banner = bo.get_by_role("form", name="Your proposal")
    expect(banner).to_be_visible()
    expect(
        bo.get_by_role("toolbar", name="Edit the score").get_by_role("button", name="Undo")
    ).to_be_visible()
    for note in ("alto-m1", "bass-m1"):
        select(bo, note)
        bo.keyboard.press("ArrowUp")
    bo.wait_for_function(f"{DOCUMENT}.document().events['bass-m1'].pitch === 'D3'")
    drafted = bo.evaluate(f"() => {DOCUMENT}.document().events")
    assert (drafted["bass-m1"]["pitch"], drafted["alto-m1"]["pitch"]) == ("D3", "B4")
    assert notes(bo)["alto-m1"] == "A4"
    banner.get_by_role("textbox").fill("Both a step up")
    banner.get_by_role("button", name="Send").click()
    expect(banner).to_be_hidden()
    assert notes(bo)["alto-m1"] == "A4"

    # Ada looks at it; meanwhile Cleo changes one of the notes in the same measure, and writes another one.
    panel = queue(ada)
    expect(panel.get_by_text("Both a step up")).to_be_visible()
    expect(panel.get_by_text("Bo", exact=False).first).to_be_visible()
    expect(panel.get_by_text("A 4: change to B 4")).to_be_visible()
    expect(ada.locator(".antiphon-Proposed").first).to_be_attached()
    cleo.evaluate(f"{DOCUMENT}.change('events', 'alto-m1', {{pitch: 'G4', duration: '2'}})")
    note = {**ALTO, "onset": "2", "duration": "2", "pitch": "E5"}
    cleo.evaluate(f"note => {DOCUMENT}.put('events', 'cleo', note)", note)
    expect(panel.get_by_text("somebody has changed the same since")).to_be_visible()
    panel.get_by_role("button", name=re.compile("^Accept")).click()
    expect(panel.get_by_role("status")).to_have_text("1 change was accepted. 1 was left out.")
    for page in (ada, bo, cleo):
        until(lambda page=page: notes(page)["bass-m1"] == "D3")
        assert notes(page)["alto-m1"] == "G4"
        assert notes(page)["cleo"] == "E5"
    answered = queue(bo)
    answered.get_by_text("Answered (1)").click()
    expect(answered.get_by_text("Accepted in part: 1 of 2 changes.")).to_be_visible()

    # It was one step of Ada's: undone, the proposal is open again, and Cleo's notes are where they were.
    ada.evaluate(f"{DOCUMENT}.undo()")
    until(lambda: notes(cleo)["bass-m1"] == "C3")
    assert notes(cleo)["alto-m1"] == "G4"
    assert notes(cleo)["cleo"] == "E5"
    panel.get_by_role("button", name="Reject…").click()
    panel.get_by_role("textbox", name="Why you reject it, for who made it").fill("Too bright")
    panel.get_by_role("button", name="Reject", exact=True).click()
    answered.get_by_text("Answered (1)").click()
    expect(answered.get_by_text("Rejected: Too bright")).to_be_visible()


def test_a_proposed_patch_is_dashed_in_the_graph(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    bo.evaluate(
        f"proposal => {DOCUMENT}.put('proposals', 'idea', proposal)",
        {"title": "An echo", "patch": json.dumps(PATCH)},
    )
    command(ada, "toggle-graph")
    ghost = ada.locator(".antiphon-ProposedNode")
    expect(ghost).to_be_visible(timeout=SLOW)
    expect(ghost).to_have_css("border-top-style", "dashed")
    expect(ghost.get_by_role("button")).to_have_text(re.compile("^Bo proposes: Add "))
    expect(ada.locator(".antiphon-ProposedCable")).to_have_count(1)
    command(ada, "show-proposals")
    expect(ghost).to_have_count(0)
    command(ada, "show-proposals")
    ghost.get_by_role("button").focus()
    ada.keyboard.press("Enter")
    item = ada.get_by_role("tabpanel", name=re.compile("Proposals")).locator('[data-proposal="idea"]')
    expect(item.get_by_role("button").first).to_be_focused()

    found = Axe().run(ada, ".antiphon-Piece").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []

    # The cable brings its node along; the note stays.
    cable = item.get_by_label(re.compile("the cable"))
    cable.uncheck()
    item.get_by_label("Take away A 4").uncheck()
    item.get_by_role("checkbox", checked=True).uncheck()
    expect(item.get_by_role("button", name=re.compile("^Accept part"))).to_be_disabled()
    cable.check()
    expect(item.get_by_text("comes along, as others need it")).to_be_visible()
    item.get_by_role("button", name=re.compile("^Accept part")).click()
    until(lambda: "echo" in content(bo)["nodes"] and "wire" in content(bo)["edges"])
    assert notes(bo)["alto-m1"] == "A4"
    expect(ghost).to_have_count(0)
    expect(ada.locator('.react-flow__node[data-id="echo"]')).to_be_visible()


def test_a_proposal_is_heard_by_who_decides_and_by_nobody_else(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    for page in (ada, bo):
        page.evaluate(EAR)
    higher = {
        "op": "change",
        "root": "events",
        "id": "alto-m1",
        "fields": {"pitch": "A5"},
        "base": {"pitch": "A4"},
    }
    bo.evaluate(
        f"proposal => {DOCUMENT}.put('proposals', 'higher', proposal)",
        {"title": "An octave up", "patch": json.dumps({"version": 2, "operations": [higher]})},
    )
    item = queue(ada).locator('[data-proposal="higher"]')
    listen, now = (item.get_by_role("button", name=name, exact=True) for name in ("Listen", "Now"))
    for button, octave in ((listen, 880), (now, 440)):
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        until(lambda: ada.evaluate(PEAK) > 0.005)
        until(lambda octave=octave: abs(ada.evaluate(PITCH) - octave) < 25)
        assert bo.evaluate(PEAK) == 0
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        until(lambda: ada.evaluate(PEAK) == 0)
    assert ada.evaluate(f"{AUDITIONS}.playing") is None
    assert notes(ada)["alto-m1"] == notes(bo)["alto-m1"] == "A4"

    # Somebody has written over it since: that is said, not heard; whoever insists hears it.
    bo.evaluate(f"{DOCUMENT}.change('events', 'alto-m1', {{pitch: 'G4'}})")
    expect(item.get_by_text("somebody has changed the same since")).to_be_visible()
    listen.click()
    said = item.locator(".antiphon-Proposals-hearing [role=status]")
    expect(said).to_contain_text("others have changed the same since")
    item.get_by_label("Take the proposal’s").check()
    expect(said).to_be_empty()
    listen.click()
    until(lambda: abs(ada.evaluate(PITCH) - 880) < 25)


def test_a_draft_that_was_not_sent_is_offered_after_a_crash(studio: Start) -> None:
    room = studio(duet())
    ada, bo = room.person("teacher", "Ada"), room.person("player", "Bo")
    bo.get_by_role("button", name="Propose", exact=True).click()
    for note in ("alto-m1", "bass-m1"):
        select(bo, note)
        bo.keyboard.press("ArrowUp")
    bo.get_by_role("textbox", name="What your proposal is about").fill("A step up")
    bo.wait_for_function("() => Object.values(localStorage).some((text) => text.includes('A step up'))")
    address, context = bo.url, bo.context
    bo.close(run_before_unload=False)
    assert notes(ada)["alto-m1"] == "A4"
    ada.evaluate(f"{DOCUMENT}.change('events', 'alto-m1', {{pitch: 'G4'}})")

    again = context.new_page()
    again.goto(address)
    offer = again.get_by_role("region", name="A proposal that was not sent")
    expect(offer).to_contain_text("“A step up”, 2 changes, today", timeout=SLOW)
    expect(offer.get_by_role("listitem")).to_contain_text("somebody has changed the same since")
    found = Axe().run(again, ".antiphon-Piece").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []
    offer.get_by_role("button", name="Go on, keep theirs").click()
    banner = again.get_by_role("form", name="Your proposal")
    expect(banner.get_by_role("textbox")).to_have_value("A step up")
    drafted = again.evaluate(f"() => {DOCUMENT}.document().events")
    assert (drafted["alto-m1"]["pitch"], drafted["bass-m1"]["pitch"]) == ("G4", "D3")
    banner.get_by_role("button", name="Send").click()
    expect(queue(ada).get_by_text("C 3: change to D 3")).to_be_visible()

    again.reload()
    expect(again.locator("[data-measure-id]").first).to_be_visible(timeout=SLOW)
    expect(offer).to_have_count(0)
    assert (
        again.evaluate("() => Object.keys(localStorage).filter((key) => key.includes(':unsent:')).length")
        == 0
    )
