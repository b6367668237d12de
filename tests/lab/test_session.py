"""The switchboard of a session, with real child processes that stand for the engine and the hub."""

import logging
import re
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from antiphon.document.codec import decode, empty, encode
from antiphon.lab import audience, engine
from antiphon.lab.history import Hand
from antiphon.lab.session import Session
from antiphon.session.ledger import Deed
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.store import Store

PRELUDE = """
import asyncio
from antiphon.session.pipe import Parent, claim_output

async def main():
    parent = await Parent.connect()
    start = await anext(parent)
"""

CONDUCTOR = """
parent.send({"type": "ready", "ring": "ring-" + start["path"]})
transport = {"type": "transport", "playing": False, "position": 0.0, "bpm": 90, "factor": 1.0,
             "rate": 1.5, "measure": 1, "duration": 16}
async for message in parent:
    match message["type"]:
        case "play":
            if message.get("position") == 13:
                raise SystemExit(3)
            transport |= {"playing": True, "position": message.get("position", 0.0)}
            parent.send(transport)
        case "stop":
            transport |= {"playing": False}
            parent.send(transport)
        case "record":
            said = {"type": "recording", "status": "on" if message["on"] else "off", "seconds": 1.5, "message": ""}
            folder = message.get("folder", "") or folder
            parent.send(said | {"folder": folder})
        case "seek":
            transport |= {"position": message["position"]}
            parent.send(transport)
        case "probe":
            ports = [each | {"signal": "note", "rate": 2, "held": 1} for each in message["ports"]]
            parent.send({"type": "probes", "at": 1.0, "ports": ports})
        case "meters":
            stem = {"part": "p1", "stem": 0}
            load = 1.0 if message.get("reset") else 0.25 if message.get("on") else 0.0
            parent.send({"type": "levels", "at": 1.0, "load": load})
            if message.get("on", True):
                why = {"name": "Flute", "node": "n1", "reason": "too loud", "message": "The sound of Flute is muted."}
                parent.send({"type": "muted", **stem, **why})
            else:
                parent.send({"type": "healed", **stem})
        case "steer":
            agreed = {"id": message["id"], "moves": message["moves"], "position": 4.0}
            parent.send({"type": "steered", **agreed, "seconds": 1.5, "measure": 2})
            if message["at"] != "section":
                parent.send({"type": "steered_now", **agreed})
"""

STREAM = """
parent.send({"type": "ready"})
ears = set()
async for message in parent:
    if message["type"] == "offer":
        ears.add(message["id"])
        parent.send({"type": "answer", "id": message["id"], "sdp": "answer to " + message["sdp"] + " on " + start["ring"]})
    else:
        ears.discard(message["id"])
    parent.send({"type": "listeners", "count": len(ears)})
"""

HUB = """
parent.send({"type": "ready", "port": 4321, "ticket": "tick|et"})
standings = {}
async for message in parent:
    match message["type"]:
        case "poll":
            # Two people, of whom each takes the last option.
            counts = {option["id"]: 0 for option in message.get("options", [])}
            winner = next(reversed(counts), None)
            standing = {"total": 2, "counts": counts | ({winner: 2} if winner else {})}
            outcome = {"winner": winner} if winner else {"median": [0.0, 1.0] if message["kind"] == "pad" else 0.8}
            standings[message["id"]] = standing | outcome
            parent.send({"type": "tally", "poll": message["id"], **standing})
        case "close_poll":
            parent.send({"type": "poll_closed", "poll": message["poll"], **standings[message["poll"]]})
        case "now" if message["playing"]:
            parent.send({"type": "offer", "id": "phone-1", "sdp": "phone"})
        case "answer":
            parent.send({"type": "problem", "message": "phone heard " + message["sdp"]})
"""

FAILING = """
await parent.fail("There is no sound device; plug one in.")
"""


LINES = {
    "parts": {"p1": '"p1": {"index": "a", "name": "Flute"}', "p2": '"p2": {"index": "b", "name": "Bass"}'},
    "measures": {"m1": '"m1": {"index": "a"}', "m2": '"m2": {"index": "b"}'},
    "sections": {
        "s2": '"s2": {"name": "Storm", "measure": "m2"}',
        "s1": '"s1": {"name": "Calm", "measure": "m1"}',
    },
}


