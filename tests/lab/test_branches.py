"""Branches and merges: what two pieces have in common, and both over HTTP with people at work."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.changes import Change, write
from antiphon.document.codec import empty, encode, normalise
from antiphon.lab.branches import Branch
from antiphon.lab.chronicle import Step
from antiphon.lab.history import Edit, History
from antiphon.lab.lineage import Moment, common, held

START = 1_790_000_000.0


class World:
    """Pieces that are edited, branched and merged at random; what is in each is a set of all edits that went into it."""

    def __init__(self) -> None:
        self.steps: dict[str, list[frozenset[int]]] = {"p0": [frozenset()]}
        self.links: dict[str, list[tuple[int, Moment]]] = {"p0": []}
        self._edits = itertools.count()

    def edit(self, room: str, *more: int) -> None:
        self.steps[room].append(self.steps[room][-1] | set(more or (next(self._edits),)))

    def branch(self, room: str, step: int) -> None:
        new = f"p{len(self.steps)}"
        self.steps[new] = [self.steps[room][step]]
        self.links[new] = [(0, Moment(room, step))]

    def merge(self, room: str, other: str) -> None:
        there = Moment(other, len(self.steps[other]) - 1)
        self.links[room].append((len(self.steps[room]), there))
        self.steps[room].append(self.steps[room][-1] | self.steps[other][-1])

    def into(self, moment: Moment) -> list[Moment]:
        return [there for since, there in self.links[moment.room] if since <= moment.step]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 99), st.integers(0, 99)), max_size=30))
def test_what_two_pieces_have_in_common_is_in_both_and_nothing_later_is(deeds):
    world = World()
    for kind, one, other in deeds:
        rooms = sorted(world.steps)
        room, second = rooms[one % len(rooms)], rooms[other % len(rooms)]
        if kind == 0:
            world.edit(room)
        elif kind == 1:
            world.branch(room, other % len(world.steps[room]))
        elif room != second:
            world.merge(room, second)
    ends = {room: Moment(room, len(steps) - 1) for room, steps in world.steps.items()}
    for one, other in itertools.combinations(ends.values(), 2):
        base = common(one, other, world.into)
        assert base is not None, "all are of one piece"
        content = world.steps[base.room][base.step]
        assert content <= world.steps[one.room][-1] & world.steps[other.room][-1]
        theirs = held(other, world.into)
        for room, step in held(one, world.into).items():
            later = held(Moment(room, min(step, theirs.get(room, -1))), world.into) if room in theirs else {}
            beyond = (
                base.room in later and base.step <= later[base.room] and base != Moment(room, later[room])
            )
            assert not beyond or world.steps[room][later[room]] == content, "nothing that holds it is in both"


@pytest.fixture
def history(tmp_path):
    made = History(tmp_path / "history.db")
    yield made
    made.close()


def put(history: History, room: str, id: str, pitch: str | None) -> None:
    line = None if pitch is None else f'  "{id}": {{"pitch": "{pitch}"}}'
    at = history.past.head(room)[1] + 60
    history.append(room, Edit(b"u", at=at or START, changes={("events", id): line}))


def test_a_merge_counts_unless_it_was_not_written_or_was_taken_back(history):
    put(history, "song", "a", "C4")
    history.branches.add(Branch("idea", "song", 1, START, "antiphon-t", "Idea"))
    put(history, "idea", "a", "C4")
    put(history, "idea", "a", "D4")

    def base() -> Moment | None:
        ends = [Moment(room, history.past.head(room)[0]) for room in ("song", "idea")]
        found = history.branches.base(*ends)
        assert found == history.branches.base(*reversed(ends))
        return found

    assert base() == Moment("song", 1)
    before, after = {"pitch": "C4"}, {"pitch": "D4"}
    changes = [Change("events", "a", before, after)]
    history.branches.note_merge(Moment("song", 1), Moment("idea", 2), START, "antiphon-t", changes)
    assert base() == Moment("song", 1), "it was not written yet"
    put(history, "song", "a", "E4")
    assert base() == Moment("song", 1), "something else was"
    put(history, "song", "a", "D4")
    assert base() == Moment("idea", 2)
    put(history, "song", "a", "E4")
    assert base() == Moment("idea", 2), "and edited since"
    put(history, "song", "a", "C4")
    assert base() == Moment("song", 1), "it was undone"
    assert history.branches.base(Moment("song", 4), Moment("nothing", 1)) is None
    history.branches.add(Branch("idea", "song", 4, START, "antiphon-t", "Again"))
    assert history.branches.last_merged("song", "idea") is None, "a file of its name, made anew"


def test_the_step_that_a_branch_began_with_is_never_squashed(history):
    line = '  "n": {{"x": {}}}'
    for number in range(700):
        history.append(
            "song", Edit(b"u", at=START + number / 100, changes={("nodes", "n"): line.format(number)})
        )
    history.branches.add(Branch("idea", "song", 123, START, "antiphon-t", "Idea"))
    history.branches.note_merge(Moment("idea", 1), Moment("song", 234), START, "antiphon-t", [])
    while (work := history.past.to_pack("song")) is not None:
        history.past.keep(work.done())
    steps = [step.number for step in history.past.steps("song", 0, 500)]
    assert {123, 234} <= set(steps)
    assert len(steps) < 100
    assert history.past.steps("song", 122, 123) == [
        Step(123, START + 1.22, "", {("nodes", "n"): line.format(122)})
    ]


SONG = {
    "parts": {"p1": {"index": "a0", "name": "Flute"}, "p2": {"index": "a1", "name": "Oboe"}},
    "measures": {"m1": {"index": "a0"}},
}


def note(pitch: str, onset: str = "0", part: str = "p1") -> dict[str, str]:
    where = {"part": part, "measure": "m1", "onset": onset, "duration": "1"}
    return {"kind": "note", "pitch": pitch, **where}


@pytest.fixture
def piece(request):
    """The path of a piece that no other test has."""
    return f"{request.node.name[5:30]}.antiphon"


@pytest.fixture
def ask(lab, piece):
    async def do(what: str, method="GET", json=None, token=None, path=piece):
        async with lab.client(*([token] if token else [])) as client:
            body = {} if json is None else {"json": json}
            return await client.request(method, f"/antiphon/history/{what}", params={"path": path}, **body)

    return do


@pytest.fixture
def page_of(lab, piece, pages, new_page):
    async def join(token=None, path=piece):
        page = new_page(lab, token, path=path)
        pages.append(page)
        await page.join()
        return page

    return join


def take(page, answer) -> None:
    """Write what a merge answers, as the page does."""
    with page.ydoc.transaction():
        for change in answer.json()["changes"]:
            write(page.ydoc, Change(*change))


def entries(page):
    return page.document.to_document()["events"]


async def test_a_branch_is_made_worked_in_and_merged_again_and_again(lab, piece, ask, page_of, until):
    lab.write(encode(normalise({"antiphon": 1, **SONG, "events": {"a": note("C4")}})), piece)
    ada = await lab.ticket("player", "Ada", piece)
    teacher, player = await page_of(), await page_of(ada)
    player.document.put("events", "b", note("D4", "1"))
    await until(lambda: "b" in entries(teacher))

    made = await ask("branches", "POST", {"title": " Bridge:  idea? "})
    assert made.status_code == 201, made.text
    path = made.json()["path"]
    assert path == piece.replace(".antiphon", " – Bridge idea.antiphon")
    assert (lab.root / path).exists()
    again = await ask("branches", "POST", {"title": "Bridge idea"})
    second = again.json()["path"]
    assert second == path.replace("idea", "idea 2")

    branch = await page_of(await lab.ticket("player", "Bo", path), path)
    assert entries(branch) == entries(teacher)
    branch.document.change("events", "a", {"pitch": "E4"})
    branch.document.put("events", "c", note("G4", "2"))
    await branch.sent()
    player.document.change("events", "b", {"pitch": "F4"})
    await until(lambda: entries(teacher)["b"]["pitch"] == "F4")

    seen = await ask("merges", "POST", {"branch": path, "preview": True})
    assert (seen.status_code, seen.json()["conflicts"]) == (200, [])
    assert {change[1] for change in seen.json()["changes"]} == {"a", "c"}
    difference = seen.json()["difference"]
    told = [(each["change"], each["after"]["pitch"], each["who"]) for each in difference["alterations"]]
    (bo,) = difference["people"]
    assert told == [("changed", "E4", bo), ("added", "G4", bo)]
    assert difference["people"] == {bo: "Bo"}
    merge = await ask("merges", "POST", {"branch": path, "seen": []})
    assert merge.status_code == 201
    assert merge.json()["version"]["kind"] == "before"
    assert merge.json()["changes"] == seen.json()["changes"]
    take(teacher, merge)
    await until(lambda: "c" in entries(player))
    assert {id: each["pitch"] for id, each in entries(player).items()} == {"a": "E4", "b": "F4", "c": "G4"}

    await teacher.sent()
    none = await ask("merges", "POST", {"branch": path})
    assert (none.status_code, none.json()["changes"], none.json()["version"]) == (201, [], None)
    player.document.remove("events", "c")
    branch.document.put("events", "d", note("A4", "3"))
    await until(lambda: "c" not in entries(teacher))
    await branch.sent()
    more = await ask("merges", "POST", {"branch": path})
    assert {change[1] for change in more.json()["changes"]} == {"d"}, "what was merged is not merged again"

    back = await ask("merges", "POST", {"branch": piece}, path=path)
    assert {change[1] for change in back.json()["changes"]} == {"b", "c"}, "the other way round too"
    listed = (await ask("branches", token=ada)).json()
    assert listed["of"] is None
    assert [(each["path"], each["title"]) for each in listed["branches"]] == [
        (second, "Bridge idea"),
        (path, "Bridge: idea?"),
    ]
    assert listed["branches"][0]["merged"] is None
    assert listed["branches"][1]["merged"] is not None
    own = (await ask("branches", path=path)).json()
    assert (own["of"]["path"], own["of"]["title"], own["branches"]) == (piece, "Bridge: idea?", [])
    (lab.root / second).unlink()
    assert (await ask("branches")).json()["branches"][0]["path"] == "", "its file is gone"


async def test_conflicts_are_told_chosen_and_never_taken_unseen(lab, piece, ask, page_of, until):
    notes = {"a": note("C4"), "b": note("D4", "1")}
    lab.write(encode(normalise({"antiphon": 1, **SONG, "events": notes})), piece)
    teacher, player = await page_of(), await page_of(await lab.ticket("player", "Ada", piece))
    start = (await ask("document")).json()["step"]
    player.document.change("events", "a", {"pitch": "F4"})
    await until(lambda: entries(teacher)["a"]["pitch"] == "F4")
    path = (await ask("branches", "POST", {"title": "Old", "step": start})).json()["path"]
    branch = await page_of(path=path)
    assert entries(branch)["a"]["pitch"] == "C4", "of an earlier moment"
    branch.document.change("events", "a", {"pitch": "E4"})
    branch.document.change("events", "b", {"pitch": "B4"})
    await branch.sent()

    seen = (await ask("merges", "POST", {"branch": path, "preview": True})).json()
    (conflict,) = seen["conflicts"]
    assert (conflict["kind"], conflict["id"], conflict["number"]) == ("changed", "a", 1)
    assert (conflict["ours"]["pitch"], conflict["theirs"]["pitch"], conflict["choice"]) == (
        "F4",
        "E4",
        "ours",
    )
    player.document.change("events", "b", {"pitch": "G4"})
    await until(lambda: entries(teacher)["b"]["pitch"] == "G4")
    choices = {conflict["key"]: "theirs"}
    late = await ask("merges", "POST", {"branch": path, "choices": choices, "seen": [conflict["key"]]})
    assert late.status_code == 409
    assert "not seen" in late.json()["message"]
    assert [each["id"] for each in late.json()["conflicts"]] == ["a", "b"]
    keys = [each["key"] for each in late.json()["conflicts"]]
    merge = await ask("merges", "POST", {"branch": path, "choices": choices, "seen": keys})
    assert merge.status_code == 201
    take(teacher, merge)
    await until(lambda: entries(player)["a"]["pitch"] == "E4")
    assert entries(player)["b"]["pitch"] == "G4", "ours, where nothing is chosen"


async def test_what_cannot_be_branched_or_merged_is_said(lab, piece, ask, page_of):
    lab.write(name=piece)
    lab.write(name="nothing-in-common.antiphon")
    (lab.root / "unreadable.antiphon").write_text("{")
    ada, guest = await lab.ticket("player", "Ada", piece), await lab.ticket("guest", "Cy", piece)
    path = (await ask("branches", "POST", {"title": "x"})).json()["path"]
    for answer, status, words in (
        (await ask("branches", "POST", {"title": "x"}, ada), 403, "ask the teacher for an invitation"),
        (await ask("merges", "POST", {"branch": path}, ada), 403, "The teacher makes and merges branches"),
        (await ask("branches", "POST", {"title": "x"}, guest), 403, "The teacher makes"),
        (await ask("branches", token=ada, path="nothing-in-common.antiphon"), 403, ""),
        (await ask("branches", "POST", {"title": " "}), 400, "A branch has a name of 1 to 120"),
        (await ask("branches", "POST", {"title": "x", "step": 99}), 404, "has steps 0 to"),
        (await ask("merges", "POST", {}), 400, "named by its path"),
        (await ask("merges", "POST", {"branch": "no.antiphon"}), 404, "There is no piece no.antiphon"),
        (await ask("merges", "POST", {"branch": piece}), 400, "into itself"),
        (await ask("merges", "POST", {"branch": "nothing-in-common.antiphon"}), 422, "nothing in common"),
        (
            await ask("merges", "POST", {"branch": "unreadable.antiphon"}),
            422,
            "This is not an Antiphon piece",
        ),
        (await ask("merges", "POST", {"branch": path, "choices": {"x": "mine"}}), 400, "ours or theirs"),
        (await ask("merges", "POST", {"branch": path, "choices": {"x": ["ours"]}}), 400, "ours or theirs"),
    ):
        assert answer.status_code == status, answer.text
        assert words in answer.text
    assert (await ask("branches", token=guest)).status_code == 200
    # In bytes, a name in Chinese is three times as long.
    long = [await ask("branches", "POST", {"title": "秋" * 120}) for _ in range(2)]
    assert [answer.status_code for answer in long] == [201, 201]
    assert all((lab.root / answer.json()["path"]).is_file() for answer in long)
    assert (lab.root / path).read_text() == encode(empty())
