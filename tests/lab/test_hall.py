"""What the audience does beside voting, from a phone's socket to the pages of the lab: real lab, real hub, real store."""

import asyncio
import json
import re
import sqlite3
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
import websockets
from line import Line

from antiphon.lab.hall import Hall
from antiphon.lab.seat import Refused
from antiphon.session.store import Store

PIECE = "piece.antiphon"
ATTACK = "<script>alert(1)</script> http://evil.example \u202ex"
SEEN = "<script>alert(1)</script> http://evil.example x"


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "store.sqlite", clock=lambda: 7.0)
    yield opened
    opened.close()


@pytest.fixture
def told():
    return []


@pytest.fixture
def hall(store, told):
    return Hall(store, PIECE, told.append, lambda: 12.0)


def asks(hall, id="q1", text="Why?"):
    assert hall.hear({"type": "question", "id": id, "person": "ada", "text": text})


def test_a_question_waits_for_the_artist_and_outlives_the_lab(hall, store, told):
    asks(hall)
    asks(hall, "q2", "How?")
    asks(hall, "q2", "How?")
    listed = [
        {"id": "q2", "text": "How?", "at": 7.0, "shown": False},
        {"id": "q1", "text": "Why?", "at": 7.0, "shown": False},
    ]
    assert hall.state(teacher=True)["questions"] == listed
    assert hall.state(teacher=False)["questions"] == []
    assert told == []
    again = Hall(store, PIECE, told.append, lambda: None)
    assert again.state(teacher=True)["questions"] == listed
    again.obey({"type": "show_question", "id": "q1"})
    assert told == [{"type": "show_question", "question": {"id": "q1", "text": "Why?"}}]
    shown = [{"id": "q1", "text": "Why?", "at": 7.0, "shown": True}]
    assert again.state(teacher=False)["questions"] == shown
    told.clear()
    once_more = Hall(store, PIECE, told.append, lambda: None)
    assert once_more.state(teacher=False)["questions"] == shown
    assert told == [{"type": "show_question", "question": {"id": "q1", "text": "Why?"}}]
    again.obey({"type": "answer_question", "id": "q1"})
    assert told[-1] == {"type": "show_question", "question": None}
    assert [each["id"] for each in again.state(teacher=True)["questions"]] == ["q2"]
    with pytest.raises(Refused, match="not there any more"):
        again.obey({"type": "show_question", "id": "q1"})
    assert store.questions(PIECE) == [("q2", "How?", 7.0)]
    assert store.questions("another") == []


def test_a_page_is_told_of_the_newest_questions_and_the_one_on_the_stage(hall):
    for number in range(150):
        asks(hall, f"q{number}", str(number))
    hall.obey({"type": "show_question", "id": "q3"})
    listed = hall.state(teacher=True)["questions"]
    assert [each["text"] for each in listed] == [*map(str, range(149, 49, -1)), "3"]


def test_a_question_that_the_disk_does_not_take_is_there_all_the_same(hall, store):
    store._database.execute("pragma query_only = on")
    with pytest.raises(sqlite3.Error):
        asks(hall)
    assert [each["text"] for each in hall.state(teacher=True)["questions"]] == ["Why?"]


def test_reactions_are_recorded_by_their_place_without_anybodys_name(hall, store):
    for new in ({"applause": 3}, {}, {"applause": 2, "heart": 1}):
        hall.hear({"type": "reactions", "applause": 1.5, "total": 99, "new": new})
    assert hall.state(teacher=False)["reactions"] == {
        "applause": 1.5,
        "total": 6,
        "totals": {"applause": 5, "heart": 1},
    }
    assert store.reactions(PIECE) == []
    hall.lost()
    assert store.reactions(PIECE) == [{"at": 7.0, "position": 12.0, "counts": {"applause": 5, "heart": 1}}]
    assert hall.state(teacher=False)["reactions"] == {"total": 6, "totals": {"applause": 5, "heart": 1}}


@pytest.mark.parametrize(
    "message", [{"type": "allow", "questions": "yes"}, {"type": "allow", "gestures": "dance"}]
)
def test_what_is_not_understood_changes_nothing(hall, told, message):
    before = hall.state(teacher=True)
    with pytest.raises(ValueError, match=r"allowed|asked"):
        hall.obey(message)
    assert not hall.obey({"type": "show_question", "id": 7})
    assert hall.state(teacher=True) == before
    assert told == []


