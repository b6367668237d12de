"""What artist and audience steer in a session, with real child processes that stand for the engine and the hub."""

import asyncio
from typing import Any

import pytest

from antiphon.lab import audience
from antiphon.lab.session import Session
from antiphon.session.role import Role
from antiphon.session.store import Store
from tests.lab import test_session as stage
from tests.lab.test_session import House, Page

children = stage.children


@pytest.fixture
async def session(children, tmp_path):
    made = Session(House(Store(tmp_path / "session.db")), "a.antiphon")
    made.attach(made._house.room)
    yield made
    await made.close()


def of(page: Page, key: str) -> dict[str, Any]:
    found = [target for target in page.state["steering"]["targets"] if target["target"] == key]
    return found[0] if found else {}


def value(page: Page, key: str = "tempo") -> Any:
    return of(page, key).get("value")


async def playing(session: Session, until) -> tuple[Page, Page]:
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER)
    teacher.say("play")
    await until(lambda: teacher.of("transport"))
    return teacher, player


async def ended(teacher: Page, until, **poll: Any) -> dict[str, Any]:
    """Ask, close once the two people have voted, and return the result."""
    before = [result["id"] for result in teacher.state["results"]]
    open_ones = [poll["id"] for poll in teacher.state["polls"]]
    teacher.say("open_poll", seconds=30, beside=True, **poll)
    await until(
        lambda: [
            poll
            for poll in teacher.state["polls"]
            if poll["id"] not in open_ones and poll["total"] == 2
        ]
    )  # fmt: skip
    teacher.say("close_poll", id=teacher.state["polls"][-1]["id"])
    await until(lambda: teacher.state["results"] and teacher.state["results"][0]["id"] not in before)
    result: dict[str, Any] = teacher.state["results"][0]
    return result


def told(session: Session, *names: str) -> list[tuple[Any, ...]]:
    recorded = session._house.recorded
    return [(by, deed.what, *(deed.more.get(name) for name in names)) for by, deed in recorded]


async def test_a_poll_moves_the_tempo_inside_the_envelope(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="tempo", minimum=0.5, maximum=1.15, step=0.1)
    teacher.say("open_poll", seconds=30)
    await until(lambda: teacher.state["polls"] and teacher.state["polls"][0]["total"] == 2)
    poll = teacher.state["polls"][0]
    assert poll["counts"] == {"slower": 0, "same": 0, "faster": 2}
    assert poll["steers"] == {"target": "tempo", "by": {"slower": -1, "same": 0, "faster": 1}}
    assert 0 < poll["remaining"] <= 30
    assert player.state["polls"][0]["counts"] is None
    assert [option["id"] for option in player.state["polls"][0]["options"]] == ["slower", "same", "faster"]
    teacher.say("open_poll", seconds=30)
    assert "open already" in teacher.of("error")[-1]["message"]
    teacher.say("close_poll")
    await until(lambda: value(player) == 1.1)
    assert of(player, "tempo")["reason"] == "Faster won with 2 of 2 votes"
    assert player.state["polls"] == []
    assert player.state["results"][0]["effect"] == "Tempo: × 1.1"
    await ended(teacher, until)
    await until(lambda: value(player) == 1.15)
    result = await ended(teacher, until)
    assert result["effect"] == "Tempo is as far as it may go"
    teacher.say("reset_steering")
    await until(lambda: value(player) == 1.0)
    log = session._house.store.steering("a.antiphon")
    assert [(entry["target"], entry["value"]) for entry in log] == [
        ("tempo", 1.1),
        ("tempo", 1.15),
        ("tempo", 1.0),
    ]
    assert told(session, "target", "from", "to", "position") == [
        ("", "steering", "tempo", 1.0, 1.1, 4.0),
        ("", "steering", "tempo", 1.1, 1.15, 4.0),
        ("", "poll", None, None, None, None),
        ("Teacher", "steering", "tempo", 1.15, 1.0, 4.0),
    ]
    assert session._house.recorded[0][1].more["counts"] == {"slower": 0, "same": 0, "faster": 2}
    assert session._house.recorded[0][1].more["question"] == "How shall it go on?"


