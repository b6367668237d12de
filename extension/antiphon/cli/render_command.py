"""`antiphon render`: a piece as sound, faster than it plays."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from antiphon.cli.piece import read_piece, refuse_overwrite
from antiphon.cli.problem import Problem

HELP = "render a piece to a WAV file"
DESCRIPTION = (
    "Render a piece (.antiphon, MusicXML or MIDI) to a WAV file with the sounds that the live engine plays."
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument("piece", metavar="PIECE", type=Path, help="an .antiphon, MusicXML or MIDI file")
    command.add_argument("--out", metavar="MIX.wav", type=Path, required=True, help="the mix to write")
    command.add_argument(
        "--stems", metavar="DIR", type=Path, help="also write a WAV file a part into this folder"
    )
    command.add_argument("--seconds", type=_seconds, help="stop after so many seconds")
    command.add_argument("--force", action="store_true", help="replace files that are there already")


def _seconds(word: str) -> float:
    value = float(word)
    if not 0 < value <= 24 * 3600:
        raise argparse.ArgumentTypeError("takes a number of seconds greater than 0, one day at most")
    return value


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises:
        Problem: the piece cannot be read, or an output's name is wrong or taken.
    """
    from antiphon.engine.render import render_file

    if arguments.out.suffix.lower() != ".wav":
        raise Problem(f"{arguments.out} must end in .wav.")
    refuse_overwrite(arguments.out, arguments.force)
    if arguments.stems is not None:
        if arguments.stems.exists() and not arguments.stems.is_dir():
            raise Problem(f"{arguments.stems} is a file; name a folder for the stems.")
        if arguments.stems.is_dir() and any(arguments.stems.glob("*.wav")) and not arguments.force:
            raise Problem(
                f"{arguments.stems} holds WAV files already; choose another folder, or add --force."
            )
    document = read_piece(arguments.piece)
    try:
        done = render_file(
            document, arguments.out, stems=arguments.stems, seconds=arguments.seconds, progress=_progress()
        )
    except OSError as error:
        raise Problem(f"{error.filename or arguments.out} cannot be written: {error.strerror}.") from error
    speed = done.seconds / done.wall
    print(f"{arguments.out}: {done.seconds:.1f} s of sound in {done.wall:.1f} s ({speed:.1f} × real time)")
    for problem in done.problems:
        print(f"antiphon render: {problem}", file=sys.stderr)


def _progress() -> Callable[[float], None] | None:
    """A line that counts up, where somebody is watching."""
    if not sys.stderr.isatty():
        return None

    def show(fraction: float) -> None:
        end = "\n" if fraction >= 1 else ""
        print(f"\rrendering {fraction:4.0%}", end=end, file=sys.stderr, flush=True)

    return show
