"""Reading updates without applying them, beside what pycrdt writes and reads."""

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Decoder, Doc, Map, Text, XmlElement, XmlFragment, XmlText

from antiphon.document.update import ANY, DELETED, GC, MAP, SKIP, TYPE, Malformed, read_update

SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**52), 2**52),
    st.floats(allow_nan=False),
    st.text(max_size=300),
)
VALUES = st.recursive(
    st.one_of(SCALARS, st.none(), st.binary(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["a", "b", "é"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), KEYS, VALUES),
        st.tuples(st.just("entry"), KEYS, st.dictionaries(KEYS, SCALARS, max_size=3)),
        st.tuples(st.just("field"), KEYS, SCALARS),
        st.tuples(st.just("remove"), KEYS, st.none()),
        st.tuples(st.just("list"), KEYS, VALUES),
        st.tuples(st.just("unlist"), KEYS, st.integers(0, 9)),
        st.tuples(st.just("write"), KEYS, st.sampled_from(["a", "bcd", "e" * 40])),
        st.tuples(st.just("bold"), KEYS, st.booleans()),
        st.tuples(st.just("embed"), KEYS, st.binary(max_size=4)),
        st.tuples(st.just("element"), KEYS, st.text(max_size=4)),
        st.tuples(st.just("document"), KEYS, st.none()),
    ),
    max_size=12,
)


class Peer:
    """A document whose updates are gathered."""

    def __init__(self):
        self.doc = Doc()
        self.map = self.doc.get("map", type=Map)
        self.array = self.doc.get("array", type=Array)
        self.text = self.doc.get("text", type=Text)
        self.xml = self.doc.get("xml", type=XmlFragment)
        self.updates = []
        self._kept = self.doc.observe(lambda event: self.updates.append(event.update))

    def edit(self, what, key, value):
        entry = self.map.get(key)
        match what:
            case "set":
                self.map[key] = value
            case "entry":
                self.map[key] = Map(value)
            case "field" if isinstance(entry, Map):
                entry["field"] = value
            case "remove":
                self.map.pop(key, None)
            case "list":
                self.array.append(value)
            case "unlist" if value < len(self.array):
                del self.array[value]
            case "write":
                self.text.insert(0, value)
            case "bold" if len(self.text):
                self.text.format(0, 1, {"bold": value})
            case "embed":
                self.text.insert_embed(0, value)
            case "element":
                self.xml.children.append(XmlElement("p", {"key": key}, [XmlText(value)]))
            case "document":
                self.map[key] = Doc()


def state_of(doc):
    decoder = Decoder(doc.get_state())
    return {decoder.read_var_uint(): decoder.read_var_uint() for _ in range(decoder.read_var_uint())}


def meet(one, two):
    one.doc.apply_update(two.doc.get_update(one.doc.get_state()))
    two.doc.apply_update(one.doc.get_update(two.doc.get_state()))


@settings(max_examples=150, deadline=None)
@given(EDITS, EDITS, EDITS)
def test_what_pycrdt_writes_is_read(first, second, third):
    one, two = Peer(), Peer()
    for peer, edits in ((one, first), (two, second), (one, third)):
        for edit in edits:
            peer.edit(*edit)
        meet(one, two)
    ends = {}
    copy = Doc()
    for content in one.updates:
        update = read_update(content)
        copy.apply_update(content)
        assert not update.gaps
        for client, (start, end) in update.structs.items():
            assert start == ends.get(client, 0)
            ends[client] = end
        for client, clock in update.needs.items():
            assert clock <= ends[client]
        for client, clock, length in update.deletes:
            assert clock + length <= ends[client]
        assert update.roots <= {"map", "array", "text", "xml"}
        assert ends == state_of(copy)
    whole = read_update(one.doc.get_update())
    assert {client: end for client, (start, end) in whole.structs.items()} == state_of(one.doc)
    assert all(start == 0 for start, _ in whole.structs.values())


def update_of(change):
    peer = Peer()
    with peer.doc.transaction():
        change(peer)
    return read_update(peer.updates[-1])


def test_flat_entries():
    def change(peer):
        peer.map["e1"] = Map({"pitch": "C4", "tie": True, "x": 1.5, "staff": 2})

    update = update_of(change)
    assert (update.roots, update.keyed, update.scalar) == ({"map"}, True, True)
    assert (update.contents, update.types) == ({TYPE, ANY}, {MAP})
    assert update.count == 5


