"""`antiphon export`: a piece as a file of another program, or on paper."""

import argparse
import os
from pathlib import Path

from antiphon.cli.piece import read_piece, refuse_overwrite, say_losses
from antiphon.cli.problem import Problem
from antiphon.document.codec import encode
from antiphon.document.types import Document

HELP = "turn a piece into MusicXML, MIDI, MEI, PDF or SVG"
DESCRIPTION = (
    "Turn a piece into MusicXML (.musicxml, .mxl), MIDI (.mid), MEI (.mei), PDF (.pdf), or a ZIP archive (.zip) of its pages as "
    "SVG, or with --parts of a PDF of the score and of each part; list what the format could not keep. "
    "For sound, see antiphon render."
)

_FORMATS = {
    ".musicxml": "musicxml",
    ".xml": "musicxml",
    ".mxl": "mxl",
    ".mid": "midi",
    ".midi": "midi",
    ".mei": "mei",
    ".pdf": "pdf",
    ".zip": "svg",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument("input", metavar="IN.antiphon", type=Path, help="the piece")
    command.add_argument(
        "output", metavar="OUT", type=Path, help="a .musicxml, .mxl, .mid, .mei, .pdf or .zip file to write"
    )
    command.add_argument("--force", action="store_true", help="replace OUT where it is there already")
    command.add_argument("--parts", action="store_true", help="into OUT.zip: the score and each part as PDF")
    command.add_argument("--part", metavar="NAME", help="into OUT.pdf or OUT.zip: this part alone")
    command.add_argument("--paper", choices=("a4", "letter"), default="a4", help="of pages (default: a4)")


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises:
        Problem: the input is not a piece, or the output's name is wrong or taken.
    """
    from antiphon.score import ScoreError
    from antiphon.score.conversion import convert, exporting

    output: Path = arguments.output
    format = _FORMATS.get(output.suffix.lower())
    if format is None:
        hint = "; sound is written by antiphon render" if output.suffix.lower() in (".wav", ".flac") else ""
        raise Problem(f"{output.name} cannot be written: its name must end in {', '.join(_FORMATS)}{hint}.")
    if arguments.parts and format != "svg":
        raise Problem(f"The parts go into an archive: name a .zip file instead of {output.name}.")
    if arguments.part is not None and (format not in ("pdf", "svg") or arguments.parts):
        raise Problem("A part alone goes into a .pdf file, or as SVG into a .zip file.")
    refuse_overwrite(output, arguments.force)
    document = read_piece(arguments.input)
    options = {"paper": arguments.paper}
    if arguments.part is not None:
        options["part"] = _part(document, arguments.part)
    words = exporting("parts" if arguments.parts else format, output.stem, **options)
    try:
        done = convert(words, encode(document).encode(), arguments.input.name)
    except ScoreError as error:
        raise Problem(str(error)) from error
    partial = output.with_name(f".{output.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(done.data)
        partial.replace(output)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(f"{output} cannot be written: {error.strerror}.") from error
    say_losses(done.losses, f"Not kept in {output.name}")
    print(output)


def _part(document: Document, name: str) -> str:
    names = {part["name"]: id for id, part in document["parts"].items()}
    if name not in names:
        raise Problem(f"There is no part {name}; there are {', '.join(names)}.")
    return names[name]