class Room:
    """As much of a room as a session looks at."""

    def __init__(self) -> None:
        document = empty()
        document["meta"]["title"] = "Answer"
        self.ydoc = SimpleNamespace(observe=lambda callback: callback, unobserve=lambda subscription: None)
        self.text, self.meta = encode(document), document["meta"]
        self.lines = LINES
        self.parts = {"p1", "p2"}
        self.makers = {"nodes/n1": "antiphon-ada"}
        self.assignments: dict[str, tuple[str, ...]] = {}
        self.storage = {"status": "kept", "message": ""}

    def has(self, root, id):
        return root == "parts" and id in self.parts

    def assign(self, part, people):
        self.assignments = self.assignments | {part: tuple(people)}

    def who(self, root, id):
        return (Hand("antiphon-ada", "Ada", 12.5), None) if id == "n1" else (None, None)


class House:
    output = "null"
    root = Path("/lab")
    idle_seconds = 0.05
    log = logging.getLogger("test.session")

    def __init__(self, store: Store) -> None:
        self.store = store
        self.roles: dict[str, Role | None] = {}
        self.room = Room()
        self.closed: list[str] = []
        self.recorded: list[tuple[str, Deed]] = []

    def engine_start(self, path):
        return {"path": path, "output": self.output}

    def hub_start(self, path):
        return {"piece": path}

    def audience_link(self, port, ticket):
        return f"http://here:{port}/?a={ticket}", "<svg/>"

    def role_now(self, person):
        return self.roles.get(person.id, person.role)

    async def open_room(self, path):
        return self.room

    def record(self, path, person, deed):
        self.recorded.append((person.name if person else "", deed))

    def close_person(self, id):
        self.closed.append(id)


class Page:
    """One page of somebody."""

    def __init__(self, session: Session, role: Role, name: str = "") -> None:
        self.heard: list[dict[str, Any]] = []
        self.session = session
        self.person = Person(f"antiphon-{name or role}", name or role.title(), role, "a.antiphon")
        self.seat = session.enter(self.person, lambda message: self.heard.append(dict(message)), lambda: None)

    def say(self, type: str, **fields: Any) -> None:
        self.session.hear(self.seat, {"type": type, **fields})

    def of(self, type: str) -> list[dict[str, Any]]:
        return [message for message in self.heard if message["type"] == type]

    @property
    def state(self) -> dict[str, Any]:
        return self.of("state")[-1]


@pytest.fixture
def children(tmp_path, monkeypatch):
    def become(where, name: str, body: str) -> None:
        script = tmp_path / f"{name}.py"
        rest = "\nclaim_output()\nasyncio.run(main())\n"
        script.write_text(PRELUDE + textwrap.indent(body, "    ") + rest)
        monkeypatch.setattr(where, name, (sys.executable, str(script)))

    become(engine, "CONDUCTOR", CONDUCTOR)
    become(engine, "STREAM", STREAM)
    become(audience, "HUB", HUB)
    return become


@pytest.fixture
async def session(children, tmp_path):
    made = Session(House(Store(tmp_path / "session.db")), "a.antiphon")
    yield made
    await made.close()


async def test_the_first_word_is_the_whole_state(session):
    teacher, guest = Page(session, Role.TEACHER), Page(session, Role.GUEST, "Bo")
    assert teacher.heard[0]["type"] == "state"
    you = {"id": "antiphon-Bo", "name": "Bo", "role": "guest", "may": ("listen",), "made": {}}
    assert guest.state["you"] == you
    assert guest.state["storage"] == {"status": "kept", "message": ""}
    assert guest.state["assignments"] == {}
    assert guest.state["engine"] == {
        "status": "off",
        "message": "",
        "late_blocks": 0,
        "problems": [],
        "input": "off",
        "output": "null",
    }
    assert guest.state["people"] == [
        {"id": "antiphon-teacher", "name": "Teacher", "role": "teacher", "here": True},
        {"id": "antiphon-Bo", "name": "Bo", "role": "guest", "here": True},
    ]
    assert guest.state["transport"] is None
    assert (guest.state["polls"], guest.state["results"]) == ([], [])


