"""The hub, in its process: who gets in, what is counted, and how it ends."""

import asyncio
import gzip
import logging
import os
import signal
import socket
import sqlite3
import subprocess
import sys

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from antiphon.apps.admission import invite
from antiphon.apps.hub import _bind
from antiphon.session.pipe import Child, ChildFailed, encode
from antiphon.session.share import find

SECRET, PIECE = "a secret of the test", "pieces/test.antiphon"


async def test_the_link_lets_in_and_gives_everybody_a_ticket_of_their_own(hub):
    entries = await asyncio.gather(
        *(hub.get(f"/?a={hub.ticket}", **{"Accept-Encoding": "gzip"}) for _ in range(10))
    )
    assert {entry.status for entry in entries} == {200}
    assert len({entry.cookie for entry in entries}) == 10
    first = entries[0]
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert "SameSite=Lax" in first.headers["Set-Cookie"]
    assert "default-src 'none'; script-src 'self' 'sha256-" in first.headers["Content-Security-Policy"]
    assert b"data-widget" in gzip.decompress(first.body)
    back = await hub.get("/", first.cookie)
    assert back.status == 200
    assert back.headers["Set-Cookie"] is None
    again = await hub.get("/", first.cookie, **{"If-None-Match": back.headers["Etag"]})
    assert (again.status, again.body) == (304, b"")


async def test_without_the_link_there_is_a_plain_page(hub):
    for path in (
        "/",
        "/?a=",
        "/?a=nonsense",
        f"/?a={invite('another secret', PIECE)}",
        f"/?a={invite(SECRET, 'another')}",
    ):
        answer = await hub.get(path)
        assert answer.status == 403
        assert "Ask for the link or scan the code" in answer.text
        assert answer.cookie == ""
    forged = hub.cookie("ada")[:-4] + "0000"
    assert (await hub.get("/", forged)).status == 403
    assert (await hub.get("/score", forged)).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels",
        "/api/contents",
        "/terminals/websocket/1",
        "/voila/static/voila.js",
        "/static/../hub.py",
        "/static/%2e%2e/index.html.j2",
        "/module/0123456789abcdef.js",
        "/static/index.html.j2",
    ],
)
async def test_nothing_else_is_served(hub, path):
    assert (await hub.get(path, hub.cookie("ada"))).status == 404


async def test_ten_people_vote_and_the_winner_is_right(hub, tmp_path):
    hub.open_poll()
    seats = [hub.seat(f"person{n}") for n in range(10)]
    phones = [await seat.__aenter__() for seat in seats]
    for n, phone in enumerate(phones):
        await phone.until(lambda phone=phone: phone.poll)
        for option in ("slower", "faster" if n < 6 else "slower"):
            await phone.send(type="vote", poll="p1", ballot=option)
        await phone.until(lambda phone=phone, option=option: phone.vote().get("ballot") == option)
    async with hub.seat("person0") as again:
        await again.send(type="vote", poll="p1", ballot="faster")
        assert again.state["votes"] == {"p1": {"ballot": "faster", "group": None}}
        assert "counts" not in again.poll
    hub.tell("close_poll")
    (closed,) = await hub.until(lambda: hub.heard("poll_closed"))
    assert closed == {
        "type": "poll_closed",
        "poll": "p1",
        "counts": {"slower": 4, "same": 0, "faster": 6},
        "total": 10,
        "winner": "faster",
    }
    await phones[0].until(lambda: not phones[0].poll["open"])
    assert phones[0].poll["counts"] == {"slower": 4, "same": 0, "faster": 6}
    await phones[0].send(type="vote", poll="p1", ballot="slower")
    assert await phones[0].reply("sorry") == "The poll closed just before your vote arrived."
    assert max(message["total"] for message in hub.heard("tally")) <= 10
    with sqlite3.connect(tmp_path / "store.sqlite") as store:
        assert store.execute("select count(*) from votes").fetchone() == (10,)
        assert store.execute("select winner from polls").fetchone() == ("faster",)
    await hub.until(lambda: hub.heard("audience") and hub.heard("audience")[-1]["count"] == 10)
    for seat in seats:
        await seat.__aexit__()
    await hub.until(lambda: hub.heard("audience")[-1]["count"] == 0)


