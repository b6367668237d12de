"""Restoring a piece, a part or measures: what comes back, and what stays."""

import copy
import random

import pytest

from antiphon.document.codec import empty, normalise
from antiphon.document.restoring import RestoringError, restoring


def note(part="p1", measure="m1", **fields):
    return {
        "kind": "note",
        "part": part,
        "measure": measure,
        "onset": "0",
        "duration": "1",
        "pitch": "C4",
    } | fields


def piece(**roots):
    document = {**empty()}
    document["parts"] = {p: {"index": f"a{p}", "name": p} for p in ("p1", "p2")}
    document["measures"] = {m: {"index": f"a{m}"} for m in ("m1", "m2", "m3")}
    return normalise(document | roots)


def applied(now, changes):
    result = copy.deepcopy(now)
    for root, id, before, after in changes:
        assert (result[root] if root == "meta" else result[root].get(id)) == before
        if root == "meta":
            result[root] = after
        elif after is None:
            del result[root][id]
        else:
            result[root][id] = after
    return result


def some(seed):
    chance = random.Random(seed)
    events = {
        f"e{n}": note(
            f"p{chance.randint(1, 2)}", f"m{chance.randint(1, 3)}", pitch=f"{chance.choice('CDE')}4"
        )
        for n in chance.sample(range(30), 18)
    }
    ends = [chance.sample(sorted(events), 2) for _ in range(6)]
    spans = {f"s{n}": {"kind": "slur", "start": a, "end": b} for n, (a, b) in enumerate(ends)}
    return piece(
        events=events, spans=spans, meta={"title": f"T{seed % 3}"}, nodes={f"n{seed % 5}": {"kind": "k"}}
    )


@pytest.mark.parametrize("seed", range(40))
def test_restoring_everything_gives_the_piece_as_it_was(seed):
    then, now = some(seed), some(seed + 1000)
    then["annotations"], now["annotations"] = {}, {"c": {"target": "e1", "text": "Why?"}}
    restored = applied(now, restoring(then, now))
    assert restored == {**then, "annotations": now["annotations"]}, "what was said about it stays"
    assert restoring(then, restored) == ()


@pytest.mark.parametrize("seed", range(40))
def test_restoring_a_part_or_measures_touches_nothing_else_and_leaves_no_span_without_its_notes(seed):
    then, now = some(seed), some(seed + 1000)
    for scope, within in (
        ({"part": "p1"}, lambda event: event["part"] == "p1"),
        ({"measures": ("m3", "m2")}, lambda event: event["measure"] in ("m2", "m3")),
        (
            {"part": "p2", "measures": ("m1", "m1")},
            lambda event: (event["part"], event["measure"]) == ("p2", "m1"),
        ),
    ):
        restored = applied(now, restoring(then, now, **scope))
        mine = {id: event for id, event in restored["events"].items() if within(event)}
        assert mine == {id: event for id, event in then["events"].items() if within(event)}
        for id, event in now["events"].items():
            if not within(event) and not within(then["events"].get(id, event)):
                assert restored["events"][id] == event
        assert restored["meta"] == now["meta"]
        assert restored["nodes"] == now["nodes"]
        for id, span in restored["spans"].items():
            assert {span["start"], span["end"]} <= restored["events"].keys() or span == now["spans"].get(id)
        assert restoring(then, restored, **scope) == ()


def test_a_part_that_was_taken_away_comes_back_with_its_drums():
    then = piece(
        events={"e1": note()}, percussion={"d1": {"part": "p1", "name": "Snare", "pitch": "C5", "key": 38}}
    )
    now = piece(parts={"p2": {"index": "b", "name": "p2"}})
    restored = applied(now, restoring(then, now, part="p1"))
    assert restored["parts"].keys() == {"p1", "p2"}
    assert restored["events"] == then["events"]
    assert restored["percussion"] == then["percussion"]


def test_a_part_stays_in_its_place_and_measures_that_went_come_back():
    then = piece(events={"e1": note(measure="m2")})
    now = piece()
    now["parts"]["p1"] = {"index": "z", "name": "Other"}
    del now["measures"]["m2"]
    assert applied(now, restoring(then, now, part="p1"))["parts"]["p1"] == {"index": "z", "name": "p1"}
    assert applied(now, restoring(then, now, part="p1"))["events"] == {}, "its measure is gone"
    restored = applied(now, restoring(then, now, measures=("m1", "m2")))
    assert restored["measures"].keys() == {"m1", "m2", "m3"}
    assert restored["events"] == then["events"]


def test_what_was_not_there_cannot_be_restored():
    then, now = piece(), piece()
    now["parts"]["p9"] = {"index": "z", "name": "New"}
    now["measures"]["m9"] = {"index": "z"}
    with pytest.raises(RestoringError, match="This part was not there then"):
        restoring(then, now, part="p9")
    with pytest.raises(RestoringError, match="These measures were not there then"):
        restoring(then, now, measures=("m9", "m9"))
    assert restoring(then, now, measures=("m1", "m9")) == ()
