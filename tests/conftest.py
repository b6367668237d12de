"""What all tests may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jack_server import JackServer

LIVE = ("devices", "machine", "stream")
"""Folders whose tests are all `live`: they need the machine's whole attention, as they play in time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of live folders; a file elsewhere says it itself."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in LIVE:
            item.add_marker(pytest.mark.live)


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[JackServer]:
    """A JACK server, started."""
    server = JackServer(monkeypatch)
    server.start()
    try:
        yield server
    finally:
        server.stop()