async def test_a_tempo_set_while_the_engine_is_off_counts_when_it_starts(session, until):
    teacher = Page(session, Role.TEACHER)
    teacher.say("envelope", target="tempo", minimum=1.2, maximum=1.4, step=0.1)
    await until(lambda: value(teacher) == 1.2)
    assert session.engine.status == "off"
    assert told(session, "to", "position") == [("Teacher", "steering", 1.2, None)], (
        "where nothing plays, it is told at once"
    )
    again = Session(session._house, "a.antiphon")
    kept = of(Page(again, Role.GUEST), "tempo")["envelope"]
    assert (kept["minimum"], kept["maximum"], kept["step"], kept["quantise"]) == (1.2, 1.4, 0.1, "bar")
    steered = asyncio.Event()
    hear = session._hear_engine
    session.engine._on_message = lambda message: (
        steered.set() if message["type"] == "steered" and message["moves"] == {"tempo": 1.2} else hear(message)
    )  # fmt: skip
    teacher.say("play")
    async with asyncio.timeout(20):
        await steered.wait()
    await again.close()


async def test_several_polls_are_open_and_close_each_by_itself(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER)
    teacher.say("open_poll", seconds=30)
    ranked = {"kind": "ranked", "question": "Which next?", "options": ["Storm", "Calm", "Dance"]}
    teacher.say("open_poll", seconds=60, beside=True, halves=True, **ranked)
    await until(lambda: [poll["total"] for poll in teacher.state["polls"]] == [2, 2])
    first, second = teacher.state["polls"]
    assert second["options"][2] == {"id": "o3", "label": "Dance"}
    assert [group["id"] for group in second["groups"]] == ["left", "right"]
    assert second["steers"] is None
    player.say("reset_poll")
    assert player.of("error")
    teacher.say("reset_poll", id=first["id"])
    await until(lambda: first["id"] not in [poll["id"] for poll in teacher.state["polls"]])
    await until(lambda: [poll["total"] for poll in teacher.state["polls"]] == [2, 2])
    teacher.say("close_poll", id=second["id"])
    await until(lambda: player.state["results"])
    assert [result["question"] for result in player.state["results"]] == ["Which next?"]
    assert (player.state["results"][0]["effect"], player.state["results"][0]["total"]) == ("", 2)
    assert value(player) == 1.0
    assert told(session, "question", "total") == [("", "poll", "Which next?", 2)]
    teacher.say("drop_poll", id=second["id"])
    teacher.say("drop_poll")
    await until(lambda: (player.state["results"], player.state["polls"]) == ([], []))
    for _ in range(7):
        teacher.say("open_poll", seconds=30, beside=True, **ranked)
    await until(lambda: teacher.of("error"))
    assert len(teacher.state["polls"]) <= 6


async def test_polls_go_on_where_the_hub_broke_off(session, children, until):
    fragile = stage.HUB + '        case "drop_poll":\n            raise SystemExit(3)\n'
    children(audience, "HUB", fragile)
    frail = Session(session._house, "b.antiphon")
    teacher = Page(frail, Role.TEACHER)
    for number in range(3):
        teacher.say("open_poll", seconds=60, beside=True, question=f"{number}?", options=["A", "B"])
    await until(lambda: [poll["total"] for poll in teacher.state["polls"]] == [2, 2, 2])
    teacher.say("drop_poll")
    await until(lambda: "started again" in teacher.state["audience"]["message"])
    await until(lambda: teacher.state["audience"]["status"] == "on")
    teacher.say("close_poll", id=teacher.state["polls"][0]["id"])
    await until(lambda: teacher.state["results"])
    assert [poll["question"] for poll in teacher.state["polls"]] == ["1?"]
    await frail.close()


