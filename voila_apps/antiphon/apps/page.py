"""The page: the audience's notebook, executed once for everybody and again when it was edited."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from antiphon.apps.content import Content
from antiphon.apps.errand import ErrandFailed, run

_MODULES = 100
"""Modules kept, so that a page from before an edit finds its own."""


class Page:
    """The page made of a notebook, as of the notebook's last change.

    Args:
        notebook: The notebook.
        complain: Told in a sentence when it cannot be made, and nothing when it can again.

    Attributes:
        executions: How often the notebook was executed.
        modules: The page's JavaScript by name.
    """

    def __init__(self, notebook: Path, complain: Callable[[str], None]) -> None:
        self._notebook = notebook
        self._complain = complain
        self._content: Content | None = None
        self._tried: int | None = None
        self._failed = False
        self._making = asyncio.Lock()
        self.executions = 0
        self.modules: dict[str, Content] = {}

    async def content(self) -> Content | None:
        """Return the page; the last good one if the notebook fails; None if there never was one.

        Whoever asks while the notebook is executed waits for that one execution. A notebook that failed is
        not tried again before it changes.
        """
        async with self._making:
            changed = self._changed()
            if changed != self._tried:
                self._tried = changed
                await self._make()
        return self._content

    def _changed(self) -> int:
        try:
            return self._notebook.stat().st_mtime_ns
        except OSError:
            return -1

    async def _make(self) -> None:
        self.executions += 1
        try:
            made = json.loads(await run("antiphon.apps.prerender", str(self._notebook)))
        except ErrandFailed as failure:
            kept = "; the page stays as it was" if self._content else ""
            self._complain(f"The audience's page could not be made{kept}. {failure}")
            self._failed = True
            return
        if self._failed:
            self._failed = False
            self._complain("")
        for name, source in made["modules"].items():
            self.modules.pop(name, None)
            self.modules[name] = Content.of("text/javascript", source)
        for name in list(self.modules)[:-_MODULES]:
            del self.modules[name]
        self._content = Content.of("text/html", made["html"])
