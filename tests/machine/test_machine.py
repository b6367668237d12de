"""Three to five people edit one piece in Python and in the browser, with every kind of bad luck, and lose nothing."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from causality import Difference, Past, differences, same
from copies import Command, Copy, Node, NodeCopy, PythonCopy, content
from edits import SHAPES, some, whole
from exchange import Message, Peer, Server
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from antiphon.document.codec import encode, normalise
from antiphon.document.projection import project
from antiphon.document.ydoc import YAntiphon

STEPS = 10_000
EXAMPLES, EXAMPLE_STEPS = 250, 50

PEOPLE = st.integers(0, 4)
ROOTS = st.sampled_from(sorted(SHAPES))
IDS = st.sampled_from(["a", "b", "c"])
BITS = st.integers(0, 255)
ACTIONS = st.sampled_from(["put", "change", "change", "change", "remove", "several", "mint", "load"])


class Machine(RuleBasedStateMachine):
    """The people, their server, and what they did."""

    node: ClassVar[Node]
    path: ClassVar[Path]
    steps: ClassVar[int] = 0
    rooms: ClassVar[Iterator[int]] = count()

    def __init__(self) -> None:
        super().__init__()
        self.past = Past()
        self.numbers = count(1)
        self.clients = count(1)
        self.own: dict[int, list[Difference]] = {}

    @initialize(people=st.integers(3, 5), first=st.integers(0, 255))
    def open(self, people: int, first: int) -> None:
        self.server = Server(Machine.path, f"room{next(Machine.rooms)}", next(self.clients))
        raw: dict[str, Any] = {
            root: {} if root == "meta" else {"a": whole(root, next(self.numbers), first)} for root in SHAPES
        }
        source = YAntiphon()
        before = content(source.get())
        source.set(encode(normalise(raw)))
        made = differences(before, content(source.get()))
        made.append(Difference(("meta", ""), None, {}))
        bit = self.past.add(0, made)
        self.server.take(Message(source.ydoc.get_update(), bit))
        for number in range(people):
            client = next(self.clients)
            copy: Copy = NodeCopy(Machine.node, str(number), client) if number % 2 else PythonCopy(client)
            self.server.peers.append(Peer(copy))
            self.own[number] = []
            self.server.connect(self.server.peers[number])

    def teardown(self) -> None:
        if hasattr(self, "server"):
            self.settle()
            self.server.history.close()

    def peer(self, who: int) -> tuple[int, Peer]:
        number = who % len(self.server.peers)
        return number, self.server.peers[number]

    def do(self, who: int, command: Command) -> list[Difference]:
        """Have somebody do something; gives what it changed."""
        number, peer = self.peer(who)
        before = content(peer.copy.text())
        update = peer.copy.do(command)
        done = differences(before, content(peer.copy.text()))
        if done:
            bit = self.past.add(peer.seen, done)
            peer.seen |= bit
            if peer.online:
                peer.up.append(Message(update, bit))
        self.own[number].extend(done)
        return done

    def command(self, who: int, action: str, root: str, id: str, bits: int) -> Command:
        """An edit of an entry, as it is in somebody's copy."""
        number = next(self.numbers)
        there = root == "meta" or id in content(self.peer(who)[1].copy.text())[root]
        id = "" if root == "meta" else id
        if action == "change" and there:
            return {"do": "change", "root": root, "id": id, "fields": some(root, number, bits)}
        if action == "remove" and there and root != "meta":
            return {"do": "remove", "root": root, "id": id}
        return {"do": "put", "root": root, "id": id, "fields": whole(root, number, bits)}

    @rule(who=PEOPLE, action=ACTIONS, root=ROOTS, id=IDS, bits=BITS)
    def edit(self, who: int, action: str, root: str, id: str, bits: int) -> None:
        Machine.steps += 1
        match action:
            case "mint":
                minted = f"n{next(self.numbers)}"
                command = self.command(who, "put", "events", minted, bits)
                assert [each.key for each in self.do(who, command)] == [("events", minted)]
                return
            case "several":
                others = [each for each in ("a", "b", "c") if each != id]
                edits = [self.command(who, "put", root, id, bits)]
                if root != "meta":
                    edits.append(self.command(who, "change", root, others[0], bits))
                    edits.append(self.command(who, "remove", root, others[1], bits))
                command = {"do": "transact", "edits": edits}
                allowed = {(each["root"], each["id"]) for each in edits}
            case "load":
                raw: dict[str, Any] = content(self.peer(who)[1].copy.text())
                raw["meta"] = raw["meta"][""]
                fields = whole(root, next(self.numbers), bits)
                if root == "meta":
                    raw["meta"] = fields
                else:
                    raw[root][id] = fields
                command = {"do": "set", "text": encode(normalise(raw))}
                allowed = {(root, "" if root == "meta" else id)}
            case _:
                command = self.command(who, action, root, id, bits)
                allowed = {(command["root"], command["id"])}
        assert {each.key for each in self.do(who, command)} <= allowed

    @rule(root=ROOTS, id=IDS, bits=BITS, actions=st.lists(ACTIONS, min_size=2, max_size=5))
    def edit_at_once(self, root: str, id: str, bits: int, actions: list[str]) -> None:
        Machine.steps += 1
        for who, action in enumerate(actions):
            self.do(who, self.command(who, action, root, id, bits + who))

    @rule(who=PEOPLE, way=st.sampled_from(["undo", "undo", "redo"]))
    def undo(self, who: int, way: str) -> None:
        Machine.steps += 1
        own = self.own[self.peer(who)[0]][:]
        for change in self.do(who, {"do": way}):
            ours = [each for each in own if each.key == change.key]
            assert ours, f"{way} touched {change.key}, which is not theirs"
            if change.before is None:
                assert any(each.before == change.after for each in ours)
            elif change.after is None:
                assert any(each.after == change.before for each in ours)
            else:
                written = [each.fields() for each in ours]
                for name, (old, _) in change.fields().items():
                    values = [fields[name][1] for fields in written if name in fields]
                    assert any(same(old, value) for value in values), f"{way} of {change.key}.{name}: {old}"

    @rule(who=PEOPLE, up=st.integers(0, 3), down=st.integers(0, 3))
    def deliver(self, who: int, up: int, down: int) -> None:
        Machine.steps += 1
        _, peer = self.peer(who)
        for _ in range(min(up, len(peer.up))):
            self.server.receive(peer)
        for _ in range(min(down, len(peer.down))):
            peer.receive()

    @rule(who=PEOPLE)
    def drop_or_come_back(self, who: int) -> None:
        Machine.steps += 1
        _, peer = self.peer(who)
        if peer.online:
            peer.drop()
        else:
            self.server.connect(peer)

    @rule(squash=st.booleans())
    def restart(self, squash: bool) -> None:
        Machine.steps += 1
        before = self.server.doc.get()
        self.server.restart(squash)
        assert self.server.doc.get() == before

    @rule(who=PEOPLE)
    def load_afresh(self, who: int) -> None:
        Machine.steps += 1
        _, peer = self.peer(who)
        peer.drop()
        peer.copy.reload(next(self.clients))
        peer.seen = 0
        self.server.connect(peer)

    @rule()
    def settle(self) -> None:
        """All come back and hear everything: then all have the same text, and nothing is lost."""
        Machine.steps += 1
        peers = self.server.peers
        for peer in peers:
            if not peer.online:
                self.server.connect(peer)
        for peer in peers:
            while peer.up:
                self.server.receive(peer)
        for peer in peers:
            while peer.down:
                peer.receive()
        text = self.server.doc.get()
        for number, peer in enumerate(peers):
            assert peer.copy.text() == text, f"peer {number} differs"
            assert peer.seen == self.server.seen
            if isinstance(peer.copy, PythonCopy):
                assert peer.copy.doc.piece == project(peer.copy.doc.to_document())
        self.past.check(self.server.seen, content(text))
        again = YAntiphon()
        again.set(text)
        assert again.get() == text


@pytest.fixture
def node() -> Iterator[Node]:
    node = Node()
    yield node
    node.stop()


@pytest.mark.timeout(600)
def test_nobody_loses_anything(node: Node, tmp_path: Path) -> None:
    Machine.node, Machine.path, Machine.steps = node, tmp_path / "history.db", 0
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=EXAMPLE_STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Machine.steps >= STEPS
