"""Files in and out of a real lab: by whom, beside what, in which formats, and what hostile ones come to."""

import asyncio
import contextlib
import io
import time
import zipfile
from typing import Any

import httpx
import pytest
from hostile import HOSTILE

from antiphon.document.codec import decode, empty, encode

NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1/2", "pitch": "C4"}


def song() -> str:
    document: Any = empty()
    document["meta"] = {"title": "A song"}
    document["parts"] = {
        "p1": {"index": "a0", "name": "Flute", "instrument": "Flute"},
        "p2": {"index": "a1", "name": "Bass", "instrument": "Bass"},
    }
    document["measures"] = {"m1": {"index": "a0", "meter": "1/4"}}
    document["events"] = {"n1": NOTE, "n2": NOTE | {"part": "p2", "pitch": "C3"}}
    return encode(document)


KYRIE = "kyrie.musicxml"


@pytest.fixture
def kyrie(request) -> bytes:
    return (request.path.parent.parent / "fixtures" / "score" / KYRIE).read_bytes()


async def exported(client: httpx.AsyncClient, path: str, **asked: str) -> tuple[dict[str, Any], bytes]:
    where = {"path": path}
    begun = await client.post("/antiphon/exports", params=where, json=asked)
    assert begun.status_code == 201, begun.text
    state = begun.json()
    until = time.monotonic() + 100
    while state["status"] == "running":
        assert time.monotonic() < until, state
        await asyncio.sleep(0.05)
        state = (await client.get("/antiphon/exports", params=where | {"id": state["id"]})).json()
    if state["status"] == "failed":
        return state, b""
    file = await client.get("/antiphon/exports", params=where | {"id": state["id"], "file": "1"})
    assert file.is_success
    assert "attachment" in file.headers["Content-Disposition"]
    return state, file.content


async def test_an_import_is_a_new_piece_and_overwrites_nothing(lab, kyrie):
    async with lab.client() as client:
        client.timeout = 100
        for expected in ("Kyrie.antiphon", "Kyrie 2.antiphon"):
            answer = await client.post("/antiphon/imports", params={"name": "Kyrie.musicxml"}, content=kyrie)
            assert answer.status_code == 201, answer.text
            assert answer.json()["path"] == expected
            assert answer.json()["notes"] > 10
            assert decode((lab.root / expected).read_text())["parts"]
        (lab.root / "deep").mkdir()
        (lab.root / "deep" / "there.xml").write_bytes(kyrie)
        answer = await client.post("/antiphon/imports", params={"path": "deep/there.xml"})
        assert answer.json()["path"] == "deep/there.antiphon"


async def test_the_file_that_comes_out_is_of_the_room_not_of_the_disk(lab, new_page, pages, until):
    lab.write(song(), "live.antiphon")
    page = new_page(lab, path="live.antiphon")
    pages.append(page)
    await page.join()
    page.document.put("parts", "p3", {"index": "a2", "name": "Oboe of now"})
    await page.sent()
    async with lab.client() as client:
        state, file = await exported(client, "live.antiphon", format="musicxml")
    assert b"Oboe of now" in file
    assert state["name"] == "live.musicxml"


@pytest.mark.parametrize(
    ("format", "start"),
    [("midi", b"MThd"), ("mei", b"<?xml"), ("pdf", b"%PDF-"), ("wav", b"RIFF"), ("flac", b"fLaC")],
)
async def test_a_piece_leaves_in_each_format(lab, format, start):
    lab.write(song(), "song.antiphon")
    async with lab.client() as client:
        state, file = await exported(client, "song.antiphon", format=format)
    assert file.startswith(start), state


