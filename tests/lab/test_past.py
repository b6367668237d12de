"""The past of pieces: any moment from packed steps, versions that stay, and a file that is damaged, busy or old."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.codec import decode, empty, encode, normalise
from antiphon.document.comparison import music_of
from antiphon.document.schema import ROOTS
from antiphon.lab import past as past_module
from antiphon.lab.chronicle import State, Step, freeze, pack, squash, unpack
from antiphon.lab.history import Edit, Hand, History
from antiphon.lab.history_answers import difference_answer, document_answer, timeline_answer
from antiphon.lab.history_file import StoreBusy
from antiphon.lab.past import PastDamaged
from antiphon.lab.versions import DAY, HOUR, TERM, WEEK, Version, fading
from antiphon.session.people import Person
from antiphon.session.role import Role

PEOPLE = [Person(f"antiphon-{name.lower()}", name, Role.PLAYER, "a.antiphon") for name in ("Ada", "Bo", "Cy")]
START = 1_790_000_000.0


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.db"


def steps_of(seed: int, count: int) -> list[Step]:
    """What three people do: entries made, changed in quick runs, and taken away; some by nobody."""
    chance = random.Random(seed)
    there: dict[tuple[str, str], str | None] = {}
    steps, at, person, place = [], START, "", ("events", "e0")
    for number in range(1, count + 1):
        if chance.random() < 0.6:
            person = chance.choice([*(person.id for person in PEOPLE), ""])
            place = (chance.choice(("events", "nodes", "parts")), f"e{chance.randrange(40)}")
            at += chance.choice((0.2, 3.0, 5000.0))
        at = round(at + 0.07, 3)
        gone = place in there and chance.random() < 0.2
        entry = {"kind": "note", "text": chance.choice(("a", 'Ä "\\ \u2028 x', "")), "n": number}
        changes = {place: None if gone else f'  "{place[1]}": {json.dumps(entry, ensure_ascii=False)}'}
        if chance.random() < 0.1:
            changes["meta", "title"] = f'  "title": "T{number}"'
        there.update(changes)
        if gone:
            del there[place]
        steps.append(Step(number, at, person, changes))
    return steps


def write(history: History, steps: list[Step], room: str = "room", packing: bool = True) -> None:
    people = {person.id: person for person in PEOPLE}
    for step in steps:
        person = people.get(step.person)
        edit = Edit(b"u", *([person] if person else []), at=step.at, changes=step.changes)
        history.append(room, edit)
        while packing and (work := history.past.to_pack(room)) is not None:
            history.past.keep(work.done())


def replayed(steps: list[Step], until: int) -> State:
    return State(0).take(step for step in steps if step.number <= until)


def same(a: State, b: State) -> bool:
    return a.text == b.text and a.hands == b.hands and a.number == b.number and a.person == b.person


@given(st.integers(0, 10_000), st.integers(1, 60))
def test_what_is_packed_unpacks_to_the_same(seed, count):
    steps = steps_of(seed, count)
    assert list(unpack(*pack(steps))) == steps
    whole = State().take(steps)
    assert same(State().read(*freeze(whole)), whole)


@given(st.integers(0, 10_000), st.integers(1, 80), st.sets(st.integers(1, 80), max_size=5))
def test_squashing_changes_nothing_at_the_steps_that_are_left(seed, count, pinned):
    steps = steps_of(seed, count)
    left = squash(steps, pinned)
    assert {step.number for step in left} >= {step.number for step in steps if step.number in pinned}
    assert left[-1].number == count
    for step in left:
        assert same(replayed(left, step.number), replayed(steps, step.number))
    assert {(step.person, place) for step in left for place in step.changes} == {
        (step.person, place) for step in steps for place in step.changes
    }, "everybody who wrote an entry is still there"


@pytest.mark.parametrize("seed", range(4))
def test_the_piece_at_any_step_of_a_packed_history_is_what_it_was(path, seed, monkeypatch):
    monkeypatch.setattr(past_module, "SEGMENT", 37)
    monkeypatch.setattr(past_module, "SMALLEST_KEYFRAME", 900)
    steps = steps_of(seed, 700)
    history = History(path)
    write(history, steps[:350])
    named = history.versions.keep("room", START, "named", PEOPLE[0].id, "Half of it")
    write(history, steps[350:])
    write(history, steps_of(99, 50), "another room")
    history.close()
    history = History(path)
    past = history.past
    assert len(past.steps("room", 0, 700)) < 700, "some were squashed"
    database = history._database
    assert database.execute("select count(*) from keyframes where room = 'room'").fetchone()[0] > 3
    left = {step.number for step in past.steps("room", 0, 700)}
    assert named.step == 350 in left
    for number in range(701):
        known = max((kept for kept in left if kept <= number), default=0)
        assert same(past.state("room", number), replayed(steps, known)), number
    for step in steps[::23]:
        assert past.moment("room", step.at) == max(
            (kept for kept in left if steps[kept - 1].at <= step.at), default=0
        )
    assert past.moment("room", START - 1) == 0
    spans = past.spans("room", 20)
    assert len(spans) == 20
    assert sum(sum(span.edits.values()) for span in spans) == len(left)
    assert [(span.first, span.began) for span in spans] == sorted((span.first, span.began) for span in spans)
    assert spans[-1].last == 700


def test_the_answers_are_json_with_the_piece_as_it_was_and_whose_it_is(path):
    history = History(path)
    title, note = {("meta", "title"): '  "title": "Song"'}, ("events", "e1")
    line = '  "e1": {"kind": "note", "measure": "m1", "onset": "0", "part": "p1", "pitch": "C4", "duration": "1"}'
    write(history, [Step(1, START, PEOPLE[0].id, title), Step(2, START + 1, PEOPLE[1].id, {note: line})])
    write(history, [Step(3, START + 2, PEOPLE[0].id, {note: None})])
    answer = json.loads(document_answer(history, "room", 2))
    assert decode(json.dumps(answer["document"]))["events"]["e1"]["pitch"] == "C4"
    assert (answer["step"], answer["at"], answer["person"]) == (2, START + 1, PEOPLE[1].id)
    assert answer["hands"] == {PEOPLE[0].id: {"meta": ["title"]}, PEOPLE[1].id: {"events": ["e1"]}}
    assert answer["people"] == {PEOPLE[0].id: "Ada", PEOPLE[1].id: "Bo"}
    assert json.loads(document_answer(history, "room", 2, ["m2"]))["document"]["events"] == {}
    assert json.loads(document_answer(history, "room", 2, ["m1"]))["document"]["events"].keys() == {"e1"}
    assert json.loads(document_answer(history, "room", 0))["document"] == json.loads(encode(empty()))
    timeline = json.loads(timeline_answer(history, "room", 2))
    assert [span["edits"] for span in timeline["spans"]] == [
        {PEOPLE[0].id: 1},
        {PEOPLE[1].id: 1, PEOPLE[0].id: 1},
    ]
    assert timeline["last"] == 3
    assert json.loads(timeline_answer(history, "no room", 2))["spans"] == []


@given(st.integers(0, 10_000), st.integers(0, 60), st.integers(0, 60))
def test_two_steps_are_compared_as_the_whole_documents_would_be(seed, first, second):
    steps = steps_of(seed, 60)
    at = [0.0, *(step.at for step in steps)]
    note = '{{"kind": "note", "measure": "m1", "onset": "0", "part": "p1", "pitch": "{}4", "duration": "1"}}'
    for step in steps[::2]:
        step.changes["events", f"n{seed % 7}"] = f'  "n{seed % 7}": {note.format("CDEFGAB"[step.number % 7])}'
    a, b = (replayed(steps, until) for until in (first, second))
    assert (a.at, b.at) == (at[first], at[second])
    told = difference_answer(a, b, {})["alterations"]
    whole = music_of(*(normalise(json.loads(state.text)) for state in (a, b)))
    assert [{**each, "who": ""} for each in told] == [
        each.to_json() | {"who": ""} for each in whole.alterations
    ]


@given(st.lists(st.tuples(st.floats(0, 2 * TERM), st.booleans()), max_size=60), st.floats(0, DAY))
def test_versions_fade_with_age_but_never_a_named_one(made, later):
    now = START + 2 * TERM
    versions = [
        Version(f"v{n}", n, now - age, "named" if named else "while") for n, (age, named) in enumerate(made)
    ]
    gone = fading(versions, now)
    left = [version for version in versions if version.id not in gone]
    for version in versions:
        age = now - version.at
        if version.kind == "named" or age <= DAY:
            assert version.id not in gone
        span = HOUR if age <= WEEK else DAY if age <= TERM else WEEK
        near = [other for other in left if abs(other.at - version.at) <= span and other.kind != "named"]
        assert version.kind == "named" or near, "a moment near each one is left"
    assert fading(left, now) == set(), "what was thinned is thin"
    assert fading(left, now + later) >= set()


def test_a_version_by_itself_is_kept_after_ten_minutes_of_editing_and_not_twice(path):
    versions = (history := History(path)).versions
    assert not versions.is_due("room", START)
    write(history, [Step(n, START + n, "", {("nodes", "n"): f'  "n": {{"x": {n}}}'}) for n in range(1, 6)])
    assert not versions.is_due("room", START + 590)
    assert versions.is_due("room", START + 700)
    first = versions.keep("room", START + 700, "while")
    assert (first.step, first.at) == (5, START + 5)
    assert versions.keep("room", START + 800, "pause") == first, "nothing was changed since"
    assert not versions.is_due("room", START + 90_000)
    named = versions.keep("room", START + 800, "named", "antiphon-ada", "Before the concert")
    assert [version.kind for version in versions.of("room")] == ["while", "named"]
    versions.forget("room", [named.id])
    assert versions.of("room") == [first]


def test_a_version_that_is_named_while_its_step_is_packed_keeps_it(path):
    history = History(path)
    write(history, steps_of(3, 600), packing=False)
    work = history.past.to_pack("room")
    done = work.done()
    squashed = next(step.number for step in work.steps if step.number not in done.numbers)
    history.versions.keep("room", START, "named", title="In a drag", step=squashed)
    before = history.past.state("room", squashed)
    history.past.keep(done)
    assert same(history.past.state("room", squashed), before)
    history.past.keep(history.past.to_pack("room").done())
    assert same(history.past.state("room", squashed), before)


def test_what_the_disk_refuses_leaves_the_steps_as_they_were(path):
    history = History(path)
    steps = steps_of(5, 700)
    write(history, steps, packing=False)
    work = history.past.to_pack("room").done()
    history._database.execute("pragma query_only = on")
    with pytest.raises(sqlite3.Error):
        history.past.keep(work)
    with pytest.raises(sqlite3.Error):
        write(history, steps_of(6, 1))
    history._database.execute("pragma query_only = off")
    assert history.past.head("room")[0] == 700
    assert same(history.past.state("room"), replayed(steps, 700))
    history.past.keep(work)
    write(history, [Step(701, START, "", {("nodes", "n"): '  "n": {}'})])
    assert history.past.head("room")[0] == 701


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from antiphon.lab import past
past.SEGMENT = 25
past.SMALLEST_KEYFRAME = 300
from lab.test_past import steps_of, write
from antiphon.lab.history import History
history = History(Path({path!r}))
done = history.past.head("room")[0]
steps = steps_of(11, 4000)
for step in steps[done:]:
    write(history, [step])
    print(step.number, flush=True)
"""