async def test_play_starts_the_engine_and_everybody_follows(session, until):
    player, guest = Page(session, Role.PLAYER), Page(session, Role.GUEST)
    player.say("play", position=8)
    await until(lambda: guest.of("transport"))
    assert guest.of("transport")[0]["position"] == 8
    await until(lambda: guest.state["engine"]["status"] == "on" and guest.state["transport"]["playing"])
    player.say("seek", position=2.5)
    await until(lambda: any(moved["position"] == 2.5 for moved in guest.of("transport")))
    player.say("stop")
    await until(lambda: not guest.state["transport"]["playing"])


async def test_the_teacher_records_and_everybody_sees_it(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER)
    assert player.state["recording"] == {"status": "off", "folder": "", "seconds": 0.0, "message": ""}
    player.say("record", on=True, format="flac")
    assert player.of("error")[0]["message"] == "A player may not record the music; ask the teacher."
    teacher.say("record", on=True, format="mp3")
    assert teacher.of("error")[0]["message"] == "A recording is flac or wav."
    teacher.say("record", on=True, format="wav")
    await until(lambda: player.state["recording"]["status"] == "on")
    recording = player.state["recording"]
    assert re.fullmatch(r"recordings/a \d{4}-\d\d-\d\d \d\d-\d\d-\d\d", recording["folder"])
    assert recording["seconds"] == 1.5
    teacher.say("record", on=False)
    await until(lambda: player.state["recording"]["status"] == "off")
    teacher.say("record", on=True)
    await until(lambda: player.state["recording"]["status"] == "on")
    teacher.say("play", position=13)
    await until(lambda: player.state["recording"]["status"] == "failed")
    assert "what was recorded until then is in recordings/a" in player.state["recording"]["message"]


async def test_what_a_role_may_not_do_is_refused_in_words(session):
    guest, player = Page(session, Role.GUEST), Page(session, Role.PLAYER)
    guest.say("play")
    player.say("open_poll", seconds=20)
    player.say("envelope", target="tempo", minimum=0.9, maximum=1.1, step=0.1)
    player.say("reset_steering")
    assert guest.of("error")[0]["message"] == "A guest may not start the music; ask the teacher."
    assert len(player.of("error")) == 3
    session._house.roles[player.person.id] = Role.GUEST
    player.say("stop")
    assert "A guest may not stop the music" in player.of("error")[-1]["message"]
    session._house.roles[player.person.id] = None
    player.say("stop")
    assert "sent away" in player.of("error")[-1]["message"]
    assert session.engine.status == "off"


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"type": 5},
        {"type": "dance"},
        {"type": "offer", "id": 5, "sdp": "x"},
        {"type": "seek"},
        {"type": "seek", "position": "4"},
        {"type": "seek", "position": -1},
        {"type": "seek", "position": float("nan")},
        {"type": "play", "position": True},
        {"type": "open_poll"},
        {"type": "open_poll", "seconds": 1},
        {"type": "open_poll", "seconds": 1e9},
        {"type": "open_poll", "seconds": 20, "question": "?", "options": ["A"]},
        {"type": "open_poll", "seconds": 20, "question": "?", "options": [{}, None]},
        {"type": "open_poll", "seconds": 20, "question": "?", "kind": "scale"},
        {"type": "open_poll", "seconds": 20, "question": {}, "kind": []},
        {"type": "envelope", "target": "tempo", "minimum": 2, "maximum": 1, "step": 0.1},
        {"type": "envelope"},
        {"type": "withdraw"},
        {"type": "hand", "target": "tempo"},
        {"type": "hand", "target": "tempo", "value": "fast"},
        {"type": "freeze"},
        {"type": "freeze", "on": True, "target": 5},
        {"type": "veto", "target": []},
        {"type": "close_poll", "id": 5},
        {"type": "explore", "target": "tempo"},
        {"type": "explore", "target": "tempo", "seconds": 20, "bars": 0.5},
        {"type": "explore", "target": "dynamics", "seconds": 20, "bars": 2},
    ],
)
async def test_nonsense_is_answered_and_changes_nothing(session, message):
    teacher = Page(session, Role.TEACHER)
    session.hear(teacher.seat, message)
    assert len(teacher.of("error")) == 1
    assert session.engine.status == "off"
    assert session.audience.status == "off"


