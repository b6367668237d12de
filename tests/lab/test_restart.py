"""A lab that is killed and started again, and a hub that is: the audience and the artist go on where they were."""

import asyncio
import contextlib
import json

import httpx
import psutil
import pytest
import websockets

from antiphon.document.proposal import decode_operations
from antiphon.session.store import Store
from tests.lab.test_canvas import REGION, THERE, Artist, Phone, notes, song

PATH = "kept.antiphon"

pytestmark = pytest.mark.timeout(180)


class House:
    """A lab that is killed, with the artist in it and phones that come back by the link they had."""

    def __init__(self, lab, new_page, stack):
        self.lab, self._new_page, self._stack = lab, new_page, stack
        self.link = ""

    async def enter(self):
        """The artist opens the piece."""
        self.page = self._new_page(self.lab, path=PATH)
        self._stack.push_async_callback(self.page.leave)
        await self.page.join()
        self.line = await self._stack.enter_async_context(Artist(self.lab, PATH))
        await self.line.until(lambda state: True)

    async def open(self, **terms):
        await self.line.say("open_canvas", **REGION | terms)
        await self.line.until(lambda state: state["canvas"] and state["audience"]["link"])
        self.link = self.line.state["audience"]["link"]

    async def phone(self):
        """A phone that comes, or comes back, as soon as it is let in."""
        async with asyncio.timeout(60):
            while True:
                with contextlib.suppress(OSError, httpx.HTTPError, websockets.WebSocketException):
                    phone = await Phone(self.link).__aenter__()
                    self._stack.push_async_callback(phone.__aexit__)
                    return phone
                await asyncio.sleep(0.05)

    async def back(self, phone):
        """The same phone again, on a connection of its own."""
        async with asyncio.timeout(60):
            while True:
                with contextlib.suppress(OSError, websockets.WebSocketException):
                    await phone.come_back()
                    break
                await asyncio.sleep(0.05)
        phone.seen.clear()
        return phone

    async def kept(self, until, places):
        """Wait until what was done at so many places is in the store."""
        (path,) = (self.lab.home / "data").glob("antiphon/*/session.db")
        store = Store(path)
        try:
            await until(lambda: len(store.remembered(PATH, "canvas places")) == places)
        finally:
            store.close()

    async def restart(self):
        self.lab.kill()
        await asyncio.to_thread(self.lab.start)
        await self.enter()

    def hub(self):
        (hub,) = [
            child
            for child in psutil.Process(self.lab.process.pid).children()
            if "antiphon.apps.hub" in child.cmdline()
        ]
        return hub


@pytest.fixture
async def house(own_lab, new_page):
    own_lab.write(song(), PATH)
    own_lab.start()
    async with contextlib.AsyncExitStack() as stack:
        made = House(own_lab, new_page, stack)
        await made.enter()
        yield made


async def test_a_canvas_outlives_the_lab(house, until):
    await house.open(quota=2)
    ada, ben = await house.phone(), await house.phone()
    await ada.open(house.line)
    await ben.open(house.line)
    await ada.paint(4, "E5")
    await ada.paint(12, "D5", on=False)
    await ben.sees(12, "D5", on=False)
    await ben.sees(4, "E5")
    await ben.paint(4, "E5", on=False)
    await ada.sees(4, "E5", on=False)
    await ben.paint(5, "E5")
    await ada.sees(5, "E5")
    id, rows = ada.seen["canvas"]["id"], ada.seen["canvas"]["rows"]
    await house.kept(until, 3)
    await house.restart()
    await house.line.until(lambda state: state["canvas"] and state["audience"]["status"] == "on")
    assert house.line.state["audience"]["link"].split("?")[0] == house.link.split("?")[0]
    assert house.line.state["canvas"]["id"] == id
    assert [each["name"] for each in house.line.state["canvas"]["authors"]] == ["Phone 1", "Phone 2"]
    await house.back(ada)
    await house.back(ben)
    await ben.open(house.line)
    await ada.open(house.line)
    assert ben.seen["canvas"]["rows"] == rows
    assert ben.shows("theirs", 5, "E5")
    # Each holds as many places as before; who has two of two may have no third.
    await ben.paint(6, "E5")
    assert (await ben.refused()).startswith("You have changed 2 places")
    await ben.say("undo_mine")
    await ada.sees(4, "E5")
    await ada.sees(5, "E5", on=False)
    await house.line.say("wipe_canvas")
    await ada.sees(4, "E5", on=False)
    await until(lambda: notes(house.page) == THERE)
    assert house.page.document.to_document()["events"]["short"]["lyric1"] == "la"
    await house.line.say("close_canvas")
    await house.line.until(lambda state: state["canvas"] is None)
    await house.restart()
    assert house.line.state["canvas"] is None


