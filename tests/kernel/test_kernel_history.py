"""The history of a live piece, from a notebook, against a real lab."""

from collections.abc import Callable

import pytest

from antiphon.kernel import LivePiece, MissingError


def test_a_piece_is_seen_as_it_was_named_and_restored(
    two: tuple[LivePiece, LivePiece], until: Callable[..., None]
) -> None:
    ada, ben = two
    start = len(ada.history)
    named = ada.history.name("Before the concert")
    assert (named.title, named.step, named.kind) == ("Before the concert", start, "named")
    before = ada.document
    with ada.step():
        for measure in (1, 2):
            id = f"np1{measure}"
            ada._connection.write([("events", id, {"pitch": "G5"})])
    ben.title = "Changed"
    until(lambda: ada.title == "Changed")
    assert len(ben.history) == start + 3
    then = ben.history.at("Before the concert")
    assert then.document == before
    assert ben.history.at(start + 1).document["events"]["np11"]["pitch"] == "G5"
    assert sum(sum(span.edits.values()) for span in ada.history.activity()) == start + 3
    with pytest.raises(
        MissingError, match="There is no version “Before the concret”; did you mean Before the concert"
    ):
        ada.history.at("Before the concret")
    with pytest.raises(MissingError, match="There is no part"):
        ada.history.restore(named, part="Tuba")
    assert ada.history.restore(named, part="Soprano", measures=(2, 2)) == 1
    assert [ada.document["events"][f"np1{n}"]["pitch"] for n in (1, 2)] == ["G5", "C5"]
    assert ben.history.restore("Before the concert") == 2
    until(lambda: ada.document == before)
    assert ben.undo()
    until(lambda: ada.title == "Changed")
    assert [version.kind for version in ben.history] == ["named", "before", "before"]
    assert ben.history.at(list(ben.history)[-1]).document["events"]["np12"]["pitch"] == "C5"
