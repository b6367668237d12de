"""Layers: undo of all one person did, by a model that keeps the whole story."""

import json

from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.layers import Layers

PEOPLE = ("ada", "ben", "cy")
STROKES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 2), st.integers(0, 2)), max_size=30)


def painted(strokes):
    layers = Layers()
    now = dict.fromkeys(range(3), 0)
    for person, place, value in strokes:
        layers.paint(place, now[place], person, value)
        now[place] = value
    return layers, now


def story(strokes, without=()):
    """What each place is if some people had never come."""
    now = dict.fromkeys(range(3), 0)
    for person, place, value in strokes:
        if person not in without:
            now[place] = value
    return now


@given(STROKES, st.permutations(PEOPLE))
def test_what_others_have_changed_since_stays(strokes, order):
    layers, now = painted(strokes)
    for person in order:
        theirs = layers.held(person)
        changed = layers.undo(person)
        assert changed.keys() == theirs
        now |= changed
        assert all(layers.top(place, 0) == value for place, value in now.items())
    assert now == story([])


@given(STROKES, st.permutations(PEOPLE))
def test_what_is_left_is_as_if_those_who_were_taken_back_had_never_come(strokes, order):
    # Each of its own value: who says what is there anyway, or says it back, has done nothing.
    strokes = [(person, place, number) for number, (person, place, _) in enumerate(strokes, 1)]
    layers, now = painted(strokes)
    gone = []
    for person in order:
        now |= layers.undo(person)
        gone.append(person)
        assert now == story(strokes, gone)
        assert not layers.held(person)
    assert not layers.places


@given(STROKES)
def test_wiping_makes_everything_what_it_was(strokes):
    layers, now = painted(strokes)
    assert now | layers.wipe() == story([])
    assert not layers.places
    assert not layers.authors


@given(STROKES, st.integers(0, 2))
def test_what_somebody_else_has_changed_is_not_taken_back(strokes, place):
    layers, now = painted(strokes)
    layers.forget(place)
    now[place] = 9
    for person in PEOPLE:
        now |= layers.undo(person)
    assert now == story([]) | {place: 9}


@given(STROKES)
def test_each_place_is_held_by_at_most_one_whose_layer_shows(strokes):
    layers, now = painted(strokes)
    for place in range(3):
        holders = [person for person in PEOPLE if place in layers.held(person)]
        assert holders == [layers.holder(place)] * bool(layers.holder(place))
        assert layers.top(place, 0) == now[place]
        assert bool(holders) >= (now[place] != 0)


def test_who_changes_a_place_back_holds_nothing():
    layers, _ = painted([("ada", 0, 1), ("ada", 0, 0)])
    assert not layers.held("ada")
    assert not layers.places


def test_a_layer_beneath_comes_out():
    layers, _ = painted([("ada", 0, 1), ("ben", 0, 2)])
    assert layers.held("ben") == {0}
    assert layers.undo("ben") == {0: 1}
    assert layers.holder(0) == "ada"


@given(STROKES, st.permutations(PEOPLE))
def test_what_is_kept_is_as_it_was(strokes, order):
    layers, _ = painted(strokes)
    again = Layers()
    for place in layers.places:
        again.recall(place, json.loads(json.dumps(layers.keep(place))), int)
    assert again.authors == layers.authors
    for person in order:
        assert again.held(person) == layers.held(person)
        assert again.undo(person) == layers.undo(person)
    assert not again.places


@given(STROKES, st.lists(st.sampled_from(("undo", "forget", "wipe")), max_size=3))
def test_what_is_kept_bit_by_bit_is_what_there_is(strokes, ends):
    """A store that is told of the places that changed, after each change, has them all."""
    layers, now, kept = Layers(), dict.fromkeys(range(3), 0), {}

    def keep():
        kept.update({place: layers.keep(place) for place in layers.unkept})
        layers.unkept.clear()
        assert {place: each for place, each in kept.items() if each} == {
            place: layers.keep(place) for place in layers.places
        }

    for person, place, value in strokes:
        layers.paint(place, now[place], person, value)
        now[place] = value
        keep()
    for end in ends:
        match end:
            case "undo":
                layers.undo("ada")
            case "forget":
                layers.forget(1)
            case "wipe":
                layers.wipe()
        keep()


def test_of_very_many_at_one_place_the_latest_are_kept():
    layers = Layers()
    for number in range(500):
        layers.paint(0, {}, f"{number:024x}", {"pitch": "C4", "on": number % 2})
    kept = layers.keep(0)
    assert len(json.dumps(kept)) < 2000
    again = Layers()
    again.recall(0, kept, dict)
    assert again.holder(0) == f"{499:024x}"
    assert again.top(0, {}) == {"pitch": "C4", "on": 1}
    assert again.undo(f"{499:024x}") == {0: {"pitch": "C4", "on": 0}}
