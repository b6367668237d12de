import copy

import pytest

from antiphon.document.codec import decode
from antiphon.document.projection import project
from antiphon.engine.interpretation import concerns, interpret
from antiphon.engine.plan import alike, settings
from antiphon.lessons import pieces

PIECE = pieces.path("antiphony")


def test_reading_the_graph_alone_gives_what_reading_it_all_does() -> None:
    document = decode(PIECE.read_text(encoding="utf-8"))
    before = interpret(document)
    changed = copy.deepcopy(document)
    part = sorted(changed["parts"])[0]
    changed["mix"] = {part: {"gain": -12, "solo": True}}
    changed["nodes"]["extra"] = {"kind": "effect.delay"}
    instrument = next(id for id, node in sorted(changed["nodes"].items()) if "part" in node)
    changed["edges"]["extra"] = {"source": instrument, "target": "extra"}
    after = before.with_graph(project(changed), changed)
    assert after == interpret(changed)
    assert not alike(before.plan, after.plan)


def test_a_knob_is_a_difference_of_values() -> None:
    document = decode(PIECE.read_text(encoding="utf-8"))
    before = interpret(document)
    part = sorted(document["parts"])[0]
    document["mix"] = {**document["mix"], part: {**document["mix"].get(part, {}), "gain": -40}}
    changes = settings(before.plan, before.with_graph(project(document), document).plan)
    index = before.plan.parts.index(part)
    assert changes is not None
    assert {index for index, _ in changes} == set(before.plan.strip(index))


@pytest.mark.parametrize(
    ("roots", "count"), [({"labels", "annotations"}, 0), ({"mix", "form"}, 2), ({"events"}, 1)]
)
def test_only_what_changes_the_sound_concerns_us(roots: set[str], count: int) -> None:
    assert len(concerns(roots)) == count
