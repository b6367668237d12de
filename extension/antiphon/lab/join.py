"""Joining: `GET {base}antiphon/join?ticket=`, the page behind an invitation."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler

from antiphon.lab.identity import AntiphonIdentityProvider, Invited
from antiphon.lab.links import piece_url
from antiphon.session.people import NAME_LENGTH, NameRefused
from antiphon.session.ticket import Ticket, TicketRefused

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

TRIES_A_MINUTE = 120
"""Requests taken from one address in a minute; a whole class may sit behind one."""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>{title} · Antiphon</title>
<style>
:root {{ color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }}
body {{ margin: 0 auto; padding: 2rem 1rem; max-width: 28rem; overflow-wrap: anywhere; }}
label, input, button, .button {{ display: block; box-sizing: border-box; width: 100%; font: inherit; }}
input, button, .button {{ min-height: 3rem; margin: .5rem 0 1rem; padding: .5rem .75rem; border-radius: .5rem; }}
input {{ border: 2px solid GrayText; }}
button, .button {{ border: 0; background: #0b57a4; color: #fff; text-align: center; text-decoration: none; }}
button, .button, input {{ outline-offset: 3px; }}
[role=alert] {{ font-weight: 600; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


class JoinHandler(JupyterHandler):
    """Lets the holder of a ticket in, and takes them to the piece."""

    _tries: ClassVar[defaultdict[str, deque[float]]] = defaultdict(deque)

    def initialize(self, lab: AntiphonApp) -> None:
        """As tornado.

        Args:
            lab: The extension.
        """
        self._lab = lab

    def set_default_headers(self) -> None:
        """Keep the page, and the ticket in its address, out of caches."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "same-origin")

    def _log(self) -> None:
        """Keep tickets out of the log; who joined is logged by name."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Let somebody in, or ask for their name."""
        ticket = self._ticket()
        if ticket is None:
            return
        user: Any = self.current_user
        if user is not None and not isinstance(user, Invited):
            self._show(
                "You are here already",
                "<p>This browser is logged in as the teacher. To see what the invited see, open the link in a "
                "private window or in another browser.</p>" + self._button(ticket.path, "Go to the piece"),
            )
        elif ticket.person is not None:
            self._admit(ticket, None)
        elif isinstance(user, Invited) and (user.role, user.piece) == (ticket.role, ticket.path):
            self.redirect(piece_url(self.base_url, ticket.path))
        else:
            self._ask_name()

    @allow_unauthenticated
    async def post(self) -> None:
        """Let somebody in who said their name."""
        ticket = self._ticket()
        if ticket is None:
            return
        name = self.get_body_argument("name", "")[: 10 * NAME_LENGTH]
        try:
            self._admit(ticket, name)
        except NameRefused as refusal:
            self.set_status(400)
            self._ask_name(name, str(refusal))

    def _ticket(self) -> Ticket | None:
        if self._is_too_often():
            self.set_status(429)
            self._show("One moment", "<p>Too many people came at once; please try again in a minute.</p>")
            return None
        try:
            if not isinstance(self.identity_provider, AntiphonIdentityProvider):
                raise TicketRefused("This server has another login; please ask its owner for a way in.")
            return self._lab.door.read(self.get_argument("ticket", ""))
        except TicketRefused as refusal:
            self.set_status(403)
            self._show("This link does not work", f"<p>{escape(str(refusal))}</p>")
            return None

    def _is_too_often(self) -> bool:
        now = time.monotonic()
        tries = self._tries[str(self.request.remote_ip)]
        while tries and tries[0] < now - 60:
            tries.popleft()
        if len(self._tries) > 10_000:
            self._tries.clear()
        if len(tries) >= TRIES_A_MINUTE:
            return True
        tries.append(now)
        return False

    def _admit(self, ticket: Ticket, name: str | None) -> None:
        user = Invited.of(self._lab.door.admit(ticket, name))
        self.identity_provider.set_login_cookie(self, user)
        self.log.info("%s joined %s as %s.", user.name, ticket.path, user.role)
        self.redirect(piece_url(self.base_url, ticket.path))

    def _ask_name(self, name: str = "", problem: str = "") -> None:
        alert = f'<p role="alert" id="problem">{escape(problem)}</p>' if problem else ""
        described = ' aria-describedby="problem" aria-invalid="true"' if problem else ""
        self._show(
            "Join the session",
            f"""<p>You are invited to make music together. The others will see your name.</p>
<form method="post">{self.xsrf_form_html()}
<input type="hidden" name="ticket" value="{escape(self.get_argument("ticket", ""))}">
{alert}<label for="name">Your name</label>
<input id="name" name="name" value="{escape(name)}" required autofocus maxlength="{NAME_LENGTH}"
 autocomplete="nickname"{described}>
<button>Join</button>
</form>""",
        )

    def _button(self, path: str, label: str) -> str:
        return f'<a class="button" href="{escape(piece_url(self.base_url, path))}">{label}</a>'

    def _show(self, title: str, body: str) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_PAGE.format(title=escape(title), body=body))