async def test_a_live_poll_is_shown_as_votes_come_and_dropped_without_a_result(hub):
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        hub.tell(
            "poll", id="p1", question="How high?", kind="scale", low=0, high=10, step=1, seconds=30, live=True
        )
        await ada.until(lambda: ada.poll)
        await ada.send(type="vote", poll="p1", ballot=8)
        await ben.until(lambda: ben.poll.get("total") == 1)
        assert ben.poll["mean"] == 8.0
        assert "median" not in ben.poll
        await hub.until(lambda: any(tally["total"] == 1 for tally in hub.heard("tally")))
        await ada.send(type="vote", poll="p1", ballot=11)
        assert await ada.reply("sorry") == "This poll takes a number from {low} to {high}."
        assert await ada.reply("values") == {"low": 0, "high": 10}
        hub.tell("drop_poll", poll="p1")
        await ben.until(lambda: ben.state["polls"] == [])
        assert hub.heard("poll_closed") == []


async def test_several_polls_are_open_each_with_its_own_time_and_votes(hub, tmp_path):
    hub.open_poll(seconds=60)
    hub.open_poll("p2", seconds=0.4)
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        await ada.until(lambda: [poll["id"] for poll in ada.state["polls"]] == ["p2", "p1"])
        await ada.send(type="vote", poll="p1", ballot="faster")
        await ben.send(type="vote", poll="p2", ballot="slower")
        await ada.send(type="vote", poll="p2", ballot="same")
        await hub.until(lambda: hub.heard("poll_closed"))
        await ada.until(lambda: [poll["open"] for poll in ada.state["polls"]] == [True, False])
        assert [poll["id"] for poll in ada.state["polls"]] == ["p1", "p2"]
        assert hub.heard("poll_closed")[0]["poll"] == "p2"
        await ada.send(type="vote", poll="p2", ballot="faster")
        assert await ada.reply("sorry") == "The poll closed just before your vote arrived."
        await ben.send(type="vote", poll="p1", ballot="same")
        await ben.until(lambda: ben.vote())
        hub.tell("close_poll", poll="p1")
        await hub.until(lambda: len(hub.heard("poll_closed")) == 2)
        last = hub.heard("poll_closed")[-1]
        assert (last["poll"], last["total"]) == ("p1", 2)
        await ada.until(lambda: ada.vote("p1"))
        assert ada.vote("p1") == {"ballot": "faster", "group": None}
    with sqlite3.connect(tmp_path / "store.sqlite") as store:
        kept = store.execute("select poll, count(*) from votes group by poll order by poll").fetchall()
    assert dict(kept)["p1"] == 2


async def test_a_poll_closes_by_itself(hub):
    hub.open_poll(seconds=0.1)
    (closed,) = await hub.until(lambda: hub.heard("poll_closed"))
    assert (closed["total"], closed["winner"]) == (0, None)


async def test_tallies_are_rare_and_the_last_is_complete(hub):
    hub.open_poll()
    seats = [hub.seat(f"person{n}") for n in range(20)]
    phones = [await seat.__aenter__() for seat in seats]
    begun = asyncio.get_running_loop().time()
    for phone in phones:
        await phone.send(type="vote", poll="p1", ballot="same")
    await hub.until(lambda: hub.heard("tally") and hub.heard("tally")[-1]["total"] == 20)
    took = asyncio.get_running_loop().time() - begun
    assert len(hub.heard("tally")) <= 2 + took / 0.1 + 1
    for seat in seats:
        await seat.__aexit__()