def test_a_kill_at_any_moment_of_packing_leaves_a_store_that_goes_on(path):
    steps = steps_of(11, 4000)
    tests = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    chance = random.Random(2)
    told = 0
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER.format(tests=tests, path=str(path))],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(chance.randint(60, 160)):
            told = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        history = History(path)
        assert history.notice == ""
        last, _ = history.past.head("room")
        assert last >= told, "what was said to be kept is"
        left = {step.number for step in history.past.steps("room", 0, last)}
        for number in (*chance.sample(sorted(left), 25), last):
            assert same(history.past.state("room", number), replayed(steps, number))
        history.close()
    assert last > 300


def test_a_second_server_is_told_that_the_history_is_taken(path):
    first = History(path)
    with pytest.raises(StoreBusy, match="Another Antiphon server has the history of these pieces open"):
        History(path)
    first.close()
    History(path).close()


def damage(path, history: History) -> None:
    """Overwrite the middle of the file, as a failing disk does."""
    history._database.execute("pragma wal_checkpoint(truncate)")
    history.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))


@pytest.mark.parametrize("how", ["middle", "all of it"])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(path, how):
    history = History(path)
    write(history, steps_of(1, 900))
    if how == "middle":
        damage(path, history)
    else:
        history.close()
        path.write_bytes(b"This is no database, and long enough to be one." * 100)
    history = History(path)
    (aside,) = path.parent.glob("history.damaged-*.db")
    assert aside.name in history.notice
    assert "begins anew" in history.notice
    assert aside.stat().st_size > 4000
    write(history, steps_of(1, 3))
    history.close()
    assert History(path).past.head("room")[0] == 3


