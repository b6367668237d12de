"""`antiphon invite`: a link that lets somebody in."""

import argparse
from pathlib import PurePosixPath

import httpx

from antiphon.cli.problem import Problem
from antiphon.cli.server import RunningServer, running_server

HELP = "print a link for a teacher, a player, a guest, the audience or the stage"
DESCRIPTION = "Print a link that lets somebody join a piece of a lab that runs on this machine."

ROLES = ("teacher", "player", "guest", "audience", "stage")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument("--role", choices=ROLES, required=True, help="what the person may do")
    command.add_argument(
        "--name", help="the person's name; without one, everybody who opens the link is asked for theirs"
    )
    command.add_argument(
        "--piece", metavar="PATH", help="the piece, as the lab names it; needed where it has several"
    )
    command.add_argument("--port", type=int, help="the lab's port, where several labs run")


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises:
        Problem: no lab runs here, or it has no such piece.
    """
    server = running_server(arguments.port)
    print(invite(server, arguments.role, arguments.piece or only_piece(server), arguments.name))


def invite(server: RunningServer, role: str, piece: str, name: str | None = None) -> str:
    """Ask the lab for a link.

    Raises:
        Problem: the lab refuses, or does not answer.
    """
    body = {"role": role, "path": piece} | ({"name": name} if name else {})
    try:
        answer = httpx.post(
            f"{server.url}antiphon/invites", json=body, headers=server.headers, timeout=60, trust_env=False
        )
    except httpx.HTTPError as error:
        raise Problem(f"The lab at {server.url} does not answer ({error}); is it still running?") from error
    if answer.status_code >= 400:
        raise Problem(_reason(answer))
    return str(answer.json()["link"])


def only_piece(server: RunningServer) -> str:
    """The one piece in the lab's first folder.

    Raises:
        Problem: there is none, or more than one.
    """
    pieces = sorted(server.root.glob("*.antiphon"))
    if len(pieces) == 1:
        return str(PurePosixPath(pieces[0].name))
    if not pieces:
        raise Problem(f"There is no piece in {server.root}; name one with --piece.")
    names = ", ".join(piece.name for piece in pieces)
    raise Problem(f"There are several pieces in {server.root} ({names}); name one with --piece.")


def _reason(answer: httpx.Response) -> str:
    try:
        message = answer.json().get("message")
    except ValueError:
        message = None
    return str(message or f"The lab refused ({answer.status_code} {answer.reason_phrase}).")
