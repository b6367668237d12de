"""The stage: the projector's page, which is let in by a link of its own and has no vote."""

import json

import pytest
from axe_playwright_python.async_playwright import Axe
from chromium import chromium
from playwright.async_api import expect
from websockets.exceptions import InvalidStatus

from antiphon.session.share import find

PIECE = (find("pieces") / "answer-me.antiphon").read_text("utf-8")
LINK = "http://192.0.2.7:8899/?a=ticket"
QR = '<svg class="segno" viewBox="0 0 8 8"><path d="M0 0h8v8h-8z"/></svg>'


@pytest.fixture
async def stage_cookie(hub):
    answer = await hub.get(f"/stage?s={hub.child.ready['stage']}")
    assert answer.status == 200
    return answer.cookie


def on_stage(hub, cookie):
    from websockets.asyncio.client import connect

    return connect(
        f"ws://{hub.host}/ws/stage",
        additional_headers={"Cookie": cookie},
        origin=f"http://{hub.host}",
        proxy=None,
    )


async def test_only_its_own_link_opens_the_stage(hub, stage_cookie):
    phone = hub.cookie("ada")
    for path, cookie in (
        ("/stage", ""),
        (f"/stage?s={hub.ticket}", ""),
        ("/stage?s=nonsense", ""),
        ("/stage", phone),
        (f"/?a={hub.child.ready['stage']}", ""),
        ("/", stage_cookie),
        ("/score", stage_cookie),
        ("/score/wide", phone),
    ):
        assert (await hub.get(path, cookie)).status == 403, path
    assert (await hub.get("/stage", stage_cookie)).status == 200
    with pytest.raises(InvalidStatus):
        await on_stage(hub, phone)
    with pytest.raises(InvalidStatus):
        await hub.connect(stage_cookie)


async def test_the_stage_sees_how_many_voted_and_has_no_vote(hub, stage_cookie):
    hub.tell("invitation", link=LINK, qr=QR)
    async with on_stage(hub, stage_cookie) as socket, hub.seat("ada") as ada, hub.seat("ben") as ben:
        seen: dict = {}

        async def until(condition):
            while not condition():
                seen.update(json.loads(await socket.recv()))

        await until(lambda: seen.get("stage") and seen["stage"]["people"] == 2)
        assert (seen["stage"]["link"], seen["stage"]["qr"]) == (LINK, QR)
        assert hub.heard("audience")[-1]["count"] == 2
        hub.open_poll()
        for phone, option in ((ada, "faster"), (ben, "faster")):
            await phone.send(type="vote", poll="p1", ballot=option)
        await until(lambda: seen["stage"]["votes"].get("p1") == 2)
        assert "counts" not in json.dumps(seen)
        assert ada.state["stage"] is None
        await socket.send(json.dumps({"type": "vote", "poll": "p1", "ballot": "slower"}))
        await until(lambda: "sorry" in seen)
        hub.tell("close_poll")
        await hub.until(lambda: hub.heard("poll_closed"))
        assert hub.heard("poll_closed")[0]["counts"] == {"slower": 0, "same": 0, "faster": 2}


@pytest.fixture
async def projector(hub):
    """Opens the stage's page as a projector shows it."""
    async with chromium("--mute-audio") as browser:

        async def open(width: int = 1920, height: int = 1080, **options):
            context = await browser.new_context(viewport={"width": width, "height": height}, **options)
            page = await context.new_page()
            page.errors = []
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            await page.goto(f"http://{hub.host}/stage?s={hub.child.ready['stage']}")
            await page.wait_for_selector("html[data-ready]")
            return page

        yield open


def play(hub) -> None:
    people = [{"name": "Ada", "role": "teacher"}, {"name": "Ben", "role": "player"}]
    hub.tell("document", text=PIECE)
    hub.tell(
        "now", title=json.loads(PIECE)["meta"]["title"], composer="The class", people=people, playing=True
    )
    hub.tell(
        "transport", playing=True, position=4.5, measure=2, bpm=60, factor=1.0, rate=1.0, duration=40
    )  # fmt: skip