async def test_a_browser_hears_by_the_stream_and_hangs_up(session, until):
    guest, other = Page(session, Role.GUEST), Page(session, Role.PLAYER)
    guest.say("offer", id="e1", sdp="hello")
    await until(lambda: guest.of("answer"))
    assert guest.of("answer") == [{"type": "answer", "id": "e1", "sdp": "answer to hello on ring-a.antiphon"}]
    assert not other.of("answer")
    await until(lambda: session.engine.listeners == 1)
    session.leave(guest.seat)
    await until(lambda: session.engine.listeners == 0)


async def test_a_page_cannot_take_every_stream(session, until):
    guest = Page(session, Role.GUEST)
    for number in range(6):
        guest.say("offer", id=f"e{number}", sdp="hello")
    assert [refusal["id"] for refusal in guest.of("refused")] == ["e4", "e5"]
    guest.say("offer", id="big", sdp="x" * 100_000)
    assert guest.of("refused")[-1]["id"] == "big"


async def test_a_crash_of_the_engine_is_told_and_mended(session, until):
    teacher = Page(session, Role.TEACHER)
    teacher.say("play", position=1)
    await until(lambda: teacher.of("transport"))
    teacher.say("play", position=13)
    await until(lambda: [m for m in teacher.of("state") if "started again" in m["engine"]["message"]])
    await until(lambda: teacher.state["engine"]["status"] == "on" and teacher.state["transport"]["playing"])
    assert teacher.of("transport")[-1]["position"] == 1


async def test_an_engine_that_cannot_start_says_why_once(session, children, until, tmp_path):
    children(engine, "CONDUCTOR", FAILING)
    broken = Session(session._house, "b.antiphon")
    teacher = Page(broken, Role.TEACHER)
    teacher.say("play")
    await until(lambda: teacher.state["engine"]["status"] == "failed")
    assert teacher.state["engine"]["message"] == "There is no sound device; plug one in."
    teacher.say("offer", id="e1", sdp="x")
    await until(lambda: teacher.of("refused"))
    assert teacher.of("refused")[0]["message"] == "There is no sound device; plug one in."
    await broken.close()


async def test_the_engine_stops_when_nobody_needs_it(session, until):
    player = Page(session, Role.PLAYER)
    player.say("play")
    await until(lambda: player.of("transport"))
    session.leave(player.seat)
    await until(lambda: session.engine.status == "off")
    back = Page(session, Role.PLAYER)
    back.say("play")
    await until(lambda: back.state["engine"]["status"] == "on")


async def test_only_the_teacher_gets_the_audiences_link(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER)
    await session.open_audience()
    await until(lambda: teacher.state["audience"]["link"])
    assert teacher.state["audience"]["link"] == "http://here:4321/?a=tick|et"
    assert teacher.state["audience"]["qr"] == "<svg/>"
    await until(lambda: player.state["audience"]["status"] == "on")
    assert (player.state["audience"]["link"], player.state["audience"]["qr"]) == ("", "")


async def test_a_phone_hears_too(session, until):
    teacher = Page(session, Role.TEACHER)
    await session.open_audience()
    teacher.say("play")
    await until(lambda: "phone heard answer to phone" in teacher.state["audience"]["message"])


async def test_the_audience_is_told_of_the_document(session, until):
    told: list[dict[str, Any]] = []
    session.audience.tell = lambda message: told.append(dict(message))
    Page(session, Role.TEACHER, "Ada")
    await session.open_audience()
    await until(lambda: [m for m in told if m["type"] == "now" and m["title"] == "Answer"])
    (text,) = {m["text"] for m in told if m["type"] == "document"}
    assert decode(text)["meta"] == {"title": "Answer"}
    assert told[-1]["people"] == [{"name": "Ada", "role": "teacher"}]


async def test_who_joined_before_is_shown_as_away(session):
    session._house.store.add_person(Person("antiphon-cy", "Cy", Role.PLAYER, "a.antiphon"))
    session._house.store.add_person(Person("antiphon-x", "Xe", Role.PLAYER, "another.antiphon"))
    session._house.store.add_person(Person("antiphon-engine", "Engine", Role.ENGINE, "a.antiphon"))
    guest = Page(session, Role.GUEST, "Bo")
    away = {"id": "antiphon-cy", "name": "Cy", "role": "player", "here": False}
    assert [person for person in guest.state["people"] if not person["here"]] == [away]


