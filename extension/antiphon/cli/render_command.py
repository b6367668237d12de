"""`antiphon render`: a piece as sound, faster than it plays."""

import argparse
import sys
import time
from pathlib import Path

from antiphon.cli.piece import read_piece, refuse_overwrite
from antiphon.cli.problem import Problem

HELP = "render a piece to a WAV or FLAC file"
DESCRIPTION = "Render a piece (.antiphon, MusicXML or MIDI) to a WAV or FLAC file, with the sounds that the live engine plays."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument("piece", metavar="PIECE", type=Path, help="an .antiphon, MusicXML or MIDI file")
    command.add_argument("--out", metavar="MIX.wav", type=Path, required=True, help="the mix to write")
    command.add_argument(
        "--stems",
        metavar="DIR",
        type=Path,
        help="also write a file a part, and a manifest.json, into this folder",
    )
    command.add_argument(
        "--format", choices=("wav", "flac"), help="of all files, 24 bit (default: as the mix's name ends)"
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
    from antiphon.engine.render import RenderError, render_file

    format = arguments.format or arguments.out.suffix.lower().removeprefix(".")
    if format not in ("wav", "flac") or arguments.out.suffix.lower() != f".{format}":
        raise Problem(
            f"{arguments.out} must end in {f'.{arguments.format}' if arguments.format else '.wav or .flac'}."
        )
    refuse_overwrite(arguments.out, arguments.force)
    if arguments.stems is not None:
        if arguments.stems.exists() and not arguments.stems.is_dir():
            raise Problem(f"{arguments.stems} is a file; name a folder for the stems.")
        if arguments.stems.is_dir() and any(arguments.stems.glob(f"*.{format}")) and not arguments.force:
            raise Problem(
                f"{arguments.stems} holds {format.upper()} files already; choose another folder, or add --force."
            )
    document = read_piece(arguments.piece)
    started = time.perf_counter()
    progress = _Progress()
    try:
        muted = render_file(
            document,
            arguments.out,
            stems=arguments.stems,
            format=format,
            piece=str(arguments.piece),
            seconds=arguments.seconds,
            progress=progress,
        )
    except RenderError as error:
        raise Problem(str(error)) from error
    except OSError as error:
        raise Problem(f"{error.filename or arguments.out} cannot be written: {error.strerror}.") from error
    speed = progress.seconds / (time.perf_counter() - started)
    print(f"{arguments.out}: {progress.seconds:.1f} s of sound, {speed:.1f} × real time")
    for stem in muted:
        nodes = ", ".join(stem.nodes)
        print(f"antiphon render: {stem.stem} was muted: {nodes} went {stem.reason}", file=sys.stderr)


class _Progress:
    """Counts the seconds done, on the screen where somebody is watching."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._watched = sys.stderr.isatty()

    def __call__(self, done: float, total: float) -> None:
        """Seconds done, of so many."""
        self.seconds = done
        if self._watched:
            end = "\n" if done >= total else ""
            print(f"\rrendering {done / total:4.0%}", end=end, file=sys.stderr, flush=True)
