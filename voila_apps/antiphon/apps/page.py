"""The page: a notebook, executed once for everybody and again when it was edited."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from antiphon.apps.content import Content
from antiphon.apps.errand import ErrandFailed, run
from antiphon.apps.shelf import Shelf

REST = 1.0
"""Seconds between two looks at the notebook; it is executed once it rests as long."""

_MODULES = 100
"""Modules kept, so that a page from before an edit finds its own."""

_VERSION = 'data-version="{version}"'
"""Where the template has the page's version, which is that of all the rest."""


class Page:
    """The page made of a notebook, as of the notebook's last change.

    Args:
        notebook: The notebook.
        complain: Told in a sentence when it cannot be made, and nothing when it can again.
        shelf: Folder in which pages are kept, for who serves them next; None for nowhere.
        changed: Called when there is another page than before.

    Attributes:
        executions: How often the notebook was executed.
        modules: The page's JavaScript by name.
    """

    def __init__(
        self,
        notebook: Path,
        complain: Callable[[str], None],
        shelf: Path | None = None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._notebook = notebook
        self._complain = complain
        self._shelf = shelf
        self._told = changed
        self._content: Content | None = None
        self._tried: int | None = None
        self._failed = False
        self._making = asyncio.Lock()
        self.executions = 0
        self.modules: dict[str, Content] = {}

    @property
    def version(self) -> str | None:
        """A short name of exactly this page; None before the first."""
        return self._content.version if self._content else None

    async def content(self) -> Content | None:
        """Return the page; None if there never was a good one.

        Whoever comes before the first waits for that one execution; after that, nobody waits: an edit is seen by `watch`.
        """
        if self._content is None:
            await self.renew()
        return self._content

    async def renew(self) -> None:
        """Make the page anew if the notebook has changed; the last good one stays if it fails.

        A notebook that failed is not tried again before it changes.
        """
        async with self._making:
            changed = self._changed()
            if changed != self._tried:
                self._tried = changed
                await self._make()

    async def watch(self, rest: float = REST) -> None:
        """Follow the notebook for ever: each time it was edited and then rests, the page is made anew."""
        seen = self._tried
        while True:
            await asyncio.sleep(rest)
            before, seen = seen, self._changed()
            # Without a page, nobody asked for one yet.
            if self._content and seen == before and seen != self._tried:
                await self.renew()

    def _changed(self) -> int:
        try:
            return self._notebook.stat().st_mtime_ns
        except OSError:
            return -1

    async def _make(self) -> None:
        try:
            made = await self._made()
        except (ErrandFailed, OSError) as failure:
            kept = "; the page stays as it was" if self._content else ""
            self._complain(f"The page of {self._notebook.name} could not be made{kept}. {failure}")
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
        html: str = made["html"]
        version = hashlib.sha256(html.encode()).hexdigest()[:16]
        before = self.version
        self._content = Content.of(
            "text/html", html.replace(_VERSION, f'data-version="{version}"', 1), version
        )
        if version != before:
            self._told()

    async def _made(self) -> Any:
        if self._shelf is None:
            return await self._execute()
        shelf = Shelf(self._shelf, self._notebook)
        if (kept := shelf.take()) is not None:
            return kept
        async with shelf.turn():
            made = shelf.take()
            if made is None:
                made = await self._execute()
                shelf.put(made)
        return made

    async def _execute(self) -> Any:
        self.executions += 1
        return json.loads(await run("antiphon.apps.prerender", str(self._notebook)))
