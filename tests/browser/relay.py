"""A wire that can be cut: a TCP relay between a browser and a lab."""

import contextlib
import select
import socket
import threading

ADDRESS = "127.0.0.1"


class Relay:
    """Passes bytes between whoever connects and a port, until it is cut."""

    def __init__(self, port: int) -> None:
        """A relay to a port of this machine, at a free port of its own.

        Args:
            port: Where the lab listens.
        """
        self._to = port
        self._door = socket.create_server((ADDRESS, 0))
        self._ends: set[socket.socket] = set()
        self._whole = True
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._door.getsockname()[1])

    def cut(self) -> None:
        """Break every connection, and let none through until it is mended."""
        self._whole = False
        while self._ends:
            with contextlib.suppress(OSError):
                self._ends.pop().shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let connections through again."""
        self._whole = True

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        self._ends.add(near)
        with near, contextlib.suppress(OSError), socket.create_connection((ADDRESS, self._to)) as far:
            while self._whole:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    (far if ready is near else near).sendall(data)
