from antiphon.score import Loss, losses_text


def test_losses_are_grouped_by_kind_and_part_with_runs_of_measures() -> None:
    losses = [Loss(number, "Flute", "slur") for number in (3, 9, 8, 7)]
    assert losses_text(losses) == ["measures 3, 7–9: 4 slurs (Flute)"]


def test_several_in_one_measure_count_but_the_measure_is_named_once() -> None:
    losses = [
        Loss(2, "Oboe", "grace note"),
        Loss(2, "Oboe", "grace note"),
        Loss(0, "", "repeat sign (played once)"),
    ]
    assert losses_text(losses) == [
        "measure 2: 2 grace notes (Oboe)",
        "measure 0: 1 repeat sign (played once)",
    ]


def test_the_whole_piece_is_a_group_of_its_own() -> None:
    losses = [Loss(None, "", "mixer strip"), Loss(1, "", "mixer strip"), Loss(None, "", "mixer strip")]
    assert losses_text(losses) == ["whole piece: 2 mixer strips", "measure 1: 1 mixer strip"]


def test_plurals_keep_what_is_in_parentheses() -> None:
    def plural(what: str) -> str:
        return losses_text([Loss(1, "", what), Loss(1, "", what)])[0]

    assert plural("tempo mark (there is another)") == "measure 1: 2 tempo marks (there is another)"
    assert plural("accessory") == "measure 1: 2 accessories"
    assert plural("pitch") == "measure 1: 2 pitches"


def test_nothing_lost_says_nothing() -> None:
    assert losses_text([]) == []
