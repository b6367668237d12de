"""`antiphon demo`: a lab with a piece that sounds, and the three links."""

import argparse
import shutil
import signal
import sys
from pathlib import Path

import segno

from antiphon.cli.device import check_device, named_output
from antiphon.cli.invite_command import invite
from antiphon.cli.lab_process import LabProcess, check_port, free_port
from antiphon.cli.problem import Problem
from antiphon.lessons import pieces
from antiphon.session.share import find

HELP = "start a lab with a piece that sounds, and print the links"
DESCRIPTION = "Start a JupyterLab with a piece that sounds; print links for teacher, player and audience."

LAB_PORT = 8888
AUDIENCE_PORT = 8899
PIECE = "antiphony"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument(
        "--dir",
        type=Path,
        default=Path("antiphon-demo"),
        help="folder of the session (default ./antiphon-demo)",
    )
    command.add_argument(
        "--fresh", action="store_true", help="begin with the piece as it was composed (the old one is kept)"
    )
    command.add_argument(
        "--port", type=int, help=f"the lab's port (default {LAB_PORT}, or the next free one)"
    )
    command.add_argument(
        "--audience-port",
        type=int,
        help=f"the audience's port (default {AUDIENCE_PORT}, or the next free one)",
    )
    command.add_argument(
        "--lan", action="store_true", help="let other machines in (default: this machine only)"
    )
    command.add_argument(
        "--output",
        metavar="OUTPUT",
        default="null",
        help="where the sound goes besides the browsers: null (nowhere, the default), jack, portaudio (the sound "
        "card), or file:PATH (a .wav or .flac file)",
    )
    command.add_argument(
        "--input",
        choices=("null", "jack", "portaudio"),
        default="null",
        help="what live inputs of the piece hear (default: nothing)",
    )
    command.add_argument(
        "--channels",
        choices=("mix", "stems"),
        default="mix",
        help="what goes to JACK or the sound card: the mix (the default), or the mix and every part by itself",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command until it is interrupted.

    Raises:
        Problem: a named port is taken, the output has no device, or the lab did not start.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    address = "0.0.0.0" if arguments.lan else "127.0.0.1"
    port = check_port(address, arguments.port) if arguments.port else free_port(address, LAB_PORT)
    audience_port = (
        check_port(address, arguments.audience_port)
        if arguments.audience_port
        else free_port(address, AUDIENCE_PORT)
    )
    output = named_output(arguments.output)
    check_device(output)
    piece = prepare(arguments.dir, arguments.fresh)
    say(f"The piece is {piece}")
    say(f"Starting the lab on port {port} and the audience's page on port {audience_port} …")
    lab = LabProcess.start(
        piece.parent,
        piece.parent / ".lab.log",
        address,
        port,
        [
            f"--AntiphonApp.output={output}",
            f"--AntiphonApp.channels={arguments.channels}",
            f"--AntiphonApp.input={arguments.input}",
            f"--AntiphonApp.audience_port={audience_port}",
            f"--AntiphonApp.audience_address={address}",
        ],
    )
    try:
        names = {"teacher": "Teacher", "player": None, "audience": None}
        links = {role: invite(lab.server, role, piece.name, name) for role, name in names.items()}
        show(links)
        lab.process.wait()
        raise Problem(f"The lab ended: {lab.last_words()} (all of it in {lab.log})")
    except KeyboardInterrupt:
        return 0
    finally:
        say("Stopping …")
        lab.stop()


def prepare(folder: Path, fresh: bool) -> Path:
    """The session's piece, and the notebooks of its pages beside it: what is there already stays.

    Where a fresh piece is asked for, the earlier one is put aside.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"{folder} cannot be made: {error.strerror}; name another folder with --dir."
        ) from error
    piece = folder.resolve() / f"{PIECE}.antiphon"
    if fresh and piece.exists():
        number = 1
        while (aside := piece.with_name(f"{PIECE}-{number}.antiphon")).exists():
            number += 1
        piece.rename(aside)
        say(f"The earlier piece is now {aside.name}")
    pages = [(page, piece.with_name(page.name)) for page in find("apps").glob("*.ipynb")]
    for source, target in ((pieces.path(PIECE), piece), *pages):
        if not target.exists():
            shutil.copyfile(source, target)
    return piece


def show(links: dict[str, str]) -> None:
    """Print the links, and the audience's as a QR code."""
    titles = {"teacher": "Teacher", "player": "Player", "audience": "Audience"}
    for role, link in links.items():
        say(f"{titles[role]:9} {link}")
    if sys.stdout.isatty():
        segno.make(links["audience"], micro=False).terminal(compact=True)
    say("Open the teacher's link and press Play. Ctrl+C stops everything.")


def say(words: str) -> None:
    """Print at once, even into a pipe."""
    print(words, flush=True)
