"""A socket that says and hears JSON: a page of the lab, or a phone."""

import json
from typing import Any, Self

import websockets


class Line:
    """A connection, as an async context manager."""

    def __init__(self, address: str, **options: Any) -> None:
        self.address, self.options = address, options

    async def __aenter__(self) -> Self:
        self.socket = await websockets.connect(self.address, proxy=None, max_size=None, **self.options)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def say(self, type: str, **fields: Any) -> None:
        """Say something."""
        await self.socket.send(json.dumps({"type": type, **fields}))

    async def hear(self) -> dict[str, Any]:
        """What is told next."""
        told: dict[str, Any] = json.loads(await self.socket.recv())
        return told


def teachers(lab: Any, path: str, token: str | None = None) -> dict[str, Any]:
    """What a `Line` to the session of a piece is made of; the teacher's, where no token says otherwise."""
    return {
        "address": f"ws://127.0.0.1:{lab.port}/antiphon/session?path={path}",
        "additional_headers": {"Authorization": f"token {token or lab.token}"},
    }
