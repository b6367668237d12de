"""A node that gives no numbers any more, beside fifteen parts that do."""

from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine import effect
from antiphon.engine.change import change, downstream
from antiphon.engine.guard import Muted
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.pyo_server import pyo
from antiphon.engine.rack import Rack
from antiphon.engine.units.builder import Knobs, Ports

PARTS = {f"p{part:02}": {"index": f"a{part:02}", "name": f"Part {part}"} for part in range(16)}


def plan(nodes: dict[str, Any], edges: dict[str, Any]) -> Plan:
    document = {**empty(), "parts": PARTS, "nodes": nodes, "edges": edges}
    piece = project(document)
    return compile_plan(project_patch(document, piece), piece)


@pytest.fixture
def wild(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """A vibrato that gives no numbers, while `on`: pyo 1.1.0's Harmonizer does not."""
    state = {"on": True}

    def build(port: Ports, _: Knobs) -> Any:
        return pyo.Harmonizer(port["in"]) if state["on"] else pyo.Sig(port["in"])

    builders = {**effect.BUILDERS, "modulation.vibrato": build}
    monkeypatch.setattr(effect, "BUILDERS", builders)
    return state


def test_the_healthy_sound_as_if_it_were_not_there(wild: dict[str, bool]) -> None:
    kinds = ["keys", "strings", "flute", "organ", "pluck", "drums", "lead", "bells"]
    nodes = {
        f"n{index:02}": {"kind": f"instrument.{kinds[index % 8]}", "part": part}
        for index, part in enumerate(PARTS)
    }
    extra = {"bad": {"kind": "modulation.vibrato"}, "after": {"kind": "effect.delay"}}
    edges = {"e0": {"source": "n00", "target": "bad"}, "e1": {"source": "bad", "target": "after"}}
    sounds = []
    for whole in (plan({**nodes, **extra}, edges), plan(nodes, {})):
        with Rack(whole) as rack:
            heard = []
            for block in range(300):
                if block % 60 == 0:
                    for part in range(16):
                        rack.note_on(part, block, 55 * (part + 2), 0.7, part)
                heard.append(rack.process().copy())
                if block == 150 and whole.parts and rack.muted:
                    assert rack.muted == [Muted(0, "not finite")]
                    assert rack.culprit(0) == "bad"
                    wild["on"] = False
                    renewed = downstream(whole, "bad")
                    assert renewed == {"bad", "after"}
                    way = change(whole, whole, renewed)
                    assert way is not None
                    rack.edit(whole, way)
                if rack.step(0) and block > 150:
                    rack.heal([0])
            sounds.append(np.concatenate(heard))
    broken, healthy = sounds
    assert np.array_equal(broken[:, 2:32], healthy[:, 2:32])
    assert np.abs(healthy[:, 2:32]).max(axis=0).min() > 0.001  # each of the fifteen sounds
    assert np.isfinite(broken).all()
    assert not broken[2000 : 150 * 128, :2].any()
    assert np.abs(broken[-60 * 128 :, :2]).max() > 0.001  # and so does the first again
