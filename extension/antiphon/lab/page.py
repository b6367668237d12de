"""The lab page: what its configuration tells a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from antiphon.lab.identity import person_of
from antiphon.session.role import Role

ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"

Hook = Callable[[Any, dict[str, Any]], dict[str, Any]]


def page_config_hook(before: Hook | None) -> Hook:
    """A hook that takes the server's token out of the page, for everybody; the login cookie does its work.

    People other than the teacher are not told of terminals, nor where on the machine the files are. Whoever came by an
    invitation came to play, and is not asked whether they want Jupyter's news.

    Args:
        before: A hook that was there already; it is called first.
    """

    def hook(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        config = dict(before(handler, page_config) if before is not None else page_config)
        config["token"] = ""
        person = person_of(handler.current_user)
        if person.piece:
            config["disabledExtensions"] = [*config.get("disabledExtensions", ()), ANNOUNCEMENTS]
        if person.role is not Role.TEACHER:
            config["terminalsAvailable"] = False
            config["serverRoot"] = ""
            config["preferredPath"] = "/"
            config["quitButton"] = False
        return config

    return hook
