"""The guard of a room, with updates as clients write them and as nobody honest would."""

import gc
import weakref
from types import SimpleNamespace

import pytest
from pycrdt import Array, Doc, Map, Text, XmlFragment

from antiphon.document.schema import ROOTS
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.claims import PassingClaims
from antiphon.lab.guard import LIMITS, Guard, Refusal
from antiphon.session.people import Person
from antiphon.session.role import Role

PEOPLE = {
    name: Person(f"antiphon-{name}", name.title(), role, "piece.antiphon")
    for name, role in [("ada", Role.PLAYER), ("ben", Role.PLAYER), ("gus", Role.GUEST), ("tea", Role.TEACHER)]
}
ADA, BEN, GUS, TEA = PEOPLE.values()
NOTE = {"kind": "note", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


class Room(SimpleNamespace):
    """A room that applies what it is given, and remembers whose it was."""

    def __init__(self):
        super().__init__(ydoc=Doc(), room_id="text:antiphon:1", makers={}, written=[])
        self.assignments = {"alto": (ADA.id,), "bass": (BEN.id,)}
        self.document = YAntiphon(self.ydoc)
        self.document.put("measures", "m1", {"index": "1"})
        for part in ("alto", "bass"):
            self.document.put("parts", part, {"index": part[0], "name": part.title()})
            self.document.put("events", f"{part}1", {**NOTE, "part": part})
        self.claims = PassingClaims()
        self.claims.claim(0, "")
        self.claims.claim(self.ydoc.client_id, "")
        self.guard = Guard(self, self.claims)

    def write(self, update, person, touched):
        self.ydoc.apply_update(update)
        self.written.append((person.id, set(touched)))


class Client:
    """Somebody's page: what it changes is gathered, and sent when told to."""

    def __init__(self, room, person, client_id=None):
        self.room, self.person = room, person
        self.doc = Doc(client_id=client_id) if client_id is not None else Doc()
        self.doc.apply_update(room.ydoc.get_update())
        self.document = YAntiphon(self.doc)
        self.roots = {root: self.doc.get(root, type=Map) for root in (*ROOTS, "state")}
        self.updates = []
        self._gathering = self.doc.observe(lambda event: self.updates.append(event.update))

    def send(self):
        while self.updates:
            self.room.guard.write(self.updates.pop(0), self.person)

    def refused(self):
        before, written = self.room.document.raw(), len(self.room.written)
        with pytest.raises(Refusal) as refusal:
            self.send()
        assert self.room.document.raw() == before
        assert len(self.room.written) == written
        return str(refusal.value)


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def ada(room):
    return Client(room, ADA)


@pytest.fixture
def ben(room):
    return Client(room, BEN)


def test_what_is_taken_comes_with_what_it_touched(room, ada):
    ada.document.change("events", "alto1", {"pitch": "D4"})
    ada.document.put("nodes", "n1", {"kind": "osc.saw"})
    ada.document.remove("events", "alto1")
    ada.send()
    assert room.written == [
        (ADA.id, {("events", "alto1")}),
        (ADA.id, {("nodes", "n1")}),
        (ADA.id, {("events", "alto1")}),
    ]


def test_the_front_end_s_word_in_the_state_is_taken_of_everybody(room):
    for person in PEOPLE.values():
        client = Client(room, person)
        client.roots["state"]["document_id"] = room.room_id
        client.send()
    assert {person for person, touched in room.written if not touched} == {p.id for p in PEOPLE.values()}


@pytest.mark.parametrize(
    ("key", "value"), [("document_id", "another"), ("dirty", False), ("document_id", Map({"a": 1}))]
)
def test_any_other_state_is_the_server_s(room, key, value):
    client = Client(room, TEA)
    client.roots["state"][key] = value
    assert "state" in client.refused()


def test_no_one_but_players_and_teachers_write(room):
    guest = Client(room, GUS)
    guest.document.put("annotations", "a1", {"target": "m1", "text": "Hello"})
    assert guest.refused() == "You may only read: ask the teacher to be made a player."


def test_the_schema_is_everybody_s(room):
    for number, (root, id, fields) in enumerate(
        [
            ("events", "alto1", {"pitch": "H4"}),
            ("events", "alto1", {"loudness": 3}),
            ("events", "no id", {**NOTE, "part": "alto"}),
            ("events", "e9", {"kind": "note"}),
            ("parts", "alto", {"staves": 5}),
            ("parts", "alto", {"p_" + "x" * 100: 1}),
            ("nodes", "n1", {"kind": "osc.saw", "p_" + "x" * 100: 1}),
            ("nodes", "n1", {"kind": "osc.saw", "x": float("nan")}),
            ("nodes", "n1", {"kind": "osc.saw"} | {f"p_{n}x{n}": 1 for n in range(300)}),
            ("nodes", "n1", {"kind": "osc.saw"} | {f"p_x{n}": 1 for n in range(300)}),
        ]
    ):
        for person in (ADA, TEA):
            client = Client(room, person, 1000 + number * 2 + (person is TEA))
            entry = client.roots[root].get(id)
            with client.doc.transaction():
                if entry is None:
                    client.roots[root][id] = Map(fields)
                else:
                    for name, value in fields.items():
                        entry[name] = value
            assert client.refused()


@pytest.mark.parametrize(
    "value",
    [
        None,
        [1, 2],
        {"a": 1},
        b"abc",
        Map({"a": 1}),
        Array([1]),
        Text("x"),
        XmlFragment([]),
        Doc(),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("place", ["field", "entry", "meta"])
def test_only_flat_entries(room, value, place):
    client = Client(room, TEA)
    if place == "entry" and isinstance(value, Map):
        value = Map({"index": "z", "name": "x", "inner": Map({})})
    target = {
        "field": client.roots["parts"]["alto"],
        "entry": client.roots["parts"],
        "meta": client.roots["meta"],
    }
    target[place]["name" if place == "field" else "title"] = value
    assert client.refused()


def test_a_scalar_in_the_place_of_an_entry(room, ada):
    ada.roots["parts"]["alto"] = "gone"
    assert ada.refused()


def test_unknown_roots_and_sequences_in_known_ones(room, ada):
    ada.doc.get("secrets", type=Map)["a"] = Map({"b": 1})
    assert ada.refused() == "A piece holds no secrets."
    other = Client(room, ADA)
    other.updates.append(update(item(7, place(b"events", None), b"\x08\x01\x78")))
    assert other.refused()
    other.updates.append(update(item(7, place(b"secrets", b"a"), b"\x08\x01\x78")))
    assert other.refused()


def test_what_another_owns(room, ada):
    ada.document.change("events", "bass1", {"pitch": "D4"})
    assert ada.refused() == "The part Bass is assigned to somebody else: ask the teacher."


def test_deleting_what_another_owns(room, ada):
    for root, id in (("events", "bass1"), ("parts", "bass"), ("measures", "m1")):
        client = Client(room, ADA)
        client.document.remove(root, id)
        assert "assigned to somebody else" in client.refused()
    client = Client(room, ADA)
    del client.roots["events"]["bass1"]["pitch"]
    assert client.refused()


def test_a_lock_counts_at_once(room, ada):
    ada.document.change("events", "alto1", {"pitch": "D4"})
    ada.send()
    teacher = Client(room, TEA)
    teacher.document.put("locks", "alto", {"kind": "part", "reason": "exam"})
    teacher.send()
    ada.document.change("events", "alto1", {"pitch": "E4"})
    assert ada.refused() == "The part Alto is locked by the teacher: exam."
    teacher.document.remove("locks", "alto")
    teacher.send()
    fresh = Client(room, ADA)
    fresh.document.change("events", "alto1", {"pitch": "E4"})
    fresh.send()


def test_a_lock_of_the_room_s_own_counts_too(room, ada):
    ada.document.change("events", "alto1", {"pitch": "D4"})
    ada.send()
    room.document.put("locks", "piece", {"kind": "piece"})
    ada.document.change("events", "alto1", {"pitch": "E4"})
    assert ada.refused() == "The piece is locked: ask the teacher."


def test_what_a_page_wrote_offline_is_judged_as_a_whole(room, ada, ben):
    ben.document.change("events", "bass1", {"pitch": "D3"})
    ben.send()
    ada.document.change("events", "alto1", {"pitch": "D4"})
    ada.document.change("events", "bass1", {"pitch": "D4"})
    ada.updates = [ada.doc.get_update(room.ydoc.get_state())]
    assert "Bass" in ada.refused()


def test_an_honest_sync_after_a_break_is_taken(room, ada, ben):
    ada.document.change("events", "alto1", {"pitch": "D4"})
    ada.document.remove("events", "alto1")
    ben.document.change("events", "bass1", {"pitch": "D3"})
    ben.send()
    ada.doc.apply_update(room.ydoc.get_update())
    ada.updates = [ada.doc.get_update(room.ydoc.get_state()), ada.doc.get_update()]
    ada.send()
    assert set(room.document.raw()["events"]) == {"bass1"}
    assert room.written[-1] == (ADA.id, set())


def test_another_s_client_id(room, ada, ben):
    ben.document.change("events", "bass1", {"pitch": "D3"})
    ben.send()
    for client_id in (ben.doc.client_id, room.ydoc.client_id, 0):
        forger = Client(room, ADA, client_id)
        forger.document.change("events", "alto1", {"pitch": "E4"})
        assert forger.refused() == "The edit is made in somebody else's name."
    ben.document.change("events", "bass1", {"pitch": "E3"})
    ben.send()


def test_a_refused_client_id_stays_nobody_s(room):
    forger = Client(room, ADA, 77)
    forger.document.change("events", "bass1", {"pitch": "E4"})
    forger.refused()
    honest = Client(room, BEN, 77)
    honest.document.change("events", "bass1", {"pitch": "E4"})
    honest.send()


def test_all_holders_of_the_server_s_token_are_one_teacher(room):
    for name in ("first", "second"):
        client = Client(room, Person(name, "Anonymous", Role.TEACHER, ""), 88)
        client.document.put("meta", "meta", {"title": name})
        client.send()
    assert room.document.raw()["meta"] == {"title": "second"}


def test_gaps(room, ada):
    ada.document.change("events", "alto1", {"pitch": "D4"})
    ada.document.change("events", "alto1", {"pitch": "E4"})
    del ada.updates[0]
    assert "missing" in ada.refused()
    ada.updates.append(bytes([1, 2, 9, 0, 10, 5, 0, 1, 0]))
    assert "missing" in ada.refused()


def varint(number):
    data = bytearray()
    while number >= 0x80:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*data, number])


def update(*items, deletes=b"\x00"):
    """An update of one client, which is the first of a client 9."""
    return b"\x01" + varint(len(items)) + b"\x09\x00" + b"".join(items) + deletes


def place(root, key):
    return b"\x01" + varint(len(root)) + root + (varint(len(key)) + key if key is not None else b"")


def item(info, where, content):
    kind, rest = content[:1], content[1:]
    keyed = 0x20 if where.startswith(b"\x01") and len(where) > 2 + where[1] else 0
    return bytes([kind[0] | keyed]) + where + rest


def test_what_is_not_there(room, ada):
    ada.updates.append(bytes([1, 1, 9, 0, 0x88, 55, 3, 1, 0x78, 0]))
    assert "not there" in ada.refused()
    ada.updates.append(b"\x00\x01\x37\x01\x00\x05")
    assert "not there" in ada.refused()
    ada.updates.append(b"\x00\x01\x09\x01\x00\x05")
    assert "not there" in ada.refused()


def test_structs_of_two_clients_that_each_need_the_other(room, ada):
    one = bytes([1, 8, 0, 0x88, 9, 0, 1, 0x78])
    two = bytes([1, 9, 0, 0x88, 8, 0, 1, 0x78])
    ada.updates.append(b"\x02" + one + two + b"\x00")
    assert "not there" in ada.refused()


def test_a_deleted_item_written_over_another_s_entry(room, ada):
    start = next(clock for clock in range(100) if _deletes(room, clock) == {"bass1"})
    behind = b"\x81" + varint(room.ydoc.client_id) + varint(start) + b"\x01"
    ada.updates.append(update(behind))
    assert "Bass" in ada.refused()


def _deletes(room, clock):
    """The events that are gone once the server's struct of a clock is deleted."""
    copy = Doc()
    copy.apply_update(room.ydoc.get_update())
    events = copy.get("events", type=Map)
    before = set(events.keys())
    copy.apply_update(b"\x00\x01" + varint(room.ydoc.client_id) + b"\x01" + varint(clock) + b"\x01")
    return before - set(events.keys())


def test_too_much(room, ada, monkeypatch):
    ada.updates.append(b"\x00" * (LIMITS.size + 1))
    assert "4 MB" in ada.refused()
    ada.updates.append(b"\x01" + varint(2**31) + b"\x09\x00" + b"\x00")
    assert "cannot be read" in ada.refused()
    with ada.doc.transaction():
        for number in range(LIMITS.entries + 1):
            ada.roots["annotations"][f"a{number}"] = Map({"target": "m1", "text": "x"})
    assert "at most 5000 entries" in ada.refused()


@pytest.mark.parametrize(
    "content", [b"", b"\x01", b"\xff" * 64, b"\x00\x00\x00", b"\x01\x01\x09\x00\x1f\x00\x00"]
)
def test_what_cannot_be_read(room, ada, content):
    ada.updates.append(content)
    assert "cannot be read" in ada.refused()


def test_after_a_refusal_others_go_on(room, ada, ben):
    ada.document.change("events", "bass1", {"pitch": "D4"})
    ada.refused()
    ben.document.change("events", "bass1", {"pitch": "D3"})
    ben.send()
    assert room.document.raw()["events"]["bass1"]["pitch"] == "D3"


def test_what_was_wrong_before_may_stay(room, ada):
    room.ydoc.get("events", type=Map)["alto1"]["loudness"] = 3
    fresh = Client(room, ADA)
    fresh.document._roots["events"]["alto1"]["pitch"] = "D4"
    fresh.send()
    assert room.document.raw()["events"]["alto1"]["pitch"] == "D4"


def test_a_guard_keeps_no_room(room):
    ada = Client(room, ADA)
    ada.document.change("events", "bass1", {"pitch": "D4"})
    ada.refused()
    kept = weakref.ref(Guard(room, room.claims))
    gc.collect()
    assert kept() is None
