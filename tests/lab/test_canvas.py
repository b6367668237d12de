"""The audience's canvas: real phones at the real hub, a real lab, and the teacher's page beside them."""

import asyncio
import contextlib
import json
import re
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
import websockets
from line import Line, teachers

from antiphon.document.codec import empty, encode
from antiphon.document.proposal import decode_operations

NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1/2", "pitch": "C5"}
REGION = {"kind": "notes", "part": "p1", "from": "m1", "until": "m2", "mode": "direct", "quota": 0}


def song() -> str:
    document = empty()
    document["meta"] = {"title": "Canvas"}
    document["parts"] = {"p1": {"index": "a", "name": "Flute"}, "p2": {"index": "b", "name": "Oboe"}}
    document["measures"] = {f"m{number}": {"index": f"a{number}"} for number in range(1, 5)}
    document["events"] = {
        # A step of this canvas is a sixteenth: of these two, the first is too long for it.
        "long": NOTE | {"duration": "1"},
        "short": NOTE | {"onset": "3", "duration": "1/4", "pitch": "D5", "lyric1": "la"},
        "later": NOTE | {"measure": "m3"},
    }
    document["nodes"] = {
        "low": {"kind": "filter.lowpass", "name": "Low-pass", "p_cutoff": 1000.0},
    }
    return encode(document)


class Artist(Line):
    """The teacher's line to the session."""

    def __init__(self, lab, path):
        super().__init__(**teachers(lab, path))
        self.errors: list[str] = []
        self.state: dict = {}

    async def until(self, test):
        async with asyncio.timeout(60):
            while not (self.state and test(self.state)):
                message = await self.hear()
                if message["type"] == "state":
                    self.state = message
                elif message["type"] == "error":
                    self.errors.append(message["message"])
        return self.state

    async def error(self):
        self.errors.clear()
        async with asyncio.timeout(60):
            while not self.errors:
                message = await self.hear()
                if message["type"] == "error":
                    self.errors.append(message["message"])
        return self.errors[0]


class Phone:
    """A phone that came by the audience's link."""

    def __init__(self, link):
        self.link = link
        self.seen: dict = {}
        self.sorry: list[dict] = []

    async def __aenter__(self):
        host = f"127.0.0.1:{urlsplit(self.link).port}"
        address = f"http://{host}/?{urlsplit(self.link).query}"
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            answer = await client.get(address)
        self._cookie = answer.headers["set-cookie"].split(";")[0]
        await self.come_back()
        return self

    async def come_back(self):
        """Connect, as who was there before."""
        host = f"127.0.0.1:{urlsplit(self.link).port}"
        self.socket = await websockets.connect(
            f"ws://{host}/ws",
            additional_headers={"Cookie": self._cookie},
            origin=f"http://{host}",
            proxy=None,
        )

    async def __aexit__(self, *_):
        await self.socket.close()

    async def until(self, test):
        async with asyncio.timeout(30):
            while not test():
                frame = json.loads(await self.socket.recv())
                self.seen |= frame
                if "sorry" in frame:
                    self.sorry.append(frame)

    async def open(self, line):
        id = line.state["canvas"]["id"]
        await self.until(lambda: (self.seen.get("canvas") or {}).get("id") == id and self.seen["canvas_now"])

    async def say(self, type, **fields):
        message = {"type": type, "canvas": self.seen["canvas"]["id"], **fields}
        await self.socket.send(json.dumps(message))

    async def paint(self, step, label, on=True):
        await self.say("paint", cell=[step, self.seen["canvas"]["rows"].index(label)], on=on)

    def shows(self, key, step, label):
        row = self.seen["canvas"]["rows"].index(label)
        whole = self.seen if key == "held" else self.seen["canvas_now"]
        text = self.seen["canvas"]["held"] if key == "held" else whole[key]
        return bool(int(text[4 * step : 4 * step + 4] or "0", 16) >> row & 1)

    async def sees(self, step, label, on=True, key="cells"):
        await self.until(lambda: self.shows(key, step, label) == on)

    async def refused(self, number=1):
        await self.until(lambda: len(self.sorry) >= number)
        said = self.sorry[number - 1]
        return said["sorry"].format(**said.get("values", {}))


@pytest.fixture
async def studio(lab, pages, new_page, request):
    """A piece of the test's own, with the teacher in it."""
    name = f"canvas-{re.sub('[^a-z0-9]+', '-', request.node.name.lower())[:40]}.antiphon"
    lab.write(song(), name)
    page = new_page(lab, path=name)
    pages.append(page)
    await page.join()
    async with Artist(lab, name) as line:
        await line.until(lambda state: True)
        yield lab, page, line


