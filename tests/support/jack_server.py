"""Debian's jackd with its dummy driver: a sound device for a machine without one."""

import asyncio
import os
import shutil
import subprocess

import pytest

RATE, BLOCK = 48_000, 128


def _urgency() -> str:
    """Have jackd scheduled in real time where that is permitted: a server that is late is no test of ours."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    except OSError:
        return "-r"
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return "-R"


class JackServer:
    """A JACK server under a name of its own, which is this process's default server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # JACK remembers eight servers that were killed. One that is begun again under its name takes its old place.
        self.name = f"antiphon{os.getpid()}"
        monkeypatch.setenv("JACK_DEFAULT_SERVER", self.name)
        monkeypatch.setenv("JACK_NO_START_SERVER", "1")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it has its ports."""
        jackd = shutil.which("jackd")
        if not jackd or not shutil.which("jack_lsp"):
            pytest.skip("no jackd")
        self._process = subprocess.Popen(
            [jackd, "-n", self.name, _urgency(), "-d", "dummy", "-r", str(RATE), "-p", str(BLOCK)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while "system:playback_1" not in subprocess.run(["jack_lsp"], capture_output=True, text=True).stdout:
            assert self._process.poll() is None, "jackd has ended"

    def kill(self) -> None:
        """End it without a goodbye."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)
        self._process = None

    def stop(self) -> None:
        """End it in order, so that JACK forgets it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    async def ports(self, *options: str) -> list[str]:
        """What `jack_lsp` says, by line."""
        process = await asyncio.create_subprocess_exec(
            "jack_lsp", *options, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return (await process.communicate())[0].decode().splitlines()

    async def has(self, *names: str) -> None:
        """Wait until there are ports of these names."""
        async with asyncio.timeout(25):
            while not set(names) <= set(await self.ports()):
                await asyncio.sleep(0.05)

    async def lacks(self, name: str) -> None:
        """Wait until there is no port of this name."""
        async with asyncio.timeout(25):
            while name in await self.ports():
                await asyncio.sleep(0.05)
