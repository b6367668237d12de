"""What of a piece can be steered, as its document and the catalogue say."""

import time

from antiphon.document.codec import empty, lines
from antiphon.lab.steerable import Lines, steerable


def lines_of(**roots: dict[str, dict[str, object]]) -> Lines:
    document = empty()
    for root, entries in roots.items():
        document[root] = entries  # type: ignore[literal-required]
    return {root: lines(root, content) for root, content in document.items() if isinstance(content, dict)}


def test_every_piece_has_its_tempo_dynamics_harmony_form_and_mix() -> None:
    found = steerable(lines_of())
    assert list(found) == ["tempo", "dynamics", "harmony", "form", "gain/master"]
    assert found["form"].texts == ("on", "again", "ending")


def test_parts_strips_nodes_and_sections_come_with_what_they_are_called() -> None:
    found = steerable(
        lines_of(
            parts={
                "p2": {"index": "b", "name": "Double\nBass", "instrument": "Contrabass"},
                "p1": {"index": "a", "name": "Flute"},
            },
            mix={"p1": {"gain": -3}, "hall": {"name": "Hall"}, "master": {}},
            nodes={
                "lp": {"kind": "filter.lowpass", "name": "Dark", "p_cutoff": 500, "part": "p1"},
                "odd": {"kind": "odd.kind"},
                "harp": {"kind": "instrument.pluck", "part": "p2", "preset": "soft"},
            },
            presets={
                "soft": {"kind": "instrument.pluck", "name": "My harp", "p_decay": 2},
                "far": {"kind": "effect.delay", "name": "Far"},
            },
            measures={"m1": {"index": "a"}, "m2": {"index": "b"}},
            sections={"s": {"name": "Storm", "measure": "m2"}, "gone": {"name": "Gone", "measure": "m9"}},
        )
    )
    assert [key for key in found if key.startswith("gain/")] == [
        "gain/p1",
        "gain/p2",
        "gain/hall",
        "gain/master",
    ]
    assert found["part/p2"].name == "Double Bass: plays"
    cutoff = found["node/lp/cutoff"]
    assert (cutoff.name, cutoff.written, cutoff.unit) == ("Dark: Cutoff", 500, "Hz")
    assert 0 < cutoff.step < (cutoff.maximum - cutoff.minimum) / 10
    assert found["node/harp/decay"].written == 2, "its preset says so"
    assert "node/default-p1/brightness" in found
    assert "node/default-p2/brightness" not in found
    assert not [key for key in found if key.startswith("node/odd")]
    sounds = found["sound/p1"].texts
    assert sounds[:2] == ("written", "soft")
    assert "far" not in sounds
    assert {"instrument.pluck", "pluck-harp"} <= set(sounds)
    assert found["form"].texts == ("on", "again", "next:s", "ending")


def test_what_would_make_a_node_anew_cannot_be_steered() -> None:
    found = steerable(lines_of(nodes={"sf": {"kind": "instrument.soundfont"}}))
    keys = [key for key in found if key.startswith("node/sf/")]
    assert keys
    assert "node/sf/program" not in keys


def test_a_large_piece_is_looked_through_in_a_moment() -> None:
    nodes = {f"n{n}": {"kind": "effect.delay"} for n in range(300)}
    parts = {f"p{n}": {"index": f"a{n:02}", "name": f"Part {n}"} for n in range(30)}
    measures = {f"m{n}": {"index": f"a{n:03}"} for n in range(500)}
    read = lines_of(nodes=nodes, parts=parts, measures=measures)
    steerable(read)
    before = time.process_time()
    steerable(read)
    assert time.process_time() - before < 0.1
