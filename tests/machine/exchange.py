"""The server in the middle: the document, a history on disk, and lines to the peers that may be cut at any moment."""

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from copies import Copy
from pycrdt import Doc

from antiphon.document.ydoc import YAntiphon
from antiphon.lab.history import Edit, History


@dataclass
class Message:
    """An update on its way, and the transactions that are in it."""

    update: bytes
    seen: int


@dataclass(eq=False)
class Peer:
    """A person at their copy.

    Attributes:
        copy: Their copy.
        seen: The transactions that are in it.
        online: Whether there is a line to the server.
        up: What is on its way to the server.
        down: What is on its way from there.
    """

    copy: Copy
    seen: int = 0
    online: bool = False
    up: deque[Message] = field(default_factory=deque)
    down: deque[Message] = field(default_factory=deque)

    def drop(self) -> None:
        """Cut the line; what is on its way is lost."""
        self.online = False
        self.up.clear()
        self.down.clear()

    def receive(self) -> None:
        """Take the next message of the server."""
        message = self.down.popleft()
        self.copy.apply(message.update)
        self.seen |= message.seen


class Server:
    """A server of one room."""

    def __init__(self, path: Path, room: str, client: int) -> None:
        self.path, self.room, self.client = path, room, client
        self.history = History(path)
        self.peers: list[Peer] = []
        self.doc = YAntiphon(Doc(client_id=client))
        self.seen = 0

    def take(self, message: Message, author: Peer | None = None) -> None:
        """Keep an update, and pass it on to everybody else."""
        self.history.append(self.room, Edit(message.update))
        self.doc.ydoc.apply_update(message.update)
        self.seen |= message.seen
        for peer in self.peers:
            if peer.online and peer is not author:
                peer.down.append(message)

    def connect(self, peer: Peer) -> None:
        """Both sides tell each other what they miss."""
        peer.online = True
        missing = self.doc.ydoc.get_update(peer.copy.state())
        peer.copy.apply(missing)
        mine = Message(peer.copy.update(self.doc.ydoc.get_state()), peer.seen)
        peer.seen |= self.seen
        self.take(mine, peer)

    def receive(self, peer: Peer) -> None:
        """Take the next message of a peer."""
        self.take(peer.up.popleft(), peer)

    def restart(self, squash: bool) -> None:
        """Be killed, and start anew from what is on disk."""
        killed = self.history
        for peer in self.peers:
            peer.drop()
        if squash:
            killed.squash(self.room, self.doc.ydoc)
        killed.close()
        self.history = History(self.path)
        self.doc = YAntiphon(Doc(client_id=self.client))
        for update in self.history.updates(self.room):
            self.doc.ydoc.apply_update(update)
        killed.close()