async def test_an_option_sets_several_things_together(session, until):
    teacher, player = await playing(session, until)
    quiet = {"part/p1": 0, "dynamics": -6}
    sets = {"question": "Who plays?", "options": ["All", "The bass alone"], "at": "beat"}
    teacher.say("open_poll", seconds=30, steers={"moves": {"The bass alone": quiet}}, **sets)
    assert "not open to the audience" in teacher.of("error")[-1]["message"]
    teacher.say("envelope", target="part/p1")
    teacher.say("envelope", target="dynamics", slew=3)
    assert of(player, "part/p1") == {} or of(player, "part/p1")["envelope"]
    result = await ended(teacher, until, steers={"moves": {"The bass alone": quiet}}, **sets)
    await until(lambda: (value(player, "part/p1"), value(player, "dynamics")) == (0.0, -6.0))
    assert result["steers"] == {"moves": {"o2": {"part/p1": 0.0, "dynamics": -6.0}}, "at": "beat"}
    assert result["effect"] == "Flute: plays: rests, Dynamics: −6 dB"
    assert teacher.state["steering"]["undo"] == "Flute: plays: rests → plays, Dynamics: −6 dB → 0 dB"
    rows = told(session, "target", "from", "to", "question")
    assert rows == [
        ("", "steering", "part/p1", 1.0, 0.0, "Who plays?"),
        ("", "steering", "dynamics", 0.0, -6.0, "Who plays?"),
    ]
    teacher.say("undo_steering")
    await until(lambda: (value(player, "part/p1"), value(player, "dynamics")) == (1.0, 0.0))
    assert teacher.state["steering"]["undo"] == ""


async def test_a_pad_moves_two_things_and_a_scale_one(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="dynamics", minimum=-6, maximum=6)
    steers = {"across": "tempo", "up": "dynamics"}
    await ended(teacher, until, kind="pad", question="Where?", steers=steers)
    await until(lambda: (value(player), value(player, "dynamics")) == (0.7, 6.0))
    scale = {"kind": "scale", "question": "How fast?", "low": 0.5, "high": 1.5, "step": 0.1}
    await ended(teacher, until, steers={"target": "tempo"}, **scale)
    await until(lambda: value(player) == 0.8)


async def test_the_hand_counts_at_once_and_votes_go_on_from_there(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="tempo", weight=0.5)
    for step in (1.05, 1.1, 1.2):
        teacher.say("hand", target="tempo", value=step)
    await until(lambda: value(player) == 1.2)
    assert of(player, "tempo")["hand"] == 1.2
    assert teacher.state["steering"]["undo"] == "Tempo: × 1.2 → × 1"
    (
        await until(lambda: told(session, "from", "to") == [("Teacher", "steering", 1.0, 1.2)]),
        ("what a hand does in a moment is one row"),
    )
    await ended(teacher, until)
    # Half of a step: the audience weighs half.
    await until(lambda: value(player) == 1.25)
    teacher.say("undo_steering")
    await until(lambda: value(player) == 1.2)
    teacher.say("hand", target="tempo", value=9)
    assert "0.25 to 4" in teacher.of("error")[-1]["message"]
    teacher.say("hand", target="tempo", value=None)
    await until(lambda: value(player) == 1.0)
    player.say("hand", target="tempo", value=1.1)
    assert "may not say what the audience may steer" in player.of("error")[-1]["message"]


async def test_what_waits_for_a_veto_can_be_taken_back(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="tempo", veto=60)
    await ended(teacher, until)
    waiting = of(player, "tempo")["waiting"]
    assert (waiting["value"], waiting["reason"]) == (1.1, "Faster won with 2 of 2 votes")
    assert 50 < waiting["seconds"] <= 60
    assert (value(player), told(session)) == (1.0, [])
    teacher.say("veto", target="tempo")
    await until(lambda: of(player, "tempo")["waiting"] is None)
    assert value(player) == 1.0
    assert player.state["results"][0]["effect"] == "The artist took it back"
    assert told(session, "reason") == [
        ("", "poll", "Faster won with 2 of 2 votes, but the artist took it back")
    ]
    teacher.say("envelope", target="tempo", veto=0.2)
    await ended(teacher, until)
    await until(lambda: value(player) == 1.1)
    assert of(player, "tempo")["waiting"] is None


async def test_a_change_waits_until_its_target_has_cooled(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="tempo", cooldown=1.5)
    await ended(teacher, until)
    await until(lambda: value(player) == 1.1)
    assert 0 < of(player, "tempo")["cooling"] <= 1.5
    await ended(teacher, until)
    assert value(player) == 1.1
    assert of(player, "tempo")["waiting"]["value"] == 1.2
    await until(lambda: value(player) == 1.2)


