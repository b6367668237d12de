"""Chromium as tests open it: Debian's own. Its shell without windows is there sooner, but shakes and leans for nobody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chromium_flags import CHROMIUM, FLAGS
from playwright.async_api import Browser, async_playwright

PLAYS = "--autoplay-policy=no-user-gesture-required"
"""Lets a page sound before anybody has touched it."""


@asynccontextmanager
async def chromium(*flags: str) -> AsyncIterator[Browser]:
    """A browser, closed at the end.

    Args:
        flags: More flags of its command line.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
        yield browser
        await browser.close()
