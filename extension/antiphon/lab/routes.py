"""Who answers at which address of the lab: our handlers, and ours of rooms in the place of the stock ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server_ydoc.handlers import (
    DocForkHandler,
    DocSessionHandler,
    TimelineHandler,
    UndoRedoHandler,
    YDocWebSocketHandler,
)

from antiphon.lab import sockets, stock_routes
from antiphon.lab.auditions import AuditionsHandler
from antiphon.lab.branch_routes import BranchesHandler, MergesHandler
from antiphon.lab.desk import DeskHandler
from antiphon.lab.exchange import ExportsHandler, ImportsHandler
from antiphon.lab.history_routes import (
    DifferenceHandler,
    HistoryHandler,
    MomentHandler,
    RestorationsHandler,
    VersionsHandler,
)
from antiphon.lab.invites import InvitesHandler
from antiphon.lab.join import JoinHandler
from antiphon.lab.ledger_routes import LedgerExportHandler, LedgerHandler, LedgerPeopleHandler
from antiphon.lab.proposal_auditions import ProposalAuditionsHandler
from antiphon.lab.session_socket import SessionHandler

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

STOCK = {
    YDocWebSocketHandler: sockets.RoomHandler,
    DocSessionHandler: sockets.RoomSessionHandler,
    DocForkHandler: stock_routes.ForkHandler,
    TimelineHandler: stock_routes.PieceTimelineHandler,
    UndoRedoHandler: stock_routes.PieceUndoRedoHandler,
}
OURS: dict[str, type[JupyterHandler]] = {
    "auditions": AuditionsHandler,
    "desk": DeskHandler,
    "exports": ExportsHandler,
    "history": HistoryHandler,
    "history/branches": BranchesHandler,
    "history/difference": DifferenceHandler,
    "history/document": MomentHandler,
    "history/merges": MergesHandler,
    "history/restorations": RestorationsHandler,
    "history/versions": VersionsHandler,
    "imports": ImportsHandler,
    "join": JoinHandler,
    "ledger": LedgerHandler,
    "ledger/export": LedgerExportHandler,
    "ledger/people": LedgerPeopleHandler,
    "proposal-auditions": ProposalAuditionsHandler,
    "invites": InvitesHandler,
    "session": SessionHandler,
}
_TAKING_LAB = (sockets.RoomHandler, sockets.RoomSessionHandler)


def routes(stock: Iterable[tuple[Any, ...]], lab: AntiphonApp) -> list[tuple[Any, ...]]:
    """All routes of the extension.

    Args:
        stock: Those of Jupyter's own extension: pattern, handler, and options where it takes any.
        lab: The extension.
    """
    made: list[tuple[Any, ...]] = []
    for pattern, handler, *rest in stock:
        ours = STOCK.get(handler, handler)
        options = {**(rest[0] if rest else {}), **({"lab": lab} if ours in _TAKING_LAB else {})}
        made.append((pattern, ours, options))
    return made + [(f"/antiphon/{name}", handler, {"lab": lab}) for name, handler in OURS.items()]