async def test_nothing_moves_what_is_frozen_but_the_artist(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="tempo", veto=30)
    await ended(teacher, until)
    await until(lambda: of(player, "tempo")["waiting"])
    teacher.say("freeze", on=True)
    await until(lambda: player.state["steering"]["frozen"] and not of(player, "tempo")["waiting"])
    result = await ended(teacher, until)
    assert result["effect"] == "Tempo is frozen"
    assert of(teacher, "tempo")["frozen"]
    teacher.say("hand", target="tempo", value=0.9)
    await until(lambda: value(player) == 0.9)
    teacher.say("freeze", on=False)
    teacher.say("freeze", on=True, target="tempo")
    await until(lambda: not player.state["steering"]["frozen"] and of(player, "tempo")["frozen"])


async def test_the_audience_chooses_the_next_section(session, until):
    teacher, player = await playing(session, until)
    told_hub: list[dict[str, Any]] = []
    tell = session.audience.tell
    session._say._levers._show = lambda message: (told_hub.append(dict(message)), tell(message))
    teacher.say("open_poll", seconds=30, form=True)
    await until(lambda: teacher.state["polls"])
    poll = teacher.state["polls"][0]
    assert [option["label"] for option in poll["options"]] == [
        "This section again",
        "Calm",
        "Storm",
        "To the ending",
    ]
    assert poll["question"] == "What comes next?"
    assert poll["steers"]["moves"]["o3"] == {"form": "next:s1"}
    teacher.say("close_poll")
    await until(lambda: of(player, "form") and of(player, "form")["pending"])
    pending = of(player, "form")["pending"]
    assert (pending["value"], pending["measure"], pending["position"]) == ("ending", 2, 4.0)
    assert told_hub[-1]["said"] == "To the ending"
    assert told_hub[-1]["poll"] == poll["id"]
    teacher.say("veto")
    await until(lambda: of(player, "form")["pending"] is None)
    assert player.state["results"][0]["effect"] == "The artist took it back"
    assert [row[2:] for row in told(session, "from", "to")] == [("on", "ending"), ("ending", "on")]


async def test_an_engine_that_begins_anew_is_asked_again_for_what_stays(session, until):
    teacher, player = await playing(session, until)
    teacher.say("hand", target="tempo", value=1.2)
    teacher.say("hand", target="form", value="ending")
    await until(lambda: of(player, "form").get("pending"))
    asked: list[dict[str, Any]] = []
    hear = session._hear_engine
    session.engine._on_message = lambda message: (asked.append(message), hear(message))
    teacher.say("play", position=13)
    await until(lambda: [each for each in asked if each["type"] == "steered_now"])
    assert [each["moves"] for each in asked if each["type"] == "steered_now"] == [{"tempo": 1.2}]
    assert value(player) == 1.2
    await until(lambda: of(player, "form") == {})


async def test_what_a_conductor_brings_that_outlived_its_lab_can_be_taken_back(session, until):
    teacher, player = await playing(session, until)
    moves = {"tempo": 0.9, "part/p2": 0.0, "node/gone/cutoff": 5.0}
    brought = {"id": "", "moves": moves, "position": 4.0}
    session._hear_engine({"type": "steered", **brought, "seconds": 0.0, "measure": 2})
    session._hear_engine({"type": "steered_now", **brought})
    await until(lambda: (value(player), value(player, "part/p2")) == (0.9, 0.0))
    teacher.say("reset_steering")
    await until(lambda: (value(player), of(player, "part/p2")) == (1.0, {}))


async def test_what_is_steered_and_deleted_falls_away_with_a_word(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="part/p1")
    teacher.say("hand", target="part/p1", value=0)
    await until(lambda: value(player, "part/p1") == 0.0)
    parts = dict(stage.LINES["parts"])
    del parts["p1"]
    session._say.survey(lambda: {**stage.LINES, "parts": parts})
    await until(lambda: of(player, "part/p1") == {})
    assert "Flute: plays is not in the piece any more" in player.of("notice")[-1]["message"]
    teacher.say("hand", target="part/p1", value=1)
    assert "nothing “part/p1” to steer" in teacher.of("error")[-1]["message"]
    session._say.survey(lambda: stage.LINES)
    await until(lambda: of(player, "part/p1"))
    assert of(player, "part/p1")["envelope"]["maximum"] == 1.0, (
        "who takes the deletion back, has its envelope back"
    )