async def test_archives_hold_a_file_a_part(lab):
    lab.write(song(), "song.antiphon")
    async with lab.client() as client:
        _, parts = await exported(client, "song.antiphon", format="parts")
        _, stems = await exported(client, "song.antiphon", format="stems")
    assert set(zipfile.ZipFile(io.BytesIO(parts)).namelist()) == {
        "song.pdf",
        "song - Flute.pdf",
        "song - Bass.pdf",
    }
    assert {"mix.flac", "manifest.json"} < set(zipfile.ZipFile(io.BytesIO(stems)).namelist())


async def test_an_empty_piece_says_what_is_missing(lab):
    lab.write(encode(empty()), "nothing.antiphon")
    async with lab.client() as client:
        for format in ("pdf", "wav"):
            state, _ = await exported(client, "nothing.antiphon", format=format)
            assert state["status"] == "failed"
            assert state["message"].endswith(".")


async def test_sound_is_cancelled_and_leaves_no_process(lab):
    document: Any = decode(song())
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, 400)}
    lab.write(encode(document), "long.antiphon")
    async with lab.client() as client:
        where = {"path": "long.antiphon"}
        begun = (await client.post("/antiphon/exports", params=where, json={"format": "wav"})).json()
        again = await client.post("/antiphon/exports", params=where, json={"format": "pdf"})
        assert again.status_code == 409
        assert "wait" in again.json()["message"]
        it = where | {"id": begun["id"]}
        while (await client.get("/antiphon/exports", params=it)).json()["progress"] is None:
            await asyncio.sleep(0.05)
        assert _renderers(lab)
        assert (await client.delete("/antiphon/exports", params=it)).status_code == 204
        until = time.monotonic() + 10
        while _renderers(lab):
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
        assert (await client.get("/antiphon/exports", params=it)).status_code == 404


def _renderers(lab: Any) -> list[Any]:
    import psutil

    renderers = []
    for child in psutil.Process(lab.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended while we looked
            if "antiphon.engine.export" in " ".join(child.cmdline()):
                renderers.append(child)
    return renderers


async def test_roles(lab, kyrie):
    lab.write(song(), "song.antiphon")
    lab.write(song(), "another-song.antiphon")
    guest = await lab.ticket("guest", "Gus", "song.antiphon")
    player = await lab.ticket("player", "Pia", "song.antiphon")
    where = {"path": "song.antiphon"}
    async with lab.client(guest) as client:
        refused = await client.post("/antiphon/exports", params=where, json={"format": "midi"})
        assert refused.status_code == 403
        assert "A guest" in refused.json()["message"]
    async with lab.client(player) as client:
        _, file = await exported(client, "song.antiphon", format="midi")
        assert file.startswith(b"MThd")
        other = await client.post(
            "/antiphon/exports", params={"path": "another-song.antiphon"}, json={"format": "midi"}
        )
        assert other.status_code == 403
        refused = await client.post("/antiphon/imports", params={"name": "x.musicxml"}, content=kyrie)
        assert refused.status_code == 403
        assert "Only the teacher" in refused.json()["message"]
    async with httpx.AsyncClient(base_url=lab.url, trust_env=False) as nobody:
        answer = await nobody.post("/antiphon/imports", params={"name": "x.musicxml"}, content=kyrie)
        assert answer.status_code in (302, 403)
    assert not (lab.root / "x.antiphon").exists()


@pytest.mark.parametrize("name", ["laughs.musicxml", "bomb.mxl", "absurd.mid", "photo.mei", "cut.musicxml"])
async def test_a_hostile_file_is_refused_in_a_sentence_and_the_lab_goes_on(lab, name):
    make, words = HOSTILE[name]
    before = set(lab.root.rglob("*.antiphon"))
    async with lab.client() as client:
        client.timeout = 100
        refused, alive = await asyncio.gather(
            client.post("/antiphon/imports", params={"name": name}, content=make()), client.get("/api")
        )
    assert refused.status_code == 422, refused.text
    assert name in refused.json()["message"]
    assert words in refused.json()["message"]
    assert alive.is_success
    assert set(lab.root.rglob("*.antiphon")) == before
