"""What people of each lower role try on a real server, past the page: nothing changes, others go on, it is logged."""

import asyncio
import json
import secrets
import sqlite3
import time
from urllib.parse import quote

import httpx
import pytest
import websockets
from pycrdt import (
    Array,
    Awareness,
    Decoder,
    Doc,
    Encoder,
    Map,
    create_awareness_message,
    create_update_message,
)

from antiphon.document.codec import empty, encode
from antiphon.document.schema import ROOTS
from antiphon.session.people import mint_id
from antiphon.session.role import Role
from antiphon.session.ticket import Ticket, mint_ticket_id, sign

NOTE = {"kind": "note", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}
SAVE = b"\x02\x04save\x01"
ROLES = ("player", "guest", "engine")


def piece():
    document = empty()
    document["measures"] = {"m1": {"index": "1"}, "m2": {"index": "2"}}
    document["parts"] = {part: {"index": part[0], "name": part.title()} for part in ("alto", "bass", "cello")}
    document["events"] = {f"{part}1": {**NOTE, "part": part} for part in document["parts"]}
    document["events"]["alto2"] = {**NOTE, "part": "alto", "measure": "m2"}
    document["nodes"] = {"n1": {"kind": "osc.saw"}}
    document["locks"] = {"cello": {"kind": "part"}, "m2": {"kind": "measure"}, "n1": {"kind": "node"}}
    document["annotations"] = {"a1": {"target": "m1", "text": "Mine"}}
    return document


def ticket(lab, role, path, *, person=None, expires=None, secret=None):
    """A ticket as the server makes them, or nearly."""
    if secret is None:
        (file,) = lab.home.rglob("secret")
        secret = file.read_bytes()
    person = person or mint_id()
    when = time.time() + 1000 if expires is None else expires
    return sign(secret, Ticket(mint_ticket_id(), person, Role(role), role.title(), path, when))


class Stage:
    """A piece with a teacher who watches, and a part that is assigned to somebody else than who attacks."""

    def __init__(self, lab, new_page, until, path):
        self.lab, self.new_page, self.until, self.path = lab, new_page, until, path
        self.file = lab.write(encode(piece()), name=path)
        self.pages = []
        self.logged = lab.log.stat().st_size

    async def join(self, token=None, **options):
        page = self.new_page(self.lab, token, path=self.path, **options)
        self.pages.append(page)
        await page.join()
        return page

    async def begin(self):
        self.teacher = await self.join()
        await self.lab.ticket("guest", path=self.path)
        ben = mint_id()
        async with self.lab.client(ticket(self.lab, "player", self.path, person=ben)) as client:
            (await client.get("/api/me")).raise_for_status()
        assign = {"type": "assign", "part": "bass", "people": [ben]}
        await self.say(assign, so=lambda said: said["assignments"] == {"bass": [ben]})
        self.before = self.content()

    async def attacker(self, role):
        return await self.join(ticket(self.lab, role, self.path))

    async def say(self, message, token=None, answer="state", so=lambda said: True):
        """Say something on the session's socket, and wait for the answer of which `so` holds."""
        page = self.new_page(self.lab, token, path=self.path)
        async with websockets.connect(
            f"ws://127.0.0.1:{self.lab.port}/antiphon/session?path={quote(self.path)}",
            additional_headers=page.headers,
            proxy=None,
        ) as socket:
            await socket.recv()
            await socket.send(json.dumps(message))
            async with asyncio.timeout(20):
                while True:
                    said = json.loads(await socket.recv())
                    if said["type"] == answer and so(said):
                        return said

    def content(self):
        return {**self.teacher.document.raw(), "state": None}

    def updates(self):
        (database,) = self.lab.home.rglob("history.db")
        with sqlite3.connect(database) as history:
            return [
                person
                for (person,) in history.execute(
                    "select person from updates where room = ?", (self.teacher.session["fileId"],)
                )
            ]

    def log(self):
        with self.lab.log.open("rb") as log:
            log.seek(self.logged)
            return log.read().decode()

    async def nothing_changed(self, word="Refused"):
        """Nothing of it is in the document, its history or its file; others go on; the log has it."""
        await self.until(lambda: word in self.log())
        assert self.content() == self.before
        witness = await self.join()
        assert {**witness.document.raw(), "state": None} == self.before
        witness.document.put("annotations", "after", {"target": "m1", "text": "We go on"})
        await self.until(lambda: "after" in self.content()["annotations"])
        await self.teacher.socket.send(SAVE)
        await self.until(lambda: "We go on" in self.file.read_text())
        document = json.loads(self.file.read_text())
        del document["annotations"]["after"]
        assert encode(document) == encode(piece())
        assert not [person for person in self.updates() if person.startswith("antiphon-")]


