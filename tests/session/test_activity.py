"""Who did how much when, as the rows of a ledger tell it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.activity import WIDTHS, Work, activity, survey
from antiphon.session.ledger import AUDIENCE, Row

NOON = 1_700_000_000_000


def row(at: int, what: str, who: str, /, **content: Any) -> Row:
    return Row(1, at, what, who, content, "")


def test_what_came_of_a_proposal_is_its_authors_and_votes_are_the_audiences() -> None:
    found = survey(
        [
            row(NOON, "edit", "ada", made={"events": ["a", "b"], "parts": ["p"]}, removed={"nodes": ["x"]}),
            row(NOON + 1, "proposal", "ada", id="q", by="ben", accepted={"events": ["c"], "edges": ["e"]}),
            row(NOON + 2, "steering", AUDIENCE, counts={"faster": 2, "same": 1}, to=1.1),
            row(NOON + 3, "steering", "ada", to=1.0),
            row(NOON + 4, "erasure", "", who="cy"),
            # One poll that moved two things, and one that moved nothing.
            row(NOON + 5, "steering", AUDIENCE, poll="p1", total=4, target="tempo"),
            row(NOON + 5, "steering", AUDIENCE, poll="p1", total=4, target="dynamics"),
            row(NOON + 6, "poll", AUDIENCE, poll="p2", total=2),
        ]
    )
    assert found.made == {("events", "a"): "ada", ("events", "b"): "ada", ("events", "c"): "ben"}
    assert (found.accepted, found.polls) == (1, (3, 9))
    seconds, spans = activity(found.deeds, 10)
    assert seconds == 1
    (span,) = spans
    assert span.start == NOON // 1000
    assert span.work == {
        "ada": Work([2, 0, 0], [0, 0, 1], other=1, steered=1),
        "ben": Work([1, 0, 0], other=1, accepted=1),
        AUDIENCE: Work(steered=3),
    }


@given(
    st.lists(st.tuples(st.integers(0, 4 * 10**12), st.sampled_from("abc")), max_size=60), st.integers(1, 130)
)
def test_there_are_as_many_spans_as_are_wanted_at_most_and_nothing_is_lost(
    when: list[tuple[int, str]], most: int
) -> None:
    seconds, spans = activity([(at, who, Work(other=1)) for at, who in when], most)
    assert len(spans) <= most or seconds == WIDTHS[-1]
    assert sum(work.other for span in spans for work in span.work.values()) == len(when)
    starts = [span.start for span in spans]
    assert starts == sorted(set(starts))
    for at, who in when:
        assert any(
            span.start * 1000 <= at < (span.start + seconds) * 1000 and who in span.work for span in spans
        )
    narrower = [width for width in WIDTHS if width < seconds]
    if narrower:
        assert len({at // (narrower[-1] * 1000) for at, _ in when}) > most
