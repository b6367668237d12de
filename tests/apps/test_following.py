"""Widgets in a notebook's cells, whose kernel follows the hub as one phone more."""

import asyncio

import pytest

from antiphon.apps import LiveScore, Poll, follow
from antiphon.apps.following import NotFollowed
from antiphon.session.share import find

PIECE = (find("pieces") / "answer-me.antiphon").read_text("utf-8")


@pytest.fixture
async def following(hub):
    link = f"http://{hub.host}/?a={hub.ticket}"
    followed = await asyncio.to_thread(follow, link)
    yield followed
    await asyncio.to_thread(followed.close)


async def test_a_widget_in_a_cell_is_live_and_its_vote_counts_once(hub):
    before = Poll()
    assert before.session["preview"]
    link = f"http://{hub.host}/?a={hub.ticket}"
    followed = await asyncio.to_thread(follow, link)
    try:
        assert await asyncio.to_thread(follow, link) is followed
        after = Poll()
        hub.open_poll()
        for widget in (before, after):
            await hub.until(lambda widget=widget: widget.session.get("polls"))
            assert "preview" not in widget.session
            assert widget.session["online"]
            assert widget.session["told"]["at"]["polls"] <= widget.session["told"]["now"]
        after._handle_custom_msg({"type": "vote", "poll": "p1", "ballot": "faster"}, [])
        await hub.until(lambda: before.session["votes"].get("p1", {}).get("ballot") == "faster")
        assert hub.heard("audience")[-1]["count"] == 1
        hub.tell("close_poll")
        await hub.until(lambda: hub.heard("poll_closed"))
        assert hub.heard("poll_closed")[0]["counts"] == {"slower": 0, "same": 0, "faster": 1}
    finally:
        await asyncio.to_thread(followed.close)
    assert followed.closed


async def test_the_score_in_a_cell_is_the_one_that_the_kernel_fetched(hub, following):
    score = LiveScore()
    hub.tell("document", text=PIECE)
    await hub.until(lambda: score.engraving.get("systems"))
    assert score.engraving["version"] == score.session["score"]["version"]
    assert "<svg" in score.engraving["systems"][0]["svg"]


async def test_why_a_link_cannot_be_followed_is_said(hub):
    with pytest.raises(NotFollowed, match="copy the whole link"):
        await asyncio.to_thread(follow, f"http://{hub.host}/?a=nonsense")
    with pytest.raises(NotFollowed, match="is it open"):
        await asyncio.to_thread(follow, "http://127.0.0.1:9/?a=x")


async def test_it_comes_back_when_the_hub_does(start):
    hub = await start()
    port = hub.child.ready["port"]
    followed = await asyncio.to_thread(follow, f"http://{hub.host}/?a={hub.ticket}")
    try:
        poll = Poll()
        await hub.child.stop()
        await hub.until(lambda: not poll.session["online"])
        await start(port)
        await hub.until(lambda: poll.session["online"])
    finally:
        await asyncio.to_thread(followed.close)
