"""Access: which requests the roles other than teacher may make. Everything else is refused.

The lab page asks for many things as it opens. Where a refusal would only show as an error in somebody's face, the
request is answered with nothing: no kernels, no terminals, a setting that is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import ensure_async

from antiphon.session.people import Person


@dataclass(frozen=True)
class Answer:
    """What is answered instead of doing anything.

    Attributes:
        content: Sent as JSON, unless it is None.
        status: The HTTP status.
    """

    content: Any = None
    status: int = 200


@dataclass(frozen=True)
class Rule:
    """What a handler does for people who are not the teacher.

    Attributes:
        allowed: The HTTP methods it serves.
        answers: The methods that are answered with nothing.
        test: A further condition on the request.
    """

    allowed: tuple[str, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)
    test: Callable[[Any, Person], Any] = lambda handler, person: True


async def _may_read(handler: Any, person: Person) -> bool:
    path = (handler.path_kwargs.get("path") or "").strip("/")
    if path == person.piece or handler.get_query_argument("content", "1") == "0":
        return True
    contents: Any = handler.contents_manager
    return bool(await ensure_async(contents.dir_exists(path)))


_READ = ("GET", "HEAD")
_KEPT = {"PUT": Answer(status=204)}
_CHECKPOINT = {"id": "checkpoint", "last_modified": "1970-01-01T00:00:00Z"}
_LAYOUT = {"data": {}, "metadata": {"id": "default"}, "workspaces": {"ids": [], "values": []}}

RULES: Final[dict[str, Rule]] = {
    "jupyter_server.base.handlers.APIVersionHandler": Rule(_READ),
    "jupyter_server.base.handlers.FileFindHandler": Rule(_READ),
    "jupyter_server.base.handlers.PrometheusMetricsHandler": Rule(),
    "jupyter_server.base.handlers.RedirectWithParams": Rule(_READ),
    "jupyter_server.services.api.handlers.IdentityHandler": Rule(_READ),
    "jupyter_server.services.config.handlers.ConfigHandler": Rule(answers={"GET": Answer({})}),
    "jupyter_server.services.contents.handlers.ContentsHandler": Rule(_READ, test=_may_read),
    "jupyter_server.services.contents.handlers.CheckpointsHandler": Rule(
        answers={"GET": Answer([]), "POST": Answer(_CHECKPOINT, 201)}
    ),
    "jupyter_server.services.events.handlers.SubscribeWebsocket": Rule(_READ),
    "jupyter_server.services.kernels.handlers.MainKernelHandler": Rule(answers={"GET": Answer([])}),
    "jupyter_server.services.kernelspecs.handlers.MainKernelSpecHandler": Rule(
        answers={"GET": Answer({"default": "", "kernelspecs": {}})}
    ),
    "jupyter_server.services.nbconvert.handlers.NbconvertRootHandler": Rule(answers={"GET": Answer({})}),
    "jupyter_server.services.sessions.handlers.SessionRootHandler": Rule(answers={"GET": Answer([])}),
    "jupyter_server_terminals.api_handlers.TerminalRootHandler": Rule(answers={"GET": Answer([])}),
    "jupyter_lsp.handlers.LanguageServersHandler": Rule(
        answers={"GET": Answer({"version": 2, "sessions": {}, "specs": {}})}
    ),
    "jupyterlab.handlers.build_handler.BuildHandler": Rule(
        answers={"GET": Answer({"status": "stable", "message": ""})}
    ),
    "jupyterlab_server.handlers.LabHandler": Rule(_READ),
    "jupyterlab_server.handlers.NotFoundHandler": Rule(_READ),
    "jupyterlab_server.listings_handler.ListingsHandler": Rule(_READ),
    "jupyterlab_server.settings_handler.SettingsHandler": Rule(_READ, _KEPT),
    "jupyterlab_server.themes_handler.ThemesHandler": Rule(_READ),
    "jupyterlab_server.translations_handler.TranslationsHandler": Rule(_READ),
    "jupyterlab_server.workspaces_handler.WorkspacesHandler": Rule(
        answers={"GET": Answer(_LAYOUT), "POST": Answer(status=204), **_KEPT}
    ),
    "antiphon.lab.auditions.AuditionsHandler": Rule(("GET", "POST")),
    "antiphon.lab.exchange.ImportsHandler": Rule(("POST",)),
    "antiphon.lab.exchange.ExportsHandler": Rule(
        ("GET", "POST", "DELETE"), test=lambda handler, person: handler.may_enter(person)
    ),
    "antiphon.lab.proposal_auditions.ProposalAuditionsHandler": Rule(
        ("POST",), test=lambda handler, person: handler.may_enter(person)
    ),
    **{
        f"antiphon.lab.{name}": Rule(methods, test=lambda handler, person: handler.may_enter(person))
        for name, methods in (
            ("branch_routes.BranchesHandler", ("GET", "POST")),
            ("branch_routes.MergesHandler", ("POST",)),
            ("history_routes.HistoryHandler", ("GET",)),
            ("history_routes.DifferenceHandler", ("GET",)),
            ("history_routes.MomentHandler", ("GET",)),
            ("history_routes.VersionsHandler", ("POST", "PUT", "DELETE")),
            ("history_routes.RestorationsHandler", ("POST",)),
        )
    },
    **{
        f"antiphon.lab.ledger_routes.{name}": Rule(_READ, test=lambda handler, person: handler.may_enter(person))
        for name in ("LedgerHandler", "LedgerExportHandler")
    },
    "antiphon.lab.sockets.RoomHandler": Rule(_READ, test=lambda handler, person: handler.may_enter(person)),
    "antiphon.lab.sockets.RoomSessionHandler": Rule(("PUT",), test=lambda handler, person: handler.may_enter(person)),
    "antiphon.lab.session_socket.SessionHandler": Rule(
        _READ, test=lambda handler, person: handler.may_enter(person)
    ),
}  # fmt: skip


def is_public(handler: JupyterHandler) -> bool:
    """Whether the request is one that anybody may make, logged in or not."""
    method = getattr(handler, (handler.request.method or "").lower(), None)
    return bool(getattr(method, "__allow_unauthenticated", False))


async def judge(handler: JupyterHandler, person: Person) -> bool | Answer:
    """What happens with the request of somebody who is not the teacher.

    Returns:
        Whether it is let through, or what is answered in its place.
    """
    kind = type(handler)
    rule = RULES.get(f"{kind.__module__}.{kind.__qualname__}")
    if rule is None:
        return is_public(handler)
    method = handler.request.method or ""
    if method in rule.answers:
        return rule.answers[method]
    return method in rule.allowed and bool(await ensure_async(rule.test(handler, person)))


def reply(handler: JupyterHandler, answer: Answer) -> None:
    """Answer a request with nothing."""
    handler.set_status(answer.status)
    if answer.content is None:
        handler.finish()
        return
    handler.set_header("Content-Type", "application/json")
    handler.finish(json.dumps(answer.content))
