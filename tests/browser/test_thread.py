"""The thread: a teacher, a player and the audience in one piece, seen and heard."""

import asyncio
import json
import os
import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
import psutil
import pytest
import websockets
from numpy.typing import NDArray
from playwright.sync_api import Page, expect
from studio import SLOW, SOURCE, Studio, hear, level_at, mix_of, notes, until, write

from antiphon.document.codec import decode, empty, encode
from antiphon.session.share import find

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]


def blank(measures: int = 8) -> dict[str, Any]:
    document: dict[str, Any] = empty()
    document["meta"] = {"title": "A study", "composer": "The tests"}
    document["parts"] = {"p1": {"index": "a0", "name": "Organ", "instrument": "Pipe Organ"}}
    document["measures"] = {f"m{n}": {"index": f"a{n:03}V"} for n in range(1, measures + 1)}
    document["events"] = {"t1": {"kind": "tempo", "measure": "m1", "onset": "0", "bpm": 120}}
    document["mix"] = {"p1": {}}
    return document


def pulse(measures: int) -> str:
    """A plucked note each quarter: onsets that can be counted."""
    document = blank(measures)
    document["parts"]["p1"] |= {"name": "Harp", "instrument": "Harp"}
    document["nodes"] = {"n1": {"kind": "instrument.pluck", "part": "p1", "p_decay": 0.4, "p_room": 0}}
    for bar in range(1, measures + 1):
        for beat in range(4):
            document["events"][f"e{bar}-{beat}"] = {
                "kind": "note",
                "part": "p1",
                "measure": f"m{bar}",
                "onset": str(beat),
                "duration": "1/2",
                "pitch": "C6",
            }
    return encode(document)  # type: ignore[arg-type]


