import math
from collections import Counter
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.aggregation import (
    approvals,
    borda,
    geometric_median,
    instant_runoff,
    mean_place,
    median,
    plurality,
    trimmed_mean,
)
from antiphon.session.exploration import Exploration

OPTIONS = ["a", "b", "c", "d"]
RANKINGS = st.lists(st.permutations(OPTIONS).flatmap(lambda p: st.integers(1, 4).map(lambda n: tuple(p[:n]))))
NUMBERS = st.lists(st.integers(0, 100).map(float), min_size=1, max_size=40)
PLACES = st.lists(st.tuples(*[st.integers(0, 100).map(lambda n: n / 100)] * 2), min_size=1, max_size=25)


@pytest.mark.parametrize(
    ("tally", "winner"),
    [
        ({"slower": 1, "same": 0, "faster": 0}, "slower"),
        ({"slower": 4, "same": 5, "faster": 4}, "same"),
        ({"slower": 2, "same": 2, "faster": 1}, None),
        ({"slower": 0, "same": 0, "faster": 0}, None),
        ({}, None),
    ],
)
def test_the_first_place_wins_unless_it_is_shared(tally: dict[str, int], winner: str | None):
    assert plurality(tally) == winner


@given(st.lists(st.sets(st.sampled_from(OPTIONS)).map(lambda s: tuple(sorted(s)))))
def test_an_option_has_as_many_approvals_as_people_chose_it(ballots):
    assert approvals(Counter(ballots), OPTIONS) == {
        option: sum(option in ballot for ballot in ballots) for option in OPTIONS
    }


@given(RANKINGS)
def test_a_ballot_gives_the_same_points_however_much_it_names(ballots):
    points = borda(Counter(ballots), OPTIONS)
    assert sum(points.values()) == 6 * len(ballots)
    assert all(0 <= each <= 3 * len(ballots) for each in points.values())


@given(RANKINGS)
def test_names_and_the_order_of_options_decide_nothing(ballots):
    counted = Counter(ballots)
    winner, _ = instant_runoff(counted, OPTIONS)
    points = borda(counted, OPTIONS)
    for order in list(permutations(OPTIONS))[1::7]:
        assert instant_runoff(counted, order)[0] == winner
        assert borda(counted, order) == points
    other = dict(zip(OPTIONS, "wxyz", strict=True))
    renamed = Counter({tuple(other[option] for option in ballot): n for ballot, n in counted.items()})
    assert instant_runoff(renamed, list("wxyz"))[0] == (other[winner] if winner else None)


@given(RANKINGS)
def test_who_is_first_for_more_than_half_wins_the_run_off_at_once(ballots):
    firsts = Counter(ballot[0] for ballot in ballots)
    winner, rounds = instant_runoff(Counter(ballots), OPTIONS)
    for option, votes in firsts.items():
        if 2 * votes > len(ballots):
            assert (winner, len(rounds)) == (option, 1)
    assert all(sum(round.values()) <= len(ballots) for round in rounds)
    assert all(set(after) < set(before) for before, after in pairwise(rounds))
    if winner is not None:
        assert 2 * rounds[-1][winner] > sum(rounds[-1].values())


def test_a_condorcet_winner_can_lose_the_run_off_and_win_by_points():
    # Wikipedia, "Instant-runoff voting", Burlington in 2009 has this shape; so has D. G. Saari, Basic Geometry of Voting, 1995.
    ballots = {("a", "b", "c"): 40, ("c", "b", "a"): 35, ("b", "a", "c"): 25}
    assert instant_runoff(ballots, ["a", "b", "c"])[0] == "a"
    assert plurality(borda(ballots, ["a", "b", "c"])) == "b"


def test_of_two_that_are_last_the_one_goes_that_was_last_before():
    ballots = {("a",): 7, ("b",): 4, ("c",): 3, ("d", "c"): 1, ("e",): 5}
    _, rounds = instant_runoff(ballots, ["a", "b", "c", "d", "e"])
    assert [sorted(round) for round in rounds[:3]] == [list("abcde"), list("abce"), list("abe")]
    assert rounds[1] == {"a": 7, "b": 4, "c": 4, "e": 5}


@pytest.mark.parametrize("ballots", [{}, {("a",): 2, ("b",): 2}, {("a",): 1, ("b",): 1, ("c",): 1}])
def test_a_run_off_that_leaves_nobody_is_a_tie(ballots):
    assert instant_runoff(ballots, ["a", "b", "c"])[0] is None


@given(NUMBERS)
def test_means_and_medians_lie_among_the_numbers(numbers):
    counted = Counter(numbers)
    middle = median(counted)
    assert middle is not None
    assert sum(n <= middle for n in numbers) >= len(numbers) / 2 <= sum(n >= middle for n in numbers)
    plain = trimmed_mean(counted, 0)
    assert plain == pytest.approx(sum(numbers) / len(numbers))
    cut = len(numbers) // 10
    kept = sorted(numbers)[cut : len(numbers) - cut]
    assert trimmed_mean(counted) == pytest.approx(sum(kept) / len(kept))


def test_nothing_comes_of_nothing():
    assert median({}) is trimmed_mean({}) is mean_place({}) is geometric_median({}) is None


@given(PLACES)
def test_no_place_is_nearer_to_all_than_the_geometric_median(places):
    counted = Counter(places)
    at = geometric_median(counted)

    def sum_of_distances(place):
        return sum(math.dist(place, each) for each in places)

    assert at is not None
    least = sum_of_distances(at)
    tried = [*places, (0.5, 0.5), mean_place(counted)]
    tried += [(at[0] + dx, at[1] + dy) for dx in (-0.02, 0, 0.02) for dy in (-0.02, 0, 0.02)]
    assert all(least <= sum_of_distances(place) + 1e-3 * len(places) for place in tried)


def test_a_few_in_the_corner_do_not_move_the_geometric_median_of_many():
    many = {(0.2, 0.2): 4, (0.3, 0.2): 4, (0.25, 0.3): 4}
    alone, joked = geometric_median(many), geometric_median(many | {(1.0, 1.0): 2})
    assert alone is not None
    assert joked is not None
    assert math.dist(alone, joked) < 0.05 < math.dist(mean_place(many), mean_place(many | {(1.0, 1.0): 2}))


def test_what_is_liked_more_is_heard_more():
    likes = {"soft": 0.8, "loud": 0.3, "fast": 0.4}
    tried = Exploration(likes, seed=3)
    heard = Counter()
    for turn in range(300):
        variant = tried.choose()
        heard[variant] += 1
        tried.learn(variant, liked=int(turn * 7919 % 10 < likes[variant] * 10), heard=1)
    assert heard["soft"] > 200
    assert min(heard.values()) >= 1
    assert tried.expected()["soft"] > 0.7


def test_exploration_can_be_played_again_and_refuses_nonsense():
    first, again = (Exploration("ab", seed=5) for _ in range(2))
    assert [first.choose() for _ in range(20)] == [again.choose() for _ in range(20)]
    with pytest.raises(ValueError, match="Nobody can like"):
        first.learn("a", 3, 2)
    with pytest.raises(ValueError, match="no variant"):
        first.learn("c", 1, 2)
    with pytest.raises(ValueError, match="variants"):
        Exploration([], 1)