@pytest.fixture
async def stage(lab, new_page, until, pages):
    made = Stage(lab, new_page, until, f"attack-{secrets.token_hex(4)}.antiphon")
    await made.begin()
    yield made
    pages.extend(made.pages)


def roots(page):
    return {root: page.ydoc.get(root, type=Map) for root in ROOTS}


def set_field(root, id, **fields):
    def attack(page):
        with page.ydoc.transaction():
            for name, value in fields.items():
                roots(page)[root][id][name] = value

    return attack


def put(root, id, **fields):
    def attack(page):
        roots(page)[root][id] = Map(fields)

    return attack


def remove(root, id):
    def attack(page):
        del roots(page)[root][id]

    return attack


def set_meta(page):
    roots(page)["meta"]["title"] = "Mine now"


def unknown_root(page):
    page.ydoc.get("authors", type=Map)["alto1"] = "me"


def sequence(page):
    page.ydoc.get("list", type=Array).append("x")


def nested(page):
    roots(page)["nodes"]["n2"] = Map({"kind": "osc.saw", "inner": Map({"a": 1})})


def state(page):
    page.document._ystate["dirty"] = False


EDITS = {
    "another's note": set_field("events", "bass1", pitch="D4"),
    "another's note taken over": set_field("events", "bass1", part="alto"),
    "a note for another": put("events", "e9", **NOTE, part="bass"),
    "another's note deleted": remove("events", "bass1"),
    "another's note replaced": put("events", "bass1", **NOTE, part="alto"),
    "a locked part": set_field("events", "cello1", pitch="D4"),
    "a locked measure": set_field("events", "alto2", pitch="D4"),
    "a note put into a locked measure": set_field("events", "alto1", measure="m2"),
    "a locked node": set_field("nodes", "n1", x=1),
    "a cable to a locked node": put("edges", "c1", source="n1", target="n1"),
    "another's strip": put("mix", "bass", gain=-60),
    "the frame": set_meta,
    "a lock": put("locks", "alto", kind="part"),
    "an unlocking": remove("locks", "cello"),
    "a lock turned into another": set_field("locks", "cello", kind="node"),
    "another's words": set_field("annotations", "a1", text="I never said"),
    "a forged author": put("annotations", "a2", target="m1", text="x", author="teacher"),
    "an assignment": set_field("parts", "alto", people="me"),
    "a value that is none": put("events", "e9", **{**NOTE, "pitch": "H9"}, part="alto"),
    "a field that is none": set_field("events", "alto1", colour="red"),
    "an unknown root": unknown_root,
    "a sequence": sequence,
    "a nested type": nested,
    "the server's state": state,
}


READERS_TRY = ("another's note", "a forged author", "an unknown root", "the server's state")


@pytest.mark.parametrize(
    ("edit", "role"),
    [(edit, "player") for edit in EDITS] + [(edit, role) for edit in READERS_TRY for role in ROLES[1:]],
)
async def test_an_edit(stage, role, edit):
    attacker = await stage.attacker(role)
    EDITS[edit](attacker)
    code, reason = await attacker.closed()
    told = json.loads(reason)
    assert (code, told["reason"], told["reloadable"]) == (1003, "forbidden", True)
    assert told["errorReason"]
    await stage.nothing_changed()


def first_struct(client, clock=0, count=1):
    """An update that adds a comment as some client."""
    encoder = Encoder()
    for number in (1, count, client, clock):
        encoder.write_var_uint(number)
    return encoder.to_bytes() + b"\x28\x01\x04meta\x05title\x01\x77\x01x" + b"\x00"


