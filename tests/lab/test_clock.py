"""The clock over loopback, where the truth is known: one machine has one monotonic clock, so the offset is 0."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
import websockets

from antiphon.session.clock import KEPT, Clock, Exchange

PATH = "clock.antiphon"


class Asker:
    """A client of the session's socket that asks for the time."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def answer(self, **question: Any) -> tuple[dict[str, Any], float]:
        await self.socket.send(json.dumps({"type": "clock", **question}))
        while True:
            word = json.loads(await self.socket.recv())
            came = time.monotonic()
            if word["type"] in ("clock", "error"):
                return word, came

    async def exchange(self) -> Exchange:
        word, came = await self.answer(t0=time.monotonic())
        return Exchange.of(word["t0"], word["t1"], word["t2"], came)


@pytest.fixture
async def asker(lab: Any) -> AsyncIterator[Asker]:
    lab.write(name=PATH)
    url = f"ws://127.0.0.1:{lab.port}/antiphon/session?path={quote(PATH)}"
    headers = {"Authorization": f"token {lab.token}"}
    async with websockets.connect(url, additional_headers=headers, proxy=None) as socket:
        yield Asker(socket)


async def errors(asker: Asker, count: int) -> list[float]:
    """The error (seconds) of a clock after each of so many exchanges, 50 a second, once it has its first eight."""
    clock, found = Clock(), []
    for number in range(KEPT + count):
        clock.add(await asker.exchange())
        if number >= KEPT:
            found.append(abs(clock.offset(time.monotonic())))
        await asyncio.sleep(0.02)
    return found


async def test_the_time_is_told_at_once_to_everybody(lab: Any, asker: Asker) -> None:
    before = time.monotonic()
    word, came = await asker.answer(t0=before)
    assert word["t0"] == before
    assert before <= word["t1"] <= word["t2"] <= came
    word, _ = await asker.answer(t0="noon")
    assert word == {
        "type": "error",
        "message": "A question for the time needs t0, the time of who asks, in seconds.",
    }
    word, _ = await asker.answer()
    assert word["type"] == "error"


async def test_the_error_is_two_milliseconds_at_most(asker: Asker) -> None:
    assert np.percentile(await errors(asker, 150), 95) <= 0.002


async def test_so_it_is_while_fifty_edits_a_second_come_in(
    lab: Any, asker: Asker, new_page: Any, pages: Any
) -> None:
    page = new_page(lab, path=PATH)
    pages.append(page)
    await page.join()

    async def edit() -> None:
        for number in range(100_000):
            page.add(f"p{number % 8}", f"Part {number}")
            await asyncio.sleep(0.02)

    editing = asyncio.ensure_future(edit())
    try:
        found = await errors(asker, 150)
    finally:
        editing.cancel()
    assert len(page.parts) == 8
    assert np.percentile(found, 95) <= 0.002
