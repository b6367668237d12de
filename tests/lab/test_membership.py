"""Members of a piece on a real server: whose parts, which role, who made what, and who is sent away, at once."""

import asyncio
import contextlib
import json
import resource

import pytest
import websockets

from antiphon.document.codec import encode
from antiphon.document.protocol import say
from antiphon.document.ydoc import YAntiphon

NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


class Line:
    """A page's session socket."""

    def __init__(self, lab, token: str, path: str) -> None:
        self.lab, self.token, self.path = lab, token, path
        self.heard: list[dict] = []
        self.closed = asyncio.Event()

    async def open(self) -> "Line":
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.lab.port}/antiphon/session?path={self.path}",
            additional_headers={"Authorization": f"token {self.token}"},
            proxy=None,
        )
        self._reader = asyncio.ensure_future(self._read())
        return self

    async def _read(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in self.socket:
                self.heard.append(json.loads(text))
        self.closed.set()

    async def say(self, type: str, **fields) -> None:
        await self.socket.send(json.dumps({"type": type, **fields}))

    def of(self, type: str) -> list[dict]:
        return [message for message in self.heard if message["type"] == type]

    @property
    def state(self) -> dict:
        states = self.of("state")
        return states[-1] if states else {"people": [], "assignments": {}, "storage": {}, "you": {"made": {}}}


@pytest.fixture
async def line_of():
    lines: list[Line] = []

    async def open(lab, token, path) -> Line:
        line = await Line(lab, token, path).open()
        lines.append(line)
        return line

    yield open
    for line in lines:
        await line.socket.close()


@pytest.fixture
def page_of(pages, new_page):
    async def join(lab, token, path):
        page = new_page(lab, token, path=path)
        pages.append(page)
        await page.join()
        return page

    return join


def piece() -> str:
    document = YAntiphon()
    document.put("parts", "p1", {"index": "a", "name": "Flute"})
    document.put("measures", "m1", {"index": "a"})
    return encode(document.to_document())


async def test_a_part_is_given_out_and_counts_at_once(lab, page_of, line_of, until):
    path = "given.antiphon"
    lab.write(piece(), name=path)
    ada, bo = await lab.ticket("player", "Ada", path), await lab.ticket("player", "Bo", path)
    teacher = await line_of(lab, lab.token, path)
    one, two = await page_of(lab, ada, path), await page_of(lab, bo, path)
    two.document.put("events", "free", NOTE)
    await until(lambda: "free" in one.document.to_document()["events"])
    await until(lambda: len(teacher.state["people"]) >= 3)
    ids = {person["name"]: person["id"] for person in teacher.state["people"]}
    await teacher.say("assign", part="p1", people=[ids["Ada"]])
    await until(lambda: teacher.state["assignments"] == {"p1": [ids["Ada"]]})
    two.document.put("events", "refused", NOTE)
    code, reason = await two.closed()
    assert (code, json.loads(reason)["reason"]) == (1003, "forbidden")
    one.document.put("events", "taken", NOTE)
    third = await page_of(lab, lab.token, path)
    await until(lambda: set(third.document.to_document()["events"]) == {"free", "taken"})


async def test_a_new_part_is_the_players_who_made_it(lab, page_of, line_of, until):
    path = "new.antiphon"
    lab.write(piece(), name=path)
    ticket = await lab.ticket("player", "Ada", path)
    line = await line_of(lab, ticket, path)
    page = await page_of(lab, ticket, path)
    page.document.put("parts", "p2", {"index": "b", "name": "Oboe"})
    page.document.put("nodes", "n1", {"kind": "osc.saw", "x": 0, "y": 0})
    await until(lambda: "p2" in line.state["assignments"])
    me = line.state["you"]["id"]
    assert line.state["assignments"] == {"p2": [me]}
    await until(lambda: line.state["you"]["made"] == {"nodes/n1": me})
    await line.say("who", root="parts", id="p2")
    await line.say("who", root="parts", id="p1")
    await until(lambda: len(line.of("who")) == 2)
    made, old = line.of("who")
    assert (made["made"]["person"], made["made"]["name"]) == (me, "Ada")
    assert made["changed"] == made["made"]
    assert (old["made"], old["changed"]) == (None, None)


async def test_everybody_is_told_who_wrote_what(lab, page_of, line_of, until):
    path = "authors.antiphon"
    lab.write(piece(), name=path)
    ada, bo = await lab.ticket("player", "Ada", path), await lab.ticket("player", "Bo", path)
    one, two = await page_of(lab, ada, path), await page_of(lab, bo, path)
    for page, ids in ((one, ("a1", "a2", "gone")), (two, ("b1",))):
        for id in ids:
            page.document.put("events", id, NOTE)
    await until(lambda: {"a1", "a2", "gone", "b1"} <= set(two.document.to_document()["events"]))
    one.document.remove("events", "gone")
    await until(lambda: "gone" not in two.document.to_document()["events"])
    guest = await line_of(lab, await lab.ticket("guest", "Cy", path), path)

    async def ask(**asked):
        before = len(guest.of("authors"))
        await guest.say("authors", root="events", **asked)
        await until(lambda: len(guest.of("authors")) > before)
        answer = guest.of("authors")[-1]
        return answer["all"], {of["name"]: sorted(of["ids"]) for of in answer["people"]}

    assert await ask() == (True, {"Ada": ["a1", "a2"], "Bo": ["b1"]})
    assert await ask(ids=["b1", "a2", "gone", "never"]) == (False, {"Ada": ["a2"], "Bo": ["b1"]})
    for ids in ("a1", [1], ["x"] * 2001):
        await guest.say("authors", root="events", ids=ids)
    await until(lambda: len(guest.of("error")) == 3)
    assert "at most 2000 ids" in guest.of("error")[0]["message"]


async def test_what_the_servers_own_token_writes_is_the_teachers(lab, page_of, line_of, until):
    path = "notebook.antiphon"
    lab.write(piece(), name=path)
    line = await line_of(lab, lab.token, path)
    for pitch in ("C4", "D4"):
        page = await page_of(lab, lab.token, path)
        page.document.put("events", "n1", NOTE | {"pitch": pitch})
        await until(lambda page=page: page.document.to_document()["events"])
    await until(lambda: line.state["people"])
    await line.say("who", root="events", id="n1")
    await until(lambda: line.of("who"))
    (who,) = line.of("who")
    assert who["made"]["person"] == who["changed"]["person"] == line.state["you"]["id"]
    assert who["changed"]["name"] == "Teacher"


async def test_a_changed_role_counts_at_once(lab, page_of, line_of, until):
    path = "roles.antiphon"
    lab.write(piece(), name=path)
    ticket = await lab.ticket("guest", "Ada", path)
    teacher, line = await line_of(lab, lab.token, path), await line_of(lab, ticket, path)
    await until(lambda: line.of("state"))
    me = line.state["you"]["id"]
    page = await page_of(lab, ticket, path)
    await teacher.say("role", person=me, role="player")
    await until(lambda: line.state["you"]["role"] == "player")
    page.document.put("events", "e1", NOTE)
    other = await page_of(lab, lab.token, path)
    await until(lambda: "e1" in other.document.to_document()["events"])
    await teacher.say("role", person=me, role="guest")
    await until(lambda: line.state["you"]["role"] == "guest")
    page.document.put("events", "e2", NOTE)
    assert (await page.closed())[0] == 1003
    assert "e2" not in other.document.to_document()["events"]


async def test_who_is_sent_away_is_out_and_stays_out(lab, page_of, line_of, until):
    path = "away.antiphon"
    lab.write(piece(), name=path)
    ticket = await lab.ticket("player", "Ada", path)
    teacher, line = await line_of(lab, lab.token, path), await line_of(lab, ticket, path)
    page = await page_of(lab, ticket, path)
    await until(lambda: line.of("state"))
    me = line.state["you"]["id"]
    await teacher.say("dismiss", person=me)
    assert (await page.closed())[0] == 1003
    await asyncio.wait_for(line.closed.wait(), 20)
    assert "sent away" in line.of("error")[-1]["message"]
    await until(lambda: me not in [person["id"] for person in teacher.state["people"]])
    async with lab.client(ticket) as client:
        answer = await client.get("/api/me")
    assert answer.status_code == 403, "the invitation was theirs by name"


async def test_while_the_disk_fails_everybody_is_told_and_nothing_is_lost(own_lab, page_of, line_of, until):
    path = "piece.antiphon"
    file = own_lab.write(piece())
    own_lab.start()
    line = await line_of(own_lab, await own_lab.ticket("guest", "Ada"), path)
    page, other = await page_of(own_lab, own_lab.token, path), await page_of(own_lab, own_lab.token, path)
    page.document.put("events", "before", NOTE)
    await until(lambda: "before" in file.read_text())
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(own_lab.process.pid, resource.RLIMIT_FSIZE, (0, unlimited))
    page.document.put("events", "meanwhile", NOTE)
    await until(lambda: "meanwhile" in other.document.to_document()["events"])
    await until(lambda: line.state["storage"].get("status") == "failing")
    assert "cannot write to its disk" in line.state["storage"]["message"]
    await page.socket.send(say({"type": "keep", "id": 7}))
    await until(lambda: page.replies)
    assert page.replies[0]["type"] == "unkept"
    assert "meanwhile" not in file.read_text()
    resource.prlimit(own_lab.process.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    await until(lambda: line.state["storage"] == {"status": "kept", "message": ""})
    own_lab.kill()
    own_lab.start()
    again = await page_of(own_lab, own_lab.token, path)
    assert {"before", "meanwhile"} <= set(again.document.to_document()["events"])
    await until(lambda: "meanwhile" in file.read_text())
