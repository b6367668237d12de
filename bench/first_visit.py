"""A first visit on a slow phone line: from the address to a page that can be used, and what goes over the wire.

The real hub, a fresh Chromium context a visit, and a line as Chromium's network emulation makes it (400 ms, 400 kbit/s each
way). The page can be used when its widgets stand and show what the hub's socket told; the score comes after that. `value` is
the median in seconds. The peer is stock Voilà with the same notebook, one visit over the same line, until its widgets are
drawn. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from typing import Any

from audience import audience_of
from chromium_flags import CHROMIUM
from edit_latency import percentile
from playwright.async_api import Browser, async_playwright
from stock_voila import desk, voila

LATENCY = 400
BYTES_A_SECOND = 400_000 / 8
LONGEST = 600_000


async def visit(browser: Browser, address: str, usable: str, language: str) -> tuple[float, float]:
    """Seconds until something can be seen, and kB that came until then."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale=language
    )
    page = await context.new_page()
    network = await context.new_cdp_session(page)
    sizes: dict[str, float] = {}

    def note(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    network.on("Network.loadingFinished", note)
    await network.send("Network.enable")
    await network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    begun = time.perf_counter()
    await page.goto(address, wait_until="commit", timeout=LONGEST)
    await page.wait_for_selector(usable, timeout=LONGEST)
    took = time.perf_counter() - begun
    await context.close()
    return took, sum(sizes.values()) / 1000


async def measure(visits: int, peer: bool, language: str) -> dict[str, Any]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            with desk() as folder:
                async with audience_of(folder) as audience:
                    audience.tell("now", title="Bench", composer="", people=[], playing=False)
                    link = f"http://127.0.0.1:{audience.port}/?a={audience.hub.ready['ticket']}"
                    seen = "html[data-ready] .antiphon-now :text('Bench')"
                    await visit(
                        browser, link, seen, language
                    )  # The hub has just started, and executes the notebook.
                    ours = [await visit(browser, link, seen, language) for _ in range(visits)]
            times, weights = [took for took, _ in ours], [weight for _, weight in ours]
            value = percentile(times, 0.5)
            print(
                f"usable: {visits} visits, median {value:.2f} s, longest {max(times):.2f} s; {max(weights):.0f} kB"
            )
            answer = {
                "name": "first_visit",
                "value": round(value, 2),
                "unit": "s",
                "kB": round(max(weights), 1),
            }
            if peer:
                with desk() as folder, voila(folder / "audience.ipynb") as (url, _):
                    took, weight = await visit(browser, url, ".antiphon-now", language)
                print(f"stock Voilà: {took:.1f} s, {weight:.0f} kB")
                answer |= {"peer": round(took, 1), "ratio": round(value / took, 3), "peer_kB": round(weight)}
        finally:
            await browser.close()
    return answer


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--visits", type=int, default=7)
    words.add_argument("--language", default="de", help="of the browser; English alone needs no dictionary")
    words.add_argument("--no-peer", action="store_true")
    arguments = words.parse_args()
    print(json.dumps(asyncio.run(measure(arguments.visits, not arguments.no_peer, arguments.language))))


if __name__ == "__main__":
    main()
