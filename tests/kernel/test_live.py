"""A live piece against a real lab: two handles, and what they do to each other."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from antiphon.document.codec import decode
from antiphon.kernel import (
    ClosedError,
    Edit,
    EditError,
    FieldError,
    JoinError,
    LivePiece,
    MissingError,
    OfflineError,
    PieceError,
    RefusedError,
    join,
)

Until = Callable[..., None]
Two = tuple[LivePiece, LivePiece]


def test_edits_go_both_ways(two: Two, until: Until) -> None:
    ada, ben = two
    ada.title = "Together"
    until(lambda: ben.title == "Together")
    ben.mix["Alto"].gain = -6
    until(lambda: ada.mix["Alto"].gain == -6)
    ben.meta.composer = "Ben"
    until(lambda: ada.document["meta"] == {"title": "Together", "composer": "Ben"})
    assert ada.document == ben.document
    assert [part.name for part in ada.parts] == ["Soprano", "Alto"]
    assert [measure.number for measure in ben.measures] == [1, 2]


def test_undo_is_of_ones_own_across_the_others_edits(two: Two, until: Until) -> None:
    ada, ben = two
    ada.mix["Alto"].set(gain=-6, pan=0.5)
    until(lambda: ben.mix["Alto"].pan == 0.5)
    ben.mix["Alto"].pan = -1
    ben.title = "Ben's"
    until(lambda: ada.title == "Ben's" and ada.mix["Alto"].pan == -1)
    assert ada.undo()
    until(lambda: ben.mix["Alto"].gain == 0)
    assert (ben.mix["Alto"].pan, ben.title) == (-1, "Ben's")
    assert not ada.undo()
    assert ada.redo()
    until(lambda: ben.mix["Alto"].gain == -6)
    assert not ada.redo()


def test_buses_sends_inserts_and_snapshots(two: Two, until: Until) -> None:
    ada, ben = two
    hall = ada.mix.add_bus("Hall")
    band = ada.mix.add_bus("Band")
    alto = ada.mix["Alto"]
    sent = alto.send(hall, gain=-6, before_fader=True)
    echo = ada.graph.add("effect.delay")
    put = alto.insert(echo)
    alto.insert(ada.graph.add("effect.gain"))
    alto.bus = band.id
    until(lambda: len(ben.mix["Alto"].inserts) == 2 and ben.mix["Alto"].bus == band.id)
    assert [strip.id for strip in ben.mix][2:] == [hall.id, band.id, "master"] or hall.id > band.id
    assert (ben.mix["Hall"].index, ben.mix["Band"].index) == ("a0", "a1")
    assert [(each.gain, each.before_fader, each.target) for each in ben.mix["Alto"].sends] == [
        (-6, True, hall.id)
    ]
    assert ben.mix["Alto"].inserts[0].node == echo.id
    with pytest.raises(EditError, match="to another bus"):
        alto.send(ada.mix["Soprano"])
    ada.mix["Hall"].set(gain=-3, eq=True, low_gain=4)
    loud = ada.mix.keep("Loud", seconds=3)
    ada.mix["Hall"].set(gain=-30, eq=None, pan=1)
    loud.recall()
    until(lambda: ben.mix.master.snapshot == loud.id)
    assert ben.mix["Hall"].gain == -3
    assert (ben.mix["Hall"].eq, ben.mix["Hall"].pan, ben.mix["Hall"].name) == (True, 0, "Hall")
    assert ben.mix.snapshot("Loud").id == loud.id
    first = ben.mix.master.recall
    assert ada.undo()
    until(lambda: ben.mix["Hall"].gain == -30 and ben.mix.master.recall is None)
    ada.mix.snapshot("Loud").recall()
    until(lambda: ben.mix.master.recall not in (None, first))
    sent.remove()
    put.remove()
    until(lambda: not ben.mix["Alto"].sends and len(ben.mix["Alto"].inserts) == 1)
    with pytest.raises(MissingError, match="Lou: did you mean Loud"):
        ada.mix.snapshot("Lou")


def test_each_call_is_a_step_and_a_block_is_one(two: Two) -> None:
    ada, _ = two
    ada.title = "one"
    with ada.step():
        ada.title = "two"
        ada.mix["Alto"].mute = True
        with ada.step():
            ada.mix["Soprano"].mute = True
    ada.title = "three"
    assert ada.undo()
    assert (ada.title, ada.mix["Alto"].mute, ada.mix["Soprano"].mute) == ("two", True, True)
    assert ada.undo()
    assert (ada.title, ada.mix["Alto"].mute, ada.mix["Soprano"].mute) == ("one", False, False)
    assert ada.undo()
    assert ada.title == "Song"
    assert not ada.undo()


def test_a_graph_is_built_and_taken_down(two: Two, until: Until) -> None:
    ada, ben = two
    echo = ada.graph.add("effect.delay", time=0.5, name="Echo", part=None)
    flute = ada.graph.add("instrument.flute", part="Alto")
    cable = ada.graph.connect(flute, echo)
    assert ada.graph.connect(flute, "Echo") == cable
    assert ada.graph.connect("Hall", "Echo").source == "hall"
    echo.feedback = 0.3
    assert (echo.time, echo.feedback, echo.mix) == (0.5, 0.3, echo.about.parameter("mix").default)
    assert "time" in dir(echo)
    until(lambda: "Echo" in ben.graph and ben.graph["Echo"].feedback == 0.3)
    assert ben.graph[flute.id].part == "p2"
    assert len(ben.graph) == 4
    assert {node.kind for node in ben.graph} >= {"effect.delay", "instrument.flute"}
    ben.graph.remove("Echo")
    until(lambda: echo not in ada.graph)
    assert [each.source for each in ada.graph.cables] == ["voice"]
    assert repr(echo) == f"<node {echo.id}, which is gone>"
    with pytest.raises(MissingError, match="is gone"):
        echo.time = 1
    assert ben.undo()
    until(lambda: "Echo" in ada.graph)
    assert len(ada.graph.cables) == 3
    assert ada.graph.disconnect("Hall", "Echo") == 1
    assert ada.graph.disconnect("Hall", "Echo") == 0
    drone = ada.graph.add("osc.saw", freq=220)
    until(lambda: drone.id in ben.graph)
    assert (ben.graph[drone.id].kind, ben.graph[drone.id].freq) == ("osc.saw", 220)


def mistakes() -> dict[str, tuple[Callable[[LivePiece], Any], type[PieceError], str]]:
    return {
        "kind": (
            lambda p: p.graph.add("filter.lopass"),
            MissingError,
            r"lopass: did you mean filter\.lowpass",
        ),
        "family": (
            lambda p: p.graph.add("drum.kick", freq=220),
            MissingError,
            r"drum\.kick: there are .*filter\.lowpass",
        ),
        "parameter": (lambda p: p.graph.add("filter.lowpass", cutof=1), FieldError, "did you mean cutoff?"),
        "range": (
            lambda p: p.graph.add("filter.lowpass", cutoff=3),
            EditError,
            "60 to 16000 Hz, and 3 is not",
        ),
        "number": (lambda p: setattr(p.graph["Hall"], "time", "long"), EditError, "'long' is no number"),
        "attribute": (
            lambda p: p.graph["Hall"].tim,
            FieldError,
            r"effect\.reverb has no tim: did you mean time",
        ),
        "node": (lambda p: p.graph["Hal"], MissingError, r"no node Hal: did you mean Hall\?"),
        "part": (lambda p: p.graph.add("instrument.flute", part="Tenor"), MissingError, "no part Tenor"),
        "plays": (lambda p: p.graph.add("effect.delay", part="Alto"), EditError, "has no part"),
        "circle": (lambda p: p.graph.connect("Hall", "Hall"), EditError, "cannot feed itself"),
        "signal": (
            lambda p: p.graph.connect("Hall", "Singer"),
            EditError,
            "out gives audio and in takes note",
        ),
        "port": (
            lambda p: p.graph.connect("Singer", "Hall", input="side"),
            EditError,
            "Hall has no input side",
        ),
        "strip": (lambda p: p.mix["Alt"], MissingError, r"no part Alt: did you mean Alto\?"),
        "gain": (lambda p: setattr(p.mix["Alto"], "gain", 40), EditError, "-60 to 12 dB, and 40 is not"),
        "switch": (lambda p: setattr(p.mix["Alto"], "mute", "yes"), EditError, "not true or false"),
        "field": (lambda p: setattr(p.meta, "titel", "x"), FieldError, "did you mean title"),
        "id": (lambda p: setattr(p.mix["Alto"], "id", "x"), FieldError, "cannot be set"),
    }


@pytest.mark.parametrize("mistake", mistakes())
def test_a_mistake_is_said_and_changes_nothing(two: Two, mistake: str) -> None:
    ada, _ = two
    before = ada.document
    act, kind, words = mistakes()[mistake]
    with pytest.raises(kind, match=words):
        act(ada)
    assert ada.document == before
    assert not ada.undo()


def test_callbacks_say_what_changed_and_who_did_it(two: Two, until: Until) -> None:
    ada, ben = two
    heard: list[Edit] = []
    until(lambda: {"Ada", "Ben"} <= set(ada.people))
    with ada.on_change(heard.append):
        ben.graph["Hall"].mix = 0.7
        until(lambda: heard)
        ada.title = "mine"
        until(lambda: len(heard) == 2)
    ada.title = "unheard"
    assert heard == [Edit({"nodes": ("hall",)}, "Ben", False), Edit({"meta": ("",)}, "Ada", True)]
    assert "nodes" in heard[0]
    assert str(heard[0]) == "Ben changed 1 node"


def test_a_callback_may_use_the_piece_and_may_fail(
    two: Two, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    ada, ben = two
    threads = set()

    def answer(edit: Edit) -> None:
        threads.add(threading.current_thread().name)
        if not edit.mine:
            ada.meta.subtitle = f"after {ada.title}"
            ada.keep()
            raise RuntimeError("on purpose")

    ada.on_change(answer)
    for title in ("one", "two"):
        ben.title = title
        until(lambda title=title: ben.meta.subtitle == f"after {title}")
    assert len(threads) == 1
    until(lambda: caplog.text.count("on purpose") >= 2)


def test_joining_again_gives_the_same_handle_until_it_is_closed(lab: Any) -> None:
    name = lab.write("again.antiphon")
    ada = join(name, name="Ada")
    assert join(name, name="Ada") is ada
    with join(name, name="Ben") as ben:
        assert ben is not ada
    ada.close()
    ada.close()
    assert "closed" in repr(ada)
    with pytest.raises(ClosedError, match=r"was closed: join it again"):
        ada.title = "too late"
    with join(name, name="Ada") as again:
        assert again is not ada
        assert again.title == "Song"


def test_threads_may_write_at_once(two: Two, until: Until) -> None:
    ada, ben = two

    def write(number: int) -> None:
        for _ in range(5):
            ada.graph.add("effect.gain", gain=-number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ada.graph) == 22
    until(lambda: len(ben.graph) == 22)


def test_a_wrong_token_and_a_damaged_file_are_said(lab: Any) -> None:
    name = lab.write("refused.antiphon")
    with pytest.raises(JoinError, match=r"403.*token="):
        join(name, token="wrong")
    damaged = lab.write("damaged.antiphon", '{"antiphon": 2}')
    with pytest.raises(JoinError, match=r"damaged\.antiphon"):
        join(damaged, timeout=5)


def test_what_the_server_refuses_is_said_at_the_next_call_and_kept(lab: Any, until: Until) -> None:
    name = lab.write("guest.antiphon")
    ticket = lab.ticket("guest", name, "Gil")
    with join(name, name="Ada") as ada, join(name, name="Gil", token=ticket) as guest:
        heard: list[Edit] = []
        assert guest.title == "Song"
        guest.title = "the guest's"
        until(lambda: guest.refused)
        with pytest.raises(RefusedError, match=r"refused an edit of guest\.antiphon: .* piece\.refused"):
            guest.title = "again"
        assert guest.refused is not None
        assert decode(guest.refused)["meta"].get("title") == "the guest's"
        assert guest.title == "Song"
        assert ada.title == "Song"
        guest.on_change(heard.append)
        ada.title = "Ada's"
        until(lambda: guest.title == "Ada's" and heard)


def test_a_server_that_died_is_waited_for_and_nothing_is_lost(own_lab: Any, until: Until) -> None:
    name = own_lab.write("song.antiphon")
    with join(name, name="Ada", timeout=60) as ada, join(name, name="Ben", timeout=60) as ben:
        ada.title = "kept"
        ada.keep()
        own_lab.kill()
        until(lambda: not ada.connected and not ben.connected)
        ada.mix["Alto"].gain = -6
        ben.graph["Hall"].mix = 0.7
        with pytest.raises(OfflineError):
            ada.keep(timeout=0.2)
        assert "not connected" in repr(ada)
        own_lab.start()
        until(lambda: ada.connected and ben.connected)
        until(lambda: ada.document == ben.document)
        ada.keep()
        assert ada.title == "kept"
        assert ada.mix["Alto"].gain == -6
        assert ada.graph["Hall"].mix == 0.7
        assert ada.undo()
        until(lambda: ben.mix["Alto"].gain == 0)
        until(
            lambda: decode((own_lab.root / name).read_text(encoding="utf-8")) == ada.document,
        )


def test_a_sound_that_is_ready_is_added(two: Two, until: Until) -> None:
    ada, ben = two
    assert "Harp" in ada.graph.presets("instrument.pluck")
    harp = ada.graph.add("instrument.pluck", preset="Harp", room=0.5)
    assert (harp.brightness, harp.room) == (0.62, 0.5)
    with pytest.raises(MissingError, match="has no preset Hrap: did you mean Harp"):
        ada.graph.add("instrument.pluck", preset="Hrap")
    assert "Music box" in ada.graph.instruments
    box = ada.graph.add_instrument("Music box", part="Alto")
    assert box.name == "Music box"
    echo = ada.graph.add("effect.delay", preset="Slap")
    ada.graph.connect(box, echo)
    until(lambda: echo in ben.graph)
    inside = [node for node in ben.graph if node.fields.get("group") == box.id]
    assert len(inside) == 5
    assert [node.kind for node in inside if node.fields.get("part") == "p2"] == ["note.transpose"]
    assert ada.undo()
    assert ada.undo()
    assert ada.undo()
    assert box.id not in {node.fields.get("group") for node in ada.graph}
    with pytest.raises(MissingError, match="There is no instrument Music bx"):
        ada.graph.add_instrument("Music bx")
    with pytest.raises(MissingError):
        ada.graph.add_instrument("Music box", part="Nobody")