async def test_the_teacher_gives_out_parts(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER, "Bo")
    session._house.store.add_person(player.person)
    session.attach(session._house.room)
    teacher.say("assign", part="p1", people=["antiphon-Bo"])
    await until(lambda: player.state["assignments"] == {"p1": ("antiphon-Bo",)})
    for part, people in (("gone", []), ("p1", ["antiphon-stranger"]), ("p1", "antiphon-Bo"), ("p1", [{}])):
        before = len(teacher.of("error"))
        teacher.say("assign", part=part, people=people)
        await until(lambda before=before: len(teacher.of("error")) > before)
    player.say("assign", part="p2", people=["antiphon-Bo"])
    await until(lambda: player.of("error"))
    assert player.of("error")[0]["message"] == "A player may not give out parts and roles; ask the teacher."
    assert session._house.room.assignments == {"p1": ("antiphon-Bo",)}


async def test_the_teacher_changes_roles_but_not_their_own(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER, "Bo")
    store = session._house.store
    store.add_person(player.person)
    store.add_person(teacher.person)
    teacher.say("role", person=player.person.id, role="guest")
    await until(lambda: store.person(player.person.id).role is Role.GUEST)
    for id, role in ((player.person.id, "engine"), (teacher.person.id, "guest"), ("antiphon-x", "guest")):
        before = len(teacher.of("error"))
        teacher.say("role", person=id, role=role)
        await until(lambda before=before: len(teacher.of("error")) > before)
    assert store.person(player.person.id).role is Role.GUEST
    assert store.person(teacher.person.id).role is Role.TEACHER


async def test_who_is_dismissed_is_forgotten_and_their_pages_close(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER, "Bo")
    session._house.store.add_person(player.person)
    teacher.say("dismiss", person=player.person.id)
    await until(lambda: session._house.closed == [player.person.id])
    assert session._house.store.is_dismissed(player.person.id)
    session.dismiss(player.person.id)
    assert "sent away" in player.of("error")[-1]["message"]


async def test_everybody_may_ask_who_wrote_something(session, until):
    guest = Page(session, Role.GUEST)
    guest.say("who", root="nodes", id="n1")
    guest.say("who", root="events", id="e1")
    await until(lambda: len(guest.of("who")) == 2)
    made = {"person": "antiphon-ada", "name": "Ada", "at": 12.5}
    assert guest.of("who") == [
        {"type": "who", "root": "nodes", "id": "n1", "made": made, "changed": None},
        {"type": "who", "root": "events", "id": "e1", "made": None, "changed": None},
    ]


async def test_a_store_that_cannot_be_written_is_told_and_survived(session, until):
    teacher = Page(session, Role.TEACHER)
    session._house.store._database.execute("pragma query_only = on")
    teacher.say("envelope", target="tempo", minimum=0.9, maximum=1.1, step=0.1)
    assert "cannot write to its disk" in teacher.of("error")[0]["message"]
    teacher.say("reset_steering")
    assert len(teacher.of("error")) == 1


PRACTISING = """
parent.send({"type": "ready", "ring": "ring"})
transport = {"type": "transport", "playing": False, "position": 0.0, "loop": None, "speed": 1, "metronome": None}
async for message in parent:
    match message["type"]:
        case "play":
            transport |= {"playing": True, "count_in": message.get("count_in")}
        case "silence":
            if transport["speed"] == 2:
                import time; time.sleep(60)
            transport |= {"playing": False}
        case "loop":
            if message.get("start") == 7:
                parent.send({"type": "notice", "of": "loop", "message": "The loop ended."})
                continue
            transport |= {"loop": {"start": message["start"], "end": message["end"]} if "start" in message else None}
        case "speed":
            transport |= {"speed": message["factor"]}
        case "metronome":
            transport |= {"metronome": {"on": message["on"], "count_in": message["count_in"]}}
        case "seek":
            raise SystemExit(3)
    parent.send(transport)
"""


@pytest.fixture
def practising(children, session):
    children(engine, "CONDUCTOR", PRACTISING)
    return session