async def test_who_comes_back_gets_the_whole_state(hub):
    hub.open_poll()
    hub.tell("now", title="Antiphony", composer="", people=[{"name": "Ada", "role": "teacher"}], playing=True)
    hub.tell("transport", playing=True, position=1.0, bpm=60, factor=1.0, rate=1.0, measure=1, duration=16)
    async with hub.seat("ada") as phone:
        await phone.until(lambda: phone.state["transport"])
        await phone.send(type="vote", poll="p1", ballot="faster")
        await phone.until(lambda: phone.vote())
    hub.steer(seconds=30.0, measure=3)
    async with hub.seat("ada") as phone:
        await phone.until(lambda: phone.state["steering"])
        assert phone.state["now"]["title"] == "Antiphony"
        assert phone.poll["open"]
        assert phone.state["votes"] == {"p1": {"ballot": "faster", "group": None}}
        assert phone.state["transport"]["position"] >= 1.0
        assert phone.state["steering"]["tempo"]["change"] == "faster"
        assert 0 < phone.state["steering"]["tempo"]["seconds"] <= 30


async def test_a_socket_needs_a_ticket_and_our_own_page(hub):
    for cookie, origin in (
        ("", None),
        (hub.cookie("ada")[:-4] + "0000", None),
        (hub.cookie("ada"), "http://evil.example"),
        (hub.cookie("ada"), "null"),
        (hub.cookie("ada"), f"http://{hub.host}.evil.example"),
        (hub.cookie("ada"), "http://127.0.0.1:1"),
    ):
        with pytest.raises(InvalidStatus) as refused:
            async with hub.connect(cookie, origin):
                pass
        assert refused.value.response.status_code == 403


async def test_garbage_hurts_nobody(hub):
    hub.open_poll()
    async with hub.seat("eve") as eve, hub.seat("ada") as ada:
        for garbage in (
            "",
            "{",
            "[]",
            "null",
            '{"type": 5}',
            '{"type": "vote", "poll": {}}',
            "[" * 10_000,
            b"\xff\x00",
        ):
            await eve.socket.send(garbage)
            assert "reload" in await eve.reply("sorry")
            eve.replies.clear()
        await eve.send(type="vote", poll="p1", ballot="louder")
        assert "no such option" in await eve.reply("sorry")
        await eve.socket.send("x" * 20_000)
        with pytest.raises(ConnectionClosed):
            await eve.until(lambda: False)
        await ada.send(type="vote", poll="p1", ballot="faster")
        await ada.until(lambda: ada.vote())


async def test_who_floods_is_shown_out(hub):
    async with hub.seat("eve") as eve:
        for _ in range(60):
            await eve.send(type="vote", poll="p1", ballot="faster")
        with pytest.raises(ConnectionClosed):
            await eve.until(lambda: False)
        assert eve.socket.close_code == 1008


async def test_a_phone_that_takes_nothing_is_skipped_to_the_newest(hub):
    reader, writer = await hub.raw("slow")
    async with hub.seat("quick") as quick:
        size, told = 60_000, 200
        for number in range(told):
            hub.tell("now", title=f"{number} {'x' * size}", composer="", people=[], playing=True)
            await quick.until(
                lambda number=number: (quick.state["now"] or {"title": ""})["title"].startswith(f"{number} ")
            )
        assert len([frame for frame in quick.replies if "now" in frame]) >= told
    writer.transport.resume_reading()
    async with asyncio.timeout(20):
        received = await reader.readuntil(f'"title":"{told - 1} '.encode())
    assert received.count(b'"title":"') < told
    writer.close()


async def test_who_connects_again_and_again_has_to_wait(hub):
    cookie, refused = hub.cookie("eve"), []
    while len(refused) < 1:
        try:
            async with hub.connect(cookie):
                pass
        except InvalidStatus as answer:
            refused.append(answer.response)
    assert refused[0].status_code == 429
    assert b"wait a moment" in refused[0].body
    async with hub.seat("ada") as ada:
        assert ada.state["polls"] == []


