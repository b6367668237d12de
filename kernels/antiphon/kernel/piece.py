"""A live piece: what `join` gives."""

from __future__ import annotations

import getpass
import os
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from antiphon.document.conflict import Choice
from antiphon.kernel.asking import ask
from antiphon.kernel.audience import LiveAudience
from antiphon.kernel.branch import Changes, Merge, Version, document_of, merged, writes
from antiphon.kernel.branches import Branch, merge_branch
from antiphon.kernel.callbacks import Callback, Callbacks, Edit, Subscription
from antiphon.kernel.composition import Composition
from antiphon.kernel.connection import Connection, shown
from antiphon.kernel.draft import Draft
from antiphon.kernel.entry import EntryHandle
from antiphon.kernel.errors import EditError, JoinError
from antiphon.kernel.graph import mint
from antiphon.kernel.history import History, Moment
from antiphon.kernel.ledger import Ledger
from antiphon.kernel.line import Line
from antiphon.kernel.proposals import Proposals, Source, make
from antiphon.kernel.server import choose, locate, running
from antiphon.kernel.transport import LiveClock, LiveTransport
from antiphon.kernel.writing import content

if TYPE_CHECKING:
    from antiphon.kernel.view import View


def join(
    path: str | os.PathLike[str],
    *,
    server: str | None = None,
    token: str | None = None,
    name: str | None = None,
    timeout: float = 30.0,
) -> LivePiece:
    """Join a piece: what is written into it is everybody's at once, and what everybody writes is in it.

    It comes back by itself after a break of the connection, with what was written meanwhile. Joining a piece again gives the
    handle that is there, so that a cell may be run again; under another name, it gives a second one, which undoes its own.

    Args:
        path: The piece: a path from the notebook, such as `song.antiphon`, or an absolute one; for a server elsewhere, a
            path from the server's folder.
        server: The base URL of a Jupyter server; by default the one that runs this kernel, or the only one that runs here.
        token: A token that it knows; by default the one that Jupyter has noted for it.
        name: What the others see, where the server does not know better; by default this notebook's name, or the login name.
        timeout: Seconds that joining, and each later call, may take.

    Returns:
        The live piece.

    Raises:
        JoinError: It cannot be joined; the message says why, and what to do.
    """
    environment, folder, word = os.environ, Path.cwd(), os.fspath(path)
    chosen = choose(word, running(), environment, folder, server, token)
    place = locate(word, chosen, environment, folder)
    if name is None:
        name = Path(environment.get("JPY_SESSION_NAME", "")).name or _login()
    key = (chosen.url, place, chosen.token, name)
    with _joining:
        piece = _joined.get(key)
        if piece is None or piece.closed:
            piece = _joined[key] = LivePiece(Connection(chosen, place, name, timeout))
        return piece


_joining = threading.Lock()
_joined: weakref.WeakValueDictionary[tuple[str, str, str, str], LivePiece] = weakref.WeakValueDictionary()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "Python"


