"""Chromium as tests open it, Debian's own: whole for JupyterLab, and as a shell without windows for phones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

CHROMIUM = "/usr/bin/chromium"
SHELL = "/usr/bin/chromium-headless-shell"
"""Draws and runs a page as the whole one does, and is there in a third of the time: it is opened anew for each test."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PLAYS = "--autoplay-policy=no-user-gesture-required"
"""Lets a page sound before anybody has touched it."""


@asynccontextmanager
async def chromium(*flags: str) -> AsyncIterator[Browser]:
    """The shell, closed at the end.

    Args:
        flags: More flags of its command line.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=SHELL, args=[*FLAGS, *flags])
        yield browser
        await browser.close()
