"""The drawing of a graph: what is seen, and what is said of it."""

import re
from typing import Any
from xml.etree import ElementTree

from antiphon.document.codec import empty, normalise
from antiphon.document.projection import project
from antiphon.engine.patch import project_patch
from antiphon.kernel.drawing import WIDTH, Drawing, draw


def drawn(**roots: Any) -> Drawing:
    document = normalise({**empty(), **roots})
    piece = project(document)
    return draw(document, piece, project_patch(document, piece))


def boxes(drawing: Drawing) -> dict[str, tuple[float, float, float]]:
    """Left, top and bottom of each node, by its title."""
    found = {}
    for group in ElementTree.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}g"):
        rect, title = group[0], group[1].text or ""
        top = float(rect.get("y", 0))
        found[title] = float(rect.get("x", 0)), top, top + float(rect.get("height", 0))
    return found


CHAIN: dict[str, Any] = {
    "parts": {"p": {"index": "a0", "name": "Alto"}},
    "nodes": {
        "a": {"kind": "effect.reverb", "name": "Hall"},
        "b": {"kind": "filter.lowpass", "name": "Tone", "p_cutoff": 800.0},
        "c": {"kind": "instrument.flute", "name": "Flute", "part": "p"},
    },
    "edges": {"x": {"source": "c", "target": "b"}, "y": {"source": "b", "target": "a"}},
}


def test_sound_goes_from_left_to_right() -> None:
    places = boxes(drawn(**CHAIN))
    assert places["Flute"][0] + WIDTH < places["Tone"][0]
    assert places["Tone"][0] + WIDTH < places["Hall"][0]


def test_values_have_units_and_words_say_the_same() -> None:
    drawing = drawn(**CHAIN)
    assert "800 Hz" in drawing.svg
    assert "Flute (plays Alto," in drawing.words
    assert "Tone (Low-pass filter, Cutoff 800 Hz" in drawing.words
    assert "into Hall" in drawing.words


def test_no_node_lies_on_another() -> None:
    nodes = {f"n{number}": {"kind": "effect.delay", "name": f"N{number}"} for number in range(12)}
    edges = {f"e{number}": {"source": "n0", "target": f"n{number}"} for number in (1, 2, 3)}
    places = list(boxes(drawn(nodes=nodes, edges=edges)).values())
    assert len(places) == 12
    for index, (left, top, bottom) in enumerate(places):
        for other_left, other_top, other_bottom in places[index + 1 :]:
            assert abs(left - other_left) >= WIDTH or bottom < other_top or other_bottom < top


def test_an_instrument_that_nobody_chose_is_dashed() -> None:
    drawing = drawn(parts={"p": {"index": "a0", "name": "Alto", "instrument": "Flute"}})
    assert "stroke-dasharray" in drawing.svg
    assert "plays Alto" in drawing.svg


def test_names_are_only_text() -> None:
    drawing = drawn(
        nodes={"n": {"kind": "effect.delay", "name": "<script>alert('x')</script>" + "long" * 20}}
    )
    assert "<script" not in drawing.svg
    title = re.search(r'font-weight="600">(.*?)</text>', drawing.svg)
    assert title
    assert title[1].endswith("…")
    ElementTree.fromstring(drawing.svg)


def test_a_graph_without_nodes_is_said() -> None:
    assert drawn() == Drawing("", "The graph has no nodes yet.")
