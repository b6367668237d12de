"""Stock routes that change a document past its room: not for pieces."""

from __future__ import annotations

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server_ydoc.handlers import DocForkHandler, TimelineHandler, UndoRedoHandler
from tornado.escape import url_unescape
from tornado.web import HTTPError

from antiphon.lab.rooms import FILE_TYPE, SUFFIX


def _refuse_pieces(handler: JupyterHandler) -> None:
    names = [url_unescape(handler.request.path), handler.get_query_argument("type", "")]
    if any(name == FILE_TYPE or f"{FILE_TYPE}:" in name or name.endswith(SUFFIX) for name in names):
        raise HTTPError(404, "A piece has no forks and no timeline.")


class ForkHandler(DocForkHandler):  # type: ignore[misc]
    """The stock forks, for other files than pieces."""

    async def prepare(self) -> None:
        """Refuse pieces."""
        await super().prepare()
        _refuse_pieces(self)


class PieceTimelineHandler(TimelineHandler):  # type: ignore[misc]
    """The stock timeline, for other files than pieces."""

    async def prepare(self) -> None:
        """Refuse pieces."""
        await super().prepare()
        _refuse_pieces(self)


class PieceUndoRedoHandler(UndoRedoHandler):  # type: ignore[misc]
    """The stock undo of the timeline, for other files than pieces."""

    async def prepare(self) -> None:
        """Refuse pieces."""
        await super().prepare()
        _refuse_pieces(self)
