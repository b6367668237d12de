"""A hall of five thousand that applauds: what it costs the real hub, in its own process.

Everybody taps, so many times a second, and their phones do what ours do: they gather the taps and send them no more often than
the hub says. Meanwhile the hub shows everybody how the hall reacts, and music plays. The hub's time is compared with that of
the same hall when it only listens.

`value` is what the applause takes of a core; every tap must have been counted once. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import time

from audience import Audience, audience_of, busy
from stock_voila import desk


async def cores(audience: Audience, seconds: float) -> float:
    """What the hub takes of a core for so long."""
    before, since = busy(audience.process), time.perf_counter()
    await asyncio.sleep(seconds)
    return (busy(audience.process) - before) / (time.perf_counter() - since)


async def applaud(audience: Audience, taps: float, seconds: float) -> int:
    """Let everybody tap for so long; how often they did."""
    pause = max(0.5, len(audience.viewers) / 2500)
    begun, told = time.perf_counter(), 0
    for turn in range(round(seconds / pause)):
        for number, viewer in enumerate(audience.viewers):
            early = begun + (turn + number / len(audience.viewers)) * pause - time.perf_counter()
            if early > 0.001:
                await asyncio.sleep(early)
            elif number % 50 == 0:
                await asyncio.sleep(0)
            viewer.say(type="react", counts={"applause": round(taps * pause)})
            told += round(taps * pause)
    return told


async def measure(arguments: argparse.Namespace) -> dict[str, float]:
    """The hub's cores while the hall listens, and while it applauds."""
    with desk() as folder:
        async with audience_of(folder) as audience:
            playing = asyncio.ensure_future(audience.play())
            try:
                audience.tell("now", title="Bench", composer="", people=[], playing=True)
                await audience.come(arguments.viewers)
                await asyncio.sleep(2)
                listening = await cores(audience, arguments.seconds)
                begun = time.perf_counter()
                measuring = asyncio.ensure_future(cores(audience, arguments.seconds))
                told = await applaud(audience, arguments.taps, arguments.seconds)
                took = time.perf_counter() - begun
                clapping = await measuring
                await audience.until(lambda: audience.heard("reactions")[-1][1]["total"] == told)
            finally:
                playing.cancel()
            counted = sum(message["new"].get("applause", 0) for _, message in audience.heard("reactions"))
            assert counted == told, f"{told} taps, of which {counted} were counted"
            reports = len(audience.heard("reactions"))
    print(
        f"{arguments.viewers} people tapped {told} times in {took:.1f} s; each tap counted once, in {reports} reports"
    )
    print(f"hub: {listening:.2f} cores while they listen, {clapping:.2f} while they applaud")
    return {"listening": listening, "applauding": clapping}


def main() -> None:
    """Measure, and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--viewers", type=int, default=5000)
    words.add_argument("--taps", type=float, default=4.0, help="taps of each a second")
    words.add_argument("--seconds", type=float, default=12.0)
    arguments = words.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    found = asyncio.run(measure(arguments))
    print(
        json.dumps(
            {
                "name": "applause",
                "value": round(found["applauding"] - found["listening"], 2),
                "unit": "cores",
                "hub_cores": round(found["applauding"], 2),
                "listening_cores": round(found["listening"], 2),
            }
        )
    )


if __name__ == "__main__":
    main()
