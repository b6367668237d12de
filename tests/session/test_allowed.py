"""What the audience may do beside voting."""

import pytest

from antiphon.session.allowed import Allowed


def test_what_is_not_named_stays_as_it_was():
    allowed = Allowed().change({"type": "allow", "questions": True})
    assert allowed.change({"gestures": "shake"}).change({"questions": False, "gestures": None}) == Allowed()
    assert Allowed().change(allowed.describe()) == allowed


@pytest.mark.parametrize(
    "change",
    [
        {"questions": 1},
        {"reactions": None},
        {"suggestions": "yes"},
        {"gestures": "dance"},
        {"gestures": True},
    ],
)
def test_what_cannot_be_allowed_is_refused_in_words(change):
    with pytest.raises(ValueError, match=r"allowed|asked"):
        Allowed().change(change)
