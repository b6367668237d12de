"""Files in and out as people do it: a download, a file dropped onto the lab, and one that is not what it says."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import HOSTILE
from playwright.sync_api import Browser, Page, expect
from studio import SLOW, Studio, until

from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import decode
from antiphon.lessons import pieces

KYRIE = Path(__file__).parent.parent / "fixtures" / "score" / "kyrie.musicxml"

DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  const target = document.querySelector('#jp-main-dock-panel .antiphon-Score, #jp-main-dock-panel');
  for (const type of ['dragenter', 'dragover', 'drop']) {
    target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Studio]:
    """One lab for all of these."""
    home = tmp_path_factory.mktemp("files")
    root = home / "session"
    root.mkdir()
    (root / "piece.antiphon").write_text(pieces.path("answer-me").read_text())
    options = [
        f"--AntiphonApp.state_dir={home / 'state'}",
        f"--AntiphonApp.audience_port={free_port('127.0.0.1', 0)}",
        "--LabApp.expose_app_in_browser=True",
    ]
    lab = LabProcess.start(root, home / "lab.log", "127.0.0.1", free_port("127.0.0.1", 0), options)
    yield Studio(lab, "piece.antiphon", chromium, options)
    for context in chromium.contexts:
        context.close()
    lab.stop()


@pytest.fixture(scope="module")
def teacher(room: Studio) -> Page:
    return room.person("teacher", "Tess")


def drop(page: Page, name: str, data: bytes) -> None:
    page.evaluate(DROP, [name, base64.b64encode(data).decode()])


def export(page: Page, format: str) -> bytes:
    """Export by the command that the File menu and the palette have."""
    with page.expect_download(timeout=SLOW) as download:
        page.evaluate(
            "(format) => void window.jupyterapp.commands.execute('antiphon:export', { format })", format
        )
    return Path(download.value.path()).read_bytes()


def test_a_piece_is_downloaded_as_musicxml_and_pdf(teacher: Page) -> None:
    assert b"<score-partwise" in export(teacher, "musicxml")
    pdf = export(teacher, "pdf")
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 1
    expect(teacher.get_by_text("is among the downloads").first).to_be_visible()


def test_the_file_menu_exports(teacher: Page) -> None:
    teacher.get_by_role("menuitem", name="File", exact=True).click()
    teacher.locator(".lm-Menu-itemLabel", has_text="Export Piece As").hover()
    with teacher.expect_download(timeout=SLOW) as download:
        teacher.locator(".lm-Menu-itemLabel", has_text="MIDI (.mid)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"MThd")


def test_a_file_that_is_dropped_becomes_a_piece_and_opens(teacher: Page, room: Studio) -> None:
    drop(teacher, "Kyrie.musicxml", KYRIE.read_bytes())
    tab = teacher.get_by_role("main").get_by_role("tab", name="Kyrie.antiphon")
    expect(tab).to_have_attribute("aria-selected", "true", timeout=SLOW)
    made = room.lab.server.root / "Kyrie.antiphon"
    assert decode(made.read_text())["events"]
    expect(teacher.locator("[data-measure-id]:visible").first).to_be_visible(timeout=SLOW)
    dialog = teacher.get_by_role("dialog")
    if dialog.count():
        expect(dialog).to_contain_text("could not keep")
        dialog.get_by_role("button", name="Close").click()


def test_a_hostile_file_says_its_sentence_and_leaves_the_piece_open(teacher: Page, room: Studio) -> None:
    before = set(room.lab.server.root.iterdir())
    make, words = HOSTILE["laughs.musicxml"]
    drop(teacher, "laughs.musicxml", make())
    dialog = teacher.get_by_role("dialog")
    expect(dialog).to_contain_text(words, timeout=SLOW)
    dialog.get_by_role("button", name="Ok").click()
    drop(teacher, "holiday.jpg", b"\xff\xd8")
    expect(dialog).to_contain_text("holiday.jpg is no score")
    dialog.get_by_role("button", name="Ok").click()
    until(lambda: dialog.count() == 0)
    assert set(room.lab.server.root.iterdir()) == before
    expect(teacher.locator("[data-measure-id]:visible").first).to_be_visible()


def test_a_guest_is_not_offered_what_is_refused(room: Studio) -> None:
    guest = room.person("guest", "Gus")
    enabled = "window.jupyterapp.commands.isEnabled('antiphon:export', { format: 'midi' })"
    guest.wait_for_function("window.jupyterapp.commands.hasCommand('antiphon:export')")
    assert guest.evaluate(enabled) is False
