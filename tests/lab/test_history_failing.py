"""A history whose disk is full, whose file is damaged, or that another server has: a sentence, and the piece as it was."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from antiphon.document.codec import decode

PIECE = "piece.antiphon"
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
FULL = (0, resource.RLIM_INFINITY)


@pytest.fixture
def ask(own_lab):
    async def do(what: str = "", method: str = "GET", json=None, **params):
        async with own_lab.client() as client:
            body = {} if json is None else {"json": json}
            params = {"path": PIECE} | params
            return await client.request(method, f"/antiphon/history{what}", params=params, **body)

    return do


@pytest.fixture
async def page(own_lab, new_page, pages):
    """A page of a lab that runs, with two parts."""
    own_lab.write()
    own_lab.start()
    made = new_page(own_lab)
    pages.append(made)
    await made.join()
    made.add("p1", "Flute")
    made.document.put("parts", "p2", {"index": "b", "name": "Oboe"})
    await made.sent()
    return made


def disk(lab, limit: tuple[int, int]) -> None:
    resource.prlimit(lab.process.pid, resource.RLIMIT_FSIZE, limit)


async def test_on_a_full_disk_nothing_is_named_branched_restored_or_merged_and_the_piece_goes_on(
    own_lab, page, ask, until
):
    path = (await ask("/branches", "POST", {"title": "Idea"})).json()["path"]
    other = page.document.to_document()["parts"]
    page.document.change("parts", "p1", {"name": "Piccolo"})
    await page.sent()
    await until(lambda: "Piccolo" in (own_lab.root / PIECE).read_text())
    files = sorted(each.name for each in own_lab.root.iterdir())
    before = (await ask()).json()
    disk(own_lab, FULL)
    for what, body in (
        ("/versions", {"title": "Now"}),
        ("/branches", {"title": "Another"}),
        ("/restorations", {"step": 1}),
        ("/merges", {"branch": path}),
    ):
        answer = await ask(what, "POST", body)
        assert answer.status_code == 507, answer.text
        assert "The server's disk does not take it" in answer.json()["message"]
    assert sorted(each.name for each in own_lab.root.iterdir()) == files
    seen = (await ask()).json()
    assert (seen["last"], seen["versions"]) == (before["last"], before["versions"]), "it can be looked at"
    assert (await ask("/document", step=str(before["last"]))).status_code == 200
    page.document.change("parts", "p2", {"name": "Cor anglais"})
    disk(own_lab, UNLIMITED)
    await until(lambda: "Cor anglais" in (own_lab.root / PIECE).read_text())
    assert page.parts == other | {
        "p1": {"index": "a", "name": "Piccolo"},
        "p2": {"index": "b", "name": "Cor anglais"},
    }
    assert (await ask("/versions", "POST", {"title": "Now"})).status_code == 201
    assert (await ask("/merges", "POST", {"branch": path})).json()["changes"] == []


async def test_a_damaged_history_is_told_and_the_piece_is_as_its_file_has_it(
    own_lab, page, ask, new_page, pages, until
):
    path = (await ask("/branches", "POST", {"title": "Idea"})).json()["path"]
    await until(lambda: "Oboe" in (own_lab.root / PIECE).read_text())
    assert (await ask()).json()["notice"] == ""
    await page.leave()
    own_lab.stop()
    text = (own_lab.root / PIECE).read_text()
    (store,) = own_lab.home.rglob("history.db")
    with closing(sqlite3.connect(store)) as database:
        database.execute("pragma wal_checkpoint(truncate)")
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(store.stat().st_size - 4096))
    own_lab.start()
    again = new_page(own_lab)
    pages.append(again)
    await again.join()
    assert again.document.to_document() == decode(text)
    assert (own_lab.root / PIECE).read_text() == text
    answer = (await ask()).json()
    assert answer["notice"].startswith("The history of the pieces was damaged, and begins anew")
    assert (answer["last"], answer["versions"]) == (0, [])
    assert list(store.parent.glob("history.damaged-*.db")), "it is kept"
    assert answer["notice"] in own_lab.log.read_text()
    merge = await ask("/merges", "POST", {"branch": path})
    assert merge.status_code == 422
    assert "nothing in common that the server knows of" in merge.json()["message"]
    again.document.change("parts", "p1", {"name": "Whistle"})
    await until(lambda: "Whistle" in (own_lab.root / PIECE).read_text())


async def test_a_second_server_on_one_history_is_told_and_the_first_goes_on(own_lab, page, ask, until):
    (store,) = own_lab.home.rglob("history.db")
    code = (
        "import sys; from pathlib import Path; from antiphon.lab.history import History\n"
        "try: History(Path(sys.argv[1]))\nexcept Exception as error: print(error); sys.exit(3)"
    )
    second = subprocess.run(
        [sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=False
    )
    assert second.returncode == 3
    assert "Another Antiphon server has the history of these pieces open" in second.stdout
    page.document.change("parts", "p1", {"name": "Whistle"})
    await until(lambda: "Whistle" in (own_lab.root / PIECE).read_text())
    assert (await ask("/versions", "POST", {"title": "Now"})).status_code == 201