def test_a_damaged_part_of_the_past_is_told_and_the_rest_goes_on(path):
    history = History(path)
    steps = steps_of(1, 1200)
    write(history, steps)
    history._database.execute("update segments set content = ? where first = 1", (b"nonsense",))
    history._database.execute("delete from keyframes")
    with pytest.raises(PastDamaged, match="The history up to step 100 is damaged"):
        history.past.state("room", 100)
    with pytest.raises(PastDamaged):
        history.past.state("room")
    now = replayed(steps, 1200)
    lines: dict[str, dict[str, str]] = {}
    for step in steps:
        for (root, id), line in step.changes.items():
            lines.setdefault(root, {}).pop(id, None)
            if line is not None:
                lines[root][id] = line
    assert now.towards(lines) == {}
    history.past.begin_anew("room", steps[-1].at, lines)
    assert history.past.state("room").text == now.text
    write(history, [Step(1202, steps[-1].at, PEOPLE[0].id, {("events", "new"): '  "new": {}'})])
    assert '  "new": {}' in history.past.state("room").text


def test_a_whole_document_that_is_damaged_is_left_out(path):
    history = History(path)
    id = history.id("room")
    history.append("room", Edit(b"1", PEOPLE[0]))
    history._database.execute("update updates set packed = 1")
    assert history.updates("room") == []
    assert history.id("room") != id, "pages have to load it anew"
    history.append("room", Edit(b"2", PEOPLE[0]))
    assert history.updates("room") == [b"2"]