UPDATES = {
    "the server's client id": lambda stage, page: first_struct(0, 100_000),
    "another's client id": lambda stage, page: first_struct(stage.teacher.ydoc.client_id, 1),
    "a clock gap": lambda stage, page: first_struct(4711, 5),
    "more structs than there are": lambda stage, page: first_struct(4711, 0, 2**40),
    "a giant": lambda stage, page: b"\x00" * (5 * 1024 * 1024),
    "no update": lambda stage, page: b"\xff" * 100,
    "an update that ends early": lambda stage, page: page.ydoc.get_update()[:-3],
    "deletes of what is not there": lambda stage, page: b"\x00\x01\x37\x01\x00\x05",
    "deletes of all there is": lambda stage, page: b"\x00\x01\x00\x01\x00\x05",
    "clients without end": lambda stage, page: b"\xff\xff\xff\xff\x0f",
}


@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize("attack", UPDATES)
async def test_an_update(stage, attack, step):
    page = await stage.attacker("player")
    stage.teacher.document._ystate["document_id"] = stage.teacher.room
    await stage.teacher.sent()
    message = bytearray(create_update_message(UPDATES[attack](stage, page)))
    message[1] = step
    await page.socket.send(bytes(message))
    code, _ = await page.closed()
    assert code == 1003
    await stage.nothing_changed()


@pytest.mark.parametrize(
    "message",
    [
        b"\x00",
        b"\x00\x07\x00",
        b"\x00\x00\x05\xff\xff\xff\xff\x0f",
        b"\x00\x02\x05\x00",
        b"\x01\xff\xff\xff",
        b"\x02\x04save",
        b"\x02\x04evil\x01",
        b"\x02" + b"\x08" + b'{"a":1}}',
        b"\x63hello",
    ],
)
async def test_a_message_that_is_none(stage, message):
    page = await stage.attacker("player")
    await page.socket.send(message)
    await stage.nothing_changed()


async def test_a_guest_has_nothing_to_save(stage):
    page = await stage.attacker("guest")
    await page.socket.send(b"\x02\x04save\x05")
    await stage.until(lambda: page.replies)
    assert page.replies == [{"type": "save", "responseTo": 5, "status": "skipped"}]
    await stage.nothing_changed()


async def test_what_is_kept_is_said(stage):
    page = await stage.attacker("player")
    page.document.put("nodes", "mine", {"kind": "osc.saw"})
    await page.sent()
    word = json.dumps({"type": "keep", "id": 3}).encode()
    await page.socket.send(bytes([2, len(word)]) + word)
    await stage.until(lambda: page.replies)
    assert page.replies == [{"type": "kept", "id": 3}]
    assert [person for person in stage.updates() if person.startswith("antiphon-")]


def awareness_message(states):
    encoder = Encoder()
    encoder.write_var_uint(len(states))
    for client, clock, state_ in states:
        encoder.write_var_uint(client)
        encoder.write_var_uint(clock)
        encoder.write_var_string(state_ if isinstance(state_, str) else json.dumps(state_))
    return create_awareness_message(encoder.to_bytes())


class Watcher:
    """Sees the awareness of a room."""

    def __init__(self, lab, token, room):
        self.awareness = Awareness(Doc())
        self.address = f"ws://127.0.0.1:{lab.port}/api/collaboration/room/{room}"
        self.headers = {"Authorization": f"token {token}"}

    async def __aenter__(self):
        self.socket = await websockets.connect(self.address, additional_headers=self.headers, proxy=None)
        self.reading = asyncio.ensure_future(self.read())
        return self

    async def read(self):
        async for message in self.socket:
            if message[0] == 1:
                decoder = Decoder(message[1:])
                self.awareness.apply_awareness_update(decoder.read_message(), self)

    async def say(self, *states):
        await self.socket.send(awareness_message(states))

    def state(self, client):
        return self.awareness.states.get(client)

    async def __aexit__(self, *error):
        self.reading.cancel()
        await self.socket.close()


