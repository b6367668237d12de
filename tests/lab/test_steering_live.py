"""Votes of real phones steer what really sounds: the lab, its engine and the hub, as in a hall."""

import asyncio
import json
import time
from urllib.parse import urlsplit

import httpx
import pytest
import websockets

from antiphon.document.codec import empty, encode
from tests.lab.test_ledger_routes import PIECE, Seat

pytestmark = pytest.mark.live


def song() -> str:
    """Two parts, measures of two quarters at 120: a second each; eight sections of eight, so that slow machines get to vote."""
    document = empty()
    document["parts"] = {"p1": {"index": "a", "name": "Flute"}, "p2": {"index": "b", "name": "Bass"}}
    document["measures"] = {f"m{n:02}": {"index": f"a{n:02}"} for n in range(64)}
    document["measures"]["m00"]["meter"] = "2/4"
    document["nodes"] = {"echo": {"kind": "effect.delay", "name": "Echo", "p_mix": 0.2}}
    for number, name in enumerate(("Calm", "Storm", "Rain", "Night", "Wind", "Sun", "Dance", "End")):
        document["sections"][f"s{number}"] = {"name": name, "measure": f"m{8 * number:02}"}
    for part in ("p1", "p2"):
        for n in range(64):
            document["events"][f"{part}{n:02}"] = {
                "kind": "note",
                "part": part,
                "measure": f"m{n:02}",
                "onset": "0",
                "duration": "2",
                "pitch": "A4",
            }
    return encode(document)


@pytest.fixture
async def hall(own_lab, pages, new_page):
    own_lab.write(song())
    own_lab.start()
    page = new_page(own_lab)
    pages.append(page)
    await page.join()
    return own_lab


class Phone:
    """Somebody in the audience, who hears what the hub tells and when."""

    def __init__(self, link: str) -> None:
        self.link = link
        self.state: dict = {}
        self.steered: list[tuple[float, dict]] = []

    async def __aenter__(self) -> "Phone":
        parts = urlsplit(self.link)
        async with httpx.AsyncClient(follow_redirects=True, trust_env=False, timeout=30) as browser:
            await browser.get(self.link)
            cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
        self.socket = await websockets.connect(
            f"ws://{parts.netloc}/ws",
            additional_headers={"Cookie": cookies},
            origin=f"{parts.scheme}://{parts.netloc}",
            proxy=None,
        )
        self.reading = asyncio.ensure_future(self._read())
        return self

    async def __aexit__(self, *_) -> None:
        self.reading.cancel()
        await self.socket.close()

    async def _read(self) -> None:
        async for frame in self.socket:
            told = json.loads(frame)
            self.state |= told
            if "steering" in told:
                self.steered.append((time.monotonic(), told["steering"]))

    async def vote(self, until, ballot) -> str:
        await until(lambda: self.state.get("polls") and self.state["polls"][0]["open"])
        id = self.state["polls"][0]["id"]
        await self.socket.send(json.dumps({"type": "vote", "poll": id, "ballot": ballot}))
        await until(lambda: id in self.state["votes"])
        return str(id)


def value(state, key):
    found = [each["value"] for each in state["steering"]["targets"] if each["target"] == key]
    return found[0] if found else None


async def link(lab) -> str:
    async with lab.client() as client:
        answer = await client.post("/antiphon/invites", json={"role": "audience", "path": PIECE})
    return str(answer.json()["link"])


async def test_a_vote_on_the_form_is_heard_when_its_countdown_says(hall, until):
    async with Seat(hall) as line:
        await line.say("play")
        await line.until(lambda state: (state["transport"] or {}).get("playing"))
        async with Phone(await link(hall)) as phone:
            await line.say("open_poll", seconds=60, form=True)
            await line.until(lambda state: state["polls"])
            options = {option["label"]: option["id"] for option in await phone_options(phone, until)}
            id = await phone.vote(until, options["End"])
            await line.say("close_poll")
            await until(lambda: phone.state["steering"].get("form"))
            at, told = next(each for each in phone.steered if "form" in each[1])
            change = told["form"]
            assert (change["value"], change["poll"], change["sounding"]) == ("next:s7", id, False)
            assert set(change["words"]) == {"de", "es", "fr", "zh"}
            assert all("End" in words[change["said"]] for words in change["words"].values())
            assert 0 < change["seconds"] <= 8.2
            await until(lambda: phone.state["steering"]["form"]["sounding"])
            sounded = next(when for when, each in phone.steered if each.get("form", {}).get("sounding"))
            assert abs(sounded - at - change["seconds"]) < 0.25, "the countdown agrees with the sound"
            await line.until(lambda state: state["transport"]["measure"] >= 57)
            state = await line.until(lambda state: state["results"][0]["effect"])
            assert state["results"][0]["effect"] == "Form: Next: End"


async def phone_options(phone: Phone, until) -> list[dict]:
    await until(lambda: phone.state.get("polls"))
    return list(phone.state["polls"][0]["options"])


async def test_everything_moves_where_it_is_asked(hall, until):
    async with Seat(hall) as line:
        await line.say("play")
        await line.until(lambda state: (state["transport"] or {}).get("playing"))
        for key, wanted in {
            "part/p1": 0.0,
            "dynamics/p2": -6.0,
            "gain/p2": -3.0,
            "gain/master": -1.0,
            "node/echo/mix": 0.5,
            "harmony": "dorian",
            "tempo": 1.2,
            "dynamics": 3.0,
        }.items():
            await line.say("hand", target=key, value=wanted)
            await line.until(lambda state, key=key, wanted=wanted: value(state, key) == wanted)
        await line.say("reset_steering")
        await line.until(lambda state: [each["target"] for each in state["steering"]["targets"]] == ["tempo"])
        await line.say("envelope", target="node/echo/mix", minimum=0.1, maximum=0.9)
        await line.say("explore", target="node/echo/mix", seconds=300, bars=1)
        state = await line.until(lambda state: state["polls"])
        assert state["polls"][0]["question"] == "Do you like this?"
        trying = state["steering"]["exploration"]["trying"]
        assert value(state, "node/echo/mix") == float(trying)
        async with Phone(await link(hall)) as phone:
            await phone.vote(until, "yes")
            await line.say("close_poll")
            state = await line.until(lambda state: state["steering"]["exploration"]["round"] == 2)
            assert state["steering"]["exploration"]["heard"][trying] == 1
        await line.say("stop_exploring")
        await line.until(lambda state: state["steering"]["exploration"] is None)
