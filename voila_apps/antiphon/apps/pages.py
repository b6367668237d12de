"""The pages that the hub serves: one for each of its notebooks.

```
page       {audience: version, stage: version, spread}      null: not made yet; a page that has another version renews itself
```

`spread` are the seconds over which they ask for it, so that thousands do not come at once.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from antiphon.apps.content import Content
from antiphon.apps.feature import Feature, Ground
from antiphon.apps.page import Page

SPREAD, PACE = 3.0, 200.0
"""Least seconds over which pages renew themselves, and how many of them a second."""


class Pages(Feature):
    """The feature.

    Args:
        ground: What it stands on.
        notebooks: The notebooks by the names of their pages.
        shelf: Folder in which pages are kept for the next start.
    """

    def __init__(self, ground: Ground, notebooks: Mapping[str, Path], shelf: Path) -> None:
        changed = lambda: ground.crowd.show("page")  # noqa: E731
        self._pages = {
            name: Page(notebook, ground.complain, shelf, changed) for name, notebook in notebooks.items()
        }
        self._crowd = ground.crowd
        self.shared = {"page": self._see}

    def _see(self) -> dict[str, Any]:
        spread = max(SPREAD, len(self._crowd) / PACE)
        return {**{name: page.version for name, page in self._pages.items()}, "spread": round(spread, 1)}

    async def content(self, name: str) -> Content | None:
        """A page; None if there is none, or never was a good one."""
        page = self._pages.get(name)
        return await page.content() if page else None

    def module(self, name: str) -> Content | None:
        """A module of one of the pages."""
        return next((page.modules[name] for page in self._pages.values() if name in page.modules), None)

    async def watch(self) -> None:
        """Follow all notebooks for ever."""
        await asyncio.gather(*(page.watch() for page in self._pages.values()))