class Listener(Line):
    """A page of the lab, or a phone: a socket, and the newest that it was told."""

    def __init__(self, address, **options):
        super().__init__(address, **options)
        self.state = {}

    async def until(self, test):
        async with asyncio.timeout(60):
            while not (self.state and test(self.state)):
                message = await self.hear()
                assert message.get("type") != "error", message
                if message.get("type", "state") == "state":
                    self.state |= message
        return self.state


def page(lab, token=None):
    headers = {"Authorization": f"token {token or lab.token}"}
    return Listener(f"ws://127.0.0.1:{lab.port}/antiphon/session?path={PIECE}", additional_headers=headers)


async def phone(link):
    parts = urlsplit(link)
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False, timeout=60) as browser:
        await browser.get(link)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    return Listener(
        f"ws://{parts.netloc}/ws",
        additional_headers={"Cookie": cookies},
        origin=f"{parts.scheme}://{parts.netloc}",
    )


def hub_of(lab):
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return next(child for child in children if "antiphon.apps.hub" in child.cmdline())


async def test_from_a_phone_to_the_artist_and_back_over_crashes(own_lab):
    own_lab.write()
    own_lab.start()
    async with own_lab.client() as client:
        answer = await client.post("/antiphon/invites", json={"role": "audience", "path": PIECE})
    link = answer.json()["link"]
    player_token = await own_lab.ticket("player", "Ben")
    async with page(own_lab) as teacher, page(own_lab, player_token) as player, await phone(link) as ada:
        await teacher.say("allow", questions=True)
        await ada.until(lambda seen: seen["asked"]["questions"])
        await ada.say("ask", text=ATTACK)
        await ada.say("react", counts={"applause": 5})
        await teacher.until(lambda seen: seen["questions"] and seen["reactions"].get("applause"))
        (question,) = teacher.state["questions"]
        assert (question["text"], question["shown"]) == (SEEN, False)
        await player.until(lambda seen: seen["allowed"]["questions"])
        assert player.state["questions"] == []
        await teacher.say("show_question", id=question["id"])
        await ada.until(lambda seen: seen["question"])
        assert ada.state["question"] == {"id": question["id"], "text": SEEN}
        await player.until(lambda seen: seen["questions"])

        # The hub dies; its successor is told again.
        hub_of(own_lab).kill()
        with pytest.raises(websockets.ConnectionClosed):
            await ada.until(lambda seen: seen.get("never"))
        await teacher.until(lambda seen: seen["audience"]["status"] == "starting")
        await teacher.until(lambda seen: seen["audience"]["status"] == "on")
        async with await phone(teacher.state["audience"]["link"]) as again:
            await again.until(lambda seen: "votes" in seen and seen["question"])
            assert again.state["asked"]["questions"] is True
            assert again.state["question"]["text"] == SEEN

    # So does the lab: the question is there, and on the stage.
    own_lab.kill()
    own_lab.start()
    async with page(own_lab) as teacher:
        await teacher.until(lambda seen: True)
        assert [(each["text"], each["shown"]) for each in teacher.state["questions"]] == [(SEEN, True)]
        await teacher.say("answer_question", id=question["id"])
        await teacher.until(lambda seen: not seen["questions"])


async def test_only_the_teacher_says_what_the_audience_may_do(lab):
    name = "hall-rights.antiphon"
    lab.write(name=name)
    token = await lab.ticket("player", "Ben", name)
    address = f"ws://127.0.0.1:{lab.port}/antiphon/session?path={name}"
    async with websockets.connect(
        address, additional_headers={"Authorization": f"token {token}"}, proxy=None
    ) as socket:
        for message in ({"type": "allow", "questions": True}, {"type": "show_question", "id": None}):
            await socket.send(json.dumps(message))
            async with asyncio.timeout(20):
                while (answer := json.loads(await socket.recv()))["type"] != "error":
                    pass
            assert re.search(r"\bteacher|may\b|not\b", answer["message"])
