"""`antiphon ledger`: is the record of who contributed what to a piece as it was written, and what does it say."""

import argparse
import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

from antiphon.cli.ledger_erasing import erase
from antiphon.cli.piece import read_piece, refuse_overwrite
from antiphon.cli.problem import Problem
from antiphon.lab.state_folder import HISTORY, SECRET, find_root, state_folder
from antiphon.session.ledger import Ledger, LedgerDamaged
from antiphon.session.sheet import FORMATS, Sheet
from antiphon.session.split import shares

HELP = "verify or export the record of who contributed what, or erase a person from it"
DESCRIPTION = (
    "The ledger of a piece: who made, changed and removed what, in rows of which none can be changed unseen. "
    "verify says whether it is as it was written; export writes its rows (csv, json), or whose the notes and nodes are that "
    "are there now (split); erase deletes a person's name, so that nobody can tell any more whose their rows were."
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The words of this command."""
    command.add_argument("action", choices=("verify", "export", "erase"), help="what to do")
    command.add_argument("piece", metavar="PIECE.antiphon", type=Path, help="the piece")
    command.add_argument(
        "--format",
        choices=tuple(FORMATS),
        default="csv",
        help="export: of what kind (default: csv)",
    )
    command.add_argument(
        "--out", metavar="FILE", type=Path, help="export: into a file instead of printing it"
    )
    command.add_argument(
        "--force", action="store_true", help="export: replace FILE where it is there already"
    )
    command.add_argument("--person", default="", metavar="NAME|ID", help="erase: whom")
    command.add_argument("--yes", action="store_true", help="erase: do not ask whether it is meant")
    command.add_argument(
        "--head",
        default="",
        metavar="HASH",
        help="verify: the end that was printed earlier; it must be among the rows",
    )
    command.add_argument(
        "--root", type=Path, help="the folder the lab was started in (default: found from the piece)"
    )
    command.add_argument("--state", type=Path, help="the lab's folder of state, where it is configured")


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises:
        Problem: there is no ledger of the piece, or it is damaged.
    """
    root: Path | None = arguments.root or find_root(arguments.piece)
    state: Path | None = arguments.state or (state_folder(root) if root else None)
    if state is None:
        raise Problem(
            f"No lab with Antiphon was started in a folder above {arguments.piece}; name it with --root."
        )
    document = read_piece(arguments.piece)
    if arguments.action == "erase":
        erase(arguments.piece, _room(arguments.piece.resolve(), root), state, arguments.person, arguments.yes)
        return
    with closing(_open(state / HISTORY)) as database:
        ledger = Ledger(database, _secret(state / SECRET))
        room = _room(arguments.piece.resolve(), root)
        try:
            head = ledger.verify(room, arguments.head)
        except LedgerDamaged as damage:
            raise Problem(str(damage)) from damage
        behind = _behind(database, room, head.through)
        if not head.count:
            raise Problem(f"Nothing of {arguments.piece.name} was recorded yet.{behind}")
        if arguments.action == "verify":
            rows_said = f"{head.count} rows" if head.count != 1 else "1 row"
            print(f"{arguments.piece.name}: {rows_said}, each as it was written.{behind}\nEnd: {head.hash}")
            return
        if behind:
            print(f"{arguments.piece.name}:{behind}", file=sys.stderr)
        rows, names = list(ledger.rows(room)), ledger.names(room)
    title = str(document["meta"].get("title") or "")
    text = FORMATS[arguments.format](Sheet(title, head, rows, names, shares(rows, document, names)))
    if arguments.out is None:
        print(text, end="")
        return
    refuse_overwrite(arguments.out, arguments.force)
    partial = arguments.out.with_name(f".{arguments.out.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, "utf-8", newline="")
        partial.replace(arguments.out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(f"{arguments.out} cannot be written: {error.strerror}.") from error
    print(arguments.out)


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise Problem(f"There is no history at {path}; name the lab's folder with --root.")
    try:
        database = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None
        )
        if not database.execute("select 1 from sqlite_master where name = 'ledger'").fetchone():
            database.close()
            raise Problem(f"Nothing was recorded at {path} yet.")
    except sqlite3.Error as error:
        raise Problem(f"{path} cannot be read: {error}.") from error
    return database


def _behind(database: sqlite3.Connection, room: str, through: int) -> str:
    """What of the history is not in the ledger yet, in a sentence after a space; empty where all is."""
    count, since = database.execute(
        "select count(*), min(at) from steps where room = ? and number > ?", (room, through)
    ).fetchone()
    if not count:
        return ""
    return (
        f" What was edited since {datetime.fromtimestamp(since, UTC).isoformat(timespec='seconds')} is not in it yet:"
        " a lab that runs adds it within a minute, another when it is next started."
    )


def _secret(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(f"The server's secret at {path} cannot be read: {error.strerror}.") from error


def _room(piece: Path, root: Path | None) -> str:
    """The id of a piece's room, which is its file's."""
    path = Path(jupyter_data_dir()) / "file_id_manager.db"
    names = [str(piece)]
    if root is not None and piece.is_relative_to(root.resolve()):
        names.append(piece.relative_to(root.resolve()).as_posix())
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as database:
            found = database.execute(
                "select id from Files where path in (select value from json_each(?))", (json.dumps(names),)
            ).fetchone()
    except sqlite3.Error as error:
        raise Problem(f"Jupyter's list of files at {path} cannot be read: {error}.") from error
    if found is None:
        raise Problem(f"{piece.name} was never opened in the lab, so that nothing of it was recorded.")
    return str(found[0])
