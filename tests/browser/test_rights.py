"""Who may write what, as people see it: parts, locks, roles, and what stands between an edit and the disk."""

import re
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from relay import Relay
from studio import SLOW, SOURCE, Studio, notes, until

from antiphon.document.codec import decode, empty, encode

Start = Callable[[str], Studio]

DOCUMENT = "window.jupyterapp.shell.currentWidget.context.model.sharedModel"


def duet() -> str:
    """Two parts of eight measures, a note of each in the first two."""
    document: dict[str, Any] = empty()
    document["meta"] = {"title": "A duet"}
    document["parts"] = {
        "alto": {"index": "a0", "name": "Alto", "instrument": "Alto"},
        "bass": {"index": "a1", "name": "Bass", "instrument": "Bass"},
    }
    document["measures"] = {f"m{n}": {"index": f"a{n}V"} for n in range(1, 9)}
    document["mix"] = {"alto": {}, "bass": {}}
    for part, pitch in (("alto", "A4"), ("bass", "C3")):
        for measure in ("m1", "m2"):
            place = {"part": part, "measure": measure, "onset": "0", "duration": "4"}
            document["events"][f"{part}-{measure}"] = {"kind": "note", "pitch": pitch, **place}
    return encode(document)  # type: ignore[arg-type]


def people(page: Page) -> Locator:
    """The panel of people, opened."""
    page.get_by_role("tab", name=re.compile("People")).click()
    return page.get_by_role("tabpanel", name=re.compile("People"))


def select(page: Page, note: str) -> None:
    """Select one of the notes of `duet` by the keyboard."""
    part, measure = note.split("-")
    page.get_by_role("listbox", name="Score").focus()
    for key in ("Home", *(["PageDown"] * (part == "bass")), *(["ArrowRight"] * (measure == "m2"))):
        page.keyboard.press(key)
    expect(page.locator(f'[data-event-id="{note}"]').first).to_have_attribute("aria-selected", "true")


def lock(page: Page, button: Locator, reason: str) -> None:
    button.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(reason)
    dialog.get_by_role("button", name="Lock").click()
    expect(dialog).to_have_count(0)


def test_a_part_is_given_to_somebody_while_others_look(studio: Start) -> None:
    room = studio(duet())
    teacher, paul, cleo = (
        room.person("teacher", "Tess"),
        room.person("player", "Paul"),
        room.person("player", "Cleo"),
    )
    panel = people(teacher)
    panel.get_by_text("Played by everyone").first.click()
    panel.get_by_role("group", name="Who plays Alto").get_by_label("Paul").click()

    select(cleo, "alto-m1")
    why = cleo.get_by_text("The part Alto is assigned to somebody else")
    expect(why.first).to_be_visible()
    before = notes(cleo)
    for key in ("ArrowUp", "Delete", "b"):
        cleo.keyboard.press(key)
    expect(cleo.get_by_role("button", name="Delete", exact=True)).to_have_attribute("aria-disabled", "true")
    assert notes(cleo) == before == notes(paul)
    select(paul, "alto-m1")
    paul.keyboard.press("ArrowUp")
    until(lambda: notes(cleo)["alto-m1"] == "B4")
    expect(people(paul).get_by_text("You play Alto.")).to_be_visible()

    panel.get_by_role("button", name="Everyone").first.click()
    expect(why).to_have_count(0)
    select(cleo, "alto-m1")
    cleo.keyboard.press("ArrowDown")
    until(lambda: notes(teacher)["alto-m1"] == "A4")


def test_a_lock_holds_at_once_and_says_why(studio: Start) -> None:
    room = studio(duet())
    teacher, player = room.person("teacher", "Tess"), room.person("player", "Paul")
    select(player, "bass-m2")
    select(teacher, "alto-m2")
    lock(teacher, teacher.get_by_role("button", name="Lock the selected measures"), "kept for the concert")
    expect(player.get_by_role("status").get_by_text("kept for the concert")).to_be_visible()
    expect(player.locator(".antiphon-Mark-lock title").first).to_have_text(re.compile("kept for the concert"))
    player.get_by_role("listbox", name="Score").focus()
    player.keyboard.press("ArrowUp")
    assert notes(player)["bass-m2"] == "C3"
    expect(player.get_by_role("button", name="Lock the selected measures")).to_have_count(0)

    teacher.get_by_role("button", name="Unlock the selected measures").click()
    expect(player.get_by_text("kept for the concert")).to_have_count(0)
    player.keyboard.press("ArrowUp")
    until(lambda: notes(teacher)["bass-m2"] == "D3")

    lock(teacher, people(teacher).get_by_role("button", name="Lock the whole piece"), "")
    expect(player.get_by_role("status").get_by_text("The piece is locked")).to_be_visible()
    expect(player.get_by_role("button", name="Add a part")).to_have_count(0)
    before = notes(player)
    player.keyboard.press("Control+z")
    expect(player.locator(".antiphon-mod-refused")).to_be_visible()
    assert notes(player) == before


