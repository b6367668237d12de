"""What all tests may ask for."""

from collections.abc import Iterator

import pytest
from jack_server import JackServer


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[JackServer]:
    """A JACK server, started."""
    server = JackServer(monkeypatch)
    server.start()
    try:
        yield server
    finally:
        server.stop()