@pytest.fixture
def opened(studio):
    """Opens a canvas; the teacher's page and line, and the audience's link."""
    _, page, line = studio

    async def open(**terms):
        await line.say("open_canvas", **REGION | terms)
        await line.until(lambda state: state["canvas"])
        return page, line, line.state["audience"]["link"]

    return open


def notes(page, measure=("m1", "m2")):
    events = page.document.to_document()["events"].values()
    return {
        (event["measure"], event["onset"], event["pitch"]) for event in events if event["measure"] in measure
    }


THERE = {("m1", "0", "C5"), ("m1", "3", "D5")}


async def test_what_one_phone_paints_the_other_and_the_lab_have(opened, until):
    page, line, link = await opened()
    async with Phone(link) as ada, Phone(link) as ben:
        await ada.open(line)
        await ben.open(line)
        canvas = ada.seen["canvas"]
        assert (canvas["part"], canvas["steps"], canvas["length"]) == ("Flute", 32, 0.25)
        assert ben.shows("cells", 12, "D5")
        assert ben.shows("held", 3, "C5")
        assert not ben.shows("cells", 3, "C5")
        await ada.paint(17, "E5")
        await ben.sees(17, "E5")
        assert ben.shows("theirs", 17, "E5")
        await ada.until(
            lambda: ada.seen["canvas_own"] and int(ada.seen["canvas_own"]["mine"][68:72] or "0", 16)
        )
        assert not int((ben.seen["canvas_own"] or {"mine": "0"})["mine"] or "0", 16)
        await until(lambda: ("m2", "1/4", "E5") in notes(page))
        await ben.paint(17, "E5", on=False)
        await ada.sees(17, "E5", on=False)
        await until(lambda: notes(page) == THERE)


async def test_history_and_ledger_know_who(studio, opened, until):
    lab, page, line = studio
    _, _, link = await opened()
    async with Phone(link) as ada:
        await ada.open(line)
        await ada.paint(2, "E5")
        await until(lambda: ("m1", "1/2", "E5") in notes(page))
    async with lab.client() as client:
        history = (await client.get("/antiphon/history", params={"path": page.path})).json()
    [who] = [person for person in history["people"] if person.startswith("audience-")]
    assert history["people"][who] == "The audience"
    await line.until(lambda state: state["canvas"]["authors"])
    assert line.state["canvas"]["authors"] == [
        {"person": who.removeprefix("audience-"), "name": "Phone 1", "edits": 1}
    ]
    assert any(version["kind"] == "before" for version in history["versions"])


async def test_all_that_one_ticket_did_is_taken_back_and_nothing_else(opened, until):
    page, line, link = await opened()
    async with Phone(link) as ada, Phone(link) as ben:
        await ada.open(line)
        await ben.open(line)
        await ada.paint(12, "D5", on=False)
        await ada.paint(4, "E5")
        await ada.paint(5, "E5")
        await ben.sees(5, "E5")
        await ben.sees(12, "D5", on=False)
        await ben.paint(6, "E5")
        await ben.paint(5, "E5", on=False)
        await ada.sees(6, "E5")
        await ada.sees(5, "E5", on=False)
        await line.until(lambda state: len(state["canvas"]["authors"]) == 2)
        ada_is = next(each for each in line.state["canvas"]["authors"] if each["name"] == "Phone 1")
        await line.say("undo_ticket", person=ada_is["person"])
        await ben.sees(4, "E5", on=False)
        await until(lambda: notes(page) == THERE | {("m1", "3/2", "E5")})
        assert page.document.to_document()["events"]["short"]["lyric1"] == "la"
        await line.say("wipe_canvas")
        await ben.sees(6, "E5", on=False)
        await until(lambda: notes(page) == THERE)


async def test_a_phone_takes_back_its_own(opened, until):
    page, line, link = await opened()
    async with Phone(link) as ada:
        await ada.open(line)
        for step in range(16, 20):
            await ada.paint(step, "G5")
        await ada.sees(19, "G5")
        await ada.say("undo_mine")
        await ada.sees(19, "G5", on=False)
        await until(lambda: notes(page) == THERE)


async def test_nothing_gets_in_outside_the_canvas(opened, until):
    page, line, link = await opened()
    async with Phone(link) as mallory, Phone(link) as ada:
        await mallory.open(line)
        before = page.document.to_document()
        outside = (
            {"cell": [32, 0], "on": True},
            {"cell": [-1, 0], "on": True},
            {"cell": [0, 99], "on": True},
            {"cell": [0, 0], "on": "yes"},
            {"cell": [0, 0], "on": True, "canvas": "canvas-000000"},
            {"cell": {"events": "x"}, "on": True},
        )
        for number, each in enumerate(outside, 1):
            await mallory.say("paint", **each)
            assert await mallory.refused(number)
        await mallory.say("turn", knob=0, value=0.5)
        assert await mallory.refused(7) == "That is not on the canvas."
        # What is there already and too long for a cell is not theirs to take away.
        await mallory.paint(0, "C5", on=False)
        assert await mallory.refused(8) == "What is there cannot be changed here."
        await ada.open(line)
        await ada.paint(16, "E5")
        await until(lambda: ("m2", "0", "E5") in notes(page))
        after = page.document.to_document()
        assert {id: after["events"][id] for id in before["events"]} == before["events"]
        assert len(after["events"]) == len(before["events"]) + 1


