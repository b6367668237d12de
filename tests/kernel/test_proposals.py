"""Proposals from a notebook: made in a draft, accepted in part, rejected, and nobody's edit lost."""

from collections.abc import Callable

import pytest

from antiphon.kernel import EditError, LivePiece, MissingError


def test_a_draft_is_proposed_and_accepted_in_part(
    two: tuple[LivePiece, LivePiece], until: Callable[..., None]
) -> None:
    ada, piece = two
    with ada.propose("Higher, with an echo", source="assistant", confidence=0.8) as draft:
        score = draft.score
        for note in score.recurse().notes:
            note.transpose(2, inPlace=True)
        score.update()
        echo = draft.graph.add("effect.delay", name="Echo")
        draft.graph.connect("Singer", echo)
        draft.mix["Alto"].gain = -6
        assert draft.undo()
        draft.mix["Alto"].gain = -3
    until(lambda: len(piece.proposals) == 1)
    assert piece.document["events"]["np11"]["pitch"] == "C5"
    (proposal,) = piece.proposals.open
    assert (proposal.title, proposal.status) == ("Higher, with an echo", "open")
    assert (proposal.source, proposal.confidence) == ("assistant", 0.8)
    places = {(each.root, each.id): at for at, each in enumerate(proposal.operations)}

    # Somebody changes one of the notes meanwhile.
    piece._connection.write([("events", "np11", {"pitch": "A4"})])
    assert [each.why for each in proposal.preview().conflicts] == ["changed"]
    cable = next(at for (root, _), at in places.items() if root == "edges")
    wanted = [cable, places["events", "np11"], places["events", "np12"]]
    applied = proposal.accept(part=wanted)
    assert [each.operation for each in applied.conflicts] == [places["events", "np11"]]
    after = piece.document
    assert after["events"]["np11"]["pitch"] == "A4"
    assert after["events"]["np12"]["pitch"] == "D5"
    assert after["events"]["np21"]["pitch"] == "E4"
    assert after["mix"]["p2"] == {"pan": 0.0}
    assert "Echo" in {node.get("name") for node in after["nodes"].values()}
    assert proposal.status == "accepted"
    assert len(proposal.taken) == 3
    with pytest.raises(EditError, match="is accepted already"):
        proposal.accept()

    # One step of undo takes back the answer and what it wrote.
    assert piece.undo()
    assert proposal.status == "open"
    assert piece.document["events"]["np12"]["pitch"] == "C5"
    with pytest.raises(MissingError, match="has no operation 99"):
        proposal.accept(part=[99])
    proposal.reject("Too high")
    assert (proposal.status, proposal.reason) == ("rejected", "Too high")
    assert piece.proposals.open == []
    assert repr(piece.proposals) == "[<proposal “Higher, with an echo”, rejected>]"


def test_what_is_not_proposed(two: tuple[LivePiece, LivePiece]) -> None:
    piece, _ = two
    before = len(piece.proposals)
    with piece.propose("Nothing"):
        pass
    with pytest.raises(EditError, match="cannot be proposed"), piece.propose("No parts") as draft:
        draft._connection.write([("parts", "p2", None)])
    with pytest.raises(MissingError), piece.propose("Broken off") as draft:
        draft.mix["Nobody"].gain = -9
    assert len(piece.proposals) == before
    with pytest.raises(MissingError, match="no proposal “Else”"):
        piece.proposals["Else"]


def test_what_one_proposed_is_withdrawn(two: tuple[LivePiece, LivePiece], until: Callable[..., None]) -> None:
    ada, ben = two
    with ada.propose("Softer") as draft:
        draft.mix["Alto"].gain = -12
    until(lambda: "Softer" in [proposal.title for proposal in ben.proposals.open])
    ada.proposals["Softer"].withdraw()
    until(lambda: ben.proposals["Softer"].status == "withdrawn")
    with pytest.raises(EditError, match="is withdrawn already"):
        ben.proposals["Softer"].accept()
    assert "gain" not in ben.document["mix"]["p2"]
