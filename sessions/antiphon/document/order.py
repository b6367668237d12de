"""The order of entries by fractional indexes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fractional_indexing import BASE_62_DIGITS, FIError, generate_n_keys_between, validate_order_key


def indexes(order: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Fractional indexes that put entries in an order, with as many of the known ones kept as can be.

    Args:
        order: Ids in the order wanted.
        known: The indexes that some of them have.

    >>> indexes(["a", "new", "b"], {"a": "a0", "b": "a1"})
    {'a': 'a0', 'new': 'a0V', 'b': 'a1'}

    Between two of one index there is no room, so that one of them gets another:

    >>> indexes(["a", "new", "b"], {"a": "a1", "b": "a1"})
    {'a': 'Zz', 'new': 'a0', 'b': 'a1'}

    An index that leaves no room beside it is not kept:

    >>> indexes(["a", "new"], {"a": "b"})
    {'a': 'a0', 'new': 'a1'}
    """
    known = {id: index for id, index in known.items() if _has_room(index)}
    kept = rising([(known[id], id) for id in order if id in known])
    if _squeezes(order, known, kept):
        # Of entries with one index one is kept: by falling numbers none is greater than another.
        kept = rising([((known[id], -place), id) for place, id in enumerate(order) if id in known])
    result: dict[str, str] = {}
    run: list[str] = []
    before: str | None = None
    for id in (*order, None):
        if id is not None and id not in kept:
            run.append(id)
            continue
        after = None if id is None else known[id]
        if run:
            made = generate_n_keys_between(before, after, n=len(run))
            result |= dict(zip(run, made, strict=True))
            run = []
        if id is not None:
            result[id] = before = known[id]
    return {id: result[id] for id in order}


def _squeezes(order: Sequence[str], known: Mapping[str, str], kept: Collection[str]) -> bool:
    """Whether something would have to go between two entries of one index."""
    before, waiting = None, False
    for id in order:
        if id not in kept:
            waiting = True
            continue
        if waiting and known[id] == before:
            return True
        before, waiting = known[id], False
    return False


def _has_room(index: str) -> bool:
    try:
        validate_order_key(index, digits=BASE_62_DIGITS)
    except FIError:
        return False
    return True


def rising(keys: Sequence[tuple[Any, str]]) -> set[str]:
    """The ids of a longest rising subsequence (patience sorting).

    Args:
        keys: What is to rise, and ids.

    >>> sorted(rising([(3, "c"), (1, "a"), (2, "b")]))
    ['a', 'b']
    """
    tops: list[tuple[Any, str]] = []
    piles: list[int] = []
    for key in keys:
        place = bisect_left(tops, key)
        tops[place : place + 1] = [key]
        piles.append(place)
    result: set[str] = set()
    wanted = len(tops) - 1
    for key, pile in zip(reversed(keys), reversed(piles), strict=True):
        if pile == wanted:
            result.add(key[1])
            wanted -= 1
    return result