async def test_a_flood_is_refused(opened):
    page, line, link = await opened()
    async with Phone(link) as mallory:
        await mallory.open(line)
        for step in range(30):
            await mallory.paint(step, "G5")
        assert await mallory.refused() == "That was very fast; wait a moment."
        assert len(notes(page)) <= len(THERE) + 26


async def test_a_person_holds_as_many_places_as_the_quota_says(opened):
    _, line, link = await opened(quota=2)
    async with Phone(link) as ada:
        await ada.open(line)
        await ada.paint(4, "E5")
        await ada.paint(5, "E5")
        await ada.until(lambda: ada.seen["canvas_own"] and ada.seen["canvas_own"]["left"] == 0)
        await ada.paint(6, "E5")
        assert (await ada.refused()).startswith("You have changed 2 places")
        await ada.paint(5, "E5", on=False)
        await ada.until(lambda: ada.seen["canvas_own"]["left"] == 1)
        await ada.paint(6, "E5")
        await ada.sees(6, "E5")


async def test_what_the_artist_writes_shows_and_is_not_taken_back(opened, until):
    page, line, link = await opened()
    async with Phone(link) as ada:
        await ada.open(line)
        page.document.put("events", "artists", NOTE | {"measure": "m2", "duration": "1/4", "pitch": "G5"})
        await ada.sees(16, "G5")
        assert not ada.shows("theirs", 16, "G5")
        await ada.paint(20, "E5")
        await until(lambda: ("m2", "1", "E5") in notes(page))
        events = page.document.to_document()["events"]
        [painted] = [id for id, event in events.items() if event["pitch"] == "E5"]
        page.document.change("events", painted, {"pitch": "F5"})
        await ada.sees(20, "F5")
        await ada.sees(20, "E5", on=False)
        await ada.say("undo_mine")
        await ada.paint(21, "E5")
        await ada.sees(21, "E5")
        assert ada.shows("cells", 20, "F5")
        # The id of the note that was moved is not taken from it.
        await ada.paint(20, "E5")
        await ada.sees(20, "E5")
        assert ada.shows("cells", 20, "F5")


async def test_a_lock_stops_them_with_its_reason(studio, opened, pages, new_page, until):
    lab, page, line = studio
    _, _, link = await opened()
    witness = new_page(lab, path=page.path)
    pages.append(witness)
    await witness.join()
    async with Phone(link) as ada:
        await ada.open(line)
        page.document.put("locks", "m2", {"kind": "measure", "reason": "this bar is done"})
        await until(lambda: witness.document.to_document()["locks"])
        await ada.paint(20, "E5")
        assert await ada.refused() == "Measure 2 is locked by the teacher: this bar is done."
        await ada.paint(4, "E5")
        await ada.sees(4, "E5")
        assert not ada.shows("cells", 20, "E5")


async def test_what_is_reviewed_waits_for_the_artist(opened, until):
    page, line, link = await opened(mode="reviewed", name="Bridge")
    async with Phone(link) as ada, Phone(link) as ben:
        await ada.open(line)
        await ben.open(line)
        await ada.paint(4, "E5")
        await ben.paint(12, "D5", on=False)
        await ben.sees(4, "E5", key="asked")
        await ben.sees(12, "D5", key="asked")
        assert not ben.shows("cells", 4, "E5")
        await line.until(lambda state: state["canvas"]["waiting"] == 2)

        def proposal():
            proposals = page.document.to_document()["proposals"]
            return next(
                ((id, each) for id, each in proposals.items() if len(decode_operations(each["patch"])) == 2),
                None,
            )

        await until(proposal)
        id, entry = proposal()
        assert (entry["title"], entry["source"]) == ("The audience: Bridge", "audience")
        assert notes(page) == THERE
        with page.ydoc.transaction():
            for operation in decode_operations(entry["patch"]):
                if operation.op == "put":
                    page.document.put(operation.root, operation.id, operation.fields)
                else:
                    page.document.remove(operation.root, operation.id)
            page.document.change("proposals", id, {"status": "accepted"})
        await ben.sees(4, "E5")
        await ben.sees(4, "E5", on=False, key="asked")
        await line.until(lambda state: state["canvas"]["waiting"] == 0)
        # What comes then is another proposal.
        await ada.paint(7, "E5")
        await until(lambda: len(page.document.to_document()["proposals"]) == 2)
        await ada.say("undo_mine")
        await until(lambda: len(page.document.to_document()["proposals"]) == 1)


