"""A live piece in an output cell: its score and its graph, as everybody edits them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from antiphon.document.codec import encode
from antiphon.document.piece import Piece
from antiphon.document.types import Document
from antiphon.engine.patch import project_patch
from antiphon.kernel.connection import shown
from antiphon.kernel.drawing import GRAPH, draw
from antiphon.kernel.engraver import EngravingError
from antiphon.kernel.writing import content

if TYPE_CHECKING:
    from antiphon.kernel.piece import LivePiece

log = logging.getLogger(__name__)

_STATIC = Path(__file__).parent / "static"

_SCORE = ("meta", "parts", "measures", "events", "spans", "percussion")
"""The roots that the score is drawn from."""

REST = 0.15
"""Seconds from a change until it is drawn, with those that follow it."""

LOOK = 1.0
"""Seconds between two looks at the connection."""

STATIC_SYSTEMS, STATIC_SIZE = 4, 200_000
"""How many lines of music, and characters of them, a notebook keeps for where there is no kernel."""


class View(anywidget.AnyWidget):
    """A live piece's widget. Made by `LivePiece.view`.

    Attributes:
        heading: `{title, subtitle, composer}`.
        people: The names of those who are here.
        state: `{kind, message}`; the kind is `connected`, `waiting` (for the server), `refused` or `closed`.
        systems: SVG texts, one a line of music.
        score_state: `engraving`, `ready`, `empty`, or a sentence that says why there is no newer engraving.
        score_words: The score for those who cannot see it.
        graph: SVG text; empty for a graph without nodes.
        graph_words: The graph for those who cannot see it.
        shows: Which of `score` and `graph` are shown.
    """

    _esm = _STATIC / "view.js"
    _css = _STATIC / "view.css"

    heading = traitlets.Dict().tag(sync=True)
    people: traitlets.List[str] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    systems: traitlets.List[str] = traitlets.List().tag(sync=True)
    score_state = traitlets.Unicode("engraving").tag(sync=True)
    score_words = traitlets.Unicode().tag(sync=True)
    graph = traitlets.Unicode().tag(sync=True)
    graph_words = traitlets.Unicode().tag(sync=True)
    shows: traitlets.List[str] = traitlets.List().tag(sync=True)

    def __init__(self, piece: LivePiece, *, score: bool = True, graph: bool = True, width: int = 860) -> None:
        """Use `LivePiece.view`."""
        if not 100 <= width <= 4000:
            raise ValueError(f"A line of music is from 100 to 4000 px wide, and {width} is not within.")
        super().__init__(shows=[name for name, wanted in (("score", score), ("graph", graph)) if wanted])
        self._piece, self._connection, self._width = piece, piece._connection, width
        self._drawn: dict[str, Document] = {}
        self._connection.wait(self._begin())

    def _repr_mimebundle_(self, **options: Any) -> Any:
        made = super()._repr_mimebundle_(**options)
        bundle, metadata = made if made is not None else ({}, {})
        return {**bundle, "text/plain": repr(self._piece), "text/html": self.static()}, metadata

    def static(self) -> str:
        """The piece as HTML that needs neither kernel nor script: as it is now, the beginning of its score, and its graph."""
        if not self._connection.closed:
            self._connection.wait(self._draw())
        systems: list[str] = []
        for system in self.systems[:STATIC_SYSTEMS]:
            if sum(map(len, systems)) + len(system) <= STATIC_SIZE:
                systems.append(f'<div style="max-width:{self._width}px">{system}</div>')
        left = len(self.systems) - len(systems)
        more = f"<p>And {left} more line{'s' if left > 1 else ''} of music.</p>" if left else ""
        said = f"<p>{escape(self.score_state)}</p>" if self.score_state not in ("ready", "engraving") else ""
        words = [f"<h3>{escape(self.heading.get('title') or self._piece.path)}</h3>"]
        words += [
            f"<p>{escape(self.heading[name])}</p>"
            for name in ("subtitle", "composer")
            if self.heading.get(name)
        ]
        if "score" in self.shows:
            empty = "<p>There is no music yet.</p>" if self.score_state == "empty" else said
            words += [
                f"<div role='img' aria-label='{escape(self.score_words)}'>{''.join(systems)}</div>",
                more,
                empty,
            ]
        if "graph" in self.shows:
            words.append(self.graph or f"<p>{escape(self.graph_words)}</p>")
        return "".join(words)

    async def _begin(self) -> None:
        self._changed = asyncio.Event()
        self._stop = self._connection.listen(lambda changes, mine, by: self._changed.set())
        self._look()
        self._task = asyncio.ensure_future(self._follow())

    async def _follow(self) -> None:
        """Draw what changes until the piece is closed."""
        try:
            self._changed.set()
            while True:
                try:
                    await asyncio.wait_for(self._changed.wait(), LOOK)
                except TimeoutError:
                    self._look()
                    continue
                await asyncio.sleep(REST)
                self._changed.clear()
                self._look()
                try:
                    await self._draw()
                except Exception:
                    log.exception("%s could not be drawn.", self._connection.path)
        finally:
            self._stop()
            self.state = {"kind": "closed", "message": "The piece was closed: join it again to go on."}

    def _look(self) -> None:
        """Say who is here, and how the connection is."""
        connection = self._connection
        self.people = sorted({shown(user) for user in connection.peer.people.values()} - {""})
        if connection.refusal:
            self.state = {"kind": "refused", "message": connection.refusal}
        elif connection.connected:
            self.state = {"kind": "connected", "message": "Live"}
        else:
            self.state = {"kind": "waiting", "message": "Waiting for the server; what you do is kept here."}

    async def _draw(self) -> None:
        await self._connection.loaded()
        doc = self._connection.peer.doc
        meta: Mapping[str, Any] = content(doc, "meta")["meta"]
        self.heading = {name: str(meta.get(name, "")) for name in ("title", "subtitle", "composer")}
        piece = doc.piece
        if "graph" in self.shows and self._differs("graph", graph := content(doc, *GRAPH)):
            drawing = await asyncio.to_thread(lambda: draw(graph, piece, project_patch(graph, piece)))
            self.graph, self.graph_words = drawing.svg, drawing.words
        if "score" in self.shows and self._differs("score", score := content(doc, *_SCORE)):
            self.score_words = _words(piece)
            await self._engrave(await asyncio.to_thread(encode, score))

    def _differs(self, name: str, document: Document) -> bool:
        if self._drawn.get(name) == document:
            return False
        self._drawn[name] = document
        return True

    async def _engrave(self, text: str) -> None:
        try:
            self.systems = await self._connection.engraver.engrave(text, self._width)
            self.score_state = "ready" if self.systems else "empty"
        except EngravingError as error:
            self.score_state = str(error)


def _words(piece: Piece) -> str:
    """What is in a score, in words."""
    parts = ", ".join(part.name or part.id for part in piece.parts) or "none"
    count = len(piece.measures)
    return f"The score of {piece.title or 'a piece'}: {count} measure{'' if count == 1 else 's'}; parts: {parts}."
