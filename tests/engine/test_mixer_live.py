"""The mixer while it sounds: a conductor, its worker, and a document that changes."""

from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import encode
from antiphon.engine.stem_ring import now
from tests.engine.test_conductor import RATE, Concert
from tests.engine.test_motion import RISE, document, levels

pytestmark = pytest.mark.live


@pytest.fixture
async def concert() -> AsyncIterator[Concert]:
    made = Concert()
    yield made
    if hasattr(made, "child"):
        await made.child.stop()


def text(**roots: Any) -> str:
    return encode(document(**roots))  # type: ignore[arg-type]


def smooth(sound: NDArray[np.float32]) -> bool:
    """Whether a tone of 1 kHz at -12 dB never steps."""
    return bool(np.abs(np.diff(sound)).max() < 0.26 * 2 * np.pi * 1000 / RATE)


async def test_a_snapshot_is_recalled_and_taken_back(concert: Concert) -> None:
    snapshots = {"S": {"name": "Soft", "index": "a0", "seconds": 0.8}}
    await concert.begin(text(snapshots=snapshots))
    await concert.listen(0.4)
    mix = {
        "P": {"gain": -24.0, "eq": True, "high_mid_freq": 1000.0, "high_mid_gain": -6.0},
        "master": {"snapshot": "S", "recall": "r1"},
    }
    recalled = now(concert.ring)
    concert.send("document", text=text(snapshots=snapshots, mix=mix))
    await concert.listen(1.6)
    undone = now(concert.ring)
    concert.send("document", text=text(snapshots=snapshots))
    await concert.listen(1.6)
    down, up = levels(concert.mix(recalled, undone)), levels(concert.mix(undone))
    assert down[0] == pytest.approx(-13, abs=1)
    assert down[-1] == pytest.approx(-42, abs=0.5)
    assert up[-1] == pytest.approx(-12, abs=0.5)
    assert sum(-40 < level < -14 for level in down) >= 10
    assert (np.diff(down) < 0.1).all()
    assert (np.diff(up) > -0.1).all()
    assert smooth(concert.mix(recalled))


async def test_a_bus_joins_and_a_part_goes_to_it(concert: Concert) -> None:
    await concert.begin(text())
    await concert.listen(0.4)
    begun = now(concert.ring)
    bus = {"name": "Band", "index": "a0"}
    concert.send("document", text=text(mix={"B": bus}))
    await concert.until(lambda: concert.ring.stems == 3)
    await concert.listen(0.3)
    concert.send("document", text=text(mix={"B": bus | {"gain": -6.0}, "P": {"bus": "B"}}))
    await concert.listen(1.0)
    assert levels(concert.mix(begun))[-1] == pytest.approx(-18, abs=0.3)
    assert min(levels(concert.mix(begun))) > -19


async def test_automation_is_heard_as_it_plays_and_holds_where_it_stops(concert: Concert) -> None:
    await concert.begin(text(points=RISE))
    await concert.listen(0.4)
    assert levels(concert.mix(concert.ring.written - 9600))[-1] == pytest.approx(-36, abs=0.3)
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 2.0)
    concert.send("stop")
    await concert.until(lambda: not concert.transport["playing"])
    await concert.listen(0.4)
    expected = -36 + 6 * concert.transport["position"]
    assert levels(concert.mix(concert.ring.written - 9600))[-1] == pytest.approx(expected, abs=0.5)
    concert.send("seek", position=4.0)
    await concert.listen(0.4)
    assert levels(concert.mix(concert.ring.written - 9600))[-1] == pytest.approx(-12, abs=0.3)


async def test_the_master_is_given_an_equaliser_and_a_compressor_that_tells_what_it_does(
    concert: Concert,
) -> None:
    await concert.begin(text())
    await concert.listen(0.4)
    begun = now(concert.ring)
    concert.send("meters", on=True)
    master: dict[str, Any] = {"eq": True, "high_mid_freq": 1000.0, "high_mid_gain": -6.0}
    concert.send("document", text=text(mix={"master": master}))
    await concert.listen(0.6)
    assert levels(concert.mix(begun))[-1] == pytest.approx(-18, abs=0.5)
    master |= {"compressor": True, "threshold": -38.0, "ratio": 2.0}
    concert.send("document", text=text(mix={"master": master}))
    await concert.until(lambda: any((told["mix"]["reduction"] or 0) > 8 for told in concert.of("levels")))
    assert concert.of("levels")[-1]["stems"][0]["reduction"] is None
    await concert.listen(0.6)
    taken = concert.of("levels")[-1]["mix"]["reduction"]
    assert levels(concert.mix(begun))[-1] == pytest.approx(-18 - taken, abs=0.7)
    concert.send("document", text=text())
    await concert.listen(0.6)
    assert levels(concert.mix(begun))[-1] == pytest.approx(-12, abs=0.3)
    assert smooth(concert.mix(begun))
    assert concert.of("levels")[-1]["mix"]["reduction"] is None
