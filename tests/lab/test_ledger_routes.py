"""Who contributed what, over HTTP: who may see it, as files, the steering of audience and teacher, and forgetting somebody."""

import asyncio
import csv
import json
import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from urllib.parse import urlsplit

import httpx
import pytest
import websockets
from line import Line, teachers

from antiphon.cli.main import main
from antiphon.document.codec import empty, encode
from antiphon.lab.state_folder import HISTORY, SECRET
from antiphon.session.ledger import AUDIENCE, Ledger

PIECE = "piece.antiphon"
NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


def song() -> str:
    document = empty()
    document["meta"] = {"title": "Song"}
    document["parts"] = {"p1": {"index": "a", "name": "Flute"}}
    document["measures"] = {f"m{number}": {"index": f"a{number}"} for number in range(10)}
    return encode(document)


@pytest.fixture
def studio(own_lab, tmp_path):
    own_lab.arguments = (
        "--AntiphonApp.ledger_seconds=0.2",
        "--AntiphonApp.idle_seconds=1",
        f"--AntiphonApp.state_dir={tmp_path / 'state'}",
    )
    own_lab.write(song())
    own_lab.start()
    return own_lab


@pytest.fixture
def ask(studio):
    async def do(what="", token=None, method="GET", headers=None, **params):
        async with studio.client(*([token] if token else [])) as client:
            params = {"path": PIECE} | params
            return await client.request(
                method, f"/antiphon/ledger{what}", params=params, headers=headers or {}
            )

    return do


@pytest.fixture
def page_of(studio, pages, new_page):
    async def join(token=None):
        page = new_page(studio, token)
        pages.append(page)
        await page.join()
        return page

    return join


async def told(ask, test, **params):
    """The report, once it is as it should be."""
    deadline = time.monotonic() + 30
    while True:
        report = (await ask(**params)).json()
        if test(report):
            return report
        assert time.monotonic() < deadline, report


def by_name(report):
    return {each["name"]: (each["notes"], each["nodes"], each["share"]) for each in report["shares"]}


class Seat(Line):
    """A page's line to the session."""

    def __init__(self, lab, token=None):
        super().__init__(**teachers(lab, PIECE, token))

    async def until(self, test):
        async with asyncio.timeout(60):
            async for text in self.socket:
                message = json.loads(text)
                if message["type"] == "state" and test(message):
                    return message


async def test_everybody_of_the_piece_sees_who_made_what(studio, ask, page_of, until):
    ada, bo, guest = [
        await studio.ticket(*who) for who in (("player", "Ada"), ("player", "Bo"), ("guest", "Cy"))
    ]
    empty_one = (await ask(token=guest)).json()
    assert empty_one["head"] == {"count": 0, "hash": empty_one["head"]["hash"], "verified": True, "behind": 0}
    first, second = await page_of(ada), await page_of(bo)
    for number in range(3):
        first.document.put("events", f"a{number}", NOTE | {"measure": f"m{number}"})
    second.document.put("nodes", "n1", {"kind": "effect.delay"})
    await until(lambda: len(first.document.to_document()["nodes"]) == 1)
    report = await told(ask, lambda report: set(by_name(report)) == {"Ada", "Bo"}, token=guest)
    assert by_name(report) == {"Ada": (3, 0, 7500), "Bo": (0, 1, 2500)}
    assert report["head"]["verified"] is True
    assert report["head"]["count"] >= 2
    people = {person["name"]: who for who, person in report["people"].items()}
    work = [span["work"].get(people["Ada"], {}).get("notes", [0])[0] for span in report["activity"]["spans"]]
    assert sum(work) == 3

    answer = await ask(token=ada)
    again = await ask(token=ada, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    second.document.remove("events", "a0")
    report = await told(ask, lambda report: by_name(report)["Ada"][0] == 2, token=bo)
    later = await ask(token=ada, headers={"If-None-Match": answer.headers["ETag"]})
    assert later.status_code == 200
    assert by_name(report) == {"Ada": (2, 0, 6667), "Bo": (0, 1, 3333)}

    studio.write(song(), "other.antiphon")
    other = await studio.ticket("player", "Eve", "other.antiphon")
    for answer, status, words in (
        (await ask(token=other), 403, ""),
        (await ask("/export", other), 403, ""),
        (await ask("/people", other, "DELETE", person="x"), 403, ""),
        (await ask("/people", guest, "DELETE", person="x"), 403, ""),
        (await ask("/people", ada, "DELETE", person="x"), 403, ""),
        (await ask("/people", None, "DELETE", person="x"), 404, "Nobody of that id"),
        (await ask(token=ada, spans="0"), 400, "1 to 1000 spans"),
        (await ask("/export", ada, format="pdf"), 400, "csv, json, split"),
        (await ask(path="nothing.antiphon"), 404, "There is no piece"),
    ):
        assert answer.status_code == status, answer.text
        assert words in answer.text


async def test_the_files_are_those_of_the_command(studio, ask, page_of, until, monkeypatch, capsys):
    page = await page_of(await studio.ticket("player", "Ada"))
    page.document.put("events", "a", NOTE)
    await told(ask, lambda report: by_name(report).get("Ada"))
    await until(lambda: '"pitch"' in (studio.root / PIECE).read_text())
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(studio.home / "data"))
    for format, end in (("csv", "ledger.csv"), ("json", "ledger.json"), ("split", "split%20sheet.txt")):
        answer = await ask("/export", format=format)
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''piece%20{end}"
        capsys.readouterr()
        words = ["--format", format, "--state", str(studio.home / "state"), "--root", str(studio.root)]
        assert main(["ledger", "export", str(studio.root / PIECE), *words]) == 0
        assert capsys.readouterr().out == answer.content.decode()
    assert "Split sheet: Song" in answer.text


