"""The graph as text in a notebook: read, applied, and run as Python against the live piece."""

from collections.abc import Callable
from typing import Any

import pytest

from antiphon.kernel import EditError, LivePiece
from antiphon.kernel.nodes import LFO, Echo, Flute, Group, Label, LowPassFilter, Preset

Until = Callable[..., None]
Two = tuple[LivePiece, LivePiece]

TEXT = """\
warm = Preset(LowPassFilter, cutoff=500)
space = Group(colour=2)

lfo = LFO(rate=0.7)
flute = Flute(part="Alto")
lowpass = LowPassFilter(flute, preset=warm, cutoff=800 + lfo)
echo = Echo(lowpass, name="Far away", group=space)

space.output("out", echo)
echo.connect(lowpass)

Label("Round and round")
"""


def graph(piece: LivePiece) -> Any:
    document = piece.document
    return {root: document[root] for root in ("nodes", "edges", "groups", "ports", "presets", "labels")}  # type: ignore[literal-required]


def test_a_text_is_applied_and_read(two: Two, until: Until) -> None:
    ada, ben = two
    assert ada.graph.code == 'Singer = Voice(part="Soprano")\nHall = Reverb(Singer)\n'
    ada.graph.apply(TEXT)
    until(lambda: ben.graph.code == ada.graph.code)
    assert sorted(ada.graph.code.splitlines()) == sorted(TEXT.replace("echo", "far_away").splitlines())
    before = graph(ada)
    # One number is one field, and one step.
    ada.graph.apply(ada.graph.code.replace("rate=0.7", "rate=0.9"))
    lfo = next(id for id, node in before["nodes"].items() if node["kind"] == "control.lfo")
    before["nodes"][lfo] = {**before["nodes"][lfo], "p_rate": 0.9}
    assert graph(ada) == before
    with pytest.raises(EditError, match=r"^Line [45]: LFO has no rte: did you mean rate\?$"):
        ada.graph.apply(ada.graph.code.replace("rate=", "rte="))
    assert graph(ada) == before
    assert ada.undo()
    assert "rate=0.7" in ada.graph.code


def test_the_text_runs_as_python(two: Two) -> None:
    ada, _ = two
    with ada.graph.written():
        warm = Preset(LowPassFilter, cutoff=500)
        space = Group(colour=2)
        lfo = LFO(rate=0.7)
        flute = Flute(part="Alto")
        lowpass = LowPassFilter(flute, preset=warm, cutoff=800 + lfo)
        echo = Echo(lowpass, name="Far away", group=space)
        space.output("out", echo)
        echo.connect(lowpass)
        Label("Round and round")
    assert sorted(ada.graph.code.splitlines()) == sorted(TEXT.replace("echo", "far_away").splitlines())
    before = graph(ada)
    # Run again, from the text itself, as a cell would be: nothing changes.
    scope: dict[str, Any] = {"piece": ada}
    body = "".join(f"    {line}\n" for line in ada.graph.code.splitlines())
    exec(f"from antiphon.kernel.nodes import *\nwith piece.graph.written():\n{body}", scope)
    assert graph(ada) == before


def test_a_block_that_fails_changes_nothing(two: Two) -> None:
    ada, _ = two
    ada.graph.apply(TEXT)
    before = graph(ada)
    with pytest.raises(EditError, match="rate of LFO goes from"), ada.graph.written():
        LFO(rate=99)
    with pytest.raises(ZeroDivisionError), ada.graph.written():
        LFO(rate=1 / 0)
    with pytest.raises(EditError, match="in a block that begins with"):
        LFO()
    assert graph(ada) == before
