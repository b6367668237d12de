"""Making the pages that come with Antiphon before anybody asks for them: `python -m antiphon.apps.beforehand`.

The lab starts it as it starts itself (docs/architecture.md, the pipe). It ends with the lab, or when the pages are on the shelf.
"""

import asyncio
import logging
import os
import sys
from contextlib import suppress

from antiphon.apps.page import Page
from antiphon.apps.shelf import shelves
from antiphon.session.pipe import Parent, claim_output
from antiphon.session.share import find

log = logging.getLogger("antiphon.apps.beforehand")

PAGES = ("audience", "stage")
"""The notebooks whose pages are made, the one that more people wait for first."""


async def make() -> None:
    """Make the pages that are not on the shelf."""
    for name in PAGES:
        await Page(find("apps") / f"{name}.ipynb", _complain, shelves()).content()


def _complain(text: str) -> None:
    if text:
        log.error(text)


async def main() -> None:
    """Make them while the parent is there."""
    parent = await Parent.connect()
    parent.send({"type": "ready"})
    making, leaving = asyncio.ensure_future(make()), asyncio.ensure_future(_leave(parent))
    await asyncio.wait({making, leaving}, return_when=asyncio.FIRST_COMPLETED)
    for task in (making, leaving):
        task.cancel()
    await asyncio.gather(making, leaving, return_exceptions=True)


async def _leave(parent: Parent) -> None:
    async for _ in parent:
        pass


if __name__ == "__main__":
    claim_output()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="pages: %(message)s")
    with suppress(OSError):
        os.nice(5)
    asyncio.run(main())