async def test_one_person_cannot_have_it_read_without_end(studio, ask):
    guest = await studio.ticket("guest", "Gus")
    flood = [ask("/export", guest, format="json") for _ in range(30)]
    *answers, teachers = await asyncio.gather(*flood, ask("/export", format="json"))
    assert {answer.status_code for answer in answers} == {200, 429}
    assert {answer.json()["message"] for answer in answers if answer.status_code == 429} == {
        "The record is being read for you several times already: wait for that first."
    }
    assert teachers.status_code == 200
    assert (await ask(token=guest)).status_code == 200


async def test_a_persons_name_is_deleted_everywhere_and_the_chain_stays(
    studio, ask, page_of, until, monkeypatch, capsys
):
    ada, bo = await studio.ticket("player", "Adalbert Stifter"), await studio.ticket("teacher", "Bo")
    first, second = await page_of(ada), await page_of(bo)
    first.document.put("events", "a", NOTE)
    await until(lambda: "a" in second.document.to_document()["events"])
    second.document.put("events", "b", NOTE | {"onset": "1"})
    report = await told(ask, lambda report: len(by_name(report)) == 2, token=bo)
    ids = {person["name"]: person["person"] for person in report["people"].values()}
    yourself = await ask("/people", bo, "DELETE", person=ids["Bo"])
    assert yourself.status_code == 409
    assert "antiphon ledger erase" in yourself.json()["message"]

    gone = await ask("/people", bo, "DELETE", person=ids["Adalbert Stifter"])
    assert gone.status_code == 204, gone.text
    code, _ = await first.closed()
    assert code == 1003
    assert (await ask(token=ada)).status_code == 403, "who is deleted is sent away"
    after = (await ask(token=bo)).json()
    assert after["head"]["verified"] is True
    assert after["head"]["count"] == report["head"]["count"] + 1
    assert by_name(after) == {"": (1, 0, 5000), "Bo": (1, 0, 5000)}
    for text in (
        (await ask("/export", bo, format="split")).text,
        (await ask("/export", bo, format="csv")).text,
    ):
        assert "deleted person" in text
        assert "Adalbert" not in text
    async with studio.client(bo) as client:
        for where in ("", "/document"):
            assert (
                "Adalbert" not in (await client.get(f"/antiphon/history{where}", params={"path": PIECE})).text
            )
    async with Seat(studio, bo) as line:
        assert "Adalbert" not in json.dumps(await line.until(lambda state: True))
    twice = await ask("/people", bo, "DELETE", person=ids["Adalbert Stifter"])
    assert twice.status_code == 404

    # Not a byte of the name is left on the disk, and the command line, too, finds the record whole.
    await second.leave()
    studio.stop()
    for file in (studio.home / "state").iterdir():
        if file.is_file():
            assert b"Adalbert" not in file.read_bytes(), file
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(studio.home / "data"))
    words = [
        "--state",
        str(studio.home / "state"),
        "--root",
        str(studio.root),
        "--head",
        report["head"]["hash"],
    ]
    assert main(["ledger", "verify", str(studio.root / PIECE), *words]) == 0


