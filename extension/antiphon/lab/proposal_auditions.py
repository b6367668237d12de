"""What a proposal would sound like, before anybody accepts it: `POST {base}antiphon/proposal-auditions?path=`.

The body is `{proposal, operations?, insisted?, now?}`: the proposal's id, the places of the operations that are wanted (without
them, all that wait for an answer) and of those that are wanted whatever others have written meanwhile, and whether to hear the
same place as it is now. The answer is a FLAC file; what it is of, `antiphon.engine.audition_excerpt` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from antiphon.document.applying import applying
from antiphon.document.codec import decode
from antiphon.document.proposal import MOST_OPERATIONS, ProposalError, decode_operations, places
from antiphon.engine.audition_excerpt import Excerpt, before_and_after
from antiphon.engine.audition_request import AuditionError
from antiphon.lab.auditions import HearingHandler
from antiphon.lab.handlers import OfPiece
from antiphon.lab.piece_file import FileRefused

_READER: Final = ThreadPoolExecutor(1, "antiphon-excerpt")
"""Reading a long piece takes a while, which nobody's edits are to wait for several times: one at a time, whoever gives up."""


class ProposalAuditionsHandler(OfPiece, HearingHandler):
    """The place that a proposal touches as it would sound with it, or as it is, for whoever may listen."""

    async def _hear(self, asked: object) -> bytes:
        wanted = _read(asked)
        if problem := await self._lab.piece_problem(self._path):
            raise AuditionError(problem)
        try:
            room = await self._lab.open_room(self._path)
        except FileRefused as error:
            raise AuditionError(str(error)) from None

        def read(text: str) -> Excerpt:
            excerpt = heard(text, wanted)
            # Made of all that is kept of the piece, so here, where nobody's edits wait for it.
            _ = excerpt.key
            return excerpt

        async def found() -> Excerpt:
            return await asyncio.get_running_loop().run_in_executor(_READER, read, room.text)

        return await self._lab.auditions.hear(self._person.id, found)


def heard(text: str, wanted: Mapping[str, Any]) -> Excerpt:
    """What is heard of a proposal in a piece.

    Args:
        text: The piece.
        wanted: The body of the request.

    Raises:
        AuditionError: It cannot be heard.
    """
    document = decode(text)
    proposal = document["proposals"].get(wanted["proposal"])
    if proposal is None:
        raise AuditionError("This proposal is not there any more.")
    try:
        operations = decode_operations(proposal["patch"])
    except ProposalError as error:
        raise AuditionError(f"This proposal cannot be read ({error}): nothing of it can be heard.") from None
    settled = places(proposal.get("taken", ""))
    chosen = set(range(len(operations))) if wanted["operations"] is None else wanted["operations"]
    applied = applying(document, operations, sorted(chosen - settled), wanted["insisted"])
    return before_and_after(document, applied, wanted["now"])


def _read(asked: object) -> Mapping[str, Any]:
    if not isinstance(asked, Mapping) or not isinstance(asked.get("proposal"), str):
        raise AuditionError("A proposal that is to be heard is named by its id.")
    now = asked.get("now", False)
    if not isinstance(now, bool):
        raise AuditionError("Whether a proposal is heard as it is now is said by true or false.")
    operations = None if asked.get("operations") is None else _places(asked["operations"])
    insisted = _places(asked.get("insisted", []))
    return {"proposal": asked["proposal"], "operations": operations, "insisted": insisted, "now": now}


def _places(asked: object) -> set[int]:
    if not isinstance(asked, list) or len(asked) > MOST_OPERATIONS:
        raise AuditionError("The changes of a proposal that are to be heard are a list of their places.")
    if not all(type(each) is int and 0 <= each < MOST_OPERATIONS for each in asked):
        raise AuditionError("The changes of a proposal are told by their places, from 0.")
    return set(asked)