@pytest.mark.parametrize("place", ["piece", "everybody"])
async def test_awareness(lab, stage, place):
    ada, ben = [ticket(lab, "player", stage.path) for _ in range(2)]
    page = await stage.attacker("player")
    room = "JupyterLab:globalAwareness"
    if place == "piece":
        room = f"{page.room}?sessionId={page.session['sessionId']}"
    async with (
        Watcher(lab, stage.teacher.token, room) as teacher,
        Watcher(lab, ada, room) as one,
        Watcher(lab, ben, room) as two,
    ):
        await one.say((11, 1, {"user": {"name": "Teacher", "username": "x"}, "cursor": 5}))
        await stage.until(lambda: teacher.state(11))
        said = teacher.state(11)
        assert (said["user"]["name"], said["cursor"]) == ("Player", 5)
        assert set(said["user"]) == {"username", "name", "display_name", "initials", "avatar_url", "color"}
        await two.say((12, 1, {"user": {}}), (11, 9, {"user": {}, "cursor": 6}), (11, 10, None))
        await stage.until(lambda: teacher.state(12))
        assert teacher.state(11) == said
        for state_ in ("[1]", '{"a": NaN}', "{" * 5000, '{"a":' * 3000):
            await two.say((12, 2, state_))
        await two.say((12, 2, {"blob": "x" * 20_000}))
        await two.say((13, 1, {"user": {}}), (12, 3, {"cursor": 7}))
        await stage.until(lambda: (teacher.state(12) or {}).get("cursor") == 7)
        assert teacher.state(13) is None
        assert teacher.state(11) == said
        if place == "piece":
            async with Watcher(lab, ben, room) as late:
                await stage.until(lambda: late.state(11))
                assert late.state(11) == said
        await one.say((11, 2, None))
        await stage.until(lambda: teacher.state(11) is None)
    await stage.nothing_changed()


async def test_nobody_writes_in_the_room_of_everybody(lab, stage):
    sneaky = Doc()
    sneaky.get("chat", type=Map)["x"] = 1
    async with Watcher(lab, ticket(lab, "guest", stage.path), "JupyterLab:globalAwareness") as one:
        await one.socket.send(create_update_message(sneaky.get_update()))
        await stage.nothing_changed()


def altered(text):
    return text[:-1] + ("0" if text[-1] != "0" else "1")


TICKETS = {
    "expired": lambda lab, path: ticket(lab, "player", path, expires=time.time() - 1),
    "altered": lambda lab, path: altered(ticket(lab, "player", path)),
    "of another server": lambda lab, path: ticket(lab, "teacher", path, secret=b"x" * 32),
    "of nobody": lambda lab, path: "2|1:0|10:0|15:antiphon-ticket|4:abcd|" + "0" * 64,
}


@pytest.mark.parametrize("kind", TICKETS)
async def test_a_ticket(lab, stage, kind):
    bad = TICKETS[kind](lab, stage.path)
    with pytest.raises(httpx.HTTPStatusError):
        await stage.join(bad)
    with pytest.raises(websockets.InvalidStatus):
        await websockets.connect(
            f"ws://127.0.0.1:{lab.port}/api/collaboration/room/{stage.teacher.room}",
            additional_headers={"Authorization": f"token {bad}"},
            proxy=None,
        )
    async with httpx.AsyncClient(base_url=lab.url, trust_env=False) as browser:
        answer = await browser.get("/antiphon/join", params={"ticket": bad})
        assert "username" not in "".join(browser.cookies.keys())
        assert answer.status_code in (200, 400, 403)
    await stage.nothing_changed("403")


@pytest.mark.parametrize("role", ROLES)
async def test_another_piece(lab, stage, role):
    lab.write(name="others.antiphon")
    other = await lab.ticket("player", path="others.antiphon")
    with pytest.raises((httpx.HTTPStatusError, websockets.InvalidStatus)):
        await stage.join(other)
    with pytest.raises(websockets.InvalidStatus):
        await websockets.connect(
            f"ws://127.0.0.1:{lab.port}/api/collaboration/room/{stage.teacher.room}"
            f"?sessionId={stage.teacher.session['sessionId']}",
            additional_headers={"Authorization": f"token {ticket(lab, role, 'others.antiphon')}"},
            proxy=None,
        )
    await stage.nothing_changed("403")


