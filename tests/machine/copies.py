"""Copies of a document: the one of Python peers, and the one of browsers in a node process."""

import base64
import json
import subprocess
from pathlib import Path
from typing import Any, Protocol

from pycrdt import Doc

from antiphon.document.undo import UndoStack
from antiphon.document.ydoc import YAntiphon

EXTENSION = Path(__file__).parents[2] / "extension"

Command = dict[str, Any]
"""What is to be done: the commands of `extension/peer/README.md`."""

Content = dict[str, dict[str, Any]]
"""The roots as plain JSON."""


class Copy(Protocol):
    """A person's copy of the document, with their undo."""

    def do(self, command: Command) -> bytes:
        """Carry out an edit, an undo or a redo; gives the update that it makes."""

    def apply(self, update: bytes) -> None:
        """Take what others wrote."""

    def state(self) -> bytes:
        """The state vector."""

    def update(self, state: bytes) -> bytes:
        """What is not in a state."""

    def text(self) -> str:
        """The canonical text."""

    def reload(self, client: int) -> None:
        """Begin with an empty document of a new client, and keep what can be undone."""


class PythonCopy:
    """The copy of a Python peer."""

    def __init__(self, client: int) -> None:
        self.doc = YAntiphon(Doc(client_id=client))
        self.stack = UndoStack(self.doc)
        self._updates: list[bytes] = []
        self._observe()

    def do(self, command: Command) -> bytes:
        self._updates.clear()
        match command["do"]:
            case "undo":
                self.stack.undo()
            case "redo":
                self.stack.redo()
            case "transact":
                with self.stack.step():
                    for each in command["edits"]:
                        self._edit(each)
            case _:
                self._edit(command)
        assert len(self._updates) <= 1
        return b"".join(self._updates)

    def _edit(self, command: Command) -> None:
        match command:
            case {"do": "put", "root": root, "id": id, "fields": fields}:
                self.doc.put(root, id, fields)
            case {"do": "change", "root": root, "id": id, "fields": fields}:
                self.doc.change(root, id, fields)
            case {"do": "remove", "root": root, "id": id}:
                self.doc.remove(root, id)
            case {"do": "set", "text": text}:
                self.doc.set(text)
            case _:
                raise AssertionError(command)

    def apply(self, update: bytes) -> None:
        with self.doc.ydoc.transaction(origin="room"):
            self.doc.ydoc.apply_update(update)

    def state(self) -> bytes:
        return self.doc.ydoc.get_state()

    def update(self, state: bytes) -> bytes:
        return self.doc.ydoc.get_update(state)

    def text(self) -> str:
        return self.doc.get()

    def reload(self, client: int) -> None:
        self.doc = YAntiphon(Doc(client_id=client))
        self.stack.attach(self.doc)
        self._observe()

    def _observe(self) -> None:
        self.doc.ydoc.observe(lambda event: self._updates.append(event.update))


class Node:
    """The node process, which holds the copies of all browsers."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [EXTENSION / "node_modules" / ".bin" / "vite-node", "peer/peer.ts"],
            cwd=EXTENSION,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *commands: Command) -> list[Any]:
        """Carry out some commands in one go; gives their answers."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("".join(f"{json.dumps(command)}\n" for command in commands))
        self._process.stdin.flush()
        answers = []
        for command in commands:
            line = self._process.stdout.readline()
            assert line, "The node process has ended; see its messages above."
            answer = json.loads(line)
            assert "error" not in answer, (answer, command)
            answers.append(answer)
        return answers

    def stop(self) -> None:
        """End the process."""
        self._process.communicate('{"do": "quit"}\n', timeout=30)


class NodeCopy:
    """The copy of a browser: real Yjs and our TypeScript."""

    def __init__(self, node: Node, name: str, client: int) -> None:
        self._node, self._name = node, name
        self._text: str | None = None
        self._ask({"do": "reset", "client": client})
        self._state = ""
        self._read_state()

    def _ask(self, *commands: Command) -> list[Any]:
        return self._node.ask(*({**command, "peer": self._name} for command in commands))

    def _read_state(self) -> None:
        self._state = self._ask({"do": "state"})[0]["state"]

    def do(self, command: Command) -> bytes:
        _, update, text, state = self._ask(
            command, {"do": "update", "since": self._state}, {"do": "text"}, {"do": "state"}
        )
        self._text, self._state = text["text"], state["state"]
        return base64.b64decode(update["update"])

    def apply(self, update: bytes) -> None:
        apply = {"do": "apply", "update": base64.b64encode(update).decode()}
        _, state = self._ask(apply, {"do": "state"})
        self._text, self._state = None, state["state"]

    def state(self) -> bytes:
        return base64.b64decode(self._state)

    def update(self, state: bytes) -> bytes:
        (answer,) = self._ask({"do": "update", "since": base64.b64encode(state).decode()})
        return base64.b64decode(answer["update"])

    def text(self) -> str:
        if self._text is None:
            self._text = self._ask({"do": "text"})[0]["text"]
        return self._text

    def reload(self, client: int) -> None:
        self._ask({"do": "reload", "client": client})
        self._text = None
        self._read_state()


def content(text: str) -> Content:
    """The roots of a canonical text."""
    roots: Content = json.loads(text)
    del roots["antiphon"]
    roots["meta"] = {"": roots["meta"]}
    return roots
