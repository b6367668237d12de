"""Aggregation: from many answers to one. Pure functions of how often each answer was given, so that no order matters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

Ranking = tuple[str, ...]
"""Options from the best down; those that are not named come after, all alike."""

Place = tuple[float, float]

TRIMMED = 0.1
"""Share of the answers that `trimmed_mean` leaves out at each end."""


def plurality(tally: Mapping[str, float]) -> str | None:
    """The option with the most votes; None where nobody voted or the first place is shared.

    >>> plurality({"slower": 3, "same": 1, "faster": 6})
    'faster'
    >>> plurality({"slower": 2, "same": 0, "faster": 2}) is None
    True
    """
    best = max(tally.values(), default=0)
    winners = [option for option, votes in tally.items() if votes == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def approvals(ballots: Mapping[Sequence[str], int], options: Sequence[str]) -> dict[str, int]:
    """How many people chose each option among theirs (approval voting: Brams and Fishburn, 1978).

    >>> approvals({("a", "b"): 3, ("b",): 2, (): 1}, ["a", "b", "c"])
    {'a': 3, 'b': 5, 'c': 0}
    """
    return {option: sum(n for chosen, n in ballots.items() if option in chosen) for option in options}


def borda(ballots: Mapping[Ranking, int], options: Sequence[str]) -> dict[str, float]:
    """Borda's points: of n options the first of a ballot gets n − 1, the next n − 2, the last none.

    Options that a ballot does not name share evenly what their places would have got, so that each ballot gives
    n (n − 1) / 2 points in all. The most points win; a shared first place is a tie (`plurality`).

    Source: J.-C. de Borda, *Mémoire sur les élections au scrutin*, 1781; on ballots that do not name all: P. Emerson, *The
    original Borda count and partial voting*, Social Choice and Welfare 40, 2013.

    Tennessee votes on its capital (the example of Wikipedia, *Borda count*; Nashville has 194 points there):

    >>> tennessee = {
    ...     ("M", "N", "C", "K"): 42, ("N", "C", "K", "M"): 26, ("C", "K", "N", "M"): 15, ("K", "C", "N", "M"): 17}
    >>> borda(tennessee, ["M", "N", "C", "K"])
    {'M': 126.0, 'N': 194.0, 'C': 173.0, 'K': 107.0}
    """
    doubled = dict.fromkeys(options, 0)
    for ranking, n in ballots.items():
        for place, option in enumerate(ranking):
            doubled[option] += 2 * n * (len(options) - 1 - place)
        shared = len(options) - len(ranking) - 1
        if shared > 0:
            for option in set(options).difference(ranking):
                doubled[option] += n * shared
    return {option: points / 2 for option, points in doubled.items()}


def instant_runoff(
    ballots: Mapping[Ranking, int], options: Sequence[str]
) -> tuple[str | None, list[dict[str, int]]]:
    """The winner of an instant run-off, or None, and the votes of those left in each round.

    Each ballot counts for the best of its options that is still in. Who has more than half of the ballots that count wins;
    otherwise the option with the fewest goes out, and again. Where several have the fewest, the one goes out
    that had the fewest in the last round before in which they differed (*backwards* tie-breaking: J. C. O'Neill,
    *Tie-breaking with the single transferable vote*, Voting matters 18, 2004);
    where they never differed they go out together, so that neither the order of the options nor chance decides.
    Where that leaves none, it is a tie: None.

    Source: W. R. Ware's *alternative vote*, 1871, as in Robert's Rules of Order, preferential voting.

    Knoxville gets Tennessee's capital (Wikipedia, *Instant-runoff voting*): Chattanooga goes out, then Nashville.

    >>> tennessee = {
    ...     ("M", "N", "C", "K"): 42, ("N", "C", "K", "M"): 26, ("C", "K", "N", "M"): 15, ("K", "C", "N", "M"): 17}
    >>> winner, rounds = instant_runoff(tennessee, ["M", "N", "C", "K"])
    >>> winner, rounds[-1]
    ('K', {'M': 42, 'K': 58})
    """
    left = list(options)
    rounds: list[dict[str, int]] = []
    while left:
        firsts = dict.fromkeys(left, 0)
        for ranking, n in ballots.items():
            best = next((option for option in ranking if option in firsts), None)
            if best is not None:
                firsts[best] += n
        rounds.append(firsts)
        if not any(firsts.values()):
            return None, rounds
        leader = max(firsts, key=firsts.__getitem__)
        if 2 * firsts[leader] > sum(firsts.values()):
            return leader, rounds
        out = set(left)
        for before in reversed(rounds):
            fewest = min(before[option] for option in out)
            out = {option for option in out if before[option] == fewest}
        left = [option for option in left if option not in out]
    return None, rounds


def median(numbers: Mapping[float, int]) -> float | None:
    """The middle number; of an even count, half way between the middle two. None of none.

    >>> median({1.0: 1, 2.0: 1, 9.0: 2})
    5.5
    """
    values = sorted(value for value, n in numbers.items() if n)
    ends = list(accumulate(numbers[value] for value in values))
    if not ends:
        return None
    low, high = (ends[-1] - 1) // 2, ends[-1] // 2
    first, second = (
        next(value for value, end in zip(values, ends, strict=True) if end > k) for k in (low, high)
    )
    return first if first == second else (first + second) / 2


def trimmed_mean(numbers: Mapping[float, int], share: float = TRIMMED) -> float | None:
    """The mean without the lowest and highest `share` of the answers (each rounded down). None of none.

    With a share of 0 it is the plain mean. A few who answer in jest move the trimmed one little. Source:
    J. W. Tukey and D. H. McLaughlin, *Less vulnerable confidence and significance procedures*, Sankhyā A 25, 1963.

    >>> trimmed_mean({0.0: 1, 5.0: 8, 100.0: 1}), trimmed_mean({0.0: 1, 5.0: 8, 100.0: 1}, 0)
    (5.0, 14.0)
    """
    total = sum(numbers.values())
    if not total:
        return None
    cut = int(total * share)
    kept, passed, terms = total - 2 * cut, 0, []
    for value in sorted(numbers):
        begin, passed = passed, passed + numbers[value]
        counted = min(passed, total - cut) - max(begin, cut)
        if counted > 0:
            terms.append(value * counted)
    return math.fsum(terms) / kept


def mean_place(places: Mapping[Place, int]) -> Place | None:
    """The mean of places, each coordinate for itself. None of none."""
    total = sum(places.values())
    if not total:
        return None
    return (
        math.fsum(x * n for (x, _), n in places.items()) / total,
        math.fsum(y * n for (_, y), n in places.items()) / total,
    )


def geometric_median(places: Mapping[Place, int], accuracy: float = 1e-5) -> Place | None:
    """The place whose distances to all places have the least sum. None of none.

    Half of the answers would have to be false to move it far (the mean follows a single one). Source: E. Weiszfeld,
    *Sur le point pour lequel la somme des distances de n points donnés est minimum*, Tôhoku Math. J. 43, 1937, with the step off
    a given place of Y. Vardi and C.-H. Zhang, *The multivariate L1-median and associated data depth*, PNAS 97, 2000.
    At most 200 steps are taken, each at least `accuracy` long but the last.

    >>> [round(value, 3) for value in geometric_median({(0.0, 0.0): 3, (1.0, 1.0): 1})]
    [0.0, 0.0]
    """
    at = mean_place(places)
    if at is None:
        return None
    points = sorted(places.items())
    for _ in range(200):
        here, weight, across, up, pull_x, pull_y = 0, 0.0, 0.0, 0.0, 0.0, 0.0
        for (x, y), n in points:
            far = math.hypot(x - at[0], y - at[1])
            if far < 1e-9:
                here = n
                continue
            weight += n / far
            across += n * x / far
            up += n * y / far
            pull_x += n * (x - at[0]) / far
            pull_y += n * (y - at[1]) / far
        pull = math.hypot(pull_x, pull_y)
        if not weight or pull <= here:
            return at
        stay = here / pull
        new = ((1 - stay) * across / weight + stay * at[0], (1 - stay) * up / weight + stay * at[1])
        if math.dist(new, at) < accuracy:
            return new
        at = new
    return at
