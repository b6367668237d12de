"""How the hall reacts: counted calmly, limited by person, told to phones and to the lab."""

import pytest

from antiphon.apps.allowance import Allowance
from antiphon.apps.applause import FADING, KINDS, RESTING, Applause, Shaking
from antiphon.apps.reactions import MOST


def test_a_rate_is_the_pace_that_people_keep_and_fades_when_they_rest():
    applause = Applause()
    for tap in range(400):
        applause.add({"heart": 3}, now=tap / 4)
    assert applause.rates(100.0)["heart"] == pytest.approx(12, rel=0.06)
    assert applause.rates(100.0 + FADING)["heart"] == pytest.approx(12 / 2.718, rel=0.06)
    assert applause.rates(200.0) == dict.fromkeys(KINDS, 0.0)
    assert applause.total == 1200


def test_who_shakes_counts_until_they_rest():
    shaking = Shaking()
    shaking.take("ada", 0.2, 10.0)
    shaking.take("ben", 1.0, 11.0)
    assert (shaking.energy(11.0).energy, shaking.energy(11.0).people) == (0.6, 2)
    shaking.take("ada", 0.4, 12.0)
    assert shaking.energy(11.5 + RESTING).people == 1
    shaking.take("ada", 0.0, 14.6)
    assert (shaking.energy(14.6).energy, shaking.energy(14.6).people) == (0.0, 0)


def test_an_allowance_gives_what_there_is():
    now = 0.0
    allowance = Allowance(10, 2.0, lambda: now)
    assert [allowance.take_some("ada", wanted) for wanted in (4, 9, 1)] == [4, 6, 0]
    assert allowance.wait("ada") == 0.5
    assert allowance.wait("ben") == 0.0
    now = 2.0
    assert allowance.take_some("ada", 9) == 4


async def test_the_hall_sees_and_the_lab_hears_how_it_reacts(hub):
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        assert ada.state["asked"] == {
            "reactions": True,
            "questions": False,
            "suggestions": False,
            "gestures": None,
        }
        assert ada.state["reactions"] == {**dict.fromkeys(KINDS, 0.0), "total": 0}
        assert ada.state["hall"]["pause"] == 0.5
        await ada.send(type="react", counts={"applause": 6, "wow": 1})
        await ada.send(type="react", kind="heart")
        await ben.until(lambda: ben.state["reactions"]["total"] == 8)
        seen = ben.state["reactions"]
        assert seen["applause"] > seen["wow"] > 0
        assert seen["laugh"] == 0
        assert ben.state["hall"]["people"] == 2
        await ben.until(lambda: not any(ben.state["reactions"][kind] for kind in KINDS))
    told = hub.heard("reactions")
    assert sum(message["new"].get("applause", 0) for message in told) == 6
    assert {kind: sum(message["new"].get(kind, 0) for message in told) for kind in KINDS} == {
        "applause": 6,
        "heart": 1,
        "wow": 1,
        "laugh": 0,
    }
    # It falls silent by itself, and was not told more often than twice a second.
    assert len(told) < 30


async def test_nobody_counts_for_more_than_two_thumbs(hub):
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        for _ in range(10):
            await ada.send(type="react", counts={"applause": MOST})
        for counts in (
            {"applause": 10**9},
            {"applause": -5},
            {"applause": True},
            {"bomb": 3},
            {"heart": "1"},
            {},
        ):
            await ben.send(type="react", counts=counts)
        await ben.send(type="react", counts={"heart": 2})
        await ben.until(lambda: ben.state["reactions"]["heart"])
        assert ben.state["reactions"]["total"] < MOST + 20
        assert not any("sorry" in frame for frame in ada.replies + ben.replies)


async def test_what_is_not_allowed_is_not_counted(hub):
    async with hub.seat("ada") as ada:
        await ada.send(type="gesture", kind="shake", amount=0.9)
        hub.tell("allow", reactions=False, gestures="shake")
        await ada.until(lambda: ada.state["asked"]["gestures"] == "shake")
        await ada.send(type="react", counts={"applause": 3})
        await ada.send(type="gesture", kind="shake", amount=7)
        await ada.send(type="gesture", kind="shake", amount=0.5)
        await ada.until(lambda: ada.state["hall"]["shaking"])
        assert ada.state["hall"]["energy"] == 0.5
        assert ada.state["reactions"]["total"] == 0
        hub.tell("allow", gestures=None)
        await ada.until(lambda: not ada.state["hall"]["shaking"])
        await hub.until(lambda: hub.heard("reactions")[-1]["energy"] == 0)