@pytest.mark.parametrize("value", [None, [1], {"a": 1}, b"abc"])
def test_values_that_are_not_scalar(value):
    assert not update_of(lambda peer: peer.edit("set", "a", value)).scalar


@pytest.mark.parametrize("what", ["list", "write", "element"])
def test_what_is_not_under_a_key(what):
    assert not update_of(lambda peer: peer.edit(what, "a", "x")).keyed


@pytest.mark.parametrize(
    ("value", "type"), [(Array([1]), 0), (Map(), MAP), (Text("x"), 2), (XmlFragment(), 4)]
)
def test_shared_types(value, type):
    def change(peer):
        peer.map["a"] = value

    assert type in update_of(change).types


def test_deletes():
    peer = Peer()
    peer.edit("set", "a", 1)
    peer.edit("remove", "a", None)
    assert read_update(peer.updates[-1]).deletes == [(peer.doc.client_id, 0, 1)]


def test_a_gap():
    peer, other = Peer(), Doc()
    peer.edit("set", "a", 1)
    peer.edit("set", "b", 2)
    peer.edit("set", "a", 3)
    other.apply_update(peer.updates[0])
    assert read_update(peer.updates[2]).structs == {peer.doc.client_id: (2, 3)}
    skipping = bytes([1, 2, 9, 0, SKIP, 5, GC, 1, 0])
    assert read_update(skipping).gaps


def test_what_an_item_needs():
    deleted_after = bytes([1, 1, 9, 4, 0x80 | DELETED, 7, 11, 3, 0])
    assert read_update(deleted_after).needs == {7: 12}


def varint(number):
    data = bytearray()
    while number >= 0x80:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*data, number])


HUGE = varint(2**62)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"\x00\x00\x00",
        HUGE + b"\x00",
        b"\x01" + HUGE + b"\x01\x00",
        b"\x01\x01" + HUGE + b"\x00\x00\x01\x00",
        b"\x01\x01\x01\x00\x00" + HUGE + b"\x00",
        b"\x01\x01\x01\x00\x04\x01\x01a" + HUGE + b"\x00",
        b"\x01\x01\x01\x00\x08\x01\x01a" + HUGE + b"\x00",
        b"\x01\x01\x01\x00\x28\x01\x01a\x01b\x01\x76" + HUGE + b"\x00",
        b"\x01\x01\x01\x00\x28\x01\x01a\x01b\x01" + b"\x75\x01" * 200 + b"\x78\x00",
        b"\x01\x01\x01\x00\x28\x01\x01a\x02\xff\xff\x01\x78\x00",
        b"\x01\x01\x01\x00\x1f\x01\x00",
        b"\x01\x01\x01\x00\x00\x00\x00",
        b"\x02\x01\x01\x00\x00\x01\x01\x01\x01\x00\x01\x00",
        b"\x01\x01\x01\x05\x88\x01\x05\x01\x78\x00",
        b"\x00\x01\x01" + HUGE,
        b"\x00\x01\x01\x01\x00\x00",
        b"\x00\x01\x01\x01\x00" + HUGE,
        b"\xff" * 100,
    ],
)
def test_what_is_malformed(content):
    with pytest.raises(Malformed):
        read_update(content)


def test_an_update_larger_than_asked_for():
    peer = Peer()
    with peer.doc.transaction():
        peer.map["e1"] = Map({"a": 1, "b": 2})
    assert read_update(peer.updates[-1], structs=3).count == 3
    with pytest.raises(Malformed):
        read_update(peer.updates[-1], structs=2)


SOME = Peer()
for number, edit in enumerate(["entry", "list", "write", "bold", "embed", "element", "document", "remove"]):
    SOME.edit(
        edit,
        "ab"[number % 2],
        {"a": 1} if edit == "entry" else True if edit == "bold" else b"x" * 2 if edit == "embed" else "xy",
    )
WHOLE = SOME.doc.get_update()


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
@example(b"\x01\x01\x01\x00\x27\x01\x01a\x01b\x0f\x00")
def test_random_bytes_are_read_or_malformed(content):
    with contextlib.suppress(Malformed):
        read_update(content)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.integers(0, 3))
def test_damaged_updates_are_read_or_malformed(place, byte, cut):
    content = WHOLE[:place] + bytes([byte]) + WHOLE[place + cut :]
    with contextlib.suppress(Malformed):
        read_update(content)


@given(st.integers(0, len(WHOLE) - 1))
def test_what_ends_early_is_malformed(length):
    with pytest.raises(Malformed):
        read_update(WHOLE[:length])