async def test_one_address_lets_in_a_hall_one_after_another_and_tells_each_when(hub):
    path = f"/?a={hub.ticket}"
    answers = [await hub.get(path, address="127.0.0.2")]
    while len(answers) < 700 or answers[-1].status == 200:
        answers.extend(await asyncio.gather(*(hub.get(path, address="127.0.0.2") for _ in range(50))))
    late = [answer for answer in answers if answer.status == 429]
    assert len(answers) - len(late) >= 600
    patient = max(late, key=lambda answer: int(answer.headers["Refresh"]))
    wait = int(patient.headers["Refresh"])
    assert 1 <= wait <= 90
    assert f"It is your turn in about {wait} s" in patient.text
    # Who has a turn comes in by it, and as one person however often they show it.
    assert patient.cookie.startswith("antiphon-turn-")
    come = [await hub.get(path, patient.cookie, address="127.0.0.2")]
    while come[-1].status == 429:
        come.append(await hub.get(path, patient.cookie, address="127.0.0.2"))
    again = await hub.get(path, patient.cookie, address="127.0.0.2")
    assert come[-1].cookie.startswith("antiphon-audience-")
    assert come[-1].cookie.split("|")[4:5] == again.cookie.split("|")[4:5]
    assert (await hub.get("/", come[-1].cookie, address="127.0.0.2")).status == 200
    assert (await hub.get(path, address="127.0.0.3")).status == 200


async def test_offers_go_up_and_answers_come_back_to_their_phone(hub):
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        await ada.send(type="offer", sdp="v=0 ada")
        await ben.send(type="offer", sdp="v=0 ben")
        offers = await hub.until(lambda: len(hub.heard("offer")) == 2 and hub.heard("offer"))
        ids = {offer["sdp"]: offer["id"] for offer in offers}
        hub.tell("answer", id=ids["v=0 ben"], sdp="for ben")
        hub.tell("refused", id=ids["v=0 ada"], message="No room.")
        assert await ben.reply("answer") == "for ben"
        assert await ada.reply("refused") == "No room."
        await ben.send(type="hangup")
        (hangup,) = await hub.until(lambda: hub.heard("hangup"))
        assert hangup["id"] == ids["v=0 ben"]


async def test_the_score_is_engraved_when_somebody_looks(hub):
    text = (find("pieces") / "answer-me.antiphon").read_text("utf-8")
    hub.tell("document", text=text)
    async with hub.seat("ada") as phone:
        await phone.until(lambda: phone.state["score"])
        answer = await hub.get("/score", hub.cookie("ada"), **{"Accept-Encoding": "gzip"})
        assert answer.headers["Etag"] == f'"{phone.state["score"]["version"]}"'
        assert b'"systems":[{"svg":"<svg' in gzip.decompress(answer.body)
        hub.tell("document", text="{}")
        (problem,) = await hub.until(lambda: hub.heard("problem"))
        assert "could not be engraved" in problem["message"]
        assert (await hub.get("/score", hub.cookie("ada"))).status == 200


async def test_without_a_page_there_is_an_apology(start, notebook):
    notebook.write_text("not a notebook")
    hub = await start()
    answer = await hub.get(f"/?a={hub.ticket}")
    assert answer.status == 503
    assert "could not be made" in answer.text
    (problem,) = await hub.until(lambda: hub.heard("problem"))
    assert notebook.name in problem["message"]


async def test_a_port_in_use_is_said_in_one_sentence(start_message):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            ChildFailed, match=rf"cannot use port {port} of 127\.0\.0\.1 .*choose another port\.$"
        ):
            await Child.start(
                [sys.executable, "-m", "antiphon.apps.hub"], start_message(port), logging.getLogger()
            )


def test_it_dies_with_its_parent(start_message):
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys\n"
            "child = subprocess.Popen([sys.executable, '-m', 'antiphon.apps.hub'], stdin=subprocess.PIPE)\n"
            "child.stdin.write(sys.stdin.buffer.readline()); child.stdin.flush()\n"
            "print(child.pid, file=sys.stderr, flush=True); child.wait()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    parent.stdin.write(encode(start_message()))
    parent.stdin.flush()
    child = psutil.Process(int(parent.stderr.readline()))
    assert b'"ready"' in parent.stdout.readline()
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    child.wait(10)
    for stream in (parent.stdin, parent.stdout, parent.stderr):
        stream.close()


def test_it_takes_the_port_that_phones_know_or_another_if_that_is_taken():
    (first,) = _bind("127.0.0.1", 0, 0)
    port = first.getsockname()[1]
    (other,) = _bind("127.0.0.1", 0, port)
    assert other.getsockname()[1] != port
    first.close()
    (again,) = _bind("127.0.0.1", 0, port)
    assert again.getsockname()[1] == port
    other.close()
    again.close()