def onsets(sound: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Times (s) at which the level jumps: where 5 ms are ten times as loud as what came before."""
    step = rate // 200
    level = np.sqrt((sound[: len(sound) // step * step].reshape(-1, step) ** 2).mean(axis=1)) + 1e-5
    before = np.array([level[max(0, i - 6) : max(1, i)].mean() for i in range(len(level))])
    jumps = np.flatnonzero((level > 2.5 * before) & (level > 0.15 * level.max()))
    first = [jump for place, jump in enumerate(jumps) if place == 0 or jump - jumps[place - 1] > 20]
    return np.array(first) * step / rate


def play(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)


def test_a_note_of_one_is_engraved_for_the_other_and_sounds(studio: Start) -> None:
    room = studio(encode(blank()))  # type: ignore[arg-type]
    teacher, player = room.person("teacher", "Tess"), room.person("player", "Paul")
    write(teacher, "7", "a")
    until(lambda: len(notes(teacher)) == 1)
    ((note, pitch),) = notes(teacher).items()
    assert pitch.startswith("A")
    theirs = player.locator(f'[data-event-id="{note}"]')
    expect(theirs.first).to_be_visible()
    expect(theirs.first).to_have_attribute("aria-label", re.compile("A 4|A 5|A 3"))

    play(player)
    ring = mix_of(room)
    until(lambda: float(np.abs(hear(ring, 0.1)).max()) > 0.01)
    sound = hear(ring, 0.5)
    hertz = 440.0 * 2 ** (int(pitch[1:]) - 4)
    assert level_at(sound, ring.rate, hertz) > 0.2
    assert level_at(sound, ring.rate, hertz * 1.26) < 0.02
    player.get_by_role("button", name="Listen", exact=True).click()
    expect(player.get_by_role("button", name="Stop listening")).to_be_visible(timeout=SLOW)


def test_undo_takes_back_ones_own_note_only(studio: Start) -> None:
    room = studio(encode(blank()))  # type: ignore[arg-type]
    teacher, player = room.person("teacher", "Tess"), room.person("player", "Paul")
    undo, redo = (teacher.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    write(teacher, "5", "c")
    until(lambda: len(notes(player)) == 1)
    (of_teacher,) = notes(player)
    write(player, "End", "5", "g")
    until(lambda: len(notes(teacher)) == 2)
    (of_player,) = notes(teacher).keys() - {of_teacher}
    expect(undo).not_to_have_attribute("aria-disabled", "true")
    expect(redo).to_have_attribute("aria-disabled", "true")
    teacher.get_by_role("listbox", name="Score").focus()
    teacher.keyboard.press("Control+z")
    until(lambda: notes(teacher).keys() == notes(player).keys() == {of_player})
    expect(redo).not_to_have_attribute("aria-disabled", "true")


def test_a_lost_server_takes_the_keyboard_from_nobody_who_writes(studio: Start) -> None:
    room = studio(encode(blank()))  # type: ignore[arg-type]
    teacher = room.person("teacher", "Tess")
    lose = "window.jupyterapp.serviceManager._connectionFailure.emit(new Error('gone'))"
    dialog = teacher.locator(".jp-Dialog")
    teacher.evaluate(lose)
    write(teacher, "5", "c")
    until(lambda: len(notes(teacher)) == 1)
    expect(dialog).to_have_count(0)
    teacher.evaluate("() => void window.jupyterapp.commands.execute('launcher:create')")
    expect(teacher.get_by_text("Antiphon Piece")).to_be_visible()
    teacher.evaluate(lose)
    expect(dialog).to_contain_text("Server Connection Error")


def test_a_guest_looks_and_listens_and_changes_nothing(studio: Start) -> None:
    room = studio(encode(blank()))  # type: ignore[arg-type]
    guest = room.person("guest", "Gus")
    expect(guest.get_by_text("You may only read").first).to_be_visible()
    expect(guest.get_by_role("button", name="Play", exact=True)).to_be_disabled()
    expect(guest.get_by_role("button", name="Listen", exact=True)).to_be_enabled()
    before = guest.evaluate(SOURCE)
    write(guest, "7", "a")
    player = room.person("player", "Paul")
    write(player, "7", "c")
    until(lambda: len(notes(guest)) == 1)
    assert [*notes(guest).values()] == [*notes(player).values()]
    assert before != guest.evaluate(SOURCE)


def test_ten_votes_change_the_tempo_of_the_sound(studio: Start) -> None:
    room = studio(pulse(60))
    page = json.loads((find("apps") / "audience.ipynb").read_text())
    page["cells"][-1]["source"] = ["Made by *class 4b*."]
    room.file.with_name("audience.ipynb").write_text(json.dumps(page))
    teacher, phone = room.person("teacher", "Tess"), room.phone()
    expect(phone.get_by_text("Made by class 4b.")).to_be_visible(timeout=SLOW)
    expect(phone.get_by_text("A study").first).to_be_visible(timeout=SLOW)
    play(teacher)
    ring = mix_of(room)
    assert np.median(np.diff(onsets(hear(ring, 3), ring.rate))) == pytest.approx(0.5, abs=0.01)

    teacher.get_by_role("tab", name=re.compile("Audience")).click()
    teacher.get_by_role("button", name="Slower or faster?").click()
    phone.get_by_role("button", name="Faster").click()
    expect(phone.get_by_text("Sent").first).to_be_visible()
    with ThreadPoolExecutor() as elsewhere:
        elsewhere.submit(asyncio.run, vote(room.link("audience"), "faster", 9)).result()
    expect(teacher.get_by_text(re.compile("10 votes")).first).to_be_visible()
    teacher.get_by_role("button", name=re.compile("Close", re.I)).first.click()
    expect(phone.get_by_text(re.compile("faster .*measure", re.I)).first).to_be_visible()
    expect(phone.get_by_text(re.compile("your vote did this", re.I)).first).to_be_visible()

    faster = np.median(np.diff(onsets(hear(ring, 3), ring.rate)))
    assert faster == pytest.approx(0.5 / 1.1, abs=0.01)


async def vote(link: str, option: str, people: int) -> None:
    """So many phones, each with a ticket of its own, vote once."""

    async def one() -> None:
        parts = urlsplit(link)
        async with httpx.AsyncClient(follow_redirects=True, trust_env=False, timeout=30) as browser:
            await browser.get(link)
            cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
        headers = {"Cookie": cookies}
        origin = f"{parts.scheme}://{parts.netloc}"
        address = f"ws://{parts.netloc}/ws"
        async with websockets.connect(address, additional_headers=headers, origin=origin) as socket:  # type: ignore[arg-type]
            async for frame in socket:
                state = json.loads(frame)
                for poll in state.get("polls", []):
                    await socket.send(json.dumps({"type": "vote", "poll": poll["id"], "ballot": option}))
                if state.get("votes"):
                    return

    await asyncio.wait_for(asyncio.gather(*(one() for _ in range(people))), 30)


def test_a_killed_render_worker_sounds_again_within_a_second(studio: Start) -> None:
    document = blank(60)
    for bar in range(1, 61):
        document["events"][f"e{bar}"] = {
            "kind": "note",
            "part": "p1",
            "measure": f"m{bar}",
            "onset": "0",
            "duration": "4",
            "pitch": "A4",
        }
    room = studio(encode(document))  # type: ignore[arg-type]
    teacher = room.person("teacher", "Tess")
    before = teacher.evaluate(SOURCE)
    play(teacher)
    ring = mix_of(room)
    until(lambda: level_at(hear(ring, 0.2), ring.rate, 440) > 0.2)

    def stands_by() -> bool:
        """Whether a worker has nothing to do any more: it has built what sounds, and waits."""
        workers = [psutil.Process(id) for id in room.children("antiphon.engine.worker")]
        before = [sum(worker.cpu_times()[:2]) for worker in workers]
        hear(ring, 0.4)
        return (
            sum(sum(worker.cpu_times()[:2]) == spent for worker, spent in zip(workers, before, strict=True))
            == 1
        )

    until(stands_by)
    os.kill(ring.writer, signal.SIGKILL)
    killed = time.monotonic()
    sounding = ring.written
    while ring.written < sounding + ring.rate // 10:
        assert time.monotonic() - killed < 1.0, "no sound within a second"
    assert level_at(hear(ring, 0.3), ring.rate, 440) > 0.2
    assert teacher.evaluate(SOURCE) == before
    assert decode(room.file.read_text())["events"] == document["events"]


def test_a_killed_lab_loses_and_doubles_nothing(studio: Start) -> None:
    room = studio(encode(blank()))  # type: ignore[arg-type]
    teacher, player = room.person("teacher", "Tess"), room.person("player", "Paul")
    write(teacher, "5", "c")
    until(lambda: len(notes(player)) == 1)
    write(player, "End", "5", "g")
    until(lambda: len(notes(teacher)) == 2)
    room.restart()
    for page, keys in ((teacher, ("5", "e")), (player, ("End", "5", "b"))):
        expect(page.get_by_role("listbox", name="Score")).to_be_visible(timeout=SLOW)
        write(page, *keys)
    until(lambda: len(notes(teacher)) == 4 and notes(teacher) == notes(player), 60)
    until(lambda: room.file.read_text() == teacher.evaluate(SOURCE), 30)
