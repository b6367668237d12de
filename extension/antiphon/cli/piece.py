"""Reading a piece from whatever file a person has, and naming files safely."""

import sys
from pathlib import Path

from antiphon.cli.problem import Problem
from antiphon.document.codec import DocumentError, decode
from antiphon.document.types import Document

SUFFIX = ".antiphon"


def read_piece(path: Path) -> Document:
    """Read an `.antiphon` file or a score file; what cannot be kept is listed on stderr.

    Raises:
        Problem: the file is not there or is not music.
    """
    if path.suffix.lower() != SUFFIX:
        return read_score(path)
    try:
        return decode(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is not an Antiphon piece: it is not text.") from error
    except DocumentError as error:
        raise Problem(f"{path}: {error}") from error
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error


def read_score(path: Path) -> Document:
    """Read MusicXML, MIDI, MEI, ABC or Humdrum; what cannot be kept is listed on stderr.

    Raises:
        Problem: the file is not there or is not music.
    """
    from antiphon.score import ScoreError
    from antiphon.score.conversion import import_apart

    try:
        document, losses = import_apart(path.name, _bytes(path))
    except ScoreError as error:
        raise Problem(str(error)) from error
    say_losses(losses, f"Not kept from {path.name}")
    return document


def _bytes(path: Path) -> bytes:
    from antiphon.score import ScoreError
    from antiphon.score.importing import refuse

    try:
        if path.is_dir():
            raise Problem(f"{path} is a folder: name a score file.")
        refuse(path.name, path.stat().st_size)
        return path.read_bytes()
    except ScoreError as error:
        raise Problem(str(error)) from error
    except FileNotFoundError as error:
        raise Problem(f"There is no file {path}: check the path.") from error
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error


def say_losses(lines: list[str], heading: str) -> None:
    """List on stderr what a conversion could not keep; say nothing where it kept everything."""
    if lines:
        print(f"{heading}:", file=sys.stderr)
        for line in lines:
            print(f"  {line}", file=sys.stderr)


def refuse_overwrite(path: Path, force: bool) -> None:
    """Refuse a path that is taken.

    Raises:
        Problem: the file is there already and `force` is not set, or its folder is not there.
    """
    if path.is_dir():
        raise Problem(f"{path} is a folder; name a file.")
    if path.exists() and not force:
        raise Problem(f"{path} is there already; choose another name, or add --force to replace it.")
    if not path.parent.is_dir():
        raise Problem(f"The folder {path.parent} is not there; make it first.")