async def test_loop_speed_and_metronome_are_heard_and_told(practising, until):
    player, guest = Page(practising, Role.PLAYER), Page(practising, Role.GUEST)
    player.say("loop", start=4, end=8.5)
    player.say("speed", factor=0.75)
    player.say("metronome", on=True, count_in=2)
    await until(lambda: guest.of("transport") and guest.of("transport")[-1]["metronome"])
    told = guest.of("transport")[-1]
    assert (told["loop"], told["speed"]) == ({"start": 4, "end": 8.5}, 0.75)
    assert told["metronome"] == {"on": True, "count_in": 2}
    player.say("loop")
    await until(lambda: guest.of("transport")[-1]["loop"] is None)
    for type in ("loop", "speed", "metronome", "panic"):
        guest.say(type, start=1, end=2, factor=1, on=True, count_in=0)
    assert len(guest.of("error")) == 4


async def test_practice_survives_a_crash_of_the_engine_and_is_not_counted_in_again(practising, until):
    player = Page(practising, Role.PLAYER)
    player.say("loop", start=4, end=8)
    player.say("speed", factor=0.5)
    player.say("metronome", on=False, count_in=1)
    player.say("play")
    await until(lambda: player.of("transport") and player.of("transport")[-1]["playing"])
    player.heard.clear()
    player.say("seek", position=1)
    await until(lambda: player.of("transport") and player.of("transport")[-1]["playing"])
    told = player.of("transport")[-1]
    assert (told["loop"], told["speed"], told["count_in"]) == ({"start": 4, "end": 8}, 0.5, 0)
    assert told["metronome"] == {"on": False, "count_in": 1}


async def test_a_loop_that_the_engine_dropped_is_not_looped_again(practising, until):
    player = Page(practising, Role.PLAYER)
    player.say("loop", start=7, end=8)
    await until(lambda: player.of("notice"))
    assert player.of("notice")[0]["message"] == "The loop ended."
    player.heard.clear()
    player.say("seek", position=1)
    player.say("speed", factor=0.5)
    await until(lambda: player.of("transport") and player.of("transport")[-1]["speed"] == 0.5)
    assert not player.of("notice")


async def test_panic_stops_the_music(practising, until):
    player = Page(practising, Role.PLAYER)
    player.say("panic")
    assert practising.engine.status == "off"
    player.say("play")
    await until(lambda: practising.engine.playing)
    player.say("panic")
    await until(lambda: not practising.engine.playing and practising.engine._alarm is None)
    assert practising.engine.status == "on"
    assert not player.of("notice")


async def test_panic_ends_an_engine_that_hangs(practising, until):
    teacher = Page(practising, Role.TEACHER)
    teacher.say("speed", factor=2)
    teacher.say("play")
    await until(lambda: practising.engine.playing)
    pid = practising.engine._conductor._child.pid
    teacher.say("panic")
    await until(lambda: teacher.of("notice"))
    assert "did not answer" in teacher.of("notice")[0]["message"]
    await until(lambda: practising.engine.status == "on" and practising.engine._conductor._child.pid != pid)
    await until(lambda: teacher.of("transport")[-1]["speed"] == 2)
    assert not practising.engine.playing
    assert teacher.of("transport")[-1]["playing"] is False


@pytest.mark.parametrize(
    "message",
    [
        {"type": "loop", "start": 4},
        {"type": "loop", "start": 4, "end": 4},
        {"type": "loop", "start": -1, "end": 4},
        {"type": "loop", "start": 0, "end": float("inf")},
        {"type": "loop", "start": True, "end": 4},
        {"type": "speed"},
        {"type": "speed", "factor": 0.2},
        {"type": "speed", "factor": 2.1},
        {"type": "speed", "factor": "1"},
        {"type": "metronome"},
        {"type": "metronome", "on": 1, "count_in": 0},
        {"type": "metronome", "on": True, "count_in": 3},
        {"type": "metronome", "on": True, "count_in": True},
    ],
)
async def test_practice_that_is_not_understood_says_what_would_be(session, message):
    teacher = Page(session, Role.TEACHER)
    session.hear(teacher.seat, message)
    (error,) = teacher.of("error")
    assert error["message"].startswith(
        ("A loop needs", "The speed is a number", "The metronome is on or off")
    )
    assert session.engine.status == "off"