def test_a_role_counts_at_once_and_who_is_sent_away_can_come_again(studio: Start) -> None:
    room = studio(duet())
    teacher, player = room.person("teacher", "Tess"), room.person("player", "Paul")
    panel = people(teacher)
    panel.get_by_label("Role of Paul").select_option("guest")
    expect(player.get_by_role("status").get_by_text("You may only read")).to_be_visible()
    expect(player.get_by_role("button", name="Add a part")).to_have_count(0)
    panel.get_by_label("Role of Paul").select_option("player")
    expect(player.get_by_role("button", name="Add a part")).to_be_visible()

    panel.get_by_role("button", name="Send Paul away").click()
    teacher.get_by_role("dialog").get_by_role("button", name="Send away").click()
    expect(player.get_by_role("dialog").get_by_text("You were sent away")).to_be_visible()
    panel.get_by_role("button", name="Invite Paul again").click()
    panel.get_by_role("button", name="Make a link").click()
    link = panel.get_by_label("Link for a player")
    expect(link).to_be_visible()
    player.goto(link.input_value())
    expect(player.locator("[data-measure-id]").first).to_be_visible(timeout=SLOW)
    select(player, "alto-m1")
    player.keyboard.press("ArrowUp")
    until(lambda: notes(teacher)["alto-m1"] == "B4")


def test_an_edit_that_is_refused_can_be_kept_in_a_copy(studio: Start) -> None:
    room = studio(duet())
    guest = room.person("guest", "Gus")
    guest.evaluate(f"{DOCUMENT}.put('parts', 'zither', {{index: 'zz', name: 'Zither'}})")
    dialog = guest.get_by_role("dialog")
    expect(dialog.get_by_text("You may only read")).to_be_visible()
    with guest.expect_download() as download:
        dialog.get_by_role("button", name="Save a copy").click()
    assert download.value.suggested_filename == "piece (copy).antiphon"
    assert "zither" in decode(Path(download.value.path()).read_text())["parts"]
    guest.get_by_role("dialog").get_by_role("button", name="Load afresh").click()
    expect(guest.locator("[data-measure-id]").first).to_be_visible(timeout=SLOW)
    assert "zither" not in decode(guest.evaluate(SOURCE))["parts"]
    assert "zither" not in decode(room.file.read_text())["parts"]


def test_a_disk_that_fails_is_said_until_it_does_not(studio: Start) -> None:
    room = studio(duet())
    teacher, player = room.person("teacher", "Tess"), room.person("player", "Paul")
    free = resource.RLIM_INFINITY
    banner = re.compile("Edits are not being saved")
    resource.prlimit(room.lab.process.pid, resource.RLIMIT_FSIZE, (0, free))
    select(player, "alto-m1")
    player.keyboard.press("ArrowUp")
    until(lambda: notes(teacher)["alto-m1"] == "B4")
    for page in (teacher, player):
        expect(page.get_by_role("alert").get_by_text(banner)).to_be_visible()
    resource.prlimit(room.lab.process.pid, resource.RLIMIT_FSIZE, (free, free))
    for page in (teacher, player):
        expect(page.get_by_text(banner)).to_have_count(0)
    until(lambda: room.file.read_text() == player.evaluate(SOURCE))


def test_what_is_written_while_the_line_is_down_arrives(studio: Start) -> None:
    room = studio(duet())
    relay = Relay(room.lab.server.port)
    try:
        there = f":{room.lab.server.port}/"
        teacher = room.person("teacher", "Tess")
        player = room.person("player", "Paul", lambda link: link.replace(there, f":{relay.port}/"))
        relay.cut()
        lost = player.get_by_role("alert").get_by_text("your edits stay on this page")
        expect(lost).to_be_visible()
        select(player, "bass-m2")
        player.keyboard.press("ArrowUp")
        select(teacher, "alto-m2")
        teacher.keyboard.press("ArrowUp")
        until(lambda: notes(teacher)["alto-m2"] == "B4")
        assert notes(teacher)["bass-m2"] == "C3"
        assert notes(player)["alto-m2"] == "A4"
        relay.mend()
        expect(lost).to_have_count(0)
        until(lambda: notes(teacher) == notes(player) and notes(player)["bass-m2"] == "D3")
        until(lambda: room.file.read_text() == player.evaluate(SOURCE))
        assert notes(player)["alto-m2"] == "B4"
    finally:
        relay.close()
