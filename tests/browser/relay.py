"""A wire that can be cut: a TCP relay between a browser and a lab."""

import contextlib
import select
import socket
import threading

ADDRESS = "127.0.0.1"
CHUNK = 65_536


class Relay:
    """Passes bytes between whoever connects and a port. WebSockets can be cut; other requests always come through.

    Where those failed as well, JupyterLab would put a dialog of its own over everything.
    """

    def __init__(self, port: int) -> None:
        """A relay to a port of this machine, at a free port of its own.

        Args:
            port: Where the lab listens.
        """
        self._to = port
        self._door = socket.create_server((ADDRESS, 0))
        self._sockets: set[socket.socket] = set()
        self._whole = True
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._door.getsockname()[1])

    def cut(self) -> None:
        """Break every WebSocket, and let none through until it is mended."""
        self._whole = False
        while self._sockets:
            with contextlib.suppress(OSError):
                self._sockets.pop().shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let WebSockets through again."""
        self._whole = True

    def close(self) -> None:
        """Let nobody in any more."""
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
        with near, contextlib.suppress(OSError), socket.create_connection((ADDRESS, self._to)) as far:
            head = near.recv(CHUNK)
            if b"upgrade: websocket" in head.lower():
                self._sockets.add(near)
                if not self._whole:
                    return
            far.sendall(head)
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(CHUNK)
                    if not data:
                        return
                    (far if ready is near else near).sendall(data)
