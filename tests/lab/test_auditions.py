"""Auditions in a real lab: who hears, what is kept, what is given up."""

import asyncio
import logging

import httpx
import pytest

from antiphon.engine.audition_request import AuditionError, read_request
from antiphon.lab import auditions as module
from antiphon.lab.audition_cache import AuditionCache
from antiphon.lab.auditions import Auditions
from antiphon.lab.seat import Refused

SAW = {"kind": "osc.saw"}
HEARD = read_request(SAW)
SLOW = read_request({"kind": "instrument.analogue"})


def saw(freq):
    return read_request({**SAW, "values": {"freq": freq}})


@pytest.fixture
async def auditions(tmp_path):
    made = Auditions(logging.getLogger("test.auditions"), AuditionCache(tmp_path / "auditions-here"))
    yield made
    await made.close()


async def test_a_lab_sends_sound_to_whoever_may_listen(lab):
    lab.write()
    async with lab.client() as teacher:
        assert (await teacher.get("/antiphon/auditions")).status_code == 204
        answer = await teacher.post("/antiphon/auditions", json=SAW)
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == "audio/flac"
        assert answer.content.startswith(b"fLaC")
        assert (await teacher.post("/antiphon/auditions", json=SAW)).content == answer.content
    for role in ("player", "guest"):
        async with lab.client(await lab.ticket(role, role)) as client:
            heard = await client.post("/antiphon/auditions", json=SAW)
            assert heard.content == answer.content, role
    async with lab.client(None) as stranger:
        assert (await stranger.post("/antiphon/auditions", json=SAW)).status_code in (401, 403)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"", 422),
        (b"[" * 100_000, 400),
        (b'{"kind": "osc.saw", "values": {"freq": 1e999}}', 422),
        (b'{"kind": "osc.none"}', 422),
        (b" " * 500_000, 413),
    ],
)
async def test_garbage_gets_a_sentence(lab, content, status):
    async with lab.client() as client:
        answer = await client.post("/antiphon/auditions", content=content)
        assert answer.status_code == status
        assert answer.json()["message"].endswith(".")


async def test_a_page_that_goes_away_ends_the_work(lab):
    slow = {"kind": "instrument.analogue", "notes": [{"key": 40, "start": 0, "duration": 16}]}
    async with lab.client() as client:
        with pytest.raises(httpx.TimeoutException):
            await client.post("/antiphon/auditions", json=slow, timeout=0.02)
        assert (await client.post("/antiphon/auditions", json=SAW)).status_code == 200


async def test_those_who_wait_for_one_sound_share_it_and_it_is_kept(auditions, monkeypatch):
    sounds = await asyncio.gather(*(auditions.hear(person, HEARD) for person in ("a", "b", "c")))
    assert len(set(sounds)) == 1
    monkeypatch.setattr(auditions, "_wait", None)
    assert await auditions.hear("a", HEARD) == sounds[0]


async def test_what_nobody_waits_for_is_left(auditions, until):
    task = asyncio.ensure_future(auditions.hear("a", SLOW))
    await until(lambda: auditions._current is not None)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not auditions._work
    assert (await auditions.hear("a", HEARD)).startswith(b"fLaC")


async def test_one_person_cannot_ask_without_end(auditions, monkeypatch):
    monkeypatch.setattr(module, "PENDING", 2)
    monkeypatch.setattr(module, "RATE", 3)
    tasks = [asyncio.ensure_future(auditions.hear("a", saw(200 + i))) for i in range(3)]
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    # What is cached is looked for in threads, which come back in any order.
    assert sorted(type(each).__name__ for each in outcomes) == ["Refused", "bytes", "bytes"]
    await auditions.hear("a", HEARD)
    with pytest.raises(Refused, match="wait a little"):
        await auditions.hear("a", saw(300))
    await auditions.hear("b", saw(300))


async def test_what_is_to_be_found_out_first_is_waited_for_meanwhile(auditions, monkeypatch, until):
    monkeypatch.setattr(module, "PENDING", 2)
    await auditions.hear("a", HEARD)
    begun, gate = [], asyncio.Event()

    async def found():
        begun.append(HEARD)
        await gate.wait()
        return HEARD

    tasks = [asyncio.ensure_future(auditions.hear("a", found)) for _ in range(20)]
    await until(lambda: sum(each.done() for each in tasks) == 18)
    assert len(begun) == 2
    assert all(isinstance(each.exception(), Refused) for each in tasks if each.done())
    gate.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert outcomes.count(await auditions.hear("a", found)) == 2


async def test_a_process_that_dies_is_started_again(auditions, until):
    await auditions.hear("a", HEARD)
    task = asyncio.ensure_future(auditions.hear("a", SLOW))
    await until(lambda: auditions._current is not None)
    auditions._process.restart()
    with pytest.raises(AuditionError, match="try again"):
        await task
    assert (await auditions.hear("a", read_request({"kind": "osc.sine"}))).startswith(b"fLaC")


async def test_the_cache_forgets_what_was_not_heard_for_longest(tmp_path):
    cache = AuditionCache(tmp_path / "auditions-here", remembered=30, kept=30)
    for key in ("a", "b", "c", "d"):
        await cache.put(key, b"fLaC" + bytes(8))
    assert list(cache._sounds) == ["c", "d"]
    assert len(list(tmp_path.glob("auditions-here/*.flac"))) == 2
    assert await AuditionCache(tmp_path / "auditions-here").get("d") == b"fLaC" + bytes(8)
    (tmp_path / "auditions-here" / "d.flac").write_bytes(b"torn")
    assert await AuditionCache(tmp_path / "auditions-here").get("d") is None


async def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("")
    cache = AuditionCache(tmp_path / "file" / "auditions-here")
    await cache.put("a", b"fLaC")
    assert await cache.get("a") == b"fLaC"