async def test_a_hall_sees_the_music_the_question_and_what_came_of_it(hub, projector):
    hub.tell("invitation", link=LINK, qr=QR)
    page = await projector()
    await expect(page.get_by_role("img", name="Code that leads")).to_be_visible()
    await expect(page.get_by_text("Questions to the audience appear here.")).to_be_visible()
    play(hub)
    await expect(page.get_by_text("With Ada and Ben")).to_be_visible()
    assert await page.wait_for_selector(".measure > rect.mark") is not None
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        hub.open_poll()
        await expect(page.get_by_role("heading", name="How shall it go on?")).to_be_visible()
        for phone in (ada, ben):
            await phone.send(type="vote", poll="p1", ballot="faster")
        await expect(page.locator(".count")).to_have_text("2 votes")
        await expect(page.get_by_text("2 people are here")).to_be_visible()
        await expect(page.locator(".results")).to_have_count(0)
        hub.tell("close_poll")
        await expect(page.get_by_role("heading", name="“Faster” won with 2 of 2 votes")).to_be_visible()
    hub.steer(seconds=9.0, measure=4)
    await expect(page.get_by_role("log")).to_have_text("The music gets faster at measure 4.")
    await expect(page.get_by_text("The music gets faster in")).to_be_visible()
    hub.steer("steered_now")
    await expect(page.get_by_role("log")).to_have_text("The audience made it faster.")
    assert page.errors == []
    found = (await Axe().run(page)).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    for width, height in ((1920, 1080), (1280, 720)):
        await page.set_viewport_size({"width": width, "height": height})
        overflow = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        assert await page.evaluate(overflow) == [width, height]
        paper = "getComputedStyle(document.body).backgroundColor"
        assert await page.evaluate(paper) == "rgb(13, 16, 21)"


async def test_a_hall_sees_reactions_and_the_question_that_the_artist_shows(hub, projector):
    hub.tell("allow", reactions=True, questions=True)
    page = await projector(1280, 720)
    still = await projector(1280, 720, reduced_motion="reduce")
    async with hub.seat("ada") as ada:
        await ada.send(type="react", counts={"applause": 30, "heart": 4})
        for each in (page, still):
            await expect(each.locator("[data-kind=applause]")).to_be_visible()
            await expect(each.get_by_role("img", name="Applause")).to_be_visible(timeout=10_000)
        # Lights rise, but not for who wants less motion.
        await page.wait_for_selector("[data-kind=applause] b", state="attached")
        await expect(still.locator("[data-kind=applause] b")).to_have_count(0)
    hub.tell("show_question", question={"id": "q", "text": "May the tenor breathe?"})
    await expect(page.get_by_text("May the tenor breathe?")).to_be_visible()
    await expect(page.get_by_text("Somebody in the audience asks")).to_be_visible()
    hub.tell("show_question", question=None)
    await expect(page.get_by_text("May the tenor breathe?")).to_be_hidden()
    assert page.errors == still.errors == []


async def test_whatever_is_asked_the_way_in_stays_in_sight(hub, projector):
    hub.tell("invitation", link=LINK, qr=QR)
    hub.tell("allow", reactions=True)
    page = await projector(1280, 720)
    options = [{"id": f"o{n}", "label": f"A long option for a hall, number {n}"} for n in range(9)]
    async with hub.seat("ada") as ada:
        await ada.send(type="react", counts={"applause": 30, "heart": 4})
        for id in ("p1", "p2"):
            hub.tell("poll", id=id, question="Which of these?", options=options, seconds=60, beside=True)
        await expect(page.get_by_role("heading", name="Which of these?")).to_have_count(2)
        code = await page.get_by_role("img", name="Code that leads").bounding_box()
        assert code["y"] + code["height"] <= 720
