"""Rooms of pieces on a real server, with peers on real sockets; the server is killed while they edit."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from pycrdt import Doc, Map

from antiphon.document.codec import decode, empty, encode


@pytest.fixture
def page_of(pages, new_page):
    async def join(lab, token=None, **options):
        page = new_page(lab, token, **options)
        pages.append(page)
        await page.join()
        return page

    return join


def parts_in(path: Path) -> dict:
    return dict(decode(path.read_text())["parts"])


async def test_an_edit_reaches_the_others_and_the_file(lab, page_of, until):
    path = lab.write(name="shared.antiphon")
    one, two = await page_of(lab, path="shared.antiphon"), await page_of(lab, path="shared.antiphon")
    one.add("p1", "Oboe")
    await until(lambda: two.parts.get("p1") == {"index": "a", "name": "Oboe"})
    await until(lambda: parts_in(path) == one.parts)


async def test_editing_without_a_pause_is_saved_all_the_same(lab, page_of, until):
    path = lab.write(name="busy.antiphon")
    page = await page_of(lab, path="busy.antiphon")
    seconds = asyncio.get_running_loop().time() + 10
    number = 0
    while len(parts_in(path)) < 5:
        page.add(f"p{number}")
        number += 1
        assert asyncio.get_running_loop().time() < seconds
        await asyncio.sleep(0.1)


async def test_nothing_is_lost_or_doubled_when_the_server_is_killed(own_lab, page_of, until):
    path = own_lab.write()
    own_lab.start()
    one, two = await page_of(own_lab), await page_of(own_lab)
    for number in range(40):
        (one if number % 2 else two).add(f"before{number}", f"Part {number}")
    await until(lambda: len(two.parts) >= 30)
    own_lab.kill()
    await asyncio.gather(one.closed(), two.closed())
    one.add("offline1")
    two.add("offline2")
    own_lab.start()
    await asyncio.gather(one.connect(), two.connect())
    await until(lambda: one.parts == two.parts and len(one.parts) == 42)
    third = await page_of(own_lab)
    assert third.parts == one.parts
    await until(lambda: parts_in(path) == one.parts)


async def test_what_a_page_sent_outlives_server_and_page(own_lab, page_of, until):
    path = own_lab.write()
    own_lab.arguments = ("--AntiphonApp.document_save_delay=30",)
    own_lab.start()
    one, two = await page_of(own_lab), await page_of(own_lab)
    one.add("p1")
    await until(lambda: "p1" in two.parts)
    own_lab.kill()
    assert parts_in(path) == {}, "the file was to be behind"
    own_lab.arguments = ()
    own_lab.start()
    later = await page_of(own_lab)
    assert set(later.parts) == {"p1"}
    await until(lambda: set(parts_in(path)) == {"p1"})


async def test_the_server_stops_with_pages_attached_and_saves(own_lab, page_of, until):
    path = own_lab.write()
    own_lab.arguments = ("--AntiphonApp.document_save_delay=30",)
    own_lab.start()
    page, other = await page_of(own_lab), await page_of(own_lab)
    page.add("last")
    await until(lambda: "last" in other.parts)
    own_lab.process.terminate()
    await until(lambda: own_lab.process.poll() is not None)
    assert own_lab.process.returncode == 0
    assert set(parts_in(path)) == {"last"}


async def test_a_file_changed_while_the_server_was_away_is_merged(own_lab, page_of, until):
    path = own_lab.write()
    own_lab.start()
    one, two = await page_of(own_lab), await page_of(own_lab)
    one.add("mine")
    await until(lambda: set(parts_in(path)) == {"mine"})
    one.add("unsaved")
    await until(lambda: "unsaved" in two.parts)
    own_lab.kill()
    document = decode(path.read_text())
    document["parts"]["theirs"] = {"index": "b", "name": "From outside"}
    document["parts"].pop("unsaved", None)
    path.write_text(encode(document))
    own_lab.start()
    later = await page_of(own_lab)
    assert set(later.parts) == {"mine", "unsaved", "theirs"}
    await until(lambda: parts_in(path) == later.parts)


async def test_a_file_changed_under_an_open_page_is_merged(lab, page_of, until):
    path = lab.write(name="outside.antiphon")
    page = await page_of(lab, path="outside.antiphon")
    page.add("mine")
    await until(lambda: set(parts_in(path)) == {"mine"})
    document = decode(path.read_text())
    document["meta"]["title"] = "From outside"
    path.write_text(encode(document))
    page.add("more")
    await until(lambda: page.document.to_document()["meta"].get("title") == "From outside")
    await until(lambda: set(parts_in(path)) == {"mine", "more"})
    assert decode(path.read_text())["meta"]["title"] == "From outside"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (json.dumps({**empty(), "antiphon": 99}), "newer"),
        ("{ not json", "damaged"),
        ('{"nbformat": 4}', "no Antiphon piece"),
    ],
)
async def test_what_is_no_piece_is_refused_and_left_alone(lab, new_page, text, word):
    path = lab.write(text, name="bad.antiphon")
    page = new_page(lab, path="bad.antiphon")
    await page.join()
    code, reason = await page.closed()
    assert code == 1003
    told = json.loads(reason)
    assert told["reason"] == "initialization_error"
    assert word in told["errorReason"]
    assert path.read_text() == text


async def test_a_file_broken_under_an_open_page_is_never_written_to(lab, page_of, until):
    path = lab.write(name="broken.antiphon")
    page = await page_of(lab, path="broken.antiphon")
    path.write_text("{ broken")
    await asyncio.sleep(1.5)
    page.add("p1")
    await asyncio.sleep(2.5)
    assert path.read_text() == "{ broken"
    document = empty()
    document["meta"]["title"] = "Mended"
    path.write_text(encode(document))
    await until(lambda: set(parts_in(path)) == {"p1"})
    assert decode(path.read_text())["meta"]["title"] == "Mended"


async def test_a_page_of_another_history_is_told_to_load_again_once(lab, page_of, new_page):
    lab.write(name="history.antiphon")
    page = await page_of(lab, path="history.antiphon")
    stranger = new_page(lab, path="history.antiphon")
    stranger.session = {**page.session, "sessionId": "another.1"}
    await stranger.connect()
    code, reason = await stranger.closed()
    assert (code, json.loads(reason)["reloadable"]) == (1003, True)
    with pytest.raises(Exception, match="403"):
        await stranger.connect()


async def test_a_save_is_answered(lab, page_of, until):
    path = lab.write(name="save.antiphon")
    page = await page_of(lab, path="save.antiphon")
    page.add("p1")
    await page.sent()
    await page.socket.send(b"\x02\x04save\x07")
    await until(lambda: page.replies)
    assert page.replies == [{"type": "save", "responseTo": 7, "status": "success"}]
    assert set(parts_in(path)) == {"p1"}


async def test_text_files_and_notebooks_are_shared_as_before(lab, page_of, until):
    from pycrdt import Array, Text

    (lab.root / "notes.txt").write_text("Hello\n")
    (lab.root / "book.ipynb").write_text(
        json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    one, two = [await page_of(lab, path="notes.txt", type="file") for _ in range(2)]
    source = one.ydoc.get("source", type=Text)
    assert str(source) == "Hello\n"
    source += "World\n"
    await until(lambda: str(two.ydoc.get("source", type=Text)) == "Hello\nWorld\n")
    await until(lambda: (lab.root / "notes.txt").read_text() == "Hello\nWorld\n")
    book = await page_of(lab, path="book.ipynb", type="notebook")
    assert len(book.ydoc.get("cells", type=Array)) == 1


async def test_a_document_of_version_1_is_migrated_where_it_is(own_lab, page_of, new_page, until):
    path = own_lab.write()
    own_lab.start()
    page = await page_of(own_lab)
    page.add("p1")
    await until(lambda: set(parts_in(path)) == {"p1"})
    before = page.session["sessionId"].partition(".")[0]
    own_lab.kill()
    section = {"index": "a0", "name": "Chorus", "measure": "m1", "colour": 3}
    old: Doc = Doc()
    old.get("parts", type=Map)["p1"] = Map({"index": "a", "name": "Flute"})
    old.get("form", type=Map)["f1"] = Map(section)
    (database,) = own_lab.home.rglob("history.db")
    with sqlite3.connect(database) as history:
        history.execute("update updates set content = ?, packed = 0", (old.get_update(),))
        history.execute("delete from updates where number > (select min(number) from updates)")
        history.execute("update rooms set format = 1")
    own_lab.start()
    again = new_page(own_lab)
    again.session = page.session
    await again.connect()
    assert "unknown_session" in (await again.closed())[1], "its document is of the old format"
    fresh = await page_of(own_lab)
    assert fresh.session["sessionId"].partition(".")[0] != before
    document = fresh.document.to_document()
    assert document["form"] == {"f1": {"index": "a0", "section": "f1"}}
    assert document["sections"]["f1"] == {"name": "Chorus", "measure": "m1", "colour": 3}
    await until(lambda: decode(path.read_text()) == document)
    other = await page_of(own_lab)
    assert other.session["sessionId"].partition(".")[0] == fresh.session["sessionId"].partition(".")[0]


@pytest.mark.parametrize("share", [0.0, 0.4, 0.999])
async def test_a_file_that_the_server_was_killed_over_is_written_again(own_lab, page_of, until, share):
    path = own_lab.write()
    own_lab.start()
    page = await page_of(own_lab)
    page.add("p1", "Flöte")
    page.document.put("meta", "", {"title": "Ein Stück, das lang genug ist"})
    await until(lambda: set(parts_in(path)) == {"p1"})
    own_lab.kill()
    text = path.read_bytes()
    cut = int(len(text) * share)
    while share == 0.4 and text[cut - 1] < 0x80:
        cut += 1
    (database,) = own_lab.home.rglob("history.db")
    with sqlite3.connect(database) as history:
        history.execute("update rooms set saving = saved, saved = '{}'")
    path.write_bytes(text[:cut])
    own_lab.start()
    again = await page_of(own_lab)
    assert again.document.get().encode() == text
    await until(lambda: path.read_bytes() == text)