async def test_what_the_audience_and_the_teacher_steer_is_in_the_record(studio, ask, page_of):
    await page_of()
    teacher = await studio.ticket("teacher", "Tess")
    async with Seat(studio, teacher) as line:
        await line.say("envelope", target="tempo", minimum=1.2, maximum=1.4, step=0.1)
        await line.until(lambda state: tempo_of(state) == 1.2)
        await line.say("play")
        await line.until(lambda state: state["engine"]["status"] == "on" and state["transport"])
        await line.say("open_poll", seconds=60)
        await line.until(lambda state: state["polls"])
        async with studio.client() as client:
            answer = await client.post("/antiphon/invites", json={"role": "audience", "path": PIECE})
        await asyncio.gather(*(vote(answer.json()["link"], word) for word in ("faster", "faster", "slower")))
        await line.until(lambda state: state["polls"][0]["total"] == 3)
        await line.say("close_poll")
        await line.until(lambda state: tempo_of(state) == 1.3)
        await line.say("reset_steering")
        await line.until(lambda state: tempo_of(state) == 1.0)
        await line.say("stop")
        await line.until(lambda state: not state["transport"]["playing"])
    report = await told(ask, lambda report: report["head"]["count"] == 3)
    assert report["totals"] == {"accepted": 0, "polls": 1, "votes": 3}
    rows = json.loads((await ask("/export", format="json")).text)["rows"]
    assert [row["what"] for row in rows] == ["steering"] * 3
    names = [report["people"].get(row["who"], {}).get("name", row["who"]) for row in rows]
    assert names == ["Tess", AUDIENCE, "Tess"]
    bounds, poll, back = (row["content"] for row in rows)
    assert (bounds["from"], bounds["to"], bounds["position"]) == (1.0, 1.2, None)
    assert (poll["from"], poll["to"]) == (1.2, 1.3)
    assert poll["position"] > 0
    assert poll["question"] == "How shall it go on?"
    assert poll["counts"] == {"slower": 1, "same": 0, "faster": 2}
    assert poll["reason"] == "Faster won with 2 of 3 votes"
    assert (back["from"], back["to"]) == (1.3, 1.0)
    told_rows = list(csv.DictReader((await ask("/export", format="csv")).text.splitlines()))
    assert told_rows[1]["who"] == "audience"


def tempo_of(state):
    return next(target["value"] for target in state["steering"]["targets"] if target["target"] == "tempo")


async def vote(link, option):
    """A phone with a ticket of its own votes once."""
    parts = urlsplit(link)
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False, timeout=30) as browser:
        await browser.get(link)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    async with asyncio.timeout(30):
        async with websockets.connect(
            f"ws://{parts.netloc}/ws",
            additional_headers={"Cookie": cookies},
            origin=f"{parts.scheme}://{parts.netloc}",
            proxy=None,
        ) as socket:
            async for frame in socket:
                state = json.loads(frame)
                for poll in state.get("polls", []):
                    await socket.send(json.dumps({"type": "vote", "poll": poll["id"], "ballot": option}))
                if state.get("votes"):
                    return


@pytest.mark.timeout(180)
async def test_a_lab_that_is_killed_at_any_point_leaves_a_chain_that_verifies(
    studio, page_of, new_page, until
):
    """Two people write without a pause, while the lab is killed and started again, five times."""
    state, chance = studio.home / "state", random.Random(7)
    tickets = [await studio.ticket("player", name) for name in ("Ada", "Bo")]
    behind = count = 0
    for moment in range(5):
        writers = [await page_of(token) for token in tickets]
        wrote = 0
        reader = sqlite3.connect(f"{(state / HISTORY).as_uri()}?mode=ro", uri=True, timeout=30)
        rows = "select coalesce(max(number), 0) from ledger"
        enough, edits = reader.execute(rows).fetchone()[0] + 2 + moment, chance.randrange(200)
        async with asyncio.timeout(60):
            while wrote < edits or reader.execute(rows).fetchone()[0] < enough:
                for writer in writers:
                    wrote += 1
                    place = {"measure": f"m{wrote % 10}", "onset": str(wrote % 4)}
                    writer.document.put("events", f"k{moment}-{wrote}", NOTE | place)
                    await writer.sent()
                await asyncio.sleep(0)
        assert studio.process is not None
        os.kill(studio.process.pid, signal.SIGKILL)
        studio.process.wait()
        reader.close()
        for writer in writers:
            await writer.leave()
        with closing(sqlite3.connect(state / HISTORY, isolation_level=None)) as database:
            ledger = Ledger(database, (state / SECRET).read_bytes())
            (room,) = database.execute("select room from rooms").fetchone()
            head = ledger.verify(room)
            assert head.count >= count
            last = database.execute("select max(number) from steps where room = ?", (room,)).fetchone()[0]
            behind, count = behind + (last or head.through) - head.through, head.count
            told_of = [
                id for row in ledger.rows(room) for id in row.content.get("made", {}).get("events", ())
            ]
            assert len(told_of) == len(set(told_of)), "nothing is told twice"
        studio.start()
    assert behind, "some kill came while the ledger was behind"
    async with studio.client() as client:
        report = (await client.get("/antiphon/ledger", params={"path": PIECE})).json()
    assert report["head"]["verified"] is True
    assert report["head"]["behind"] == 0
    notes = sum(each["notes"] for each in report["shares"])
    assert {each["name"] for each in report["shares"]} == {"Ada", "Bo"}
    assert notes > 0
    assert sum(each["share"] for each in report["shares"]) == 10_000
