"""`antiphon export`: MusicXML or MIDI out."""

import argparse
from pathlib import Path

from antiphon.cli.piece import read_piece, refuse_overwrite, say_losses
from antiphon.cli.problem import Problem

HELP = "turn a piece into MusicXML or MIDI"
DESCRIPTION = (
    "Turn a piece into MusicXML (.musicxml, .mxl) or MIDI (.mid); list what the format could not keep."
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument("input", metavar="IN.antiphon", type=Path, help="the piece")
    command.add_argument("output", metavar="OUT", type=Path, help="a .musicxml, .mxl or .mid file to write")
    command.add_argument("--force", action="store_true", help="replace OUT where it is there already")


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises:
        Problem: the input is not a piece, or the output's name is wrong or taken.
    """
    from antiphon.score import ScoreError, losses_text
    from antiphon.score.writing import write

    refuse_overwrite(arguments.output, arguments.force)
    document = read_piece(arguments.input)
    try:
        losses = write(document, arguments.output)
    except ScoreError as error:
        raise Problem(str(error)) from error
    say_losses(losses_text(losses), f"Not kept in {arguments.output.name}")
    print(arguments.output)
