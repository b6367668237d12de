"""Whose what an edit made is: what comes of a proposal that is accepted is its author's."""

from __future__ import annotations

import json
from collections.abc import Collection

from antiphon.document.proposal import ProposalError, decode_operations, places
from antiphon.lab.chronicle import Changes, Place


def accepted(changes: Changes, made: Collection[Place]) -> dict[str, list[Place]]:
    """What an edit made because it accepted proposals, by their ids.

    Args:
        changes: The lines of the entries that the edit changed.
        made: The entries that were not there before.
    """
    found: dict[str, list[Place]] = {}
    for (root, id), line in changes.items():
        if root != "proposals" or line is None or (root, id) in made:
            continue
        entry = json.loads(f"{{{line}}}")[id]
        if entry.get("status") == "rejected" or not entry.get("taken"):
            continue
        try:
            operations = decode_operations(entry["patch"])
        except ProposalError:
            continue
        chosen = [operations[place] for place in places(entry["taken"]) if place < len(operations)]
        put = {(each.root, each.id) for each in chosen if each.op == "put"}
        if ours := sorted(put.intersection(made)):
            found[id] = ours
    return found
