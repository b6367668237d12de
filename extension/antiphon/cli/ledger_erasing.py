"""`antiphon ledger erase`: delete a person's name from what a lab remembers of a piece."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from antiphon.cli.problem import Problem
from antiphon.lab.history import History
from antiphon.lab.history_file import StoreBusy
from antiphon.lab.state_folder import HISTORY, SECRET, SESSIONS
from antiphon.session.database import StoreTooNew
from antiphon.session.ledger import LedgerDamaged
from antiphon.session.store import Store


def erase(piece: Path, room: str, state: Path, wanted: str, is_meant: bool) -> None:
    """Delete a person's name, once it is meant.

    Args:
        piece: The piece.
        room: Its id.
        state: The lab's folder of state.
        wanted: The person's name or id; empty: say who there is.
        is_meant: Whether not to ask.

    Raises:
        Problem: There is nobody of that name, or several; a lab has the history open; or it was not meant.
    """
    if not (state / HISTORY).is_file():
        raise Problem(f"There is no history at {state / HISTORY}; name the lab's folder with --root.")
    try:
        history = History(state / HISTORY, (state / SECRET).read_bytes())
    except StoreBusy:
        raise Problem(
            "A lab is running that has this record open. Do it there, in the side panel: Contributions, Forget a person; or "
            "stop the lab, and type this again."
        ) from None
    except (StoreTooNew, OSError, sqlite3.Error) as error:
        raise Problem(str(error)) from error
    with closing(history), closing(Store(state / SESSIONS)) as store:
        assert history.ledger is not None
        try:
            before = history.ledger.verify(room)
        except LedgerDamaged as damage:
            raise Problem(f"{damage} Nothing was deleted.") from damage
        people = dict(history.ledger.people(room).values())
        person = _choose(piece, people, wanted)
        name = people[person] or person
        if not is_meant and not _asked(name, piece):
            raise Problem("Nothing was deleted.")
        try:
            history.erase(person, time.time())
            store.remove_person(person)
        except sqlite3.Error as error:
            raise Problem(f"{state} cannot be written: {error}.") from error
        head = history.ledger.verify(room, before.hash if before.count else "")
    print(
        f"{name} is forgotten. The record of {piece.name} has {head.count} rows, and those that were there are as they were."
        f"\nEnd: {head.hash}"
    )


def _choose(piece: Path, people: dict[str, str], wanted: str) -> str:
    """The id of the person that is meant."""
    found = [id for id, name in people.items() if wanted in (id, name)] if wanted else []
    if len(found) == 1:
        return found[0]
    listed = "".join(
        f"\n  {name or '(no name)'}  {id}" for id, name in sorted(people.items()) if id in (found or people)
    )
    if found:
        raise Problem(f"{len(found)} people are called {wanted}; name one by the id:{listed}")
    if not people:
        raise Problem(f"The record of {piece.name} has nobody's name.")
    said = f"The record of {piece.name} has nobody called {wanted}" if wanted else "Say whom with --person"
    raise Problem(f"{said}; there are:{listed}")


def _asked(name: str, piece: Path) -> bool:
    print(
        f"The name {name} is deleted from the history and the ledgers, for good: nobody can tell any more which rows were "
        f"{name}'s. What they wrote stays in {piece.name}."
    )
    try:
        return input("Delete it? Type yes: ").strip().lower() == "yes"
    except EOFError:
        return False