async def test_a_rejected_proposal_is_asked_for_no_more(opened, until):
    page, line, link = await opened(mode="reviewed")
    async with Phone(link) as ada:
        await ada.open(line)
        await ada.paint(4, "E5")
        await until(lambda: page.document.to_document()["proposals"])
        [id] = page.document.to_document()["proposals"]
        page.document.change("proposals", id, {"status": "rejected", "reason": "not here"})
        await ada.sees(4, "E5", key="asked")
        await ada.until(lambda: ada.seen["canvas_now"]["asked"] == "")
        assert notes(page) == THERE


async def test_knobs_are_turned_within_their_range(opened, until):
    page, line, link = await opened(kind="knobs", knobs=[{"node": "low", "parameter": "cutoff"}])
    async with Phone(link) as ada, Phone(link) as ben:
        await ada.open(line)
        await ben.open(line)
        [knob] = ada.seen["canvas"]["knobs"]
        assert (knob["of"], knob["unit"]) == ("Low-pass", "Hz")
        assert ada.seen["canvas"]["words"]["de"][knob["name"]] == "Grenzfrequenz"
        await ada.say("turn", knob=0, value=1.0)
        await ben.until(lambda: ben.seen["canvas_now"]["cells"] == "ff")
        await until(lambda: page.document.to_document()["nodes"]["low"]["p_cutoff"] == knob["maximum"])
        assert ben.seen["canvas_now"]["theirs"] == "1"
        await ada.say("turn", knob=0, value=1.5)
        assert await ada.refused() == "That is not on the canvas."
        await line.say("wipe_canvas")
        await until(lambda: page.document.to_document()["nodes"]["low"]["p_cutoff"] == 1000.0)


async def test_closing_closes_at_once(opened):
    page, line, link = await opened()
    async with Phone(link) as ada:
        await ada.open(line)
        stale = ada.seen["canvas"]["id"]
        await line.say("close_canvas")
        await ada.until(lambda: ada.seen["canvas"] is None)
        await ada.socket.send(json.dumps({"type": "paint", "canvas": stale, "cell": [4, 4], "on": True}))
        assert await ada.refused() == "This canvas is not open any more."
        await line.until(lambda state: state["canvas"] is None)
        assert notes(page) == THERE


async def test_measures_that_change_close_it(opened):
    page, line, link = await opened()
    async with Phone(link) as ada:
        await ada.open(line)
        page.document.change("measures", "m2", {"meter": "3/4"})
        await ada.until(lambda: ada.seen["canvas"] is None)
        await line.until(lambda state: state["canvas"] is None)


async def test_a_hub_that_begins_anew_shows_it_again(opened, studio):
    lab, _, _ = studio
    _, line, link = await opened()
    async with Phone(link) as ada:
        await ada.open(line)
        await ada.paint(4, "E5")
        await ada.sees(4, "E5")
        port = urlsplit(link).port
        for child in psutil.Process(lab.process.pid).children(recursive=True):
            # An errand of the lab's may have ended meanwhile.
            with contextlib.suppress(psutil.NoSuchProcess):
                if any(each.laddr.port == port for each in child.net_connections("tcp") if each.laddr):
                    child.kill()
    await line.until(lambda state: state["audience"]["status"] != "on")
    await line.until(lambda state: state["audience"]["status"] == "on")
    async with Phone(line.state["audience"]["link"]) as ben:
        await ben.open(line)
        assert ben.shows("cells", 4, "E5")
        assert ben.shows("theirs", 4, "E5")


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"part": "p9"}, "The canvas needs a part, and measures from one to another that are in the piece."),
        ({"quota": -1}, "A quota is a whole number of places, or 0 for any number."),
        (
            {"kind": "paint"},
            "A canvas is of notes, with a part and its measures, or of knobs, with their nodes.",
        ),
        ({"kind": "knobs", "knobs": []}, "A canvas has 1 to 12 knobs, each once."),
        (
            {"kind": "knobs", "knobs": [{"node": "low", "parameter": "nonsense"}]},
            "The canvas needs knobs of nodes that are in the graph.",
        ),
    ],
)
async def test_what_cannot_be_opened_is_said(studio, terms, sentence):
    _, _, line = studio
    await line.say("open_canvas", **REGION | terms)
    assert await line.error() == sentence
    await line.say("wipe_canvas")
    assert await line.error() == "No canvas is open."
