"""What our processes are told when they start (docs/architecture.md, *The processes*)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from antiphon.lab.links import own_url
from antiphon.lab.options import Options
from antiphon.session.share import find

PAGES = ("audience", "stage")
"""The hub's pages, each a notebook; one that lies beside a piece comes before the one that came with Antiphon."""


def conductor_start(options: Options, path: str, token: str) -> Mapping[str, Any]:
    """What the conductor of a piece is told.

    Args:
        options: The lab's.
        path: The piece, from the lab's root.
        token: Lets it into the lab.
    """
    return {
        "server": own_url(options.serverapp),
        "path": path,
        "token": token,
        "output": options.output,
        "home": str(options.root.resolve()),
        "link": options.link,
        "channels": options.channels,
        "input": options.input,
    }


def hub_start(options: Options, path: str, secret: bytes, store: Path) -> Mapping[str, Any]:
    """What the hub of a piece is told.

    Args:
        options: The lab's.
        path: The piece, from the lab's root.
        secret: The server's; the hub gets one of its own, for this piece.
        store: The file that votes are kept in.
    """
    return {
        "address": options.audience_address or "0.0.0.0",
        "port": options.audience_port,
        "secret": hmac.new(secret, f"audience {path}".encode(), "sha256").hexdigest(),
        "store": str(store),
        "notebooks": {name: str(_notebook(options.root / path, name)) for name in PAGES},
        "piece": path,
    }


def _notebook(piece: Path, name: str) -> Path:
    """The notebook of a page: the teacher's own in the piece's folder, or ours."""
    beside = piece.with_name(f"{name}.ipynb")
    return beside if beside.is_file() else find("apps") / beside.name