ROUTES = [
    ("PUT", "/api/contents/{path}", {"type": "file", "format": "text", "content": "x"}),
    ("PATCH", "/api/contents/{path}", {"path": "elsewhere.antiphon"}),
    ("DELETE", "/api/contents/{path}", None),
    ("POST", "/api/contents/", {"copy_from": "{path}"}),
    ("POST", "/api/contents/{path}/checkpoints/checkpoint", {}),
    ("DELETE", "/api/contents/{path}/checkpoints/checkpoint", None),
    ("PUT", "/api/collaboration/fork/{room}", {}),
    ("DELETE", "/api/collaboration/fork/{room}?merge=true", None),
    ("GET", "/api/collaboration/timeline/{path}?type=antiphon&format=text", None),
    ("PUT", "/api/collaboration/undo_redo/{room}?action=undo&steps=1&forkRoom={room}", None),
    ("POST", "/api/kernels", {}),
    ("POST", "/api/sessions", {"path": "x", "type": "console", "name": "", "kernel": {"name": "python3"}}),
    ("POST", "/api/terminals", {}),
    ("GET", "/nbconvert/html/{path}", None),
    ("GET", "/files/{path}", None),
    ("GET", "/files/../secret", None),
    ("GET", "/static/..%2f..%2f..%2fsecret", None),
    ("GET", "/static/antiphon/..%2f..%2fhistory.db", None),
    ("GET", "/lab/extensions/antiphon/..%2f..%2f..%2fsecret", None),
    ("GET", "/voila/render/{path}", None),
    ("POST", "/antiphon/invites", {"role": "teacher", "name": "Me", "path": "{path}"}),
    ("DELETE", "/antiphon/ledger/people?path={path}&person=antiphon-x", None),
    ("POST", "/api/shutdown", {}),
]


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
async def test_the_stock_routes(lab, stage, role):
    token = None if role == "nobody" else ticket(lab, role, stage.path)
    names = {"path": stage.path, "room": stage.teacher.room}
    async with lab.client(token) as client:
        for method, route, body in ROUTES:
            answer = await client.request(method, route.format(**names), json=body)
            assert answer.status_code in (302, 400, 403, 404, 405), (method, route, answer.status_code)
            assert encode(piece()) not in answer.text
            if answer.status_code == 302:
                assert "login" in answer.headers["location"]
    assert not (lab.root / "elsewhere.antiphon").exists()
    assert len(list(lab.root.glob(stage.path.replace(".antiphon", "*")))) == 1
    await stage.nothing_changed("403")


@pytest.mark.parametrize("role", ["player", "guest"])
@pytest.mark.parametrize(
    "message",
    [
        {"type": "assign", "part": "bass", "people": []},
        {"type": "role", "person": "antiphon-x", "role": "teacher"},
        {"type": "dismiss", "person": "antiphon-x"},
        {"type": "open_poll", "seconds": 10},
        {"type": "reset_poll"},
        {"type": "drop_poll"},
        {"type": "envelope", "target": "tempo", "minimum": 0.5, "maximum": 2, "step": 0.1},
        {"type": "withdraw", "target": "tempo"},
        {"type": "hand", "target": "tempo", "value": 2},
        {"type": "freeze", "on": True},
        {"type": "veto"},
        {"type": "undo_steering"},
        {"type": "reset_steering"},
        {"type": "explore", "target": "tempo", "seconds": 10, "bars": 1},
        {"type": "steerable"},
    ],
    ids=lambda message: message["type"],
)
async def test_the_session_s_socket(lab, stage, role, message):
    token = ticket(lab, role, stage.path)
    said = await stage.say(message, token, answer="error")
    assert said["message"]
    state_ = await stage.say({"type": "who", "root": "events", "id": "alto1"}, answer="who")
    assert state_["id"] == "alto1"
    assert stage.content() == stage.before


async def test_who_is_sent_away_goes_at_once(lab, stage):
    person = mint_id()
    page = await stage.join(ticket(lab, "player", stage.path, person=person))
    await stage.say({"type": "dismiss", "person": person})
    code, _ = await page.closed()
    assert code == 1003
    page.document.put("annotations", "late", {"target": "m1", "text": "x"})
    with pytest.raises(Exception, match="403"):
        await page.connect()
    assert stage.content() == stage.before


async def test_a_role_counts_at_once(lab, stage):
    person = mint_id()
    page = await stage.join(ticket(lab, "player", stage.path, person=person))
    page.document.put("annotations", "early", {"target": "m1", "text": "x"})
    await stage.until(lambda: "early" in stage.content()["annotations"])
    await stage.say({"type": "role", "person": person, "role": "guest"})
    page.document.put("annotations", "late", {"target": "m1", "text": "x"})
    code, reason = await page.closed()
    assert (code, json.loads(reason)["reason"]) == (1003, "forbidden")
    assert "late" not in stage.content()["annotations"]