async def test_all_that_can_be_steered_is_told_to_who_asks(session, until):
    teacher, player = Page(session, Role.TEACHER), Page(session, Role.PLAYER)
    session.detach()
    teacher.say("steerable")
    player.say("steerable")
    await until(lambda: teacher.of("steerable"))
    targets = {target["target"]: target for target in teacher.of("steerable")[0]["targets"]}
    assert not player.of("steerable")
    assert {
        "tempo",
        "dynamics",
        "harmony",
        "form",
        "part/p1",
        "sound/p2",
        "gain/p1",
        "gain/master",
    } <= targets.keys()
    assert targets["tempo"] == {
        "target": "tempo",
        "name": "Tempo",
        "unit": "×",
        "kind": "number",
        "minimum": 0.25,
        "maximum": 4.0,
        "step": 0.1,
        "written": 1.0,
    }
    assert [choice["value"] for choice in targets["form"]["choices"]] == [
        "on",
        "again",
        "next:s1",
        "next:s2",
        "ending",
    ]
    knob = targets["node/default-p1/brightness"]
    assert (knob["name"], knob["minimum"], knob["maximum"]) == ("Flute: Brightness", 0, 1)
    assert "pluck-harp" in [choice["value"] for choice in targets["sound/p1"]["choices"]]


async def test_a_target_taken_from_the_audience_falls_back(session, until):
    teacher, player = await playing(session, until)
    await ended(teacher, until)
    await until(lambda: value(player) == 1.1)
    teacher.say("withdraw", target="tempo")
    await until(lambda: of(player, "tempo") == {})
    teacher.say("open_poll", seconds=30)
    assert "Tempo is not open to the audience" in teacher.of("error")[-1]["message"]
    again = Session(session._house, "a.antiphon")
    assert of(Page(again, Role.GUEST), "tempo") == {}, "it stays so"
    await again.close()


async def test_choices_are_tried_and_learnt_from(session, until):
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="harmony", choices=["minor", "dorian"])
    teacher.say("explore", target="harmony", seconds=30, bars=2)
    await until(lambda: player.state["steering"]["exploration"])
    exploring = player.state["steering"]["exploration"]
    assert (exploring["round"], exploring["heard"]) == (1, {"minor": 0, "dorian": 0})
    await until(lambda: value(player, "harmony") == exploring["trying"])
    transport = {"type": "transport", "playing": True, "position": 0.0, "bpm": 90, "factor": 1.0, "rate": 1.5}
    for measure in (1, 1, 2, 2):
        session._hear_engine(transport | {"measure": measure})
    assert player.state["polls"] == []
    session._hear_engine(transport | {"measure": 3})
    await until(lambda: teacher.state["polls"] and teacher.state["polls"][0]["total"] == 2)
    assert teacher.state["polls"][0]["question"] == "Do you like this?"
    teacher.say("close_poll")
    await until(lambda: player.state["steering"]["exploration"]["round"] == 2)
    after = player.state["steering"]["exploration"]
    assert after["heard"][exploring["trying"]] == 2
    assert after["expected"][exploring["trying"]] == 0.25, "two did not like it"
    teacher.say("hand", target="harmony", value="lydian")
    session._hear_engine(transport | {"measure": 4})
    # The artist's word ends it.
    await until(lambda: player.state["steering"]["exploration"] is None)
    teacher.say("envelope", target="part/p2")
    teacher.say("explore", target="part/p2", seconds=30, bars=2)
    await until(lambda: player.state["steering"]["exploration"])
    assert player.state["steering"]["exploration"]["expected"] == {"0": 0.5, "1": 0.5}
    teacher.say("freeze", on=True)
    session._hear_engine(transport | {"measure": 5})
    await until(lambda: player.state["steering"]["exploration"] is None)
    teacher.say("freeze", on=False)
    teacher.say("explore", target="harmony", seconds=30, bars=2)
    teacher.say("stop_exploring")
    await until(lambda: player.state["steering"]["exploration"] is None)