class LivePiece(Composition):
    """A piece that others edit at the same time; made by `join`.

    Every method may be called from any thread, and returns when the piece here has what it did; the server and the others have
    it a few milliseconds later (`keep` waits until it is on the server's disk). The first call after the server refused an edit
    raises a `RefusedError` with its sentence. As a context manager it is closed at the end of the block, and otherwise
    when Python ends or nothing refers to it.
    """

    def __init__(self, connection: Connection) -> None:
        """Use `join`."""
        super().__init__(connection)
        self._callbacks = Callbacks(connection.path)
        self._views: dict[tuple[bool, bool, int], View] = {}
        self._line: Line | None = None
        self._joining_session = threading.Lock()
        self._close = weakref.finalize(self, _leave, connection, self._callbacks)

    @property
    def path(self) -> str:
        """Where the piece is, from the server's folder."""
        return self._connection.path

    @property
    def title(self) -> str:
        """The title; may be set."""
        return str(self.meta.title or "")

    @title.setter
    def title(self, title: str) -> None:
        self.meta.title = title

    @property
    def meta(self) -> EntryHandle:
        """Title, subtitle, composer and so on, as attributes that may be set."""
        return EntryHandle(self._connection, "meta", "")

    @property
    def history(self) -> History:
        """What was: its versions, the piece at any moment, and restoring."""
        return History(self._connection)

    @property
    def ledger(self) -> Ledger:
        """Who contributed what: `piece.ledger.shares`, `piece.ledger.verify()`; iterating gives its rows."""
        return Ledger(self._connection)

    @property
    def proposals(self) -> Proposals:
        """What people propose: `piece.proposals.open`, and of each `accept`, `reject` and so on."""
        return Proposals(self._connection)

    @contextmanager
    def propose(
        self, title: str, *, source: Source | None = None, confidence: float | None = None
    ) -> Iterator[Draft]:
        """Propose a change instead of making it.

        `with piece.propose("Higher") as draft:` gives a private copy; what is done with its score, graph and mix is proposed at
        the end of the block. Where the block raises, nothing is.

        Args:
            title: What it is about.
            source: Whose idea it is, where it is not this handle's own: `assistant` (an AI partner's) or `audience`.
            confidence: How sure an AI partner is, from 0 to 1.

        Raises:
            EditError: Something was changed that cannot be proposed; nothing was proposed.
        """
        before = self.document
        draft = Draft(self._connection, before)
        yield draft
        make(self._connection, title, before, draft.document, source, confidence)

    @property
    def transport(self) -> LiveTransport:
        """What plays, for everybody: `piece.transport.play()`."""
        return LiveTransport(self._session(), self.clock)

    @property
    def clock(self) -> LiveClock:
        """The server's clock, which all who are in the piece know."""
        return LiveClock(self._session())

    @property
    def audience(self) -> LiveAudience:
        """The audience: `piece.audience.ask("How shall it go on?", ["Louder", "Softer"])`, and its desk."""
        return LiveAudience(self._connection, self._session())

    def _session(self) -> Line:
        with self._joining_session:
            if self._line is None:
                self._line = Line(self._connection)
            return self._line

    @property
    def people(self) -> list[str]:
        """The names of those who are here, this handle's included."""
        return sorted(filter(None, map(shown, self._connection.people())))

    @property
    def connected(self) -> bool:
        """Whether the server is there; where it is not, edits wait for it."""
        return self._connection.connected

    @property
    def refused(self) -> str | None:
        """The text of the document with the last edit that the server refused; None where it refused none."""
        return self._connection.refused

    @contextmanager
    def step(self) -> Iterator[None]:
        """Make all that this thread does within one step of undo."""
        outer = self._connection.begin(mint("step"))
        if outer:
            self._connection.begin(outer)
        try:
            yield
        finally:
            self._connection.begin(outer)

    def diff(self, a: Version, b: Version | None = None) -> Changes:
        """What is musically different between two versions, in words and as data.

        Args:
            a: The one: a document, an `.antiphon` file's path, or anything that has a `document`.
            b: The other; by default the piece as it is now.

        Raises:
            EditError: One of them cannot be read.
        """
        before = document_of(a)
        return Changes(before, self.document if b is None else document_of(b))

    @property
    def branches(self) -> list[Branch]:
        """The branches of the piece, the newest first."""
        return [
            Branch.of(each) for each in ask(self._connection, "GET", "history/branches").json()["branches"]
        ]

    def branch(self, title: str, moment: Moment | None = None) -> Branch:
        """Make a new piece of this one as it is, or as it was, in a file beside it: `join(branch.path)` joins it.

        Args:
            title: What it is called, in at most 120 characters.
            moment: Of when it is; by default of now.

        Raises:
            RefusedError: This handle may not: the teacher makes branches.
            MissingError: There was no such moment.
        """
        when = {} if moment is None else self.history.named(moment)
        answer = ask(self._connection, "POST", "history/branches", {"title": title, **when})
        return Branch.of(answer.json())

    def merge(
        self,
        branch: Branch | LivePiece | Version,
        base: Version | None = None,
        choices: Mapping[str, Choice] | None = None,
    ) -> Merge:
        """Merge a branch into the piece, as one step of undo.

        What the branch and the piece did since both is in the piece then. Where that cannot be, the piece has its way, or, where
        one took away what the other needs, it stays; each such place is a conflict of what is returned. Merging again merges
        what was done since.

        Args:
            branch: What became of it elsewhere: a `Branch`, a live piece, or the path of a piece of the same lab. Where `base`
                is given, it may be a document, any `.antiphon` file's path, or anything that has a `document`.
            base: What the branch and the piece both began with; by default what the lab knows they have in common.
            choices: For keys of conflicts, whether they go the way of `ours` (the piece) or `theirs` (the branch).

        Raises:
            EditError: One of them cannot be read, or there is no such conflict; nothing was changed.
            RefusedError: This handle may not: the teacher merges branches.
            MissingError: The branch is not there, or has nothing in common with the piece.
        """
        if base is None:
            path = self._path_of(branch)
            if isinstance(branch, LivePiece):
                branch.keep()
            return Merge(
                conflicts=merge_branch(self._connection, path, choices or {}), document=self.document
            )
        ours = self.document
        result = merged(base, ours, branch, choices or {})
        if planned := writes(ours, result.document):
            self._connection.write(planned, ours)
        return Merge(result.document, result.conflicts)

    def _path_of(self, branch: Branch | LivePiece | Version) -> str:
        """What the server calls a branch."""
        if isinstance(branch, (Branch, LivePiece)):
            return branch.path
        if not isinstance(branch, (str, os.PathLike)):
            raise EditError(
                "A branch that is no piece of the lab is merged with what it began with: merge(branch, base)."
            )
        word = os.fspath(branch)
        try:
            return locate(word, self._connection.server, os.environ, Path.cwd())
        except JoinError:
            raise EditError(
                f"{word} is no piece of this lab; a file from elsewhere is merged with what it began with: merge(branch, base)."
            ) from None

    def on_change(self, callback: Callback) -> Subscription:
        """Call back at each change, whoever made it.

        Args:
            callback: Is given an `Edit`, on a thread of the piece's own, one after another. Whatever it raises is logged.

        Returns:
            What stops it.
        """
        callbacks = self._callbacks
        return Subscription(
            self._connection.listen(
                lambda changes, mine, by: callbacks.put(callback, Edit.of(changes, mine, by))
            )
        )

    def keep(self, timeout: float | None = None) -> None:
        """Wait until all that was written here is on the server's disk.

        Args:
            timeout: Seconds; by default as given to `join`.

        Raises:
            RefusedError: The server refused some of it.
            OfflineError: The server was not there in time, or its disk refuses it; the edits stay here and are sent again.
        """
        self._connection.keep(timeout)

    def close(self) -> None:
        """Send what is still to be sent, and leave the piece; closing again does nothing."""
        self._close()

    @property
    def closed(self) -> bool:
        """Whether the piece was left."""
        return self._connection.closed

    def view(self, *, score: bool = True, graph: bool = True, width: int = 860) -> View:
        """The score and the graph in an output cell, following what everybody does.

        Args:
            score: Whether to show the score.
            graph: Whether to show the graph.
            width: Width of a line of music in CSS px, from 100 to 4000.
        """
        from antiphon.kernel.view import View

        key = (score, graph, width)
        if key not in self._views or self._views[key].comm is None:
            self._views[key] = View(self, score=score, graph=graph, width=width)
        return self._views[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self.closed:
            return f"<LivePiece {self.path}, closed>"
        roots = ("meta", "parts", "measures", "events", "nodes")
        raw: Mapping[str, Any] = self._connection.peek(lambda doc: content(doc, *roots))
        counts = ", ".join(
            f"{len(raw[root])} {one if len(raw[root]) == 1 else root}"
            for root, one in (
                ("parts", "part"),
                ("measures", "measure"),
                ("events", "event"),
                ("nodes", "node"),
            )
        )
        title = raw["meta"].get("title")
        state = "" if self.connected else ", not connected"
        return f"<LivePiece {self.path}{f' “{title}”' if title else ''}: {counts}{state}>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        if self.closed:
            return {"text/plain": repr(self)}
        return self.view()._repr_mimebundle_(**options)


def _leave(connection: Connection, callbacks: Callbacks) -> None:
    connection.close()
    callbacks.close()
