"""Which Jupyter server has a piece, and what it calls it: found as Jupyter's own tools find it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from antiphon.kernel.errors import JoinError, suggestion

SUFFIX = ".antiphon"


@dataclass(frozen=True)
class Server:
    """A Jupyter server.

    Attributes:
        url: Its base URL.
        token: A token that it knows; may be empty.
        root: The folder that it shows; None where it is not known, as of a server elsewhere.
        pid: Its process here; 0 where it is not known.
    """

    url: str
    token: str
    root: Path | None = None
    pid: int = 0

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Server:
        """The server of an entry of Jupyter's list of those that run."""
        url = urlsplit(str(entry["url"]))
        if entry.get("hostname") in ("0.0.0.0", "::", ""):
            url = url._replace(netloc=f"127.0.0.1:{entry['port']}")
        root = entry.get("root_dir")
        return cls(
            urlunsplit(url), str(entry.get("token", "")), Path(root) if root else None, int(entry["pid"])
        )


def running() -> list[Server]:
    """The Jupyter servers of this user on this machine that listen at an address."""
    from jupyter_server.serverapp import list_running_servers

    return [Server.of(entry) for entry in list_running_servers() if not entry.get("sock")]


def choose(
    path: str,
    servers: Sequence[Server],
    environment: Mapping[str, str],
    folder: Path,
    url: str | None = None,
    token: str | None = None,
) -> Server:
    """The server to ask for a piece.

    In this order: the one that was named; the one that the environment names (`JUPYTER_SERVER_URL`); the one that
    started this kernel (`JPY_PARENT_PID`); the only one whose folder holds the piece; the only one.

    Args:
        path: The piece, as it was asked for.
        servers: Those that run here.
        environment: The environment variables.
        folder: The folder that a relative path starts from.
        url: A base URL that was given.
        token: A token that was given.

    Raises:
        JoinError: There is none, or several would do.
    """
    named = url or environment.get("JUPYTER_SERVER_URL", "")
    given = token if token is not None else environment.get("JUPYTER_TOKEN", "")
    if named:
        for server in servers:
            if _same(server.url, named):
                return Server(named, server.token if token is None else token, server.root, server.pid)
        return Server(named, given)
    parent = environment.get("JPY_PARENT_PID", "")
    chosen = [server for server in servers if str(server.pid) == parent]
    if not chosen:
        holding = [
            server for server in servers if server.root and _inside(_absolute(path, folder), server.root)
        ]
        chosen = holding or list(servers)
    if len(chosen) == 1:
        server = chosen[0]
        return Server(
            server.url, token if token is not None else server.token or given, server.root, server.pid
        )
    if chosen:
        urls = ", ".join(server.url for server in chosen)
        raise JoinError(
            f"{path} was not joined: several Jupyter servers run here ({urls}); name one with server=…."
        )
    raise JoinError(
        f"{path} was not joined: no Jupyter server of yours runs on this machine; start one with: antiphon demo, or: "
        "jupyter lab, or name one with server=… and token=…."
    )


def locate(path: str, server: Server, environment: Mapping[str, str], folder: Path) -> str:
    """What a server calls a piece: its path from the server's folder.

    Args:
        path: A path on this machine, relative to the notebook or absolute; or, for a server whose folder is not known
            or does not hold it, a path from the server's folder.
        server: The server.
        environment: The environment variables (`JPY_SESSION_NAME` has the notebook's path).
        folder: The kernel's folder.

    Raises:
        JoinError: It is no piece, is not there, or is outside the server's folder.
    """
    path = path.removeprefix("RTC:")
    if server.root is None:
        return _piece(path, []).lstrip("/")
    notebook = environment.get("JPY_SESSION_NAME", "")
    starts = [folder, *([Path(notebook).parent] if os.path.isabs(notebook) else []), server.root]
    places = [_absolute(path, start) for start in starts]
    near = sorted({each.name for start in starts for each in _pieces(start)})
    _piece(path, near)
    for place in places:
        if place.is_file():
            if not _inside(place, server.root):
                raise JoinError(
                    f"{path} was not joined: it is outside {server.root}, the folder that {server.url} shows; "
                    "move it there."
                )
            return place.resolve().relative_to(server.root.resolve()).as_posix()
    raise JoinError(f"{path} was not joined: there is no such file in {starts[0]}; {suggestion(path, near)}")


def _piece(path: str, near: Sequence[str]) -> str:
    if not path.endswith(SUFFIX):
        hint = f" {suggestion(path, near).capitalize()}" if near else ""
        raise JoinError(f"{path} was not joined: the name of a piece ends in {SUFFIX}.{hint}")
    return path


def _pieces(folder: Path) -> Iterator[Path]:
    return folder.glob(f"*{SUFFIX}") if folder.is_dir() else iter(())


def _absolute(path: str, folder: Path) -> Path:
    return Path(os.path.abspath(folder / Path(path).expanduser()))


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _same(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")
