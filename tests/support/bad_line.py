"""A bad line: a TCP relay that is slow, loses some of what it carries and can be cut."""

import asyncio
import random
from typing import Self

AGAIN = 3.0
"""What is lost arrives this many times later: somebody has to notice, and send it again."""


class BadLine:
    """Passes bytes between whoever connects and a port of this machine, late and in order, as TCP over a bad line does.

    Args:
        port: Where it leads to.
        seconds: How long it takes, each way.
        loss: The share of what is sent that is lost and sent again, 0 to 1.

    Attributes:
        port: Where it listens.
        lost: How often something was lost.
    """

    def __init__(self, port: int, seconds: float, loss: float) -> None:
        self._to = port
        self._seconds = seconds
        self._loss = loss
        self._chance = random.Random(1)
        self._writers: set[asyncio.StreamWriter] = set()
        self._dead: set[asyncio.StreamWriter] = set()
        self.lost = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()

    def cut(self) -> None:
        """Break all connections, with what is on its way; new ones can be made."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def fall_silent(self) -> None:
        """Carry nothing more on any connection, and tell nobody; new ones can be made."""
        self._dead |= self._writers

    async def _accept(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, forth = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers |= {back, forth}
        await asyncio.gather(self._carry(near, forth), self._carry(far, back), return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop, due = asyncio.get_running_loop(), 0.0
        while True:
            data = await reader.read(1400)
            late = self._seconds
            if self._chance.random() < self._loss:
                self.lost += 1
                late *= 1 + AGAIN
            # Two of one moment would be carried in any order.
            due = max(due + 1e-5, loop.time() + late)
            if data and writer not in self._dead:
                loop.call_at(due, writer.write, data)
            elif not data:
                if writer not in self._dead:
                    loop.call_at(due, writer.close)
                return