def test_a_history_of_the_second_version_is_brought_up_to_date(path):
    with sqlite3.connect(path) as database:
        database.executescript(
            """
            create table rooms (
                room text primary key, history text not null, saved text, saving text, format integer not null default 1
            ) strict;
            create table updates (
                number integer primary key, room text not null, content blob not null,
                person text not null default '', at real not null default 0
            ) strict;
            create index updates_by_room on updates (room, number);
            create table authors (
                room text not null, root text not null, id text not null,
                made_by text not null, made_at real not null, changed_by text not null, changed_at real not null,
                primary key (room, root, id)
            ) strict, without rowid;
            create table clients (
                room text not null, client integer not null, person text not null, primary key (room, client)
            ) strict, without rowid;
            create table names (person text primary key, name text not null) strict, without rowid;
            insert into rooms values ('room', 'old', 'text', null, 3);
            insert into updates values (1, 'room', x'01', 'ada', 10.5);
            insert into authors values ('room', 'nodes', 'n1', 'ada', 10.5, 'bo', 20.25);
            insert into authors values ('room', 'events', 'e1', '', 0, 'bo', 20.25);
            insert into names values ('ada', 'Ada'), ('bo', 'Bo');
            pragma user_version = 2;
            """
        )
    history = History(path)
    assert history.id("room") == "old"
    assert history.updates("room") == [b"\x01"]
    assert history.who("room", "nodes", "n1") == (Hand("ada", "Ada", 10.5), Hand("bo", "Bo", 20.25))
    assert history.who("room", "events", "e1") == (None, Hand("bo", "Bo", 20.25))
    assert history.makers("room") == {"nodes/n1": "ada"}
    assert {hand.name: ids for hand, ids in history.writers("room", "events").items()} == {"Bo": ["e1"]}
    assert history.past.state("room").text == encode(empty())


def test_a_packed_history_is_small(path):
    history = History(path)
    steps = steps_of(1, 5000)
    write(history, steps)
    history._database.execute("pragma wal_checkpoint(truncate)")
    plain = sum(len(line or "") for step in steps for line in step.changes.values())
    content = history._database.execute(
        "select sum(length(content) + length(heads)) from segments"
    ).fetchone()[0]
    whole = history._database.execute(
        "select sum(length(content) + length(heads)) from keyframes"
    ).fetchone()[0]
    assert content < plain / 4
    assert whole < content + 8 * 4096, "keyframes are made as the segments grow"
    assert set(ROOTS) >= {place[0] for step in steps for place in step.changes}
    assert zlib.decompress(pack(steps[:1])[1])
