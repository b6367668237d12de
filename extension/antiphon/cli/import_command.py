"""`antiphon import`: a score file in."""

import argparse
from pathlib import Path

from antiphon.cli.piece import SUFFIX, read_score, refuse_overwrite
from antiphon.cli.problem import Problem
from antiphon.document.codec import encode

HELP = "turn MusicXML, MIDI, MEI, ABC or Humdrum into a piece"
DESCRIPTION = (
    "Turn a MusicXML (.musicxml, .xml, .mxl), MIDI (.mid), MEI (.mei), ABC (.abc) or Humdrum (.krn) file into a piece; "
    "list what could not be kept."
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument(
        "input", metavar="IN", type=Path, help="a .musicxml, .xml, .mxl, .mid, .midi, .mei, .abc or .krn file"
    )
    command.add_argument("output", metavar="OUT.antiphon", type=Path, help="the piece to write")
    command.add_argument("--force", action="store_true", help="replace OUT where it is there already")


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises:
        Problem: the input is not music, or the output's name is wrong or taken.
    """
    if arguments.output.suffix != SUFFIX:
        raise Problem(f"{arguments.output} must end in {SUFFIX}.")
    refuse_overwrite(arguments.output, arguments.force)
    document = read_score(arguments.input)
    partial = arguments.output.with_name(f".{arguments.output.name}.partial")
    partial.write_text(encode(document), encoding="utf-8")
    partial.replace(arguments.output)
    notes = sum(event["kind"] == "note" for event in document["events"].values())
    parts, measures = len(document["parts"]), len(document["measures"])
    print(f"{arguments.output}: {parts} parts, {measures} measures, {notes} notes")