async def test_levels_go_to_those_who_ask_while_they_ask(session, until):
    teacher, guest = Page(session, Role.TEACHER), Page(session, Role.GUEST)
    guest.say("meters", on=True)
    assert session.engine.status == "off"
    teacher.say("play")
    await until(lambda: guest.of("levels"))
    assert guest.of("levels")[0]["load"] == 0.25
    assert not teacher.of("levels")
    teacher.say("meters", on=True)
    guest.say("meters", on=False)
    teacher.say("meters", on=False)
    teacher.say("meters", on=True)
    await until(lambda: teacher.of("levels"))
    assert [told["load"] for told in guest.of("levels")] == [0.25]
    session.leave(teacher.seat)
    await until(lambda: not session.engine.problems)


async def test_meters_are_reset_by_who_may_play(session, until):
    player, guest = Page(session, Role.PLAYER, "ada"), Page(session, Role.GUEST)
    player.say("play")
    player.say("meters", on=True)
    await until(lambda: player.of("levels"))
    guest.say("meters", reset=True)
    assert guest.of("error")
    player.say("meters", reset=True)
    await until(lambda: len(player.of("levels")) == 2)
    assert player.of("levels")[-1]["load"] == 1.0


async def test_what_flows_through_a_cable_is_told_to_who_looks_into_it(session, until):
    player, guest = Page(session, Role.PLAYER, "ada"), Page(session, Role.GUEST)
    one, two = {"node": "n1", "output": "low"}, {"node": "n2"}
    player.say("probe", ports=[one])
    assert session.engine.status == "off"
    player.say("play")
    await until(lambda: player.of("probes"))
    assert player.of("probes")[0]["ports"] == [one | {"signal": "note", "rate": 2, "held": 1}]
    guest.say("probe", ports=[two, two])
    await until(lambda: guest.of("probes"))
    assert [port["node"] for port in guest.of("probes")[-1]["ports"]] == ["n2"]
    assert {port["node"] for port in player.of("probes")[-1]["ports"]} == {"n1"}
    player.say("probe", ports=[])
    guest.say("probe", ports=[one])
    await until(lambda: guest.of("probes")[-1]["ports"][0]["node"] == "n1")
    assert {port["node"] for told in player.of("probes") for port in told["ports"]} == {"n1"}


@pytest.mark.parametrize(
    "ports", [None, 3, [3], [{"node": 1}], [{"node": "a" * 101}], [{}], [{"node": "a", "output": None}]]
)
async def test_ports_that_are_not_understood_are_refused(session, ports):
    page = Page(session, Role.TEACHER)
    page.say("probe", ports=ports)
    assert "list of ports" in page.of("error")[0]["message"]


async def test_a_page_looks_into_eight_cables_and_all_into_sixteen(session):
    pages = [Page(session, Role.PLAYER, name) for name in ("ada", "bo", "cy")]
    for number, page in enumerate(pages):
        page.say("probe", ports=[{"node": f"n{number}{each}"} for each in range(9)])
        assert "8 cables at once" in page.of("error")[0]["message"]
        page.say("probe", ports=[{"node": f"n{number}{each}"} for each in range(8)])
    assert [len(page.of("error")) for page in pages] == [1, 1, 2]
    assert "16 cables" in pages[2].of("error")[1]["message"]
    session.leave(pages[0].seat)
    pages[2].say("probe", ports=[{"node": "m"}])
    assert len(pages[2].of("error")) == 2


async def test_a_muted_stem_is_in_the_state_until_it_sounds_and_its_maker_is_told(session, until):
    session.attach(session._house.room)
    teacher, maker, other = (
        Page(session, Role.TEACHER),
        Page(session, Role.PLAYER, "ada"),
        Page(session, Role.PLAYER, "bo"),
    )
    teacher.say("meters", on=True)
    teacher.say("play")
    await until(lambda: other.state["engine"]["problems"])
    assert other.state["engine"]["problems"] == [
        {
            "part": "p1",
            "stem": 0,
            "name": "Flute",
            "node": "n1",
            "reason": "too loud",
            "message": "The sound of Flute is muted.",
        }
    ]
    for page, told in ((teacher, 1), (maker, 1), (other, 0)):
        assert [error["message"] for error in page.of("error")] == ["The sound of Flute is muted."] * told
    teacher.say("meters", on=False)
    await until(lambda: not other.state["engine"]["problems"])
