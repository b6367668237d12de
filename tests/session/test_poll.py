import pytest

from antiphon.session.poll import Option, Poll, VoteRefused

OPTIONS = [Option("a", "A"), Option("b", "B")]


def poll() -> Poll:
    return Poll("p", "Which?", OPTIONS, opened=100.0, seconds=20.0)


def test_a_voter_counts_once_and_may_change():
    p = poll()
    assert p.vote("ada", "a", 101.0)
    assert not p.vote("ada", "a", 102.0)
    assert p.vote("ada", "b", 103.0)
    p.vote("bob", "b", 103.0)
    assert p.counts == {"a": 0, "b": 2}
    assert p.total == 2
    assert p.choice("ada") == "b"
    assert p.choice("cleo") is None


def test_it_closes_by_itself():
    p = poll()
    p.vote("ada", "a", 119.999)
    assert p.remaining(119.0) == 1.0
    assert not p.is_open(120.0)
    assert p.remaining(130.0) == 0.0
    with pytest.raises(VoteRefused, match="closed"):
        p.vote("bob", "a", 120.0)
    assert p.total == 1


def test_it_can_be_closed_early_but_not_reopened():
    p = poll()
    p.close(105.0)
    p.close(119.0)
    assert not p.is_open(105.0)
    with pytest.raises(VoteRefused):
        p.vote("ada", "a", 106.0)


def test_unknown_options_are_refused():
    with pytest.raises(VoteRefused, match="option"):
        poll().vote("ada", "c", 101.0)


@pytest.mark.parametrize(
    ("options", "seconds"), [(OPTIONS[:1], 5.0), ([OPTIONS[0]] * 2, 5.0), (OPTIONS, 0.0)]
)
def test_a_poll_that_makes_no_sense_is_refused(options: list[Option], seconds: float):
    with pytest.raises(ValueError, match="poll"):
        Poll("p", "?", options, 0.0, seconds)
