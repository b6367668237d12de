"""Stock Voilà with the audience's notebook, a kernel a viewer: what our hub is measured against."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
from edit_latency import percentile

from antiphon.cli.lab_process import free_port
from antiphon.session.share import find

LONGEST = 60.0


@contextmanager
def desk() -> Iterator[Path]:
    """A folder with the audience's notebook in it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "audience.ipynb").write_bytes((find("apps") / "audience.ipynb").read_bytes())
        yield Path(folder)


def memory(process: psutil.Process) -> float:
    """A process's own memory, in kB."""
    return float(process.memory_full_info().uss) / 1024


@contextmanager
def voila(notebook: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Stock Voilà with a notebook: its URL, and its process."""
    port = free_port("127.0.0.1", 0)
    with (notebook.parent / "voila.log").open("wb") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "voila",
                str(notebook),
                "--no-browser",
                f"--port={port}",
                "--show_tracebacks=True",
            ],
            cwd=notebook.parent,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + LONGEST
        while time.monotonic() < until and server.poll() is None:
            try:
                httpx.get(f"{url}/voila/static/none", trust_env=False)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield url, psutil.Process(server.pid)
    finally:
        family = psutil.Process(server.pid).children(recursive=True)
        server.terminate()
        server.wait()
        for kernel in psutil.wait_procs(family, timeout=5)[1]:
            kernel.kill()


async def peer(viewers: int) -> tuple[float, float]:
    """Stock Voilà's kB a viewer, and seconds until a viewer has the page; not counted: the JavaScript that it needs."""
    with desk() as folder, voila(folder / "audience.ipynb") as (url, server):
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=300) as client:

            def total() -> float:
                return sum(memory(process) for process in (server, *server.children(recursive=True)))

            async def visit() -> float:
                begun = time.perf_counter()
                page = (await client.get("/")).raise_for_status()
                assert "widget-view+json" in page.text, "Voilà did not render the notebook"
                return time.perf_counter() - begun

            empty = total()
            times = await asyncio.gather(*(visit() for _ in range(viewers)))
            return (total() - empty) / viewers, percentile(times, 0.5)