async def test_what_waits_for_the_artist_outlives_the_lab(house, until):
    def proposals():
        return house.page.document.to_document()["proposals"]

    await house.open(mode="reviewed")
    ada = await house.phone()
    await ada.open(house.line)
    await ada.paint(4, "E5")
    await until(proposals)
    [id] = proposals()
    await house.kept(until, 1)
    await house.restart()
    await house.line.until(lambda state: state["canvas"] and state["canvas"]["waiting"] == 1)
    await house.back(ada)
    await ada.open(house.line)
    await ada.paint(6, "E5")
    await until(lambda: len(decode_operations(proposals()[id]["patch"])) == 2)
    assert [*proposals()] == [id]


async def test_a_canvas_whose_measures_were_changed_meanwhile_is_closed(house, until):
    await house.open()
    ada = await house.phone()
    await ada.open(house.line)
    await ada.paint(4, "E5")
    await house.kept(until, 1)
    await house.page.leave()
    house.lab.stop()
    file = house.lab.root / PATH
    file.write_text(file.read_text().replace('"m2": {"index"', '"m2": {"duration": "3", "index"'))
    await asyncio.to_thread(house.lab.start)
    async with Artist(house.lab, PATH) as line:
        async with asyncio.timeout(60):
            while (message := await line.hear())["type"] != "notice":
                pass
        closed = "The audience’s canvas was closed, as its measures or its part have changed."
        assert message["message"] == closed
        await line.until(lambda state: state["canvas"] is None)


async def test_a_hub_that_is_killed_comes_back_with_everything(house, until):
    await house.open()
    ada = await house.phone()
    await ada.open(house.line)
    await ada.paint(4, "E5")
    await ada.sees(4, "E5")
    await house.line.say("open_poll", seconds=90)
    await ada.until(lambda: ada.seen["polls"])
    first = ada.seen["polls"][0]["id"]
    await ada.say("vote", poll=first, ballot="faster")
    await ada.until(lambda: first in ada.seen["votes"])
    await house.line.say("close_poll")
    await ada.until(lambda: not ada.seen["polls"][0]["open"] and ada.seen.get("steering"))
    await house.line.say("open_poll", seconds=90)
    await ada.until(lambda: len(ada.seen["polls"]) == 2)
    second = ada.seen["polls"][0]["id"]
    await ada.say("vote", poll=second, ballot="slower")
    await ada.until(lambda: second in ada.seen["votes"])
    await house.line.until(lambda state: state["polls"] and state["polls"][0]["total"] == 1)
    before = dict(ada.seen)
    house.hub().kill()
    await house.back(ada)
    await ada.until(lambda: len(ada.seen.get("polls") or ()) == 2 and ada.seen.get("steering"))
    await ada.open(house.line)
    assert [(each["id"], each["open"]) for each in ada.seen["polls"]] == [(second, True), (first, False)]
    assert ada.seen["polls"][1]["counts"] == before["polls"][1]["counts"]
    await ada.until(lambda: ada.seen["votes"].keys() == {first, second})
    assert ada.seen["steering"]["tempo"]["value"] == before["steering"]["tempo"]["value"]
    assert ada.seen["steering"]["tempo"]["poll"] == first
    assert ada.seen["canvas"] == before["canvas"]
    assert ada.shows("theirs", 4, "E5")
    await ada.paint(5, "E5")
    await ada.sees(5, "E5")
    await house.line.say("close_poll")
    await ada.until(lambda: not ada.seen["polls"][0]["open"])
    assert ada.seen["polls"][0]["winner"] == "slower"


async def test_votes_and_what_they_made_outlive_the_lab(house, until):
    await house.open()
    ada = await house.phone()
    await ada.open(house.line)
    await house.line.say("hand", target="node/low/cutoff", value=500)
    await house.line.say("freeze", target="dynamics", on=True)
    await house.line.say("open_poll", seconds=90)
    await ada.until(lambda: ada.seen["polls"])
    poll = ada.seen["polls"][0]["id"]
    await ada.socket.send(json.dumps({"type": "vote", "poll": poll, "ballot": "faster"}))
    await ada.until(lambda: poll in ada.seen["votes"])
    await house.restart()
    await house.line.until(lambda state: state["polls"] and state["polls"][0]["total"] == 1)
    await house.back(ada)
    await ada.until(lambda: poll in (ada.seen.get("votes") or {}))
    await house.line.say("close_poll")
    await house.line.until(lambda state: state["results"])
    assert house.line.state["results"][0]["effect"] == "Tempo: × 1.1"
    await house.restart()

    def steered(state):
        return {each["target"]: each["value"] for each in state["steering"]["targets"]}

    await house.line.until(lambda state: "node/low/cutoff" in steered(state))
    assert steered(house.line.state) == {"tempo": 1.1, "node/low/cutoff": 500.0}
    # Nothing was said of it but that, and it plays so.
    await house.line.say("play")
    await house.line.until(lambda state: (state["transport"] or {}).get("playing"))
    await house.line.until(lambda state: steered(state)["tempo"] == 1.1)
    assert house.line.state["transport"]["factor"] == 1.1
