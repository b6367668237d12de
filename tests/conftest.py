"""What all tests may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jack_server import JackServer

LIVE = ("devices", "machine", "stream")
"""Folders whose tests are all `live`: they need the machine's whole attention, as they play in time."""


PROCESSES = ("apps", "browser", "kernel", "lab")
"""Folders whose tests drive labs, hubs and Chromium, which a busy machine may let wait too long.

They and what is live are tried once more when they fail, three in a run at most; each first failure is shown at the end
(`RERUN`), as its race is to be found. What is pure is tried once.
"""


LONG = ("wheel", "cli", *PROCESSES)
"""Folders whose files take longest: they go first, so that no worker has one left when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of live folders, and those with a second try; a file elsewhere says itself that it is live."""
    items.sort(key=lambda item: _folder(item) not in LONG)
    for item in items:
        folder = _folder(item)
        if folder in LIVE:
            item.add_marker(pytest.mark.live)
        if folder in PROCESSES or item.get_closest_marker("live"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[JackServer]:
    """A JACK server, started."""
    server = JackServer(monkeypatch)
    server.start()
    try:
        yield server
    finally:
        server.stop()
